// The classes of the built-in kinds: their constructors and the methods that scripts name
// themselves (`object.__init__`, `dict.fromkeys`, ...).
#include "python/builtin_types.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "python/interpreter.h"
#include "python/mappings.h"
#include "python/module_state.h"
#include "python/names.h"
#include "python/numbers.h"
#include "python/utf8.h"

namespace retort::python {
namespace {

// The plain value for the class itself, an instance with that payload for a script's subclass.
Value finish(ClassObject& cls, const NativeClassSpec& spec, Value value) {
  if (cls.native == &spec) return value;
  const Ref<Instance> instance = make<Instance>(Ref<ClassObject>(&cls));
  instance->payload = std::move(value);
  return instance;
}

Value construct_integer(Interpreter& interpreter, ClassObject& cls,
                        const CallArguments& arguments) {
  ArgumentReader read(interpreter, "int", arguments);
  const Value given = read.optional("x", Value::integer(0)).value();
  const Argument base = read.optional("base", Value::integer(10));
  read.finish();
  interpreter.need_known(given, "int()");
  const Value& plain = unwrap(given);
  if (plain.is_real()) {
    return finish(cls, kIntegerClass,
                  Value::integer(integer_from_real(interpreter, plain.as_real())));
  }
  if (const auto number = integer_of(plain)) {
    return finish(cls, kIntegerClass, Value::integer(*number));
  }
  const std::string* text = string_of(given);
  auto* bytes = plain.try_as<BytesObject>();
  if (text == nullptr && bytes == nullptr) {
    for (const Symbol name : {names().int_, names().index}) {
      const Value method = interpreter.find_attribute(given, name);
      if (!method.is_absent()) return finish(cls, kIntegerClass, interpreter.call(method));
    }
    interpreter.raise(Builtin::TypeError,
                      "int() argument must be a string, a bytes-like object or a real number, "
                      "not '" +
                          std::string(interpreter.type_name(given)) + "'");
  }
  const auto number = parse_integer(interpreter, text != nullptr ? *text : bytes->data(),
                                    static_cast<int>(base.as_integer()));
  if (!number) {
    interpreter.raise(Builtin::ValueError, "invalid literal for int() with base " +
                                               std::to_string(base.as_integer()) + ": " +
                                               interpreter.repr(given));
  }
  return finish(cls, kIntegerClass, Value::integer(*number));
}

Value construct_boolean(Interpreter& interpreter, ClassObject&, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "bool", arguments);
  const Value given = read.optional("x", Value::boolean(false)).value();
  read.finish();
  return Value::boolean(interpreter.truth(given));
}

Value construct_float(Interpreter& interpreter, ClassObject& cls, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "float", arguments);
  const Value given = read.optional("x", Value::real(0)).value();
  read.finish();
  interpreter.need_known(given, "float()");
  if (const auto number = real_of(given)) return finish(cls, kFloatClass, Value::real(*number));
  if (const std::string* text = string_of(given)) {
    const auto number = parse_float(*text);
    if (!number) {
      interpreter.raise(Builtin::ValueError,
                        "could not convert string to float: " + interpreter.repr(given));
    }
    return finish(cls, kFloatClass, Value::real(*number));
  }
  const Value method = interpreter.find_attribute(given, names().float_);
  if (!method.is_absent()) return finish(cls, kFloatClass, interpreter.call(method));
  interpreter.raise(Builtin::TypeError,
                    "float() argument must be a string or a real number, not '" +
                        std::string(interpreter.type_name(given)) + "'");
}

Value construct_string(Interpreter& interpreter, ClassObject& cls, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "str", arguments);
  const Argument given = read.optional("object", Value::string(""));
  const Argument encoding = read.optional("encoding");
  read.optional("errors");
  read.finish();
  if (encoding.given()) {
    return finish(
        cls, kStringClass,
        interpreter.call_method(given.value(), "decode", std::span(&encoding.value(), 1)));
  }
  // What is unknown stays unknown until a text is needed.
  if (auto* unknown = given.value().try_as<UnknownObject>()) {
    return interpreter.make_unknown(unknown->name + ".__str__()", UnknownObject::Step::call,
                                    Ref<UnknownObject>(unknown), unknown->imported_at,
                                    unknown->reason);
  }
  return finish(cls, kStringClass, Value::string(interpreter.str(given.value())));
}

