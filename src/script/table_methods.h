// Methods of Column, Table and MetaData, as tables.
#pragma once

#include "python/classes.h"

namespace retort::script {

const python::MemberTable& column_members();

}  // namespace retort::script
