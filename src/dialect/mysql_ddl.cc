// Columns, table options and indexes as MySQL and MariaDB have them.

#include <algorithm>
#include <array>
#include <cctype>

#include "base/error.h"
#include "dialect/ddl.h"
#include "dialect/options.h"
#include "dialect/quoting.h"
#include "dialect/types.h"
#include "schema/attach.h"

namespace retort::dialect {

using schema::Column;
using schema::Table;
using schema::TypeKind;

namespace {

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// `ON UPDATE` in any spelling, as `server_default=text("... ON UPDATE ...")` smuggles it in.
bool has_on_update(std::string_view upper_text) {
  for (std::size_t at = 0; (at = upper_text.find("ON", at)) != std::string_view::npos; at += 2) {
    const std::size_t next = upper_text.find_first_not_of(' ', at + 2);
    if (next != std::string_view::npos && next > at + 2 &&
        upper_text.substr(next).starts_with("UPDATE"))
      return true;
  }
  return false;
}

/// `NOW(6)` and `CURRENT_TIMESTAMP(6)` at the beginning.
bool is_precise_now(std::string_view upper_text) {
  for (const std::string_view word : {"NOW(", "CURRENT_TIMESTAMP("}) {
    if (!upper_text.starts_with(word)) continue;
    const std::size_t end = upper_text.find_first_not_of("0123456789", word.size());
    if (end > word.size() && end != std::string_view::npos && upper_text[end] == ')') return true;
  }
  return false;
}

/// Whether a default is an expression that newer servers want in parentheses.
bool is_default_expression(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\n\r\f\v");
  if (start == std::string_view::npos) return false;
  if (std::string_view("'\"(").find(text[start]) != std::string_view::npos) return false;
  const std::string big = upper(text);
  return !has_on_update(big) && !is_precise_now(big) && !std::ranges::all_of(text, is_word);
}

struct TableOption {
  std::string name;
  std::string value;
};

constexpr std::array<std::string_view, 4> kPartitionOptions = {"PARTITION_BY", "PARTITIONS",
                                                               "SUBPARTITION_BY", "SUBPARTITIONS"};

bool is_partition_option(const TableOption& option) {
  return std::ranges::find(kPartitionOptions, option.name) != kPartitionOptions.end();
}

/// Partitioning comes last, in this order; COLLATE follows the character set.
int rank(const TableOption& option) {
  const auto found = std::ranges::find(kPartitionOptions, option.name);
  if (found != kPartitionOptions.end()) {
    return 2 + static_cast<int>(found - kPartitionOptions.begin());
  }
  return option.name == "COLLATE" ? 1 : 0;
}

bool is_quoted_option(std::string_view name) {
  return name == "COMMENT" || name == "DATA DIRECTORY" || name == "INDEX DIRECTORY" ||
         name == "PASSWORD" || name == "CONNECTION";
}

bool has_words(std::string_view name) {
  constexpr std::array<std::string_view, 6> kNames = {"DATA_DIRECTORY",        "INDEX_DIRECTORY",
                                                      "DEFAULT_CHARACTER_SET", "CHARACTER_SET",
                                                      "DEFAULT_CHARSET",       "DEFAULT_COLLATE"};
  return std::ranges::find(kNames, name) != kNames.end();
}

std::string spaced(std::string name) {
  std::ranges::replace(name, '_', ' ');
  return name;
}

/// Operations and calls stand in parentheses; ASC and DESC do not count.
bool needs_parentheses(const schema::ExprPtr& element) {
  if (std::holds_alternative<schema::Binary>(element->node) ||
      std::holds_alternative<schema::Function>(element->node))
    return true;
  const auto* unary = std::get_if<schema::Unary>(&element->node);
  return unary != nullptr && unary->op != "ASC" && unary->op != "DESC";
}

/// The prefix lengths of an index: one for all columns, or by column name.
std::string prefix_length(const schema::Options& options, std::string_view option,
                          const schema::ExprPtr& element, std::string_view written) {
  if (const auto all = option_text(options, option)) return "(" + *all + ")";
  const auto* column = std::get_if<schema::ColumnRef>(&element->node);
  for (const auto& [name, length] : option_pairs(options, option))
    if ((column != nullptr && column->name == name) || written == name) return "(" + length + ")";
  return "";
}

}  // namespace

std::string DdlWriter::mysql_default(const schema::ServerDefault& value) const {
  std::string text = server_default(value);
  return !offline_ && is_default_expression(text) ? "(" + text + ")" : text;
}

std::string DdlWriter::mysql_column(const Table& table, const Column& column) const {
  const schema::Type& type = for_dialect(column.type, family_name(family_));
  const TypeKind kind = type.kind;
  const bool real = kind == TypeKind::Double || kind == TypeKind::DOUBLE || kind == TypeKind::REAL;
  if (real && type.precision.has_value() != type.scale.has_value())
    throw Error(ErrorCode::command,
                "You must specify both precision and scale or omit both altogether.")
        .with_hint("MySQL has DOUBLE and DOUBLE(10, 2), but no DOUBLE(10).");
  std::string text = name(column.name) + " " + type_text(family_, type);
  if (column.computed) text += " " + computed(*column.computed);
  // MariaDB takes no NOT NULL there: only what somebody has said is written.
  const bool unsaid = is_mariadb(family_) && column.computed && column.nullable_is_derived;
  // MySQL would make a TIMESTAMP of which nothing is said NOT NULL.
  if (!unsaid && !column.nullable.value_or(true))
    text += " NOT NULL";
  else if (kind == TypeKind::TIMESTAMP || kind == TypeKind::PgTIMESTAMP)
    text += " NULL";
  if (column.comment) text += " COMMENT " + string(*column.comment);
  if (!column.server_default && autoincrement_column(table) == &column)
    text += " AUTO_INCREMENT";
  else if (column.server_default)
    text += " DEFAULT " + mysql_default(*column.server_default);
  return text;
}

std::string DdlWriter::mysql_table_options(const Table& table) const {
  const std::string prefix = std::string(family_name(family_)) + "_";
  std::vector<TableOption> options;
  for (const auto& [name, value] : table.options) {
    if (!name.starts_with(prefix)) continue;
    if (const auto text = option_text(table.options, name))
      options.push_back({upper(name.substr(prefix.size())), *text});
  }
  if (table.comment) options.push_back({"COMMENT", *table.comment});
  std::ranges::stable_sort(options, {}, rank);

  std::string text;
  for (const TableOption& option : options) {
    const std::string value = is_quoted_option(option.name) ? string(option.value) : option.value;
    const bool partition = is_partition_option(option);
    const std::string name =
        partition || has_words(option.name) ? spaced(option.name) : option.name;
    const bool blank = partition || name == "TABLESPACE" || name == "DEFAULT CHARACTER SET" ||
                       name == "CHARACTER SET" || name == "COLLATE";
    text += (text.empty() ? "" : " ") + name + (blank ? " " : "=") + value;
  }
  return text;
}

std::string DdlWriter::mysql_create_index(const schema::Index& index, bool if_not_exists) const {
  const std::string own_prefix = std::string(family_name(family_)) + "_";
  std::string text = "CREATE ";
  if (index.unique) text += "UNIQUE ";
  if (const auto kind = option_text(index.options, own_prefix + "prefix")) text += *kind + " ";
  text += "INDEX ";
  if (if_not_exists) text += "IF NOT EXISTS ";
  text += constraint_name(index.name) + " ON " + qualified(index.table_schema, index.table) + " (";
  std::string_view separator;
  for (const schema::ExprPtr& element : index.elements) {
    std::string written = expression(element);
    if (needs_parentheses(element)) written = "(" + written + ")";
    text.append(separator).append(written);
    text += prefix_length(index.options, own_prefix + "length", element, written);
    separator = ", ";
  }
  text += ")";
  if (const auto parser = mysql_option(family_, index.options, "with_parser"))
    text += " WITH PARSER " + *parser;
  if (const auto method = mysql_option(family_, index.options, "using"))
    text += " USING " + name(*method);
  return text;
}

}  // namespace retort::dialect