Value construct_bytes(Interpreter& interpreter, ClassObject& cls, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "bytes", arguments);
  const Argument given = read.optional("source", make<BytesObject>(""));
  const Argument encoding = read.optional("encoding", Value::string("utf-8"));
  read.finish();
  const Value& value = given.value();
  if (string_of(value) != nullptr) {
    if (!encoding.given()) {
      interpreter.raise(Builtin::TypeError, "string argument without an encoding");
    }
    return interpreter.call_method(value, "encode", std::span(&encoding.value(), 1));
  }
  if (value.try_as<BytesObject>() != nullptr) return finish(cls, kBytesClass, value);
  std::string data;
  if (const auto count = integer_of(value)) {
    interpreter.check_memory(*count);
    data.assign(static_cast<std::size_t>(std::max<std::int64_t>(*count, 0)), '\0');
  } else {
    for (const Value& item : interpreter.items_of(value)) {
      const auto byte = integer_of(item);
      if (!byte || *byte < 0 || *byte > 255) {
        interpreter.raise(Builtin::ValueError, "bytes must be in range(0, 256)");
      }
      data += static_cast<char>(*byte);
    }
  }
  return finish(cls, kBytesClass, make<BytesObject>(std::move(data)));
}

ValueList read_items(Interpreter& interpreter, std::string_view name,
                     const CallArguments& arguments) {
  ArgumentReader read(interpreter, name, arguments);
  const Argument given = read.optional("iterable");
  read.finish();
  return given.given() ? interpreter.items_of(given.value()) : ValueList{};
}

Value construct_tuple(Interpreter& interpreter, ClassObject& cls, const CallArguments& arguments) {
  return finish(cls, kTupleClass, make_tuple(read_items(interpreter, "tuple", arguments)));
}
Value construct_list(Interpreter& interpreter, ClassObject& cls, const CallArguments& arguments) {
  return finish(cls, kListClass, make_list(read_items(interpreter, "list", arguments)));
}
Value construct_dict(Interpreter& interpreter, ClassObject& cls, const CallArguments& arguments) {
  const Ref<DictObject> dict = make<DictObject>();
  fill_dict(interpreter, *dict, "dict", arguments);
  return finish(cls, kDictClass, dict);
}
// super().__init__(...) of a script's subclass.
Value initialize_list(Interpreter& interpreter, const CallArguments& arguments) {
  if (auto* list = unwrap(arguments.self).try_as<ListObject>()) {
    list->items = read_items(interpreter, "list", {arguments.positional, arguments.keywords});
  }
  return {};
}
Value initialize_dict(Interpreter& interpreter, const CallArguments& arguments) {
  if (auto* dict = unwrap(arguments.self).try_as<DictObject>()) {
    fill_dict(interpreter, *dict, "dict", {arguments.positional, arguments.keywords});
  }
  return {};
}
Value make_set(Interpreter& interpreter, const CallArguments& arguments, bool frozen) {
  const Ref<SetObject> set = make<SetObject>(frozen);
  for (const Value& item : read_items(interpreter, frozen ? "frozenset" : "set", arguments)) {
    set->table.set(interpreter, item, Value());
  }
  return set;
}
Value construct_set(Interpreter& interpreter, ClassObject& cls, const CallArguments& arguments) {
  return finish(cls, kSetClass, make_set(interpreter, arguments, false));
}
Value construct_frozen_set(Interpreter& interpreter, ClassObject& cls,
                           const CallArguments& arguments) {
  return finish(cls, kFrozenSetClass, make_set(interpreter, arguments, true));
}

Value construct_range(Interpreter& interpreter, ClassObject&, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "range", arguments);
  const std::int64_t first = read.required("start").as_integer();
  const Argument stop = read.optional("stop");
  const std::int64_t step = read.optional("step", Value::integer(1)).as_integer();
  read.finish();
  if (step == 0) interpreter.raise(Builtin::ValueError, "range() arg 3 must not be zero");
  if (!stop.given()) return make<RangeObject>(0, first, 1);
  return make<RangeObject>(first, stop.as_integer(), step);
}

