// What locate() found, as text and as JSON; see location.h.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "command/changes_json.h"
#include "command/location.h"

namespace retort::command {
namespace {

/// Objects that are shown; --json has all.
constexpr std::size_t kMostChanges = 30;

std::string names_of(const std::vector<std::string>& rows) {
  return rows.empty() ? "an empty database" : fmt::format("{}", fmt::join(rows, " and "));
}

/// Where the history is, for people.
std::string state_text(const Location& location) {
  const std::string name = names_of(location.states.back());
  std::string out =
      location.exact
          ? fmt::format("The schema is exactly that of {}.\n", name)
          : fmt::format("No revision has exactly this schema. The nearest is {}.\n", name);
  if (location.states.size() == 1) return out;
  std::string others;
  for (std::size_t i = 0; i + 1 < location.states.size(); ++i) {
    others += (others.empty() ? "" : ", ") + names_of(location.states[i]);
  }
  out += fmt::format("As {} as that, with fewer revisions: {}.\n",
                     location.exact ? "exact" : "near", others);
  if (location.doubtful.empty()) return out;
  return out +
         fmt::format(
             "The schema does not tell whether {} ran: rows or grants are all that it changes.\n",
             fmt::join(location.doubtful, ", "));
}

}  // namespace

std::string locate_text(const Location& location) {
  std::string out = state_text(location);
  if (!location.changes.empty()) {
    out += fmt::format("The database differs from it in {} object{}:\n", location.changes.size(),
                       location.changes.size() == 1 ? "" : "s");
  }
  for (std::size_t i = 0; i < std::min(location.changes.size(), kMostChanges); ++i) {
    out += fmt::format("    {}\n", describe(location.changes[i]));
  }
  if (location.changes.size() > kMostChanges) {
    out += fmt::format("    ... and {} more\n", location.changes.size() - kMostChanges);
  }
  if (!location.stamped) {
    out += "There is no version table.\n";
  } else {
    out += fmt::format("The version table says {}.\n",
                       location.stamped->empty()
                           ? "nothing"
                           : fmt::format("{}", fmt::join(*location.stamped, ", ")));
  }
  if (!location.ignored.empty()) {
    out += fmt::format("Not compared, as the history never has it: {}\n",
                       fmt::join(location.ignored, ", "));
  }
  if (!location.stops_at.empty()) {
    out += fmt::format("The history was replayed to before {}, which fails: {}\n",
                       location.stops_at, location.reason);
  }
  return out;
}

Json locate_json(const Location& location) {
  Json out = {{"exact", location.exact},
              {"revisions", location.states.back()},
              {"states", location.states},
              {"doubtful", location.doubtful},
              {"changes", changes_json(location.changes)},
              {"version_table", location.stamped ? Json(*location.stamped) : Json()},
              {"not_compared", location.ignored}};
  out["replay_ends"] = location.stops_at.empty()
                           ? Json()
                           : Json({{"revision", location.stops_at}, {"reason", location.reason}});
  return out;
}

}  // namespace retort::command
