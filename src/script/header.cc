// The scanner goes from one logical line of the module to the next. Lines inside functions and
// classes, strings, comments and brackets are skipped. A statement at column 0 that starts with a
// header name is parsed; any other module-level statement that mentions a header name outside of
// strings, and everything unusual, makes the file undecided. It never guesses.
#include "script/header.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace retort::script {
namespace {

constexpr std::array<std::string_view, 5> kNames = {"revision", "down_revision", "depends_on",
                                                    "branch_labels", "__doc__"};

struct Undecided {};

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80U;
}
bool is_name(char c) {
  return is_name_start(c) || (c >= '0' && c <= '9');
}
bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\f';
}
bool is_header_name(std::string_view name) {
  return std::ranges::find(kNames, name) != kNames.end();
}
bool is_quote(char c) {
  return c == '"' || c == '\'';
}

/// Characters at which skipping a logical line has to look.
constexpr std::array<bool, 256> kStops = [] {
  std::array<bool, 256> stops{};
  for (const char c : {'\0', '\n', '#', '\\', '"', '\'', '(', ')', '[', ']', '{', '}'}) {
    stops[static_cast<unsigned char>(c)] = true;
  }
  return stops;
}();

/// About as long as the docstrings that Alembic writes.
constexpr std::size_t kUsualDocstring = 160;

/// Characters at which a run of a string's plain characters ends.
constexpr std::array<bool, 256> kStringStops = [] {
  std::array<bool, 256> stops{};
  for (const char c : {'\0', '\n', '\r', '\\', '"', '\'', '{'}) {
    stops[static_cast<unsigned char>(c)] = true;
  }
  return stops;
}();

/// Whether a carriage return ends a line by itself, as Python allows and the scanner does not.
bool has_lone_return(std::string_view text) {
  std::size_t at = text.find('\r');
  while (at != std::string_view::npos && text.substr(at + 1, 1) == "\n") {
    at = text.find('\r', at + 1);
  }
  return at != std::string_view::npos;
}

void append_utf8(std::string& out, unsigned long code) {
  const auto add = [&](unsigned long byte) { out += static_cast<char>(byte); };
  if (code < 0x80) return add(code);
  if (code < 0x800) {
    add(0xC0 | (code >> 6));
  } else {
    if (code < 0x10000) {
      add(0xE0 | (code >> 12));
    } else {
      add(0xF0 | (code >> 18));
      add(0x80 | ((code >> 12) & 0x3F));
    }
    add(0x80 | ((code >> 6) & 0x3F));
  }
  add(0x80 | (code & 0x3F));
}

class Scanner {
 public:
  explicit Scanner(const std::string& text) : text_(text) {}

  Header run() {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    while (at_ < text_.size()) line();
    const bool incomplete = header_.revision.kind == HeaderValue::Kind::absent ||
                            header_.down_revision.kind == HeaderValue::Kind::absent;
    if (star_import_ && incomplete) throw Undecided{};
    return std::move(header_);
  }

 private:
  char peek(std::size_t offset = 0) const {
    return at_ + offset < text_.size() ? text_[at_ + offset] : '\0';
  }

  // ---- Lines --------------------------------------------------------------------------------

  void line() {
    const std::size_t start = at_;
    while (is_blank(peek())) ++at_;
    const char c = peek();
    if (c == '\n') {
      ++at_;
    } else if (c == '#') {
      skip_comment();
    } else if (at_ >= text_.size()) {
      return;
    } else if (at_ != start && text_[start] != '\f') {
      indented_line();
    } else {
      statement();
    }
  }

  void indented_line() {
    const std::size_t start = at_;
    skip_logical_line();
    if (!in_definition_) refuse_mention(start, at_);
  }

  void statement() {
    const bool first = !seen_statement_;
    seen_statement_ = true;
    const std::size_t start = at_;
    if (first && (is_quote(peek()) || starts_string())) return docstring();
    if (peek() == '\\') throw Undecided{};
    const std::string_view word = name();
    at_ = start;
    if (is_header_name(word)) {
      in_definition_ = false;
      return assignments();
    }
    in_definition_ = word == "def" || word == "class" || word == "async" || peek() == '@';
    if (in_definition_) return definition(word);
    skip_logical_line();
    const std::string_view whole(text_.data() + start, at_ - start);
    if (first && whole.front() == '(') throw Undecided{};
    if (word == "from" && whole.find('*') != std::string_view::npos) star_import_ = true;
    refuse_mention(start, at_);
  }

  void definition(std::string_view word) {
    const std::size_t start = at_;
    at_ += word.size();
    while (is_blank(peek())) ++at_;
    std::string_view defined = name();
    if (defined == "def") {
      while (is_blank(peek())) ++at_;
      defined = name();
    }
    if (is_header_name(defined)) throw Undecided{};
    at_ = start;
    skip_logical_line();
  }

