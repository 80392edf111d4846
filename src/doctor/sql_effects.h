// What SQL text does to a schema, read without a database: only what is certain.
//
// No state; any thread.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "doctor/sql_routines.h"
#include "operation/operation.h"

namespace retort::doctor {

/// `ALTER INDEX a RENAME TO b`, `ALTER TYPE ...`, `ALTER SEQUENCE ...`, RENAME CONSTRAINT.
struct SqlRename {
  enum class What { index, type, sequence, constraint };
  What what = What::index;
  std::string schema;
  std::string table;  ///< Of a constraint; of an index where it needs one.
  std::string from;
  std::string to;
};
/// A table or view that has more than what is listed.
struct SqlCreate {
  operation::CreateTable create;
  bool open = false;
  bool view = false;
  bool temporary = false;
  bool replaces = false;  ///< OR REPLACE.
};
/// A table that a statement reads or writes.
struct SqlUse {
  std::string schema;
  std::string table;
};
/// ALTER TYPE: what its labels are is not known any more.
struct SqlAlterType {
  std::string schema;
  std::string name;
};
/// What else goes with a DROP ... CASCADE of an object of this name.
struct SqlCascade {
  std::string name;
};
/// Not understood: everything that it names may have changed.
struct SqlTaint {};
/// Not understood at all: any object may have changed.
struct SqlAnything {};
/// From here on names mean something else.
struct SqlMoves {};

using SqlEffect =
    std::variant<operation::OperationVariant, SqlRename, SqlCreate, SqlUse, SqlAlterType,
                 SqlCascade, SqlRoutine, SqlTrigger, SqlTaint, SqlAnything, SqlMoves>;

/// The effects of one or more statements, in order. `dialect`: its name.
std::vector<SqlEffect> read_sql(std::string_view sql, std::string_view dialect);

}  // namespace retort::doctor
