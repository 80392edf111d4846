// Files and revisions of session.h; session_database.cc has the rest.
#include "command/session.h"

#include <utility>

#include "base/files.h"
#include "script/constant_header.h"
#include "script/directory.h"

namespace retort::command {

Session::Session(Request request, runtime::Reporter& reporter)
    : request_(std::move(request)), reporter_(reporter) {}

Session::~Session() = default;

const project::Project& Session::project() {
  if (!project_) {
    project_ = project::load_project(request_.files);
    project::add_configured_values(request_.overrides, project_->config);
  }
  return *project_;
}

const revision::Graph& Session::graph() {
  if (!graph_) {
    const project::Project& from = project();
    const script::VersionLocations locations{from.version_locations,
                                             from.recursive_version_locations, from.sourceless};
    std::vector<std::string> warnings;
    const script::ConstantHeaderFallback fallback;
    graph_.emplace(
        script::load_migrations(real_files(), locations, fallback, warnings, keep_sources_),
        warnings);
    for (const std::string& warning : warnings) reporter_.log("WARNING", "retort", warning);
  }
  return *graph_;
}

}  // namespace retort::command
