#include "base/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/descriptor.h"
#include "base/error.h"
#include "base/file.h"

namespace retort {
namespace {

[[noreturn]] void fail(std::string_view what, const std::string& path, int error) {
  Place place;
  place.file = path;
  Error failure(ErrorCode::io, fmt::format("Can't {} '{}': {}", what, path, std::strerror(error)),
                std::move(place));
  if (error == EACCES || error == EPERM) failure.with_hint("Give yourself permission to it.");
  if (error == ENOENT && what == "write") {
    failure.with_hint(fmt::format("Make the folder first: mkdir -p {}", parent_path(path)));
  }
  throw failure;
}

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

class RealFiles final : public FileSystem {
 public:
  bool read_into(const std::string& path, std::string& text) const override {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) {
      if (errno == ENOENT || errno == ENOTDIR) return false;
      fail("open", path, errno);
    }
    if (const int reason = read_to_end(file.get(), text); reason != 0) fail("read", path, reason);
    return true;
  }

  std::optional<std::vector<DirectoryEntry>> list(const std::string& path) const override {
    const std::unique_ptr<DIR, CloseDirectory> directory(::opendir(path.c_str()));
    if (!directory) {
      if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
      fail("list", path, errno);
    }
    std::vector<DirectoryEntry> entries;
    errno = 0;
    while (const dirent* found = ::readdir(directory.get())) {
      const std::string_view name = found->d_name;
      if (name == "." || name == "..") continue;
      DirectoryEntry entry{std::string(name), found->d_type == DT_DIR, found->d_type == DT_LNK};
      if (found->d_type == DT_LNK || found->d_type == DT_UNKNOWN) {
        entry.is_directory = is_directory(join_path(path, name));
      }
      entries.push_back(std::move(entry));
      errno = 0;
    }
    if (errno != 0) fail("list", path, errno);
    std::ranges::sort(entries, {}, &DirectoryEntry::name);
    return entries;
  }

  bool exists(const std::string& path) const override { return ::access(path.c_str(), F_OK) == 0; }

  bool is_directory(const std::string& path) const override { return retort::is_directory(path); }
  std::string real_path(const std::string& path) const override { return retort::real_path(path); }

  void write(const std::string& path, std::string_view text) override {
    // A link keeps being a link: the file that it names is replaced.
    const std::string target = exists(path) ? real_path(path) : path;
    std::string temporary = target + ".XXXXXX";
    const int descriptor = ::mkstemp(temporary.data());
    if (descriptor < 0) fail("write", path, errno);
    try {
      const Descriptor file(descriptor);
      if (const int reason = write_whole(file.get(), text); reason != 0)
        fail("write", path, reason);
      if (::fchmod(file.get(), mode_for(target)) != 0) fail("write", path, errno);
      if (::fsync(file.get()) != 0) fail("write", path, errno);
      if (::rename(temporary.c_str(), target.c_str()) != 0) fail("write", path, errno);
    } catch (const Error&) {
      ::unlink(temporary.c_str());
      throw;
    }
  }

  void make_directories(const std::string& path) override {
    if (path.empty() || is_directory(path)) return;
    make_directories(std::string(parent_path(path)));
    if (::mkdir(path.c_str(), 0777) != 0 && errno != EEXIST) fail("make directory", path, errno);
  }

  void remove(const std::string& path) override {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail("remove", path, errno);
  }

 private:
  /// The mode of the file that is replaced, or what a new file would have.
  static mode_t mode_for(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0) return status.st_mode & 07777;
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
  }
};

}  // namespace

std::optional<std::string> FileSystem::read_if_exists(const std::string& path) const {
  std::string text;
  if (!read_into(path, text)) return std::nullopt;
  text.shrink_to_fit();
  return text;
}

std::string FileSystem::read(const std::string& path) const {
  std::optional<std::string> text = read_if_exists(path);
  if (!text) fail("open", path, ENOENT);
  return *std::move(text);
}

FileSystem& real_files() {
  static RealFiles files;
  return files;
}

MemoryFiles::MemoryFiles(std::map<std::string, std::string> files) {
  for (const auto& [path, text] : files) files_[absolute_path(path)] = text;
}

bool MemoryFiles::read_into(const std::string& path, std::string& text) const {
  const auto found = files_.find(real_path(path));
  if (found == files_.end()) return false;
  text = found->second;
  return true;
}

std::optional<std::vector<DirectoryEntry>> MemoryFiles::list(const std::string& path) const {
  if (!is_directory(path)) return std::nullopt;
  const std::string prefix = join_path(real_path(path), "");
  std::map<std::string, DirectoryEntry> entries;
  const auto add = [&](const std::string& name, bool directory, bool link) {
    if (!name.starts_with(prefix) || name.size() == prefix.size()) return;
    const std::string rest = name.substr(prefix.size());
    const std::size_t slash = rest.find('/');
    const std::string first = rest.substr(0, slash);
    const bool below = slash != std::string::npos;
    entries[first] = DirectoryEntry{first, below || directory, link && !below};
  };
  for (const auto& [name, text] : files_) add(name, false, false);
  for (const auto& [name, unused] : directories_) add(name, true, false);
  for (const auto& [name, target] : links_) add(name, is_directory(target), true);
  std::vector<DirectoryEntry> sorted;
  for (auto& [name, entry] : entries) sorted.push_back(std::move(entry));
  return sorted;
}

bool MemoryFiles::exists(const std::string& path) const {
  return files_.contains(real_path(path)) || is_directory(path);
}

bool MemoryFiles::is_directory(const std::string& path) const {
  const std::string real = real_path(path);
  if (directories_.contains(real)) return true;
  const std::string prefix = join_path(real, "");
  const auto found = files_.lower_bound(prefix);
  return found != files_.end() && found->first.starts_with(prefix);
}

std::string MemoryFiles::real_path(const std::string& path) const {
  std::string real = absolute_path(path);
  for (int depth = 0; depth < 16; ++depth) {
    bool changed = false;
    for (const auto& [name, target] : links_) {
      if (real == name || real.starts_with(name + "/")) {
        real = target + real.substr(name.size());
        changed = true;
        break;
      }
    }
    if (!changed) break;
  }
  return real;
}

void MemoryFiles::write(const std::string& path, std::string_view text) {
  files_[real_path(path)] = std::string(text);
}

void MemoryFiles::make_directories(const std::string& path) {
  directories_[absolute_path(path)] = true;
}

void MemoryFiles::remove(const std::string& path) {
  files_.erase(absolute_path(path));
}

void MemoryFiles::link(const std::string& path, std::string target) {
  links_[absolute_path(path)] = absolute_path(target);
}

}  // namespace retort
