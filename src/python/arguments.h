// Reads the arguments of a native call the way CPython binds them to parameters, with its messages.
//
//     ArgumentReader read(interpreter, "create_table", arguments);
//     std::string table = read.required("table_name").as_string();
//     ValueList columns = read.rest();                        // *columns
//     std::optional<std::string> schema = read.keyword("schema").as_optional_string();
//     std::vector<KeywordValue> options = read.rest_keywords();   // **kw; else: read.finish();
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "python/value.h"

namespace retort::python {

/// One argument, with its name for messages. `given()` is false when it was left out.
class Argument {
 public:
  Argument(Interpreter& interpreter, std::string_view function, std::string_view name, Value value,
           bool given)
      : interpreter_(interpreter),
        function_(function),
        name_(name),
        value_(std::move(value)),
        given_(given) {}

  bool given() const { return given_; }
  /// None when it was left out, unless another default was named.
  const Value& value() const { return value_; }
  bool is_none() const { return value_.is_none(); }

  // Each throws TypeError naming function and argument for another type, and the error of an
  // unknown value for an Unknown.
  std::string as_string() const;
  std::optional<std::string> as_optional_string() const;  ///< None: nullopt.
  std::int64_t as_integer() const;                        ///< A bool counts as 0 or 1.
  std::optional<std::int64_t> as_optional_integer() const;
  double as_real() const;
  bool as_truth() const;  ///< bool(x)
  std::optional<bool> as_optional_truth() const;
  ValueList as_items() const;  ///< list(x)
  /// A str alone counts as one item.
  std::vector<std::string> as_strings() const;

 private:
  [[noreturn]] void wrong_type(std::string_view expected) const;

  Interpreter& interpreter_;
  std::string_view function_;
  std::string_view name_;
  Value value_;
  bool given_;
};

class ArgumentReader {
 public:
  /// REQUIRES: `function` and the names given below outlive the reader.
  ArgumentReader(Interpreter& interpreter, std::string_view function,
                 const CallArguments& arguments);

  /// The next positional-or-keyword parameter, without default: TypeError when it is missing.
  Argument required(std::string_view name);
  /// The same with a default.
  Argument optional(std::string_view name, Value default_value = Value());
  /// A keyword-only parameter with a default.
  Argument keyword(std::string_view name, Value default_value = Value());
  /// A keyword-only parameter without default.
  Argument required_keyword(std::string_view name);
  /// *args: the positional arguments not read yet.
  ValueList rest();
  bool has_positional() const { return next_ < arguments_.positional.size(); }
  /// **kwargs: the keywords not read yet. Also checks that no positional argument is left.
  std::vector<KeywordValue> rest_keywords();
  /// TypeError when an argument was not read.
  void finish();

 private:
  const Value* take_keyword(std::string_view name);
  void check_positional();

  Interpreter& interpreter_;
  std::string_view function_;
  const CallArguments& arguments_;
  std::size_t next_ = 0;        ///< Next positional argument.
  std::size_t parameters_ = 0;  ///< Positional parameters asked for.
  std::vector<bool> taken_;     ///< Keywords that were read; empty before the first.
};

}  // namespace retort::python
