#include "python/source_text.h"

#include <fmt/format.h>

#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "python/unicode.h"

namespace retort::python {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

enum class Encoding { Utf8, Latin1, Latin9, Unknown };

bool is_encoding_character(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' ||
         c == '_' || c == '.';
}

// The name after `coding:` or `coding=` in a comment that is alone on its line.
std::optional<std::string_view> declared_encoding(std::string_view line) {
  const std::size_t hash = line.find_first_not_of(" \t\f");
  if (hash == std::string_view::npos || line[hash] != '#') return std::nullopt;
  for (std::size_t at = line.find("coding", hash); at != std::string_view::npos;
       at = line.find("coding", at + 1)) {
    std::size_t i = at + 6;
    if (i >= line.size() || (line[i] != ':' && line[i] != '=')) continue;
    i = line.find_first_not_of(" \t", i + 1);
    if (i == std::string_view::npos) continue;
    std::size_t end = i;
    while (end < line.size() && is_encoding_character(line[end])) ++end;
    if (end > i) return line.substr(i, end - i);
  }
  return std::nullopt;
}

bool is_blank_or_comment(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\f\r");
  return first == std::string_view::npos || line[first] == '#';
}

Encoding encoding_named(std::string_view name) {
  std::string normal;
  for (const char c : name) {
    normal += c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
  const auto is = [&](std::string_view base) {
    return normal == base || normal.starts_with(std::string(base) + "-");
  };
  if (is("utf-8") || normal == "utf8" || normal == "ascii" || normal == "us-ascii") {
    return Encoding::Utf8;
  }
  if (is("latin-1") || is("iso-8859-1") || is("iso-latin-1") || normal == "latin1") {
    return Encoding::Latin1;
  }
  if (is("iso-8859-15") || is("latin-9")) return Encoding::Latin9;
  return Encoding::Unknown;
}

[[noreturn]] void fail(const Source& source, Span span, std::string message) {
  throw Error(ErrorCode::parse, "SyntaxError: " + std::move(message), place_in(source, span));
}

// The declaration counts in the first line, and in the second when the first holds no code.
Encoding encoding_of(const Source& source) {
  const std::string_view text = source.text;
  std::size_t start = 0;
  for (int line = 0; line < 2 && start < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view content = text.substr(start, end - start);
    if (const auto name = declared_encoding(content)) {
      const Encoding encoding = encoding_named(*name);
      if (encoding == Encoding::Unknown) {
        const auto offset = static_cast<std::uint32_t>(name->data() - text.data());
        fail(source, {offset, offset + static_cast<std::uint32_t>(name->size())},
             fmt::format("unknown encoding: {}", *name));
      }
      return encoding;
    }
    if (!is_blank_or_comment(content)) break;
    start = end + 1;
  }
  return Encoding::Utf8;
}

// Length of the well-formed character at `p`, 0 if it is malformed.
std::size_t utf8_length(const unsigned char* p, std::size_t left) {
  const auto continues = [&](std::size_t i, unsigned char low, unsigned char high) {
    return i < left && p[i] >= low && p[i] <= high;
  };
  const unsigned char first = p[0];
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return continues(1, 0x80, 0xBF) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned char low = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned char high = first == 0xED ? 0x9F : 0xBF;
    return continues(1, low, high) && continues(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned char low = first == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = first == 0xF4 ? 0x8F : 0xBF;
    return continues(1, low, high) && continues(2, 0x80, 0xBF) && continues(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

void check_utf8(const Source& source) {
  const std::string_view text = source.text;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  for (std::size_t i = 0; i < text.size();) {
    std::uint64_t word = 0;
    if (i + sizeof word <= text.size()) {
      std::memcpy(&word, bytes + i, sizeof word);
      if ((word & kHighBits) == 0) {
        i += sizeof word;
        continue;
      }
    }
    const std::size_t length = utf8_length(bytes + i, text.size() - i);
    if (length == 0) {
      const auto offset = static_cast<std::uint32_t>(i);
      throw Error(ErrorCode::parse,
                  fmt::format("SyntaxError: (unicode error) 'utf-8' codec can't decode byte "
                              "0x{:02x} in position {}: invalid byte",
                              bytes[i], i),
                  place_in(source, {offset, offset + 1}))
          .with_hint("save the file as UTF-8, or declare its encoding in the first line");
    }
    i += length;
  }
}

std::string from_latin(std::string_view text, Encoding encoding) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    char32_t code = static_cast<unsigned char>(c);
    if (encoding == Encoding::Latin9) {
      switch (code) {
        case 0xA4:
          code = 0x20AC;
          break;
        case 0xA6:
          code = 0x160;
          break;
        case 0xA8:
          code = 0x161;
          break;
        case 0xB4:
          code = 0x17D;
          break;
        case 0xB8:
          code = 0x17E;
          break;
        case 0xBC:
          code = 0x152;
          break;
        case 0xBD:
          code = 0x153;
          break;
        case 0xBE:
          code = 0x178;
          break;
        default:
          break;
      }
    }
    append_utf8(out, code);
  }
  return out;
}

std::string with_newlines(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
    } else if (i + 1 >= text.size() || text[i + 1] != '\n') {
      out += '\n';
    }
  }
  return out;
}

}  // namespace

SourcePtr decode_source(SourcePtr source) {
  const std::string_view text = source->text;
  if (text.size() >= std::numeric_limits<std::uint32_t>::max()) {
    throw Error(ErrorCode::limit, fmt::format("{} is larger than 4 GiB", source->path));
  }
  if (const std::size_t null = text.find('\0'); null != std::string_view::npos) {
    const auto offset = static_cast<std::uint32_t>(null);
    fail(*source, {offset, offset + 1}, "source code cannot contain null bytes");
  }
  const bool marked = text.starts_with(kByteOrderMark);
  const Encoding encoding = marked ? Encoding::Utf8 : encoding_of(*source);
  if (encoding == Encoding::Utf8) check_utf8(*source);
  const bool returns = text.find('\r') != std::string_view::npos;
  if (!marked && !returns && encoding == Encoding::Utf8) return source;

  std::string decoded(marked ? text.substr(kByteOrderMark.size()) : text);
  if (encoding != Encoding::Utf8) decoded = from_latin(decoded, encoding);
  if (returns) decoded = with_newlines(decoded);
  return std::make_shared<const Source>(Source{source->path, std::move(decoded)});
}

}  // namespace retort::python
