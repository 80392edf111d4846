// SQL expressions as Python objects: `ColumnElement` and what behaves like one.
//
// An Element is immutable; methods and operators make new ones.
#pragma once

#include <string>
#include <vector>

#include "python/classes.h"
#include "schema/expression.h"

namespace retort::script {

extern const python::NativeClassSpec kClauseElementClass;
extern const python::NativeClassSpec kColumnElementClass;
extern const python::NativeClassSpec kTextClauseClass;
extern const python::NativeClassSpec kColumnClauseClass;
extern const python::NativeClassSpec kFunctionClass;
extern const python::NativeClassSpec kGenericFunctionClass;

/// Anything that is an SQL expression or statement.
class Element : public python::Instance {
 public:
  using python::Instance::Instance;
  virtual schema::ExprPtr expression() const = 0;
  /// Whether operators build expressions (a table's or a statement's do not).
  virtual bool has_operators() const { return false; }

  python::Value get_item(python::Interpreter& interpreter, const python::Value& key) override;
  python::Value iterate(python::Interpreter& interpreter) override;
  std::uint64_t hash(python::Interpreter& interpreter) override;
  bool truth(python::Interpreter& interpreter) override;
  std::string str(python::Interpreter& interpreter) override;
  python::Value binary(python::Interpreter& interpreter, python::Operator op,
                       const python::Value& other, bool reflected) override;
  python::Value compare(python::Interpreter& interpreter, python::CompareOperator op,
                        const python::Value& other) override;
  python::Value unary(python::Interpreter& interpreter, python::UnaryOperator op) override;
};

/// An expression that is nothing more than its tree.
class ExpressionObject final : public Element {
 public:
  ExpressionObject(python::Ref<python::ClassObject> object_class, schema::ExprPtr tree)
      : Element(std::move(object_class)), tree_(std::move(tree)) {}
  schema::ExprPtr expression() const override { return tree_; }
  bool has_operators() const override { return true; }
  void release_references() override {
    reader = python::Value::absent();
    Element::release_references();
  }

  /// The column whose type reads its values, where that is more than the tree tells; else absent.
  python::Value reader = python::Value::absent();

 private:
  schema::ExprPtr tree_;
};

/// Whether a function has a class of its own in SQLAlchemy.
bool is_generic_function(const schema::Function& function);
/// SQLAlchemy's class of an expression; functions that have one of their own are not told apart.
const python::NativeClassSpec& class_of_expression(const schema::Expr& expression);
/// The Python object of an expression.
python::Value make_element(python::Interpreter& interpreter, schema::ExprPtr expression);

/// The expression that a value stands for: an Element's own, NULL for None, a constant (of `type`
/// when given) for a plain value. Fails for an unknown value.
schema::ExprPtr expression_of(python::Interpreter& interpreter, const python::Value& value,
                              const schema::Type& type = {});
/// The right side of an operator whose left side is of `type`: a value of another kind keeps its
/// own.
schema::ExprPtr operand_of(python::Interpreter& interpreter, const python::Value& value,
                           const schema::Type& type);
/// The same where SQLAlchemy takes a str as SQL text: checks, index elements, server defaults.
schema::ExprPtr sql_text_of(python::Interpreter& interpreter, const python::Value& value);
/// The same where SQLAlchemy refuses a str ("should be explicitly declared as text()").
schema::ExprPtr clause_of(python::Interpreter& interpreter, const python::Value& value);
/// One expression for each item; a collection alone counts as its items.
std::vector<schema::ExprPtr> clauses_of(python::Interpreter& interpreter,
                                        std::span<const python::Value> values);

/// `sqlalchemy.func` and the names below it.
python::Value make_function_namespace(python::Interpreter& interpreter);

/// Functions of the `sqlalchemy` module that make expressions: text, column, and_, case, ...
const std::vector<python::NativeMember>& expression_members();

}  // namespace retort::script
