// `op.get_context().script`: the history of a run, as scripts walk it, and the other migration
// files, as scripts look them up that keep what can be replaced (views, functions) in their
// modules.
#pragma once

#include <string_view>

#include "base/source.h"
#include "python/classes.h"
#include "revision/graph.h"

namespace retort::script {

/// The migrations of a run. It outlives the runner that is given it.
class ScriptHistory {
 public:
  virtual ~ScriptHistory() = default;
  virtual const revision::Graph& graph() const = 0;
  /// The file of the revision with that id; null where it is no Python file.
  virtual SourcePtr source(std::string_view id) const = 0;
};

extern const python::NativeClassSpec kScriptDirectoryClass;

/// `MigrationContext.script`, `ScriptDirectory.from_config()`: unknown where there is no history.
python::Value script_directory(python::Interpreter& interpreter);

}  // namespace retort::script
