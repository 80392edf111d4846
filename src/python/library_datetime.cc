// datetime: date, time, datetime, timedelta and fixed-offset time zones. Values are kept as
// calendar fields; arithmetic goes through microseconds.
#include <fmt/format.h>

#include <array>

#include "python/library.h"
#include "python/library_strftime.h"
#include "python/library_values.h"

namespace retort::python {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kDay = 86'400 * kSecond;

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  return a / b - ((a % b != 0 && (a % b < 0) != (b < 0)) ? 1 : 0);
}

template <class T>
T& self_as(const CallArguments& arguments) {
  return *arguments.self.try_as<T>();
}

template <class T>
Value ordered(CompareOperator op, const T& left, const T& right) {
  switch (op) {
    case CompareOperator::Eq:
      return Value::boolean(left == right);
    case CompareOperator::NotEq:
      return Value::boolean(!(left == right));
    case CompareOperator::Lt:
      return Value::boolean(left < right);
    case CompareOperator::LtE:
      return Value::boolean(!(right < left));
    case CompareOperator::Gt:
      return Value::boolean(right < left);
    case CompareOperator::GtE:
      return Value::boolean(!(left < right));
    default:
      return Value::absent();
  }
}

OptionalZone zone_argument(Interpreter& interpreter, const Value& value) {
  if (value.is_none()) return std::nullopt;
  if (const auto* zone = value.try_as<TimezoneObject>()) return zone->zone;
  interpreter.need_known(value, "a time zone");
  interpreter.raise(
      Builtin::TypeError,
      fmt::format("tzinfo argument must be None or of a tzinfo subclass, not type '{}'",
                  interpreter.type_name(value)));
}

Value zone_value(Interpreter& interpreter, const OptionalZone& zone) {
  return zone ? make_timezone(interpreter, *zone) : Value();
}

int days_in_month(int year, int month) {
  const int next_year = month == 12 ? year + 1 : year;
  const int next_month = month == 12 ? 1 : month + 1;
  return static_cast<int>(days_from_civil(next_year, next_month, 1) -
                          days_from_civil(year, month, 1));
}

CivilDate checked_date(Interpreter& interpreter, std::int64_t year, std::int64_t month,
                       std::int64_t day) {
  if (year < 1 || year > 9999)
    interpreter.raise(Builtin::ValueError, fmt::format("year {} is out of range", year));
  if (month < 1 || month > 12) interpreter.raise(Builtin::ValueError, "month must be in 1..12");
  const CivilDate date{static_cast<int>(year), static_cast<int>(month), static_cast<int>(day)};
  if (day < 1 || day > days_in_month(date.year, date.month))
    interpreter.raise(Builtin::ValueError, "day is out of range for month");
  return date;
}

ClockTime checked_clock(Interpreter& interpreter, std::int64_t hour, std::int64_t minute,
                        std::int64_t second, std::int64_t microsecond) {
  if (hour < 0 || hour > 23) interpreter.raise(Builtin::ValueError, "hour must be in 0..23");
  if (minute < 0 || minute > 59) interpreter.raise(Builtin::ValueError, "minute must be in 0..59");
  if (second < 0 || second > 59) interpreter.raise(Builtin::ValueError, "second must be in 0..59");
  if (microsecond < 0 || microsecond > 999'999)
    interpreter.raise(Builtin::ValueError, "microsecond must be in 0..999999");
  return {static_cast<int>(hour), static_cast<int>(minute), static_cast<int>(second),
          static_cast<int>(microsecond)};
}

ClockTime read_clock(Interpreter& interpreter, ArgumentReader& read) {
  const std::int64_t hour = read.optional("hour", Value::integer(0)).as_integer();
  const std::int64_t minute = read.optional("minute", Value::integer(0)).as_integer();
  const std::int64_t second = read.optional("second", Value::integer(0)).as_integer();
  return checked_clock(interpreter, hour, minute, second,
                       read.optional("microsecond", Value::integer(0)).as_integer());
}

Value construct_date(Interpreter& interpreter, ClassObject& cls, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "date", arguments);
  const std::int64_t year = read.required("year").as_integer();
  const std::int64_t month = read.required("month").as_integer();
  const CivilDate date = checked_date(interpreter, year, month, read.required("day").as_integer());
  read.finish();
  return make<DateObject>(Ref<ClassObject>(&cls), date, std::nullopt, std::nullopt);
}

