// slice, range, and the base of iterators.
#include "python/builtin_types.h"
#include "python/interpreter.h"
#include "python/objects.h"

namespace retort::python {
namespace {

class RangeIterator final : public IteratorObject {
 public:
  RangeIterator(std::int64_t start, std::int64_t step, std::int64_t count)
      : at_(start), step_(step), left_(count) {}
  std::string_view type_name() const override { return "range_iterator"; }
  bool next(Interpreter&, Value& item) override {
    if (left_ <= 0) return false;
    item = Value::integer(at_);
    if (--left_ > 0) at_ += step_;
    return true;
  }

 private:
  std::int64_t at_;
  std::int64_t step_;
  std::int64_t left_;
};

}  // namespace

Value IteratorObject::iterate(Interpreter&) {
  return Value(this);
}

SliceObject::Range SliceObject::indices(Interpreter& interpreter, std::int64_t length) const {
  const auto number = [&](const Value& value) {
    const auto result = integer_of(value);
    if (!result) {
      interpreter.need_known(value, "an index");
      interpreter.raise(Builtin::TypeError,
                        "slice indices must be integers or None or have an __index__ method");
    }
    return *result;
  };
  const std::int64_t width = step.is_none() ? 1 : number(step);
  if (width == 0) interpreter.raise(Builtin::ValueError, "slice step cannot be zero");
  const std::int64_t low = width > 0 ? 0 : -1;
  const std::int64_t high = width > 0 ? length : length - 1;
  const auto bound = [&](const Value& value, std::int64_t otherwise) {
    if (value.is_none()) return otherwise;
    std::int64_t at = number(value);
    if (at < 0) at = at < -length ? low : at + length;
    return at < low ? low : at > high ? high : at;
  };
  const std::int64_t begin = bound(lower, width > 0 ? low : high);
  const std::int64_t end = bound(upper, width > 0 ? high : low);
  std::int64_t count = 0;
  if (width > 0 && begin < end) count = (end - begin - 1) / width + 1;
  if (width < 0 && begin > end) count = (begin - end - 1) / -width + 1;
  return {begin, width, count};
}

Value SliceObject::get_attribute(Interpreter& interpreter, Symbol name) {
  if (name.text() == "start") return lower;
  if (name.text() == "stop") return upper;
  if (name.text() == "step") return step;
  return Object::get_attribute(interpreter, name);
}

std::string SliceObject::repr(Interpreter& interpreter) {
  return "slice(" + interpreter.repr(lower) + ", " + interpreter.repr(upper) + ", " +
         interpreter.repr(step) + ")";
}

Value SliceObject::compare(Interpreter& interpreter, CompareOperator op, const Value& other) {
  auto* slice = other.try_as<SliceObject>();
  if (slice == nullptr) return Value::absent();
  return compare_sequences(interpreter, op, {lower, upper, step},
                           {slice->lower, slice->upper, slice->step});
}

std::int64_t RangeObject::size() const {
  if (step > 0) return start < stop ? (stop - start - 1) / step + 1 : 0;
  return start > stop ? (start - stop - 1) / -step + 1 : 0;
}

Value RangeObject::type_of(Interpreter& interpreter) {
  return Value(&interpreter.native_class(kRangeClass));
}

Value RangeObject::get_attribute(Interpreter& interpreter, Symbol name) {
  if (name.text() == "start") return Value::integer(start);
  if (name.text() == "stop") return Value::integer(stop);
  if (name.text() == "step") return Value::integer(step);
  return Object::get_attribute(interpreter, name);
}

Value RangeObject::get_item(Interpreter& interpreter, const Value& key) {
  if (auto* slice = key.try_as<SliceObject>()) {
    const SliceObject::Range range = slice->indices(interpreter, size());
    return make<RangeObject>(start + range.start * step,
                             start + (range.start + range.count * range.step) * step,
                             range.step * step);
  }
  interpreter.need_known(key, "an index");
  if (!integer_of(key)) {
    interpreter.raise(Builtin::TypeError, "range indices must be integers or slices, not " +
                                              std::string(interpreter.type_name(key)));
  }
  return Value::integer(start + sequence_index(interpreter, key, size(), "range object") * step);
}

Value RangeObject::iterate(Interpreter&) {
  return make<RangeIterator>(start, step, size());
}
std::int64_t RangeObject::length(Interpreter&) {
  return size();
}

std::string RangeObject::repr(Interpreter&) {
  std::string result = "range(" + std::to_string(start) + ", " + std::to_string(stop);
  if (step != 1) result += ", " + std::to_string(step);
  return result + ")";
}

Value RangeObject::compare(Interpreter&, CompareOperator op, const Value& other) {
  auto* range = other.try_as<RangeObject>();
  if (range == nullptr || (op != CompareOperator::Eq && op != CompareOperator::NotEq)) {
    return Value::absent();
  }
  const std::int64_t count = size();
  const bool same = count == range->size() &&
                    (count == 0 || (start == range->start && (count == 1 || step == range->step)));
  return Value::boolean(same == (op == CompareOperator::Eq));
}

Value RangeObject::contains(Interpreter&, const Value& item) {
  const auto number = integer_of(item);
  if (!number) return Value::absent();
  const bool inside =
      step > 0 ? *number >= start && *number < stop : *number <= start && *number > stop;
  return Value::boolean(inside && (*number - start) % step == 0);
}

}  // namespace retort::python
