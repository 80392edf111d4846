// The only outside interface is env_script.h.
#include "command/env_script.h"

#include <array>
#include <map>
#include <memory>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/files.h"
#include "command/env_engines.h"
#include "command/env_metadata.h"
#include "command/env_observer.h"
#include "command/env_recorder.h"
#include "command/flask_migrate.h"
#include "command/project_files.h"
#include "command/revision_hook.h"
#include "python/exceptions.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "python/parser.h"
#include "script/modules.h"
#include "script/run.h"
#include "script/silent_host.h"
#include "script/surroundings.h"

namespace retort::command {
namespace {

using project::LogLine;
using python::Interpreter;
using python::Value;

const dialect::Dialect& known_or_default(std::string_view name) {
  const dialect::Dialect* known = dialect::find_dialect(name);
  return known != nullptr ? *known : *dialect::find_dialect("postgresql");
}

/// What env.py may ask of its run: nothing is connected to and nothing happens.
class EnvHost final : public script::SilentHost {
 public:
  explicit EnvHost(const EnvScriptRequest& request)
      : request_(request), dialect_(known_or_default(request.dialect)) {}

  const dialect::Dialect& dialect() const override { return dialect_; }
  bool offline() const override { return request_.offline; }
  const std::vector<std::string>& x_arguments() const override { return request_.x_arguments; }
  const std::optional<std::string>& tag() const override { return request_.tag; }
  bool takes_unknown_types() const override { return request_.models != nullptr; }
  /// `op.execute()` of env.py itself.
  void emit(operation::Operation operation) override {
    if (std::get_if<operation::Execute>(&operation.value) == nullptr) return;
    dialect::RenderContext context{.offline = true};
    for (const dialect::Statement& statement : dialect_.render(operation, context)) {
      recorder_->execute(*interpreter_, Value::string(statement.text));
    }
  }
  schema::Catalog& catalog() override {
    return recorder_->asked() == nullptr ? SilentHost::catalog() : recorder_->asked()->catalog();
  }
  /// REQUIRES: before env.py runs.
  void use(EnvRecorder& recorder, Interpreter& interpreter) {
    recorder_ = &recorder;
    interpreter_ = &interpreter;
  }

 private:
  const EnvScriptRequest& request_;
  const dialect::Dialect& dialect_;
  EnvRecorder* recorder_ = nullptr;
  Interpreter* interpreter_ = nullptr;
};

/// The surroundings of scripts, with kEnvEngines in place of SQLAlchemy's engines.
class EnvSurroundings final : public python::Host {
 public:
  EnvSurroundings(const project::Project& project, script::Surroundings& inner,
                  const EnvScriptRequest& request, std::vector<LogLine>& log)
      : project_(project),
        inner_(inner),
        models_(request.models),
        dialect_(request.dialect),
        log_(log) {}

  /// Makes the stand-ins; REQUIRES: before env.py runs.
  void prepare(Interpreter& interpreter) {
    const auto source = std::make_shared<const Source>(Source{"<engines>", kEnvEngines});
    engines_ = interpreter.run_module(python::parse_module(source), "engines", "<engines>");
    add_engine_functions(*engines_);
  }
  void release() { engines_ = {}; }

  std::optional<python::ModuleSource> find_module(std::string_view dotted) override {
    return inner_.find_module(dotted);
  }
  Value supplied_value(Interpreter& interpreter, std::string_view dotted) override {
    Value given = inner_.supplied_value(interpreter, dotted);
    if (!given.is_absent() || !engines_) return given;
    if (dotted == "database_of_env_py.dialect_name" && !dialect_.empty()) {
      return Value::string(dialect_);
    }
    // What an engine of the application gives, which is about to be connected to.
    if (dotted.ends_with(".connect()") || dotted.ends_with(".begin()")) {
      const std::string_view engine = dotted.substr(0, dotted.rfind('.'));
      const std::array<Value, 1> url{python::make<python::UnknownObject>(
          std::string(engine), Origin(), python::UnknownObject::Step::import)};
      return interpreter.call(interpreter.global(*engines_, "connect_unknown"), url);
    }
    // Flask-Migrate: what the application gave to Migrate() beside what env.py says itself.
    if (dotted == "flask.current_app.extensions['migrate'].configure_args") {
      return configure_arguments(interpreter);
    }
    if (dotted == "flask.current_app.extensions['migrate'].db.metadatas") {
      auto metadatas = python::make<python::DictObject>();
      metadatas->table.set(
          interpreter, Value(),
          python::make<python::UnknownObject>("flask.current_app.extensions['migrate'].db.metadata",
                                              Origin(), python::UnknownObject::Step::import));
      return metadatas;
    }
    if (dotted == "builtins.open") return interpreter.global(*engines_, "open_output");
    const bool sqlalchemy = dotted.starts_with("sqlalchemy.");
    if (!sqlalchemy) return given;
    for (const std::string_view name :
         {"create_engine", "create_async_engine", "engine_from_config", "async_engine_from_config",
          "AsyncEngine"}) {
      if (dotted.substr(dotted.rfind('.') + 1) == name) return interpreter.global(*engines_, name);
    }
    return given;
  }
  void gave_up(const Origin& statement, std::string_view why) override {
    if (models_ != nullptr) models_->collector.gave_up(statement, why);
  }
  std::optional<std::string> read_file(std::string_view path) override {
    // Where containers have what the application's settings read.
    if (path.starts_with("/run/secrets/") || path.starts_with("/var/run/secrets/")) {
      return real_files().read_if_exists(std::string(path));
    }
    return inner_.read_file(path);
  }
  std::optional<std::vector<std::string>> list_directory(std::string_view path) override {
    return inner_.list_directory(path);
  }
  std::optional<std::string> environment_variable(std::string_view name) override {
    return inner_.environment_variable(name);
  }
  std::int64_t now_microseconds() override { return inner_.now_microseconds(); }
  std::int64_t local_offset_seconds() override { return inner_.local_offset_seconds(); }
  std::uint64_t random_bits() override { return inner_.random_bits(); }
  void log(std::string_view level, std::string_view logger, std::string_view message) override {
    log_.push_back({std::string(level), std::string(logger), std::string(message)});
  }

