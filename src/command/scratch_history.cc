// reset() does not undo anything: a spare database, which only ever goes up, is brought to where
// the main one should be and takes its place as a copy (PostgreSQL: as a template; SQLite: the
// file). So a revision runs at most once more, however many resets there are. Where a database
// cannot be copied, the main one is emptied and runs everything again.
#include "command/scratch_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "command/python_steps.h"
#include "command/scratch_session.h"
#include "command/shape_scope.h"
#include "command/sql_file.h"
#include "inspect/catalog.h"
#include "revision/rows.h"
#include "runtime/run.h"

namespace retort::command {
namespace {

/// How often a session reads before it plans its queries anew.
constexpr std::size_t kReadsPerPlan = 60;

}  // namespace

ScratchPair::ScratchPair(std::string_view dialect, const std::optional<database::Url>& server,
                         bool spare)
    : server_(server) {
  const bool file = dialect == "sqlite";
  if (!file && !server_) {
    started_ = std::make_unique<runtime::ScratchDatabase>(dialect, std::nullopt);
    server_ = started_->url();
  }
  main_ = std::make_unique<runtime::ScratchDatabase>(dialect, server_);
  if (spare && (file || dialect == "postgresql")) {
    spare_ = std::make_unique<runtime::ScratchDatabase>(dialect, server_);
  }
  place_ = started_ == nullptr ? main_->place() : started_->place();
}

/// Hears nothing but how many statements a step had.
class ScratchHistory::Counter final : public runtime::Reporter {
 public:
  std::size_t statements = 0;

