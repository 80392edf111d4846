// The only outside interface is text_lines.h.
#include "doctor/text_lines.h"

#include <algorithm>

namespace retort::doctor {

std::string_view trimmed(std::string_view text, std::string_view of) {
  const std::size_t begin = text.find_first_not_of(of);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(of) - begin + 1);
}

std::optional<TextLine> line_with(const std::string& text, std::string_view name) {
  for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
    if (at > 0 && text[at - 1] != '\n' && text[at - 1] != '"' && text[at - 1] != '\'') continue;
    const std::size_t end = std::min(text.find('\n', at), text.size());
    return TextLine{at, std::string_view(text).substr(at, end - at)};
  }
  return std::nullopt;
}

std::string_view value_in(const TextLine& line) {
  std::string_view value = line.text.substr(line.text.find(':') + 1);
  for (const std::string_view quotes : {"\"\"\"", "'''"})
    value = value.substr(0, value.find(quotes));
  return trimmed(value);
}

std::vector<std::string> ids_in(const TextLine& line) {
  std::vector<std::string> out;
  std::string_view rest = value_in(line);
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    const std::string_view id = trimmed(rest.substr(0, comma), " \t\r\n()'\"");
    if (!id.empty()) out.emplace_back(id);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return out;
}

std::optional<Conflict> conflict_in(const std::string& text) {
  const auto line_beginning_with = [&](std::string_view marker) {
    std::size_t at = text.find(marker);
    while (at != text.npos && at > 0 && text[at - 1] != '\n') at = text.find(marker, at + 1);
    return at;
  };
  const std::size_t begin = line_beginning_with("<<<<<<< ");
  if (begin == text.npos) return std::nullopt;
  const std::size_t end = line_beginning_with(">>>>>>> ");
  if (end == text.npos) return std::nullopt;
  return Conflict{begin, end};
}

}  // namespace retort::doctor
