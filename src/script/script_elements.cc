#include "script/script_elements.h"

#include <array>
#include <string>
#include <vector>

#include "dialect/dialect.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "schema/compiled_text.h"
#include "script/bind.h"
#include "script/convert.h"
#include "script/ddl_elements.h"
#include "script/element_methods.h"
#include "script/elements.h"
#include "script/exceptions.h"
#include "script/native.h"
#include "script/run.h"
#include "script/tables.h"
#include "script/types.h"

namespace retort::script {

using dialect::BindStyle;
using python::CallArguments;
using python::ClassObject;
using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::Ref;
using python::Value;
using python::ValueList;
using schema::ExprPtr;

namespace {

/// The arguments of a FunctionElement: `element.clauses`.
class ClauseListObject final : public Element {
 public:
  using Element::Element;
  ValueList items;

  ExprPtr expression() const override {
    schema::ExprList list;
    list.parenthesised = false;
    for (const Value& item : items) list.items.push_back(item.try_as<Element>()->expression());
    return schema::make_expr(std::move(list));
  }
  Value iterate(Interpreter& interpreter) override {
    return interpreter.iterate(python::make_list(items));
  }
  std::int64_t length(Interpreter&) override { return static_cast<std::int64_t>(items.size()); }
  void release_references() override {
    items.clear();
    Element::release_references();
  }
};

Value clauses_as_list(Arguments& arguments) {
  return python::make_list(arguments.self_as<ClauseListObject>().items);
}
const MemberTable& clause_list_members() {
  static const MemberTable kMembers = {property<"clauses()", clauses_as_list>()};
  return kMembers;
}
const NativeClassSpec kClauseListClass = {"ClauseList", "sqlalchemy.sql.elements",
                                          &kClauseElementClass, &clause_list_members()};

Run& run_of(Interpreter& interpreter) {
  return interpreter.context<Run>();
}

/// An instance of a script's class. Its SQL is made when it is needed, for the run's database.
class ScriptElement final : public Element {
 public:
  ScriptElement(Interpreter& interpreter, Ref<ClassObject> object_class)
      : Element(std::move(object_class)), interpreter_(interpreter) {}

  bool has_operators() const override { return cls->is_subclass_of(kColumnElementClass); }
  ExprPtr expression() const override;
  std::string str(Interpreter& interpreter) override {
    return run_of(interpreter).host.dialect().compile(expression(), BindStyle::literal).text;
  }
  /// The SQL, as the function that the script registered for it writes it; `options` are the
  /// keywords of process().
  std::string sql(const std::vector<python::KeywordValue>& options) const;

