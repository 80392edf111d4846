// The files' part of checks.h.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/file.h"
#include "base/md5.h"
#include "doctor/checks.h"
#include "doctor/text_lines.h"
#include "doctor/words.h"
#include "python/ast.h"
#include "python/parser.h"
#include "script/header.h"
#include "script/sql_outline.h"

namespace retort::doctor {
namespace {

using script::MigrationFile;

bool is_id_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

Place place_at(const Source& source, std::size_t begin, std::size_t size) {
  return place_in(source,
                  {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + size)});
}

/// The docstring's fields, as Alembic's template writes them.
struct Docstring {
  std::optional<TextLine> id;
  std::optional<TextLine> revises;
  std::optional<TextLine> date;

  explicit Docstring(const std::string& text)
      : id(line_with(text, "Revision ID:")),
        revises(line_with(text, "Revises:")),
        date(line_with(text, "Create Date:")) {}
};

/// Whether a statement does nothing by itself.
bool is_idle(const python::Stmt& statement) {
  if (statement.kind == python::StmtKind::Pass) return true;
  const auto* expression = python::try_as<python::ExprStmt>(&statement);
  return expression != nullptr && expression->value->kind == python::ExprKind::Constant;
}

class FileChecks {
 public:
  FileChecks(const History& history, Findings& findings) : history_(history), findings_(findings) {}

  void run() {
    for (const MigrationFile& file : history_.files()) {
      if (file.source != nullptr && report_conflict(file)) continue;
      if (file.error) {
        report_error(file);
        continue;
      }
      check_name(file);
      if (script::is_sql_file(file.path)) continue;
      check_docstring(file);
      check_header(file);
    }
    same_files();
    dates();
  }

 private:
  Finding& add(std::string_view code, std::string message, Place place, const MigrationFile& file) {
    Finding& finding = findings_.add(code, std::move(message), std::move(place));
    if (file.spec) finding.revisions = {file.spec->id};
    return finding;
  }

  bool report_conflict(const MigrationFile& file) {
    const std::string& text = file.source->text;
    const std::optional<Conflict> conflict = conflict_in(text);
    if (!conflict) return false;
    Finding& finding = add("RT209", "The file has the conflict markers of an unfinished merge",
                           place_at(*file.source, conflict->begin, 7), file);
    finding.evidence.push_back(
        fmt::format("{}:{} ends the conflict", file.file, line_of(text, conflict->end)));
    finding.repair = "Resolve the conflict in the file, then run `retort doctor` again.";
    return true;
  }

  void report_error(const MigrationFile& file) {
    const Error& error = *file.error;
    const char* code = error.code == ErrorCode::parse           ? "RT201"
                       : error.code == ErrorCode::io            ? "RT202"
                       : error.code == ErrorCode::unknown_value ? "RT204"
                                                                : "RT203";
    Place place = error.place.value_or(Place{});
    if (place.file.empty() || place.file == file.path) place.file = file.file;
    Finding& finding = findings_.add(code, error.message, std::move(place));
    if (error.code == ErrorCode::unknown_value) finding.severity = Severity::error;
    for (const std::string& hint : error.hints) {
      finding.repair += finding.repair.empty() ? hint : ' ' + hint;
    }
  }

  /// A name that begins with an id, its own or another, says whose file it claims to be.
  void check_name(const MigrationFile& file) {
    const RevisionSpec& spec = *file.spec;
    std::string_view stem = file_name(file.path);
    stem = stem.substr(0, stem.rfind('.'));
    if (stem.find(spec.id) != stem.npos) return;
    const std::optional<std::string> claimed = claimed_id(stem);
    if (!claimed || spec.id.starts_with(*claimed)) return;
    const std::optional<Index> other = history_.find(*claimed);
    const bool lost = !other && is_missing(*claimed);
    Finding& finding = add("RT205",
                           fmt::format("{} is named for {}, but declares revision {}",
                                       file_name(file.path), *claimed, spec.id),
                           place_of(spec, spec.id_mark), file);
    finding.revisions.push_back(*claimed);
    if (other) {
      finding.evidence.push_back(
          fmt::format("Revision {} is defined by {}", *claimed, history_[*other].file()));
    } else if (lost) {
      finding.severity = Severity::error;
      finding.evidence.push_back(
          fmt::format("No file defines {}, and others refer to it: the file may have been "
                      "overwritten with another migration",
                      *claimed));
    } else {
      finding.evidence.push_back(
          fmt::format("No file defines {}, and none refers to it", *claimed));
    }
    finding.repair = fmt::format("retort repair rename {}", shell_word(spec.id));
  }

