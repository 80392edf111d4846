// information_schema, one query a kind of object. Texts in which the server writes the database's
// own name before each table are kept without it, so that a copy under another name is equal.
// Definers are left out, as owners are elsewhere. Sequences and system versioning are counted as
// unread.
#include "inspect/mariadb_shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "dialect/literal.h"
#include "dialect/mysql_types.h"
#include "dialect/quoting.h"
#include "dialect/recreate.h"
#include "dialect/sql_scanner.h"
#include "inspect/own_tables.h"

namespace retort::inspect {
namespace {

using namespace schema::shape;
using database::optional_text;
using database::Result;
using database::Row;
using database::Value;

std::string text(const Value& value) {
  return database::text_or_empty(value);
}

std::string quoted(std::string_view name) {
  return dialect::quoted(dialect::Family::mariadb, name);
}

std::string literal(std::string_view value) {
  return dialect::string_literal(dialect::Family::mariadb, value);
}

std::optional<std::string> comment(const Value& value) {
  const std::string said = text(value);
  return said.empty() ? std::nullopt : std::optional(said);
}

class Reader {
 public:
  explicit Reader(database::Connection& connection) : connection_(connection) {}

  Inspection read() {
    out_.database.dialect = "mariadb";
    database_ = text(connection_.execute("SELECT DATABASE()").rows.at(0).at(0));
    tables();
    columns();
    indexes();
    foreign_keys();
    checks();
    partitions();
    views();
    routines();
    triggers();
    events();
    unread();
    finish();
    return std::move(out_);
  }

 private:
  Result ask(std::string query) { return connection_.execute(std::move(query)); }

  Table* table(const Value& name) {
    const auto found = tables_.find(text(name));
    return found == tables_.end() ? nullptr : &out_.database.tables[found->second];
  }
  View* view(const Value& name) {
    const auto found = views_.find(text(name));
    return found == views_.end() ? nullptr : &out_.database.views[found->second];
  }

  /// The text without the database's name before others.
  std::string local(std::string sql) const {
    const std::string prefix = quoted(database_) + '.';
    for (std::size_t at = sql.find(prefix); at != sql.npos; at = sql.find(prefix, at)) {
      sql.erase(at, prefix.size());
    }
    return sql;
  }

  void tables() {
    for (const Row& row :
         ask("SELECT table_name, table_type, engine, table_collation, create_options, "
             "table_comment FROM information_schema.tables WHERE table_schema = DATABASE()")
             .rows) {
      const std::string name = text(row[0]);
      if (is_own_table(name) || text(row[1]) == "SEQUENCE") continue;
      if (text(row[1]) == "VIEW") {
        views_.emplace(name, out_.database.views.size());
        out_.database.views.emplace_back().name.name = name;
        continue;
      }
      tables_.emplace(name, out_.database.tables.size());
      Table& made = out_.database.tables.emplace_back();
      made.name.name = name;
      made.settings = {"COLLATE=" + text(row[3]), "ENGINE=" + text(row[2])};
      read_options(text(row[4]), text(row[2]), made);
      std::ranges::sort(made.settings);
      made.comment = comment(row[5]);
    }
  }

  /// Whether the engine knows no options of its own, which are those in quotes.
  static bool has_no_options(std::string_view engine) {
    constexpr std::string_view kEngines[] = {"Aria",   "ARCHIVE",    "BLACKHOLE", "CSV",
                                             "MEMORY", "MRG_MyISAM", "MyISAM"};
    return std::ranges::find(kEngines, engine) != std::end(kEngines);
  }

  /// Options stand between blanks: `row_format=DYNAMIC partitioned`.
  static void read_options(std::string_view text, std::string_view engine, Table& made) {
    std::string options;
    while (!text.empty()) {
      const std::string_view option = text.substr(0, text.find(' '));
      text.remove_prefix(std::min(text.size(), option.size() + 1));
      // Partitions are read for themselves.
      if (option == "partitioned") made.partition_key.emplace();
      // Aria's ordinary state, which other engines keep and make nothing of; as they do of options
      // of the engine that the table had before, which they would not take.
      const bool usual = option.starts_with("transactional=1") || option == "page_checksum=1" ||
                         option == "partitioned";
      const bool of_aria = option.starts_with("transactional=") && engine != "Aria";
      const bool of_others = option.starts_with('`') && has_no_options(engine);
      if (usual || of_aria || of_others || option.empty()) continue;
      options += (options.empty() ? "" : " ") + std::string(option);
    }
    if (!options.empty()) made.settings.push_back(options);
  }

