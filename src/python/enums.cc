// Enum classes. A member is an instance with the attributes `name` and `value`; with a mixed-in
// built-in (`class Color(str, Enum)`) it also stands for its value. Members live in the class's
// `__members__`, in the order of definition.
#include "python/enums.h"

#include <array>

#include "python/builtin_types.h"
#include "python/interpreter.h"
#include "python/names.h"

namespace retort::python {
namespace {

Symbol members_name() {
  static const Symbol symbol = intern("__members__");
  return symbol;
}
Symbol name_name() {
  static const Symbol symbol = intern("name");
  return symbol;
}

class AutoValue final : public Object {
 public:
  std::string_view type_name() const override { return "auto"; }
};

class EnumMember final : public Instance {
 public:
  using Instance::Instance;
  std::string member_name() const {
    const Value* found = attributes.find(name_name());
    return found == nullptr ? "" : *string_of(*found);
  }
  bool prints_value() const {
    return cls->is_subclass_of(kIntEnumClass) || cls->is_subclass_of(kStrEnumClass) ||
           cls->is_subclass_of(kReprEnumClass) || cls->is_subclass_of(kIntFlagClass);
  }
  std::string repr(Interpreter& interpreter) override {
    if (!special_method(interpreter, names().repr).is_absent()) return Instance::repr(interpreter);
    const Value* value = attributes.find(names().value);
    return "<" + cls->name + "." + member_name() + ": " +
           interpreter.repr(value == nullptr ? Value() : *value) + ">";
  }
  std::string str(Interpreter& interpreter) override {
    if (!special_method(interpreter, names().str).is_absent()) return Instance::str(interpreter);
    if (prints_value()) return interpreter.str(payload);
    return cls->name + "." + member_name();
  }
  // As Python 3.12: format() is str(), also for members with a mixed-in type.
  std::string format(Interpreter& interpreter, std::string_view spec) override {
    if (!special_method(interpreter, names().format).is_absent()) {
      return Instance::format(interpreter, spec);
    }
    if (prints_value()) return interpreter.format(payload, spec);
    return interpreter.format(Value::string(str(interpreter)), spec);
  }
  bool truth(Interpreter& interpreter) override {
    if (!special_method(interpreter, names().bool_).is_absent()) {
      return Instance::truth(interpreter);
    }
    if (cls->is_subclass_of(kFlagClass)) return interpreter.truth(*attributes.find(names().value));
    return payload.is_absent() || interpreter.truth(payload);
  }
  std::uint64_t hash(Interpreter& interpreter) override {
    if (!special_method(interpreter, names().hash).is_absent()) return Instance::hash(interpreter);
    return payload.is_absent() ? Object::hash(interpreter) : interpreter.hash(payload);
  }
  Value binary(Interpreter& interpreter, Operator op, const Value& other, bool reflected) override {
    const bool flag = cls->is_subclass_of(kFlagClass);
    const bool bits = op == Operator::BitOr || op == Operator::BitAnd || op == Operator::BitXor;
    if (!flag || !bits) return Instance::binary(interpreter, op, other, reflected);
    auto* member = other.try_as<EnumMember>();
    const Value right = member != nullptr ? enum_value(other) : other;
    return flag_of(interpreter, interpreter.binary(op, enum_value(Value(this)), right));
  }
  Value contains(Interpreter& interpreter, const Value& item) override {
    if (!cls->is_subclass_of(kFlagClass)) return Instance::contains(interpreter, item);
    const auto all = integer_of(enum_value(Value(this)));
    const auto part = integer_of(enum_value(item));
    return Value::boolean(all && part && (*all & *part) == *part);
  }

