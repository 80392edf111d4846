// `retort inspect models`: the models as SQL, JSON, or a table for people.
#pragma once

#include <string>

#include "base/json.h"
#include "command/session.h"
#include "models/models.h"

namespace retort::command {

struct ModelsReport {
  models::Models models;
  const dialect::Dialect* dialect = nullptr;
};

/// Reads the project's models for its database.
ModelsReport inspect_models(Session& session);

/// What create_all() would run, statement by statement; what could not be known stands before it
/// as comments. Errors: those of a type that the dialect has not.
std::string models_sql(const ModelsReport& report);
/// `{"dialect":..., "tables":[...], "enums":[...], "gaps":[...], "searched":[...]}`; docs/json.md.
Json models_json(const ModelsReport& report);
/// One line for each table, then the gaps.
std::string models_text(const ModelsReport& report);

}  // namespace retort::command
