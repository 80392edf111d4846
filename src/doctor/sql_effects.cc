// A statement is told by its first words. What changes no schema has no effect; DDL of the usual
// forms becomes operations; everything else taints what it names. Nothing is guessed: a form that
// is not read to its end taints too.
#include "doctor/sql_effects.h"

#include <algorithm>

#include "doctor/sql_tokens.h"
#include "schema/expression.h"

namespace retort::doctor {
namespace {

namespace op = operation;
using Effects = std::vector<SqlEffect>;

template <class Range>
bool is_one_of(std::string_view word, const Range& words) {
  return std::ranges::find(words, word) != std::end(words);
}

schema::Name named(std::string text) {
  return {.text = std::move(text), .final = true};
}

schema::Type type_called(std::string text) {
  schema::Type type = schema::make_type(schema::TypeKind::UserDefined);
  type.spec = std::move(text);
  return type;
}

/// Reads the statements of one text.
class Reader {
 public:
  Effects read(const std::vector<SqlWord>& words) {
    effects_.clear();
    SqlCursor cursor(words);
    if (!statement(cursor)) {
      effects_.clear();
      effects_.emplace_back(taint(words));
    }
    return std::move(effects_);
  }

 private:
  /// A block of procedural code that executes texts in a loop may change anything.
  static SqlEffect taint(const std::vector<SqlWord>& words) {
    for (const SqlWord& word : words) {
      if (word.kind != SqlWord::Kind::text) continue;
      std::string upper = word.text;
      std::ranges::transform(upper, upper.begin(), [](unsigned char c) { return std::toupper(c); });
      if (upper.find("EXECUTE") != upper.npos && upper.find("LOOP") != upper.npos) {
        return SqlAnything{};
      }
    }
    return SqlTaint{};
  }

  void add(op::OperationVariant operation) { effects_.emplace_back(std::move(operation)); }

  bool statement(SqlCursor& at) {
    constexpr std::string_view kHarmless[] = {
        "RESET",   "SHOW",     "COMMENT",   "GRANT",    "REVOKE",  "ANALYZE", "VACUUM", "LOCK",
        "BEGIN",   "START",    "COMMIT",    "ROLLBACK", "RELEASE", "END",     "PRAGMA", "REINDEX",
        "CLUSTER", "REFRESH",  "SAVEPOINT", "TRUNCATE", "NOTIFY",  "COPY",    "UNLOCK", "DESCRIBE",
        "DISCARD", "OPTIMIZE", "ABORT",     "VALUES",   "EXPLAIN", "REPLACE", "MERGE",  "FLUSH"};
    const std::string_view first = at.peek();
    if (is_one_of(first, kHarmless)) return true;
    if (first == "INSERT" || first == "UPDATE" || first == "DELETE") return change_of_rows(at);
    if (first == "SELECT" || first == "WITH") return selection(at);
    if (first == "SET") return setting(at);
    if (first == "USE") return moves();
    if (at.take("CREATE")) return create(at);
    if (at.take("DROP")) return drop(at);
    if (at.take("ALTER")) return alter(at);
    if (at.take({"RENAME", "TABLE"})) return rename_tables(at);
    return at.at_end();
  }

  bool moves() {
    effects_.emplace_back(SqlMoves{});
    return true;
  }

  bool setting(SqlCursor& at) {
    const bool path = at.has({"SEARCH_PATH"}) || at.has({"SET", "SCHEMA"});
    return path ? moves() : true;
  }

  bool use(SqlCursor& at) {
    SqlUse used;
    if (!at.qualified(used.schema, used.table)) return false;
    effects_.emplace_back(std::move(used));
    return true;
  }

  bool change_of_rows(SqlCursor& at) {
    const std::string verb(at.peek());
    at.skip();
    while (at.take("LOW_PRIORITY") || at.take("IGNORE") || at.take("DELAYED") || at.take("QUICK")) {
    }
    if (at.take("OR")) at.skip();
    if (verb == "INSERT") return !at.take("INTO") || use(at);
    // MySQL changes several tables at once: then the names are aliases.
    if (verb == "DELETE" && !at.take("FROM")) return true;
    at.take("ONLY");
    SqlCursor after = at;
    SqlUse used;
    if (!after.qualified(used.schema, used.table)) return true;
    const bool simple = verb == "DELETE" ? after.peek() != "," && !after.has({"USING"})
                                         : after.peek() == "SET" || after.peek() == "AS";
    return !simple || use(at);
  }

