// SQL files that describe a schema, run on a scratch database.
#pragma once

#include <string>
#include <vector>

#include "base/source.h"
#include "database/connection.h"

namespace retort::command {

/// The files of a path: itself, or the *.sql files below it in the order of their paths. Errors:
/// ErrorCode::io when there is none.
std::vector<std::string> sql_files(const std::string& path);

/// Runs a statement that may be one that no transaction can hold.
void run_alone(database::Connection& connection, std::string text);

/// Runs every statement of the source, as the database's own client would. Errors, with the place
/// in the source: ErrorCode::parse, `database`; ErrorCode::unsupported for a statement that would
/// change other databases of the server.
void run_sql_file(database::Connection& connection, const SourcePtr& source);

}  // namespace retort::command
