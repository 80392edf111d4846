// decimal: exact decimal numbers as scripts use them: made from text, compared, added, multiplied,
// rounded. Results keep all their digits; division is carried to 28, the default context.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "python/builtin_types.h"
#include "python/library.h"
#include "python/library_values.h"

namespace retort::python {
namespace {

std::string stripped(std::string digits) {
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string::npos ? "0" : digits.substr(first);
}

int compare_digits(const std::string& a, const std::string& b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.compare(b) < 0 ? -1 : (a == b ? 0 : 1);
}

std::string add_digits(const std::string& a, const std::string& b) {
  std::string out;
  int carry = 0;
  for (std::size_t i = 0; i < std::max(a.size(), b.size()) || carry != 0; ++i) {
    int sum = carry;
    if (i < a.size()) sum += a[a.size() - 1 - i] - '0';
    if (i < b.size()) sum += b[b.size() - 1 - i] - '0';
    out += static_cast<char>('0' + sum % 10);
    carry = sum / 10;
  }
  std::reverse(out.begin(), out.end());
  return stripped(out);
}

/// REQUIRES: a >= b.
std::string subtract_digits(const std::string& a, const std::string& b) {
  std::string out;
  int borrow = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    int difference =
        a[a.size() - 1 - i] - '0' - borrow - (i < b.size() ? b[b.size() - 1 - i] - '0' : 0);
    borrow = difference < 0 ? 1 : 0;
    out += static_cast<char>('0' + difference + 10 * borrow);
  }
  std::reverse(out.begin(), out.end());
  return stripped(out);
}

std::string multiply_digits(const std::string& a, const std::string& b) {
  std::vector<int> sums(a.size() + b.size(), 0);
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t k = 0; k < b.size(); ++k)
      sums[i + k] += (a[a.size() - 1 - i] - '0') * (b[b.size() - 1 - k] - '0');
  std::string out;
  int carry = 0;
  for (const int sum : sums) {
    out += static_cast<char>('0' + (sum + carry) % 10);
    carry = (sum + carry) / 10;
  }
  std::reverse(out.begin(), out.end());
  return stripped(out);
}

/// Quotient and remainder by long division.
std::pair<std::string, std::string> divide_digits(const std::string& a, const std::string& b) {
  std::string quotient;
  std::string rest = "0";
  for (const char digit : a) {
    rest = stripped(rest + digit);
    int times = 0;
    while (compare_digits(rest, b) >= 0) {
      rest = subtract_digits(rest, b);
      ++times;
    }
    quotient += static_cast<char>('0' + times);
  }
  return {stripped(quotient), rest};
}

constexpr std::int64_t kMostZeros = 4096;

void align(Interpreter& interpreter, DecimalNumber& a, DecimalNumber& b) {
  DecimalNumber& larger = a.exponent > b.exponent ? a : b;
  const std::int64_t zeros = larger.exponent - std::min(a.exponent, b.exponent);
  if (zeros > kMostZeros) interpreter.raise(Builtin::OverflowError, "decimal exponent too large");
  if (larger.digits != "0") larger.digits.append(static_cast<std::size_t>(zeros), '0');
  larger.exponent -= zeros;
}

int compare_numbers(Interpreter& interpreter, DecimalNumber a, DecimalNumber b) {
  align(interpreter, a, b);
  const int sign_a = a.digits == "0" ? 0 : a.negative ? -1 : 1;
  const int sign_b = b.digits == "0" ? 0 : b.negative ? -1 : 1;
  if (sign_a != sign_b) return sign_a < sign_b ? -1 : 1;
  return sign_a * compare_digits(a.digits, b.digits);
}

/// Cuts the last `count` digits off, half to even (or half up).
DecimalNumber rounded(DecimalNumber number, std::int64_t count, bool half_up) {
  if (count <= 0) return number;
  const auto cut = static_cast<std::size_t>(count);
  std::string digits = number.digits;
  if (digits.size() < cut + 1) digits.insert(0, cut + 1 - digits.size(), '0');
  const std::string dropped = digits.substr(digits.size() - cut);
  std::string kept = stripped(digits.substr(0, digits.size() - cut));
  const std::string half = "5" + std::string(cut - 1, '0');
  const bool odd = (kept.back() - '0') % 2 != 0;
  if (dropped > half || (dropped == half && (half_up || odd))) kept = add_digits(kept, "1");
  return {number.negative, kept, number.exponent + count};
}

DecimalNumber in_context(DecimalNumber number) {
  return rounded(number, static_cast<std::int64_t>(number.digits.size()) - 28, false);
}

DecimalNumber sum(Interpreter& interpreter, DecimalNumber a, DecimalNumber b) {
  align(interpreter, a, b);
  if (a.negative == b.negative)
    return in_context({a.negative, add_digits(a.digits, b.digits), a.exponent});
  if (compare_digits(a.digits, b.digits) < 0) std::swap(a, b);
  std::string digits = subtract_digits(a.digits, b.digits);
  const bool negative = a.negative && digits != "0";
  return in_context({negative, std::move(digits), a.exponent});
}

