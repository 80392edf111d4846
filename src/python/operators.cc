// Binary, unary and comparison operators on any two values.
#include <array>

#include "python/interpreter.h"
#include "python/interpreter_state.h"
#include "python/numbers.h"

namespace retort::python {
namespace {

bool is_number(const Value& value) {
  return value.is_integer() || value.is_real() || value.is_boolean();
}

constexpr std::array<std::string_view, 13> kSymbols{"+",  "-",  "*", "@", "/", "%", "** or pow()",
                                                    "<<", ">>", "|", "^", "&", "//"};
constexpr std::array<std::string_view, 10> kCompareSymbols{"==", "!=", "<",      "<=", ">",
                                                           ">=", "is", "is not", "in", "not in"};

CompareOperator swapped(CompareOperator op) {
  switch (op) {
    case CompareOperator::Lt:
      return CompareOperator::Gt;
    case CompareOperator::LtE:
      return CompareOperator::GtE;
    case CompareOperator::Gt:
      return CompareOperator::Lt;
    case CompareOperator::GtE:
      return CompareOperator::LtE;
    default:
      return op;
  }
}

bool is_kind(const Value& value, ObjectKind kind) {
  return value.is_object() && value.as_object().kind() == kind;
}

// The right operand goes first when its class derives from the left one's, as in CPython.
bool right_first(const Value& left, const Value& right) {
  if (!is_kind(left, ObjectKind::instance) || !is_kind(right, ObjectKind::instance)) return false;
  const auto& left_class = *static_cast<Instance&>(left.as_object()).cls;
  const auto& right_class = *static_cast<Instance&>(right.as_object()).cls;
  return &left_class != &right_class && right_class.is_subclass_of(left_class);
}

}  // namespace

Value Interpreter::try_binary(Operator op, const Value& left, const Value& right) {
  if (is_number(left) && is_number(right)) return number_binary(*this, op, left, right);
  check_stack(*this);
  const bool reflected_first = right_first(left, right);
  if (reflected_first) {
    Value result = right.as_object().binary(*this, op, left, true);
    if (!result.is_absent()) return result;
  }
  if (left.is_object()) {
    Value result = left.as_object().binary(*this, op, right, false);
    if (!result.is_absent()) return result;
  }
  if (right.is_object() && !reflected_first) {
    return right.as_object().binary(*this, op, left, true);
  }
  return Value::absent();
}

Value Interpreter::binary(Operator op, const Value& left, const Value& right) {
  Value result = try_binary(op, left, right);
  if (!result.is_absent()) return result;
  raise(Builtin::TypeError,
        "unsupported operand type(s) for " + std::string(kSymbols[static_cast<std::size_t>(op)]) +
            ": '" + std::string(type_name(left)) + "' and '" + std::string(type_name(right)) + "'");
}

Value Interpreter::in_place(Operator op, const Value& left, const Value& right) {
  if (left.is_object()) {
    Value result = left.as_object().in_place(*this, op, right);
    if (!result.is_absent()) return result;
  }
  Value result = try_binary(op, left, right);
  if (!result.is_absent()) return result;
  std::string symbol(kSymbols[static_cast<std::size_t>(op)]);
  if (op == Operator::Pow) symbol = "**";
  raise(Builtin::TypeError, "unsupported operand type(s) for " + symbol + "=: '" +
                                std::string(type_name(left)) + "' and '" +
                                std::string(type_name(right)) + "'");
}

Value Interpreter::try_compare(CompareOperator op, const Value& left, const Value& right) {
  if (is_number(left) && is_number(right)) {
    const int order = number_compare(left, right);
    switch (op) {
      case CompareOperator::Eq:
        return Value::boolean(order == 0);
      case CompareOperator::NotEq:
        return Value::boolean(order != 0);
      case CompareOperator::Lt:
        return Value::boolean(order == -1);
      case CompareOperator::LtE:
        return Value::boolean(order == -1 || order == 0);
      case CompareOperator::Gt:
        return Value::boolean(order == 1);
      default:
        return Value::boolean(order == 1 || order == 0);
    }
  }
  check_stack(*this);
  const bool reflected_first = right_first(left, right);
  if (reflected_first) {
    Value result = right.as_object().compare(*this, swapped(op), left);
    if (!result.is_absent()) return result;
  }
  if (left.is_object()) {
    Value result = left.as_object().compare(*this, op, right);
    if (!result.is_absent()) return result;
  }
  if (right.is_object() && !reflected_first) {
    Value result = right.as_object().compare(*this, swapped(op), left);
    if (!result.is_absent()) return result;
  }
  if (op == CompareOperator::Eq) return Value::boolean(left.is_same(right));
  if (op == CompareOperator::NotEq) return Value::boolean(!left.is_same(right));
  return Value::absent();
}

Value Interpreter::compare(CompareOperator op, const Value& left, const Value& right) {
  switch (op) {
    case CompareOperator::Is:
    case CompareOperator::IsNot:
      need_known(left, "a comparison");
      need_known(right, "a comparison");
      return Value::boolean(left.is_same(right) == (op == CompareOperator::Is));
    case CompareOperator::In:
      return Value::boolean(contains(right, left));
    case CompareOperator::NotIn:
      return Value::boolean(!contains(right, left));
    default:
      break;
  }
  Value result = try_compare(op, left, right);
  if (!result.is_absent()) return result;
  raise(Builtin::TypeError, "'" + std::string(kCompareSymbols[static_cast<std::size_t>(op)]) +
                                "' not supported between instances of '" +
                                std::string(type_name(left)) + "' and '" +
                                std::string(type_name(right)) + "'");
}

bool Interpreter::equal(const Value& left, const Value& right) {
  return truth(compare(CompareOperator::Eq, left, right));
}
bool Interpreter::less(const Value& left, const Value& right) {
  return truth(compare(CompareOperator::Lt, left, right));
}

bool Interpreter::contains(const Value& container, const Value& item) {
  if (container.is_object()) {
    const Value result = container.as_object().contains(*this, item);
    if (!result.is_absent()) return truth(result);
    const Value iterator = container.as_object().iterate(*this);
    if (!iterator.is_absent()) {
      Value candidate;
      while (next(iterator, candidate)) {
        step();
        if (candidate.is_same(item) || equal(candidate, item)) return true;
      }
      return false;
    }
  }
  raise(Builtin::TypeError,
        "argument of type '" + std::string(type_name(container)) + "' is not iterable");
}

Value Interpreter::unary(UnaryOperator op, const Value& operand) {
  if (op == UnaryOperator::Not) return Value::boolean(!truth(operand));
  if (operand.is_integer() || operand.is_boolean()) {
    const std::int64_t number = operand.as_integer();
    if (op == UnaryOperator::UAdd) return Value::integer(number);
    if (op == UnaryOperator::Invert) return Value::integer(~number);
    return number_binary(*this, Operator::Sub, Value::integer(0), operand);
  }
  if (operand.is_real() && op != UnaryOperator::Invert) {
    return op == UnaryOperator::UAdd ? operand : Value::real(-operand.as_real());
  }
  if (operand.is_object()) {
    Value result = operand.as_object().unary(*this, op);
    if (!result.is_absent()) return result;
  }
  const char* symbol = op == UnaryOperator::Invert ? "~" : op == UnaryOperator::UAdd ? "+" : "-";
  raise(Builtin::TypeError, std::string("bad operand type for unary ") + symbol + ": '" +
                                std::string(type_name(operand)) + "'");
}

}  // namespace retort::python
