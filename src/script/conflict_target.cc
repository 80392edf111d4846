// The only outside interface is conflict_target.h.
#include "script/conflict_target.h"

#include "python/interpreter.h"
#include "script/convert.h"
#include "script/elements.h"
#include "script/tables.h"

namespace retort::script {

using python::Interpreter;
using python::Value;
using schema::ExprPtr;

namespace {

/// A constraint without a name is meant by its columns.
std::vector<ExprPtr> key_columns(const schema::Constraint& constraint) {
  std::vector<ExprPtr> columns;
  const auto add = [&](const std::vector<std::string>& names) {
    for (const std::string& name : names) columns.push_back(schema::column_expr(name));
  };
  if (const auto* key = std::get_if<schema::PrimaryKeyConstraint>(&constraint)) add(key->columns);
  if (const auto* key = std::get_if<schema::UniqueConstraint>(&constraint)) add(key->columns);
  return columns;
}

}  // namespace

schema::OnConflict conflict_target(const Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  schema::OnConflict conflict;
  if (const Value* constraint = arguments.find_not_none("constraint")) {
    if (const auto* object = constraint->try_as<ConstraintObject>()) {
      conflict.constraint = schema::name_of(object->constraint).text.value_or("");
      if (conflict.constraint.empty()) conflict.index_elements = key_columns(object->constraint);
    } else {
      conflict.constraint = text_of(interpreter, *constraint, "constraint");
    }
  }
  if (const Value* elements = arguments.find_not_none("index_elements")) {
    for (const Value& element : interpreter.items_of(*elements)) {
      conflict.index_elements.push_back(index_element_of(interpreter, element));
    }
  }
  if (const Value* where = arguments.find_not_none("index_where")) {
    conflict.index_where = clause_of(interpreter, *where);
  }
  return conflict;
}

}  // namespace retort::script
