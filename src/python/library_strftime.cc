#include "python/library_strftime.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "python/interpreter.h"

namespace retort::python {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kDays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                   "Friday", "Saturday", "Sunday"};

int weekday(const CivilDate& date) {
  const std::int64_t day = days_from_civil(date.year, date.month, date.day);
  return static_cast<int>(((day + 3) % 7 + 7) % 7);
}

int day_of_year(const CivilDate& date) {
  return static_cast<int>(days_from_civil(date.year, date.month, date.day) -
                          days_from_civil(date.year, 1, 1)) +
         1;
}

std::string offset_text(const Zone& zone, bool colon) {
  const std::int64_t all = zone.offset_seconds < 0 ? -zone.offset_seconds : zone.offset_seconds;
  std::string text = fmt::format("{}{:02}{}{:02}", zone.offset_seconds < 0 ? '-' : '+', all / 3600,
                                 colon ? ":" : "", all / 60 % 60);
  if (all % 60 != 0) text += fmt::format("{}{:02}", colon ? ":" : "", all % 60);
  return text;
}

std::string zone_name(const Zone& zone) {
  if (!zone.name.empty()) return zone.name;
  return zone.offset_seconds == 0 ? "UTC" : "UTC" + offset_text(zone, true);
}

std::string clock_text(const ClockTime& clock) {
  std::string text = fmt::format("{:02}:{:02}:{:02}", clock.hour, clock.minute, clock.second);
  if (clock.microsecond != 0) text += fmt::format(".{:06}", clock.microsecond);
  return text;
}

std::string date_text(const CivilDate& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string format_code(const Moment& m, char code) {
  const int half = m.clock.hour % 12 == 0 ? 12 : m.clock.hour % 12;
  switch (code) {
    case 'Y':
      return fmt::format("{:04}", m.date.year);
    case 'y':
      return fmt::format("{:02}", m.date.year % 100);
    case 'm':
      return fmt::format("{:02}", m.date.month);
    case 'd':
      return fmt::format("{:02}", m.date.day);
    case 'e':
      return fmt::format("{:2}", m.date.day);
    case 'H':
      return fmt::format("{:02}", m.clock.hour);
    case 'I':
      return fmt::format("{:02}", half);
    case 'M':
      return fmt::format("{:02}", m.clock.minute);
    case 'S':
      return fmt::format("{:02}", m.clock.second);
    case 'f':
      return fmt::format("{:06}", m.clock.microsecond);
    case 'p':
      return m.clock.hour < 12 ? "AM" : "PM";
    case 'j':
      return fmt::format("{:03}", day_of_year(m.date));
    case 'a':
      return std::string(kDays[static_cast<std::size_t>(weekday(m.date))].substr(0, 3));
    case 'A':
      return std::string(kDays[static_cast<std::size_t>(weekday(m.date))]);
    case 'b':
      return std::string(kMonths[static_cast<std::size_t>(m.date.month - 1)].substr(0, 3));
    case 'B':
      return std::string(kMonths[static_cast<std::size_t>(m.date.month - 1)]);
    case 'w':
      return std::to_string((weekday(m.date) + 1) % 7);
    case 'u':
      return std::to_string(weekday(m.date) + 1);
    case 'z':
      return m.zone ? offset_text(*m.zone, false) : "";
    case 'Z':
      return m.zone ? zone_name(*m.zone) : "";
    case 'F':
      return date_text(m.date);
    case 'T':
    case 'X':
      return format_moment(m, "%H:%M:%S");
    case 'D':
    case 'x':
      return format_moment(m, "%m/%d/%y");
    case 'R':
      return format_moment(m, "%H:%M");
    case 'c':
      return format_moment(m, "%a %b %e %H:%M:%S %Y");
    case 's':
      return std::to_string(days_from_civil(m.date.year, m.date.month, m.date.day) * 86'400 +
                            m.clock.microseconds() / 1'000'000);
    case '%':
      return "%";
    default:
      return std::string("%") + code;
  }
}

/// Reads from the front of a text; each step says whether it matched.
struct TextReader {
  std::string_view rest;

  bool literal(char c) {
    if (rest.empty() || rest.front() != c) return false;
    rest.remove_prefix(1);
    return true;
  }
  bool number(std::size_t least, std::size_t most, int& out) {
    std::size_t length = 0;
    while (length < most && length < rest.size() && rest[length] >= '0' && rest[length] <= '9')
      ++length;
    if (length < least) return false;
    std::from_chars(rest.data(), rest.data() + length, out);
    rest.remove_prefix(length);
    return true;
  }
  bool fraction(int& microseconds) {
    int digits = 0;
    int value = 0;
    while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') {
      if (digits++ < 6) value = value * 10 + (rest.front() - '0');
      rest.remove_prefix(1);
    }
    for (int missing = digits; missing < 6; ++missing) value *= 10;
    microseconds = value;
    return digits > 0;
  }
  bool offset(OptionalZone& zone) {
    if (rest.starts_with('Z') || rest.starts_with('z')) {
      rest.remove_prefix(1);
      zone = Zone{0, "UTC"};
      return true;
    }
    if (rest.empty() || (rest.front() != '+' && rest.front() != '-')) return false;
    const int sign = rest.front() == '-' ? -1 : 1;
    rest.remove_prefix(1);
    int hours = 0;
    int minutes = 0;
    int seconds = 0;
    if (!number(2, 2, hours)) return false;
    literal(':');
    if (number(2, 2, minutes) && literal(':')) number(2, 2, seconds);
    zone = Zone{sign * (hours * 3600LL + minutes * 60LL + seconds), {}};
    if (zone->offset_seconds == 0) zone->name = "UTC";
    return true;
  }
  template <std::size_t N>
  bool name(const std::array<std::string_view, N>& names, int& index) {
    const auto matches = [&](std::string_view candidate) {
      if (rest.size() < candidate.size()) return false;
      for (std::size_t i = 0; i < candidate.size(); ++i) {
        if ((rest[i] | 0x20) != (candidate[i] | 0x20)) return false;
      }
      return true;
    };
    for (std::size_t i = 0; i < N; ++i) {
      for (const std::size_t length : {names[i].size(), std::size_t{3}}) {
        if (!matches(names[i].substr(0, length))) continue;
        rest.remove_prefix(length);
        index = static_cast<int>(i);
        return true;
      }
    }
    return false;
  }
};

