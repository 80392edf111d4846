// 1. runtime/inverse.h undoes what says itself how.
// 2. What an operation drops is created as downgrade() creates it; a changed column becomes what
//    downgrade() makes of it, or else what the operation calls its existing state.
// 3. Raw SQL is read as the operations that it stands for. What is not understood is undone by the
//    SQL of downgrade(), all of it, once.
#include "command/undo_operations.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>

#include "base/error.h"
#include "dialect/dialect.h"
#include "dialect/sql_scanner.h"
#include "dialect/transaction.h"
#include "doctor/sql_effects.h"
#include "runtime/inverse.h"

namespace retort::command {
namespace {

using namespace operation;
using Operations = std::vector<Operation>;

/// The operation of kind `Wanted` that `fits`; null without one.
template <class Wanted, class Fits>
const Wanted* find(const Operations& operations, const Fits& fits) {
  for (const Operation& one : operations) {
    const auto* found = std::get_if<Wanted>(&one.value);
    if (found != nullptr && fits(*found)) return found;
  }
  return nullptr;
}

template <class Left, class Right>
bool same_table(const Left& left, const Right& right) {
  return left.schema == right.schema && left.table == right.table;
}

/// Parts of a definition that the database has given a name.
std::optional<std::string> name_in(schema::Catalog& catalog, const AddConstraint& add) {
  const auto look = [&](const auto& constraints, const auto& wanted) -> std::optional<std::string> {
    for (const auto& one : constraints) {
      if (one.columns == wanted.columns) return one.name.text;
    }
    return std::nullopt;
  };
  if (const auto* key = std::get_if<schema::ForeignKeyConstraint>(&add.constraint)) {
    return look(catalog.foreign_keys(add.schema, add.table), *key);
  }
  if (const auto* unique = std::get_if<schema::UniqueConstraint>(&add.constraint)) {
    return look(catalog.unique_constraints(add.schema, add.table), *unique);
  }
  return std::nullopt;
}

class Undo {
 public:
  Undo(const UndoContext& context, std::string& obstacle)
      : context_(context), obstacle_(obstacle), inverses_(context.dialect) {}

  bool run() {
    for (auto one = context_.upgrade.rbegin(); one != context_.upgrade.rend(); ++one) {
      if (!undo(*one)) return false;
    }
    return true;
  }
  Operations take() { return std::move(out_); }

 private:
  template <class Value>
  bool by(Value value) {
    out_.push_back({std::move(value), origin_});
    return true;
  }
  bool by_sql(std::string sql) {
    out_.push_back(sql_operation(std::move(sql), origin_));
    return true;
  }
  bool fail(std::string why) {
    obstacle_ = std::move(why);
    return false;
  }

  bool undo(const Operation& one) {
    origin_ = one.origin;
    const std::string sql = sql_of(one, context_.dialect);
    if (!sql.empty()) return undo_sql(sql);
    return undo_value(one.value);
  }

  bool undo_value(const OperationVariant& value) {
    if (std::visit([&](const auto& op) { return special(op); }, value)) return true;
    if (!obstacle_.empty()) return false;
    runtime::DoneStatement done;
    done.operation = std::make_shared<const Operation>(Operation{value, origin_});
    done.whole = true;
    runtime::Inverse inverse = inverses_.of(done);
    if (!inverse.obstacle.empty()) return fail(std::move(inverse.obstacle));
    std::ranges::move(inverse.operations, std::back_inserter(out_));
    return true;
  }

