// str: what operators and protocols do. Its methods are in string_methods.cc.
#include <functional>

#include "python/builtin_types.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "python/text_format.h"
#include "python/unknown.h"
#include "python/utf8.h"

namespace retort::python {
namespace {

class StringIterator final : public IteratorObject {
 public:
  explicit StringIterator(Ref<StringObject> text) : text_(std::move(text)) {}
  std::string_view type_name() const override { return "str_iterator"; }
  bool next(Interpreter&, Value& item) override {
    const std::string& text = text_->text();
    if (at_ >= text.size()) return false;
    const std::size_t width = utf8_width(text[at_]);
    item = Value::string(std::string_view(text).substr(at_, width));
    at_ += width;
    return true;
  }

 private:
  Ref<StringObject> text_;
  std::size_t at_ = 0;
};

}  // namespace

StringObject::StringObject(std::string text)
    : Object(ObjectKind::string), text_(std::move(text)), size_(utf8_length(text_)) {
  Heap::account(static_cast<std::int64_t>(text_.capacity()));
}

StringObject::~StringObject() {
  Heap::account(-static_cast<std::int64_t>(text_.capacity()));
}

std::string StringObject::slice(std::size_t begin, std::size_t end) const {
  if (begin >= end) return {};
  if (is_ascii()) return text_.substr(begin, end - begin);
  const std::size_t first = utf8_offset(text_, begin);
  const std::string_view rest = std::string_view(text_).substr(first);
  return std::string(rest.substr(0, utf8_offset(rest, end - begin)));
}

Value StringObject::type_of(Interpreter& interpreter) {
  return Value(&interpreter.native_class(kStringClass));
}

Value StringObject::get_attribute(Interpreter& interpreter, Symbol name) {
  return bind_native_member(interpreter, kStringClass, name, Value(this));
}

Value StringObject::get_item(Interpreter& interpreter, const Value& key) {
  const auto length = static_cast<std::int64_t>(size_);
  if (auto* bounds = key.try_as<SliceObject>()) {
    const SliceObject::Range range = bounds->indices(interpreter, length);
    const auto start = static_cast<std::size_t>(range.start);
    if (range.step == 1) {
      return Value::string(slice(start, start + static_cast<std::size_t>(range.count)));
    }
    std::string result;
    for (std::int64_t i = 0; i < range.count; ++i) {
      const auto at = static_cast<std::size_t>(range.start + i * range.step);
      result += slice(at, at + 1);
    }
    return Value::string(std::move(result));
  }
  if (!integer_of(key)) {
    interpreter.need_known(key, "an index");
    interpreter.raise(Builtin::TypeError, "string indices must be integers, not '" +
                                              std::string(interpreter.type_name(key)) + "'");
  }
  const auto at = static_cast<std::size_t>(sequence_index(interpreter, key, length, "string"));
  return Value::string(slice(at, at + 1));
}

Value StringObject::iterate(Interpreter&) {
  return make<StringIterator>(Ref<StringObject>(this));
}

std::int64_t StringObject::length(Interpreter&) {
  return static_cast<std::int64_t>(size_);
}
bool StringObject::truth(Interpreter&) {
  return size_ != 0;
}
std::string StringObject::repr(Interpreter&) {
  return quote_string(text_);
}
std::string StringObject::str(Interpreter&) {
  return text_;
}

std::string StringObject::format(Interpreter& interpreter, std::string_view spec) {
  return format_text(interpreter, text_, spec);
}

std::uint64_t StringObject::hash(Interpreter&) {
  if (hash_ == 0) hash_ = std::hash<std::string_view>{}(text_) | 1U;
  return hash_;
}

Value StringObject::binary(Interpreter& interpreter, Operator op, const Value& other,
                           bool reflected) {
  if (op == Operator::Add) {
    if (const std::string* text = string_of(other)) {
      interpreter.check_memory(static_cast<std::int64_t>(text_.size() + text->size()));
      return Value::string(reflected ? *text + text_ : text_ + *text);
    }
    if (!reflected && !other.is_absent() &&
        !(other.is_object() && (other.as_object().kind() == ObjectKind::instance ||
                                other.as_object().kind() == ObjectKind::unknown ||
                                other.as_object().kind() == ObjectKind::other))) {
      interpreter.raise(Builtin::TypeError, "can only concatenate str (not \"" +
                                                std::string(interpreter.type_name(other)) +
                                                "\") to str");
    }
    return Value::absent();
  }
  if (op == Operator::Mult) {
    const auto count = integer_of(other);
    if (!count) return Value::absent();
    if (*count <= 0) return Value::string("");
    if (*count > (std::int64_t{1} << 40)) interpreter.check_memory(*count);
    interpreter.check_memory(*count * static_cast<std::int64_t>(text_.size()));
    std::string result;
    result.reserve(text_.size() * static_cast<std::size_t>(*count));
    for (std::int64_t i = 0; i < *count; ++i) result += text_;
    return Value::string(std::move(result));
  }
  if (op == Operator::Mod && !reflected) {
    const auto* tuple = other.try_as<TupleObject>();
    const Value unknown = unknown_among(tuple != nullptr ? std::span<const Value>(tuple->items)
                                                         : std::span(&other, 1));
    if (!unknown.is_absent()) return unknown;
    return Value::string(format_percent(interpreter, text_, other));
  }
  return Value::absent();
}

Value StringObject::compare(Interpreter&, CompareOperator op, const Value& other) {
  const std::string* text = string_of(other);
  if (text == nullptr) return Value::absent();
  if (op == CompareOperator::Eq) return Value::boolean(text_ == *text);
  if (op == CompareOperator::NotEq) return Value::boolean(text_ != *text);
  const int order = text_.compare(*text);
  return from_ordering(op, order < 0 ? -1 : order > 0 ? 1 : 0);
}

Value StringObject::contains(Interpreter& interpreter, const Value& item) {
  const std::string* text = string_of(item);
  if (text == nullptr) {
    interpreter.need_known(item, "a comparison");
    interpreter.raise(Builtin::TypeError, "'in <string>' requires string as left operand, not " +
                                              std::string(interpreter.type_name(item)));
  }
  return Value::boolean(text_.find(*text) != std::string::npos);
}

}  // namespace retort::python
