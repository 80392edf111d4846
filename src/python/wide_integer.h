// Integers of up to 128 bits, where the language's have 64 here: `uuid.UUID(...).int`. They can be
// printed, compared and made smaller by the operators that scripts use for that.
#pragma once

#include <string>

#include "python/objects.h"

namespace retort::python {

__extension__ using Wide = unsigned __int128;

/// One that an integer of 64 bits cannot hold; see integer_of_wide().
class WideInteger final : public Object {
 public:
  explicit WideInteger(Wide number) : value(number) {}
  const Wide value;

  std::string digits(unsigned base) const;

  std::string_view type_name() const override { return "int"; }
  Value type_of(Interpreter& interpreter) override;
  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  std::string str(Interpreter& interpreter) override;
  std::string repr(Interpreter& interpreter) override;
  std::string format(Interpreter& interpreter, std::string_view spec) override;
  std::uint64_t hash(Interpreter& interpreter) override;
  Value compare(Interpreter& interpreter, CompareOperator op, const Value& other) override;
  Value binary(Interpreter& interpreter, Operator op, const Value& other, bool reflected) override;
};

/// As an integer of the language where that can hold it.
Value integer_of_wide(Wide number);

/// The digits of an integer's amount, without its sign. REQUIRES: a bool, an int or a WideInteger.
std::string digits_of_integer(const Value& integer, unsigned base);

}  // namespace retort::python
