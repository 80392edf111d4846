// The few facts about Unicode characters that the Python language depends on. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace retort::python {

/// Whether an identifier may begin with `c`.
bool is_identifier_start(char32_t c);

/// Whether `c` may stand inside an identifier.
bool is_identifier_continue(char32_t c);

/// Python's str.isprintable for one character: what repr() shows as it is.
bool is_printable(char32_t c);

struct DecodedCharacter {
  char32_t code;
  std::uint8_t length;  ///< Bytes, at least 1.
};

/// The character at `offset`. REQUIRES: offset < text.size(). Malformed bytes are U+FFFD, length 1;
/// three-byte surrogates are returned as they are.
DecodedCharacter decode_utf8(std::string_view text, std::size_t offset);

/// Appends `c`; a surrogate becomes its three bytes.
void append_utf8(std::string& out, char32_t c);

/// The character that Unicode calls `name`, of those that this program knows.
std::optional<char32_t> character_named(std::string_view name);

}  // namespace retort::python
