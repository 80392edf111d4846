// The only outside interface is ini.h.
//
// Reading goes line by line, as configparser does:
//   1. A blank line belongs to the value before it (trailing ones are cut off later); a line that
//      starts with `#` or `;` is skipped wherever it stands.
//   2. A line that is indented deeper than the option before it goes on with that option's value.
//   3. `[name]` opens a section; `DEFAULT` is the one that all others fall back to.
//   4. Anything else must be a key, `=` or `:`, and a value.
#include "project/ini.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/error.h"

namespace retort::project {
namespace {

constexpr int kMaxInterpolationDepth = 10;
constexpr std::string_view kDefaultSection = "DEFAULT";

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v' || c == '\n';
}

std::string_view stripped(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

const IniOption* find_option(const IniSection& section, std::string_view key) {
  for (const IniOption& option : section.options) {
    if (option.key == key) return &option;
  }
  return nullptr;
}

/// Reads one file; holds what the lines before the current one decided.
class Reader {
 public:
  Reader(const SourcePtr& source, std::vector<IniSection>& sections, IniSection& defaults)
      : source_(*source), sections_(sections), defaults_(defaults) {}

  void read() {
    const std::string_view text = source_.text;
    std::size_t begin = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    while (begin < text.size()) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      read_line(text.substr(begin, end - begin), begin);
      begin = end + 1;
    }
    finish_option();
  }

 private:
  void read_line(std::string_view line, std::size_t offset) {
    const std::string_view content = stripped(line);
    if (content.empty()) {
      if (option_ != nullptr) option_->value += '\n';
      return;
    }
    if (content.front() == '#' || content.front() == ';') return;
    const auto indent = static_cast<std::size_t>(content.data() - line.data());
    if (option_ != nullptr && indent > indent_) {
      option_->value += '\n';
      option_->value += content;
      return;
    }
    finish_option();
    indent_ = indent;
    const std::size_t begin = offset + indent;
    const std::size_t close = content.rfind(']');
    if (content.front() == '[' && close != std::string_view::npos && close > 1) {
      open_section(content.substr(1, close - 1), span_at(begin, content.size()));
    } else {
      read_option(content, span_at(begin, content.size()));
    }
  }

  void open_section(std::string_view name, Span span) {
    if (name == kDefaultSection) {
      section_ = &defaults_;
      return;
    }
    for (const IniSection& section : sections_) {
      if (section.name == name) {
        throw error(fmt::format("Section '{}' already exists.", name), span)
            .with_hint("Join the two sections into one.");
      }
    }
    sections_.push_back({std::string(name), {}});
    section_ = &sections_.back();
  }

  void read_option(std::string_view content, Span span) {
    if (section_ == nullptr) {
      throw error("File contains no section headers.", span)
          .with_hint("Put a section header such as [alembic] above the first option.");
    }
    const std::size_t delimiter = content.find_first_of("=:");
    if (delimiter == std::string_view::npos || delimiter == 0) {
      throw error("The line is neither a section header nor an option.", span)
          .with_hint("Write the option as key = value, or indent the line to continue a value.");
    }
    std::string key = lower(stripped(content.substr(0, delimiter)));
    if (find_option(*section_, key) != nullptr) {
      throw error(fmt::format("Option '{}' in section '{}' already exists.", key, section_->name),
                  span)
          .with_hint("Keep one of the two lines.");
    }
    section_->options.push_back(
        {std::move(key), std::string(stripped(content.substr(delimiter + 1))), span});
    option_ = &section_->options.back();
  }

  void finish_option() {
    if (option_ == nullptr) return;
    std::string& value = option_->value;
    while (!value.empty() && is_blank(value.back())) value.pop_back();
    option_ = nullptr;
  }

  static Span span_at(std::size_t begin, std::size_t size) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + size)};
  }

  Error error(std::string message, Span span) const {
    return Error(ErrorCode::config, std::move(message), place_in(source_, span));
  }

  const Source& source_;
  std::vector<IniSection>& sections_;
  IniSection& defaults_;
  IniSection* section_ = nullptr;
  IniOption* option_ = nullptr;
  std::size_t indent_ = 0;
};

}  // namespace

IniFile::IniFile(SourcePtr source) : source_(std::move(source)) {
  defaults_.name = kDefaultSection;
  Reader(source_, sections_, defaults_).read();
}

