#include "script/context.h"

#include <array>
#include <memory>

#include "python/interpreter.h"
#include "python/objects.h"
#include "python/parser.h"
#include "script/bind.h"
#include "script/connection.h"
#include "script/convert.h"
#include "script/exceptions.h"
#include "script/native.h"
#include "script/operations.h"
#include "script/run.h"
#include "script/script_directory.h"

namespace retort::script {

using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::Ref;
using python::Value;

namespace {

Run& run(const Arguments& arguments) {
  return arguments.interpreter().context<Run>();
}

Value itself(Arguments& arguments) {
  return arguments.self();
}

/// `with context.autocommit_block():`
class AutocommitBlock final : public python::Instance {
 public:
  using Instance::Instance;
  Value enter(Interpreter& interpreter) override {
    with_database_errors(interpreter, [&] {
      interpreter.context<Run>().host.enter_autocommit(interpreter.origin());
    });
    return Value::none();
  }
  bool exit(Interpreter& interpreter, const Value& exception) override {
    if (exception.is_none()) {
      with_database_errors(interpreter,
                           [&] { interpreter.context<Run>().host.leave_autocommit(); });
    }
    return false;
  }
};
const NativeClassSpec kAutocommitClass = {"_GeneratorContextManager", "contextlib"};

/// `with context.begin_transaction():` of env.py.
class EnvTransaction final : public python::Instance {
 public:
  using Instance::Instance;
  Value enter(Interpreter& interpreter) override {
    interpreter.context<Run>().recorder->begin_transaction();
    return Value(this);
  }
  bool exit(Interpreter& interpreter, const Value&) override {
    interpreter.context<Run>().recorder->end_transaction();
    return false;
  }
};

/// Where there is nothing to begin.
class NullContext final : public python::Instance {
 public:
  using Instance::Instance;
  Value enter(Interpreter&) override { return Value(this); }
  bool exit(Interpreter&, const Value&) override { return false; }
};
Value begin_transaction(Arguments& arguments) {
  Ref cls(&arguments.interpreter().native_class(kAutocommitClass));
  if (run(arguments).recorder != nullptr) return python::make<EnvTransaction>(std::move(cls));
  return python::make<NullContext>(std::move(cls));
}

// ---- MigrationContext

/// `context.config`: one object a run.
Value config_object(Interpreter& interpreter) {
  Run& current = interpreter.context<Run>();
  if (current.config.is_absent()) {
    current.config = python::make<NullContext>(Ref(&interpreter.native_class(kConfigClass)));
  }
  return current.config;
}

Value autocommit_block(Arguments& arguments) {
  return python::make<AutocommitBlock>(
      Ref(&arguments.interpreter().native_class(kAutocommitClass)));
}
Value context_dialect(Arguments& arguments) {
  return dialect_object(arguments.interpreter());
}
Value context_bind(Arguments& arguments) {
  ContextRecorder* recorder = run(arguments).recorder;
  if (recorder != nullptr && !recorder->bind().is_absent()) return recorder->bind();
  return bind_object(arguments.interpreter());
}
Value context_as_sql(Arguments& arguments) {
  return Value::boolean(run(arguments).host.offline());
}
/// Of `op.get_context().opts`, what env.py leaves open.
Value unknown_option(Interpreter& interpreter, const std::string& path, std::string reason) {
  return interpreter.make_unknown("alembic.context.opts" + path,
                                  python::UnknownObject::Step::import, nullptr, {},
                                  std::move(reason));
}

Value context_opts(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const std::string& gap = run(arguments).context_gap;
  if (!gap.empty()) return unknown_option(interpreter, "", gap);
  Value dict = python::make<python::DictObject>();
  const auto& configured = run(arguments).context_options;
  if (!configured.empty()) {
    std::string text = "opts = {";
    for (const auto& [name, literal] : configured) {
      if (!literal.empty()) text += "'" + name + "': " + literal + ", ";
    }
    const auto source = std::make_shared<const Source>(Source{"<env.py>", text + "}\n"});
    const auto module = interpreter.run_module(python::parse_module(source), "opts", "<env.py>");
    dict = interpreter.global(*module, "opts");
  }
  for (const auto& [name, literal] : configured) {
    if (!literal.empty()) continue;
    set_key(interpreter, dict, name.c_str(),
            unknown_option(interpreter, "." + name, "env.py passes it to configure()"));
  }
  set_key(interpreter, dict, "as_sql", context_as_sql(arguments));
  return dict;
}
Value context_execute(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  if (ContextRecorder* recorder = run(arguments).recorder) {
    recorder->execute(interpreter, arguments["sql"]);
    return Value::none();
  }
  std::array positional{arguments["sql"]};
  return interpreter.call_method(operations_object(interpreter), "execute", positional);
}
Value context_config(Arguments& arguments) {
  return config_object(arguments.interpreter());
}
Value context_script(Arguments& arguments) {
  return script_directory(arguments.interpreter());
}
Value transactional_ddl(Arguments& arguments) {
  return Value::boolean(run(arguments).host.dialect().transactional_ddl());
}

Value version_table(Arguments& arguments) {
  return Value::string(run(arguments).version_table);
}
Value version_table_schema(Arguments& arguments) {
  const std::string& name = run(arguments).version_table_schema;
  return name.empty() ? Value::none() : Value::string(name);
}

/// The rows of the version table; absent where there is no database to ask.
Value current_heads(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const Run& current = run(arguments);
  if (current.host.offline()) {
    return interpreter.make_unknown("alembic.context.current_heads",
                                    python::UnknownObject::Step::import, nullptr, {},
                                    "there is no database to ask");
  }
  python::ValueList heads;
  with_database_errors(interpreter, [&] {
    const std::string& schema_name = current.version_table_schema;
    if (!current.host.catalog().has_table(schema_name, current.version_table)) return;
    const dialect::Dialect& dialect = current.host.dialect();
    const std::string schema = schema_name.empty() ? "" : dialect.quote(schema_name) + ".";
    const auto rows = current.host.query_text(
        "SELECT version_num FROM " + schema + dialect.quote(current.version_table), {},
        interpreter.origin());
    while (auto row = rows->next()) {
      if (const auto* id = std::get_if<std::string>(&row->at(0).value)) {
        heads.push_back(Value::string(*id));
      }
    }
  });
  return python::make_tuple(std::move(heads));
}
Value current_revision(Arguments& arguments) {
  const Value heads = current_heads(arguments);
  const auto* tuple = heads.try_as<python::TupleObject>();
  if (tuple == nullptr) return heads;
  if (tuple->items.size() > 1) {
    arguments.interpreter().raise(
        python::Builtin::RuntimeError,
        "Version table '" + run(arguments).version_table +
            "' has more than one head present; please use get_current_heads()");
  }
  return tuple->items.empty() ? Value::none() : tuple->items.front();
}

const MemberTable& migration_context_members() {
  static const MemberTable kMembers = {
      property<"dialect()", context_dialect>(),
      property<"bind()", context_bind>(),
      property<"connection()", context_bind>(),
      property<"as_sql()", context_as_sql>(),
      property<"opts()", context_opts>(),
      property<"config()", context_config>(),
      property<"script()", context_script>(),
      property<"impl()", itself>(),
      property<"transactional_ddl()", transactional_ddl>(),
      property<"version_table()", version_table>(),
      property<"version_table_schema()", version_table_schema>(),
      method<"get_current_revision()", current_revision>(),
      method<"get_current_heads()", current_heads>(),
      method<"autocommit_block()", autocommit_block>(),
      method<"begin_transaction(_per_migration=)", begin_transaction>(),
      method<"execute(sql, execution_options=)", context_execute>(),
  };
  return kMembers;
}

// ---- Config

Value value_of(Interpreter& interpreter, const ConfigValue& value) {
  if (value.unknown.empty()) return Value::string(value.text);
  return interpreter.make_unknown(value.unknown, python::UnknownObject::Step::import, nullptr, {},
                                  "the configuration is given it");
}
Value main_option(Arguments& arguments) {
  std::optional<ConfigValue> value;
  if (ConfigReader* reader = run(arguments).config_reader) {
    value = reader->main_option(arguments.text("name"));
  }
  if (value) return value_of(arguments.interpreter(), *value);
  const Value* otherwise = arguments.find("default");
  return otherwise ? *otherwise : Value::none();
}
Value section_option(Arguments& arguments) {
  if (ConfigReader* reader = run(arguments).config_reader) {
    auto section = reader->section(arguments.text("section"));
    auto found = section.find(arguments.text("name"));
    if (found != section.end()) return value_of(arguments.interpreter(), found->second);
  }
  const Value* otherwise = arguments.find("default");
  return otherwise ? *otherwise : Value::none();
}
Value section(Arguments& arguments) {
  ConfigReader* reader = run(arguments).config_reader;
  std::map<std::string, ConfigValue> values;
  if (reader) values = reader->section(arguments.text("name"));
  if (values.empty() && arguments.find("default")) return arguments["default"];
  auto dict = python::make<python::DictObject>();
  Interpreter& interpreter = arguments.interpreter();
  for (const auto& [key, value] : values) {
    dict->table.set(interpreter, Value::string(key), value_of(interpreter, value));
  }
  return dict;
}
void set_option(Arguments& arguments, const std::string& section) {
  const Value& value = arguments["value"];
  const auto* unknown = value.try_as<python::UnknownObject>();
  run(arguments).config_reader->set_option(section, arguments.text("name"),
                                           unknown == nullptr
                                               ? ConfigValue{arguments.interpreter().str(value), {}}
                                               : ConfigValue{{}, unknown->name},
                                           arguments.interpreter().origin());
}
Value set_main_option(Arguments& arguments) {
  if (ConfigReader* reader = run(arguments).config_reader) {
    set_option(arguments, reader->section_name());
  }
  return Value::none();
}
Value set_section_option(Arguments& arguments) {
  if (run(arguments).config_reader != nullptr) set_option(arguments, arguments.text("section"));
  return Value::none();
}
Value print_stdout(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  Value text = arguments["text"];
  if (!arguments.rest().empty()) {
    const std::span<const Value> rest = arguments.rest();
    Value values = python::make_tuple(python::ValueList(rest.begin(), rest.end()));
    text = interpreter.binary(python::Operator::Mod, text, values);
  }
  run(arguments).host.write_output(interpreter.str(text) + "\n");
  return Value::none();
}
Value section_name(Arguments& arguments) {
  ConfigReader* reader = run(arguments).config_reader;
  return Value::string(reader ? reader->section_name() : "alembic");
}
Value config_file_name(Arguments& arguments) {
  ConfigReader* reader = run(arguments).config_reader;
  std::string name = reader ? reader->config_file_name() : std::string();
  return name.empty() ? Value::none() : Value::string(name);
}
/// `config.attributes`: one dictionary a run.
Value attributes(Arguments& arguments) {
  auto& self = arguments.self_as<NullContext>();
  static const python::Symbol kName = python::intern("_attributes");
  if (const Value* known = self.attributes.find(kName)) return *known;
  Value dict = python::make<python::DictObject>();
  self.attributes.set(kName, dict);
  return dict;
}
Value command_options(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  auto options = python::make<NullContext>(Ref(&interpreter.named_class("Namespace")));
  python::ValueList extra;
  for (const std::string& argument : run(arguments).host.x_arguments()) {
    extra.push_back(Value::string(argument));
  }
  options->attributes.set(python::intern("x"), python::make_list(std::move(extra)));
  const ContextRecorder* recorder = run(arguments).recorder;
  options->attributes.set(python::intern("autogenerate"),
                          Value::boolean(recorder != nullptr && recorder->autogenerates()));
  options->attributes.set(python::intern("sql"), Value::boolean(run(arguments).host.offline()));
  return options;
}
const MemberTable& config_members() {
  static const MemberTable kMembers = {
      method<"get_main_option(name, default=)", main_option>(),
      method<"get_section_option(section, name, default=)", section_option>(),
      method<"get_section(name, default=)", section>(),
      method<"set_main_option(name, value)", set_main_option>(),
      method<"set_section_option(section, name, value)", set_section_option>(),
      method<"print_stdout(text, *args)", print_stdout>(),
      property<"config_ini_section()", section_name>(),
      property<"config_file_name()", config_file_name>(),
      property<"attributes()", attributes>(),
      property<"cmd_opts()", command_options>(),
  };
  return kMembers;
}

// ---- alembic.context

Value is_offline_mode(Arguments& arguments) {
  return Value::boolean(run(arguments).host.offline());
}
Value tag_argument(Arguments& arguments) {
  const std::optional<std::string>& tag = run(arguments).host.tag();
  return tag ? Value::string(*tag) : Value::none();
}
Value x_argument(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const std::vector<std::string>& given = run(arguments).host.x_arguments();
  if (!arguments.flag("as_dictionary")) return python::make_string_list(given);
  auto dict = python::make<python::DictObject>();
  for (const std::string& argument : given) {
    std::size_t equals = argument.find('=');
    std::string value = equals == std::string::npos ? "" : argument.substr(equals + 1);
    dict->table.set(interpreter, Value::string(argument.substr(0, equals)), Value::string(value));
  }
  return dict;
}
Value configure(Arguments& arguments) {
  if (ContextRecorder* recorder = run(arguments).recorder) {
    std::vector<python::KeywordValue> options = arguments.keywords();
    if (!arguments.rest().empty()) {
      options.insert(options.begin(), {python::intern("connection"), arguments.rest()[0]});
    }
    recorder->configure(arguments.interpreter(), options);
  }
  return Value::none();
}
Value run_migrations(Arguments& arguments) {
  if (ContextRecorder* recorder = run(arguments).recorder) {
    recorder->run_migrations(arguments.interpreter(), arguments.keywords());
  }
  return Value::none();
}
Value get_context(Arguments& arguments) {
  return migration_context_object(arguments.interpreter());
}
Value is_transactional(Arguments& arguments) {
  return transactional_ddl(arguments);
}
Value static_output(Arguments& arguments) {
  Run& current = run(arguments);
  std::string text = arguments.text("text") + "\n\n";
  if (current.recorder != nullptr) {
    current.recorder->write(std::move(text));
  } else {
    current.host.write_output(text);
  }
  return Value::none();
}
/// What was asked for on the command line, which the scripts of a run are not told.
template <SignatureText name>
Value of_command(Arguments& arguments) {
  return arguments.interpreter().make_unknown("alembic.context." + std::string(name.text),
                                              python::UnknownObject::Step::import, nullptr, {},
                                              "it depends on the command that runs");
}

}  // namespace

const NativeClassSpec kMigrationContextClass = {"MigrationContext", "alembic.runtime.migration",
                                                nullptr, &migration_context_members()};
const NativeClassSpec kConfigClass = {"Config", "alembic.config", nullptr, &config_members()};

Value migration_context_object(Interpreter& interpreter) {
  Run& current = interpreter.context<Run>();
  if (current.migration_context.is_absent()) {
    current.migration_context =
        python::make<NullContext>(Ref(&interpreter.native_class(kMigrationContextClass)));
  }
  return current.migration_context;
}

const MemberTable& context_members() {
  static const MemberTable kMembers = {
      lazy_value("config", config_object),
      function<"is_offline_mode()", is_offline_mode>(),
      function<"is_transactional_ddl()", is_transactional>(),
      function<"get_x_argument(as_dictionary=)", x_argument>(),
      function<"configure(*connection, **options)", configure>(),
      function<"run_migrations(**kw)", run_migrations>(),
      function<"begin_transaction()", begin_transaction>(),
      function<"get_context()", get_context>(),
      function<"get_impl()", get_context>(),
      function<"get_bind()", context_bind>(),
      function<"execute(sql, execution_options=)", context_execute>(),
      function<"static_output(text)", static_output>(),
      function<"get_revision_argument()", of_command<"get_revision_argument()">>(),
      function<"get_starting_revision_argument()",
               of_command<"get_starting_revision_argument()">>(),
      function<"get_head_revision()", of_command<"get_head_revision()">>(),
      function<"get_head_revisions()", of_command<"get_head_revisions()">>(),
      function<"get_tag_argument()", tag_argument>(),
  };
  return kMembers;
}

}  // namespace retort::script
