#include "diff/repr.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "diff/column_compare.h"
#include "diff/element_repr.h"
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

std::string sequence_repr(const schema::Sequence& sequence) {
  std::vector<std::string> parts = {repr_of_text(sequence.name)};
  const schema::SequenceOptions& options = sequence.options;
  const auto number = [&](std::string_view name, const std::optional<std::int64_t>& value) {
    if (value) parts.push_back(fmt::format("{}={}", name, *value));
  };
  const auto flag = [&](std::string_view name, const std::optional<bool>& value) {
    if (value) parts.push_back(fmt::format("{}={}", name, script::python_bool(*value)));
  };
  number("start", options.start);
  number("increment", options.increment);
  number("minvalue", options.minvalue);
  number("maxvalue", options.maxvalue);
  if (options.nominvalue) flag("nominvalue", true);
  if (options.nomaxvalue) flag("nomaxvalue", true);
  flag("cycle", options.cycle);
  if (!sequence.schema.empty()) parts.push_back("schema=" + repr_of_text(sequence.schema));
  number("cache", options.cache);
  flag("order", options.order);
  if (sequence.data_type) {
    parts.push_back("data_type=" + script::repr_of_type(*sequence.data_type));
  }
  if (sequence.optional) flag("optional", true);
  parts.emplace_back("metadata=MetaData()");
  return fmt::format("Sequence({})", fmt::join(parts, ", "));
}

/// An expression of a default or a check: what the database says of one is text() to SQLAlchemy.
std::string sql_repr(const schema::ExprPtr& element) {
  const auto* text = std::get_if<schema::TextClause>(&element->node);
  return element_repr(text != nullptr ? schema::text_expr(text->text) : element);
}

std::string default_repr(const DefaultValue& value) {
  if (value.computed) {
    const auto& persisted = value.computed->persisted;
    return fmt::format(
        "Computed({}{})", sql_repr(value.computed->expression),
        persisted ? fmt::format(", persisted={}", script::python_bool(*persisted)) : std::string());
  }
  if (value.identity) return identity_repr(*value.identity);
  if (!value.value) return "None";
  if (const auto* text = std::get_if<std::string>(&value.value->value)) {
    return fmt::format("DefaultClause({}, for_update=False)", repr_of_text(*text));
  }
  return fmt::format("DefaultClause({}, for_update=False)",
                     sql_repr(std::get<schema::ExprPtr>(value.value->value)));
}

/// Of a check in a column; that of a table shows its table too.
std::string check_repr(const schema::CheckConstraint& check, const std::string& table) {
  const std::string name = check.name.text ? ", name=" + repr_of_text(*check.name.text) : "";
  return fmt::format("CheckConstraint({}{}{})", sql_repr(check.expression), name, table);
}

/// Columns, with what the models say of those that come from them.
class ColumnRepr {
 public:
  explicit ColumnRepr(const ModelColumns& models) : models_(models) {}

  /// A column of a table, without what it refers to.
  std::string column(const schema::Column& column, const schema::TableRef& table) const {
    return with_targets(column, table, {});
  }
  std::string with_targets(const schema::Column& column, const schema::TableRef& table,
                           const std::vector<std::string>& targets) const {
    const ModelColumn model = model_of(table, column.name);
    std::vector<std::string> parts = {repr_of_text(column.name), script::repr_of_type(column.type)};
    for (const std::string& target : targets) {
      parts.push_back(fmt::format("ForeignKey({})", repr_of_text(target)));
    }
    for (const schema::CheckConstraint& check : column.checks) {
      parts.push_back(check_repr(check, ""));
    }
    parts.push_back(table.name.empty() ? "table=None" : fmt::format("table=<{}>", table.name));
    if (!model.key.empty()) parts.push_back("key=" + repr_of_text(model.key));
    if (column.primary_key) parts.emplace_back("primary_key=True");
    if (!column.nullable.value_or(true)) parts.emplace_back("nullable=False");
    if (!model.onupdate.empty()) parts.push_back("onupdate=" + model.onupdate);
    if (column.sequence) {
      parts.push_back("default=" + sequence_repr(*column.sequence));
    } else if (!model.default_value.empty()) {
      parts.push_back("default=" + model.default_value);
    }
    if (is_given(default_of(column))) {
      parts.push_back("server_default=" + default_repr(default_of(column)));
    } else if (column.has_server_value) {
      parts.emplace_back("server_default=FetchedValue()");
    }
    if (column.comment && !column.comment->empty()) {
      parts.push_back("comment=" + repr_of_text(*column.comment));
    }
    return fmt::format("Column({})", fmt::join(parts, ", "));
  }

  /// What a foreign key makes a column point to: nothing when it is of other columns.
  std::vector<std::string> targets_of(const schema::ForeignKeyConstraint& key,
                                      const std::string& column) const {
    std::vector<std::string> out;
    const schema::TableRef referred{key.referred_schema, key.referred_table, ""};
    for (std::size_t i = 0; i < key.columns.size() && i < key.referred_columns.size(); ++i) {
      if (key.columns[i] != column) continue;
      const std::string known = model_of(referred, key.referred_columns[i]).key;
      out.push_back(qualified_name(key.referred_schema, key.referred_table) + "." +
                    (known.empty() ? key.referred_columns[i] : known));
    }
    return out;
  }
  std::vector<std::string> targets_of(const schema::Table& table, const std::string& column) const {
    std::vector<std::string> out;
    for (const schema::Constraint& constraint : table.constraints) {
      const auto* key = std::get_if<schema::ForeignKeyConstraint>(&constraint);
      if (key != nullptr) std::ranges::move(targets_of(*key, column), std::back_inserter(out));
    }
    return out;
  }

