// What a migration file says about itself: `revision`, `down_revision`, `depends_on`,
// `branch_labels` and the docstring, read without running anything.
//
// A scanner looks at module-level statements only and understands every plain way of writing the
// header. What it cannot decide with certainty is left to a HeaderFallback, which parses the file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "revision/revision.h"

namespace retort::script {

/// The value of one header variable.
struct HeaderValue {
  enum class Kind {
    absent,    ///< Never assigned.
    none,      ///< `None`.
    text,      ///< A string.
    sequence,  ///< A tuple or list of strings.
  };
  Kind kind = Kind::absent;
  std::vector<std::string> items;  ///< One for a text.
  Span span;                       ///< The assignment.
  friend bool operator==(const HeaderValue&, const HeaderValue&) = default;
};

struct Header {
  HeaderValue revision;
  HeaderValue down_revision;
  HeaderValue depends_on;
  HeaderValue branch_labels;
  std::string docstring;  ///< As Python's `__doc__`; empty without one.
  friend bool operator==(const Header&, const Header&) = default;

  /// The variable with this name, or null if the name is none of the four.
  HeaderValue* variable(std::string_view name);
};

/// Reads headers that the scanner leaves undecided.
class HeaderFallback {
 public:
  HeaderFallback() = default;
  HeaderFallback(const HeaderFallback&) = delete;
  HeaderFallback& operator=(const HeaderFallback&) = delete;
  virtual ~HeaderFallback() = default;

  /// May be called by several threads at once. Errors: `parse` if the file does not parse,
  /// `unknown_value` if a header variable has a value that cannot be known.
  virtual Header read(const Source& source) const = 0;
};

/// The header, or nothing if the scanner cannot decide. The scan covers the whole file, as a later
/// assignment wins.
std::optional<Header> scan_header(const std::string& text);

/// A docstring, stripped.
std::string long_doc_of(std::string_view docstring);

}  // namespace retort::script
