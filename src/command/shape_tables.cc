// The only outside interface is shape_tables.h.
#include "command/shape_tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "dialect/quoting.h"
#include "inspect/postgres_types.h"
#include "inspect/reflected.h"

namespace retort::command {
namespace {

namespace shape = schema::shape;
using inspect::reflected_name;
using inspect::reflected_sql;

constexpr dialect::Family kFamily = dialect::Family::postgresql;

std::string quoted(const std::string& name) {
  return dialect::quote(kFamily, name);
}
std::string qualified(const shape::Name& name) {
  return dialect::qualify(kFamily, name.schema, name.name);
}
std::string list_of(const std::vector<std::string>& columns) {
  std::string out;
  for (const std::string& column : columns) out += (out.empty() ? "" : ", ") + quoted(column);
  return out;
}

template <class Item>
const Item* named(const std::vector<Item>& items, const std::string& name) {
  const auto found = std::ranges::find(items, name, &Item::name);
  return found == items.end() ? nullptr : &*found;
}

/// `(x > 0)` without its parentheses, where they belong to each other.
std::string without_parentheses(std::string text) {
  if (!text.starts_with('(') || !text.ends_with(')')) return text;
  int depth = 0;
  bool quoted_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\'') quoted_text = !quoted_text;
    if (quoted_text) continue;
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && --depth == 0 && i + 1 < text.size()) return text;
  }
  return text.substr(1, text.size() - 2);
}

schema::Identity identity_of(const shape::Identity& from) {
  schema::Identity out;
  out.always = from.always;
  const shape::SequenceNumbers& numbers = from.numbers;
  out.options.start = numbers.start;
  out.options.increment = numbers.increment;
  out.options.minvalue = numbers.minimum;
  out.options.maxvalue = numbers.maximum;
  out.options.cycle = numbers.cycle;
  out.options.cache = numbers.cache;
  return out;
}

std::string foreign_key_text(const shape::Constraint& key) {
  std::string out = fmt::format("FOREIGN KEY ({}) REFERENCES {}({})", list_of(key.columns),
                                qualified(*key.referred), list_of(key.referred_columns));
  if (key.on_update != "NO ACTION") out += " ON UPDATE " + key.on_update;
  if (key.on_delete != "NO ACTION") out += " ON DELETE " + key.on_delete;
  if (key.deferrable) out += " DEFERRABLE";
  if (key.deferred) out += " INITIALLY DEFERRED";
  return out;
}

std::optional<std::string> action_of(const std::string& action) {
  return action == "NO ACTION" ? std::nullopt : std::optional(action);
}

std::optional<schema::Constraint> foreign_key(const shape::Constraint& from) {
  if (!from.referred || foreign_key_text(from) != from.definition) return std::nullopt;
  schema::ForeignKeyConstraint out;
  out.name = reflected_name(from.name);
  out.columns = from.columns;
  out.referred_schema = operation_schema(*from.referred);
  out.referred_table = from.referred->name;
  out.referred_columns = from.referred_columns;
  out.actions.onupdate = action_of(from.on_update);
  out.actions.ondelete = action_of(from.on_delete);
  if (from.deferrable) out.actions.deferrable = true;
  if (from.deferred) out.actions.initially = "DEFERRED";
  return out;
}

std::optional<schema::Constraint> check(const shape::Constraint& from) {
  const std::string& text = from.definition;
  if (!text.starts_with("CHECK (") || !text.ends_with(')')) return std::nullopt;
  schema::CheckConstraint out;
  out.name = reflected_name(from.name);
  out.expression = reflected_sql(without_parentheses(text.substr(7, text.size() - 8)));
  return out;
}

/// The elements, the unique flag and the options that an index says; nothing beyond these.
bool is_plain(const shape::Index& index) {
  const bool plain = std::ranges::all_of(index.elements, [](const shape::IndexElement& element) {
    return !element.collation && !element.operator_class && !element.descending &&
           !element.nulls_first && !element.length;
  });
  return plain && index.valid && index.nulls_distinct && !index.parent && index.settings.empty();
}

}  // namespace

std::string operation_schema(const shape::Name& name) {
  return name.schema == "public" ? std::string() : name.schema;
}

ShapeTables::ShapeTables(const shape::Database& database) : database_(database) {
  if (database.dialect != "postgresql") return;
  for (const shape::Table& table : database.tables) {
    if (table.parents.empty() && !table.partition_key) plain_.emplace(table.name, &table);
  }
  for (const shape::Table& table : database.tables) {
    for (const shape::Name& parent : table.parents) plain_.erase(parent);
  }
}

const shape::Table* ShapeTables::plain_table(const shape::Name& name) const {
  const auto found = plain_.find(name);
  return found == plain_.end() ? nullptr : found->second;
}

