// `retort env`: what is known of the project, as values, text and JSON.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "command/session.h"

namespace retort::command {

/// One value as it is shown: no passwords.
struct EnvEntry {
  std::string name;
  std::string value;
  std::string from;  ///< `--url`, `DATABASE_URL`, `alembic.ini:12`, `env.py:30`, `default`.
};

struct EnvReport {
  std::vector<EnvEntry> entries;
  std::vector<std::string> notes;  ///< What could not be known, and why.
};

EnvReport describe_environment(Session& session);

/// One line for each entry: name, value, place. Ends with a newline.
std::string env_text(const EnvReport& report);
/// `{"settings":[{"name":..., "value":..., "from":...}], "notes":[...]}`.
Json env_json(const EnvReport& report);

}  // namespace retort::command
