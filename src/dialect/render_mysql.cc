// alter_column for MySQL and MariaDB: there is one statement that says the whole column anew, so
// what is not to change must be known too (existing_type and its like).
//   - a new name, or a type that holds date and time: CHANGE;
//   - else a new type, NULL, AUTO_INCREMENT or comment: MODIFY;
//   - else a new default alone: ALTER COLUMN ... SET DEFAULT.

#include "base/error.h"
#include "dialect/quoting.h"
#include "dialect/refusal.h"
#include "dialect/render.h"
#include "dialect/types.h"
#include "schema/attach.h"

namespace retort::dialect {

namespace op = operation;

namespace {

/// SQLAlchemy's TIMESTAMP and DATETIME may have functions as defaults, which only CHANGE takes. To
/// Alembic, a default that is not touched counts as one, and a type given as a class as none.
bool may_have_function_default(const op::AlterColumn& op) {
  const auto& type = op.type ? op.type : op.existing_type;
  if (!type || op.type_is_class || schema::affinity_of(*type) != schema::Affinity::datetime)
    return false;
  return !op.server_default || op.server_default->value.has_value();
}

}  // namespace

std::string Renderer::mysql_column(const op::AlterColumn& op) const {
  const auto& type = op.type ? op.type : op.existing_type;
  if (!type)
    throw Refusal(ErrorCode::command, "CompileError",
                  "All MySQL CHANGE/MODIFY COLUMN operations require the existing type.",
                  "Add existing_type= to alter_column(): MySQL states the whole column anew.");
  const bool nullable = op.nullable.value_or(op.existing_nullable.value_or(true));
  std::string text = type_text(family(), *type) + (nullable ? " NULL" : " NOT NULL");
  const auto counts = op.autoincrement ? op.autoincrement : op.existing_autoincrement;
  if (counts.value_or(false)) text += " AUTO_INCREMENT";
  const auto& change = op.server_default ? op.server_default : op.existing_server_default;
  if (change && change->value) text += " DEFAULT " + writer_.server_default(*change->value);
  const auto comment = op.comment ? *op.comment : op.existing_comment;
  if (comment && !comment->empty()) text += " COMMENT " + writer_.string(*comment);
  return text;
}

void Renderer::mysql_alter_column(const op::AlterColumn& op) {
  const bool special =
      op.server_default && (op.server_default->computed || op.server_default->identity);
  const bool was_special = op.existing_server_default && (op.existing_server_default->computed ||
                                                          op.existing_server_default->identity);
  if (special || was_special) change_default(op);  // Says that it cannot be done.

  const std::string alter = alter_table(op.schema, op.table);
  const std::string column = writer_.name(op.column) + " ";
  if (op.new_name || may_have_function_default(op)) {
    emit(alter + "CHANGE " + column + writer_.name(op.new_name.value_or(op.column)) + " " +
         mysql_column(op));
  } else if (op.nullable || op.type || op.autoincrement || op.comment) {
    emit(alter + "MODIFY " + column + mysql_column(op));
  } else if (op.server_default) {
    change_default(op);
  }
}

void Renderer::mysql_drop_constraint(const op::DropConstraint& op, const schema::Name& name) {
  std::string what;
  if (op.type == "foreignkey") {
    what = "FOREIGN KEY ";
  } else if (op.type == "primary") {
    what = "PRIMARY KEY ";
  } else if (op.type == "unique") {
    what = "INDEX ";
  } else if (op.type == "check") {
    what = is_mariadb(family()) ? "CONSTRAINT " : "CHECK ";
  } else {
    throw Refusal(ErrorCode::command, "NotImplementedError",
                  "No generic 'DROP CONSTRAINT' in MySQL - please specify constraint type",
                  "Add type_='foreignkey', 'primary', 'unique' or 'check' to drop_constraint().");
  }
  std::string text = "ALTER TABLE " + writer_.qualified(op.schema, op.table) + " DROP " + what;
  if (op.type != "primary") {
    if (!name.text)
      throw Refusal(
          ErrorCode::command, "CompileError",
          "Can't emit DROP CONSTRAINT for constraint on table " + op.table + "; it has no name",
          "Write the constraint's name as the database knows it.");
    text += writer_.constraint_name(name);
  }
  emit(std::move(text));
}

}  // namespace retort::dialect