std::optional<schema::Type> ShapeTables::type(const shape::Column& column) const {
  if (column.collation) return std::nullopt;
  inspect::PostgresType out;
  out.formatted = column.type;
  std::string base = column.type;
  while (base.ends_with("[]")) base.resize(base.size() - 2);
  const auto take = [&](const shape::Name& name, std::string_view type_class) {
    out.type_class = type_class;
    out.schema = name.schema;
    out.name = name.name;
    out.visible = name.schema == "public";
  };
  for (const shape::Enum& one : database_.enums) {
    if (qualified(one.name) != base) continue;
    take(one.name, "e");
    out.labels = one.labels;
  }
  for (const shape::Domain& one : database_.domains) {
    if (qualified(one.name) != base) continue;
    take(one.name, "d");
    out.domain_base = one.base_type;
  }
  schema::Type made = inspect::postgres_type(out);
  // SQLAlchemy reads `name` and `"char"` as String, which would be made as VARCHAR.
  const auto unknown = [](const schema::Type& one) {
    using enum schema::TypeKind;
    return one.kind == UserDefined || one.kind == Null || one.kind == String;
  };
  schema::Type& inner = made.kind == schema::TypeKind::Array ? made.item.front() : made;
  if (unknown(inner) || (!inner.item.empty() && unknown(inner.item.front()))) return std::nullopt;
  inner.create_type = false;  // Types are made by statements of their own.
  if (made.kind == schema::TypeKind::Array) made.python_name = "postgresql";
  return made;
}

std::optional<schema::ServerDefault> ShapeTables::server_default(const shape::Name& table,
                                                                 const std::string& name) const {
  const shape::Table* found = plain_table(table);
  const shape::Column* from = found == nullptr ? nullptr : named(found->columns, name);
  if (from == nullptr || !from->default_value) return std::nullopt;
  return schema::ServerDefault{reflected_sql(*from->default_value)};
}

std::optional<schema::Column> ShapeTables::column(const shape::Name& table,
                                                  const std::string& name) const {
  const shape::Table* found = plain_table(table);
  const shape::Column* from = found == nullptr ? nullptr : named(found->columns, name);
  if (from == nullptr || from->compression) return std::nullopt;
  std::optional<schema::Type> made = type(*from);
  if (!made) return std::nullopt;
  schema::Column out;
  out.name = name;
  out.type = *std::move(made);
  out.nullable = !from->not_null;
  out.autoincrement = schema::Column::Autoincrement::no;
  if (from->generated) out.computed = {reflected_sql(*from->generated), from->stored};
  if (from->identity) {
    const shape::Name usual{table.schema, table.name + "_" + name + "_seq"};
    if (from->identity->sequence != usual) return std::nullopt;
    out.identity = identity_of(*from->identity);
  }
  return out;
}

std::optional<schema::Table> ShapeTables::table(const shape::Name& name) const {
  const shape::Table* from = plain_table(name);
  if (from == nullptr || from->unlogged || !from->settings.empty() ||
      !from->access_method.empty()) {
    return std::nullopt;
  }
  schema::Table out;
  out.schema = operation_schema(name);
  out.name = name.name;
  for (const shape::Column& one : from->columns) {
    std::optional<schema::Column> made = column(name, one.name);
    if (!made) return std::nullopt;
    out.columns.push_back(*std::move(made));
  }
  return out;
}

std::optional<schema::Constraint> ShapeTables::constraint(const shape::Name& table,
                                                          const std::string& name) const {
  const shape::Table* found = plain_table(table);
  const shape::Constraint* from = found == nullptr ? nullptr : named(found->constraints, name);
  if (from == nullptr || !from->valid || from->inherited || !from->settings.empty()) {
    return std::nullopt;
  }
  if (from->kind == "foreign key") return foreign_key(*from);
  if (from->kind == "check") return check(*from);
  const auto says = [&](std::string_view word) {
    return from->definition == fmt::format("{} ({})", word, list_of(from->columns));
  };
  if (from->kind == "unique" && says("UNIQUE")) {
    schema::UniqueConstraint out;
    out.name = reflected_name(from->name);
    out.columns = from->columns;
    return out;
  }
  if (from->kind == "primary key" && says("PRIMARY KEY")) {
    schema::PrimaryKeyConstraint out;
    out.name = reflected_name(from->name);
    out.columns = from->columns;
    return out;
  }
  return std::nullopt;
}

std::optional<schema::Index> ShapeTables::index(const shape::Name& table,
                                                const std::string& name) const {
  const shape::Table* found = plain_table(table);
  const shape::Index* from = found == nullptr ? nullptr : named(found->indexes, name);
  if (from == nullptr || !is_plain(*from)) return std::nullopt;
  schema::Index out;
  out.name = reflected_name(name);
  out.table_schema = operation_schema(table);
  out.table = table.name;
  out.unique = from->unique;
  for (const shape::IndexElement& element : from->elements) {
    out.elements.push_back(element.is_expression ? reflected_sql(element.text)
                                                 : inspect::reflected_column(element.text));
  }
  if (!from->included.empty()) out.options.emplace_back("postgresql_include", from->included);
  if (from->method != "btree") out.options.emplace_back("postgresql_using", from->method);
  if (from->condition) {
    out.options.emplace_back("postgresql_where", reflected_sql(*from->condition));
  }
  return out;
}

}  // namespace retort::command
