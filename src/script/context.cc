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

Value nothing(Arguments&) {
  return Value::none();
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

/// `with context.begin_transaction():` while env.py is read.
class NullContext final : public python::Instance {
 public:
  using Instance::Instance;
  Value enter(Interpreter&) override { return Value(this); }
  bool exit(Interpreter&, const Value&) override { return false; }
};
Value null_context(Arguments& arguments) {
  return python::make<NullContext>(Ref(&arguments.interpreter().native_class(kAutocommitClass)));
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
  std::array positional{arguments["sql"]};
  return interpreter.call_method(operations_object(interpreter), "execute", positional);
}
Value context_config(Arguments& arguments) {
  return config_object(arguments.interpreter());
}
Value transactional_ddl(Arguments& arguments) {
  return Value::boolean(run(arguments).host.dialect().transactional_ddl());
}

const MemberTable& migration_context_members() {
  static const MemberTable kMembers = {
      property<"dialect()", context_dialect>(),
      property<"bind()", context_bind>(),
      property<"connection()", context_bind>(),
      property<"as_sql()", context_as_sql>(),
      property<"opts()", context_opts>(),
      property<"config()", context_config>(),
      property<"impl()", itself>(),
      property<"transactional_ddl()", transactional_ddl>(),
      method<"autocommit_block()", autocommit_block>(),
      method<"begin_transaction(_per_migration=)", null_context>(),
      method<"execute(sql, execution_options=)", context_execute>(),
  };
  return kMembers;
}

// ---- Config

Value main_option(Arguments& arguments) {
  std::optional<std::string> value;
  if (ConfigReader* reader = run(arguments).config_reader) {
    value = reader->main_option(arguments.text("name"));
  }
  if (value) return Value::string(*value);
  const Value* otherwise = arguments.find("default");
  return otherwise ? *otherwise : Value::none();
}
Value section_option(Arguments& arguments) {
  if (ConfigReader* reader = run(arguments).config_reader) {
    auto section = reader->section(arguments.text("section"));
    auto found = section.find(arguments.text("name"));
    if (found != section.end()) return Value::string(found->second);
  }
  const Value* otherwise = arguments.find("default");
  return otherwise ? *otherwise : Value::none();
}
Value section(Arguments& arguments) {
  ConfigReader* reader = run(arguments).config_reader;
  std::map<std::string, std::string> values;
  if (reader) values = reader->section(arguments.text("name"));
  if (values.empty() && arguments.find("default")) return arguments["default"];
  auto dict = python::make<python::DictObject>();
  for (const auto& [key, value] : values) {
    dict->table.set(arguments.interpreter(), Value::string(key), Value::string(value));
  }
  return dict;
}
Value set_main_option(Arguments& arguments) {
  if (ConfigReader* reader = run(arguments).config_reader) {
    Interpreter& interpreter = arguments.interpreter();
    if (!arguments["value"].try_as<python::UnknownObject>()) {
      reader->set_main_option(arguments.text("name"), interpreter.str(arguments["value"]));
    }
  }
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
      method<"set_section_option(section, name, value)", nothing>(),
      method<"print_stdout(text, *args)", nothing>(),
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
Value get_bind(Arguments& arguments) {
  return bind_object(arguments.interpreter());
}
Value execute(Arguments& arguments) {
  if (run(arguments).recorder) return Value::none();
  return context_execute(arguments);
}
Value is_transactional(Arguments& arguments) {
  return transactional_ddl(arguments);
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
      function<"begin_transaction()", null_context>(),
      function<"get_context()", get_context>(),
      function<"get_bind()", get_bind>(),
      function<"execute(sql, execution_options=)", execute>(),
      function<"static_output(text)", nothing>(),
      function<"get_revision_argument()", nothing>(),
      function<"get_starting_revision_argument()", nothing>(),
      function<"get_head_revision()", nothing>(),
      function<"get_head_revisions()", nothing>(),
      function<"get_tag_argument()", tag_argument>(),
  };
  return kMembers;
}

}  // namespace retort::script
