// json: dumps() and loads(), with CPython's texts and errors.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "python/interpreter_state.h"
#include "python/library.h"
#include "python/library_values.h"

namespace retort::python {
namespace {

struct DumpOptions {
  bool ensure_ascii = true;
  bool sort_keys = false;
  bool allow_nan = true;
  std::optional<std::string> indent;
  std::string item_separator = ", ";
  std::string key_separator = ": ";
  Value fallback;  ///< default=
};

void append_escape(std::string& out, unsigned code) {
  out += fmt::format("\\u{:04x}", code);
}

void append_code_point(std::string& out, std::uint32_t point) {
  if (point >= 0x10000) {
    append_escape(out, 0xD800 + ((point - 0x10000) >> 10));
    append_escape(out, 0xDC00 + ((point - 0x10000) & 0x3FF));
  } else {
    append_escape(out, point);
  }
}

/// Decodes the UTF-8 sequence at `at`, which is moved behind it.
std::uint32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(i < text.size() ? static_cast<unsigned char>(text[i]) : 0x80);
  };
  const std::uint32_t first = byte(at);
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  std::uint32_t point = length == 1 ? first : first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) point = point << 6 | (byte(at + i) & 0x3F);
  at += length;
  return point;
}

std::string quoted(std::string_view text, bool ensure_ascii) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    switch (c) {
      case '"':
        out += "\\\"";
        ++i;
        continue;
      case '\\':
        out += "\\\\";
        ++i;
        continue;
      case '\n':
        out += "\\n";
        ++i;
        continue;
      case '\r':
        out += "\\r";
        ++i;
        continue;
      case '\t':
        out += "\\t";
        ++i;
        continue;
      case '\b':
        out += "\\b";
        ++i;
        continue;
      case '\f':
        out += "\\f";
        ++i;
        continue;
      default:
        break;
    }
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      if (byte == 0x7F)
        out += c;
      else
        append_escape(out, byte);
      ++i;
    } else if (byte >= 0x80 && ensure_ascii) {
      append_code_point(out, next_code_point(text, i));
    } else {
      out += c;
      ++i;
    }
  }
  return out + "\"";
}

class Writer {
 public:
  Writer(Interpreter& interpreter, const DumpOptions& options)
      : interpreter_(interpreter), options_(options) {}

  void write(const Value& given, int depth) {
    interpreter_.step();
    check_stack(interpreter_);
    if (depth > 500)
      interpreter_.raise(Builtin::RecursionError, "maximum recursion depth exceeded");
    interpreter_.need_known(given, "json.dumps()");
    const Value& value = unwrap(given);
    if (value.is_none())
      out += "null";
    else if (value.is_boolean())
      out += value.as_boolean() ? "true" : "false";
    else if (value.is_integer())
      out += std::to_string(value.as_integer());
    else if (value.is_real())
      out += real_text(value.as_real());
    else if (const auto* text = value.try_as<StringObject>())
      out += quoted(text->text(), options_.ensure_ascii);
    else if (const auto* list = value.try_as<ListObject>())
      write_items(list->items, depth);
    else if (const auto* tuple = value.try_as<TupleObject>())
      write_items(tuple->items, depth);
    else if (auto* dict = value.try_as<DictObject>())
      write_dict(*dict, depth);
    else if (!options_.fallback.is_none()) {
      const Value replacement = interpreter_.call(options_.fallback, std::span(&given, 1));
      write(replacement, depth + 1);
    } else {
      interpreter_.raise(
          Builtin::TypeError,
          fmt::format("Object of type {} is not JSON serializable", interpreter_.type_name(given)));
    }
  }

  std::string out;

 private:
  std::string real_text(double number) {
    if (std::isfinite(number)) return interpreter_.repr(Value::real(number));
    if (!options_.allow_nan)
      interpreter_.raise(Builtin::ValueError, "Out of range float values are not JSON compliant");
    return std::isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
  }

  void new_line(int depth) {
    if (!options_.indent) return;
    out += '\n';
    for (int i = 0; i < depth; ++i) out += *options_.indent;
  }

