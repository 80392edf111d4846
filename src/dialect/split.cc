// A statement ends at the first terminator outside of quotes, comments and parentheses, and outside
// of the body of a routine:
//
//   PostgreSQL  BEGIN ATOMIC ... END of CREATE FUNCTION and PROCEDURE (as psql counts them)
//   SQLite      CREATE TRIGGER ends at `; END ;` (as sqlite3_complete says)
//   MySQL       the terminator is what DELIMITER has set
//
// On PostgreSQL the parser's word comes first: only a text that it refuses is split like this, and
// COPY with its rows, which are no SQL.
#include "dialect/split.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "dialect/postgresql_parser.h"
#include "dialect/sql_scanner.h"

namespace retort::dialect {
namespace {

using Kind = SqlToken::Kind;

/// Follows the words of a statement to tell whether a `;` ends it.
class Body {
 public:
  explicit Body(SqlSyntax syntax) : syntax_(syntax) {}

  void word(std::string_view text) {
    if (syntax_ == SqlSyntax::postgresql) postgresql_word(text);
    if (syntax_ == SqlSyntax::sqlite) sqlite_word(text);
    ++words_;
  }
  void sign(char c) {
    ++words_;
    if (c == '(') ++parentheses_;
    if (c == ')' && parentheses_ > 0) --parentheses_;
    trigger_end_ = TriggerEnd::none;
    if (trigger_ != Trigger::yes && trigger_ != Trigger::explained) trigger_ = Trigger::no;
  }
  /// A `;`: whether it ends the statement.
  bool ends() {
    if (trigger_ == Trigger::yes && trigger_end_ != TriggerEnd::end) {
      trigger_end_ = TriggerEnd::semicolon;
      return false;
    }
    if (syntax_ != SqlSyntax::postgresql) return true;
    return parentheses_ == 0 && depth_ == 0;
  }

 private:
  enum class Trigger { unknown, explained, create, yes, no };
  enum class TriggerEnd { none, semicolon, end };

  void postgresql_word(std::string_view text) {
    if (words_ == 0) creates_ = is_word(text, "CREATE");
    if (words_ < 4 && (is_word(text, "FUNCTION") || is_word(text, "PROCEDURE"))) routine_ = true;
    if (!creates_ || !routine_ || parentheses_ > 0) return;
    if (is_word(text, "BEGIN") || (depth_ > 0 && is_word(text, "CASE"))) ++depth_;
    if (depth_ > 0 && is_word(text, "END")) --depth_;
  }

  void sqlite_word(std::string_view text) {
    if (trigger_ == Trigger::yes) {
      const bool end = trigger_end_ == TriggerEnd::semicolon && is_word(text, "END");
      trigger_end_ = end ? TriggerEnd::end : TriggerEnd::none;
    } else if (trigger_ == Trigger::create) {
      const bool temporary = is_word(text, "TEMP") || is_word(text, "TEMPORARY");
      if (!temporary) trigger_ = is_word(text, "TRIGGER") ? Trigger::yes : Trigger::no;
    } else if (trigger_ != Trigger::no && is_word(text, "CREATE")) {
      trigger_ = Trigger::create;
    } else if (trigger_ == Trigger::unknown) {
      trigger_ = is_word(text, "EXPLAIN") ? Trigger::explained : Trigger::no;
    }
  }

  SqlSyntax syntax_;
  int words_ = 0;
  int parentheses_ = 0;
  int depth_ = 0;
  bool creates_ = false;
  bool routine_ = false;
  Trigger trigger_ = Trigger::unknown;
  TriggerEnd trigger_end_ = TriggerEnd::none;
};

Span span_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

bool mentions(std::string_view text, std::string_view lower_word) {
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
  return std::ranges::search(text, lower_word, same).begin() != text.end();
}

class Splitter {
 public:
  Splitter(const Source& source, Span range, SqlSyntax syntax)
      : source_(source),
        text_(std::string_view(source.text).substr(0, range.end)),
        at_(range.begin),
        syntax_(syntax) {}

  std::vector<StatementPiece> run() {
    if (const std::size_t nul = text_.find('\0', at_); nul != text_.npos) {
      fail(nul, nul + 1, "The file holds a character with code 0", "Remove the character.");
    }
    if (syntax_ != SqlSyntax::postgresql) {
      while (next()) continue;
    } else if (mentions(text_.substr(at_), "stdin")) {
      run_with_copies();
    } else {
      parse_or_scan(text_.size());
    }
    return std::move(pieces_);
  }

 private:
  [[noreturn]] void fail(std::size_t begin, std::size_t end, std::string message,
                         std::string hint) const {
    throw Error(ErrorCode::parse, std::move(message), place_in(source_, span_of(begin, end)))
        .with_hint(std::move(hint));
  }

