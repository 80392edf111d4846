// Time: for waiting, and for what scripts ask. Never part of an output.
#pragma once

#include <cstdint>
#include <string>

namespace retort {

/// Seconds of a clock that only goes forward.
double monotonic_seconds();

void sleep_seconds(double seconds);

/// Microseconds since 1970-01-01 in UTC.
std::int64_t now_microseconds();

/// That moment in UTC: `2026-01-31 23:59:59.000000`.
std::string utc_text(std::int64_t microseconds);

/// Seconds that local time is ahead of UTC at that moment.
std::int64_t local_offset_seconds(std::int64_t at_microseconds);

/// Bits from the system's random source.
std::uint64_t random_bits();

}  // namespace retort
