#include "python/namespace.h"

namespace retort::python {
namespace {

constexpr std::size_t kInLine = 12;

}  // namespace

int Namespace::position(Symbol name) const {
  if (index_.empty()) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].name == name) return static_cast<int>(i);
    }
    return -1;
  }
  const std::size_t mask = index_.size() - 1;
  for (std::size_t at = name.id() * 2654435769U & mask;; at = (at + 1) & mask) {
    const std::int32_t entry = index_[at];
    if (entry < 0) return -1;
    if (entries_[static_cast<std::size_t>(entry)].name == name) return entry;
  }
}

void Namespace::build_index() {
  std::size_t size = 32;
  while (size < entries_.size() * 3) size *= 2;
  index_.assign(size, -1);
  const std::size_t mask = size - 1;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    std::size_t at = entries_[i].name.id() * 2654435769U & mask;
    while (index_[at] >= 0) at = (at + 1) & mask;
    index_[at] = static_cast<std::int32_t>(i);
  }
}

const Value* Namespace::find(Symbol name) const {
  const int at = position(name);
  if (at < 0) return nullptr;
  const Value& value = entries_[static_cast<std::size_t>(at)].value;
  return value.is_absent() ? nullptr : &value;
}

void Namespace::set(Symbol name, Value value) {
  if (const int at = position(name); at >= 0) {
    Entry& entry = entries_[static_cast<std::size_t>(at)];
    if (entry.value.is_absent()) --erased_;
    entry.value = std::move(value);
    return;
  }
  entries_.push_back({name, std::move(value)});
  if (!index_.empty() || entries_.size() > kInLine) {
    if (index_.size() < entries_.size() * 2) {
      build_index();
    } else {
      const std::size_t mask = index_.size() - 1;
      std::size_t at = name.id() * 2654435769U & mask;
      while (index_[at] >= 0) at = (at + 1) & mask;
      index_[at] = static_cast<std::int32_t>(entries_.size() - 1);
    }
  }
}

bool Namespace::erase(Symbol name) {
  const int at = position(name);
  if (at < 0) return false;
  Entry& entry = entries_[static_cast<std::size_t>(at)];
  if (entry.value.is_absent()) return false;
  entry.value = Value::absent();
  ++erased_;
  return true;
}

void Namespace::clear() {
  // Moved out first: a value's end may look at this namespace.
  const std::vector<Entry> gone = std::move(entries_);
  entries_.clear();
  index_.clear();
  erased_ = 0;
}

}  // namespace retort::python