  void columns() {
    for (const Row& row :
         ask("SELECT c.table_name, c.column_name, c.column_type, c.is_nullable = 'YES', "
             "c.column_default, c.extra, c.generation_expression, CASE WHEN c.collation_name <> "
             "t.table_collation THEN c.collation_name END, c.column_comment FROM "
             "information_schema.columns c JOIN information_schema.tables t ON t.table_schema = "
             "c.table_schema AND t.table_name = c.table_name WHERE c.table_schema = DATABASE() "
             "ORDER BY c.table_name, c.ordinal_position")
             .rows) {
      Table* owner = table(row[0]);
      View* viewed = view(row[0]);
      if (owner == nullptr && viewed == nullptr) continue;
      Column made;
      made.name = text(row[1]);
      made.type = text(row[2]);
      if (viewed != nullptr) {
        viewed->columns.push_back(std::move(made));
        continue;
      }
      made.not_null = !database::as_boolean(row[3]);
      made.generated = optional_text(row[6]);
      if (!made.generated) made.default_value = optional_text(row[4]);
      if (made.default_value == "NULL") made.default_value.reset();
      read_extra(text(row[5]), made);
      made.collation = optional_text(row[7]);
      made.comment = comment(row[8]);
      owner->columns.push_back(std::move(made));
    }
  }

  static void read_extra(const std::string& extra, Column& column) {
    constexpr std::string_view kUpdate = "on update ";
    column.auto_increment = extra.find("auto_increment") != extra.npos;
    column.stored = extra.find("STORED") != extra.npos;
    if (extra.find("INVISIBLE") != extra.npos) column.settings.emplace_back("INVISIBLE");
    const std::size_t update = extra.find(kUpdate);
    if (update == extra.npos) return;
    const std::size_t end = std::min(extra.find(',', update), extra.size());
    column.settings.push_back("ON UPDATE " +
                              extra.substr(update + kUpdate.size(), end - update - kUpdate.size()));
  }

  void indexes() {
    for (const Row& row :
         ask("SELECT table_name, index_name, non_unique, column_name, sub_part, index_type, "
             "collation = 'D', index_comment, ignored = 'YES' FROM information_schema.statistics "
             "WHERE table_schema = DATABASE() ORDER BY table_name, index_name, seq_in_index")
             .rows) {
      Table* owner = table(row[0]);
      if (owner == nullptr) continue;
      if (owner->indexes.empty() || owner->indexes.back().name != text(row[1])) {
        Index& made = owner->indexes.emplace_back();
        made.name = text(row[1]);
        made.unique = !database::as_boolean(row[2]);
        made.method = text(row[5]);
        made.comment = comment(row[7]);
        if (database::as_boolean(row[8])) made.settings.emplace_back("IGNORED");
      }
      IndexElement& element = owner->indexes.back().elements.emplace_back();
      element.text = text(row[3]);
      element.length = database::as_integer(row[4]);
      element.descending = database::as_boolean(row[6]);
    }
    for (Table& made : out_.database.tables) {
      const bool in_memory = std::ranges::count(made.settings, "ENGINE=MEMORY") != 0;
      for (Index& index : made.indexes) {
        // Other engines take a hash where a key is too long for a tree, and keep it.
        if (!in_memory && index.method == "HASH") index.method = "BTREE";
        for (IndexElement& element : index.elements) place_length(made, index, element);
        index.definition = index_text(index, in_memory ? "HASH" : "BTREE");
      }
    }
  }

  /// The server does not tell the length of 4 that an index has of a column of places.
  static void place_length(const Table& owner, const Index& index, IndexElement& element) {
    if (element.length || index.method != "BTREE") return;
    const auto column = std::ranges::find(owner.columns, element.text, &Column::name);
    if (column != owner.columns.end() && dialect::is_spatial_type(column->type)) {
      element.length = 4;
    }
  }

