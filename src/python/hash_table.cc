// Entries stand in a vector in the order of insertion; an open-addressing index of positions is
// built when there are more than a few. Erased entries stay as gaps until a rebuild.
#include "python/interpreter.h"
#include "python/objects.h"

namespace retort::python {
namespace {

constexpr std::size_t kInLine = 8;
constexpr std::int32_t kFree = -1;

std::size_t slot_of(std::uint64_t hash, std::size_t mask) {
  return static_cast<std::size_t>((hash * 0x9E3779B97F4A7C15ULL) >> 20U) & mask;
}

bool same_key(Interpreter& interpreter, const Value& left, const Value& right) {
  if (left.is_same(right)) return true;
  if (left.is_object() && right.is_object() && left.as_object().kind() == ObjectKind::string &&
      right.as_object().kind() == ObjectKind::string) {
    return static_cast<StringObject&>(left.as_object()).text() ==
           static_cast<StringObject&>(right.as_object()).text();
  }
  return interpreter.equal(left, right);
}

}  // namespace

std::int64_t HashTable::position(Interpreter& interpreter, const Value& key, std::uint64_t hash) {
  if (index_.empty()) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const Entry& entry = entries_[i];
      if (entry.hash == hash && !entry.key.is_absent() && same_key(interpreter, entry.key, key)) {
        return static_cast<std::int64_t>(i);
      }
    }
    return -1;
  }
  const std::size_t mask = index_.size() - 1;
  for (std::size_t at = slot_of(hash, mask);; at = (at + 1) & mask) {
    const std::int32_t position = index_[at];
    if (position == kFree) return -1;
    const Entry& entry = entries_[static_cast<std::size_t>(position)];
    if (entry.hash == hash && !entry.key.is_absent() && same_key(interpreter, entry.key, key)) {
      return position;
    }
  }
}

void HashTable::add_to_index(std::size_t entry) {
  const std::size_t mask = index_.size() - 1;
  std::size_t at = slot_of(entries_[entry].hash, mask);
  while (index_[at] != kFree) at = (at + 1) & mask;
  index_[at] = static_cast<std::int32_t>(entry);
}

void HashTable::rebuild() {
  if (erased_ > 0) {
    std::erase_if(entries_, [](const Entry& entry) { return entry.key.is_absent(); });
    erased_ = 0;
  }
  index_.clear();
  if (entries_.size() <= kInLine) return;
  std::size_t size = 32;
  while (size < entries_.size() * 3) size *= 2;
  index_.assign(size, kFree);
  for (std::size_t i = 0; i < entries_.size(); ++i) add_to_index(i);
}

Value* HashTable::find(Interpreter& interpreter, const Value& key) {
  const std::int64_t at = position(interpreter, key, interpreter.hash(key));
  return at < 0 ? nullptr : &entries_[static_cast<std::size_t>(at)].value;
}

Value* HashTable::find(Interpreter& interpreter, std::string_view key) {
  return find(interpreter, Value::string(key));
}

void HashTable::set(Interpreter& interpreter, const Value& key, Value value) {
  const std::uint64_t hash = interpreter.hash(key);
  if (const std::int64_t at = position(interpreter, key, hash); at >= 0) {
    entries_[static_cast<std::size_t>(at)].value = std::move(value);
    return;
  }
  entries_.push_back({hash, key, std::move(value)});
  if (index_.empty() ? entries_.size() > kInLine : entries_.size() * 2 > index_.size()) {
    rebuild();
  } else if (!index_.empty()) {
    add_to_index(entries_.size() - 1);
  }
}

Value HashTable::erase(Interpreter& interpreter, const Value& key) {
  const std::int64_t at = position(interpreter, key, interpreter.hash(key));
  if (at < 0) return Value::absent();
  Entry& entry = entries_[static_cast<std::size_t>(at)];
  Value removed = std::move(entry.value);
  entry.value = Value();
  const Value removed_key = std::exchange(entry.key, Value::absent());
  ++erased_;
  if (size() == 0) {
    entries_.clear();
    index_.clear();
    erased_ = 0;
  } else if (index_.empty() && erased_ > kInLine) {
    rebuild();
  }
  return removed;
}

void HashTable::clear() {
  const auto gone = std::move(entries_);
  entries_.clear();
  index_.clear();
  erased_ = 0;
}

}  // namespace retort::python