  // True: it is undone. False without an obstacle: its inverse is as it says itself.
  template <class Value>
  bool special(const Value&) {
    return false;
  }
  bool special(const BulkInsert&) { return true; }
  bool special(const CreateTable& create) {
    DropTable drop;
    drop.schema = create.table.schema;
    drop.table = create.table.name;
    drop.if_exists = create.if_not_exists;
    drop.columns = create.table.columns;
    return by(std::move(drop));
  }
  bool special(const CreateEnumType& create) { return by(DropEnumType{create.type}); }
  bool special(const CreateSequence& create) { return by(DropSequence{create.sequence}); }
  bool special(const CreateSchema& create) {
    // It may have been there before, with other things in it.
    return create.if_not_exists || by(DropSchema{create.name});
  }
  bool special(const CreateIndex& create) {
    if (!create.if_not_exists) return false;
    CreateIndex plain = create;
    plain.if_not_exists = false;
    return undo_value(plain);
  }
  bool special(const AddColumn& add) {
    if (!add.if_not_exists) return false;
    AddColumn plain = add;
    plain.if_not_exists = false;
    return undo_value(plain);
  }
  bool special(const AddConstraint& add) {
    if (schema::name_of(add.constraint).text) return false;
    const std::optional<std::string> name = name_in(context_.catalog, add);
    if (!name) return false;
    AddConstraint named = add;
    schema::name_of(named.constraint) = {.text = *name, .final = true};
    return undo_value(named);
  }
  bool special(const DropTable& drop) {
    const auto* create = find<CreateTable>(context_.downgrade, [&](const CreateTable& one) {
      return one.table.schema == drop.schema && one.table.name == drop.table;
    });
    if (create == nullptr) return fail("downgrade() does not create the table that it drops");
    return by(*create);
  }
  bool special(const DropColumn& drop) {
    const auto* add = find<AddColumn>(context_.downgrade, [&](const AddColumn& one) {
      return same_table(one, drop) && one.column.name == drop.column;
    });
    if (add == nullptr) return fail("downgrade() does not add the column that it drops");
    return by(*add);
  }
  bool special(const DropIndex& drop) {
    const auto* create = find<CreateIndex>(context_.downgrade, [&](const CreateIndex& one) {
      return one.index.name.text == drop.name.text;
    });
    if (create == nullptr) return fail("downgrade() does not create the index that it drops");
    return by(*create);
  }
  /// Without downgrade(), what upgrade() puts in its place: only its name counts.
  bool special(const DropConstraint& drop) {
    const auto fits = [&](const AddConstraint& one) {
      return same_table(one, drop) && schema::name_of(one.constraint).text == drop.name.text;
    };
    const auto* add = find<AddConstraint>(context_.downgrade, fits);
    if (add == nullptr) add = find<AddConstraint>(context_.upgrade, fits);
    if (add == nullptr) return fail("downgrade() does not create the constraint that it drops");
    return by(*add);
  }
  bool special(const DropEnumType& drop) {
    const auto* create = find<CreateEnumType>(context_.downgrade, [&](const CreateEnumType& one) {
      return one.type.name == drop.type.name;
    });
    if (create != nullptr) return by(*create);
    if (!drop.type.labels.empty()) return by(CreateEnumType{drop.type});
    return fail("the values of the type that it drops are not known");
  }
  bool special(const DropSequence& drop) { return by(CreateSequence{drop.sequence}); }
  bool special(const DropSchema& drop) { return by(CreateSchema{drop.name}); }
  bool special(const AlterColumn& alter) {
    const std::string name = alter.new_name.value_or(alter.column);
    const auto* back = find<AlterColumn>(context_.downgrade, [&](const AlterColumn& one) {
      return same_table(one, alter) && one.column == name;
    });
    if (back != nullptr) return by(*back);
    AlterColumn own;
    own.schema = alter.schema;
    own.table = alter.table;
    own.column = name;
    if (alter.new_name) own.new_name = alter.column;
    if (alter.nullable) own.nullable = alter.existing_nullable.value_or(!*alter.nullable);
    if (alter.type && alter.existing_type) own.type = alter.existing_type;
    if (alter.server_default) {
      own.server_default = alter.existing_server_default.value_or(AlterColumn::DefaultChange{});
    }
    if (alter.comment) own.comment = alter.existing_comment;
    own.existing_type = alter.type ? alter.type : alter.existing_type;
    return by(std::move(own));
  }
  bool special(const CreateTableComment& comment) {
    const auto* back = find<CreateTableComment>(
        context_.downgrade,
        [&](const CreateTableComment& one) { return same_table(one, comment); });
    if (back != nullptr) return by(*back);
    return by(DropTableComment{comment.schema, comment.table});
  }
  bool special(const DropTableComment&) { return true; }

  bool undo_sql(const std::string& sql) {
    if (is_about_rows(sql, context_.dialect)) return true;
    std::vector<doctor::SqlEffect> effects = doctor::read_sql(sql, context_.dialect);
    for (auto effect = effects.rbegin(); effect != effects.rend(); ++effect) {
      if (!std::visit([&](const auto& one) { return undo_effect(one); }, *effect)) {
        return undo_by_downgrade();
      }
    }
    return true;
  }

