// The built-in object kinds: str, bytes, tuple, list, dict, set, slice, range and what iterates.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "python/value.h"

namespace retort::python {

/// An immutable str, in UTF-8.
class StringObject final : public Object {
 public:
  explicit StringObject(std::string text);
  ~StringObject() override;
  const std::string& text() const { return text_; }
  /// Number of code points.
  std::size_t size() const { return size_; }
  bool is_ascii() const { return size_ == text_.size(); }
  /// Code points [begin, end).
  std::string slice(std::size_t begin, std::size_t end) const;

  std::string_view type_name() const override { return "str"; }
  Value type_of(Interpreter& interpreter) override;
  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  Value get_item(Interpreter& interpreter, const Value& key) override;
  Value iterate(Interpreter& interpreter) override;
  std::int64_t length(Interpreter& interpreter) override;
  bool truth(Interpreter& interpreter) override;
  std::string repr(Interpreter& interpreter) override;
  std::string str(Interpreter& interpreter) override;
  std::string format(Interpreter& interpreter, std::string_view spec) override;
  std::uint64_t hash(Interpreter& interpreter) override;
  Value binary(Interpreter& interpreter, Operator op, const Value& other, bool reflected) override;
  Value compare(Interpreter& interpreter, CompareOperator op, const Value& other) override;
  Value contains(Interpreter& interpreter, const Value& item) override;

 private:
  std::string text_;
  std::size_t size_;
  std::uint64_t hash_ = 0;
};

/// bytes.
class BytesObject final : public Object {
 public:
  explicit BytesObject(std::string data) : Object(ObjectKind::bytes), data_(std::move(data)) {}
  const std::string& data() const { return data_; }

  std::string_view type_name() const override { return "bytes"; }
  Value type_of(Interpreter& interpreter) override;
  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  Value get_item(Interpreter& interpreter, const Value& key) override;
  Value iterate(Interpreter& interpreter) override;
  std::int64_t length(Interpreter& interpreter) override;
  std::string repr(Interpreter& interpreter) override;
  std::uint64_t hash(Interpreter& interpreter) override;
  Value binary(Interpreter& interpreter, Operator op, const Value& other, bool reflected) override;
  Value compare(Interpreter& interpreter, CompareOperator op, const Value& other) override;
  Value contains(Interpreter& interpreter, const Value& item) override;

 private:
  std::string data_;
};

class TupleObject : public TrackedObject {
 public:
  explicit TupleObject(ValueList values = {})
      : TrackedObject(ObjectKind::tuple), items(std::move(values)) {}
  ValueList items;

  std::string_view type_name() const override { return "tuple"; }
  Value type_of(Interpreter& interpreter) override;
  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  Value get_item(Interpreter& interpreter, const Value& key) override;
  Value iterate(Interpreter& interpreter) override;
  std::int64_t length(Interpreter& interpreter) override;
  std::string repr(Interpreter& interpreter) override;
  std::uint64_t hash(Interpreter& interpreter) override;
  Value binary(Interpreter& interpreter, Operator op, const Value& other, bool reflected) override;
  Value compare(Interpreter& interpreter, CompareOperator op, const Value& other) override;
  void release_references() override { items.clear(); }
};

class ListObject : public TrackedObject {
 public:
  explicit ListObject(ValueList values = {})
      : TrackedObject(ObjectKind::list), items(std::move(values)) {}
  ValueList items;

  std::string_view type_name() const override { return "list"; }
  Value type_of(Interpreter& interpreter) override;
  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  Value get_item(Interpreter& interpreter, const Value& key) override;
  bool set_item(Interpreter& interpreter, const Value& key, const Value& value) override;
  bool delete_item(Interpreter& interpreter, const Value& key) override;
  Value iterate(Interpreter& interpreter) override;
  std::int64_t length(Interpreter& interpreter) override;
  std::string repr(Interpreter& interpreter) override;
  std::uint64_t hash(Interpreter& interpreter) override;
  Value binary(Interpreter& interpreter, Operator op, const Value& other, bool reflected) override;
  Value in_place(Interpreter& interpreter, Operator op, const Value& other) override;
  Value compare(Interpreter& interpreter, CompareOperator op, const Value& other) override;
  void release_references() override { items.clear(); }
};

/// The hash table under dict and set: insertion order, Python's equality.
class HashTable {
 public:
  struct Entry {
    std::uint64_t hash;
    Value key;  ///< Absent: deleted.
    Value value;
  };
  /// Null when missing. Valid until the next change.
  Value* find(Interpreter& interpreter, const Value& key);
  Value* find(Interpreter& interpreter, std::string_view key);
  /// Sets; an existing key keeps its place and its first key object.
  void set(Interpreter& interpreter, const Value& key, Value value);
  /// The removed value, or absent.
  Value erase(Interpreter& interpreter, const Value& key);
  void clear();
  std::size_t size() const { return entries_.size() - erased_; }
  /// Skip entries whose key is absent.
  const std::vector<Entry, CountedAllocator<Entry>>& entries() const { return entries_; }

