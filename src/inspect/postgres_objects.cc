// A member of an extension stands for the extension: whatever needs the member needs that.
#include "inspect/postgres_objects.h"

#include <algorithm>

namespace retort::inspect {
namespace {

using database::as_integer;
using database::text_or_empty;
using schema::shape::Dependency;
using schema::shape::Kind;
using schema::shape::Object;

bool is_table_like(Kind kind) {
  return kind == Kind::table || kind == Kind::view;
}

/// A part whose place is in its table anyway.
bool is_own(const Object& part, const Object& whole) {
  return is_table_like(whole.kind) && part.name == whole.name && !is_table_like(part.kind);
}

/// One number for a catalog and an oid; 0 for a catalog that nobody asks about.
std::uint64_t key(std::string_view catalog, std::int64_t oid) {
  constexpr std::string_view kCatalogs[] = {
      "pg_class",         "pg_type",      "pg_attrdef",   "pg_constraint",
      "pg_proc",          "pg_rewrite",   "pg_trigger",   "pg_policy",
      "pg_namespace",     "pg_extension", "pg_collation", "pg_statistic_ext",
      "pg_event_trigger", "pg_opclass",   "pg_operator",  "pg_opfamily"};
  const auto found = std::ranges::find(kCatalogs, catalog);
  if (found == std::end(kCatalogs)) return 0;
  const auto place = static_cast<std::uint64_t>(found - std::begin(kCatalogs)) + 1;
  return (place << 32) | static_cast<std::uint32_t>(oid);
}

}  // namespace

void PostgresObjects::add(std::string_view catalog, std::int64_t oid, Object object) {
  if (oid != 0) objects_.insert_or_assign(key(catalog, oid), std::move(object));
}

const Object* PostgresObjects::find(std::string_view catalog, std::int64_t oid) const {
  const auto found = objects_.find(key(catalog, oid));
  return found == objects_.end() ? nullptr : &found->second;
}

schema::shape::Name PostgresObjects::relation(std::int64_t oid) const {
  const Object* object = find("pg_class", oid);
  return object == nullptr ? schema::shape::Name() : object->name;
}

std::vector<Dependency> PostgresObjects::dependencies(const database::Result& rows) const {
  std::unordered_map<std::uint64_t, const Object*> members;
  for (const database::Row& row : rows.rows) {
    if (text_or_empty(row[6]) != "e") continue;
    const Object* extension = find(text_or_empty(row[3]), as_integer(row[4]).value_or(0));
    if (extension == nullptr) continue;
    members.emplace(key(text_or_empty(row[0]), as_integer(row[1]).value_or(0)), extension);
  }
  std::vector<Dependency> out;
  for (const database::Row& row : rows.rows) {
    if (text_or_empty(row[6]) == "e") continue;
    const Object* object = find(text_or_empty(row[0]), as_integer(row[1]).value_or(0));
    const std::string catalog = text_or_empty(row[3]);
    const std::int64_t oid = as_integer(row[4]).value_or(0);
    const Object* needs = find(catalog, oid);
    if (needs == nullptr) {
      const auto member = members.find(key(catalog, oid));
      if (member != members.end()) needs = member->second;
    }
    if (object == nullptr || needs == nullptr || *object == *needs) continue;
    // A sequence gets its owner when both are there; a schema is there first.
    if (object->kind == Kind::sequence || needs->kind == Kind::schema) continue;
    if (is_own(*object, *needs) || is_own(*needs, *object)) continue;
    out.push_back({*object, *needs});
  }
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

}  // namespace retort::inspect
