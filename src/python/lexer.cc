// Lines, indentation, names and operators.
//
// The lexer walks the text once. At the start of a logical line the indentation is compared with a
// stack of columns and becomes Indent and Dedent tokens; inside brackets line ends are space. An
// f-string is a run of FStringMiddle tokens between FStringStart and FStringEnd, with the ordinary
// tokens of its replacement fields between LBrace and RBrace; the lexer calls itself for a field.
#include "python/lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "python/lexer_state.h"
#include "python/unicode.h"

namespace retort::python {
namespace {

constexpr int kTabWidth = 8;
constexpr std::size_t kMaxIndents = 100;   // As CPython.
constexpr std::size_t kMaxBrackets = 200;  // As CPython.

enum CharacterClass : std::uint8_t {
  kOther,
  kIdentifier,
  kDigit,
  kQuote,
};

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (int c = 'a'; c <= 'z'; ++c) classes[static_cast<std::size_t>(c)] = kIdentifier;
  for (int c = 'A'; c <= 'Z'; ++c) classes[static_cast<std::size_t>(c)] = kIdentifier;
  for (int c = '0'; c <= '9'; ++c) classes[static_cast<std::size_t>(c)] = kDigit;
  for (std::size_t c = 0x80; c < 0x100; ++c) classes[c] = kIdentifier;
  classes[std::size_t{'_'}] = kIdentifier;
  classes[std::size_t{'\''}] = kQuote;
  classes[std::size_t{'"'}] = kQuote;
  return classes;
}

constexpr std::array<std::uint8_t, 256> kClasses = make_classes();

CharacterClass class_of(char c) {
  return static_cast<CharacterClass>(kClasses[static_cast<unsigned char>(c)]);
}

struct Keyword {
  std::string_view text;
  TokenKind kind;
};

// Sorted by first character; kKeywordStart is derived from it.
constexpr std::array kKeywords = {
    Keyword{"False", TokenKind::False},
    Keyword{"None", TokenKind::None},
    Keyword{"True", TokenKind::True},
    Keyword{"and", TokenKind::And},
    Keyword{"as", TokenKind::As},
    Keyword{"assert", TokenKind::Assert},
    Keyword{"async", TokenKind::Async},
    Keyword{"await", TokenKind::Await},
    Keyword{"break", TokenKind::Break},
    Keyword{"class", TokenKind::Class},
    Keyword{"continue", TokenKind::Continue},
    Keyword{"def", TokenKind::Def},
    Keyword{"del", TokenKind::Del},
    Keyword{"elif", TokenKind::Elif},
    Keyword{"else", TokenKind::Else},
    Keyword{"except", TokenKind::Except},
    Keyword{"finally", TokenKind::Finally},
    Keyword{"for", TokenKind::For},
    Keyword{"from", TokenKind::From},
    Keyword{"global", TokenKind::Global},
    Keyword{"if", TokenKind::If},
    Keyword{"import", TokenKind::Import},
    Keyword{"in", TokenKind::In},
    Keyword{"is", TokenKind::Is},
    Keyword{"lambda", TokenKind::Lambda},
    Keyword{"nonlocal", TokenKind::Nonlocal},
    Keyword{"not", TokenKind::Not},
    Keyword{"or", TokenKind::Or},
    Keyword{"pass", TokenKind::Pass},
    Keyword{"raise", TokenKind::Raise},
    Keyword{"return", TokenKind::Return},
    Keyword{"try", TokenKind::Try},
    Keyword{"while", TokenKind::While},
    Keyword{"with", TokenKind::With},
    Keyword{"yield", TokenKind::Yield},
};

constexpr std::array<std::uint8_t, 129> make_keyword_starts() {
  std::array<std::uint8_t, 129> starts{};
  for (std::size_t c = 0; c <= 128; ++c) {
    std::uint8_t count = 0;
    for (const Keyword& keyword : kKeywords) count += static_cast<std::size_t>(keyword.text[0]) < c;
    starts[c] = count;
  }
  return starts;
}

constexpr std::array<std::uint8_t, 129> kKeywordStarts = make_keyword_starts();

TokenKind kind_of_word(std::string_view word) {
  const auto first = static_cast<unsigned char>(word[0]);
  if (word.size() < 2 || word.size() > 8 || first >= 128) return TokenKind::Name;
  for (std::size_t i = kKeywordStarts[first]; i < kKeywordStarts[first + 1U]; ++i) {
    if (kKeywords[i].text == word) return kKeywords[i].kind;
  }
  return TokenKind::Name;
}

// Longest first among operators that share a beginning.
struct Operator {
  std::string_view text;
  TokenKind kind;
};

constexpr std::array kOperators = {
    Operator{"**=", TokenKind::DoubleStarEqual},
    Operator{"//=", TokenKind::DoubleSlashEqual},
    Operator{">>=", TokenKind::RightShiftEqual},
    Operator{"<<=", TokenKind::LeftShiftEqual},
    Operator{"...", TokenKind::Ellipsis},
    Operator{"**", TokenKind::DoubleStar},
    Operator{"//", TokenKind::DoubleSlash},
    Operator{">>", TokenKind::RightShift},
    Operator{"<<", TokenKind::LeftShift},
    Operator{"<=", TokenKind::LessEqual},
    Operator{">=", TokenKind::GreaterEqual},
    Operator{"==", TokenKind::EqEqual},
    Operator{"!=", TokenKind::NotEqual},
    Operator{"<>", TokenKind::NotEqual},
    Operator{"->", TokenKind::Arrow},
    Operator{":=", TokenKind::ColonEqual},
    Operator{"+=", TokenKind::PlusEqual},
    Operator{"-=", TokenKind::MinusEqual},
    Operator{"*=", TokenKind::StarEqual},
    Operator{"/=", TokenKind::SlashEqual},
    Operator{"%=", TokenKind::PercentEqual},
    Operator{"&=", TokenKind::AmperEqual},
    Operator{"|=", TokenKind::VBarEqual},
    Operator{"^=", TokenKind::CircumflexEqual},
    Operator{"@=", TokenKind::AtEqual},
    Operator{"+", TokenKind::Plus},
    Operator{"-", TokenKind::Minus},
    Operator{"*", TokenKind::Star},
    Operator{"/", TokenKind::Slash},
    Operator{"%", TokenKind::Percent},
    Operator{"&", TokenKind::Amper},
    Operator{"|", TokenKind::VBar},
    Operator{"^", TokenKind::Circumflex},
    Operator{"~", TokenKind::Tilde},
    Operator{"<", TokenKind::Less},
    Operator{">", TokenKind::Greater},
    Operator{"@", TokenKind::At},
    Operator{";", TokenKind::Semicolon},
    Operator{"!", TokenKind::Exclamation},
};

char opening_of(char close) {
  return close == ')' ? '(' : close == ']' ? '[' : '{';
}

}  // namespace