bool parse_code(TextReader& read, char code, Moment& m, bool& afternoon, bool& half_day) {
  int ignored = 0;
  switch (code) {
    case 'Y':
      return read.number(4, 4, m.date.year);
    case 'y':
      if (!read.number(2, 2, m.date.year)) return false;
      m.date.year += m.date.year < 69 ? 2000 : 1900;
      return true;
    case 'm':
      return read.number(1, 2, m.date.month);
    case 'd':
    case 'e':
      return read.number(1, 2, m.date.day);
    case 'H':
      return read.number(1, 2, m.clock.hour);
    case 'I':
      return read.number(1, 2, m.clock.hour);
    case 'M':
      return read.number(1, 2, m.clock.minute);
    case 'S':
      return read.number(1, 2, m.clock.second);
    case 'f':
      return read.fraction(m.clock.microsecond);
    case 'z':
      return read.offset(m.zone);
    case 'a':
    case 'A':
      return read.name(kDays, ignored);
    case 'b':
    case 'B':
      if (!read.name(kMonths, m.date.month)) return false;
      ++m.date.month;
      return true;
    case 'p':
      half_day = true;
      afternoon = read.rest.starts_with("PM") || read.rest.starts_with("pm");
      if (!afternoon && !read.rest.starts_with("AM") && !read.rest.starts_with("am")) return false;
      read.rest.remove_prefix(2);
      return true;
    case '%':
      return read.literal('%');
    default:
      return false;
  }
}

