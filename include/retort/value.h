// Values that go into a database and come back.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace retort {

/// SQL's NULL.
struct Null {
  friend bool operator==(Null, Null) = default;
};
/// Binary data: BLOB, bytea.
struct Bytes {
  std::string data;
  friend bool operator==(const Bytes&, const Bytes&) = default;
};
/// An exact number as text: `"12.50"`.
struct Decimal {
  std::string text;
  friend bool operator==(const Decimal&, const Decimal&) = default;
};
/// A JSON document as text, for JSON columns.
struct JsonText {
  std::string text;
  friend bool operator==(const JsonText&, const JsonText&) = default;
};

/// A value of a parameter, of a row to insert, or of a cell of a result. Dates, times, UUIDs and
/// all else that SQL writes in quotes are text.
class Value {
 public:
  using Variant =
      std::variant<Null, bool, std::int64_t, double, std::string, Bytes, Decimal, JsonText>;

  Value() = default;
  Value(Null) {}
  Value(std::nullptr_t) {}
  template <std::same_as<bool> T>
  Value(T value) : value_(value) {}
  /// Integers that fit into 64 bits with sign. Others have to be cast.
  template <std::integral T>
  requires(!std::same_as<T, bool> && (sizeof(T) < 8 || std::signed_integral<T>)) Value(T value)
      : value_(static_cast<std::int64_t>(value)) {}
  Value(double value) : value_(value) {}
  Value(const char* text) : value_(std::string(text)) {}
  Value(std::string_view text) : value_(std::string(text)) {}
  Value(std::string text) : value_(std::move(text)) {}
  Value(Bytes bytes) : value_(std::move(bytes)) {}
  Value(Decimal number) : value_(std::move(number)) {}
  Value(JsonText json) : value_(std::move(json)) {}

  bool is_null() const { return std::holds_alternative<Null>(value_); }
  /// A boolean, or a number other than 0. Errors: kind `script` for anything else.
  bool as_bool() const;
  /// An integer or boolean, or text that is a decimal integer. Errors: kind `script` for anything
  /// else.
  std::int64_t as_integer() const;
  /// Any number, or text that is one. Errors: kind `script` for anything else.
  double as_real() const;
  /// The value as text: numbers in decimal, booleans as `true` and `false`, NULL as empty text,
  /// bytes as they are.
  std::string as_text() const;

  const Variant& variant() const { return value_; }
  friend bool operator==(const Value&, const Value&) = default;

 private:
  Variant value_;
};

}  // namespace retort
