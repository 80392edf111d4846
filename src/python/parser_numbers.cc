// The values of number literals.
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <system_error>

#include "python/parser_state.h"

namespace retort::python {
namespace {

double parse_double(std::string_view digits) {
  double value = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (result.ec != std::errc::result_out_of_range) return value;
  // Out of range is infinity or zero; the sign of the exponent tells which.
  const std::size_t exponent = digits.find_first_of("eE");
  const bool small = exponent != std::string_view::npos && exponent + 1 < digits.size() &&
                     digits[exponent + 1] == '-';
  const bool tiny = exponent == std::string_view::npos && digits.find_first_not_of("0.") > 1;
  return small || tiny ? 0.0 : std::numeric_limits<double>::infinity();
}

int radix_of(std::string_view digits) {
  if (digits.size() < 2 || digits[0] != '0') return 10;
  switch (digits[1] | 0x20) {
    case 'x':
      return 16;
    case 'o':
      return 8;
    case 'b':
      return 2;
    default:
      return 10;
  }
}

}  // namespace

const Expr* Parser::number() {
  const std::uint32_t start = begin();
  std::string_view digits = text_of(current());
  advance();
  std::string without_underscores;
  if (digits.find('_') != std::string_view::npos) {
    for (const char c : digits) {
      if (c != '_') without_underscores += c;
    }
    digits = arena_.copy(std::string_view(without_underscores));
  }
  const auto constant = [&](ConstantKind type, std::string_view text, std::int64_t integer,
                            double real) {
    return make<Constant>(start, type, false, text, integer, real);
  };
  const int radix = radix_of(digits);
  if (radix == 10 && (digits.back() | 0x20) == 'j') {
    digits.remove_suffix(1);
    return constant(ConstantKind::Complex, {}, 0, parse_double(digits));
  }
  if (radix == 10 && digits.find_first_of(".eE") != std::string_view::npos) {
    return constant(ConstantKind::Float, {}, 0, parse_double(digits));
  }
  const std::string_view value = radix == 10 ? digits : digits.substr(2);
  std::int64_t integer = 0;
  const auto result = std::from_chars(value.data(), value.data() + value.size(), integer, radix);
  if (result.ec == std::errc::result_out_of_range) {
    return constant(ConstantKind::BigInt, digits, 0, 0.0);
  }
  return constant(ConstantKind::Int, {}, integer, 0.0);
}

}  // namespace retort::python