 private:
  std::int64_t position(Interpreter& interpreter, const Value& key, std::uint64_t hash);
  void add_to_index(std::size_t entry);
  void rebuild();

  std::vector<Entry, CountedAllocator<Entry>> entries_;
  std::vector<std::int32_t, CountedAllocator<std::int32_t>> index_;
  std::size_t erased_ = 0;
};

class DictObject : public TrackedObject {
 public:
  DictObject() : TrackedObject(ObjectKind::dict) {}
  HashTable table;

  std::string_view type_name() const override { return "dict"; }
  Value type_of(Interpreter& interpreter) override;
  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  Value get_item(Interpreter& interpreter, const Value& key) override;
  bool set_item(Interpreter& interpreter, const Value& key, const Value& value) override;
  bool delete_item(Interpreter& interpreter, const Value& key) override;
  Value iterate(Interpreter& interpreter) override;
  std::int64_t length(Interpreter& interpreter) override;
  std::string repr(Interpreter& interpreter) override;
  std::uint64_t hash(Interpreter& interpreter) override;
  Value binary(Interpreter& interpreter, Operator op, const Value& other, bool reflected) override;
  Value in_place(Interpreter& interpreter, Operator op, const Value& other) override;
  Value compare(Interpreter& interpreter, CompareOperator op, const Value& other) override;
  Value contains(Interpreter& interpreter, const Value& item) override;
  void release_references() override { table.clear(); }
};

/// set and frozenset. Iterates in the order of insertion.
class SetObject : public TrackedObject {
 public:
  explicit SetObject(bool is_frozen = false) : TrackedObject(ObjectKind::set), frozen(is_frozen) {}
  HashTable table;
  const bool frozen;

  std::string_view type_name() const override { return frozen ? "frozenset" : "set"; }
  Value type_of(Interpreter& interpreter) override;
  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  Value iterate(Interpreter& interpreter) override;
  std::int64_t length(Interpreter& interpreter) override;
  std::string repr(Interpreter& interpreter) override;
  std::uint64_t hash(Interpreter& interpreter) override;
  Value binary(Interpreter& interpreter, Operator op, const Value& other, bool reflected) override;
  Value in_place(Interpreter& interpreter, Operator op, const Value& other) override;
  Value compare(Interpreter& interpreter, CompareOperator op, const Value& other) override;
  Value contains(Interpreter& interpreter, const Value& item) override;
  void release_references() override { table.clear(); }
};

class SliceObject final : public TrackedObject {
 public:
  SliceObject(Value lower_bound, Value upper_bound, Value step_width)
      : lower(std::move(lower_bound)), upper(std::move(upper_bound)), step(std::move(step_width)) {}
  Value lower, upper, step;

  /// First index, step and number of items for a sequence of `length`.
  struct Range {
    std::int64_t start, step, count;
  };
  Range indices(Interpreter& interpreter, std::int64_t length) const;

  std::string_view type_name() const override { return "slice"; }
  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  std::string repr(Interpreter& interpreter) override;
  Value compare(Interpreter& interpreter, CompareOperator op, const Value& other) override;
  void release_references() override { lower = upper = step = Value(); }
};

class RangeObject final : public Object {
 public:
  RangeObject(std::int64_t first, std::int64_t last, std::int64_t width)
      : start(first), stop(last), step(width) {}
  const std::int64_t start, stop, step;
  std::int64_t size() const;

  std::string_view type_name() const override { return "range"; }
  Value type_of(Interpreter& interpreter) override;
  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  Value get_item(Interpreter& interpreter, const Value& key) override;
  Value iterate(Interpreter& interpreter) override;
  std::int64_t length(Interpreter& interpreter) override;
  std::string repr(Interpreter& interpreter) override;
  Value compare(Interpreter& interpreter, CompareOperator op, const Value& other) override;
  Value contains(Interpreter& interpreter, const Value& item) override;
};

/// Base of iterators: override next().
class IteratorObject : public TrackedObject {
 public:
  std::string_view type_name() const override { return "iterator"; }
  Value iterate(Interpreter& interpreter) override;
  bool is_iterator() const override { return true; }
  void release_references() override {}
};

Ref<TupleObject> make_tuple(ValueList items);
Ref<ListObject> make_list(ValueList items);
/// A list of str.
Ref<ListObject> make_string_list(const std::vector<std::string>& items);

}  // namespace retort::python
