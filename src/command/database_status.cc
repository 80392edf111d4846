// The only outside interface is database_status.h.
#include "command/database_status.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "base/sha256.h"
#include "command/archive.h"
#include "command/unknown_rows.h"
#include "database/url.h"
#include "revision/language.h"
#include "revision/traversal.h"
#include "runtime/journal_reading.h"
#include "runtime/resumption.h"
#include "runtime/sight.h"
#include "script/meaning.h"

namespace retort::command {
namespace {

using revision::EdgeKind;
using revision::Graph;
using revision::Index;

/// Whether a row is an ancestor of another one.
bool overlap(const Graph& graph, const std::vector<Index>& rows) {
  for (const Index row : rows) {
    std::vector<Index> others = rows;
    std::erase(others, row);
    if (others.size() + 1 < rows.size()) return true;
    if (!others.empty() && ancestors(graph, others, EdgeKind::versioned)[row]) return true;
  }
  return false;
}

/// Fills in all that follows from the rows.
void locate(Session& session, const runtime::Sight& sight, DatabaseStatus& out) {
  const Graph& graph = session.graph();
  std::vector<Index> known;
  std::vector<std::string> strange;
  for (const std::string& row : sight.rows) {
    if (const auto found = graph.find(row)) {
      known.push_back(*found);
    } else {
      strange.push_back(row);
    }
  }
  if (!strange.empty()) out.unknown = find_origins(session, strange, sight.applied);
  std::vector<Index> reached = known;
  for (const UnknownRow& row : out.unknown) {
    reached.insert(reached.end(), row.after.begin(), row.after.end());
  }
  out.applied = ancestors(graph, reached, EdgeKind::real);
  revision::Marks missing(graph.size(), 0);
  for (Index i = 0; i < graph.size(); ++i) missing[i] = !out.applied[i];
  out.pending = order_downwards(graph, missing, graph.heads());
  std::ranges::reverse(out.pending);

  const bool descends = std::ranges::all_of(out.unknown, &UnknownRow::is_descendant);
  if (!sight.version_table) {
    out.position = sight.tables ? DatabaseState::unversioned : DatabaseState::empty;
  } else if (!descends) {
    out.position = DatabaseState::foreign;
    out.pending.clear();  // Nothing is known of what the database has.
  } else if (overlap(graph, known) || (!out.unknown.empty() && !out.pending.empty())) {
    out.position = DatabaseState::diverged;
  } else if (!out.unknown.empty()) {
    out.position = DatabaseState::ahead;
  } else {
    out.position = out.pending.empty() ? DatabaseState::at_head : DatabaseState::behind;
  }
}

std::string list(const std::vector<std::string>& items, std::string_view none = "nothing") {
  return items.empty() ? std::string(none) : fmt::format("{}", fmt::join(items, ", "));
}

/// What to do about scripts without their files.
std::string explain_gone(const DatabaseStatus& status) {
  std::vector<std::string> names;
  for (const RepeatableState& script : status.repeatables) {
    if (script.kind == RepeatableState::Kind::gone) names.push_back(script.name);
  }
  if (names.empty()) return {};
  return fmt::format(
      " The file{} of repeatable {} {} gone; what {} made is still there: drop it in a migration, "
      "then `retort repeatable forget {}`.",
      names.size() == 1 ? "" : "s", fmt::join(names, ", "), names.size() == 1 ? "is" : "are",
      names.size() == 1 ? "it has" : "they have", names.front());
}

std::string explain_position(const Graph& graph, const DatabaseStatus& status) {
  switch (status.position) {
    case DatabaseState::at_head:
      return "The database is at the head of the files." + explain_gone(status);
    case DatabaseState::behind: {
      const std::string_view target = graph.heads().size() > 1 ? "heads" : "head";
      if (status.pending.empty()) {
        return fmt::format(
            "The database is at the head of the files, and repeatable scripts have to run: `retort "
            "upgrade {}`.",
            target);
      }
      return fmt::format("{} pending: `retort upgrade {}`.",
                         status.pending.size() == 1
                             ? "1 revision is"
                             : fmt::format("{} revisions are", status.pending.size()),
                         target);
    }
    case DatabaseState::ahead:
      return "The database has every revision that is here, and later ones: this is older code.";
    case DatabaseState::foreign:
      return "No file, no entry of the journal and no commit says what the row is: this may be "
             "another project's database, or the file is lost (`retort doctor --url`).";
    case DatabaseState::diverged:
      return status.unknown.empty()
                 ? "A row is an ancestor of another one: `retort doctor --url` tells more."
                 : "The database is on a branch that leaves these files behind: it lacks some of "
                   "their revisions, and has others. Bring both into one history.";
    case DatabaseState::empty:
      return "There are no tables yet: `retort upgrade head` makes them.";
    case DatabaseState::unversioned:
    case DatabaseState::dirty:
      break;
  }
  return "There are tables and no version table: find out which revision they are at, then "
         "`retort stamp REVISION`.";
}

}  // namespace

std::string_view name_of(DatabaseState state) {
  switch (state) {
    case DatabaseState::at_head:
      return "at_head";
    case DatabaseState::behind:
      return "behind";
    case DatabaseState::ahead:
      return "ahead";
    case DatabaseState::foreign:
      return "foreign";
    case DatabaseState::diverged:
      return "diverged";
    case DatabaseState::dirty:
      return "dirty";
    case DatabaseState::empty:
      return "empty";
    case DatabaseState::unversioned:
      return "unversioned";
  }
  return "";
}

std::vector<ChangedFile> changed_files(Session& session,
                                       const std::vector<runtime::AppliedStep>& applied,
                                       const revision::Marks& at) {
  const Graph& graph = session.graph();
  std::map<Index, const runtime::AppliedStep*> last;
  for (const runtime::AppliedStep& step : applied) {
    const std::optional<Index> index = graph.find(step.revision);
    if (!index || !at[*index] || graph.id(*index) != step.revision) continue;
    if (step.operation == "upgrade") last[*index] = &step;
    if (step.operation == "downgrade") last.erase(*index);
  }
  std::vector<ChangedFile> out;
  for (const auto& [index, step] : last) {
    const revision::RevisionSpec& spec = graph[index].spec;
    if (step->file.checksum.empty() || revision::language_of(spec) == revision::Language::cpp) {
      continue;
    }
    const std::string text =
        spec.source != nullptr ? spec.source->text : session.files().read(spec.path);
    if (sha256_hex(text) == step->file.checksum) continue;
    const std::string meaning = script::meaning_of(
        spec.path, text, session.dialect(Mode::online).name(), script::HistoryPlace::ignored);
    if (sha256_hex(meaning) == step->file.meaning) continue;
    if (is_archived(session, spec.id, step->file.checksum)) continue;
    out.push_back({spec.id, spec.file(), step->started.substr(0, 19)});
  }
  return out;
}

namespace {

/// Not a socket of this machine, as far as the URL says.
bool is_over_network(const database::Url& url) {
  return url.host && !url.host->empty() && !url.host->starts_with("/") && *url.host != "localhost";
}

}  // namespace

DatabaseStatus database_status(Session& session, bool with_files) {
  DatabaseStatus out;
  const runtime::RunContext context = session.run_context(Mode::online);
  database::Connection& connection = session.connection(false);
  const runtime::Sight sight = runtime::look_at(connection, context, true);
  use_archive(session, sight.rows);
  const bool own =
      session.request().program != nullptr && session.request().program->connection != nullptr;
  out.tls = sight.tls;
  if (!own) {
    out.url = database::render(session.url());
    if (out.tls.empty() && is_over_network(session.url())) out.tls = "none";
  }
  out.rows = sight.rows;
  out.heads = session.graph().ids(session.graph().heads());
  out.running = sight.running;
  if (out.running.empty()) out.unfinished = sight.unfinished;
  locate(session, sight, out);
  for (RepeatableState& script : repeatable_states(session, sight.repeatables)) {
    if (script.kind != RepeatableState::Kind::applied) out.repeatables.push_back(std::move(script));
  }
  if (with_files) out.changed = changed_files(session, sight.applied, out.applied);
  const bool stands = out.position == DatabaseState::at_head;
  if (stands && any_pending(out.repeatables)) out.position = DatabaseState::behind;
  out.state = out.position;
  if (out.unfinished || (stands && !out.changed.empty())) out.state = DatabaseState::dirty;
  return out;
}

void refuse_changed_files(Session& session) {
  const std::vector<ChangedFile> changed = database_status(session, true).changed;
  if (changed.empty()) return;
  std::string names;
  for (const ChangedFile& file : changed) {
    names +=
        fmt::format("{}{} (applied {} UTC)", names.empty() ? "" : ", ", file.file, file.applied);
  }
  throw Error(ErrorCode::command,
              fmt::format("Changed since it was applied to this database: {}", names))
      .with_hint("Put the file back, and write a new revision for the change.");
}

std::string explain(const Graph& graph, const DatabaseStatus& status) {
  if (status.unfinished) {
    std::string text = runtime::describe(*status.unfinished);
    if (!status.unfinished->undoing) {
      text +=
          " `retort resume` goes on after the last statement that is proven done; `retort "
          "rollback` undoes what was done, where that is possible.";
    }
    for (const std::string& way : runtime::ways_out(*status.unfinished)) text += ' ' + way;
    return text;
  }
  if (status.state == DatabaseState::dirty) {
    return fmt::format(
        "{} since {} applied: what the database has is not what {} now. Write a new revision for "
        "the change, or put the file back.",
        status.changed.size() == 1 ? "A migration file was changed"
                                   : "Migration files were changed",
        status.changed.size() == 1 ? "it was" : "they were",
        status.changed.size() == 1 ? "it says" : "they say");
  }
  return explain_position(graph, status);
}

std::string status_text(const Graph& graph, const DatabaseStatus& status) {
  std::string out;
  const auto line = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) out += fmt::format("{:<9} {}\n", name, value);
  };
  std::string state(name_of(status.state));
  std::ranges::replace(state, '_', ' ');
  line("state", state);
  line("database", status.url);
  line("TLS", status.tls);
  line("rows", list(status.rows, "none"));
  line("heads", list(status.heads, "none"));
  constexpr std::size_t kShown = 10;
  for (std::size_t i = 0; i < std::min(kShown, status.pending.size()); ++i) {
    const revision::RevisionSpec& spec = graph[status.pending[i]].spec;
    line(i == 0 ? "pending" : "",
         spec.doc().empty() ? spec.id : fmt::format("{}, {}", spec.id, spec.doc()));
  }
  if (status.pending.size() > kShown) {
    line("", fmt::format("... and {} more", status.pending.size() - kShown));
  }
  for (const UnknownRow& row : status.unknown) {
    std::string text = row.id;
    if (row.is_descendant) text += ", after " + list(graph.ids(row.after));
    if (!row.evidence.empty()) text += fmt::format(" ({})", row.evidence);
    line("unknown", text);
  }
  for (const ChangedFile& file : status.changed) {
    line("changed",
         fmt::format("{}: {} was applied {} UTC", file.file, file.revision, file.applied));
  }
  for (const RepeatableState& script : status.repeatables) {
    line("scripts", fmt::format("{}: {}", script.name, name_of(script.kind)));
  }
  line("running", status.running);
  return out + '\n' + explain(graph, status) + '\n';
}