  // ---- PostgreSQL ---------------------------------------------------------------------------

  /// Adds the statements up to `end`, which does not cut one.
  void parse_or_scan(std::size_t end) {
    const std::string part(text_.substr(at_, end - at_));
    const std::optional<std::vector<Span>> parsed = parse_statements(part);
    if (!parsed) {
      const std::string_view whole = std::exchange(text_, text_.substr(0, end));
      while (next()) continue;
      text_ = whole;
      return;
    }
    for (const Span& span : *parsed) add(at_ + span.begin, at_ + span.end);
    at_ = end;
  }

  void run_with_copies() {
    std::size_t begin = at_;
    while (next()) {
      const StatementPiece copy = pieces_.back();
      pieces_.pop_back();
      if (!reads_rows(copy)) continue;
      const std::size_t after = at_;
      std::swap(at_, begin);
      parse_or_scan(copy.lead);
      at_ = after;
      pieces_.push_back(copy);
      take_rows();
      begin = at_;
    }
    at_ = begin;
    parse_or_scan(text_.size());
  }

  bool reads_rows(const StatementPiece& piece) const {
    const std::string_view text =
        std::string_view(source_.text).substr(piece.span.begin, piece.span.end - piece.span.begin);
    bool copy = false;
    bool from = false;
    for (SqlToken token = next_token(text, 0, syntax_); token.kind != Kind::end;
         token = next_token(text, token.end, syntax_)) {
      if (token.kind == Kind::blank || token.kind == Kind::comment) continue;
      const std::string_view word = token.in(text);
      if (token.begin == 0) copy = is_word(word, "COPY");
      if (!copy || (from && is_word(word, "STDIN"))) return copy;
      from = is_word(word, "FROM");
    }
    return false;
  }

  /// The lines after `COPY ... FROM STDIN;` up to `\.`.
  void take_rows() {
    StatementPiece& piece = pieces_.back();
    const std::size_t line_end = text_.find('\n', at_);
    const std::string_view rest = text_.substr(at_, line_end - at_);
    if (text_[at_ - 1] != ';' || line_end == text_.npos) return fail_rows(piece);
    if (const std::size_t stray = rest.find_first_not_of(" \t\r"); stray != rest.npos) {
      fail(at_ + stray, at_ + rest.size(), "The rows of COPY begin on the line after its `;`",
           "Move this to a line of its own, after the line `\\.` that ends the rows.");
    }
    const std::size_t begin = line_end + 1;
    for (std::size_t line = begin; line < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', line), text_.size());
      const std::string_view content = text_.substr(line, end - line);
      if (content == "\\." || content == "\\.\r") {
        piece.data = span_of(begin, line);
        at_ = std::min(end + 1, text_.size());
        return;
      }
      line = end + 1;
    }
    fail_rows(piece);
  }

  [[noreturn]] void fail_rows(const StatementPiece& piece) const {
    fail(piece.span.begin, piece.span.end, "The rows of COPY FROM STDIN have no end",
         "Write the rows on the lines after `COPY ... FROM STDIN;` and after them a line `\\.`.");
  }

  // ---- One statement after the other ----------------------------------------------------------

  /// Adds the next statement; false at the end of the text.
  bool next() {
    while (at_ < text_.size()) {
      if (read_statement()) return true;
    }
    return false;
  }

  /// Goes past one statement, one terminator without a statement, or one DELIMITER; whether it was
  /// a statement.
  bool read_statement() {
    const std::size_t start = at_;
    Body body(syntax_);
    std::size_t last = start;  // The end of the statement's last token.
    for (SqlToken token = next_token(text_, at_, syntax_); token.kind != Kind::end;
         token = next_token(text_, token.end, syntax_)) {
      if (token.kind == Kind::blank || token.kind == Kind::comment) continue;
      if (token.kind == Kind::open) fail_open(token);
      if (last == start && is_command(token)) return false;
      if (const std::size_t at = terminator(token, body); at != text_.npos) {
        at_ = at + delimiter_.size();
        return add(start, at);
      }
      last = token.end;
      if (token.kind == Kind::word) {
        body.word(token.in(text_));
      } else if (text_[token.begin] != ';') {
        body.sign(text_[token.begin]);
      }
    }
    at_ = text_.size();
    return add(start, last);
  }

  /// Whether a client's own command begins here: DELIMITER takes effect, all others are refused.
  bool is_command(const SqlToken& token) {
    if (is_shell_command(token)) fail_shell_command(token);
    if (syntax_ != SqlSyntax::mysql || !is_word(token.in(text_), "DELIMITER")) return false;
    set_delimiter(token);
    return true;
  }

