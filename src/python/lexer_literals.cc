// Numbers, strings and f-strings: where they end. Their values are decoded by the parser.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "python/lexer_state.h"
#include "python/unicode.h"

namespace retort::python {
namespace {

// As CPython's MAXFSTRINGLEVEL.
constexpr std::size_t kMaxFStrings = 150;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_digit_of(char c, int radix) {
  if (radix == 16) return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
  return c >= '0' && c < '0' + radix;
}

bool is_word_character(char c) {
  return is_digit(c) || c == '_' || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string_view name_of_radix(int radix) {
  return radix == 16 ? "hexadecimal" : radix == 8 ? "octal" : "binary";
}

}  // namespace

// CPython points at the last character it has read, which here is the one at position_.
void Lexer::fail_number(std::string message) {
  fail(std::move(message), position_, position_ + 1);
}

// A number may touch a keyword that can follow it (`1if x else y`), but no other word.
void Lexer::check_number_end(std::string_view what) {
  if (!is_word_character(peek())) return;
  static constexpr std::array<std::string_view, 8> kFollowers = {"and", "else", "for", "if",
                                                                 "in",  "is",   "or",  "not"};
  const std::string_view rest = text_.substr(position_, 4);
  for (const std::string_view word : kFollowers) {
    if (rest.starts_with(word)) return;
  }
  if (static_cast<unsigned char>(peek()) >= 0x80) {
    const DecodedCharacter c = decode_utf8(text_, position_);
    if (!is_identifier_continue(c.code)) fail_invalid_character(position_);
  }
  if (position_ > 0) --position_;
  fail_number(fmt::format("invalid {} literal", what));
}

// Digits with single underscores between them; REQUIRES a digit here.
void Lexer::lex_decimal_part() {
  while (true) {
    while (is_digit(peek())) ++position_;
    if (peek() != '_') return;
    ++position_;
    if (!is_digit(peek())) {
      --position_;
      fail_number("invalid decimal literal");
    }
  }
}

void Lexer::lex_radix_number(std::size_t begin) {
  const char letter = static_cast<char>(peek(1) | 0x20);
  const int radix = letter == 'x' ? 16 : letter == 'o' ? 8 : 2;
  position_ += 2;
  do {
    if (peek() == '_') ++position_;
    if (!is_digit_of(peek(), radix)) {
      if (is_digit(peek())) {
        fail_number(fmt::format("invalid digit '{}' in {} literal", peek(), name_of_radix(radix)));
      }
      --position_;
      fail_number(fmt::format("invalid {} literal", name_of_radix(radix)));
    }
    while (is_digit_of(peek(), radix)) ++position_;
  } while (peek() == '_');
  if (is_digit(peek())) {
    fail_number(fmt::format("invalid digit '{}' in {} literal", peek(), name_of_radix(radix)));
  }
  check_number_end(name_of_radix(radix));
  emit(TokenKind::Number, begin);
}

void Lexer::lex_number() {
  const std::size_t begin = position_;
  const char second = static_cast<char>(peek(1) | 0x20);
  if (peek() == '0' && (second == 'x' || second == 'o' || second == 'b')) {
    return lex_radix_number(begin);
  }
  bool integer = true;
  if (peek() != '.') lex_decimal_part();
  const std::size_t integer_end = position_;
  if (peek() == '.') {
    integer = false;
    ++position_;
    if (is_digit(peek())) lex_decimal_part();
  }
  if ((peek() | 0x20) == 'e') {
    const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
    if (is_digit(peek(1 + sign))) {
      integer = false;
      position_ += 1 + sign;
      lex_decimal_part();
    } else if (sign != 0) {
      ++position_;
      fail_number("invalid decimal literal");
    }
  }
  const bool imaginary = (peek() | 0x20) == 'j';
  if (imaginary) ++position_;
  if (integer && !imaginary && text_[begin] == '0') {
    const std::string_view digits = text_.substr(begin, integer_end - begin);
    const std::size_t zeros = std::min(digits.find_first_not_of("0_"), digits.size());
    if (zeros != digits.size()) {
      fail(
          "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal "
          "integers",
          begin, begin + zeros);
    }
  }
  check_number_end(imaginary ? "imaginary" : "decimal");
  emit(TokenKind::Number, begin);
}

void Lexer::fail_unterminated_string(std::size_t begin, bool triple) {
  // A quote that also opened the f-string around this text most likely was meant to close it.
  const std::size_t quote_offset = text_.find_first_of("'\"", begin);
  if (inside_field() && fstrings_.back().quote == text_[quote_offset] &&
      fstrings_.back().triple == triple) {
    fail("f-string: expecting '}'", begin, begin + 1);
  }
  const std::size_t stop = triple ? text_.size() : position_;
  std::size_t last = stop;
  if (triple && last > begin && text_[last - 1] == '\n') --last;
  fail(fmt::format("unterminated {}string literal (detected at line {})",
                   triple ? "triple-quoted " : "", line_of(text_, last)),
       begin, begin + 1);
}

// At the quote; `begin` is where the prefix starts.
void Lexer::lex_string(std::size_t begin) {
  const char quote = peek();
  const bool triple = peek(1) == quote && peek(2) == quote;
  position_ += triple ? 3 : 1;
  while (true) {
    std::size_t found = position_;
    while (found < text_.size() && text_[found] != quote && text_[found] != '\\' &&
           (triple || text_[found] != '\n')) {
      ++found;
    }
    if (found == text_.size()) {
      position_ = found;
      fail_unterminated_string(begin, triple);
    }
    position_ = found;
    if (text_[found] == '\\') {
      if (found + 1 >= text_.size()) {
        position_ = text_.size();
        fail_unterminated_string(begin, triple);
      }
      position_ += 2;
    } else if (text_[found] == '\n') {
      fail_unterminated_string(begin, triple);
    } else if (!triple) {
      ++position_;
      break;
    } else if (at(found + 1) == quote && at(found + 2) == quote) {
      position_ += 3;
      break;
    } else {
      ++position_;
    }
  }
  emit(TokenKind::String, begin);
}

void Lexer::fail_unterminated_fstring() {
  const FString& current = fstrings_.back();
  std::size_t last = position_;
  if (current.triple && last > current.begin && text_[last - 1] == '\n') --last;
  fail(fmt::format("unterminated {}f-string literal (detected at line {})",
                   current.triple ? "triple-quoted " : "", line_of(text_, last)),
       current.begin, current.begin + 1);
}

bool Lexer::at_fstring_end() const {
  const FString& current = fstrings_.back();
  return peek() == current.quote &&
         (!current.triple || (peek(1) == current.quote && peek(2) == current.quote));
}

// At the quote; `begin` is where the prefix starts.
void Lexer::lex_fstring(std::size_t begin, bool raw) {
  if (fstrings_.size() >= kMaxFStrings) {
    fail("too many nested f-strings", begin, begin + 1);
  }
  const char quote = peek();
  const bool triple = peek(1) == quote && peek(2) == quote;
  position_ += triple ? 3 : 1;
  fstrings_.push_back({quote, triple, raw, static_cast<std::uint32_t>(begin), 0});
  emit(TokenKind::FStringStart, begin);
  while (true) {
    lex_fstring_middle(false);
    if (at_fstring_end()) break;
    lex_field();
  }
  const std::size_t end = position_;
  position_ += triple ? 3 : 1;
  emit(TokenKind::FStringEnd, end);
  fstrings_.pop_back();
}

// At a backslash. True when the escape is `\N{...}`, whose brace then opens no field.
bool Lexer::skip_fstring_escape() {
  const char next = peek(1);
  if (next == '{' || next == '}') {
    ++position_;
    return false;
  }
  if (position_ + 1 >= text_.size()) {
    position_ = text_.size();
    fail_unterminated_fstring();
  }
  position_ += 2;
  if (fstrings_.back().raw || next != 'N' || peek() != '{') return false;
  ++position_;
  return true;
}

// Literal text up to a field, the end of the f-string or, in a format specification, its `}`.
void Lexer::lex_fstring_middle(bool in_format_spec) {
  const std::size_t begin = position_;
  bool in_named_escape = false;
  while (true) {
    if (at_end()) fail_unterminated_fstring();
    const char c = peek();
    if (c == '\\') {
      in_named_escape = skip_fstring_escape();
      continue;
    }
    if (at_fstring_end()) {
      if (in_format_spec) fail("f-string: expecting '}'", position_, position_ + 1);
      break;
    }
    if (c == '\n' && !fstrings_.back().triple) fail_unterminated_fstring();
    if (c == '{' && !in_named_escape) {
      if (in_format_spec || peek(1) != '{') break;
      ++position_;
    } else if (c == '}' && in_named_escape) {
      in_named_escape = false;
    } else if (c == '}') {
      if (in_format_spec) break;
      if (peek(1) != '}') {
        fail("f-string: single '}' is not allowed", position_, position_ + 1);
      }
      ++position_;
    }
    ++position_;
  }
  if (position_ != begin) emit(TokenKind::FStringMiddle, begin);
}

// From `{` to `}`. The tokens of the expression are ordinary ones.
void Lexer::lex_field() {
  const std::size_t outer_level = fstrings_.back().bracket_level;
  open_bracket(TokenKind::LBrace);
  const std::size_t level = brackets_.size();
  fstrings_.back().bracket_level = level;
  const std::size_t depth = fstrings_.size();
  while (true) {
    const std::size_t first = out_.tokens.size();
    next_token();
    if (out_.tokens.size() == first) continue;
    const TokenKind kind = out_.tokens.back().kind;
    if (kind == TokenKind::RBrace && brackets_.size() < level) break;
    if (kind != TokenKind::Colon || brackets_.size() != level || fstrings_.size() != depth)
      continue;
    while (true) {
      lex_fstring_middle(true);
      if (peek() == '}') break;
      lex_field();
    }
  }
  fstrings_.back().bracket_level = outer_level;
}

}  // namespace retort::python
