#include "script/insert_from_select.h"

#include <algorithm>

#include "python/interpreter.h"
#include "script/convert.h"
#include "script/dml.h"
#include "script/exceptions.h"
#include "script/statements.h"
#include "script/tables.h"

namespace retort::script {

using python::Interpreter;
using python::Ref;
using python::Value;
using schema::ExprPtr;

namespace {

/// Python-side defaults of columns that INSERT FROM SELECT does not name become its last columns.
void add_select_defaults(Interpreter& interpreter, const TableObject& table, schema::Insert& insert,
                         schema::Select& select) {
  if (!select.compound.empty()) return;
  for (const Ref<ColumnObject>& column : table.columns) {
    const std::string& name = column->column.name;
    if (std::ranges::find(insert.columns, name) != insert.columns.end()) continue;
    ExprPtr value = default_expression(interpreter, *column);
    if (!value) continue;
    insert.columns.push_back(name);
    insert.types.emplace_back();
    select.columns.push_back(std::move(value));
  }
}

}  // namespace

Value from_select(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  auto copy = copy_of(arguments.self_as<DmlObject>());
  auto* insert = std::get_if<schema::Insert>(&copy->statement);
  const Value& source = arguments["select"];
  const auto* element = source.try_as<Element>();
  const ExprPtr text = element ? element->expression() : nullptr;
  const bool is_text = text && std::holds_alternative<schema::TextClause>(text->node);
  const ExprPtr query = is_text ? nullptr : select_of(interpreter, source);
  if (!insert || (!query && !is_text)) {
    interpreter.need_known(source, "from_select()");
    interpreter.raise(python::Builtin::TypeError,
                      "from_select() takes names of columns and a select()");
  }
  if (is_text && std::get<schema::TextClause>(text->node).columns.empty()) {
    raise_sqlalchemy(interpreter, "ArgumentError",
                     "SELECT construct or equivalent text() construct expected, got " +
                         interpreter.repr(source) + ": name its columns with text(...).columns()");
  }
  insert->columns = texts_of(interpreter, arguments["names"], "from_select()");
  insert->types.assign(insert->columns.size(), schema::Type{});
  if (is_text) {
    insert->from_text = text;
    return copy;
  }
  auto select = std::get<schema::Select>(query->node);
  if (arguments.flag("include_defaults", true)) {
    add_select_defaults(interpreter, *copy->table, *insert, select);
  }
  insert->from_select = std::make_shared<const schema::Select>(std::move(select));
  return copy;
}

}  // namespace retort::script