  /// Functions that change no schema. Others may.
  bool selection(SqlCursor& at) {
    constexpr std::string_view kKnown[] = {"COUNT",     "MAX",      "MIN",
                                           "SUM",       "AVG",      "COALESCE",
                                           "NOW",       "LOWER",    "UPPER",
                                           "LENGTH",    "CAST",     "EXISTS",
                                           "IN",        "AND",      "OR",
                                           "NOT",       "SETVAL",   "NEXTVAL",
                                           "ANY",       "ALL",      "NULLIF",
                                           "SUBSTRING", "REPLACE",  "CONCAT",
                                           "AS",        "FROM",     "WHERE",
                                           "SELECT",    "ON",       "SET_CONFIG",
                                           "VALUES",    "DISTINCT", "CURRVAL",
                                           "TRIM",      "JOIN",     "WITH",
                                           "BY",        "OVER",     "FILTER",
                                           "HAVING",    "UNION",    "PG_SLEEP",
                                           "CASE",      "WHEN",     "THEN",
                                           "ELSE",      "UNNEST",   "LATERAL",
                                           "EXTRACT",   "VERSION",  "ARRAY",
                                           "ROW",       "BETWEEN",  "LIKE",
                                           "USING",     "IF",       "PG_GET_SERIAL_SEQUENCE"};
    for (std::size_t i = at.at(); i + 1 < at.end(); ++i) {
      const SqlWord& word = at.word(i);
      if (word.upper == "INTO") return false;
      const bool called = word.kind == SqlWord::Kind::word && at.word(i + 1).text == "(";
      if (called && !is_one_of(std::string_view(word.upper), kKnown)) return false;
    }
    return true;
  }

  static bool if_not_exists(SqlCursor& at) { return at.take({"IF", "NOT", "EXISTS"}); }
  static bool if_exists(SqlCursor& at) { return at.take({"IF", "EXISTS"}); }

  bool create(SqlCursor& at) {
    constexpr std::string_view kHarmless[] = {
        "FUNCTION", "PROCEDURE",  "TRIGGER",      "EXTENSION", "POLICY",   "ROLE",
        "USER",     "RULE",       "AGGREGATE",    "CAST",      "OPERATOR", "PUBLICATION",
        "EVENT",    "COLLATION",  "SUBSCRIPTION", "TEXT",      "LANGUAGE", "DATABASE",
        "SERVER",   "STATISTICS", "CONSTRAINT",   "DEFINER",   "TRUSTED",  "CONVERSION",
        "ACCESS",   "TABLESPACE"};
    const bool replaces = at.take({"OR", "REPLACE"});
    if (is_one_of(at.peek(), kHarmless)) return true;
    bool temporary = false;
    while (at.peek() == "TEMP" || at.peek() == "TEMPORARY" || at.peek() == "UNLOGGED" ||
           at.peek() == "GLOBAL" || at.peek() == "LOCAL" || at.peek() == "RECURSIVE") {
      temporary = temporary || at.peek().starts_with("TEMP");
      at.skip();
    }
    if (at.take("TABLE")) return create_table(at, temporary, replaces);
    if (at.take("VIEW") || at.take({"MATERIALIZED", "VIEW"})) {
      return create_open(at, replaces, temporary, true);
    }
    if (at.take({"VIRTUAL", "TABLE"})) return create_open(at, false, false, false);
    if (at.take({"UNIQUE", "INDEX"})) return create_index(at, true);
    if (at.take("INDEX")) return create_index(at, false);
    if (at.take("TYPE") || at.take("DOMAIN")) return create_type(at);
    if (at.take("SEQUENCE")) {
      op::CreateSequence create;
      create.if_not_exists = if_not_exists(at);
      if (!at.qualified(create.sequence.schema, create.sequence.name)) return false;
      add(std::move(create));
      return true;
    }
    if (at.take("SCHEMA")) {
      op::CreateSchema create;
      create.if_not_exists = if_not_exists(at);
      auto name = at.name();
      if (!name || at.peek(0) == "CREATE") return false;
      create.name = std::move(*name);
      add(std::move(create));
      return true;
    }
    return false;
  }

  bool create_type(SqlCursor& at) {
    op::CreateEnumType create;
    std::string schema;
    std::string name;
    if (!at.qualified(schema, name)) return false;
    create.type = schema::make_type(schema::TypeKind::PgENUM);
    create.type.name = std::move(name);
    if (!schema.empty()) create.type.schema = std::move(schema);
    if (at.take({"AS", "ENUM"})) read_labels(at, create.type.labels);
    add(std::move(create));
    return true;
  }

