// How `MetaData.create_all()` makes the tables of models: as operations, in SQLAlchemy's order.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "dialect/dialect.h"
#include "models/models.h"
#include "operation/operation.h"

namespace retort::models {

/// Enum types first, then tables so that each comes after those that its foreign keys point to;
/// the foreign keys of tables that refer to each other in a circle follow by ALTER TABLE.
std::vector<operation::Operation> create_operations(const Models& models);

/// The statements of create_operations(), as create_all() prints them, without terminators. What
/// cannot be written, as for a type that the dialect has not, is left out and told in `refused`
/// with the model's place.
std::vector<std::string> create_statements(const Models& models, const dialect::Dialect& dialect,
                                           std::vector<Error>& refused);

}  // namespace retort::models
