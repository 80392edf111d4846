// set and frozenset. They keep the order of insertion, so that output is the same in every run
// (CPython's order depends on the hash seed).
#include "python/builtin_types.h"
#include "python/interpreter.h"
#include "python/objects.h"

namespace retort::python {
namespace {

class SetIterator final : public IteratorObject {
 public:
  explicit SetIterator(Ref<SetObject> set) : set_(std::move(set)), size_(set_->table.size()) {}
  std::string_view type_name() const override { return "set_iterator"; }
  bool next(Interpreter& interpreter, Value& item) override {
    if (set_->table.size() != size_) {
      interpreter.raise(Builtin::RuntimeError, "Set changed size during iteration");
    }
    const auto& entries = set_->table.entries();
    while (at_ < entries.size()) {
      const HashTable::Entry& entry = entries[at_++];
      if (entry.key.is_absent()) continue;
      item = entry.key;
      return true;
    }
    return false;
  }

 private:
  Ref<SetObject> set_;
  std::size_t size_;
  std::size_t at_ = 0;
};

SetObject& self_set(Interpreter& interpreter, const CallArguments& arguments) {
  auto* set = unwrap(arguments.self).try_as<SetObject>();
  if (set == nullptr) interpreter.raise(Builtin::TypeError, "descriptor requires a 'set' object");
  return *set;
}

void add_all(Interpreter& interpreter, SetObject& set, const Value& items) {
  for (const Value& item : interpreter.items_of(items)) set.table.set(interpreter, item, Value());
}

Ref<SetObject> as_set(Interpreter& interpreter, const Value& value) {
  if (auto* set = unwrap(value).try_as<SetObject>()) return Ref<SetObject>(set);
  Ref<SetObject> result = make<SetObject>();
  add_all(interpreter, *result, value);
  return result;
}

Ref<SetObject> copy_of(const SetObject& set) {
  Ref<SetObject> result = make<SetObject>(set.frozen);
  result->table = set.table;
  return result;
}

// The items of `left` that are (or are not) in `right`.
Ref<SetObject> select_items(Interpreter& interpreter, const SetObject& left, SetObject& right,
                            bool present) {
  Ref<SetObject> result = make<SetObject>(left.frozen);
  for (const HashTable::Entry& entry : left.table.entries()) {
    if (entry.key.is_absent()) continue;
    if ((right.table.find(interpreter, entry.key) != nullptr) == present) {
      result->table.set(interpreter, entry.key, Value());
    }
  }
  return result;
}

Ref<SetObject> combine(Interpreter& interpreter, Operator op, const SetObject& left,
                       SetObject& right) {
  switch (op) {
    case Operator::BitOr: {
      Ref<SetObject> result = copy_of(left);
      add_all(interpreter, *result, Value(&right));
      return result;
    }
    case Operator::BitAnd:
      return select_items(interpreter, left, right, true);
    case Operator::Sub:
      return select_items(interpreter, left, right, false);
    case Operator::BitXor: {
      Ref<SetObject> result = select_items(interpreter, left, right, false);
      const Ref<SetObject> left_copy = copy_of(left);
      add_all(interpreter, *result, select_items(interpreter, right, *left_copy, false));
      return result;
    }
    default:
      return nullptr;
  }
}

bool is_subset(Interpreter& interpreter, const SetObject& left, SetObject& right) {
  return select_items(interpreter, left, right, false)->table.size() == 0;
}

Value combine_all(Interpreter& interpreter, const CallArguments& arguments, Operator op) {
  Ref<SetObject> result = copy_of(self_set(interpreter, arguments));
  for (const Value& other : arguments.positional) {
    result = combine(interpreter, op, *result, *as_set(interpreter, other));
  }
  return result;
}

Value set_union(Interpreter& interpreter, const CallArguments& arguments) {
  return combine_all(interpreter, arguments, Operator::BitOr);
}
Value intersection(Interpreter& interpreter, const CallArguments& arguments) {
  return combine_all(interpreter, arguments, Operator::BitAnd);
}
Value difference(Interpreter& interpreter, const CallArguments& arguments) {
  return combine_all(interpreter, arguments, Operator::Sub);
}
Value symmetric_difference(Interpreter& interpreter, const CallArguments& arguments) {
  return combine_all(interpreter, arguments, Operator::BitXor);
}
Value assign_all(Interpreter& interpreter, const CallArguments& arguments, Operator op) {
  const Value result = combine_all(interpreter, arguments, op);
  self_set(interpreter, arguments).table = static_cast<SetObject&>(result.as_object()).table;
  return {};
}
Value update(Interpreter& interpreter, const CallArguments& arguments) {
  return assign_all(interpreter, arguments, Operator::BitOr);
}
Value intersection_update(Interpreter& interpreter, const CallArguments& arguments) {
  return assign_all(interpreter, arguments, Operator::BitAnd);
}
Value difference_update(Interpreter& interpreter, const CallArguments& arguments) {
  return assign_all(interpreter, arguments, Operator::Sub);
}
Value symmetric_difference_update(Interpreter& interpreter, const CallArguments& arguments) {
  return assign_all(interpreter, arguments, Operator::BitXor);
}

Value issubset(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "issubset", arguments);
  const Ref<SetObject> other = as_set(interpreter, read.required("other").value());
  return Value::boolean(is_subset(interpreter, self_set(interpreter, arguments), *other));
}
Value issuperset(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "issuperset", arguments);
  const Ref<SetObject> other = as_set(interpreter, read.required("other").value());
  return Value::boolean(is_subset(interpreter, *other, self_set(interpreter, arguments)));
}
Value isdisjoint(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "isdisjoint", arguments);
  const Ref<SetObject> other = as_set(interpreter, read.required("other").value());
  return Value::boolean(
      select_items(interpreter, self_set(interpreter, arguments), *other, true)->table.size() == 0);
}

