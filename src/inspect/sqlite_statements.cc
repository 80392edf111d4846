// A statement becomes a list of words; each reader takes them from the front. Constraints of
// columns become constraints of their table, as `UNIQUE (a)` behind a column and behind all columns
// mean the same.
#include "inspect/sqlite_statements.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

#include "dialect/quoting.h"
#include "dialect/sql_scanner.h"

namespace retort::inspect {
namespace {

using namespace schema::shape;

struct Word {
  std::string text;
  std::string upper;     ///< Of a plain word, or a sign.
  bool is_name = false;  ///< A word or a quoted name.
  bool joined = false;   ///< A sign directly behind another one: `>=`.
};

std::string upper_text(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::string unquoted(std::string_view text) {
  const char quote = text.front();
  std::string out;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    out += text[i];
    if (text[i] == quote && quote != '[') ++i;
  }
  return out;
}

std::string quoted(std::string_view name) {
  return dialect::quoted(dialect::Family::sqlite, name);
}

std::vector<Word> words_of(std::string_view sql) {
  using dialect::SqlToken;
  std::vector<Word> out;
  std::size_t at = 0;
  bool behind_sign = false;
  bool behind_word = false;
  char behind_quote = 0;
  while (true) {
    const SqlToken token = dialect::next_token(sql, at, dialect::SqlSyntax::sqlite);
    if (token.kind == SqlToken::Kind::end) break;
    at = token.end;
    const bool sign = token.kind == SqlToken::Kind::sign;
    if (token.kind != SqlToken::Kind::blank && token.kind != SqlToken::Kind::comment) {
      const std::string text(token.in(sql));
      const bool in_quotes = token.kind == SqlToken::Kind::quoted;
      // `'it''s'` comes as two strings.
      if (in_quotes && text.front() == behind_quote) {
        out.back().text += text;
        continue;
      }
      // `x'00'` comes as a word and a string.
      if (in_quotes && text.front() == '\'' && behind_word && out.back().upper == "X") {
        out.back() = {out.back().text + text, {}, false, false};
        continue;
      }
      const bool word = token.kind == SqlToken::Kind::word;
      const bool name = token.kind == SqlToken::Kind::quoted && text.front() != '\'';
      const bool is_operator = sign && (text.front() < '0' || text.front() > '9');
      out.push_back({text, word || sign ? upper_text(text) : std::string(), word || name,
                     is_operator && behind_sign});
    }
    behind_sign = sign;
    behind_word = token.kind == SqlToken::Kind::word;
    behind_quote = token.kind == SqlToken::Kind::quoted ? token.in(sql).front() : '\0';
  }
  return out;
}

/// Words from `begin` to `end`, with one blank between them where there has to be one.
std::string joined_text(const std::vector<Word>& words, std::size_t begin, std::size_t end) {
  std::string out;
  bool glued = true;
  for (std::size_t i = begin; i < end; ++i) {
    const std::string& text = words[i].text;
    const bool closes = text == "," || text == ")" || text == "." || text == ";";
    const bool opens = text == "(" && i > begin && words[i - 1].is_name;
    if (!glued && !closes && !opens && !(words[i].joined && text != "(")) out += ' ';
    out += text;
    glued = text == "(" || text == ".";
  }
  return out;
}

class Statement {
 public:
  explicit Statement(std::string_view sql) : words_(words_of(sql)), end_(words_.size()) {}
  Statement(const std::vector<Word>& words, std::size_t begin, std::size_t end)
      : words_(words), at_(begin), end_(end) {}

  bool at_end() const { return at_ >= end_; }
  std::string_view peek() const { return at_end() ? std::string_view() : words_[at_].upper; }
  bool take(std::initializer_list<std::string_view> wanted) {
    std::size_t at = at_;
    for (const std::string_view word : wanted) {
      if (at >= end_ || words_[at++].upper != word) return false;
    }
    at_ = at;
    return true;
  }
  bool take(std::string_view word) { return take({word}); }
  void skip() { ++at_; }

