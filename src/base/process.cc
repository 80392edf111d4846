#include "base/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/clock.h"
#include "base/descriptor.h"
#include "base/environment.h"
#include "base/error.h"
#include "base/file.h"
#include "base/signals.h"

namespace retort {
namespace {

/// What happens in the child before the program starts.
class Preparation {
 public:
  Preparation() { posix_spawn_file_actions_init(&actions_); }
  ~Preparation() { posix_spawn_file_actions_destroy(&actions_); }
  Preparation(const Preparation&) = delete;
  Preparation& operator=(const Preparation&) = delete;

  posix_spawn_file_actions_t* actions() { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

/// Zero, or why the program cannot be started.
int start(const std::vector<std::string>& command, Preparation& preparation, pid_t& child,
          const posix_spawnattr_t* attributes = nullptr) {
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  return posix_spawnp(&child, words.front(), preparation.actions(), attributes, words.data(),
                      environ);
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

int run_program(const std::vector<std::string>& command, const ProgramOptions& options) {
  Preparation preparation;
  if (!options.directory.empty()) {
    posix_spawn_file_actions_addchdir_np(preparation.actions(), options.directory.c_str());
  }
  if (options.output_to_error) {
    posix_spawn_file_actions_adddup2(preparation.actions(), STDERR_FILENO, STDOUT_FILENO);
  }
  pid_t child = 0;
  if (const int reason = start(command, preparation, child); reason != 0) {
    const std::string where =
        options.directory.empty() ? "" : fmt::format(" in {}", options.directory);
    throw Error(ErrorCode::io,
                fmt::format("Can't run {}{}: {}", command.front(), where, std::strerror(reason)));
  }
  return wait_for(child);
}

void replace_program(const std::vector<std::string>& command) {
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  ::signal(SIGXFSZ, SIG_DFL);  // What this program ignores, that one shall not.
  ::execvp(words.front(), words.data());
  throw Error(ErrorCode::io, fmt::format("Can't run {}: {}", command.front(), std::strerror(errno)))
      .with_hint("Correct the program's name or path: it is looked for in PATH.");
}

void set_environment_variable(const std::string& name, const std::string& value) {
  ::setenv(name.c_str(), value.c_str(), 1);
}

std::optional<std::string> output_of_program(const std::vector<std::string>& command) {
  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) != 0) return std::nullopt;
  Preparation preparation;
  posix_spawn_file_actions_adddup2(preparation.actions(), pipe[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(preparation.actions(), STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int reason = start(command, preparation, child);
  ::close(pipe[1]);
  std::string text;
  read_to_end(pipe[0], text);  // What it said until then, should reading fail.
  ::close(pipe[0]);
  if (reason != 0 || wait_for(child) != 0) return std::nullopt;
  return text;
}

namespace {

/// A file in memory, closed in programs that are started.
class MemoryFile {
 public:
  explicit MemoryFile(const char* name) : descriptor_(::memfd_create(name, MFD_CLOEXEC)) {
    if (descriptor_ < 0) {
      throw Error(ErrorCode::io,
                  fmt::format("Can't make a file in memory: {}", std::strerror(errno)));
    }
  }
  ~MemoryFile() { ::close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  int descriptor() const { return descriptor_; }
  void write(std::string_view text) {
    while (!text.empty()) {
      const ssize_t count = ::write(descriptor_, text.data(), text.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) {
        throw Error(ErrorCode::io, fmt::format("Can't write to memory: {}", std::strerror(errno)));
      }
      text.remove_prefix(static_cast<std::size_t>(count));
    }
    rewind();
  }
  void rewind() { ::lseek(descriptor_, 0, SEEK_SET); }

 private:
  int descriptor_;
};

/// What differs from this process in a program that it starts.
class SpawnAttributes {
 public:
  SpawnAttributes() { posix_spawnattr_init(&attributes_); }
  ~SpawnAttributes() { posix_spawnattr_destroy(&attributes_); }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;

  /// Signals reach it, though a SignalGuard of this process holds them back.
  SpawnAttributes& let_signals_in() {
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    return with(POSIX_SPAWN_SETSIGMASK);
  }
  /// It leads a process group of its own.
  SpawnAttributes& lead_group() { return with(POSIX_SPAWN_SETPGROUP); }

  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  SpawnAttributes& with(int flag) {
    flags_ |= flag;
    posix_spawnattr_setflags(&attributes_, static_cast<short>(flags_));
    return *this;
  }

  posix_spawnattr_t attributes_;
  int flags_ = 0;
};

/// Ends a program after a signal that stops this one. The terminal tells both of SIGINT: first it
/// has a second to end by itself.
class Stopping {
 public:
  explicit Stopping(pid_t child) : child_(child) {}

  void look() {
    if (received_signal() == 0) return;
    const double now = monotonic_seconds();
    if (next_ == 0) {
      next_ = now + 1;
    } else if (now >= next_) {
      ::kill(child_, asked_ ? SIGKILL : SIGTERM);
      asked_ = true;
      next_ = now + 5;
    }
  }

 private:
  pid_t child_;
  double next_ = 0;
  bool asked_ = false;
};

std::string read_output(int descriptor, Stopping& stopping) {
  std::string text;
  char buffer[4096];
  pollfd stream = {descriptor, POLLIN, 0};
  for (;;) {
    stopping.look();
    constexpr int kPause = 200;  // milliseconds
    const int ready = ::poll(&stream, 1, kPause);
    if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
    const ssize_t count = ::read(descriptor, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(buffer, static_cast<std::size_t>(count));
  }
}

}  // namespace

ProgramRun run_program_with_input(const std::vector<std::string>& command, std::string_view input) {
  constexpr int kReport = 3;
  MemoryFile standard_input("input");
  standard_input.write(input);
  MemoryFile report("report");
  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) != 0) {
    throw Error(ErrorCode::io, fmt::format("Can't make a pipe: {}", std::strerror(errno)));
  }
  // In this order a descriptor that happens to be 3 is used before it is replaced.
  Preparation preparation;
  posix_spawn_file_actions_adddup2(preparation.actions(), standard_input.descriptor(),
                                   STDIN_FILENO);
  posix_spawn_file_actions_adddup2(preparation.actions(), pipe[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(preparation.actions(), report.descriptor(), kReport);
  pid_t child = 0;
  SpawnAttributes signals;
  signals.let_signals_in();
  const int reason = start(command, preparation, child, signals.attributes());
  ::close(pipe[1]);
  ProgramRun run;
  if (reason == 0) {
    Stopping stopping(child);
    run.output = read_output(pipe[0], stopping);
  }
  ::close(pipe[0]);
  if (reason != 0) {
    throw Error(ErrorCode::io,
                fmt::format("Can't run {}: {}", command.front(), std::strerror(reason)));
  }
  run.status = wait_for(child);
  report.rewind();
  read_to_end(report.descriptor(), run.report);
  return run;
}

void keep_memory_private() {
#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__)
  ::prctl(PR_SET_DUMPABLE, 0);
#endif
}

namespace {

/// A pipe that programs do not inherit.
class Pipe {
 public:
  Pipe() {
    if (::pipe2(ends_, O_CLOEXEC) == 0) return;
    throw Error(ErrorCode::io, fmt::format("Can't make a pipe: {}", std::strerror(errno)));
  }
  ~Pipe() {
    close_writer();
    ::close(ends_[0]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int reader() const { return ends_[0]; }
  int writer() const { return ends_[1]; }
  void close_writer() {
    if (ends_[1] >= 0) ::close(ends_[1]);
    ends_[1] = -1;
  }

 private:
  int ends_[2] = {-1, -1};
};

/// Reads both until they end or the time is over; whether they ended.
bool read_both(int output, int errors, double deadline, ProgramOutput& into) {
  pollfd streams[2] = {{output, POLLIN, 0}, {errors, POLLIN, 0}};
  std::string* const texts[2] = {&into.output, &into.errors};
  char buffer[16384];
  while (streams[0].fd >= 0 || streams[1].fd >= 0) {
    const double left = deadline - monotonic_seconds();
    if (left <= 0) return false;
    const int wait = static_cast<int>(std::min(left * 1000 + 1, 60000.0));
    if (::poll(streams, 2, wait) < 0 && errno != EINTR) return true;
    for (int i = 0; i < 2; ++i) {
      if (streams[i].fd < 0 || streams[i].revents == 0) continue;
      const ssize_t count = ::read(streams[i].fd, buffer, sizeof buffer);
      if (count < 0 && errno == EINTR) continue;
      if (count > 0) texts[i]->append(buffer, static_cast<std::size_t>(count));
      if (count <= 0) streams[i].fd = -1;
    }
  }
  return true;
}

}  // namespace

ProgramOutput listen_to_program(const std::vector<std::string>& command, double seconds) {
  const double deadline = monotonic_seconds() + seconds;
  Pipe output, errors;
  Preparation preparation;
  posix_spawn_file_actions_addopen(preparation.actions(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(preparation.actions(), output.writer(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(preparation.actions(), errors.writer(), STDERR_FILENO);
  SpawnAttributes group;
  group.lead_group();
  pid_t child = 0;
  if (const int reason = start(command, preparation, child, group.attributes()); reason != 0) {
    throw Error(ErrorCode::io,
                fmt::format("Can't run {}: {}", command.front(), std::strerror(reason)));
  }
  output.close_writer();
  errors.close_writer();
  ProgramOutput run;
  run.timed_out = !read_both(output.reader(), errors.reader(), deadline, run);
  if (run.timed_out) ::kill(-child, SIGKILL);
  run.status = wait_for(child);
  return run;
}

std::optional<std::string> find_program(const std::string& name) {
  const std::string path = environment_variable("PATH").value_or("");
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find(':', begin), path.size());
    std::string candidate = join_path(path.substr(begin, end - begin), name);
    if (path_exists(candidate)) return candidate;
    begin = end + 1;
  }
  return std::nullopt;
}

}  // namespace retort
