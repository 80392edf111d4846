// Which database family a rendering is for, and the facts about it that several files need.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace retort::dialect {

enum class Family : std::uint8_t { postgresql, sqlite };

/// "postgresql", "sqlite": also the prefix of dialect options.
constexpr std::string_view family_name(Family family) {
  return family == Family::postgresql ? "postgresql" : "sqlite";
}
/// Whether BOOLEAN is a type of its own (else 0 and 1).
constexpr bool has_boolean(Family family) {
  return family == Family::postgresql;
}
constexpr bool has_enum(Family family) {
  return family == Family::postgresql;
}
constexpr int max_identifier_length(Family family) {
  return family == Family::postgresql ? 63 : 9999;
}

}  // namespace retort::dialect