  std::string name() {
    if (at_end()) return {};
    const std::string& text = words_[at_++].text;
    const char first = text.front();
    const bool in_quotes = first == '"' || first == '`' || first == '[' || first == '\'';
    return in_quotes && text.size() >= 2 ? unquoted(text) : text;
  }
  /// The last part of `a.b`.
  std::string last_name() {
    std::string out = name();
    while (take(".")) out = name();
    return out;
  }
  /// What is in the parentheses that open here; moves behind them.
  Statement inside() {
    std::size_t depth = 0;
    for (std::size_t i = at_; i < end_; ++i) {
      if (words_[i].upper == "(") ++depth;
      if (words_[i].upper == ")" && --depth == 0) {
        const std::size_t begin = std::exchange(at_, i + 1) + 1;
        return {words_, begin, i};
      }
    }
    return {words_, std::exchange(at_, end_), end_};
  }
  /// The parts between commas.
  std::vector<Statement> parts() const {
    std::vector<Statement> out;
    std::size_t begin = at_;
    std::size_t depth = 0;
    for (std::size_t i = at_; i < end_; ++i) {
      if (words_[i].upper == "(") ++depth;
      if (words_[i].upper == ")") --depth;
      if (depth != 0 || words_[i].upper != ",") continue;
      out.emplace_back(words_, begin, i);
      begin = i + 1;
    }
    if (begin < end_) out.emplace_back(words_, begin, end_);
    return out;
  }
  /// The words up to one of these outside of parentheses; moves there.
  template <class Words>
  std::string until(const Words& stops) {
    const std::size_t begin = at_;
    std::size_t depth = 0;
    for (; at_ < end_; ++at_) {
      const std::string& upper = words_[at_].upper;
      if (depth == 0 && std::ranges::find(stops, upper) != std::end(stops)) break;
      if (upper == "(") ++depth;
      if (upper == ")") --depth;
    }
    return joined_text(words_, begin, at_);
  }
  std::string rest() const { return joined_text(words_, at_, end_); }
  /// One word; a number with its sign and what stands in parentheses count as one. A constant
  /// means the same in parentheses: it is given without.
  std::string value() {
    const std::size_t begin = at_;
    if (peek() == "(") {
      inside();
      if (at_ == begin + 3 && is_constant(words_[begin + 1])) return constant(words_[begin + 1]);
      if (at_ == begin + 4 && words_[begin + 1].text == "-" && is_number(words_[begin + 2])) {
        return "-" + words_[begin + 2].text;
      }
    } else if (!at_end() && is_constant(words_[at_])) {
      return constant(words_[at_++]);
    } else {
      const bool is_negative = peek() == "-";
      if (is_negative || peek() == "+") ++at_;
      return (is_negative ? "-" : "") + (at_end() ? std::string() : words_[at_++].text);
    }
    return joined_text(words_, begin, std::min(at_, end_));
  }
  /// Whether the word here is a plain name and nothing else follows.
  bool is_one_name() const { return at_ + 1 == end_ && words_[at_].is_name; }

 private:
  static bool is_keyword(const Word& word) {
    static constexpr std::string_view kConstants[] = {
        "NULL", "TRUE", "FALSE", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP"};
    return std::ranges::find(kConstants, word.upper) != std::end(kConstants);
  }
  static bool is_number(const Word& word) {
    return !word.is_name && word.text.front() >= '0' && word.text.front() <= '9';
  }
  static bool is_constant(const Word& word) {
    return is_keyword(word) || is_number(word) || (!word.is_name && word.upper.empty());
  }
  static std::string constant(const Word& word) {
    return is_keyword(word) ? word.upper : word.text;
  }

  std::vector<Word> words_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
};

constexpr std::string_view kColumnWords[] = {"CONSTRAINT", "PRIMARY", "NOT",      "NULL",
                                             "UNIQUE",     "CHECK",   "DEFAULT",  "COLLATE",
                                             "REFERENCES", "AS",      "GENERATED"};

std::string conflict(Statement& at) {
  return at.take({"ON", "CONFLICT"}) ? " ON CONFLICT " + upper_text(at.name()) : std::string();
}

/// A column or expression of a key or an index.
IndexElement element(Statement part) {
  IndexElement out;
  constexpr std::string_view kStops[] = {"COLLATE", "ASC", "DESC"};
  Statement whole = part;
  out.text = part.until(kStops);
  Statement text(out.text);
  out.is_expression = !text.is_one_name();
  if (!out.is_expression) out.text = text.name();
  if (part.take("COLLATE")) out.collation = upper_text(part.name());
  out.descending = part.take("DESC");
  return out;
}

std::string element_text(const IndexElement& element) {
  std::string out = element.is_expression ? element.text : quoted(element.text);
  if (element.collation) out += " COLLATE " + *element.collation;
  if (element.descending) out += " DESC";
  return out;
}

class TableReader {
 public:
  Table read(std::string_view sql) {
    Statement at(sql);
    if (!at.take("CREATE")) return table_;
    if (at.take("VIRTUAL")) return read_virtual(at);
    if (!at.take("TEMP")) at.take("TEMPORARY");
    if (!at.take("TABLE")) return table_;
    at.take({"IF", "NOT", "EXISTS"});
    table_.name.name = at.last_name();
    for (Statement& item : at.inside().parts()) read_item(item);
    for (const Statement& option : at.parts()) table_.settings.push_back(upper_text(option.rest()));
    std::ranges::sort(table_.settings);
    std::ranges::sort(table_.constraints, [](const Constraint& left, const Constraint& right) {
      return std::tie(left.name, left.kind, left.definition) <
             std::tie(right.name, right.kind, right.definition);
    });
    return std::move(table_);
  }

