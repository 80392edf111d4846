// Listeners for the attachment of types to columns and of columns to tables
// (`before_parent_attach`, `after_parent_attach`), which scripts' types use to add constraints, and
// for the creation and removal of tables (`before_create`, `after_create`, `before_drop`,
// `after_drop`). The bundled module `sqlalchemy.event` hands them on to here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "python/classes.h"
#include "schema/table.h"

namespace retort::script {

class ColumnObject;
class TableObject;

/// The names of the module `sqlalchemy._attachment`.
const python::MemberTable& event_members();

/// `Table(..., listeners=[(event, function), ...])`.
void listen_to(python::Interpreter& interpreter, const python::Value& target,
               const python::Value& pairs);
/// Calls the listeners for the creation or the removal of a Table or a MetaData: DDL elements are
/// executed on `bind`, functions are called with the keywords that SQLAlchemy gives them. `tables`
/// are those of a MetaData that are concerned; absent for a Table.
void tell_of_ddl(python::Interpreter& interpreter, std::string_view event,
                 const python::Value& target, const python::Value& bind, bool check_first,
                 const python::Value& tables);

/// Calls the listeners for a column's type, which has just been given to it.
void type_attached(python::Interpreter& interpreter, ColumnObject& column);
/// Adds the column to the table, with the listeners for it before and after.
void add_with_events(python::Interpreter& interpreter, TableObject& table,
                     python::Ref<ColumnObject> column);
/// The constraints that listeners add to a table when such a column becomes part of it.
std::vector<schema::Constraint> constraints_of_events(python::Interpreter& interpreter,
                                                      const ColumnObject& column,
                                                      const std::string& schema_name,
                                                      const std::string& table);
/// The same for a column of this name and type.
std::vector<schema::Constraint> constraints_of_type(python::Interpreter& interpreter,
                                                    const python::Value& type,
                                                    const std::string& name,
                                                    const std::string& schema_name,
                                                    const std::string& table);
/// Tells the listeners for tables of one that is in its MetaData.
void table_attached(python::Interpreter& interpreter, TableObject& table);
/// Tells the listeners for constraints and indexes of those of a table, which may name them anew.
void tell_of_constraints(python::Interpreter& interpreter, TableObject& table,
                         schema::Table& shape);
/// A constraint on a column that is just being attached belongs to its table, as if it had been
/// appended to it. Returns the table; absent when that is not so.
python::Value attach_while_listening(python::Interpreter& interpreter,
                                     const schema::CheckConstraint& constraint);

}  // namespace retort::script
