// The history as one HTML page that needs nothing from elsewhere.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"

namespace retort::doctor {

/// `data`: picture_json() with, for each node that has them, `script`, `sql` by dialect, `tables`,
/// `author`, `committed` and `commit`, and `findings` for all.
std::string picture_page(const Json& data);

/// The parts of such pages (page_parts.cc): the beginning, up to inside of the style element; the
/// script that moves `view` and makes elements, which calls zoom() and draw().
std::string page_begin(const std::string& title);
std::string_view page_moving();
/// Data as it can stand in a script element of type application/json.
std::string page_data(const Json& data);

}  // namespace retort::doctor
