#include "diff/repr.h"

#include <fmt/format.h>

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

std::string default_repr(const DefaultValue& value) {
  if (value.computed) return "Computed(<sqlalchemy.sql.elements.TextClause object>)";
  if (value.identity) return "Identity()";
  if (!value.value) return "None";
  if (const auto* text = std::get_if<std::string>(&value.value->value)) {
    return fmt::format("DefaultClause({}, for_update=False)", repr_of_text(*text));
  }
  return "DefaultClause(<sqlalchemy.sql.elements.TextClause object>, for_update=False)";
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

std::string index_repr(const schema::Index& index) {
  std::vector<std::string> parts = {text_or_none(index.name.text)};
  for (const schema::ExprPtr& element : index.elements) {
    const auto* column = std::get_if<schema::ColumnRef>(&element->node);
    parts.push_back(column != nullptr ? bare_column(column->name, index.table)
                                      : "<sqlalchemy.sql.elements.TextClause object>");
  }
  if (index.unique) parts.emplace_back("unique=True");
  return fmt::format("Index({})", fmt::join(parts, ", "));
}

std::string constraint_repr(const schema::Constraint& constraint, const std::string& table) {
  const auto of = [&](std::string_view name, const std::vector<std::string>& columns) {
    std::vector<std::string> parts;
    for (const std::string& column : columns) parts.push_back(bare_column(column, table));
    return fmt::format("{}({})", name, fmt::join(parts, ", "));
  };
  if (const auto* key = std::get_if<schema::UniqueConstraint>(&constraint)) {
    return of("UniqueConstraint", key->columns);
  }
  if (const auto* key = std::get_if<schema::PrimaryKeyConstraint>(&constraint)) {
    return of("PrimaryKeyConstraint", key->columns);
  }
  if (const auto* check = std::get_if<schema::CheckConstraint>(&constraint)) {
    const std::string name = check->name.text ? ", name=" + repr_of_text(*check->name.text) : "";
    return "CheckConstraint(<sqlalchemy.sql.elements.TextClause object>" + name + ")";
  }
  return std::holds_alternative<schema::ForeignKeyConstraint>(constraint)
             ? "ForeignKeyConstraint(<sqlalchemy.sql.schema.ForeignKeyConstraint object>)"
             : "ExcludeConstraint()";
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
    return fmt::format("('add_index', {})", index_repr(change.index));
  }
  std::string operator()(const IndexRemoved& change) const {
    return fmt::format("('remove_index', {})", index_repr(change.index));
  }
  std::string constraint(std::string_view what, const schema::Constraint& one) const {
    const bool key = std::holds_alternative<schema::ForeignKeyConstraint>(one);
    return fmt::format("('{}_{}', {})", what, key ? "fk" : "constraint",
                       constraint_repr(one, table.table));
  }
  std::string operator()(const ConstraintAdded& change) const {
    return constraint("add", change.constraint);
  }
  std::string operator()(const ConstraintRemoved& change) const {
    return constraint("remove", change.constraint);
  }
  std::string operator()(const TableCommentChanged& change) const {
    return fmt::format("('{}_table_comment', Table({}, MetaData(), schema={}), {})",
                       change.after ? "add" : "remove", repr_of_text(table.table),
                       schema_or_none(table.schema), text_or_none(change.before));
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
