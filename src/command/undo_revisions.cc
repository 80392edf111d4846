// The only outside interface is undo_revisions.h.
#include "command/undo_revisions.h"

#include <fmt/format.h>

#include <utility>

#include "base/error.h"
#include "command/scripts.h"
#include "command/undo_operations.h"
#include "inspect/catalog.h"
#include "runtime/symbolic_host.h"

namespace retort::command {
namespace {

using operation::Operation;

/// Keeps what a script asks for. Its questions about the schema are answered by the database.
class Recorder final : public runtime::SymbolicHost {
 public:
  Recorder(const dialect::Dialect& dialect, const runtime::Settings& settings,
           schema::Catalog& catalog, std::vector<Operation>& operations)
      : SymbolicHost(dialect, settings), catalog_(catalog), operations_(operations) {}

  void emit(Operation operation) override {
    auto* batch = std::get_if<operation::BatchAlterTable>(&operation.value);
    if (batch == nullptr || dialect().name() == "sqlite") {
      operations_.push_back(std::move(operation));
      return;
    }
    for (Operation& part : batch->operations) operations_.push_back(std::move(part));
  }
  std::unique_ptr<script::RowSource> query(schema::ExprPtr statement,
                                           const Origin& origin) override {
    operations_.push_back({operation::Execute{statement}, origin});
    return SymbolicHost::query(std::move(statement), origin);
  }
  std::unique_ptr<script::RowSource> query_text(const std::string& sql,
                                                const std::vector<schema::Literal>& parameters,
                                                const Origin& origin) override {
    operations_.push_back(sql_operation(sql, origin));
    return SymbolicHost::query_text(sql, parameters, origin);
  }
  void run_sql(script::SqlCommand command) override {
    operations_.push_back(sql_operation(std::move(command.text), command.origin));
  }
  schema::Catalog& catalog() override { return catalog_; }
  bool takes_unknown_types() const override { return true; }

 private:
  schema::Catalog& catalog_;
  std::vector<Operation>& operations_;
};

}  // namespace

RevisionUndo::RevisionUndo(Session& session)
    : session_(session),
      connection_(session.connection(true)),
      catalog_(inspect::open_catalog(connection_)) {}

RevisionUndo::~RevisionUndo() = default;

Recording record_operations(Session& session, schema::Catalog& catalog, revision::Index revision,
                            revision::Operation direction) {
  Recording out;
  Recorder host(session.dialect(Mode::online), session.settings(Mode::online), catalog,
                out.operations);
  revision::Step step;
  step.operation = direction;
  step.revision = revision;
  catalog.invalidate();
  // A host is good for one runner.
  Scripts scripts(session);
  try {
    scripts.runner()(step, host);
  } catch (const Error& error) {
    out.failure = error.message;
  }
  return out;
}

void RevisionUndo::undo(revision::Index revision, Way way) {
  const std::string& id = session_.graph().id(revision);
  const Recording down =
      record_operations(session_, *catalog_, revision, revision::Operation::downgrade);
  const bool has_downgrade = down.failure.empty() && !down.operations.empty();
  if (way == Way::downgrade && has_downgrade) return carry_out(down.operations);
  const Recording up =
      record_operations(session_, *catalog_, revision, revision::Operation::upgrade);
  if (!up.failure.empty()) {
    notes_.push_back(fmt::format("{}: upgrade() is followed up to: {}", id, up.failure));
    if (has_downgrade) return carry_out(down.operations);
  }
  std::string obstacle;
  const auto inverse = undo_operations(
      {session_.dialect(Mode::online).name(), up.operations, down.operations, *catalog_}, obstacle);
  if (inverse) return carry_out(*inverse);
  if (has_downgrade) return carry_out(down.operations);
  notes_.push_back(fmt::format("{} cannot be undone: {}", id, obstacle));
}

void RevisionUndo::carry_out(const std::vector<Operation>& operations) {
  dialect::RenderContext context;
  context.catalog = catalog_.get();
  context.naming_convention = session_.settings(Mode::online).naming_convention;
  for (const Operation& operation : operations) {
    catalog_->invalidate();
    std::vector<dialect::Statement> statements;
    try {
      statements = session_.dialect(Mode::online).render(operation, context);
    } catch (const Error& error) {
      note(operation.origin, error.message);
      continue;
    }
    const bool together = connection_.dialect_name() == "sqlite";
    if (together) connection_.execute("SAVEPOINT undo");
    bool failed = false;
    for (const dialect::Statement& statement : statements) {
      if (!together && is_about_rows(statement.text, connection_.dialect_name())) continue;
      try {
        if (!together || !failed) connection_.execute(statement.text);
      } catch (const Error& error) {
        if (error.code != ErrorCode::database) throw;
        note(operation.origin, error.message);
        failed = true;
      }
    }
    if (together && failed) connection_.execute("ROLLBACK TO undo");
    if (together) connection_.execute("RELEASE undo");
  }
  catalog_->invalidate();
}

void RevisionUndo::note(const Origin& origin, const std::string& text) {
  const Place place = origin.source == nullptr ? Place{} : place_of(origin);
  notes_.push_back(place.file.empty() ? text
                                      : fmt::format("{}:{}: {}", place.file, place.line, text));
}

}  // namespace retort::command
