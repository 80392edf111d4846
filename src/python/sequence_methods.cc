// The methods of list and tuple.
#include <algorithm>

#include "python/builtin_types.h"
#include "python/interpreter.h"
#include "python/protocol_methods.h"
#include "python/sorting.h"

namespace retort::python {
namespace {

ListObject& self_list(Interpreter& interpreter, const CallArguments& arguments) {
  auto* list = unwrap(arguments.self).try_as<ListObject>();
  if (list == nullptr) interpreter.raise(Builtin::TypeError, "descriptor requires a 'list' object");
  return *list;
}

const ValueList& self_items(Interpreter& interpreter, const CallArguments& arguments) {
  if (auto* tuple = unwrap(arguments.self).try_as<TupleObject>()) return tuple->items;
  return self_list(interpreter, arguments).items;
}

Value append(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "append", arguments);
  const Value item = read.required("object").value();
  read.finish();
  self_list(interpreter, arguments).items.push_back(item);
  return {};
}

Value extend(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "extend", arguments);
  const ValueList more = interpreter.items_of(read.required("iterable").value());
  read.finish();
  ValueList& items = self_list(interpreter, arguments).items;
  items.insert(items.end(), more.begin(), more.end());
  return {};
}

Value insert(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "insert", arguments);
  std::int64_t at = read.required("index").as_integer();
  const Value item = read.required("object").value();
  read.finish();
  ValueList& items = self_list(interpreter, arguments).items;
  const auto size = static_cast<std::int64_t>(items.size());
  if (at < 0) at += size;
  items.insert(items.begin() + std::clamp<std::int64_t>(at, 0, size), item);
  return {};
}

Value pop(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "pop", arguments);
  const Value key = Value::integer(read.optional("index", Value::integer(-1)).as_integer());
  read.finish();
  ValueList& items = self_list(interpreter, arguments).items;
  if (items.empty()) interpreter.raise(Builtin::IndexError, "pop from empty list");
  const auto at = items.begin() +
                  sequence_index(interpreter, key, static_cast<std::int64_t>(items.size()), "pop");
  Value item = *at;
  items.erase(at);
  return item;
}

std::int64_t find_item(Interpreter& interpreter, const ValueList& items, const Value& wanted,
                       Bounds bounds) {
  for (std::int64_t i = bounds.begin; i < bounds.end && i < static_cast<std::int64_t>(items.size());
       ++i) {
    const Value item = items[static_cast<std::size_t>(i)];
    if (item.is_same(wanted) || interpreter.equal(item, wanted)) return i;
  }
  return -1;
}

Value remove(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "remove", arguments);
  const Value wanted = read.required("value").value();
  read.finish();
  ValueList& items = self_list(interpreter, arguments).items;
  const std::int64_t at =
      find_item(interpreter, items, wanted, {0, static_cast<std::int64_t>(items.size())});
  if (at < 0) interpreter.raise(Builtin::ValueError, "list.remove(x): x not in list");
  items.erase(items.begin() + at);
  return {};
}

Value index(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "index", arguments);
  const Value wanted = read.required("value").value();
  const Value start = read.optional("start").value();
  const Value stop = read.optional("stop").value();
  read.finish();
  const ValueList& items = self_items(interpreter, arguments);
  const Bounds bounds =
      sequence_bounds(interpreter, start, stop, static_cast<std::int64_t>(items.size()));
  const std::int64_t at = find_item(interpreter, items, wanted, bounds);
  if (at < 0) {
    const bool tuple = unwrap(arguments.self).try_as<TupleObject>() != nullptr;
    interpreter.raise(Builtin::ValueError, tuple ? "tuple.index(x): x not in tuple"
                                                 : interpreter.repr(wanted) + " is not in list");
  }
  return Value::integer(at);
}

Value count(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "count", arguments);
  const Value wanted = read.required("value").value();
  read.finish();
  std::int64_t result = 0;
  for (const Value& item : self_items(interpreter, arguments)) {
    if (item.is_same(wanted) || interpreter.equal(item, wanted)) ++result;
  }
  return Value::integer(result);
}

Value clear(Interpreter& interpreter, const CallArguments& arguments) {
  self_list(interpreter, arguments).items.clear();
  return {};
}

Value copy(Interpreter& interpreter, const CallArguments& arguments) {
  return make_list(self_list(interpreter, arguments).items);
}

Value reverse(Interpreter& interpreter, const CallArguments& arguments) {
  ValueList& items = self_list(interpreter, arguments).items;
  std::reverse(items.begin(), items.end());
  return {};
}

Value sort(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "sort", arguments);
  const Value key = read.keyword("key").value();
  const bool descending = read.keyword("reverse", Value::boolean(false)).as_truth();
  read.finish();
  ListObject& list = self_list(interpreter, arguments);
  ValueList items = list.items;
  sort_values(interpreter, items, key, descending);
  list.items = std::move(items);
  return {};
}

constexpr auto kMethod = NativeMember::Kind::method;

}  // namespace

// A merge sort of its own: std::stable_sort may crash on an inconsistent order, which a script's
// __lt__ can give.
void sort_values(Interpreter& interpreter, ValueList& items, const Value& key, bool descending) {
  struct Keyed {
    Value key;
    Value item;
  };
  std::vector<Keyed> source;
  source.reserve(items.size());
  for (const Value& item : items) {
    source.push_back({key.is_none() ? item : interpreter.call(key, std::span(&item, 1)), item});
  }
  std::vector<Keyed> target(source.size());
  const auto precedes = [&](const Value& left, const Value& right) {
    return descending ? interpreter.less(left, right) : interpreter.less(right, left);
  };
  for (std::size_t width = 1; width < source.size(); width *= 2) {
    for (std::size_t begin = 0; begin < source.size(); begin += 2 * width) {
      const std::size_t middle = std::min(begin + width, source.size());
      const std::size_t end = std::min(begin + 2 * width, source.size());
      std::size_t left = begin;
      std::size_t right = middle;
      for (std::size_t out = begin; out < end; ++out) {
        const bool take_right =
            left == middle || (right < end && precedes(source[left].key, source[right].key));
        target[out] = std::move(source[take_right ? right++ : left++]);
      }
    }
    std::swap(source, target);
  }
  for (std::size_t i = 0; i < items.size(); ++i) items[i] = std::move(source[i].item);
}

const MemberTable kListMembers{
    {kMethod, "__getitem__", protocol_get_item},
    {kMethod, "__len__", protocol_length},
    {kMethod, "__contains__", protocol_contains},
    {kMethod, "__iter__", protocol_iterate},
    {kMethod, "__setitem__", protocol_set_item},
    {kMethod, "__delitem__", protocol_delete_item},
    {kMethod, "append", append},
    {kMethod, "extend", extend},
    {kMethod, "insert", insert},
    {kMethod, "pop", pop},
    {kMethod, "remove", remove},
    {kMethod, "index", index},
    {kMethod, "count", count},
    {kMethod, "clear", clear},
    {kMethod, "copy", copy},
    {kMethod, "reverse", reverse},
    {kMethod, "sort", sort},
};

const MemberTable kTupleMembers{
    {kMethod, "__getitem__", protocol_get_item},
    {kMethod, "__len__", protocol_length},
    {kMethod, "__contains__", protocol_contains},
    {kMethod, "__iter__", protocol_iterate},
    {kMethod, "index", index},
    {kMethod, "count", count},
};

}  // namespace retort::python
