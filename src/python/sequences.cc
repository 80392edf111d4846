// tuple and list: operators, indexing and protocols, and what sequences share.
#include <algorithm>

#include "python/builtin_types.h"
#include "python/interpreter.h"
#include "python/objects.h"

namespace retort::python {
namespace {

class TupleIterator final : public IteratorObject {
 public:
  explicit TupleIterator(Ref<TupleObject> tuple) : tuple_(std::move(tuple)) {}
  std::string_view type_name() const override { return "tuple_iterator"; }
  bool next(Interpreter&, Value& item) override {
    if (at_ >= tuple_->items.size()) return false;
    item = tuple_->items[at_++];
    return true;
  }

 private:
  Ref<TupleObject> tuple_;
  std::size_t at_ = 0;
};

class ListIterator final : public IteratorObject {
 public:
  explicit ListIterator(Ref<ListObject> list) : list_(std::move(list)) {}
  std::string_view type_name() const override { return "list_iterator"; }
  bool next(Interpreter&, Value& item) override {
    if (at_ >= list_->items.size()) return false;
    item = list_->items[at_++];
    return true;
  }

 private:
  Ref<ListObject> list_;
  std::size_t at_ = 0;
};

ValueList slice_items(Interpreter& interpreter, const ValueList& items, const SliceObject& slice) {
  const SliceObject::Range range =
      slice.indices(interpreter, static_cast<std::int64_t>(items.size()));
  ValueList result;
  result.reserve(static_cast<std::size_t>(range.count));
  for (std::int64_t i = 0; i < range.count; ++i) {
    result.push_back(items[static_cast<std::size_t>(range.start + i * range.step)]);
  }
  return result;
}

ValueList repeat_items(Interpreter& interpreter, const ValueList& items, std::int64_t count) {
  ValueList result;
  if (count <= 0) return result;
  if (count > (std::int64_t{1} << 40)) interpreter.check_memory(count);
  interpreter.check_memory(count * static_cast<std::int64_t>(items.size() * sizeof(Value)));
  result.reserve(items.size() * static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i) result.insert(result.end(), items.begin(), items.end());
  return result;
}

void check_key(Interpreter& interpreter, const Value& key, std::string_view type) {
  if (integer_of(key)) return;
  interpreter.need_known(key, "an index");
  interpreter.raise(Builtin::TypeError, std::string(type) +
                                            " indices must be integers or slices, not " +
                                            std::string(interpreter.type_name(key)));
}

std::string joined_repr(Interpreter& interpreter, const ValueList& items) {
  std::string result;
  for (const Value& item : items) {
    if (!result.empty()) result += ", ";
    result += interpreter.repr(item);
  }
  return result;
}

}  // namespace

Ref<TupleObject> make_tuple(ValueList items) {
  return make<TupleObject>(std::move(items));
}
Ref<ListObject> make_list(ValueList items) {
  return make<ListObject>(std::move(items));
}

Ref<ListObject> make_string_list(const std::vector<std::string>& items) {
  ValueList values;
  values.reserve(items.size());
  for (const std::string& item : items) values.push_back(Value::string(item));
  return make_list(std::move(values));
}

std::int64_t sequence_index(Interpreter& interpreter, const Value& key, std::int64_t length,
                            std::string_view what) {
  std::int64_t at = integer_of(key).value_or(0);
  if (at < 0) at += length;
  if (at < 0 || at >= length) {
    interpreter.raise(Builtin::IndexError, std::string(what) + " index out of range");
  }
  return at;
}

Bounds sequence_bounds(Interpreter& interpreter, const Value& start, const Value& end,
                       std::int64_t length) {
  const auto bound = [&](const Value& value, std::int64_t otherwise) {
    if (value.is_none()) return otherwise;
    const auto number = integer_of(value);
    if (!number) {
      interpreter.need_known(value, "an index");
      interpreter.raise(Builtin::TypeError,
                        "slice indices must be integers or None or have an __index__ method");
    }
    return *number < 0 ? std::max<std::int64_t>(*number + length, 0) : *number;
  };
  return {bound(start, 0), std::min(bound(end, length), length)};
}

Value from_ordering(CompareOperator op, int ordering) {
  switch (op) {
    case CompareOperator::Eq:
      return Value::boolean(ordering == 0);
    case CompareOperator::NotEq:
      return Value::boolean(ordering != 0);
    case CompareOperator::Lt:
      return Value::boolean(ordering < 0);
    case CompareOperator::LtE:
      return Value::boolean(ordering <= 0);
    case CompareOperator::Gt:
      return Value::boolean(ordering > 0);
    case CompareOperator::GtE:
      return Value::boolean(ordering >= 0);
    default:
      return Value::absent();
  }
}

Value compare_sequences(Interpreter& interpreter, CompareOperator op, const ValueList& left,
                        const ValueList& right) {
  if (op == CompareOperator::Eq || op == CompareOperator::NotEq) {
    bool same = left.size() == right.size();
    for (std::size_t i = 0; same && i < left.size() && i < right.size(); ++i) {
      same = left[i].is_same(right[i]) || interpreter.equal(left[i], right[i]);
    }
    return Value::boolean(same == (op == CompareOperator::Eq));
  }
  for (std::size_t i = 0; i < left.size() && i < right.size(); ++i) {
    if (left[i].is_same(right[i]) || interpreter.equal(left[i], right[i])) continue;
    return interpreter.compare(op, left[i], right[i]);
  }
  const int ordering = left.size() < right.size() ? -1 : left.size() > right.size() ? 1 : 0;
  return from_ordering(op, ordering);
}

// ---- tuple

Value TupleObject::type_of(Interpreter& interpreter) {
  return Value(&interpreter.native_class(kTupleClass));
}
Value TupleObject::get_attribute(Interpreter& interpreter, Symbol name) {
  return bind_native_member(interpreter, kTupleClass, name, Value(this));
}
Value TupleObject::get_item(Interpreter& interpreter, const Value& key) {
  if (auto* slice = key.try_as<SliceObject>()) {
    return make_tuple(slice_items(interpreter, items, *slice));
  }
  check_key(interpreter, key, "tuple");
  return items[static_cast<std::size_t>(
      sequence_index(interpreter, key, static_cast<std::int64_t>(items.size()), "tuple"))];
}
Value TupleObject::iterate(Interpreter&) {
  return make<TupleIterator>(Ref<TupleObject>(this));
}
std::int64_t TupleObject::length(Interpreter&) {
  return static_cast<std::int64_t>(items.size());
}
std::string TupleObject::repr(Interpreter& interpreter) {
  return "(" + joined_repr(interpreter, items) + (items.size() == 1 ? ",)" : ")");
}
std::uint64_t TupleObject::hash(Interpreter& interpreter) {
  std::uint64_t result = 0x345678;
  for (const Value& item : items) {
    result = (result ^ interpreter.hash(item)) * 0x9E3779B97F4A7C15ULL + 0x632BE5AB;
  }
  return result;
}
Value TupleObject::binary(Interpreter& interpreter, Operator op, const Value& other,
                          bool reflected) {
  if (op == Operator::Add && !reflected) {
    if (auto* tuple = unwrap(other).try_as<TupleObject>()) {
      ValueList result = items;
      result.insert(result.end(), tuple->items.begin(), tuple->items.end());
      return make_tuple(std::move(result));
    }
  }
  if (op == Operator::Mult) {
    if (const auto count = integer_of(other)) {
      return make_tuple(repeat_items(interpreter, items, *count));
    }
  }
  return Value::absent();
}
Value TupleObject::compare(Interpreter& interpreter, CompareOperator op, const Value& other) {
  auto* tuple = unwrap(other).try_as<TupleObject>();
  if (tuple == nullptr) return Value::absent();
  return compare_sequences(interpreter, op, items, tuple->items);
}

// ---- list

Value ListObject::type_of(Interpreter& interpreter) {
  return Value(&interpreter.native_class(kListClass));
}
Value ListObject::get_attribute(Interpreter& interpreter, Symbol name) {
  return bind_native_member(interpreter, kListClass, name, Value(this));
}
Value ListObject::get_item(Interpreter& interpreter, const Value& key) {
  if (auto* slice = key.try_as<SliceObject>()) {
    return make_list(slice_items(interpreter, items, *slice));
  }
  check_key(interpreter, key, "list");
  return items[static_cast<std::size_t>(
      sequence_index(interpreter, key, static_cast<std::int64_t>(items.size()), "list"))];
}
bool ListObject::set_item(Interpreter& interpreter, const Value& key, const Value& value) {
  auto* slice = key.try_as<SliceObject>();
  if (slice == nullptr) {
    check_key(interpreter, key, "list");
    items[static_cast<std::size_t>(sequence_index(
        interpreter, key, static_cast<std::int64_t>(items.size()), "list assignment"))] = value;
    return true;
  }
  const ValueList replacement = interpreter.items_of(value);
  const SliceObject::Range range =
      slice->indices(interpreter, static_cast<std::int64_t>(items.size()));
  if (range.step == 1) {
    const auto first = items.begin() + range.start;
    items.erase(first, first + range.count);
    items.insert(items.begin() + range.start, replacement.begin(), replacement.end());
    return true;
  }
  if (static_cast<std::int64_t>(replacement.size()) != range.count) {
    interpreter.raise(Builtin::ValueError,
                      "attempt to assign sequence of size " + std::to_string(replacement.size()) +
                          " to extended slice of size " + std::to_string(range.count));
  }
  for (std::int64_t i = 0; i < range.count; ++i) {
    items[static_cast<std::size_t>(range.start + i * range.step)] =
        replacement[static_cast<std::size_t>(i)];
  }
  return true;
}
bool ListObject::delete_item(Interpreter& interpreter, const Value& key) {
  if (auto* slice = key.try_as<SliceObject>()) {
    const SliceObject::Range range =
        slice->indices(interpreter, static_cast<std::int64_t>(items.size()));
    std::vector<std::int64_t> positions;
    for (std::int64_t i = 0; i < range.count; ++i)
      positions.push_back(range.start + i * range.step);
    std::sort(positions.rbegin(), positions.rend());
    for (const std::int64_t at : positions) items.erase(items.begin() + at);
    return true;
  }
  check_key(interpreter, key, "list");
  items.erase(items.begin() + sequence_index(interpreter, key,
                                             static_cast<std::int64_t>(items.size()),
                                             "list assignment"));
  return true;
}
Value ListObject::iterate(Interpreter&) {
  return make<ListIterator>(Ref<ListObject>(this));
}
std::int64_t ListObject::length(Interpreter&) {
  return static_cast<std::int64_t>(items.size());
}
std::string ListObject::repr(Interpreter& interpreter) {
  return "[" + joined_repr(interpreter, items) + "]";
}
std::uint64_t ListObject::hash(Interpreter& interpreter) {
  interpreter.raise(Builtin::TypeError, "unhashable type: 'list'");
}
Value ListObject::binary(Interpreter& interpreter, Operator op, const Value& other,
                         bool reflected) {
  if (op == Operator::Add && !reflected) {
    if (auto* list = unwrap(other).try_as<ListObject>()) {
      ValueList result = items;
      result.insert(result.end(), list->items.begin(), list->items.end());
      return make_list(std::move(result));
    }
    if (!other.is_object() || other.as_object().kind() != ObjectKind::unknown) {
      interpreter.raise(Builtin::TypeError, "can only concatenate list (not \"" +
                                                std::string(interpreter.type_name(other)) +
                                                "\") to list");
    }
  }
  if (op == Operator::Mult) {
    if (const auto count = integer_of(other)) {
      return make_list(repeat_items(interpreter, items, *count));
    }
  }
  return Value::absent();
}
Value ListObject::in_place(Interpreter& interpreter, Operator op, const Value& other) {
  if (op == Operator::Add) {
    const ValueList more = interpreter.items_of(other);
    items.insert(items.end(), more.begin(), more.end());
    return Value(this);
  }
  if (op == Operator::Mult) {
    if (const auto count = integer_of(other)) {
      items = repeat_items(interpreter, items, *count);
      return Value(this);
    }
  }
  return Value::absent();
}
Value ListObject::compare(Interpreter& interpreter, CompareOperator op, const Value& other) {
  auto* list = unwrap(other).try_as<ListObject>();
  if (list == nullptr) return Value::absent();
  return compare_sequences(interpreter, op, items, list->items);
}

}  // namespace retort::python
