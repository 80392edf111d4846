// Methods of column expressions and of text(), as tables.
#pragma once

#include <vector>

#include "python/classes.h"

namespace retort::script {

/// EXISTS and scalar subqueries.
extern const python::NativeClassSpec kNestedSelectClass;

const python::MemberTable& column_element_members();
const python::MemberTable& text_clause_members();

/// Postfix modifiers that are also functions of the `sqlalchemy` module: desc(), asc(), ...
std::vector<python::NativeMember> modifier_functions();

}  // namespace retort::script
