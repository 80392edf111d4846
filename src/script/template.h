// Renders `script.py.mako`: the project's own template of migration files.
//
// The template becomes a Python program that the evaluator runs, with the same bounds as migration
// scripts: no files, no processes, no network.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/source.h"
#include "script/context.h"
#include "script/revision_file.h"
#include "script/surroundings.h"

namespace retort::script {

/// What a new revision is, as its file will say.
struct NewRevision {
  std::string id;
  std::optional<std::string> message;  ///< None is rendered as "empty message".
  std::vector<std::string> down_revisions;
  std::vector<std::string> branch_labels;
  std::vector<std::string> depends_on;
  CreateDate date;
};

/// What else a template may ask for.
struct TemplateSurroundings {
  ConfigReader* config = nullptr;  ///< Behind `config`; must not be null.
  /// `template_args` of context.configure() in env.py: names and Python literals.
  std::vector<std::pair<std::string, std::string>> arguments;
  ProjectFiles project;           ///< Where modules that the template imports are.
  std::vector<ValueRule> values;  ///< What imports are worth that cannot be resolved.
};

/// The text of a new Python migration, in the given encoding (a name that Python knows).
/// Errors: ErrorCode::parse at a place of the template that is malformed or beyond what is
/// evaluated, ErrorCode::command where its code fails.
std::string render_python_revision(const Source& script_template, const NewRevision& revision,
                                   const TemplateSurroundings& surroundings,
                                   std::string_view encoding);

}  // namespace retort::script
