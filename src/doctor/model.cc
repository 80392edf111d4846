// The only outside interface is model.h.
#include "doctor/model.h"

#include <algorithm>

namespace retort::doctor {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

std::string_view name_of(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::relation:
      return "table";
    case ObjectKind::index:
      return "index";
    case ObjectKind::type:
      return "type";
    case ObjectKind::sequence:
      return "sequence";
    case ObjectKind::schema:
      return "schema";
    case ObjectKind::routine:
      return "function";
    case ObjectKind::trigger:
      return "trigger";
  }
  return "";
}

Model::Model(const dialect::Dialect& dialect) : dialect_(dialect) {
  name_id("");
}

NameId Model::name_id(std::string_view name) {
  const std::string folded = lower(name);
  const auto found = name_ids_.find(folded);
  if (found != name_ids_.end()) return found->second;
  const auto id = static_cast<NameId>(names_.size());
  const std::string& kept = texts_.emplace_back(folded);
  names_.push_back(&kept);
  name_ids_.emplace(kept, id);
  return id;
}

Key Model::key(ObjectKind kind, std::string_view schema, std::string_view name) {
  if (is_postgresql() && schema == "public") schema = {};
  if (is_sqlite() && schema == "main") schema = {};
  std::string text(1, static_cast<char>('0' + static_cast<int>(kind)));
  text.append(lower(schema)).append(1, '.').append(lower(name));
  const auto [found, is_new] = key_ids_.emplace(std::move(text), key_count());
  if (!is_new) return found->second;
  const NameId id = name_id(name);
  const std::uint64_t namesake = (static_cast<std::uint64_t>(kind) << 32) | id;
  const auto [group, first] =
      namesake_ids_.emplace(namesake, static_cast<std::uint32_t>(by_name_.size()));
  if (first) by_name_.emplace_back();
  by_name_[group->second].push_back(found->second);
  keys_.push_back({kind, id, group->second});
  return found->second;
}

Key Model::index_key(std::string_view schema, std::string_view table, std::string_view name) {
  if (!is_mysql()) return key(ObjectKind::index, schema, name);
  return key(ObjectKind::index, std::string(schema) + "." + std::string(table), name);
}

std::string Model::shown(Key key, const State& state) const {
  const Object* object = find(state, key);
  if (object == nullptr || object->name.empty()) return text(keys_[key].name);
  return object->schema.empty() ? object->name : object->schema + "." + object->name;
}

const std::vector<Key>& Model::referrers(Key target) const {
  static const std::vector<Key> kNone;
  const auto found = referrers_.find(target);
  return found == referrers_.end() ? kNone : found->second;
}

void Model::add_referrer(Key target, Key table) {
  std::vector<Key>& tables = referrers_[target];
  if (std::ranges::find(tables, table) == tables.end()) tables.push_back(table);
}

const Object* Model::find(const State& state, Key key) const {
  const std::uint32_t at = version(state, key);
  return at == 0 ? nullptr : &objects_[at - 1];
}

void Model::set(State& state, Key key, Object object) {
  objects_.push_back(std::move(object));
  set_version(state, key, static_cast<std::uint32_t>(objects_.size()));
}

void Model::set_version(State& state, Key key, std::uint32_t version) {
  if (key >= state.versions.size()) state.versions.resize(key + 1);
  state.versions[key] = version;
}

const schema::Column* Model::keep(schema::Column column) {
  return &columns_.emplace_back(std::move(column));
}
const schema::Constraint* Model::keep(schema::Constraint constraint) {
  return &constraints_.emplace_back(std::move(constraint));
}
const schema::Index* Model::keep(schema::Index index) {
  return &indexes_.emplace_back(std::move(index));
}

bool Model::is_tainted(const State& state, NameId name) const {
  return std::ranges::binary_search(state.tainted, name);
}

void Model::taint_object(Object& object, const std::vector<NameId>& names, bool drops) {
  if (drops || object.presence == Presence::no) object.presence = Presence::maybe;
  object.open = true;
  for (Part& part : object.parts) {
    if (std::ranges::binary_search(names, part.name)) part.presence = Presence::maybe;
  }
}

void Model::taint(State& state, std::vector<NameId> names, bool drops) {
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());
  for (const NameId name : names) {
    for (int kind = 0; kind <= static_cast<int>(ObjectKind::trigger); ++kind) {
      const auto group = namesake_ids_.find((static_cast<std::uint64_t>(kind) << 32) | name);
      if (group == namesake_ids_.end()) continue;
      for (const Key key : by_name_[group->second]) {
        const Object* known = find(state, key);
        if (known == nullptr) continue;
        Object object = *known;
        taint_object(object, names, drops);
        set(state, key, std::move(object));
      }
    }
  }
  std::vector<NameId> all;
  all.reserve(state.tainted.size() + names.size());
  std::ranges::set_union(state.tainted, names, std::back_inserter(all));
  state.tainted = std::move(all);
}

void Model::forget(State& state) const {
  state.versions.clear();
  state.open = true;
  state.doubt.clear();
}

Part* Model::find_part(Object& object, NameId name, bool is_column) {
  const auto found = std::ranges::find_if(object.parts, [&](const Part& part) {
    return part.name == name && part.is_column == is_column;
  });
  return found == object.parts.end() ? nullptr : &*found;
}

const Part* Model::find_part(const Object& object, NameId name, bool is_column) {
  return find_part(const_cast<Object&>(object), name, is_column);
}

void Model::add_index(Object& table, Key index) {
  if (std::ranges::find(table.indexes, index) == table.indexes.end()) {
    table.indexes.push_back(index);
  }
}

void Model::add_trigger(Object& table, Key trigger) {
  if (std::ranges::find(table.triggers, trigger) == table.triggers.end()) {
    table.triggers.push_back(trigger);
  }
}

}  // namespace retort::doctor
