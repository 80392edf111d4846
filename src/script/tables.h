// Tables, columns and what belongs to them as Python objects: Column, Table, MetaData, ForeignKey,
// constraints, Index, Sequence, Identity, Computed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "python/classes.h"
#include "schema/table.h"
#include "script/elements.h"

namespace retort::script {

extern const python::NativeClassSpec kSchemaItemClass;
extern const python::NativeClassSpec kColumnClass;
/// What column() makes: Column derives from it.
extern const python::NativeClassSpec kLightColumnClass;
extern const python::NativeClassSpec kTableClass;
extern const python::NativeClassSpec kTableClauseClass;
extern const python::NativeClassSpec kMetaDataClass;
extern const python::NativeClassSpec kIndexClass;
extern const python::NativeClassSpec kSequenceClass;

class TableObject;

/// `Column(...)`, or `column(...)` within a `table(...)`.
class ColumnObject final : public Element {
 public:
  using Element::Element;
  schema::Column column;
  /// The table it is attached to, which owns it; null before.
  TableObject* table = nullptr;
  /// What it stands for, when that is not a column of `table`: also what it stood for before its
  /// table was freed.
  schema::ExprPtr frozen;
  /// `default=` and `onupdate=`: a scalar or a function; absent without one.
  python::Value default_value = python::Value::absent();
  python::Value onupdate_value = python::Value::absent();
  /// The type as it was given, an object or a class; absent without one.
  python::Value type_object = python::Value::absent();
  /// What its ForeignKey() refers to, until that column has a table.
  python::Ref<ColumnObject> referred;
  Origin origin;  ///< Where the script made it, or the class that it belongs to.

  schema::ExprPtr expression() const override;
  bool has_operators() const override { return true; }
  /// `column.nullable = ...` and `column.comment = ...`.
  bool set_attribute(python::Interpreter& interpreter, python::Symbol name,
                     const python::Value& value) override;
  std::string str(python::Interpreter& interpreter) override;
  void release_references() override;
};

/// `Table(...)` or `table(...)`: owns its columns.
class TableObject final : public Element {
 public:
  using Element::Element;
  ~TableObject() override;
  /// `table.comment = ...`.
  bool set_attribute(python::Interpreter& interpreter, python::Symbol name,
                     const python::Value& value) override;
  std::vector<python::Ref<ColumnObject>> columns;
  /// Everything but the columns.
  schema::Table table;
  std::string alias;
  /// What it stands for when it is the columns of a subquery; else null.
  schema::ExprPtr subquery;
  /// The convention of its MetaData.
  schema::NamingConvention naming_convention;
  python::Value metadata = python::Value::absent();
  /// What its columns' types want to be executed when it has been created.
  python::ValueList after_create;
  Origin origin;  ///< Where the script made it, or the class that it belongs to.

  schema::ExprPtr expression() const override;
  std::string str(python::Interpreter& interpreter) override;
  void release_references() override;

  schema::TableRef reference() const { return {table.schema, table.name, alias}; }
  /// The table with its columns, and its convention applied.
  schema::Table shape() const;
  /// Null when there is none of that key.
  ColumnObject* find(std::string_view name) const;
  void add_column(python::Ref<ColumnObject> column);
};

/// Any constraint, and `ForeignKey()`.
class ConstraintObject final : public python::Instance {
 public:
  ConstraintObject(python::Ref<python::ClassObject> object_class, schema::Constraint value)
      : Instance(std::move(object_class)), constraint(std::move(value)) {}
  schema::Constraint constraint;
  bool in_column = false;  ///< ForeignKey(): its columns are those of the column it stands in.
  /// ForeignKey(column): a column that has no table yet; else absent.
  python::Value referred = python::Value::absent();
  /// The table it attached itself to, and its `info`; absent without.
  python::Value parent = python::Value::absent();
  python::Value info = python::Value::absent();

