// Retort's own tables beside the version table (see runtime/journal.h): scripts and checks that
// look at a database's tables do not see them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::inspect {

inline bool is_own_table(std::string_view name) {
  return name == "retort_run" || name == "retort_step" || name == "retort_statement" ||
         name == "retort_lease" || name == "retort_repeatable";
}

inline std::vector<std::string> without_own_tables(std::vector<std::string> names) {
  std::erase_if(names, [](const std::string& name) { return is_own_table(name); });
  return names;
}

}  // namespace retort::inspect
