#include "script/runner.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "python/interpreter.h"
#include "python/parser.h"
#include "script/bind.h"
#include "script/exceptions.h"
#include "script/modules.h"

namespace retort::script {

using python::Interpreter;
using python::PythonError;
using python::Ref;
using python::Value;

namespace {

python::InterpreterOptions interpreter_options(Run& run) {
  python::InterpreterOptions options;
  options.native_modules = {native_modules()};
  options.context = &run;
  return options;
}

/// The name that Alembic gives to a migration's module: its file name with `_` for other signs.
std::string module_name_of(std::string_view path) {
  std::string name(path.substr(path.rfind('/') + 1));
  for (char& c : name) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!kept) c = '_';
  }
  return name;
}

/// Offline there is no result and no inspection.
bool needs_database(std::string_view message) {
  constexpr std::string_view kSigns[] = {"'NoneType' object", "'MockConnection' object",
                                         "mock.MockConnection"};
  return std::ranges::any_of(
      kSigns, [&](std::string_view sign) { return message.find(sign) != std::string_view::npos; });
}

}  // namespace

struct Runner::State {
  State(Host& host, RunnerOptions options)
      : run(host),
        surroundings(host, std::move(options.project), std::move(options.values)),
        interpreter(surroundings, interpreter_options(run)),
        config(std::move(options.config)),
        arguments(std::move(options.arguments)) {
    run.config_reader = config.get();
    run.type_rules = std::move(options.types);
    run.context_options = std::move(options.context_options);
    run.context_gap = std::move(options.context_gap);
    run.parameter_style = options.parameter_style;
    run.version_table = std::move(options.version_table);
    run.version_table_schema = std::move(options.version_table_schema);
    run.history = options.history;
    if (options.env_source) surroundings.add_module(kEnvModule, std::move(options.env_source));
  }
  ~State() { run.release(); }

  Run run;
  Surroundings surroundings;
  Interpreter interpreter;
  std::unique_ptr<ConfigReader> config;
  std::vector<ScriptArgument> arguments;

  Value argument(const ScriptArgument& from) {
    if (from.reference.empty()) return argument_of_env(from);
    const std::size_t dot = from.reference.rfind('.');
    if (dot == std::string::npos) return interpreter.import_module(from.reference);
    const Value module = interpreter.import_module(from.reference.substr(0, dot));
    return interpreter.get_attribute(module, from.reference.substr(dot + 1));
  }

  /// A name that env.py defines, or what a function of it returns. Unknown under a name of its own.
  Value argument_of_env(const ScriptArgument& from) {
    std::string reason = "env.py passes it to the script";
    const std::string_view text = from.expression;
    const bool is_call = text.ends_with("()");
    const Value module = interpreter.import_module(kEnvModule);
    if (!text.empty() && module.try_as<python::ModuleObject>()) {
      Value found = interpreter.find_attribute(module, text.substr(0, text.size() - 2 * is_call));
      if (is_call && !found.is_absent()) found = interpreter.call(found);
      const auto* unknown = found.try_as<python::UnknownObject>();
      if (!found.is_absent() && unknown == nullptr) return found;
      if (unknown != nullptr) reason += ": " + unknown->name;
      if (unknown != nullptr && !unknown->reason.empty()) reason += ": " + unknown->reason;
    }
    return interpreter.make_unknown("run_migrations." + from.name,
                                    python::UnknownObject::Step::import, nullptr, {},
                                    std::move(reason));
  }

  void call_function(const Value& function) {
    std::vector<python::KeywordValue> keywords;
    for (const ScriptArgument& from : arguments) {
      keywords.push_back({python::intern(from.name), argument(from)});
    }
    interpreter.call(function, std::span<const Value>(), keywords);
  }

  void call(const std::shared_ptr<const python::Module>& script, Direction direction) {
    const Interpreter::StackBound bound(interpreter);
    const Source& source = *script->source;
    std::string name = module_name_of(source.path);
    Ref<python::ModuleObject> module = interpreter.run_module(script, name, source.path);
    Value function = interpreter.global(*module, name_of(direction));
    if (function.is_absent()) {
      throw Error(ErrorCode::script,
                  "AttributeError: module '" + name + "' has no attribute '" +
                      std::string(name_of(direction)) + "'",
                  place_in(source, Span{}));
    }
    try {
      call_function(function);
      function = Value();
      interpreter.retire(std::move(module));
    } catch (const PythonError& error) {
      interpreter.throw_as_error(error);
    }
  }
};

Runner::Runner(Host& host, RunnerOptions options)
    : state_(std::make_unique<State>(host, std::move(options))) {}
Runner::~Runner() = default;

void Runner::run(const std::shared_ptr<const python::Module>& script, std::string_view revision,
                 Direction direction) {
  try {
    state_->call(script, direction);
  } catch (Error& error) {
    if (error.revision.empty()) error.revision = std::string(revision);
    if (state_->run.host.offline() && needs_database(error.message)) {
      error.with_hint(
          "this revision reads the database, so it has no offline SQL: run it on-line, or guard "
          "that part with context.is_offline_mode()");
    }
    throw;
  }
}

Value evaluate_type_expression(Interpreter& interpreter, std::string_view expression) {
  std::string text =
      "import sqlalchemy as sa\n"
      "import sqlalchemy\n"
      "from sqlalchemy.dialects import postgresql, mysql, sqlite\n"
      "result = ";
  std::string_view first = expression.substr(0, expression.find_first_of(".("));
  bool qualified = expression.find('.') != std::string_view::npos &&
                   (first == "sa" || first == "sqlalchemy" || first == "postgresql" ||
                    first == "mysql" || first == "sqlite");
  text += (qualified ? "" : "sa.") + std::string(expression) + "\n";
  auto source = std::make_shared<const Source>(Source{"--type", std::move(text)});
  std::shared_ptr<const python::Module> tree = python::parse_module(source);
  Ref<python::ModuleObject> module = interpreter.run_module(tree, "__type__", "--type");
  return interpreter.global(*module, "result");
}

}  // namespace retort::script