  /// Its columns.
  python::Value iterate(python::Interpreter& interpreter) override;
  /// `constraint.name = ...`.
  bool set_attribute(python::Interpreter& interpreter, python::Symbol name,
                     const python::Value& value) override;
  void release_references() override;
};

class IndexObject final : public python::Instance {
 public:
  using Instance::Instance;
  schema::Index index;
  /// `index.name = ...`.
  bool set_attribute(python::Interpreter& interpreter, python::Symbol name,
                     const python::Value& value) override;
};

/// An object of a table's constraint.
python::Ref<ConstraintObject> constraint_object(python::Interpreter& interpreter,
                                                TableObject& table,
                                                const schema::Constraint& constraint);

/// Sequence, Identity, Computed, FetchedValue, ...: a plain value with a class.
template <class Item>
class ItemObject final : public python::Instance {
 public:
  ItemObject(python::Ref<python::ClassObject> object_class, Item value)
      : Instance(std::move(object_class)), item(std::move(value)) {}
  Item item;
};
using SequenceObject = ItemObject<schema::Sequence>;
using IdentityObject = ItemObject<schema::Identity>;
using ComputedObject = ItemObject<schema::Computed>;

/// `MetaData(...)`.
class MetaDataObject final : public python::Instance {
 public:
  using Instance::Instance;
  std::string schema;
  schema::NamingConvention naming_convention;
  std::vector<python::Ref<TableObject>> tables;  ///< In the order of definition.

  TableObject* find(std::string_view schema_name, std::string_view name) const;
  /// `metadata.naming_convention = {...}`.
  bool set_attribute(python::Interpreter& interpreter, python::Symbol name,
                     const python::Value& value) override;
  void release_references() override;
};

/// What a column's type asks for when its column becomes part of a table.
struct TypeRequest {
  std::optional<schema::Index> index;
  /// What to execute when the table has been created; absent without one.
  python::Value statement = python::Value::absent();
};

/// Asks the type's method `_attached(table, column, nullable, dialect, creating)`, which returns
/// (nullable, index or text() or None). The column becomes NOT NULL when that says so.
TypeRequest attach_type(python::Interpreter& interpreter, ColumnObject& column,
                        const std::string& schema_name, const std::string& table, bool creating);

/// Adds columns, constraints and indexes, as given to create_table() or Table().
void add_items(python::Interpreter& interpreter, TableObject& table,
               std::span<const python::Value> items);
/// The column that a value stands for. Raises for anything else.
ColumnObject& column_of(python::Interpreter& interpreter, const python::Value& value,
                        std::string_view what);
/// A copy that belongs to no table.
python::Ref<ColumnObject> copy_of(const ColumnObject& column);
/// Builds the Python table of a reflected or other shape.
python::Ref<TableObject> make_table(python::Interpreter& interpreter, const schema::Table& shape);
/// A column name in an index: a str is a name, anything else an expression.
schema::ExprPtr index_element_of(python::Interpreter& interpreter, const python::Value& value);
/// A foreign key from target texts ("schema.table.column") or Column objects.
void set_targets(python::Interpreter& interpreter, schema::ForeignKeyConstraint& constraint,
                 const python::Value& targets);
schema::NamingConvention naming_convention_of(python::Interpreter& interpreter,
                                              const python::Value* value);
/// What `server_default=` holds: text, SQL, or what stands in its place.
struct DefaultValue {
  std::optional<schema::ServerDefault> value;
  bool fetched = false;  ///< FetchedValue()
  std::optional<schema::Identity> identity;
  std::optional<schema::Computed> computed;
};
DefaultValue default_value_of(const schema::Column& column);
DefaultValue server_default_of(python::Interpreter& interpreter, const python::Value& value);

/// Classes of the `sqlalchemy` module defined here, by name; absent for another name.
python::Value find_schema_class(python::Interpreter& interpreter, std::string_view name);
/// `table("name", column("a"), ...)`.
python::Value make_light_table(python::Interpreter& interpreter,
                               const python::CallArguments& arguments);
/// `column("name", Type)`.
python::Value make_light_column(python::Interpreter& interpreter,
                                const python::CallArguments& arguments);

}  // namespace retort::script
