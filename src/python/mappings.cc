// dict: operators, protocols, views and methods.
#include "python/mappings.h"
#include "python/builtin_types.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "python/protocol_methods.h"

namespace retort::python {
namespace {

enum class Part : std::uint8_t { keys, values, items };

class DictIterator final : public IteratorObject {
 public:
  DictIterator(Ref<DictObject> dict, Part part, bool backwards)
      : dict_(std::move(dict)),
        part_(part),
        backwards_(backwards),
        size_(dict_->table.size()),
        at_(backwards ? dict_->table.entries().size() : 0) {}
  std::string_view type_name() const override { return "dict_iterator"; }
  bool next(Interpreter& interpreter, Value& item) override {
    if (dict_->table.size() != size_) {
      interpreter.raise(Builtin::RuntimeError, "dictionary changed size during iteration");
    }
    const auto& entries = dict_->table.entries();
    while (backwards_ ? at_ > 0 : at_ < entries.size()) {
      const HashTable::Entry& entry = entries[backwards_ ? --at_ : at_++];
      if (entry.key.is_absent()) continue;
      item = part_ == Part::keys     ? entry.key
             : part_ == Part::values ? entry.value
                                     : Value(make_tuple({entry.key, entry.value}));
      return true;
    }
    return false;
  }

 private:
  Ref<DictObject> dict_;
  Part part_;
  bool backwards_;
  std::size_t size_;
  std::size_t at_;
};

class DictView final : public TrackedObject {
 public:
  DictView(Ref<DictObject> dict, Part part) : dict_(std::move(dict)), part_(part) {}
  std::string_view type_name() const override {
    return part_ == Part::keys ? "dict_keys" : part_ == Part::values ? "dict_values" : "dict_items";
  }
  Value iterate(Interpreter&) override { return make<DictIterator>(dict_, part_, false); }
  std::int64_t length(Interpreter&) override {
    return static_cast<std::int64_t>(dict_->table.size());
  }
  std::string repr(Interpreter& interpreter) override {
    return std::string(type_name()) + "(" +
           interpreter.repr(make_list(interpreter.items_of(Value(this)))) + ")";
  }
  Value contains(Interpreter& interpreter, const Value& item) override {
    if (part_ != Part::keys) return Value::absent();
    return Value::boolean(dict_->table.find(interpreter, item) != nullptr);
  }
  Value as_set(Interpreter& interpreter) {
    const Ref<SetObject> set = make<SetObject>();
    for (const Value& item : interpreter.items_of(Value(this))) {
      set->table.set(interpreter, item, Value());
    }
    return set;
  }
  Value binary(Interpreter& interpreter, Operator op, const Value& other, bool reflected) override {
    if (part_ == Part::values) return Value::absent();
    Value right = other;
    if (auto* view = other.try_as<DictView>()) right = view->as_set(interpreter);
    const Value left = as_set(interpreter);
    return reflected ? interpreter.binary(op, right, left) : interpreter.binary(op, left, right);
  }
  Value compare(Interpreter& interpreter, CompareOperator op, const Value& other) override {
    if (part_ == Part::values) return Value::absent();
    Value right = other;
    if (auto* view = other.try_as<DictView>()) right = view->as_set(interpreter);
    if (right.try_as<SetObject>() == nullptr) return Value::absent();
    return interpreter.compare(op, as_set(interpreter), right);
  }
  Ref<DictObject> dict() const { return dict_; }
  Part part() const { return part_; }
  void release_references() override { dict_ = nullptr; }

 private:
  Ref<DictObject> dict_;
  Part part_;
};

DictObject& self_dict(Interpreter& interpreter, const CallArguments& arguments) {
  auto* dict = unwrap(arguments.self).try_as<DictObject>();
  if (dict == nullptr) interpreter.raise(Builtin::TypeError, "descriptor requires a 'dict' object");
  return *dict;
}

Value view(Interpreter& interpreter, const CallArguments& arguments, Part part) {
  return make<DictView>(Ref<DictObject>(&self_dict(interpreter, arguments)), part);
}
Value keys(Interpreter& interpreter, const CallArguments& arguments) {
  return view(interpreter, arguments, Part::keys);
}
Value values(Interpreter& interpreter, const CallArguments& arguments) {
  return view(interpreter, arguments, Part::values);
}
Value items(Interpreter& interpreter, const CallArguments& arguments) {
  return view(interpreter, arguments, Part::items);
}

Value get(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "get", arguments);
  const Value key = read.required("key").value();
  const Value otherwise = read.optional("default").value();
  read.finish();
  const Value* found = self_dict(interpreter, arguments).table.find(interpreter, key);
  return found != nullptr ? *found : otherwise;
}

Value setdefault(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "setdefault", arguments);
  const Value key = read.required("key").value();
  const Value otherwise = read.optional("default").value();
  read.finish();
  HashTable& table = self_dict(interpreter, arguments).table;
  if (const Value* found = table.find(interpreter, key)) return *found;
  table.set(interpreter, key, otherwise);
  return otherwise;
}

