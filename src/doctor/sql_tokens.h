// SQL text as the words, names and signs of its statements: what sql_effects reads. No state.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::doctor {

struct SqlWord {
  enum class Kind { word, name, text, sign };  ///< `name` is quoted, `text` a string.
  Kind kind = Kind::sign;
  std::string text;   ///< A name without its quotes; an unquoted word as the database folds it.
  std::string upper;  ///< Of a word, else empty.
};

/// The statements of a text, each without its `;`. Strings keep their quotes.
std::vector<std::vector<SqlWord>> sql_statements(std::string_view sql, std::string_view dialect);

/// A position in a statement.
class SqlCursor {
 public:
  explicit SqlCursor(const std::vector<SqlWord>& words) : SqlCursor(words, 0, words.size()) {}
  SqlCursor(const std::vector<SqlWord>& words, std::size_t begin, std::size_t end)
      : words_(&words), at_(begin), end_(end) {}

  bool at_end() const { return at_ >= end_; }
  std::size_t at() const { return at_; }
  std::size_t end() const { return end_; }
  const SqlWord& word(std::size_t index) const { return (*words_)[index]; }
  /// The upper-case word here, or a sign; empty for others and at the end.
  std::string_view peek(std::size_t ahead = 0) const;
  /// Moves past the words if they all stand here.
  bool take(std::initializer_list<std::string_view> words);
  bool take(std::string_view word) { return take({word}); }
  void skip() {
    if (at_ < end_) ++at_;
  }
  /// A name, quoted or not.
  std::optional<std::string> name();
  /// `[schema.]name`; of three parts the first is left out.
  bool qualified(std::string& schema, std::string& name);
  /// What stands inside the parentheses that open here, and moves behind them.
  std::optional<SqlCursor> parenthesised();
  /// The parts between commas outside parentheses, up to the end.
  std::vector<SqlCursor> parts() const;
  /// Whether the words stand somewhere outside parentheses from here on.
  bool has(std::initializer_list<std::string_view> words) const;
  /// The position of those words, or end().
  std::size_t find(std::initializer_list<std::string_view> words) const;
  SqlCursor from(std::size_t index) const { return {*words_, index, end_}; }
  SqlCursor until(std::size_t end) const { return {*words_, at_, end}; }
  std::string text() const;

 private:
  std::string_view sign_at(std::size_t index) const;

  const std::vector<SqlWord>* words_;
  std::size_t at_;
  std::size_t end_;
};

}  // namespace retort::doctor
