// repr() of the built-in constants.
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

#include "python/dump.h"
#include "python/unicode.h"

namespace retort::python {
namespace {

char quote_for(std::string_view text) {
  const bool single = text.find('\'') != std::string_view::npos;
  return single && text.find('"') == std::string_view::npos ? '"' : '\'';
}

// True when `c` has a form of its own in a literal.
bool append_common(std::string& out, char32_t c, char quote) {
  switch (c) {
    case U'\\':
      out += "\\\\";
      return true;
    case U'\n':
      out += "\\n";
      return true;
    case U'\r':
      out += "\\r";
      return true;
    case U'\t':
      out += "\\t";
      return true;
    default:
      break;
  }
  if (c != static_cast<unsigned char>(quote)) return false;
  out += '\\';
  out += quote;
  return true;
}

}  // namespace

std::string repr_of_text(std::string_view text) {
  const char quote = quote_for(text);
  std::string out(1, quote);
  for (std::size_t i = 0; i < text.size();) {
    const DecodedCharacter c = decode_utf8(text, i);
    const auto code = static_cast<std::uint32_t>(c.code);
    if (append_common(out, c.code, quote)) {
    } else if (is_printable(c.code)) {
      out += text.substr(i, c.length);
    } else if (code < 0x100) {
      out += fmt::format("\\x{:02x}", code);
    } else if (code < 0x10000) {
      out += fmt::format("\\u{:04x}", code);
    } else {
      out += fmt::format("\\U{:08x}", code);
    }
    i += c.length;
  }
  return out + quote;
}

std::string repr_of_bytes(std::string_view bytes) {
  const char quote = quote_for(bytes);
  std::string out = {'b', quote};
  for (const char c : bytes) {
    const auto code = static_cast<unsigned char>(c);
    if (append_common(out, code, quote)) continue;
    if (code >= 0x20 && code < 0x7F) {
      out += c;
    } else {
      out += fmt::format("\\x{:02x}", code);
    }
  }
  return out + quote;
}

std::string repr_of_float(double value) {
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  if (std::isnan(value)) return "nan";
  std::array<char, 40> buffer;
  const auto scientific = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                        std::chars_format::scientific);
  const std::string_view text(buffer.data(),
                              static_cast<std::size_t>(scientific.ptr - buffer.data()));
  int exponent = 0;
  const std::size_t e = text.find('e');
  const char* digits = text.data() + e + 1;
  std::from_chars(*digits == '+' ? digits + 1 : digits, text.data() + text.size(), exponent);
  if (exponent < -4 || exponent >= 16) return std::string(text);
  std::array<char, 400> fixed;
  const auto plain =
      std::to_chars(fixed.data(), fixed.data() + fixed.size(), value, std::chars_format::fixed);
  std::string out(fixed.data(), plain.ptr);
  if (out.find('.') == std::string::npos) out += ".0";
  return out;
}

}  // namespace retort::python
