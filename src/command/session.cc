// Files and revisions of session.h; session_database.cc has the rest.
#include "command/session.h"

#include <memory>
#include <utility>
#include <vector>

#include "base/files.h"
#include "command/project_files.h"
#include "script/constant_header.h"

namespace retort::command {

Session::Session(Request request, runtime::Reporter& reporter)
    : request_(std::move(request)), reporter_(reporter) {}

Session::~Session() = default;

void Session::leave_graph_to_exit() {
  static auto& left = *std::make_unique<std::shared_ptr<revision::Graph>>().release();
  left = std::move(graph_);
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

std::unique_ptr<const script::HeaderFallback> Session::header_fallback() {
  script::ProjectFiles known =
      request_.program == nullptr ? project_files(project()) : project_files(*request_.program);
  return std::make_unique<script::ConstantHeaderFallback>(
      script::ModuleFolders{known.files, std::move(known.module_directories)});
}

std::vector<script::MigrationFile> Session::inspect_files(std::vector<std::string>& warnings) {
  return inspect_files(files(), warnings);
}

std::vector<script::MigrationFile> Session::inspect_files(const FileSystem& in,
                                                          std::vector<std::string>& warnings) {
  return script::inspect_migrations(in, version_locations(), *header_fallback(), warnings);
}

void Session::read_ahead() {
  if (graph_ != nullptr) return;
  reading_ = std::make_unique<script::MigrationReading>(files(), version_locations(),
                                                        header_fallback(), keep_sources_);
}

void Session::use_graph(revision::Graph graph) {
  if (graph_ == nullptr || graph_.use_count() > 1) {
    graph_ = std::make_shared<revision::Graph>(std::move(graph));
  } else {
    *graph_ = std::move(graph);
  }
}

const revision::Graph& Session::graph() {
  if (graph_ == nullptr && graph_owner_ != nullptr) {
    graph_owner_->graph();
    graph_ = graph_owner_->graph_;
  }
  // What is said of an unsound history shows its lines: only then the texts are needed.
  if (graph_ == nullptr && !load_graph(keep_sources_)) load_graph(true);
  return *graph_;
}

bool Session::load_graph(bool with_sources) {
  std::vector<std::string> warnings;
  const std::unique_ptr<script::MigrationReading> begun = std::move(reading_);
  std::vector<revision::RevisionSpec> specs =
      begun != nullptr ? begun->finish(warnings)
                       : script::load_migrations(files(), version_locations(), *header_fallback(),
                                                 warnings, with_sources);
  const std::size_t of_files = warnings.size();
  try {
    if (request_.program != nullptr) {
      for (revision::RevisionSpec& spec : compiled_specs(*request_.program, specs)) {
        specs.push_back(std::move(spec));
      }
    }
    graph_ = std::make_shared<revision::Graph>(std::move(specs), warnings);
  } catch (const Error&) {
    if (with_sources) throw;
    return false;
  }
  if (!with_sources && warnings.size() > of_files) return false;
  for (const std::string& warning : warnings) reporter_.log("WARNING", "retort", warning);
  return true;
}

}  // namespace retort::command
