// Files and revisions of session.h; session_database.cc has the rest.
#include "command/session.h"

#include <memory>
#include <utility>
#include <vector>

#include "base/files.h"
#include "command/project_files.h"

namespace retort::command {

Session::Session(Request request, runtime::Reporter& reporter)
    : request_(std::move(request)), reporter_(reporter) {}

Session::~Session() = default;

void Session::leave_graph_to_exit() {
  static auto& left = *std::make_unique<std::vector<revision::Graph>>().release();
  if (graph_) left.push_back(std::move(*graph_));
  graph_.reset();
}

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
  if (files_ != nullptr) return *files_;
  return request_.program == nullptr ? real_files() : *request_.program->files;
}

script::VersionLocations Session::version_locations() {
  const project::Project& from = project();
  return {from.version_locations, from.recursive_version_locations, from.sourceless};
}

script::ConstantHeaderFallback Session::header_fallback() {
  script::ProjectFiles known =
      request_.program == nullptr ? project_files(project()) : project_files(*request_.program);
  return script::ConstantHeaderFallback({known.files, std::move(known.module_directories)});
}

std::vector<script::MigrationFile> Session::inspect_files(std::vector<std::string>& warnings) {
  return inspect_files(files(), warnings);
}

std::vector<script::MigrationFile> Session::inspect_files(const FileSystem& in,
                                                          std::vector<std::string>& warnings) {
  return script::inspect_migrations(in, version_locations(), header_fallback(), warnings);
}

const revision::Graph& Session::graph() {
  // What is said of an unsound history shows its lines: only then the texts are needed.
  if (!graph_ && !load_graph(keep_sources_)) load_graph(true);
  return *graph_;
}

bool Session::load_graph(bool with_sources) {
  std::vector<std::string> warnings;
  std::vector<revision::RevisionSpec> specs = script::load_migrations(
      files(), version_locations(), header_fallback(), warnings, with_sources);
  const std::size_t of_files = warnings.size();
  try {
    if (request_.program != nullptr) {
      for (revision::RevisionSpec& spec : compiled_specs(*request_.program, specs)) {
        specs.push_back(std::move(spec));
      }
    }
    graph_.emplace(std::move(specs), warnings);
  } catch (const Error&) {
    if (with_sources) throw;
    return false;
  }
  if (!with_sources && warnings.size() > of_files) return false;
  for (const std::string& warning : warnings) reporter_.log("WARNING", "retort", warning);
  return true;
}

}  // namespace retort::command
