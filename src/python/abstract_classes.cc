// Both are told by marks, under the names that CPython gives them.
#include "python/abstract_classes.h"

#include <algorithm>
#include <array>

#include "python/evaluator.h"
#include "python/names.h"

namespace retort::python {
namespace {

Symbol abstract_mark() {
  static const Symbol mark = intern("__isabstractmethod__");
  return mark;
}
Symbol protocol_mark() {
  static const Symbol mark = intern("_is_runtime_protocol");
  return mark;
}

bool is_abstract(const Value& member) {
  if (auto* wrapped = member.try_as<Descriptor>()) return is_abstract(wrapped->getter);
  auto* function = member.try_as<FunctionObject>();
  return function != nullptr && function->attributes.find(abstract_mark()) != nullptr;
}

/// What a class body binds without asking a thing of those that fulfil it.
bool is_asked_for(std::string_view name) {
  constexpr std::array<std::string_view, 6> kOwn = {"__module__", "__doc__", "__annotations__",
                                                    "__init__",   "__new__", "__slots__"};
  return name != protocol_mark().text() && std::ranges::find(kOwn, name) == kOwn.end();
}

/// The names that one class of a protocol asks for, by methods and by annotations.
std::vector<Symbol> names_in(Interpreter& interpreter, const ClassObject& cls) {
  std::vector<Symbol> out;
  for (const Namespace::Entry& entry : cls.members.entries()) {
    if (!entry.value.is_absent() && is_asked_for(entry.name.text())) out.push_back(entry.name);
  }
  if (const Value* annotations = cls.members.find(names().annotations)) {
    for (const Value& name : interpreter.items_of(*annotations)) {
      out.push_back(intern(interpreter.str(name)));
    }
  }
  return out;
}

}  // namespace

Value mark_abstract(Interpreter&, const CallArguments& arguments) {
  if (arguments.positional.empty()) return {};
  Value marked = arguments.positional.front();
  if (auto* function = marked.try_as<FunctionObject>()) {
    function->attributes.set(abstract_mark(), Value::boolean(true));
  }
  return marked;
}

Value mark_checkable(Interpreter&, const CallArguments& arguments) {
  if (arguments.positional.empty()) return {};
  Value marked = arguments.positional.front();
  if (auto* cls = marked.try_as<ClassObject>(); cls != nullptr && cls->native == nullptr) {
    cls->members.set(protocol_mark(), Value::boolean(true));
  }
  return marked;
}

Value abstract_methods(Interpreter& interpreter, ClassObject& cls) {
  const Ref<SetObject> out = make<SetObject>(true);
  bool concerned = false;
  for (auto at = cls.mro.rbegin(); at != cls.mro.rend(); ++at) {
    for (const Namespace::Entry& entry : (*at)->members.entries()) {
      if (entry.value.is_absent() || !is_abstract(entry.value)) continue;
      concerned = true;
      if (!is_abstract(cls.lookup(interpreter, entry.name))) continue;
      out->table.set(interpreter, Value::string(entry.name.text()), Value());
    }
  }
  return concerned ? Value(out) : Value::absent();
}

bool fulfils_protocol(Interpreter& interpreter, ClassObject& protocol, const Value& value) {
  if (protocol.members.find(protocol_mark()) == nullptr) return false;
  for (const ClassObject* cls : protocol.mro) {
    if (cls->native != nullptr) continue;
    for (const Symbol name : names_in(interpreter, *cls)) {
      if (interpreter.find_attribute(value, name).is_absent()) return false;
    }
  }
  return true;
}

}  // namespace retort::python
