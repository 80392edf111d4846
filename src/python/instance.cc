// Instances: every hook asks first for the dunder method in the script's classes, then the value
// that an instance of a subclass of str, int, dict, ... stands for.
#include <array>

#include "python/builtin_types.h"
#include "python/interpreter.h"
#include "python/names.h"

namespace retort::python {
namespace {

struct OperatorNames {
  Symbol plain, reflected, in_place;
};

const OperatorNames& operator_names(Operator op) {
  static const std::array<OperatorNames, 13> table = [] {
    constexpr std::array<const char*, 13> kNames{"add", "sub", "mul",     "matmul", "truediv",
                                                 "mod", "pow", "lshift",  "rshift", "or",
                                                 "xor", "and", "floordiv"};
    std::array<OperatorNames, 13> result;
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      const std::string name = kNames[i];
      result[i] = {intern("__" + name + "__"), intern("__r" + name + "__"),
                   intern("__i" + name + "__")};
    }
    return result;
  }();
  return table[static_cast<std::size_t>(op)];
}

Symbol compare_name(CompareOperator op) {
  const Names& known = names();
  switch (op) {
    case CompareOperator::Eq:
      return known.eq;
    case CompareOperator::NotEq:
      return known.ne;
    case CompareOperator::Lt:
      return known.lt;
    case CompareOperator::LtE:
      return known.le;
    case CompareOperator::Gt:
      return known.gt;
    default:
      return known.ge;
  }
}

// NotImplemented of a script is the interpreter's absent.
Value or_absent(const Value& value) {
  return is_not_implemented(value) ? Value::absent() : value;
}

std::string text_result(Interpreter& interpreter, const Value& result, std::string_view method) {
  const std::string* text = string_of(result);
  if (text == nullptr) {
    interpreter.need_known(result, "a text");
    interpreter.raise(Builtin::TypeError, std::string(method) + " returned non-string (type " +
                                              std::string(interpreter.type_name(result)) + ")");
  }
  return *text;
}

}  // namespace

// Only classes of scripts are asked: native classes override the hooks themselves.
Value Instance::special_method(Interpreter& interpreter, Symbol name) {
  if (!cls->overrides_operators) return Value::absent();
  for (ClassObject* item : cls->mro) {
    if (item->native != nullptr) continue;
    if (const Value* found = item->members.find(name)) {
      return bind_attribute(interpreter, *found, Value(this), *cls);
    }
  }
  return Value::absent();
}

Value Instance::type_of(Interpreter&) {
  return cls;
}

Value Instance::get_attribute(Interpreter& interpreter, Symbol name) {
  const Value* own = attributes.find(name);
  const Value found = cls->lookup(interpreter, name);
  if (!found.is_absent()) {
    auto* descriptor = found.try_as<Descriptor>();
    const bool property =
        descriptor != nullptr && descriptor->descriptor == Descriptor::Kind::property;
    if (own == nullptr || property) return bind_attribute(interpreter, found, Value(this), *cls);
  }
  if (own != nullptr) return *own;
  if (name == names().class_) return cls;
  if (name == names().dict) {
    const Ref<DictObject> dict = make<DictObject>();
    for (const Namespace::Entry& entry : attributes.entries()) {
      if (entry.value.is_absent()) continue;
      dict->table.set(interpreter, Value::string(entry.name.text()), entry.value);
    }
    return dict;
  }
  if (name == names().doc) return {};
  const Value fallback = special_method(interpreter, names().getattr);
  if (!fallback.is_absent()) {
    const Value text = Value::string(name.text());
    return interpreter.call(fallback, std::span(&text, 1));
  }
  if (name == names().module) return Value::string(cls->module);
  if (!cls->unknown_base.is_absent()) {
    return interpreter.find_attribute(interpreter.call(cls->unknown_base, std::span<const Value>{}),
                                      name);
  }
  return Value::absent();
}

bool Instance::set_attribute(Interpreter& interpreter, Symbol name, const Value& value) {
  const Value setter = special_method(interpreter, names().setattr);
  if (!setter.is_absent()) {
    const std::array<Value, 2> arguments{Value::string(name.text()), value};
    interpreter.call(setter, arguments);
    return true;
  }
  const Value found = cls->lookup(interpreter, name);
  if (auto* descriptor = found.is_absent() ? nullptr : found.try_as<Descriptor>();
      descriptor != nullptr && descriptor->descriptor == Descriptor::Kind::property) {
    if (descriptor->setter.is_absent()) {
      interpreter.raise(Builtin::AttributeError, "property '" + std::string(name.text()) +
                                                     "' of '" + cls->name +
                                                     "' object has no setter");
    }
    const std::array<Value, 2> arguments{Value(this), value};
    interpreter.call(descriptor->setter, arguments);
    return true;
  }
  if (name == names().dict) {
    // What is set later in that dict does not show here.
    for (const Value& key : interpreter.items_of(value)) {
      attributes.set(intern(interpreter.str(key)), interpreter.get_item(value, key));
    }
    return true;
  }
  attributes.set(name, value);
  return true;
}

