// The only outside interface is sql_place.h.
#include "runtime/sql_place.h"

#include <algorithm>
#include <charconv>

namespace retort::runtime {
namespace {

/// Where line `number` (from 1) begins; npos if there is none.
std::size_t line_begin(std::string_view text, int number) {
  std::size_t at = 0;
  for (int line = 1; line < number; ++line) {
    const std::size_t end = text.find('\n', at);
    if (end == text.npos) return text.npos;
    at = end + 1;
  }
  return at;
}

/// The byte offset of a place in the text that it was made from.
std::size_t offset_of(std::string_view text, const Place& place) {
  std::size_t at = line_begin(text, place.line);
  if (at == text.npos) return text.npos;
  for (int column = 1; column < place.column && at < text.size(); ++column) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  }
  return at;
}

/// The row in a context such as `COPY accounts, line 3, column id: "x"`.
std::optional<int> row_of(std::string_view context) {
  constexpr std::string_view kLine = ", line ";
  const std::size_t found = context.find(kLine);
  if (!context.starts_with("COPY ") || found == context.npos) return std::nullopt;
  int row = 0;
  const char* const begin = context.data() + found + kLine.size();
  const auto read = std::from_chars(begin, context.data() + context.size(), row);
  if (read.ec != std::errc() || row < 1) return std::nullopt;
  return row;
}

Span line_span(const Source& source, std::size_t begin) {
  const std::size_t end = std::min(source.text.find('\n', begin), source.text.size());
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

Place place_in_file(const Error& error, const Origin& origin, std::string_view sent,
                    const std::vector<script::TextShift>& shifts,
                    const std::optional<std::string_view>& rows) {
  const Source& source = *origin.source;
  const std::optional<int> row = rows ? row_of(error.server.context) : std::nullopt;
  if (row) {
    const std::size_t at = line_begin(*rows, *row);
    const auto begin = static_cast<std::size_t>(rows->data() - source.text.data());
    if (at < rows->size()) return place_in(source, line_span(source, begin + at));
  }
  const std::size_t at =
      error.statement_place ? offset_of(sent, *error.statement_place) : std::string_view::npos;
  if (at >= sent.size()) return place_in(source, origin.span);
  std::size_t written = origin.span.begin + at;
  auto width = static_cast<std::size_t>(error.statement_place->width);
  for (const script::TextShift& shift : shifts) {
    if (shift.sent > at) break;
    written = shift.inside ? shift.written : shift.written + at - shift.sent;
    if (shift.inside) width = source.text.find('}', written) + 1 - written;
  }
  return place_in(
      source, {static_cast<std::uint32_t>(written), static_cast<std::uint32_t>(written + width)});
}

}  // namespace retort::runtime
