// CREATE and DROP of functions, procedures and triggers on PostgreSQL, read as sql_effects.h reads
// the rest. No state; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "doctor/sql_tokens.h"

namespace retort::doctor {

/// A function or procedure is created, replaced or dropped.
struct SqlRoutine {
  bool creates = false;
  bool replaces = false;   ///< OR REPLACE.
  bool if_exists = false;  ///< DROP IF EXISTS.
  bool cascade = false;
  std::string schema;
  std::string name;
  /// The types of its arguments, as far as they tell it from others of its name. Unset: not given.
  std::optional<std::string> arguments;
};

/// A trigger is created, replaced or dropped.
struct SqlTrigger {
  bool creates = false;
  bool replaces = false;
  bool if_exists = false;
  std::string schema;  ///< Of the table.
  std::string table;
  std::string name;
};

/// What a statement does to routines and triggers, in order; nothing when it is about others or is
/// not understood.
struct SqlProcedural {
  std::vector<SqlRoutine> routines;
  std::optional<SqlTrigger> trigger;
};
std::optional<SqlProcedural> read_procedural(SqlCursor statement);

}  // namespace retort::doctor
