#include "base/environment.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

namespace retort {

std::optional<std::string> environment_variable(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) return std::nullopt;
  return std::string(value);
}

bool is_terminal(int descriptor) {
  return ::isatty(descriptor) == 1;
}

bool is_same_stream(int first, int second) {
  struct stat a {};
  struct stat b {};
  return ::fstat(first, &a) == 0 && ::fstat(second, &b) == 0 && a.st_dev == b.st_dev &&
         a.st_ino == b.st_ino;
}

}  // namespace retort