Value pop(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "pop", arguments);
  const Value key = read.required("key").value();
  const Argument otherwise = read.optional("default");
  read.finish();
  Value removed = self_dict(interpreter, arguments).table.erase(interpreter, key);
  if (!removed.is_absent()) return removed;
  if (otherwise.given()) return otherwise.value();
  raise_key_error(interpreter, key);
}

Value popitem(Interpreter& interpreter, const CallArguments& arguments) {
  HashTable& table = self_dict(interpreter, arguments).table;
  for (std::size_t i = table.entries().size(); i-- > 0;) {
    const HashTable::Entry entry = table.entries()[i];
    if (entry.key.is_absent()) continue;
    table.erase(interpreter, entry.key);
    return make_tuple({entry.key, entry.value});
  }
  interpreter.raise(Builtin::KeyError, "popitem(): dictionary is empty");
}

Value update(Interpreter& interpreter, const CallArguments& arguments) {
  fill_dict(interpreter, self_dict(interpreter, arguments), "update", arguments);
  return {};
}

Value clear(Interpreter& interpreter, const CallArguments& arguments) {
  self_dict(interpreter, arguments).table.clear();
  return {};
}

Value copy(Interpreter& interpreter, const CallArguments& arguments) {
  const Ref<DictObject> result = make<DictObject>();
  result->table = self_dict(interpreter, arguments).table;
  return result;
}

Value fromkeys(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "fromkeys", arguments);
  const ValueList wanted = interpreter.items_of(read.required("iterable").value());
  const Value value = read.optional("value").value();
  read.finish();
  const Ref<DictObject> result = make<DictObject>();
  for (const Value& key : wanted) result->table.set(interpreter, key, value);
  return result;
}

void merge(Interpreter& interpreter, HashTable& into, const HashTable& from) {
  for (const HashTable::Entry& entry : from.entries()) {
    if (!entry.key.is_absent()) into.set(interpreter, entry.key, entry.value);
  }
}

}  // namespace

void raise_key_error(Interpreter& interpreter, const Value& key) {
  interpreter.need_known(key, "a key");
  interpreter.raise(
      interpreter.call(Value(&interpreter.builtin_class(Builtin::KeyError)), std::span(&key, 1)));
}

void update_dict(Interpreter& interpreter, DictObject& dict, const Value& source) {
  interpreter.need_known(source, "a dict");
  if (auto* other = unwrap(source).try_as<DictObject>()) {
    const HashTable copied = other->table;
    merge(interpreter, dict.table, copied);
    return;
  }
  const Value key_list = interpreter.find_attribute(source, "keys");
  if (!key_list.is_absent()) {
    for (const Value& key : interpreter.items_of(interpreter.call(key_list))) {
      dict.table.set(interpreter, key, interpreter.get_item(source, key));
    }
    return;
  }
  std::size_t index = 0;
  for (const Value& pair : interpreter.items_of(source)) {
    const ValueList parts = interpreter.items_of(pair);
    if (parts.size() != 2) {
      interpreter.raise(Builtin::ValueError, "dictionary update sequence element #" +
                                                 std::to_string(index) + " has length " +
                                                 std::to_string(parts.size()) + "; 2 is required");
    }
    dict.table.set(interpreter, parts[0], parts[1]);
    ++index;
  }
}

void fill_dict(Interpreter& interpreter, DictObject& dict, std::string_view function,
               const CallArguments& arguments) {
  ArgumentReader read(interpreter, function, arguments);
  if (read.has_positional()) update_dict(interpreter, dict, read.rest().front());
  for (const KeywordValue& item : read.rest_keywords()) {
    dict.table.set(interpreter, Value::string(item.name.text()), item.value);
  }
}