  void docstring() {
    std::string value = strings(false);
    blanks(0);
    if (peek() == ';') throw Undecided{};
    if (!at_statement_end()) {
      skip_logical_line();
      return;
    }
    header_.docstring = std::move(value);
    end_statement();
  }

  /// An identifier; the cursor stands after it.
  std::string_view name() {
    const std::size_t start = at_;
    if (!is_name_start(peek())) return {};
    while (is_name(peek())) ++at_;
    return std::string_view(text_).substr(start, at_ - start);
  }

  // ---- Skipping -----------------------------------------------------------------------------

  void skip_comment() {
    const std::size_t end = text_.find('\n', at_);
    at_ = end == std::string::npos ? text_.size() : end;
  }

  /// To the start of the next logical line.
  void skip_logical_line() {
    int depth = 0;
    const char* const text = text_.c_str();
    while (true) {
      while (!kStops[static_cast<unsigned char>(text[at_])]) ++at_;
      switch (text[at_]) {
        case '\n':
          ++at_;
          if (depth == 0) return;
          break;
        case '\0':
          if (at_ < text_.size()) throw Undecided{};
          if (depth > 0) throw Undecided{};
          return;
        default:
          depth += skip_special();
          if (depth < 0) throw Undecided{};
          break;
      }
    }
  }

  /// Skips a comment, a string, a joined line or one bracket; returns the change of depth.
  int skip_special() {
    switch (text_[at_]) {
      case '#':
        skip_comment();
        return 0;
      case '\\':
        at_ = std::min(at_ + (peek(1) == '\r' ? 3 : 2), text_.size());
        return 0;
      case '"':
      case '\'':
        skip_string();
        return 0;
      case '(':
      case '[':
      case '{':
        ++at_;
        return 1;
      default:
        ++at_;
        return -1;
    }
  }

  /// Whether the quote under the cursor opens an f-string.
  bool is_format_string() const {
    std::size_t begin = at_;
    bool format = false;
    while (begin > 0 && at_ - begin < 2 && std::strchr("rRbBuUfF", text_[begin - 1]) != nullptr) {
      --begin;
      format = format || text_[begin] == 'f' || text_[begin] == 'F';
    }
    return format && (begin == 0 || !is_name(text_[begin - 1]));
  }

  bool at_triple(char quote) const {
    return peek() == quote && peek(1) == quote && peek(2) == quote;
  }

  /// To the next character of a string at which something may end. The text ends with a NUL.
  void skip_plain() {
    const char* const text = text_.c_str();
    while (at_ < text_.size() && !kStringStops[static_cast<unsigned char>(text[at_])]) ++at_;
  }

  void skip_string() {
    const char quote = peek();
    const bool format = is_format_string();
    const bool triple = at_triple(quote);
    at_ += triple ? 3 : 1;
    while (true) {
      skip_plain();
      if (at_ >= text_.size() || (peek() == '\n' && !triple)) throw Undecided{};
      const char c = peek();
      if (c == '\\') {
        at_ += 2;
      } else if (c == quote && (!triple || at_triple(quote))) {
        at_ += triple ? 3 : 1;
        return;
      } else if (c == '{' && format) {
        skip_field();
      } else {
        ++at_;
      }
    }
  }

  /// A replacement field of an f-string, or a doubled brace.
  void skip_field() {
    ++at_;
    if (peek() == '{') {
      ++at_;
      return;
    }
    if (++nesting_ > 50) throw Undecided{};
    int depth = 1;
    bool in_spec = false;
    while (depth > 0) {
      if (at_ >= text_.size()) throw Undecided{};
      const char c = peek();
      if (in_spec && c == '{') {
        skip_field();
      } else if (in_spec && c != '}') {
        ++at_;
      } else if (c == ':' && depth == 1) {
        in_spec = true;
        ++at_;
      } else if (kStops[static_cast<unsigned char>(c)] && c != '\n' && c != '\0') {
        depth += skip_special();
      } else {
        ++at_;
      }
    }
    --nesting_;
  }

  /// Undecided if a header name stands between `start` and `end` as a name of its own.
  void refuse_mention(std::size_t start, std::size_t end) {
    const std::string_view range = std::string_view(text_).substr(start, end - start);
    const auto has = [&](std::string_view name) { return range.find(name) != range.npos; };
    if (!has("revision") && !has("depends_on") && !has("branch_labels") && !has("__doc__")) return;
    at_ = start;
    char before = '\0';
    while (at_ < end) {
      const char c = peek();
      if (is_name_start(c)) {
        const std::string_view found = name();
        const bool is_prefix = is_quote(peek());
        if (!is_prefix && before != '.' && is_header_name(found)) throw Undecided{};
        before = 'a';
      } else if (c == '#' || is_quote(c) || c == '\\') {
        skip_special();
        before = c;
      } else {
        if (!is_blank(c)) before = c;
        ++at_;
      }
    }
    at_ = end;
  }

