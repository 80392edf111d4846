// `retort doctor`: everything that is wrong with a project, in one run.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command/session.h"
#include "doctor/finding.h"
#include "doctor/history.h"
#include "doctor/lost_and_found.h"

namespace retort::command {

struct DoctorRequest {
  std::vector<std::string> select;  ///< Codes, beginnings of codes, or names; empty: all.
  std::vector<std::string> ignore;
  /// A commit, branch or tag of git: only what is new since then.
  std::optional<std::string> since;
  std::optional<std::string> baseline;  ///< A file of findings that are known.
  bool models = false;  ///< Whether the models of the application are read, for RT310.
};

struct Diagnosis {
  std::vector<doctor::Finding> findings;  ///< What blocks first comes first.
  std::size_t known = 0;                  ///< Findings that the baseline has, left out above.
};

/// Errors: `usage` for a code that does not exist, `config` and `io` for a configuration or
/// baseline that cannot be read. A broken history is no error: that is what it is for.
Diagnosis diagnose(Session& session, const DoctorRequest& request);

/// What the files alone tell, as far as the request wants it.
void examine(Session& session, const DoctorRequest& request, const doctor::History& history,
             const doctor::LostAndFound& git, doctor::Findings& found);

/// Writes the findings' fingerprints, for `DoctorRequest::baseline`. Errors: `io`.
void write_baseline(const std::string& path, const std::vector<doctor::Finding>& findings);

}  // namespace retort::command
