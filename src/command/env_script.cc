// The only outside interface is env_script.h.
#include "command/env_script.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "command/config_options.h"
#include "command/env_databases.h"
#include "command/env_engines.h"
#include "command/env_metadata.h"
#include "command/env_observer.h"
#include "command/project_files.h"
#include "command/revision_hook.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "python/parser.h"
#include "script/context.h"
#include "script/modules.h"
#include "script/run.h"
#include "script/silent_host.h"
#include "script/surroundings.h"
#include "script/tables.h"

namespace retort::command {
namespace {

using project::Environment;
using project::Known;
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

 private:
  const EnvScriptRequest& request_;
  const dialect::Dialect& dialect_;
};

Value known_text(Interpreter& interpreter, const python::CallArguments& arguments) {
  return url_text(interpreter, arguments.positional.front());
}

Value is_known(Interpreter&, const python::CallArguments& arguments) {
  return Value::boolean(arguments.positional.front().try_as<python::UnknownObject>() == nullptr);
}

/// The surroundings of scripts, with kEnvEngines in place of SQLAlchemy's engines.
class EnvSurroundings final : public python::Host {
 public:
  EnvSurroundings(script::Surroundings& inner, const EnvScriptRequest& request,
                  std::vector<LogLine>& log)
      : inner_(inner), hook_(request.hook), models_(request.models), log_(log) {}

  /// Makes the stand-ins; REQUIRES: before env.py runs.
  void prepare(Interpreter& interpreter) {
    const auto source = std::make_shared<const Source>(Source{"<engines>", kEnvEngines});
    engines_ = interpreter.run_module(python::parse_module(source), "engines", "<engines>");
    engines_->globals.set(python::intern("known_text"),
                          python::make_native_function("known_text", known_text));
    engines_->globals.set(python::intern("is_known"),
                          python::make_native_function("is_known", is_known));
  }
  /// A list of the stand-ins, as values.
  python::ValueList recorded(Interpreter& interpreter, std::string_view name) {
    return interpreter.items_of(interpreter.global(*engines_, name));
  }
  void release() { engines_ = {}; }

