#include "python/wide_integer.h"

#include <algorithm>

#include "python/builtin_types.h"
#include "python/interpreter.h"
#include "python/numbers.h"
#include "python/text_format.h"

namespace retort::python {

std::string WideInteger::digits(unsigned base) const {
  std::string text;
  for (Wide rest = value; rest != 0; rest /= base) {
    text += "0123456789abcdef"[static_cast<unsigned>(rest % base)];
  }
  std::ranges::reverse(text);
  return text;
}

Value WideInteger::type_of(Interpreter& interpreter) {
  return interpreter.type_of(Value::integer(0));
}

Value WideInteger::get_attribute(Interpreter& interpreter, Symbol name) {
  if (name.text() != "__int__" && name.text() != "__index__") {
    return Object::get_attribute(interpreter, name);
  }
  return make_closure([self = Value(this)](Interpreter&, const CallArguments&) { return self; });
}

std::string WideInteger::str(Interpreter&) {
  return digits(10);
}

std::string WideInteger::repr(Interpreter&) {
  return digits(10);
}

std::string WideInteger::format(Interpreter& interpreter, std::string_view spec) {
  return format_number(interpreter, Value(this), spec);
}

std::uint64_t WideInteger::hash(Interpreter&) {
  return std::hash<std::uint64_t>{}(static_cast<std::uint64_t>(value ^ value >> 64));
}

Value WideInteger::compare(Interpreter&, CompareOperator op, const Value& other) {
  const auto* peer = other.try_as<WideInteger>();
  if (peer == nullptr && !other.is_integer()) return Value::absent();
  // It is larger than any integer of 64 bits.
  const int order = peer == nullptr ? 1 : value < peer->value ? -1 : value > peer->value ? 1 : 0;
  return from_ordering(op, order);
}

Value WideInteger::binary(Interpreter&, Operator op, const Value& other, bool reflected) {
  const std::optional<std::int64_t> number = integer_of(other);
  if (reflected || !number || *number < 0) return Value::absent();
  const auto operand = static_cast<Wide>(*number);
  if (op == Operator::BitAnd) return integer_of_wide(value & operand);
  if (op == Operator::RShift) {
    return integer_of_wide(operand > 127 ? 0 : value >> static_cast<int>(operand));
  }
  if (operand == 0) return Value::absent();
  if (op == Operator::Mod) return integer_of_wide(value % operand);
  if (op == Operator::FloorDiv) return integer_of_wide(value / operand);
  return Value::absent();
}

Value integer_of_wide(Wide number) {
  const auto small = static_cast<std::int64_t>(number);
  if (number <= static_cast<Wide>(INT64_MAX)) return Value::integer(small);
  return make<WideInteger>(number);
}

std::string digits_of_integer(const Value& integer, unsigned base) {
  if (const auto* wide = integer.try_as<WideInteger>()) return wide->digits(base);
  std::string text = integer_in_base(integer_of(integer).value_or(0), static_cast<int>(base));
  if (text.starts_with('-')) text.erase(0, 1);
  return text;
}

}  // namespace retort::python
