// Walks the syntax tree. A Scope says where names live; statements return how they ended, so that
// no C++ exception is needed for control flow.
#pragma once

#include <vector>

#include "python/ast.h"
#include "python/exceptions.h"
#include "python/interpreter.h"
#include "python/interpreter_state.h"

namespace retort::python {

class GeneratorObject;
class FunctionObject;

/// The values of one call's locals. Functions defined inside keep it alive.
class Environment final : public TrackedObject {
 public:
  Environment(const Code& names, Ref<Environment> enclosing)
      : code(names), parent(std::move(enclosing)), slots(names.locals.size(), Value::absent()) {}
  const Code& code;
  Ref<Environment> parent;
  std::vector<Value> slots;
  FunctionObject* function = nullptr;  ///< Whose call it is; null in comprehensions.

  std::string_view type_name() const override { return "frame"; }
  void release_references() override {
    const std::vector<Value> gone = std::move(slots);
    slots.assign(gone.size(), Value::absent());
    parent = nullptr;
  }
};

/// Where evaluation stands.
struct Scope {
  ModuleObject* module;
  const SourcePtr* source;
  Frame* frame;
  Environment* environment = nullptr;    ///< Null at module level.
  Namespace* body = nullptr;             ///< Names of a class body or module; else null.
  const Code* declarations = nullptr;    ///< Of a class body: global and nonlocal names.
  GeneratorObject* generator = nullptr;  ///< Where `yield` goes.
  ClassObject* owner = nullptr;          ///< The class being defined.
  Value result;                          ///< Of a return statement.
};

enum class Flow : std::uint8_t { normal, break_, continue_, return_ };

class Evaluator {
 public:
  explicit Evaluator(Interpreter& interpreter) : in_(interpreter), state_(interpreter.state()) {}

  // statements.cc
  Flow body(Scope& scope, StmtList statements);
  Flow statement(Scope& scope, const Stmt& node);
  void assign(Scope& scope, const Expr& target, const Value& value);
  void remove(Scope& scope, const Expr& target);

  // expressions.cc
  Value expression(Scope& scope, const Expr& node);
  Value call(Scope& scope, const Call& node);
  Value load(Scope& scope, Symbol name);
  void store(Scope& scope, Symbol name, const Value& value);

  // comprehensions.cc
  Value list_comprehension(Scope& scope, const ListComp& node);
  Value set_comprehension(Scope& scope, const SetComp& node);
  Value dict_comprehension(Scope& scope, const DictComp& node);
  Value generator_expression(Scope& scope, const GeneratorExp& node);
  /// One `for ... if ...` after another: calls `emit` for every turn of the innermost.
  template <class Emit>
  void comprehend(Scope& scope, std::span<const Comprehension> parts, std::size_t index,
                  const Value* first, const Emit& emit);

  // patterns.cc
  bool match(Scope& scope, const Pattern& pattern, const Value& subject);

  // class_definition.cc
  void define_class(Scope& scope, const ClassDef& node);

  // imports.cc
  void import(Scope& scope, const Import& node);
  void import_from(Scope& scope, const ImportFrom& node);

  // function_object.cc
  template <class Node>
  Value define_function(Scope& scope, const Node& node, bool is_async);
  Value make_lambda(Scope& scope, const Lambda& node);
  const Code& comprehension_code(Scope& scope, const void* key,
                                 std::span<const Comprehension> generators);

 private:
  Value constant(const Constant& node);
  Value joined(Scope& scope, const JoinedStr& node);
  Value binary(Scope& scope, const BinOp& node);
  Value unary(Scope& scope, const UnaryOp& node);
  Value logic(Scope& scope, const BoolOp& node);
  Value compare(Scope& scope, const Compare& node);
  Value choose(Scope& scope, const IfExp& node);
  Value element(Scope& scope, const Subscript& node);
  Value set_display(Scope& scope, const Set& node);
  Value delegate(Scope& scope, const YieldFrom& node);
  Value subscript_key(Scope& scope, const Expr& node);
  void items(Scope& scope, ExprList nodes, ValueList& out);
  Value dict(Scope& scope, const Dict& node);
  void store_walrus(Scope& scope, Symbol name, const Value& value);
  void unpack(Scope& scope, ExprList targets, const Value& value);
  template <class Node>
  Flow loop(Scope& scope, const Node& node);
  Flow while_loop(Scope& scope, const While& node);
  template <class Node>
  Flow attempt(Scope& scope, const Node& node);
  Flow handle(Scope& scope, std::span<const ExceptHandler> handlers, PythonError error);
  bool handles(Scope& scope, const ExceptHandler& handler, const Value& exception);
  Flow with(Scope& scope, std::span<const WithItem> items, StmtList inner);
  void raise(Scope& scope, const Raise& node);
  void augmented(Scope& scope, const AugAssign& node);
  void annotated(Scope& scope, const AnnAssign& node);
  void check(Scope& scope, const Assert& node);
  void assign_all(Scope& scope, const Assign& node);
  Flow branch(Scope& scope, const If& node);
  Flow match_statement(Scope& scope, const Match& node);
  bool match_sequence(Scope& scope, PatternList patterns, const Value& subject);
  bool match_mapping(Scope& scope, const MatchMapping& node, const Value& subject);
  bool match_class(Scope& scope, const MatchClass& node, const Value& subject);

  Interpreter& in_;
  Interpreter::State& state_;
};

/// A function of a script.
class FunctionObject final : public TrackedObject {
 public:
  FunctionObject() : TrackedObject(ObjectKind::function) {}
  std::string name;
  std::string qualified_name;
  Ref<ModuleObject> module;
  const SourcePtr* source = nullptr;
  Span span;
  const Arguments* parameters = nullptr;
  StmtList body;
  const Expr* expression = nullptr;  ///< Of a lambda.
  const Expr* returns = nullptr;     ///< What stands behind `->`; null without it.
  bool is_async = false;
  ValueList defaults;                   ///< Of the last positional parameters.
  std::vector<Value> keyword_defaults;  ///< Parallel to kwonlyargs; absent: required.
  Ref<Environment> closure;
  ClassObject* owner = nullptr;  ///< The class in whose body it was defined, for super().
  Namespace attributes;

  /// Its scope, made on first use.
  const Code& code();

  std::string_view type_name() const override { return "function"; }
  Value type_of(Interpreter& interpreter) override;
  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  bool set_attribute(Interpreter& interpreter, Symbol name, const Value& value) override;
  bool is_callable() const override { return true; }
  Value call(Interpreter& interpreter, const CallArguments& arguments) override;
  std::string repr(Interpreter& interpreter) override;
  void release_references() override;

 private:
  void bind(Interpreter& interpreter, const CallArguments& arguments, Environment& environment);
  [[noreturn]] void too_many(Interpreter& interpreter, std::size_t given);
  void check_missing(Interpreter& interpreter, const Environment& environment);

  const Code* code_ = nullptr;
};

/// Runs a function's body in `environment`; `generator` takes its yields.
Value run_function_body(Interpreter& interpreter, FunctionObject& function,
                        const Ref<Environment>& environment, GeneratorObject* generator);

/// An annotation: its text, a str. That of a mapped column knows its module as `__module__`, where
/// its names can be looked up later.
Value annotation_text(Interpreter& interpreter, const Source& source, const Expr& annotation,
                      const Value& module);

}  // namespace retort::python
