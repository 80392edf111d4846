// Expressions and DML statements as SQL text, with SQLAlchemy's parentheses, labels and spelling.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialect/dialect.h"
#include "dialect/family.h"
#include "dialect/literal.h"

namespace retort::dialect {

/// Prints one expression or statement; not to be used again for another.
class ExpressionWriter {
 public:
  struct Style {
    Family family = Family::postgresql;
    BindStyle binds = BindStyle::literal;
    bool qualify_columns = true;  ///< Print `table.column`; DDL prints the column alone.
    bool double_backslashes = false;
  };

  explicit ExpressionWriter(Style style) : style_(style) {}

  /// The expression's text; parameters go to result().
  std::string write(const schema::ExprPtr& expression);
  /// The same, in parentheses when it is an operation (SQLAlchemy's self_group()).
  std::string write_grouped(const schema::ExprPtr& expression);
  /// What write() printed and the parameters in it.
  Compiled finish(std::string text);

 private:
  friend struct ExpressionVisitor;
  friend struct StatementVisitor;

  /// `against`: the operator that encloses the operand; empty when the context is not one.
  std::string operand(const schema::ExprPtr& expression, std::string_view against,
                      const schema::Type* hint = nullptr);
  std::string value(const schema::Literal& literal, const schema::Type& type,
                    std::string_view name);
  schema::Literal bound_value(const schema::Literal& literal, const schema::Type& type) const;
  std::string placeholder(const schema::Literal& literal, const schema::Type& type,
                          std::string_view name);
  std::string numbered(std::string_view name);

  std::string text_clause(const schema::TextClause& text);
  std::string text_parameter(const schema::TextClause& text, const std::string& name);
  std::string constant(const schema::Constant& node, const schema::Type* hint,
                       std::string_view name);
  std::string column(const schema::ColumnRef& node);
  std::string function(const schema::Function& node);
  std::string unary(const schema::Unary& node);
  std::string negation(const schema::ExprPtr& operand_node);
  std::string binary(const schema::Binary& node);
  std::string infix(const schema::Binary& node, std::string_view spelled, bool eager);
  std::string membership(const schema::Binary& node);
  std::string between(const schema::Binary& node);
  std::string like(const schema::Binary& node);
  std::string json_access(const schema::Binary& node);
  std::string junction(bool is_or, const std::vector<schema::ExprPtr>& items);
  std::string condition(const schema::ExprPtr& node);
  std::string list(const std::vector<schema::ExprPtr>& items, const schema::Type* hint = nullptr);
  std::string case_when(const schema::Case& node);
  std::string over(const schema::Over& node);
  std::string extract(const schema::Extract& node);
  std::string array(const schema::ArrayLiteral& node);

  // What MySQL and MariaDB write in their own way: mysql_expression.cc. Nothing for the rest.
  std::optional<std::string> mysql_function(const schema::Function& node);
  std::optional<std::string> mysql_binary(const schema::Binary& node);
  std::string mysql_regexp(const schema::Binary& node);
  std::string mysql_json(const schema::Binary& node, const schema::Type* wanted);
  std::string mysql_cast(const schema::Cast& node);

  std::string select(const schema::Select& node);
  std::string select_item(const schema::ExprPtr& item, std::vector<std::string>& names);
  std::string select_tail(const schema::Select& node);
  std::string limit(const schema::Select& node);
  std::string from_item(const schema::ExprPtr& item);
  std::string from_list(const std::vector<schema::ExprPtr>& items);
  std::string with_clause(const schema::Select& node);
  std::string table(const schema::TableRef& node, bool with_alias);
  std::string insert(const schema::Insert& node);
  std::string insert_rows(const schema::Insert& node);
  std::string update(const schema::Update& node);
  std::string remove(const schema::Delete& node);
  std::string on_conflict(const schema::OnConflict& node, const schema::Insert& insert);
  std::string assignment(const std::string& column, const schema::ExprPtr& value,
                         const schema::Type* type, std::string_view equals);
  std::string returning(const std::vector<schema::ExprPtr>& columns);

  LiteralStyle literal_style() const { return {style_.family, style_.double_backslashes}; }

  Style style_;
  Compiled result_;
  std::map<std::string, int, std::less<>> counters_;
  bool inside_operator_ = false;
};

/// The type of an expression as far as it is known; null otherwise.
const schema::Type* known_type(const schema::ExprPtr& expression);

}  // namespace retort::dialect
