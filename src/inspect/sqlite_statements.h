// What the texts in SQLite's schema table say: its catalog is the CREATE statements themselves.
// Blanks, comments, needless quotes and the case of types do not count. Plain functions; any
// thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/shape.h"

namespace retort::inspect {

/// A CREATE TABLE or CREATE VIRTUAL TABLE statement; without the schema's name. Text that is no
/// such statement gives a table without columns.
schema::shape::Table read_sqlite_table(std::string_view sql);
/// A CREATE INDEX statement.
schema::shape::Index read_sqlite_index(std::string_view sql);
/// The query of a CREATE VIEW statement.
std::string read_sqlite_view(std::string_view sql);
/// The names that it gives its columns itself; mostly none.
std::vector<std::string> sqlite_view_columns(std::string_view sql);
/// A declared type as a shape has it: in capitals.
std::string read_sqlite_type(std::string_view declared);
/// A statement on one line, without comments.
std::string plain_sqlite(std::string_view sql);

}  // namespace retort::inspect
