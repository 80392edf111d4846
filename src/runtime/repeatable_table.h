// Which repeatable scripts ran on a database, and what they said then.
//
// The table `repeatable` in the schema `retort` (PostgreSQL), or `retort_repeatable` beside the
// version table's database (MySQL, SQLite); a row for each script of each version table. It is
// there whether or not a journal is kept, as without it every script would run every time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "database/connection.h"
#include "runtime/settings.h"

namespace retort::runtime {

struct RepeatableRecord {
  std::string name;
  std::string checksum;
  std::string applied;  ///< When, in UTC, by the clock of the server.
};

class RepeatableTable {
 public:
  RepeatableTable(std::string_view dialect, const Settings& settings);

  bool exists(database::Connection& connection) const;
  /// By name; none when there is no table.
  std::vector<RepeatableRecord> read(database::Connection& connection) const;
  /// The query behind it, for a table that is there, and what it finds.
  std::string select() const;
  static std::vector<RepeatableRecord> records_of(const database::Result& found);
  /// Statements that make the table where it is missing.
  std::vector<std::string> create() const;
  /// Statements that say that a script ran just now.
  std::vector<std::string> record(std::string_view name, std::string_view checksum) const;
  /// The statement that forgets a script.
  std::string forget(std::string_view name) const;

 private:
  std::string literal(std::string_view text) const;

  std::string dialect_;
  std::string table_;
  std::string key_;  ///< The version table, as SQL text.
};

}  // namespace retort::runtime