const IniSection* IniFile::section_named(std::string_view name) const {
  for (const IniSection& section : sections_) {
    if (section.name == name) return &section;
  }
  return nullptr;
}

bool IniFile::has_section(std::string_view name) const {
  return section_named(name) != nullptr;
}

const IniOption* IniFile::find(std::string_view section, std::string_view key) const {
  const IniSection* found = section_named(section);
  if (found == nullptr) return nullptr;
  const std::string name = lower(key);
  if (const IniOption* option = find_option(*found, name)) return option;
  return find_option(defaults_, name);
}

std::optional<std::string> IniFile::get(std::string_view section, std::string_view key,
                                        const IniVariables& variables) const {
  const IniOption* option = find(section, key);
  if (option == nullptr) return std::nullopt;
  return interpolate(section, *option, option->value, variables, 0);
}

std::vector<std::pair<std::string, std::string>> IniFile::items(
    std::string_view section, const IniVariables& variables) const {
  std::vector<std::pair<std::string, std::string>> out;
  const IniSection* found = section_named(section);
  if (found == nullptr) return out;
  for (const IniOption& option : defaults_.options) {
    if (find_option(*found, option.key) != nullptr) continue;
    out.emplace_back(option.key, interpolate(section, option, option.value, variables, 0));
  }
  for (const IniOption& option : found->options) {
    out.emplace_back(option.key, interpolate(section, option, option.value, variables, 0));
  }
  return out;
}

void IniFile::set(std::string_view section, std::string_view key, std::string value) {
  auto found = std::ranges::find(sections_, section, &IniSection::name);
  if (found == sections_.end()) {
    sections_.push_back({std::string(section), {}});
    found = std::prev(sections_.end());
  }
  const std::string name = lower(key);
  const auto option = std::ranges::find(found->options, name, &IniOption::key);
  if (option == found->options.end()) {
    found->options.push_back({name, std::move(value), {}});
  } else {
    option->value = std::move(value);
  }
}

Origin IniFile::origin_of(std::string_view section, std::string_view key) const {
  const IniOption* option = find(section, key);
  return option == nullptr ? Origin{} : Origin{source_, option->span};
}

std::string IniFile::interpolate(std::string_view section, const IniOption& option,
                                 std::string_view value, const IniVariables& variables,
                                 int depth) const {
  const auto fail = [&](std::string message) {
    Place place = place_in(*source_, option.span);
    if (value.find("://") != value.npos) place.line_text.clear();  // it may hold a password
    return Error(ErrorCode::config, std::move(message), std::move(place))
        .with_hint("Write a percent sign that stands for itself as %%.");
  };
  if (depth > kMaxInterpolationDepth) {
    throw Error(ErrorCode::config, fmt::format("The value of '{}' refers to itself.", option.key),
                place_in(*source_, option.span))
        .with_hint("Break the circle of references.");
  }
  std::string out;
  for (std::size_t i = 0; i < value.size();) {
    if (value[i] != '%') {
      out += value[i++];
      continue;
    }
    if (value.substr(i).starts_with("%%")) {
      out += '%';
      i += 2;
      continue;
    }
    const std::size_t close = value.find(')', i);
    if (!value.substr(i).starts_with("%(") || close == std::string_view::npos ||
        value.substr(close + 1, 1) != "s") {
      throw fail(fmt::format("'%' must be followed by '%' or '(name)s' in the value of '{}'.",
                             option.key));
    }
    const std::string name = lower(value.substr(i + 2, close - i - 2));
    if (const IniOption* other = find(section, name)) {
      out += interpolate(section, *other, other->value, variables, depth + 1);
    } else {
      const auto variable = std::find_if(variables.begin(), variables.end(),
                                         [&](const auto& entry) { return entry.first == name; });
      if (variable == variables.end()) {
        MissingOption error(
            ErrorCode::config,
            fmt::format("The value of '{}' refers to '{}', which is not set.", option.key, name),
            place_in(*source_, option.span));
        error.with_hint(fmt::format("Set {} in [{}] or [DEFAULT], or write %% for a percent sign.",
                                    name, section));
        throw error;
      }
      out += variable->second;
    }
    i = close + 2;
  }
  return out;
}

}  // namespace retort::project
