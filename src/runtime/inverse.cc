// The only outside interface is inverse.h.
#include "runtime/inverse.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "dialect/transaction.h"

namespace retort::runtime {
namespace {

using namespace operation;
using dialect::SqlSyntax;
using dialect::SqlToken;

Inverse obstacle(std::string why) {
  return {{}, std::move(why)};
}

Inverse by(OperationVariant value, const Origin& origin) {
  Inverse out;
  out.operations.push_back({std::move(value), origin});
  return out;
}

const std::string kMaybeThere = "it may have been there before: IF NOT EXISTS";
const std::string kNoName = "it has no name";
const std::string kDropped = "what it has dropped is not known";

/// A name with its schema, as tables are compared here.
std::string key_of(const std::string& schema, const std::string& table) {
  return schema.empty() ? table : schema + "." + table;
}

/// The first tokens of a statement, without blanks and comments.
std::vector<std::string_view> first_tokens(std::string_view sql, SqlSyntax syntax,
                                           std::size_t most) {
  std::vector<std::string_view> out;
  for (SqlToken token = dialect::next_token(sql, 0, syntax);
       token.kind != SqlToken::Kind::end && out.size() < most;
       token = dialect::next_token(sql, token.end, syntax)) {
    const bool blank = token.kind == SqlToken::Kind::blank || token.kind == SqlToken::Kind::comment;
    if (!blank) out.push_back(token.in(sql));
  }
  return out;
}

std::string unquoted(std::string_view name) {
  const bool quoted = name.size() > 1 && (name.front() == '"' || name.front() == '`');
  return std::string(quoted ? name.substr(1, name.size() - 2) : name);
}

/// The table whose rows a statement changes, and nothing else; empty for other statements.
std::string changed_table(std::string_view sql, SqlSyntax syntax) {
  const std::vector<std::string_view> words = first_tokens(sql, syntax, 6);
  const auto is = [&](std::size_t i, std::string_view word) {
    return i < words.size() && dialect::is_word(words[i], word);
  };
  std::size_t at = 0;
  if ((is(0, "INSERT") && is(1, "INTO")) || (is(0, "DELETE") && is(1, "FROM"))) at = 2;
  if (is(0, "UPDATE")) at = 1;
  if (at == 0 || at >= words.size()) return {};
  const std::string first = unquoted(words[at]);
  if (at + 2 < words.size() && words[at + 1] == ".") return first + "." + unquoted(words[at + 2]);
  return first;
}

/// The new value's opposite, and what it takes to know it.
Inverse of_alter(const AlterColumn& alter, const Origin& origin) {
  AlterColumn back;
  back.schema = alter.schema;
  back.table = alter.table;
  back.column = alter.new_name.value_or(alter.column);
  if (alter.new_name) back.new_name = alter.column;
  if (alter.type) return obstacle("it has converted the column's values");
  if (alter.autoincrement) return obstacle("AUTO_INCREMENT was changed");
  if (alter.nullable) {
    if (!alter.existing_nullable) return obstacle("existing_nullable was not given");
    back.nullable = alter.existing_nullable;
  }
  if (alter.server_default) {
    if (!alter.existing_server_default) return obstacle("existing_server_default was not given");
    back.server_default = alter.existing_server_default;
  }
  if (alter.comment) {
    if (!alter.existing_comment) return obstacle("existing_comment was not given");
    back.comment = alter.existing_comment;
  }
  back.existing_type = alter.existing_type;
  back.type_is_class = alter.type_is_class;
  back.existing_nullable = alter.nullable ? alter.nullable : alter.existing_nullable;
  back.existing_server_default =
      alter.server_default ? alter.server_default : alter.existing_server_default;
  back.existing_comment = alter.comment ? *alter.comment : alter.existing_comment;
  back.existing_autoincrement = alter.existing_autoincrement;
  return by(std::move(back), origin);
}

std::string constraint_kind(const schema::Constraint& constraint) {
  struct Kind {
    std::string operator()(const schema::PrimaryKeyConstraint&) const { return "primary"; }
    std::string operator()(const schema::UniqueConstraint&) const { return "unique"; }
    std::string operator()(const schema::ForeignKeyConstraint&) const { return "foreignkey"; }
    std::string operator()(const schema::CheckConstraint&) const { return "check"; }
    std::string operator()(const schema::ExcludeConstraint&) const { return ""; }
  };
  return std::visit(Kind{}, constraint);
}

/// Operations whose one statement, or all of whose statements, were carried out.
struct OfOperation {
  const Origin& origin;