  std::string table(const schema::Table& table) const {
    std::vector<std::string> parts = {repr_of_text(table.name), "MetaData()"};
    for (const schema::Column& column : table.columns) {
      parts.push_back(
          with_targets(column, {table.schema, table.name, ""}, targets_of(table, column.name)));
    }
    parts.push_back("schema=" + schema_or_none(table.schema));
    return fmt::format("Table({})", fmt::join(parts, ", "));
  }

 private:
  ModelColumn model_of(const schema::TableRef& table, const std::string& column) const {
    const auto found = models_.find({qualified_name(table.schema, table.name), column});
    return found == models_.end() ? ModelColumn{} : found->second;
  }

  const ModelColumns& models_;
};

/// A column of an index or a constraint that Alembic has made anew: it has no type.
std::string bare_column(const std::string& name, const std::string& table) {
  return fmt::format("Column({}, NullType(), table=<{}>)", repr_of_text(name), table);
}

std::string index_repr(const schema::Index& index, const std::vector<schema::Column>& columns,
                       const ColumnRepr& repr) {
  std::vector<std::string> parts = {text_or_none(index.name.text)};
  for (const schema::ExprPtr& element : index.elements) {
    const auto* column = std::get_if<schema::ColumnRef>(&element->node);
    const auto found = std::ranges::find_if(columns, [&](const schema::Column& one) {
      return column != nullptr && one.name == column->name;
    });
    if (found != columns.end()) {
      parts.push_back(repr.column(*found, {index.table_schema, index.table, ""}));
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
  if (key.referred_table == table.table && key.referred_schema == table.schema) {
    for (const std::string& column : key.referred_columns) {
      if (std::ranges::find(key.columns, column) == key.columns.end()) {
        columns.push_back(bare_column(column, table.table));
      }
    }
  }
  parts.push_back(fmt::format("table=Table({}, MetaData(), {}, schema={})",
                              repr_of_text(table.table), fmt::join(columns, ", "),
                              schema_or_none(table.schema)));
  return fmt::format("ForeignKeyConstraint({})", fmt::join(parts, ", "));
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
    return check_repr(
        *check, fmt::format(", table=Table({}, MetaData(), Column('x', Integer(), table=<{}>), "
                            "schema={})",
                            repr_of_text(table.table), table.table, schema_or_none(table.schema)));
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
  /// Alembic looks at it where one of the two has one.
  std::string server_default() const {
    return "'existing_server_default': " +
           (change_.has_default ? default_repr(change_.before.server_default) : "False");
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
  const ColumnRepr& repr;

  /// What the foreign keys that come or go with a column point to.
  template <class ConstraintChange>
  std::vector<std::string> targets(const std::string& column) const {
    std::vector<std::string> out;
    for (const TableChange& other : table.changes) {
      const auto* change = std::get_if<ConstraintChange>(&other);
      const auto* key = change == nullptr
                            ? nullptr
                            : std::get_if<schema::ForeignKeyConstraint>(&change->constraint);
      if (key != nullptr) std::ranges::move(repr.targets_of(*key, column), std::back_inserter(out));
    }
    return out;
  }
  std::string column(std::string_view what, const schema::Column& column,
                     const std::vector<std::string>& targets) const {
    return fmt::format("('{}', {}, {}, {})", what, schema_or_none(table.schema),
                       repr_of_text(table.table),
                       repr.with_targets(column, {table.schema, table.table, ""}, targets));
  }
  std::string operator()(const ColumnAdded& change) const {
    return column("add_column", change.column, targets<ConstraintAdded>(change.column.name));
  }
  /// Alembic has each key of the database's table twice by then: reflected, and made for comparing.
  std::string operator()(const ColumnRemoved& change) const {
    std::vector<std::string> all;
    for (const std::string& target : targets<ConstraintRemoved>(change.column.name)) {
      all.insert(all.end(), 2, target);
    }
    return column("remove_column", change.column, all);
  }
  std::string operator()(const ColumnChanged& change) const {
    return ColumnDifferences(table, change).list();
  }
  std::string operator()(const IndexAdded& change) const {
    return fmt::format("('add_index', {})", index_repr(change.index, change.columns, repr));
  }
  std::string operator()(const IndexRemoved& change) const {
    return fmt::format("('remove_index', {})", index_repr(change.index, change.columns, repr));
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

std::vector<std::string> reprs(const Changes& changes, const ModelColumns& models) {
  const ColumnRepr repr(models);
  std::vector<std::string> out;
  for (const Change& change : changes) {
    if (const auto* added = std::get_if<TableAdded>(&change)) {
      out.push_back(fmt::format("('add_table', {})", repr.table(added->table)));
    } else if (const auto* removed = std::get_if<TableRemoved>(&change)) {
      out.push_back(fmt::format("('remove_table', {})", repr.table(removed->table)));
    } else if (const auto* run = std::get_if<StatementRun>(&change)) {
      out.push_back(fmt::format("('execute', {})", python::repr_of_text(run->forth)));
    } else {
      const auto& changed = std::get<TableChanged>(change);
      for (const TableChange& one : changed.changes) {
        out.push_back(std::visit(TableChangeRepr{changed, repr}, one));
      }
    }
  }
  return out;
}

}  // namespace retort::diff
