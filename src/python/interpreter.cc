// The operations on values that scripts and native modules share, and the life of an interpreter.
#include "python/interpreter.h"

#include "python/builtin_types.h"
#include "python/exceptions.h"
#include "python/interpreter_state.h"
#include "python/names.h"
#include "python/numbers.h"
#include "python/parser.h"
#include "python/text_format.h"

namespace retort::python {
namespace {

const NativeClassSpec& plain_class(const Value& value) {
  switch (value.tag()) {
    case Value::Tag::boolean:
      return kBooleanClass;
    case Value::Tag::integer:
      return kIntegerClass;
    case Value::Tag::real:
      return kFloatClass;
    default:
      return kNoneClass;
  }
}

class Singleton final : public Object {
 public:
  Singleton(std::string_view type, std::string_view text) : type_(type), text_(text) {}
  std::string_view type_name() const override { return type_; }
  std::string repr(Interpreter&) override { return std::string(text_); }

 private:
  std::string_view type_;
  std::string_view text_;
};

std::string quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

}  // namespace

std::shared_ptr<const Module> Host::parse(const SourcePtr& source) {
  return parse_module(source);
}

Interpreter::Interpreter(Host& host, InterpreterOptions options)
    : host_(host),
      options_(std::move(options)),
      context_(options_.context),
      state_(std::make_unique<State>()) {
  state_->steps_left = options_.limits.steps;
  state_->bytes_at_start = Heap::bytes();
  heap_.set_limit(state_->bytes_at_start + options_.limits.bytes);
}

Interpreter::~Interpreter() {
  state_->ending = true;
  heap_.release_all();
  state_.reset();
}

const std::string* string_of(const Value& value) {
  const Value& plain = unwrap(value);
  if (!plain.is_object() || plain.as_object().kind() != ObjectKind::string) return nullptr;
  return &static_cast<const StringObject&>(plain.as_object()).text();
}

std::optional<std::int64_t> integer_of(const Value& value) {
  const Value& plain = unwrap(value);
  if (plain.is_integer() || plain.is_boolean()) return plain.as_integer();
  return std::nullopt;
}

std::optional<double> real_of(const Value& value) {
  const Value& plain = unwrap(value);
  if (plain.is_real()) return plain.as_real();
  if (plain.is_integer() || plain.is_boolean()) return static_cast<double>(plain.as_integer());
  return std::nullopt;
}

const Value& unwrap(const Value& value) {
  if (!value.is_object() || value.as_object().kind() != ObjectKind::instance) return value;
  const Value& payload = static_cast<const Instance&>(value.as_object()).payload;
  return payload.is_absent() ? value : payload;
}

// ---- attributes and items

Value Interpreter::find_attribute(const Value& object, Symbol name) {
  if (!object.is_object()) return bind_native_member(*this, plain_class(object), name, object);
  Value found = object.as_object().get_attribute(*this, name);
  if (!found.is_absent() || !object.as_object().is_callable()) return found;
  static const Symbol call = intern("__call__");
  return name == call ? object : found;
}
Value Interpreter::find_attribute(const Value& object, std::string_view name) {
  return find_attribute(object, intern(name));
}

Value Interpreter::get_attribute(const Value& object, Symbol name) {
  Value found = find_attribute(object, name);
  if (!found.is_absent()) return found;
  if (auto* module = object.try_as<ModuleObject>()) {
    raise(Builtin::AttributeError,
          "module " + quoted(module->name) + " has no attribute " + quoted(name.text()));
  }
  if (auto* cls = object.try_as<ClassObject>()) {
    raise(Builtin::AttributeError,
          "type object " + quoted(cls->name) + " has no attribute " + quoted(name.text()));
  }
  raise(Builtin::AttributeError,
        quoted(type_name(object)) + " object has no attribute " + quoted(name.text()));
}
Value Interpreter::get_attribute(const Value& object, std::string_view name) {
  return get_attribute(object, intern(name));
}

void Interpreter::set_attribute(const Value& object, Symbol name, const Value& value) {
  if (object.is_object() && object.as_object().set_attribute(*this, name, value)) return;
  raise(Builtin::AttributeError,
        quoted(type_name(object)) + " object has no attribute " + quoted(name.text()));
}

void Interpreter::delete_attribute(const Value& object, Symbol name) {
  if (object.is_object() && object.as_object().delete_attribute(*this, name)) return;
  raise(Builtin::AttributeError,
        quoted(type_name(object)) + " object has no attribute " + quoted(name.text()));
}

Value Interpreter::get_item(const Value& object, const Value& key) {
  if (object.is_object()) {
    Value item = object.as_object().get_item(*this, key);
    if (!item.is_absent()) return item;
  }
  raise(Builtin::TypeError, quoted(type_name(object)) + " object is not subscriptable");
}
void Interpreter::set_item(const Value& object, const Value& key, const Value& value) {
  if (object.is_object() && object.as_object().set_item(*this, key, value)) return;
  raise(Builtin::TypeError, quoted(type_name(object)) + " object does not support item assignment");
}
void Interpreter::delete_item(const Value& object, const Value& key) {
  if (object.is_object() && object.as_object().delete_item(*this, key)) return;
  raise(Builtin::TypeError, quoted(type_name(object)) + " object doesn't support item deletion");
}

// ---- calls

Value Interpreter::call(const Value& function, const CallArguments& arguments) {
  if (!function.is_object()) {
    raise(Builtin::TypeError, quoted(type_name(function)) + " object is not callable");
  }
  check_depth(*this);
  struct DepthGuard {
    int& depth;
    ~DepthGuard() { --depth; }
  } guard{++state_->depth};
  const Ref<Object> held(&function.as_object());
  return held->call(*this, arguments);
}
Value Interpreter::call(const Value& function, std::span<const Value> positional,
                        std::span<const KeywordValue> keywords) {
  return call(function, CallArguments{positional, keywords, Value::absent()});
}
Value Interpreter::call_method(const Value& object, std::string_view name,
                               std::span<const Value> positional) {
  return call(get_attribute(object, name), positional);
}

// ---- iteration

Value Interpreter::iterate(const Value& value) {
  check_stack(*this);
  if (value.is_object()) {
    Value iterator = value.as_object().iterate(*this);
    if (!iterator.is_absent()) return iterator;
  }
  raise(Builtin::TypeError, quoted(type_name(value)) + " object is not iterable");
}

bool Interpreter::next(const Value& iterator, Value& item) {
  if (!iterator.is_object()) {
    raise(Builtin::TypeError, quoted(type_name(iterator)) + " object is not an iterator");
  }
  check_stack(*this);
  return iterator.as_object().next(*this, item);
}

ValueList Interpreter::items_of(const Value& value) {
  const Value& plain = unwrap(value);
  if (auto* list = plain.try_as<ListObject>(); list != nullptr && &plain == &value) {
    return list->items;
  }
  if (auto* tuple = plain.try_as<TupleObject>(); tuple != nullptr && &plain == &value) {
    return tuple->items;
  }
  ValueList items;
  const Value iterator = iterate(value);
  Value item;
  while (next(iterator, item)) {
    step();
    items.push_back(std::move(item));
  }
  return items;
}

std::int64_t Interpreter::length(const Value& value) {
  const std::int64_t result = value.is_object() ? value.as_object().length(*this) : -1;
  if (result < 0) {
    raise(Builtin::TypeError, "object of type " + quoted(type_name(value)) + " has no len()");
  }
  return result;
}

// ---- truth, texts, hashes

bool Interpreter::truth(const Value& value) {
  switch (value.tag()) {
    case Value::Tag::absent:
    case Value::Tag::none:
      return false;
    case Value::Tag::boolean:
    case Value::Tag::integer:
      return value.as_integer() != 0;
    case Value::Tag::real:
      return value.as_real() != 0;
    case Value::Tag::object:
      break;
  }
  check_stack(*this);
  return value.as_object().truth(*this);
}

std::string Interpreter::repr(const Value& value) {
  switch (value.tag()) {
    case Value::Tag::absent:
    case Value::Tag::none:
      return "None";
    case Value::Tag::boolean:
      return value.as_boolean() ? "True" : "False";
    case Value::Tag::integer:
      return std::to_string(value.as_integer());
    case Value::Tag::real:
      return float_repr(value.as_real());
    case Value::Tag::object:
      break;
  }
  check_depth(*this);
  struct DepthGuard {
    int& depth;
    ~DepthGuard() { --depth; }
  } guard{++state_->depth};
  return value.as_object().repr(*this);
}

std::string Interpreter::str(const Value& value) {
  check_stack(*this);
  return value.is_object() ? value.as_object().str(*this) : repr(value);
}

std::string Interpreter::format(const Value& value, std::string_view spec) {
  if (value.is_object()) return value.as_object().format(*this, spec);
  if (value.is_none()) {
    if (spec.empty()) return "None";
    raise(Builtin::TypeError, "unsupported format string passed to NoneType.__format__");
  }
  return format_number(*this, value, spec);
}

std::uint64_t Interpreter::hash(const Value& value) {
  switch (value.tag()) {
    case Value::Tag::absent:
    case Value::Tag::none:
      return 0xFCA86420;
    case Value::Tag::boolean:
    case Value::Tag::integer:
    case Value::Tag::real:
      return number_hash(value);
    case Value::Tag::object:
      break;
  }
  check_stack(*this);
  return value.as_object().hash(*this);
}

// ---- types

std::string_view Interpreter::type_name(const Value& value) {
  return value.is_object() ? value.as_object().type_name() : plain_class(value).name;
}

Value Interpreter::type_of(const Value& value) {
  if (value.is_object()) return value.as_object().type_of(*this);
  return Value(&native_class(plain_class(value)));
}

bool Interpreter::is_instance(const Value& value, const Value& class_or_tuple) {
  if (auto* tuple = class_or_tuple.try_as<TupleObject>()) {
    for (const Value& item : tuple->items) {
      if (is_instance(value, item)) return true;
    }
    return false;
  }
  if (class_or_tuple.is_none()) return value.is_none();  // from `int | None`
  const int result =
      class_or_tuple.is_object() ? class_or_tuple.as_object().instance_check(*this, value) : -1;
  if (result < 0) {
    raise(Builtin::TypeError, "isinstance() arg 2 must be a type, a tuple of types, or a union");
  }
  if (result == 0) need_known(value, "isinstance()");
  return result == 1;
}

bool Interpreter::is_instance(const Value& value, const NativeClassSpec& spec) {
  auto* type = type_of(value).try_as<ClassObject>();
  return type != nullptr && type->is_subclass_of(spec);
}

bool Interpreter::is_subclass(const Value& cls, const Value& class_or_tuple) {
  if (auto* tuple = class_or_tuple.try_as<TupleObject>()) {
    for (const Value& item : tuple->items) {
      if (is_subclass(cls, item)) return true;
    }
    return false;
  }
  need_known(cls, "issubclass()");
  need_known(class_or_tuple, "issubclass()");
  auto* left = cls.try_as<ClassObject>();
  auto* right = class_or_tuple.try_as<ClassObject>();
  if (left == nullptr) raise(Builtin::TypeError, "issubclass() arg 1 must be a class");
  if (right == nullptr) {
    raise(Builtin::TypeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
  }
  return left->is_subclass_of(*right);
}

bool Interpreter::is_exception(const Value& value, Builtin type) {
  auto* instance = value.try_as<Instance>();
  return instance != nullptr && instance->cls->is_subclass_of(exception_spec(type));
}

ClassObject& Interpreter::native_class(const NativeClassSpec& spec) {
  Ref<ClassObject>& slot = state_->native_classes[&spec];
  if (slot) return *slot;
  std::vector<Ref<ClassObject>> bases;
  if (&spec != &kObjectClass) {
    bases.emplace_back(&native_class(spec.base != nullptr ? *spec.base : kObjectClass));
  }
  // The recursion may have moved the slot.
  Ref<ClassObject> made = make<ClassObject>(spec.name, std::move(bases), &spec);
  state_->native_classes[&spec] = made;
  return *made;
}

ClassObject& Interpreter::named_class(std::string_view name) {
  Ref<ClassObject>& slot = state_->named_classes[std::string(name)];
  if (!slot) {
    std::vector<Ref<ClassObject>> bases{Ref<ClassObject>(&object_class())};
    slot = make<ClassObject>(std::string(name), std::move(bases), nullptr);
    slot->module = "builtins";
    slot->overrides_operators = false;
  }
  return *slot;
}

ClassObject& Interpreter::object_class() {
  return native_class(kObjectClass);
}
ClassObject& Interpreter::builtin_class(Builtin type) {
  return native_class(exception_spec(type));
}

Value not_implemented(Interpreter& interpreter) {
  return interpreter.builtin_singleton("NotImplemented");
}
Value ellipsis(Interpreter& interpreter) {
  return interpreter.builtin_singleton("Ellipsis");
}

bool is_not_implemented(const Value& value) {
  return value.is_object() && value.as_object().type_name() == "NotImplementedType";
}

Value Interpreter::builtin_singleton(std::string_view name) {
  const Symbol symbol = intern(name);
  if (const Value* found = state_->builtins.find(symbol)) return *found;
  Value made = name == "Ellipsis" ? make<Singleton>("ellipsis", "Ellipsis")
                                  : make<Singleton>("NotImplementedType", "NotImplemented");
  state_->builtins.set(symbol, made);
  return made;
}

}  // namespace retort::python