  void write_items(const ValueList& items, int depth) {
    if (items.empty()) {
      out += "[]";
      return;
    }
    out += '[';
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out += options_.item_separator;
      new_line(depth + 1);
      const Value item = items[i];
      write(item, depth + 1);
    }
    new_line(depth);
    out += ']';
  }

  std::string key_text(const Value& given) {
    const Value& key = unwrap(given);
    if (const std::string* text = string_of(key)) return *text;
    if (key.is_none()) return "null";
    if (key.is_boolean()) return key.as_boolean() ? "true" : "false";
    if (key.is_integer() || key.is_real()) return interpreter_.repr(key);
    interpreter_.raise(Builtin::TypeError,
                       fmt::format("keys must be str, int, float, bool or None, not {}",
                                   interpreter_.type_name(given)));
  }

  void write_dict(DictObject& dict, int depth) {
    std::vector<std::pair<std::string, Value>> pairs;
    for (const HashTable::Entry& entry : dict.table.entries()) {
      if (!entry.key.is_absent()) pairs.emplace_back(key_text(entry.key), entry.value);
    }
    if (options_.sort_keys)
      std::stable_sort(pairs.begin(), pairs.end(),
                       [](const auto& a, const auto& b) { return a.first < b.first; });
    if (pairs.empty()) {
      out += "{}";
      return;
    }
    out += '{';
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (i > 0) out += options_.item_separator;
      new_line(depth + 1);
      out += quoted(pairs[i].first, options_.ensure_ascii) + options_.key_separator;
      write(pairs[i].second, depth + 1);
    }
    new_line(depth);
    out += '}';
  }

  Interpreter& interpreter_;
  const DumpOptions& options_;
};

void append_utf8(std::string& out, std::uint32_t point) {
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0 | point >> 6);
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0 | point >> 12);
    out += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | point >> 18);
    out += static_cast<char>(0x80 | (point >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  }
}

/// What loads() lets a script do with the values; None: nothing.
struct LoadHooks {
  Value object, pairs, real, integer, constant;
};

class Reader {
 public:
  Reader(Interpreter& interpreter, std::string_view text, const LoadHooks& hooks)
      : interpreter_(interpreter), text_(text), hooks_(hooks) {}

  Value read_all() {
    skip();
    Value value = read(0);
    skip();
    if (at_ != text_.size()) fail("Extra data", at_);
    return value;
  }

 private:
  [[noreturn]] void fail(std::string_view what, std::size_t at) {
    const std::string_view before = text_.substr(0, at);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t start = before.rfind('\n');
    const std::size_t column = start == std::string_view::npos ? at + 1 : at - start;
    interpreter_.raise(Builtin::ValueError,
                       fmt::format("{}: line {} column {} (char {})", what, line, column, at));
  }