  /// As inside of CREATE TABLE. `usual`: the engine's own method.
  static std::string index_text(const Index& index, std::string_view usual) {
    std::string elements;
    for (const IndexElement& element : index.elements) {
      elements += (elements.empty() ? "" : ", ") + quoted(element.text);
      const bool whole = index.method == "SPATIAL" || index.method == "FULLTEXT";
      if (element.length && !whole) elements += fmt::format("({})", *element.length);
      if (element.descending) elements += " DESC";
    }
    const bool special = index.method == "FULLTEXT" || index.method == "SPATIAL";
    std::string out =
        index.name == "PRIMARY" ? std::string("PRIMARY KEY")
        : special               ? fmt::format("{} KEY {}", index.method, quoted(index.name))
                  : fmt::format("{}KEY {}", index.unique ? "UNIQUE " : "", quoted(index.name));
    out += fmt::format(" ({})", elements);
    if (!special && index.method != usual) out += " USING " + index.method;
    for (const std::string& setting : index.settings) out += ' ' + setting;
    if (index.comment) out += " COMMENT " + literal(*index.comment);
    return out;
  }

  void foreign_keys() {
    for (const Row& row :
         ask("SELECT k.table_name, k.constraint_name, k.column_name, CASE WHEN "
             "k.referenced_table_schema <> DATABASE() THEN k.referenced_table_schema ELSE '' END, "
             "k.referenced_table_name, k.referenced_column_name, r.update_rule, r.delete_rule FROM "
             "information_schema.key_column_usage k JOIN "
             "information_schema.referential_constraints r ON r.constraint_schema = "
             "k.constraint_schema AND r.table_name = k.table_name AND r.constraint_name = "
             "k.constraint_name WHERE k.table_schema = DATABASE() AND k.referenced_table_name IS "
             "NOT NULL ORDER BY k.table_name, k.constraint_name, k.ordinal_position")
             .rows) {
      Table* owner = table(row[0]);
      if (owner == nullptr) continue;
      if (owner->constraints.empty() || owner->constraints.back().name != text(row[1])) {
        Constraint& made = owner->constraints.emplace_back();
        made.kind = "foreign key";
        made.name = text(row[1]);
        made.referred = Name{text(row[3]), text(row[4])};
        made.on_update = text(row[6]);
        made.on_delete = text(row[7]);
      }
      owner->constraints.back().columns.push_back(text(row[2]));
      owner->constraints.back().referred_columns.push_back(text(row[5]));
    }
    for (Table& made : out_.database.tables) {
      for (Constraint& key : made.constraints) key.definition = dialect::mariadb_foreign_key(key);
    }
  }

  /// One of a column has its column's name, and stands behind it.
  void checks() {
    std::set<std::string> unsure;
    for (const Row& row :
         ask("SELECT table_name, constraint_name, level = 'Column', check_clause FROM "
             "information_schema.check_constraints WHERE constraint_schema = DATABASE()")
             .rows) {
      Table* owner = table(row[0]);
      if (owner == nullptr) continue;
      Constraint& made = owner->constraints.emplace_back();
      made.kind = "check";
      made.name = text(row[1]);
      made.definition = fmt::format("CHECK ({})", local(text(row[3])));
      if (!database::as_boolean(row[2])) continue;
      made.columns = {made.name};
      if (!names_only(made.definition, made.name)) unsure.insert(owner->name.name);
    }
    for (const std::string& name : unsure) place_checks(*table(Value(name)));
  }

  /// Whether the SQL names no other column.
  static bool names_only(std::string_view sql, std::string_view column) {
    const std::string name = quoted(column);
    bool found = false;
    for (std::size_t at = sql.find('`'); at != sql.npos; at = sql.find('`', at)) {
      if (!sql.substr(at).starts_with(name)) return false;
      found = true;
      at += name.size();
    }
    return found;
  }

  /// A column that was renamed has its check under its old name until the table is made again.
  /// Where a check stands is said only by the whole table's text: a line for each column.
  void place_checks(Table& made) {
    const Result answer = ask("SHOW CREATE TABLE " + quoted(made.name.name));
    const std::string all = local(text(answer.rows.at(0).at(1)));
    std::vector<Constraint*> left;
    for (Constraint& check : made.constraints) {
      if (check.kind == "check" && !check.columns.empty()) left.push_back(&check);
    }
    std::size_t at = 0;
    for (const Column& column : made.columns) {
      at = all.find("\n  " + quoted(column.name) + ' ', at);
      if (at == all.npos) return;
      const std::size_t end = std::min(all.find('\n', at + 1), all.size());
      std::string_view line = std::string_view(all).substr(at, end - at);
      if (line.ends_with(',')) line.remove_suffix(1);
      const auto found = std::ranges::find_if(
          left, [&](const Constraint* check) { return line.ends_with(' ' + check->definition); });
      if (found == left.end()) continue;
      (*found)->name = column.name;
      (*found)->columns = {column.name};
      left.erase(found);
    }
  }

