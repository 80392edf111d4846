#include "script/compiled.h"

#include "dialect/dialect.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "script/connection.h"
#include "script/convert.h"
#include "script/native.h"
#include "script/run.h"
#include "script/statement_words.h"
#include "script/statements.h"

namespace retort::script {

using dialect::BindStyle;
using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::Ref;
using python::Value;

namespace {

/// `Compiled`: the text, and the values of its parameters.
class CompiledObject final : public python::Instance {
 public:
  using Instance::Instance;
  std::string text;
  Value params = Value::none();
  std::string str(Interpreter&) override { return text; }
  void release_references() override {
    params = Value::none();
    Instance::release_references();
  }
};

Value compiled_string(Arguments& arguments) {
  return Value::string(arguments.self_as<CompiledObject>().text);
}
Value compiled_params(Arguments& arguments) {
  return arguments.self_as<CompiledObject>().params;
}
Value construct_params(Arguments& arguments) {
  return arguments.self_as<CompiledObject>().params;
}
const MemberTable& compiled_members() {
  static const MemberTable kMembers = {
      property<"string()", compiled_string>(),
      property<"params()", compiled_params>(),
      method<"construct_params(params=)", construct_params>(),
  };
  return kMembers;
}
const NativeClassSpec kCompiledClass = {"SQLCompiler", "sqlalchemy.sql.compiler", nullptr,
                                        &compiled_members()};

/// `postgresql.dialect()`.
class NamedDialect final : public python::Instance {
 public:
  using Instance::Instance;
  std::string name;
};
Value named_dialect_name(Arguments& arguments) {
  return Value::string(arguments.self_as<NamedDialect>().name);
}
const MemberTable& named_dialect_members() {
  static const MemberTable kMembers = {property<"name()", named_dialect_name>()};
  return kMembers;
}
const NativeClassSpec kNamedDialectClass = {"Dialect", "sqlalchemy.engine.default", nullptr,
                                            &named_dialect_members()};

struct Target {
  const dialect::Dialect* dialect;
  BindStyle binds;
};

/// The dialect of `bind=` or `dialect=`; without either, text with `:name` parameters.
Target target_of(const Arguments& arguments) {
  Host& host = arguments.interpreter().context<Run>().host;
  const Value* given = arguments.find_not_none("dialect");
  const bool bound = arguments.find_not_none("bind") != nullptr;
  if (const auto* named = given ? given->try_as<NamedDialect>() : nullptr) {
    if (const dialect::Dialect* found = dialect::find_dialect(named->name)) {
      return {found, named->name == "postgresql" ? BindStyle::pyformat : BindStyle::question};
    }
  }
  if (given || bound) {
    const bool postgresql = host.dialect().name() == "postgresql";
    return {&host.dialect(), postgresql ? BindStyle::pyformat : BindStyle::question};
  }
  return {dialect::find_dialect("postgresql"), BindStyle::named};
}

bool wants_literals(const Arguments& arguments) {
  for (const python::KeywordValue& keyword : arguments.keywords()) {
    if (keyword.name.text() != "compile_kwargs") continue;
    const auto* options = python::unwrap(keyword.value).try_as<python::DictObject>();
    if (!options) return false;
    for (const auto& entry : options->table.entries()) {
      const std::string* name = entry.key.is_absent() ? nullptr : python::string_of(entry.key);
      if (name && *name == "literal_binds") return arguments.interpreter().truth(entry.value);
    }
  }
  return false;
}

}  // namespace

Value compile_element(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const Target target = target_of(arguments);
  const BindStyle binds = wants_literals(arguments) ? BindStyle::literal : target.binds;
  const dialect::Compiled compiled =
      target.dialect->compile(shown_expression(arguments.self_as<Element>()), binds);
  auto object = python::make<CompiledObject>(Ref(&interpreter.native_class(kCompiledClass)));
  object->text = compiled.text;
  auto params = python::make<python::DictObject>();
  for (std::size_t i = 0; i < compiled.parameters.size(); ++i) {
    params->table.set(interpreter, Value::string(compiled.parameter_names[i]),
                      value_of(interpreter, compiled.parameters[i]));
  }
  object->params = params;
  return object;
}

Value dialect_class(std::string_view name) {
  if (!dialect::find_dialect(name)) return Value::absent();
  return python::make_closure([dialect = std::string(name)](Interpreter& interpreter,
                                                            const python::CallArguments&) -> Value {
    auto object = python::make<NamedDialect>(Ref(&interpreter.native_class(kNamedDialectClass)));
    object->name = dialect;
    return object;
  });
}

}  // namespace retort::script