Value construct_type(Interpreter& interpreter, ClassObject&, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "type", arguments);
  const Argument first = read.required("object");
  const Argument bases = read.optional("bases");
  const Argument members = read.optional("dict");
  if (!bases.given()) return interpreter.type_of(first.value());
  std::vector<Ref<ClassObject>> base_classes;
  Value unknown = Value::absent();
  for (const Value& base : bases.as_items()) {
    if (auto* cls = base.try_as<ClassObject>()) base_classes.emplace_back(cls);
    if (base.try_as<UnknownObject>() != nullptr) unknown = base;
  }
  if (base_classes.empty()) base_classes.emplace_back(&interpreter.object_class());
  const Ref<ClassObject> made =
      make<ClassObject>(first.as_string(), std::move(base_classes), nullptr);
  if (auto* dict = members.value().try_as<DictObject>()) {
    for (const HashTable::Entry& entry : dict->table.entries()) {
      if (const std::string* name = string_of(entry.key)) {
        made->members.set(intern(*name), entry.value);
      }
    }
  }
  if (!unknown.is_absent()) made->unknown_base = unknown;
  call_class_hooks(interpreter, *made, {});
  return made;
}

Value construct_property(Interpreter& interpreter, ClassObject&, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "property", arguments);
  const Ref<Descriptor> result =
      make<Descriptor>(Descriptor::Kind::property, read.optional("fget").value());
  const Argument setter = read.optional("fset");
  const Argument deleter = read.optional("fdel");
  if (setter.given() && !setter.is_none()) result->setter = setter.value();
  if (deleter.given() && !deleter.is_none()) result->deleter = deleter.value();
  return result;
}
Value construct_static(Interpreter& interpreter, ClassObject&, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "staticmethod", arguments);
  return make<Descriptor>(Descriptor::Kind::static_method, read.required("function").value());
}
Value construct_class_method(Interpreter& interpreter, ClassObject&,
                             const CallArguments& arguments) {
  ArgumentReader read(interpreter, "classmethod", arguments);
  return make<Descriptor>(Descriptor::Kind::class_method, read.required("function").value());
}

// ---- super()

class SuperObject final : public TrackedObject {
 public:
  SuperObject(Ref<ClassObject> after, Value self)
      : after_(std::move(after)), self_(std::move(self)) {}
  std::string_view type_name() const override { return "super"; }
  Value get_attribute(Interpreter& interpreter, Symbol name) override {
    auto* instance = self_.try_as<Instance>();
    auto* cls = instance != nullptr ? instance->cls.get() : self_.try_as<ClassObject>();
    if (cls == nullptr) return Value::absent();
    const Value found = cls->lookup_after(interpreter, after_.get(), name);
    if (!found.is_absent()) {
      const bool of_class = instance == nullptr;
      return bind_attribute(interpreter, found, of_class ? Value::absent() : self_, *cls);
    }
    if (!cls->unknown_base.is_absent()) return interpreter.find_attribute(cls->unknown_base, name);
    return Value::absent();
  }
  void release_references() override {
    after_ = nullptr;
    self_ = Value();
  }

 private:
  Ref<ClassObject> after_;
  Value self_;
};

Value construct_super(Interpreter& interpreter, ClassObject&, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "super", arguments);
  auto* after = read.required("type").value().try_as<ClassObject>();
  const Value self = read.required("object").value();
  read.finish();
  if (after == nullptr) interpreter.raise(Builtin::TypeError, "super() argument 1 must be a type");
  return make<SuperObject>(Ref<ClassObject>(after), self);
}

// ---- methods of object, int, float

Value do_nothing(Interpreter&, const CallArguments&) {
  return {};
}

