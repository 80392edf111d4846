// A Python file is parsed, and the value of the module-level assignment that counts is replaced by
// its span. An SQL file's header is lines, each of which is replaced, added or removed.
#include "doctor/header_edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "doctor/text_lines.h"
#include "python/ast.h"
#include "python/parser.h"
#include "script/sql_outline.h"

namespace retort::doctor {
namespace {

using script::MigrationFile;

/// A part of a text and what takes its place.
struct Replacement {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
};

std::string replaced(std::string text, std::vector<Replacement> parts) {
  std::ranges::sort(parts, std::greater(), &Replacement::begin);
  for (const Replacement& part : parts) {
    text.replace(part.begin, part.end - part.begin, part.text);
  }
  return text;
}

class PythonHeader {
 public:
  explicit PythonHeader(const MigrationFile& file)
      : file_(file), module_(python::parse_module(file.source)) {}

  std::string edited(const HeaderEdit& edit) {
    if (edit.id) set("revision", quoted(*edit.id));
    if (edit.down_revisions) set("down_revision", listed(*edit.down_revisions));
    if (edit.depends_on) set("depends_on", listed(*edit.depends_on));
    if (edit.branch_labels) set("branch_labels", listed(*edit.branch_labels));
    docstring_line("Revision ID:", edit.id.value_or(file_.spec->id));
    const std::vector<std::string>& parents =
        edit.down_revisions ? *edit.down_revisions : file_.spec->down_revisions;
    docstring_parents(parents);
    return in_the_files_form(replaced(module_->source->text, std::move(parts_)));
  }

 private:
  const std::string& text() const { return module_->source->text; }

  /// The value of the last module-level assignment to `name` alone; null if there is none or it is
  /// assigned anywhere else too.
  const python::Expr* value_of(std::string_view name) const {
    const python::Expr* found = nullptr;
    for (const python::Stmt* statement : module_->body) {
      const python::Expr* target = nullptr;
      const python::Expr* value = nullptr;
      if (const auto* assign = python::try_as<python::Assign>(statement)) {
        if (assign->targets.size() != 1) continue;
        target = assign->targets[0];
        value = assign->value;
      } else if (const auto* annotated = python::try_as<python::AnnAssign>(statement)) {
        target = annotated->target;
        value = annotated->value;
      }
      const auto* id = target == nullptr ? nullptr : python::try_as<python::Name>(target);
      if (id != nullptr && value != nullptr && id->id.text() == name) found = value;
    }
    return found;
  }

  static bool is_literal(const python::Expr& value) {
    if (value.kind == python::ExprKind::Constant) return true;
    const python::ExprList* items = nullptr;
    if (const auto* tuple = python::try_as<python::Tuple>(&value)) items = &tuple->elts;
    if (const auto* list = python::try_as<python::List>(&value)) items = &list->elts;
    return items != nullptr && std::ranges::all_of(*items, [](const python::Expr* item) {
             return item->kind == python::ExprKind::Constant;
           });
  }

  void set(std::string_view name, std::string value) {
    const python::Expr* known = value_of(name);
    if (known == nullptr && name == "depends_on" && value == "None") return;
    if (known == nullptr || !is_literal(*known)) {
      const Span span = known == nullptr ? Span{} : known->span;
      throw Error(
          ErrorCode::unsupported,
          fmt::format("`{}` of {} is computed, so it cannot be changed safely", name, file_.file),
          place_in(*module_->source, span))
          .with_hint(fmt::format("Write `{} = {}` there by hand.", name, value));
    }
    std::size_t begin = known->span.begin;
    std::size_t end = known->span.end;
    widen_over_parentheses(*known, begin, end);
    parts_.push_back({begin, end, std::move(value)});
  }

  /// A tuple's span may leave out its parentheses.
  void widen_over_parentheses(const python::Expr& value, std::size_t& begin,
                              std::size_t& end) const {
    if (value.kind == python::ExprKind::List || text()[begin] == '(') return;
    const std::size_t before = text().find_last_not_of(" \t\n", begin - 1);
    std::size_t after = text().find_first_not_of(" \t\n,", end);
    if (before == std::string::npos || after == std::string::npos) return;
    if (text()[before] != '(' || text()[after] != ')') return;
    begin = before;
    end = after + 1;
  }

  /// In the quotes that `revision` is written in.
  std::string quoted(const std::string& id) const {
    const python::Expr* known = value_of("revision");
    const char quote = known != nullptr && text()[known->span.begin] == '\'' ? '\'' : '"';
    std::string out(1, quote);
    for (const char c : id) {
      if (c == quote || c == '\\') out += '\\';
      out += c;
    }
    return out + quote;
  }

  std::string listed(const std::vector<std::string>& ids) const {
    if (ids.empty()) return "None";
    if (ids.size() == 1) return quoted(ids.front());
    std::vector<std::string> items;
    for (const std::string& id : ids) items.push_back(quoted(id));
    return fmt::format("({})", fmt::join(items, ", "));
  }

