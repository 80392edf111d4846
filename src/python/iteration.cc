// Built-in functions over iterators.
#include "python/builtins.h"
#include "python/interpreter.h"
#include "python/mappings.h"
#include "python/names.h"
#include "python/sorting.h"

namespace retort::python {
namespace {

class EnumerateIterator final : public IteratorObject {
 public:
  EnumerateIterator(Value iterator, std::int64_t start)
      : iterator_(std::move(iterator)), index_(start) {}
  std::string_view type_name() const override { return "enumerate"; }
  bool next(Interpreter& interpreter, Value& item) override {
    Value value;
    if (!interpreter.next(iterator_, value)) return false;
    item = make_tuple({Value::integer(index_++), std::move(value)});
    return true;
  }
  void release_references() override { iterator_ = Value(); }

 private:
  Value iterator_;
  std::int64_t index_;
};

class ZipIterator final : public IteratorObject {
 public:
  ZipIterator(ValueList iterators, bool strict)
      : iterators_(std::move(iterators)), strict_(strict) {}
  std::string_view type_name() const override { return "zip"; }
  bool next(Interpreter& interpreter, Value& item) override {
    if (iterators_.empty()) return false;
    ValueList values;
    for (std::size_t i = 0; i < iterators_.size(); ++i) {
      Value value;
      if (interpreter.next(iterators_[i], value)) {
        values.push_back(std::move(value));
        continue;
      }
      if (strict_) check_ends(interpreter, i);
      return false;
    }
    item = make_tuple(std::move(values));
    return true;
  }
  void release_references() override { iterators_.clear(); }

 private:
  void check_ends(Interpreter& interpreter, std::size_t ended) {
    const auto complain = [&](std::size_t which, const char* how) {
      const std::string before = which == 1 ? " 1" : "s 1-" + std::to_string(which);
      interpreter.raise(Builtin::ValueError, "zip() argument " + std::to_string(which + 1) +
                                                 " is " + how + " than argument" + before);
    };
    if (ended > 0) complain(ended, "shorter");
    for (std::size_t i = 1; i < iterators_.size(); ++i) {
      Value ignored;
      if (interpreter.next(iterators_[i], ignored)) complain(i, "longer");
    }
  }

  ValueList iterators_;
  bool strict_;
};

class MapIterator final : public IteratorObject {
 public:
  MapIterator(Value function, ValueList iterators)
      : function_(std::move(function)), iterators_(std::move(iterators)) {}
  std::string_view type_name() const override { return "map"; }
  bool next(Interpreter& interpreter, Value& item) override {
    ValueList values;
    for (const Value& iterator : iterators_) {
      Value value;
      if (!interpreter.next(iterator, value)) return false;
      values.push_back(std::move(value));
    }
    item = interpreter.call(function_, values);
    return true;
  }
  void release_references() override {
    function_ = Value();
    iterators_.clear();
  }

 private:
  Value function_;
  ValueList iterators_;
};

class FilterIterator final : public IteratorObject {
 public:
  FilterIterator(Value function, Value iterator)
      : function_(std::move(function)), iterator_(std::move(iterator)) {}
  std::string_view type_name() const override { return "filter"; }
  bool next(Interpreter& interpreter, Value& item) override {
    while (interpreter.next(iterator_, item)) {
      interpreter.step();
      const Value kept =
          function_.is_none() ? item : interpreter.call(function_, std::span(&item, 1));
      if (interpreter.truth(kept)) return true;
    }
    return false;
  }
  void release_references() override { function_ = iterator_ = Value(); }

 private:
  Value function_;
  Value iterator_;
};

class ReversedIterator final : public IteratorObject {
 public:
  ReversedIterator(Value sequence, std::int64_t length)
      : sequence_(std::move(sequence)), left_(length) {}
  std::string_view type_name() const override { return "reversed"; }
  bool next(Interpreter& interpreter, Value& item) override {
    if (left_ <= 0) return false;
    item = interpreter.get_item(sequence_, Value::integer(--left_));
    return true;
  }
  void release_references() override { sequence_ = Value(); }

 private:
  Value sequence_;
  std::int64_t left_;
};

// iter(function, sentinel)
class CallIterator final : public IteratorObject {
 public:
  CallIterator(Value function, Value sentinel)
      : function_(std::move(function)), sentinel_(std::move(sentinel)) {}
  bool next(Interpreter& interpreter, Value& item) override {
    item = interpreter.call(function_);
    return !interpreter.equal(item, sentinel_);
  }
  void release_references() override { function_ = sentinel_ = Value(); }

 private:
  Value function_;
  Value sentinel_;
};

ValueList iterators_of(Interpreter& interpreter, const ValueList& values) {
  ValueList result;
  for (const Value& value : values) result.push_back(interpreter.iterate(value));
  return result;
}

Value enumerate(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "enumerate", arguments);
  const Value over = read.required("iterable").value();
  const std::int64_t start = read.optional("start", Value::integer(0)).as_integer();
  read.finish();
  return make<EnumerateIterator>(interpreter.iterate(over), start);
}

Value zip(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "zip", arguments);
  const ValueList values = read.rest();
  const bool strict = read.keyword("strict", Value::boolean(false)).as_truth();
  read.finish();
  return make<ZipIterator>(iterators_of(interpreter, values), strict);
}

Value map(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "map", arguments);
  const Value function = read.required("function").value();
  const ValueList values = read.rest();
  read.finish();
  if (values.empty()) {
    interpreter.raise(Builtin::TypeError, "map() must have at least two arguments.");
  }
  return make<MapIterator>(function, iterators_of(interpreter, values));
}

