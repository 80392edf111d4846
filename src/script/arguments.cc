#include "script/arguments.h"

#include <algorithm>

#include "python/interpreter.h"
#include "script/convert.h"

namespace retort::script {

using python::CallArguments;
using python::Interpreter;
using python::KeywordValue;
using python::Value;

namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// "'a'", "'a' and 'b'", "'a', 'b', and 'c'".
std::string quoted_list(const std::vector<std::string_view>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += names.size() > 2 ? ", " : " ";
    if (i > 0 && i + 1 == names.size()) text += "and ";
    text += "'" + std::string(names[i]) + "'";
  }
  return text;
}

}  // namespace

std::string_view name_of_signature(std::string_view signature) {
  return signature.substr(0, signature.find('('));
}

Arguments::Arguments(Interpreter& interpreter, std::string_view signature,
                     const CallArguments& call)
    : interpreter_(interpreter), self_(call.self), name_(name_of_signature(signature)) {
  std::string_view parameters = signature.substr(name_.size() + 1);
  parse(parameters.substr(0, parameters.rfind(')')));
  take_positional(call.positional);
  take_keywords(call.keywords);
  check_required();
}

void Arguments::parse(std::string_view parameters) {
  slots_.reserve(16);
  bool keyword_only = false;
  while (!parameters.empty()) {
    std::size_t comma = std::min(parameters.find(','), parameters.size());
    std::string_view parameter = trim(parameters.substr(0, comma));
    parameters.remove_prefix(std::min(comma + 1, parameters.size()));
    if (parameter.starts_with("**")) {
      has_keywords_ = true;
    } else if (parameter.starts_with('*')) {
      has_rest_ = has_rest_ || parameter.size() > 1;
      keyword_only = true;
    } else if (!parameter.empty()) {
      Slot slot;
      slot.required = !parameter.ends_with('=');
      if (!slot.required) parameter.remove_suffix(1);
      slot.name = parameter;
      slot.keyword_only = keyword_only;
      slots_.push_back(slot);
    }
  }
}

void Arguments::take_positional(std::span<const Value> positional) {
  std::size_t taken = 0;
  for (Slot& slot : slots_) {
    if (slot.keyword_only || taken == positional.size()) break;
    slot.value = &positional[taken++];
  }
  if (taken == positional.size()) return;
  if (has_rest_) {
    rest_ = positional.subspan(taken);
    return;
  }
  interpreter_.raise(python::Builtin::TypeError,
                     std::string(name_) + "() takes " + std::to_string(taken) +
                         " positional argument" + (taken == 1 ? "" : "s") + " but " +
                         std::to_string(positional.size()) +
                         (positional.size() == 1 ? " was given" : " were given"));
}

void Arguments::take_keywords(std::span<const KeywordValue> keywords) {
  for (const KeywordValue& keyword : keywords) {
    std::string_view name = keyword.name.text();
    auto slot = std::ranges::find(slots_, name, &Slot::name);
    if (slot == slots_.end()) {
      if (!has_keywords_) {
        interpreter_.raise(python::Builtin::TypeError,
                           std::string(name_) + "() got an unexpected keyword argument '" +
                               std::string(name) + "'");
      }
      keywords_.push_back(keyword);
      continue;
    }
    if (slot->value) {
      interpreter_.raise(
          python::Builtin::TypeError,
          std::string(name_) + "() got multiple values for argument '" + std::string(name) + "'");
    }
    slot->value = &keyword.value;
  }
}

void Arguments::check_required() const {
  for (bool keyword_only : {false, true}) {
    std::vector<std::string_view> missing;
    for (const Slot& slot : slots_) {
      if (slot.required && !slot.value && slot.keyword_only == keyword_only) {
        missing.push_back(slot.name);
      }
    }
    if (missing.empty()) continue;
    interpreter_.raise(python::Builtin::TypeError,
                       std::string(name_) + "() missing " + std::to_string(missing.size()) +
                           " required " + (keyword_only ? "keyword-only" : "positional") +
                           " argument" + (missing.size() == 1 ? "" : "s") + ": " +
                           quoted_list(missing));
  }
}

const Value* Arguments::find(std::string_view parameter) const {
  for (const Slot& slot : slots_) {
    if (slot.name == parameter) return slot.value;
  }
  return nullptr;
}

const Value* Arguments::find_not_none(std::string_view parameter) const {
  const Value* value = find(parameter);
  return value && !value->is_none() ? value : nullptr;
}

std::string Arguments::text(std::string_view parameter) const {
  const Value* value = find(parameter);
  return text_of(interpreter_, value ? *value : Value(), parameter);
}

std::optional<std::string> Arguments::optional_text(std::string_view parameter) const {
  const Value* value = find_not_none(parameter);
  if (!value) return std::nullopt;
  return text_of(interpreter_, *value, parameter);
}

std::string Arguments::text_or_empty(std::string_view parameter) const {
  return optional_text(parameter).value_or(std::string());
}

bool Arguments::flag(std::string_view parameter, bool otherwise) const {
  const Value* value = find(parameter);
  return value ? truth_of(interpreter_, *value) : otherwise;
}

std::optional<bool> Arguments::optional_flag(std::string_view parameter) const {
  const Value* value = find_not_none(parameter);
  if (!value) return std::nullopt;
  return truth_of(interpreter_, *value);
}

std::optional<std::int64_t> Arguments::optional_integer(std::string_view parameter) const {
  const Value* value = find_not_none(parameter);
  if (!value) return std::nullopt;
  return integer_of(interpreter_, *value, parameter);
}

}  // namespace retort::script
