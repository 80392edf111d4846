#include "base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/descriptor.h"
#include "base/error.h"

namespace retort {
namespace {

Error cannot_read(const std::string& path, int reason) {
  return Error(ErrorCode::io, fmt::format("Can't read {}: {}", path, std::strerror(reason)));
}

std::string read_all(int descriptor, const std::string& path) {
  std::string content;
  if (const int reason = read_to_end(descriptor, content); reason != 0) {
    throw cannot_read(path, reason);
  }
  return content;
}

bool stat_of(const std::string& path, struct stat& status) {
  return ::stat(path.c_str(), &status) == 0;
}

/// Asked once: the program never changes it.
const std::string& working_directory() {
  static const std::string directory = [] {
    char buffer[PATH_MAX];
    return ::getcwd(buffer, sizeof buffer) != nullptr ? std::string(buffer) : std::string("/");
  }();
  return directory;
}

}  // namespace

std::string read_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) throw cannot_read(path, errno);
  return read_all(file.get(), path);
}

std::optional<std::string> read_file_if_exists(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    throw cannot_read(path, errno);
  }
  struct stat status {};
  if (::fstat(file.get(), &status) == 0 && S_ISDIR(status.st_mode)) return std::nullopt;
  return read_all(file.get(), path);
}

SourcePtr read_source(const std::string& path) {
  return std::make_shared<const Source>(Source{path, read_file(path)});
}

bool path_exists(const std::string& path) {
  struct stat status {};
  return stat_of(path, status);
}

bool is_directory(const std::string& path) {
  struct stat status {};
  return stat_of(path, status) && S_ISDIR(status.st_mode);
}

bool is_regular_file(const std::string& path) {
  struct stat status {};
  return stat_of(path, status) && S_ISREG(status.st_mode);
}

std::vector<std::string> directory_names(const std::string& path) {
  std::vector<std::string> names;
  DIR* directory = ::opendir(path.c_str());
  if (directory == nullptr) return names;
  while (const dirent* entry = ::readdir(directory)) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  ::closedir(directory);
  std::sort(names.begin(), names.end());
  return names;
}

std::string absolute_path(std::string_view path) {
  std::string whole =
      path.starts_with('/') ? std::string(path) : working_directory() + '/' + std::string(path);
  std::string out;
  for (std::size_t begin = 0; begin < whole.size();) {
    const std::size_t end = std::min(whole.find('/', begin), whole.size());
    const std::string_view part = std::string_view(whole).substr(begin, end - begin);
    if (!part.empty() && part != ".") out.append("/").append(part);
    begin = end + 1;
  }
  return out.empty() ? "/" : out;
}

std::string real_path(const std::string& path) {
  char buffer[PATH_MAX];
  if (::realpath(path.c_str(), buffer) != nullptr) return buffer;
  return absolute_path(path);
}

std::string join_path(std::string_view directory, std::string_view name) {
  if (directory.empty() || name.starts_with('/')) return std::string(name);
  std::string out(directory);
  if (!out.ends_with('/')) out += '/';
  return out.append(name);
}

std::string parent_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {};
  return std::string(path.substr(0, std::max<std::size_t>(slash, 1)));
}

std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string display_path(const std::string& path) {
  const std::string& base = working_directory();
  if (path.size() > base.size() + 1 && path.starts_with(base) && path[base.size()] == '/') {
    return path.substr(base.size() + 1);
  }
  return path;
}

}  // namespace retort
