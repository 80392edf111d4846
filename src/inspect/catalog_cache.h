// What a catalog has read of one kind of thing (columns, indexes, ...), by table: the first table
// asked about is read alone, the second question reads its whole schema, and later ones cost
// nothing.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "inspect/reflected.h"

namespace retort::inspect {

using TableKey = std::pair<std::string, std::string>;  // Schema and name.

/// What one kind of query found, by table.
template <class Item>
struct Cache {
  std::map<TableKey, std::vector<Item>> tables;
  std::set<std::string> whole_schemas;
  std::set<std::string> asked_schemas;
};

/// The table's items, from the cache or read by `read`, which is given the table's name or nothing
/// for all of the schema. Errors: no such table.
template <class Item, class Read, class Exists>
const std::vector<Item>& find_cached(Cache<Item>& cache, const std::string& schema,
                                     const std::string& table, Read read, Exists exists) {
  const TableKey key(schema, table);
  auto found = cache.tables.find(key);
  if (found == cache.tables.end() && !cache.whole_schemas.contains(schema)) {
    const bool whole = !cache.asked_schemas.insert(schema).second;
    if (whole) {
      std::erase_if(cache.tables, [&](const auto& entry) { return entry.first.first == schema; });
      cache.whole_schemas.insert(schema);
    }
    read(whole ? std::string() : table);
    found = cache.tables.find(key);
  }
  if (found != cache.tables.end()) return found->second;
  if (!exists()) throw_no_such_table(schema, table);
  return cache.tables[key];
}

}  // namespace retort::inspect
