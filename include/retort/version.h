#pragma once

#include <string_view>

namespace retort {

/// The version of the library: `"0.1.0"`.
std::string_view version();

}  // namespace retort