Value filter(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "filter", arguments);
  const Value function = read.required("function").value();
  const Value over = read.required("iterable").value();
  read.finish();
  return make<FilterIterator>(function, interpreter.iterate(over));
}

Value reversed(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "reversed", arguments);
  const Value over = read.required("sequence").value();
  read.finish();
  interpreter.need_known(over, "a loop");
  if (auto* dict = unwrap(over).try_as<DictObject>()) return iterate_dict_backwards(*dict);
  const Value method = interpreter.find_attribute(over, "__reversed__");
  if (!method.is_absent()) return interpreter.call(method);
  const bool indexed = unwrap(over).try_as<SetObject>() == nullptr;
  const std::int64_t length =
      over.is_object() && indexed ? over.as_object().length(interpreter) : -1;
  if (length >= 0) {
    Value list;
    if (over.try_as<ClassObject>() != nullptr || interpreter.type_name(over).starts_with("dict_")) {
      list = make_list(interpreter.items_of(over));
    } else {
      list = over;
    }
    return make<ReversedIterator>(list, length);
  }
  interpreter.raise(Builtin::TypeError,
                    "'" + std::string(interpreter.type_name(over)) + "' object is not reversible");
}

Value iter(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "iter", arguments);
  const Value over = read.required("object").value();
  const Argument sentinel = read.optional("sentinel");
  read.finish();
  if (sentinel.given()) return make<CallIterator>(over, sentinel.value());
  return interpreter.iterate(over);
}

Value next(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "next", arguments);
  const Value iterator = read.required("iterator").value();
  const Argument otherwise = read.optional("default");
  read.finish();
  interpreter.need_known(iterator, "next()");
  if (!iterator.is_object() || !iterator.as_object().is_iterator()) {
    interpreter.raise(Builtin::TypeError, "'" + std::string(interpreter.type_name(iterator)) +
                                              "' object is not an iterator");
  }
  Value item;
  if (interpreter.next(iterator, item)) return item;
  if (otherwise.given()) return otherwise.value();
  interpreter.raise(interpreter.call(Value(&interpreter.builtin_class(Builtin::StopIteration))));
}

Value any_or_all(Interpreter& interpreter, const CallArguments& arguments, std::string_view name,
                 bool wanted) {
  ArgumentReader read(interpreter, name, arguments);
  const Value iterator = interpreter.iterate(read.required("iterable").value());
  read.finish();
  Value item;
  while (interpreter.next(iterator, item)) {
    interpreter.step();
    if (interpreter.truth(item) == wanted) return Value::boolean(wanted);
  }
  return Value::boolean(!wanted);
}
Value any(Interpreter& interpreter, const CallArguments& arguments) {
  return any_or_all(interpreter, arguments, "any", true);
}
Value all(Interpreter& interpreter, const CallArguments& arguments) {
  return any_or_all(interpreter, arguments, "all", false);
}

Value sum(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "sum", arguments);
  const Value iterator = interpreter.iterate(read.required("iterable").value());
  Value total = read.optional("start", Value::integer(0)).value();
  read.finish();
  Value item;
  while (interpreter.next(iterator, item)) {
    interpreter.step();
    total = interpreter.binary(Operator::Add, total, item);
  }
  return total;
}

Value extreme(Interpreter& interpreter, const CallArguments& arguments, std::string_view name,
              bool largest) {
  ArgumentReader read(interpreter, name, arguments);
  ValueList items = read.rest();
  const Value key = read.keyword("key").value();
  const Argument otherwise = read.keyword("default");
  read.finish();
  if (items.size() == 1) items = interpreter.items_of(Value(items[0]));
  if (items.empty()) {
    if (otherwise.given()) return otherwise.value();
    interpreter.raise(Builtin::ValueError, std::string(name) + "() iterable argument is empty");
  }
  const auto key_of = [&](const Value& item) {
    return key.is_none() ? item : interpreter.call(key, std::span(&item, 1));
  };
  Value best = items[0];
  Value best_key = key_of(best);
  for (std::size_t i = 1; i < items.size(); ++i) {
    Value item_key = key_of(items[i]);
    const bool better =
        largest ? interpreter.truth(interpreter.compare(CompareOperator::Gt, item_key, best_key))
                : interpreter.less(item_key, best_key);
    if (!better) continue;
    best = items[i];
    best_key = std::move(item_key);
  }
  return best;
}
Value min(Interpreter& interpreter, const CallArguments& arguments) {
  return extreme(interpreter, arguments, "min", false);
}
Value max(Interpreter& interpreter, const CallArguments& arguments) {
  return extreme(interpreter, arguments, "max", true);
}

Value sorted(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "sorted", arguments);
  ValueList items = interpreter.items_of(read.required("iterable").value());
  const Value key = read.keyword("key").value();
  const bool descending = read.keyword("reverse", Value::boolean(false)).as_truth();
  read.finish();
  sort_values(interpreter, items, key, descending);
  return make_list(std::move(items));
}

constexpr auto kFunction = NativeMember::Kind::function;

}  // namespace

const MemberTable kIterationFunctions{
    {kFunction, "enumerate", enumerate},
    {kFunction, "zip", zip},
    {kFunction, "map", map},
    {kFunction, "filter", filter},
    {kFunction, "reversed", reversed},
    {kFunction, "iter", iter},
    {kFunction, "next", next},
    {kFunction, "any", any},
    {kFunction, "all", all},
    {kFunction, "sum", sum},
    {kFunction, "min", min},
    {kFunction, "max", max},
    {kFunction, "sorted", sorted},
};

}  // namespace retort::python
