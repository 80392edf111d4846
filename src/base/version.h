#pragma once

#include <string_view>

namespace retort {

/// The version of this program and library: `0.1.0`.
std::string_view program_version();

}  // namespace retort
