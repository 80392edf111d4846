// The only outside interface is file_locks.h. Linux lists the locks in /proc/locks:
//   1: POSIX  ADVISORY  WRITE 1234 fe:01:5678 1073741825 1073741825
#include "base/file_locks.h"

#include <fmt/format.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <fstream>
#include <sstream>

namespace retort {
namespace {

std::string command_of(const std::string& process) {
  std::ifstream file("/proc/" + process + "/cmdline", std::ios::binary);
  std::string text, word;
  while (std::getline(file, word, '\0')) {
    // A URL may hold a password.
    const bool secret = word.find("://") != std::string::npos;
    text += (text.empty() ? "" : " ") + (secret ? std::string("***") : word);
  }
  constexpr std::size_t kLongest = 120;
  if (text.size() > kLongest) text = text.substr(0, kLongest) + "...";
  return text;
}

std::string user_of(const std::string& process) {
  struct stat about = {};
  if (stat(("/proc/" + process).c_str(), &about) != 0) return {};
  const passwd* user = getpwuid(about.st_uid);
  return user == nullptr ? std::to_string(about.st_uid) : user->pw_name;
}

}  // namespace

std::string file_lock_holder(const std::string& path) {
  struct stat about = {};
  if (stat(path.c_str(), &about) != 0) return {};
  const std::string file =
      fmt::format("{:02x}:{:02x}:{}", major(about.st_dev), minor(about.st_dev), about.st_ino);
  std::ifstream locks("/proc/locks");
  std::string line;
  while (std::getline(locks, line)) {
    std::istringstream words(line);
    std::string number, kind, mode, access, process, where;
    if (!(words >> number >> kind >> mode >> access >> process >> where)) continue;
    if (access != "WRITE" || where != file) continue;
    const std::string command = command_of(process);
    if (command.empty()) return "process " + process;
    return fmt::format("process {} ({}), user {}", process, command, user_of(process));
  }
  return {};
}

}  // namespace retort