void Lexer::fail(std::string message, std::size_t begin, std::size_t end, SyntaxErrorKind kind,
                 bool overrides) {
  out_.failure =
      SyntaxFailure{kind,
                    std::move(message),
                    {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}};
  out_.failure_overrides = overrides;
  emit(TokenKind::Error, begin, end);
  throw Stop{};
}

TokenStream Lexer::run() {
  out_.tokens.clear();
  out_.tokens.reserve(text_.size() / 4 + 16);
  try {
    while (out_.tokens.empty() || out_.tokens.back().kind != TokenKind::EndMarker) {
      if (line_start_) begin_line();
      next_token();
    }
  } catch (const Stop&) {
  }
  if (!brackets_.empty()) out_.open_bracket = brackets_.back().offset;
  return std::move(out_);
}

// Measures the indentation of the next line that holds code, and skips those that hold none.
void Lexer::begin_line() {
  line_start_ = false;
  int column = 0;
  int alternate_column = 0;
  int continued_column = 0;  // A backslash in the indentation: its first line counts.
  while (!at_end()) {
    const char c = peek();
    if (c == ' ') {
      ++column;
      ++alternate_column;
    } else if (c == '\t') {
      column = (column / kTabWidth + 1) * kTabWidth;
      ++alternate_column;
    } else if (c == '\f') {
      column = alternate_column = 0;
    } else if (c == '\\') {
      if (continued_column == 0) continued_column = column;
      if (!continue_line()) return;
      continue;
    } else if (c == '#' || c == '\n') {
      position_ = std::min(text_.find('\n', position_), text_.size());
      if (at_end()) return;
      column = alternate_column = continued_column = 0;
    } else {
      break;
    }
    ++position_;
  }
  if (at_end()) return;
  if (continued_column != 0) column = alternate_column = continued_column;
  indent_to(column, alternate_column);
}

