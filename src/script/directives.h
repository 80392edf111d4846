// The code of the directives that take a table's name or, on a batch, the batch's table.
#pragma once

#include "operation/operation.h"
#include "python/value.h"
#include "script/arguments.h"

namespace retort::script {

class ColumnObject;
class OperationsObject;

/// Hands an operation to the host, or to the batch that self is.
void emit_operation(const Arguments& arguments, operation::OperationVariant value);

/// On a batch: the column of the add_column() that was just handed to it.
void remember_added(const Arguments& arguments, ColumnObject& column);

/// `table_name` and `schema` of a directive, or those of the batch.
struct TableName {
  std::string schema;
  std::string table;
};
TableName table_name_of(const Arguments& arguments, std::string_view table_parameter = "table_name",
                        std::string_view schema_parameter = "schema");

// Constraints and indexes (directives_constraints.cc).
python::Value create_index(Arguments& arguments);
python::Value drop_index(Arguments& arguments);
python::Value create_primary_key(Arguments& arguments);
python::Value create_unique_constraint(Arguments& arguments);
python::Value create_foreign_key(Arguments& arguments);
python::Value create_check_constraint(Arguments& arguments);
python::Value create_exclude_constraint(Arguments& arguments);
python::Value drop_constraint(Arguments& arguments);

// Tables and columns (directives_tables.cc).
python::Value create_table(Arguments& arguments);
python::Value drop_table(Arguments& arguments);
python::Value rename_table(Arguments& arguments);
python::Value add_column(Arguments& arguments);
python::Value drop_column(Arguments& arguments);
python::Value alter_column(Arguments& arguments);
python::Value create_table_comment(Arguments& arguments);
python::Value drop_table_comment(Arguments& arguments);
python::Value bulk_insert(Arguments& arguments);

}  // namespace retort::script