 private:
  Value flag_of(Interpreter&, const Value& bits) {
    for (const Value& member : enum_members(*cls)) {
      if (enum_value(member).is_same(bits)) return member;
    }
    const Ref<EnumMember> made = make<EnumMember>(cls);
    made->attributes.set(names().value, bits);
    std::string text;
    for (const Value& member : enum_members(*cls)) {
      const auto value = integer_of(enum_value(member));
      if (value && *value != 0 && (*value & integer_of(bits).value_or(0)) == *value) {
        if (!text.empty()) text += "|";
        text += static_cast<EnumMember&>(member.as_object()).member_name();
      }
    }
    made->attributes.set(name_name(), Value::string(text));
    if (cls->is_subclass_of(kIntFlagClass)) made->payload = bits;
    return made;
  }
};

bool is_member_name(std::string_view name) {
  return !name.starts_with("_");
}

bool is_member_value(const Value& value) {
  if (!value.is_object()) return true;
  if (value.try_as<Descriptor>() != nullptr) return false;
  const ObjectKind kind = value.as_object().kind();
  return kind != ObjectKind::function && kind != ObjectKind::klass;
}

DictObject* member_dict(const ClassObject& cls) {
  const Value* found = cls.members.find(members_name());
  return found == nullptr ? nullptr : found->try_as<DictObject>();
}

// The value of auto(): the name in lower case for StrEnum, the next power of two for flags, else
// one more than the last.
Value automatic(Interpreter& interpreter, ClassObject& cls, std::string_view name,
                const Value& last, std::size_t count) {
  static const Symbol generator = intern("_generate_next_value_");
  const Value hook = cls.lookup(interpreter, generator);
  if (!hook.is_absent()) {
    auto* wrapped = hook.try_as<Descriptor>();
    const ValueList values{last};
    const std::array<Value, 4> arguments{Value::string(name), Value::integer(1),
                                         Value::integer(static_cast<std::int64_t>(count)),
                                         make_list(last.is_none() ? ValueList{} : values)};
    return interpreter.call(wrapped != nullptr ? wrapped->getter : hook, arguments);
  }
  if (cls.is_subclass_of(kStrEnumClass)) {
    return interpreter.call_method(Value::string(name), "lower");
  }
  const std::int64_t before = integer_of(last).value_or(0);
  if (!cls.is_subclass_of(kFlagClass) || before == 0) return Value::integer(before + 1);
  std::int64_t bit = 1;
  while (bit <= before) bit *= 2;
  return Value::integer(bit);
}

const NativeClassSpec* mixed_in(const ClassObject& cls) {
  for (const NativeClassSpec* spec : {&kStringClass, &kIntegerClass, &kFloatClass, &kBytesClass}) {
    if (cls.is_subclass_of(*spec)) return spec;
  }
  return nullptr;
}

thread_local EnumMember* member_in_making = nullptr;

/// The member is what the class's own `__new__` makes of the value. False without one.
bool run_own_new(Interpreter& interpreter, ClassObject& cls, EnumMember& member,
                 const Value& value) {
  const Value maker = cls.lookup(interpreter, names().new_);
  if (maker.is_absent() || maker.try_as<NativeFunctionObject>() != nullptr) return false;
  ValueList arguments{Value(&cls)};
  if (const auto* tuple = value.try_as<TupleObject>()) {
    arguments.insert(arguments.end(), tuple->items.begin(), tuple->items.end());
  } else {
    arguments.push_back(value);
  }
  struct Making {
    EnumMember* const before = member_in_making;
    ~Making() { member_in_making = before; }
  } making;
  member_in_making = &member;
  auto* wrapped = maker.try_as<Descriptor>();
  interpreter.call(wrapped != nullptr ? wrapped->getter : maker, arguments);
  return true;
}

Value make_member(Interpreter& interpreter, ClassObject& cls, std::string_view name,
                  const Value& value) {
  const Ref<EnumMember> member = make<EnumMember>(Ref<ClassObject>(&cls));
  Value stored = value;
  if (run_own_new(interpreter, cls, *member, value)) {
    const Value* chosen = member->attributes.find(intern("_value_"));
    if (chosen != nullptr) {
      stored = *chosen;
    } else if (!member->payload.is_absent()) {
      stored = member->payload;
    }
  } else if (const NativeClassSpec* mixed = mixed_in(cls)) {
    auto* tuple = value.try_as<TupleObject>();
    const std::span<const Value> arguments =
        tuple != nullptr ? std::span<const Value>(tuple->items) : std::span<const Value>(&value, 1);
    member->payload = interpreter.call(Value(&interpreter.native_class(*mixed)), arguments);
    if (tuple == nullptr) stored = member->payload;
  }
  member->attributes.set(name_name(), Value::string(name));
  member->attributes.set(intern("_name_"), Value::string(name));
  member->attributes.set(names().value, stored);
  member->attributes.set(intern("_value_"), stored);
  const Value init = cls.lookup(interpreter, names().init);
  if (!init.is_absent() && init.try_as<NativeFunctionObject>() == nullptr) {
    auto* tuple = value.try_as<TupleObject>();
    ValueList arguments{Value(member)};
    if (tuple != nullptr) {
      arguments.insert(arguments.end(), tuple->items.begin(), tuple->items.end());
    } else {
      arguments.push_back(value);
    }
    interpreter.call(init, arguments);
    if (const Value* changed = member->attributes.find(intern("_value_"))) {
      member->attributes.set(names().value, *changed);
    }
  }
  return member;
}

}  // namespace

Value enum_member_being_made(Interpreter& interpreter, const ClassObject& cls,
                             const CallArguments& arguments) {
  if (member_in_making == nullptr || member_in_making->cls.get() != &cls) return Value::absent();
  if (const NativeClassSpec* mixed = mixed_in(cls); mixed && !arguments.positional.empty()) {
    member_in_making->payload =
        interpreter.call(Value(&interpreter.native_class(*mixed)), arguments.positional);
  }
  return Value(member_in_making);
}

Value enum_value(const Value& member) {
  auto* instance = member.try_as<EnumMember>();
  if (instance == nullptr) return member;
  const Value* value = instance->attributes.find(names().value);
  return value == nullptr ? Value() : *value;
}

ValueList enum_members(const ClassObject& cls) {
  ValueList result;
  DictObject* dict = member_dict(cls);
  if (dict == nullptr) return result;
  for (const HashTable::Entry& entry : dict->table.entries()) {
    if (entry.key.is_absent()) continue;
    auto* member = entry.value.try_as<EnumMember>();
    if (member != nullptr && member->member_name() == *string_of(entry.key)) {
      result.push_back(entry.value);
    }
  }
  return result;
}

void finish_enum_class(Interpreter& interpreter, ClassObject& cls) {
  const Ref<DictObject> members = make<DictObject>();
  Value last;
  std::size_t count = 0;
  for (const Namespace::Entry& entry : std::vector<Namespace::Entry>(cls.members.entries())) {
    if (entry.value.is_absent() || !is_member_name(entry.name.text())) continue;
    if (!is_member_value(entry.value)) continue;
    Value value = entry.value;
    if (value.try_as<AutoValue>() != nullptr) {
      value = automatic(interpreter, cls, entry.name.text(), last, count);
    }
    last = value;
    ++count;
    Value member = Value::absent();
    for (const HashTable::Entry& known : members->table.entries()) {
      if (interpreter.equal(enum_value(known.value), value)) member = known.value;
    }
    if (member.is_absent()) member = make_member(interpreter, cls, entry.name.text(), value);
    members->table.set(interpreter, Value::string(entry.name.text()), member);
    cls.members.set(entry.name, member);
  }
  cls.members.set(members_name(), members);
}

Value enum_class_attribute(Interpreter&, ClassObject& cls, Symbol name) {
  if (name != members_name()) return Value::absent();
  DictObject* dict = member_dict(cls);
  return dict == nullptr ? Value(make<DictObject>()) : Value(dict);
}

namespace {

Value functional_form(Interpreter& interpreter, ClassObject& base, const CallArguments& arguments) {
  const Ref<ClassObject> cls =
      make<ClassObject>(*string_of(arguments.positional[0]),
                        std::vector<Ref<ClassObject>>{Ref<ClassObject>(&base)}, nullptr);
  Value given = arguments.positional[1];
  if (const std::string* text = string_of(given)) {
    std::string spaced = *text;
    for (char& c : spaced) {
      if (c == ',') c = ' ';
    }
    given = interpreter.call_method(Value::string(spaced), "split");
  }
  std::int64_t number = 0;
  auto* mapping = unwrap(given).try_as<DictObject>();
  for (const Value& item : interpreter.items_of(given)) {
    Value name = item;
    Value value = Value::integer(++number);
    if (mapping != nullptr) {
      value = interpreter.get_item(given, item);
    } else if (string_of(item) == nullptr) {
      const ValueList pair = interpreter.items_of(item);
      name = pair.at(0);
      value = pair.at(1);
    }
    cls->members.set(intern(*string_of(name)), value);
  }
  finish_enum_class(interpreter, *cls);
  return cls;
}

}  // namespace

Value enum_class_call(Interpreter& interpreter, ClassObject& cls, const CallArguments& arguments) {
  if (member_dict(cls) == nullptr || enum_members(cls).empty()) {
    if (arguments.positional.size() >= 2 && string_of(arguments.positional[0]) != nullptr) {
      return functional_form(interpreter, cls, arguments);
    }
  }
  ArgumentReader read(interpreter, cls.name, arguments);
  const Value wanted = read.required("value").value();
  read.finish();
  interpreter.need_known(wanted, "the look-up of an enum member");
  for (const Value& member : enum_members(cls)) {
    if (member.is_same(wanted) || interpreter.equal(enum_value(member), wanted)) return member;
  }
  static const Symbol missing_name = intern("_missing_");
  const Value missing = cls.lookup(interpreter, missing_name);
  if (!missing.is_absent()) {
    const Value found = interpreter.call(bind_attribute(interpreter, missing, Value::absent(), cls),
                                         std::span(&wanted, 1));
    if (!found.is_none()) return found;
  }
  interpreter.raise(Builtin::ValueError, interpreter.repr(wanted) + " is not a valid " + cls.name);
}

Value enum_class_item(Interpreter& interpreter, ClassObject& cls, const Value& key) {
  DictObject* dict = member_dict(cls);
  const Value members = dict == nullptr ? Value(make<DictObject>()) : Value(dict);
  return interpreter.get_item(members, key);
}

namespace {

Value make_auto(Interpreter&, const CallArguments&) {
  return make<AutoValue>();
}

Value unique(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "unique", arguments);
  return read.required("enumeration").value();
}

template <const NativeClassSpec& spec>
Value enum_class(Interpreter& interpreter) {
  ClassObject& cls = interpreter.native_class(spec);
  cls.is_enum = true;
  return Value(&cls);
}

Value type_class(Interpreter& interpreter) {
  return Value(&interpreter.native_class(kTypeClass));
}

constexpr auto kFunction = NativeMember::Kind::function;
constexpr auto kValue = NativeMember::Kind::value;

}  // namespace

