// One pass over the lines. The header's lines come first; each section goes on to the next one.
#include "script/sql_outline.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/similar.h"
#include "dialect/sql_scanner.h"
#include "script/timeouts.h"

namespace retort::script {
namespace {

constexpr std::string_view kBlanks = " \t\r\f\v";

constexpr std::array<std::string_view, 12> kKeywords = {
    "revision",     "revises",           "depends_on", "branch_labels", "message", "transaction",
    "lock_timeout", "statement_timeout", "env",        "secret",        "upgrade", "downgrade"};

constexpr std::array<std::string_view, 4> kDialects = {"postgresql", "sqlite", "mysql", "mariadb"};

/// Words of other tools, and of Alembic's scripts, for what Retort calls otherwise.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kOtherWords = {{
    {"up", "upgrade"},
    {"down", "downgrade"},
    {"down_revision", "revises"},
    {"parent", "revises"},
    {"id", "revision"},
    {"requires", "depends_on"},
    {"depends", "depends_on"},
    {"label", "branch_labels"},
    {"labels", "branch_labels"},
    {"description", "message"},
    {"environment", "env"},
}};

bool is_one_of(std::string_view word, const auto& words) {
  return std::ranges::find(words, word) != words.end();
}

bool same_ignoring_case(std::string_view text, std::string_view lower) {
  return std::ranges::equal(text, lower, [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
  });
}

/// Where the keyword of a `-- retort:` line begins. The comment sign, blanks and letters may be
/// written otherwise; a line whose colon is missing has `colon` false.
struct Prefix {
  std::size_t keyword = 0;  ///< Offset in the line.
  bool colon = true;
};

std::optional<Prefix> prefix_of(std::string_view line) {
  constexpr std::string_view kName = "retort";
  std::size_t at = std::min(line.find_first_not_of(kBlanks), line.size());
  if (line.substr(at, 2) != "--") return std::nullopt;
  at = std::min(line.find_first_not_of(kBlanks, at + 2), line.size());
  if (!same_ignoring_case(line.substr(at, kName.size()), kName)) return std::nullopt;
  const std::size_t end = at + kName.size();
  at = std::min(line.find_first_not_of(kBlanks, end), line.size());
  if (at < line.size() && line[at] == ':') {
    at = std::min(line.find_first_not_of(kBlanks, at + 1), line.size());
    return Prefix{at, true};
  }
  if (at == end) return std::nullopt;
  return Prefix{at, false};
}

/// A word of a directive's line.
struct Word {
  std::string_view text;
  Span span;
};

/// The words of a range, parted by blanks and commas.
std::vector<Word> words_in(std::string_view text, Span range) {
  constexpr std::string_view kParts = " \t\r\f\v,";
  std::vector<Word> words;
  const std::string_view part = text.substr(0, range.end);
  std::size_t at = part.find_first_not_of(kParts, range.begin);
  while (at != part.npos) {
    const std::size_t end = std::min(part.find_first_of(kParts, at), part.size());
    words.push_back({part.substr(at, end - at),
                     {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}});
    at = part.find_first_not_of(kParts, end);
  }
  return words;
}