  // ---- Assignments --------------------------------------------------------------------------

  /// `name [: annotation] = [name =]... value [; ...]`, up to the end of the line.
  void assignments() {
    do {
      assignment();
      while (is_blank(peek())) ++at_;
      if (peek() != ';') break;
      ++at_;
      while (is_blank(peek())) ++at_;
    } while (!at_statement_end());
    end_statement();
  }

  void assignment() {
    const std::size_t start = at_;
    std::vector<HeaderValue*> targets = {target()};
    blanks(0);
    if (peek() == ':') {
      if (!skip_annotation()) return;
    } else {
      equals();
    }
    while (HeaderValue* more = next_target()) targets.push_back(more);
    HeaderValue value = top_value();
    value.span = {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(at_)};
    blanks(0);
    if (peek() != ';' && !at_statement_end()) throw Undecided{};
    while (targets.size() > 1) {
      *targets.back() = value;
      targets.pop_back();
    }
    *targets.front() = std::move(value);
  }

  HeaderValue* target() {
    HeaderValue* variable = header_.variable(name());
    if (variable == nullptr) throw Undecided{};
    return variable;
  }

  /// A further target of `a = b = value`; null at the value.
  HeaderValue* next_target() {
    const std::size_t start = at_;
    HeaderValue* variable = header_.variable(name());
    blanks(0);
    if (variable != nullptr && peek() == '=' && peek(1) != '=') {
      equals();
      return variable;
    }
    at_ = start;
    return nullptr;
  }

  void equals() {
    if (peek() != '=' || peek(1) == '=') throw Undecided{};
    ++at_;
    blanks(0);
  }

  /// To after the `=`; false if there is none, so that nothing is assigned.
  bool skip_annotation() {
    int depth = 0;
    ++at_;
    while (true) {
      const char c = peek();
      if (c == '=' && depth == 0) {
        equals();
        return true;
      }
      if (depth == 0 && at_statement_end()) return false;
      if (at_ >= text_.size()) throw Undecided{};
      if (kStops[static_cast<unsigned char>(c)] && c != '\n') {
        depth += skip_special();
      } else {
        ++at_;
      }
    }
  }

  bool at_statement_end() const {
    return at_ >= text_.size() || peek() == '\n' || peek() == '#' ||
           (peek() == '\r' && peek(1) == '\n');
  }

  void end_statement() {
    blanks(0);
    if (!at_statement_end()) throw Undecided{};
    skip_comment();
    if (at_ < text_.size()) ++at_;
  }

  /// Blanks and joined lines; inside brackets also line ends and comments.
  void blanks(int depth) {
    while (true) {
      const char c = peek();
      if (c == '\r' && peek(1) == '\n' && depth == 0) return;
      if (is_blank(c) || (c == '\n' && depth > 0)) {
        ++at_;
      } else if (c == '#' && depth > 0) {
        skip_comment();
      } else if (c == '\\' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
        skip_special();
      } else {
        return;
      }
    }
  }

  // ---- Values -------------------------------------------------------------------------------

  /// A value, or several separated by commas.
  HeaderValue top_value() {
    HeaderValue first = value(0);
    const std::size_t end = at_;
    blanks(0);
    if (peek() != ',') {
      at_ = end;
      return first;
    }
    HeaderValue sequence;
    sequence.kind = HeaderValue::Kind::sequence;
    add_item(sequence, first);
    while (peek() == ',') {
      ++at_;
      blanks(0);
      if (peek() == ';' || at_statement_end()) break;
      add_item(sequence, value(0));
      blanks(0);
    }
    return sequence;
  }

  void add_item(HeaderValue& sequence, const HeaderValue& item) {
    if (item.kind != HeaderValue::Kind::text) throw Undecided{};
    sequence.items.push_back(item.items.front());
  }

  HeaderValue value(int depth) {
    if (depth > 50) throw Undecided{};
    const char c = peek();
    if (c == '(' || c == '[') return bracketed(depth + 1);
    if (is_quote(c) || starts_string()) return {HeaderValue::Kind::text, {strings(depth > 0)}, {}};
    const std::string_view word = name();
    if (word == "None") return {HeaderValue::Kind::none, {}, {}};
    const HeaderValue* variable = header_.variable(word);
    if (variable == nullptr || variable->kind == HeaderValue::Kind::absent) throw Undecided{};
    return *variable;
  }

