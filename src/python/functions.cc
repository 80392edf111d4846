// Native functions, bound methods, descriptors and modules.
#include "python/interpreter.h"
#include "python/module_state.h"
#include "python/names.h"

namespace retort::python {

Value make_native_function(std::string_view name, NativeFunction function, Value self) {
  return make<NativeFunctionObject>(name, function, std::move(self));
}

Value NativeFunctionObject::get_attribute(Interpreter& interpreter, Symbol attribute) {
  if (attribute == names().name || attribute == names().qualname) return Value::string(name);
  if (attribute == names().self && !self.is_absent()) return self;
  if (attribute == names().doc || attribute == names().module) return {};
  return Object::get_attribute(interpreter, attribute);
}

Value NativeFunctionObject::call(Interpreter& interpreter, const CallArguments& arguments) {
  if (!is_method || !self.is_absent()) {
    return function(interpreter, {arguments.positional, arguments.keywords, self});
  }
  if (arguments.positional.empty()) {
    interpreter.raise(Builtin::TypeError, "unbound method " + name + "() needs an argument");
  }
  return function(interpreter, {arguments.positional.subspan(1), arguments.keywords,
                                arguments.positional.front()});
}

std::string NativeFunctionObject::repr(Interpreter&) {
  return self.is_absent() ? "<built-in function " + name + ">" : "<built-in method " + name + ">";
}

Value BoundMethod::get_attribute(Interpreter& interpreter, Symbol name) {
  if (name.text() == "__self__") return self;
  if (name.text() == "__func__") return function;
  if (name == names().class_) return type_of(interpreter);
  return interpreter.find_attribute(function, name);
}

Value BoundMethod::call(Interpreter& interpreter, const CallArguments& arguments) {
  ValueList positional;
  positional.reserve(arguments.positional.size() + 1);
  positional.push_back(self);
  positional.insert(positional.end(), arguments.positional.begin(), arguments.positional.end());
  return interpreter.call(function, {positional, arguments.keywords});
}

std::string BoundMethod::repr(Interpreter& interpreter) {
  const Value name = interpreter.find_attribute(function, names().qualname);
  return "<bound method " + (name.is_absent() ? std::string("?") : interpreter.str(name)) + ">";
}

Value BoundMethod::compare(Interpreter&, CompareOperator op, const Value& other) {
  auto* method = other.try_as<BoundMethod>();
  if (method == nullptr || (op != CompareOperator::Eq && op != CompareOperator::NotEq)) {
    return Value::absent();
  }
  const bool same = method->function.is_same(function) && method->self.is_same(self);
  return Value::boolean(same == (op == CompareOperator::Eq));
}

std::string_view Descriptor::type_name() const {
  return descriptor == Kind::property        ? "property"
         : descriptor == Kind::static_method ? "staticmethod"
                                             : "classmethod";
}

namespace {

Descriptor& self_property(const CallArguments& arguments) {
  return static_cast<Descriptor&>(arguments.self.as_object());
}

Ref<Descriptor> copy_property(const Descriptor& from) {
  Ref<Descriptor> result = make<Descriptor>(from.descriptor, from.getter);
  result->setter = from.setter;
  result->deleter = from.deleter;
  return result;
}

Value property_getter(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "getter", arguments);
  const Ref<Descriptor> result = copy_property(self_property(arguments));
  result->getter = read.required("fget").value();
  return result;
}

Value property_setter(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "setter", arguments);
  const Ref<Descriptor> result = copy_property(self_property(arguments));
  result->setter = read.required("fset").value();
  return result;
}

Value property_deleter(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "deleter", arguments);
  const Ref<Descriptor> result = copy_property(self_property(arguments));
  result->deleter = read.required("fdel").value();
  return result;
}

}  // namespace

Value Descriptor::get_attribute(Interpreter& interpreter, Symbol name) {
  if (descriptor == Kind::property) {
    if (name.text() == "getter")
      return make_native_function("getter", property_getter, Value(this));
    if (name.text() == "setter")
      return make_native_function("setter", property_setter, Value(this));
    if (name.text() == "deleter") {
      return make_native_function("deleter", property_deleter, Value(this));
    }
    if (name.text() == "fget") return getter;
  }
  if (name.text() == "__func__" || name.text() == "__wrapped__") return getter;
  if (name == names().class_) return type_of(interpreter);
  return interpreter.find_attribute(getter, name);
}

Value Descriptor::call(Interpreter& interpreter, const CallArguments& arguments) {
  if (descriptor == Kind::property) return Object::call(interpreter, arguments);
  return interpreter.call(getter, arguments);
}

// ---- modules

Value ModuleObject::get_attribute(Interpreter& interpreter, Symbol attribute) {
  if (const Value* found = globals.find(attribute)) return *found;
  if (native != nullptr) {
    if (const NativeMember* member = native->find(attribute)) {
      // Of a module: made anew each time.
      if (member->kind == NativeMember::Kind::property) return member->create(interpreter);
      Value value = member->kind == NativeMember::Kind::value
                        ? member->create(interpreter)
                        : make_native_function(member->name, member->function);
      globals.set(attribute, value);
      return value;
    }
  }
  if (missing != nullptr) {
    Value value = missing(interpreter, *this, attribute);
    if (!value.is_absent()) {
      globals.set(attribute, value);
      return value;
    }
  }
  if (source != nullptr) {
    run_pending_module(interpreter, *this);
    if (const Value* found = globals.find(attribute)) return *found;
  }
  if (attribute == names().name) return Value::string(name);
  if (attribute == names().dict) {
    const Ref<DictObject> dict = make<DictObject>();
    for (const Namespace::Entry& entry : globals.entries()) {
      if (entry.value.is_absent()) continue;
      dict->table.set(interpreter, Value::string(entry.name.text()), entry.value);
    }
    return dict;
  }
  const Value submodule = import_submodule(interpreter, *this, attribute);
  if (!submodule.is_absent()) return submodule;
  if (attribute == names().doc) return {};
  const bool partial = !failure.empty() ||
                       (native != nullptr && interpreter.options().reads_definitions) ||
                       (source == nullptr && comes_with_retort(*this));
  if (partial && !running && !attribute.text().starts_with("__")) {
    return interpreter.make_unknown(name + "." + std::string(attribute.text()),
                                    UnknownObject::Step::attribute, nullptr, imported_at, failure);
  }
  return Object::get_attribute(interpreter, attribute);
}

bool ModuleObject::set_attribute(Interpreter&, Symbol attribute, const Value& value) {
  globals.set(attribute, value);
  return true;
}

std::vector<Symbol> ModuleObject::attribute_names(Interpreter& interpreter) {
  if (source != nullptr) run_pending_module(interpreter, *this);
  std::vector<Symbol> result;
  if (native != nullptr) {
    for (const NativeMember& member : native->members()) result.push_back(intern(member.name));
  }
  for (const Namespace::Entry& entry : globals.entries()) {
    if (!entry.value.is_absent() && (native == nullptr || native->find(entry.name) == nullptr)) {
      result.push_back(entry.name);
    }
  }
  return result;
}

std::string ModuleObject::repr(Interpreter& interpreter) {
  return "<module " + interpreter.repr(Value::string(name)) + ">";
}

void ModuleObject::release_references() {
  globals.clear();
}

}  // namespace retort::python
