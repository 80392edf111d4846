// The classes are made when they are first asked for, each in the module that it has with the
// driver: DB-API's ten in one, PostgreSQL's, one for each SQLSTATE, in another.
#include "script/driver_errors.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "python/classes.h"
#include "python/exceptions.h"
#include "python/objects.h"
#include "script/native.h"
#include "script/run.h"
#include "script/sqlstates.h"

namespace retort::script {

using python::Builtin;
using python::ClassObject;
using python::Interpreter;
using python::ModuleObject;
using python::Ref;
using python::Symbol;
using python::Value;

namespace {

/// Where the classes of a module are: those of DB-API in one, PostgreSQL's in another.
struct DriverModule {
  const char* name;
  std::string_view home;
};

constexpr std::string_view kStates = "psycopg2.errors";
constexpr auto kModules = std::to_array<DriverModule>({
    {"psycopg2", "psycopg2"},
    {"psycopg2.errors", kStates},
    {"psycopg2.errorcodes", ""},
    {"psycopg", "psycopg2"},
    {"psycopg.errors", kStates},
    {"sqlite3", "sqlite3"},
    {"sqlite3.dbapi2", "sqlite3"},
    {"MySQLdb", "MySQLdb"},
    {"MySQLdb._exceptions", "MySQLdb"},
    {"pymysql", "MySQLdb"},
    {"pymysql.err", "MySQLdb"},
});

struct ErrorClass {
  std::string_view name;
  std::string_view base;  ///< Empty: Exception.
};
constexpr auto kClasses = std::to_array<ErrorClass>({
    {"Warning", ""},
    {"Error", ""},
    {"InterfaceError", "Error"},
    {"DatabaseError", "Error"},
    {"DataError", "DatabaseError"},
    {"OperationalError", "DatabaseError"},
    {"IntegrityError", "DatabaseError"},
    {"InternalError", "DatabaseError"},
    {"ProgrammingError", "DatabaseError"},
    {"NotSupportedError", "DatabaseError"},
});

std::string_view home_of(std::string_view dialect) {
  if (dialect == "postgresql") return "psycopg2";
  return dialect == "sqlite" ? "sqlite3" : "MySQLdb";
}

/// psycopg's class for a SQLSTATE.
std::string_view class_of_state(std::string_view state) {
  if (state == "0A000") return "NotSupportedError";
  const std::string_view group = state.substr(0, std::min<std::size_t>(2, state.size()));
  constexpr auto kGroups = std::to_array<ErrorClass>({
      {"08", "OperationalError"}, {"20", "ProgrammingError"}, {"21", "ProgrammingError"},
      {"22", "DataError"},        {"23", "IntegrityError"},   {"24", "InternalError"},
      {"25", "InternalError"},    {"26", "OperationalError"}, {"27", "OperationalError"},
      {"28", "OperationalError"}, {"2B", "InternalError"},    {"2D", "InternalError"},
      {"2F", "InternalError"},    {"34", "OperationalError"}, {"38", "InternalError"},
      {"39", "InternalError"},    {"3B", "InternalError"},    {"3D", "ProgrammingError"},
      {"3F", "ProgrammingError"}, {"40", "OperationalError"}, {"42", "ProgrammingError"},
      {"44", "ProgrammingError"}, {"53", "OperationalError"}, {"54", "OperationalError"},
      {"55", "OperationalError"}, {"57", "OperationalError"}, {"58", "OperationalError"},
      {"F0", "InternalError"},    {"HV", "OperationalError"}, {"P0", "InternalError"},
      {"XX", "InternalError"},
  });
  const auto* found = std::ranges::find(kGroups, group, &ErrorClass::name);
  return found == kGroups.end() ? "DatabaseError" : found->base;
}

/// SQLite's driver tells broken constraints from everything else.
std::string_view class_of_sqlite(std::string_view message) {
  const bool broken = message.find("constraint failed") != std::string_view::npos;
  return broken ? "IntegrityError" : "OperationalError";
}

/// MySQL's error number, which stands in the detail: `error 1062`.
int mysql_number(const Error& error) {
  constexpr std::string_view kBefore = "error ";
  const std::string_view detail = error.server.detail;
  int number = 0;
  if (detail.starts_with(kBefore)) {
    std::from_chars(detail.data() + kBefore.size(), detail.data() + detail.size(), number);
  }
  return number;
}

/// The class that MySQL's drivers have for an error number.
std::string_view class_of_mysql(int number) {
  constexpr std::array kProgramming = {1007, 1064, 1102, 1103, 1110, 1111,
                                       1112, 1113, 1146, 1149, 1179};
  constexpr std::array kData = {1171, 1230, 1263, 1264, 1265, 1366, 1367, 1406, 1441};
  constexpr std::array kIntegrity = {1048, 1062, 1215, 1216, 1217, 1451, 1452};
  constexpr std::array kNotSupported = {1196, 1235, 1286};
  const auto has = [number](const auto& numbers) {
    return std::ranges::find(numbers, number) != numbers.end();
  };
  if (has(kProgramming)) return "ProgrammingError";
  if (has(kData)) return "DataError";
  if (has(kIntegrity)) return "IntegrityError";
  if (has(kNotSupported)) return "NotSupportedError";
  return number < 1000 ? "InternalError" : "OperationalError";
}

/// `UNIQUE_VIOLATION` of `UniqueViolation`: the name in psycopg2.errorcodes. Two codes of one name
/// have classes that end differently.
std::string constant_name(std::string_view name) {
  if (name.ends_with("Ext")) name.remove_suffix(3);
  if (name.ends_with('_')) name.remove_suffix(1);
  std::string constant;
  for (const char c : name) {
    if (std::isupper(static_cast<unsigned char>(c)) != 0 && !constant.empty()) constant += '_';
    constant += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return constant;
}

Value make_class(ModuleObject& module, std::string_view name, Ref<ClassObject> base) {
  std::vector<Ref<ClassObject>> bases{std::move(base)};
  auto created = python::make<ClassObject>(std::string(name), std::move(bases), nullptr);
  created->module = module.name;
  module.globals.set(python::intern(name), created);
  return created;
}

/// DB-API's class of that name, or absent.
Value basic_class(Interpreter& interpreter, std::string_view module_name, std::string_view name) {
  const auto* found = std::ranges::find(kClasses, name, &ErrorClass::name);
  if (found == kClasses.end()) return Value::absent();
  const Value module = interpreter.import_module(module_name);
  auto& home = *module.try_as<ModuleObject>();
  if (const Value* known = home.globals.find(python::intern(name))) return *known;
  Ref<ClassObject> base(&interpreter.builtin_class(Builtin::Exception));
  if (!found->base.empty()) {
    base =
        Ref<ClassObject>(basic_class(interpreter, module_name, found->base).try_as<ClassObject>());
  }
  return make_class(home, name, std::move(base));
}

/// PostgreSQL's class of that name, or absent.
Value state_class(Interpreter& interpreter, std::string_view name) {
  const auto found = std::ranges::find(sqlstates(), name, &SqlState::name);
  if (found == sqlstates().end()) return Value::absent();
  const Value module = interpreter.import_module(kStates);
  auto& home = *module.try_as<ModuleObject>();
  if (const Value* known = home.globals.find(python::intern(name))) return *known;
  const Value base = basic_class(interpreter, "psycopg2", class_of_state(found->code));
  const Value made = make_class(home, name, Ref<ClassObject>(base.try_as<ClassObject>()));
  interpreter.set_attribute(made, python::intern("sqlstate"), Value::string(found->code));
  return made;
}

/// The name of the state that a script asks for by its code.
std::string_view name_of_code(Arguments& arguments) {
  const std::string code = arguments.text("code");
  const std::string_view name = name_of_sqlstate(code);
  if (name.empty()) arguments.interpreter().raise(Builtin::KeyError, code);
  return name;
}
/// psycopg2.errors.lookup("23505")
Value lookup_class(Arguments& arguments) {
  return state_class(arguments.interpreter(), name_of_code(arguments));
}
/// psycopg2.errorcodes.lookup("23505")
Value lookup_constant(Arguments& arguments) {
  return Value::string(constant_name(name_of_code(arguments)));
}

Value code_of_constant(std::string_view constant) {
  Value found = Value::absent();
  for (const SqlState& state : sqlstates()) {
    if (constant_name(state.name) == constant) found = Value::string(state.code);
  }
  return found;
}

/// The message as libpq words it, without the word that every one begins with.
std::string message_of(const Error& error) {
  std::string text = error.message + "\n";
  if (error.statement_place) {
    const Place& place = *error.statement_place;
    const std::string before = "LINE " + std::to_string(place.line) + ": ";
    const auto column = static_cast<std::size_t>(std::max(place.column, 1) - 1);
    text += before + place.line_text + "\n" + std::string(before.size() + column, ' ') + "^\n";
  }
  const auto add = [&](std::string_view field, const std::string& value) {
    if (!value.empty()) text += std::string(field) + ":  " + value + "\n";
  };
  add("DETAIL", error.server.detail);
  add("HINT", error.server.hint);
  add("CONTEXT", error.server.context);
  return text;
}

/// `e.orig.diag`. What an error is about by name is not read from the server.
class Diagnostics final : public python::Object {
 public:
  explicit Diagnostics(Error source) : error_(std::move(source)) {}
  std::string_view type_name() const override { return "Diagnostics"; }
  Value get_attribute(Interpreter& interpreter, Symbol name) override {
    struct Field {
      std::string_view name;
      const std::string& text;
    };
    const std::array kFields = {
        Field{"sqlstate", error_.server.sqlstate},     Field{"message_primary", error_.message},
        Field{"message_detail", error_.server.detail}, Field{"message_hint", error_.server.hint},
        Field{"context", error_.server.context},
    };
    constexpr auto kNames = std::to_array<std::string_view>(
        {"schema_name", "table_name", "column_name", "datatype_name", "constraint_name",
         "statement_position", "internal_position", "internal_query", "source_file",
         "source_function", "source_line"});
    if (name.text().starts_with("severity")) return Value::string("ERROR");
    const auto* found = std::ranges::find(kFields, name.text(), &Field::name);
    if (found != kFields.end()) {
      return found->text.empty() ? Value::none() : Value::string(found->text);
    }
    if (std::ranges::find(kNames, name.text()) == kNames.end()) return Value::absent();
    return interpreter.make_unknown("diag." + std::string(name.text()),
                                    python::UnknownObject::Step::attribute, nullptr,
                                    interpreter.origin(), "this field of the error is not read");
  }

 private:
  const Error error_;
};

/// A function of a driver's module.
template <SignatureText signature, NativeCode code>
Value native(std::string name) {
  return python::make_native_function(std::move(name), call_native<signature, code>);
}

Value find_driver_class(Interpreter& interpreter, const ModuleObject& module,
                        std::string_view name) {
  if (module.name == "psycopg2.errorcodes") {
    if (name == "lookup") return native<"lookup(code)", lookup_constant>("lookup");
    return code_of_constant(name);
  }
  const auto* known = std::ranges::find_if(
      kModules, [&](const DriverModule& one) { return module.name == one.name; });
  if (known->home != kStates) return basic_class(interpreter, known->home, name);
  if (name == "lookup") return native<"lookup(code)", lookup_class>("lookup");
  const Value found = state_class(interpreter, name);
  if (!found.is_absent() || module.name == kStates) return found;
  return basic_class(interpreter, "psycopg2", name);
}

}  // namespace

std::span<const char* const> driver_modules() {
  static constexpr auto kNames = [] {
    std::array<const char*, kModules.size()> names{};
    std::ranges::transform(kModules, names.begin(), &DriverModule::name);
    return names;
  }();
  return kNames;
}

Value find_driver_name(Interpreter& interpreter, ModuleObject& module, Symbol name) {
  if (name.text().starts_with("__")) return Value::absent();
  const Value found = find_driver_class(interpreter, module, name.text());
  if (!found.is_absent()) return found;
  const std::string dotted = module.name + "." + std::string(name.text());
  if (std::ranges::find(driver_modules(), std::string_view(dotted)) != driver_modules().end()) {
    return interpreter.import_module(dotted);
  }
  return interpreter.make_unknown(dotted, python::UnknownObject::Step::import, nullptr,
                                  interpreter.origin(), "this part of the driver is not evaluated");
}

std::string_view error_class_of(std::string_view dialect, const Error& error) {
  if (dialect == "sqlite") return class_of_sqlite(error.message);
  if (dialect == "postgresql") return class_of_state(error.server.sqlstate);
  return class_of_mysql(mysql_number(error));
}

Value make_driver_error(Interpreter& interpreter, const Error& error) {
  const std::string_view dialect = interpreter.context<Run>().host.dialect().name();
  const std::string_view state = name_of_sqlstate(error.server.sqlstate);
  const bool postgresql = dialect == "postgresql";
  const Value cls = postgresql && !state.empty() ? state_class(interpreter, state)
                                                 : basic_class(interpreter, home_of(dialect),
                                                               error_class_of(dialect, error));
  auto exception = python::make<python::ExceptionObject>(Ref(cls.try_as<ClassObject>()));
  if (postgresql) {
    const std::string text = message_of(error);
    exception->args = {Value::string(text)};
    const Value code = Value::string(error.server.sqlstate);
    interpreter.set_attribute(exception, python::intern("pgcode"), code);
    interpreter.set_attribute(exception, python::intern("sqlstate"), code);
    interpreter.set_attribute(exception, python::intern("pgerror"),
                              Value::string("ERROR:  " + text));
    interpreter.set_attribute(exception, python::intern("diag"),
                              Value(python::make<Diagnostics>(error)));
  } else if (dialect == "sqlite") {
    exception->args = {Value::string(error.message)};
  } else {
    exception->args = {Value::integer(mysql_number(error)), Value::string(error.message)};
  }
  exception->refused = std::make_shared<const Error>(error);
  return exception;
}

}  // namespace retort::script
