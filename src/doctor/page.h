// The history as one HTML page that needs nothing from elsewhere.
#pragma once

#include <string>

#include "base/json.h"

namespace retort::doctor {

/// `data`: picture_json() with, for each node that has them, `script`, `sql` by dialect, `tables`,
/// `author`, `committed` and `commit`, and `findings` for all.
std::string picture_page(const Json& data);

/// Data as it can stand in a script element of type application/json.
std::string page_data(const Json& data);

}  // namespace retort::doctor
