#include "schema/attach.h"

#include <algorithm>

namespace retort::schema {
namespace {

void collect(const ExprPtr& expression, std::vector<std::string>& names);

void collect_all(const std::vector<ExprPtr>& items, std::vector<std::string>& names) {
  for (const ExprPtr& item : items) collect(item, names);
}

/// Adds the columns below one node; nodes that hold none, and statements, add nothing.
struct Collector {
  std::vector<std::string>& names;

  void operator()(const ColumnRef& column) const {
    if (std::ranges::find(names, column.name) == names.end()) names.push_back(column.name);
  }
  void operator()(const Function& function) const { collect_all(function.args, names); }
  void operator()(const Unary& unary) const { collect(unary.operand, names); }
  void operator()(const Binary& binary) const {
    collect(binary.left, names);
    collect(binary.right, names);
  }
  void operator()(const Junction& junction) const { collect_all(junction.items, names); }
  void operator()(const Cast& cast) const { collect(cast.operand, names); }
  void operator()(const ExprList& list) const { collect_all(list.items, names); }
  void operator()(const Label& label) const { collect(label.operand, names); }
  void operator()(const Extract& extract) const { collect(extract.operand, names); }
  void operator()(const ArrayLiteral& array) const { collect_all(array.items, names); }
  void operator()(const Case& node) const {
    collect(node.subject, names);
    for (const auto& [condition, value] : node.whens) {
      collect(condition, names);
      collect(value, names);
    }
    collect(node.otherwise, names);
  }
  template <class Other>
  void operator()(const Other&) const {}
};

void collect(const ExprPtr& expression, std::vector<std::string>& names) {
  if (expression) std::visit(Collector{names}, expression->node);
}

Constraints::const_iterator primary_key_position(const Table& table) {
  return std::ranges::find_if(table.constraints, [](const Constraint& c) {
    return std::holds_alternative<PrimaryKeyConstraint>(c);
  });
}

ExprPtr text_constant(const std::string& value) {
  return make_expr(Constant{.value = {value}, .type = make_type(TypeKind::String)});
}

/// `column IN (...)`: what Boolean and Enum with create_constraint=True check.
void add_type_check(const std::string& column, const Type& type, Table& table) {
  if (!type.create_constraint) return;
  ExprList allowed;
  if (type.kind == TypeKind::Boolean) {
    for (const std::int64_t value : {0, 1})
      allowed.items.push_back(
          make_expr(Constant{.value = {value}, .type = make_type(TypeKind::Integer)}));
  } else if (type.kind == TypeKind::Enum) {
    for (const std::string& label : type.labels) allowed.items.push_back(text_constant(label));
  } else {
    return;
  }
  CheckConstraint check;
  check.name.text = type.name;
  check.original_name = type.name;
  check.expression = make_expr(Binary{.op = "IN",
                                      .left = make_expr(ColumnRef{.name = column}),
                                      .right = make_expr(std::move(allowed))});
  check.type_bound = true;
  check.type_column = column;
  table.constraints.emplace_back(std::move(check));
}

/// Enum(inherit_schema=True): the type lives where the table does.
void inherit_schema(Type& type, const std::string& schema) {
  if (type.inherit_schema && !type.schema && !schema.empty()) type.schema = schema;
  for (Type& item : type.item) inherit_schema(item, schema);
  for (auto& variant : type.variants) inherit_schema(variant.second, schema);
}

/// Whether the checks of the column's type are there already: the table was attached before.
bool has_type_check(const Table& table, const std::string& column) {
  return std::ranges::any_of(table.constraints, [&](const Constraint& constraint) {
    const auto* check = std::get_if<CheckConstraint>(&constraint);
    return check != nullptr && check->type_bound && check->type_column == column;
  });
}

/// Moves what `column` implies into the table's own lists.
void expand_column(Column& column, Table& table) {
  inherit_schema(column.type, table.schema);
  if (column.index.value_or(false)) {
    Index index{.table_schema = table.schema, .table = table.name};
    index.elements.push_back(make_expr(ColumnRef{.name = column.name, .type = column.type}));
    index.unique = column.unique.value_or(false);
    index.column_flag = true;
    table.indexes.push_back(std::move(index));
  } else if (column.unique.value_or(false)) {
    table.constraints.emplace_back(UniqueConstraint{.columns = {column.name}});
  }
  if (!has_type_check(table, column.name)) {
    add_type_check(column.name, column.type, table);
    for (const auto& variant : column.type.variants) {
      if (variant.second.create_constraint) add_type_check(column.name, variant.second, table);
    }
  }
  for (ForeignKeyConstraint& foreign : column.foreign_keys) {
    if (foreign.columns.empty()) foreign.columns = {column.name};
    table.constraints.emplace_back(std::move(foreign));
  }
  column.foreign_keys.clear();
  column.index.reset();
  column.unique.reset();
}

bool has_foreign_key(const Table& table, const std::string& column) {
  return std::ranges::any_of(table.constraints, [&](const Constraint& constraint) {
    const auto* foreign = std::get_if<ForeignKeyConstraint>(&constraint);
    return foreign != nullptr &&
           std::ranges::find(foreign->columns, column) != foreign->columns.end();
  });
}

bool may_autoincrement(const Table& table, const Column& column) {
  using enum Column::Autoincrement;
  if (column.autoincrement == no) return false;
  const Affinity affinity = affinity_of(column.type);
  if (affinity != Affinity::integer && affinity != Affinity::numeric) return false;
  if (column.autoincrement == yes) return true;
  if (column.has_client_default && !column.sequence) return false;
  if (column.server_default || column.has_server_value || column.computed) return false;
  return column.autoincrement == ignore_fk || !has_foreign_key(table, column.name);
}

}  // namespace

void settle_primary_key(Table& table) {
  PrimaryKeyConstraint key;
  key.implicit = true;
  const auto written = primary_key_position(table);
  if (written != table.constraints.end()) {
    key = std::get<PrimaryKeyConstraint>(*written);
    table.constraints.erase(written);
  }
  if (key.columns.empty()) {
    key.implicit = true;
    for (const Column& column : table.columns)
      if (column.primary_key) key.columns.push_back(column.name);
  }
  for (Column& column : table.columns) {
    column.primary_key = std::ranges::find(key.columns, column.name) != key.columns.end();
    // What nobody said stays unset, which means NULL: a later primary key may still decide.
    if (!column.nullable && (column.primary_key || column.identity)) column.nullable = false;
  }
  if (!key.columns.empty()) table.constraints.insert(table.constraints.begin(), std::move(key));
}

Table attach(Table table, const NamingConvention& convention) {
  settle_primary_key(table);
  for (Column& column : table.columns) expand_column(column, table);
  apply_naming(convention, table);
  for (Column& column : table.columns) {
    for (CheckConstraint& check : column.checks) {
      Constraint named = check;
      apply_naming(convention, table, named);
      check = std::get<CheckConstraint>(std::move(named));
    }
  }
  return table;
}

const PrimaryKeyConstraint* primary_key_of(const Table& table) {
  const auto found = primary_key_position(table);
  return found == table.constraints.end() ? nullptr : &std::get<PrimaryKeyConstraint>(*found);
}

PrimaryKeyConstraint* primary_key_of(Table& table) {
  return const_cast<PrimaryKeyConstraint*>(primary_key_of(std::as_const(table)));
}

const Column* autoincrement_column(const Table& table) {
  const PrimaryKeyConstraint* key = primary_key_of(table);
  if (key == nullptr) return nullptr;
  const Column* found = nullptr;
  for (const std::string& name : key->columns) {
    const Column* column = find_column(table, name);
    if (column == nullptr) continue;
    const bool candidate =
        key->columns.size() == 1 || column->autoincrement == Column::Autoincrement::yes;
    if (candidate && may_autoincrement(table, *column)) found = column;
  }
  return found;
}

std::vector<std::string> columns_of(const ExprPtr& expression) {
  std::vector<std::string> names;
  if (!expression) return names;
  if (const auto* text = std::get_if<TextClause>(&expression->node); text != nullptr) return names;
  collect(expression, names);
  return names;
}

Affinity affinity_of(const Type& type) {
  using enum TypeKind;
  if (type.kind == Null) return Affinity::none;
  if (type.kind == Array) return Affinity::array;
  if (type.kind == Interval || type.kind == PgINTERVAL) return Affinity::interval;
  switch (type.kind) {
    case String:
    case Text:
    case Unicode:
    case UnicodeText:
    case Enum:
    case CHAR:
    case VARCHAR:
    case NCHAR:
    case NVARCHAR:
    case TEXT:
    case CLOB:
    case PgENUM:
    case PgCITEXT:
    case MyTINYTEXT:
    case MyMEDIUMTEXT:
    case MyLONGTEXT:
    case MyENUM:
    case MySET:
      return Affinity::string;
    case Integer:
    case SmallInteger:
    case BigInteger:
    case INTEGER:
    case SMALLINT:
    case BIGINT:
    case MyTINYINT:
    case MyMEDIUMINT:
      return Affinity::integer;
    case Numeric:
    case Float:
    case Double:
    case NUMERIC:
    case DECIMAL:
    case FLOAT:
    case REAL:
    case DOUBLE:
    case DOUBLE_PRECISION:
      return Affinity::numeric;
    case Boolean:
    case BOOLEAN:
      return Affinity::boolean;
    case DateTime:
    case TIMESTAMP:
    case DATETIME:
    case PgTIMESTAMP:
      return Affinity::datetime;
    case Date:
    case DATE:
      return Affinity::date;
    case Time:
    case TIME:
    case PgTIME:
      return Affinity::time;
    case LargeBinary:
    case PickleType:
    case BLOB:
    case BINARY:
    case VARBINARY:
    case PgBYTEA:
    case MyTINYBLOB:
    case MyMEDIUMBLOB:
    case MyLONGBLOB:
      return Affinity::binary;
    case Json:
    case JSON:
    case PgJSONB:
      return Affinity::json;
    case Uuid:
    case UUID:
      return Affinity::uuid;
    default:
      return Affinity::other;
  }
}

}  // namespace retort::schema