const NativeClassSpec kEnumClass{"Enum", "enum"};
const NativeClassSpec kReprEnumClass{"ReprEnum", "enum", &kEnumClass};
const NativeClassSpec kFlagClass{"Flag", "enum", &kEnumClass};
const NativeClassSpec kIntEnumClass{"IntEnum", "enum", &kEnumClass};
const NativeClassSpec kStrEnumClass{"StrEnum", "enum", &kEnumClass};
const NativeClassSpec kIntFlagClass{"IntFlag", "enum", &kFlagClass};

namespace {

// IntEnum and its like have two bases: made by hand, once an interpreter.
template <const NativeClassSpec& spec, const NativeClassSpec& mixed>
Value mixed_class(Interpreter& interpreter) {
  ClassObject& cls = interpreter.native_class(spec);
  if (!cls.is_subclass_of(mixed)) {
    ClassObject& base = interpreter.native_class(mixed);
    cls.bases.insert(cls.bases.begin(), Ref<ClassObject>(&base));
    cls.mro.insert(cls.mro.begin() + 1, &base);
  }
  cls.is_enum = true;
  return Value(&cls);
}

}  // namespace

const MemberTable kEnumModuleMembers{
    {kValue, "Enum", nullptr, enum_class<kEnumClass>},
    {kValue, "ReprEnum", nullptr, enum_class<kReprEnumClass>},
    {kValue, "Flag", nullptr, enum_class<kFlagClass>},
    {kValue, "IntEnum", nullptr, mixed_class<kIntEnumClass, kIntegerClass>},
    {kValue, "StrEnum", nullptr, mixed_class<kStrEnumClass, kStringClass>},
    {kValue, "IntFlag", nullptr, mixed_class<kIntFlagClass, kIntegerClass>},
    {kValue, "EnumMeta", nullptr, type_class},
    {kValue, "EnumType", nullptr, type_class},
    {kFunction, "auto", make_auto},
    {kFunction, "unique", unique},
};

}  // namespace retort::python
