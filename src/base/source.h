// A source text and places in it: what an error points at.
//
// A Source is immutable after construction and may be shared by threads. A Place is a plain value
// that no longer needs its Source.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace retort {

/// A text with the name that a user knows it by (a path, relative where the project is relative).
struct Source {
  std::string path;
  std::string text;
};

using SourcePtr = std::shared_ptr<const Source>;

/// A half-open range of byte offsets in a Source.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

/// A range in a source that may outlive the parser; resolved to a Place only when it is shown.
struct Origin {
  SourcePtr source;  ///< May be null: no known origin.
  Span span;
};

/// A resolved place: what `file:line:column` and the caret under the line need.
struct Place {
  std::string file;
  int line = 0;           ///< 1-based; 0 when there is no line.
  int column = 0;         ///< 1-based, in characters (code points); 0 when there is no column.
  std::string line_text;  ///< The line without its end.
  int width = 1;          ///< Number of characters to mark, at least 1, cut at the line's end.

  bool empty() const { return file.empty() && line == 0; }
  friend bool operator==(const Place&, const Place&) = default;
};

/// Resolves `span` in `source`. An offset past the end is taken as the end.
Place place_in(const Source& source, Span span);

/// The same for an origin; an empty Place when it has no source.
Place place_of(const Origin& origin);

/// 1-based line number of a byte offset.
int line_of(std::string_view text, std::size_t offset);

/// Resolves spans in one text, each line counted once if the spans are asked for in order.
class LinePlaces {
 public:
  explicit LinePlaces(std::string_view text) : text_(text) {}

  /// What a Place says of a span, but for the file; `line_text` is a part of the text.
  struct Found {
    int line = 0;
    int column = 0;
    std::string_view line_text;
    int width = 1;
  };
  Found find(Span span);

 private:
  std::string_view text_;
  std::size_t counted_ = 0;  ///< Up to here `line_` counts the lines.
  int line_ = 1;
};

/// `file:line:column`, with the parts that are known.
std::string to_string(const Place& place);

/// The source line and a caret line under it, each ended by a newline; empty without a line text.
std::string excerpt(const Place& place);

}  // namespace retort
