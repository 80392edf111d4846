// Files and revisions of session.h; session_database.cc has the rest.
#include "command/session.h"

#include <utility>

#include "base/files.h"
#include "command/project_files.h"
#include "script/constant_header.h"
#include "script/directory.h"

namespace retort::command {

Session::Session(Request request, runtime::Reporter& reporter)
    : request_(std::move(request)), reporter_(reporter) {}

Session::~Session() = default;

const project::Project& Session::project() {
  if (!project_ && request_.program != nullptr) {
    project_.emplace();
    project_->version_locations = request_.program->version_locations;
  }
  if (!project_) {
    project_ = project::load_project(request_.files);
    project::add_configured_values(request_.overrides, project_->config);
  }
  return *project_;
}

const FileSystem& Session::files() const {
  return request_.program == nullptr ? real_files() : *request_.program->files;
}

const revision::Graph& Session::graph() {
  if (!graph_) {
    const project::Project& from = project();
    const script::VersionLocations locations{from.version_locations,
                                             from.recursive_version_locations, from.sourceless};
    std::vector<std::string> warnings;
    script::ProjectFiles project =
        request_.program == nullptr ? project_files(from) : project_files(*request_.program);
    const script::ConstantHeaderFallback fallback(
        {project.files, std::move(project.module_directories)});
    std::vector<revision::RevisionSpec> specs =
        script::load_migrations(files(), locations, fallback, warnings, keep_sources_);
    if (request_.program != nullptr) {
      for (revision::RevisionSpec& spec : compiled_specs(*request_.program, specs)) {
        specs.push_back(std::move(spec));
      }
    }
    graph_.emplace(std::move(specs), warnings);
    for (const std::string& warning : warnings) reporter_.log("WARNING", "retort", warning);
  }
  return *graph_;
}

}  // namespace retort::command
