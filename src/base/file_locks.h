// Which process holds a lock on a file.
#pragma once

#include <string>

namespace retort {

/// `process 12 (retort upgrade head), user app`: who holds a write lock on the file, as far as the
/// system tells (Linux, processes of the same machine); empty when that is not known.
std::string file_lock_holder(const std::string& path);

}  // namespace retort
