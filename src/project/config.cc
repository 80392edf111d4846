// The only outside interface is config.h.
#include "project/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/environment.h"
#include "base/error.h"
#include "base/file.h"

namespace retort::project {
namespace {

constexpr std::string_view kTomlName = "pyproject.toml";
constexpr std::string_view kIniName = "alembic.ini";
/// Where Flask-Migrate puts the configuration.
constexpr std::string_view kFlaskFolder = "migrations";
constexpr std::string_view kRetortSection = "retort";

std::string_view stripped(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Alembic's legacy cutting: at each comma (with the blanks after it) and each run of blanks.
std::vector<std::string> split_legacy(std::string_view text, std::string_view separators) {
  std::vector<std::string> out(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (separators.find(text[i]) == std::string_view::npos) {
      out.back() += text[i];
      continue;
    }
    if (text[i] != ':') {
      while (i + 1 < text.size() && text[i + 1] == ' ') ++i;
    }
    out.emplace_back();
  }
  std::erase(out, std::string());
  return out;
}

void choose(std::string& chosen, const std::string& name, const char* message) {
  if (!chosen.empty()) {
    throw Error(ErrorCode::config, message).with_hint("Give -c once for each kind of file.");
  }
  chosen = name;
}

}  // namespace

Config Config::load(const ConfigFiles& files) {
  Config config;
  config.section_ = files.section;
  for (const std::string& name : files.named) {
    if (file_name(name) == kTomlName) {
      choose(config.toml_path_, name, "pyproject.toml indicated more than once");
    } else {
      choose(config.ini_path_, name, "only one ini file may be indicated");
    }
  }
  const std::string variable = environment_variable("ALEMBIC_CONFIG").value_or("");
  const bool names_toml = file_name(variable) == kTomlName;
  if (config.toml_path_.empty()) config.toml_path_ = names_toml ? variable : kTomlName;
  if (config.ini_path_.empty()) {
    config.ini_path_ = variable.empty() || names_toml ? std::string(kIniName) : variable;
  }
  config.read_ini();
  const bool nothing_named = files.named.empty() && variable.empty();
  if (!config.ini_exists_ && nothing_named && path_exists(join_path(kFlaskFolder, "env.py")) &&
      !config.option("script_location")) {
    const std::string usual = std::exchange(config.ini_path_, join_path(kFlaskFolder, kIniName));
    config.read_ini();
    if (!config.ini_exists_) config.ini_path_ = usual;
  }
  return config;
}

void Config::read_ini() {
  std::optional<std::string> text = read_file_if_exists(ini_path_);
  if (!text) return;
  ini_exists_ = true;
  ini_ = IniFile(std::make_shared<const Source>(Source{ini_path_, *std::move(text)}));
}

bool Config::toml_exists() const {
  return path_exists(toml_path_);
}

IniVariables Config::ini_variables() const {
  return {{"here", parent_path(absolute_path(ini_path_))}};
}

const SourcePtr& Config::toml_source() const {
  if (toml_source_ == nullptr) {
    toml_source_ = std::make_shared<const Source>(
        Source{toml_path_, read_file_if_exists(toml_path_).value_or("")});
  }
  return toml_source_;
}

const TomlValue& Config::tool_table(bool retort) const {
  std::optional<TomlValue>& table = retort ? retort_table_ : alembic_table_;
  if (!table) {
    // Most pyproject.toml files say nothing about migrations: those are not parsed at all.
    const std::string_view name = retort ? "retort" : "alembic";
    const bool mentioned = toml_source()->text.find(name) != std::string::npos;
    table = mentioned ? read_tool_table(*toml_source(), name) : TomlValue{};
  }
  return *table;
}

std::string Config::toml_text(const TomlValue& value, std::string_view key) const {
  if (value.kind == TomlValue::Kind::boolean || value.kind == TomlValue::Kind::integer) {
    return value.text;
  }
  const auto fail = [&](std::string message) {
    return Error(ErrorCode::config, std::move(message), place_in(*toml_source(), value.span));
  };
  if (value.kind != TomlValue::Kind::string) {
    throw fail(fmt::format("unsupported TOML value type for key: '{}'", key));
  }
  std::string out;
  const std::string_view text = value.text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
    } else if (text.substr(i).starts_with("%%")) {
      out += '%';
      ++i;
    } else if (text.substr(i).starts_with("%(here)s")) {
      out += parent_path(absolute_path(toml_path_));
      i += std::string_view("%(here)s").size() - 1;
    } else {
      throw fail(fmt::format("'%' must be followed by '%' or '(here)s' in the value of '{}'.", key))
          .with_hint("Write a percent sign that stands for itself as %%.");
    }
  }
  return out;
}

std::optional<Option> Config::main_option(std::string_view key) const {
  std::optional<std::string> value = ini_.get(section_, key, ini_variables());
  if (!value) return std::nullopt;
  return Option{*std::move(value), ini_.origin_of(section_, key)};
}

std::optional<Option> Config::option(std::string_view key) const {
  if (std::optional<Option> found = main_option(key)) return found;
  const TomlValue* value = tool_table(false).find(key);
  if (value == nullptr) return std::nullopt;
  const Origin origin{toml_source(), value->span};
  if (value->kind != TomlValue::Kind::list) return Option{toml_text(*value, key), origin};
  std::string joined;
  for (const TomlValue& item : value->items) {
    if (!joined.empty()) joined += '\n';
    joined += toml_text(item, key);
  }
  return Option{std::move(joined), origin};
}