bool is_variable_name(std::string_view name) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  return !name.empty() && letter(name.front()) &&
         std::ranges::all_of(name, [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

class Reader {
 public:
  Reader(const Source& source, const std::string& path) : source_(source), text_(source.text) {
    outline_.spec.path = path;
  }

  SqlOutline run() {
    if (text_.size() > std::numeric_limits<std::int32_t>::max()) {
      throw Error(ErrorCode::unsupported, "The migration is larger than 2 GB",
                  place_in(source_, {}))
          .with_hint("Part it into several revisions, or load the rows from a file of their own.");
    }
    std::size_t at = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    header_begin_ = at;
    while (at < text_.size()) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      line(at, end);
      at = end + 1;
    }
    if (outline_.sections.empty()) check_header(text_.size());
    end_section(text_.size());
    name_revision();
    return std::move(outline_);
  }

 private:
  Error failure(Span span, std::string message) const {
    return Error(ErrorCode::parse, std::move(message), place_in(source_, span));
  }
  std::string_view at(Span span) const { return text_.substr(span.begin, span.end - span.begin); }

  // ---- Lines ----------------------------------------------------------------------------------

  void line(std::size_t begin, std::size_t end) {
    const std::string_view content = text_.substr(begin, end - begin);
    const std::optional<Prefix> prefix = prefix_of(content);
    if (!prefix) {
      if (outline_.sections.empty() && !outline_.spec.long_doc.empty()) add_comment(content);
      return;
    }
    const std::size_t last = begin + content.find_last_not_of(kBlanks) + 1;
    const Span rest{static_cast<std::uint32_t>(begin + prefix->keyword),
                    static_cast<std::uint32_t>(std::max(last, begin + prefix->keyword))};
    const std::size_t length = std::min(at(rest).find_first_of(kBlanks), at(rest).size());
    const Span keyword{rest.begin, rest.begin + static_cast<std::uint32_t>(length)};
    if (!prefix->colon) return check_missing_colon(keyword, rest);
    line_begin_ = begin;
    line_end_ = end;
    directive(keyword, {keyword.end, rest.end});
  }

  /// `-- retort upgrade` is meant as a directive; a sentence that begins so is not.
  void check_missing_colon(Span keyword, Span rest) const {
    const std::string_view word = at(keyword);
    const bool section = word == "upgrade" || word == "downgrade";
    const std::size_t most = section ? 1 : 2;
    if (!is_one_of(word, kKeywords) || words_in(text_, rest).size() > most) return;
    throw failure(rest, "The colon after `-- retort` is missing")
        .with_hint(fmt::format("Write `-- retort: {}`.", at(rest)));
  }

  /// Comments below the message are the rest of the revision's description.
  void add_comment(std::string_view content) {
    std::size_t begin = std::min(content.find_first_not_of(kBlanks), content.size());
    if (content.substr(begin, 2) != "--") return;
    begin += 2;
    if (content.substr(begin, 1) == " ") ++begin;
    const std::size_t end = content.find_last_not_of(kBlanks) + 1;
    comments_ += '\n';
    comments_ += content.substr(begin, std::max(end, begin) - begin);
  }

  void directive(Span keyword, Span rest) {
    const std::string_view word = at(keyword);
    if (!is_one_of(word, kKeywords)) throw unknown(keyword);
    if (word == "upgrade" || word == "downgrade") {
      return section(word == "upgrade" ? Direction::upgrade : Direction::downgrade, keyword, rest);
    }
    if (!outline_.sections.empty()) {
      throw failure(keyword, fmt::format("`{}` stands below the first section", word))
          .with_hint(
              "Move the line above the first `-- retort: upgrade` or `-- retort: downgrade`.");
    }
    if (word == "env" || word == "secret") return variables(keyword, rest);
    if (const auto [first, is_new] = given_.emplace(word, keyword); !is_new) {
      throw failure(keyword, fmt::format("`{}` is given twice", word))
          .with_hint(fmt::format("Keep one of the two lines; the other is line {}.",
                                 line_of(text_, first->second.begin)));
    }
    header(word, keyword, rest);
  }

  Error unknown(Span keyword) const {
    const std::string_view word = at(keyword);
    if (word.empty()) {
      return failure(keyword, "`-- retort:` does not say what")
          .with_hint("Write a keyword after it, such as `-- retort: upgrade`.");
    }
    const auto* const other =
        std::ranges::find(kOtherWords, word, [](const auto& p) { return p.first; });
    const std::string_view meant =
        other != kOtherWords.end() ? other->second : nearest(word, kKeywords);
    Error error = failure(keyword, fmt::format("`{}` is not a keyword of SQL migrations", word));
    if (!meant.empty()) return error.with_hint(fmt::format("Did you mean `{}`?", meant));
    return error.with_hint(fmt::format("The keywords are {}.", fmt::join(kKeywords, ", ")));
  }

  // ---- Header ---------------------------------------------------------------------------------

  void header(std::string_view word, Span keyword, Span rest) {
    revision::RevisionSpec& spec = outline_.spec;
    const std::vector<Word> words = words_in(text_, rest);
    if (word == "revision") {
      if (words.size() != 1) {
        throw failure({keyword.begin, rest.end}, "`revision` takes one id")
            .with_hint("Write it as `-- retort: revision 1975ea83b712`.");
      }
      spec.id = words.front().text;
      id_span_ = words.front().span;
      spec.id_mark = {{keyword.begin, rest.end}};
    } else if (word == "revises") {
      take_words(words, spec.down_revisions);
      spec.down_mark = {{keyword.begin, rest.end}};
    } else if (word == "depends_on") {
      take_words(words, spec.depends_on);
      spec.depends_mark = {{keyword.begin, rest.end}};
    } else if (word == "branch_labels") {
      take_words(words, spec.branch_labels);
      spec.labels_mark = {{keyword.begin, rest.end}};
    } else if (word == "message") {
      const std::size_t begin = text_.substr(0, rest.end).find_first_not_of(kBlanks, rest.begin);
      if (begin != text_.npos) spec.long_doc = text_.substr(begin, rest.end - begin);
    } else if (word.ends_with("_timeout")) {
      timeouts_in({source_.path, std::string(text_.substr(0, line_end_))}, true);  // Checks it.
    } else {
      transaction(words, {keyword.begin, rest.end});
    }
  }

  void take_words(const std::vector<Word>& words, std::vector<std::string>& out) const {
    for (const Word& word : words) {
      if (is_one_of(word.text, out)) {
        throw failure(word.span, fmt::format("`{}` is named twice", word.text))
            .with_hint("Remove one of the two.");
      }
      out.emplace_back(word.text);
    }
  }

  void transaction(const std::vector<Word>& words, Span whole) {
    const bool on = words.size() == 1 && words.front().text == "on";
    const bool off = words.size() == 1 && words.front().text == "off";
    if (!on && !off) {
      throw failure(whole, "`transaction` takes `on` or `off`")
          .with_hint("`-- retort: transaction off` runs each statement outside of a transaction.");
    }
    outline_.transaction = on;
  }

  void variables(Span keyword, Span rest) {
    const std::vector<Word> words = words_in(text_, rest);
    if (words.empty()) {
      throw failure({keyword.begin, rest.end}, fmt::format("`{}` names no variable", at(keyword)))
          .with_hint("Write it as `-- retort: env NAME OTHER=default`.");
    }
    for (const Word& word : words) {
      SqlVariable variable;
      const std::size_t equals = std::min(word.text.find('='), word.text.size());
      variable.name = word.text.substr(0, equals);
      variable.has_fallback = equals < word.text.size();
      if (variable.has_fallback) variable.fallback = word.text.substr(equals + 1);
      variable.secret = at(keyword) == "secret";
      variable.span = {word.span.begin, word.span.begin + static_cast<std::uint32_t>(equals)};
      if (!is_variable_name(variable.name)) {
        throw failure(word.span, fmt::format("`{}` is not the name of a variable", word.text))
            .with_hint("Use letters, digits and `_`; a default follows `=` without blanks.");
      }
      if (std::ranges::any_of(outline_.variables,
                              [&](const SqlVariable& v) { return v.name == variable.name; })) {
        throw failure(word.span, fmt::format("`{}` is named twice", variable.name))
            .with_hint("Remove one of the two.");
      }
      outline_.variables.push_back(std::move(variable));
    }
  }

  // ---- Sections -------------------------------------------------------------------------------

  void section(Direction direction, Span keyword, Span rest) {
    if (outline_.sections.empty()) check_header(line_begin_);
    end_section(line_begin_);
    SqlSection section;
    section.direction = direction;
    section.directive = {keyword.begin, rest.end};
    section.body.begin = static_cast<std::uint32_t>(std::min(line_end_ + 1, text_.size()));
    for (const Word& word : words_in(text_, rest)) {
      if (!is_one_of(word.text, kDialects)) throw unknown_dialect(word);
      section.dialects.emplace_back(word.text);
    }
    for (auto before = outline_.sections.rbegin(); before != outline_.sections.rend(); ++before) {
      if (before->direction != direction) continue;
      if (before->dialects == section.dialects) {
        throw failure(section.directive, fmt::format("This section `{}` follows one that is called "
                                                     "the same",
                                                     at(section.directive)))
            .with_hint(fmt::format("Join it with the one in line {}, or correct its name.",
                                   line_of(text_, before->directive.begin)));
      }
      break;
    }
    outline_.sections.push_back(std::move(section));
  }

  Error unknown_dialect(const Word& word) const {
    Error error = failure(word.span, fmt::format("`{}` is not a dialect", word.text));
    const bool postgres = word.text == "postgres" || word.text == "pg" || word.text == "psql";
    const std::string_view meant = postgres ? kDialects.front() : nearest(word.text, kDialects);
    if (!meant.empty()) return error.with_hint(fmt::format("Did you mean `{}`?", meant));
    return error.with_hint(fmt::format("The dialects are {}.", fmt::join(kDialects, ", ")));
  }

  void end_section(std::size_t end) {
    if (!outline_.sections.empty()) {
      outline_.sections.back().body.end = static_cast<std::uint32_t>(end);
    }
  }

  /// Nothing but comments may stand above the first section.
  void check_header(std::size_t end) const {
    const std::string_view head = text_.substr(0, end);
    const std::size_t stray =
        dialect::after_blanks(head, header_begin_, dialect::SqlSyntax::sqlite);
    if (stray >= end) return;
    const Span span{static_cast<std::uint32_t>(stray),
                    static_cast<std::uint32_t>(std::min(head.find_first_of("\r\n", stray), end))};
    throw failure(span, "This stands above the first section")
        .with_hint("Write `-- retort: upgrade` on the line before the statements that upgrade.");
  }

  // ---- The file's name --------------------------------------------------------------------------

  /// What the header leaves out comes from the name: `<id>_<slug>.sql`.
  void name_revision() {
    revision::RevisionSpec& spec = outline_.spec;
    std::string_view stem = file_name(spec.path);
    stem.remove_suffix(std::string_view(".sql").size());
    const std::size_t id_end = std::min(stem.find('_'), stem.size());
    const std::string_view named = stem.substr(0, id_end);
    if (spec.id.empty()) {
      spec.id = named.empty() ? stem : named;
    } else if (is_generated(named) && named != spec.id) {
      throw failure(id_span_, fmt::format("The file is named after the revision {}, but this is {}",
                                          named, spec.id))
          .with_hint("Give both the same id.");
    }
    if (spec.long_doc.empty() && id_end + 1 < stem.size()) {
      spec.long_doc = stem.substr(id_end + 1);
      std::ranges::replace(spec.long_doc, '_', ' ');
    }
    const std::size_t first = comments_.find_first_not_of('\n');
    if (first == comments_.npos) return;
    const std::size_t last = comments_.find_last_not_of('\n');
    spec.long_doc += "\n\n" + comments_.substr(first, last + 1 - first);
  }

  /// Whether an id looks like those that `revision` gives: twelve hexadecimal digits.
  static bool is_generated(std::string_view id) {
    return id.size() == 12 && id.find_first_not_of("0123456789abcdef") == id.npos;
  }

  const Source& source_;
  std::string_view text_;
  SqlOutline outline_;
  std::size_t header_begin_ = 0;
  std::size_t line_begin_ = 0;
  std::size_t line_end_ = 0;
  Span id_span_;
  std::string comments_;
  std::map<std::string_view, Span> given_;
};

}  // namespace

bool is_sql_file(std::string_view name) {
  return name.ends_with(".sql");
}

bool has_directive(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::optional<Prefix> prefix = prefix_of(text.substr(0, end));
    if (prefix && prefix->colon) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

SqlOutline read_sql_outline(const Source& source, const std::string& path) {
  return Reader(source, path).run();
}

}  // namespace retort::script
