// Imports: how modules come into being and run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "python/classes.h"
#include "python/evaluator.h"

namespace retort::python {

/// Runs the body of a project's module that waited for its first use. An error in it is kept as the
/// module's failure: names that it does not reach are then unknown.
void run_pending_module(Interpreter& interpreter, ModuleObject& module);
/// Runs the statements of a class body one by one: what one of them cannot do does not keep the
/// next from running. `members` is where the body puts its names.
void run_class_body(Interpreter& interpreter, Evaluator& evaluator, Scope& scope,
                    const ClassDef& node, Namespace& members);
/// `__set_name__` of what a new class holds, and `__init_subclass__` of what is above it.
void call_class_hooks(Interpreter& interpreter, ClassObject& cls,
                      const std::vector<KeywordValue>& keywords);
/// Whether the module is one of Retort's own, which hold a part of what the original has.
bool comes_with_retort(const ModuleObject& module);
/// The submodule `name` of a package, or absent.
Value import_submodule(Interpreter& interpreter, ModuleObject& package, Symbol name);
/// The module of a dotted name. Absent when it is neither native nor the project's.
Value find_module(Interpreter& interpreter, std::string_view dotted);
/// A module of a file that has not run yet.
Ref<ModuleObject> make_project_module(Interpreter& interpreter, std::string_view dotted,
                                      const ModuleSource& found);
/// The dotted name that `level` dots and `name` mean in a package. Errors: ImportError.
std::string name_in_package(Interpreter& interpreter, std::string package, std::size_t level,
                            std::string_view name);
/// `from module import name`; module may be an Unknown.
Value import_name(Interpreter& interpreter, const Value& module, Symbol name);
/// The absolute name of a relative import from `module`.
std::string resolve_relative(Interpreter& interpreter, ModuleObject& module, int level,
                             std::string_view name);

}  // namespace retort::python
