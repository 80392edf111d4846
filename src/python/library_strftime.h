// Dates and times as text: ISO forms, strftime and strptime.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "python/library_values.h"

namespace retort::python {

/// A point in time as its fields.
struct Moment {
  CivilDate date;
  ClockTime clock;
  OptionalZone zone;
};

/// strftime() in the C locale.
std::string format_moment(const Moment& moment, std::string_view format);
/// strptime() in the C locale; nullopt when the text does not match.
std::optional<Moment> parse_moment(std::string_view text, std::string_view format);

/// A datetime of microseconds since 1970 by its own clock; OverflowError out of years 1 to 9999.
Value datetime_from_microseconds(Interpreter& interpreter, std::int64_t microseconds,
                                 const OptionalZone& zone);

}  // namespace retort::python
