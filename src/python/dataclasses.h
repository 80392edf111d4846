// dataclasses.
#pragma once

#include "python/classes.h"

namespace retort::python {

/// The names of the module `dataclasses`.
extern const MemberTable kDataclassesModuleMembers;

}  // namespace retort::python