  bool is_missing(std::string_view id) const {
    return std::ranges::any_of(history_.missing(),
                               [&](const MissingReference& missing) { return missing.id == id; });
  }

  /// The id that a file's name is about: a word of the name that is an id of this history, or that
  /// looks like the ones Alembic makes.
  std::optional<std::string> claimed_id(std::string_view stem) const {
    std::size_t begin = 0;
    while (begin < stem.size()) {
      std::size_t end = begin;
      while (end < stem.size() && is_id_character(stem[end])) ++end;
      const std::string_view word = stem.substr(begin, end - begin);
      constexpr std::size_t kGenerated = 12;
      const bool generated = word.size() == kGenerated &&
                             word.find_first_not_of("0123456789abcdef") == word.npos &&
                             word.find_first_of("abcdef") != word.npos &&
                             word.find_first_of("0123456789") != word.npos;
      constexpr std::size_t kShortest = 6;  // a shorter one may be a date or a word
      if (generated || (word.size() >= kShortest && (history_.find(word) || is_missing(word)))) {
        return std::string(word);
      }
      begin = end + 1;
    }
    return std::nullopt;
  }

  void check_docstring(const MigrationFile& file) {
    const RevisionSpec& spec = *file.spec;
    const Docstring docstring(file.source->text);
    if (docstring.id && value_in(*docstring.id) != spec.id) {
      Finding& finding =
          add("RT207",
              fmt::format("The docstring says revision {}, the code says {}",
                          value_in(*docstring.id), spec.id),
              place_at(*file.source, docstring.id->begin, docstring.id->text.size()), file);
      finding.repair = fmt::format("retort repair docstring {}", shell_word(spec.id));
    }
    if (!docstring.revises) return;
    std::vector<std::string> told = ids_in(*docstring.revises);
    std::vector<std::string> real = spec.down_revisions;
    std::ranges::sort(told);
    std::ranges::sort(real);
    const bool base = real.empty() && (told.empty() || told.front() == "None" ||
                                       told.front() == "<base>" || told.front() == "base");
    if (base || told == real) return;
    Finding& finding =
        add("RT206",
            fmt::format("The docstring says that {} revises {}, the code says {}", spec.id,
                        told.empty() ? "nothing" : fmt::format("{}", fmt::join(told, ", ")),
                        real.empty() ? "None" : fmt::format("{}", fmt::join(real, ", "))),
            place_at(*file.source, docstring.revises->begin, docstring.revises->text.size()), file);
    const Place counts = place_of(spec, spec.down_mark);
    finding.evidence.push_back(
        fmt::format("{}:{} is what counts: {}", file.file, counts.line, trimmed(counts.line_text)));
    finding.repair =
        fmt::format("retort repair docstring {}, if `down_revision` is right", shell_word(spec.id));
  }

  /// Whether the header is plain, whether the file parses, and whether it does anything.
  void check_header(const MigrationFile& file) {
    const RevisionSpec& spec = *file.spec;
    if (!script::scan_header(file.source->text)) {
      Finding& finding = add("RT204", fmt::format("The header of {} is computed", spec.id),
                             place_of(spec, spec.id_mark), file);
      finding.severity = Severity::info;
      finding.repair = "Write `revision`, `down_revision`, ... as plain strings.";
    }
    try {
      const auto module = python::parse_module(file.source);
      if (spec.down_revisions.size() < 2) check_empty(file, *module);
    } catch (const Error& error) {
      add("RT201", error.message, error.place.value_or(Place{file.file, 0, 0, {}, 1}), file)
          .repair = "Correct the file: neither Python nor Retort can read it.";
    }
  }

  void check_empty(const MigrationFile& file, const python::Module& module) {
    const python::FunctionDef* upgrade = nullptr;
    for (const python::Stmt* statement : module.body) {
      const auto* function = python::try_as<python::FunctionDef>(statement);
      if (function != nullptr && function->name.text() == "upgrade") upgrade = function;
    }
    if (upgrade == nullptr) return;
    for (const python::Stmt* statement : upgrade->body) {
      if (!is_idle(*statement)) return;
    }
    add("RT212", fmt::format("upgrade() of revision {} does nothing", file.spec->id),
        place_of(*file.spec, file.spec->id_mark), file);
  }

