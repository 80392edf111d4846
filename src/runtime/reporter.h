// Where a run tells what it does: the seam between the runtime and whoever shows it.
#pragma once

#include <cstddef>
#include <string_view>

namespace retort::runtime {

class Reporter {
 public:
  virtual ~Reporter() = default;

  /// A log line, as Python's logging would have it: level `INFO`, logger
  /// `alembic.runtime.migration`.
  virtual void log(std::string_view level, std::string_view logger, std::string_view message) = 0;
  /// A step is about to run: `number` of `total`, from 1. For people who wait.
  virtual void progress(std::size_t number, std::size_t total, std::string_view revision,
                        std::string_view doc) = 0;
  /// A statement that takes long has come so far: `what` it is doing, and the part of that which is
  /// done, from 0 to 1, negative when it is not known. For people who wait.
  virtual void working(std::string_view /*statement*/, std::string_view /*what*/, double /*done*/) {
  }
  /// What a script printed, with its line ends.
  virtual void print(std::string_view text) = 0;
  /// A piece of offline SQL, with its line ends.
  virtual void sql(std::string_view text) = 0;
};

/// The logger of all that Alembic's runtime says.
inline constexpr std::string_view kMigrationLogger = "alembic.runtime.migration";

}  // namespace retort::runtime
