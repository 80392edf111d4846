#include "python/language_modules.h"

#include "python/abstract_classes.h"
#include "python/builtin_types.h"
#include "python/dataclasses.h"
#include "python/enums.h"

namespace retort::python {
namespace {

Value import_module(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "import_module", arguments);
  const std::string name = read.required("name").as_string();
  read.optional("package");
  read.finish();
  return interpreter.import_module(name);
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

const MemberTable kImportlibMembers{{kFunction, "import_module", import_module}};
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