  void docstring_line(std::string_view name, const std::string& value) {
    const std::optional<TextLine> line = line_with(text(), name);
    if (!line || value_in(*line) == value) return;
    const std::size_t begin = line->begin + name.size();
    std::size_t end = line->begin + line->text.size();
    // The docstring may end on this line.
    for (const std::string_view quotes : {"\"\"\"", "'''"}) {
      const std::size_t at = line->text.find(quotes);
      if (at != line->text.npos) end = std::min(end, line->begin + at);
    }
    parts_.push_back({begin, end, value.empty() ? "" : ' ' + value});
  }

  void docstring_parents(const std::vector<std::string>& parents) {
    const std::optional<std::vector<std::string>> told = told_parents(text());
    if (!told) return;
    std::vector<std::string> sorted = parents;
    std::vector<std::string> sorted_told = *told;
    std::ranges::sort(sorted);
    std::ranges::sort(sorted_told);
    if (sorted == sorted_told) return;
    docstring_line("Revises:", fmt::format("{}", fmt::join(parents, ", ")));
  }

  /// Line ends and byte order mark as in the file.
  std::string in_the_files_form(std::string text) const {
    const std::string& original = file_.source->text;
    if (original == module_->source->text) return text;
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    const bool mark = original.starts_with(kMark);
    const bool windows = original.find("\r\n") != original.npos;
    const auto in_form = [&](std::string_view from) {
      std::string out(mark ? kMark : "");
      for (const char c : from) {
        if (c == '\n' && windows) out += '\r';
        out += c;
      }
      return out;
    };
    if (in_form(module_->source->text) != original) {
      throw Error(ErrorCode::unsupported,
                  fmt::format("{} has mixed line ends or another encoding than UTF-8, so it cannot "
                              "be changed safely",
                              file_.file))
          .with_hint("Convert it to UTF-8 with one kind of line ends, and run again.");
    }
    return in_form(text);
  }

  const MigrationFile& file_;
  std::unique_ptr<const python::Module> module_;
  std::vector<Replacement> parts_;
};

/// Replaces the line `-- retort: KEYWORD ...`; adds it after the line of `revision` if there is
/// none; removes it for an empty value.
void set_sql_line(std::string& text, std::string_view keyword, const std::string& value) {
  const auto find_line = [&](std::string_view word) -> std::optional<TextLine> {
    std::size_t begin = 0;
    while (begin < text.size()) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const std::string_view line = std::string_view(text).substr(begin, end - begin);
      const std::size_t at = line.find("retort:");
      if (line.starts_with("--") && at != line.npos) {
        const std::size_t from = std::min(line.find_first_not_of(" \t", at + 7), line.size());
        const std::size_t to = std::min(line.find_first_of(" \t\r", from), line.size());
        if (line.substr(from, to - from) == word) return TextLine{begin, line};
      }
      begin = end + 1;
    }
    return std::nullopt;
  };
  const std::string wanted = fmt::format("-- retort: {} {}", keyword, value);
  if (const std::optional<TextLine> line = find_line(keyword)) {
    const bool windows = line->text.ends_with('\r');
    if (value.empty()) {
      const std::size_t size = line->text.size();
      text.erase(line->begin, std::min(size + 1, text.size() - line->begin));
    } else {
      text.replace(line->begin, line->text.size() - (windows ? 1 : 0), wanted);
    }
  } else if (!value.empty()) {
    const std::optional<TextLine> after = find_line("revision");
    const std::size_t at = after ? std::min(after->begin + after->text.size() + 1, text.size()) : 0;
    const bool windows = after && after->text.ends_with('\r');
    text.insert(at, wanted + (windows ? "\r\n" : "\n"));
  }
}

std::string edit_sql(const MigrationFile& file, const HeaderEdit& edit) {
  std::string text = file.source->text;
  if (edit.id) set_sql_line(text, "revision", *edit.id);
  if (edit.depends_on) {
    set_sql_line(text, "depends_on", fmt::format("{}", fmt::join(*edit.depends_on, " ")));
  }
  if (edit.branch_labels) {
    set_sql_line(text, "branch_labels", fmt::format("{}", fmt::join(*edit.branch_labels, " ")));
  }
  if (edit.down_revisions) {
    set_sql_line(text, "revises", fmt::format("{}", fmt::join(*edit.down_revisions, " ")));
  }
  return text;
}

}  // namespace

std::string edit_header(const MigrationFile& file, const HeaderEdit& edit) {
  return script::is_sql_file(file.path) ? edit_sql(file, edit) : PythonHeader(file).edited(edit);
}

std::optional<std::vector<std::string>> told_parents(const std::string& text) {
  const std::optional<TextLine> line = line_with(text, "Revises:");
  if (!line) return std::nullopt;
  std::vector<std::string> ids = ids_in(*line);
  const bool base = ids.size() == 1 &&
                    (ids.front() == "None" || ids.front() == "<base>" || ids.front() == "base");
  if (base) ids.clear();
  return ids;
}

std::string told_date(const std::string& text) {
  const std::optional<TextLine> line = line_with(text, "Create Date:");
  return line ? std::string(value_in(*line)) : std::string();
}

}  // namespace retort::doctor
