#include "script/exceptions.h"

#include <algorithm>
#include <array>

#include "python/classes.h"
#include "script/run.h"
#include "script/star_names.h"

namespace retort::script {

using python::Builtin;
using python::ClassObject;
using python::Interpreter;
using python::ModuleObject;
using python::Ref;
using python::Symbol;
using python::Value;

namespace {

struct ExceptionClass {
  std::string_view name;
  std::string_view base;  ///< Empty: Exception.
};

constexpr std::array kClasses = std::to_array<ExceptionClass>({
    {"SQLAlchemyError", ""},
    {"ArgumentError", "SQLAlchemyError"},
    {"DuplicateColumnError", "ArgumentError"},
    {"ObjectNotExecutableError", "ArgumentError"},
    {"NoSuchModuleError", "ArgumentError"},
    {"NoForeignKeysError", "ArgumentError"},
    {"AmbiguousForeignKeysError", "ArgumentError"},
    {"ConstraintColumnNotFoundError", "ArgumentError"},
    {"CircularDependencyError", "SQLAlchemyError"},
    {"CompileError", "SQLAlchemyError"},
    {"UnsupportedCompilationError", "CompileError"},
    {"IdentifierError", "SQLAlchemyError"},
    {"TimeoutError", "SQLAlchemyError"},
    {"InvalidRequestError", "SQLAlchemyError"},
    {"IllegalStateChangeError", "InvalidRequestError"},
    {"NoInspectionAvailable", "InvalidRequestError"},
    {"PendingRollbackError", "InvalidRequestError"},
    {"ResourceClosedError", "InvalidRequestError"},
    {"NoSuchColumnError", "InvalidRequestError"},
    {"NoResultFound", "InvalidRequestError"},
    {"MultipleResultsFound", "InvalidRequestError"},
    {"NoReferenceError", "InvalidRequestError"},
    {"NoReferencedTableError", "NoReferenceError"},
    {"NoReferencedColumnError", "NoReferenceError"},
    {"NoSuchTableError", "InvalidRequestError"},
    {"UnreflectableTableError", "InvalidRequestError"},
    {"UnboundExecutionError", "InvalidRequestError"},
    {"StatementError", "SQLAlchemyError"},
    {"DBAPIError", "StatementError"},
    {"InterfaceError", "DBAPIError"},
    {"DatabaseError", "DBAPIError"},
    {"DataError", "DatabaseError"},
    {"OperationalError", "DatabaseError"},
    {"IntegrityError", "DatabaseError"},
    {"InternalError", "DatabaseError"},
    {"ProgrammingError", "DatabaseError"},
    {"NotSupportedError", "DatabaseError"},
    {"SADeprecationWarning", ""},
    {"SAWarning", ""},
});

/// psycopg's class for a SQLSTATE.
std::string_view class_of_state(std::string_view state) {
  if (state == "0A000") return "NotSupportedError";
  std::string_view group = state.substr(0, std::min<std::size_t>(2, state.size()));
  constexpr auto kGroups = std::to_array<ExceptionClass>({
      {"20", "ProgrammingError"}, {"21", "ProgrammingError"}, {"22", "DataError"},
      {"23", "IntegrityError"},   {"24", "InternalError"},    {"25", "InternalError"},
      {"26", "ProgrammingError"}, {"27", "OperationalError"}, {"28", "OperationalError"},
      {"2B", "InternalError"},    {"2D", "InternalError"},    {"2F", "InternalError"},
      {"34", "OperationalError"}, {"38", "InternalError"},    {"39", "InternalError"},
      {"3B", "InternalError"},    {"3D", "ProgrammingError"}, {"3F", "ProgrammingError"},
      {"40", "OperationalError"}, {"42", "ProgrammingError"}, {"44", "ProgrammingError"},
      {"53", "OperationalError"}, {"54", "OperationalError"}, {"55", "OperationalError"},
      {"57", "OperationalError"}, {"58", "OperationalError"}, {"P0", "InternalError"},
      {"F0", "InternalError"},    {"XX", "InternalError"},
  });
  auto found = std::ranges::find(kGroups, group, &ExceptionClass::name);
  return found == kGroups.end() ? "DatabaseError" : found->base;
}

/// SQLite's driver tells broken constraints from everything else.
std::string_view class_of(const Error& error) {
  if (!error.server.sqlstate.empty()) return class_of_state(error.server.sqlstate);
  return error.message.find("constraint failed") != std::string::npos ? "IntegrityError"
                                                                      : "OperationalError";
}

/// Keeps the database's error with the Python exception.
class OriginalError final : public python::Object {
 public:
  explicit OriginalError(const Error& source) : error(source) {}
  const Error error;
  std::string_view type_name() const override { return "DBAPIError"; }
  std::string str(Interpreter&) override { return error.message; }
  Value get_attribute(Interpreter&, Symbol name) override {
    std::string_view text = name.text();
    if (text == "pgcode" || text == "sqlstate") return Value::string(error.server.sqlstate);
    return Value::absent();
  }
};

}  // namespace

Value find_exception_class(Interpreter& interpreter, ModuleObject& module, Symbol name) {
  if (name.text() == "__all__") return star_names(module.name);
  if (name.text() == "DontWrapMixin") return Value(&interpreter.object_class());
  const auto* found = std::ranges::find(kClasses, name.text(), &ExceptionClass::name);
  if (found == kClasses.end()) return Value::absent();
  bool is_warning = found->name.ends_with("Warning");
  ClassObject& base = !found->base.empty() ? exception_class(interpreter, found->base)
                      : is_warning         ? interpreter.builtin_class(Builtin::Warning)
                                           : interpreter.builtin_class(Builtin::Exception);
  std::vector<Ref<ClassObject>> bases;
  bases.emplace_back(&base);
  auto created = python::make<ClassObject>(std::string(found->name), std::move(bases), nullptr);
  created->module = "sqlalchemy.exc";
  module.globals.set(name, created);
  return created;
}

ClassObject& exception_class(Interpreter& interpreter, std::string_view name) {
  Value module = interpreter.import_module("sqlalchemy.exc");
  return *interpreter.get_attribute(module, name).try_as<ClassObject>();
}

void raise_sqlalchemy(Interpreter& interpreter, std::string_view class_name,
                      const std::string& message) {
  interpreter.raise_class(exception_class(interpreter, class_name), message);
}

void raise_database_error(Interpreter& interpreter, const Error& error) {
  ClassObject& cls = exception_class(interpreter, class_of(error));
  Value message = Value::string(error.message);
  Value exception = interpreter.call(Value(&cls), std::array{message});
  Value original = python::make<OriginalError>(error);
  interpreter.set_attribute(exception, python::intern("orig"), original);
  interpreter.context<Run>().refused = error;
  interpreter.set_attribute(exception, python::intern("statement"), Value::string(error.statement));
  interpreter.raise(exception);
}

void raise_refusal(Interpreter& interpreter, const dialect::Refusal& refusal) {
  const bool is_builtin =
      std::ranges::find(kClasses, refusal.exception, &ExceptionClass::name) == kClasses.end();
  const Value module = interpreter.import_module(is_builtin ? "builtins" : "sqlalchemy.exc");
  const Value cls = interpreter.get_attribute(module, refusal.exception);
  Value exception = interpreter.call(cls, std::array{Value::string(refusal.message)});
  interpreter.set_attribute(exception, python::intern("orig"),
                            python::make<OriginalError>(refusal));
  interpreter.raise(exception);
}

const Error* original_error(const Value& exception) {
  const auto* instance = exception.try_as<python::Instance>();
  if (!instance) return nullptr;
  const Value* original = instance->attributes.find(python::intern("orig"));
  if (!original) return nullptr;
  const auto* holder = original->try_as<OriginalError>();
  return holder ? &holder->error : nullptr;
}

}  // namespace retort::script