Json status_json(const Graph& graph, const DatabaseStatus& status) {
  Json out = {{"state", name_of(status.state)},
              {"position", name_of(status.position)},
              {"explanation", explain(graph, status)},
              {"url", status.url},
              {"tls", status.tls},
              {"rows", status.rows},
              {"heads", status.heads},
              {"pending", graph.ids(status.pending)}};
  out["unknown"] = Json::array();
  for (const UnknownRow& row : status.unknown) {
    out["unknown"].push_back({{"revision", row.id},
                              {"descendant", row.is_descendant},
                              {"after", graph.ids(row.after)},
                              {"evidence", row.evidence}});
  }
  out["changed"] = Json::array();
  for (const ChangedFile& file : status.changed) {
    out["changed"].push_back(
        {{"revision", file.revision}, {"file", file.file}, {"applied", file.applied}});
  }
  if (status.unfinished) {
    out["interrupted"] = {{"revision", status.unfinished->step.revision},
                          {"operation", status.unfinished->step.operation},
                          {"command", status.unfinished->command},
                          {"by", status.unfinished->who},
                          {"started", status.unfinished->started}};
  }
  if (!status.running.empty()) out["running"] = status.running;
  if (!status.repeatables.empty()) out["repeatable"] = repeatables_json(status.repeatables);
  return out;
}

}  // namespace retort::command
