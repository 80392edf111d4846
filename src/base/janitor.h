// Cleaning up that happens however this process ends, kill -9 included.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace retort {

/// A child process that waits for the end of its parent, or of this object, and then cleans up.
///
/// Make it before threads and connections exist: the child has a copy of this process and runs
/// `clean_up` in it, without a terminal and with nothing open. Errors: ErrorCode::io.
class Janitor {
 public:
  explicit Janitor(const std::function<void()>& clean_up);
  /// Waits until it is clean.
  ~Janitor();
  Janitor(const Janitor&) = delete;
  Janitor& operator=(const Janitor&) = delete;

 private:
  int pipe_ = -1;
  int child_ = -1;
};

/// A path below TMPDIR or /tmp that nothing has: known before there is something to clean up.
std::string temporary_path(std::string_view beginning);

/// For this process's user alone. Errors: ErrorCode::io, also when the path is taken.
void make_private_folder(const std::string& path);

/// Removes a folder with all that is in it; nothing if there is none.
void remove_folder(const std::string& path);

/// Whether this process may do everything, which database servers refuse to do.
bool is_root();

}  // namespace retort
