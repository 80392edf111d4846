// The only outside interface is statement_effect.h.
#include "runtime/statement_effect.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/sha256.h"
#include "dialect/sql_scanner.h"

namespace retort::runtime {
namespace {

using database::Connection;
using dialect::SqlSyntax;
using dialect::SqlToken;

/// A statement as words and signs, without blanks and comments.
class Words {
 public:
  Words(std::string_view sql, SqlSyntax syntax) {
    for (SqlToken token = dialect::next_token(sql, 0, syntax); token.kind != SqlToken::Kind::end;
         token = dialect::next_token(sql, token.end, syntax)) {
      if (token.kind == SqlToken::Kind::blank || token.kind == SqlToken::Kind::comment) continue;
      all_.push_back({token.kind, token.in(sql)});
    }
  }
  /// Takes the next word if it is that one.
  bool take(std::string_view upper) {
    if (at_ >= all_.size() || !dialect::is_word(all_[at_].text, upper)) return false;
    ++at_;
    return true;
  }
  /// Goes to behind the next such word; false and unmoved when there is none.
  bool skip_past(std::string_view upper) {
    for (std::size_t i = at_; i < all_.size(); ++i) {
      if (all_[i].kind != SqlToken::Kind::word || !dialect::is_word(all_[i].text, upper)) continue;
      at_ = i + 1;
      return true;
    }
    return false;
  }
  void take_condition() {
    const std::size_t before = at_;
    if (!take("IF")) return;
    take("NOT");
    if (!take("EXISTS")) at_ = before;
  }
  /// A name with its qualifiers as it is written; empty if none stands here.
  std::string take_name() {
    std::string name;
    while (at_ < all_.size() &&
           (all_[at_].kind == SqlToken::Kind::word || all_[at_].kind == SqlToken::Kind::quoted)) {
      name += all_[at_++].text;
      if (at_ >= all_.size() || all_[at_].text != ".") break;
      name += '.';
      ++at_;
    }
    return name;
  }
  bool take_comma() {
    if (at_ >= all_.size() || all_[at_].text != ",") return false;
    ++at_;
    return true;
  }

