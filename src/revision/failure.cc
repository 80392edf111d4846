#include "revision/failure.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace retort::revision {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// Alembic's own text where it names the candidates.
std::string resolution_hint(const Failure& failure, const FailureTexts& texts) {
  if (std::ranges::find(texts.rows, failure.argument) != texts.rows.end()) {
    return "The database is there, and no file here defines it: `retort doctor --url URL` looks "
           "for it in git, and `retort repair restore ID` brings it back.";
  }
  if (!failure.raw.starts_with("No such revision")) return failure.raw;
  return "`retort history` lists the revisions; the beginning of an id needs four characters.";
}

Error plain_error(const Failure& failure) {
  Error error(ErrorCode::command, failure.raw);
  if (failure.raw == "Ambiguous walk") {
    error.with_hint("There are several ways from a merge: name the revision to go to.");
  }
  if (failure.raw.starts_with("Relative revision")) {
    error.with_hint("`retort history` lists the revisions: there are not so many from there.");
  }
  return error;
}

}  // namespace

Failure Failure::multiple_heads(const std::vector<std::string>& heads, std::string argument) {
  std::string text = fmt::format("Multiple heads are present for given argument '{}'; {}", argument,
                                 fmt::join(heads, ", "));
  return {Kind::multiple_heads, std::move(text), std::move(argument)};
}

Failure Failure::range(std::string lower, std::string upper) {
  Failure failure(Kind::range,
                  fmt::format("Revision {} is not an ancestor of revision {}",
                              lower.empty() ? "base" : lower, upper.empty() ? "base" : upper),
                  {});
  failure.lower = std::move(lower);
  failure.upper = std::move(upper);
  return failure;
}

Error to_error(const Failure& failure, const FailureTexts& texts) {
  const auto or_else = [](const std::string& a, const std::string& b) { return a.empty() ? b : a; };
  switch (failure.kind) {
    case Failure::Kind::plain:
      return plain_error(failure);
    case Failure::Kind::resolution:
      return Error(ErrorCode::command,
                   fmt::format("Can't locate revision identified by '{}'", failure.argument))
          .with_hint(resolution_hint(failure, texts));
    case Failure::Kind::multiple_heads: {
      std::string text = texts.multiple_heads;
      replace_all(text, "{argument}", or_else(texts.end, failure.argument));
      const std::string heads = failure.raw.substr(failure.raw.rfind("; ") + 2);
      return Error(ErrorCode::command, std::move(text))
          .with_hint(
              fmt::format("Name one of {}, or `heads` for all of them; `retort merge heads` joins "
                          "them.",
                          heads));
    }
    case Failure::Kind::range: {
      std::string text = texts.ancestor;
      replace_all(text, "{start}", or_else(texts.start, failure.lower));
      replace_all(text, "{end}", or_else(texts.end, failure.upper));
      return {ErrorCode::command, std::move(text)};
    }
  }
  return {ErrorCode::internal, failure.raw};
}

}  // namespace retort::revision
