// The arguments of one call to a native function, matched to parameters that are written down in
// Python's own notation: "create_index(index_name, table_name, columns, *, schema=, unique=,
// **kw)". A parameter followed by `=` may be left out; `*name` takes further positional arguments;
// `**name` further keywords; a lone `*` starts the keyword-only ones.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "python/value.h"

namespace retort::script {

struct Signature;

/// Views into one call: valid during the call only.
class Arguments {
 public:
  /// Raises TypeError, in Python's words, when the arguments do not fit.
  Arguments(python::Interpreter& interpreter, std::string_view signature,
            const python::CallArguments& call);

  python::Interpreter& interpreter() const { return interpreter_; }
  /// The receiver of a method; absent for a function.
  const python::Value& self() const { return self_; }
  /// The receiver. REQUIRES: it is a T.
  template <class T>
  T& self_as() const {
    return static_cast<T&>(self_.as_object());
  }
  /// The name before the parenthesis.
  std::string_view function_name() const { return name_; }
  /// The argument as given, or null when it was left out.
  const python::Value* find(std::string_view parameter) const;
  /// Null also when it is None.
  const python::Value* find_not_none(std::string_view parameter) const;
  /// REQUIRES: a parameter without `=`.
  const python::Value& operator[](std::string_view parameter) const { return *find(parameter); }
  /// What `*name` took.
  std::span<const python::Value> rest() const { return rest_; }
  /// What `**name` took, in order.
  const std::vector<python::KeywordValue>& keywords() const { return keywords_; }

  /// A str argument. Errors: unknown_value for an Unknown, TypeError for another type.
  std::string text(std::string_view parameter) const;
  /// The same; nullopt when it is None or was left out.
  std::optional<std::string> optional_text(std::string_view parameter) const;
  /// The same; empty when it is None or was left out.
  std::string text_or_empty(std::string_view parameter) const;
  /// Truth of the argument; `otherwise` when it was left out.
  bool flag(std::string_view parameter, bool otherwise = false) const;
  /// Truth of the argument; nullopt when it is None or was left out.
  std::optional<bool> optional_flag(std::string_view parameter) const;
  std::optional<std::int64_t> optional_integer(std::string_view parameter) const;

 private:
  /// An argument that was given.
  struct Given {
    std::string_view name;
    const python::Value* value;
  };
  void take_positional(std::span<const python::Value> positional);
  void take_keywords(std::span<const python::KeywordValue> keywords);
  void check_required() const;

  python::Interpreter& interpreter_;
  const python::Value& self_;
  const Signature& signature_;
  std::string_view name_;
  std::vector<Given> given_;
  std::span<const python::Value> rest_;
  std::vector<python::KeywordValue> keywords_;
};

/// The name before the parenthesis of a signature.
std::string_view name_of_signature(std::string_view signature);

}  // namespace retort::script
