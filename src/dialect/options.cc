#include "dialect/options.h"

#include <cstdint>

#include "dialect/literal.h"

namespace retort::dialect {

using schema::ExprPtr;
using schema::find_option;
using schema::Options;

std::optional<bool> option_bool(const Options& options, std::string_view name) {
  const schema::OptionValue* value = find_option(options, name);
  if (value == nullptr) return std::nullopt;
  if (const auto* flag = std::get_if<bool>(value)) return *flag;
  if (const auto* number = std::get_if<std::int64_t>(value)) return *number != 0;
  return std::nullopt;
}

std::optional<std::string> option_text(const Options& options, std::string_view name) {
  const schema::OptionValue* value = find_option(options, name);
  if (value == nullptr) return std::nullopt;
  if (const auto* text = std::get_if<std::string>(value)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(value)) return std::to_string(*number);
  if (const auto* real = std::get_if<double>(value)) return float_text(*real);
  if (const auto* expression = std::get_if<ExprPtr>(value); expression != nullptr && *expression) {
    if (const auto* text = std::get_if<schema::TextClause>(&(*expression)->node)) return text->text;
  }
  return std::nullopt;
}

std::optional<std::string> mysql_option(Family family, const Options& options,
                                        std::string_view name) {
  const std::string tail = "_" + std::string(name);
  if (family == Family::mariadb)
    if (auto found = option_text(options, "mariadb" + tail)) return found;
  return option_text(options, "mysql" + tail);
}

std::vector<std::string> option_list(const Options& options, std::string_view name) {
  const schema::OptionValue* value = find_option(options, name);
  if (value == nullptr) return {};
  if (const auto* list = std::get_if<std::vector<std::string>>(value)) return *list;
  if (const auto* text = std::get_if<std::string>(value)) return {*text};
  return {};
}

std::vector<std::pair<std::string, std::string>> option_pairs(const Options& options,
                                                              std::string_view name) {
  const schema::OptionValue* value = find_option(options, name);
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  if (value == nullptr || !std::holds_alternative<Pairs>(*value)) return {};
  return std::get<Pairs>(*value);
}

ExprPtr option_expression(const Options& options, std::string_view name) {
  const schema::OptionValue* value = find_option(options, name);
  if (value == nullptr) return nullptr;
  if (const auto* expression = std::get_if<ExprPtr>(value)) return *expression;
  if (const auto* text = std::get_if<std::string>(value)) return schema::text_expr(*text);
  return nullptr;
}

}  // namespace retort::dialect
