#include "script/generated_key.h"

#include <algorithm>

#include "python/interpreter.h"
#include "schema/attach.h"
#include "script/constraints.h"
#include "script/run.h"
#include "script/tables.h"

namespace retort::script {

using python::Interpreter;
using schema::ExprPtr;
using schema::make_expr;

namespace {

/// Whether only the database knows the key's value: one that is not given, or an expression.
bool is_told_by_server(const schema::Insert& insert, const schema::Column& column,
                       const schema::Column* autoincrement) {
  const auto given = std::ranges::find(insert.columns, column.name);
  if (given != insert.columns.end()) {
    const auto index = static_cast<std::size_t>(given - insert.columns.begin());
    const schema::Expr& value = *insert.rows.front()[index];
    // The placeholder of a parameter is such a text.
    const auto* text = std::get_if<schema::TextClause>(&value.node);
    return !std::holds_alternative<schema::Constant>(value.node) &&
           !std::holds_alternative<schema::BindParam>(value.node) && !(text && text->verbatim);
  }
  return &column == autoincrement || column.server_default || column.identity || column.computed;
}

}  // namespace

ExprPtr with_generated_key(Interpreter& interpreter, const DmlObject& object) {
  const auto* insert = std::get_if<schema::Insert>(&object.statement);
  const Host& host = interpreter.context<Run>().host;
  if (!insert || !host.offline() || host.dialect().name() != "postgresql" ||
      !object.table->cls->is_subclass_of(kTableClass) || insert->from_select || object.keyless ||
      insert->rows.size() != 1 || !insert->returning.empty()) {
    return nullptr;
  }
  const schema::Table shape = schema::attach(object.table->shape(), {});
  const schema::Column* autoincrement = schema::autoincrement_column(shape);
  schema::Insert returning = *insert;
  for (const auto& column : object.table->columns) {
    const auto known = std::ranges::find(shape.columns, column->column.name, &schema::Column::name);
    if (known == shape.columns.end() || !known->primary_key) continue;
    if (is_told_by_server(*insert, *known, autoincrement)) {
      returning.returning.push_back(column->expression());
    }
  }
  return returning.returning.empty() ? nullptr : make_expr(std::move(returning));
}

schema::ExprPtr next_key(python::Interpreter& interpreter, const ColumnObject& column) {
  const std::optional<schema::Sequence>& sequence = column.column.sequence;
  const bool has_sequences = interpreter.context<Run>().host.dialect().name() == "postgresql";
  if (!sequence || sequence->optional || !has_sequences) return nullptr;
  return next_value_of(*sequence);
}

}  // namespace retort::script
