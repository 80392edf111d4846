// A finding: one thing that is wrong with a project or its database, with the evidence for it.
//
// Every kind of finding has a stable code. The codes and their names are an interface: they stand
// in baseline files, in CI configurations and in docs/findings.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"

namespace retort::doctor {

enum class Severity {
  error,    ///< Something fails, or will.
  warning,  ///< Works today, and bites later.
  info,     ///< Worth knowing.
};

/// Stable name (`"error"`), as in JSON.
std::string_view name_of(Severity severity);

/// What is the same for all findings of a code.
struct Kind {
  std::string_view code;    ///< `RT101`.
  std::string_view name;    ///< `missing-parent`: an alternative to the code in options.
  Severity severity;        ///< Unless the check knows better.
  std::string_view title;   ///< A short noun phrase.
  std::string_view breaks;  ///< Which commands, on which databases; may be empty.
};

/// All kinds, by code.
const std::vector<Kind>& kinds();
/// Null if there is none with this code or name.
const Kind* find_kind(std::string_view code_or_name);

struct Finding {
  const Kind* kind = nullptr;
  Severity severity = Severity::error;
  std::string message;  ///< One sentence, without its place.
  Place place;          ///< Empty for what is in no file.
  std::vector<std::string> revisions;
  std::vector<std::string> evidence;  ///< A line each.
  std::string breaks;
  std::string repair;  ///< The command that repairs it, or what to do by hand; may be empty.
};

/// Collects findings; a check calls `add` and fills in what it knows.
class Findings {
 public:
  /// The finding's severity and `breaks` are the kind's. `code` must be known.
  Finding& add(std::string_view code, std::string message, Place place = {});
  /// What blocks first comes first: by severity, then by code, file and line.
  std::vector<Finding> sorted() &&;

 private:
  std::vector<Finding> all_;
};

/// What stays the same of a finding while lines are added above it: the key of a baseline.
std::string fingerprint(const Finding& finding);

/// 0: nothing above `info`; 1: warnings; 2: errors.
int exit_status(const std::vector<Finding>& findings);

}  // namespace retort::doctor
