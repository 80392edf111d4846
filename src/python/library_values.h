// The values of datetime, decimal and uuid: native code outside of python/ turns them into SQL
// constants, and rows of a result into them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "python/classes.h"

namespace retort::python {

extern const NativeClassSpec kDateClass, kTimeClass, kDatetimeClass, kTimedeltaClass,
    kTimezoneClass, kDecimalClass, kUuidClass;

/// Days since 1970-01-01 of a date in the proleptic Gregorian calendar, and back.
std::int64_t days_from_civil(int year, int month, int day);
struct CivilDate {
  int year = 1, month = 1, day = 1;
  friend auto operator<=>(const CivilDate&, const CivilDate&) = default;
};
CivilDate civil_from_days(std::int64_t days);

struct ClockTime {
  int hour = 0, minute = 0, second = 0, microsecond = 0;
  friend auto operator<=>(const ClockTime&, const ClockTime&) = default;
  std::int64_t microseconds() const;
};

/// A fixed offset from UTC with its name; unset: naive.
struct Zone {
  std::int64_t offset_seconds = 0;
  std::string name;  ///< Empty: as "UTC+01:00".
  friend bool operator==(const Zone& a, const Zone& b) {
    return a.offset_seconds == b.offset_seconds;
  }
};
using OptionalZone = std::optional<Zone>;

class TimedeltaObject final : public Instance {
 public:
  TimedeltaObject(Ref<ClassObject> of_class, std::int64_t total);
  const std::int64_t microseconds;

  Value binary(Interpreter&, Operator op, const Value& other, bool reflected) override;
  Value compare(Interpreter&, CompareOperator op, const Value& other) override;
  Value unary(Interpreter&, UnaryOperator op) override;
  bool truth(Interpreter&) override { return microseconds != 0; }
  std::string repr(Interpreter&) override;
  std::string str(Interpreter&) override;
  std::uint64_t hash(Interpreter&) override;
};

class TimezoneObject final : public Instance {
 public:
  TimezoneObject(Ref<ClassObject> of_class, Zone fixed)
      : Instance(std::move(of_class)), zone(fixed) {}
  const Zone zone;

  Value compare(Interpreter&, CompareOperator op, const Value& other) override;
  std::string repr(Interpreter&) override;
  std::string str(Interpreter&) override;
  std::uint64_t hash(Interpreter&) override;
};

/// date and datetime: a date has no clock.
class DateObject final : public Instance {
 public:
  DateObject(Ref<ClassObject> of_class, CivilDate on, std::optional<ClockTime> at, OptionalZone in)
      : Instance(std::move(of_class)), date(on), clock(at), zone(std::move(in)) {}
  const CivilDate date;
  const std::optional<ClockTime> clock;
  const OptionalZone zone;

  /// Microseconds since 1970 by its own clock.
  std::int64_t local_microseconds() const;
  std::string iso(char separator) const;

  Value binary(Interpreter&, Operator op, const Value& other, bool reflected) override;
  Value compare(Interpreter&, CompareOperator op, const Value& other) override;
  std::string repr(Interpreter&) override;
  std::string str(Interpreter&) override;
  std::string format(Interpreter&, std::string_view spec) override;
  std::uint64_t hash(Interpreter&) override;
};

class TimeObject final : public Instance {
 public:
  TimeObject(Ref<ClassObject> of_class, ClockTime at, OptionalZone in)
      : Instance(std::move(of_class)), clock(at), zone(std::move(in)) {}
  const ClockTime clock;
  const OptionalZone zone;

  Value compare(Interpreter&, CompareOperator op, const Value& other) override;
  std::string repr(Interpreter&) override;
  std::string str(Interpreter&) override;
  std::string format(Interpreter&, std::string_view spec) override;
  std::uint64_t hash(Interpreter&) override;
};

class UuidObject final : public Instance {
 public:
  UuidObject(Ref<ClassObject> of_class, std::string canonical)
      : Instance(std::move(of_class)), text(std::move(canonical)) {}
  const std::string text;  ///< 36 lower-case characters with dashes.

  Value compare(Interpreter&, CompareOperator op, const Value& other) override;
  std::string repr(Interpreter&) override;
  std::string str(Interpreter&) override;
  std::uint64_t hash(Interpreter&) override;
};

/// sign * digits * 10^exponent, as decimal.Decimal has it; digits without leading zeros ("0").
struct DecimalNumber {
  bool negative = false;
  std::string digits = "0";
  std::int64_t exponent = 0;
};

class DecimalObject final : public Instance {
 public:
  DecimalObject(Ref<ClassObject> of_class, DecimalNumber value)
      : Instance(std::move(of_class)), number(std::move(value)) {}
  const DecimalNumber number;

  Value binary(Interpreter&, Operator op, const Value& other, bool reflected) override;
  Value compare(Interpreter&, CompareOperator op, const Value& other) override;
  Value unary(Interpreter&, UnaryOperator op) override;
  bool truth(Interpreter&) override { return number.digits != "0"; }
  std::string repr(Interpreter&) override;
  std::string str(Interpreter&) override;
  std::string format(Interpreter&, std::string_view spec) override;
  std::uint64_t hash(Interpreter&) override;
};

// What makes them. Texts are as Python's str() prints them; nullopt-like: absent when malformed.
Value make_date(Interpreter&, CivilDate date);
Value make_datetime(Interpreter&, CivilDate date, ClockTime clock, OptionalZone zone = {});
Value make_time(Interpreter&, ClockTime clock, OptionalZone zone = {});
Value make_timedelta(Interpreter&, std::int64_t microseconds);
Value make_timezone(Interpreter&, Zone zone);
Value make_uuid(Interpreter&, std::string_view text);
Value make_decimal(Interpreter&, std::string_view text);
/// `2024-01-31`, `2024-01-31 10:00:00.5+00`, `10:00`, in ISO form with blank or T.
Value parse_date(Interpreter&, std::string_view text);
Value parse_datetime(Interpreter&, std::string_view text);
Value parse_time(Interpreter&, std::string_view text);

/// json.dumps() with its default separators, and json.loads().
std::string json_text(Interpreter&, const Value& value);
Value json_value(Interpreter&, std::string_view text);

}  // namespace retort::python