Value add(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "add", arguments);
  const Value item = read.required("object").value();
  read.finish();
  HashTable& table = self_set(interpreter, arguments).table;
  if (table.find(interpreter, item) == nullptr) table.set(interpreter, item, Value());
  return {};
}
Value discard(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "discard", arguments);
  self_set(interpreter, arguments).table.erase(interpreter, read.required("object").value());
  return {};
}
Value remove(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "remove", arguments);
  const Value item = read.required("object").value();
  if (self_set(interpreter, arguments).table.erase(interpreter, item).is_absent()) {
    const Value key = item;
    interpreter.raise(
        interpreter.call(Value(&interpreter.builtin_class(Builtin::KeyError)), std::span(&key, 1)));
  }
  return {};
}
Value pop(Interpreter& interpreter, const CallArguments& arguments) {
  HashTable& table = self_set(interpreter, arguments).table;
  for (const HashTable::Entry& entry : table.entries()) {
    if (entry.key.is_absent()) continue;
    Value key = entry.key;
    table.erase(interpreter, key);
    return key;
  }
  interpreter.raise(Builtin::KeyError, "pop from an empty set");
}
Value clear(Interpreter& interpreter, const CallArguments& arguments) {
  self_set(interpreter, arguments).table.clear();
  return {};
}
Value copy(Interpreter& interpreter, const CallArguments& arguments) {
  return copy_of(self_set(interpreter, arguments));
}

std::vector<NativeMember> frozen_members() {
  constexpr auto kMethod = NativeMember::Kind::method;
  return {
      {kMethod, "union", set_union},       {kMethod, "intersection", intersection},
      {kMethod, "difference", difference}, {kMethod, "symmetric_difference", symmetric_difference},
      {kMethod, "issubset", issubset},     {kMethod, "issuperset", issuperset},
      {kMethod, "isdisjoint", isdisjoint}, {kMethod, "copy", copy},
  };
}

