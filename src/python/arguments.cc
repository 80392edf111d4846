#include "python/arguments.h"

#include "python/interpreter.h"

namespace retort::python {

void Argument::wrong_type(std::string_view expected) const {
  interpreter_.need_known(
      value_, "argument '" + std::string(name_) + "' of " + std::string(function_) + "()");
  interpreter_.raise(Builtin::TypeError, std::string(function_) + "() argument '" +
                                             std::string(name_) + "' must be " +
                                             std::string(expected) + ", not " +
                                             std::string(interpreter_.type_name(value_)));
}

std::string Argument::as_string() const {
  const std::string* text = string_of(value_);
  if (text == nullptr) wrong_type("str");
  return *text;
}
std::optional<std::string> Argument::as_optional_string() const {
  if (value_.is_none()) return std::nullopt;
  const std::string* text = string_of(value_);
  if (text == nullptr) wrong_type("str or None");
  return *text;
}
std::int64_t Argument::as_integer() const {
  const auto number = integer_of(value_);
  if (!number) wrong_type("int");
  return *number;
}
std::optional<std::int64_t> Argument::as_optional_integer() const {
  if (value_.is_none()) return std::nullopt;
  const auto number = integer_of(value_);
  if (!number) wrong_type("int or None");
  return number;
}
double Argument::as_real() const {
  const auto number = real_of(value_);
  if (!number) wrong_type("float");
  return *number;
}
bool Argument::as_truth() const {
  interpreter_.need_known(
      value_, "argument '" + std::string(name_) + "' of " + std::string(function_) + "()");
  return interpreter_.truth(value_);
}
std::optional<bool> Argument::as_optional_truth() const {
  if (value_.is_none()) return std::nullopt;
  return as_truth();
}
ValueList Argument::as_items() const {
  return interpreter_.items_of(value_);
}

std::vector<std::string> Argument::as_strings() const {
  if (const std::string* text = string_of(value_)) return {*text};
  std::vector<std::string> result;
  for (const Value& item : as_items()) {
    const std::string* text = string_of(item);
    if (text == nullptr) {
      interpreter_.need_known(
          item, "argument '" + std::string(name_) + "' of " + std::string(function_) + "()");
      interpreter_.raise(Builtin::TypeError, std::string(function_) + "() argument '" +
                                                 std::string(name_) + "' must contain str, not " +
                                                 std::string(interpreter_.type_name(item)));
    }
    result.push_back(*text);
  }
  return result;
}

ArgumentReader::ArgumentReader(Interpreter& interpreter, std::string_view function,
                               const CallArguments& arguments)
    : interpreter_(interpreter), function_(function), arguments_(arguments) {}

const Value* ArgumentReader::take_keyword(std::string_view name) {
  for (std::size_t i = 0; i < arguments_.keywords.size(); ++i) {
    if (arguments_.keywords[i].name.text() != name) continue;
    if (taken_.empty()) taken_.resize(arguments_.keywords.size());
    taken_[i] = true;
    return &arguments_.keywords[i].value;
  }
  return nullptr;
}

Argument ArgumentReader::required(std::string_view name) {
  ++parameters_;
  const bool positional = has_positional();
  const Value* named = take_keyword(name);
  if (positional && named != nullptr) {
    interpreter_.raise(
        Builtin::TypeError,
        std::string(function_) + "() got multiple values for argument '" + std::string(name) + "'");
  }
  if (positional) return {interpreter_, function_, name, arguments_.positional[next_++], true};
  if (named != nullptr) return {interpreter_, function_, name, *named, true};
  interpreter_.raise(Builtin::TypeError, std::string(function_) +
                                             "() missing 1 required positional argument: '" +
                                             std::string(name) + "'");
}

Argument ArgumentReader::optional(std::string_view name, Value default_value) {
  if (has_positional()) return required(name);
  ++parameters_;
  return keyword(name, std::move(default_value));
}

Argument ArgumentReader::keyword(std::string_view name, Value default_value) {
  const Value* named = take_keyword(name);
  if (named != nullptr) return {interpreter_, function_, name, *named, true};
  return {interpreter_, function_, name, std::move(default_value), false};
}

Argument ArgumentReader::required_keyword(std::string_view name) {
  const Value* named = take_keyword(name);
  if (named != nullptr) return {interpreter_, function_, name, *named, true};
  interpreter_.raise(Builtin::TypeError, std::string(function_) +
                                             "() missing 1 required keyword-only argument: '" +
                                             std::string(name) + "'");
}

ValueList ArgumentReader::rest() {
  const auto left = arguments_.positional.subspan(next_);
  next_ = arguments_.positional.size();
  return {left.begin(), left.end()};
}

void ArgumentReader::check_positional() {
  if (!has_positional()) return;
  const std::size_t given = arguments_.positional.size();
  interpreter_.raise(Builtin::TypeError,
                     std::string(function_) + "() takes " + std::to_string(parameters_) +
                         " positional argument" + (parameters_ == 1 ? "" : "s") + " but " +
                         std::to_string(given) + (given == 1 ? " was" : " were") + " given");
}

std::vector<KeywordValue> ArgumentReader::rest_keywords() {
  check_positional();
  std::vector<KeywordValue> result;
  for (std::size_t i = 0; i < arguments_.keywords.size(); ++i) {
    if (taken_.empty() || !taken_[i]) result.push_back(arguments_.keywords[i]);
  }
  taken_.assign(arguments_.keywords.size(), true);
  return result;
}

void ArgumentReader::finish() {
  check_positional();
  for (std::size_t i = 0; i < arguments_.keywords.size(); ++i) {
    if (!taken_.empty() && taken_[i]) continue;
    interpreter_.raise(Builtin::TypeError,
                       std::string(function_) + "() got an unexpected keyword argument '" +
                           std::string(arguments_.keywords[i].name.text()) + "'");
  }
}

}  // namespace retort::python
