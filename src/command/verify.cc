// The order is that of `upgrade heads`. It is cut into as many parts as there are jobs; a job runs
// up to its part without looking, which is cheap, and climbs the staircase there. Parts further up
// are therefore shorter.
#include "command/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "command/autogenerate.h"
#include "command/repeatable.h"
#include "command/repeatable_scripts.h"
#include "command/scratch_history.h"
#include "command/scratch_session.h"
#include "command/verify_orders.h"
#include "command/verify_rows.h"
#include "command/verify_staircase.h"
#include "inspect/database.h"
#include "revision/plan.h"
#include "runtime/silent_reporter.h"

namespace retort::command {
namespace {

using revision::Index;
using Severity = VerifyFinding::Severity;

/// Revisions for which a further scratch database pays off.
constexpr std::size_t kRevisionsPerJob = 40;
constexpr std::size_t kMostJobs = 8;
/// What a revision on the staircase costs, in upgrades without a look.
constexpr double kStairCost = 6;

/// What runs, in order; what was asked for begins at `first`.
struct Course {
  std::vector<Index> order;
  std::size_t first = 0;
  std::size_t count() const { return order.size() - first; }
};

std::set<Index> range_of(const revision::Graph& graph, const std::string& range) {
  const std::size_t colon = range.find(':');
  std::string lower = range.substr(0, colon);
  std::string upper = colon == std::string::npos ? lower : range.substr(colon + 1);
  if (lower.empty()) lower = "base";
  if (upper.empty()) upper = "heads";
  const std::vector<Index> found = revision::history_range(graph, lower, upper);
  return {found.begin(), found.end()};
}

/// What is needed before the range comes first; what comes after it is left out.
Course course_of(const revision::Graph& graph, const std::string& range) {
  Course out;
  std::vector<Index> order;
  for (const revision::Step& step : revision::plan_upgrade(graph, {}, "heads").steps) {
    order.push_back(step.revision);
  }
  if (range.empty()) return {std::move(order), 0};
  const std::set<Index> chosen = range_of(graph, range);
  std::set<Index> needed;
  for (auto at = order.rbegin(); at != order.rend(); ++at) {
    if (!chosen.contains(*at) && !needed.contains(*at)) continue;
    needed.insert(graph[*at].parents.begin(), graph[*at].parents.end());
  }
  for (const Index revision : order) {
    if (needed.contains(revision) && !chosen.contains(revision)) out.order.push_back(revision);
  }
  out.first = out.order.size();
  for (const Index revision : order) {
    if (chosen.contains(revision)) out.order.push_back(revision);
  }
  return out;
}

/// Where the parts of `jobs` jobs begin, and the end: all take equally long.
std::vector<std::size_t> parts_of(const Course& course, std::size_t jobs) {
  const auto ends = [&](double cost) {
    std::vector<std::size_t> out{course.first};
    for (std::size_t job = 0; job < jobs; ++job) {
      const double left = cost - static_cast<double>(out.back());
      const double length = std::max(0.0, left / kStairCost);
      const auto end = out.back() + static_cast<std::size_t>(length);
      out.push_back(std::min(end, course.order.size()));
    }
    return out;
  };
  double cost = 0;
  while (ends(cost).back() < course.order.size()) cost += kStairCost;
  return ends(cost);
}

std::size_t jobs_for(const VerifyOptions& options, const Course& course) {
  std::size_t jobs = options.jobs;
  if (jobs == 0) {
    jobs = std::min<std::size_t>(std::max(1U, std::thread::hardware_concurrency()), kMostJobs);
    jobs = std::min(jobs, 1 + course.count() / kRevisionsPerJob);
  }
  return std::clamp<std::size_t>(jobs, 1, std::max<std::size_t>(course.count(), 1));
}

class Verification {
 public:
  Verification(Session& session, const VerifyOptions& options)
      : session_(session), options_(options), course_(course_of(session.graph(), options.range)) {
    report_.dialect = session.dialect(Mode::offline).name();
    report_.revisions = course_.count();
  }

