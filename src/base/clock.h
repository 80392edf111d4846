// Time, for waiting: never part of an output.
#pragma once

namespace retort {

/// Seconds of a clock that only goes forward.
double monotonic_seconds();

void sleep_seconds(double seconds);

}  // namespace retort
