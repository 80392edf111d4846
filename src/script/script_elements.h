// `@compiles`: elements that a script derives from ClauseElement, DDLElement or FunctionElement,
// and the functions that it registers to write them as SQL.
#pragma once

#include <string_view>

#include "python/classes.h"

namespace retort::script {

extern const python::NativeClassSpec kExecutableClass;
extern const python::NativeClassSpec kFunctionElementClass;

/// What calling a class derived from ClauseElement gives that has no constructor of its own: an
/// element whose SQL the script writes.
python::Value construct_script_element(python::Interpreter& interpreter, python::ClassObject& cls,
                                       const python::CallArguments& arguments);

/// The function that `@compiles` registered for a class and a dialect, or for every dialect; null
/// without one.
const python::Value* find_compiler(python::Interpreter& interpreter, const python::ClassObject& cls,
                                   std::string_view dialect);
/// What such a function gets as its second argument. `in_place` writes values into the text that
/// process() gives, also where it is not asked to.
python::Value make_compiler(python::Interpreter& interpreter, bool in_place);

/// `sqlalchemy.ext.compiler.compiles`.
python::Value compiles(python::Interpreter& interpreter, const python::CallArguments& arguments);

}  // namespace retort::script
