// The only outside interface is arguments.h.
#include "cli/arguments.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "base/error.h"
#include "base/similar.h"

namespace retort::cli {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// `-1`, `-1:head`, `-`: values, although they begin with a dash.
bool is_value(std::string_view argument) {
  return argument.size() < 2 || argument[0] != '-' || is_digit(argument[1]);
}

std::string_view key_of(const OptionSpec& option) {
  return option.long_name.empty() ? std::string_view(&option.short_name, 1) : option.long_name;
}

std::string shown(const OptionSpec& option) {
  std::string out;
  if (option.short_name != 0) out = fmt::format("-{}", option.short_name);
  if (!option.long_name.empty()) {
    out += fmt::format("{}--{}", out.empty() ? "" : "/", option.long_name);
  }
  return out;
}

bool is_choice(std::string_view choices, std::string_view value) {
  for (std::size_t begin = 0; begin < choices.size();) {
    const std::size_t end = std::min(choices.find(' ', begin), choices.size());
    if (choices.substr(begin, end - begin) == value) return true;
    begin = end + 1;
  }
  return false;
}

/// One pass over the arguments.
class Parser {
 public:
  Parser(std::span<const char* const> arguments, std::span<const OptionSpec> shared,
         std::span<const CommandSpec> commands)
      : arguments_(arguments), shared_(shared), commands_(commands) {}

  Arguments parse() {
    bool options_ended = false;
    while (next_ < arguments_.size() && !finished_) {
      const std::string_view argument = arguments_[next_++];
      if (options_ended || is_value(argument)) {
        read_positional(argument);
      } else if (argument == "--") {
        options_ended = true;
      } else if (argument.starts_with("--")) {
        read_long(argument.substr(2));
      } else {
        read_short(argument.substr(1));
      }
    }
    if (!finished_) check_positionals();
    return std::move(result_);
  }

 private:
  void read_positional(std::string_view argument) {
    if (result_.command != nullptr) {
      result_.positionals.emplace_back(argument);
      return;
    }
    std::string names;
    for (const CommandSpec& command : commands_) {
      if (command.name == argument) {
        result_.command = &command;
        return;
      }
      names += fmt::format("{}{}", names.empty() ? "" : ", ", command.name);
    }
    Error error(ErrorCode::usage,
                fmt::format("invalid command '{}' (choose from {})", argument, names));
    std::vector<std::string_view> known;
    for (const CommandSpec& command : commands_) known.push_back(command.name);
    const std::string_view meant = nearest(argument, known);
    if (!meant.empty()) error.with_hint(fmt::format("Did you mean `retort {}`?", meant));
    throw error;
  }

  void read_long(std::string_view text) {
    const std::size_t equal = text.find('=');
    const std::string_view name = text.substr(0, equal);
    const OptionSpec& option = long_option(name);
    if (equal == std::string_view::npos) {
      take(option, std::nullopt);
    } else if (option.value_name.empty()) {
      throw Error(ErrorCode::usage, fmt::format("argument {}: ignored explicit argument '{}'",
                                                shown(option), text.substr(equal + 1)));
    } else {
      take(option, std::string(text.substr(equal + 1)));
    }
  }

  void read_short(std::string_view text) {
    while (!text.empty() && !finished_) {
      const OptionSpec& option = short_option(text.front());
      text.remove_prefix(1);
      if (option.value_name.empty()) {
        take(option, std::nullopt);
        continue;
      }
      if (text.starts_with('=')) text.remove_prefix(1);
      take(option, text.empty() ? std::nullopt : std::optional<std::string>(text));
      return;
    }
  }

  void take(const OptionSpec& option, std::optional<std::string> value) {
    if (option.value_name.starts_with('[') && !value) {
      value.emplace();
    } else if (!option.value_name.empty() && !value) {
      if (next_ == arguments_.size() || !is_value(arguments_[next_])) {
        throw Error(ErrorCode::usage,
                    fmt::format("argument {}: expected one argument", shown(option)));
      }
      value = arguments_[next_++];
    }
    const bool left_out = option.value_name.starts_with('[') && value->empty();
    if (!option.choices.empty() && !left_out && !is_choice(option.choices, *value)) {
      throw Error(ErrorCode::usage,
                  fmt::format("argument {}: invalid choice: '{}' (choose from {})", shown(option),
                              *value, option.choices));
    }
    const std::string_view key = key_of(option);
    if (key == "help" || key == "version") finished_ = true;
    result_.options.emplace_back(key, value.value_or(""));
  }

  const OptionSpec& short_option(char name) const {
    for (const auto& table : tables()) {
      for (const OptionSpec& option : table) {
        if (option.short_name == name) return option;
      }
    }
    throw unknown(fmt::format("-{}", name));
  }