Value construct_datetime(Interpreter& interpreter, ClassObject& cls,
                         const CallArguments& arguments) {
  ArgumentReader read(interpreter, "datetime", arguments);
  const std::int64_t year = read.required("year").as_integer();
  const std::int64_t month = read.required("month").as_integer();
  const CivilDate date = checked_date(interpreter, year, month, read.required("day").as_integer());
  const ClockTime clock = read_clock(interpreter, read);
  OptionalZone zone = zone_argument(interpreter, read.optional("tzinfo").value());
  read.keyword("fold");
  read.finish();
  return make<DateObject>(Ref<ClassObject>(&cls), date, clock, std::move(zone));
}

Value construct_time(Interpreter& interpreter, ClassObject& cls, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "time", arguments);
  const ClockTime clock = read_clock(interpreter, read);
  OptionalZone zone = zone_argument(interpreter, read.optional("tzinfo").value());
  read.finish();
  return make<TimeObject>(Ref<ClassObject>(&cls), clock, std::move(zone));
}

Value construct_timedelta(Interpreter& interpreter, ClassObject& cls,
                          const CallArguments& arguments) {
  ArgumentReader read(interpreter, "timedelta", arguments);
  constexpr std::array<std::pair<const char*, std::int64_t>, 7> kUnits = {
      {{"days", kDay},
       {"seconds", kSecond},
       {"microseconds", 1},
       {"milliseconds", 1000},
       {"minutes", 60 * kSecond},
       {"hours", 3600 * kSecond},
       {"weeks", 7 * kDay}}};
  std::int64_t total = 0;
  for (const auto& [name, unit] : kUnits) {
    const Argument argument = read.optional(name, Value::integer(0));
    std::int64_t part = 0;
    if (argument.value().is_real()) {
      const double scaled = argument.value().as_real() * static_cast<double>(unit);
      if (!(scaled > -9.2e18 && scaled < 9.2e18))
        interpreter.raise(Builtin::OverflowError, "timedelta too large");
      part = std::llrint(scaled);
    } else if (__builtin_mul_overflow(argument.as_integer(), unit, &part)) {
      interpreter.raise(Builtin::OverflowError, "timedelta too large");
    }
    if (__builtin_add_overflow(total, part, &total))
      interpreter.raise(Builtin::OverflowError, "timedelta too large");
  }
  read.finish();
  return make<TimedeltaObject>(Ref<ClassObject>(&cls), total);
}

Value construct_timezone(Interpreter& interpreter, ClassObject& cls,
                         const CallArguments& arguments) {
  ArgumentReader read(interpreter, "timezone", arguments);
  const Value offset = read.required("offset").value();
  const auto* delta = offset.try_as<TimedeltaObject>();
  if (delta == nullptr)
    interpreter.raise(Builtin::TypeError, "timezone() argument 1 must be datetime.timedelta");
  std::string name = read.optional("name").as_optional_string().value_or("");
  read.finish();
  return make<TimezoneObject>(Ref<ClassObject>(&cls),
                              Zone{floor_divide(delta->microseconds, kSecond), std::move(name)});
}

// ---- Methods.

Value now_at(Interpreter& interpreter, const OptionalZone& zone, bool utc) {
  std::int64_t micros = interpreter.host().now_microseconds();
  if (zone)
    micros += zone->offset_seconds * kSecond;
  else if (!utc)
    micros += interpreter.host().local_offset_seconds() * kSecond;
  return datetime_from_microseconds(interpreter, micros, zone);
}

