// Where a run tells what it does: the seam between the runtime and whoever shows it.
#pragma once

#include <string_view>

#include "runtime/event.h"

namespace retort::runtime {

class Reporter {
 public:
  virtual ~Reporter() = default;

  /// A log line, as Python's logging would have it: level `INFO`, logger
  /// `alembic.runtime.migration`.
  virtual void log(std::string_view level, std::string_view logger, std::string_view message) = 0;
  /// Everything else that happens.
  virtual void event(const Event& event) = 0;
  /// Whether somebody wants to hear of each statement. Asked once a run: else these events are not
  /// made, and cost nothing.
  virtual bool wants_statements() const { return false; }
  /// What a script printed, with its line ends.
  virtual void print(std::string_view text) = 0;
  /// A piece of offline SQL, with its line ends.
  virtual void sql(std::string_view text) = 0;
};

/// The logger of all that Alembic's runtime says.
inline constexpr std::string_view kMigrationLogger = "alembic.runtime.migration";

}  // namespace retort::runtime
