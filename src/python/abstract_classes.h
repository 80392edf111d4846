// Abstract methods, and protocols that isinstance() may ask for.
#pragma once

#include "python/classes.h"

namespace retort::python {

/// `@abstractmethod`: the function with its mark.
Value mark_abstract(Interpreter& interpreter, const CallArguments& arguments);
/// `@runtime_checkable`: the class with its mark.
Value mark_checkable(Interpreter& interpreter, const CallArguments& arguments);

/// `__abstractmethods__`; absent for a class that has to do with no abstract method. That another
/// metaclass than ABCMeta has none at all is not known.
Value abstract_methods(Interpreter& interpreter, ClassObject& cls);

/// Whether the value has all that a checkable protocol asks for. False for other classes.
bool fulfils_protocol(Interpreter& interpreter, ClassObject& protocol, const Value& value);

}  // namespace retort::python
