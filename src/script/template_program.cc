// The only outside interface is template_program.h.
//
//   1. `<%! %>` blocks come first, at the level of the module.
//   2. One function follows: the `<%def>`s as functions inside it, so that they may be called
//   before
//      they stand, then everything else in its order.
//   3. Control lines are Python's own compound statements; each body begins with `pass`.
// Every line of the program that came from the template keeps its line there.
#include "script/template_program.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace retort::script {
namespace {

using Kind = TemplatePart::Kind;

constexpr std::array<std::string_view, 35> kKeywords = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string_view first_word(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && is_word(text[size])) ++size;
  return text.substr(0, size);
}

/// A Python literal for a text.
std::string literal(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else {
      if (c == '\'' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + "'";
}

/// The function that a filter stands for: Mako's own names first.
std::string filter_function(std::string_view filter) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kOwn = {{
      {"h", "_retort_html"},
      {"x", "_retort_html"},
      {"u", "_retort_url"},
      {"trim", "_retort_trim"},
      {"unicode", "str"},
      {"str", "str"},
  }};
  for (const auto& [name, function] : kOwn) {
    if (name == filter) return std::string(function);
  }
  return std::string(filter);
}

/// A line of Python and whether a string goes on after it.
struct CodeLine {
  std::string_view text;
  bool inside_string = false;  ///< The line begins within a string of three quotes.
};

std::vector<CodeLine> lines_of(std::string_view text) {
  std::vector<CodeLine> out;
  std::string_view open;  // The three quotes of the string that is open.
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    out.push_back({line, !open.empty()});
    for (std::size_t i = 0; i + 2 < line.size(); ++i) {
      const std::string_view three = line.substr(i, 3);
      if (open.empty() && line[i] == '#') break;
      if (open.empty() ? (three == "\"\"\"" || three == "'''") : three == open) {
        open = open.empty() ? three : std::string_view();
        i += 2;
      }
    }
    begin = end + 1;
  }
  return out;
}

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

class Translator {
 public:
  Translator(const Source& source, const std::vector<TemplatePart>& parts)
      : source_(source), parts_(parts) {}

  TemplateProgram run() {
    collect_names();
    for (const TemplatePart& part : parts_) {
      if (part.kind == Kind::module_code) block(part, 0);
    }
    line("def _retort_render():", 0, 0, 0);
    body(0, parts_.size(), 1);
    program_.names.assign(names_.begin(), names_.end());
    return std::move(program_);
  }

 private:
  struct Open {
    std::string_view keyword;
    const TemplatePart* part;
    bool loop = false;
  };

  Error fail(const TemplatePart& part, std::string message) const {
    const auto begin = static_cast<std::uint32_t>(part.offset);
    const auto size = static_cast<std::uint32_t>(std::max<std::size_t>(part.text.size(), 1));
    return Error(ErrorCode::parse, std::move(message), place_in(source_, {begin, begin + size}));
  }

  /// One line of the program; `column` is where the template's own code begins in it, `offset`
  /// where that stands in the template, 0 when the template did not bring it (its code always
  /// stands behind a mark).
  void line(std::string_view code, std::size_t indent, std::size_t offset, std::size_t column) {
    program_.code.append(4 * indent, ' ').append(code) += '\n';
    TemplateProgram::Line entry;
    if (offset > 0) {
      const std::size_t begin = source_.text.rfind('\n', offset - 1) + 1;  // npos + 1 is 0.
      entry.template_line = line_of(source_.text, offset);
      entry.column_shift = static_cast<int>(4 * indent + column) - static_cast<int>(offset - begin);
      entry.begin = static_cast<int>(offset - begin) + 1;
      entry.end = entry.begin + static_cast<int>(code.size() - column);
    }
    program_.lines.push_back(entry);
  }

  void collect_names() {
    for (const TemplatePart& part : parts_) {
      if (part.kind == Kind::text) continue;
      collect(part.text);
      for (const std::string& filter : part.filters) {
        if (filter != "n") collect(filter_function(filter));
      }
    }
  }

