// int is 64 bits wide: a result beyond that ends the run with a clear message instead of wrapping.
#include "python/numbers.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "python/interpreter.h"

namespace retort::python {
namespace {

bool is_integral(const Value& value) {
  return value.is_integer() || value.is_boolean();
}
double as_double(const Value& value) {
  return value.is_real() ? value.as_real() : static_cast<double>(value.as_integer());
}

std::int64_t floor_divide(Interpreter& interpreter, std::int64_t left, std::int64_t right) {
  if (right == 0) {
    interpreter.raise(Builtin::ZeroDivisionError, "integer division or modulo by zero");
  }
  if (right == -1) {
    std::int64_t result = 0;
    if (__builtin_sub_overflow(0, left, &result)) fail_integer_overflow(interpreter);
    return result;
  }
  const std::int64_t quotient = left / right;
  return left % right != 0 && (left < 0) != (right < 0) ? quotient - 1 : quotient;
}

std::int64_t modulo(Interpreter& interpreter, std::int64_t left, std::int64_t right) {
  if (right == 0) interpreter.raise(Builtin::ZeroDivisionError, "integer modulo by zero");
  if (right == -1) return 0;
  const std::int64_t rest = left % right;
  return rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest;
}

Value power(Interpreter& interpreter, std::int64_t base, std::int64_t exponent) {
  if (exponent < 0) {
    if (base == 0) {
      interpreter.raise(Builtin::ZeroDivisionError, "0.0 cannot be raised to a negative power");
    }
    return Value::real(std::pow(static_cast<double>(base), static_cast<double>(exponent)));
  }
  std::int64_t result = 1;
  while (exponent > 0) {
    if ((exponent & 1) != 0 && __builtin_mul_overflow(result, base, &result)) {
      fail_integer_overflow(interpreter);
    }
    exponent >>= 1;
    if (exponent > 0 && __builtin_mul_overflow(base, base, &base)) {
      fail_integer_overflow(interpreter);
    }
  }
  return Value::integer(result);
}

std::int64_t shift_left(Interpreter& interpreter, std::int64_t left, std::int64_t right) {
  if (right < 0) interpreter.raise(Builtin::ValueError, "negative shift count");
  if (left == 0) return 0;
  if (right > 62) fail_integer_overflow(interpreter);
  std::int64_t result = 0;
  if (__builtin_mul_overflow(left, std::int64_t{1} << right, &result)) {
    fail_integer_overflow(interpreter);
  }
  return result;
}

Value integer_binary(Interpreter& interpreter, Operator op, std::int64_t left, std::int64_t right) {
  std::int64_t result = 0;
  switch (op) {
    case Operator::Add:
      if (__builtin_add_overflow(left, right, &result)) fail_integer_overflow(interpreter);
      return Value::integer(result);
    case Operator::Sub:
      if (__builtin_sub_overflow(left, right, &result)) fail_integer_overflow(interpreter);
      return Value::integer(result);
    case Operator::Mult:
      if (__builtin_mul_overflow(left, right, &result)) fail_integer_overflow(interpreter);
      return Value::integer(result);
    case Operator::Div:
      if (right == 0) interpreter.raise(Builtin::ZeroDivisionError, "division by zero");
      return Value::real(static_cast<double>(left) / static_cast<double>(right));
    case Operator::FloorDiv:
      return Value::integer(floor_divide(interpreter, left, right));
    case Operator::Mod:
      return Value::integer(modulo(interpreter, left, right));
    case Operator::Pow:
      return power(interpreter, left, right);
    case Operator::LShift:
      return Value::integer(shift_left(interpreter, left, right));
    case Operator::RShift:
      if (right < 0) interpreter.raise(Builtin::ValueError, "negative shift count");
      return Value::integer(right > 63 ? (left < 0 ? -1 : 0) : left >> right);
    case Operator::BitOr:
      return Value::integer(left | right);
    case Operator::BitXor:
      return Value::integer(left ^ right);
    case Operator::BitAnd:
      return Value::integer(left & right);
    case Operator::MatMult:
      break;
  }
  return Value::absent();
}

Value real_binary(Interpreter& interpreter, Operator op, double left, double right) {
  switch (op) {
    case Operator::Add:
      return Value::real(left + right);
    case Operator::Sub:
      return Value::real(left - right);
    case Operator::Mult:
      return Value::real(left * right);
    case Operator::Div:
      if (right == 0) interpreter.raise(Builtin::ZeroDivisionError, "float division by zero");
      return Value::real(left / right);
    case Operator::FloorDiv:
      if (right == 0) {
        interpreter.raise(Builtin::ZeroDivisionError, "float floor division by zero");
      }
      return Value::real(std::floor(left / right));
    case Operator::Mod: {
      if (right == 0) interpreter.raise(Builtin::ZeroDivisionError, "float modulo");
      const double rest = std::fmod(left, right);
      return Value::real(rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest);
    }
    case Operator::Pow:
      if (left == 0 && right < 0) {
        interpreter.raise(Builtin::ZeroDivisionError, "0.0 cannot be raised to a negative power");
      }
      return Value::real(std::pow(left, right));
    default:
      return Value::absent();
  }
}

}  // namespace

void fail_integer_overflow(Interpreter& interpreter) {
  interpreter.fail(ErrorCode::script, "an integer of this script goes beyond 64 bits",
                   "Only integers from -2**63 to 2**63-1 are supported.");
}

Value number_binary(Interpreter& interpreter, Operator op, const Value& left, const Value& right) {
  if (!is_integral(left) || !is_integral(right)) {
    return real_binary(interpreter, op, as_double(left), as_double(right));
  }
  if (left.is_boolean() && right.is_boolean()) {
    if (op == Operator::BitAnd) return Value::boolean(left.as_boolean() && right.as_boolean());
    if (op == Operator::BitOr) return Value::boolean(left.as_boolean() || right.as_boolean());
    if (op == Operator::BitXor) return Value::boolean(left.as_boolean() != right.as_boolean());
  }
  return integer_binary(interpreter, op, left.as_integer(), right.as_integer());
}

int number_compare(const Value& left, const Value& right) {
  if (is_integral(left) && is_integral(right)) {
    const std::int64_t a = left.as_integer();
    const std::int64_t b = right.as_integer();
    return a < b ? -1 : a > b ? 1 : 0;
  }
  const double a = as_double(left);
  const double b = as_double(right);
  if (std::isnan(a) || std::isnan(b)) return 2;
  return a < b ? -1 : a > b ? 1 : 0;
}

std::string float_repr(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::scientific)
                       .ptr;
  std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  std::string result;
  if (text.front() == '-') {
    result = "-";
    text.remove_prefix(1);
  }
  const std::size_t e = text.find('e');
  std::string digits(text.substr(0, e));
  std::erase(digits, '.');
  int exponent = 0;
  const std::size_t sign = text[e + 1] == '+' ? e + 2 : e + 1;
  std::from_chars(text.data() + sign, text.data() + text.size(), exponent);
  const int count = static_cast<int>(digits.size());
  if (exponent < -4 || exponent >= 16) {
    result += digits[0];
    if (count > 1) result += "." + digits.substr(1);
    const int size = std::abs(exponent);
    result += exponent < 0 ? "e-" : "e+";
    if (size < 10) result += '0';
    return result + std::to_string(size);
  }
  if (exponent < 0) {
    return result + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  }
  if (count <= exponent + 1) {
    return result + digits + std::string(static_cast<std::size_t>(exponent + 1 - count), '0') +
           ".0";
  }
  const auto point = static_cast<std::size_t>(exponent + 1);
  return result + digits.substr(0, point) + "." + digits.substr(point);
}

