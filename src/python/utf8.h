// Small helpers over UTF-8 texts (a lone surrogate counts as a three-byte character).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace retort::python {

/// Bytes of the character that starts with `lead`.
inline std::size_t utf8_width(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}
/// Number of characters.
std::size_t utf8_length(std::string_view text);
/// Byte offset of the `index`-th character (or the end).
std::size_t utf8_offset(std::string_view text, std::size_t index);
/// The character at byte `offset`.
char32_t utf8_decode(std::string_view text, std::size_t offset);
void utf8_append(std::string& text, char32_t character);
/// False for malformed bytes.
bool utf8_valid(std::string_view text);

/// Case mapping and classes of the Latin, Greek and Cyrillic letters; ASCII for the rest.
char32_t to_upper(char32_t character);
char32_t to_lower(char32_t character);
bool is_letter(char32_t character);
bool is_space(char32_t character);
/// `repr()` of a str, or `ascii()`.
std::string quote_string(std::string_view text, bool ascii_only = false);
/// `repr()` of a bytes.
std::string quote_bytes(std::string_view data);

}  // namespace retort::python