 private:
  struct Word {
    SqlToken::Kind kind;
    std::string_view text;
  };
  std::vector<Word> all_;
  std::size_t at_ = 0;
};

std::optional<std::string> one_value(Connection& connection, std::string sql,
                                     std::vector<database::Value> parameters = {}) {
  const database::Result result = connection.execute(std::move(sql), std::move(parameters));
  if (result.rows.empty() || result.rows[0].empty()) return std::nullopt;
  return database::optional_text(result.rows[0].back());
}

// PostgreSQL

/// An index that a statement makes or drops. `table` is empty for a DROP.
struct IndexStatement {
  std::string table;
  std::string name;
};

std::optional<IndexStatement> concurrent_index(std::string_view sql) {
  Words words(sql, SqlSyntax::postgresql);
  IndexStatement found;
  if (words.take("DROP")) {
    if (!words.take("INDEX") || !words.take("CONCURRENTLY")) return std::nullopt;
    words.take_condition();
    found.name = words.take_name();
    return found;
  }
  if (!words.take("CREATE")) return std::nullopt;
  words.take("UNIQUE");
  if (!words.take("INDEX") || !words.take("CONCURRENTLY")) return std::nullopt;
  if (!words.skip_past("ON")) return std::nullopt;
  words.take("ONLY");
  found.table = words.take_name();
  return found;
}

/// Every index of the table with its validity.
std::string indexes_of(Connection& connection, const std::string& table) {
  return one_value(connection,
                   "SELECT coalesce(string_agg(c.oid || ':' || i.indisvalid, ',' ORDER BY c.oid), "
                   "'none') FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
                   "WHERE i.indrelid = to_regclass($1)",
                   {table})
      .value_or("");
}

/// Drops the indexes of the table that a killed CREATE INDEX CONCURRENTLY left invalid: those that
/// `before` does not list.
bool drop_invalid_indexes(Connection& connection, const std::string& table,
                          std::string_view before) {
  const database::Result invalid = connection.execute(
      "SELECT c.oid || ':false', format('%I.%I', n.nspname, c.relname) FROM pg_index i "
      "JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
      "WHERE i.indrelid = to_regclass($1) AND NOT i.indisvalid",
      {table});
  bool dropped = false;
  for (const database::Row& row : invalid.rows) {
    if (before.find(database::text_or_empty(row[0])) != std::string_view::npos) continue;
    database::Statement drop;
    drop.text = "DROP INDEX CONCURRENTLY " + database::text_or_empty(row[1]);
    drop.alone = true;
    connection.execute(drop);
    dropped = true;
  }
  return dropped;
}

bool is_repeatable(std::string_view sql, SqlSyntax syntax) {
  const std::vector<std::string> first = dialect::first_words(sql, syntax, 2);
  if (first.empty()) return false;
  constexpr std::array<std::string_view, 10> kRepeatable = {
      "VACUUM",   "ANALYZE", "CLUSTER", "REINDEX", "REFRESH",
      "OPTIMIZE", "REPAIR",  "CHECK",   "FLUSH",   "TRUNCATE"};
  if (first[0] == "ALTER") return first.size() > 1 && first[1] == "SYSTEM";
  return std::ranges::find(kRepeatable, first[0]) != kRepeatable.end();
}

std::string postgres_state(Connection& connection, std::string_view sql) {
  if (const auto index = concurrent_index(sql)) {
    if (!index->table.empty()) return indexes_of(connection, index->table);
    return one_value(connection, "SELECT coalesce(to_regclass($1)::oid::text, 'none')",
                     {index->name})
        .value_or("");
  }
  Words words(sql, SqlSyntax::postgresql);
  const bool creates = words.take("CREATE");
  if (!creates && !words.take("DROP")) return {};
  if (!words.take("DATABASE")) return {};
  words.take_condition();
  return one_value(connection,
                   "SELECT coalesce((SELECT 'there' FROM pg_database WHERE datname = "
                   "(parse_ident($1))[1]), 'none')",
                   {words.take_name()})
      .value_or("");
}

Effect postgres_effect(Connection& connection, std::string_view sql, std::string_view before) {
  if (before.empty()) return Effect::unknown;
  const auto index = concurrent_index(sql);
  if (index && !index->table.empty()) {
    if (drop_invalid_indexes(connection, index->table, before)) return Effect::not_done;
    return indexes_of(connection, index->table) == before ? Effect::not_done : Effect::done;
  }
  return postgres_state(connection, sql) == before ? Effect::not_done : Effect::done;
}

// MySQL, MariaDB

struct MysqlObject {
  std::string kind;  ///< As after SHOW CREATE.
  std::string name;
};

/// The objects that a change of the schema names, as far as they can be shown.
std::vector<MysqlObject> mysql_objects(std::string_view sql) {
  Words words(sql, SqlSyntax::mysql);
  const auto names = [&](std::string_view kind) {
    std::vector<MysqlObject> out;
    do {
      words.take_condition();
      out.push_back({std::string(kind), words.take_name()});
    } while (words.take_comma());
    return out;
  };
  if (words.take("RENAME")) {
    if (!words.take("TABLE") && !words.take("TABLES")) return {};
    std::vector<MysqlObject> out;
    do {
      words.take_condition();
      out.push_back({"TABLE", words.take_name()});
      if (!words.take("TO")) return {};
      out.push_back({"TABLE", words.take_name()});
    } while (words.take_comma());
    return out;
  }
  const bool alters = words.take("ALTER");
  if (!alters && !words.take("CREATE") && !words.take("DROP")) return {};
  if (words.take("OR")) words.take("REPLACE");
  for (const std::string_view word : {"ONLINE", "IGNORE", "UNIQUE", "FULLTEXT", "SPATIAL"}) {
    words.take(word);
  }
  for (const std::string_view kind :
       {"TABLE", "VIEW", "PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "SEQUENCE", "DATABASE"}) {
    if (words.take(kind)) return names(kind);
  }
  if (words.take("INDEX") && words.skip_past("ON")) return {{"TABLE", words.take_name()}};
  for (const std::string_view kind : {"VIEW", "PROCEDURE", "FUNCTION", "TRIGGER"}) {
    if (words.skip_past(kind)) return names(kind);
  }
  return {};
}

/// Without what rows change: the next number of AUTO_INCREMENT.
std::string without_counter(std::string text) {
  const std::size_t at = text.find(" AUTO_INCREMENT=");
  if (at == std::string::npos) return text;
  const std::size_t end = text.find(' ', at + 1);
  return text.erase(at, end == std::string::npos ? std::string::npos : end - at);
}

std::string mysql_state(Connection& connection, std::string_view sql) {
  std::string state;
  for (const MysqlObject& object : mysql_objects(sql)) {
    if (object.name.empty()) return {};
    try {
      const database::Result shown =
          connection.execute(fmt::format("SHOW CREATE {} {}", object.kind, object.name));
      // The definition is the second column, of routines and triggers the third.
      const bool routine = object.kind == "PROCEDURE" || object.kind == "FUNCTION" ||
                           object.kind == "TRIGGER" || object.kind == "EVENT";
      const std::size_t column = object.kind == "EVENT" ? 3 : routine ? 2 : 1;
      const database::Row& row = shown.rows.at(0);
      if (column >= row.size()) return {};
      state += sha256_hex(without_counter(database::text_or_empty(row[column]))) + ' ';
    } catch (const Error& error) {
      if (error.code != ErrorCode::database) throw;
      state += "none ";
    }
  }
  return state;
}

Effect mysql_effect(Connection& connection, std::string_view sql, std::string_view before) {
  if (before.empty()) return Effect::unknown;
  const std::string now = mysql_state(connection, sql);
  if (now == before) return Effect::not_done;
  // Of several tables a DROP may have taken some.
  const bool drops = dialect::first_words(sql, SqlSyntax::mysql, 1).front() == "DROP";
  const bool some_left = now.size() > std::string_view("none ").size() &&
                         mysql_objects(sql).size() > 1 &&
                         now.find_first_not_of("none ") != now.npos;
  return drops && some_left ? Effect::unknown : Effect::done;
}

bool is_mysql(const Connection& connection) {
  return connection.dialect_name() == "mysql" || connection.dialect_name() == "mariadb";
}

}  // namespace

std::string object_state(Connection& connection, std::string_view statement) {
  if (is_mysql(connection)) return mysql_state(connection, statement);
  if (connection.dialect_name() == "postgresql") return postgres_state(connection, statement);
  return {};
}

Effect effect_of(Connection& connection, std::string_view statement, std::string_view before) {
  if (is_repeatable(statement, dialect::syntax_of(connection.dialect_name()))) {
    return Effect::not_done;
  }
  if (is_mysql(connection)) return mysql_effect(connection, statement, before);
  if (connection.dialect_name() == "postgresql") {
    return postgres_effect(connection, statement, before);
  }
  return Effect::unknown;
}

}  // namespace retort::runtime