  /// Where in the token the statement's terminator begins; npos if it does not.
  std::size_t terminator(const SqlToken& token, Body& body) const {
    if (token.kind == Kind::quoted) return text_.npos;
    if (delimiter_ == ";") {
      return text_[token.begin] == ';' && body.ends() ? token.begin : text_.npos;
    }
    const std::size_t at = text_.find(delimiter_, token.begin);
    return at < token.end ? at : text_.npos;
  }

  void set_delimiter(const SqlToken& token) {
    const std::size_t line_end = std::min(text_.find('\n', token.end), text_.size());
    const std::string_view line = text_.substr(token.end, line_end - token.end);
    const std::size_t begin = line.find_first_not_of(" \t\r");
    if (begin == line.npos) {
      fail(token.begin, token.end, "DELIMITER does not say which",
           "Write it as `DELIMITER //`, and `DELIMITER ;` after the routine.");
    }
    const std::size_t end = std::min(line.find_first_of(" \t\r", begin), line.size());
    delimiter_ = line.substr(begin, end - begin);
    at_ = line_end;
  }

  /// psql's `\connect` and the like, and `.mode` of SQLite's shell.
  bool is_shell_command(const SqlToken& token) const {
    const char c = text_[token.begin];
    return (c == '\\' && syntax_ == SqlSyntax::postgresql) ||
           (c == '.' && syntax_ == SqlSyntax::sqlite);
  }

  [[noreturn]] void fail_shell_command(const SqlToken& token) const {
    const std::size_t end = std::min(text_.find_first_of(" \t\r\n", token.begin), text_.size());
    const bool postgresql = syntax_ == SqlSyntax::postgresql;
    fail(token.begin, end,
         fmt::format("`{}` is a command of {}, not SQL",
                     text_.substr(token.begin, end - token.begin),
                     postgresql ? "psql" : "SQLite's shell"),
         "Remove the line: a migration holds what the database itself understands.");
  }

  [[noreturn]] void fail_open(const SqlToken& token) const {
    const std::string_view text = token.in(text_);
    const bool comment = text.starts_with("/*");
    std::size_t width = comment ? 2 : 1;
    if (text.front() == '$') width = text.find('$', 1) + 1;
    fail(token.begin, token.begin + width,
         fmt::format("This {} is not closed", comment ? "comment" : "quote"),
         fmt::format("Write the {} that ends it.", closing_of(text)));
  }

  static std::string closing_of(std::string_view open) {
    if (open.starts_with("/*")) return "`*/`";
    if (open.starts_with('$')) return fmt::format("`{}`", open.substr(0, open.find('$', 1) + 1));
    if (open.starts_with('[')) return "`]`";
    return open.starts_with('"') ? "`\"`" : open.starts_with('`') ? "backtick" : "`'`";
  }

  // ---- Pieces ---------------------------------------------------------------------------------

  /// Adds a statement with blanks and comments around it; false if there is nothing else.
  bool add(std::size_t begin, std::size_t end) {
    StatementPiece piece;
    const std::string_view text = text_.substr(0, end);
    const std::size_t first = after_blanks(text, begin, syntax_);
    if (first >= end) return false;
    std::size_t last = first;
    for (SqlToken token = next_token(text, first, syntax_); token.kind != Kind::end;
         token = next_token(text, token.end, syntax_)) {
      if (token.kind != Kind::blank && token.kind != Kind::comment) last = token.end;
    }
    piece.span = span_of(first, last);
    piece.lead = static_cast<std::uint32_t>(lead_of(begin, first));
    piece.delimiter = std::string(delimiter_);
    pieces_.push_back(std::move(piece));
    return true;
  }

  /// The start of the comments before `first` that do not stand on the line of what was before.
  std::size_t lead_of(std::size_t begin, std::size_t first) const {
    std::size_t lead = begin;
    const bool continues_line = begin > 0 && source_.text[begin - 1] != '\n';
    const std::size_t line_end = text_.find('\n', begin);
    if (continues_line && line_end < first) lead = line_end + 1;
    lead = std::min(text_.find_first_not_of(" \t\r\n\f\v", lead), first);
    // A comment of several lines that began on that line belongs to what was before.
    const bool inside = after_blanks(text_.substr(0, first + 1), lead, syntax_) != first;
    return inside ? first : lead;
  }

  const Source& source_;
  std::string_view text_;  ///< Up to the end of the range.
  std::size_t at_;
  SqlSyntax syntax_;
  std::string_view delimiter_ = ";";
  std::vector<StatementPiece> pieces_;
};

}  // namespace

std::vector<StatementPiece> split_statements(const Source& source, Span range,
                                             std::string_view dialect) {
  return Splitter(source, range, syntax_of(dialect)).run();
}

}  // namespace retort::dialect