  HeaderValue bracketed(int depth) {
    const char close = peek() == '(' ? ')' : ']';
    ++at_;
    HeaderValue sequence;
    sequence.kind = HeaderValue::Kind::sequence;
    bool comma = false;
    blanks(depth);
    while (peek() != close) {
      const HeaderValue item = value(depth);
      blanks(depth);
      if (peek() == close && close == ')' && !comma) {
        ++at_;
        return item;
      }
      add_item(sequence, item);
      if (peek() != ',' && peek() != close) throw Undecided{};
      if (peek() == ',') {
        comma = true;
        ++at_;
      }
      blanks(depth);
    }
    ++at_;
    return sequence;
  }

  /// Whether a string with a prefix of `r` or `u` starts here.
  bool starts_string() const {
    return std::strchr("rRuU", peek()) != nullptr && peek() != '\0' && is_quote(peek(1));
  }

  /// One or more adjacent string literals.
  std::string strings(bool inside) {
    std::string value = string();
    blanks(inside ? 1 : 0);
    while (is_quote(peek()) || starts_string()) {
      value += string();
      blanks(inside ? 1 : 0);
    }
    // A byte string, an f-string or anything else that continues the expression.
    if (is_name_start(peek())) throw Undecided{};
    return value;
  }

  std::string string() {
    const bool raw = peek() == 'r' || peek() == 'R';
    if (!is_quote(peek())) ++at_;
    const char quote = peek();
    const bool triple = at_triple(quote);
    at_ += triple ? 3 : 1;
    std::string value;
    if (triple) value.reserve(kUsualDocstring);
    while (true) {
      if (at_ >= text_.size() || (peek() == '\n' && !triple)) throw Undecided{};
      const std::size_t plain = at_;
      skip_plain();
      value.append(text_, plain, at_ - plain);
      if (at_ > plain) continue;
      const char c = peek();
      if (c == quote && (!triple || at_triple(quote))) break;
      ++at_;
      if (c == '\\' && raw) {
        if (peek() == '\r') throw Undecided{};
        value += c;
        value += peek();
        ++at_;
      } else if (c == '\\') {
        escape(value);
      } else if (c != '\r') {
        value += c;
      }
    }
    at_ += triple ? 3 : 1;
    return value;
  }

  /// What follows a backslash.
  void escape(std::string& value) {
    const char c = peek();
    ++at_;
    if (c == '\r' && peek() == '\n') ++at_;
    if (c == '\n' || c == '\r') return;
    constexpr std::string_view kPlain = "\\'\"abfnrtv";
    constexpr std::string_view kMeaning = "\\'\"\a\b\f\n\r\t\v";
    if (const std::size_t at = kPlain.find(c); at != kPlain.npos) {
      value += kMeaning[at];
    } else if (c >= '0' && c <= '7') {
      --at_;
      append_utf8(value, digits(3, 8, false));
    } else if (c == 'x' || c == 'u' || c == 'U') {
      append_utf8(value, digits(c == 'x' ? 2 : c == 'u' ? 4 : 8, 16, true));
    } else if (c == 'N') {
      throw Undecided{};
    } else {
      (value += '\\') += c;
    }
  }

  unsigned long digits(int most, unsigned base, bool exactly) {
    unsigned long code = 0;
    int count = 0;
    for (; count < most; ++count, ++at_) {
      const char c = peek();
      unsigned digit = 99;
      if (c >= '0' && c <= '9') digit = static_cast<unsigned>(c - '0');
      if (c >= 'a' && c <= 'f') digit = static_cast<unsigned>(c - 'a') + 10;
      if (c >= 'A' && c <= 'F') digit = static_cast<unsigned>(c - 'A') + 10;
      if (digit >= base) break;
      code = code * base + digit;
    }
    if ((exactly && count < most) || code > 0x10FFFF) throw Undecided{};
    return code;
  }

  const std::string& text_;
  std::size_t at_ = 0;
  bool seen_statement_ = false;
  bool in_definition_ = false;
  bool star_import_ = false;
  int nesting_ = 0;
  Header header_;
};

/// Python's str.strip() for ASCII white space.
std::string_view stripped(std::string_view text) {
  constexpr std::string_view kSpace = " \t\n\r\f\v\x1c\x1d\x1e\x1f";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

}  // namespace

HeaderValue* Header::variable(std::string_view name) {
  if (name == "revision") return &revision;
  if (name == "down_revision") return &down_revision;
  if (name == "depends_on") return &depends_on;
  if (name == "branch_labels") return &branch_labels;
  return nullptr;
}

std::optional<Header> scan_header(const std::string& text) {
  if (has_lone_return(text)) return std::nullopt;
  try {
    return Scanner(text).run();
  } catch (const Undecided&) {
    return std::nullopt;
  }
}

std::string long_doc_of(std::string_view docstring) {
  return std::string(stripped(docstring));
}

}  // namespace retort::script
