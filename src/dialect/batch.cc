// Batch mode as Alembic does it:
//   1. take the table from the database (or copy_from), its constraints apart by name;
//   2. apply the operations to that model; a renamed column keeps its old name as its key, by which
//      later operations know it;
//   3. CREATE TABLE _alembic_tmp_<name>, copy the rows, DROP the old table, RENAME the new one;
//   4. create the indexes that were there and were not dropped, then the new ones.

#include "dialect/batch.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "dialect/batch_table.h"
#include "schema/attach.h"

namespace retort::dialect {

namespace op = operation;
using schema::Column;
using schema::Table;

namespace {

bool adds_constraint(const Column& column) {
  const bool check =
      column.type.create_constraint &&
      (column.type.kind == schema::TypeKind::Boolean || column.type.kind == schema::TypeKind::Enum);
  const bool unique = column.unique.value_or(false) && !column.index.value_or(false);
  return check || unique || !column.foreign_keys.empty();
}

/// Whether SQLite's ALTER TABLE ADD COLUMN cannot do it.
bool column_needs_recreate(const Column& column) {
  if (column.server_default &&
      std::holds_alternative<schema::ExprPtr>(column.server_default->value))
    return true;
  if (column.computed && column.computed->persisted.value_or(false)) return true;
  return adds_constraint(column);
}

bool operation_needs_recreate(const op::Operation& operation) {
  const auto& value = operation.value;
  if (const auto* add = std::get_if<op::AddColumn>(&value))
    return column_needs_recreate(add->column);
  return !std::holds_alternative<op::CreateIndex>(value) &&
         !std::holds_alternative<op::DropIndex>(value) &&
         !std::holds_alternative<op::Execute>(value);
}

bool has_position(const op::Operation& operation) {
  const auto* add = std::get_if<op::AddColumn>(&operation.value);
  return add != nullptr && (add->insert_before || add->insert_after);
}

/// SQLite wants parentheses around a default that is an expression; what the database gives back
/// has lost them. Alembic looks for parentheses within one line only, so a default of several lines
/// gets a pair more each time.
void restore_default(Column& column) {
  if (!column.server_default) return;
  std::string text;
  if (const auto* given = std::get_if<std::string>(&column.server_default->value)) {
    text = *given;
  } else {
    const auto& node = std::get<schema::ExprPtr>(column.server_default->value);
    const auto* clause = node ? std::get_if<schema::TextClause>(&node->node) : nullptr;
    if (clause == nullptr) return;
    text = clause->text;
  }
  const bool digit =
      text.size() == 1 && std::string_view("0123456789.").find(text[0]) != std::string::npos;
  const bool closed = text.size() > 2 && text.find('\n') == std::string::npos &&
                      ((text.front() == '\'' && text.back() == '\'') ||
                       (text.front() == '(' && text.back() == ')'));
  if (!text.empty() && !digit && !closed) text = "(" + text + ")";
  column.server_default->value =
      schema::make_expr(schema::TextClause{.text = std::move(text), .verbatim = true});
}

Table existing_table(Renderer& renderer, const op::BatchAlterTable& batch) {
  if (batch.copy_from) return attach(*batch.copy_from, {});
  schema::Catalog* catalog = renderer.context().catalog;
  if (renderer.context().offline || catalog == nullptr)
    throw Error(ErrorCode::command,
                "This operation cannot proceed in --sql mode; batch mode with dialect " +
                    std::string(family_name(renderer.family())) +
                    " requires a live database connection with which to reflect the table \"" +
                    batch.table +
                    "\". To generate a batch SQL migration script using table \"move and copy\", a "
                    "complete Table object should be passed to the \"copy_from\" argument of the "
                    "batch_alter_table() method so that table reflection can be skipped.");
  Table table = catalog->table(batch.schema, batch.table);
  if (renderer.family() == Family::sqlite)
    for (Column& column : table.columns) restore_default(column);
  for (const Column& given : batch.reflect_columns) {
    const auto found = std::ranges::find(table.columns, given.name, &Column::name);
    if (found != table.columns.end()) *found = given;
  }
  std::erase_if(table.constraints, [](const schema::Constraint& constraint) {
    const auto* check = std::get_if<schema::CheckConstraint>(&constraint);
    return check != nullptr && !check->name.text;
  });
  return attach(std::move(table), batch.naming_convention);
}

void copy_rows(Renderer& renderer, const BatchTable& model) {
  const DdlWriter& writer = renderer.writer();
  const Table& old = model.original();
  const std::string source = writer.qualified(old.schema, old.name);
  schema::Insert insert{.table = {.schema = old.schema, .name = model.temporary_name()}};
  schema::Select select;
  select.from.push_back(
      schema::make_expr(schema::TableRef{.schema = old.schema, .name = old.name}));
  const auto copy = [&](const Column& column, schema::ExprPtr value) {
    insert.columns.push_back(column.name);
    insert.types.push_back(column.type);
    select.columns.push_back(std::move(value));
  };
  for (const BatchTable::Entry& entry : model.entries()) {
    if (!entry.has_source) continue;
    std::string value = source + "." + writer.name(entry.key);
    if (entry.cast)
      value = "CAST(" + value + " AS " + *entry.cast + ") AS " + writer.name(entry.key);
    copy(entry.column,
         schema::make_expr(schema::TextClause{.text = std::move(value), .verbatim = true}));
  }
  for (const BatchTable::Entry& entry : model.entries()) {
    if (entry.value_of_rows != nullptr) copy(entry.column, entry.value_of_rows);
  }
  insert.from_select = std::make_shared<const schema::Select>(std::move(select));
  renderer(op::Execute{.statement = schema::make_expr(std::move(insert))});
}

/// PostgreSQL: the old table gives up the names that the new one takes over.
void drop_old_constraints(Renderer& renderer, const BatchTable& model) {
  for (const schema::Constraint& constraint : model.original().constraints) {
    const schema::Name& name = name_of(constraint);
    if (!name.text || !model.keeps_constraint(*name.text)) continue;
    renderer(op::DropConstraint{
        .schema = model.original().schema, .table = model.original().name, .name = name});
  }
}

}  // namespace

bool needs_recreate(Family family, const op::BatchAlterTable& batch) {
  using enum op::BatchAlterTable::Recreate;
  if (batch.recreate != automatic) return batch.recreate == always;
  return family == Family::sqlite &&
         std::ranges::any_of(batch.operations, operation_needs_recreate);
}

void render_recreate(Renderer& renderer, const op::BatchAlterTable& batch) {
  BatchTable model(renderer.family(), existing_table(renderer, batch), batch);
  for (const op::Operation& operation : batch.operations) model.apply(operation);

  const Table table = model.new_table();
  const Table& old = model.original();
  if (renderer.family() == Family::postgresql) drop_old_constraints(renderer, model);
  renderer.create_attached(table, false);
  copy_rows(renderer, model);
  renderer(op::DropTable{.schema = old.schema, .table = old.name});
  renderer(op::RenameTable{
      .schema = old.schema, .old_name = model.temporary_name(), .new_name = old.name});
  for (const schema::Index& index : model.indexes()) renderer(op::CreateIndex{.index = index});
}

void Renderer::operator()(const op::BatchAlterTable& batch) {
  const bool recreate = needs_recreate(family(), batch);
  // batch_op.execute() does not wait for the end of the block.
  for (const op::Operation& operation : batch.operations)
    if (std::holds_alternative<op::Execute>(operation.value)) render(operation);
  if (recreate) {
    render_recreate(*this, batch);
    return;
  }
  if (std::ranges::any_of(batch.operations, has_position))
    throw Error(ErrorCode::command,
                "Can't specify insert_before or insert_after when using ALTER; please specify "
                "recreate='always'");
  for (const op::Operation& operation : batch.operations)
    if (!std::holds_alternative<op::Execute>(operation.value)) render(operation);
}

}  // namespace retort::dialect
