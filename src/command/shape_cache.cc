// The file's first line is the SHA-256 of the rest, which is JSON.
#include "command/shape_cache.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/environment.h"
#include "base/error.h"
#include "base/files.h"
#include "base/sha256.h"

namespace retort::command {
namespace {

using nlohmann::json;
using schema::shape::Item;
using schema::shape::Items;

std::string cache_folder() {
  const auto xdg = environment_variable("XDG_CACHE_HOME");
  if (xdg && xdg->starts_with('/')) return *xdg + "/retort";
  const auto home = environment_variable("HOME");
  return home && home->starts_with('/') ? *home + "/.cache/retort" : std::string();
}

json json_of(const Items& items) {
  json out = json::array();
  for (const Item& item : items) out.push_back({item.kind, item.name, item.owner, item.text});
  return out;
}

Items items_from(const json& from) {
  Items out;
  for (const json& item : from) {
    out.push_back({item.at(0), item.at(1), item.at(2), item.at(3)});
  }
  return out;
}

ShapeDelta delta_from(const json& from) {
  ShapeDelta out;
  out.set = items_from(from.at("set"));
  out.ran_statements = from.at("ran_statements").get<bool>();
  out.removed = from.at("removed").get<std::vector<std::pair<std::string, std::string>>>();
  return out;
}

bool is_unchanged(const std::string& path, const std::string& digest) {
  const std::optional<std::string> text = real_files().read_if_exists(path);
  return text && sha256_hex(*text) == digest;
}

}  // namespace

ShapeCache::ShapeCache(const ReplayKey& key, bool enabled) : key_(key) {
  const std::string folder = enabled ? cache_folder() : std::string();
  if (!folder.empty()) path_ = folder + "/" + key.place.substr(0, 32) + ".shapes";
}

CachedReplay ShapeCache::read() const {
  CachedReplay out;
  if (path_.empty()) return out;
  try {
    const std::optional<std::string> text = real_files().read_if_exists(path_);
    if (!text) return out;
    const std::size_t end = text->find('\n');
    if (end == std::string::npos) return out;
    const std::string body = text->substr(end + 1);
    if (sha256_hex(body) != text->substr(0, end)) return out;
    const json document = json::parse(body);
    for (const auto& [path, digest] : document.at("imported").items()) {
      if (!is_unchanged(path, digest.get<std::string>())) return out;
    }
    const json& steps = document.at("steps");
    for (std::size_t i = 0; i < std::min(steps.size(), key_.steps.size()); ++i) {
      if (steps[i].at("key") != key_.steps[i]) break;
      out.deltas.push_back(delta_from(steps[i]));
    }
    out.base = items_from(document.at("base"));
    const std::size_t next = out.deltas.size();
    if (next < key_.steps.size() && document.at("ends").at("key") == key_.steps[next]) {
      out.reason = document.at("ends").at("reason").get<std::string>();
    }
    return out;
  } catch (const json::exception&) {
    return {};
  } catch (const Error&) {
    return {};
  }
}

void ShapeCache::write(const CachedReplay& replay,
                       const std::map<std::string, std::string>& imported) const {
  if (path_.empty()) return;
  json steps = json::array();
  for (std::size_t i = 0; i < replay.deltas.size(); ++i) {
    steps.push_back({{"key", key_.steps[i]},
                     {"set", json_of(replay.deltas[i].set)},
                     {"removed", replay.deltas[i].removed},
                     {"ran_statements", replay.deltas[i].ran_statements}});
  }
  json ends = {{"key", ""}, {"reason", replay.reason}};
  if (!replay.reason.empty()) ends["key"] = key_.steps[replay.deltas.size()];
  const json document = {{"imported", imported},
                         {"base", json_of(replay.base)},
                         {"steps", std::move(steps)},
                         {"ends", std::move(ends)}};
  const std::string body = document.dump(-1, ' ', false, json::error_handler_t::replace);
  try {
    real_files().make_directories(path_.substr(0, path_.rfind('/')));
    real_files().write(path_, sha256_hex(body) + '\n' + body);
  } catch (const Error&) {
    return;  // A cache that cannot be written costs time, and nothing else.
  }
}

}  // namespace retort::command