  VerifyReport run() && {
    const double begun = monotonic_seconds();
    make_databases();
    climb();
    const bool runs = std::ranges::none_of(report_.findings, [](const VerifyFinding& finding) {
      return finding.code == "upgrade-fails";
    });
    if (runs && options_.range.empty()) {
      compare_with_models();
      run_repeatables();
      if (with_orders_) {
        compare_branches();
        report_.orders = true;
      }
    }
    report_.seconds = monotonic_seconds() - begun;
    return std::move(report_);
  }

 private:
  struct Job {
    std::unique_ptr<RowSource> rows;  ///< May be null.
    std::unique_ptr<ScratchHistory> history;
    std::unique_ptr<Staircase> staircase;
    std::exception_ptr failure;
  };

  /// Null: the tables stay empty.
  std::unique_ptr<RowSource> rows() const {
    if (!options_.data.empty()) return std::make_unique<FileRows>(options_.data, report_.dialect);
    if (options_.seed_rows > 0) return std::make_unique<MadeUpRows>(options_.seed_rows);
    return nullptr;
  }

  bool branches() const {
    const revision::Graph& graph = session_.graph();
    return branch_order(graph, false) != branch_order(graph, true);
  }

  /// All of them before there is a thread or a connection.
  void make_databases() {
    with_orders_ = options_.range.empty() && branches();
    const std::size_t jobs = jobs_for(options_, course_);
    std::optional<database::Url> server = scratch_server(session_, report_.dialect);
    const auto make = [&](bool spare) {
      auto pair = std::make_unique<ScratchPair>(report_.dialect, server, spare);
      server = pair->server();
      return pair;
    };
    for (std::size_t i = 0; i < jobs; ++i) databases_.push_back(make(true));
    if (with_orders_) {
      for (auto& pair : order_databases_) pair = make(false);
    }
    report_.place = databases_.front()->place();
  }

  void climb() {
    const std::vector<std::size_t> parts = parts_of(course_, databases_.size());
    std::vector<Job> jobs(databases_.size());
    for (Job& job : jobs) job.rows = rows();
    const std::function<void(Index)> begin_step = [this](Index revision) { tell(revision); };
    const auto work = [&](std::size_t i) {
      Job& job = jobs[i];
      try {
        job.history = std::make_unique<ScratchHistory>(session_, *databases_[i]);
        job.staircase = std::make_unique<Staircase>(*job.history, job.rows.get(), begin_step);
        job.staircase->climb(course_.order, parts[i], parts[i + 1]);
      } catch (...) {
        job.failure = std::current_exception();
      }
    };
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 1; i < jobs.size(); ++i) threads.emplace_back(work, i);
      work(0);
    }
    for (Job& job : jobs) {
      if (job.failure) std::rethrow_exception(job.failure);
      report_.skipped += job.staircase->skipped;
      std::ranges::move(job.staircase->findings, std::back_inserter(report_.findings));
    }
    tell_refused(jobs.back());
  }

  VerifyFinding& add_note(std::string code, std::string message, const std::string& reason) {
    VerifyFinding finding;
    finding.severity = Severity::note;
    finding.code = std::move(code);
    finding.message = std::move(message);
    if (!reason.empty()) finding.details.push_back(reason);
    report_.findings.push_back(std::move(finding));
    return report_.findings.back();
  }

  /// Rows that no state of the database took.
  void tell_refused(const Job& last) {
    if (const auto* file = dynamic_cast<const FileRows*>(last.rows.get())) {
      for (const auto& [statement, reason] : file->refused()) {
        VerifyFinding& finding =
            add_note("rows-refused", "The database took this statement at no revision", reason);
        finding.file = file->path();
        finding.line = file->line_of(statement);
      }
    }
    if (const auto* made_up = dynamic_cast<const MadeUpRows*>(last.rows.get())) {
      for (const auto& [table, reason] : made_up->refused()) {
        add_note("rows-refused", fmt::format("No row could be made up for {}", table.name), reason);
      }
    }
  }

  void tell(Index revision) {
    const std::lock_guard lock(mutex_);
    const revision::RevisionSpec& spec = session_.graph()[revision].spec;
    session_.reporter().event(
        runtime::StepBegun{{++told_, course_.count(), spec.id, "verify", std::string(spec.doc())}});
  }