 private:
  Table read_virtual(Statement& at) {
    at.take("TABLE");
    at.take({"IF", "NOT", "EXISTS"});
    table_.name.name = at.last_name();
    table_.settings.push_back(at.rest());
    return std::move(table_);
  }

  void read_item(Statement& item) {
    constexpr std::string_view kConstraints[] = {"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK",
                                                 "FOREIGN"};
    const bool is_constraint =
        std::ranges::find(kConstraints, item.peek()) != std::end(kConstraints);
    if (!is_constraint) return read_column(item);
    while (!item.at_end()) read_constraint(item, {});
  }

  void read_column(Statement& item) {
    Column column;
    column.name = item.name();
    column.type = upper_text(item.until(kColumnWords));
    while (!item.at_end()) {
      if (!read_column_word(item, column)) read_constraint(item, column.name, &column);
    }
    table_.columns.push_back(std::move(column));
  }

  static bool read_column_word(Statement& item, Column& column) {
    if (item.take({"NOT", "NULL"})) {
      column.not_null = true;
      const std::string action = conflict(item);
      // Of several the last holds.
      std::erase_if(column.settings,
                    [](const std::string& one) { return one.starts_with("NOT NULL"); });
      if (!action.empty()) column.settings.push_back("NOT NULL" + action);
      return true;
    }
    if (item.take("NULL")) {
      conflict(item);
      return true;
    }
    if (item.take("DEFAULT")) {
      column.default_value = item.value();
      return true;
    }
    if (item.take("COLLATE")) {
      column.collation = upper_text(item.name());
      return true;
    }
    if (item.take({"GENERATED", "ALWAYS", "AS"}) || item.take("AS")) {
      column.generated = item.inside().rest();
      column.stored = item.take("STORED");
      item.take("VIRTUAL");
      return true;
    }
    return false;
  }

  /// `own`: the column that it stands behind.
  void read_constraint(Statement& at, const std::string& own, Column* column = nullptr) {
    Constraint out;
    if (at.take("CONSTRAINT")) {
      out.name = at.name();
      if (column != nullptr && read_column_word(at, *column)) return;
    }
    if (at.take({"PRIMARY", "KEY"})) {
      out.kind = "primary key";
      read_key(at, "PRIMARY KEY", own, out);
      if (at.take("AUTOINCREMENT") && column != nullptr) column->auto_increment = true;
    } else if (at.take("UNIQUE")) {
      out.kind = "unique";
      read_key(at, "UNIQUE", own, out);
    } else if (at.take("CHECK")) {
      out.kind = "check";
      out.definition = fmt::format("CHECK ({})", at.inside().rest());
      conflict(at);
    } else if (at.take({"FOREIGN", "KEY"})) {
      for (Statement& part : at.inside().parts()) out.columns.push_back(part.name());
      read_reference(at, out);
    } else if (at.peek() == "REFERENCES") {
      out.columns = {own};
      read_reference(at, out);
    } else {
      return at.skip();
    }
    table_.constraints.push_back(std::move(out));
  }

