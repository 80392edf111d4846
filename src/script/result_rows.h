// The rows of results, as Python objects.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "python/value.h"

namespace retort::script {

/// The names of a result's columns, shared by its rows.
using ColumnNames = std::shared_ptr<const std::vector<std::string>>;

/// `row._mapping`: a dict that also takes columns for keys.
python::Value make_row_mapping(python::Interpreter& interpreter, const python::ValueList& values,
                               const ColumnNames& names);
/// The name under which a row has what a key stands for: a str, a column, a labelled expression.
/// Nothing for any other value.
std::optional<std::string> name_of_key(const python::Value& key);
/// The place of a column by its name or number. Raises NoSuchColumnError, IndexError.
std::size_t column_index(python::Interpreter& interpreter, const std::vector<std::string>& names,
                         const python::Value& key);

}  // namespace retort::script