Value iterate_dict_backwards(DictObject& dict) {
  return make<DictIterator>(Ref<DictObject>(&dict), Part::keys, true);
}

Value DictObject::type_of(Interpreter& interpreter) {
  return Value(&interpreter.native_class(kDictClass));
}
Value DictObject::get_attribute(Interpreter& interpreter, Symbol name) {
  return bind_native_member(interpreter, kDictClass, name, Value(this));
}
Value DictObject::get_item(Interpreter& interpreter, const Value& key) {
  const Value* found = table.find(interpreter, key);
  if (found == nullptr) raise_key_error(interpreter, key);
  return *found;
}
bool DictObject::set_item(Interpreter& interpreter, const Value& key, const Value& value) {
  table.set(interpreter, key, value);
  return true;
}
bool DictObject::delete_item(Interpreter& interpreter, const Value& key) {
  if (table.erase(interpreter, key).is_absent()) raise_key_error(interpreter, key);
  return true;
}
Value DictObject::iterate(Interpreter&) {
  return make<DictIterator>(Ref<DictObject>(this), Part::keys, false);
}
std::int64_t DictObject::length(Interpreter&) {
  return static_cast<std::int64_t>(table.size());
}
std::string DictObject::repr(Interpreter& interpreter) {
  std::string result = "{";
  for (const HashTable::Entry& entry : table.entries()) {
    if (entry.key.is_absent()) continue;
    if (result.size() > 1) result += ", ";
    result += interpreter.repr(entry.key) + ": " + interpreter.repr(entry.value);
  }
  return result + "}";
}
std::uint64_t DictObject::hash(Interpreter& interpreter) {
  interpreter.raise(Builtin::TypeError, "unhashable type: 'dict'");
}
Value DictObject::binary(Interpreter& interpreter, Operator op, const Value& other,
                         bool reflected) {
  if (op != Operator::BitOr || reflected) return Value::absent();
  auto* right = unwrap(other).try_as<DictObject>();
  if (right == nullptr) return Value::absent();
  const Ref<DictObject> result = make<DictObject>();
  result->table = table;
  merge(interpreter, result->table, right->table);
  return result;
}
Value DictObject::in_place(Interpreter& interpreter, Operator op, const Value& other) {
  if (op != Operator::BitOr) return Value::absent();
  update_dict(interpreter, *this, other);
  return Value(this);
}
Value DictObject::compare(Interpreter& interpreter, CompareOperator op, const Value& other) {
  auto* right = unwrap(other).try_as<DictObject>();
  if (right == nullptr || (op != CompareOperator::Eq && op != CompareOperator::NotEq)) {
    return Value::absent();
  }
  bool same = table.size() == right->table.size();
  for (std::size_t i = 0; same && i < table.entries().size(); ++i) {
    const HashTable::Entry entry = table.entries()[i];
    if (entry.key.is_absent()) continue;
    const Value* found = right->table.find(interpreter, entry.key);
    same = found != nullptr &&
           (found->is_same(entry.value) || interpreter.equal(Value(*found), entry.value));
  }
  return Value::boolean(same == (op == CompareOperator::Eq));
}
Value DictObject::contains(Interpreter& interpreter, const Value& item) {
  return Value::boolean(table.find(interpreter, item) != nullptr);
}

namespace {
constexpr auto kMethod = NativeMember::Kind::method;
}  // namespace

const MemberTable kDictMembers{
    {kMethod, "__getitem__", protocol_get_item},
    {kMethod, "__len__", protocol_length},
    {kMethod, "__contains__", protocol_contains},
    {kMethod, "__iter__", protocol_iterate},
    {kMethod, "__setitem__", protocol_set_item},
    {kMethod, "__delitem__", protocol_delete_item},
    {kMethod, "keys", keys},
    {kMethod, "values", values},
    {kMethod, "items", items},
    {kMethod, "get", get},
    {kMethod, "setdefault", setdefault},
    {kMethod, "pop", pop},
    {kMethod, "popitem", popitem},
    {kMethod, "update", update},
    {kMethod, "clear", clear},
    {kMethod, "copy", copy},
    {NativeMember::Kind::function, "fromkeys", fromkeys},
};

}  // namespace retort::python
