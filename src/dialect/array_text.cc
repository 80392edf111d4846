#include "dialect/array_text.h"

#include <utility>

namespace retort::dialect {

schema::LiteralList read_array(std::string_view text, std::size_t& position,
                               const std::function<schema::Literal(std::string)>& element) {
  schema::LiteralList out;
  ++position;
  while (position < text.size() && text[position] != '}') {
    if (text[position] == ',') {
      ++position;
      continue;
    }
    if (text[position] == '{') {
      out.push_back({read_array(text, position, element)});
      continue;
    }
    const bool quoted = text[position] == '"';
    if (quoted) ++position;
    std::string item;
    for (; position < text.size(); ++position) {
      const char c = text[position];
      if (quoted ? c == '"' : c == ',' || c == '}') break;
      const bool escape = c == '\\' && position + 1 < text.size();
      item += escape ? text[++position] : c;
    }
    if (quoted) ++position;
    const bool null = !quoted && item == "NULL";
    out.push_back(null ? schema::Literal{} : element(std::move(item)));
  }
  ++position;
  return out;
}

}  // namespace retort::dialect