Value datetime_now(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "now", arguments);
  const OptionalZone zone = zone_argument(interpreter, read.optional("tz").value());
  return now_at(interpreter, zone, false);
}

Value datetime_utcnow(Interpreter& interpreter, const CallArguments& /*arguments*/) {
  return now_at(interpreter, std::nullopt, true);
}

Value date_today(Interpreter& interpreter, const CallArguments& arguments) {
  const Value now = now_at(interpreter, std::nullopt, false);
  const auto* cls = arguments.self.try_as<ClassObject>();
  if (cls != nullptr && cls->is_subclass_of(kDatetimeClass)) return now;
  return make_date(interpreter, now.try_as<DateObject>()->date);
}

Value datetime_fromtimestamp(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "fromtimestamp", arguments);
  const double seconds = read.required("timestamp").as_real();
  const OptionalZone zone = zone_argument(interpreter, read.optional("tz").value());
  const std::int64_t offset =
      zone ? zone->offset_seconds : interpreter.host().local_offset_seconds();
  return datetime_from_microseconds(interpreter, std::llrint(seconds * 1e6) + offset * kSecond,
                                    zone);
}

Value datetime_utcfromtimestamp(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "utcfromtimestamp", arguments);
  return datetime_from_microseconds(
      interpreter, std::llrint(read.required("timestamp").as_real() * 1e6), std::nullopt);
}

Value from_iso(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "fromisoformat", arguments);
  const std::string text = read.required("date_string").as_string();
  const auto* cls = arguments.self.try_as<ClassObject>();
  Value made = Value::absent();
  if (cls != nullptr && cls->is_subclass_of(kDatetimeClass))
    made = parse_datetime(interpreter, text);
  else if (cls != nullptr && cls->is_subclass_of(kTimeClass))
    made = parse_time(interpreter, text);
  else
    made = parse_date(interpreter, text);
  if (made.is_absent())
    interpreter.raise(Builtin::ValueError,
                      "Invalid isoformat string: " + interpreter.repr(Value::string(text)));
  return made;
}

Value datetime_combine(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "combine", arguments);
  const Value date = read.required("date").value();
  const Value time = read.required("time").value();
  const auto* on = date.try_as<DateObject>();
  const auto* at = time.try_as<TimeObject>();
  if (on == nullptr || at == nullptr)
    interpreter.raise(Builtin::TypeError, "combine() needs a datetime.date and a datetime.time");
  const Argument zone = read.optional("tzinfo");
  return make_datetime(interpreter, on->date, at->clock,
                       zone.given() ? zone_argument(interpreter, zone.value()) : at->zone);
}

Value datetime_strptime(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "strptime", arguments);
  const std::string text = read.required("date_string").as_string();
  const std::string format = read.required("format").as_string();
  const std::optional<Moment> moment = parse_moment(text, format);
  if (!moment)
    interpreter.raise(Builtin::ValueError, fmt::format("time data {} does not match format {}",
                                                       interpreter.repr(Value::string(text)),
                                                       interpreter.repr(Value::string(format))));
  return make_datetime(
      interpreter,
      checked_date(interpreter, moment->date.year, moment->date.month, moment->date.day),
      moment->clock, moment->zone);
}

Moment moment_of(const Value& self) {
  if (const auto* date = self.try_as<DateObject>())
    return {date->date, date->clock.value_or(ClockTime{}), date->zone};
  const auto& time = *self.try_as<TimeObject>();
  return {CivilDate{1900, 1, 1}, time.clock, time.zone};
}

Value any_strftime(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "strftime", arguments);
  return Value::string(
      format_moment(moment_of(arguments.self), read.required("format").as_string()));
}

