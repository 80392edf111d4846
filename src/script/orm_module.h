// `sqlalchemy.orm.impl.native`: what the Python modules of the ORM (packages/sqlalchemy/orm/impl/)
// need from beneath the language.
#pragma once

#include "python/classes.h"

namespace retort::script {

const python::MemberTable& orm_native_members();

/// A name of `sqlalchemy.orm`, `sqlalchemy.ext.declarative` and the like: all of them are looked up
/// in the module `sqlalchemy.orm.impl.api`. Absent for a name that it does not have.
python::Value find_orm_name(python::Interpreter& interpreter, python::Symbol name);

}  // namespace retort::script