  static void read_labels(SqlCursor& at, std::vector<std::string>& labels) {
    const auto inside = at.parenthesised();
    if (!inside) return;
    for (SqlCursor part : inside->parts()) {
      const std::string& text = part.word(part.at()).text;
      const bool plain = part.end() - part.at() == 1 && text.size() >= 2 && text.front() == '\'' &&
                         text.find("''") == text.npos;
      if (!plain) return labels.clear();
      labels.push_back(text.substr(1, text.size() - 2));
    }
  }

  bool create_open(SqlCursor& at, bool replaces, bool temporary, bool view) {
    SqlCreate create;
    create.create.if_not_exists = if_not_exists(at);
    create.open = true;
    create.view = view;
    create.replaces = replaces;
    create.temporary = temporary;
    if (!at.qualified(create.create.table.schema, create.create.table.name)) return false;
    effects_.emplace_back(std::move(create));
    return true;
  }

  bool create_table(SqlCursor& at, bool temporary, bool replaces) {
    SqlCreate create;
    create.temporary = temporary;
    create.replaces = replaces;
    create.create.if_not_exists = if_not_exists(at);
    schema::Table& table = create.create.table;
    if (!at.qualified(table.schema, table.name)) return false;
    const auto inside = at.parenthesised();
    // AS, LIKE, PARTITION OF, OF, INHERITS: columns from elsewhere.
    const bool plain = inside && !at.has({"AS"}) && !at.has({"SELECT"}) && !at.has({"INHERITS"});
    create.open = !plain;
    if (plain) {
      for (SqlCursor item : inside->parts()) {
        if (!table_item(item, table)) create.open = true;
      }
    }
    effects_.emplace_back(std::move(create));
    return true;
  }

  /// A column or constraint in CREATE TABLE; false for what is left out.
  bool table_item(SqlCursor item, schema::Table& table) {
    constexpr std::string_view kOther[] = {"LIKE", "INDEX", "KEY", "FULLTEXT", "SPATIAL", "PERIOD"};
    constexpr std::string_view kConstraints[] = {"CONSTRAINT", "PRIMARY", "UNIQUE",
                                                 "FOREIGN",    "CHECK",   "EXCLUDE"};
    if (is_one_of(item.peek(), kOther)) return false;
    if (is_one_of(item.peek(), kConstraints)) {
      auto read = constraint(item);
      if (!read) return false;
      table.constraints.push_back(std::move(*read));
      return true;
    }
    auto column = column_definition(item);
    if (!column) return false;
    table.columns.push_back(std::move(*column));
    return true;
  }

  std::optional<schema::Column> column_definition(SqlCursor item) {
    auto name = item.name();
    if (!name) return std::nullopt;
    schema::Column column;
    column.name = std::move(*name);
    column.type = type_called(item.text());
    if (item.has({"NOT", "NULL"})) column.nullable = false;
    if (item.has({"PRIMARY", "KEY"})) column.primary_key = true;
    if (item.has({"UNIQUE"})) column.unique = true;
    if (item.has({"CHECK"})) column.checks.emplace_back();
    const std::size_t references = item.find({"REFERENCES"});
    if (references != item.end()) {
      SqlCursor target = item.from(references + 1);
      schema::ForeignKeyConstraint foreign;
      if (!target.qualified(foreign.referred_schema, foreign.referred_table)) return std::nullopt;
      foreign.columns = {column.name};
      column.foreign_keys.push_back(std::move(foreign));
    }
    return column;
  }

  static std::optional<std::vector<std::string>> column_list(SqlCursor& at) {
    const auto inside = at.parenthesised();
    if (!inside) return std::nullopt;
    std::vector<std::string> out;
    for (SqlCursor part : inside->parts()) {
      auto name = part.name();
      if (!name) return std::nullopt;
      out.push_back(std::move(*name));
    }
    return out;
  }

