#include "python/string_escapes.h"

#include <fmt/format.h>

#include <algorithm>

#include "python/unicode.h"

namespace retort::python {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The escapes of one letter that text and bytes share; -1 for others, -2 for "nothing".
int simple_escape(char c) {
  switch (c) {
    case '\n':
      return -2;
    case '\\':
      return '\\';
    case '\'':
      return '\'';
    case '"':
      return '"';
    case 'a':
      return '\a';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    default:
      return -1;
  }
}

bool is_octal(char c) {
  return c >= '0' && c <= '7';
}

// Reads up to three octal digits at `i` and steps over them.
char32_t octal_escape(std::string_view body, std::size_t& i) {
  char32_t value = 0;
  for (int digits = 0; digits < 3 && i < body.size() && is_octal(body[i]); ++digits, ++i) {
    value = value * 8 + static_cast<char32_t>(body[i] - '0');
  }
  return value;
}

std::string unicode_error(std::size_t from, std::size_t to, std::string_view what) {
  return fmt::format(
      "(unicode error) 'unicodeescape' codec can't decode bytes in position {}-{}: {}", from, to,
      what);
}

// CPython decodes a body in which every other character than ASCII has become \UXXXXXXXX: its
// positions count so.
std::size_t decoded_position(std::string_view body, std::size_t offset) {
  std::size_t position = 0;
  for (const char c : body.substr(0, offset)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) ++position;
    if (byte >= 0xC0) position += 10;
  }
  return position;
}

class TextDecoder {
 public:
  TextDecoder(std::string& out, std::string_view body) : out_(out), body_(body) {}

  // At the backslash. False when `error` was set.
  bool escape() {
    start_ = i_++;
    const char c = body_[i_];
    if (const int simple = simple_escape(c); simple != -1) {
      ++i_;
      if (simple >= 0) out_ += static_cast<char>(simple);
      return true;
    }
    if (is_octal(c)) {
      append_utf8(out_, octal_escape(body_, i_));
      return true;
    }
    switch (c) {
      case 'x':
        return hex_escape(2, "truncated \\xXX escape");
      case 'u':
        return hex_escape(4, "truncated \\uXXXX escape");
      case 'U':
        return hex_escape(8, "truncated \\UXXXXXXXX escape");
      case 'N':
        return named_escape();
      default:
        out_ += '\\';  // Not an escape: both characters stay.
        return true;
    }
  }

  std::size_t position() const { return i_; }
  void set_position(std::size_t i) { i_ = i; }
  const std::string& error() const { return error_; }

 private:
  bool hex_escape(int digits, std::string_view what) {
    ++i_;
    char32_t value = 0;
    for (int k = 0; k < digits; ++k, ++i_) {
      const int digit = i_ < body_.size() ? hex_value(body_[i_]) : -1;
      if (digit < 0) {
        const std::size_t from = decoded_position(body_, start_);
        error_ = unicode_error(from, from + (i_ - start_) - 1, what);
        return false;
      }
      value = value * 16 + static_cast<char32_t>(digit);
    }
    if (value > 0x10FFFF) {
      const std::size_t from = decoded_position(body_, start_);
      error_ = unicode_error(from, from + 9, "illegal Unicode character");
      return false;
    }
    append_utf8(out_, value);
    return true;
  }

  bool named_escape() {
    const std::size_t close = body_.find('}', i_);
    const bool braced = i_ + 1 < body_.size() && body_[i_ + 1] == '{';
    const std::size_t from = decoded_position(body_, start_);
    if (!braced || close == std::string_view::npos || close == i_ + 2) {
      error_ = unicode_error(from, from + 1, "malformed \\N character escape");
      return false;
    }
    const std::string_view name = body_.substr(i_ + 2, close - i_ - 2);
    const std::optional<char32_t> character = character_named(name);
    if (!character) {
      error_ = unicode_error(from, from + (close - start_), "unknown Unicode character name");
      return false;
    }
    append_utf8(out_, *character);
    i_ = close + 1;
    return true;
  }

  std::string& out_;
  std::string_view body_;
  std::size_t i_ = 0;
  std::size_t start_ = 0;
  std::string error_;
};

}  // namespace

LiteralPrefix split_literal(std::string_view token) {
  LiteralPrefix result;
  std::size_t quote = 0;
  for (; token[quote] != '\'' && token[quote] != '"'; ++quote) {
    const char lower = static_cast<char>(token[quote] | 0x20);
    result.raw |= lower == 'r';
    result.bytes |= lower == 'b';
    result.unicode |= lower == 'u';
  }
  const bool triple = token.size() >= quote + 6 && token[quote + 1] == token[quote] &&
                      token[quote + 2] == token[quote];
  const std::size_t width = triple ? 3 : 1;
  result.body = token.substr(quote + width, token.size() - quote - 2 * width);
  return result;
}

std::optional<std::string> decode_text(std::string& out, std::string_view body, bool raw,
                                       bool in_fstring) {
  if (!in_fstring && (raw || body.find('\\') == std::string_view::npos)) {
    out += body;
    return std::nullopt;
  }
  TextDecoder decoder(out, body);
  for (std::size_t i = 0; i < body.size();) {
    const char c = body[i];
    if (c == '\\' && !raw && i + 1 < body.size() && !(in_fstring && body[i + 1] == '{')) {
      decoder.set_position(i);
      if (!decoder.escape()) return decoder.error();
      i = decoder.position();
      continue;
    }
    out += c;
    i += in_fstring && (c == '{' || c == '}') && i + 1 < body.size() && body[i + 1] == c ? 2 : 1;
  }
  return std::nullopt;
}

std::optional<std::string> decode_bytes(std::string& out, std::string_view body, bool raw) {
  const auto is_other = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  if (std::any_of(body.begin(), body.end(), is_other)) {
    return "bytes can only contain ASCII literal characters";
  }
  if (raw) {
    out += body;
    return std::nullopt;
  }
  for (std::size_t i = 0; i < body.size();) {
    if (body[i] != '\\' || i + 1 >= body.size()) {
      out += body[i++];
      continue;
    }
    const std::size_t start = i++;
    const char c = body[i];
    if (const int simple = simple_escape(c); simple != -1) {
      ++i;
      if (simple >= 0) out += static_cast<char>(simple);
    } else if (is_octal(c)) {
      out += static_cast<char>(octal_escape(body, i) & 0xFFU);
    } else if (c == 'x') {
      const int high = i + 1 < body.size() ? hex_value(body[i + 1]) : -1;
      const int low = i + 2 < body.size() ? hex_value(body[i + 2]) : -1;
      if (high < 0 || low < 0) {
        return fmt::format("(value error) invalid \\x escape at position {}", start);
      }
      out += static_cast<char>(high * 16 + low);
      i += 3;
    } else {
      out += '\\';
    }
  }
  return std::nullopt;
}

}  // namespace retort::python
