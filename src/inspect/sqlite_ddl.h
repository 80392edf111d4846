// What only the text of a CREATE TABLE statement tells: SQLite's pragmas do not know the names of
// constraints, nor checks and generated expressions. Plain functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::inspect {

struct DdlForeignKey {
  std::optional<std::string> name;
  std::vector<std::string> columns;
  std::string referred_table;
  std::vector<std::string> referred_columns;  ///< As `columns` if none are written.
  std::optional<std::string> onupdate, ondelete, initially;
  std::optional<bool> deferrable;
};
struct DdlUnique {
  std::optional<std::string> name;
  std::vector<std::string> columns;
};
struct DdlCheck {
  std::optional<std::string> name;
  std::string sql;
};
struct DdlGenerated {
  std::string column;
  std::string sql;
};

/// The constraints that a CREATE TABLE statement writes out, in its order.
struct TableDdl {
  std::optional<std::string> primary_key_name;
  std::vector<DdlForeignKey> foreign_keys;  ///< FOREIGN KEY (...) only, as SQLAlchemy looks for.
  std::vector<DdlUnique> uniques;           ///< UNIQUE (...).
  std::vector<DdlUnique> inline_uniques;    ///< `column type UNIQUE`.
  std::vector<DdlCheck> checks;             ///< Those of columns too.
  std::vector<DdlGenerated> generated;
};

/// Reads the statement as sqlite_master keeps it. Text that is no CREATE TABLE gives nothing.
TableDdl read_table_ddl(std::string_view sql);

/// The text after WHERE in a CREATE INDEX statement; empty if there is none.
std::string index_predicate(std::string_view sql);

}  // namespace retort::inspect