  std::optional<schema::Constraint> constraint(SqlCursor& at) {
    schema::Name name;
    if (at.take("CONSTRAINT")) {
      auto text = at.name();
      if (!text) return std::nullopt;
      name = named(std::move(*text));
    }
    if (at.take({"PRIMARY", "KEY"})) {
      auto columns = column_list(at);
      if (!columns) return std::nullopt;
      return schema::PrimaryKeyConstraint{.name = name, .columns = std::move(*columns)};
    }
    if (at.take("UNIQUE")) {
      if ((at.take("KEY") || at.take("INDEX")) && at.peek() != "(") name = named(*at.name());
      auto columns = column_list(at);
      if (!columns) return std::nullopt;
      return schema::UniqueConstraint{.name = name, .columns = std::move(*columns)};
    }
    if (at.take("CHECK")) {
      const auto inside = at.parenthesised();
      if (!inside) return std::nullopt;
      return schema::CheckConstraint{.name = name, .expression = schema::text_expr(inside->text())};
    }
    if (at.take({"FOREIGN", "KEY"})) {
      schema::ForeignKeyConstraint foreign;
      foreign.name = name;
      auto columns = column_list(at);
      if (!columns || !at.take("REFERENCES")) return std::nullopt;
      foreign.columns = std::move(*columns);
      if (!at.qualified(foreign.referred_schema, foreign.referred_table)) return std::nullopt;
      return foreign;
    }
    return std::nullopt;
  }

  bool create_index(SqlCursor& at, bool unique) {
    at.take("CONCURRENTLY");
    op::CreateIndex create;
    create.if_not_exists = if_not_exists(at);
    if (at.peek() == "ON") return false;
    std::string schema;
    std::string name;
    if (!at.qualified(schema, name) || !at.take("ON")) return false;
    at.take("ONLY");
    create.index.name = named(std::move(name));
    create.index.unique = unique;
    if (!at.qualified(create.index.table_schema, create.index.table)) return false;
    if (at.take("USING")) at.skip();
    const auto inside = at.parenthesised();
    if (!inside) return false;
    for (SqlCursor part : inside->parts()) create.index.elements.push_back(index_element(part));
    const std::size_t where = at.find({"WHERE"});
    if (where != at.end()) {
      create.index.options.emplace_back("postgresql_where",
                                        schema::text_expr(at.from(where + 1).text()));
    }
    add(std::move(create));
    return true;
  }

  static schema::ExprPtr index_element(SqlCursor part) {
    SqlCursor all = part;
    auto name = part.name();
    const bool plain = name && (part.at_end() || part.peek() == "ASC" || part.peek() == "DESC");
    return plain ? schema::column_expr(std::move(*name)) : schema::text_expr(all.text());
  }

  bool drop(SqlCursor& at) {
    constexpr std::string_view kHarmless[] = {
        "FUNCTION", "PROCEDURE", "TRIGGER",  "EXTENSION",   "POLICY", "ROLE",
        "USER",     "RULE",      "CAST",     "AGGREGATE",   "EVENT",  "OPERATOR",
        "OWNED",    "LANGUAGE",  "DATABASE", "PUBLICATION", "SERVER", "ROUTINE"};
    if (is_one_of(at.peek(), kHarmless)) return true;
    at.take("TEMPORARY");
    if (at.take("TABLE") || at.take("VIEW") || at.take({"MATERIALIZED", "VIEW"})) {
      return drop_each(at, [&](std::string schema, std::string name, bool exists) {
        add(op::DropTable{std::move(schema), std::move(name), exists, {}});
      });
    }
    if (at.take("INDEX")) return drop_index(at);
    if (at.take("TYPE") || at.take("DOMAIN")) {
      return drop_each(at, [&](std::string schema, std::string name, bool exists) {
        op::DropEnumType drop{schema::make_type(schema::TypeKind::PgENUM), exists};
        drop.type.name = std::move(name);
        if (!schema.empty()) drop.type.schema = std::move(schema);
        add(std::move(drop));
      });
    }
    if (at.take("SEQUENCE")) {
      return drop_each(at, [&](std::string schema, std::string name, bool exists) {
        op::DropSequence drop;
        drop.sequence.schema = std::move(schema);
        drop.sequence.name = std::move(name);
        drop.if_exists = exists;
        add(std::move(drop));
      });
    }
    if (at.take("SCHEMA")) {
      const bool cascade = at.has({"CASCADE"});
      return drop_each(at, [&](const std::string&, std::string name, bool exists) {
        add(op::DropSchema{std::move(name), cascade, exists});
      });
    }
    return false;
  }

  template <class Add>
  bool drop_each(SqlCursor& at, const Add& add_one) {
    const bool exists = if_exists(at);
    const bool cascade = at.has({"CASCADE"});
    do {
      std::string schema;
      std::string name;
      if (!at.qualified(schema, name)) return false;
      if (cascade) effects_.emplace_back(SqlCascade{name});
      add_one(std::move(schema), std::move(name), exists);
    } while (at.take(","));
    return at.at_end() || at.take("CASCADE") || at.take("RESTRICT");
  }