std::vector<NativeMember> set_members() {
  constexpr auto kMethod = NativeMember::Kind::method;
  std::vector<NativeMember> members = frozen_members();
  members.insert(members.end(),
                 {{kMethod, "update", update},
                  {kMethod, "intersection_update", intersection_update},
                  {kMethod, "difference_update", difference_update},
                  {kMethod, "symmetric_difference_update", symmetric_difference_update},
                  {kMethod, "add", add},
                  {kMethod, "discard", discard},
                  {kMethod, "remove", remove},
                  {kMethod, "pop", pop},
                  {kMethod, "clear", clear}});
  return members;
}

}  // namespace

const MemberTable kSetMembers(set_members());
const MemberTable kFrozenSetMembers(frozen_members());

Value SetObject::type_of(Interpreter& interpreter) {
  return Value(&interpreter.native_class(frozen ? kFrozenSetClass : kSetClass));
}
Value SetObject::get_attribute(Interpreter& interpreter, Symbol name) {
  return bind_native_member(interpreter, frozen ? kFrozenSetClass : kSetClass, name, Value(this));
}
Value SetObject::iterate(Interpreter&) {
  return make<SetIterator>(Ref<SetObject>(this));
}
std::int64_t SetObject::length(Interpreter&) {
  return static_cast<std::int64_t>(table.size());
}

std::string SetObject::repr(Interpreter& interpreter) {
  if (table.size() == 0) return frozen ? "frozenset()" : "set()";
  std::string result;
  for (const HashTable::Entry& entry : table.entries()) {
    if (entry.key.is_absent()) continue;
    if (!result.empty()) result += ", ";
    result += interpreter.repr(entry.key);
  }
  result = "{" + result + "}";
  return frozen ? "frozenset(" + result + ")" : result;
}

std::uint64_t SetObject::hash(Interpreter& interpreter) {
  if (!frozen) interpreter.raise(Builtin::TypeError, "unhashable type: 'set'");
  std::uint64_t result = 1927868237;
  for (const HashTable::Entry& entry : table.entries()) {
    if (!entry.key.is_absent()) result ^= entry.hash * 0x9E3779B97F4A7C15ULL;
  }
  return result;
}

Value SetObject::binary(Interpreter& interpreter, Operator op, const Value& other, bool reflected) {
  auto* right = unwrap(other).try_as<SetObject>();
  if (right == nullptr || reflected) return Value::absent();
  const Ref<SetObject> result = combine(interpreter, op, *this, *right);
  return result ? Value(result) : Value::absent();
}

Value SetObject::in_place(Interpreter& interpreter, Operator op, const Value& other) {
  const Value result = binary(interpreter, op, other, false);
  if (frozen || result.is_absent()) return result;
  table = static_cast<SetObject&>(result.as_object()).table;
  return Value(this);
}

Value SetObject::compare(Interpreter& interpreter, CompareOperator op, const Value& other) {
  auto* right = unwrap(other).try_as<SetObject>();
  if (right == nullptr) return Value::absent();
  const std::size_t left_size = table.size();
  const std::size_t right_size = right->table.size();
  switch (op) {
    case CompareOperator::Eq:
      return Value::boolean(left_size == right_size && is_subset(interpreter, *this, *right));
    case CompareOperator::NotEq:
      return Value::boolean(left_size != right_size || !is_subset(interpreter, *this, *right));
    case CompareOperator::LtE:
      return Value::boolean(is_subset(interpreter, *this, *right));
    case CompareOperator::Lt:
      return Value::boolean(left_size < right_size && is_subset(interpreter, *this, *right));
    case CompareOperator::GtE:
      return Value::boolean(is_subset(interpreter, *right, *this));
    case CompareOperator::Gt:
      return Value::boolean(right_size < left_size && is_subset(interpreter, *right, *this));
    default:
      return Value::absent();
  }
}

Value SetObject::contains(Interpreter& interpreter, const Value& item) {
  return Value::boolean(table.find(interpreter, item) != nullptr);
}

}  // namespace retort::python
