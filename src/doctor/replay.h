// The content checks: every revision's upgrade() and downgrade() runs against a model of the
// schema, in the order of the history, and what does not fit is found. No database is asked.
//
// A replay belongs to one thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "doctor/applier.h"
#include "doctor/finding.h"
#include "models/models.h"
#include "revision/graph.h"
#include "runtime/run.h"
#include "runtime/settings.h"

namespace retort::doctor {

struct ReplayInput {
  const revision::Graph& graph;
  const dialect::Dialect& dialect;
  const runtime::Settings& settings;
  runtime::RunScript run;
  /// The text of a revision's file; null when it cannot be read.
  std::function<SourcePtr(revision::Index)> source;
  /// By revision: whether its place in the history is not known, so that what exists before it is
  /// not either. May be empty.
  std::vector<char> unsettled;
  /// Revisions that others name and that no file defines: what seems to be created nowhere may be
  /// created there.
  std::vector<std::string> missing;
  bool outside_transactions = false;       ///< env.py asks for AUTOCOMMIT.
  const models::Models* models = nullptr;  ///< What RT310 compares with; null: nothing.
};

/// RT301 to RT310. The graph must be sound: that of a broken history is History::mended().
void check_content(const ReplayInput& input, Findings& findings);

// The parts of the above.

/// RT310: what the models have and the schema at the heads has not.
void check_models(const ReplayInput& input, Model& model, const std::vector<const State*>& heads,
                  Findings& findings);

/// How a run of a script ended.
enum class ScriptEnd : std::uint8_t {
  complete,  ///< To its end.
  raised,    ///< By `raise` or `assert`: on purpose.
  absent,    ///< There is no such function.
  failed,    ///< By a Python error that it would have anywhere.
  unknown,   ///< By something else: what only the application knows, missing rows, ...
};

struct ScriptRun {
  Trace trace;
  ScriptEnd end = ScriptEnd::complete;
  std::optional<Error> error;
  std::size_t asked = 0;  ///< Operations, statements and questions.
};

/// The states around upgrade() and downgrade().
struct RoundTrip {
  const State& before;
  const State& middle;
  const State& after;
};

struct Difference {
  std::string text;
  std::string step;  ///< The call that is missing in downgrade(); `...` is as it was before.
};

/// What upgrade() and downgrade() together left different.
std::vector<Difference> differences(const Model& model, const RoundTrip& states,
                                    const Trace& upgrade, const Trace& downgrade);

/// RT307 and RT308. `touches`: by revision. `order`: parents before children.
void check_branches(const revision::Graph& graph, const Model& model,
                    const std::vector<revision::Index>& order,
                    const std::vector<std::vector<Touch>>& touches, const State& last,
                    Findings& findings);

/// Tells the revisions of two lines apart that join: which of the common past's descendants only
/// one of them has.
class Sides {
 public:
  /// `position`: by revision, its place in an order with parents before children.
  Sides(const revision::Graph& graph, const std::vector<std::uint32_t>& position)
      : graph_(graph), position_(position), marks_(graph.size(), 0) {}

  void compute(const std::vector<revision::Index>& left, revision::Index right);
  Side of(revision::Index revision) const {
    if (revision == revision::kNone || revision >= marks_.size()) return Side::common;
    return marks_[revision] == 1 ? Side::left : marks_[revision] == 2 ? Side::right : Side::common;
  }
  /// Those that were marked, newest first.
  const std::vector<revision::Index>& marked() const { return marked_; }

 private:
  const revision::Graph& graph_;
  const std::vector<std::uint32_t>& position_;
  std::vector<std::uint8_t> marks_;
  std::vector<revision::Index> marked_;
};

}  // namespace retort::doctor
