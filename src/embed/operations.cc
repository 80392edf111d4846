// Operations on tables, columns and data; operations_schema.cc has the rest.
#include "retort/operations.h"

#include <utility>

#include "base/error.h"
#include "embed/convert.h"
#include "embed/failure.h"
#include "embed/operations_state.h"
#include "embed/query.h"

namespace retort {

namespace op = operation;
using embed::guarded;

void Operations::State::emit(op::OperationVariant value, const Caller& caller) {
  op::Operation operation{std::move(value), embed::origin_of(caller)};
  if (batch != nullptr) {
    batch->operations.push_back(std::move(operation));
    return;
  }
  guarded([&] { host.emit(std::move(operation)); });
}

void Operations::State::need_database(std::string_view what, const Caller& caller) const {
  if (!host.offline()) return;
  throw ErrorBridge::to_public(
      Error(ErrorCode::script,
            std::string(what) + " needs a live database, and SQL is being written out",
            place_of(embed::origin_of(caller)))
          .with_hint("Run this revision on a database, or guard the code with op.offline()."));
}

Operations CompiledRun::operations(script::Host& host) {
  return Operations(std::make_unique<Operations::State>(host));
}

Operations::Operations(std::unique_ptr<State> state) : state_(std::move(state)) {}
Operations::~Operations() = default;

std::string_view Operations::dialect() const {
  return state_->host.dialect().name();
}

bool Operations::offline() const {
  return state_->host.offline();
}

// ---- Tables -----------------------------------------------------------------------------------

void Operations::create_table(std::string name, const std::vector<TableItem>& items,
                              const TableOptions& options, Caller caller) {
  state_->emit(
      op::CreateTable{embed::table_of(std::move(name), items, options), options.if_not_exists},
      caller);
}

void Operations::drop_table(std::string name, const DropOptions& options, Caller caller) {
  op::DropTable drop;
  drop.schema = options.schema;
  drop.table = std::move(name);
  drop.if_exists = options.if_exists;
  state_->emit(std::move(drop), caller);
}

void Operations::rename_table(std::string old_name, std::string new_name, std::string schema,
                              Caller caller) {
  state_->emit(op::RenameTable{std::move(schema), std::move(old_name), std::move(new_name)},
               caller);
}

void Operations::create_table_comment(std::string table, std::string comment, std::string schema,
                                      Caller caller) {
  state_->emit(op::CreateTableComment{std::move(schema), std::move(table), std::move(comment)},
               caller);
}

void Operations::drop_table_comment(std::string table, std::string schema, Caller caller) {
  state_->emit(op::DropTableComment{std::move(schema), std::move(table)}, caller);
}

// ---- Columns ----------------------------------------------------------------------------------

void Operations::add_column(std::string table, const Column& column,
                            const AddColumnOptions& options, Caller caller) {
  op::AddColumn add;
  add.schema = options.schema;
  add.table = std::move(table);
  add.column = column.definition();
  add.if_not_exists = options.if_not_exists;
  add.insert_before = options.before;
  add.insert_after = options.after;
  state_->emit(std::move(add), caller);
}

void Operations::drop_column(std::string table, std::string column, const DropOptions& options,
                             Caller caller) {
  op::DropColumn drop;
  drop.schema = options.schema;
  drop.table = std::move(table);
  drop.column = std::move(column);
  drop.if_exists = options.if_exists;
  state_->emit(std::move(drop), caller);
}

namespace {

std::optional<schema::Type> type_of(const std::optional<Type>& type) {
  if (!type) return std::nullopt;
  return type->definition();
}

std::optional<op::AlterColumn::DefaultChange> change_of(const std::optional<ServerDefault>& value) {
  if (!value) return std::nullopt;
  embed::DefaultParts parts = embed::default_of(*value);
  return op::AlterColumn::DefaultChange{std::move(parts.value), std::move(parts.identity),
                                        std::move(parts.computed)};
}

}  // namespace

void Operations::alter_column(std::string table, std::string column, const AlterColumn& change,
                              Caller caller) {
  op::AlterColumn alter;
  alter.schema = change.schema;
  alter.table = std::move(table);
  alter.column = std::move(column);
  alter.nullable = change.nullable;
  alter.type = type_of(change.type);
  alter.new_name = change.new_name;
  alter.server_default = change_of(change.server_default);
  if (change.comment || change.drop_comment) alter.comment = change.comment;
  alter.autoincrement = change.autoincrement;
  alter.existing_type = type_of(change.existing_type);
  alter.existing_nullable = change.existing_nullable;
  alter.existing_server_default = change_of(change.existing_server_default);
  alter.existing_comment = change.existing_comment;
  alter.existing_autoincrement = change.existing_autoincrement;
  alter.options = embed::options_of(change.dialect);
  state_->emit(std::move(alter), caller);
}

// ---- Data -------------------------------------------------------------------------------------

void Operations::execute(const Sql& statement, const ExecuteOptions& options, Caller caller) {
  state_->emit(op::Execute{embed::expression_of(statement), options.autocommit}, caller);
}

void Operations::execute(std::string statement, const ExecuteOptions& options, Caller caller) {
  execute(Sql(std::move(statement)), options, caller);
}

void Operations::bulk_insert(std::string table, const Rows& rows, Caller caller) {
  op::BulkInsert insert;
  insert.schema = rows.schema;
  insert.table = std::move(table);
  for (const Column& column : rows.columns) insert.columns.push_back(column.definition());
  for (const auto& values : rows.rows) {
    if (values.size() != rows.columns.size()) {
      throw ErrorBridge::to_public(Error(ErrorCode::usage,
                                         "A row of bulk_insert() has " +
                                             std::to_string(values.size()) + " values for " +
                                             std::to_string(rows.columns.size()) + " columns",
                                         place_of(embed::origin_of(caller)))
                                       .with_hint("Give a value for every column; Null() is one."));
    }
    op::BulkInsert::Row row;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto* value = std::get_if<Value>(&values[i]);
      const schema::Column& column = rows.columns[i].definition();
      row.values.emplace_back(column.name, value == nullptr
                                               ? embed::expression_of(std::get<Sql>(values[i]))
                                               : schema::make_expr(schema::Constant{
                                                     embed::literal_of(*value), column.type}));
    }
    insert.rows.push_back(std::move(row));
  }
  state_->emit(std::move(insert), caller);
}

