// The only outside interface is shape.h. A fingerprint is that of the object's JSON.
#include "schema/shape.h"

#include <algorithm>

#include "base/sha256.h"
#include "schema/shape_objects.h"
#include "schema/shape_writer.h"

namespace retort::schema::shape {
namespace {

template <class Struct>
std::string digest(const Struct& value) {
  JsonWriter writer;
  writer.write(value);
  return sha256_hex(writer.text);
}

}  // namespace

std::string shown(const Name& name) {
  return name.schema.empty() ? name.name : name.schema + '.' + name.name;
}

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::schema:
      return "schema";
    case Kind::extension:
      return "extension";
    case Kind::collation:
      return "collation";
    case Kind::type:
      return "type";
    case Kind::routine:
      return "routine";
    case Kind::sequence:
      return "sequence";
    case Kind::table:
      return "table";
    case Kind::default_value:
      return "default";
    case Kind::constraint:
      return "constraint";
    case Kind::index:
      return "index";
    case Kind::view:
      return "view";
    case Kind::rule:
      return "rule";
    case Kind::trigger:
      return "trigger";
    case Kind::policy:
      return "policy";
    case Kind::statistics:
      return "statistics";
    case Kind::event:
      return "event";
  }
  return "";
}

std::string to_json(const Database& database) {
  JsonWriter writer;
  writer.write(database);
  return std::move(writer.text) + '\n';
}

std::string fingerprint(const Database& database) {
  return digest(database);
}

std::vector<std::pair<Object, std::string>> object_fingerprints(const Database& database) {
  std::vector<std::pair<Object, std::string>> out;
  each_list(database, [&](Kind kind, const auto& objects) {
    for (const auto& object : objects) out.emplace_back(object_of(kind, object), digest(object));
  });
  std::ranges::sort(out);
  return out;
}

}  // namespace retort::schema::shape
