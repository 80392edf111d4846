// SELECT, INSERT, UPDATE and DELETE as Python objects that build `schema/` statements.
#pragma once

#include <memory>
#include <vector>

#include "python/classes.h"
#include "schema/expression.h"
#include "script/arguments.h"
#include "script/elements.h"
#include "script/tables.h"

namespace retort::script {

extern const python::NativeClassSpec kSelectClass;
extern const python::NativeClassSpec kInsertClass;
extern const python::NativeClassSpec kUpdateClass;
extern const python::NativeClassSpec kDeleteClass;

/// `select(...)`. Methods make changed copies.
class SelectObject final : public Element {
 public:
  using Element::Element;
  schema::Select select;
  /// The tables named so far: join() finds foreign keys in them.
  std::vector<python::Ref<TableObject>> tables;
  python::ValueList entities;        ///< The columns as they were given, classes included.
  python::ValueList loader_options;  ///< Of the ORM: load_only() and the like.
  python::Value execution_options = python::Value::absent();  ///< A dict.

  schema::ExprPtr expression() const override { return schema::make_expr(select); }
  void release_references() override;
};

/// The same statement, to be changed.
python::Ref<SelectObject> copy_of(const SelectObject& object);

/// `insert(t)`, `update(t)`, `delete(t)`.
class DmlObject final : public Element {
 public:
  using Element::Element;
  python::Ref<TableObject> table;
  std::variant<schema::Insert, schema::Update, schema::Delete> statement;
  python::ValueList returned;  ///< The columns of returning() as they were given.
  bool valued = false;         ///< values() was called, be it with nothing.
  bool keyless = false;        ///< inline(), or values() of a list: no generated key is asked for.

  schema::ExprPtr expression() const override;
  std::string str(python::Interpreter& interpreter) override;
  void release_references() override;
};
/// The same statement, to be changed.
python::Ref<DmlObject> copy_of(const DmlObject& object);
/// Off-line the values of execute() are not taken: an INSERT or UPDATE that has none itself gets a
/// parameter for each column. Null for any other statement, and on-line.
python::Ref<DmlObject> with_parameters(python::Interpreter& interpreter, const DmlObject& object);

/// The Select that a value stands for (a select, its scalar subquery, a subquery), or null.
schema::ExprPtr select_of(python::Interpreter& interpreter, const python::Value& value);
/// A select as a value: a SELECT in parentheses. Null for anything else.
schema::ExprPtr scalar_subquery_of(const python::Value& value);
/// What can be executed: text, a clause, a statement. Raises ObjectNotExecutableError.
schema::ExprPtr statement_of(python::Interpreter& interpreter, const python::Value& value);
/// The statement with the values of parameters, as execute(statement, parameters) gives them.
schema::ExprPtr bind_values(python::Interpreter& interpreter, const python::Value& statement,
                            const python::Value& parameters);
/// What `.compile(**kw)` of an expression or a statement gives.
python::Value compile_element(Arguments& arguments);

// Methods of tables.
python::Value insert_into(Arguments& arguments);
python::Value update_table(Arguments& arguments);
python::Value delete_from(Arguments& arguments);
python::Value select_table(Arguments& arguments);
python::Value join_method(Arguments& arguments);
python::Value outer_join_method(Arguments& arguments);

/// Functions of the `sqlalchemy` module: select, insert, update, delete, exists, union, ...
std::vector<python::NativeMember> statement_functions();
/// `sqlalchemy.dialects.postgresql.insert` and the like.
python::NativeMember insert_function();

}  // namespace retort::script