  void log(std::string_view, std::string_view, std::string_view) override {}
  void event(const runtime::Event& event) override {
    if (const auto* ended = std::get_if<runtime::StepEnded>(&event)) statements = ended->statements;
  }
  void print(std::string_view) override {}
  void sql(std::string_view) override {}
};

ScratchHistory::ScratchHistory(Session& session, const ScratchPair& databases,
                               const FileSystem* imports)
    : databases_(databases),
      request_(session.request()),
      files_(session.files()),
      imports_(imports),
      counter_(std::make_unique<Counter>()) {
  session_ = open(databases_.main());
  scripts_ = std::make_unique<Scripts>(*session_);
}

ScratchHistory::~ScratchHistory() = default;

std::unique_ptr<Session> ScratchHistory::open(const database::Url& url) {
  auto session = std::make_unique<Session>(on_scratch(request_, url), *counter_);
  session->use_files(files_);
  if (imports_ != nullptr) session->use_imports(*imports_);
  session->keep_sources();
  database::Connection& connection = session->connection(true);
  // Nobody misses a scratch database after a crash.
  if (connection.dialect_name() == "sqlite") {
    connection.execute("PRAGMA synchronous = OFF");
  } else if (connection.dialect_name() == "postgresql") {
    connection.execute("SET synchronous_commit = off");
  }
  return session;
}

database::Connection& ScratchHistory::connection() {
  return session_->connection(true);
}

void ScratchHistory::run(Session& session, Scripts& scripts, std::vector<revision::Index>& rows,
                         revision::Operation operation, revision::Index revision,
                         const runtime::RunScript& instead) {
  revision::VersionRows after(session.graph(), rows);
  revision::Step step;
  step.operation = operation;
  step.revision = revision;
  step.rows = operation == revision::Operation::upgrade ? after.upgrade(revision)
                                                        : after.downgrade(revision);
  revision::Plan plan;
  plan.steps.push_back(std::move(step));
  plan.heads = session.graph().ids(after.rows());
  runtime::RunContext context = session.run_context(Mode::online);
  context.name = "verify";
  PythonSteps python(session, Mode::online);
  const bool foreign = python.expect(plan).steps.size() < plan.steps.size();
  context.foreign = &python;
  database::Connection& connection = session.connection(true);
  const std::unique_ptr<schema::Catalog> catalog = inspect::open_catalog(connection);
  counter_->statements = 0;
  scripts.next_run();
  try {
    runtime::run_online(
        connection, *catalog, context, [&](const std::vector<std::string>&) { return plan; },
        instead ? instead : scripts.runner());
  } catch (const Error&) {
    shape_.reset();
    throw;
  }
  statements_ = counter_->statements;
  // The version table may have been made; what Python has run is not counted.
  if (statements_ > 0 || rows.empty() || foreign) shape_.reset();
  rows = after.rows();
}

void ScratchHistory::upgrade(revision::Index revision) {
  run(*session_, *scripts_, rows_, revision::Operation::upgrade, revision);
}

void ScratchHistory::note_upgraded(revision::Index revision) {
  run(*session_, *scripts_, rows_, revision::Operation::upgrade, revision,
      [](const revision::Step&, script::Host&) {});
}

void ScratchHistory::downgrade(revision::Index revision) {
  run(*session_, *scripts_, rows_, revision::Operation::downgrade, revision);
}

void ScratchHistory::close() {
  reader_.reset();
  reading_.reset();
  scripts_.reset();
  session_.reset();
}

void ScratchHistory::copy_spare() {
  const database::Url& main = databases_.main();
  if (!databases_.server()) {
    real_files().write(*main.database, real_files().read(*databases_.spare()->database));
    return;
  }
  const auto connection = database::connect(*databases_.server());
  run_alone(*connection, fmt::format("DROP DATABASE \"{}\"", *main.database));
  run_alone(*connection, fmt::format("CREATE DATABASE \"{}\" TEMPLATE \"{}\"", *main.database,
                                     *databases_.spare()->database));
}

void ScratchHistory::make_empty() {
  const auto connection = database::connect(*databases_.server());
  connection->execute(fmt::format("DROP DATABASE `{}`", *databases_.main().database));
  connection->execute(fmt::format("CREATE DATABASE `{}`", *databases_.main().database));
}

void ScratchHistory::reset(const std::vector<revision::Index>& revisions) {
  close();
  shape_.reset();
  rows_.clear();
  if (databases_.spare() != nullptr) {
    const std::unique_ptr<Session> spare = open(*databases_.spare());
    Scripts scripts(*spare);
    const bool begins = spare_done_.size() <= revisions.size() &&
                        std::equal(spare_done_.begin(), spare_done_.end(), revisions.begin());
    if (!begins)
      throw Error(ErrorCode::internal, "a scratch database was reset to what came before");
    for (std::size_t i = spare_done_.size(); i < revisions.size(); ++i) {
      run(*spare, scripts, spare_rows_, revision::Operation::upgrade, revisions[i]);
      spare_done_.push_back(revisions[i]);
    }
    rows_ = spare_rows_;
  }
  if (databases_.spare() != nullptr) {
    copy_spare();
  } else {
    make_empty();
  }
  session_ = open(databases_.main());
  scripts_ = std::make_unique<Scripts>(*session_);
  if (databases_.spare() != nullptr) return;
  for (const revision::Index revision : revisions) upgrade(revision);
}

const schema::shape::Database& ScratchHistory::shape() {
  if (shape_) return *shape_;
  // What was planned for an empty database suits a full one badly.
  if (++reads_ % kReadsPerPlan == 0) {
    reader_.reset();
    reading_.reset();
  }
  if (reader_ == nullptr) {
    // Scripts may leave anything behind in their session.
    if (connection().dialect_name() == "postgresql") {
      reading_ = database::connect(databases_.main());
    }
    reader_ = std::make_unique<inspect::ShapeReader>(reading_ ? *reading_ : connection());
  }
  return shape_.emplace(reader_->read());
}

schema::shape::Name ScratchHistory::version_table() {
  return version_table_of(session_->settings(Mode::online), connection());
}

schema::shape::Items ScratchHistory::items() {
  return schema::shape::items_of(shape(), version_table());
}

}  // namespace retort::command
