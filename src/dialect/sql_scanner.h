// Reading SQL text as tokens: just enough to find where statements end and how each must be sent.
// No state; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace retort::dialect {

/// Whose rules for quotes and comments apply.
enum class SqlSyntax {
  postgresql,  ///< Nested comments, dollar quotes, E'' strings.
  sqlite,      ///< Also `[name]` and backticks.
  mysql,       ///< Backslashes in strings, backticks, `#` comments; `/*! ... */` is code.
};

/// The syntax of a dialect by its name; PostgreSQL's for an unknown one.
SqlSyntax syntax_of(std::string_view dialect);

/// A piece of SQL text.
struct SqlToken {
  enum class Kind {
    end,      ///< After the last character.
    blank,    ///< White space.
    comment,  ///< With its line end, if it has one.
    word,     ///< A key word or a plain name.
    quoted,   ///< A string, a quoted name, a dollar quote, a conditional comment.
    open,     ///< The same without its end: it takes the rest of the text.
    sign,     ///< Any other character, or a number.
  };
  Kind kind = Kind::end;
  std::size_t begin = 0;
  std::size_t end = 0;

  std::string_view in(std::string_view text) const { return text.substr(begin, end - begin); }
};

/// The token that starts at `at`.
SqlToken next_token(std::string_view text, std::size_t at, SqlSyntax syntax);

/// The offset of the first token that is neither white space nor a comment.
std::size_t after_blanks(std::string_view text, std::size_t at, SqlSyntax syntax);

/// The first words in upper case, at most `limit`, up to the first token that is not a word.
std::vector<std::string> first_words(std::string_view text, SqlSyntax syntax, std::size_t limit);

/// Whether two words are the same but for ASCII case. `upper` is in upper case.
bool is_word(std::string_view word, std::string_view upper);

/// What a text holds, as far as sending it is concerned.
struct SqlShape {
  /// A `;` outside quotes and comments is followed by more than blanks and comments.
  bool several_statements = false;
  /// The first words in upper case, at most three (`CREATE`, `INDEX`, `CONCURRENTLY`); empty for
  /// a text of blanks and comments.
  std::vector<std::string> first_words;
};

SqlShape scan_sql(std::string_view text, SqlSyntax syntax);

/// Whether the statement begins or ends a transaction (not savepoints).
bool controls_transaction(const SqlShape& shape);

}  // namespace retort::dialect