/// The fields of a time that isoformat(timespec=) asks for; the rest is cut off, not rounded.
std::string clock_text(Interpreter& interpreter, const ClockTime& clock, std::string_view fields) {
  const std::string minutes = fmt::format("{:02}:{:02}", clock.hour, clock.minute);
  const std::string seconds = fmt::format("{}:{:02}", minutes, clock.second);
  if (fields == "hours") return minutes.substr(0, 2);
  if (fields == "minutes") return minutes;
  if (fields == "seconds") return seconds;
  if (fields == "milliseconds") return fmt::format("{}.{:03}", seconds, clock.microsecond / 1000);
  if (fields == "microseconds") return fmt::format("{}.{:06}", seconds, clock.microsecond);
  interpreter.raise(Builtin::ValueError, "Unknown timespec value");
}

Value any_isoformat(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "isoformat", arguments);
  const auto* date = arguments.self.try_as<DateObject>();
  char separator = 'T';
  if (date != nullptr && date->clock) {
    const std::string given = read.optional("sep", Value::string("T")).as_string();
    if (!given.empty()) separator = given[0];
  }
  const bool is_date = date != nullptr && !date->clock;
  const std::string fields =
      is_date ? "auto" : read.optional("timespec", Value::string("auto")).as_string();
  std::string whole =
      date != nullptr ? date->iso(separator) : std::string(interpreter.str(arguments.self));
  if (fields == "auto") return Value::string(std::move(whole));
  const Moment moment = moment_of(arguments.self);
  const std::size_t begin = date != nullptr ? 11 : 0;
  const std::size_t zone = whole.find_first_of("+-", begin);
  std::string text = whole.substr(0, begin) + clock_text(interpreter, moment.clock, fields);
  if (zone != std::string::npos) text += whole.substr(zone);
  return Value::string(std::move(text));
}

Value datetime_timestamp(Interpreter& interpreter, const CallArguments& arguments) {
  const auto& self = self_as<DateObject>(arguments);
  const std::int64_t offset =
      self.zone ? self.zone->offset_seconds : interpreter.host().local_offset_seconds();
  return Value::real(static_cast<double>(self.local_microseconds() - offset * kSecond) / 1e6);
}

Value any_replace(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "replace", arguments);
  const Moment old = moment_of(arguments.self);
  const auto number = [&](const char* name, int value) {
    return read.optional(name, Value::integer(value)).as_integer();
  };
  const auto* date = arguments.self.try_as<DateObject>();
  CivilDate on = old.date;
  if (date != nullptr) {
    const std::int64_t year = number("year", on.year);
    const std::int64_t month = number("month", on.month);
    on = checked_date(interpreter, year, month, number("day", on.day));
    if (!date->clock) return make_date(interpreter, on);
  }
  const std::int64_t hour = number("hour", old.clock.hour);
  const std::int64_t minute = number("minute", old.clock.minute);
  const std::int64_t second = number("second", old.clock.second);
  const ClockTime at = checked_clock(interpreter, hour, minute, second,
                                     number("microsecond", old.clock.microsecond));
  const Argument zone = read.optional("tzinfo");
  const OptionalZone in = zone.given() ? zone_argument(interpreter, zone.value()) : old.zone;
  return date != nullptr ? make_datetime(interpreter, on, at, in) : make_time(interpreter, at, in);
}

Value datetime_astimezone(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "astimezone", arguments);
  const auto& self = self_as<DateObject>(arguments);
  OptionalZone target = zone_argument(interpreter, read.optional("tz").value());
  const std::int64_t local = interpreter.host().local_offset_seconds();
  if (!target) target = Zone{local, {}};
  const std::int64_t offset = self.zone ? self.zone->offset_seconds : local;
  return datetime_from_microseconds(
      interpreter, self.local_microseconds() + (target->offset_seconds - offset) * kSecond, target);
}

Value datetime_date(Interpreter& interpreter, const CallArguments& arguments) {
  return make_date(interpreter, self_as<DateObject>(arguments).date);
}