bool read_clock(TextReader& read, ClockTime& clock) {
  if (!read.number(2, 2, clock.hour)) return false;
  if (!read.literal(':')) return true;
  if (!read.number(2, 2, clock.minute)) return false;
  if (!read.literal(':')) return true;
  if (!read.number(2, 2, clock.second)) return false;
  if (read.literal('.') || read.literal(',')) return read.fraction(clock.microsecond);
  return true;
}

bool is_valid(const Moment& m) {
  return m.date.year >= 1 && m.date.month >= 1 && m.date.month <= 12 && m.date.day >= 1 &&
         civil_from_days(days_from_civil(m.date.year, m.date.month, m.date.day)) == m.date &&
         m.clock.hour < 24 && m.clock.minute < 60 && m.clock.second < 60;
}

std::string clock_repr(const ClockTime& clock) {
  std::string text = fmt::format("{}, {}", clock.hour, clock.minute);
  if (clock.second != 0 || clock.microsecond != 0) text += fmt::format(", {}", clock.second);
  if (clock.microsecond != 0) text += fmt::format(", {}", clock.microsecond);
  return text;
}

std::string zone_repr(const Zone& zone) {
  if (zone.offset_seconds == 0) return "datetime.timezone.utc";
  const std::int64_t days = zone.offset_seconds < 0 ? -1 : 0;
  const std::int64_t seconds = zone.offset_seconds - days * 86'400;
  return fmt::format("datetime.timezone(datetime.timedelta({}seconds={}))",
                     days != 0 ? "days=-1, " : "", seconds);
}

}  // namespace

std::int64_t days_from_civil(int year, int month, int day) {
  // Years counted from March, in eras of 400 years.
  const std::int64_t y = month <= 2 ? year - 1 : year;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_era_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_era_year -
         719'468;
}

CivilDate civil_from_days(std::int64_t days) {
  const std::int64_t z = days + 719'468;
  const std::int64_t era = (z >= 0 ? z : z - 146'096) / 146'097;
  const std::int64_t day_of_era = z - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const int month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  return {static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), month,
          static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1)};
}

std::int64_t ClockTime::microseconds() const {
  return ((hour * 60LL + minute) * 60LL + second) * 1'000'000LL + microsecond;
}

std::string format_moment(const Moment& moment, std::string_view format) {
  std::string out;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%' || i + 1 == format.size()) {
      out += format[i];
      continue;
    }
    out += format_code(moment, format[++i]);
  }
  return out;
}

std::optional<Moment> parse_moment(std::string_view text, std::string_view format) {
  Moment moment;
  moment.date = {1900, 1, 1};
  TextReader read{text};
  bool afternoon = false;
  bool half_day = false;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] == '%' && i + 1 < format.size()) {
      if (!parse_code(read, format[++i], moment, afternoon, half_day)) return std::nullopt;
    } else if (format[i] == ' ') {
      while (read.literal(' ')) {
      }
    } else if (!read.literal(format[i])) {
      return std::nullopt;
    }
  }
  if (half_day) moment.clock.hour = moment.clock.hour % 12 + (afternoon ? 12 : 0);
  if (!read.rest.empty() || !is_valid(moment)) return std::nullopt;
  return moment;
}

Value parse_date(Interpreter& interpreter, std::string_view text) {
  const auto moment = parse_moment(text, text.size() == 8 ? "%Y%m%d" : "%Y-%m-%d");
  return moment ? make_date(interpreter, moment->date) : Value::absent();
}

Value parse_datetime(Interpreter& interpreter, std::string_view text) {
  Moment moment;
  TextReader read{text};
  if (!read.number(4, 4, moment.date.year) || !read.literal('-') ||
      !read.number(2, 2, moment.date.month) || !read.literal('-') ||
      !read.number(2, 2, moment.date.day))
    return Value::absent();
  if (read.literal('T') || read.literal(' ')) {
    if (!read_clock(read, moment.clock)) return Value::absent();
    read.offset(moment.zone);
  }
  if (!read.rest.empty() || !is_valid(moment)) return Value::absent();
  return make_datetime(interpreter, moment.date, moment.clock, moment.zone);
}