QueryResult Operations::query(const Sql& statement, Caller caller) {
  state_->need_database("A query", caller);
  return guarded([&] {
    return QueryResult(std::make_unique<QueryResult::Source>(
        state_->host.query(embed::expression_of(statement), embed::origin_of(caller))));
  });
}

QueryResult Operations::query(std::string statement, Caller caller) {
  return query(Sql(std::move(statement)), caller);
}

// ---- Surroundings -----------------------------------------------------------------------------

void Operations::without_transaction(const std::function<void()>& body, Caller caller) {
  guarded([&] { state_->host.enter_autocommit(embed::origin_of(caller)); });
  body();
  guarded([&] { state_->host.leave_autocommit(); });
}

bool Operations::has_table(std::string_view table, std::string_view schema) {
  return guarded(
      [&] { return state_->host.catalog().has_table(std::string(schema), std::string(table)); });
}

std::vector<std::string> Operations::column_names(std::string_view table, std::string_view schema) {
  return guarded([&] {
    std::vector<std::string> names;
    for (const schema::ColumnInfo& info :
         state_->host.catalog().columns(std::string(schema), std::string(table))) {
      names.push_back(info.column.name);
    }
    return names;
  });
}

void Operations::log(std::string_view message) {
  guarded([&] { state_->host.log("INFO", "retort.migration", message); });
}

}  // namespace retort
