#include "script/modules.h"

#include <algorithm>
#include <array>

#include "script/compiled.h"
#include "script/connection.h"
#include "script/constraints.h"
#include "script/context.h"
#include "script/convert.h"
#include "script/ddl_elements.h"
#include "script/driver_errors.h"
#include "script/elements.h"
#include "script/events.h"
#include "script/exceptions.h"
#include "script/inspector.h"
#include "script/native.h"
#include "script/operations.h"
#include "script/orm_module.h"
#include "script/packages.h"
#include "script/range_values.h"
#include "script/run.h"
#include "script/script_directory.h"
#include "script/script_elements.h"
#include "script/star_names.h"
#include "script/statements.h"
#include "script/tables.h"
#include "script/types.h"

namespace retort::script {

using python::CallArguments;
using python::Interpreter;
using python::MemberTable;
using python::ModuleObject;
using python::NativeClassSpec;
using python::NativeMember;
using python::NativeModuleSpec;
using python::Symbol;
using python::Value;

namespace {

/// `module.name` where that is a native module too.
Value submodule(Interpreter& interpreter, const ModuleObject& module, Symbol name) {
  std::string dotted = module.name + "." + std::string(name.text());
  for (const NativeModuleSpec& spec : native_modules()) {
    if (dotted == spec.name) return interpreter.import_module(dotted);
  }
  if (find_package_module(dotted)) return interpreter.import_module(dotted);
  return Value::absent();
}

/// A name that exists in the original but cannot be evaluated here.
Value beyond(Interpreter& interpreter, const ModuleObject& module, Symbol name,
             std::string_view reason) {
  if (name.text().starts_with("__")) return Value::absent();
  return interpreter.make_unknown(module.name + "." + std::string(name.text()),
                                  python::UnknownObject::Step::import, nullptr,
                                  interpreter.origin(), std::string(reason));
}

Value find_connection_class(Interpreter& interpreter, std::string_view name) {
  for (const NativeClassSpec* spec :
       {&kConnectionClass, &kEngineClass, &kDialectClass, &kInspectorClass, &kSelectClass,
        &kInsertClass, &kUpdateClass, &kDeleteClass, &kFunctionClass, &kGenericFunctionClass,
        &kFunctionElementClass, &kExecutableClass}) {
    if (name == spec->name) return Value(&interpreter.native_class(*spec));
  }
  return Value::absent();
}

/// A name with quotes that it does not need means the same without; one without those that it needs
/// is another name.
Value quoted_name(Interpreter& interpreter, const python::CallArguments& call) {
  Arguments arguments(interpreter, "quoted_name(value, quote)", call);
  const std::string name = arguments.text("value");
  const Value& quote = arguments["quote"];
  const dialect::Dialect& dialect = interpreter.context<Run>().host.dialect();
  const bool unquoted = !quote.is_none() && !interpreter.truth(quote);
  if (unquoted && dialect.quote(name) != name) {
    interpreter.fail(ErrorCode::script, "The name '" + name + "' needs its quotes.",
                     "Leave out quote=False, or write the name as the database has it.");
  }
  return Value::string(name);
}

/// Every name of `sqlalchemy` and of the modules that it gathers its names from.
Value find_sqlalchemy(Interpreter& interpreter, ModuleObject& module, Symbol name) {
  std::string_view text = name.text();
  if (text == "__version__") return Value::string("2.0.52");
  if (text == "__all__") return star_names(module.name);
  if (Value found = find_type_class(interpreter, TypeModule::generic, text); !found.is_absent()) {
    return found;
  }
  if (Value found = find_schema_class(interpreter, text); !found.is_absent()) return found;
  if (Value found = find_ddl_class(interpreter, text); !found.is_absent()) return found;
  if (Value found = find_connection_class(interpreter, text); !found.is_absent()) return found;
  if (Value found = submodule(interpreter, module, name); !found.is_absent()) return found;
  if (text == "NULLTYPE") {
    return interpreter.call(find_type_class(interpreter, TypeModule::generic, "NullType"));
  }
  // While env.py is read, engines are what its host supplies.
  bool engine = text == "create_engine" || text == "engine_from_config";
  if (engine && !interpreter.context<Run>().recorder) {
    return python::make_native_function(
        text == "create_engine" ? "create_engine" : "engine_from_config", make_engine);
  }
  if (text == "URL" || text == "make_url") {
    return interpreter.get_attribute(interpreter.import_module("sqlalchemy.engine.url"), text);
  }
  if (text == "quoted_name") return python::make_native_function("quoted_name", quoted_name);
  return beyond(interpreter, module, name, "this part of SQLAlchemy is not evaluated");
}

template <TypeModule dialect>
Value find_in_dialect(Interpreter& interpreter, ModuleObject& module, Symbol name) {
  if (name.text() == "__all__") return star_names(module.name);
  if (Value found = find_type_class(interpreter, dialect, name.text()); !found.is_absent()) {
    return found;
  }
  if (Value found = find_schema_class(interpreter, name.text()); !found.is_absent()) return found;
  if (Value found = submodule(interpreter, module, name); !found.is_absent()) return found;
  if (dialect == TypeModule::postgresql) {
    if (Value found = find_range_class(interpreter, name.text()); !found.is_absent()) return found;
  }
  for (const NativeClassSpec* spec : {&kPostgresqlDialectClass, &kMysqlDialectClass,
                                      &kMariadbDialectClass, &kSqliteDialectClass}) {
    if (name.text() == spec->name) return Value(&interpreter.native_class(*spec));
  }
  if (name.text() == "dialect") {
    const std::string_view path = module.name;
    if (Value made = dialect_class(path.substr(path.rfind('.') + 1)); !made.is_absent()) {
      return made;
    }
  }
  return beyond(interpreter, module, name, "this part of SQLAlchemy is not evaluated");
}

Value find_submodule(Interpreter& interpreter, ModuleObject& module, Symbol name) {
  if (Value found = submodule(interpreter, module, name); !found.is_absent()) return found;
  return beyond(interpreter, module, name, "this part of the package is not evaluated");
}

Value find_in_orm(Interpreter& interpreter, ModuleObject& module, Symbol name) {
  if (name.text() == "__all__") return star_names(module.name);
  if (name.text().starts_with("__")) return Value::absent();
  if (Value found = submodule(interpreter, module, name); !found.is_absent()) return found;
  // Engines are what the host of env.py supplies.
  if (interpreter.context<Run>().recorder && name.text().ends_with("engine")) {
    return beyond(interpreter, module, name, "this part of SQLAlchemy is not evaluated");
  }
  if (Value found = find_orm_name(interpreter, name); !found.is_absent()) return found;
  if (Value found = find_exception_class(interpreter, name); !found.is_absent()) {
    return found;
  }
  return beyond(interpreter, module, name, "this part of the ORM is not evaluated");
}

NativeMember raw_function(const char* name, python::NativeFunction code) {
  NativeMember result{};
  result.kind = NativeMember::Kind::function;
  result.name = name;
  result.function = code;
  return result;
}

Value final_name(Arguments& arguments) {
  return make_final_name(arguments.interpreter(), arguments.text("value"));
}

const MemberTable& sqlalchemy_members() {
  static const MemberTable kMembers = [] {
    std::vector<NativeMember> members = expression_members();
    members.push_back(raw_function("inspect", inspect));
    members.push_back(function<"conv(value)", final_name>());
    return MemberTable(std::move(members));
  }();
  return kMembers;
}

const MemberTable& compiler_members() {
  static const MemberTable kMembers = {raw_function("compiles", compiles)};
  return kMembers;
}
const MemberTable& empty_members() {
  static const MemberTable kMembers;
  return kMembers;
}

Value operations_class(Interpreter& interpreter) {
  return Value(&interpreter.native_class(kOperationsClass));
}
Value batch_operations_class(Interpreter& interpreter) {
  return Value(&interpreter.native_class(kBatchOperationsClass));
}
Value migrate_operation_class(Interpreter& interpreter) {
  return Value(&interpreter.native_class(kMigrateOperationClass));
}
Value migration_context_class(Interpreter& interpreter) {
  return Value(&interpreter.native_class(kMigrationContextClass));
}
Value script_directory_class(Interpreter& interpreter) {
  return Value(&interpreter.native_class(kScriptDirectoryClass));
}
Value config_class(Interpreter& interpreter) {
  return Value(&interpreter.native_class(kConfigClass));
}
const MemberTable& alembic_operations_members() {
  static const MemberTable kMembers = {
      lazy_value("Operations", operations_class),
      lazy_value("BatchOperations", batch_operations_class),
      lazy_value("MigrateOperation", migrate_operation_class),
  };
  return kMembers;
}
const MemberTable& alembic_runtime_members() {
  static const MemberTable kMembers = {
      lazy_value("MigrationContext", migration_context_class),
      lazy_value("Config", config_class),
  };
  return kMembers;
}
const MemberTable& alembic_script_members() {
  static const MemberTable kMembers = {lazy_value("ScriptDirectory", script_directory_class)};
  return kMembers;
}
Value command_error_class(Interpreter& interpreter) {
  return interpreter.get_attribute(interpreter.import_module("alembic.util.exc"), "CommandError");
}
const MemberTable& alembic_util_members() {
  static const MemberTable kMembers = {lazy_value("CommandError", command_error_class)};
  return kMembers;
}

/// All names of the ORM come from one module, wherever they are imported from.
void add_orm_modules(std::vector<NativeModuleSpec>& specs) {
  const MemberTable* none = &empty_members();
  specs.push_back({"sqlalchemy.orm.impl", none, find_submodule});
  specs.push_back({"sqlalchemy.orm.impl.native", &orm_native_members()});
  for (const char* name :
       {"sqlalchemy.orm", "sqlalchemy.orm.exc", "sqlalchemy.orm.session", "sqlalchemy.orm.query",
        "sqlalchemy.orm.attributes", "sqlalchemy.orm.relationships", "sqlalchemy.orm.collections",
        "sqlalchemy.orm.decl_api", "sqlalchemy.orm.mapper", "sqlalchemy.orm.properties",
        "sqlalchemy.orm.strategy_options", "sqlalchemy.orm.scoping", "sqlalchemy.orm.util",
        "sqlalchemy.orm.base", "sqlalchemy.orm.interfaces", "sqlalchemy.orm.state",
        "sqlalchemy.ext.declarative", "sqlalchemy.ext.declarative.api", "sqlalchemy.ext.hybrid"}) {
    specs.push_back({name, none, find_in_orm});
  }
}

std::vector<NativeModuleSpec> build_modules() {
  const MemberTable* sa = &sqlalchemy_members();
  const MemberTable* none = &empty_members();
  std::vector<NativeModuleSpec> specs = {
      {"alembic", none, find_submodule},
      {"alembic.op", none, find_operation},
      {"alembic.context", &context_members()},
      {"alembic.operations", &alembic_operations_members(), find_submodule},
      {"alembic.operations.base", &alembic_operations_members(), find_submodule},
      {"alembic.script", &alembic_script_members(), find_submodule},
      {"alembic.script.base", &alembic_script_members(), find_submodule},
      {"alembic.util", &alembic_util_members(), find_submodule},
      {"alembic.runtime", none, find_submodule},
      {"alembic.runtime.migration", &alembic_runtime_members(), find_submodule},
      {"alembic.migration", &alembic_runtime_members(), find_submodule},
      {"alembic.config", &alembic_runtime_members(), find_submodule},
      {"sqlalchemy.ext", none, find_submodule},
      {"sqlalchemy._attachment", &event_members(), find_submodule},
      {"sqlalchemy.ext.compiler", &compiler_members(), find_submodule},
      {"sqlalchemy.dialects", none, find_submodule},
  };
  for (const char* name : driver_modules()) specs.push_back({name, none, find_driver_name});
  add_orm_modules(specs);
  for (const char* name :
       {"sqlalchemy", "sqlalchemy.sql", "sqlalchemy.sql.expression", "sqlalchemy.sql.elements",
        "sqlalchemy.sql.schema", "sqlalchemy.sql.sqltypes", "sqlalchemy.sql.type_api",
        "sqlalchemy.sql.functions", "sqlalchemy.sql.selectable", "sqlalchemy.sql.dml",
        "sqlalchemy.sql.ddl", "sqlalchemy.sql.naming", "sqlalchemy.sql.base", "sqlalchemy.schema",
        "sqlalchemy.types", "sqlalchemy.engine", "sqlalchemy.engine.reflection",
        "sqlalchemy.engine.base"}) {
    specs.push_back({name, sa, find_sqlalchemy});
  }
  for (const char* name :
       {"sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.postgresql.base",
        "sqlalchemy.dialects.postgresql.json", "sqlalchemy.dialects.postgresql.array",
        "sqlalchemy.dialects.postgresql.ranges", "sqlalchemy.dialects.postgresql.types",
        "sqlalchemy.dialects.postgresql.named_types", "sqlalchemy.dialects.postgresql.hstore",
        "sqlalchemy.dialects.postgresql.dml", "sqlalchemy.dialects.postgresql.ext"}) {
    specs.push_back({name, sa, find_in_dialect<TypeModule::postgresql>});
  }
  for (const char* name :
       {"sqlalchemy.dialects.mysql", "sqlalchemy.dialects.mysql.base",
        "sqlalchemy.dialects.mysql.types", "sqlalchemy.dialects.mysql.enumerated",
        "sqlalchemy.dialects.mysql.json", "sqlalchemy.dialects.mysql.dml",
        "sqlalchemy.dialects.mysql.expression", "sqlalchemy.dialects.mysql.mariadb"}) {
    specs.push_back({name, sa, find_in_dialect<TypeModule::mysql>});
  }
  for (const char* name : {"sqlalchemy.dialects.sqlite", "sqlalchemy.dialects.sqlite.base",
                           "sqlalchemy.dialects.sqlite.json"}) {
    specs.push_back({name, sa, find_in_dialect<TypeModule::sqlite>});
  }
  return specs;
}

}  // namespace

std::span<const NativeModuleSpec> native_modules() {
  static const std::vector<NativeModuleSpec> kModules = build_modules();
  return kModules;
}

}  // namespace retort::script