std::uint64_t number_hash(const Value& value) {
  if (!value.is_real()) return static_cast<std::uint64_t>(value.as_integer());
  const double number = value.as_real();
  if (std::floor(number) == number && std::fabs(number) < 9.2e18) {
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(number));
  }
  return std::hash<double>{}(number);
}

std::optional<std::int64_t> parse_integer(Interpreter& interpreter, std::string_view text,
                                          int base) {
  const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (text.size() > 2 && text[0] == '0') {
    const char kind = static_cast<char>(text[1] | 0x20);
    const int named = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 0;
    if (named != 0 && (base == 0 || base == named)) {
      base = named;
      text.remove_prefix(text[2] == '_' ? 3 : 2);
    }
  }
  if (base == 0) base = 10;
  if (text.empty()) return std::nullopt;
  std::int64_t result = 0;
  bool after_digit = false;
  for (const char c : text) {
    if (c == '_') {
      if (!after_digit) return std::nullopt;
      after_digit = false;
      continue;
    }
    const char lower = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    const int digit = c >= '0' && c <= '9'           ? c - '0'
                      : lower >= 'a' && lower <= 'z' ? lower - 'a' + 10
                                                     : 99;
    if (digit >= base) return std::nullopt;
    if (__builtin_mul_overflow(result, std::int64_t{base}, &result) ||
        __builtin_sub_overflow(result, std::int64_t{digit}, &result)) {
      fail_integer_overflow(interpreter);
    }
    after_digit = true;
  }
  if (!after_digit) return std::nullopt;
  if (!negative && result == std::numeric_limits<std::int64_t>::min()) {
    fail_integer_overflow(interpreter);
  }
  return negative ? result : -result;
}

std::optional<double> parse_float(std::string_view text) {
  std::string cleaned;
  for (const char c : text) {
    if (c != '_') cleaned += static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  }
  std::string_view view = cleaned;
  const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!view.empty() && is_space(view.front())) view.remove_prefix(1);
  while (!view.empty() && is_space(view.back())) view.remove_suffix(1);
  if (!view.empty() && view.front() == '+') view.remove_prefix(1);
  if (view.empty() || view.front() == '+') return std::nullopt;
  double result = 0;
  const auto [end, error] = std::from_chars(view.data(), view.data() + view.size(), result);
  if (end != view.data() + view.size() || error == std::errc::invalid_argument) {
    return std::nullopt;
  }
  if (error == std::errc::result_out_of_range) {
    const bool tiny = view.find("e-") != std::string_view::npos;
    result = tiny ? 0.0 : std::numeric_limits<double>::infinity();
    if (view.front() == '-') result = -result;
  }
  return result;
}

std::string integer_in_base(std::int64_t value, int base) {
  std::array<char, 72> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, base).ptr;
  return {buffer.data(), end};
}

std::int64_t integer_from_real(Interpreter& interpreter, double value) {
  if (std::isnan(value)) {
    interpreter.raise(Builtin::ValueError, "cannot convert float NaN to integer");
  }
  if (std::isinf(value)) {
    interpreter.raise(Builtin::OverflowError, "cannot convert float infinity to integer");
  }
  if (std::fabs(value) >= 9223372036854775808.0) fail_integer_overflow(interpreter);
  return static_cast<std::int64_t>(value);
}

double round_half_even(double value, int digits) {
  if (!std::isfinite(value) || digits > 300) return value;
  if (digits < 0) {
    const double scale = std::pow(10.0, -digits);
    return std::nearbyint(value / scale) * scale;
  }
  std::array<char, 800> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::fixed, digits)
                       .ptr;
  double result = value;
  std::from_chars(buffer.data(), end, result);
  return result;
}

}  // namespace retort::python
