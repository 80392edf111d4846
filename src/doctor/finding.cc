#include "doctor/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "base/md5.h"

namespace retort::doctor {
namespace {

constexpr std::string_view kEverything = "every command that loads the history, in Alembic too";
constexpr std::string_view kFreshDatabase = "`upgrade` of an empty database";
constexpr std::string_view kStrictIds =
    "writing the version row on PostgreSQL and MySQL (SQLite does not check the length)";

using enum Severity;
constexpr Kind kKinds[] = {
    {"RT101", "missing-parent", error, "a parent that no file defines", kEverything},
    {"RT102", "cycle", error, "revisions that come before themselves", kEverything},
    {"RT103", "self-loop", error, "a revision that revises itself", kEverything},
    {"RT104", "dependency-cycle", error, "dependencies that close a circle", kEverything},
    {"RT105", "duplicate-id", error, "an id that several files define",
     "the replaced file never runs; Alembic only warns"},
    {"RT106", "label-clash", error, "a branch label that is used twice", kEverything},
    {"RT107", "illegal-characters", error, "an id with characters that have a meaning in targets",
     kEverything},
    {"RT108", "missing-dependency", error, "a dependency that no file defines", kEverything},
    {"RT109", "multiple-heads", error, "several heads",
     "`upgrade head`, and `revision` without --head"},
    {"RT110", "multiple-bases", warning, "several first revisions",
     "the order between the trees is not defined"},
    {"RT111", "orphan", warning, "a revision without parent and without child",
     "`upgrade head`, and the order of the run"},
    {"RT112", "merge-of-one", warning, "a merge that merges nothing", ""},
    {"RT113", "redundant-parent", warning, "a parent that is an ancestor of another parent",
     "`downgrade` leaves more rows in the version table than there are branches"},
    {"RT114", "implied-dependency", info, "a dependency that is an ancestor already", ""},
    {"RT115", "id-too-long", error, "an id longer than the version column", kStrictIds},
    {"RT116", "prefix-id", warning, "an id that begins another id",
     "partial ids: they may name the wrong revision"},

    {"RT201", "unparsable", error, "a file that does not parse", kEverything},
    {"RT202", "unreadable", error, "a file that cannot be read", kEverything},
    {"RT203", "incomplete-header", error, "a file without its revision variables", kEverything},
    {"RT204", "computed-header", warning, "a header value that is not literal",
     "tools that read headers without running the file"},
    {"RT205", "name-mismatch", warning, "a file whose name and content disagree",
     "people who look for a revision by its file's name"},
    {"RT206", "docstring-revises", warning, "a docstring that names another parent",
     "reviews: the docstring is what people read"},
    {"RT207", "docstring-id", warning, "a docstring that names another id",
     "reviews: the docstring is what people read"},
    {"RT208", "date-order", info, "a revision older than its parent", ""},
    {"RT209", "conflict-markers", error, "conflict markers of a merge", kEverything},
    {"RT210", "same-file-twice", warning, "the same file in two places",
     "one of the two is ignored, or replaces the other"},
    {"RT211", "identical-bodies", warning, "the same operations under two ids",
     "the second one to run fails where the first one created something"},
    {"RT212", "empty-migration", info, "a migration that does nothing", ""},
    {"RT213", "untracked", warning, "a file that git does not know",
     "everybody else: they do not have the file"},
    {"RT214", "ignored", warning, "a file that git ignores",
     "everybody else: they do not have the file"},
    {"RT215", "duplicate-location", warning, "a version location that is listed twice", ""},
    {"RT216", "edited", error, "a migration that was edited after it was merged",
     "databases that ran it already: they do not get the change"},

    {"RT301", "unknown-table", error, "use of a table that no migration creates", kFreshDatabase},
    {"RT302", "already-exists", error, "creating what exists already", kFreshDatabase},
    {"RT303", "not-there", error, "changing or dropping what is not there", kFreshDatabase},
    {"RT304", "wrong-downgrade", warning, "a downgrade that does not undo its upgrade",
     "`downgrade`, and the next `upgrade` after it"},
    {"RT305", "irreversible", info, "a revision without a way back", "`downgrade` past it"},
    {"RT306", "name-too-long", error, "a name longer than the database allows", kFreshDatabase},
    {"RT307", "dropped-in-branch", error, "use of a table that another branch drops",
     "`upgrade heads`, depending on the order of the branches"},
    {"RT308", "branches-collide", warning, "two branches that change the same object",
     "a merge hides it; the result depends on the order of the branches"},
    {"RT309", "failing-script", error, "a script that cannot run", "`upgrade` or `downgrade`"},
    {"RT310", "models-ahead", warning, "a table of the models that no migration creates",
     "the application on databases that only migrations made"},

    {"RT401", "create-all", warning, "create_all() that nothing guards",
     "databases that it makes have tables and no version"},
    {"RT402", "committed-password", warning, "a password in a file", "its secrecy"},
    {"RT403", "unescaped-percent", error, "a `%` that is not doubled in an INI file",
     "every command that reads the value"},
    {"RT404", "swallowed-exception", warning, "env.py that swallows exceptions",
     "a failed run ends as if it had succeeded"},
    {"RT405", "manual-commit", warning, "env.py that commits by hand",
     "transactions: a failed run is not rolled back"},
    {"RT406", "version-schema", warning, "a version table in a schema that nothing creates",
     kFreshDatabase},
    {"RT407", "missing-schemas", warning, "several schemas without include_schemas",
     "`check` and autogenerate: they do not see these tables"},
    {"RT408", "bad-configuration", error, "a configuration that cannot be used", kEverything},

    {"RT501", "unknown-row", error, "a version row that no file defines",
     "every command that reads the database"},
    {"RT502", "several-rows", warning, "several version rows where one is expected",
     "`downgrade -1` and the like"},
    {"RT503", "ancestor-row", error, "a version row that is an ancestor of another",
     "`upgrade` and `downgrade`: overlapping rows"},
    {"RT504", "unversioned", warning, "tables without a version table",
     "`upgrade`: it starts from the first revision"},
    {"RT505", "version-table-shape", warning, "a version table of another shape",
     "version rows: they may be cut or doubled"},
    {"RT506", "leftover", warning, "what an interrupted run left behind",
     "the next run that makes the same object"},
    {"RT507", "lagging-sequence", warning, "a sequence behind its column's maximum",
     "the next INSERT: duplicate key"},
    {"RT508", "unreachable", error, "a database that cannot be reached",
     "everything that needs the database"},
    {"RT509", "interrupted", error, "a step that an interrupted run left unfinished",
     "`upgrade` and `downgrade`, unless they begin with it"},
    {"RT510", "changed", warning, "a file that was changed since it was applied",
     "databases that ran it: they do not have what it says now"},
};

}  // namespace

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::info:
      return "info";
  }
  return "";
}

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all(std::begin(kKinds), std::end(kKinds));
  return all;
}

