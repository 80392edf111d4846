#include "base/temporary_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#include "base/environment.h"
#include "base/error.h"

namespace retort {
namespace {

/// The descriptor of a file without a name in that folder, or -1.
int open_unnamed(const std::string& folder) {
  if (folder.empty()) return -1;
#ifdef O_TMPFILE
  const int unnamed = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (unnamed >= 0) return unnamed;
#endif
  // Not every file system can make a file without a name.
  std::string path = folder + "/retort-XXXXXX";
  const int named = mkstemp(path.data());
  if (named < 0) return -1;
  unlink(path.c_str());
  fcntl(named, F_SETFD, FD_CLOEXEC);
  return named;
}

[[noreturn]] void fail(const char* what) {
  throw Error(ErrorCode::io,
              std::string("Cannot ") + what +
                  " the temporary file for the rows of a query: " + std::strerror(errno))
      .with_hint("Make room for it, or name another folder in TMPDIR.");
}

}  // namespace

std::optional<TemporaryFile> TemporaryFile::create() {
  // /tmp may be kept in memory, /var/tmp is not.
  for (const std::string& folder : {environment_variable("TMPDIR").value_or(""),
                                    std::string("/var/tmp"), std::string("/tmp")}) {
    const int descriptor = open_unnamed(folder);
    if (descriptor >= 0) return TemporaryFile(descriptor);
  }
  return std::nullopt;
}

TemporaryFile::~TemporaryFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

TemporaryFile& TemporaryFile::operator=(TemporaryFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

void TemporaryFile::append(std::string_view data) {
  while (!data.empty()) {
    const ssize_t written = write(descriptor_, data.data(), data.size());
    if (written < 0 && errno != EINTR) fail("write to");
    if (written > 0) data.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::size_t TemporaryFile::read(std::size_t offset, char* buffer, std::size_t size) const {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got =
        pread(descriptor_, buffer + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno != EINTR) fail("read from");
    if (got == 0) break;
    if (got > 0) done += static_cast<std::size_t>(got);
  }
  return done;
}

}  // namespace retort
