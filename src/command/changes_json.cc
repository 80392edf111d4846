// The only outside interface is changes_json.h.
#include "command/changes_json.h"

#include <nlohmann/json.hpp>

namespace retort::command {

Json changes_json(const std::vector<schema::shape::Change>& changes) {
  Json out = Json::array();
  for (const schema::shape::Change& change : changes) {
    Json one = {{"change", name_of(change.kind)}, {"object", change.object}};
    if (!change.detail.empty()) one["detail"] = change.detail;
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace retort::command