 private:
  /// What the function is told where no other one calls it.
  std::vector<python::KeywordValue> options() const {
    if (is_ddl_class(*cls)) return {};
    return {{python::intern("literal_binds"), Value::boolean(true)}};
  }
  const Value* compiler() const {
    return find_compiler(interpreter_, *cls, run_of(interpreter_).host.dialect().name());
  }
  Interpreter& interpreter_;
};

std::string ScriptElement::sql(const std::vector<python::KeywordValue>& options) const {
  const Value* code = compiler();
  if (code == nullptr) {
    raise_sqlalchemy(interpreter_, "UnsupportedCompilationError",
                     "Compiler for " + std::string(run_of(interpreter_).host.dialect().name()) +
                         " can't render element of type " + cls->name);
  }
  const bool is_ddl = is_ddl_class(*cls);
  const Value self(const_cast<ScriptElement*>(this));  // NOLINT: the function gets it as it is
  const Value compiler =
      make_compiler(interpreter_, !is_ddl && !run_of(interpreter_).host.offline());
  return text_of(interpreter_, interpreter_.call(*code, std::array{self, compiler}, options),
                 "the SQL of " + cls->name);
}

ExprPtr ScriptElement::expression() const {
  if (!has_operators()) {
    schema::TextClause text;
    text.text = sql(options());
    text.verbatim = true;
    return schema::make_expr(std::move(text));
  }
  schema::Function function;
  const bool is_generic = cls->is_subclass_of(kGenericFunctionClass);
  const Value name = cls->lookup(interpreter_, python::intern("name"));
  const std::string* own_name = name.is_absent() ? nullptr : python::string_of(name);
  function.name = own_name != nullptr ? *own_name : is_generic ? cls->name : "";
  const Value type = cls->lookup(interpreter_, python::intern("type"));
  if (!type.is_absent() && is_type(interpreter_, type)) {
    function.type = type_of_value(interpreter_, type);
  }
  if (compiler() != nullptr || !is_generic) {
    return schema::compiled_expr(sql(options()), std::move(function.name),
                                 std::move(function.type));
  }
  if (const Value* given = attributes.find(python::intern("clauses"))) {
    for (const Value& item : given->try_as<ClauseListObject>()->items) {
      function.args.push_back(item.try_as<Element>()->expression());
    }
  }
  return schema::make_expr(std::move(function));
}

/// FunctionElement.__init__(*clauses)
Value initialize_function(Interpreter& interpreter, const CallArguments& call) {
  auto list = python::make<ClauseListObject>(Ref(&interpreter.native_class(kClauseListClass)));
  for (const Value& argument : call.positional) {
    list->items.push_back(argument.try_as<Element>() != nullptr
                              ? argument
                              : make_element(interpreter, expression_of(interpreter, argument)));
  }
  interpreter.set_attribute(call.self, python::intern("clauses"), list);
  interpreter.set_attribute(call.self, python::intern("clause_expr"), list);
  return Value::none();
}

Value construct_function(Interpreter& interpreter, ClassObject& cls, const CallArguments& call) {
  const Value made = construct_script_element(interpreter, cls, {});
  initialize_function(interpreter, {call.positional, call.keywords, made});
  return made;
}

class CompilerObject final : public python::Instance {
 public:
  using Instance::Instance;
  bool in_place = false;
};

bool option(const Arguments& arguments, std::string_view name) {
  for (const python::KeywordValue& keyword : arguments.keywords()) {
    if (keyword.name.text() == name) return arguments.interpreter().truth(keyword.value);
  }
  return false;
}

/// `compiler.process(element, **kw)`
Value process(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const Value& given = arguments["obj"];
  const Run& run = run_of(interpreter);
  if (is_type(interpreter, given)) {
    return Value::string(run.host.dialect().type_sql(type_of_value(interpreter, given)));
  }
  if (const auto* element = given.try_as<ScriptElement>()) {
    if (!element->cls->is_subclass_of(kGenericFunctionClass)) {
      return Value::string(element->sql(arguments.keywords()));
    }
  }
  if (given.try_as<TableObject>() != nullptr && !option(arguments, "asfrom")) {
    return Value::string("");
  }
  const bool in_place =
      option(arguments, "literal_binds") || arguments.self_as<CompilerObject>().in_place;
  return Value::string(run.host.dialect()
                           .compile(expression_of(interpreter, given),
                                    in_place ? BindStyle::literal : run.parameter_style)
                           .text);
}

Value render_literal_value(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const schema::Type type = type_of_value(interpreter, arguments["type_"]);
  return Value::string(run_of(interpreter)
                           .host.dialect()
                           .literal_sql(literal_of(interpreter, arguments["value"], type), type));
}

Value itself(Arguments& arguments) {
  return arguments.self();
}
Value compiler_dialect(Arguments& arguments) {
  return dialect_object(arguments.interpreter());
}

const MemberTable& compiler_members() {
  static const MemberTable kMembers = {
      method<"process(obj, **kw)", process>(),
      method<"render_literal_value(value, type_)", render_literal_value>(),
      property<"sql_compiler()", itself>(),
      property<"type_compiler()", itself>(),
      property<"dialect()", compiler_dialect>(),
      property<"preparer()", compiler_dialect>(),
  };
  return kMembers;
}
const NativeClassSpec kCompilerClass = {"SQLCompiler", "sqlalchemy.sql.compiler", nullptr,
                                        &compiler_members()};

}  // namespace

const NativeClassSpec kExecutableClass = {"Executable", "sqlalchemy.sql.base",
                                          &kClauseElementClass};
const NativeClassSpec kFunctionElementClass = {"FunctionElement",    "sqlalchemy.sql.functions",
                                               &kColumnElementClass, nullptr,
                                               construct_function,   nullptr,
                                               initialize_function};

Value construct_script_element(Interpreter& interpreter, ClassObject& cls, const CallArguments&) {
  if (cls.native != nullptr) {
    interpreter.fail(ErrorCode::unsupported,
                     "an instance of SQLAlchemy's own class " + cls.name + " is not evaluated",
                     "Use the function of `sqlalchemy` or `op` that makes what the script needs.");
  }
  return python::make<ScriptElement>(interpreter, Ref<ClassObject>(&cls));
}

const Value* find_compiler(Interpreter& interpreter, const ClassObject& cls,
                           std::string_view dialect) {
  const auto& compilers = run_of(interpreter).compilers;
  if (compilers.empty()) return nullptr;
  // A class of SQLAlchemy has its own way of being written, whatever is registered for its bases.
  for (const ClassObject* item : cls.mro) {
    const Value* general = nullptr;
    const Value* exact = nullptr;
    for (const Run::Compiler& compiler : compilers) {
      if (compiler.cls.try_as<ClassObject>() != item) continue;
      if (compiler.dialect == dialect) exact = &compiler.function;
      if (compiler.dialect.empty()) general = &compiler.function;
    }
    if (exact != nullptr || general != nullptr) return exact != nullptr ? exact : general;
    if (item->native != nullptr) break;
  }
  return nullptr;
}

Value make_compiler(Interpreter& interpreter, bool in_place) {
  auto compiler = python::make<CompilerObject>(Ref(&interpreter.native_class(kCompilerClass)));
  compiler->in_place = in_place;
  return compiler;
}

Value compiles(Interpreter& interpreter, const CallArguments& call) {
  Arguments arguments(interpreter, "compiles(class_, *specs)", call);
  Value cls = arguments["class_"];
  const auto* known = cls.try_as<ClassObject>();
  if (known != nullptr && known->native != nullptr && !is_type(interpreter, cls)) {
    interpreter.fail(
        ErrorCode::unsupported,
        "@compiles for SQLAlchemy's own class " + known->name + " is not evaluated",
        "Execute the statement as text, or an element of the script's own with op.execute().");
  }
  std::vector<std::string> dialects;
  for (const Value& dialect : arguments.rest()) {
    dialects.push_back(text_of(interpreter, dialect, "a dialect name"));
  }
  if (dialects.empty()) dialects.emplace_back();
  return python::make_closure(
      [cls, dialects](Interpreter& inner, const CallArguments& decorated) -> Value {
        Arguments function(inner, "compiles(fn)", decorated);
        for (const std::string& dialect : dialects) {
          run_of(inner).compilers.push_back({cls, dialect, function["fn"]});
        }
        return function["fn"];
      });
}

}  // namespace retort::script
