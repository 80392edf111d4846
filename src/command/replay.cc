#include "command/replay.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "command/models.h"
#include "command/scripts.h"
#include "doctor/replay.h"
#include "revision/loops.h"

namespace retort::command {
namespace {

/// What is not known of the database is PostgreSQL: its rules are the strictest.
const dialect::Dialect& dialect_of(Session& session) {
  try {
    return session.dialect(Mode::offline);
  } catch (const Error&) {
    return *dialect::find_dialect("postgresql");
  }
}

runtime::Settings settings_of(Session& session) {
  try {
    return session.settings(Mode::offline);
  } catch (const Error&) {
    return {};
  }
}

/// Revisions before which something may have happened that is not known: those in a loop, and all
/// first ones where a file cannot be read.
std::vector<char> unsettled(const doctor::History& history, const revision::Graph& graph) {
  std::vector<char> out(graph.size(), 0);
  const auto mark = [&](const revision::Edges& edges) {
    for (const auto& component : revision::cyclic_components(edges)) {
      for (const revision::Index index : component) {
        if (const auto found = graph.find(history.id(index))) out[*found] = 1;
      }
    }
  };
  mark(history.down());
  mark(history.depends());
  const bool unreadable = std::ranges::any_of(
      history.files(), [](const script::MigrationFile& file) { return !file.spec; });
  if (unreadable) {
    for (const revision::Index base : graph.bases()) out[base] = 1;
  }
  return out;
}

std::vector<std::string> missing(const doctor::History& history) {
  std::vector<std::string> out;
  for (const doctor::MissingReference& reference : history.missing()) {
    if (std::ranges::find(out, reference.id) == out.end()) out.push_back(reference.id);
  }
  return out;
}

/// Nothing where they cannot be read.
models::Models models_of(Session& session) {
  try {
    return read_models(session, dialect_of(session));
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

void check_content(Session& session, const doctor::History& history, doctor::Findings& findings,
                   bool with_models) {
  std::vector<std::string> warnings;
  try {
    session.use_graph(revision::Graph(history.mended(), warnings));
  } catch (const Error&) {
    return;  // Ids that no graph takes: the other checks tell of them.
  }
  const revision::Graph& graph = session.graph();
  const runtime::Settings settings = settings_of(session);
  Scripts scripts(session);
  const auto source = [&](revision::Index index) -> SourcePtr {
    const revision::RevisionSpec& spec = graph[index].spec;
    if (spec.source != nullptr) return spec.source;
    std::optional<std::string> text = session.files().read_if_exists(spec.path);
    if (!text) return nullptr;
    return std::make_shared<const Source>(Source{spec.file(), std::move(*text)});
  };
  const std::string env =
      session.files().read_if_exists(session.project().env_path()).value_or(std::string());
  models::Models models;
  if (with_models) models = models_of(session);
  doctor::check_content(
      {graph, dialect_of(session), settings, scripts.runner(), source, unsettled(history, graph),
       missing(history), env.find("AUTOCOMMIT") != env.npos, with_models ? &models : nullptr},
      findings);
}

}  // namespace retort::command
