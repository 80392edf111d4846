// Between a script's constants and a driver's values.
#pragma once

#include "database/value.h"
#include "schema/expression.h"

namespace retort::runtime {

/// A parameter for the driver. Lists become PostgreSQL array texts.
database::Value to_value(const schema::Literal& literal);

/// A cell as the constant that a Python driver would return, by the column's type name.
schema::Literal to_literal(const database::Value& value, const database::ResultColumn& column);

}  // namespace retort::runtime
