// `sqlalchemy.schema.CreateTable(table)` and the like: DDL that is executed as a statement.
#pragma once

#include <optional>
#include <string_view>

#include "operation/operation.h"
#include "python/classes.h"

namespace retort::script {

/// The operation of a DDL element; nullopt for any other value.
std::optional<operation::OperationVariant> ddl_operation_of(python::Interpreter& interpreter,
                                                            const python::Value& value);
/// Executes a DDL element that listens to a table's or a MetaData's events, where its execute_if()
/// allows it. False for any other value, which is not touched.
bool run_ddl_listener(python::Interpreter& interpreter, const python::Value& listener,
                      const python::Value& target, const python::Value& bind);
/// Whether a class is one of DDL elements.
bool is_ddl_class(const python::ClassObject& cls);
/// The class of that name among CreateTable, DropTable, CreateSequence, CreateSchema, DDL, ...;
/// absent for another.
python::Value find_ddl_class(python::Interpreter& interpreter, std::string_view name);

}  // namespace retort::script
