// What native modules share during one run of scripts: `Interpreter::context<Run>()`.
//
// A Run belongs to one interpreter and its thread; it must be made before and outlive it, and
// release() must be called before the interpreter ends.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "python/value.h"
#include "script/host.h"

namespace retort::script {

class ConfigReader;
class ContextRecorder;
class ScriptHistory;

/// `--type app.types.GUID=Uuid`: a dotted name, with shell patterns, and a SQLAlchemy type
/// expression to use for it.
struct TypeRule {
  std::string pattern;
  std::string expression;
};

struct Run {
  explicit Run(Host& run_host) : host(run_host) {}
  Host& host;
  std::vector<TypeRule> type_rules;
  /// Where env.py's calls are recorded; null while migration scripts run.
  ContextRecorder* recorder = nullptr;
  /// Behind `context.config`; null when there is no configuration.
  ConfigReader* config_reader = nullptr;
  /// `op.get_context().opts`: what env.py configured, as Python literals; see RunnerOptions.
  std::vector<std::pair<std::string, std::string>> context_options;
  std::string context_gap;
  dialect::BindStyle parameter_style = dialect::BindStyle::named;  ///< Off-line.
  std::string version_table = "alembic_version";
  std::string version_table_schema;  ///< Empty: the connection's.
  /// For `op.get_context().script`; null where the history is not read.
  const ScriptHistory* history = nullptr;
  std::map<std::string, python::Value> revision_modules;
  int savepoints = 0;       ///< Made so far, for their names.
  int open_savepoints = 0;  ///< On the run's connection.

  /// `@compiles(cls, "postgresql")`; an empty dialect stands for every one.
  struct Compiler {
    python::Value cls;
    std::string dialect;
    python::Value function;
  };
  std::vector<Compiler> compilers;
  /// `@listens_for(target, event)`.
  struct Listener {
    python::Value target;
    std::string event;
    python::Value function;
  };
  std::vector<Listener> listeners;
  /// Operations.register_operation() and implementation_for().
  struct Registration {
    python::Value cls;
    std::string name;
    python::Value function;
  };
  std::vector<Registration> registered;
  std::vector<Registration> implementations;

  /// Index() of expressions, which only their text binds to a table; kept for those who read
  /// definitions.
  std::vector<python::Value> loose_indexes;
  /// The table whose column listeners are just told of; absent outside.
  python::Value attaching = python::Value::absent();

  // Made on first use.
  python::Value final_name_class = python::Value::absent();
  python::Value operations = python::Value::absent();
  python::Value connection = python::Value::absent();
  python::Value migration_context = python::Value::absent();
  python::Value config = python::Value::absent();

  void release() {
    compilers.clear();
    listeners.clear();
    registered.clear();
    implementations.clear();
    loose_indexes.clear();
    for (python::Value* value :
         {&final_name_class, &operations, &connection, &migration_context, &config}) {
      *value = python::Value::absent();
    }
  }
};

}  // namespace retort::script
