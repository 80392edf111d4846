#include "diff/repr.h"

#include <fmt/format.h>

#include <algorithm>

#include "diff/column_compare.h"
#include "python/dump.h"
#include "schema/attach.h"
#include "script/python_schema.h"
#include "script/python_types.h"

namespace retort::diff {
namespace {

using python::repr_of_text;

std::string text_or_none(const std::optional<std::string>& text) {
  return text ? repr_of_text(*text) : "None";
}
std::string schema_or_none(const std::string& schema) {
  return schema.empty() ? "None" : repr_of_text(schema);
}

std::string identity_repr(const schema::Identity& identity) {
  std::vector<std::string> parts;
  const auto number = [&](std::string_view name, const std::optional<std::int64_t>& value) {
    if (value) parts.push_back(fmt::format("{}={}", name, *value));
  };
  if (identity.always) parts.emplace_back("always=True");
  const schema::SequenceOptions& options = identity.options;
  number("start", options.start);
  number("increment", options.increment);
  number("minvalue", options.minvalue);
  number("maxvalue", options.maxvalue);
  if (options.cycle) parts.push_back(fmt::format("cycle={}", script::python_bool(*options.cycle)));
  number("cache", options.cache);
  return fmt::format("Identity({})", fmt::join(parts, ", "));
}

/// What Python shows of an SQL expression, without the address.
std::string element_repr(const schema::ExprPtr& node) {
  if (const auto* function = std::get_if<schema::Function>(&node->node)) {
    const bool known = function->name == "now" || function->name.starts_with("current_");
    return fmt::format("<sqlalchemy.sql.functions.{}; {}>", known ? function->name : "Function",
                       function->name);
  }
  if (const auto* keyword = std::get_if<schema::Keyword>(&node->node)) {
    if (keyword->kind == schema::Keyword::Kind::true_) {
      return "<sqlalchemy.sql.elements.True_ object>";
    }
    if (keyword->kind == schema::Keyword::Kind::false_) {
      return "<sqlalchemy.sql.elements.False_ object>";
    }
  }
  std::string_view name = "TextClause";
  if (std::holds_alternative<schema::Unary>(node->node)) name = "UnaryExpression";
  if (std::holds_alternative<schema::Binary>(node->node)) name = "BinaryExpression";
  if (std::holds_alternative<schema::Cast>(node->node)) name = "Cast";
  return fmt::format("<sqlalchemy.sql.elements.{} object>", name);
}

std::string default_repr(const DefaultValue& value) {
  if (value.computed) {
    const auto& persisted = value.computed->persisted;
    return fmt::format(
        "Computed({}{})", element_repr(value.computed->expression),
        persisted ? fmt::format(", persisted={}", script::python_bool(*persisted)) : std::string());
  }
  if (value.identity) return identity_repr(*value.identity);
  if (!value.value) return "None";
  if (const auto* text = std::get_if<std::string>(&value.value->value)) {
    return fmt::format("DefaultClause({}, for_update=False)", repr_of_text(*text));
  }
  return fmt::format("DefaultClause({}, for_update=False)",
                     element_repr(std::get<schema::ExprPtr>(value.value->value)));
}

std::string column_repr(const schema::Column& column, const std::string& table,
                        const std::vector<std::string>& targets) {
  std::vector<std::string> parts = {repr_of_text(column.name), script::repr_of_type(column.type)};
  for (const std::string& target : targets) {
    parts.push_back(fmt::format("ForeignKey({})", repr_of_text(target)));
  }
  parts.push_back(table.empty() ? "table=None" : fmt::format("table=<{}>", table));
  if (column.primary_key) parts.emplace_back("primary_key=True");
  if (!column.nullable.value_or(true)) parts.emplace_back("nullable=False");
  if (is_given(default_of(column))) {
    parts.push_back("server_default=" + default_repr(default_of(column)));
  }
  if (column.comment && !column.comment->empty()) {
    parts.push_back("comment=" + repr_of_text(*column.comment));
  }
  return fmt::format("Column({})", fmt::join(parts, ", "));
}

/// What the foreign keys of a column point to.
std::vector<std::string> targets_of(const schema::Table& table, const std::string& column) {
  std::vector<std::string> out;
  for (const schema::Constraint& constraint : table.constraints) {
    const auto* key = std::get_if<schema::ForeignKeyConstraint>(&constraint);
    if (key == nullptr) continue;
    for (std::size_t i = 0; i < key->columns.size() && i < key->referred_columns.size(); ++i) {
      if (key->columns[i] != column) continue;
      out.push_back(qualified_name(key->referred_schema, key->referred_table) + "." +
                    key->referred_columns[i]);
    }
  }
  return out;
}

std::string table_repr(const schema::Table& table) {
  std::vector<std::string> parts = {repr_of_text(table.name), "MetaData()"};
  for (const schema::Column& column : table.columns) {
    parts.push_back(column_repr(column, table.name, targets_of(table, column.name)));
  }
  parts.push_back("schema=" + schema_or_none(table.schema));
  return fmt::format("Table({})", fmt::join(parts, ", "));
}

/// A column of an index or a constraint that Alembic has made anew: it has no type.
std::string bare_column(const std::string& name, const std::string& table) {
  return fmt::format("Column({}, NullType(), table=<{}>)", repr_of_text(name), table);
}

std::string index_repr(const schema::Index& index, const std::vector<schema::Column>& columns) {
  std::vector<std::string> parts = {text_or_none(index.name.text)};
  for (const schema::ExprPtr& element : index.elements) {
    const auto* column = std::get_if<schema::ColumnRef>(&element->node);
    const auto found = std::ranges::find_if(columns, [&](const schema::Column& one) {
      return column != nullptr && one.name == column->name;
    });
    if (found != columns.end()) {
      parts.push_back(column_repr(*found, index.table, {}));
    } else {
      const bool text = std::holds_alternative<schema::TextClause>(element->node);
      parts.push_back(column != nullptr ? bare_column(column->name, index.table)
                      : text            ? "<alembic.util.sqla_compat._textual_index_element object>"
                                        : element_repr(element));
    }
  }
  if (index.unique) parts.emplace_back("unique=True");
  return fmt::format("Index({})", fmt::join(parts, ", "));
}

std::string foreign_key_repr(const schema::ForeignKeyConstraint& key, const TableChanged& table) {
  std::vector<std::string> parts = {"<sqlalchemy.sql.base.ReadOnlyColumnCollection object>",
                                    "None"};
  const auto text = [&](std::string_view name, const std::optional<std::string>& value) {
    if (value) parts.push_back(fmt::format("{}={}", name, repr_of_text(*value)));
  };
  text("name", key.name.text);
  text("onupdate", key.actions.onupdate);
  text("ondelete", key.actions.ondelete);
  if (key.actions.deferrable) {
    parts.push_back(fmt::format("deferrable={}", script::python_bool(*key.actions.deferrable)));
  }
  text("initially", key.actions.initially);
  if (key.use_alter) parts.emplace_back("use_alter=True");
  text("match", key.actions.match);
  std::vector<std::string> columns;
  const std::string referred = qualified_name(key.referred_schema, key.referred_table);
  for (std::size_t i = 0; i < key.columns.size() && i < key.referred_columns.size(); ++i) {
    columns.push_back(fmt::format("Column({}, NullType(), ForeignKey('{}.{}'), table=<{}>)",
                                  repr_of_text(key.columns[i]), referred, key.referred_columns[i],
                                  table.table));
  }
  parts.push_back(fmt::format("table=Table({}, MetaData(), {}, schema={})",
                              repr_of_text(table.table), fmt::join(columns, ", "),
                              schema_or_none(table.schema)));
  return fmt::format("ForeignKeyConstraint({})", fmt::join(parts, ", "));
}

std::string check_repr(const schema::CheckConstraint& check, const TableChanged& table) {
  const std::string name = check.name.text ? ", name=" + repr_of_text(*check.name.text) : "";
  return fmt::format(
      "CheckConstraint({}{}, table=Table({}, MetaData(), Column('x', Integer(), table=<{}>), "
      "schema={}))",
      element_repr(check.expression), name, repr_of_text(table.table), table.table,
      schema_or_none(table.schema));
}

std::string constraint_repr(const schema::Constraint& constraint, const TableChanged& table) {
  const auto of = [&](std::string_view name, const std::vector<std::string>& columns) {
    std::vector<std::string> parts;
    for (const std::string& column : columns) parts.push_back(bare_column(column, table.table));
    return fmt::format("{}({})", name, fmt::join(parts, ", "));
  };
  if (const auto* key = std::get_if<schema::UniqueConstraint>(&constraint)) {
    return of("UniqueConstraint", key->columns);
  }
  if (const auto* key = std::get_if<schema::PrimaryKeyConstraint>(&constraint)) {
    return of("PrimaryKeyConstraint", key->columns);
  }
  if (const auto* check = std::get_if<schema::CheckConstraint>(&constraint)) {
    return check_repr(*check, table);
  }
  const auto* key = std::get_if<schema::ForeignKeyConstraint>(&constraint);
  return key != nullptr ? foreign_key_repr(*key, table) : "ExcludeConstraint()";
}

/// The list of what changed in one column.
class ColumnDifferences {
 public:
  ColumnDifferences(const TableChanged& table, const ColumnChanged& change)
      : table_(table), change_(change) {}

