// What Python knows of the models' columns beside what a database keeps: key=, onupdate=, default=.
#pragma once

#include "diff/repr.h"
#include "python/interpreter.h"
#include "script/tables.h"

namespace retort::command {

/// Adds the columns of a table that have any of it.
void add_model_columns(python::Interpreter& interpreter, const script::TableObject& table,
                       diff::ModelColumns& out);

}  // namespace retort::command