void Lexer::indent_to(int column, int alternate_column) {
  const auto line_begin = [&] { return text_.rfind('\n', position_) + 1; };  // npos + 1 is 0.
  const auto inconsistent = [&] {
    fail("inconsistent use of tabs and spaces in indentation", line_begin(), line_begin(),
         SyntaxErrorKind::Tab, false);
  };
  if (column == indents_.back()) {
    if (alternate_column != alternate_indents_.back()) inconsistent();
    return;
  }
  if (column > indents_.back()) {
    if (indents_.size() >= kMaxIndents) {
      fail("too many levels of indentation", line_begin(), line_begin(),
           SyntaxErrorKind::Indentation, false);
    }
    if (alternate_column <= alternate_indents_.back()) inconsistent();
    indents_.push_back(column);
    alternate_indents_.push_back(alternate_column);
    emit(TokenKind::Indent, position_);
    return;
  }
  std::size_t dedents = 0;
  while (column < indents_.back()) {
    indents_.pop_back();
    alternate_indents_.pop_back();
    ++dedents;
  }
  if (column != indents_.back()) {
    const std::size_t line_end = std::min(text_.find('\n', position_), text_.size());
    fail("unindent does not match any outer indentation level", line_end, line_end,
         SyntaxErrorKind::Indentation, false);
  }
  if (alternate_column != alternate_indents_.back()) inconsistent();
  for (; dedents > 0; --dedents) emit(TokenKind::Dedent, position_);
}

// At a backslash: steps over it and the line end. False at the end of the text.
bool Lexer::continue_line() {
  if (peek(1) != '\n') {
    if (position_ + 1 >= text_.size()) {
      ++position_;
      fail("unexpected EOF while parsing", position_ - 1, position_, SyntaxErrorKind::Syntax,
           false);
    }
    fail("unexpected character after line continuation character", position_ + 1, position_ + 2,
         SyntaxErrorKind::Syntax, false);
  }
  position_ += 2;
  if (at_end()) {
    fail("unexpected EOF while parsing", position_ - 1, position_, SyntaxErrorKind::Syntax, false);
  }
  return true;
}

void Lexer::skip_space() {
  while (peek() == ' ' || peek() == '\t' || peek() == '\f') ++position_;
}

void Lexer::next_token() {
  skip_space();
  const std::size_t begin = position_;
  if (peek() == '#') position_ = std::min(text_.find('\n', position_), text_.size());
  if (at_end()) {
    position_ = begin;
    end_file();
    return;
  }
  const char c = peek();
  switch (class_of(c)) {
    case kIdentifier:
      return lex_word();
    case kDigit:
      return lex_number();
    case kQuote:
      return lex_string(begin);
    case kOther:
      break;
  }
  if (c == '\n') {
    end_line(begin);
  } else if (c == '\\') {
    continue_line();
  } else if (c == '.' && class_of(peek(1)) == kDigit) {
    lex_number();
  } else {
    lex_operator();
  }
}

void Lexer::end_line(std::size_t begin) {
  if (!brackets_.empty()) {
    ++position_;
    return;
  }
  emit(TokenKind::Newline, begin, position_);
  ++position_;
  line_start_ = true;
}

void Lexer::end_file() {
  if (!brackets_.empty()) {
    const std::size_t open = brackets_.back().offset;
    fail(fmt::format("'{}' was never closed", brackets_.back().open), open, open + 1,
         SyntaxErrorKind::Syntax, false);
  }
  const bool line_open = !out_.tokens.empty() && out_.tokens.back().kind != TokenKind::Newline &&
                         out_.tokens.back().kind != TokenKind::Dedent;
  if (line_open) emit(TokenKind::Newline, position_);
  position_ = text_.size();
  for (; indents_.size() > 1; indents_.pop_back()) emit(TokenKind::Dedent, position_);
  emit(TokenKind::EndMarker, position_);
}