const Kind* find_kind(std::string_view code_or_name) {
  const std::vector<Kind>& all = kinds();
  const auto found = std::ranges::find_if(all, [&](const Kind& kind) {
    return kind.code == code_or_name || kind.name == code_or_name;
  });
  return found == all.end() ? nullptr : &*found;
}

Finding& Findings::add(std::string_view code, std::string message, Place place) {
  const Kind* kind = find_kind(code);
  if (kind == nullptr) throw std::logic_error("no such kind of finding");
  Finding& finding = all_.emplace_back();
  finding.kind = kind;
  finding.severity = kind->severity;
  finding.message = std::move(message);
  finding.place = std::move(place);
  finding.breaks = kind->breaks;
  return finding;
}

std::vector<Finding> Findings::sorted() && {
  std::ranges::stable_sort(all_, {}, [](const Finding& finding) {
    return std::tuple(finding.severity, finding.kind->code, std::string_view(finding.place.file),
                      finding.place.line);
  });
  return std::move(all_);
}

std::string fingerprint(const Finding& finding) {
  std::string text(finding.kind->code);
  for (const std::string& revision : finding.revisions) text += '\n' + revision;
  // A message tells line numbers apart only where it names them; the place's own is left out.
  text += '\n' + finding.place.file + '\n' + finding.place.line_text;
  if (finding.place.empty() && finding.revisions.empty()) text += '\n' + finding.message;
  return md5_hex(text);
}

int exit_status(const std::vector<Finding>& findings) {
  int status = 0;
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::error) return 2;
    if (finding.severity == Severity::warning) status = 1;
  }
  return status;
}

}  // namespace retort::doctor
