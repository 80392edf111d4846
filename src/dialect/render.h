// Operations to statements: what each directive becomes, in Alembic's order.
#pragma once

#include <string>
#include <vector>

#include "dialect/ddl.h"
#include "dialect/dialect.h"

namespace retort::dialect {

/// Renders the operations of one run, collecting statements. Errors: as Dialect::render().
class Renderer {
 public:
  Renderer(const Dialect& dialect, Family family, RenderContext& context)
      : dialect_(dialect), context_(context), writer_(family, context.offline) {}

  void render(const operation::Operation& operation);
  std::vector<Statement> take() { return std::move(statements_); }

  void operator()(const operation::CreateTable& op);
  void operator()(const operation::DropTable& op);
  void operator()(const operation::RenameTable& op);
  void operator()(const operation::AddColumn& op);
  void operator()(const operation::DropColumn& op);
  void operator()(const operation::AlterColumn& op);
  void operator()(const operation::CreateIndex& op);
  void operator()(const operation::DropIndex& op);
  void operator()(const operation::AddConstraint& op);
  void operator()(const operation::DropConstraint& op);
  void operator()(const operation::CreateTableComment& op);
  void operator()(const operation::DropTableComment& op);
  void operator()(const operation::Execute& op);
  void operator()(const operation::BulkInsert& op);
  void operator()(const operation::CreateEnumType& op);
  void operator()(const operation::DropEnumType& op);
  void operator()(const operation::CreateSequence& op);
  void operator()(const operation::DropSequence& op);
  void operator()(const operation::CreateSchema& op);
  void operator()(const operation::DropSchema& op);
  void operator()(const operation::BatchAlterTable& op);

  /// CREATE TABLE of an attached table with what goes before and after it.
  void create_attached(const schema::Table& table, bool if_not_exists);
  /// Adds a statement with this text.
  void emit(std::string text);
  const DdlWriter& writer() const { return writer_; }
  RenderContext& context() { return context_; }
  Family family() const { return writer_.family(); }

 private:
  /// `ALTER TABLE schema.table `.
  std::string alter_table(const std::string& schema, const std::string& table) const;
  /// The same with `ALTER COLUMN c `.
  std::string alter_column(const operation::AlterColumn& op) const;
  /// The column's whole definition after ALTER TABLE ... MODIFY.
  std::string mysql_column(const operation::AlterColumn& op) const;
  void mysql_alter_column(const operation::AlterColumn& op);
  void mysql_drop_constraint(const operation::DropConstraint& op, const schema::Name& name);
  void change_default(const operation::AlterColumn& op);
  std::string changed_identity(const operation::AlterColumn& op) const;
  void change_type(const operation::AlterColumn& op);
  void drop_type_checks(const operation::AlterColumn& op);
  void add_type_checks(const operation::AlterColumn& op);
  void comment_column(const std::string& schema, const std::string& table,
                      const std::string& column, const std::optional<std::string>& comment);
  void add_constraint(const schema::Constraint& constraint, const schema::Table& table);
  /// Enum types of the columns that are still to be created or dropped in this run.
  std::vector<schema::Type> new_types(const std::vector<schema::Column>& columns);
  [[noreturn]] void refuse_constraint_change() const;

  const Dialect& dialect_;
  RenderContext& context_;
  DdlWriter writer_;
  std::vector<Statement> statements_;
};

}  // namespace retort::dialect
