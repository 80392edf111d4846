// The only outside interface is desired.h.
#include "embed/desired.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "base/error.h"
#include "embed/failure.h"
#include "embed/operations_state.h"
#include "runtime/symbolic_host.h"

namespace retort::embed {
namespace {

/// Takes calls down as tables; nothing reaches a database.
class TableHost final : public runtime::SymbolicHost {
 public:
  using SymbolicHost::SymbolicHost;

  void emit(operation::Operation operation) override {
    origin_ = operation.origin;
    std::visit([this](auto& call) { take(call); }, operation.value);
  }
  std::unique_ptr<script::RowSource> query(schema::ExprPtr, const Origin& origin) override {
    origin_ = origin;
    refuse();
  }
  std::unique_ptr<script::RowSource> query_text(const std::string&,
                                                const std::vector<schema::Literal>&,
                                                const Origin& origin) override {
    origin_ = origin;
    refuse();
  }
  void run_sql(script::SqlCommand command) override {
    origin_ = command.origin;
    refuse();
  }

  std::vector<schema::Table> tables;

 private:
  void take(operation::CreateTable& call) { tables.push_back(std::move(call.table)); }
  void take(operation::CreateIndex& call) {
    find(call.index.table_schema, call.index.table).indexes.push_back(std::move(call.index));
  }
  void take(operation::AddConstraint& call) {
    find(call.schema, call.table).constraints.push_back(std::move(call.constraint));
  }
  void take(operation::AddColumn& call) {
    find(call.schema, call.table).columns.push_back(std::move(call.column));
  }
  void take(operation::CreateTableComment& call) {
    find(call.schema, call.table).comment = std::move(call.comment);
  }
  template <class Call>
  void take(Call&) {
    refuse();
  }

  schema::Table& find(const std::string& schema, const std::string& name) {
    const auto found = std::ranges::find_if(tables, [&](const schema::Table& table) {
      return table.schema == schema && table.name == name;
    });
    if (found != tables.end()) return *found;
    throw Error(ErrorCode::usage, "MigratorOptions::desired has no table " + name + " before this",
                place_of(origin_))
        .with_hint("Call create_table() for it first.");
  }
  [[noreturn]] void refuse() const {
    throw Error(ErrorCode::script, "MigratorOptions::desired describes tables, and nothing else",
                place_of(origin_))
        .with_hint("Use create_table(), create_index(), add_column() and what adds constraints.");
  }

  Origin origin_;
};

}  // namespace

std::vector<schema::Table> desired_tables(command::Session& session,
                                          const std::function<void(Operations&)>& describe) {
  using command::Mode;
  TableHost host(session.dialect(Mode::online), session.settings(Mode::online));
  Operations operations = CompiledRun::operations(host);
  engine_guarded("MigratorOptions::desired", [&] { describe(operations); });
  return std::move(host.tables);
}

}  // namespace retort::embed
