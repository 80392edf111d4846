// retort: from the command line to the exit status.
//
// What happens, in order, is what this file says; each part is a call into a module that can be
// used without a terminal.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/process.h"
#include "base/signals.h"
#include "base/version.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/help.h"
#include "cli/run.h"

namespace {

using namespace retort;

constexpr int kSignalStatus = 128;

/// The command whose usage a mistake in the words is told with: the first word that is one.
const cli::CommandSpec* command_in(std::span<const char* const> words) {
  for (const std::string_view word : words) {
    for (const cli::CommandSpec& command : cli::commands()) {
      if (command.name == word) return &command;
    }
  }
  return nullptr;
}

int run(std::span<const char* const> words) {
  // What was asked for. The tables of options and commands are data (cli/commands.cc); a mistake is
  // told with the usage line, before anything is read or opened.
  cli::Arguments arguments;
  try {
    arguments = cli::parse_arguments(words, cli::shared_options(), cli::commands());
  } catch (const Error& error) {
    const auto has = [&](std::string_view word) {
      return std::find(words.begin(), words.end(), word) != words.end();
    };
    const bool lines = has("--json=lines");
    cli::Console({false, lines || has("--json"), lines})
        .report_usage(error, cli::usage_line(command_in(words)));
    return exit_status(error.code);
  }
  if (arguments.has("version")) {
    std::printf("retort %s\n", std::string(program_version()).c_str());
    return 0;
  }
  if (arguments.has("help")) {
    const std::string text =
        arguments.command == nullptr ? cli::general_help() : cli::command_help(*arguments.command);
    std::fputs(text.c_str(), stdout);
    return 0;
  }

  // The command itself: a library call in command/ that finds the project, reads the headers of its
  // migrations, plans, and runs. It prints nothing; cli/run.cc prints what it returns.
  //
  // Every failure arrives here as one Error, which knows its place in the user's files, the failed
  // statement and what to do next. An interrupted run has been rolled back by then, and ends with
  // the status that shells expect of it.
  cli::Console console({arguments.has("quiet"), arguments.has("json"),
                        arguments.value("json").value_or("") == "lines"});
  try {
    if (const auto path = arguments.value("log-file")) console.open_log(*path);
    const int status = cli::run_command(arguments, console);
    console.flush();
    return status;
  } catch (const Error& error) {
    if (error.code == ErrorCode::usage) {
      console.report_usage(error, cli::usage_line(arguments.command));
    } else {
      console.report(error);
    }
    return received_signal() != 0 ? kSignalStatus + received_signal() : exit_status(error.code);
  } catch (const std::exception& failure) {
    const Error error(ErrorCode::internal, failure.what());
    console.report(error);
    return exit_status(error.code);
  }
}

/// Overwrites the password of a URL in an argument, which every user of the machine can read in the
/// list of processes. The program works on copies.
void hide_password(char* word) {
  char* begin = std::strstr(word, "://");
  if (begin == nullptr) return;
  char* end = std::strchr(begin + 3, '@');
  char* colon = std::strchr(begin + 3, ':');
  if (end == nullptr || colon == nullptr || colon > end) return;
  std::fill(colon + 1, end, '*');
}

}  // namespace

int main(int count, char** words) {
  retort::ignore_file_size_signal();
  retort::keep_memory_private();
  const std::vector<std::string> copies(words + std::min(count, 1), words + count);
  std::vector<const char*> arguments;
  for (const std::string& copy : copies) arguments.push_back(copy.c_str());
  for (int i = 1; i < count; ++i) hide_password(words[i]);
  return run(arguments);
}