  void collect(std::string_view code) {
    for (std::size_t i = 0; i < code.size();) {
      const std::string_view word = first_word(code.substr(i));
      const bool attribute = i > 0 && code[i - 1] == '.';
      const bool number = !word.empty() && word.front() >= '0' && word.front() <= '9';
      if (!word.empty() && !attribute && !number &&
          std::ranges::find(kKeywords, word) == kKeywords.end()) {
        names_.emplace(word);
      }
      i += std::max<std::size_t>(word.size(), 1);
    }
  }

  /// The parts [begin, end): definitions first.
  void body(std::size_t begin, std::size_t end, std::size_t indent) {
    line(names_.contains("loop") ? "loop = None" : "pass", indent, 0, 0);
    for (std::size_t i = begin; i < end; ++i) {
      if (parts_[i].kind != Kind::definition) continue;
      const std::size_t close = end_of_definition(i);
      line(fmt::format("def {}:", parts_[i].text), indent, parts_[i].offset, 4);
      body(i + 1, close, indent + 1);
      line("return ''", indent + 1, 0, 0);
      i = close;
    }
    std::vector<Open> open;
    for (std::size_t i = begin; i < end; ++i) {
      if (parts_[i].kind == Kind::definition) {
        i = end_of_definition(i);
      } else {
        part(parts_[i], indent, open);
      }
    }
    if (open.empty()) return;
    throw fail(*open.back().part,
               fmt::format("Unterminated control keyword: '{}'", open.back().keyword));
  }

  std::size_t end_of_definition(std::size_t begin) const {
    int depth = 0;
    for (std::size_t i = begin; i < parts_.size(); ++i) {
      if (parts_[i].kind == Kind::definition) ++depth;
      if (parts_[i].kind == Kind::definition_end && --depth == 0) return i;
    }
    return parts_.size();
  }

  void part(const TemplatePart& part, std::size_t indent, std::vector<Open>& open) {
    const std::size_t level = indent + open.size();
    switch (part.kind) {
      case Kind::text:
        line(fmt::format("_retort_write({})", literal(part.text)), level, 0, 0);
        break;
      case Kind::expression:
        expression(part, level);
        break;
      case Kind::control:
        control(part, indent, open);
        break;
      case Kind::control_end:
        end_control(part, indent, open);
        break;
      case Kind::code:
        block(part, level);
        break;
      case Kind::module_code:
      case Kind::definition:
      case Kind::definition_end:
        break;
    }
  }