bool Instance::delete_attribute(Interpreter&, Symbol name) {
  return attributes.erase(name);
}

std::vector<Symbol> Instance::attribute_names(Interpreter& interpreter) {
  std::vector<Symbol> result = cls->attribute_names(interpreter);
  for (const Namespace::Entry& entry : attributes.entries()) {
    if (!entry.value.is_absent()) result.push_back(entry.name);
  }
  return result;
}

bool Instance::is_callable() const {
  for (const ClassObject* item : cls->mro) {
    if (item->members.find(names().call) != nullptr) return true;
  }
  return false;
}

Value Instance::call(Interpreter& interpreter, const CallArguments& arguments) {
  const Value method = special_method(interpreter, names().call);
  if (!method.is_absent()) {
    return interpreter.call(method, {arguments.positional, arguments.keywords});
  }
  return Object::call(interpreter, arguments);
}

Value Instance::get_item(Interpreter& interpreter, const Value& key) {
  const Value method = special_method(interpreter, names().getitem);
  if (!method.is_absent()) return interpreter.call(method, std::span(&key, 1));
  if (payload.is_absent()) return Value::absent();
  if (auto* dict = payload.try_as<DictObject>()) {
    if (const Value* found = dict->table.find(interpreter, key)) return *found;
    const Value missing = special_method(interpreter, names().missing);
    if (!missing.is_absent()) return interpreter.call(missing, std::span(&key, 1));
  }
  return interpreter.get_item(payload, key);
}

bool Instance::set_item(Interpreter& interpreter, const Value& key, const Value& value) {
  const Value method = special_method(interpreter, names().setitem);
  if (!method.is_absent()) {
    const std::array<Value, 2> arguments{key, value};
    interpreter.call(method, arguments);
    return true;
  }
  return payload.is_object() && payload.as_object().set_item(interpreter, key, value);
}

bool Instance::delete_item(Interpreter& interpreter, const Value& key) {
  const Value method = special_method(interpreter, names().delitem);
  if (!method.is_absent()) {
    interpreter.call(method, std::span(&key, 1));
    return true;
  }
  return payload.is_object() && payload.as_object().delete_item(interpreter, key);
}

Value Instance::iterate(Interpreter& interpreter) {
  const Value method = special_method(interpreter, names().iter);
  if (!method.is_absent()) return interpreter.call(method);
  return payload.is_object() ? payload.as_object().iterate(interpreter) : Value::absent();
}

bool Instance::is_iterator() const {
  for (const ClassObject* item : cls->mro) {
    if (item->members.find(names().next) != nullptr) return true;
  }
  return false;
}

bool Instance::next(Interpreter& interpreter, Value& item) {
  const Value method = special_method(interpreter, names().next);
  if (method.is_absent()) return Object::next(interpreter, item);
  try {
    item = interpreter.call(method);
    return true;
  } catch (const PythonError& error) {
    if (!interpreter.is_exception(error.exception, Builtin::StopIteration)) throw;
    return false;
  }
}

std::int64_t Instance::length(Interpreter& interpreter) {
  const Value method = special_method(interpreter, names().len);
  if (!method.is_absent()) {
    const Value result = interpreter.call(method);
    interpreter.need_known(result, "a length");
    return integer_of(result).value_or(-1);
  }
  return payload.is_object() ? payload.as_object().length(interpreter) : -1;
}

bool Instance::truth(Interpreter& interpreter) {
  const Value method = special_method(interpreter, names().bool_);
  if (!method.is_absent()) return interpreter.truth(interpreter.call(method));
  if (!special_method(interpreter, names().len).is_absent()) return length(interpreter) != 0;
  return payload.is_absent() || interpreter.truth(payload);
}

std::string Instance::repr(Interpreter& interpreter) {
  const Value method = special_method(interpreter, names().repr);
  if (!method.is_absent()) {
    return text_result(interpreter, interpreter.call(method), "__repr__");
  }
  if (!payload.is_absent()) return interpreter.repr(payload);
  const std::string prefix = cls->module.empty() ? "" : cls->module + ".";
  return "<" + prefix + cls->name + " object>";
}

std::string Instance::str(Interpreter& interpreter) {
  const Value method = special_method(interpreter, names().str);
  if (!method.is_absent()) {
    return text_result(interpreter, interpreter.call(method), "__str__");
  }
  const bool has_repr = !special_method(interpreter, names().repr).is_absent();
  if (!payload.is_absent() && (!has_repr || string_of(payload) != nullptr)) {
    return interpreter.str(payload);
  }
  return repr(interpreter);
}

