#include "command/archive.h"

#include <algorithm>
#include <utility>

#include "base/file.h"
#include "base/files.h"
#include "base/sha256.h"
#include "command/project_files.h"
#include "script/constant_header.h"
#include "script/migration_reading.h"

namespace retort::command {
namespace {

std::string archive_root(Session& session) {
  return join_path(absolute_path(session.project().script_location), "archive");
}

std::vector<revision::RevisionSpec> archived(Session& session, const std::string& folder) {
  std::vector<std::string> warnings;
  script::ProjectFiles known = project_files(session.project());
  return script::load_migrations(
      session.files(), {{folder}, false, false},
      script::ConstantHeaderFallback({known.files, std::move(known.module_directories)}), warnings,
      true);
}

bool defines(const std::vector<revision::RevisionSpec>& specs, const std::string& id) {
  return std::ranges::find(specs, id, &revision::RevisionSpec::id) != specs.end();
}

/// Puts the files of the archive that has the row in the place of their squashed migration. False
/// when no archive has it.
bool expand(Session& session, const std::string& row) {
  const auto entries = session.files().list(archive_root(session));
  if (!entries) return false;
  for (const DirectoryEntry& entry : *entries) {
    if (!entry.is_directory) continue;
    std::vector<revision::RevisionSpec> inside =
        archived(session, archive_folder(session, entry.name));
    if (!defines(inside, row) || entry.name == row) continue;
    // What was squashed may have been squashed again.
    if (!session.graph().find(entry.name) && !expand(session, entry.name)) continue;
    const revision::Graph& graph = session.graph();
    std::vector<revision::RevisionSpec> specs;
    for (const revision::Revision& known : graph.revisions()) {
      if (known.spec.id != entry.name) specs.push_back(known.spec);
    }
    std::ranges::move(inside, std::back_inserter(specs));
    std::vector<std::string> warnings;
    session.use_graph(revision::Graph(std::move(specs), warnings));
    return true;
  }
  return false;
}

}  // namespace

std::string archive_folder(Session& session, const std::string& id) {
  return join_path(archive_root(session), id);
}

bool is_archived(Session& session, const std::string& id, const std::string& checksum) {
  if (session.request().program != nullptr) return false;
  const std::string folder = archive_folder(session, id);
  const auto entries = session.files().list(folder);
  return entries && std::ranges::any_of(*entries, [&](const DirectoryEntry& entry) {
           return !entry.is_directory &&
                  sha256_hex(session.files().read(join_path(folder, entry.name))) == checksum;
         });
}

void use_archive(Session& session, const std::vector<std::string>& rows) {
  for (const std::string& row : rows) {
    const auto known = session.graph().find(row);
    const bool exact = known && session.graph().id(*known) == row;
    if (!exact && session.request().program == nullptr) expand(session, row);
  }
}

}  // namespace retort::command
