#include "process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <thread>

namespace retort::cases {
namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

/// In the child: becomes the shell. Only async-signal-safe calls between fork and exec.
[[noreturn]] void become_shell(int output, const char* directory, char* const* arguments,
                               char* const* variables) {
  ::setpgid(0, 0);
  const int input = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::dup2(input, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  if (::chdir(directory) == 0) ::execve("/bin/bash", arguments, variables);
  ::_exit(127);
}

/// Reads until every writer has closed the pipe (true) or the deadline has passed (false).
bool read_all(int input, Clock::time_point deadline, std::string& output) {
  std::array<char, 65536> buffer;
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    pollfd poll_input{input, POLLIN, 0};
    const int ready = ::poll(&poll_input, 1, left.count() > 0 ? static_cast<int>(left.count()) : 0);
    if (ready < 0 && errno != EINTR) fail("poll");
    if (ready == 0) return false;
    if (ready < 0) continue;
    const ssize_t size = ::read(input, buffer.data(), buffer.size());
    if (size == 0) return true;
    if (size < 0) fail("read");
    output.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

/// Whether the child ended before the deadline. It is left to be reaped, so that its process group
/// cannot become somebody else's.
bool has_ended(pid_t child, Clock::time_point deadline) {
  for (;;) {
    siginfo_t info{};
    if (::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT) != 0) {
      fail("waitid");
    }
    if (info.si_pid == child) return true;
    if (Clock::now() >= deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

int reap(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) fail("waitpid");
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

Outcome run_shell(const std::string& command, const std::string& directory,
                  const Environment& environment, std::chrono::milliseconds limit) {
  std::vector<std::string> words = {"bash", "-o", "pipefail", "-c", command};
  std::vector<std::string> settings;
  for (const auto& [name, value] : environment) settings.push_back(name + "=" + value);
  std::vector<char*> arguments;
  std::vector<char*> variables;
  for (std::string& word : words) arguments.push_back(word.data());
  for (std::string& setting : settings) variables.push_back(setting.data());
  arguments.push_back(nullptr);
  variables.push_back(nullptr);

  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe");
  const pid_t child = ::fork();
  if (child < 0) fail("fork");
  if (child == 0) become_shell(ends[1], directory.c_str(), arguments.data(), variables.data());
  ::setpgid(child, child);
  ::close(ends[1]);

  Outcome outcome;
  const Clock::time_point deadline = Clock::now() + limit;
  const bool ended = read_all(ends[0], deadline, outcome.output) && has_ended(child, deadline);
  ::kill(-child, SIGKILL);  // whatever the command left running in the background ends with it
  if (!ended) {
    outcome.output +=
        "[killed: still running after " + std::to_string(limit.count() / 1000) + " s]\n";
  }
  ::close(ends[0]);
  outcome.exit_status = reap(child);
  return outcome;
}

}  // namespace retort::cases
