// The text is written to a temporary file in the same folder, whose name no reader of migrations
// takes for one of its own, and brought to disk. Only then does it get the final name, by a
// call that refuses to replace: renameat2(RENAME_NOREPLACE), or link() where the file system does
// not know that.
#include "base/new_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/descriptor.h"
#include "base/error.h"
#include "base/file.h"
#include "base/files.h"

namespace retort {
namespace {

Error cannot_write(const std::string& path, int reason) {
  Error error(ErrorCode::io, fmt::format("Can't write {}: {}", path, std::strerror(reason)));
  if (reason == EACCES || reason == EPERM || reason == EROFS) {
    error.with_hint(fmt::format("Give yourself write permission on {}, and run again.",
                                parent_path(path).empty() ? "." : parent_path(path)));
  } else if (reason == ENOSPC || reason == EDQUOT) {
    error.with_hint("Make room on the disk, and run again: nothing was written.");
  }
  return error;
}

/// A new file under a name of its own, removed at the end unless it was given its final name.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& path) : path_(path) {
    name_ = join_path(parent_path(path), fmt::format(".{}.XXXXXX", file_name(path)));
    descriptor_ = ::mkostemp(name_.data(), O_CLOEXEC);
    if (descriptor_ < 0) throw cannot_write(path_, errno);
  }
  ~TemporaryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!moved_) ::unlink(name_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void write(std::string_view text) {
    if (const int reason = write_whole(descriptor_, text); reason != 0) {
      throw cannot_write(path_, reason);
    }
    const mode_t mask = ::umask(0);
    ::umask(mask);
    check(::fchmod(descriptor_, 0666 & ~mask));
    check(::fsync(descriptor_));
    const int closed = ::close(descriptor_);
    descriptor_ = -1;
    check(closed);
  }

  bool take_name() {
    if (::renameat2(AT_FDCWD, name_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE) == 0) {
      moved_ = true;
      return true;
    }
    if (errno == EEXIST) return false;
    if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP) throw cannot_write(path_, errno);
    if (::link(name_.c_str(), path_.c_str()) == 0) return true;
    if (errno == EEXIST) return false;
    throw cannot_write(path_, errno);
  }

 private:
  void check(int result) const {
    if (result != 0) throw cannot_write(path_, errno);
  }

  const std::string& path_;
  std::string name_;
  int descriptor_ = -1;
  bool moved_ = false;
};

}  // namespace

bool create_file(const std::string& path, std::string_view text) {
  TemporaryFile file(path);
  file.write(text);
  return file.take_name();
}

void make_folder(const std::string& path) {
  real_files().make_directories(path);
}

}  // namespace retort
