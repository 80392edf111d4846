// JSON values: the library's ordered kind, so that output keeps the order in which it was built.
// Include <nlohmann/json.hpp> only in .cc files that build or parse JSON: it is slow to compile.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace retort {

using Json = nlohmann::ordered_json;

}  // namespace retort