  const OptionSpec& long_option(std::string_view name) const {
    const OptionSpec* found = nullptr;
    std::string matches;
    for (const auto& table : tables()) {
      for (const OptionSpec& option : table) {
        if (option.long_name.empty() || !option.long_name.starts_with(name)) continue;
        if (option.long_name == name) return option;
        found = &option;
        matches += fmt::format("{}--{}", matches.empty() ? "" : ", ", option.long_name);
      }
    }
    if (found == nullptr || name.empty()) throw unknown(fmt::format("--{}", name));
    if (matches.find(',') != std::string::npos) {
      throw Error(ErrorCode::usage,
                  fmt::format("ambiguous option: --{} could match {}", name, matches));
    }
    return *found;
  }

  /// The command's own options first.
  std::vector<std::span<const OptionSpec>> tables() const {
    if (result_.command == nullptr) return {shared_};
    return {result_.command->options, shared_};
  }

  Error unknown(const std::string& name) const {
    Error error(ErrorCode::usage, fmt::format("unrecognized arguments: {}", name));
    std::vector<std::string_view> known;
    for (const std::span<const OptionSpec> table : tables()) {
      for (const OptionSpec& option : table) known.push_back(option.long_name);
    }
    const std::string_view meant =
        name.starts_with("--") ? nearest(std::string_view(name).substr(2), known) : "";
    if (!meant.empty()) return error.with_hint(fmt::format("Did you mean --{}?", meant));
    if (result_.command == nullptr) {
      for (const CommandSpec& command : commands_) {
        for (const OptionSpec& option : command.options) {
          if (fmt::format("--{}", option.long_name) != name) continue;
          return error.with_hint(fmt::format("{} belongs after the command's name: retort {} {}.",
                                             name, command.name, name));
        }
      }
    }
    return error;
  }

  void check_positionals() const {
    if (result_.command == nullptr) throw Error(ErrorCode::usage, "too few arguments");
    const CommandSpec& command = *result_.command;
    const int given = static_cast<int>(result_.positionals.size());
    if (given < command.min_positionals) {
      throw Error(ErrorCode::usage,
                  fmt::format("the following arguments are required: {}", command.positional));
    }
    if (command.max_positionals < 0 || given <= command.max_positionals) return;
    std::string rest;
    for (std::size_t i = static_cast<std::size_t>(command.max_positionals);
         i < result_.positionals.size(); ++i) {
      rest += (rest.empty() ? "" : " ") + result_.positionals[i];
    }
    throw Error(ErrorCode::usage, fmt::format("unrecognized arguments: {}", rest));
  }

  std::span<const char* const> arguments_;
  std::span<const OptionSpec> shared_;
  std::span<const CommandSpec> commands_;
  std::size_t next_ = 0;
  bool finished_ = false;
  Arguments result_;
};

}  // namespace

bool Arguments::has(std::string_view name) const {
  for (const auto& [key, unused] : options) {
    if (key == name) return true;
  }
  return false;
}

std::optional<std::string> Arguments::value(std::string_view name) const {
  std::optional<std::string> out;
  for (const auto& [key, text] : options) {
    if (key == name) out = text;
  }
  return out;
}

std::vector<std::string> Arguments::values(std::string_view name) const {
  std::vector<std::string> out;
  for (const auto& [key, text] : options) {
    if (key == name) out.push_back(text);
  }
  return out;
}

Arguments parse_arguments(std::span<const char* const> arguments,
                          std::span<const OptionSpec> shared,
                          std::span<const CommandSpec> commands) {
  return Parser(arguments, shared, commands).parse();
}

double seconds_of(const Arguments& arguments, std::string_view name, double otherwise) {
  const std::optional<std::string> text = arguments.value(name);
  if (!text) return otherwise;
  double value = 0;
  const char* end = text->data() + text->size();
  const auto [stop, failure] = std::from_chars(text->data(), end, value);
  if (failure != std::errc() || stop != end || value < 0) {
    throw Error(ErrorCode::usage,
                fmt::format("argument --{}: '{}' is not a number of seconds", name, *text));
  }
  return value;
}

std::optional<std::size_t> number_of(const Arguments& arguments, std::string_view name) {
  const std::optional<std::string> text = arguments.value(name);
  if (!text) return std::nullopt;
  std::size_t value = 0;
  const char* end = text->data() + text->size();
  const auto [stop, failure] = std::from_chars(text->data(), end, value);
  if (failure == std::errc() && stop == end) return value;
  throw Error(ErrorCode::usage, fmt::format("argument --{}: '{}' is not a number", name, *text));
}

}  // namespace retort::cli
