// The only outside interface is coverage.h; coverage_report.cc holds its texts.
#include "command/coverage.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "command/scripts.h"
#include "revision/plan.h"
#include "runtime/offline_host.h"
#include "runtime/script_end.h"
#include "runtime/silent_reporter.h"
#include "runtime/symbolic_host.h"

namespace retort::command {
namespace {

/// The `--value` and `--type` options that the hints of an error name.
std::vector<std::string> options_in(const Error& error) {
  std::vector<std::string> out;
  for (const std::string& hint : error.hints) {
    for (const std::string_view option : {"--value ", "--type "}) {
      const std::size_t begin = hint.find(option);
      if (begin == std::string::npos) continue;
      const std::size_t equal = hint.find('=', begin);
      if (equal == std::string::npos) continue;
      out.push_back(hint.substr(begin, equal - begin) +
                    (option == "--value " ? "=<JSON>" : "=<type>"));
    }
  }
  return out;
}

/// A call that does not fit the function's parameters, as Python words it. upgrade() and
/// downgrade() themselves are called by Retort.
bool calls_wrongly(std::string_view message) {
  return message.starts_with("TypeError: ") &&
         message.find("() missing ") != std::string_view::npos &&
         !message.starts_with("TypeError: upgrade()") &&
         !message.starts_with("TypeError: downgrade()");
}

/// What Python's own objects do not have either: the script is wrong.
bool asks_for_what_is_not(std::string_view message) {
  constexpr std::array<std::string_view, 11> kComplete = {
      "'datetime'", "'date'", "'timedelta'", "'str'",   "'int'",     "'float'",
      "'list'",     "'dict'", "'tuple'",     "'bytes'", "'NoneType'"};
  if (!message.starts_with("AttributeError: ")) return false;
  message.remove_prefix(std::string_view("AttributeError: ").size());
  return message.find("' object has no attribute '") != std::string_view::npos &&
         std::ranges::any_of(kComplete,
                             [&](std::string_view type) { return message.starts_with(type); });
}

/// A class that the script neither defines nor imports, by name at least.
bool lacks_class(const Error& error) {
  constexpr std::string_view kBeginning = "NameError: name '";
  return error.message.starts_with(kBeginning) && error.place &&
         !error.place->file.starts_with("<") && error.message.size() > kBeginning.size() &&
         error.message[kBeginning.size()] >= 'A' && error.message[kBeginning.size()] <= 'Z' &&
         error.message.find("Error'") == std::string::npos &&
         error.message.find("Warning'") == std::string::npos;
}

/// Arguments that SQLAlchemy and Alembic refuse in the same way.
bool is_refused_argument(std::string_view message) {
  return message.starts_with("ArgumentError: Argument 'arg' is expected to be one of type") ||
         message == "TypeError: column_name must be str, not Column";
}

/// Whether the exception is one that missing rows and tables cause.
bool comes_of_emptiness(std::string_view message) {
  constexpr std::array<std::string_view, 9> kBeginnings = {
      "NoResultFound",     "NoSuchTableError", "No such table", "IndexError",       "StopIteration",
      "NoSuchColumnError", "KeyError",         "ValueError",    "UnboundLocalError"};
  return message.find("NoneType") != std::string_view::npos ||
         std::ranges::any_of(kBeginnings, [&](std::string_view beginning) {
           return message.starts_with(beginning);
         });
}

Verdict verdict_of(const Error& error, const runtime::SymbolicHost& host) {
  if (error.code == ErrorCode::unknown_value) return Verdict::value;
  if (host.refused()) return Verdict::refused;
  if (error.code == ErrorCode::command) return Verdict::raises;
  const bool raised = error.code == ErrorCode::script;
  if (raised &&
      (runtime::ends_on_purpose(error) || runtime::lacks_function(error.message) ||
       calls_wrongly(error.message) || is_refused_argument(error.message) || lacks_class(error))) {
    return Verdict::raises;
  }
  if (host.looked() && comes_of_emptiness(error.message)) return Verdict::database;
  if (raised && asks_for_what_is_not(error.message)) return Verdict::raises;
  return Verdict::missing;
}

}  // namespace

/// Runs the scripts of all revisions, each on both hosts.
class Judge::Prober {
 public:
  explicit Prober(Session& session)
      : online_(session.dialect(Mode::offline), session.settings(Mode::offline)),
        offline_(session.dialect(Mode::offline), session.settings(Mode::offline), silent_),
        online_scripts_(session),
        offline_scripts_(session),
        run_online_(online_scripts_.runner()),
        run_offline_(offline_scripts_.runner()) {}

  ScriptCoverage probe(revision::Index revision, revision::Operation operation) {
    revision::Step step;
    step.operation = operation;
    step.revision = revision;
    ScriptCoverage out;
    online_.begin_script();
    try {
      run_online_(step, online_);
      out.verdict = online_.looked() ? Verdict::database : Verdict::native;
    } catch (const Error& error) {
      out.verdict = verdict_of(error, online_);
      out.reason = error.message;
      out.place = error.place;
      if (out.verdict == Verdict::value) out.options = options_in(error);
    }
    out.offline = runs_offline(step);
    return out;
  }

 private:
  bool runs_offline(const revision::Step& step) {
    try {
      run_offline_(step, offline_);
      return true;
    } catch (const Error&) {
      return false;
    }
  }

  runtime::SilentReporter silent_;
  runtime::SymbolicHost online_;
  runtime::OfflineHost offline_;
  Scripts online_scripts_;
  Scripts offline_scripts_;
  runtime::RunScript run_online_;
  runtime::RunScript run_offline_;
};

Judge::Judge(Session& session) : prober_(std::make_unique<Prober>(session)) {}
Judge::~Judge() = default;

ScriptCoverage Judge::judge(revision::Index revision, revision::Operation operation) {
  return prober_->probe(revision, operation);
}

std::string_view name_of(Verdict verdict) {
  constexpr std::array<std::string_view, 6> kNames = {"native",  "database", "raises",
                                                      "refused", "value",    "missing"};
  return kNames[static_cast<std::size_t>(verdict)];
}

bool is_native(Verdict verdict) {
  return verdict != Verdict::value && verdict != Verdict::missing;
}

std::vector<RevisionCoverage> coverage(Session& session) {
  std::vector<revision::Index> order = revision::whole_history(session.graph());
  std::ranges::reverse(order);
  Judge judge(session);
  std::vector<RevisionCoverage> out;
  out.reserve(order.size());
  for (const revision::Index revision : order) {
    out.push_back({revision, judge.judge(revision, revision::Operation::upgrade),
                   judge.judge(revision, revision::Operation::downgrade)});
  }
  return out;
}

bool is_complete(const std::vector<RevisionCoverage>& revisions) {
  return std::ranges::all_of(revisions, [](const RevisionCoverage& entry) {
    return is_native(entry.upgrade.verdict) && is_native(entry.downgrade.verdict);
  });
}

}  // namespace retort::command
