// Runs the upgrade() and downgrade() functions of migration files.
//
// A Runner belongs to one run and its thread. The native modules are made once for all of its
// scripts, and a module of the project is evaluated once.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "script/context.h"
#include "script/direction.h"
#include "script/host.h"
#include "script/run.h"
#include "script/surroundings.h"

namespace retort::python {
struct Module;
}

namespace retort::script {

/// What env.py's run_migrations() passes to upgrade() and downgrade() by this name.
struct ScriptArgument {
  std::string name;
  std::string reference;   ///< The dotted name of a module or a part of one; may be empty.
  std::string expression;  ///< As env.py writes it, when it is no such reference.
};

/// The module under which env.py's own names are found by such an expression.
inline constexpr std::string_view kEnvModule = "alembic_env_py";

struct RunnerOptions {
  ProjectFiles project;
  std::vector<ValueRule> values;
  std::vector<TypeRule> types;
  /// Behind `op.get_context().config`; may be null.
  std::unique_ptr<ConfigReader> config;
  std::vector<ScriptArgument> arguments;
  /// The part of env.py that imports and defines; may be null.
  SourcePtr env_source;
  /// What context.configure() was given, as Python literals; empty for what is not known.
  std::vector<std::pair<std::string, std::string>> context_options;
  /// Why nothing is known of what it was given; may be empty.
  std::string context_gap;
  /// Of parameters whose values are not known off-line.
  dialect::BindStyle parameter_style = dialect::BindStyle::named;
  /// See runtime::Settings.
  std::string version_table = "alembic_version", version_table_schema;
  const ScriptHistory* history = nullptr;  ///< See Run.
};

class Runner {
 public:
  /// `host` must outlive the runner.
  Runner(Host& host, RunnerOptions options);
  ~Runner();

  /// Evaluates a parsed file and calls its function. Errors: what the script raised
  /// (ErrorCode::script), values that only the application knows, what the database refused; each
  /// names the revision and the script's line.
  void run(const std::shared_ptr<const python::Module>& script, std::string_view revision,
           Direction direction);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace retort::script
