#include "python/library.h"

#include <array>
#include <map>
#include <mutex>
#include <string>

#include "python/interpreter_state.h"
#include "python/parser.h"

namespace retort::python {
namespace {

Value builtins_member(Interpreter& interpreter, ModuleObject& /*module*/, Symbol name) {
  return builtin_name(interpreter, name);
}

const MemberTable& no_members() {
  static const MemberTable kNone;
  return kNone;
}

// Modules that scripts import for names only, or whose use would reach outside of the project: any
// name of them is unknown until it is needed.
const NativeModuleSpec kModules[] = {
    {"base64", &base64_members()},
    {"builtins", &no_members(), builtins_member},
    {"collections.abc", &typing_members(), typing_form},
    {"datetime", &datetime_members()},
    {"decimal", &decimal_members()},
    {"hashlib", &hashlib_members()},
    {"json", &json_members()},
    {"logging", &logging_members()},
    {"logging.config", &logging_members()},
    {"math", &math_members()},
    {"os", &os_members(), os_in_python},
    {"os.path", &os_path_members()},
    {"posixpath", &os_path_members()},
    {"random", &random_members()},
    {"re", &re_members()},
    {"secrets", &random_members()},
    {"sys", &sys_members()},
    {"time", &time_members()},
    {"typing", &typing_members(), typing_form},
    {"typing_extensions", &typing_members(), typing_form},
    {"uuid", &uuid_members()},
};

}  // namespace

std::span<const NativeModuleSpec> native_library() {
  return kModules;
}

std::shared_ptr<const Module> bundled_module(std::string_view dotted) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const Module>, std::less<>> trees;
  const std::lock_guard lock(mutex);
  if (const auto found = trees.find(dotted); found != trees.end()) return found->second;
  for (const BundledSource& bundled : bundled_sources()) {
    if (bundled.name != dotted) continue;
    auto source = std::make_shared<const Source>(
        Source{"<" + std::string(dotted) + ">", std::string(bundled.text)});
    return trees.emplace(std::string(dotted), parse_module(std::move(source))).first->second;
  }
  return nullptr;
}

}  // namespace retort::python