  void skip() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
      ++at_;
  }
  bool take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  Value read(int depth) {
    interpreter_.step();
    check_stack(interpreter_);
    if (depth > 500)
      interpreter_.raise(Builtin::RecursionError, "maximum recursion depth exceeded");
    if (at_ == text_.size()) fail("Expecting value", at_);
    if (text_[at_] == '"') return Value::string(read_string());
    if (take("null")) return {};
    if (take("true")) return Value::boolean(true);
    if (take("false")) return Value::boolean(false);
    if (take("NaN")) return constant("NaN", std::nan(""));
    if (take("Infinity")) return constant("Infinity", HUGE_VAL);
    if (take("-Infinity")) return constant("-Infinity", -HUGE_VAL);
    if (take("[")) return read_list(depth);
    if (take("{")) return read_dict(depth);
    return read_number();
  }

  Value call(const Value& hook, Value argument) {
    return interpreter_.call(hook, std::span(&argument, 1));
  }
  Value constant(std::string_view name, double number) {
    if (!hooks_.constant.is_none()) return call(hooks_.constant, Value::string(name));
    return Value::real(number);
  }

  Value read_list(int depth) {
    ValueList items;
    skip();
    if (take("]")) return make_list(std::move(items));
    while (true) {
      skip();
      items.push_back(read(depth + 1));
      skip();
      if (take("]")) return make_list(std::move(items));
      if (!take(",")) fail("Expecting ',' delimiter", at_);
    }
  }

  Value read_dict(int depth) {
    ValueList pairs;
    skip();
    if (take("}")) return finished(pairs);
    while (true) {
      skip();
      if (at_ == text_.size() || text_[at_] != '"')
        fail("Expecting property name enclosed in double quotes", at_);
      pairs.push_back(Value::string(read_string()));
      skip();
      if (!take(":")) fail("Expecting ':' delimiter", at_);
      skip();
      pairs.push_back(read(depth + 1));
      skip();
      if (take("}")) return finished(pairs);
      if (!take(",")) fail("Expecting ',' delimiter", at_);
    }
  }

  /// An object of its keys and values, in turn.
  Value finished(const ValueList& pairs) {
    if (!hooks_.pairs.is_none()) {
      ValueList list;
      for (std::size_t i = 0; i < pairs.size(); i += 2)
        list.push_back(make_tuple({pairs[i], pairs[i + 1]}));
      return call(hooks_.pairs, make_list(std::move(list)));
    }
    auto dict = make<DictObject>();
    for (std::size_t i = 0; i < pairs.size(); i += 2)
      dict->table.set(interpreter_, pairs[i], pairs[i + 1]);
    return hooks_.object.is_none() ? Value(dict) : call(hooks_.object, dict);
  }

  Value read_number() {
    const std::size_t start = at_;
    const auto digits = [&] {
      const std::size_t before = at_;
      while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
      return at_ > before;
    };
    take("-");
    if (take("0") ? false : !digits()) {
      at_ = start;
      fail("Expecting value", start);
    }
    bool real = false;
    const std::size_t whole = at_;
    if (take(".")) {
      real = digits();
      if (!real) at_ = whole;
    }
    const std::size_t mantissa = at_;
    if (take("e") || take("E")) {
      if (!take("+")) take("-");
      if (digits())
        real = true;
      else
        at_ = mantissa;
    }
    const std::string_view word = text_.substr(start, at_ - start);
    const Value& hook = real ? hooks_.real : hooks_.integer;
    if (!hook.is_none()) return call(hook, Value::string(word));
    std::int64_t integer = 0;
    if (!real && std::from_chars(word.data(), word.data() + word.size(), integer).ec == std::errc())
      return Value::integer(integer);
    double number = 0;
    std::from_chars(word.data(), word.data() + word.size(), number);
    return Value::real(number);
  }

  std::uint32_t read_hex(std::size_t escape) {
    std::uint32_t value = 0;
    const std::string_view word = text_.substr(at_, 4);
    const auto result = std::from_chars(word.data(), word.data() + word.size(), value, 16);
    if (word.size() != 4 || result.ptr != word.data() + 4) fail("Invalid \\uXXXX escape", escape);
    at_ += 4;
    return value;
  }

  std::string read_string() {
    const std::size_t start = at_++;
    std::string out;
    while (true) {
      if (at_ == text_.size()) fail("Unterminated string starting at", start);
      const char c = text_[at_++];
      if (c == '"') return out;
      if (static_cast<unsigned char>(c) < 0x20) fail("Invalid control character at", at_ - 1);
      if (c != '\\') {
        out += c;
        continue;
      }
      if (at_ == text_.size()) fail("Unterminated string starting at", start);
      read_escape(out, text_[at_++]);
    }
  }

  void read_escape(std::string& out, char escape) {
    static constexpr std::string_view kFrom = "\"\\/bfnrt";
    static constexpr std::string_view kTo = "\"\\/\b\f\n\r\t";
    if (const std::size_t known = kFrom.find(escape); known != std::string_view::npos) {
      out += kTo[known];
      return;
    }
    if (escape != 'u') fail("Invalid \\escape", at_ - 2);
    std::uint32_t point = read_hex(at_ - 1);
    if (point >= 0xD800 && point < 0xDC00 && take("\\u")) {
      const std::uint32_t low = read_hex(at_ - 1);
      point = low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00)
                                            : 0xFFFD;
    }
    append_utf8(out, point >= 0xD800 && point < 0xE000 ? 0xFFFD : point);
  }

  Interpreter& interpreter_;
  std::string_view text_;
  const LoadHooks& hooks_;
  std::size_t at_ = 0;
};

