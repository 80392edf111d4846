// Between Python values and the plain values of `schema/`: texts, literals, names, options.
//
// Every function that reads a value fails with the error of an unknown value when it meets one, and
// raises TypeError, naming `what`, for a value of a wrong type.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "python/value.h"
#include "schema/table.h"

namespace retort::script {

std::string text_of(python::Interpreter& interpreter, const python::Value& value,
                    std::string_view what);
std::int64_t integer_of(python::Interpreter& interpreter, const python::Value& value,
                        std::string_view what);
bool truth_of(python::Interpreter& interpreter, const python::Value& value);
/// The texts of a list, tuple or other iterable of str (or of columns, by their names). A single
/// str counts as one.
std::vector<std::string> texts_of(python::Interpreter& interpreter, const python::Value& value,
                                  std::string_view what);
/// True for a list, tuple, set or other collection that is not a str.
bool is_collection(const python::Value& value);

/// A constraint or index name: None, str, or `op.f("...")`.
schema::Name name_of(python::Interpreter& interpreter, const python::Value* value);
/// The str of `op.f()` / `conv()`.
python::Value make_final_name(python::Interpreter& interpreter, std::string text);

/// A constant for SQL. A dict is serialised as JSON; so are all other values when `type` is a JSON
/// type (None is SQL's NULL where the type says `none_as_null`).
schema::Literal literal_of(python::Interpreter& interpreter, const python::Value& value,
                           const schema::Type& type);
/// The Python value of a database value.
python::Value value_of(python::Interpreter& interpreter, const schema::Literal& literal);

/// Dialect keyword arguments ("postgresql_using"). A keyword without the name of a dialect in front
/// raises TypeError in SQLAlchemy's words.
schema::Options options_of(python::Interpreter& interpreter,
                           const std::vector<python::KeywordValue>& keywords,
                           std::string_view function_name);
schema::OptionValue option_of(python::Interpreter& interpreter, const python::Value& value);

python::Value string_or_none(const std::optional<std::string>& text);
/// `dict[key] = value` for a str key.
void set_key(python::Interpreter& interpreter, const python::Value& dict, std::string_view key,
             python::Value value);

}  // namespace retort::script
