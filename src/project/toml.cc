// The only outside interface is toml.h. The one file that includes toml++, which is slow to
// compile.
#include "project/toml.h"

#include <algorithm>

#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include "base/error.h"

namespace retort::project {
namespace {

/// Byte offset of a 1-based line and column (toml++ counts columns in characters; keys of
/// configurations are ASCII, and only the caret depends on it).
std::uint32_t offset_of(const Source& source, toml::source_position position) {
  std::size_t offset = 0;
  for (toml::source_index line = 1; line < position.line; ++line) {
    const std::size_t end = source.text.find('\n', offset);
    if (end == std::string::npos) break;
    offset = end + 1;
  }
  offset += position.column > 0 ? position.column - 1 : 0;
  return static_cast<std::uint32_t>(std::min(offset, source.text.size()));
}

/// From `begin` to the end of its line.
Span rest_of_line(const Source& source, std::uint32_t begin) {
  const std::size_t end = std::min(source.text.find('\n', begin), source.text.size());
  return {begin, static_cast<std::uint32_t>(end)};
}

TomlValue convert(const Source& source, const toml::node& node) {
  TomlValue out;
  out.span = rest_of_line(source, offset_of(source, node.source().begin));
  if (const auto* text = node.as_string()) {
    out.kind = TomlValue::Kind::string;
    out.text = text->get();
  } else if (const auto* boolean = node.as_boolean()) {
    out.kind = TomlValue::Kind::boolean;
    out.text = boolean->get() ? "true" : "false";
  } else if (const auto* integer = node.as_integer()) {
    out.kind = TomlValue::Kind::integer;
    out.text = std::to_string(integer->get());
  } else if (const auto* list = node.as_array()) {
    out.kind = TomlValue::Kind::list;
    for (const toml::node& item : *list) out.items.push_back(convert(source, item));
  } else if (const auto* table = node.as_table()) {
    out.kind = TomlValue::Kind::table;
    for (const auto& [key, value] : *table) {
      out.members.push_back({std::string(key.str()), convert(source, value)});
    }
  }
  return out;
}

}  // namespace

const TomlValue* TomlValue::find(std::string_view key) const {
  for (const auto& [name, value] : members) {
    if (name == key) return &value;
  }
  return nullptr;
}

TomlValue read_tool_table(const Source& source, std::string_view name) {
  TomlValue empty;
  empty.kind = TomlValue::Kind::table;
  try {
    const toml::table file = toml::parse(source.text, source.path);
    const auto node = file["tool"][name];
    if (!node) return empty;
    TomlValue found = convert(source, *node.node());
    if (found.kind == TomlValue::Kind::table) return found;
    throw Error(ErrorCode::config, "Incorrect TOML format", place_in(source, found.span))
        .with_hint("Write it as a table: [tool." + std::string(name) + "].");
  } catch (const toml::parse_error& error) {
    const std::uint32_t begin = offset_of(source, error.source().begin);
    throw Error(ErrorCode::config, std::string(error.description()),
                place_in(source, rest_of_line(source, begin)));
  }
}

}  // namespace retort::project