  /// `_retort_write(filter(format((code))))`, over as many lines as the code has.
  void expression(const TemplatePart& part, std::size_t indent) {
    const bool plain = std::ranges::find(part.filters, "n") != part.filters.end();
    std::string before = plain ? "" : "format(";
    std::string after = plain ? "" : ")";
    for (const std::string& filter : part.filters) {
      if (filter == "n") continue;
      before.insert(0, filter_function(filter) + "(");
      after += ")";
    }
    before.insert(0, "_retort_write(");
    before += "(";
    const std::vector<CodeLine> lines = lines_of(part.text);
    std::size_t offset = part.offset;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string text = (i == 0 ? before : "") + std::string(lines[i].text);
      line(text, i == 0 ? indent : 0, offset, i == 0 ? before.size() : 0);
      offset += lines[i].text.size() + 1;
    }
    // A comment may end the last line of the code.
    const bool comment = lines.back().text.find('#') != std::string_view::npos;
    if (comment) {
      line(after + "))", 0, 0, 0);
    } else {
      program_.code.pop_back();
      program_.code += after + "))\n";
    }
  }

  void control(const TemplatePart& part, std::size_t indent, std::vector<Open>& open) {
    const std::string_view keyword = first_word(part.text);
    constexpr std::array<std::string_view, 5> kOpening = {"if", "for", "while", "try", "with"};
    constexpr std::array<std::string_view, 4> kFollowing = {"elif", "else", "except", "finally"};
    if (std::ranges::find(kOpening, keyword) != kOpening.end()) {
      const bool loop = keyword == "for" && names_.contains("loop");
      const std::size_t level = indent + open.size();
      open.push_back({keyword, &part, loop});
      if (loop) {
        enter_loop(part, level);
      } else {
        statement(part, level);
      }
    } else if (std::ranges::find(kFollowing, keyword) != kFollowing.end()) {
      if (open.empty()) {
        throw fail(part, fmt::format("'{}' stands outside of any control statement.", keyword));
      }
      statement(part, indent + open.size() - 1);
    } else {
      throw fail(part, fmt::format("Invalid control line: '{}'", part.text))
          .with_hint("A line of text that begins with % needs %% there.");
    }
    line("pass", indent + open.size(), 0, 0);
  }

  void statement(const TemplatePart& part, std::size_t indent) {
    std::size_t offset = part.offset;
    for (const CodeLine& code : lines_of(part.text)) {
      line(code.text, offset == part.offset ? indent : 0, offset, 0);
      offset += code.text.size() + 1;
    }
  }

  /// A loop that knows its turn: `loop.index`, `loop.first` and so on.
  void enter_loop(const TemplatePart& part, std::size_t indent) {
    const std::string_view text = part.text;
    const std::size_t in = text.find(" in ");
    const std::size_t colon = text.rfind(':');
    if (in == text.npos || colon == text.npos || colon < in) {
      throw fail(part, fmt::format("Invalid control line: '{}'", part.text));
    }
    line(fmt::format("loop = _retort_Loop({}, loop)", text.substr(in + 4, colon - in - 4)), indent,
         part.offset + in + 4, std::string_view("loop = _retort_Loop(").size());
    line(fmt::format("{} in loop:", text.substr(0, in)), indent, part.offset, 0);
  }

  void end_control(const TemplatePart& part, std::size_t indent, std::vector<Open>& open) {
    if (open.empty()) {
      throw fail(part, fmt::format("No starting keyword '{0}' for 'end{0}'", part.text));
    }
    if (open.back().keyword != part.text) {
      throw fail(part, fmt::format("Keyword 'end{}' doesn't match keyword '{}'", part.text,
                                   open.back().keyword));
    }
    const bool loop = open.back().loop;
    open.pop_back();
    if (loop) line("loop = loop.parent", indent + open.size(), 0, 0);
  }

  /// Statements, moved from their own indentation to that of the program.
  void block(const TemplatePart& part, std::size_t indent) {
    const std::vector<CodeLine> lines = lines_of(part.text);
    std::size_t own = std::string_view::npos;
    std::size_t offset = part.offset;
    for (const CodeLine& code : lines) {
      const std::size_t blanks = indent_of(code.text);
      if (blanks == code.text.size() && !code.inside_string) {
        line("", 0, 0, 0);
      } else if (code.inside_string) {
        line(code.text, 0, offset, 0);
      } else {
        if (own == std::string_view::npos) own = blanks;
        const std::size_t cut = std::min(own, blanks);
        line(code.text.substr(cut), indent, offset + cut, 0);
      }
      offset += code.text.size() + 1;
    }
  }

  const Source& source_;
  const std::vector<TemplatePart>& parts_;
  std::set<std::string, std::less<>> names_;
  TemplateProgram program_;
};

}  // namespace

TemplateProgram program_of(const Source& source, const std::vector<TemplatePart>& parts) {
  return Translator(source, parts).run();
}

Place template_place(const Source& source, const TemplateProgram& program, const Place& place) {
  Place out;
  out.file = source.path;
  const auto index = static_cast<std::size_t>(place.line) - 1;
  if (place.line < 1 || index >= program.lines.size()) return out;
  const TemplateProgram::Line& line = program.lines[index];
  if (line.template_line == 0) return out;
  std::size_t begin = 0;
  for (int number = 1; number < line.template_line; ++number) {
    begin = source.text.find('\n', begin) + 1;
  }
  out.line = line.template_line;
  out.line_text = source.text.substr(begin, source.text.find('\n', begin) - begin);
  const int column = place.column - line.column_shift;
  const int end = std::max(std::min(column + place.width, line.end), line.begin + 1);
  out.column = std::clamp(column, line.begin, end - 1);
  out.width = end - out.column;
  return out;
}

}  // namespace retort::script
