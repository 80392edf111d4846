// The table is a map behind one mutex. In front of it every thread has a small direct-mapped cache,
// so that the names that scripts use over and over are found without taking the mutex.
#include "python/symbol.h"

#include <array>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace retort::python {
namespace {

class Table {
 public:
  const SymbolEntry* intern(std::string_view text) {
    const std::lock_guard lock(mutex_);
    if (const auto found = entries_.find(text); found != entries_.end()) return found->second;
    const std::string& stored = texts_.emplace_back(text);
    const SymbolEntry& entry =
        storage_.emplace_back(SymbolEntry{static_cast<std::uint32_t>(storage_.size()), stored});
    entries_.emplace(entry.text, &entry);
    return &entry;
  }

 private:
  std::mutex mutex_;
  std::deque<std::string> texts_;
  std::deque<SymbolEntry> storage_;
  std::unordered_map<std::string_view, const SymbolEntry*> entries_;
};

Table& table() {
  // Never destroyed: symbols stay valid for threads that outlive main.
  static Table& instance = *std::make_unique<Table>().release();
  return instance;
}

std::uint32_t hash_of(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash ^ (hash >> 15U);
}

constexpr std::size_t kCacheSize = 2048;
thread_local std::array<const SymbolEntry*, kCacheSize> cache{};

}  // namespace

Symbol intern(std::string_view text) {
  const SymbolEntry*& slot = cache[hash_of(text) % kCacheSize];
  if (slot == nullptr || slot->text != text) slot = table().intern(text);
  return Symbol(slot);
}

}  // namespace retort::python
