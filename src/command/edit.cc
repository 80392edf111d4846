// The only outside interface is edit.h. The choice of the editor is Alembic's (util/editor.py): a
// path in EDITOR, then in VISUAL, is taken as it is; names are looked for in PATH, before the
// common ones.
#include "command/edit.h"

#include <fmt/format.h>

#include <optional>

#include "base/environment.h"
#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "command/current.h"
#include "revision/plan.h"

namespace retort::command {
namespace {

std::string find_editor() {
  std::vector<std::string> candidates = {"sensible-editor", "editor", "nano", "vim", "code"};
  std::ptrdiff_t place = 0;
  for (const char* variable : {"EDITOR", "VISUAL"}) {
    const std::optional<std::string> choice = environment_variable(variable);
    if (choice && path_exists(*choice)) return *choice;
    if (choice && choice->find('/') == std::string::npos) {
      candidates.insert(candidates.begin() + place, *choice);
    }
    ++place;
  }
  for (const std::string& candidate : candidates) {
    if (candidate.empty()) continue;
    if (std::optional<std::string> path = find_program(candidate)) return *path;
  }
  throw Error(ErrorCode::command,
              "Error executing editor (No suitable editor found. Please set the \"EDITOR\" or "
              "\"VISUAL\" environment variables)")
      .with_hint("Set EDITOR to the name of a program in PATH, without arguments.");
}

}  // namespace

std::vector<std::string> files_to_edit(Session& session, const std::string& identifier) {
  std::vector<std::string> names = {identifier};
  const bool current_rows = identifier == "current";
  if (current_rows) names = current(session).rows;
  if (current_rows && names.empty()) throw Error(ErrorCode::command, "No current revisions");
  const revision::Graph& graph = session.graph();
  std::vector<std::string> paths;
  for (const revision::Index index : revision::named_revisions(graph, names)) {
    paths.push_back(graph[index].spec.path);
  }
  if (!paths.empty()) return paths;
  throw Error(ErrorCode::command,
              fmt::format("No revision files indicated by symbol '{}'", identifier))
      .with_hint("`retort history` lists the revisions.");
}

void open_in_editor(const std::string& path) {
  const std::string editor = find_editor();
  std::string reason;
  try {
    const int status = run_program({editor, path});
    if (status == 0) return;
    reason = fmt::format("Command '['{}', '{}']' {}.", editor, path,
                         status < 0 ? fmt::format("died with signal {}", -status)
                                    : fmt::format("returned non-zero exit status {}", status));
  } catch (const Error& error) {
    reason = error.message;
  }
  throw Error(ErrorCode::command, fmt::format("Error executing editor ({})", reason));
}

}  // namespace retort::command
