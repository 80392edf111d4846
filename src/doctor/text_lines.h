// The lines `Name: value` of a docstring, as Alembic's template writes them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::doctor {

/// A line of a text.
struct TextLine {
  std::size_t begin = 0;
  std::string_view text;  ///< Without its end.
};

/// The first line that begins with `name`, which a docstring's quotes may precede.
std::optional<TextLine> line_with(const std::string& text, std::string_view name);

/// What stands after the colon, without blanks.
std::string_view value_in(const TextLine& line);

/// The value as ids separated by commas, which old versions of Alembic wrote as a tuple.
std::vector<std::string> ids_in(const TextLine& line);

/// Where the markers that git leaves of an unfinished merge begin and end; `=======` alone may
/// underline a heading.
struct Conflict {
  std::size_t begin = 0;
  std::size_t end = 0;
};
std::optional<Conflict> conflict_in(const std::string& text);

/// Without blanks and line ends at both ends.
std::string_view trimmed(std::string_view text, std::string_view of = " \t\r\n");

}  // namespace retort::doctor
