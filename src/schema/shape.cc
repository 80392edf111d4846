// The only outside interface is shape.h. A fingerprint is that of the object's JSON.
#include "schema/shape.h"

#include <algorithm>

#include "base/sha256.h"
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
  const auto add = [&](Kind kind, const auto& objects) {
    for (const auto& object : objects) {
      Object key{kind, {}, {}};
      if constexpr (requires { object.name.schema; }) {
        key.name = object.name;
      } else {
        key.name.name = object.name;
      }
      if constexpr (requires { object.arguments; }) key.part = object.arguments;
      out.emplace_back(std::move(key), digest(object));
    }
  };
  add(Kind::schema, database.schemas);
  add(Kind::extension, database.extensions);
  add(Kind::collation, database.collations);
  add(Kind::type, database.enums);
  add(Kind::type, database.domains);
  add(Kind::type, database.composite_types);
  add(Kind::type, database.range_types);
  add(Kind::sequence, database.sequences);
  add(Kind::table, database.tables);
  add(Kind::view, database.views);
  add(Kind::routine, database.routines);
  add(Kind::statistics, database.statistics);
  add(Kind::event, database.events);
  std::ranges::sort(out);
  return out;
}

}  // namespace retort::schema::shape