  Inverse operator()(const CreateTable& create) const {
    if (create.if_not_exists) return obstacle(kMaybeThere);
    DropTable drop;
    drop.schema = create.table.schema;
    drop.table = create.table.name;
    return by(std::move(drop), origin);
  }
  Inverse operator()(const RenameTable& rename) const {
    return by(RenameTable{rename.schema, rename.new_name, rename.old_name}, origin);
  }
  Inverse operator()(const AddColumn& add) const {
    if (add.if_not_exists) return obstacle(kMaybeThere);
    DropColumn drop;
    drop.schema = add.schema;
    drop.table = add.table;
    drop.column = add.column.name;
    return by(std::move(drop), origin);
  }
  Inverse operator()(const AlterColumn& alter) const { return of_alter(alter, origin); }
  Inverse operator()(const CreateIndex& create) const {
    if (create.if_not_exists) return obstacle(kMaybeThere);
    if (!create.index.name.text) return obstacle(kNoName);
    DropIndex drop;
    drop.name = create.index.name;
    drop.schema = create.index.table_schema;
    drop.table = create.index.table;
    for (const auto& option : create.index.options) {
      if (option.first == "postgresql_concurrently") drop.options.push_back(option);
    }
    return by(std::move(drop), origin);
  }
  Inverse operator()(const AddConstraint& add) const {
    const schema::Name& name = schema::name_of(add.constraint);
    const std::string kind = constraint_kind(add.constraint);
    if (!name.text && kind != "primary") return obstacle(kNoName);
    DropConstraint drop;
    drop.schema = add.schema;
    drop.table = add.table;
    drop.name = name;
    drop.type = kind;
    return by(std::move(drop), origin);
  }
  Inverse operator()(const CreateEnumType& create) const {
    if (create.check_first) return obstacle(kMaybeThere);
    return by(DropEnumType{create.type}, origin);
  }
  Inverse operator()(const CreateSequence& create) const {
    if (create.if_not_exists) return obstacle(kMaybeThere);
    return by(DropSequence{create.sequence}, origin);
  }
  Inverse operator()(const CreateSchema& create) const {
    if (create.if_not_exists) return obstacle(kMaybeThere);
    return by(DropSchema{create.name}, origin);
  }
  Inverse operator()(const BatchAlterTable& batch) const {
    BatchAlterTable back = batch;
    back.operations.clear();
    if (batch.copy_from) return obstacle("the table that it was copied from is not the one now");
    for (auto one = batch.operations.rbegin(); one != batch.operations.rend(); ++one) {
      Inverse inner = std::visit(OfOperation{one->origin}, one->value);
      if (!inner.obstacle.empty()) return inner;
      for (Operation& operation : inner.operations) {
        back.operations.push_back(std::move(operation));
      }
    }
    return by(std::move(back), origin);
  }
  Inverse operator()(const CreateTableComment&) const {
    return obstacle("the comment before it is not known");
  }
  Inverse operator()(const DropTableComment&) const { return obstacle(kDropped); }
  Inverse operator()(const DropTable&) const { return obstacle(kDropped); }
  Inverse operator()(const DropColumn&) const { return obstacle(kDropped); }
  Inverse operator()(const DropIndex&) const { return obstacle(kDropped); }
  Inverse operator()(const DropConstraint&) const { return obstacle(kDropped); }
  Inverse operator()(const DropEnumType&) const { return obstacle(kDropped); }
  Inverse operator()(const DropSequence&) const { return obstacle(kDropped); }
  Inverse operator()(const DropSchema&) const { return obstacle(kDropped); }
  Inverse operator()(const Execute&) const { return obstacle("nothing says what undoes it"); }
  Inverse operator()(const BulkInsert&) const { return obstacle("it has changed rows"); }
};

}  // namespace

Inverses::Inverses(std::string_view dialect)
    : dialect_(dialect), syntax_(dialect::syntax_of(dialect)) {}

bool Inverses::is_created(const std::string& schema, const std::string& table) const {
  return created_.contains(key_of(schema, table));
}

Inverse Inverses::of(const DoneStatement& statement) {
  if (statement.operation == nullptr) return of_sql(statement.text);
  const OperationVariant& value = statement.operation->value;
  if (std::holds_alternative<Execute>(value)) return of_sql(statement.text);
  if (const auto* insert = std::get_if<BulkInsert>(&value)) {
    if (is_created(insert->schema, insert->table)) return {};
  }
  if (const auto* rename = std::get_if<RenameTable>(&value)) {
    if (is_created(rename->schema, rename->old_name)) {
      created_.insert(key_of(rename->schema, rename->new_name));
    }
  }
  return statement.whole ? of_operation(*statement.operation) : of_part(statement);
}

/// Once for all its statements.
Inverse Inverses::of_once(const std::shared_ptr<const Operation>& operation) {
  if (std::exchange(inverted_, operation) == operation) return {};
  return of_operation(*operation);
}

Inverse Inverses::of_operation(const Operation& operation) {
  return std::visit(OfOperation{operation.origin}, operation.value);
}

/// One of the statements of an operation, which may be the only part of a batch: indexes, comments
/// and constraints that come with a table or a column go with it.
Inverse Inverses::of_part(const DoneStatement& statement) {
  const Operation* only = statement.operation.get();
  if (const auto* batch = std::get_if<BatchAlterTable>(&only->value)) {
    if (batch->operations.size() == 1) only = &batch->operations.front();
  }
  const Operation& operation = *only;
  const std::vector<std::string> words = dialect::first_words(statement.text, syntax_, 4);
  const auto begins = [&](std::string_view first, std::string_view second) {
    return words.size() > 1 && words[0] == first && words[1] == second;
  };
  if (const auto* create = std::get_if<CreateTable>(&operation.value)) {
    if (begins("CREATE", "TYPE")) return obstacle("it makes a type along with the table");
    const bool table = std::ranges::find(words, "TABLE") != words.end() && words[0] == "CREATE";
    if (!table) return {};
    created_.insert(key_of(create->table.schema, create->table.name));
  }
  if (const auto* add = std::get_if<AddColumn>(&operation.value)) {
    if (begins("CREATE", "TYPE")) return obstacle("it makes a type along with the column");
    const bool foreign = !add->column.foreign_keys.empty() && syntax_ == SqlSyntax::mysql;
    if (foreign) return obstacle("the column's foreign key has to go before it");
    const std::vector<std::string_view> tokens = first_tokens(statement.text, syntax_, 16);
    const bool column =
        begins("ALTER", "TABLE") &&
        std::ranges::any_of(tokens,
                            [&](auto token) { return unquoted(token) == add->column.name; }) &&
        std::ranges::none_of(tokens, [](auto token) {
          return dialect::is_word(token, "CONSTRAINT") || dialect::is_word(token, "UNIQUE");
        });
    if (!column) return {};
  }
  return of_once(statement.operation);
}

Inverse Inverses::of_sql(const std::string& text) const {
  if (dialect::statement_kind(text, dialect_) == dialect::StatementKind::session) return {};
  const std::string table = changed_table(text, syntax_);
  if (table.empty()) return obstacle("nothing says what undoes it");
  if (created_.contains(table)) return {};
  return obstacle("it has changed rows");
}

}  // namespace retort::runtime