  static void read_key(Statement& at, std::string_view words, const std::string& own,
                       Constraint& out) {
    out.definition = std::string(words);
    if (own.empty()) {
      std::string elements;
      for (const Statement& part : at.inside().parts()) {
        const IndexElement read = element(part);
        out.columns.push_back(read.text);
        elements += (elements.empty() ? "" : ", ") + element_text(read);
      }
      out.definition += fmt::format(" ({})", elements);
    } else {
      out.columns = {own};
      // Behind a column DESC keeps an INTEGER key from being the row's number.
      const bool descending = at.take("DESC");
      if (!descending) at.take("ASC");
      out.definition += descending ? " DESC" : fmt::format(" ({})", quoted(own));
    }
    out.definition += conflict(at);
  }

  static void read_reference(Statement& at, Constraint& out) {
    out.kind = "foreign key";
    out.on_update = out.on_delete = "NO ACTION";
    at.take("REFERENCES");
    out.referred = Name{{}, at.name()};
    if (at.peek() == "(") {
      for (Statement& part : at.inside().parts()) out.referred_columns.push_back(part.name());
    }
    std::string match;
    while (true) {
      if (at.take({"ON", "DELETE"})) {
        out.on_delete = action(at);
      } else if (at.take({"ON", "UPDATE"})) {
        out.on_update = action(at);
      } else if (at.take("MATCH")) {
        match = upper_text(at.name());
      } else if (at.take({"NOT", "DEFERRABLE"})) {
        out.deferrable = false;
      } else if (at.take("DEFERRABLE")) {
        out.deferrable = true;
      } else if (at.take({"INITIALLY", "DEFERRED"})) {
        out.deferred = out.deferrable;
      } else if (!at.take({"INITIALLY", "IMMEDIATE"})) {
        break;
      }
    }
    out.definition = fmt::format("FOREIGN KEY ({}) REFERENCES {}", names(out.columns),
                                 quoted(out.referred->name));
    if (!out.referred_columns.empty()) {
      out.definition += fmt::format(" ({})", names(out.referred_columns));
    }
    if (!match.empty()) out.definition += " MATCH " + match;
    if (out.on_delete != "NO ACTION") out.definition += " ON DELETE " + out.on_delete;
    if (out.on_update != "NO ACTION") out.definition += " ON UPDATE " + out.on_update;
    if (out.deferrable) out.definition += " DEFERRABLE";
    if (out.deferred) out.definition += " INITIALLY DEFERRED";
  }

  static std::string action(Statement& at) {
    std::string out = upper_text(at.name());
    if (out == "SET" || out == "NO") out += ' ' + upper_text(at.name());
    return out;
  }

  static std::string names(const std::vector<std::string>& list) {
    std::string out;
    for (const std::string& name : list) out += (out.empty() ? "" : ", ") + quoted(name);
    return out;
  }

  Table table_;
};

}  // namespace

Table read_sqlite_table(std::string_view sql) {
  return TableReader().read(sql);
}

Index read_sqlite_index(std::string_view sql) {
  Statement at(sql);
  Index out;
  at.take("CREATE");
  out.unique = at.take("UNIQUE");
  at.take("INDEX");
  at.take({"IF", "NOT", "EXISTS"});
  out.name = at.last_name();
  at.take("ON");
  const std::string table = at.name();
  std::string elements;
  for (const Statement& part : at.inside().parts()) {
    out.elements.push_back(element(part));
    elements += (elements.empty() ? "" : ", ") + element_text(out.elements.back());
  }
  if (at.take("WHERE")) out.condition = at.rest();
  out.definition =
      fmt::format("CREATE {}INDEX {} ON {} ({}){}", out.unique ? "UNIQUE " : "", quoted(out.name),
                  quoted(table), elements, out.condition ? " WHERE " + *out.condition : "");
  return out;
}

std::string read_sqlite_view(std::string_view sql) {
  Statement at(sql);
  constexpr std::string_view kAs[] = {"AS"};
  at.until(kAs);
  at.take("AS");
  return at.rest();
}

std::vector<std::string> sqlite_view_columns(std::string_view sql) {
  Statement at(sql);
  constexpr std::string_view kStops[] = {"AS", "("};
  at.until(kStops);
  std::vector<std::string> out;
  if (at.peek() != "(") return out;
  for (Statement part : at.inside().parts()) out.push_back(part.name());
  return out;
}

std::string read_sqlite_type(std::string_view declared) {
  return upper_text(plain_sqlite(declared));
}

std::string plain_sqlite(std::string_view sql) {
  return Statement(sql).rest();
}

}  // namespace retort::inspect
