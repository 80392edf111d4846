#include "dialect/render.h"

#include <algorithm>

#include "base/error.h"
#include "dialect/expression.h"
#include "dialect/quoting.h"
#include "dialect/refusal.h"
#include "dialect/types.h"
#include "schema/attach.h"
#include "schema/insert_rows.h"

namespace retort::dialect {

namespace op = operation;
using schema::Column;
using schema::Table;

namespace {

Table table_named(const std::string& schema, const std::string& name) {
  Table table;
  table.schema = schema;
  table.name = name;
  return table;
}

/// A constraint of the kind that drop_constraint(type_=) names, for its naming convention.
std::optional<schema::Constraint> constraint_of_type(const std::string& type) {
  if (type == "foreignkey") return schema::ForeignKeyConstraint{};
  if (type == "primary") return schema::PrimaryKeyConstraint{};
  if (type == "unique") return schema::UniqueConstraint{};
  if (type == "check") return schema::CheckConstraint{};
  if (type.empty()) return std::nullopt;
  throw Refusal(ErrorCode::command, "TypeError",
                "'type' can be one of 'check', 'foreignkey', 'primary', 'unique', None");
}

bool returns_rows(const schema::Expr& statement) {
  if (const auto* insert = std::get_if<schema::Insert>(&statement.node))
    return !insert->returning.empty();
  if (const auto* update = std::get_if<schema::Update>(&statement.node))
    return !update->returning.empty();
  if (const auto* remove = std::get_if<schema::Delete>(&statement.node))
    return !remove->returning.empty();
  return true;
}

}  // namespace

void Renderer::render(const op::Operation& operation) {
  std::visit(*this, operation.value);
}

void Renderer::emit(std::string text) {
  statements_.push_back({.text = std::move(text)});
}

std::string Renderer::alter_table(const std::string& schema, const std::string& table) const {
  return "ALTER TABLE " + qualify_dotted(family(), schema, table) + " ";
}

void Renderer::refuse_constraint_change() const {
  throw Refusal(ErrorCode::unsupported, "NotImplementedError",
                "No support for ALTER of constraints in SQLite dialect. Please refer to the batch "
                "mode feature which allows for SQLite migrations using a copy-and-move strategy.",
                "Use `with op.batch_alter_table(...)` around the operation.");
}

std::vector<schema::Type> Renderer::new_types(const std::vector<Column>& columns) {
  std::vector<schema::Type> types;
  for (const Column& column : columns) {
    const schema::Type* type = &for_dialect(column.type, family_name(family()));
    while (type->kind == schema::TypeKind::Array && !type->item.empty())
      type = &for_dialect(type->item.front(), family_name(family()));
    if (!is_native_enum(family(), *type) || type->has_metadata || !type->create_type) continue;
    if (context_.handled_types.insert(type->schema.value_or("") + "." + type->name.value_or(""))
            .second)
      types.push_back(*type);
  }
  return types;
}

void Renderer::operator()(const op::CreateTable& op) {
  create_attached(attach(op.table, context_.naming_convention), op.if_not_exists);
}

void Renderer::create_attached(const Table& table, bool if_not_exists) {
  for (const schema::Type& type : new_types(table.columns)) (*this)(op::CreateEnumType{type});
  emit(writer_.create_table(table, if_not_exists));
  for (const schema::Index& index : table.indexes) emit(writer_.create_index(index, false));
  if (family() != Family::postgresql) return;
  if (table.comment && !table.comment->empty())
    (*this)(op::CreateTableComment{table.schema, table.name, table.comment});
  for (const Column& column : table.columns) {
    if (column.comment && !column.comment->empty())
      emit("COMMENT ON COLUMN " + writer_.qualified(table.schema, table.name) + "." +
           writer_.name(column.name) + " IS " + writer_.string(*column.comment));
  }
}

void Renderer::operator()(const op::DropTable& op) {
  emit(std::string("\nDROP TABLE ") + (op.if_exists ? "IF EXISTS " : "") +
       writer_.qualified(op.schema, op.table));
  for (const schema::Type& type : new_types(op.columns)) (*this)(op::DropEnumType{type});
}

void Renderer::operator()(const op::RenameTable& op) {
  // MySQL can move a table between schemas, so that the new name has one too.
  emit(alter_table(op.schema, op.old_name) + "RENAME TO " +
       (is_mysql(family()) ? qualify_dotted(family(), op.schema, op.new_name)
                           : writer_.name(op.new_name)));
}

void Renderer::add_constraint(const schema::Constraint& constraint, const Table& table) {
  const auto* check = std::get_if<schema::CheckConstraint>(&constraint);
  const bool bound = check != nullptr && check->type_bound;
  if (bound && (family() == Family::sqlite || !needs_type_check(family(), *check, table))) return;
  if (family() == Family::sqlite) refuse_constraint_change();
  emit(writer_.add_constraint(constraint, table));
}

void Renderer::operator()(const op::AddColumn& op) {
  Table table = table_named(op.schema, op.table);
  table.columns.push_back(op.column);
  table = attach(std::move(table), context_.naming_convention);
  const Column& column = table.columns.front();

  std::string text = alter_table(op.schema, op.table) + "ADD COLUMN ";
  if (op.if_not_exists) text += "IF NOT EXISTS ";
  text += writer_.column(table, column);
  if (op.inline_primary_key && column.primary_key) text += " PRIMARY KEY";
  const bool inline_references = op.inline_references && op.column.foreign_keys.size() == 1;
  if (inline_references) {
    const schema::ForeignKeyConstraint& foreign = op.column.foreign_keys.front();
    text += " REFERENCES " + writer_.qualified(foreign.referred_schema, foreign.referred_table) +
            " (" + writer_.column_names(foreign.referred_columns) + ")" +
            writer_.actions(foreign.actions);
  }
  emit(text + writer_.column_checks(column));

  for (const schema::Constraint& constraint : table.constraints) {
    if (std::holds_alternative<schema::PrimaryKeyConstraint>(constraint)) continue;
    const bool written_inline =
        inline_references && std::holds_alternative<schema::ForeignKeyConstraint>(constraint);
    if (!written_inline) add_constraint(constraint, table);
  }
  for (const schema::Index& index : table.indexes) emit(writer_.create_index(index, false));
  if (family() == Family::postgresql && column.comment && !column.comment->empty())
    emit("COMMENT ON COLUMN " + writer_.qualified(op.schema, op.table) + "." +
         writer_.name(column.name) + " IS " + writer_.string(*column.comment));
}

void Renderer::operator()(const op::DropColumn& op) {
  emit(alter_table(op.schema, op.table) + "DROP COLUMN " + (op.if_exists ? "IF EXISTS " : "") +
       writer_.name(op.column));
}

void Renderer::operator()(const op::CreateIndex& op) {
  schema::Index index = op.index;
  apply_naming(context_.naming_convention, table_named(index.table_schema, index.table), index);
  emit(writer_.create_index(index, op.if_not_exists));
}

void Renderer::operator()(const op::DropIndex& op) {
  schema::Index index;
  index.name = op.name;
  apply_naming(context_.naming_convention, table_named(op.schema, op.table), index);
  op::DropIndex named = op;
  named.name = index.name;
  emit(writer_.drop_index(named));
}

void Renderer::operator()(const op::AddConstraint& op) {
  const Table table = table_named(op.schema, op.table);
  schema::Constraint constraint = op.constraint;
  apply_naming(context_.naming_convention, table, constraint);
  add_constraint(constraint, table);
}

void Renderer::operator()(const op::DropConstraint& op) {
  if (family() == Family::sqlite) refuse_constraint_change();
  schema::Name name = op.name;
  if (auto constraint = constraint_of_type(op.type)) {
    name_of(*constraint) = name;
    apply_naming(context_.naming_convention, table_named(op.schema, op.table), *constraint);
    name = name_of(*constraint);
  }
  if (is_mysql(family())) {
    mysql_drop_constraint(op, name);
    return;
  }
  if (!name.text)
    throw Refusal(
        ErrorCode::command, "CompileError",
        "Can't emit DROP CONSTRAINT for constraint on table " + op.table + "; it has no name",
        "Write the constraint's name as the database knows it.");
  emit("ALTER TABLE " + writer_.qualified(op.schema, op.table) + " DROP CONSTRAINT " +
       (op.if_exists ? "IF EXISTS " : "") + writer_.constraint_name(name));
}

void Renderer::operator()(const op::CreateTableComment& op) {
  if (is_mysql(family())) {
    emit("ALTER TABLE " + writer_.qualified(op.schema, op.table) + " COMMENT " +
         writer_.string(op.comment.value_or("")));
    return;
  }
  emit("COMMENT ON TABLE " + writer_.qualified(op.schema, op.table) + " IS " +
       (op.comment ? writer_.string(*op.comment) : "NULL"));
}

void Renderer::operator()(const op::DropTableComment& op) {
  if (is_mysql(family())) {
    (*this)(op::CreateTableComment{op.schema, op.table, std::nullopt});
    return;
  }
  emit("COMMENT ON TABLE " + writer_.qualified(op.schema, op.table) + " IS NULL");
}

void Renderer::operator()(const op::Execute& op) {
  if (!op.statement) return;
  Compiled compiled = dialect_.compile(op.statement, context_.binds);
  statements_.push_back(
      {.text = std::move(compiled.text),
       .parameters = std::move(compiled.parameters),
       .parameter_types = std::move(compiled.parameter_types),
       .may_return_rows = returns_rows(*op.statement),
       .raw_text = std::holds_alternative<schema::TextClause>(op.statement->node)});
}

namespace {

/// A literal is written by its column's type: without one there is no way to know how.
void need_literal_type(const schema::ExprPtr& value, const schema::Type& type) {
  const auto* constant = std::get_if<schema::Constant>(&value->node);
  if (constant == nullptr || constant->inline_literal || type.kind != schema::TypeKind::Null ||
      std::holds_alternative<std::monostate>(constant->value.value))
    return;
  const std::string text = literal_text({}, constant->value, type_of_value(constant->value));
  throw Error(ErrorCode::command,
              "CompileError: No literal value renderer is available for literal value \"" + text +
                  "\" with datatype NULL")
      .with_hint("Give the column a type in the table of bulk_insert(): column(name, Integer).");
}

}  // namespace

void Renderer::operator()(const op::BulkInsert& op) {
  const BindStyle binds = context_.offline ? BindStyle::literal : context_.binds;
  const auto emit_insert = [&](std::optional<schema::Insert> insert) {
    if (!insert) return;
    Compiled compiled = dialect_.compile(schema::make_expr(*std::move(insert)), binds);
    statements_.push_back({.text = std::move(compiled.text),
                           .parameters = std::move(compiled.parameters),
                           .parameter_types = std::move(compiled.parameter_types)});
  };
  schema::InsertJoiner inserts(!context_.offline && family() != Family::sqlite);
  for (const op::BulkInsert::Row& row : op.rows) {
    schema::Insert insert;
    insert.table = {.schema = op.schema, .name = op.table};
    insert.rows.emplace_back();
    const auto add = [&](const std::string& name, const schema::Type& type) {
      const auto found = std::ranges::find(row.values, name, [](const auto& v) { return v.first; });
      if (found == row.values.end()) return;
      if (context_.offline) need_literal_type(found->second, type);
      insert.columns.push_back(name);
      insert.types.push_back(type);
      insert.rows.front().push_back(found->second);
    };
    for (const Column& column : op.columns) add(column.name, column.type);
    for (const auto& [name, value] : row.values) {
      if (std::ranges::find(op.columns, name, &Column::name) != op.columns.end()) continue;
      throw Error(ErrorCode::command, "Unconsumed column names: " + name)
          .with_hint("The table given to bulk_insert() has no such column.");
    }
    emit_insert(inserts.add(std::move(insert)));
  }
  emit_insert(inserts.take());
}

void Renderer::operator()(const op::CreateEnumType& op) {
  const schema::Type& type = for_dialect(op.type, family_name(family()));
  if (!is_native_enum(family(), type)) return;
  const std::string text = named_type_text(family(), type);
  if (op.check_first && context_.catalog != nullptr &&
      context_.catalog->has_enum(type.schema.value_or(""), *type.name))
    return;
  emit("CREATE TYPE " + text + " AS ENUM (" + writer_.enum_labels(type) + ")");
}

void Renderer::operator()(const op::DropEnumType& op) {
  const schema::Type& type = for_dialect(op.type, family_name(family()));
  if (!is_native_enum(family(), type)) return;
  const std::string text = named_type_text(family(), type);
  if (op.check_first && context_.catalog != nullptr &&
      !context_.catalog->has_enum(type.schema.value_or(""), *type.name))
    return;
  emit("DROP TYPE " + text);
}

void Renderer::operator()(const op::CreateSequence& op) {
  const schema::Sequence& sequence = op.sequence;
  std::string text = "CREATE SEQUENCE ";
  if (op.if_not_exists) text += "IF NOT EXISTS ";
  text += writer_.qualified(sequence.schema, sequence.name);
  if (sequence.data_type && family() == Family::postgresql)
    text += " AS " + type_text(family(), *sequence.data_type);
  const std::string options = DdlWriter::sequence_options(sequence.options);
  emit(options.empty() ? text : text + " " + options);
}

void Renderer::operator()(const op::DropSequence& op) {
  emit(std::string("DROP SEQUENCE ") + (op.if_exists ? "IF EXISTS " : "") +
       writer_.qualified(op.sequence.schema, op.sequence.name));
}

void Renderer::operator()(const op::CreateSchema& op) {
  emit(std::string("CREATE SCHEMA ") + (op.if_not_exists ? "IF NOT EXISTS " : "") +
       writer_.name(op.name));
}

void Renderer::operator()(const op::DropSchema& op) {
  emit(std::string("DROP SCHEMA ") + (op.if_exists ? "IF EXISTS " : "") + writer_.name(op.name) +
       (op.cascade ? " CASCADE" : ""));
}

}  // namespace retort::dialect
