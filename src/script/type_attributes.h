// What was given to a type's constructor, as attributes of its object.
#pragma once

#include <string_view>

#include "python/value.h"
#include "schema/type.h"

namespace retort::script {

struct TypeClass;

/// Whether values of a numeric type come as Decimal: as told, else as its class does it.
bool gives_decimals(const schema::Type& type);

/// The attribute that stands for the parameter of that name; absent where the constructor of the
/// class has none.
python::Value type_attribute(const schema::Type& type, const TypeClass& type_class,
                             std::string_view name);

}  // namespace retort::script
