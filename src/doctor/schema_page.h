// A schema as one HTML page that needs nothing from elsewhere.
#pragma once

#include <string>

#include "base/json.h"

namespace retort::doctor {

/// `data`: schema_json(); `title`: where the schema is from.
std::string schema_page(const Json& data, const std::string& title);

}  // namespace retort::doctor
