// `init` and `list_templates`: new projects.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "command/status.h"
#include "project/config.h"

namespace retort::command {

/// A file as it was embedded; `${script_location}` in it stands for the folder.
struct EmbeddedFile {
  std::string_view name;
  const char* text;
};
std::span<const EmbeddedFile> embedded_files();

/// A template's name and what it is for.
struct TemplateSummary {
  std::string name;
  std::string summary;
};
/// The templates, sorted by name.
std::vector<TemplateSummary> list_templates();

struct InitRequest {
  std::string directory;
  std::string project_template = "generic";
  bool package = false;         ///< Adds empty `__init__.py` files.
  project::ConfigFiles config;  ///< Which configuration files to write.
};

/// What init did.
struct InitReport {
  std::vector<std::string> written;  ///< Absolute paths of files, in order.
  std::vector<std::string> skipped;  ///< Configuration files that were there already.
};

/// Writes a new project: folders, env.py and the like, and the configuration unless it is there. An
/// existing pyproject.toml without `[tool.alembic]` is added to. Errors: `command` with Alembic's
/// texts when the folder is not empty or there is no such template.
InitReport init(const InitRequest& request, StatusLines& lines);

/// `{"templates":[{"name":...,"summary":...}]}`.
Json templates_json(const std::vector<TemplateSummary>& templates);
/// `{"written":[...],"skipped":[...]}`.
Json init_json(const InitReport& report);

}  // namespace retort::command
