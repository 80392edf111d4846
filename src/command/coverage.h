// `retort coverage`: which revisions Retort runs by itself, and for the others why not.
//
// Every upgrade() and downgrade() is run without a database: once as if on-line, against a database
// that has no tables and gives no rows, and once as with --sql. What only an answer of the database
// could decide is not followed.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/source.h"
#include "command/session.h"
#include "revision/plan.h"

namespace retort::command {

/// How far a script runs by itself.
enum class Verdict {
  native,    ///< To its end.
  database,  ///< As far as can be seen without what only a database can answer.
  raises,    ///< To where it ends by itself: `raise`, `assert`, or there is no such function.
  refused,   ///< To an operation that the dialect cannot write; Alembic stops there too.
  value,     ///< It needs a value or a type that only the application knows.
  missing,   ///< It uses what Retort cannot evaluate.
};

/// Stable name, as in the table and in JSON.
std::string_view name_of(Verdict verdict);
/// Whether Retort does with such a script all that Alembic does.
bool is_native(Verdict verdict);

/// One upgrade() or downgrade().
struct ScriptCoverage {
  Verdict verdict = Verdict::native;
  bool offline = false;  ///< Whether --sql works too.
  std::string reason;    ///< Empty when it ran to its end.
  std::optional<Place> place;
  /// The options that supply what is unknown, e.g. `--value app.settings.pg=<JSON>`.
  std::vector<std::string> options;
};

struct RevisionCoverage {
  revision::Index revision = revision::kNone;
  ScriptCoverage upgrade;
  ScriptCoverage downgrade;
};

/// Runs scripts without a database, one by one.
class Judge {
 public:
  /// `session` must outlive it.
  explicit Judge(Session& session);
  ~Judge();

  ScriptCoverage judge(revision::Index revision, revision::Operation operation);

 private:
  class Prober;
  std::unique_ptr<Prober> prober_;
};

/// Of every revision, in the order in which they run. Needs to know the dialect, no connection.
std::vector<RevisionCoverage> coverage(Session& session);
/// Whether every revision is native.
bool is_complete(const std::vector<RevisionCoverage>& revisions);

/// A table with what is not native (`all`: everything), and a summary line.
std::string coverage_text(const revision::Graph& graph,
                          const std::vector<RevisionCoverage>& revisions, bool all);
/// The shape is in docs/json.md.
Json coverage_json(const revision::Graph& graph, const std::vector<RevisionCoverage>& revisions);

}  // namespace retort::command