void Lexer::lex_word() {
  const std::size_t begin = position_;
  unsigned char seen = 0;  // All bits of its bytes.
  for (; position_ < text_.size(); ++position_) {
    const CharacterClass kind = class_of(text_[position_]);
    if (kind != kIdentifier && kind != kDigit) break;
    seen |= static_cast<unsigned char>(text_[position_]);
  }
  const bool ascii = seen < 0x80;
  const std::string_view word = text_.substr(begin, position_ - begin);
  if (word.size() <= 2 && class_of(peek()) == kQuote && !at_end()) {
    bool raw = false, bytes = false, unicode = false, format = false, other = false;
    for (const char c : word) {
      const char lower = static_cast<char>(c | 0x20);
      raw |= lower == 'r';
      bytes |= lower == 'b';
      unicode |= lower == 'u';
      format |= lower == 'f';
      other |= lower != 'r' && lower != 'b' && lower != 'u' && lower != 'f';
    }
    const int kinds = int{raw} + int{bytes} + int{unicode} + int{format};
    const bool allowed =
        kinds == static_cast<int>(word.size()) && !other && (word.size() == 1 || (raw && !unicode));
    if (allowed) return format ? lex_fstring(begin, raw) : lex_string(begin);
  }
  if (!ascii) {
    for (std::size_t i = begin; i < position_;) {
      const DecodedCharacter c = decode_utf8(text_, i);
      if (!(i == begin ? is_identifier_start(c.code) : is_identifier_continue(c.code))) {
        fail_invalid_character(i);
      }
      i += c.length;
    }
    return emit(TokenKind::Name, begin);
  }
  emit(kind_of_word(word), begin);
}

void Lexer::fail_invalid_character(std::size_t offset) {
  const DecodedCharacter c = decode_utf8(text_, offset);
  const std::size_t end = offset + c.length;
  const auto code = static_cast<std::uint32_t>(c.code);
  if (!is_printable(c.code)) {
    fail(fmt::format("invalid non-printable character U+{:04X}", code), offset, end);
  }
  fail(fmt::format("invalid character '{}' (U+{:04X})", text_.substr(offset, c.length), code),
       offset, end);
}

void Lexer::lex_operator() {
  switch (peek()) {
    case '(':
      return open_bracket(TokenKind::LParen);
    case '[':
      return open_bracket(TokenKind::LBracket);
    case '{':
      return open_bracket(TokenKind::LBrace);
    case ')':
      return close_bracket(TokenKind::RParen);
    case ']':
      return close_bracket(TokenKind::RBracket);
    case '}':
      return close_bracket(TokenKind::RBrace);
    default:
      break;
  }
  const auto single = [&](TokenKind kind) {
    ++position_;
    emit(kind, position_ - 1);
  };
  // The commonest ones first.
  if (peek() == ',') return single(TokenKind::Comma);
  if (peek() == '.' && peek(1) != '.') return single(TokenKind::Dot);
  if (peek() == '=' && peek(1) != '=') return single(TokenKind::Equal);
  if (peek() == ':' && (peek(1) != '=' || at_field_level())) return single(TokenKind::Colon);
  const std::string_view rest = text_.substr(position_, 3);
  for (const Operator& candidate : kOperators) {
    if (!rest.starts_with(candidate.text)) continue;
    if (candidate.kind == TokenKind::Exclamation && !inside_field()) break;
    position_ += candidate.text.size();
    return emit(candidate.kind, position_ - candidate.text.size());
  }
  if (peek() == '.') return single(TokenKind::Dot);
  if (!is_printable(decode_utf8(text_, position_).code)) fail_invalid_character(position_);
  fail("invalid syntax", position_, position_ + 1, SyntaxErrorKind::Syntax, false);
}

void Lexer::open_bracket(TokenKind kind) {
  if (brackets_.size() >= kMaxBrackets) {
    fail("too many nested parentheses", position_, position_ + 1);
  }
  brackets_.push_back({peek(), static_cast<std::uint32_t>(position_)});
  ++position_;
  emit(kind, position_ - 1);
}

void Lexer::close_bracket(TokenKind kind) {
  const char close = peek();
  if (brackets_.empty() || brackets_.back().open != opening_of(close) ||
      (at_field_level() && close != '}')) {
    fail_unmatched(close);
  }
  brackets_.pop_back();
  ++position_;
  emit(kind, position_ - 1);
}

void Lexer::fail_unmatched(char close) {
  const std::string_view prefix = inside_field() ? "f-string: " : "";
  if (brackets_.empty() || at_field_level()) {
    fail(fmt::format("{}unmatched '{}'", prefix, close), position_, position_ + 1);
  }
  const Bracket& open = brackets_.back();
  const int open_line = line_of(text_, open.offset);
  std::string message =
      fmt::format("{}closing parenthesis '{}' does not match opening parenthesis '{}'", prefix,
                  close, open.open);
  if (open_line != line_of(text_, position_)) message += fmt::format(" on line {}", open_line);
  fail(std::move(message), position_, position_ + 1);
}

TokenStream tokenize(std::string_view text, std::vector<Token> memory) {
  return Lexer(text, std::move(memory)).run();
}

}  // namespace retort::python