Value parse_time(Interpreter& interpreter, std::string_view text) {
  Moment moment;
  TextReader read{text};
  if (!read_clock(read, moment.clock)) return Value::absent();
  read.offset(moment.zone);
  if (!read.rest.empty() || !is_valid(moment)) return Value::absent();
  return make_time(interpreter, moment.clock, moment.zone);
}

// ---- How the values print.

std::int64_t DateObject::local_microseconds() const {
  return days_from_civil(date.year, date.month, date.day) * 86'400'000'000LL +
         (clock ? clock->microseconds() : 0);
}

std::string DateObject::iso(char separator) const {
  std::string text = date_text(date);
  if (clock) text += separator + clock_text(*clock);
  if (zone) text += offset_text(*zone, true);
  return text;
}

std::string DateObject::str(Interpreter& /*interpreter*/) {
  return iso(' ');
}

std::string DateObject::repr(Interpreter& /*interpreter*/) {
  std::string text = fmt::format("datetime.{}({}, {}, {}", clock ? "datetime" : "date", date.year,
                                 date.month, date.day);
  if (clock) text += ", " + clock_repr(*clock);
  if (zone) text += ", tzinfo=" + zone_repr(*zone);
  return text + ")";
}

std::string DateObject::format(Interpreter& interpreter, std::string_view spec) {
  return spec.empty() ? str(interpreter)
                      : format_moment({date, clock.value_or(ClockTime{}), zone}, spec);
}

std::string TimeObject::str(Interpreter& /*interpreter*/) {
  return clock_text(clock) + (zone ? offset_text(*zone, true) : "");
}

std::string TimeObject::repr(Interpreter& /*interpreter*/) {
  return "datetime.time(" + clock_repr(clock) + (zone ? ", tzinfo=" + zone_repr(*zone) : "") + ")";
}

std::string TimeObject::format(Interpreter& interpreter, std::string_view spec) {
  return spec.empty() ? str(interpreter)
                      : format_moment({CivilDate{1900, 1, 1}, clock, zone}, spec);
}

std::string TimezoneObject::str(Interpreter& /*interpreter*/) {
  return zone_name(zone);
}
std::string TimezoneObject::repr(Interpreter& /*interpreter*/) {
  return zone_repr(zone);
}

namespace {

struct DeltaParts {
  std::int64_t days, seconds, microseconds;
};

DeltaParts parts_of(std::int64_t all) {
  constexpr std::int64_t kMicrosecondsOfDay = 86'400'000'000LL;
  std::int64_t days = all / kMicrosecondsOfDay;
  if (all % kMicrosecondsOfDay < 0) --days;
  const std::int64_t rest = all - days * kMicrosecondsOfDay;
  return {days, rest / 1'000'000, rest % 1'000'000};
}

}  // namespace

std::string TimedeltaObject::str(Interpreter& /*interpreter*/) {
  const DeltaParts parts = parts_of(microseconds);
  std::string text;
  if (parts.days != 0)
    text = fmt::format("{} day{}, ", parts.days, parts.days == 1 || parts.days == -1 ? "" : "s");
  text += fmt::format("{}:{:02}:{:02}", parts.seconds / 3600, parts.seconds / 60 % 60,
                      parts.seconds % 60);
  if (parts.microseconds != 0) text += fmt::format(".{:06}", parts.microseconds);
  return text;
}

std::string TimedeltaObject::repr(Interpreter& /*interpreter*/) {
  const DeltaParts parts = parts_of(microseconds);
  std::string text;
  const auto add = [&](const char* name, std::int64_t value) {
    if (value != 0) text += fmt::format("{}{}={}", text.empty() ? "" : ", ", name, value);
  };
  add("days", parts.days);
  add("seconds", parts.seconds);
  add("microseconds", parts.microseconds);
  return "datetime.timedelta(" + (text.empty() ? "0" : text) + ")";
}

}  // namespace retort::python
