// What can go wrong while a target is resolved, in Alembic's own words, and how a command says it.
//
// A Failure never leaves the module: every function that a command calls turns it into an Error.
#pragma once

#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"

namespace retort::revision {

class Failure : public std::exception {
 public:
  enum class Kind {
    plain,           ///< RevisionError: the text is shown as it is.
    resolution,      ///< ResolutionError: `argument` names nothing, or several revisions.
    multiple_heads,  ///< MultipleHeads: `argument` names several heads.
    range,           ///< RangeNotAncestorError: the ends are not on one branch.
  };

  explicit Failure(std::string raw_text) : raw(std::move(raw_text)) {}
  Failure(Kind failure_kind, std::string raw_text, std::string failed_argument)
      : kind(failure_kind), raw(std::move(raw_text)), argument(std::move(failed_argument)) {}

  static Failure multiple_heads(const std::vector<std::string>& heads, std::string argument);
  static Failure range(std::string lower, std::string upper);

  const char* what() const noexcept override { return raw.c_str(); }

  Kind kind = Kind::plain;
  std::string raw;       ///< The text of Alembic's exception.
  std::string argument;  ///< The identifier at fault.
  std::string lower;     ///< Ends of a range.
  std::string upper;
};

/// What a command knows that makes the text better (ScriptDirectory._catch_revision_errors).
/// `{start}`, `{end}` and `{argument}` are replaced in the texts.
struct FailureTexts {
  std::string ancestor =
      "Requested range {start}:{end} does not refer to ancestor/descendant revisions along the "
      "same branch";
  std::string multiple_heads =
      "Multiple head revisions are present for given argument '{argument}'; please specify a "
      "specific target revision, '<branchname>@{argument}' to narrow to a specific head, or "
      "'heads' for all heads";
  std::string start;  ///< Empty: the failure's own.
  std::string end;
  std::vector<std::string> rows;  ///< Of the database: an argument among them comes from there.
};

/// The Error (code `command`) for a failure; hints name the candidates, or how to find them.
Error to_error(const Failure& failure, const FailureTexts& texts);

/// Runs `work` and turns a Failure into an Error.
template <typename Work>
auto with_texts(const FailureTexts& texts, Work work) {
  try {
    return work();
  } catch (const Failure& failure) {
    throw to_error(failure, texts);
  }
}

}  // namespace retort::revision
