// The ForeignKey objects of a table, and what each says of its two columns.
#pragma once

#include <string_view>

#include "python/value.h"
#include "script/arguments.h"
#include "script/tables.h"

namespace retort::script {

/// A set with one ForeignKey for each column of each foreign key of the table; with `column`, those
/// of the column of that name.
python::Value foreign_keys_of(python::Interpreter& interpreter, TableObject& table,
                              std::string_view column = {});
/// A list with one ForeignKey for each column of the key, whose table is `parent` (or absent).
python::Value foreign_key_elements(python::Interpreter& interpreter,
                                   const schema::ForeignKeyConstraint& key,
                                   const python::Value& parent);

/// `ForeignKey.parent`: the column that has it; of another constraint the table.
python::Value constraint_parent(Arguments& arguments);
/// `ForeignKey.column`: the column that it refers to. Errors: NoReferencedTableError and
/// NoReferencedColumnError as SQLAlchemy raises them.
python::Value foreign_key_column(Arguments& arguments);
/// `ForeignKey.constraint`: the ForeignKeyConstraint of its column.
python::Value foreign_key_constraint(Arguments& arguments);

}  // namespace retort::script
