#include "schema/shape_writer.h"

#include <fmt/format.h>

#include <cstddef>

namespace retort::schema::shape {
namespace {

/// Bytes of the character that begins at `at`; 0: there is no such character.
std::size_t character_size(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  const unsigned lead = byte(0), next = byte(1);
  const std::size_t size = lead < 0x80                    ? 1
                           : lead >= 0xC2 && lead <= 0xDF ? 2
                           : lead >= 0xE0 && lead <= 0xEF ? 3
                           : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                          : 0;
  // Longer than needed, surrogates, and what is beyond Unicode.
  if ((lead == 0xE0 && next < 0xA0) || (lead == 0xED && next > 0x9F) ||
      (lead == 0xF0 && next < 0x90) || (lead == 0xF4 && next > 0x8F)) {
    return 0;
  }
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  }
  return size;
}

}  // namespace

void JsonWriter::write(const std::string& value) {
  text += '"';
  for (std::size_t at = 0; at < value.size();) {
    const char c = value[at];
    const unsigned byte = static_cast<unsigned char>(c);
    const std::size_t size = byte < 0x80 ? 1 : character_size(value, at);
    if (c == '"' || c == '\\') {
      text.append(1, '\\').append(1, c);
    } else if (c == '\n') {
      text += "\\n";
    } else if (c == '\t') {
      text += "\\t";
    } else if (byte < 0x20) {
      text += fmt::format("\\u{:04x}", byte);
    } else if (size == 0) {
      text += fmt::format("\\ufffd{:02x}", byte);
    } else {
      text.append(value, at, size);
    }
    at += size == 0 ? 1 : size;
  }
  text += '"';
}

}  // namespace retort::schema::shape
