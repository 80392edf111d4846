// The child holds the reading end of a pipe whose writing end only the parent has: however the
// parent ends, the system closes it, and the child's read returns.
#include "base/janitor.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>

#include "base/clock.h"
#include "base/environment.h"
#include "base/error.h"

namespace retort {
namespace {

/// Leaves the terminal, its signals and every open file of the parent.
void detach(int keep) {
  ::setsid();
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) ::signal(signal, SIG_IGN);
  const int nowhere = ::open("/dev/null", O_RDWR);
  for (int stream = 0; stream < 3; ++stream) ::dup2(nowhere, stream);
  const int moved = ::dup2(keep, 3);
  ::close_range(static_cast<unsigned>(moved) + 1, ~0U, 0);
}

[[noreturn]] void wait_and_clean(int pipe, const std::function<void()>& clean_up) {
  detach(pipe);
  char byte = 0;
  while (::read(3, &byte, 1) < 0 && errno == EINTR) {
  }
  try {
    clean_up();
  } catch (const std::exception&) {
    ::_exit(1);
  }
  ::_exit(0);
}

}  // namespace

Janitor::Janitor(const std::function<void()>& clean_up) {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    throw Error(ErrorCode::io, fmt::format("Can't make a pipe: {}", std::strerror(errno)));
  }
  child_ = ::fork();
  if (child_ == 0) {
    ::close(ends[1]);
    wait_and_clean(ends[0], clean_up);
  }
  ::close(ends[0]);
  pipe_ = ends[1];
  if (child_ < 0) {
    ::close(pipe_);
    throw Error(ErrorCode::io, fmt::format("Can't start a process: {}", std::strerror(errno)));
  }
}

Janitor::~Janitor() {
  ::close(pipe_);
  while (::waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

std::string temporary_path(std::string_view beginning) {
  const std::string parent = environment_variable("TMPDIR").value_or("");
  return fmt::format("{}/{}{:012x}", parent.empty() ? "/tmp" : parent, beginning,
                     random_bits() >> 16);
}

void make_private_folder(const std::string& path) {
  if (::mkdir(path.c_str(), S_IRWXU) != 0) {
    throw Error(ErrorCode::io, fmt::format("Can't make {}: {}", path, std::strerror(errno)));
  }
}

void remove_folder(const std::string& path) {
  std::error_code ignored;
  std::filesystem::remove_all(path, ignored);
}

bool is_root() {
  return ::geteuid() == 0;
}

}  // namespace retort