DumpOptions read_options(Interpreter& interpreter, ArgumentReader& read) {
  DumpOptions options;
  read.keyword("skipkeys");
  options.ensure_ascii = read.keyword("ensure_ascii", Value::boolean(true)).as_truth();
  read.keyword("check_circular");
  options.allow_nan = read.keyword("allow_nan", Value::boolean(true)).as_truth();
  read.keyword("cls");
  const Value indent = read.keyword("indent").value();
  const Value separators = read.keyword("separators").value();
  options.fallback = read.keyword("default").value();
  options.sort_keys = read.keyword("sort_keys", Value::boolean(false)).as_truth();
  if (const auto number = integer_of(indent))
    options.indent = std::string(static_cast<std::size_t>(std::max<std::int64_t>(0, *number)), ' ');
  else if (const std::string* text = string_of(indent))
    options.indent = *text;
  if (options.indent) options.item_separator = ",";
  if (!separators.is_none()) {
    const ValueList pair = interpreter.items_of(separators);
    if (pair.size() != 2) interpreter.raise(Builtin::ValueError, "separators must be a pair");
    options.item_separator = interpreter.str(pair[0]);
    options.key_separator = interpreter.str(pair[1]);
  }
  return options;
}

Value json_dumps(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "dumps", arguments);
  const Value object = read.required("obj").value();
  const DumpOptions options = read_options(interpreter, read);
  read.finish();
  Writer writer(interpreter, options);
  writer.write(object, 0);
  return Value::string(std::move(writer.out));
}

std::string text_of(Interpreter& interpreter, const Value& value) {
  interpreter.need_known(value, "json.loads()");
  if (const std::string* text = string_of(value)) return *text;
  if (const auto* bytes = unwrap(value).try_as<BytesObject>()) return bytes->data();
  interpreter.raise(Builtin::TypeError,
                    fmt::format("the JSON object must be str, bytes or bytearray, not {}",
                                interpreter.type_name(value)));
}

Value load(Interpreter& interpreter, ArgumentReader& read, const Value& text) {
  LoadHooks hooks;
  hooks.object = read.keyword("object_hook").value();
  hooks.pairs = read.keyword("object_pairs_hook").value();
  hooks.real = read.keyword("parse_float").value();
  hooks.integer = read.keyword("parse_int").value();
  hooks.constant = read.keyword("parse_constant").value();
  read.rest_keywords();
  return Reader(interpreter, text_of(interpreter, text), hooks).read_all();
}

Value json_loads(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "loads", arguments);
  const Value text = read.required("s").value();
  return load(interpreter, read, text);
}

Value json_load(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "load", arguments);
  const Value text = interpreter.call_method(read.required("fp").value(), "read");
  return load(interpreter, read, text);
}

// loads() raises plain ValueErrors: a script's `except json.JSONDecodeError` must catch them.
Value decode_error(Interpreter& interpreter) {
  return Value(static_cast<Object*>(&interpreter.builtin_class(Builtin::ValueError)));
}

}  // namespace

const MemberTable& json_members() {
  using Kind = NativeMember::Kind;
  static const MemberTable table = {
      {Kind::function, "dumps", json_dumps},
      {Kind::function, "loads", json_loads},
      {Kind::function, "load", json_load},
      {Kind::value, "JSONDecodeError", nullptr, decode_error},
  };
  return table;
}

std::string json_text(Interpreter& interpreter, const Value& value) {
  const DumpOptions options;
  Writer writer(interpreter, options);
  writer.write(value, 0);
  return std::move(writer.out);
}

Value json_value(Interpreter& interpreter, std::string_view text) {
  return Reader(interpreter, text, {}).read_all();
}

}  // namespace retort::python
