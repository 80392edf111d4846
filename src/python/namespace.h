// A map from identifiers to values in the order of insertion: module globals, class bodies,
// attributes of instances. Small ones are searched in line, larger ones through an index.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "python/value.h"

namespace retort::python {

class Namespace {
 public:
  struct Entry {
    Symbol name;
    Value value;  ///< Absent: deleted.
  };

  /// Null when the name is not bound. Valid until the next set().
  const Value* find(Symbol name) const;
  Value* find(Symbol name) {
    return const_cast<Value*>(std::as_const(*this).find(name));  // NOLINT: same object
  }
  void set(Symbol name, Value value);
  /// False when it was not bound.
  bool erase(Symbol name);
  void clear();
  /// In order of insertion; entries with an absent value are to be skipped.
  const std::vector<Entry>& entries() const { return entries_; }
  std::size_t size() const { return entries_.size() - erased_; }

 private:
  int position(Symbol name) const;
  void build_index();

  std::vector<Entry> entries_;
  std::vector<std::int32_t> index_;  ///< Open addressing by symbol id; empty while small.
  std::size_t erased_ = 0;
};

}  // namespace retort::python
