// Other programs: editors, formatters.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

struct ProgramOptions {
  std::string directory;         ///< Where it starts; empty: the working directory.
  bool output_to_error = false;  ///< Its standard output goes to standard error.
};

/// Runs a program with this one's standard streams and environment, and waits for its end.
/// `command` is its name (looked for in PATH unless it has a slash) and its arguments. Returns its
/// exit status, or minus the signal that ended it. Errors: ErrorCode::io when it cannot be started.
int run_program(const std::vector<std::string>& command, const ProgramOptions& options = {});

/// Keeps this process's memory, which holds passwords, out of core files and away from debuggers of
/// the same user. Programs that it starts or becomes are as usual. Linux; nothing elsewhere, and
/// nothing under a leak checker, which is a debugger.
void keep_memory_private();

/// What the program writes to standard output; nullopt when it cannot be started or fails. Its
/// standard error is discarded.
std::optional<std::string> output_of_program(const std::vector<std::string>& command);

/// How a program that was given input ended.
struct ProgramRun {
  int status = 0;      ///< As of run_program().
  std::string output;  ///< What it wrote to standard output.
  std::string report;  ///< What it wrote to its descriptor 3.
};

/// Runs a program in the working directory with `input` as its standard input, which no other
/// process can see. Its standard error is this program's. Errors as of run_program(). A signal that
/// a SignalGuard receives meanwhile ends the program too.
ProgramRun run_program_with_input(const std::vector<std::string>& command, std::string_view input);

/// How a program that was listened to ended.
struct ProgramOutput {
  int status = 0;          ///< As of run_program().
  bool timed_out = false;  ///< It was ended because it took too long.
  std::string output;
  std::string errors;  ///< What it wrote to standard error.
};

/// Runs a program in the working directory without any input, and takes all that it writes. After
/// `seconds` it is killed, with whatever it has started. Errors as of run_program().
ProgramOutput listen_to_program(const std::vector<std::string>& command, double seconds);

/// Becomes another program, with this one's process id, standard streams and environment. `command`
/// as for run_program(). Errors as of run_program(); else it does not return.
[[noreturn]] void replace_program(const std::vector<std::string>& command);
/// Sets a variable for programs that are started from now on. Not while other threads run.
void set_environment_variable(const std::string& name, const std::string& value);

/// The path of a program of that name in PATH.
std::optional<std::string> find_program(const std::string& name);

}  // namespace retort
