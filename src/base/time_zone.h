// Time zones by the names of the IANA database, such as `Europe/Berlin`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace retort {

struct ZoneOffset {
  std::int64_t seconds = 0;  ///< Ahead of UTC.
  std::string abbreviation;  ///< `CET`.
};

/// The offset of a zone at a moment; nullopt when the system has no zone of that name (`UTC` always
/// exists). Not to be called while other threads ask for local time.
std::optional<ZoneOffset> zone_offset(const std::string& name, std::int64_t at_microseconds);

}  // namespace retort