  /// On the database that has climbed to the heads.
  std::unique_ptr<Session> at_heads() {
    return session_on(session_, databases_.back()->main(), session_.files(), silence_);
  }

  void compare_with_models() {
    try {
      const auto [differences, unknown] = check(*at_heads());
      const std::string_view equal = unknown.empty() ? "equal" : "equal as far as they are known";
      report_.models = differences.empty() ? equal : "different";
      if (differences.empty()) return;
      VerifyFinding finding;
      finding.code = "models-differ";
      finding.message = "The models say something else than the history makes";
      finding.details = differences;
      finding.repair = "`retort revision --autogenerate` writes what is missing.";
      report_.findings.push_back(std::move(finding));
    } catch (const Error& error) {
      const bool none = error.message.find("does not provide a MetaData") != std::string::npos;
      report_.models = none ? "env.py gives no MetaData" : error.message;
    }
  }

  /// SQLite makes views of what is not there; only who reads them is told. Functions may be the
  /// application's own.
  void read_views(Session& session) {
    database::Connection& connection = session.connection(true);
    if (connection.dialect_name() != "sqlite") return;
    const auto views = inspect::inspect_database(connection).database.views;
    for (const RepeatableScript& script : repeatable_scripts(session, "sqlite")) {
      for (const schema::shape::View& view : views) {
        if (std::ranges::find(script.makes, view.name.name) == script.makes.end()) continue;
        try {
          connection.execute(
              fmt::format("SELECT 1 FROM {} LIMIT 0",
                          session.dialect(Mode::online).quote(view.name.name, true)));
        } catch (Error& error) {
          if (error.message.find("no such function") != error.message.npos) continue;
          error.place = Place{display_path(script.path), 1, 1, "", 1};
          throw;
        }
      }
    }
  }

  /// Each must run on the schema of the heads, and again where it has run.
  void run_repeatables() {
    const std::unique_ptr<Session> session = at_heads();
    const auto shape = [&] {
      return inspect::inspect_database(session->connection(true)).database;
    };
    VerifyFinding failure;
    failure.code = "repeatable-fails";
    failure.message = "A repeatable script fails on the schema of the heads";
    failure.repair =
        "Correct it, or name what has to run before it in a line `-- requires: NAME, ...`.";
    try {
      report_.repeatables = try_repeatables(*session);
      if (report_.repeatables == 0) return;
      read_views(*session);
      const schema::shape::Database once = shape();
      failure.code = "repeatable-not-repeatable";
      failure.message = "A repeatable script fails where it has run before";
      failure.repair = "Begin it with DROP ... IF EXISTS, or use CREATE OR REPLACE.";
      try_repeatables(*session);
      const schema::shape::Database again = shape();
      failure.message = "The repeatable scripts make something else where they have run before";
      failure.changes = changes_between(items_of(once), items_of(again));
      if (failure.changes.empty()) return;
    } catch (const Error& error) {
      tell_error(failure, error);
    }
    report_.findings.push_back(std::move(failure));
  }

  void compare_branches() {
    ScratchHistory first(session_, *order_databases_[0]);
    ScratchHistory second(session_, *order_databases_[1]);
    std::ranges::move(compare_orders(first, second, course_.order),
                      std::back_inserter(report_.findings));
  }

  Session& session_;
  const VerifyOptions& options_;
  const Course course_;
  VerifyReport report_;
  bool with_orders_ = false;
  std::vector<std::unique_ptr<ScratchPair>> databases_;
  std::unique_ptr<ScratchPair> order_databases_[2];
  runtime::SilentReporter silence_;
  std::mutex mutex_;
  std::size_t told_ = 0;
};

}  // namespace

std::string_view name_of(Severity severity) {
  if (severity == Severity::error) return "error";
  return severity == Severity::warning ? "warning" : "note";
}

int VerifyReport::exit_status() const {
  int out = 0;
  for (const VerifyFinding& finding : findings) {
    if (finding.severity == Severity::error) out = 2;
    if (finding.severity == Severity::warning) out = std::max(out, 1);
  }
  return out;
}

VerifyReport verify(Session& session, const VerifyOptions& options) {
  return Verification(session, options).run();
}

}  // namespace retort::command
