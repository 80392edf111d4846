// The only outside interface is revision_file.h.
//
// Slugs follow Python's idea of a word and of lower case, and templates its % operator: both are
// left to the evaluator.
#include "script/revision_file.h"

#include <fmt/format.h>

#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "base/time_zone.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "python/parser.h"

namespace retort::script {
namespace {

constexpr const char* kNaming = R"python(
import datetime
import re

def slug(message, limit):
    text = "_".join(re.findall(r"\w+", message)).lower()
    if len(text) > limit:
        text = text[:limit].rsplit("_", 1)[0] + "_"
    return text

def stem(template, limit, rev, message, epoch, local):
    date = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=local)
    return template % {
        "rev": rev,
        "slug": slug(message, limit),
        "epoch": epoch,
        "year": date.year,
        "month": date.month,
        "day": date.day,
        "hour": date.hour,
        "minute": date.minute,
        "second": date.second,
    }
)python";

constexpr std::int64_t kSecond = 1'000'000;

/// `text` in upper case, ASCII letters only.
std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

}  // namespace

CreateDate create_date_now(const std::optional<std::string>& timezone) {
  const std::int64_t now = now_microseconds();
  if (!timezone) return {now, local_offset_seconds(now), std::nullopt};
  std::optional<ZoneOffset> zone = zone_offset(*timezone, now);
  if (!zone) zone = zone_offset(upper(*timezone), now);
  if (!zone) {
    throw Error(ErrorCode::command, fmt::format("Can't locate timezone: {}", *timezone))
        .with_hint(
            "Set `timezone` to a name of the system's time zones, such as UTC or "
            "Europe/Berlin, or leave it out for local time.");
  }
  return {now, zone->seconds, std::move(zone->abbreviation)};
}

std::string revision_file_stem(const FileNaming& naming, std::string_view id,
                               const std::optional<std::string>& message, const CreateDate& date) {
  using python::Value;
  python::Host host;
  python::Interpreter interpreter(host);
  const auto source = std::make_shared<const Source>(Source{"<naming>", kNaming});
  const auto module = interpreter.run_module(python::parse_module(source), "naming", "<naming>");
  const std::int64_t seconds = date.microseconds / kSecond;
  const Value arguments[] = {Value::string(naming.file_template),
                             Value::integer(naming.truncate_slug_length),
                             Value::string(id),
                             Value::string(message.value_or("")),
                             Value::integer(seconds),
                             Value::integer(seconds + date.offset_seconds)};
  try {
    return interpreter.str(
        interpreter.call_from_host(interpreter.global(*module, "stem"), arguments));
  } catch (const Error& error) {
    throw Error(ErrorCode::config, fmt::format("file_template cannot be used: {}", error.message),
                place_of(naming.template_origin))
        .with_hint(
            "It may use %(rev)s, %(slug)s, %(epoch)s, %(year)d, %(month).2d, %(day).2d, "
            "%(hour).2d, %(minute).2d and %(second).2d; in an INI file each % is doubled.");
  }
}

std::string random_revision_id() {
  return fmt::format("{:012x}", random_bits() & 0xffff'ffff'ffffULL);
}

}  // namespace retort::script