Value object_new(Interpreter& interpreter, const CallArguments& arguments) {
  auto* cls =
      arguments.positional.empty() ? nullptr : arguments.positional[0].try_as<ClassObject>();
  if (cls == nullptr) interpreter.raise(Builtin::TypeError, "object.__new__(X): X is not a type");
  return construct_instance(interpreter, *cls,
                            {arguments.positional.subspan(1), arguments.keywords});
}

Value object_setattr(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "__setattr__", arguments);
  const std::string name = read.required("name").as_string();
  const Value value = read.required("value").value();
  if (auto* instance = arguments.self.try_as<Instance>()) {
    instance->attributes.set(intern(name), value);
  }
  return {};
}

Value object_repr(Interpreter& interpreter, const CallArguments& arguments) {
  auto* instance = arguments.self.try_as<Instance>();
  if (instance != nullptr && !instance->payload.is_absent()) {
    return Value::string(interpreter.repr(instance->payload));
  }
  return Value::string("<" + std::string(interpreter.type_name(arguments.self)) + " object>");
}

Value object_eq(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "__eq__", arguments);
  return Value::boolean(arguments.self.is_same(read.required("other").value()));
}

Value object_hash(Interpreter&, const CallArguments& arguments) {
  return Value::integer(static_cast<std::int64_t>(
      reinterpret_cast<std::uintptr_t>(&arguments.self.as_object()) >> 4U));
}

Value bit_length(Interpreter&, const CallArguments& arguments) {
  std::int64_t value = integer_of(arguments.self).value_or(0);
  std::int64_t bits = 0;
  for (; value != 0; value /= 2) ++bits;
  return Value::integer(bits);
}

/// `little`; else `big`, which is the default.
bool is_little_endian(Interpreter& interpreter, const std::string& order) {
  if (order == "little" || order == "big") return order == "little";
  interpreter.raise(Builtin::ValueError, "byteorder must be either 'little' or 'big'");
}

Value to_bytes(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "to_bytes", arguments);
  const std::int64_t length = read.optional("length", Value::integer(1)).as_integer();
  const std::string order = read.optional("byteorder", Value::string("big")).as_string();
  const bool is_signed = interpreter.truth(read.keyword("signed", Value::boolean(false)).value());
  read.finish();
  const std::int64_t value = integer_of(arguments.self).value_or(0);
  if (length < 0) {
    interpreter.raise(Builtin::ValueError, "length argument must be non-negative");
  }
  interpreter.check_memory(length);
  if (value < 0 && !is_signed) {
    interpreter.raise(Builtin::OverflowError, "can't convert negative int to unsigned");
  }
  std::string bytes;  // The lowest first.
  std::int64_t rest = value;
  for (std::int64_t i = 0; i < length; ++i) {
    bytes += static_cast<char>(rest & 0xff);
    rest >>= 8;
  }
  const bool top = !bytes.empty() && (static_cast<unsigned char>(bytes.back()) & 0x80U) != 0;
  const bool fits = is_signed ? rest == (top ? -1 : 0) || (bytes.empty() && value == 0) : rest == 0;
  if (!fits) interpreter.raise(Builtin::OverflowError, "int too big to convert");
  if (!is_little_endian(interpreter, order)) std::ranges::reverse(bytes);
  return make<BytesObject>(std::move(bytes));
}

Value from_bytes(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "from_bytes", arguments);
  const Value given = read.required("bytes").value();
  const std::string order = read.optional("byteorder", Value::string("big")).as_string();
  const bool is_signed = interpreter.truth(read.keyword("signed", Value::boolean(false)).value());
  read.finish();
  std::string bytes;
  for (const Value& item : interpreter.items_of(given)) {
    bytes += static_cast<char>(integer_of(item).value_or(0));
  }
  if (!is_little_endian(interpreter, order)) std::ranges::reverse(bytes);
  const bool top = !bytes.empty() && (static_cast<unsigned char>(bytes.back()) & 0x80U) != 0;
  const bool negative = is_signed && top;
  const char filler = negative ? '\xff' : '\0';
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < std::max<std::size_t>(bytes.size(), 8); ++i) {
    const char byte = i < bytes.size() ? bytes[i] : filler;
    if (i < 8) {
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(byte)) << (8 * i);
    } else if (byte != filler) {
      interpreter.fail(ErrorCode::limit, "An integer of more than 64 bits.");
    }
  }
  const bool wraps = static_cast<std::int64_t>(value) < 0 && !negative;
  if (wraps) interpreter.fail(ErrorCode::limit, "An integer of more than 64 bits.");
  return Value::integer(static_cast<std::int64_t>(value));
}

