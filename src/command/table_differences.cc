// The only outside interface is table_differences.h.
#include "command/table_differences.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>
#include <variant>

#include "command/compare_host.h"
#include "diff/compare.h"
#include "diff/operations.h"
#include "diff/repr.h"
#include "diff/table_order.h"
#include "inspect/catalog.h"
#include "schema/attach.h"

namespace retort::command {
namespace {

using diff::Change;
using operation::Operation;

struct TableOf {
  const std::string& schema;
  const std::string& table;
};

TableOf table_of(const Change& change) {
  static const std::string none;
  struct Visitor {
    TableOf operator()(const diff::TableAdded& one) const {
      return {one.table.schema, one.table.name};
    }
    TableOf operator()(const diff::TableRemoved& one) const {
      return {one.table.schema, one.table.name};
    }
    TableOf operator()(const diff::TableChanged& one) const { return {one.schema, one.table}; }
    TableOf operator()(const diff::StatementRun&) const { return {none, none}; }
  };
  return std::visit(Visitor{}, change);
}

bool drops(const Change& change) {
  if (std::holds_alternative<diff::TableRemoved>(change)) return true;
  const auto* changed = std::get_if<diff::TableChanged>(&change);
  return changed != nullptr && std::ranges::any_of(changed->changes, [](const auto& one) {
           return std::holds_alternative<diff::ColumnRemoved>(one);
         });
}

/// Writes changes in SQL, one after the other.
class Writer {
 public:
  Writer(Session& session, schema::Catalog& catalog) : dialect_(session.dialect(Mode::online)) {
    context_.catalog = &catalog;
    context_.naming_convention = session.settings(Mode::online).naming_convention;
  }

  std::vector<std::string> statements(const Change& change) {
    std::vector<Operation> operations = diff::operations_of({change});
    const auto* changed = std::get_if<diff::TableChanged>(&change);
    if (const auto* added = std::get_if<diff::TableAdded>(&change)) {
      added_.emplace(added->table.schema, added->table.name);
    }
    // Where a table can hardly be altered it is made anew, once for all of its changes.
    const bool together = changed != nullptr && dialect_.name() == "sqlite" &&
                          !added_.contains({changed->schema, changed->table});
    if (together) {
      operation::BatchAlterTable batch;
      batch.schema = changed->schema;
      batch.table = changed->table;
      batch.operations = std::move(operations);
      operations.clear();
      operations.push_back({std::move(batch), {}});
    }
    std::vector<std::string> out;
    for (const Operation& operation : operations) {
      for (const dialect::Statement& statement : dialect_.render(operation, context_)) {
        out.push_back(dialect::offline_text(statement));
      }
    }
    return out;
  }

 private:
  const dialect::Dialect& dialect_;
  dialect::RenderContext context_;
  std::set<std::pair<std::string, std::string>> added_;
};

}  // namespace

std::vector<TableDifference> table_differences(Session& session,
                                               const std::vector<schema::Table>& desired) {
  database::Connection& connection = session.connection(false);
  const runtime::Settings& known = session.settings(Mode::online);
  diff::Settings settings;
  settings.version_table = known.version_table;
  settings.version_table_schema = known.version_table_schema;
  settings.compare_server_default = true;
  std::vector<schema::Table> attached;
  std::set<std::string> schemas = {""};
  for (const schema::Table& table : desired) {
    attached.push_back(schema::attach(table, known.naming_convention));
    schemas.insert(table.schema);
  }
  settings.include_schemas = schemas.size() > 1;
  std::vector<const schema::Table*> tables;
  for (const schema::Table& table : attached) tables.push_back(&table);
  const std::unique_ptr<schema::Catalog> catalog = inspect::open_catalog(connection);
  const dialect::Dialect& dialect = session.dialect(Mode::online);
  CompareHost host(connection);
  const diff::Changes changes = diff::compare(
      {diff::tables_in_order(tables), *catalog, dialect, diff::family_of(dialect), settings, host});
  std::vector<TableDifference> out;
  Writer writer(session, *catalog);
  for (const Change& change : changes) {
    const TableOf table = table_of(change);
    // The version table's schema may be the default one, named.
    if (!schemas.contains(table.schema) || table.table == known.version_table) continue;
    out.push_back({table.schema, table.table, diff::reprs({change}), writer.statements(change),
                   drops(change)});
  }
  return out;
}

}  // namespace retort::command
