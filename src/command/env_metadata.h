// The naming convention of env.py's target_metadata, where running env.py did not come so far.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "project/environment.h"
#include "python/interpreter.h"
#include "script/surroundings.h"

namespace retort::command {

class Session;
enum class Mode;

/// What finds a convention, and the result.
struct MetadataRequest {
  std::vector<std::string> directories;  ///< Where modules are, beside those of the project.
  /// Modules that speak of naming conventions: asked for where env.py leads to no MetaData.
  std::function<std::vector<std::string>()> modules;
  project::Known<schema::NamingConvention> convention;  ///< Filled in where one was found.
  /// It is that of such modules; empty where they have several, or none that can be read.
  bool is_guess = false;
};

/// Evaluates what env.py gives to configure() as target_metadata, without running the migrations.
/// `source` is the text of env.py.
void find_metadata(python::Interpreter& interpreter, script::Surroundings& surroundings,
                   const SourcePtr& source, MetadataRequest& request);

/// Before a run that has something to do: completes what env.py did not tell of the names of
/// constraints.
void complete_naming(Session& session, Mode mode);

}  // namespace retort::command
