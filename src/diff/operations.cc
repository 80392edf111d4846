#include "diff/operations.h"

#include <utility>

namespace retort::diff {
namespace {

using operation::Operation;
using operation::OperationVariant;

std::string_view kind_of(const schema::Constraint& constraint) {
  struct Visitor {
    std::string_view operator()(const schema::PrimaryKeyConstraint&) const { return "primary"; }
    std::string_view operator()(const schema::UniqueConstraint&) const { return "unique"; }
    std::string_view operator()(const schema::ForeignKeyConstraint&) const { return "foreignkey"; }
    std::string_view operator()(const schema::CheckConstraint&) const { return "check"; }
    std::string_view operator()(const schema::ExcludeConstraint&) const { return ""; }
  };
  return std::visit(Visitor{}, constraint);
}

struct TableChangeOperation {
  const TableChanged& table;

  OperationVariant operator()(const ColumnAdded& change) const {
    return operation::AddColumn{
        .schema = table.schema, .table = table.table, .column = change.column};
  }
  OperationVariant operator()(const ColumnRemoved& change) const {
    operation::DropColumn drop;
    drop.schema = table.schema;
    drop.table = table.table;
    drop.column = change.column.name;
    return drop;
  }
  OperationVariant operator()(const ColumnChanged& change) const {
    operation::AlterColumn alter;
    alter.schema = table.schema;
    alter.table = table.table;
    alter.column = change.column;
    if (change.type_changed) alter.type = change.after.type;
    if (change.nullable_changed) alter.nullable = change.after.nullable;
    if (change.default_changed) alter.server_default = change.after.server_default;
    if (change.comment_changed) alter.comment = change.after.comment;
    alter.existing_type = change.before.type;
    alter.existing_nullable = change.before.nullable;
    if (is_given(change.before.server_default)) {
      alter.existing_server_default = change.before.server_default;
    }
    alter.existing_comment = change.before.comment;
    alter.autoincrement = change.autoincrement;
    if (!change.cast.empty()) alter.options.emplace_back("postgresql_using", change.cast);
    return alter;
  }
  OperationVariant operator()(const IndexAdded& change) const {
    return operation::CreateIndex{change.index};
  }
  OperationVariant operator()(const IndexRemoved& change) const {
    operation::DropIndex drop;
    drop.name = change.index.name;
    drop.schema = table.schema;
    drop.table = table.table;
    drop.options = change.index.options;
    return drop;
  }
  OperationVariant operator()(const ConstraintAdded& change) const {
    return operation::AddConstraint{table.schema, table.table, change.constraint};
  }
  OperationVariant operator()(const ConstraintRemoved& change) const {
    operation::DropConstraint drop;
    drop.schema = table.schema;
    drop.table = table.table;
    drop.name = schema::name_of(change.constraint);
    drop.type = kind_of(change.constraint);
    return drop;
  }
  OperationVariant operator()(const TableCommentChanged& change) const {
    if (change.after) return operation::CreateTableComment{table.schema, table.table, change.after};
    return operation::DropTableComment{table.schema, table.table};
  }
};

}  // namespace

std::vector<Operation> operations_of(const Changes& changes) {
  std::vector<Operation> out;
  for (const Change& change : changes) {
    if (const auto* added = std::get_if<TableAdded>(&change)) {
      operation::CreateTable create;
      create.table = added->table;
      create.table.indexes.clear();
      out.push_back({std::move(create), {}});
    } else if (const auto* removed = std::get_if<TableRemoved>(&change)) {
      operation::DropTable drop;
      drop.schema = removed->table.schema;
      drop.table = removed->table.name;
      out.push_back({std::move(drop), {}});
    } else if (const auto* run = std::get_if<StatementRun>(&change)) {
      if (run->forth.empty()) continue;
      const schema::ExprPtr text =
          schema::make_expr(schema::TextClause{.text = run->forth, .verbatim = true, .binds = {}});
      out.push_back({operation::Execute{text}, {}});
    } else {
      const auto& changed = std::get<TableChanged>(change);
      for (const TableChange& one : changed.changes) {
        out.push_back({std::visit(TableChangeOperation{changed}, one), {}});
      }
    }
  }
  return out;
}

}  // namespace retort::diff
