// Rows answer by position, name and attribute, their mappings also by column.
#include "script/result_rows.h"

#include <algorithm>

#include "dialect/labels.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "script/connection.h"
#include "script/elements.h"
#include "script/exceptions.h"

namespace retort::script {

using python::Builtin;
using python::Interpreter;
using python::Symbol;
using python::Value;
using python::ValueList;

namespace {

[[noreturn]] void raise_no_column(Interpreter& interpreter, const std::string& name) {
  raise_sqlalchemy(interpreter, "NoSuchColumnError",
                   "Could not locate column in row for column '" + name + "'");
}

class MappingObject final : public python::DictObject {
 public:
  std::string_view type_name() const override { return "RowMapping"; }
  Value get_item(Interpreter& interpreter, const Value& key) override {
    const std::optional<std::string> name = name_of_key(key);
    if (!name) return DictObject::get_item(interpreter, key);
    if (const Value* found = table.find(interpreter, *name)) return *found;
    raise_no_column(interpreter, *name);
  }
  Value contains(Interpreter& interpreter, const Value& key) override {
    const std::optional<std::string> name = name_of_key(key);
    return DictObject::contains(interpreter, name ? Value::string(*name) : key);
  }
};

/// A row: a tuple whose items also answer to the names of the columns.
class RowObject final : public python::TupleObject {
 public:
  RowObject(ValueList values, ColumnNames names)
      : TupleObject(std::move(values)), columns_(std::move(names)) {}
  std::string_view type_name() const override { return "Row"; }

  Value get_attribute(Interpreter& interpreter, Symbol name) override {
    const std::string_view text = name.text();
    auto found = std::ranges::find(*columns_, text);
    if (found != columns_->end()) return items[static_cast<std::size_t>(found - columns_->begin())];
    if (text == "_mapping") return make_row_mapping(interpreter, items, columns_);
    if (text == "_fields") return fields();
    if (text == "_t" || text == "t") return python::make_tuple(items);
    if (text == "_tuple" || text == "tuple") {
      return python::make_closure([values = items](Interpreter&, const python::CallArguments&) {
        return python::make_tuple(values);
      });
    }
    if (text == "_asdict" || text == "keys" || text == "items" || text == "values" ||
        text == "get") {
      Value dict = make_row_mapping(interpreter, items, columns_);
      if (text != "_asdict") return interpreter.get_attribute(dict, name);
      return python::make_closure(
          [dict](Interpreter&, const python::CallArguments&) -> Value { return dict; });
    }
    return TupleObject::get_attribute(interpreter, name);
  }
  Value get_item(Interpreter& interpreter, const Value& key) override {
    const std::optional<std::string> name = name_of_key(key);
    if (!name) return TupleObject::get_item(interpreter, key);
    auto found = std::ranges::find(*columns_, *name);
    if (found != columns_->end()) return items[static_cast<std::size_t>(found - columns_->begin())];
    raise_no_column(interpreter, *name);
  }

 private:
  Value fields() const {
    ValueList names;
    for (const std::string& name : *columns_) names.push_back(Value::string(name));
    return python::make_tuple(std::move(names));
  }
  ColumnNames columns_;
};

}  // namespace

std::optional<std::string> name_of_key(const Value& key) {
  if (const std::string* name = python::string_of(key)) return *name;
  if (const auto* element = key.try_as<Element>()) {
    return dialect::own_name(element->expression());
  }
  return std::nullopt;
}

std::size_t column_index(Interpreter& interpreter, const std::vector<std::string>& names,
                         const Value& key) {
  if (const std::optional<std::string> name = name_of_key(key)) {
    const auto found = std::ranges::find(names, *name);
    if (found == names.end()) raise_no_column(interpreter, *name);
    return static_cast<std::size_t>(found - names.begin());
  }
  interpreter.need_known(key, "a column of a result");
  const std::int64_t count = std::ssize(names);
  std::int64_t index = key.is_integer() ? key.as_integer() : count;
  if (index < 0) index += count;
  if (index < 0 || index >= count) {
    interpreter.raise(Builtin::IndexError, "tuple index out of range");
  }
  return static_cast<std::size_t>(index);
}

Value make_row_mapping(Interpreter& interpreter, const ValueList& values,
                       const ColumnNames& names) {
  auto mapping = python::make<MappingObject>();
  for (std::size_t i = 0; i < names->size(); ++i) {
    mapping->table.set(interpreter, Value::string((*names)[i]), values[i]);
  }
  return mapping;
}

Value make_row(ValueList values, ColumnNames names) {
  return python::make<RowObject>(std::move(values), std::move(names));
}

}  // namespace retort::script
