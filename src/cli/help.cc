// The only outside interface is help.h.
#include "cli/help.h"

#include <fmt/format.h>

#include <span>

#include "base/error.h"
#include "cli/commands.h"

namespace retort::cli {
namespace {

constexpr std::size_t kWidth = 80;
constexpr std::size_t kIndent = 26;

constexpr std::string_view kAbout =
    "Runs the migrations of an Alembic project without Python: the same commands, options, output "
    "and version table.";

/// Breaks text into lines of at most kWidth columns, each after `indent` blanks; the first line
/// continues at column `used`.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t used) {
  std::string out;
  std::size_t column = used;
  if (column > indent) {
    out += '\n';
    column = 0;
  }
  out += std::string(indent - column, ' ');
  column = indent;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    if (column > indent && column + 1 + word.size() > kWidth) {
      out += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (column > indent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
    begin = end + 1;
  }
  return out + '\n';
}

std::string option_heading(const OptionSpec& option) {
  std::string out = option.short_name != 0 ? fmt::format("-{}", option.short_name) : "    ";
  if (option.short_name != 0 && !option.long_name.empty()) out += ", ";
  if (!option.long_name.empty()) out += fmt::format("--{}", option.long_name);
  const bool optional = option.value_name.starts_with('[');
  if (!option.value_name.empty()) {
    out += fmt::format("{}{}", optional ? "" : " ", option.value_name);
  }
  return out;
}

std::string options_help(std::string_view title, std::span<const OptionSpec> options) {
  std::string out = fmt::format("\n{}:\n", title);
  for (const OptionSpec& option : options) {
    const std::string heading = fmt::format("  {} ", option_heading(option));
    out += heading + wrapped(option.help, kIndent, heading.size());
  }
  return out;
}

std::string aligned(std::string_view name, std::string_view text) {
  const std::string heading = fmt::format("  {} ", name);
  return heading + wrapped(text, kIndent, heading.size());
}

std::string positional_usage(const CommandSpec& command) {
  if (command.positional.empty()) return {};
  return fmt::format(" {}{}", command.positional,
                     command.max_positionals < 0 && command.min_positionals == 1 ? "..." : "");
}

std::string long_option_words(std::span<const OptionSpec> options) {
  std::string out;
  for (const OptionSpec& option : options) {
    if (!option.long_name.empty()) out += fmt::format("--{} ", option.long_name);
    if (option.short_name != 0) out += fmt::format("-{} ", option.short_name);
  }
  if (!out.empty()) out.pop_back();
  return out;
}

std::string command_names() {
  std::string out;
  for (const CommandSpec& command : commands()) out += fmt::format("{} ", command.name);
  out.pop_back();
  return out;
}

std::string bash_completion() {
  std::string cases;
  for (const CommandSpec& command : commands()) {
    cases += fmt::format("    {}) words+=\" {}\" ;;\n", command.name,
                         long_option_words(command.options));
  }
  return fmt::format(
      "_retort() {{\n"
      "  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}}\n"
      "  local command= word words=\"{}\"\n"
      "  for word in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do\n"
      "    case \" {} \" in *\" $word \"*) command=$word; break ;; esac\n"
      "  done\n"
      "  case $previous in -c|--config) COMPREPLY=($(compgen -f -- \"$current\")); return ;; esac\n"
      "  case $command in\n"
      "    '') words+=\" {}\" ;;\n"
      "{}"
      "  esac\n"
      "  case $command in\n"
      "    upgrade|downgrade|stamp|show)\n"
      "      words+=\" head heads base $(retort -q heads 2>/dev/null | cut -d' ' -f1)\" ;;\n"
      "    completion) words+=\" bash zsh fish man\" ;;\n"
      "    plan) words+=\" upgrade downgrade stamp\" ;;\n"
      "  esac\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
      "}}\n"
      "complete -F _retort retort\n",
      long_option_words(shared_options()), command_names(), command_names(), cases);
}

/// Text inside single quotes of zsh's _arguments: no quotes, brackets or colons.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'' || c == '`') continue;
    if (c == '[' || c == ']' || c == ':') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_options(std::span<const OptionSpec> options) {
  std::string out;
  for (const OptionSpec& option : options) {
    const std::string value = option.value_name.empty() || option.value_name.starts_with('[')
                                  ? ""
                                  : fmt::format(":{}:", zsh_text(option.value_name));
    const auto add = [&](const std::string& name) {
      out += fmt::format(" \\\n      '*{}[{}]{}'", name, zsh_text(option.help), value);
    };
    if (!option.long_name.empty()) add(fmt::format("--{}", option.long_name));
    if (option.short_name != 0) add(fmt::format("-{}", option.short_name));
  }
  return out;
}

std::string zsh_completion() {
  std::string names;
  std::string cases;
  for (const CommandSpec& command : commands()) {
    names += fmt::format("    '{}:{}'\n", command.name, zsh_text(command.summary));
    cases += fmt::format("    {}) _arguments{}{} '*:argument:' ;;\n", command.name,
                         zsh_options(command.options), zsh_options(shared_options()));
  }
  return fmt::format(
      "#compdef retort\n"
      "_retort() {{\n"
      "  local -a names\n"
      "  names=(\n{}  )\n"
      "  local word command=\n"
      "  for word in ${{words[2,CURRENT-1]}}; do\n"
      "    [[ \" {} \" == *\" $word \"* ]] && {{ command=$word; break }}\n"
      "  done\n"
      "  case $command in\n"
      "    '') _arguments{} '1:command:->name' && return; _describe command names ;;\n"
      "{}"
      "  esac\n"
      "}}\n"
      "_retort \"$@\"\n",
      names, command_names(), zsh_options(shared_options()), cases);
}

std::string fish_option(std::string_view condition, const OptionSpec& option) {
  std::string text(option.help);
  std::erase(text, '\'');
  std::string out = fmt::format("complete -c retort {}", condition);
  if (option.short_name != 0) out += fmt::format(" -s {}", option.short_name);
  if (!option.long_name.empty()) out += fmt::format(" -l {}", option.long_name);
  if (!option.value_name.empty() && !option.value_name.starts_with('[')) {
    out += option.long_name == "config" ? " -r -F" : " -x";
  }
  if (!option.choices.empty()) out += fmt::format(" -a '{}'", option.choices);
  return out + fmt::format(" -d '{}'\n", text);
}

std::string fish_completion() {
  std::string out = "complete -c retort -f\n";
  for (const OptionSpec& option : shared_options()) out += fish_option("", option);
  for (const CommandSpec& command : commands()) {
    out += fmt::format("complete -c retort -n __fish_use_subcommand -a {} -d '{}'\n", command.name,
                       zsh_text(command.summary));
    const std::string condition = fmt::format("-n '__fish_seen_subcommand_from {}'", command.name);
    for (const OptionSpec& option : command.options) out += fish_option(condition, option);
  }
  return out;
}

/// Escapes dashes, backslashes and what would be a request at the start of a line.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '-' || c == '\\') out += '\\';
    if (c == '`') continue;
    out += c;
  }
  return out;
}

