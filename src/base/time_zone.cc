// The C library knows the database, but only for the zone that TZ names: it is set for the moment
// of the question.
#include "base/time_zone.h"

#include <cstdlib>
#include <ctime>

#include "base/environment.h"
#include "base/file.h"

namespace retort {
namespace {

bool is_known(const std::string& name) {
  if (name.empty() || name.starts_with('/') || name.find("..") != std::string::npos) return false;
  const std::string folder = environment_variable("TZDIR").value_or("/usr/share/zoneinfo");
  return is_regular_file(join_path(folder, name));
}

/// TZ as it was, put back at the end.
class ZoneVariable {
 public:
  explicit ZoneVariable(const std::string& name) : before_(environment_variable("TZ")) {
    ::setenv("TZ", (":" + name).c_str(), 1);
    ::tzset();
  }
  ~ZoneVariable() {
    if (before_) {
      ::setenv("TZ", before_->c_str(), 1);
    } else {
      ::unsetenv("TZ");
    }
    ::tzset();
  }
  ZoneVariable(const ZoneVariable&) = delete;
  ZoneVariable& operator=(const ZoneVariable&) = delete;

 private:
  std::optional<std::string> before_;
};

}  // namespace

std::optional<ZoneOffset> zone_offset(const std::string& name, std::int64_t at_microseconds) {
  if (name == "UTC") return ZoneOffset{0, "UTC"};
  if (!is_known(name)) return std::nullopt;
  const ZoneVariable zone(name);
  const auto seconds = static_cast<std::time_t>(at_microseconds / 1'000'000);
  std::tm local{};
  if (::localtime_r(&seconds, &local) == nullptr) return std::nullopt;
  return ZoneOffset{local.tm_gmtoff, local.tm_zone};
}

}  // namespace retort