Value is_integer(Interpreter&, const CallArguments& arguments) {
  const double value = real_of(arguments.self).value_or(0);
  return Value::boolean(std::floor(value) == value);
}

Value itself(Interpreter&, const CallArguments& arguments) {
  return arguments.self;
}
Value zero(Interpreter&, const CallArguments&) {
  return Value::integer(0);
}

constexpr auto kProperty = NativeMember::Kind::property;
constexpr auto kMethod = NativeMember::Kind::method;
constexpr auto kStatic = NativeMember::Kind::function;

}  // namespace

const MemberTable kObjectMembers{
    {kMethod, "__init__", do_nothing},
    {kStatic, "__new__", object_new},
    {kStatic, "__init_subclass__", do_nothing},
    {kMethod, "__setattr__", object_setattr},
    {kMethod, "__repr__", object_repr},
    {kMethod, "__str__", object_repr},
    {kMethod, "__eq__", object_eq},
    {kMethod, "__hash__", object_hash},
};
const MemberTable kIntegerMembers{
    {kMethod, "bit_length", bit_length}, {kMethod, "to_bytes", to_bytes},
    {kStatic, "from_bytes", from_bytes}, {kProperty, "real", itself},
    {kProperty, "numerator", itself},    {kProperty, "imag", zero},
};
const MemberTable kFloatMembers{
    {kMethod, "is_integer", is_integer},
    {kProperty, "real", itself},
};

const NativeClassSpec kObjectClass{"object", "builtins", nullptr, &kObjectMembers};
const NativeClassSpec kTypeClass{"type", "builtins", nullptr, nullptr, construct_type};
const NativeClassSpec kNoneClass{"NoneType", "builtins"};
const NativeClassSpec kIntegerClass{"int", "builtins", nullptr, &kIntegerMembers,
                                    construct_integer};
const NativeClassSpec kBooleanClass{"bool", "builtins", &kIntegerClass, nullptr, construct_boolean};
const NativeClassSpec kFloatClass{"float", "builtins", nullptr, &kFloatMembers, construct_float};
const NativeClassSpec kStringClass{"str", "builtins", nullptr, &kStringMembers, construct_string};
const NativeClassSpec kBytesClass{"bytes", "builtins", nullptr, &kBytesMembers, construct_bytes};
const NativeClassSpec kTupleClass{"tuple", "builtins", nullptr, &kTupleMembers, construct_tuple};
const NativeClassSpec kListClass{.name = "list",
                                 .module = "builtins",
                                 .members = &kListMembers,
                                 .construct = construct_list,
                                 .initialize = initialize_list};
const NativeClassSpec kDictClass{.name = "dict",
                                 .module = "builtins",
                                 .members = &kDictMembers,
                                 .construct = construct_dict,
                                 .initialize = initialize_dict};
const NativeClassSpec kSetClass{"set", "builtins", nullptr, &kSetMembers, construct_set};
const NativeClassSpec kFrozenSetClass{"frozenset", "builtins", nullptr, &kFrozenSetMembers,
                                      construct_frozen_set};
const NativeClassSpec kRangeClass{"range", "builtins", nullptr, nullptr, construct_range};
const NativeClassSpec kPropertyClass{"property", "builtins", nullptr, nullptr, construct_property};
const NativeClassSpec kStaticMethodClass{"staticmethod", "builtins", nullptr, nullptr,
                                         construct_static};
const NativeClassSpec kClassMethodClass{"classmethod", "builtins", nullptr, nullptr,
                                        construct_class_method};
const NativeClassSpec kFunctionClass{"function", "builtins"};
const NativeClassSpec kSuperClass{"super", "builtins", nullptr, nullptr, construct_super};

}  // namespace retort::python