std::string Instance::format(Interpreter& interpreter, std::string_view spec) {
  const Value method = special_method(interpreter, names().format);
  if (!method.is_absent()) {
    const Value text = Value::string(spec);
    return text_result(interpreter, interpreter.call(method, std::span(&text, 1)), "__format__");
  }
  if (!payload.is_absent() && special_method(interpreter, names().str).is_absent()) {
    return interpreter.format(payload, spec);
  }
  return Object::format(interpreter, spec);
}

std::uint64_t Instance::hash(Interpreter& interpreter) {
  const Value method = special_method(interpreter, names().hash);
  if (!method.is_absent()) {
    if (method.is_none()) {
      interpreter.raise(Builtin::TypeError, "unhashable type: '" + cls->name + "'");
    }
    const Value result = interpreter.call(method);
    return static_cast<std::uint64_t>(integer_of(result).value_or(0));
  }
  if (!special_method(interpreter, names().eq).is_absent()) {
    interpreter.raise(Builtin::TypeError, "unhashable type: '" + cls->name + "'");
  }
  return payload.is_absent() ? Object::hash(interpreter) : interpreter.hash(payload);
}

Value Instance::binary(Interpreter& interpreter, Operator op, const Value& other, bool reflected) {
  const OperatorNames& known = operator_names(op);
  const Value method = special_method(interpreter, reflected ? known.reflected : known.plain);
  if (!method.is_absent()) return or_absent(interpreter.call(method, std::span(&other, 1)));
  if (payload.is_absent()) return Value::absent();
  return reflected ? interpreter.try_binary(op, other, payload)
                   : interpreter.try_binary(op, payload, other);
}

Value Instance::in_place(Interpreter& interpreter, Operator op, const Value& other) {
  const Value method = special_method(interpreter, operator_names(op).in_place);
  if (!method.is_absent()) return or_absent(interpreter.call(method, std::span(&other, 1)));
  if (payload.is_object() && payload.try_as<StringObject>() == nullptr) {
    const Value result = payload.as_object().in_place(interpreter, op, other);
    if (!result.is_absent()) return result.is_same(payload) ? Value(this) : result;
  }
  return binary(interpreter, op, other, false);
}

Value Instance::compare(Interpreter& interpreter, CompareOperator op, const Value& other) {
  const Value method = special_method(interpreter, compare_name(op));
  if (!method.is_absent()) return or_absent(interpreter.call(method, std::span(&other, 1)));
  if (op == CompareOperator::NotEq) {
    const Value equal = special_method(interpreter, names().eq);
    if (!equal.is_absent()) {
      const Value result = or_absent(interpreter.call(equal, std::span(&other, 1)));
      return result.is_absent() ? result : Value::boolean(!interpreter.truth(result));
    }
  }
  if (payload.is_absent()) return Value::absent();
  return interpreter.try_compare(op, payload, unwrap(other));
}

Value Instance::contains(Interpreter& interpreter, const Value& item) {
  const Value method = special_method(interpreter, names().contains);
  if (!method.is_absent()) {
    return Value::boolean(interpreter.truth(interpreter.call(method, std::span(&item, 1))));
  }
  return payload.is_object() ? payload.as_object().contains(interpreter, item) : Value::absent();
}

Value Instance::unary(Interpreter& interpreter, UnaryOperator op) {
  const Symbol name = op == UnaryOperator::Invert ? names().invert
                      : op == UnaryOperator::UAdd ? names().pos
                                                  : names().neg;
  const Value method = special_method(interpreter, name);
  if (!method.is_absent()) return interpreter.call(method);
  return payload.is_absent() ? Value::absent() : interpreter.unary(op, payload);
}

Value Instance::enter(Interpreter& interpreter) {
  Value method = special_method(interpreter, names().enter);
  if (method.is_absent()) method = special_method(interpreter, names().aenter);
  return method.is_absent() ? method : interpreter.call(method);
}

bool Instance::exit(Interpreter& interpreter, const Value& exception) {
  Value method = special_method(interpreter, names().exit);
  if (method.is_absent()) method = special_method(interpreter, names().aexit);
  if (method.is_absent()) interpreter.raise(Builtin::AttributeError, "__exit__");
  std::array<Value, 3> arguments;
  if (!exception.is_none()) arguments = {interpreter.type_of(exception), exception, Value()};
  return interpreter.truth(interpreter.call(method, arguments));
}

void Instance::release_references() {
  attributes.clear();
  payload = Value();
}

}  // namespace retort::python