bool Config::boolean_option(std::string_view key) const {
  if (const std::optional<Option> found = main_option(key)) return found->value == "true";
  const TomlValue* value = tool_table(false).find(key);
  if (value == nullptr) return false;
  if (value->kind == TomlValue::Kind::boolean) return value->text == "true";
  throw Error(ErrorCode::config, fmt::format("boolean value expected for TOML parameter '{}'", key),
              place_in(*toml_source(), value->span))
      .with_hint("Write true or false without quotes.");
}

std::optional<char> Config::separator(const std::vector<std::string_view>& keys) const {
  for (const std::string_view key : keys) {
    const std::optional<Option> found = main_option(key);
    if (!found) continue;
    if (found->value == "space") return ' ';
    if (found->value == "newline") return '\n';
    if (found->value == "os" || found->value == ":") return ':';
    if (found->value == ";") return ';';
    throw Error(ErrorCode::config,
                fmt::format("'{}' is not a valid value for {}; expected 'space', 'newline', 'os', "
                            "':', ';'",
                            found->value, key),
                place_of(found->origin));
  }
  return std::nullopt;
}

std::vector<Option> Config::path_list(std::string_view key,
                                      const std::vector<std::string_view>& separator_keys,
                                      std::string_view legacy_separators) const {
  std::vector<Option> out;
  const std::optional<Option> found = main_option(key);
  if (found && !found->value.empty()) {
    const std::optional<char> cut = separator(separator_keys);
    if (!cut) {
      for (std::string& part : split_legacy(found->value, legacy_separators)) {
        out.push_back({std::move(part), found->origin});
      }
      return out;
    }
    const std::string_view text = found->value;
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find(*cut, begin), text.size());
      const std::string_view part = stripped(text.substr(begin, end - begin));
      if (!part.empty()) out.push_back({std::string(part), found->origin});
      begin = end + 1;
    }
    return out;
  }
  const TomlValue* value = tool_table(false).find(key);
  if (value == nullptr) return out;
  if (value->kind != TomlValue::Kind::list) {
    throw Error(ErrorCode::config, fmt::format("list expected for TOML parameter '{}'", key),
                place_in(*toml_source(), value->span))
        .with_hint("Write it as a list of strings: [\"one\", \"two\"].");
  }
  for (const TomlValue& item : value->items) {
    out.push_back({toml_text(item, key), Origin{toml_source(), item.span}});
  }
  return out;
}

const std::string* PostWriteHook::find(std::string_view option) const {
  for (const auto& [key, value] : options) {
    if (key == option) return &value;
  }
  return nullptr;
}

std::vector<PostWriteHook> Config::post_write_hooks() const {
  constexpr std::string_view kSection = "post_write_hooks";
  std::vector<PostWriteHook> out;
  if (ini_.has_section(kSection)) {
    const auto options = ini_.items(kSection, ini_variables());
    const std::string names = ini_.get(kSection, "hooks", ini_variables()).value_or("");
    for (const std::string& name : split_legacy(names, ", ")) {
      PostWriteHook hook{name, {}, ini_.origin_of(kSection, "hooks")};
      for (const auto& [key, value] : options) {
        if (key.starts_with(name + "."))
          hook.options.emplace_back(key.substr(name.size() + 1), value);
      }
      out.push_back(std::move(hook));
    }
    return out;
  }
  const TomlValue* list = tool_table(false).find(kSection);
  if (list == nullptr) return out;
  for (const TomlValue& item : list->items) {
    const TomlValue* name = item.find("name");
    if (name == nullptr) {
      throw Error(ErrorCode::config, "A post write hook has no name.",
                  place_in(*toml_source(), item.span))
          .with_hint("Add name = \"...\" to the table.");
    }
    PostWriteHook hook{toml_text(*name, "name"), {}, Origin{toml_source(), item.span}};
    for (const auto& [key, value] : item.members) {
      if (key != "name") hook.options.emplace_back(key, toml_text(value, key));
    }
    out.push_back(std::move(hook));
  }
  return out;
}

std::optional<Option> Config::retort_option(std::string_view key) const {
  if (std::optional<std::string> value = ini_.get(kRetortSection, key, ini_variables())) {
    return Option{*std::move(value), ini_.origin_of(kRetortSection, key)};
  }
  const TomlValue* value = tool_table(true).find(key);
  if (value == nullptr) return std::nullopt;
  return Option{toml_text(*value, key), Origin{toml_source(), value->span}};
}

std::vector<std::pair<std::string, std::string>> Config::retort_map(std::string_view key) const {
  std::vector<std::pair<std::string, std::string>> out;
  if (const std::optional<std::string> lines = ini_.get(kRetortSection, key, ini_variables())) {
    const std::string_view text = *lines;
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const std::string_view line = stripped(text.substr(begin, end - begin));
      const std::size_t equal = line.find('=');
      if (!line.empty() && equal == std::string_view::npos) {
        throw Error(ErrorCode::config, fmt::format("'{}' is not of the form name = value.", line),
                    place_of(ini_.origin_of(kRetortSection, key)));
      }
      if (!line.empty()) {
        out.emplace_back(stripped(line.substr(0, equal)), stripped(line.substr(equal + 1)));
      }
      begin = end + 1;
    }
    return out;
  }
  const TomlValue* table = tool_table(true).find(key);
  if (table == nullptr) return out;
  for (const auto& [name, value] : table->members) out.emplace_back(name, toml_text(value, key));
  return out;
}

}  // namespace retort::project