  bool drop_index(SqlCursor& at) {
    at.take("CONCURRENTLY");
    const bool exists = if_exists(at);
    std::vector<op::DropIndex> drops;
    do {
      op::DropIndex drop;
      std::string name;
      if (!at.qualified(drop.schema, name)) return false;
      drop.name = named(std::move(name));
      drop.if_exists = exists;
      drops.push_back(std::move(drop));
    } while (at.take(","));
    if (at.take("ON") && !at.qualified(drops.back().schema, drops.back().table)) return false;
    for (op::DropIndex& drop : drops) add(std::move(drop));
    return true;
  }

  bool rename_tables(SqlCursor& at) {
    do {
      op::RenameTable rename;
      std::string schema;
      if (!at.qualified(rename.schema, rename.old_name) || !at.take("TO")) return false;
      if (!at.qualified(schema, rename.new_name) || schema != rename.schema) return false;
      add(std::move(rename));
    } while (at.take(","));
    return at.at_end();
  }

  bool alter(SqlCursor& at) {
    constexpr std::string_view kRenamed[] = {"INDEX", "TYPE", "SEQUENCE"};
    if (at.take("TABLE")) return alter_table(at);
    const std::string kind(at.peek());
    if (!is_one_of(std::string_view(kind), kRenamed))
      return !at.has({"RENAME"}) && !at.has({"SET", "SCHEMA"});
    at.skip();
    if_exists(at);
    SqlRename rename;
    if (!at.qualified(rename.schema, rename.from)) return false;
    if (at.has({"SET", "SCHEMA"})) return false;
    if (!at.take({"RENAME", "TO"})) {
      if (kind == "TYPE") effects_.emplace_back(SqlAlterType{rename.schema, rename.from});
      return true;
    }
    auto name = at.name();
    if (!name) return false;
    rename.to = std::move(*name);
    rename.what = kind == "INDEX"  ? SqlRename::What::index
                  : kind == "TYPE" ? SqlRename::What::type
                                   : SqlRename::What::sequence;
    effects_.emplace_back(std::move(rename));
    return true;
  }

  bool alter_table(SqlCursor& at) {
    const bool exists = if_exists(at);
    at.take("ONLY");
    SqlUse table;
    if (!at.qualified(table.schema, table.table)) return false;
    at.take("*");
    if (exists) return false;
    for (SqlCursor action : at.parts()) {
      if (!alteration(action, table)) return false;
    }
    if (effects_.empty()) effects_.emplace_back(table);
    return true;
  }

  bool alteration(SqlCursor& at, const SqlUse& table) {
    constexpr std::string_view kHarmless[] = {
        "OWNER",   "ENABLE",    "DISABLE",        "FORCE",   "VALIDATE",   "CLUSTER",   "REPLICA",
        "NO",      "ENGINE",    "CONVERT",        "COMMENT", "ROW_FORMAT", "DEFAULT",   "CHARSET",
        "COLLATE", "CHARACTER", "AUTO_INCREMENT", "RESET",   "ORDER",      "ALGORITHM", "LOCK"};
    if (is_one_of(at.peek(), kHarmless)) return true;
    if (at.peek() == "SET") return at.peek(1) != "SCHEMA";
    if (at.take("ADD")) return added(at, table);
    if (at.take("DROP")) return dropped(at, table);
    if (at.take("RENAME")) return renamed(at, table);
    if (at.take("ALTER")) return altered(at, table);
    if (at.take("MODIFY")) {
      at.take("COLUMN");
      return alter_column(at, table, {});
    }
    if (at.take("CHANGE")) {
      at.take("COLUMN");
      SqlCursor after = at;
      after.skip();
      return alter_column(at, table, after.name());
    }
    return false;
  }

  bool alter_column(SqlCursor& at, const SqlUse& table, std::optional<std::string> new_name) {
    auto name = at.name();
    if (!name) return false;
    op::AlterColumn alter;
    alter.schema = table.schema;
    alter.table = table.table;
    alter.column = std::move(*name);
    alter.new_name = std::move(new_name);
    if (at.take({"SET", "NOT", "NULL"})) {
      alter.nullable = false;
    } else if (at.take({"DROP", "NOT", "NULL"})) {
      alter.nullable = true;
    } else if (at.take({"SET", "DEFAULT"})) {
      alter.server_default.emplace().value = schema::ServerDefault{schema::text_expr(at.text())};
    } else if (at.take({"DROP", "DEFAULT"})) {
      alter.server_default.emplace();
    } else {
      // The rest may say anything about type and NULL: neither is compared any more.
      alter.type = type_called(at.text());
    }
    add(std::move(alter));
    return true;
  }