Value datetime_time(Interpreter& interpreter, const CallArguments& arguments) {
  return make_time(interpreter, *self_as<DateObject>(arguments).clock);
}

Value any_utcoffset(Interpreter& interpreter, const CallArguments& arguments) {
  const OptionalZone zone = moment_of(arguments.self).zone;
  return zone ? make_timedelta(interpreter, zone->offset_seconds * kSecond) : Value();
}

std::int64_t day_number(const CallArguments& arguments) {
  const CivilDate date = self_as<DateObject>(arguments).date;
  return days_from_civil(date.year, date.month, date.day);
}

Value date_weekday(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  return Value::integer(((day_number(arguments) + 3) % 7 + 7) % 7);
}
Value date_isoweekday(Interpreter& interpreter, const CallArguments& arguments) {
  return Value::integer(date_weekday(interpreter, arguments).as_integer() + 1);
}
Value date_toordinal(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  return Value::integer(day_number(arguments) + 719'163);
}

template <int CivilDate::*field>
Value date_field(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  return Value::integer(self_as<DateObject>(arguments).date.*field);
}
template <int ClockTime::*field>
Value clock_field(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  return Value::integer(moment_of(arguments.self).clock.*field);
}
Value any_tzinfo(Interpreter& interpreter, const CallArguments& arguments) {
  return zone_value(interpreter, moment_of(arguments.self).zone);
}

Value timedelta_total_seconds(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  return Value::real(static_cast<double>(self_as<TimedeltaObject>(arguments).microseconds) / 1e6);
}
Value timedelta_days(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  return Value::integer(floor_divide(self_as<TimedeltaObject>(arguments).microseconds, kDay));
}
Value timedelta_seconds(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  const std::int64_t all = self_as<TimedeltaObject>(arguments).microseconds;
  return Value::integer((all - floor_divide(all, kDay) * kDay) / kSecond);
}
Value timedelta_microseconds(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  const std::int64_t all = self_as<TimedeltaObject>(arguments).microseconds;
  return Value::integer(all - floor_divide(all, kSecond) * kSecond);
}

Value utc_value(Interpreter& interpreter) {
  return make_timezone(interpreter, Zone{0, "UTC"});
}
Value datetime_min(Interpreter& interpreter) {
  return make_datetime(interpreter, {1, 1, 1}, {});
}
Value datetime_max(Interpreter& interpreter) {
  return make_datetime(interpreter, {9999, 12, 31}, {23, 59, 59, 999'999});
}
Value date_min(Interpreter& interpreter) {
  return make_date(interpreter, {1, 1, 1});
}
Value date_max(Interpreter& interpreter) {
  return make_date(interpreter, {9999, 12, 31});
}

using Kind = NativeMember::Kind;

const MemberTable kDateMembers = {
    {Kind::class_method, "today", date_today},
    {Kind::class_method, "fromisoformat", from_iso},
    {Kind::method, "strftime", any_strftime},
    {Kind::method, "isoformat", any_isoformat},
    {Kind::method, "replace", any_replace},
    {Kind::method, "weekday", date_weekday},
    {Kind::method, "isoweekday", date_isoweekday},
    {Kind::method, "toordinal", date_toordinal},
    {Kind::property, "year", date_field<&CivilDate::year>},
    {Kind::property, "month", date_field<&CivilDate::month>},
    {Kind::property, "day", date_field<&CivilDate::day>},
    {Kind::value, "min", nullptr, date_min},
    {Kind::value, "max", nullptr, date_max},
};
const MemberTable kDatetimeMembers = {
    {Kind::class_method, "now", datetime_now},
    {Kind::class_method, "utcnow", datetime_utcnow},
    {Kind::class_method, "fromtimestamp", datetime_fromtimestamp},
    {Kind::class_method, "utcfromtimestamp", datetime_utcfromtimestamp},
    {Kind::class_method, "strptime", datetime_strptime},
    {Kind::class_method, "combine", datetime_combine},
    {Kind::method, "timestamp", datetime_timestamp},
    {Kind::method, "astimezone", datetime_astimezone},
    {Kind::method, "date", datetime_date},
    {Kind::method, "time", datetime_time},
    {Kind::method, "utcoffset", any_utcoffset},
    {Kind::property, "hour", clock_field<&ClockTime::hour>},
    {Kind::property, "minute", clock_field<&ClockTime::minute>},
    {Kind::property, "second", clock_field<&ClockTime::second>},
    {Kind::property, "microsecond", clock_field<&ClockTime::microsecond>},
    {Kind::property, "tzinfo", any_tzinfo},
    {Kind::value, "min", nullptr, datetime_min},
    {Kind::value, "max", nullptr, datetime_max},
};
const MemberTable kTimeMembers = {
    {Kind::class_method, "fromisoformat", from_iso},
    {Kind::method, "strftime", any_strftime},
    {Kind::method, "isoformat", any_isoformat},
    {Kind::method, "replace", any_replace},
    {Kind::method, "utcoffset", any_utcoffset},
    {Kind::property, "hour", clock_field<&ClockTime::hour>},
    {Kind::property, "minute", clock_field<&ClockTime::minute>},
    {Kind::property, "second", clock_field<&ClockTime::second>},
    {Kind::property, "microsecond", clock_field<&ClockTime::microsecond>},
    {Kind::property, "tzinfo", any_tzinfo},
};
const MemberTable kTimedeltaMembers = {
    {Kind::method, "total_seconds", timedelta_total_seconds},
    {Kind::property, "days", timedelta_days},
    {Kind::property, "seconds", timedelta_seconds},
    {Kind::property, "microseconds", timedelta_microseconds},
};
const MemberTable kTimezoneMembers = {{Kind::value, "utc", nullptr, utc_value}};

constexpr NativeClassSpec kTzinfoClass = {.name = "tzinfo", .module = "datetime"};

template <const NativeClassSpec* spec>
Value class_value(Interpreter& interpreter) {
  return Value(static_cast<Object*>(&interpreter.native_class(*spec)));
}

Ref<ClassObject> class_ref(Interpreter& interpreter, const NativeClassSpec& spec) {
  return Ref<ClassObject>(&interpreter.native_class(spec));
}

}  // namespace

const NativeClassSpec kDateClass = {"date", "datetime", nullptr, &kDateMembers, construct_date};
const NativeClassSpec kDatetimeClass = {"datetime", "datetime", &kDateClass, &kDatetimeMembers,
                                        construct_datetime};
const NativeClassSpec kTimeClass = {"time", "datetime", nullptr, &kTimeMembers, construct_time};
const NativeClassSpec kTimedeltaClass = {"timedelta", "datetime", nullptr, &kTimedeltaMembers,
                                         construct_timedelta};
const NativeClassSpec kTimezoneClass = {"timezone", "datetime", &kTzinfoClass, &kTimezoneMembers,
                                        construct_timezone};

const MemberTable& datetime_members() {
  static const MemberTable table = {
      {Kind::value, "date", nullptr, class_value<&kDateClass>},
      {Kind::value, "datetime", nullptr, class_value<&kDatetimeClass>},
      {Kind::value, "time", nullptr, class_value<&kTimeClass>},
      {Kind::value, "timedelta", nullptr, class_value<&kTimedeltaClass>},
      {Kind::value, "timezone", nullptr, class_value<&kTimezoneClass>},
      {Kind::value, "tzinfo", nullptr, class_value<&kTzinfoClass>},
      {Kind::value, "UTC", nullptr, utc_value},
  };
  return table;
}

Value make_date(Interpreter& interpreter, CivilDate date) {
  return make<DateObject>(class_ref(interpreter, kDateClass), date, std::nullopt, std::nullopt);
}
Value make_datetime(Interpreter& interpreter, CivilDate date, ClockTime clock, OptionalZone zone) {
  return make<DateObject>(class_ref(interpreter, kDatetimeClass), date, clock, std::move(zone));
}
Value make_time(Interpreter& interpreter, ClockTime clock, OptionalZone zone) {
  return make<TimeObject>(class_ref(interpreter, kTimeClass), clock, std::move(zone));
}
Value make_timedelta(Interpreter& interpreter, std::int64_t microseconds) {
  return make<TimedeltaObject>(class_ref(interpreter, kTimedeltaClass), microseconds);
}
Value make_timezone(Interpreter& interpreter, Zone zone) {
  return make<TimezoneObject>(class_ref(interpreter, kTimezoneClass), std::move(zone));
}

Value datetime_from_microseconds(Interpreter& interpreter, std::int64_t microseconds,
                                 const OptionalZone& zone) {
  const std::int64_t day = floor_divide(microseconds, kDay);
  if (day < days_from_civil(1, 1, 1) || day > days_from_civil(9999, 12, 31))
    interpreter.raise(Builtin::OverflowError, "date value out of range");
  std::int64_t rest = microseconds - day * kDay;
  ClockTime clock;
  clock.microsecond = static_cast<int>(rest % kSecond);
  rest /= kSecond;
  clock.second = static_cast<int>(rest % 60);
  clock.minute = static_cast<int>(rest / 60 % 60);
  clock.hour = static_cast<int>(rest / 3600);
  return make_datetime(interpreter, civil_from_days(day), clock, zone);
}

// ---- Hooks.

namespace {

Value shifted(Interpreter& interpreter, const DateObject& date, std::int64_t microseconds) {
  if (!date.clock) {
    const std::int64_t days = days_from_civil(date.date.year, date.date.month, date.date.day);
    return make_date(interpreter, civil_from_days(days + floor_divide(microseconds, kDay)));
  }
  return datetime_from_microseconds(interpreter, date.local_microseconds() + microseconds,
                                    date.zone);
}

/// Same ground for a comparison or a difference: UTC where there are zones.
std::int64_t comparable(Interpreter& interpreter, const DateObject& date, const DateObject& other,
                        const char* what) {
  if (date.zone.has_value() != other.zone.has_value())
    interpreter.raise(Builtin::TypeError,
                      fmt::format("can't {} offset-naive and offset-aware datetimes", what));
  return date.local_microseconds() - (date.zone ? date.zone->offset_seconds * kSecond : 0);
}

}  // namespace

Value DateObject::binary(Interpreter& interpreter, Operator op, const Value& other,
                         bool reflected) {
  if (const auto* delta = other.try_as<TimedeltaObject>()) {
    if (op == Operator::Add) return shifted(interpreter, *this, delta->microseconds);
    if (op == Operator::Sub && !reflected) return shifted(interpreter, *this, -delta->microseconds);
  }
  const auto* peer = other.try_as<DateObject>();
  if (peer == nullptr || op != Operator::Sub || reflected ||
      clock.has_value() != peer->clock.has_value())
    return Instance::binary(interpreter, op, other, reflected);
  return make_timedelta(interpreter, comparable(interpreter, *this, *peer, "subtract") -
                                         comparable(interpreter, *peer, *this, "subtract"));
}

Value DateObject::compare(Interpreter& interpreter, CompareOperator op, const Value& other) {
  const auto* peer = other.try_as<DateObject>();
  if (peer == nullptr || clock.has_value() != peer->clock.has_value())
    return Instance::compare(interpreter, op, other);
  const bool equality = op == CompareOperator::Eq || op == CompareOperator::NotEq;
  if (equality && zone.has_value() != peer->zone.has_value())
    return Value::boolean(op == CompareOperator::NotEq);
  return ordered(op, comparable(interpreter, *this, *peer, "compare"),
                 comparable(interpreter, *peer, *this, "compare"));
}

std::uint64_t DateObject::hash(Interpreter& /*interpreter*/) {
  const std::int64_t shift = zone ? zone->offset_seconds * kSecond : 0;
  return static_cast<std::uint64_t>(local_microseconds() - shift) * 0x9E3779B97F4A7C15ULL;
}

Value TimeObject::compare(Interpreter& interpreter, CompareOperator op, const Value& other) {
  const auto* time = other.try_as<TimeObject>();
  if (time == nullptr) return Instance::compare(interpreter, op, other);
  return ordered(op, clock, time->clock);
}

std::uint64_t TimeObject::hash(Interpreter& /*interpreter*/) {
  return static_cast<std::uint64_t>(clock.microseconds()) * 0x9E3779B97F4A7C15ULL;
}

TimedeltaObject::TimedeltaObject(Ref<ClassObject> delta_class, std::int64_t total)
    : Instance(std::move(delta_class)), microseconds(total) {}

Value TimedeltaObject::binary(Interpreter& interpreter, Operator op, const Value& other,
                              bool reflected) {
  if (const auto* delta = other.try_as<TimedeltaObject>()) {
    const std::int64_t left = reflected ? delta->microseconds : microseconds;
    const std::int64_t right = reflected ? microseconds : delta->microseconds;
    if (op == Operator::Add) return make_timedelta(interpreter, left + right);
    if (op == Operator::Sub) return make_timedelta(interpreter, left - right);
    if (right == 0)
      interpreter.raise(Builtin::ZeroDivisionError, "integer division or modulo by zero");
    if (op == Operator::Div)
      return Value::real(static_cast<double>(left) / static_cast<double>(right));
    if (op == Operator::FloorDiv) return Value::integer(floor_divide(left, right));
    if (op == Operator::Mod)
      return make_timedelta(interpreter, left - floor_divide(left, right) * right);
  }
  if (const auto factor = real_of(other)) {
    const auto scaled = [&](double by) {
      return make_timedelta(interpreter, std::llrint(static_cast<double>(microseconds) * by));
    };
    if (op == Operator::Mult)
      return other.is_integer() ? make_timedelta(interpreter, microseconds * other.as_integer())
                                : scaled(*factor);
    if (op == Operator::Div && !reflected && *factor != 0) return scaled(1 / *factor);
    if (op == Operator::FloorDiv && !reflected && other.is_integer() && other.as_integer() != 0)
      return make_timedelta(interpreter, floor_divide(microseconds, other.as_integer()));
  }
  return Instance::binary(interpreter, op, other, reflected);
}

Value TimedeltaObject::compare(Interpreter& interpreter, CompareOperator op, const Value& other) {
  const auto* delta = other.try_as<TimedeltaObject>();
  return delta == nullptr ? Instance::compare(interpreter, op, other)
                          : ordered(op, microseconds, delta->microseconds);
}

Value TimedeltaObject::unary(Interpreter& interpreter, UnaryOperator op) {
  if (op == UnaryOperator::USub) return make_timedelta(interpreter, -microseconds);
  if (op == UnaryOperator::UAdd) return make_timedelta(interpreter, microseconds);
  return Instance::unary(interpreter, op);
}

std::uint64_t TimedeltaObject::hash(Interpreter& /*interpreter*/) {
  return static_cast<std::uint64_t>(microseconds) * 0x9E3779B97F4A7C15ULL;
}

Value TimezoneObject::compare(Interpreter& interpreter, CompareOperator op, const Value& other) {
  const auto* fixed = other.try_as<TimezoneObject>();
  if (fixed == nullptr || (op != CompareOperator::Eq && op != CompareOperator::NotEq))
    return Instance::compare(interpreter, op, other);
  return Value::boolean((zone == fixed->zone) == (op == CompareOperator::Eq));
}

std::uint64_t TimezoneObject::hash(Interpreter& /*interpreter*/) {
  return static_cast<std::uint64_t>(zone.offset_seconds);
}

}  // namespace retort::python