  /// Files that are equal to the byte, and files whose code below the header is.
  void same_files() {
    std::map<std::string, std::vector<const MigrationFile*>> by_text;
    std::map<std::string, std::vector<const MigrationFile*>> by_body;
    for (const MigrationFile& file : history_.files()) {
      if (file.source == nullptr) continue;
      by_text[md5_hex(file.source->text)].push_back(&file);
      const std::string body = body_of(file);
      if (!body.empty()) by_body[md5_hex(body)].push_back(&file);
    }
    for (const auto& [digest, files] : by_text) {
      if (files.size() > 1) {
        report_same("RT210", fmt::format("{} files are equal to the byte", files.size()), files,
                    files.front()->spec ? fmt::format("retort repair drop-copies {}",
                                                      shell_word(files.front()->spec->id))
                                        : "Delete all but one of them.");
      }
    }
    for (const auto& [digest, files] : by_body) {
      const bool one_text = std::ranges::all_of(files, [&](const MigrationFile* file) {
        return file->source->text == files.front()->source->text;
      });
      if (files.size() > 1 && !one_text) {
        Finding& finding =
            report_same("RT211", fmt::format("{} revisions do the same", files.size()), files,
                        "If one is a copy by mistake, make its functions do nothing: databases may "
                        "be stamped with its id.");
        if (is_repeated_on_purpose(files)) {
          finding.severity = Severity::info;
          finding.breaks.clear();
        }
      }
    }
  }

  Finding& report_same(std::string_view code, std::string message,
                       const std::vector<const MigrationFile*>& files, std::string repair) {
    const MigrationFile& last = *files.back();
    Place place{last.file, 0, 0, {}, 1};
    if (last.spec) place = place_of(*last.spec, last.spec->id_mark);
    Finding& finding = findings_.add(code, std::move(message), std::move(place));
    for (const MigrationFile* file : files) {
      if (file->spec) finding.revisions.push_back(file->spec->id);
      finding.evidence.push_back(file->file);
    }
    finding.repair = std::move(repair);
    return finding;
  }

  /// On one line, with others between them that may have undone the first.
  bool is_repeated_on_purpose(const std::vector<const MigrationFile*>& files) const {
    std::vector<Index> nodes;
    for (const MigrationFile* file : files) {
      const std::optional<Index> node = file->spec ? history_.find(file->spec->id) : std::nullopt;
      if (!node) return false;
      nodes.push_back(*node);
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const bool after = history_.is_ancestor(nodes[j], nodes[i]);
        if (!after && !history_.is_ancestor(nodes[i], nodes[j])) return false;
        const Index later = after ? nodes[i] : nodes[j];
        const Index earlier = after ? nodes[j] : nodes[i];
        if (std::ranges::find(history_.down()[later], earlier) != history_.down()[later].end()) {
          return false;
        }
      }
    }
    return true;
  }

  /// What comes after the header: from the first function on, if it does something.
  static std::string body_of(const MigrationFile& file) {
    const std::string& text = file.source->text;
    const std::size_t begin = text.find("\ndef ");
    if (!file.spec || begin == text.npos || text.find("op.", begin) == text.npos) return {};
    return text.substr(begin);
  }

  /// `2024-05-31...`: people who write dates by hand write other things too.
  static bool is_date(std::string_view text) {
    constexpr std::string_view kShape = "0000-00-00";
    if (text.size() < kShape.size()) return false;
    for (std::size_t i = 0; i < kShape.size(); ++i) {
      const bool is_digit = text[i] >= '0' && text[i] <= '9';
      if (kShape[i] == '-' ? text[i] != '-' : !is_digit) return false;
    }
    const std::string_view month = text.substr(5, 2);
    const std::string_view day = text.substr(8, 2);
    return month >= "01" && month <= "12" && day >= "01" && day <= "31";
  }

  /// ISO dates compare as text.
  void dates() {
    std::vector<std::optional<TextLine>> lines;
    for (Index node = 0; node < history_.size(); ++node) {
      lines.push_back(line_with(history_.file(node).source->text, "Create Date:"));
    }
    for (Index node = 0; node < history_.size(); ++node) {
      for (const Index parent : history_.down()[node]) {
        if (!lines[node] || !lines[parent]) continue;
        const std::string_view own = value_in(*lines[node]);
        const std::string_view theirs = value_in(*lines[parent]);
        if (!is_date(own) || !is_date(theirs) || own >= theirs) continue;
        const MigrationFile& file = history_.file(node);
        Finding& finding =
            add("RT208",
                fmt::format("Revision {} of {} is older than its parent {} of {}",
                            history_.id(node), own, history_.id(parent), theirs),
                place_at(*file.source, lines[node]->begin, lines[node]->text.size()), file);
        finding.revisions.push_back(history_.id(parent));
      }
    }
  }

  const History& history_;
  Findings& findings_;
};

}  // namespace

void check_files(const History& history, Findings& findings) {
  FileChecks(history, findings).run();
}

}  // namespace retort::doctor
