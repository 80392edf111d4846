#include "base/source.h"

#include <algorithm>

namespace retort {
namespace {

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

int count_characters(std::string_view text) {
  return static_cast<int>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

}  // namespace

int line_of(std::string_view text, std::size_t offset) {
  text = text.substr(0, offset);
  int line = 1;
  for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) ++line;
  return line;
}

LinePlaces::Found LinePlaces::find(Span span) {
  const std::size_t begin = std::min<std::size_t>(span.begin, text_.size());
  std::size_t start = text_.rfind('\n', begin == 0 ? 0 : begin - 1);
  start = (begin == 0 || start == std::string_view::npos) ? 0 : start + 1;
  std::size_t stop = text_.find('\n', begin);
  if (stop == std::string_view::npos) stop = text_.size();
  if (stop > start && text_[stop - 1] == '\r') --stop;

  if (begin < counted_) {
    counted_ = 0;
    line_ = 1;
  }
  line_ += line_of(text_.substr(counted_), begin - counted_) - 1;
  counted_ = begin;

  Found found;
  found.line = line_;
  found.column = 1 + count_characters(text_.substr(start, begin - start));
  found.line_text = text_.substr(start, stop > start ? stop - start : 0);
  const std::size_t marked_end = std::clamp<std::size_t>(span.end, begin, std::max(begin, stop));
  found.width = std::max(1, count_characters(text_.substr(begin, marked_end - begin)));
  return found;
}

Place place_in(const Source& source, Span span) {
  const LinePlaces::Found found = LinePlaces(source.text).find(span);
  return {source.path, found.line, found.column, std::string(found.line_text), found.width};
}

Place place_of(const Origin& origin) {
  return origin.source ? place_in(*origin.source, origin.span) : Place{};
}

std::string to_string(const Place& place) {
  std::string out = place.file;
  if (place.line > 0) {
    if (!out.empty()) out += ':';
    out += std::to_string(place.line);
    if (place.column > 0) out += ':' + std::to_string(place.column);
  }
  return out;
}

std::string excerpt(const Place& place) {
  if (place.line_text.empty()) return {};
  std::string out = place.line_text + '\n';
  // Tabs are repeated so that the caret stands under its character whatever the tab width.
  int column = 1;
  for (const char c : place.line_text) {
    if (column >= place.column) break;
    if (is_continuation(c)) continue;
    out += c == '\t' ? '\t' : ' ';
    ++column;
  }
  while (column++ < place.column) out += ' ';
  out.append(static_cast<std::size_t>(std::max(1, place.width)), '^');
  return out + '\n';
}

}  // namespace retort
