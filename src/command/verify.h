// `retort verify`: the history is tried on scratch databases, and what would go wrong in production
// is found there.
//
//   1. The staircase: from an empty database every revision runs up, down and up again. After the
//      downgrade the schema must be the one from before, after the second upgrade that of the
//      first.
//   2. Where the history branches, it runs once more with the branches in the other order; where
//      they meet, the schemas must be equal.
//   3. At the heads the database must be what the models say (`check`).
//   4. The repeatable scripts run there, and once more.
//
// With rows in the tables (Options::data, Options::seed) step 1 also finds what only fails on
// filled tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "command/session.h"
#include "schema/shape_changes.h"

namespace retort::command {

struct VerifyOptions {
  std::string range;          ///< `START:END` of what is tried; empty: everything.
  std::string data;           ///< A file with INSERT statements; empty: none.
  std::size_t seed_rows = 0;  ///< Rows that are made up for each table; 0: none.
  std::size_t jobs = 0;       ///< Scratch databases at once; 0: as many as pay off.
};

/// One thing that is wrong.
struct VerifyFinding {
  enum class Severity { error, warning, note };
  Severity severity = Severity::error;
  /// `upgrade-fails`, `fails-on-rows`, `irreversible`, `downgrade-fails`, `wrong-downgrade`,
  /// `upgrade-not-repeatable`, `order-dependent`, `models-differ`, `repeatable-fails`,
  /// `repeatable-not-repeatable`, `rows-refused`.
  std::string code;
  std::string revision;  ///< Empty: of the whole history.
  std::string file;      ///< Where it stands.
  int line = 0;          ///< 0: not known.
  std::string message;   ///< One sentence.
  std::vector<schema::shape::Change> changes;
  std::vector<std::string> details;  ///< Further lines: what the database said.
  std::string repair;                ///< What to do; may be empty.
};
/// `error`, `warning`, `note`.
std::string_view name_of(VerifyFinding::Severity severity);

struct VerifyReport {
  std::string dialect;
  std::string place;          ///< Where it ran, for people.
  std::size_t revisions = 0;  ///< That were tried.
  std::size_t skipped = 0;    ///< That were not, as one that they need fails.
  bool orders = false;        ///< Whether branches ran in both orders.
  /// What came of the comparison with the models: `equal`, `different`, or why there was none.
  std::string models;
  std::size_t repeatables = 0;  ///< Repeatable scripts that ran.
  double seconds = 0;
  std::vector<VerifyFinding> findings;  ///< In the order of the history.

  /// 0: nothing above notes; 1: warnings; 2: errors.
  int exit_status() const;
};

/// Tells `session`'s reporter of each revision as it goes (runtime::StepBegun). Errors: no scratch
/// database can be had; the history is malformed; the range or the data file cannot be read.
VerifyReport verify(Session& session, const VerifyOptions& options);

std::string verify_text(const VerifyReport& report);
Json verify_json(const VerifyReport& report);

}  // namespace retort::command
