// The command line: a table says what exists, parse() says what was given.
//
// The rules are argparse's, as far as people rely on them with Alembic: `-n NAME`, `-nNAME`,
// `--name NAME`, `--name=NAME`, unique beginnings of long options, `--` ends the options, and an
// argument like `-1` is a value, not an option. Options may stand before and after the command's
// name; after it, the command's own options win over those that all commands share (`-c`).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort::cli {

struct OptionSpec {
  char short_name = 0;            ///< 0: none.
  std::string_view long_name;     ///< Without dashes; empty: none.
  std::string_view value_name;    ///< Empty: a flag; `[=NAME]`: may be left out.
  std::string_view help;          ///< One or two sentences.
  std::string_view choices = {};  ///< Allowed values, separated by blanks; empty: any.
};

struct CommandSpec {
  std::string_view name;
  std::string_view summary;      ///< One line.
  std::string_view description;  ///< For --help and the manual.
  std::span<const OptionSpec> options;
  std::string_view positional;  ///< As in the usage line, e.g. `revision`; empty: none.
  std::string_view positional_help;
  int min_positionals = 0;
  int max_positionals = 0;  ///< -1: any number.
};

/// What was given. Options are found by their long name, or their short one if they have no other.
struct Arguments {
  const CommandSpec* command = nullptr;  ///< Null: none was given.
  std::vector<std::pair<std::string_view, std::string>> options;
  std::vector<std::string> positionals;

  bool has(std::string_view name) const;
  /// The last value given.
  std::optional<std::string> value(std::string_view name) const;
  std::vector<std::string> values(std::string_view name) const;
};

/// Parses the arguments after the program's name. `--help` and `--version` end parsing at once, and
/// are found in the result. Errors: ErrorCode::usage, with argparse's words.
Arguments parse_arguments(std::span<const char* const> arguments,
                          std::span<const OptionSpec> shared,
                          std::span<const CommandSpec> commands);

/// The option's value in seconds; `otherwise` where it was not given. Errors: ErrorCode::usage.
double seconds_of(const Arguments& arguments, std::string_view name, double otherwise);
/// The option's value as a whole number, not negative. Errors: ErrorCode::usage.
std::optional<std::size_t> number_of(const Arguments& arguments, std::string_view name);

}  // namespace retort::cli
