#include "script/arguments.h"

#include <algorithm>
#include <memory>
#include <unordered_map>
#include <utility>

#include "python/interpreter.h"
#include "script/convert.h"

namespace retort::script {

using python::CallArguments;
using python::Interpreter;
using python::KeywordValue;
using python::Value;

/// A signature, taken apart. The names are parts of `text`.
struct Signature {
  struct Parameter {
    std::string_view name;
    bool required = false;
    bool keyword_only = false;
  };
  explicit Signature(std::string_view written);

  std::string text;
  std::string_view name;  ///< Before the parenthesis.
  std::vector<Parameter> parameters;
  bool has_rest = false;
  bool has_keywords = false;
};

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

Signature::Signature(std::string_view written) : text(written), name(name_of_signature(text)) {
  std::string_view rest = std::string_view(text).substr(name.size() + 1);
  rest = rest.substr(0, rest.rfind(')'));
  bool keyword_only = false;
  while (!rest.empty()) {
    std::size_t comma = std::min(rest.find(','), rest.size());
    std::string_view parameter = trim(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    if (parameter.starts_with("**")) {
      has_keywords = true;
    } else if (parameter.starts_with('*')) {
      has_rest = has_rest || parameter.size() > 1;
      keyword_only = true;
    } else if (!parameter.empty()) {
      const bool required = !parameter.ends_with('=');
      if (!required) parameter.remove_suffix(1);
      parameters.push_back({parameter, required, keyword_only});
    }
  }
}

namespace {

/// Each signature is taken apart once a thread.
const Signature& signature_of(std::string_view text) {
  thread_local std::unordered_map<std::string_view, std::unique_ptr<const Signature>> known;
  if (const auto found = known.find(text); found != known.end()) return *found->second;
  auto signature = std::make_unique<const Signature>(text);
  return *known.emplace(signature->text, std::move(signature)).first->second;
}

}  // namespace

std::string_view name_of_signature(std::string_view signature) {
  return signature.substr(0, signature.find('('));
}

Arguments::Arguments(Interpreter& interpreter, std::string_view signature,
                     const CallArguments& call)
    : interpreter_(interpreter),
      self_(call.self),
      signature_(signature_of(signature)),
      name_(signature_.name) {
  given_.reserve(call.positional.size() + call.keywords.size());
  take_positional(call.positional);
  take_keywords(call.keywords);
  check_required();
}

void Arguments::take_positional(std::span<const Value> positional) {
  std::size_t taken = 0;
  for (const Signature::Parameter& parameter : signature_.parameters) {
    if (parameter.keyword_only || taken == positional.size()) break;
    given_.push_back({parameter.name, &positional[taken++]});
  }
  if (taken == positional.size()) return;
  if (signature_.has_rest) {
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
    const auto parameter =
        std::ranges::find(signature_.parameters, name, &Signature::Parameter::name);
    if (parameter == signature_.parameters.end()) {
      if (!signature_.has_keywords) {
        interpreter_.raise(python::Builtin::TypeError,
                           std::string(name_) + "() got an unexpected keyword argument '" +
                               std::string(name) + "'");
      }
      keywords_.push_back(keyword);
      continue;
    }
    if (find(name) != nullptr) {
      interpreter_.raise(
          python::Builtin::TypeError,
          std::string(name_) + "() got multiple values for argument '" + std::string(name) + "'");
    }
    given_.push_back({parameter->name, &keyword.value});
  }
}

void Arguments::check_required() const {
  std::vector<std::string_view> missing;
  bool keyword_only = false;
  for (const Signature::Parameter& parameter : signature_.parameters) {
    if (!parameter.required || find(parameter.name) != nullptr) continue;
    // Those of the other kind follow; the message tells of the first kind only.
    if (!missing.empty() && parameter.keyword_only != keyword_only) break;
    keyword_only = parameter.keyword_only;
    missing.push_back(parameter.name);
  }
  if (missing.empty()) return;
  interpreter_.raise(python::Builtin::TypeError,
                     std::string(name_) + "() missing " + std::to_string(missing.size()) +
                         " required " + (keyword_only ? "keyword-only" : "positional") +
                         " argument" + (missing.size() == 1 ? "" : "s") + ": " +
                         quoted_list(missing));
}

const Value* Arguments::find(std::string_view parameter) const {
  for (const Given& given : given_) {
    if (given.name == parameter) return given.value;
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
