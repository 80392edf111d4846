// bytes.
#include <functional>

#include "python/builtin_types.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "python/utf8.h"

namespace retort::python {
namespace {

const std::string& self_data(Interpreter& interpreter, const CallArguments& arguments) {
  auto* bytes = unwrap(arguments.self).try_as<BytesObject>();
  if (bytes == nullptr) {
    interpreter.raise(Builtin::TypeError, "descriptor requires a 'bytes' object");
  }
  return bytes->data();
}

Value decode(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "decode", arguments);
  const std::string encoding = read.optional("encoding", Value::string("utf-8")).as_string();
  const std::string errors = read.optional("errors", Value::string("strict")).as_string();
  read.finish();
  const std::string& data = self_data(interpreter, arguments);
  std::string name;
  for (const char c : encoding) {
    if (c != '-' && c != '_') name += static_cast<char>(to_lower(static_cast<unsigned char>(c)));
  }
  const bool latin = name == "latin1" || name == "iso88591";
  if (!latin && name != "utf8" && name != "ascii") {
    interpreter.raise(Builtin::LookupError, "unknown encoding: " + encoding);
  }
  if (!latin && utf8_valid(data)) return Value::string(data);
  std::string text;
  for (std::size_t i = 0; i < data.size();) {
    const std::size_t width = latin ? 1 : utf8_width(data[i]);
    if (!latin && utf8_valid(std::string_view(data).substr(i, width))) {
      text += data.substr(i, width);
      i += width;
      continue;
    }
    if (latin) {
      utf8_append(text, static_cast<unsigned char>(data[i]));
    } else if (errors == "replace") {
      utf8_append(text, 0xFFFD);
    } else if (errors != "ignore") {
      interpreter.raise(Builtin::UnicodeDecodeError,
                        "'" + encoding + "' codec can't decode byte in position " +
                            std::to_string(i) + ": invalid start byte");
    }
    ++i;
  }
  return Value::string(std::move(text));
}

Value hex(Interpreter& interpreter, const CallArguments& arguments) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const char c : self_data(interpreter, arguments)) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return Value::string(std::move(text));
}

Value fromhex(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "fromhex", arguments);
  const std::string text = read.required("string").as_string();
  std::string data;
  int high = -1;
  for (const char c : text) {
    if (c == ' ') continue;
    const char lower = static_cast<char>(c | 0x20);
    const int digit = c >= '0' && c <= '9'           ? c - '0'
                      : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10
                                                     : -1;
    if (digit < 0) {
      interpreter.raise(Builtin::ValueError, "non-hexadecimal number found in fromhex() arg");
    }
    if (high < 0) {
      high = digit;
    } else {
      data += static_cast<char>(high * 16 + digit);
      high = -1;
    }
  }
  return make<BytesObject>(std::move(data));
}

Value startswith(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "startswith", arguments);
  auto* prefix = read.required("prefix").value().try_as<BytesObject>();
  return Value::boolean(prefix != nullptr &&
                        self_data(interpreter, arguments).starts_with(prefix->data()));
}

class BytesIterator final : public IteratorObject {
 public:
  explicit BytesIterator(Ref<BytesObject> bytes) : bytes_(std::move(bytes)) {}
  bool next(Interpreter&, Value& item) override {
    if (at_ >= bytes_->data().size()) return false;
    item = Value::integer(static_cast<unsigned char>(bytes_->data()[at_++]));
    return true;
  }

 private:
  Ref<BytesObject> bytes_;
  std::size_t at_ = 0;
};

constexpr auto kMethod = NativeMember::Kind::method;

}  // namespace

const MemberTable kBytesMembers{
    {kMethod, "decode", decode},
    {kMethod, "hex", hex},
    {kMethod, "startswith", startswith},
    {NativeMember::Kind::function, "fromhex", fromhex},
};

Value BytesObject::type_of(Interpreter& interpreter) {
  return Value(&interpreter.native_class(kBytesClass));
}
Value BytesObject::get_attribute(Interpreter& interpreter, Symbol name) {
  return bind_native_member(interpreter, kBytesClass, name, Value(this));
}
Value BytesObject::get_item(Interpreter& interpreter, const Value& key) {
  const auto length = static_cast<std::int64_t>(data_.size());
  if (auto* slice = key.try_as<SliceObject>()) {
    const SliceObject::Range range = slice->indices(interpreter, length);
    std::string part;
    for (std::int64_t i = 0; i < range.count; ++i) {
      part += data_[static_cast<std::size_t>(range.start + i * range.step)];
    }
    return make<BytesObject>(std::move(part));
  }
  const auto at = static_cast<std::size_t>(sequence_index(interpreter, key, length, "bytes"));
  return Value::integer(static_cast<unsigned char>(data_[at]));
}
Value BytesObject::iterate(Interpreter&) {
  return make<BytesIterator>(Ref<BytesObject>(this));
}
std::int64_t BytesObject::length(Interpreter&) {
  return static_cast<std::int64_t>(data_.size());
}
std::string BytesObject::repr(Interpreter&) {
  return quote_bytes(data_);
}
std::uint64_t BytesObject::hash(Interpreter&) {
  return std::hash<std::string>{}(data_) ^ 0xB;
}
Value BytesObject::binary(Interpreter&, Operator op, const Value& other, bool reflected) {
  auto* bytes = other.try_as<BytesObject>();
  if (op != Operator::Add || bytes == nullptr || reflected) return Value::absent();
  return make<BytesObject>(data_ + bytes->data_);
}
Value BytesObject::compare(Interpreter&, CompareOperator op, const Value& other) {
  auto* bytes = other.try_as<BytesObject>();
  if (bytes == nullptr) return Value::absent();
  const int order = data_.compare(bytes->data_);
  return from_ordering(op, order < 0 ? -1 : order > 0 ? 1 : 0);
}
Value BytesObject::contains(Interpreter&, const Value& item) {
  if (auto* bytes = item.try_as<BytesObject>()) {
    return Value::boolean(data_.find(bytes->data_) != std::string::npos);
  }
  const auto number = integer_of(item);
  return Value::boolean(number && data_.find(static_cast<char>(*number)) != std::string::npos);
}

}  // namespace retort::python
