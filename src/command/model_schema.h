// The models as DDL that an empty database takes: what create_all() runs, with the schemas before
// it, and the extensions that their types and functions come from.
#pragma once

#include <string>
#include <vector>

#include "database/connection.h"
#include "dialect/dialect.h"
#include "models/models.h"

namespace retort::command {

struct ModelSchema {
  std::vector<std::string> schemas;  ///< That tables or types are in, sorted.
  std::vector<std::string> statements;
  std::vector<std::string> notes;  ///< What is not known of the models, with places.
};

/// Errors: ErrorCode::command when there are no models; ErrorCode::unknown_value, with all places,
/// when a column's type is not known.
ModelSchema model_schema(const models::Models& models, const dialect::Dialect& dialect);

/// Runs the statements, and returns them. PostgreSQL: where one misses a type or function that a
/// known extension has, that one's CREATE EXTENSION comes before it. Errors: ErrorCode::database.
std::vector<std::string> create_models(database::Connection& connection,
                                       const std::vector<std::string>& statements);

}  // namespace retort::command