  bool undo_effect(const OperationVariant& value) {
    const std::size_t before = out_.size();
    if (undo_value(value)) return true;
    out_.resize(before);
    obstacle_.clear();
    return false;
  }
  bool undo_effect(const doctor::SqlUse&) { return true; }
  bool undo_effect(const doctor::SqlCreate& create) {
    if (create.temporary) return true;
    if (create.replaces) return false;
    const schema::Table& table = create.create.table;
    if (create.view) return by_sql("DROP VIEW " + qualified(table.schema, table.name));
    DropTable drop;
    drop.schema = table.schema;
    drop.table = table.name;
    drop.if_exists = create.create.if_not_exists;
    return by(std::move(drop));
  }
  bool undo_effect(const doctor::SqlRename& rename) {
    using enum doctor::SqlRename::What;
    if (rename.what == constraint) {
      return by_sql(fmt::format("ALTER TABLE {} RENAME CONSTRAINT {} TO {}",
                                qualified(rename.schema, rename.table), quote(rename.to),
                                quote(rename.from)));
    }
    const std::string_view kind = rename.what == index  ? "INDEX"
                                  : rename.what == type ? "TYPE"
                                                        : "SEQUENCE";
    if (!rename.table.empty()) return false;
    return by_sql(fmt::format("ALTER {} {} RENAME TO {}", kind, qualified(rename.schema, rename.to),
                              quote(rename.from)));
  }
  bool undo_effect(const doctor::SqlRoutine& routine) {
    if (!routine.creates || routine.replaces) return false;
    return by_sql(fmt::format("DROP ROUTINE {}{}", qualified(routine.schema, routine.name),
                              routine.arguments ? "(" + *routine.arguments + ")" : ""));
  }
  bool undo_effect(const doctor::SqlTrigger& trigger) {
    if (!trigger.creates || trigger.replaces) return false;
    return by_sql(fmt::format("DROP TRIGGER {} ON {}", quote(trigger.name),
                              qualified(trigger.schema, trigger.table)));
  }
  template <class Effect>
  bool undo_effect(const Effect&) {
    return false;
  }

  /// All SQL of downgrade() at the place of the first statement that only it can undo.
  bool undo_by_downgrade() {
    if (std::exchange(used_downgrade_, true)) return true;
    bool any = false;
    for (const Operation& one : context_.downgrade) {
      const std::string sql = sql_of(one, context_.dialect);
      if (sql.empty() || is_about_rows(sql, context_.dialect)) continue;
      out_.push_back(one);
      any = true;
    }
    return any || fail("downgrade() has no SQL that undoes it");
  }

  std::string quote(const std::string& name) const {
    return dialect::find_dialect(context_.dialect)->quote(name);
  }
  std::string qualified(const std::string& schema, const std::string& name) const {
    return dialect::find_dialect(context_.dialect)->qualified(schema, name);
  }

  const UndoContext& context_;
  std::string& obstacle_;
  runtime::Inverses inverses_;
  Operations out_;
  Origin origin_;
  bool used_downgrade_ = false;
};

}  // namespace

std::optional<Operations> undo_operations(const UndoContext& context, std::string& obstacle) {
  obstacle.clear();
  Undo undo(context, obstacle);
  if (!undo.run()) return std::nullopt;
  return undo.take();
}

Operation sql_operation(std::string sql, const Origin& origin) {
  return {Execute{schema::make_expr(schema::TextClause{
              .text = std::move(sql), .verbatim = true, .binds = {}, .type = {}, .columns = {}})},
          origin};
}

std::string sql_of(const Operation& operation, std::string_view dialect) {
  const auto* execute = std::get_if<Execute>(&operation.value);
  if (execute == nullptr) return {};
  return dialect::find_dialect(dialect)
      ->compile(execute->statement, dialect::BindStyle::literal)
      .text;
}

bool changes_rows(std::string_view sql, std::string_view dialect) {
  const std::vector<std::string> words = dialect::first_words(sql, dialect::syntax_of(dialect), 1);
  constexpr std::string_view kWords[] = {"INSERT",   "UPDATE", "DELETE", "MERGE",
                                         "TRUNCATE", "WITH",   "COPY",   "REPLACE"};
  if (words.empty()) return false;
  const bool moves = sql.find("setval") != sql.npos && words.front() == "SELECT";
  return moves || std::ranges::find(kWords, words.front()) != std::end(kWords);
}

bool is_about_rows(std::string_view sql, std::string_view dialect) {
  const std::vector<std::string> words = dialect::first_words(sql, dialect::syntax_of(dialect), 1);
  constexpr std::string_view kWords[] = {"SELECT", "INSERT",  "UPDATE",   "DELETE", "MERGE",
                                         "WITH",   "VALUES",  "TRUNCATE", "SET",    "LOCK",
                                         "COPY",   "ANALYZE", "REPLACE",  "VACUUM", "PRAGMA"};
  return words.empty() || std::ranges::find(kWords, words.front()) != std::end(kWords);
}

}  // namespace retort::command
