#include "base/descriptor.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>

namespace retort {

Descriptor::~Descriptor() {
  if (value_ >= 0) ::close(value_);
}

int read_to_end(int descriptor, std::string& text) {
  std::array<char, std::size_t{16} << 10> buffer;  // NOLINT: filled before it is used
  text.clear();
  while (true) {
    const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    if (count == 0) return 0;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

int write_whole(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

}  // namespace retort
