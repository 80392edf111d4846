// The lexer's working state, shared by lexer.cc (lines, indentation, operators) and
// lexer_literals.cc (numbers, strings, f-strings). Internal to the lexer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "python/token.h"

namespace retort::python {

class Lexer {
 public:
  Lexer(std::string_view text, std::vector<Token> memory) : text_(text) {
    out_.tokens = std::move(memory);
  }
  TokenStream run();

 private:
  struct Stop {};  ///< Thrown after `failure` has been filled in.

  struct Bracket {
    char open;
    std::uint32_t offset;
  };

  struct FString {
    char quote;
    bool triple;
    bool raw;
    std::uint32_t begin;
    std::size_t bracket_level;  ///< Number of open brackets inside its innermost field.
  };

  // Characters. Past the end there is '\0', which no text contains.
  char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }
  char peek(std::size_t ahead = 0) const { return at(position_ + ahead); }
  bool at_end() const { return position_ >= text_.size(); }
  bool inside_field() const { return !fstrings_.empty() && fstrings_.back().bracket_level > 0; }
  bool at_field_level() const {
    return inside_field() && brackets_.size() == fstrings_.back().bracket_level;
  }

  void emit(TokenKind kind, std::size_t begin) { emit(kind, begin, position_); }
  void emit(TokenKind kind, std::size_t begin, std::size_t end) {
    out_.tokens.push_back(
        {kind, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }

  /// Ends the stream with a failure at [begin, end).
  [[noreturn]] void fail(std::string message, std::size_t begin, std::size_t end,
                         SyntaxErrorKind kind = SyntaxErrorKind::Syntax, bool overrides = true);

  // lexer.cc
  void begin_line();
  void indent_to(int column, int alternate_column);
  void next_token();
  void skip_space();
  bool continue_line();
  void end_line(std::size_t begin);
  void end_file();
  void lex_word();
  void lex_operator();
  void open_bracket(TokenKind kind);
  void close_bracket(TokenKind kind);
  void fail_unmatched(char close);
  [[noreturn]] void fail_invalid_character(std::size_t offset);

  // lexer_literals.cc
  void lex_number();
  void lex_radix_number(std::size_t begin);
  void lex_decimal_part();
  void check_number_end(std::string_view what);
  [[noreturn]] void fail_number(std::string message);
  void lex_string(std::size_t begin);
  [[noreturn]] void fail_unterminated_string(std::size_t begin, bool triple);
  void lex_fstring(std::size_t begin, bool raw);
  void lex_fstring_middle(bool in_format_spec);
  bool skip_fstring_escape();
  bool at_fstring_end() const;
  void lex_field();
  [[noreturn]] void fail_unterminated_fstring();

  std::string_view text_;
  std::size_t position_ = 0;
  bool line_start_ = true;
  std::vector<int> indents_{0};
  std::vector<int> alternate_indents_{0};
  std::vector<Bracket> brackets_;
  std::vector<FString> fstrings_;
  TokenStream out_;
};

}  // namespace retort::python
