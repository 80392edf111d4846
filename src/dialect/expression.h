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

struct LabelledColumn;

/// What `operand()` is told about the sides of a pattern, which are always grouped.
inline constexpr std::string_view kPatternSide = "\x01pattern";

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
  std::string marker() const;
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
  std::string json_text(const schema::Binary& node);
  std::string json_path(const schema::ExprPtr& index);
  std::string pattern(const schema::Binary& node);
  std::string match(const schema::Binary& node);
  std::string regexp(const schema::Binary& node);
  std::string junction(bool is_or, const std::vector<schema::ExprPtr>& items);
  std::string condition(const schema::ExprPtr& node);
  std::string list(const std::vector<schema::ExprPtr>& items, const schema::Type* hint = nullptr);
  std::string case_when(const schema::Case& node);
  std::string over(const schema::Over& node);
  std::string within_group(const schema::WithinGroup& node);
  std::string extract(const schema::Extract& node);
  std::string array(const schema::ArrayLiteral& node);

  // What MySQL and MariaDB write in their own way: mysql_expression.cc. Nothing for the rest.
  std::optional<std::string> mysql_function(const schema::Function& node);
  std::optional<std::string> mysql_binary(const schema::Binary& node);
  std::string mysql_regexp(const schema::Binary& node);
  std::string mysql_json(const schema::Binary& node, const schema::Type* wanted);
  std::string mysql_cast(const schema::Cast& node);
  std::string mysql_limit(const schema::Select& node);
  std::string row_limit(const std::vector<std::pair<std::string, std::int64_t>>& limits) const;
  std::string mysql_on_duplicate_key(const schema::OnConflict& node, const schema::Insert& insert);

  // SELECT and what stands in FROM: select.cc.
  /// How a SELECT stands in its statement.
  struct Place {
    bool in_from = false;  ///< A subquery or CTE: every column gets a label.
    bool lateral = false;
    bool embedded = false;  ///< A part of a UNION or of INSERT FROM SELECT.
  };
  /// One statement around what is being printed.
  struct Level {
    std::vector<schema::ExprPtr> froms;   ///< Tables of the statement itself.
    std::vector<schema::ExprPtr> around;  ///< Those, and the tables of all statements around it.
    const std::vector<schema::ExprPtr>* columns = nullptr;  ///< What names in ORDER BY refer to.
  };
  struct CommonTable {
    std::string name;
    std::string text;
    bool recursive = false;
    std::size_t level = 0;  ///< 0: at the top of the statement.
  };

  std::string identifier(std::string_view name);
  std::string resolved(std::string_view name);
  std::string select(const schema::Select& node, Place place);
  std::string compound(const schema::Select& node, Place place);
  std::string select_body(const schema::Select& node, Place place);
  std::string select_tail(const schema::Select& node);
  std::string select_item(const LabelledColumn& item, bool in_from);
  std::string limit(const schema::Select& node);
  std::string for_update(const schema::ForUpdate& node);
  std::string order_list(const std::vector<schema::ExprPtr>& items);
  std::string order_item(const schema::ExprPtr& item);
  std::string name_ref(const schema::NameRef& node);
  std::vector<schema::ExprPtr> shown_froms(const schema::Select& node, Place place) const;
  std::string affixes(const std::vector<std::pair<std::string, std::string>>& affixes) const;
  std::string from_item(const schema::ExprPtr& item);
  std::string hinted(std::string text, const schema::ExprPtr& item);
  std::string hint_words(const schema::Hint& hint);
  std::string from_list(const std::vector<schema::ExprPtr>& items);
  std::string derived_table(const schema::Subquery& node);
  std::string source(const schema::ExprPtr& node, Place place);
  std::string common_table(const schema::Subquery& node);
  void add_common_tables(const std::vector<schema::ExprPtr>& items);
  std::string with_clause(std::size_t level);
  std::string values_rows(const schema::Values& node);
  std::string table(const schema::TableRef& node, bool with_alias);

  // INSERT, UPDATE and DELETE: statement.cc.
  std::string insert(const schema::Insert& node);
  std::string insert_rows(const schema::Insert& node);
  std::string update(const schema::Update& node);
  std::string remove(const schema::Delete& node);
  std::string on_conflict(const schema::OnConflict& node, const schema::Insert& insert);
  std::string assignment(const std::string& column, const schema::ExprPtr& value,
                         const schema::Type* type, std::string_view equals);
  std::string part_assignment(const schema::ExprPtr& assignment_node, bool qualified);
  std::string returning(const std::vector<schema::ExprPtr>& columns);
  void enter_change(const schema::TableRef& table, const std::vector<schema::ExprPtr>& others);
  std::string leave_change(std::string text);

  LiteralStyle literal_style() const { return {style_.family, style_.double_backslashes}; }

  Style style_;
  Compiled result_;
  std::map<std::string, int, std::less<>> counters_;
  bool inside_operator_ = false;
  bool inside_on_duplicate_key_ = false;  ///< MySQL: columns of `inserted` are VALUES(column).
  std::map<std::string, std::string, std::less<>> anonymous_;  ///< Made-up names by their identity.
  std::vector<Level> levels_;
  const std::vector<schema::Hint>* hints_ = nullptr;  ///< Of the statement that is being printed.
  std::vector<CommonTable> common_tables_;
  std::vector<std::string> open_common_tables_;  ///< Being printed: recursive ones name themselves.
};

/// The type of an expression as far as it is known; null otherwise.
const schema::Type* known_type(const schema::ExprPtr& expression);

/// Whether a name that is written without quotes may hold the character.
bool is_word_character(char c);

}  // namespace retort::dialect
