#include "script/generated_key.h"

#include <algorithm>

#include "python/interpreter.h"
#include "schema/attach.h"
#include "script/run.h"
#include "script/tables.h"

namespace retort::script {

using python::Interpreter;
using schema::ExprPtr;
using schema::make_expr;

ExprPtr with_generated_key(Interpreter& interpreter, const DmlObject& object) {
  const auto* insert = std::get_if<schema::Insert>(&object.statement);
  const Host& host = interpreter.context<Run>().host;
  if (!insert || !host.offline() || host.dialect().name() != "postgresql" ||
      object.table->metadata.is_absent() || insert->from_select || insert->rows.size() != 1 ||
      !insert->returning.empty()) {
    return nullptr;
  }
  schema::Table shape = schema::attach(object.table->shape(), {});
  const schema::Column* generated = schema::autoincrement_column(shape);
  if (!generated || std::ranges::find(insert->columns, generated->name) != insert->columns.end()) {
    return nullptr;
  }
  schema::Insert returning = *insert;
  for (const auto& column : object.table->columns) {
    const schema::Column* settled = nullptr;
    for (const schema::Column& known : shape.columns) {
      if (known.name == column->column.name) settled = &known;
    }
    if (settled && settled->primary_key) returning.returning.push_back(column->expression());
  }
  return make_expr(std::move(returning));
}

}  // namespace retort::script