  std::optional<python::ModuleSource> find_module(std::string_view dotted) override {
    return inner_.find_module(dotted);
  }
  Value supplied_value(Interpreter& interpreter, std::string_view dotted) override {
    Value given = inner_.supplied_value(interpreter, dotted);
    if (!given.is_absent() || !engines_) return given;
    if (hook_ != nullptr && RevisionHook::stands_in(dotted)) return hook_->stand_in(interpreter);
    // What an engine of the application gives, which is about to be connected to.
    if (dotted.ends_with(".connect()") || dotted.ends_with(".begin()")) {
      const std::string_view engine = dotted.substr(0, dotted.rfind('.'));
      const std::array<Value, 1> url{python::make<python::UnknownObject>(
          std::string(engine), Origin(), python::UnknownObject::Step::import)};
      return interpreter.call(interpreter.global(*engines_, "connect_unknown"), url);
    }
    // Flask-Migrate: what the application gave to Migrate() beside what env.py says itself.
    if (dotted == "flask.current_app.extensions['migrate'].configure_args") {
      return python::make<python::DictObject>();
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
  script::Surroundings& inner_;
  RevisionHook* hook_;
  ModelsRequest* models_;
  std::vector<LogLine>& log_;
  python::Ref<python::ModuleObject> engines_;
};

/// Whether repr() of a value can be read back: numbers, texts, and collections of these.
bool is_plain(Interpreter& interpreter, const Value& value) {
  if (value.is_none() || value.is_boolean() || value.is_integer() || value.is_real()) return true;
  if (value.try_as<python::StringObject>() != nullptr) return true;
  const auto* dict = value.try_as<python::DictObject>();
  const bool sequence = value.try_as<python::ListObject>() != nullptr ||
                        value.try_as<python::TupleObject>() != nullptr;
  if (dict == nullptr && !sequence) return false;
  for (const Value& item : interpreter.items_of(value)) {
    if (!is_plain(interpreter, item)) return false;
    if (dict != nullptr && !is_plain(interpreter, interpreter.get_item(value, item))) return false;
  }
  return true;
}

std::string note_of(const Error& error) {
  return fmt::format("env.py is understood only in part{}: {}", project::place_note(error),
                     error.message);
}

/// Whether a statement of env.py sets the connection up; others only look.
bool is_setup(std::string_view sql) {
  std::string text;
  for (const char c : sql.substr(0, 64)) {
    const bool blank = c == '\n' || c == '\t' || c == '\r';
    if ((blank || c == ' ') && text.ends_with(' ')) continue;
    text += blank ? ' ' : (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
  }
  for (const std::string_view words :
       {"SET ", "PRAGMA ", "CREATE SCHEMA IF NOT EXISTS ", "CREATE EXTENSION IF NOT EXISTS ",
        "SELECT SET_CONFIG(", "SELECT PG_CATALOG.SET_CONFIG("}) {
    if (text.starts_with(words)) return true;
  }
  return false;
}

/// Takes down what env.py says.
class Recorder final : public script::ContextRecorder {
 public:
  Recorder(const project::Config& config, const EnvScriptRequest& request, Environment& out)
      : of_file_(project::file_environment(config).url),
        options_(config),
        hook_(request.hook),
        models_(request.models),
        observer_(request.observer),
        out_(out) {}

  void configure(Interpreter& interpreter,
                 const std::vector<python::KeywordValue>& options) override {
    const std::string from = project::place_text(interpreter.origin());
    databases_.configure(interpreter, options);
    if (observer_ != nullptr) observer_->configure(interpreter, options);
    configured_ = true;
    out_.literal_binds = {false, from};
    out_.parameter_style = {project::ParameterStyle::driver, from};
    tokens_ = {"upgrades", "downgrades"};
    out_.context_options.clear();
    take_models(interpreter, options);
    for (const python::KeywordValue& option : options) {
      take(interpreter, option.name.text(), option.value, from);
      if (option.name.text() != "url" && is_plain(interpreter, option.value)) {
        out_.context_options.emplace_back(option.name.text(), interpreter.repr(option.value));
      } else if (option.value.try_as<python::UnknownObject>() != nullptr) {
        out_.context_options.emplace_back(option.name.text(), "");
      }
    }
  }

  bool autogenerates() const override { return observer_ != nullptr; }

  void run_migrations(Interpreter& interpreter,
                      const std::vector<python::KeywordValue>& arguments) override {
    databases_.run(interpreter, arguments);
    out_.tokens.push_back(tokens_);
    ++runs_;
    if (observer_ != nullptr) observer_->migrates();
    if (hook_ != nullptr && models_ == nullptr) hook_->run();
  }

  void setup_statement(std::string sql, const Origin& origin) override {
    const bool before = runs_ == 0;
    in_transaction_.push_back({std::move(sql), project::place_text(origin)});
    if (!before) {
      out_.notes.push_back("env.py runs a statement behind the migrations that is left out: " +
                           in_transaction_.back().value);
      in_transaction_.pop_back();
    }
  }
  /// What env.py executes on its connection, with those in its transaction behind.
  void take_statements(Interpreter& interpreter, const python::ValueList& executed) {
    for (const Value& statement : executed) take_statement(interpreter.str(statement), "env.py");
    for (const Known<std::string>& statement : in_transaction_) {
      take_statement(statement.value, statement.from);
    }
  }

  void engine(Interpreter& interpreter, const Value& url) override {
    take_url(interpreter, url, "env.py");
  }

  std::optional<script::ConfigValue> main_option(std::string_view name) override {
    return options_.main_option(name);
  }
  std::map<std::string, script::ConfigValue> section(std::string_view name) override {
    return options_.section(name);
  }
  void set_option(std::string_view section, std::string_view name, script::ConfigValue value,
                  const Origin& origin) override {
    options_.set_option(section, name, std::move(value), origin);
    if (section != section_name() || name != "sqlalchemy.url") return;
    const auto set = options_.main_option(name);
    if (set->unknown.empty()) {
      take_url(set->text, project::place_text(origin));
    } else {
      hide("url", set->unknown, project::place_text(origin));
    }
  }
  /// What env.py has logged since the last run.
  std::vector<LogLine>& log() { return databases_.log(); }
  /// env.py has ended with an error.
  void fail(const Error& error) {
    failed_ = true;
    out_.notes.push_back(note_of(error));
  }
  /// Whether the database is that of the connection which Alembic was given.
  bool knows_connection() const { return knows_connection_; }
  /// REQUIRES: env.py has ended. `text` is its text.
  void finish(std::string_view text) {
    out_.databases = databases_.take();
    if (out_.databases.empty() && runs_ > 1) {
      hide("runs", fmt::format("env.py runs the migrations {} times on one database", runs_));
    }
    if (configured_) return;
    out_.metadata_hidden = text.find("target_metadata") != text.npos;
    // One that never does is no env.py of Alembic's, and hides nothing.
    if (text.find("configure(") == text.npos && !failed_) return;
    const std::string reason = "env.py ends before it configures Alembic";
    hide("url", reason);
    if (text.find("version_table") == text.npos) return;
    hide("version_table", reason);
    hide("version_table_schema", reason);
  }

  std::string config_file_name() override { return options_.config_file_name(); }
  std::string section_name() override { return options_.section_name(); }

 private:
  void take(Interpreter& interpreter, std::string_view name, const Value& value,
            const std::string& from) {
    if (name == "url") {
      take_url(interpreter, value, from);
    } else if (name == "connection") {
      take_connection(interpreter, value, from);
    } else if (is_setting(name) && value.try_as<python::UnknownObject>() != nullptr) {
      hide(name, value.try_as<python::UnknownObject>()->name, from);
    } else if (name == "dialect_opts") {
      take_style(interpreter, value, from);
    } else if (name == "template_args") {
      take_template_arguments(interpreter, value);
    } else if (name == "process_revision_directives") {
      if (hook_ != nullptr) hook_->set_function(interpreter, value);
    } else if (name == "upgrade_token") {
      tokens_.first = interpreter.str(value);
    } else if (name == "downgrade_token") {
      tokens_.second = interpreter.str(value);
    } else if (name == "target_metadata") {
      take_metadata(interpreter, value, from);
    } else {
      take_text(out_.version_table, "version_table", name, value, from);
      take_text(out_.version_table_schema, "version_table_schema", name, value, from);
      take_text(out_.dialect, "dialect_name", name, value, from);
      take_boolean(interpreter, name, value, from);
    }
  }

  void take_models(Interpreter& interpreter, const std::vector<python::KeywordValue>& options) {
    if (models_ == nullptr) return;
    Value metadata, filter;
    for (const python::KeywordValue& option : options) {
      if (option.name.text() == "target_metadata") metadata = option.value;
      if (option.name.text() == "include_object") filter = option.value;
    }
    models_->collector.take(metadata, filter, interpreter.origin());
  }

  void take_template_arguments(Interpreter& interpreter, const Value& value) {
    if (value.try_as<python::DictObject>() == nullptr) return;
    for (const Value& name : interpreter.items_of(value)) {
      const Value argument = interpreter.get_item(value, name);
      if (is_plain(interpreter, argument)) {
        out_.template_arguments.emplace_back(interpreter.str(name), interpreter.repr(argument));
      } else {
        out_.notes.push_back(fmt::format("template_args: '{}' is left out: it is no plain value",
                                         interpreter.str(name)));
      }
    }
  }

  /// As in Alembic, operations name constraints by the convention of a single MetaData.
  void take_metadata(Interpreter& interpreter, const Value& value, const std::string& from) {
    out_.target_metadata = {value.is_none() ? "None" : interpreter.repr(value), from};
    const auto* metadata = value.try_as<script::MetaDataObject>();
    if (metadata != nullptr) out_.naming_convention = {metadata->naming_convention, from};
    out_.metadata_hidden = value.try_as<python::UnknownObject>() != nullptr;
  }

  /// The engine behind the connection counts, whatever was said before.
  void take_connection(Interpreter& interpreter, const Value& connection, const std::string& from) {
    const auto part = [&](const Value& value, std::string_view name) {
      const bool instance =
          value.is_object() && value.as_object().kind() == python::ObjectKind::instance;
      return instance ? interpreter.find_attribute(value, name) : Value::absent();
    };
    const Value url = part(part(connection, "engine"), "url");
    if (url.is_absent() || url.is_none()) return;
    knows_connection_ = true;
    out_.url = {};
    std::erase_if(out_.hidden, [](const auto& entry) { return entry.first == "url"; });
    take_url(interpreter, url, from);
  }

  void take_statement(std::string sql, const std::string& from) {
    const std::size_t begin = sql.find_first_not_of(" \t\r\n");
    sql.erase(0, std::min(begin, sql.size()));
    if (is_setup(sql)) {
      out_.setup_statements.push_back({std::move(sql), from});
    } else {
      out_.notes.push_back(fmt::format("env.py runs a statement that is left out: {}", sql));
    }
  }

  void take_url(Interpreter& interpreter, const Value& value, const std::string& from) {
    const Value known = url_text(interpreter, value);
    if (const std::string* text = python::string_of(known)) {
      take_url(*text, from);
    } else if (const auto* unknown = value.try_as<python::UnknownObject>()) {
      hide("url", unknown->name, from);
    }
  }
  void take_url(const std::string& text, const std::string& from) {
    if (text.empty()) return hide("url", fmt::format("env.py gives an empty one ({})", from));
    if (of_file_.given() && of_file_.value.reveal() == text) return;  // Not said by env.py.
    out_.url = {Secret(text), from};
  }

  /// What else can be hidden.
  static bool is_setting(std::string_view name) {
    return name == "version_table" || name == "version_table_schema" ||
           name == "version_table_pk" || name == "transaction_per_migration" ||
           name == "transactional_ddl" || name == "literal_binds" || name == "include_schemas" ||
           name == "render_as_batch";
  }
  void hide(std::string_view setting, std::string reason) {
    if (out_.hidden_reason(setting) == nullptr) out_.hidden.emplace_back(setting, reason);
  }
  void hide(std::string_view setting, const std::string& unknown, const std::string& from) {
    hide(setting, fmt::format("env.py takes it from '{}', which only the application knows ({})",
                              unknown, from));
  }

  static void take_text(Known<std::string>& target, std::string_view wanted, std::string_view name,
                        const Value& value, const std::string& from) {
    const std::string* text = python::string_of(value);
    if (name == wanted && text != nullptr) target = {*text, from};
  }

  void take_boolean(Interpreter& interpreter, std::string_view name, const Value& value,
                    const std::string& from) {
    const std::pair<std::string_view, Known<bool>*> known[] = {
        {"version_table_pk", &out_.version_table_pk},
        {"transaction_per_migration", &out_.transaction_per_migration},
        {"transactional_ddl", &out_.transactional_ddl},
        {"literal_binds", &out_.literal_binds},
        {"include_schemas", &out_.include_schemas},
        {"render_as_batch", &out_.render_as_batch},
    };
    for (const auto& [key, target] : known) {
      if (key == name && !value.is_none()) *target = {interpreter.truth(value), from};
    }
  }

  void take_style(Interpreter& interpreter, const Value& value, const std::string& from) {
    const std::string text = interpreter.repr(value);
    using project::ParameterStyle;
    if (text.find("'named'") != std::string::npos) {
      out_.parameter_style = {ParameterStyle::named, from};
    } else if (text.find("'pyformat'") != std::string::npos) {
      out_.parameter_style = {ParameterStyle::pyformat, from};
    } else if (text.find("'qmark'") != std::string::npos) {
      out_.parameter_style = {ParameterStyle::question, from};
    }
  }

  const Known<Secret> of_file_;
  ConfigOptions options_;
  RevisionHook* hook_;
  ModelsRequest* models_;
  EnvObserver* observer_;
  Environment& out_;
  EnvDatabases databases_;
  bool configured_ = false;
  std::size_t runs_ = 0;
  bool failed_ = false;
  bool knows_connection_ = false;
  std::vector<Known<std::string>> in_transaction_;  ///< Statements, before the migrations.
  std::pair<std::string, std::string> tokens_ = {"upgrades", "downgrades"};
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
  Environment out;
  const std::string path = project.env_path();
  if (!is_regular_file(path)) return out;
  EnvHost host(request);
  Recorder recorder(project.config, request, out);
  script::Run run(host);
  run.recorder = &recorder;
  run.config_reader = &recorder;
  std::vector<script::ValueRule> values;
  for (const auto& [name, json] : request.values) values.push_back({name, json});
  script::Surroundings surroundings(host, files_of(project, request), std::move(values));
  python::InterpreterOptions options;
  options.native_modules = {script::native_modules()};
  options.context = &run;
  options.reads_definitions = request.models != nullptr;
  EnvSurroundings with_engines(surroundings, request, recorder.log());
  Interpreter interpreter(with_engines, options);
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
  } catch (const Error& error) {
    recorder.fail(error);
  }
  recorder.finish(source->text);
  for (const Value& url : with_engines.recorded(interpreter, "urls")) {
    if (!out.url.given() && !recorder.knows_connection()) recorder.engine(interpreter, url);
  }
  recorder.take_statements(interpreter, with_engines.recorded(interpreter, "statements"));
  with_engines.release();
  if (request.hook != nullptr) request.hook->release();
  if (request.observer != nullptr) request.observer->release();
  run.release();
  return out;
}

}  // namespace retort::command