DecimalNumber quotient(Interpreter& interpreter, const DecimalNumber& a, const DecimalNumber& b) {
  if (b.digits == "0") interpreter.raise(Builtin::ZeroDivisionError, "division by zero");
  const std::int64_t zeros =
      std::max<std::int64_t>(0, 29 + static_cast<std::int64_t>(b.digits.size()) -
                                    static_cast<std::int64_t>(a.digits.size()));
  auto [digits, rest] =
      divide_digits(a.digits + std::string(static_cast<std::size_t>(zeros), '0'), b.digits);
  DecimalNumber out{a.negative != b.negative, digits, a.exponent - b.exponent - zeros};
  if (rest != "0") {
    out.digits += '1';  // sticky: the rounding below must see that something follows
    --out.exponent;
    return in_context(out);
  }
  const std::int64_t ideal = a.exponent - b.exponent;
  while (out.exponent < ideal && out.digits.size() > 1 && out.digits.back() == '0') {
    out.digits.pop_back();
    ++out.exponent;
  }
  return in_context(out);
}

std::optional<DecimalNumber> parsed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
  DecimalNumber number;
  if (text.starts_with('-') || text.starts_with('+')) {
    number.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  std::string digits;
  std::size_t i = 0;
  bool point = false;
  for (; i < text.size(); ++i) {
    if (text[i] == '.' && !point)
      point = true;
    else if (text[i] >= '0' && text[i] <= '9') {
      digits += text[i];
      if (point) --number.exponent;
    } else if (text[i] != '_') {
      break;
    }
  }
  if (digits.empty()) return std::nullopt;
  if (i < text.size()) {
    if (text[i] != 'e' && text[i] != 'E') return std::nullopt;
    const std::string power(text.substr(i + 1));
    if (power.empty() || power.size() > 9 ||
        power.find_first_not_of("0123456789", power[0] == '-' || power[0] == '+' ? 1 : 0) !=
            std::string::npos)
      return std::nullopt;
    number.exponent += std::atoll(power.c_str());
  }
  number.digits = stripped(digits);
  return number;
}

std::string text_of(const DecimalNumber& number) {
  std::string out = number.negative ? "-" : "";
  const auto size = static_cast<std::int64_t>(number.digits.size());
  const std::int64_t adjusted = number.exponent + size - 1;
  if (number.exponent <= 0 && adjusted >= -6) {
    if (number.exponent == 0) return out + number.digits;
    const std::int64_t whole = size + number.exponent;
    if (whole > 0)
      return out + number.digits.substr(0, static_cast<std::size_t>(whole)) + "." +
             number.digits.substr(static_cast<std::size_t>(whole));
    return out + "0." + std::string(static_cast<std::size_t>(-whole), '0') + number.digits;
  }
  out += number.digits.substr(0, 1);
  if (size > 1) out += "." + number.digits.substr(1);
  return out + fmt::format("E{:+d}", adjusted);
}

Value made(Interpreter& interpreter, DecimalNumber number) {
  return make<DecimalObject>(Ref<ClassObject>(&interpreter.native_class(kDecimalClass)),
                             std::move(number));
}

std::optional<DecimalNumber> number_of(const Value& value) {
  if (const auto* decimal = value.try_as<DecimalObject>()) return decimal->number;
  if (const auto integer = integer_of(value)) return parsed(std::to_string(*integer));
  return std::nullopt;
}

Value construct_decimal(Interpreter& interpreter, ClassObject& cls,
                        const CallArguments& arguments) {
  ArgumentReader read(interpreter, "Decimal", arguments);
  const Value value = read.optional("value", Value::integer(0)).value();
  interpreter.need_known(value, "Decimal()");
  std::optional<DecimalNumber> number = number_of(value);
  // Every float has an exact decimal expansion; 1074 digits are the most it takes.
  if (!number && value.is_real() && std::isfinite(value.as_real())) {
    std::string text = fmt::format("{:.1074f}", value.as_real());
    text.erase(text.find_last_not_of('0') + 1);
    number = parsed(text);
  }
  if (!number && string_of(value) != nullptr) number = parsed(*string_of(value));
  if (!number) interpreter.raise(Builtin::ValueError, "[<class 'decimal.ConversionSyntax'>]");
  return make<DecimalObject>(Ref<ClassObject>(&cls), std::move(*number));
}

Value decimal_quantize(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "quantize", arguments);
  const auto pattern = number_of(read.required("exp").value());
  const Argument rounding = read.optional("rounding");
  if (!pattern) interpreter.raise(Builtin::TypeError, "quantize() needs a Decimal");
  DecimalNumber number = arguments.self.try_as<DecimalObject>()->number;
  if (number.exponent > pattern->exponent) {
    DecimalNumber unit{false, "0", pattern->exponent};
    align(interpreter, number, unit);
    return made(interpreter, number);
  }
  const bool half_up = !rounding.is_none() && rounding.as_string() == "ROUND_HALF_UP";
  return made(interpreter, rounded(number, pattern->exponent - number.exponent, half_up));
}

