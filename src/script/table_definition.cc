// What a Table() keeps of its definition, and Table.to_metadata(): the same table in another
// MetaData.
#include "python/interpreter.h"
#include "python/objects.h"
#include "script/native.h"
#include "script/table_methods.h"
#include "script/tables.h"

namespace retort::script {

using python::Ref;
using python::Value;

namespace {

/// Foreign keys of a table that moves to another schema follow it, when they stay within their own.
void move_keys(schema::ForeignKeyConstraint& key, const std::string& from, const std::string& to) {
  if (key.referred_schema == from) key.referred_schema = to;
}

}  // namespace

void note_definition(TableObject& object, const Arguments& arguments) {
  object.origin = arguments.interpreter().origin();
  const Value* info = arguments.find_not_none("info");
  object.attributes.set(python::intern("info"),
                        info != nullptr ? *info : Value(python::make<python::DictObject>()));
}

Value copy_table(Arguments& arguments) {
  const auto& self = arguments.self_as<TableObject>();
  auto* metadata = arguments["metadata"].try_as<MetaDataObject>();
  if (metadata == nullptr) {
    arguments.interpreter().need_known(arguments["metadata"], "to_metadata()");
    arguments.interpreter().raise(python::Builtin::TypeError, "to_metadata() needs a MetaData");
  }
  const std::string from = self.table.schema;
  std::string to = from.empty() ? metadata->schema : from;
  if (const Value* given = arguments.find("schema")) {
    if (given->is_none()) {
      to = metadata->schema;
    } else if (python::string_of(*given) != nullptr) {
      to = *python::string_of(*given);
    }
  }
  const std::string name = arguments.optional_text("name").value_or(self.table.name);
  if (TableObject* known = metadata->find(to, name)) return Value(known);
  auto copy = python::make<TableObject>(self.cls);
  copy->table = self.table;
  copy->table.name = name;
  copy->table.schema = to;
  for (schema::Constraint& constraint : copy->table.constraints) {
    if (auto* key = std::get_if<schema::ForeignKeyConstraint>(&constraint)) {
      move_keys(*key, from, to);
    }
  }
  for (schema::Index& index : copy->table.indexes) {
    index.table = name;
    index.table_schema = to;
  }
  for (const Ref<ColumnObject>& column : self.columns) {
    Ref<ColumnObject> own = copy_of(*column);
    for (schema::ForeignKeyConstraint& key : own->column.foreign_keys) move_keys(key, from, to);
    copy->add_column(std::move(own));
  }
  copy->naming_convention = metadata->naming_convention;
  copy->metadata = Ref<MetaDataObject>(metadata);
  copy->origin = arguments.interpreter().origin();
  metadata->tables.push_back(copy);
  return copy;
}

}  // namespace retort::script
