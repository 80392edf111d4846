// INSERT and UPDATE without values of their own, off-line.
#include <string_view>
#include <utility>

#include "python/interpreter.h"
#include "script/run.h"
#include "script/statements.h"
#include "script/tables.h"

namespace retort::script {

using python::Interpreter;
using python::Ref;
using schema::ExprPtr;

namespace {

/// As SQLAlchemy names the parameter of a column.
std::string parameter_name(std::string name) {
  constexpr std::string_view kFrom = "%():.[] ", kTo = "PAZC____";
  for (char& c : name) {
    if (const std::size_t at = kFrom.find(c); at != kFrom.npos) c = kTo[at];
  }
  return name;
}

ExprPtr parameter_of(const Run& run, const schema::Column& column) {
  schema::BindParam parameter;
  parameter.name = parameter_name(column.name);
  parameter.type = column.type;
  schema::TextClause text;
  text.text = run.host.dialect().compile(schema::make_expr(parameter), run.parameter_style).text;
  text.verbatim = true;
  return schema::make_expr(std::move(text));
}

}  // namespace

Ref<DmlObject> with_parameters(Interpreter& interpreter, const DmlObject& object) {
  const auto* insert = std::get_if<schema::Insert>(&object.statement);
  const auto* update = std::get_if<schema::Update>(&object.statement);
  const bool bare = (insert != nullptr && insert->columns.empty() && !insert->from_select &&
                     !insert->from_text) ||
                    (update != nullptr && update->values.empty());
  const Run& run = interpreter.context<Run>();
  if (!bare || object.valued || !run.host.offline() || object.table->columns.empty()) {
    return nullptr;
  }
  auto filled = copy_of(object);
  std::vector<ExprPtr> row;
  for (const Ref<ColumnObject>& column : object.table->columns) {
    ExprPtr value = parameter_of(run, column->column);
    if (auto* changed = std::get_if<schema::Update>(&filled->statement)) {
      changed->values.emplace_back(column->column.name, std::move(value));
      changed->types.push_back(column->column.type);
      continue;
    }
    auto& made = std::get<schema::Insert>(filled->statement);
    made.columns.push_back(column->column.name);
    made.types.push_back(column->column.type);
    row.push_back(std::move(value));
  }
  if (auto* made = std::get_if<schema::Insert>(&filled->statement)) {
    made->rows.push_back(std::move(row));
  }
  return filled;
}

}  // namespace retort::script