  std::string list() {
    const ColumnState& before = change_.before;
    const ColumnState& after = change_.after;
    if (change_.type_changed) {
      add("modify_type", {nullable(), server_default(), comment()}, type(before), type(after));
    }
    if (change_.nullable_changed) {
      add("modify_nullable", {existing_type(), server_default(), comment()}, truth(before.nullable),
          truth(after.nullable));
    }
    if (change_.default_changed) {
      add("modify_default", {nullable(), existing_type(), comment()},
          default_repr(before.server_default), default_repr(after.server_default));
    }
    if (change_.comment_changed) {
      add("modify_comment", {nullable(), existing_type(), server_default()},
          text_or_none(before.comment), text_or_none(after.comment));
    }
    return fmt::format("[{}]", fmt::join(items_, ", "));
  }

 private:
  static std::string truth(const std::optional<bool>& value) {
    return value ? std::string(script::python_bool(*value)) : "None";
  }
  static std::string type(const ColumnState& state) {
    return state.type ? script::repr_of_type(*state.type) : "None";
  }
  std::string nullable() const { return "'existing_nullable': " + truth(change_.before.nullable); }
  std::string existing_type() const { return "'existing_type': " + type(change_.before); }
  std::string server_default() const {
    const bool given = is_given(change_.before.server_default);
    return "'existing_server_default': " +
           (given ? default_repr(change_.before.server_default) : "False");
  }
  std::string comment() const {
    return "'existing_comment': " + text_or_none(change_.before.comment);
  }
  void add(std::string_view what, const std::vector<std::string>& existing,
           const std::string& before, const std::string& after) {
    items_.push_back(fmt::format("('{}', {}, {}, {}, {{{}}}, {}, {})", what,
                                 schema_or_none(table_.schema), repr_of_text(table_.table),
                                 repr_of_text(change_.column), fmt::join(existing, ", "), before,
                                 after));
  }

