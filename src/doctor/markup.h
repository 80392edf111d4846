// Text inside of HTML and SVG.
#pragma once

#include <string>
#include <string_view>

namespace retort::doctor {

/// `&`, `<`, `>` and `"` as entities: for content and for attributes in double quotes.
std::string markup_escaped(std::string_view text);

}  // namespace retort::doctor
