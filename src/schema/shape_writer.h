// JSON of the structs of shape.h, written straight into a text: a member that has the value that a
// new struct has is left out, so that what a document says is what somebody chose.
#pragma once

#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "schema/shape_fields.h"

namespace retort::schema::shape {

template <class Struct>
concept Listed = requires {
  Fields<Struct>::all;
};

class JsonWriter {
 public:
  std::string text;

  /// A byte that is no UTF-8 becomes U+FFFD and its two hexadecimal digits.
  void write(const std::string& value);
  void write(bool value) { text += value ? "true" : "false"; }
  void write(std::int64_t value) { text += std::to_string(value); }
  template <class Value>
  void write(const std::optional<Value>& value) {
    write(*value);
  }
  template <class Value>
  void write(const std::vector<Value>& values) {
    // Names and settings stand on one line.
    const bool flat = std::is_same_v<Value, std::string>;
    text += '[';
    ++depth_;
    bool first = true;
    for (const Value& value : values) {
      if (!first) text += flat ? ", " : ",";
      if (!flat) line();
      write(value);
      first = false;
    }
    --depth_;
    if (!flat && !values.empty()) line();
    text += ']';
  }
  template <Listed Struct>
  void write(const Struct& value) {
    static const Struct kNew{};
    text += '{';
    ++depth_;
    bool first = true;
    std::apply(
        [&](const auto&... fields) {
          (write_field(fields.name, value.*fields.member, kNew.*fields.member, first), ...);
        },
        Fields<Struct>::all);
    --depth_;
    if (!first) line();
    text += '}';
  }

 private:
  template <class Value>
  void write_field(std::string_view name, const Value& value, const Value& ordinary, bool& first) {
    if (value == ordinary) return;
    if (!first) text += ',';
    first = false;
    line();
    text.append(1, '"').append(name).append("\": ");
    write(value);
  }
  void line() { text.append(1, '\n').append(depth_ * 2, ' '); }

  std::size_t depth_ = 0;
};

}  // namespace retort::schema::shape
