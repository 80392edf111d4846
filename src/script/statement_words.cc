#include "script/statement_words.h"

#include <string>
#include <utility>

#include "python/interpreter.h"
#include "script/convert.h"
#include "script/mapped.h"
#include "script/native.h"
#include "script/subqueries.h"
#include "script/tables.h"

namespace retort::script {

using python::Interpreter;
using python::NativeMember;
using python::Value;
using schema::ExprPtr;
using schema::make_expr;

namespace {

using Affixes = std::vector<std::pair<std::string, std::string>>;

void add_affixes(const Arguments& arguments, Affixes& affixes) {
  const std::string dialect = arguments.text_or_empty("dialect");
  for (const Value& value : arguments.rest()) {
    affixes.emplace_back(arguments.interpreter().str(value), dialect);
  }
}

template <Affixes schema::Select::*member>
Value select_affixes(Arguments& arguments) {
  auto copy = copy_of(arguments.self_as<SelectObject>());
  add_affixes(arguments, (copy->select).*member);
  return copy;
}

Value dml_prefixes(Arguments& arguments) {
  auto copy = copy_of(arguments.self_as<DmlObject>());
  std::visit([&](auto& statement) { add_affixes(arguments, statement.prefixes); }, copy->statement);
  return copy;
}

/// with_statement_hint("..."): words behind the statement, before its suffixes.
Value statement_hint(Arguments& arguments) {
  auto copy = copy_of(arguments.self_as<SelectObject>());
  const std::string dialect = arguments.text_or_empty("dialect_name");
  copy->select.suffixes.emplace(copy->select.suffixes.begin(), arguments.text("text"),
                                dialect == "*" ? "" : dialect);
  return copy;
}

schema::Hint hint_of(const Arguments& arguments, ExprPtr table) {
  schema::Hint hint;
  hint.table = std::move(table);
  hint.text = arguments.text("text");
  hint.dialect = arguments.text_or_empty("dialect_name");
  if (hint.dialect.empty()) hint.dialect = "*";
  return hint;
}

/// with_hint(table, "USE INDEX (x)", "mysql"): `%(name)s` is the table's name.
Value select_hint(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  auto copy = copy_of(arguments.self_as<SelectObject>());
  const Value table = unmapped(interpreter, arguments["selectable"]);
  copy->select.hints.push_back(hint_of(arguments, from_of(interpreter, table)));
  return copy;
}

Value dml_hint(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  auto copy = copy_of(arguments.self_as<DmlObject>());
  const Value* given = arguments.find_not_none("selectable");
  const ExprPtr table = given ? from_of(interpreter, unmapped(interpreter, *given))
                              : make_expr(copy->table->reference());
  if (auto* update = std::get_if<schema::Update>(&copy->statement)) {
    update->hints.push_back(hint_of(arguments, table));
  } else if (auto* remove = std::get_if<schema::Delete>(&copy->statement)) {
    remove->hints.push_back(hint_of(arguments, table));
  }
  return copy;
}

/// with_dialect_options(mysql_limit=5): UPDATE and DELETE of MySQL may stop after so many rows.
Value with_dialect_options(Arguments& arguments) {
  auto copy = copy_of(arguments.self_as<DmlObject>());
  for (const python::KeywordValue& keyword : arguments.keywords()) {
    const std::string_view name = keyword.name.text();
    if (!name.ends_with("_limit")) continue;
    const std::pair<std::string, std::int64_t> limit(
        name.substr(0, name.size() - 6), integer_of(arguments.interpreter(), keyword.value, name));
    if (auto* update = std::get_if<schema::Update>(&copy->statement)) {
      update->limits.push_back(limit);
    } else if (auto* remove = std::get_if<schema::Delete>(&copy->statement)) {
      remove->limits.push_back(limit);
    }
  }
  return copy;
}

}  // namespace

std::vector<NativeMember> select_word_members() {
  return {
      method<"prefix_with(*texts, dialect=)", select_affixes<&schema::Select::prefixes>>(),
      method<"suffix_with(*texts, dialect=)", select_affixes<&schema::Select::suffixes>>(),
      method<"with_hint(selectable, text, dialect_name=)", select_hint>(),
      method<"with_statement_hint(text, dialect_name=)", statement_hint>(),
  };
}

std::vector<NativeMember> dml_word_members() {
  return {
      method<"prefix_with(*texts, dialect=)", dml_prefixes>(),
      method<"with_hint(text, selectable=, dialect_name=)", dml_hint>(),
      method<"with_dialect_options(**opt)", with_dialect_options>(),
  };
}

ExprPtr shown_expression(const Element& element) {
  const auto* dml = dynamic_cast<const DmlObject*>(&element);
  if (dml == nullptr) return element.expression();
  if (const auto* insert = std::get_if<schema::Insert>(&dml->statement);
      insert && insert->columns.empty()) {
    schema::Insert shown = *insert;
    for (const auto& column : dml->table->columns) shown.columns.push_back(column->column.name);
    return make_expr(std::move(shown));
  }
  if (const auto* update = std::get_if<schema::Update>(&dml->statement);
      update && update->values.empty()) {
    schema::Update shown = *update;
    for (const auto& column : dml->table->columns) {
      schema::BindParam parameter;
      parameter.name = column->column.name;
      shown.values.emplace_back(column->column.name, make_expr(std::move(parameter)));
    }
    return make_expr(std::move(shown));
  }
  return element.expression();
}

}  // namespace retort::script
