// Findings as text for people and for the tools that show them in reviews.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "doctor/finding.h"

namespace retort::doctor {

/// For a terminal or a log: each with its line, its caret, evidence and repair; a summary at last.
std::string findings_text(const std::vector<Finding>& findings);
/// `{"findings":[{code, name, severity, message, file, line, column, revisions, evidence, breaks,
/// repair, fingerprint}], "summary": {errors, warnings, infos}}`.
Json findings_json(const std::vector<Finding>& findings);
/// SARIF 2.1.0 (OASIS), one run with a rule for each kind that was found.
Json findings_sarif(const std::vector<Finding>& findings);
/// Workflow commands of GitHub Actions, a line each.
std::string findings_github(const std::vector<Finding>& findings);
/// One page that needs nothing else.
std::string findings_html(const std::vector<Finding>& findings);

}  // namespace retort::doctor
