// Types as generated migrations spell them: `sa.String(length=50)`, `postgresql.JSONB(...)`.
//
// Follows SQLAlchemy's repr() of types and Alembic's rendering on top of it.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "schema/type.h"

namespace retort::script {

class ItemRenderer;

/// How generated code names what it uses.
struct PythonNames {
  std::string sqlalchemy = "sa.";  ///< sqlalchemy_module_prefix
  std::string alembic = "op.";     ///< alembic_module_prefix
  /// user_module_prefix; unset: the module of the class.
  std::string user;
  bool has_user = false;
  /// Whether what Alembic leaves out is written, too: `create_type=False` of PostgreSQL's named
  /// types, the schema of a domain, and backslashes before what text() takes for a parameter.
  bool exact = false;
  ItemRenderer* items = nullptr;  ///< Asked first; null: there is none.
};

/// The module below sqlalchemy.dialects that the type's class is from; empty for one of
/// `sqlalchemy` itself. `Type::python_name` says so where the kind does not.
std::string_view dialect_module(const schema::Type& type);

/// SQL as text() takes it: what looks like a parameter gets a backslash.
std::string without_parameters(std::string_view sql);

/// SQLAlchemy's repr(): `VARCHAR(length=20)`.
std::string repr_of_type(const schema::Type& type);

/// The type as Python code. The import lines that it needs are added to `imports`.
std::string python_type(const schema::Type& type, const PythonNames& names,
                        std::set<std::string>& imports);

}  // namespace retort::script
