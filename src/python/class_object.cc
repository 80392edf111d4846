// Classes: the method resolution order, look-up and binding of attributes, making instances.
#include <algorithm>
#include <array>
#include <mutex>

#include "python/abstract_classes.h"
#include "python/builtin_types.h"
#include "python/enums.h"
#include "python/interpreter.h"
#include "python/names.h"
#include "python/typing_forms.h"

namespace retort::python {
namespace {

// C3: repeatedly takes the first head that is in no other list's tail. An inconsistent hierarchy
// falls back to the order of the bases.
std::vector<ClassObject*> linearize(ClassObject* self, const std::vector<Ref<ClassObject>>& bases) {
  std::vector<std::vector<ClassObject*>> lists;
  std::vector<ClassObject*> direct;
  for (const Ref<ClassObject>& base : bases) {
    lists.push_back(base->mro);
    direct.push_back(base.get());
  }
  lists.push_back(direct);
  std::vector<ClassObject*> result{self};
  while (true) {
    std::erase_if(lists, [](const auto& list) { return list.empty(); });
    if (lists.empty()) return result;
    ClassObject* chosen = nullptr;
    for (const auto& list : lists) {
      const bool in_a_tail = std::any_of(lists.begin(), lists.end(), [&](const auto& other) {
        return std::find(other.begin() + 1, other.end(), list.front()) != other.end();
      });
      if (!in_a_tail) {
        chosen = list.front();
        break;
      }
    }
    if (chosen == nullptr) chosen = lists.front().front();
    result.push_back(chosen);
    for (auto& list : lists) std::erase(list, chosen);
  }
}

Value materialize(Interpreter& interpreter, const NativeMember& member) {
  const auto method = [&] {
    const Ref<NativeFunctionObject> function =
        make<NativeFunctionObject>(member.name, member.function, Value::absent());
    function->is_method = true;
    return function;
  };
  switch (member.kind) {
    case NativeMember::Kind::function:
      return make_native_function(member.name, member.function);
    case NativeMember::Kind::method:
      return method();
    case NativeMember::Kind::class_method:
      return make<Descriptor>(Descriptor::Kind::class_method, method());
    case NativeMember::Kind::property:
      return make<Descriptor>(Descriptor::Kind::property, method());
    case NativeMember::Kind::value:
      return member.create(interpreter);
  }
  return Value::absent();
}

Value described(Interpreter&, ClassObject& cls, Symbol name) {
  const Names& known = names();
  if (name == known.name || name == known.qualname) return Value::string(cls.name);
  if (name == known.module) return Value::string(cls.module);
  if (name == known.doc) return Value();
  if (name == known.bases || name == known.mro) {
    ValueList items;
    if (name == known.mro) {
      for (ClassObject* item : cls.mro) items.push_back(Value(item));
    } else {
      for (const Ref<ClassObject>& base : cls.bases) items.push_back(base);
    }
    return make_tuple(std::move(items));
  }
  return Value::absent();
}

}  // namespace

MemberTable::MemberTable(std::initializer_list<NativeMember> members) : members_(members) {}
MemberTable::MemberTable(std::vector<NativeMember> members) : members_(std::move(members)) {}

void MemberTable::build_index() const {
  for (std::size_t i = 0; i < members_.size(); ++i) index_.emplace(intern(members_[i].name), i);
}

const NativeMember* MemberTable::find(Symbol name) const {
  std::call_once(built_, [this] { build_index(); });
  const auto found = index_.find(name);
  return found == index_.end() ? nullptr : &members_[found->second];
}

ClassObject::ClassObject(std::string class_name, std::vector<Ref<ClassObject>> class_bases,
                         const NativeClassSpec* native_spec)
    : TrackedObject(ObjectKind::klass),
      name(std::move(class_name)),
      bases(std::move(class_bases)),
      native(native_spec) {
  mro = linearize(this, bases);
  if (native_spec != nullptr) module = native_spec->module;
  overrides_operators = native_spec == nullptr;
  for (const Ref<ClassObject>& base : bases) {
    is_enum = is_enum || base->is_enum;
    overrides_operators = overrides_operators || base->overrides_operators;
    if (unknown_base.is_absent()) unknown_base = base->unknown_base;
  }
}

bool ClassObject::is_subclass_of(const ClassObject& other) const {
  return std::find(mro.begin(), mro.end(), &other) != mro.end();
}

bool ClassObject::is_subclass_of(const NativeClassSpec& spec) const {
  return std::any_of(mro.begin(), mro.end(),
                     [&](const ClassObject* item) { return item->native == &spec; });
}

Value ClassObject::own(Interpreter& interpreter, Symbol member) {
  if (const Value* found = members.find(member)) return *found;
  if (native == nullptr) return Value::absent();
  if (native->members != nullptr) {
    if (const NativeMember* found = native->members->find(member)) {
      Value value = materialize(interpreter, *found);
      members.set(member, value);
      return value;
    }
  }
  if (member == names().init && native->initialize != nullptr) {
    const Ref<NativeFunctionObject> function =
        make<NativeFunctionObject>("__init__", native->initialize, Value::absent());
    function->is_method = true;
    members.set(member, function);
    return function;
  }
  return native->missing != nullptr ? native->missing(interpreter, *this, member) : Value::absent();
}

Value ClassObject::lookup(Interpreter& interpreter, Symbol member) {
  for (ClassObject* item : mro) {
    Value found = item->own(interpreter, member);
    if (!found.is_absent()) return found;
  }
  return Value::absent();
}

Value ClassObject::lookup_after(Interpreter& interpreter, const ClassObject* after, Symbol member) {
  bool behind = false;
  for (ClassObject* item : mro) {
    if (behind) {
      Value found = item->own(interpreter, member);
      if (!found.is_absent()) return found;
    }
    behind = behind || item == after;
  }
  return Value::absent();
}

Value bind_attribute(Interpreter& interpreter, const Value& found, const Value& instance,
                     ClassObject& cls) {
  if (!found.is_object()) return found;
  if (auto* descriptor = found.try_as<Descriptor>()) {
    switch (descriptor->descriptor) {
      case Descriptor::Kind::property:
        if (instance.is_absent()) return found;
        return interpreter.call(descriptor->getter, std::span(&instance, 1));
      case Descriptor::Kind::static_method:
        return descriptor->getter;
      case Descriptor::Kind::class_method:
        return bind_attribute(interpreter, descriptor->getter, Value(&cls), cls);
    }
  }
  if (auto* object = found.try_as<Instance>()) {
    const Value get = object->special_method(interpreter, names().get);
    if (get.is_absent()) return found;
    const std::array<Value, 2> arguments{instance.is_absent() ? Value() : instance, Value(&cls)};
    return interpreter.call(get, arguments);
  }
  if (instance.is_absent()) return found;
  if (found.as_object().kind() == ObjectKind::function) {
    if (auto* native = found.try_as<NativeFunctionObject>()) {
      if (!native->is_method || !native->self.is_absent()) return found;
      return make<NativeFunctionObject>(native->name, native->function, instance);
    }
    if (found.try_as<BoundMethod>() != nullptr) return found;
    return make<BoundMethod>(found, instance);
  }
  return found;
}

Value bind_native_member(Interpreter& interpreter, const NativeClassSpec& spec, Symbol name,
                         const Value& self) {
  const NativeMember* member = spec.members != nullptr ? spec.members->find(name) : nullptr;
  if (member != nullptr && member->kind == NativeMember::Kind::method) {
    return make<NativeFunctionObject>(member->name, member->function, self);
  }
  ClassObject& cls = interpreter.native_class(spec);
  if (name == names().class_) return Value(&cls);
  const Value found = cls.lookup(interpreter, name);
  return found.is_absent() ? found : bind_attribute(interpreter, found, self, cls);
}

Value ClassObject::type_of(Interpreter& interpreter) {
  return Value(&interpreter.native_class(kTypeClass));
}

Value ClassObject::get_attribute(Interpreter& interpreter, Symbol member) {
  if (is_enum) {
    const Value item = enum_class_attribute(interpreter, *this, member);
    if (!item.is_absent()) return item;
  }
  Value found = lookup(interpreter, member);
  // A property of that name is one of the instances: that of the class is its type's.
  const bool is_own_name = member == names().name && !found.is_absent() &&
                           string_of(found) == nullptr && native == nullptr;
  if (is_own_name) return Value::string(name);
  if (!found.is_absent()) return bind_attribute(interpreter, found, Value::absent(), *this);
  found = described(interpreter, *this, member);
  if (!found.is_absent()) return found;
  if (member == names().class_) return type_of(interpreter);
  if (member.text() == "__abstractmethods__") return abstract_methods(interpreter, *this);
  if (member == names().dict || member == names().annotations) {
    const Ref<DictObject> dict = make<DictObject>();
    if (member == names().annotations) return dict;
    for (const Namespace::Entry& entry : members.entries()) {
      if (entry.value.is_absent()) continue;
      dict->table.set(interpreter, Value::string(entry.name.text()), entry.value);
    }
    return dict;
  }
  if (!unknown_base.is_absent()) return interpreter.find_attribute(unknown_base, member);
  return Value::absent();
}

bool ClassObject::set_attribute(Interpreter& interpreter, Symbol member, const Value& value) {
  if (native != nullptr) {
    interpreter.raise(Builtin::TypeError, "cannot set '" + std::string(member.text()) +
                                              "' attribute of immutable type '" + name + "'");
  }
  if (member == names().name && string_of(value) != nullptr) name = *string_of(value);
  members.set(member, value);
  return true;
}

bool ClassObject::delete_attribute(Interpreter&, Symbol member) {
  return members.erase(member);
}

std::vector<Symbol> ClassObject::attribute_names(Interpreter&) {
  std::vector<Symbol> result;
  for (ClassObject* item : mro) {
    for (const Namespace::Entry& entry : item->members.entries()) {
      if (!entry.value.is_absent()) result.push_back(entry.name);
    }
    if (item->native == nullptr || item->native->members == nullptr) continue;
    for (const NativeMember& member : item->native->members->members()) {
      result.push_back(intern(member.name));
    }
  }
  return result;
}

namespace {

Value (*constructor_of(ClassObject& cls))(Interpreter&, ClassObject&, const CallArguments&) {
  for (ClassObject* item : cls.mro) {
    if (item->native != nullptr && item->native->construct != nullptr) {
      return item->native->construct;
    }
  }
  return nullptr;
}

bool has_initializer(const ClassObject& cls) {
  return std::any_of(cls.mro.begin(), cls.mro.end(), [](const ClassObject* item) {
    return item->native != nullptr && item->native->initialize != nullptr;
  });
}

}  // namespace

Value construct_instance(Interpreter& interpreter, ClassObject& cls,
                         const CallArguments& arguments) {
  if (cls.is_enum) {
    const Value member = enum_member_being_made(interpreter, cls, arguments);
    if (!member.is_absent()) return member;
  }
  const auto construct = constructor_of(cls);
  if (construct != nullptr) return construct(interpreter, cls, arguments);
  return make<Instance>(Ref<ClassObject>(&cls));
}

Value ClassObject::call(Interpreter& interpreter, const CallArguments& arguments) {
  if (is_enum) return enum_class_call(interpreter, *this, arguments);
  if (native != nullptr) return construct_instance(interpreter, *this, arguments);
  const Value init = lookup(interpreter, names().init);
  const bool script_init = !init.is_absent() && init.try_as<NativeFunctionObject>() == nullptr;
  const Value maker = lookup(interpreter, names().new_);
  Value instance;
  if (!maker.is_absent() && maker.try_as<NativeFunctionObject>() == nullptr) {
    ValueList positional{Value(this)};
    positional.insert(positional.end(), arguments.positional.begin(), arguments.positional.end());
    auto* wrapped = maker.try_as<Descriptor>();
    instance = interpreter.call(wrapped != nullptr ? wrapped->getter : maker,
                                {positional, arguments.keywords});
    auto* made = instance.try_as<Instance>();
    if (made == nullptr || !made->cls->is_subclass_of(*this)) return instance;
  } else if (script_init && (has_initializer(*this) || constructor_of(*this) == nullptr)) {
    instance = construct_instance(interpreter, *this, {});
  } else {
    const bool takes_none = !script_init && constructor_of(*this) == nullptr;
    if (takes_none && unknown_base.is_absent() &&
        (!arguments.positional.empty() || !arguments.keywords.empty())) {
      interpreter.raise(Builtin::TypeError, name + "() takes no arguments");
    }
    instance = construct_instance(interpreter, *this, arguments);
  }
  if (script_init) {
    const Value bound = bind_attribute(interpreter, init, instance, *this);
    interpreter.call(bound, {arguments.positional, arguments.keywords});
  }
  return instance;
}

Value ClassObject::get_item(Interpreter& interpreter, const Value& key) {
  if (is_enum) return enum_class_item(interpreter, *this, key);
  const Value found = lookup(interpreter, names().class_getitem);
  if (!found.is_absent()) {
    auto* wrapped = found.try_as<Descriptor>();
    const std::array<Value, 2> arguments{Value(this), key};
    return interpreter.call(wrapped != nullptr ? wrapped->getter : found, arguments);
  }
  return make_generic_alias(Value(this), key);
}

Value ClassObject::iterate(Interpreter& interpreter) {
  if (!is_enum) return Value::absent();
  return interpreter.iterate(make_list(enum_members(*this)));
}

std::int64_t ClassObject::length(Interpreter&) {
  return is_enum ? static_cast<std::int64_t>(enum_members(*this).size()) : -1;
}

bool ClassObject::truth(Interpreter&) {
  return true;
}

std::string ClassObject::repr(Interpreter&) {
  if (is_enum) return "<enum '" + name + "'>";
  const bool plain = module.empty() || module == "builtins";
  return "<class '" + (plain ? name : module + "." + name) + "'>";
}

Value ClassObject::binary(Interpreter& interpreter, Operator op, const Value& other,
                          bool reflected) {
  if (op != Operator::BitOr) return Value::absent();
  const Value self(this);
  return make_union(interpreter, reflected ? ValueList{other, self} : ValueList{self, other});
}

Value ClassObject::contains(Interpreter& interpreter, const Value& item) {
  if (!is_enum) return Value::absent();
  for (const Value& member : enum_members(*this)) {
    if (member.is_same(item) || interpreter.equal(enum_value(member), item)) {
      return Value::boolean(true);
    }
  }
  return Value::boolean(false);
}

int ClassObject::instance_check(Interpreter& interpreter, const Value& value) {
  if (auto* instance = value.try_as<Instance>()) {
    if (instance->cls->is_subclass_of(*this)) return 1;
  }
  auto* type = interpreter.type_of(value).try_as<ClassObject>();
  if (type != nullptr && type->is_subclass_of(*this)) return 1;
  return native == nullptr && fulfils_protocol(interpreter, *this, value) ? 1 : 0;
}

void ClassObject::release_references() {
  members.clear();
  unknown_base = Value();
}

}  // namespace retort::python
