// Methods of Column, Table and MetaData, as tables.
#pragma once

#include <string>
#include <vector>

#include "python/classes.h"
#include "script/native.h"
#include "script/tables.h"

namespace retort::script {

const python::MemberTable& column_members();
/// Notes where a table is made, and its `info`.
void note_definition(TableObject& object, const Arguments& arguments);
/// Table.to_metadata().
python::Value copy_table(Arguments& arguments);

/// Table(autoload_with=bind): what the database has; of its columns those that `include` names, all
/// when it names none. Raises NoSuchTableError.
void reflect_into(python::Interpreter& interpreter, TableObject& object,
                  const std::vector<std::string>& include);

}  // namespace retort::script
