// The slice of the standard library that migration scripts use.
//
// Two kinds of modules: native ones, where speed or the host's help matters, and bundled ones,
// written in Python under library/*.py and compiled into the program. Both are shared by all
// interpreters and threads.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "python/interpreter.h"

namespace retort::python {

/// The native modules, by dotted name.
std::span<const NativeModuleSpec> native_library();

/// The tree of a bundled module (parsed once a process), or null when there is none of that name.
std::shared_ptr<const Module> bundled_module(std::string_view dotted);

/// A bundled module as it was embedded.
struct BundledSource {
  std::string_view name;  ///< Dotted.
  const char* text;
  bool is_package = false;
};
std::span<const BundledSource> bundled_sources();

// The modules' member tables. random_members() serves `secrets` too.
const MemberTable& base64_members();
const MemberTable& datetime_members();
const MemberTable& decimal_members();
const MemberTable& hashlib_members();
const MemberTable& json_members();
const MemberTable& logging_members();
const MemberTable& math_members();
const MemberTable& os_members();
const MemberTable& os_path_members();
const MemberTable& random_members();
const MemberTable& re_members();
const MemberTable& sys_members();
const MemberTable& time_members();
const MemberTable& typing_members();
const MemberTable& uuid_members();

/// The names of os that library/_os.py has.
Value os_in_python(Interpreter& interpreter, ModuleObject& module, Symbol name);

/// Any other name of typing and collections.abc: a form that can be subscripted, united and asked
/// by isinstance().
Value typing_form(Interpreter& interpreter, ModuleObject& module, Symbol name);

}  // namespace retort::python
