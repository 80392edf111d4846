// What the Inspector answers from the catalogs' own texts or from its other answers: definitions of
// views, temporary tables, tables in the order of their references, and `get_multi_...`.
#pragma once

#include <string>
#include <vector>

#include "script/native.h"

namespace retort::script {

/// Names of PostgreSQL's materialized views; none elsewhere.
std::vector<std::string> materialized_views(python::Interpreter& interpreter,
                                            const std::string& schema_name);

/// Methods of the Inspector beside those of inspector.cc.
std::vector<python::NativeMember> inspector_extra_members();

}  // namespace retort::script
