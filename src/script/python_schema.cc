#include "script/python_schema.h"

#include <fmt/format.h>

#include <algorithm>

#include "dialect/ddl.h"
#include "python/dump.h"
#include "script/item_renderer.h"

namespace retort::script {
namespace {

using dialect::Family;
using python::repr_of_text;
using schema::ExprPtr;

std::string joined(const std::vector<std::string>& items) {
  return fmt::format("{}", fmt::join(items, ", "));
}

std::vector<std::string> reprs(const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  for (const std::string& text : texts) out.push_back(repr_of_text(text));
  return out;
}

/// A text default loses one quote at each end, as in Alembic.
std::string unquoted(std::string_view text) {
  if (text.starts_with('\'')) text.remove_prefix(1);
  if (text.ends_with('\'')) text.remove_suffix(1);
  return std::string(text);
}

template <class T>
void add_text(std::vector<std::string>& out, std::string_view name, const std::optional<T>& value) {
  if (value && !value->empty()) out.push_back(fmt::format("{}={}", name, repr_of_text(*value)));
}
void add_flag(std::vector<std::string>& out, std::string_view name,
              const std::optional<bool>& value) {
  if (value.value_or(false)) out.push_back(fmt::format("{}=True", name));
}

bool is_plain_column(const ExprPtr& element) {
  return std::holds_alternative<schema::ColumnRef>(element->node);
}

/// What MySQL's dialect puts into further parentheses as an element of an index.
bool is_grouped_on_mysql(const ExprPtr& element) {
  if (std::holds_alternative<schema::Binary>(element->node)) return true;
  if (std::holds_alternative<schema::Function>(element->node)) return true;
  const auto* unary = std::get_if<schema::Unary>(&element->node);
  return unary != nullptr && unary->op != "DESC" && unary->op != "ASC";
}

std::vector<std::string> sequence_arguments(const schema::SequenceOptions& options) {
  std::vector<std::string> out;
  const auto number = [&](std::string_view name, const std::optional<std::int64_t>& value) {
    if (value) out.push_back(fmt::format("{}={}", name, *value));
  };
  const auto flag = [&](std::string_view name, const std::optional<bool>& value) {
    if (value) out.push_back(fmt::format("{}={}", name, python_bool(*value)));
  };
  number("start", options.start);
  number("increment", options.increment);
  number("minvalue", options.minvalue);
  number("maxvalue", options.maxvalue);
  if (options.nominvalue) out.emplace_back("nominvalue=True");
  if (options.nomaxvalue) out.emplace_back("nomaxvalue=True");
  flag("cycle", options.cycle);
  number("cache", options.cache);
  flag("order", options.order);
  return out;
}

/// mysql_length: numbers by column.
std::string lengths_text(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::vector<std::string> out;
  for (const auto& [column, length] : pairs) out.push_back(repr_of_text(column) + ": " + length);
  return "{" + joined(out) + "}";
}

}  // namespace

std::string python_list(const std::vector<std::string>& texts) {
  return "[" + joined(reprs(texts)) + "]";
}

std::string_view python_bool(bool value) {
  return value ? "True" : "False";
}

schema::Options given_options(const schema::Options& options) {
  schema::Options out;
  const auto dialect_of = [](const std::string& name) { return name.substr(0, name.find('_')); };
  std::vector<std::string> dialects;
  for (const auto& [name, value] : options) {
    const std::string dialect = dialect_of(name);
    if (std::ranges::find(dialects, dialect) == dialects.end()) dialects.push_back(dialect);
  }
  for (const std::string& dialect : dialects) {
    for (const auto& [name, value] : options) {
      if (dialect_of(name) == dialect) out.emplace_back(name, value);
    }
  }
  return out;
}

bool needs_parentheses_on_sqlite(std::string_view text) {
  if (text.empty()) return false;
  if (text.size() == 1 && (text[0] == '.' || (text[0] >= '0' && text[0] <= '9'))) return false;
  const auto between = [&](char open, char close) {
    return text.size() > 2 && text.front() == open && text.back() == close &&
           text.find('\n') == text.npos;
  };
  return !between('\'', '\'') && !between('(', ')');
}

std::string ddl_expression(Family family, const ExprPtr& expression, bool grouped) {
  return dialect::DdlWriter(family, false).expression(expression, grouped);
}

std::string PythonWriter::name(const schema::Name& given) const {
  if (!given.text) return "None";
  if (!given.final && !given.truncatable) return repr_of_text(*given.text);
  return fmt::format("{}f({})", operation_prefix(), repr_of_text(*given.text));
}

std::string PythonWriter::expression(const ExprPtr& node, bool is_default, bool is_index) const {
  const bool plain = is_plain_column(node);
  if (is_index && family_ == Family::postgresql && !plain) {
    return ddl_expression(family_, node, true);
  }
  std::string text = ddl_expression(family_, node);
  if (is_index && dialect::is_mysql(family_) && is_grouped_on_mysql(node)) return "(" + text + ")";
  if (is_default && family_ == Family::sqlite && needs_parentheses_on_sqlite(text)) {
    return "(" + text + ")";
  }
  return names_.exact && !is_index ? without_parameters(text) : text;
}

std::string PythonWriter::option_value(const schema::OptionValue& value) const {
  struct Visitor {
    const PythonWriter& writer;
    std::string operator()(std::monostate) const { return "None"; }
    std::string operator()(bool flag) const { return std::string(python_bool(flag)); }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(double number) const { return python::repr_of_float(number); }
    std::string operator()(const std::string& text) const { return repr_of_text(text); }
    std::string operator()(const std::vector<std::string>& texts) const {
      return python_list(texts);
    }
    std::string operator()(const std::vector<std::pair<std::string, std::string>>& pairs) const {
      std::vector<std::string> out;
      for (const auto& [key, text] : pairs)
        out.push_back(repr_of_text(key) + ": " + repr_of_text(text));
      return "{" + joined(out) + "}";
    }
    std::string operator()(const ExprPtr& node) const {
      if (!node) return "None";
      if (const auto* column = std::get_if<schema::ColumnRef>(&node->node)) {
        return repr_of_text(column->name);
      }
      return writer.names_.sqlalchemy + "text(" + repr_of_text(writer.expression(node)) + ")";
    }
  };
  return std::visit(Visitor{*this}, value);
}

std::string PythonWriter::options(const schema::Options& given, bool leading_comma) const {
  std::string out;
  for (const auto& [name, value] : given_options(given)) {
    if (leading_comma || !out.empty()) out += ", ";
    const auto* pairs = std::get_if<std::vector<std::pair<std::string, std::string>>>(&value);
    const bool lengths = pairs != nullptr && name.ends_with("_length");
    out += name + "=" + (lengths ? lengths_text(*pairs) : option_value(value));
  }
  return out;
}

void PythonWriter::enter_table(const std::string& schema, const std::string& table) const {
  if (names_.items != nullptr) names_.items->enter_table(schema, table);
}

void PythonWriter::enter_column(const std::string& column) const {
  if (names_.items != nullptr) names_.items->enter_column(column);
}

std::string PythonWriter::no_default() {
  if (names_.items == nullptr) return "None";
  return names_.items->server_default({}, imports_).value_or("None");
}

std::string PythonWriter::server_default(const schema::ServerDefault& value) {
  if (names_.items != nullptr) {
    if (auto text = names_.items->server_default({.value = &value}, imports_)) return *text;
  }
  if (const auto* text = std::get_if<std::string>(&value.value)) {
    return repr_of_text(unquoted(*text));
  }
  const ExprPtr& node = std::get<ExprPtr>(value.value);
  return fmt::format("{}text({})", names_.sqlalchemy, repr_of_text(expression(node, true)));
}

std::string PythonWriter::computed(const schema::Computed& value) {
  if (names_.items != nullptr) {
    if (auto text = names_.items->server_default({.computed = &value}, imports_)) return *text;
  }
  const std::string persisted =
      value.persisted ? fmt::format("persisted={}", python_bool(*value.persisted)) : "";
  return fmt::format("{}Computed({}, {})", names_.sqlalchemy,
                     repr_of_text(expression(value.expression)), persisted);
}

std::string PythonWriter::identity(const schema::Identity& value) {
  if (names_.items != nullptr) {
    if (auto text = names_.items->server_default({.identity = &value}, imports_)) return *text;
  }
  std::vector<std::string> arguments = {fmt::format("always={}", python_bool(value.always))};
  if (value.on_null) arguments.emplace_back("on_null=True");
  for (std::string& argument : sequence_arguments(value.options)) {
    arguments.push_back(std::move(argument));
  }
  return fmt::format("{}Identity({})", names_.sqlalchemy, joined(arguments));
}

std::string PythonWriter::column(const schema::Column& column) {
  using Autoincrement = schema::Column::Autoincrement;
  enter_column(column.name);
  if (names_.items != nullptr) {
    if (auto text = names_.items->column(column, imports_)) return *text;
  }
  std::string out = fmt::format("{}Column({}, {}, ", names_.sqlalchemy, repr_of_text(column.name),
                                type(column.type));
  std::vector<std::string> keywords;
  if (column.computed) {
    out += computed(*column.computed) + ", ";
  } else if (column.identity) {
    out += identity(*column.identity) + ", ";
  } else if (column.server_default) {
    keywords.push_back("server_default=" + server_default(*column.server_default));
  } else if (column.has_server_value) {
    keywords.push_back(fmt::format("server_default={}FetchedValue()", names_.sqlalchemy));
  }
  if (column.autoincrement == Autoincrement::ignore_fk) {
    keywords.emplace_back("autoincrement=ignore_fk");
  } else if (column.autoincrement != Autoincrement::automatic) {
    const bool yes = column.autoincrement == Autoincrement::yes;
    keywords.push_back(fmt::format("autoincrement={}", python_bool(yes)));
  }
  keywords.push_back(fmt::format("nullable={}", python_bool(column.nullable.value_or(true))));
  if (column.system) keywords.emplace_back("system=True");
  add_text(keywords, "comment", column.comment);
  out += joined(keywords);
  return out + options(column.options) + ")";
}

std::vector<std::string> PythonWriter::table_arguments(const schema::Table& table) {
  std::vector<std::string> out;
  std::vector<std::string> constraints;
  const auto add = [&](const schema::Constraint& one) {
    auto text = constraint(one);
    if (text && !text->empty()) constraints.push_back(*std::move(text));
  };
  enter_table(table.schema, table.name);
  for (const schema::Column& one : table.columns) out.push_back(column(one));
  std::erase(out, "");
  for (const schema::Constraint& one : table.constraints) add(one);
  std::ranges::sort(constraints);
  out.insert(out.end(), std::make_move_iterator(constraints.begin()),
             std::make_move_iterator(constraints.end()));
  return out;
}

std::string PythonWriter::unique(const schema::UniqueConstraint& constraint,
                                 const std::string& schema, const std::string* table) const {
  std::vector<std::string> arguments;
  if (table != nullptr) {
    arguments.push_back(name(constraint.name));
    if (!batch_) arguments.push_back(repr_of_text(*table));
    arguments.push_back(python_list(constraint.columns));
  } else {
    arguments = reprs(constraint.columns);
  }
  add_flag(arguments, "deferrable", constraint.deferrable);
  add_text(arguments, "initially", constraint.initially);
  if (table != nullptr && !batch_ && !schema.empty()) {
    arguments.push_back("schema=" + repr_of_text(schema));
  }
  if (table == nullptr && constraint.name.text) {
    arguments.push_back("name=" + name(constraint.name));
  }
  const std::string prefix = table != nullptr ? operation_prefix() + "create_unique_constraint("
                                              : names_.sqlalchemy + "UniqueConstraint(";
  return prefix + joined(arguments) + options(constraint.options) + ")";
}

std::string PythonWriter::exclude(const schema::ExcludeConstraint& constraint,
                                  const std::string& schema, const std::string* table) {
  std::vector<std::string> arguments;
  if (table != nullptr) {
    arguments.push_back(name(constraint.name));
    if (!batch_) arguments.push_back(repr_of_text(*table));
  }
  for (const auto& element : constraint.elements) {
    std::string text;
    const auto* raw = std::get_if<schema::TextClause>(&element.expression->node);
    if (const auto* column = std::get_if<schema::ColumnRef>(&element.expression->node)) {
      text = names_.sqlalchemy + "column(" + repr_of_text(column->name) + ")";
    } else if (raw != nullptr && raw->verbatim) {
      text = names_.sqlalchemy + "literal_column(" + repr_of_text(raw->text) + ")";
    } else if (raw != nullptr ||
               std::holds_alternative<schema::Function>(element.expression->node)) {
      text = names_.sqlalchemy + "text(" + repr_of_text(expression(element.expression)) + ")";
    } else {
      text = repr_of_text(expression(element.expression));
    }
    arguments.push_back(fmt::format("({}, {})", text, repr_of_text(element.op)));
  }
  if (constraint.where) {
    arguments.push_back(fmt::format("where={}text({})", names_.sqlalchemy,
                                    repr_of_text(expression(constraint.where))));
  }
  if (constraint.deferrable.value_or(false)) arguments.emplace_back("deferrable='True'");
  add_text(arguments, "initially", constraint.initially);
  if (!constraint.using_method.empty()) {
    arguments.push_back("using=" + repr_of_text(constraint.using_method));
  }
  if (table != nullptr && !batch_ && !schema.empty()) {
    arguments.push_back("schema=" + repr_of_text(schema));
  }
  if (table == nullptr && constraint.name.text) {
    arguments.push_back("name=" + name(constraint.name));
  }
  if (table != nullptr) {
    return operation_prefix() + "create_exclude_constraint(" + joined(arguments) + ")";
  }
  imports_.insert("from sqlalchemy.dialects import postgresql");
  return "postgresql.ExcludeConstraint(" + joined(arguments) + ")";
}

std::string PythonWriter::foreign_key(const schema::ForeignKeyConstraint& constraint) const {
  std::vector<std::string> referred;
  for (const std::string& column : constraint.referred_columns) {
    const std::string table = constraint.referred_schema.empty()
                                  ? constraint.referred_table
                                  : constraint.referred_schema + "." + constraint.referred_table;
    referred.push_back(table + "." + column);
  }
  std::vector<std::string> keywords;
  if (constraint.name.text) keywords.push_back("name=" + name(constraint.name));
  const schema::ForeignKeyActions& actions = constraint.actions;
  add_text(keywords, "onupdate", actions.onupdate);
  add_text(keywords, "ondelete", actions.ondelete);
  add_text(keywords, "initially", actions.initially);
  add_flag(keywords, "deferrable", actions.deferrable);
  if (constraint.use_alter) keywords.emplace_back("use_alter=True");
  add_text(keywords, "match", actions.match);
  return fmt::format("{}ForeignKeyConstraint({}, {}, {})", names_.sqlalchemy,
                     python_list(constraint.columns), python_list(referred), joined(keywords));
}

std::string PythonWriter::create_foreign_key(const std::string& schema, const std::string& table,
                                             const schema::ForeignKeyConstraint& constraint) const {
  std::vector<std::string> arguments = {name(constraint.name)};
  if (!batch_) arguments.push_back(repr_of_text(table));
  arguments.push_back(repr_of_text(constraint.referred_table));
  arguments.push_back(python_list(constraint.columns));
  arguments.push_back(python_list(constraint.referred_columns));
  if (!batch_ && !schema.empty()) arguments.push_back("source_schema=" + repr_of_text(schema));
  if (!constraint.referred_schema.empty()) {
    arguments.push_back("referent_schema=" + repr_of_text(constraint.referred_schema));
  }
  const schema::ForeignKeyActions& actions = constraint.actions;
  add_text(arguments, "onupdate", actions.onupdate);
  add_text(arguments, "ondelete", actions.ondelete);
  add_text(arguments, "initially", actions.initially);
  add_flag(arguments, "deferrable", actions.deferrable);
  if (constraint.use_alter) arguments.emplace_back("use_alter=True");
  add_text(arguments, "match", actions.match);
  return operation_prefix() + "create_foreign_key(" + joined(arguments) +
         options(constraint.options) + ")";
}

std::optional<std::string> PythonWriter::constraint(const schema::Constraint& given) {
  struct Visitor {
    PythonWriter& writer;
    using Text = std::optional<std::string>;
    Text operator()(const schema::PrimaryKeyConstraint& key) const {
      if (key.columns.empty()) return std::nullopt;
      std::vector<std::string> arguments = reprs(key.columns);
      if (key.name.text) arguments.push_back("name=" + writer.name(key.name));
      return writer.names_.sqlalchemy + "PrimaryKeyConstraint(" + joined(arguments) + ")";
    }
    Text operator()(const schema::UniqueConstraint& one) const {
      return writer.unique(one, "", nullptr);
    }
    Text operator()(const schema::ForeignKeyConstraint& one) const {
      return writer.foreign_key(one);
    }
    Text operator()(const schema::CheckConstraint& check) const {
      if (check.type_bound) return std::nullopt;
      std::string text = writer.names_.sqlalchemy + "CheckConstraint(" +
                         repr_of_text(writer.expression(check.expression));
      if (check.name.text) text += ", name=" + writer.name(check.name);
      return text + ")";
    }
    Text operator()(const schema::ExcludeConstraint& one) const {
      return writer.exclude(one, "", nullptr);
    }
  };
  if (names_.items != nullptr) {
    if (auto text = names_.items->constraint(given, imports_)) return text;
  }
  return std::visit(Visitor{*this}, given);
}

std::string PythonWriter::create_constraint(const std::string& schema, const std::string& table,
                                            const schema::Constraint& given) {
  if (const auto* one = std::get_if<schema::UniqueConstraint>(&given)) {
    return unique(*one, schema, &table);
  }
  if (const auto* one = std::get_if<schema::ForeignKeyConstraint>(&given)) {
    return create_foreign_key(schema, table, *one);
  }
  if (const auto* one = std::get_if<schema::ExcludeConstraint>(&given)) {
    return exclude(*one, schema, &table);
  }
  if (const auto* key = std::get_if<schema::PrimaryKeyConstraint>(&given)) {
    return fmt::format("{}create_primary_key({}, {}, {})", operation_prefix(), name(key->name),
                       repr_of_text(table), python_list(key->columns));
  }
  const auto& check = std::get<schema::CheckConstraint>(given);
  std::vector<std::string> arguments = {name(check.name)};
  if (!batch_) arguments.push_back(repr_of_text(table));
  arguments.push_back(repr_of_text(expression(check.expression)));
  if (!batch_ && !schema.empty()) arguments.push_back("schema=" + repr_of_text(schema));
  return operation_prefix() + "create_check_constraint(" + joined(arguments) + ")";
}

std::string PythonWriter::index_element(const ExprPtr& element) const {
  if (const auto* column = std::get_if<schema::ColumnRef>(&element->node)) {
    return repr_of_text(column->name);
  }
  std::string text = fmt::format("{}literal_column({})", names_.sqlalchemy,
                                 repr_of_text(expression(element, false, true)));
  if (const auto* label = std::get_if<schema::Label>(&element->node);
      label != nullptr && !schema::is_anonymous(label->name)) {
    text += fmt::format(".label({})", repr_of_text(label->name));
  }
  return text;
}

std::string PythonWriter::create_index(const schema::Index& index) {
  std::vector<std::string> elements;
  for (const ExprPtr& element : index.elements) elements.push_back(index_element(element));
  std::string out = fmt::format("{}create_index({}, ", operation_prefix(), name(index.name));
  if (!batch_) out += repr_of_text(index.table) + ", ";
  out += fmt::format("[{}], unique={}", joined(elements), python_bool(index.unique));
  if (!batch_ && !index.table_schema.empty()) out += ", schema=" + repr_of_text(index.table_schema);
  return out + options(index.options) + ")";
}

std::string PythonWriter::drop_index(const schema::Index& index) {
  std::string out = fmt::format("{}drop_index({}", operation_prefix(), name(index.name));
  if (!batch_) {
    out += ", table_name=" + repr_of_text(index.table);
    if (!index.table_schema.empty()) out += ", schema=" + repr_of_text(index.table_schema);
  }
  return out + options(index.options) + ")";
}

}  // namespace retort::script