  const TableChanged& table_;
  const ColumnChanged& change_;
  std::vector<std::string> items_;
};

struct TableChangeRepr {
  const TableChanged& table;

  std::string column(std::string_view what, const schema::Column& column,
                     const std::string& of) const {
    return fmt::format("('{}', {}, {}, {})", what, schema_or_none(table.schema),
                       repr_of_text(table.table), column_repr(column, of, {}));
  }
  std::string operator()(const ColumnAdded& change) const {
    return column("add_column", change.column, table.table);
  }
  std::string operator()(const ColumnRemoved& change) const {
    return column("remove_column", change.column, table.table);
  }
  std::string operator()(const ColumnChanged& change) const {
    return ColumnDifferences(table, change).list();
  }
  std::string operator()(const IndexAdded& change) const {
    return fmt::format("('add_index', {})", index_repr(change.index, change.columns));
  }
  std::string operator()(const IndexRemoved& change) const {
    return fmt::format("('remove_index', {})", index_repr(change.index, change.columns));
  }
  std::string constraint(std::string_view what, const schema::Constraint& one) const {
    const bool key = std::holds_alternative<schema::ForeignKeyConstraint>(one);
    return fmt::format("('{}_{}', {})", what, key ? "fk" : "constraint",
                       constraint_repr(one, table));
  }
  std::string operator()(const ConstraintAdded& change) const {
    return constraint("add", change.constraint);
  }
  std::string operator()(const ConstraintRemoved& change) const {
    return constraint("remove", change.constraint);
  }
  std::string operator()(const TableCommentChanged& change) const {
    const std::string before = change.after ? ", " + text_or_none(change.before) : "";
    return fmt::format("('{}_table_comment', Table({}, MetaData(), schema={}){})",
                       change.after ? "add" : "remove", repr_of_text(table.table),
                       schema_or_none(table.schema), before);
  }
};

}  // namespace

std::vector<std::string> reprs(const Changes& changes) {
  std::vector<std::string> out;
  for (const Change& change : changes) {
    if (const auto* added = std::get_if<TableAdded>(&change)) {
      out.push_back(fmt::format("('add_table', {})", table_repr(added->table)));
    } else if (const auto* removed = std::get_if<TableRemoved>(&change)) {
      out.push_back(fmt::format("('remove_table', {})", table_repr(removed->table)));
    } else if (const auto* run = std::get_if<StatementRun>(&change)) {
      out.push_back(fmt::format("('execute', {})", python::repr_of_text(run->forth)));
    } else {
      const auto& changed = std::get<TableChanged>(change);
      for (const TableChange& one : changed.changes) {
        out.push_back(std::visit(TableChangeRepr{changed}, one));
      }
    }
  }
  return out;
}

}  // namespace retort::diff
