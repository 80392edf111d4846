// Who runs this program, and where: for locks and journals that other people read.
#pragma once

#include <cstdint>
#include <string>

namespace retort {

std::int64_t process_id();
/// The machine's own name; `unknown` when it has none.
std::string host_name();
/// The name of the operating system's user; the number where there is no name for it.
std::string user_name();

}  // namespace retort