  /// With all partitions and their options, as only the whole table's text has them.
  void partitions() {
    for (Table& made : out_.database.tables) {
      if (!made.partition_key) continue;
      const Result answer = ask("SHOW CREATE TABLE " + quoted(made.name.name));
      const std::string all = local(text(answer.rows.at(0).at(1)));
      constexpr std::string_view kWords = "\n PARTITION BY ";
      const std::size_t at = all.rfind(kWords);
      if (at != all.npos) made.partition_key = all.substr(at + kWords.size());
    }
  }

  void views() {
    for (const Row& row :
         ask("SELECT table_name, view_definition, check_option, security_type, algorithm FROM "
             "information_schema.views WHERE table_schema = DATABASE()")
             .rows) {
      View* made = view(row[0]);
      if (made == nullptr) continue;
      made->definition = local(text(row[1]));
      if (text(row[2]) != "NONE") made->settings.push_back("check_option=" + text(row[2]));
      made->settings.push_back("security=" + text(row[3]));
      made->settings.push_back("algorithm=" + text(row[4]));
      std::ranges::sort(made->settings);
    }
  }

  /// A type of a routine. Its characters are named: the database's own may be others by now.
  static std::string type_text(const Value& type, const Value& charset, const Value& collation) {
    if (database::is_null(collation)) return text(type);
    return fmt::format("{} CHARSET {} COLLATE {}", text(type), text(charset), text(collation));
  }

  void routines() {
    std::unordered_map<std::string, std::string> parameters;
    for (const Row& row :
         ask("SELECT routine_type, specific_name, parameter_mode, parameter_name, dtd_identifier, "
             "character_set_name, collation_name FROM information_schema.parameters WHERE "
             "specific_schema = DATABASE() AND "
             "ordinal_position > 0 ORDER BY routine_type, specific_name, ordinal_position")
             .rows) {
      std::string& list = parameters[text(row[0]) + ' ' + text(row[1])];
      const std::string mode = text(row[0]) == "PROCEDURE" ? text(row[2]) + ' ' : std::string();
      list += fmt::format("{}{}{} {}", list.empty() ? "" : ", ", mode, quoted(text(row[3])),
                          type_text(row[4], row[5], row[6]));
    }
    for (const Row& row :
         ask("SELECT routine_type, routine_name, dtd_identifier, is_deterministic = 'YES', "
             "sql_data_access, security_type, routine_comment, routine_definition, "
             "character_set_name, collation_name FROM "
             "information_schema.routines WHERE routine_schema = DATABASE() AND routine_type IN "
             "('FUNCTION', 'PROCEDURE')")
             .rows) {
      const std::string kind = text(row[0]);
      Routine& made = out_.database.routines.emplace_back();
      made.name.name = text(row[1]);
      made.kind = kind == "FUNCTION" ? "function" : "procedure";
      made.arguments = parameters[kind + ' ' + made.name.name];
      made.comment = comment(row[6]);
      const std::string word = is_aggregate(text(row[7])) ? "AGGREGATE FUNCTION" : kind;
      made.definition = fmt::format(
          "CREATE {} {}({}){}{}\n    {} SQL SECURITY {}{}\n{}", word, quoted(made.name.name),
          made.arguments,
          kind == "FUNCTION" ? " RETURNS " + type_text(row[2], row[8], row[9]) : std::string(),
          database::as_boolean(row[3]) ? " DETERMINISTIC" : "", text(row[4]), text(row[5]),
          made.comment ? " COMMENT " + literal(*made.comment) : std::string(), text(row[7]));
    }
  }

  /// The catalog does not say it, but all aggregate functions and no others have these words.
  static bool is_aggregate(std::string_view body) {
    constexpr std::string_view kWords[] = {"FETCH", "GROUP", "NEXT", "ROW"};
    std::size_t found = 0;
    for (std::size_t at = 0; found < std::size(kWords);) {
      const dialect::SqlToken token = dialect::next_token(body, at, dialect::SqlSyntax::mysql);
      at = token.end;
      using enum dialect::SqlToken::Kind;
      if (token.kind == end) return false;
      if (token.kind == blank || token.kind == comment) continue;
      const std::string_view said = token.in(body);
      if (!dialect::is_word(said, kWords[found])) found = 0;
      if (dialect::is_word(said, kWords[found])) ++found;
    }
    return true;
  }

