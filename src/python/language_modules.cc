#include "python/language_modules.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "python/abstract_classes.h"
#include "python/builtin_types.h"
#include "python/dataclasses.h"
#include "python/enums.h"
#include "python/module_state.h"

namespace retort::python {
namespace {

/// The dotted name that the arguments `name` and `package` of importlib's functions mean.
std::string absolute_name(Interpreter& interpreter, const char* function,
                          const CallArguments& arguments) {
  ArgumentReader read(interpreter, function, arguments);
  const std::string name = read.required("name").as_string();
  const Value package = read.optional("package").value();
  read.finish();
  const std::size_t level = std::min(name.find_first_not_of('.'), name.size());
  if (level == 0) return name;
  if (package.is_none()) {
    interpreter.raise(Builtin::TypeError,
                      "the 'package' argument is required to perform a "
                      "relative import for '" +
                          name + "'");
  }
  return name_in_package(interpreter, interpreter.str(package), level, name.substr(level));
}

Value import_module(Interpreter& interpreter, const CallArguments& arguments) {
  return interpreter.import_module(absolute_name(interpreter, "import_module", arguments));
}

/// The module, or None when there is none of the name.
Value find(Interpreter& interpreter, const CallArguments& arguments) {
  const Value found = find_module(interpreter, absolute_name(interpreter, "find_spec", arguments));
  return found.is_absent() ? Value::none() : found;
}

/// A module of any name out of a file.
Value from_file(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "spec_from_file_location", arguments);
  const std::string name = read.required("name").as_string();
  const std::string path = read.required("location").as_string();
  std::optional<std::string> text = interpreter.host().read_file(path);
  if (!text) {
    interpreter.raise(Builtin::FileNotFoundError,
                      "[Errno 2] No such file or directory: '" + path + "'");
  }
  const bool is_package = path.ends_with("/__init__.py");
  auto source = std::make_shared<const Source>(Source{path, std::move(*text)});
  return make_project_module(interpreter, name, ModuleSource{std::move(source), is_package});
}

Value run(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "exec_module", arguments);
  const Value module = read.required("module").value();
  if (auto* object = module.try_as<ModuleObject>()) run_pending_module(interpreter, *object);
  return Value::none();
}

Value same_module(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "reload", arguments);
  return read.required("module").value();
}

// Coroutines have run to their end when they are made: awaiting and running hand on the result.
const NativeClassSpec kAbcClass{"ABC", "abc"};

Value simple_namespace(Interpreter& interpreter, ClassObject& cls, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "SimpleNamespace", arguments);
  const Ref<Instance> result = make<Instance>(Ref<ClassObject>(&cls));
  for (const KeywordValue& item : read.rest_keywords()) {
    result->attributes.set(item.name, item.value);
  }
  return result;
}
const NativeClassSpec kSimpleNamespaceClass{"SimpleNamespace", "types", nullptr, nullptr,
                                            simple_namespace};

template <const NativeClassSpec& spec>
Value class_value(Interpreter& interpreter) {
  return Value(&interpreter.native_class(spec));
}

constexpr auto kFunction = NativeMember::Kind::function;
constexpr auto kValue = NativeMember::Kind::value;

const MemberTable kImportlibMembers{
    {kFunction, "import_module", import_module},
    {kFunction, "reload", same_module},
    {kFunction, "_find", find},
    {kFunction, "_from_file", from_file},
    {kFunction, "_run", run},
};
const MemberTable kAbcMembers{
    {kValue, "ABC", nullptr, class_value<kAbcClass>},
    {kValue, "ABCMeta", nullptr, class_value<kTypeClass>},
    {kFunction, "abstractmethod", mark_abstract},
};
const MemberTable kTypesMembers{
    {kValue, "SimpleNamespace", nullptr, class_value<kSimpleNamespaceClass>},
    {kValue, "FunctionType", nullptr, class_value<kFunctionClass>},
    {kValue, "NoneType", nullptr, class_value<kNoneClass>},
};
const MemberTable kNoMembers;

const NativeModuleSpec kModules[] = {
    {"enum", &kEnumModuleMembers},     {"dataclasses", &kDataclassesModuleMembers},
    {"importlib", &kImportlibMembers}, {"abc", &kAbcMembers},
    {"types", &kTypesMembers},         {"__future__", &kNoMembers},
};

}  // namespace

std::span<const NativeModuleSpec> language_modules() {
  return kModules;
}

}  // namespace retort::python
