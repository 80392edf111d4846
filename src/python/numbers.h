// Arithmetic of int and float with Python's rules, and their texts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "python/value.h"

namespace retort::python {

/// Both operands are bool, int or float. Absent: the operator does not fit the types.
Value number_binary(Interpreter& interpreter, Operator op, const Value& left, const Value& right);
/// -1, 0, 1; 2 when a NaN is involved. Both operands are bool, int or float.
int number_compare(const Value& left, const Value& right);
/// `repr(value)`: the shortest text that reads back as the same number.
std::string float_repr(double value);
/// Hash that is equal for equal numbers of any type.
std::uint64_t number_hash(const Value& value);
/// The number in `int(text, base)`'s syntax; nullopt: malformed. Raises when it is too large.
std::optional<std::int64_t> parse_integer(Interpreter& interpreter, std::string_view text,
                                          int base);
std::optional<double> parse_float(std::string_view text);
/// Digits of a number in a base from 2 to 36, with sign.
std::string integer_in_base(std::int64_t value, int base);
/// int(float): raises for NaN, infinity and what does not fit.
std::int64_t integer_from_real(Interpreter& interpreter, double value);
/// round(value, digits) of a float, half to even on the decimal text.
double round_half_even(double value, int digits);
/// Ends the run: a number beyond 64 bits.
[[noreturn]] void fail_integer_overflow(Interpreter& interpreter);

}  // namespace retort::python