 private:
  /// What can be found of it where the application gives it.
  Value configure_arguments(Interpreter& interpreter) {
    auto arguments = python::make<python::DictObject>();
    for (const FlaskMigrateArgument& found : flask_migrate_arguments(project_)) {
      const Value value = found.value ? Value::string(*found.value)
                                      : Value(python::make<python::UnknownObject>(
                                            "Migrate(" + found.name + "=) in " + found.module,
                                            Origin(), python::UnknownObject::Step::import));
      arguments->table.set(interpreter, Value::string(found.name), value);
    }
    return arguments;
  }

  const project::Project& project_;
  script::Surroundings& inner_;
  ModelsRequest* models_;
  std::string dialect_;  ///< Of the database that is meant; empty where it is not known.
  std::vector<LogLine>& log_;
  python::Ref<python::ModuleObject> engines_;
};

constexpr const char* kEnvModule = "env_py";

script::ProjectFiles files_of(const project::Project& project, const EnvScriptRequest& request) {
  script::ProjectFiles files = project_files(project);
  if (request.models == nullptr && request.metadata == nullptr) return files;
  for (const std::string& directory :
       request.models != nullptr ? request.models->directories : request.metadata->directories) {
    files.module_directories.push_back(directory);
    files.roots.push_back(directory);
  }
  return files;
}

/// env.py as a module like others: what a statement of it cannot do does not keep the next from
/// running.
void read_models(Interpreter& interpreter, ModelsRequest& request) {
  const Value env = interpreter.guard([&] { return interpreter.import_module(kEnvModule); });
  request.result =
      request.collector.finish(interpreter, env.try_as<python::ModuleObject>(), request.candidates);
}

}  // namespace

project::Environment evaluate_env_script(const project::Project& project,
                                         const EnvScriptRequest& request) {
  project::Environment out;
  const std::string path = project.env_path();
  if (!is_regular_file(path)) return out;
  EnvHost host(request);
  EnvRecorder recorder(project.config, request, out);
  script::Run run(host);
  run.recorder = &recorder;
  run.config_reader = &recorder;
  run.history = request.history;
  std::vector<script::ValueRule> values;
  for (const auto& [name, json] : request.values) values.push_back({name, json});
  script::Surroundings surroundings(host, files_of(project, request), std::move(values));
  python::InterpreterOptions options;
  options.native_modules = {script::native_modules()};
  options.context = &run;
  options.reads_definitions = request.models != nullptr;
  EnvSurroundings with_engines(project, surroundings, request, recorder.log());
  Interpreter interpreter(with_engines, options);
  host.use(recorder, interpreter);
  surroundings.search_path_of(interpreter);
  const SourcePtr source = read_source(path);
  try {
    with_engines.prepare(interpreter);
    if (request.metadata != nullptr) {
      find_metadata(interpreter, surroundings, source, *request.metadata);
    } else if (request.models != nullptr) {
      surroundings.add_module(kEnvModule, source);
      read_models(interpreter, *request.models);
      if (request.observer != nullptr) request.observer->run(interpreter, request.models->result);
      if (request.hook != nullptr) request.hook->run();
      if (request.observer != nullptr) request.observer->finish();
    } else {
      interpreter.run_module(python::parse_module(source), kEnvModule, path);
    }
  } catch (const python::RaisedByScript& error) {
    recorder.refuse(error);
  } catch (const Error& error) {
    recorder.fail(error);
  }
  out.import_paths = surroundings.added_paths();
  recorder.finish(interpreter, *source);
  with_engines.release();
  recorder.release();
  if (request.hook != nullptr) request.hook->release();
  if (request.observer != nullptr) request.observer->release();
  run.release();
  return out;
}

}  // namespace retort::command