std::string roff_options(std::span<const OptionSpec> options) {
  std::string out;
  for (const OptionSpec& option : options) {
    std::string heading = option_heading(option);
    heading.erase(0, heading.find_first_not_of(' '));
    out += fmt::format(".TP\n.B {}\n{}\n", roff(heading), roff(option.help));
  }
  return out;
}

std::string manual_page() {
  std::string out =
      ".TH RETORT 1\n.SH NAME\nretort \\- database schema migrations without Python\n"
      ".SH SYNOPSIS\n.B retort\n[options] command [arguments]\n.SH DESCRIPTION\n";
  out += roff(kAbout) + "\n.SH COMMANDS\n";
  for (const CommandSpec& command : commands()) {
    out += fmt::format(".SS {}{}\n{}\n", roff(command.name), roff(positional_usage(command)),
                       roff(command.description));
    out += roff_options(command.options);
  }
  out += ".SH OPTIONS\n" + roff_options(shared_options());
  out +=
      ".SH \"EXIT STATUS\"\n0 on success; 255 when the request cannot be done; 2 for a wrong "
      "command "
      "line; 129, 130 and 143 after SIGHUP, SIGINT and SIGTERM; 1 for every other failure.\n";
  out +=
      ".SH ENVIRONMENT\n.TP\n.B ALEMBIC_CONFIG\nThe configuration file.\n.TP\n.B "
      "RETORT_DATABASE_URL, DATABASE_URL\nThe database; see \\-\\-url.\n.TP\n.B NO_COLOR\nNo "
      "colours "
      "on terminals.\n";
  return out;
}

}  // namespace

std::string usage_line(const CommandSpec* command) {
  if (command == nullptr) return "usage: retort [options] command [arguments]\n";
  return fmt::format("usage: retort [options] {}{}{}\n", command->name,
                     command->options.empty() ? "" : " [options]", positional_usage(*command));
}

std::string general_help() {
  std::string out = usage_line(nullptr) + '\n' + wrapped(kAbout, 0, 0) + "\ncommands:\n";
  for (const CommandSpec& command : commands()) out += aligned(command.name, command.summary);
  out += options_help("options", shared_options());
  out += "\n`retort COMMAND --help` tells more about a command.\n";
  return out;
}

std::string command_help(const CommandSpec& command) {
  std::string out = usage_line(&command) + '\n' + wrapped(command.description, 0, 0);
  if (!command.positional.empty()) {
    out += "\narguments:\n" + aligned(command.positional, command.positional_help);
  }
  if (!command.options.empty()) {
    out += options_help(fmt::format("options of {}", command.name), command.options);
  }
  return out + options_help("options of every command", shared_options());
}

std::string completion_script(std::string_view shell) {
  if (shell == "bash") return bash_completion();
  if (shell == "zsh") return zsh_completion();
  if (shell == "fish") return fish_completion();
  if (shell == "man") return manual_page();
  throw Error(ErrorCode::usage,
              fmt::format("unknown shell '{}' (choose from bash, zsh, fish, man)", shell));
}

}  // namespace retort::cli