/// int(decimal): the part before the point.
Value decimal_int(Interpreter& interpreter, const CallArguments& arguments) {
  const DecimalNumber& number = arguments.self.try_as<DecimalObject>()->number;
  std::string digits = number.digits;
  if (number.exponent >= 0) {
    digits.append(static_cast<std::size_t>(number.exponent), '0');
  } else {
    const auto fraction = static_cast<std::size_t>(-number.exponent);
    digits.resize(digits.size() > fraction ? digits.size() - fraction : 0);
  }
  if (digits.empty()) digits = "0";
  const Value text = Value::string((number.negative ? "-" : "") + digits);
  return interpreter.call(interpreter.type_of(Value::integer(0)), std::span(&text, 1));
}

template <const char* text>
Value constant(Interpreter& /*interpreter*/) {
  return Value::string(text);
}
constexpr char kHalfUp[] = "ROUND_HALF_UP";
constexpr char kHalfEven[] = "ROUND_HALF_EVEN";

using Kind = NativeMember::Kind;
const MemberTable kDecimalMembers = {{Kind::method, "quantize", decimal_quantize},
                                     {Kind::method, "__int__", decimal_int}};
Value decimal_class(Interpreter& interpreter) {
  return Value(static_cast<Object*>(&interpreter.native_class(kDecimalClass)));
}
Value invalid_operation(Interpreter& interpreter) {
  return Value(static_cast<Object*>(&interpreter.builtin_class(Builtin::ValueError)));
}

}  // namespace

const NativeClassSpec kDecimalClass = {"Decimal", "decimal", nullptr, &kDecimalMembers,
                                       construct_decimal};

const MemberTable& decimal_members() {
  static const MemberTable table = {{Kind::value, "Decimal", nullptr, decimal_class},
                                    {Kind::value, "InvalidOperation", nullptr, invalid_operation},
                                    {Kind::value, "ROUND_HALF_UP", nullptr, constant<kHalfUp>},
                                    {Kind::value, "ROUND_HALF_EVEN", nullptr, constant<kHalfEven>}};
  return table;
}

Value make_decimal(Interpreter& interpreter, std::string_view text) {
  std::optional<DecimalNumber> number = parsed(text);
  return number ? made(interpreter, std::move(*number)) : Value::absent();
}

Value DecimalObject::binary(Interpreter& interpreter, Operator op, const Value& other,
                            bool reflected) {
  const std::optional<DecimalNumber> peer = number_of(other);
  if (!peer) return Instance::binary(interpreter, op, other, reflected);
  DecimalNumber left = reflected ? *peer : number;
  DecimalNumber right = reflected ? number : *peer;
  switch (op) {
    case Operator::Add:
      return made(interpreter, sum(interpreter, left, right));
    case Operator::Sub:
      right.negative = !right.negative;
      return made(interpreter, sum(interpreter, left, right));
    case Operator::Mult:
      return made(interpreter, in_context({left.negative != right.negative,
                                           multiply_digits(left.digits, right.digits),
                                           left.exponent + right.exponent}));
    case Operator::Div:
      return made(interpreter, quotient(interpreter, left, right));
    default:
      return Instance::binary(interpreter, op, other, reflected);
  }
}

Value DecimalObject::compare(Interpreter& interpreter, CompareOperator op, const Value& other) {
  std::optional<DecimalNumber> peer = number_of(other);
  if (!peer && other.is_real()) peer = parsed(fmt::format("{:.17g}", other.as_real()));
  if (!peer) return Instance::compare(interpreter, op, other);
  const int order = compare_numbers(interpreter, number, *peer);
  return from_ordering(op, order);
}

Value DecimalObject::unary(Interpreter& interpreter, UnaryOperator op) {
  if (op == UnaryOperator::USub)
    return made(interpreter,
                {!number.negative && number.digits != "0", number.digits, number.exponent});
  if (op == UnaryOperator::UAdd) return made(interpreter, number);
  return Instance::unary(interpreter, op);
}

std::string DecimalObject::str(Interpreter& /*interpreter*/) {
  return text_of(number);
}
std::string DecimalObject::repr(Interpreter& /*interpreter*/) {
  return "Decimal('" + text_of(number) + "')";
}
std::string DecimalObject::format(Interpreter& interpreter, std::string_view spec) {
  if (spec.size() >= 3 && spec.front() == '.' && spec.back() == 'f') {
    const std::int64_t places = std::atoll(std::string(spec.substr(1)).c_str());
    DecimalNumber unit{false, "0", -places};
    DecimalNumber shown = rounded(number, -places - number.exponent, false);
    align(interpreter, shown, unit);
    return text_of(shown);
  }
  return spec.empty() ? text_of(number) : Instance::format(interpreter, spec);
}
std::uint64_t DecimalObject::hash(Interpreter& /*interpreter*/) {
  DecimalNumber normal = number;
  while (normal.exponent < 0 && normal.digits.size() > 1 && normal.digits.back() == '0') {
    normal.digits.pop_back();
    ++normal.exponent;
  }
  return std::hash<std::string>{}(text_of(normal));
}

}  // namespace retort::python
