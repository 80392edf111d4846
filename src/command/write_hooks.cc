// The only outside interface is write_hooks.h.
//
// `module` and `console_scripts` belong to a Python: that of VIRTUAL_ENV, else the first in PATH. A
// console script of which no Python knows is taken from PATH.
#include "command/write_hooks.h"

#include <fmt/format.h>

#include <optional>
#include <string_view>
#include <utility>

#include "base/environment.h"
#include "base/error.h"
#include "base/file.h"
#include "base/process.h"

namespace retort::command {
namespace {

using project::PostWriteHook;

constexpr std::string_view kFileToken = "REVISION_SCRIPT_FILENAME";

constexpr const char* kFindModule =
    "import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)";
constexpr const char* kFindEntry =
    "import sys\n"
    "from importlib.metadata import entry_points as e\n"
    "a = e()\n"
    "g = a.select(group='console_scripts') if hasattr(a, 'select') else a['console_scripts']\n"
    "print(next(i.value for i in g if i.name == sys.argv[1]))";

const std::string& required(const PostWriteHook& hook, std::string_view option) {
  if (const std::string* value = hook.find(option)) return *value;
  throw Error(
      ErrorCode::command,
      fmt::format("Key {}.{} is required for post write hook '{}'", hook.name, option, hook.name),
      place_of(hook.origin));
}

/// The program of a Python.
std::string find_python() {
  if (const auto folder = environment_variable("VIRTUAL_ENV")) {
    std::string path = join_path(*folder, "bin/python");
    if (path_exists(path)) return path;
  }
  for (const char* name : {"python3", "python"}) {
    if (std::optional<std::string> path = find_program(name)) return *path;
  }
  return {};
}

std::vector<std::string> module_command(const PostWriteHook& hook) {
  const std::string& module = required(hook, "module");
  const std::string python = find_python();
  if (python.empty() || !output_of_program({python, "-c", kFindModule, module})) {
    throw Error(ErrorCode::command, fmt::format("Could not find module {}", module),
                place_of(hook.origin))
        .with_hint(python.empty()
                       ? "No Python was found: put one into PATH, or use a hook of type "
                         "exec."
                       : fmt::format("Install it for {}, or use a hook of type exec.", python));
  }
  return {python, "-m", module};
}

std::vector<std::string> console_script_command(const PostWriteHook& hook) {
  const std::string& name = required(hook, "entrypoint");
  const std::string python = find_python();
  std::optional<std::string> entry;
  if (!python.empty()) entry = output_of_program({python, "-c", kFindEntry, name});
  if (entry) {
    const std::string value = entry->substr(0, entry->find_first_of(" [\n"));
    const std::size_t colon = value.find(':');
    const std::string module = value.substr(0, colon);
    return {python, "-c", fmt::format("import {0}; {0}.{1}()", module, value.substr(colon + 1))};
  }
  if (std::optional<std::string> program = find_program(name)) return {*std::move(program)};
  throw Error(ErrorCode::command, fmt::format("Could not find entrypoint console_scripts.{}", name),
              place_of(hook.origin))
      .with_hint("Install the package that has it, or use a hook of type exec.");
}

const std::string& type_of(const PostWriteHook& hook) {
  if (const std::string* type = hook.find("type")) return *type;
  throw Error(ErrorCode::command,
              fmt::format("Key '{}.type' (or 'type' in toml) is required for post write hook '{}'",
                          hook.name, hook.name),
              place_of(hook.origin))
      .with_hint("The types are exec, module and console_scripts.");
}

std::vector<std::string> command_of(const PostWriteHook& hook, const std::string& type) {
  if (type == "exec") return {required(hook, "executable")};
  if (type == "module") return module_command(hook);
  if (type == "console_scripts") return console_script_command(hook);
  throw Error(ErrorCode::command, fmt::format("No formatter with name '{}' registered", type),
              place_of(hook.origin))
      .with_hint(
          "The types are exec, module and console_scripts: a type that the project registers "
          "in Python needs one of these in its place.");
}

std::string replaced(std::string text, std::string_view token, std::string_view by) {
  for (std::size_t at = text.find(token); at != std::string::npos;
       at = text.find(token, at + by.size())) {
    text.replace(at, token.size(), by);
  }
  return text;
}

void run_hook(const PostWriteHook& hook, const std::string& type, const std::string& path,
              runtime::Reporter& reporter, const StatusLines& lines) {
  std::vector<std::string> command = command_of(hook, type);
  const std::string* given = hook.find("options");
  std::string options = given == nullptr ? "" : *given;
  if (options.find(kFileToken) == std::string::npos) {
    options = fmt::format("{} {}", kFileToken, options);
  }
  for (const std::string& word : split_words(options)) {
    command.push_back(replaced(word, kFileToken, path));
  }
  ProgramOptions program{"", !lines.shares_output()};
  if (const std::string* folder = hook.find("cwd")) program.directory = *folder;
  int status = 0;
  try {
    status = run_program(command, program);
  } catch (Error& error) {
    if (!error.place) error.place = place_of(hook.origin);
    error.with_hint(fmt::format("Correct the hook '{}', or install its program. {} was written.",
                                hook.name, display_path(path)));
    throw;
  }
  if (status == 0) return;
  reporter.log("WARNING", "retort",
               fmt::format("Post write hook '{}' ended with status {}.", hook.name, status));
}

}  // namespace

std::vector<std::string> split_words(const std::string& text) {
  std::vector<std::string> words;
  bool open = false;  // Whether the last word goes on.
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (quote == '\0' && blank) {
      open = false;
      continue;
    }
    if (!open) words.emplace_back();
    open = true;
    if (quote == '\0' && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == quote) {
      quote = '\0';
    } else if (c == '\\' && quote != '\'' && i + 1 < text.size()) {
      // Within double quotes only a quote and a backslash can be escaped.
      const char next = text[++i];
      if (quote == '"' && next != '"' && next != '\\') words.back() += '\\';
      words.back() += next;
    } else {
      words.back() += c;
    }
  }
  if (quote == '\0') return words;
  throw Error(ErrorCode::config, fmt::format("A quotation is not closed: {}", text))
      .with_hint("Correct the options of the post write hook.");
}

void run_write_hooks(const std::vector<PostWriteHook>& hooks, const std::string& path,
                     runtime::Reporter& reporter, StatusLines& lines) {
  for (const PostWriteHook& hook : hooks) {
    const std::string& type = type_of(hook);
    Status status(lines, fmt::format("Running post write hook '{}'", hook.name), true);
    run_hook(hook, type, path, reporter, lines);
    status.done();
  }
}

}  // namespace retort::command
