#include "operation/operation.h"

#include <array>

namespace retort::operation {

std::string_view directive_name(const Operation& operation) {
  // In the order of OperationVariant.
  static constexpr std::array<std::string_view, std::variant_size_v<OperationVariant>> kNames = {
      "create_table",     "drop_table",      "rename_table",         "add_column",
      "drop_column",      "alter_column",    "create_index",         "drop_index",
      "add_constraint",   "drop_constraint", "create_table_comment", "drop_table_comment",
      "execute",          "bulk_insert",     "create_enum_type",     "drop_enum_type",
      "create_sequence",  "drop_sequence",   "create_schema",        "drop_schema",
      "batch_alter_table"};
  return kNames[operation.value.index()];
}

}  // namespace retort::operation