  bool altered(SqlCursor& at, const SqlUse& table) {
    if (at.take("CONSTRAINT") || at.take("INDEX") || at.take("CHECK")) return true;
    at.take("COLUMN");
    return alter_column(at, table, {});
  }

  bool added(SqlCursor& at, const SqlUse& table) {
    constexpr std::string_view kConstraints[] = {"CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN",
                                                 "CHECK"};
    constexpr std::string_view kOther[] = {"INDEX",   "KEY",       "FULLTEXT", "SPATIAL",
                                           "EXCLUDE", "PARTITION", "("};
    if (is_one_of(at.peek(), kOther)) return false;
    if (is_one_of(at.peek(), kConstraints)) {
      auto read = constraint(at);
      if (!read) return false;
      add(op::AddConstraint{table.schema, table.table, std::move(*read)});
      return true;
    }
    at.take("COLUMN");
    op::AddColumn column;
    column.if_not_exists = if_not_exists(at);
    auto read = column_definition(at);
    if (!read) return false;
    column.schema = table.schema;
    column.table = table.table;
    column.column = std::move(*read);
    add(std::move(column));
    return true;
  }

  bool drop_constraint(SqlCursor& at, const SqlUse& table, std::string type) {
    op::DropConstraint drop;
    drop.if_exists = if_exists(at);
    auto name = at.name();
    if (!name) return false;
    drop.schema = table.schema;
    drop.table = table.table;
    drop.name = named(std::move(*name));
    drop.type = std::move(type);
    add(std::move(drop));
    return true;
  }

  bool dropped(SqlCursor& at, const SqlUse& table) {
    if (at.take("CONSTRAINT")) return drop_constraint(at, table, {});
    if (at.take({"FOREIGN", "KEY"})) return drop_constraint(at, table, "foreignkey");
    if (at.take("CHECK")) return drop_constraint(at, table, "check");
    if (at.take({"PRIMARY", "KEY"}) || at.peek() == "PARTITION") return false;
    if (at.take("INDEX") || at.take("KEY")) {
      auto name = at.name();
      if (!name) return false;
      op::DropIndex drop;
      drop.name = named(std::move(*name));
      drop.schema = table.schema;
      drop.table = table.table;
      add(std::move(drop));
      return true;
    }
    at.take("COLUMN");
    op::DropColumn drop;
    drop.if_exists = if_exists(at);
    auto name = at.name();
    if (!name) return false;
    drop.schema = table.schema;
    drop.table = table.table;
    drop.column = std::move(*name);
    add(std::move(drop));
    return true;
  }

  bool renamed(SqlCursor& at, const SqlUse& table) {
    if (at.take("TO") || at.take("AS")) {
      auto name = at.name();
      if (!name || !at.at_end()) return false;
      add(op::RenameTable{table.schema, table.table, std::move(*name)});
      return true;
    }
    if (at.take("INDEX") || at.take("KEY")) return false;
    const bool is_constraint = at.take("CONSTRAINT");
    if (!is_constraint) at.take("COLUMN");
    auto from = at.name();
    if (!from || !at.take("TO")) return false;
    auto to = at.name();
    if (!to) return false;
    if (is_constraint) {
      effects_.emplace_back(SqlRename{SqlRename::What::constraint, table.schema, table.table,
                                      std::move(*from), std::move(*to)});
      return true;
    }
    op::AlterColumn alter;
    alter.schema = table.schema;
    alter.table = table.table;
    alter.column = std::move(*from);
    alter.new_name = std::move(*to);
    add(std::move(alter));
    return true;
  }

  Effects effects_;
};

}  // namespace

std::vector<SqlEffect> read_sql(std::string_view sql, std::string_view dialect) {
  Effects out;
  Reader reader;
  for (const std::vector<SqlWord>& words : sql_statements(sql, dialect)) {
    if (dialect == "postgresql") {
      if (auto procedural = read_procedural(SqlCursor(words))) {
        for (SqlRoutine& routine : procedural->routines) out.emplace_back(std::move(routine));
        if (procedural->trigger) out.emplace_back(std::move(*procedural->trigger));
        continue;
      }
    }
    for (SqlEffect& effect : reader.read(words)) out.push_back(std::move(effect));
  }
  return out;
}

}  // namespace retort::doctor
