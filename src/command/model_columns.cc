// The only outside interface is model_columns.h.
#include "command/model_columns.h"

#include <fmt/format.h>

#include "base/error.h"
#include "diff/column_compare.h"
#include "diff/element_repr.h"
#include "python/names.h"
#include "python/objects.h"
#include "script/elements.h"

namespace retort::command {
namespace {

using python::Interpreter;
using python::Value;

/// What SQLAlchemy calls a function by whose call has no argument: its own wrapper has its name.
std::string function_name(Interpreter& interpreter, const Value& function) {
  const Value name = interpreter.find_attribute(function, python::names().qualname);
  const std::string* text = name.is_absent() ? nullptr : python::string_of(name);
  if (text == nullptr) return "CallableColumnDefault._maybe_wrap_callable.<locals>.<lambda>";
  const Value owner = interpreter.find_attribute(function, python::names().self);
  const auto* cls = owner.is_absent() ? nullptr : owner.try_as<python::ClassObject>();
  if (cls == nullptr || text->find('.') != text->npos) return *text;
  return cls->name + "." + *text;
}

/// A `default=` or `onupdate=` as SQLAlchemy's object for it shows itself; nothing without one.
std::string default_repr(Interpreter& interpreter, const Value& value) {
  if (value.is_absent() || value.is_none()) return "";
  if (const auto* unknown = value.try_as<python::UnknownObject>()) {
    return fmt::format("ColumnDefault(<{}, which only the application knows>)", unknown->name);
  }
  if (const auto* element = value.try_as<script::Element>()) {
    return fmt::format("ColumnElementColumnDefault({})", diff::element_repr(element->expression()));
  }
  if (value.is_object() && value.as_object().is_callable()) {
    return fmt::format("CallableColumnDefault(<function {}>)", function_name(interpreter, value));
  }
  return fmt::format("ScalarElementColumnDefault({})", interpreter.repr(value));
}

}  // namespace

void add_model_columns(Interpreter& interpreter, const script::TableObject& table,
                       diff::ModelColumns& out) {
  const std::string name = diff::qualified_name(table.table.schema, table.table.name);
  for (const auto& column : table.columns) {
    diff::ModelColumn model{column->column.key, default_repr(interpreter, column->onupdate_value),
                            default_repr(interpreter, column->default_value)};
    if (model.key.empty() && model.onupdate.empty() && model.default_value.empty()) continue;
    out[{name, column->column.name}] = std::move(model);
  }
}

}  // namespace retort::command
