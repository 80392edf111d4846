#include "command/doctor.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/files.h"
#include "base/json.h"
#include "command/database_status.h"
#include "command/replay.h"
#include "doctor/checks.h"
#include "doctor/database_checks.h"
#include "doctor/environment_checks.h"
#include "runtime/resumption.h"

namespace retort::command {
namespace {

/// Whether a code or a name is meant by one word of --select or --ignore.
bool matches(const doctor::Kind& kind, const std::string& word) {
  return kind.name == word || kind.code.starts_with(word);
}

void check_words(const std::vector<std::string>& words, std::string_view option) {
  for (const std::string& word : words) {
    const bool known = std::ranges::any_of(
        doctor::kinds(), [&](const doctor::Kind& kind) { return matches(kind, word); });
    if (!known) {
      throw Error(ErrorCode::usage,
                  fmt::format("argument --{}: no finding has the code or name '{}'", option, word))
          .with_hint("docs/findings.md lists them; RT1 stands for all that begin with it.");
    }
  }
}

bool is_wanted(const doctor::Finding& finding, const DoctorRequest& request) {
  const auto named = [&](const std::string& word) { return matches(*finding.kind, word); };
  return (request.select.empty() || std::ranges::any_of(request.select, named)) &&
         std::ranges::none_of(request.ignore, named);
}

/// Whether any finding whose code begins so would be shown.
bool wants(const DoctorRequest& request, std::string_view codes) {
  return std::ranges::any_of(doctor::kinds(), [&](const doctor::Kind& kind) {
    doctor::Finding finding;
    finding.kind = &kind;
    return kind.code.starts_with(codes) && is_wanted(finding, request);
  });
}

std::set<std::string> read_baseline(const std::string& path) {
  std::set<std::string> known;
  const Json document = Json::parse(read_file(path), nullptr, false);
  if (!document.is_object() || !document.contains("fingerprints") ||
      !document["fingerprints"].is_array()) {
    throw Error(ErrorCode::config, fmt::format("{} is not a baseline of findings", path))
        .with_hint("Write one with `retort doctor --write-baseline FILE`.");
  }
  for (const Json& entry : document["fingerprints"]) {
    if (entry.is_string()) known.insert(entry.get<std::string>());
  }
  return known;
}

/// The migration files as they were where the current branch left a commit or branch.
doctor::History history_at(Session& session, const doctor::LostAndFound& git,
                           const std::string& reference) {
  if (git.repository() == nullptr) {
    throw Error(ErrorCode::command, "--since needs the project to be in a git repository")
        .with_hint("Run it in a checkout; libgit2 has to be installed, too.");
  }
  MemoryFiles then;
  const std::string commit = git.repository()->fork_point(reference);
  for (const std::string& folder : git.folders()) {
    for (const auto& [path, text] : git.repository()->files_at(commit, folder)) {
      then.write(join_path(git.repository()->root(), path), text);
    }
  }
  std::vector<std::string> warnings;
  return doctor::History(session.inspect_files(then, warnings));
}

std::vector<std::string> old_fingerprints(Session& session, const DoctorRequest& request,
                                          const doctor::History& before,
                                          const doctor::LostAndFound& git) {
  doctor::Findings found;
  examine(session, request, before, git, found);
  std::vector<std::string> out;
  for (const doctor::Finding& finding : std::move(found).sorted()) {
    out.push_back(doctor::fingerprint(finding));
  }
  return out;
}

/// Whether the files make a history at all; what is wrong with them is a finding already.
bool is_sound(Session& session) {
  try {
    session.graph();
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// What the journal tells: an interrupted step, and files that were changed since they ran.
void check_journal(Session& session, doctor::Findings& found) {
  const DatabaseStatus status = database_status(session, true);
  if (status.unfinished) {
    doctor::Finding& finding = found.add("RT509", runtime::describe(*status.unfinished));
    finding.revisions = {status.unfinished->step.revision};
    finding.repair = status.unfinished->undoing ? "retort rollback" : "retort resume";
  }
  const revision::Graph& graph = session.graph();
  for (const ChangedFile& file : status.changed) {
    const revision::RevisionSpec& spec = graph[*graph.find(file.revision)].spec;
    doctor::Finding& finding =
        found.add("RT510", fmt::format("{} was changed since it was applied", file.file),
                  place_of(spec, spec.id_mark));
    finding.revisions = {file.revision};
    finding.evidence.push_back(fmt::format("Applied {} UTC, as the journal says", file.applied));
    finding.repair = "Put the file back, and write a new revision for the change.";
  }
}

/// The configuration, env.py, and the database if one was named.
void look_around(Session& session, const doctor::History& history, const doctor::LostAndFound& git,
                 doctor::Findings& found) {
  const bool online = session.request().overrides.url.has_value();
  const Mode mode = online ? Mode::online : Mode::offline;
  try {
    // As `check` and `upgrade` have it, whether or not a database is asked.
    doctor::check_environment(session.project(), session.environment_in(Mode::online),
                              session.files(), history, git, found);
  } catch (const Error& error) {
    if (online || error.code != ErrorCode::config) throw;
    doctor::Finding& finding = found.add("RT408", error.message, error.place.value_or(Place{}));
    for (const std::string& hint : error.hints) finding.repair += hint;
  }
  if (!online) return;
  try {
    doctor::DatabaseState state;
    state.connection = &session.connection(false);
    state.version_table = session.settings(mode).version_table;
    state.version_schema = session.settings(mode).version_table_schema;
    state.rows = session.version_rows();
    // Squashed revisions have their files in the archive.
    std::erase_if(state.rows, [&](const std::string& row) {
      return !history.find(row) && is_sound(session) && session.graph().find(row);
    });
    doctor::check_database(history, git, state, found);
    if (is_sound(session)) check_journal(session, found);
  } catch (const Error& error) {
    if (error.code != ErrorCode::connection) throw;
    doctor::Finding& finding = found.add("RT508", error.message);
    for (const std::string& hint : error.hints) finding.repair += hint;
  }
}

}  // namespace

void examine(Session& session, const DoctorRequest& request, const doctor::History& history,
             const doctor::LostAndFound& git, doctor::Findings& found) {
  doctor::check_graph(history, git, found);
  doctor::check_files(history, found);
  if (wants(request, "RT3")) {
    check_content(session, history, found, request.models && wants(request, "RT310"));
  }
}

Diagnosis diagnose(Session& session, const DoctorRequest& request) {
  session.keep_sources();  // Findings show lines.
  check_words(request.select, "select");
  check_words(request.ignore, "ignore");
  std::set<std::string> known =
      request.baseline ? read_baseline(*request.baseline) : std::set<std::string>();
  doctor::Findings found;
  doctor::check_ini(project::Config::load(session.request().files), found);
  std::vector<std::string> warnings;
  const doctor::History history(session.inspect_files(warnings));
  if (!warnings.empty()) {
    doctor::Finding& finding = found.add("RT215", warnings.front());
    if (warnings.size() > 1) {
      finding.evidence.push_back(fmt::format("({} more like it)", warnings.size() - 1));
    }
    finding.repair = "List every folder once in version_locations.";
  }
  const doctor::LostAndFound git(session.project().version_locations);
  DoctorRequest with_models = request;
  with_models.models = true;
  examine(session, with_models, history, git, found);
  doctor::check_git(history, git, found);
  look_around(session, history, git, found);
  if (request.since) {
    const doctor::History before = history_at(session, git, *request.since);
    for (std::string& old : old_fingerprints(session, request, before, git))
      known.insert(std::move(old));
    doctor::check_edits(before, history, *request.since, found);
  }
  Diagnosis out;
  for (doctor::Finding& finding : std::move(found).sorted()) {
    if (!is_wanted(finding, request)) continue;
    if (known.contains(doctor::fingerprint(finding))) {
      ++out.known;
    } else {
      out.findings.push_back(std::move(finding));
    }
  }
  return out;
}

void write_baseline(const std::string& path, const std::vector<doctor::Finding>& findings) {
  Json fingerprints = Json::array();
  for (const doctor::Finding& finding : findings) {
    fingerprints.push_back(doctor::fingerprint(finding));
  }
  real_files().write(
      path, Json({{"version", 1}, {"fingerprints", std::move(fingerprints)}}).dump(2) + '\n');
}

}  // namespace retort::command