  void triggers() {
    for (const Row& row :
         ask("SELECT event_object_table, trigger_name, action_timing, event_manipulation, "
             "action_statement FROM information_schema.triggers WHERE trigger_schema = DATABASE() "
             "ORDER BY event_object_table, event_manipulation, action_timing, action_order")
             .rows) {
      Table* owner = table(row[0]);
      if (owner == nullptr) continue;
      const std::string name = text(row[1]);
      owner->triggers.push_back(
          {name,
           fmt::format("CREATE TRIGGER {} {} {} ON {} FOR EACH ROW {}", quoted(name), text(row[2]),
                       text(row[3]), quoted(text(row[0])), text(row[4])),
           "origin",
           {}});
    }
  }

  void events() {
    for (const Row& row :
         ask("SELECT event_name, event_type = 'RECURRING', interval_value, interval_field, starts, "
             "ends, execute_at, on_completion, status, event_comment, event_definition FROM "
             "information_schema.events WHERE event_schema = DATABASE()")
             .rows) {
      Event& made = out_.database.events.emplace_back();
      made.name = text(row[0]);
      made.enabled = text(row[8]) == "ENABLED" ? "origin" : "disabled";
      made.comment = comment(row[9]);
      std::string schedule = "AT " + literal(text(row[6]));
      if (database::as_boolean(row[1])) {
        schedule = fmt::format("EVERY {} {} STARTS {}", literal(text(row[2])), text(row[3]),
                               literal(text(row[4])));
        if (!database::is_null(row[5])) schedule += " ENDS " + literal(text(row[5]));
      }
      made.definition = fmt::format(
          "CREATE EVENT {} ON SCHEDULE {} ON COMPLETION {} {}{} DO {}", quoted(made.name), schedule,
          text(row[7]), made.enabled == "origin" ? "ENABLE" : "DISABLE",
          made.comment ? " COMMENT " + literal(*made.comment) : std::string(), text(row[10]));
    }
  }

  void unread() {
    for (const Row& row :
         ask("SELECT CASE table_type WHEN 'SEQUENCE' THEN 'sequence' ELSE "
             "'system-versioned table' END, count(*) FROM information_schema.tables WHERE "
             "table_schema = DATABASE() AND table_type IN ('SEQUENCE', 'SYSTEM VERSIONED') GROUP "
             "BY "
             "table_type UNION ALL SELECT 'package', count(*) FROM information_schema.routines "
             "WHERE routine_schema = DATABASE() AND routine_type LIKE 'PACKAGE%' UNION ALL SELECT "
             "'SQL mode of a routine, trigger or event', count(*) FROM (SELECT sql_mode FROM "
             "information_schema.routines WHERE routine_schema = DATABASE() AND routine_type IN "
             "('FUNCTION', 'PROCEDURE') UNION ALL SELECT sql_mode FROM information_schema.triggers "
             "WHERE trigger_schema = DATABASE() UNION ALL SELECT sql_mode FROM "
             "information_schema.events WHERE event_schema = DATABASE()) m WHERE sql_mode REGEXP "
             // The modes in which the same text means something else.
             "'ANSI_QUOTES|PIPES_AS_CONCAT|NO_BACKSLASH_ESCAPES|HIGH_NOT_PRECEDENCE|ORACLE'")
             .rows) {
      const std::int64_t count = database::as_integer(row[1]).value_or(0);
      if (count > 0) out_.database.unread.push_back({text(row[0]), count});
    }
  }

  void finish() {
    Database& database = out_.database;
    std::ranges::sort(database.tables, {}, &Table::name);
    std::ranges::sort(database.views, {}, &View::name);
    std::ranges::sort(database.events, {}, &Event::name);
    std::ranges::sort(database.unread, {}, &Unread::kind);
    std::ranges::sort(database.routines, [](const Routine& left, const Routine& right) {
      return std::tie(left.name, left.kind) < std::tie(right.name, right.kind);
    });
    for (Table& made : database.tables) {
      std::ranges::sort(made.constraints, {}, &Constraint::name);
      std::ranges::sort(made.indexes, {}, &Index::name);
    }
  }

  database::Connection& connection_;
  Inspection out_;
  std::string database_;
  std::unordered_map<std::string, std::size_t> tables_, views_;
};

}  // namespace

Inspection inspect_mariadb(database::Connection& connection) {
  return Reader(connection).read();
}

}  // namespace retort::inspect
