// Built-in functions, except those over iterators.
#include "python/builtins.h"

#include <algorithm>
#include <cmath>

#include "python/builtin_types.h"
#include "python/exceptions.h"
#include "python/interpreter.h"
#include "python/interpreter_state.h"
#include "python/module_state.h"
#include "python/names.h"
#include "python/numbers.h"
#include "python/utf8.h"
#include "python/wide_integer.h"

namespace retort::python {
namespace {

Value print(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "print", arguments);
  const ValueList items = read.rest();
  const Argument separator = read.keyword("sep");
  const Argument end = read.keyword("end");
  const Value file = read.keyword("file").value();
  read.keyword("flush");
  read.finish();
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += separator.is_none() ? " " : separator.as_string();
    text += interpreter.str(items[i]);
  }
  text += end.is_none() ? "\n" : end.as_string();
  if (file.is_none()) {
    interpreter.host().write_output(text);
  } else {
    const Value line = Value::string(text);
    interpreter.call_method(file, "write", std::span(&line, 1));
  }
  return {};
}

Value len(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "len", arguments);
  const Value object = read.required("obj").value();
  read.finish();
  return Value::integer(interpreter.length(object));
}

Value repr(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "repr", arguments);
  return Value::string(interpreter.repr(read.required("obj").value()));
}

Value ascii(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "ascii", arguments);
  const Value object = read.required("obj").value();
  if (const std::string* text = string_of(object)) return Value::string(quote_string(*text, true));
  return Value::string(interpreter.repr(object));
}

Value format(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "format", arguments);
  const Value value = read.required("value").value();
  const std::string spec = read.optional("format_spec", Value::string("")).as_string();
  return Value::string(interpreter.format(value, spec));
}

Value hash(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "hash", arguments);
  return Value::integer(
      static_cast<std::int64_t>(interpreter.hash(read.required("obj").value()) >> 1U));
}

Value id(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "id", arguments);
  const Value value = read.required("obj").value();
  return Value::integer(
      value.is_object()
          ? static_cast<std::int64_t>(reinterpret_cast<std::uintptr_t>(&value.as_object()))
          : static_cast<std::int64_t>(interpreter.hash(value)));
}

Value callable(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "callable", arguments);
  const Value value = read.required("obj").value();
  interpreter.need_known(value, "callable()");
  return Value::boolean(value.is_object() && value.as_object().is_callable());
}

Value isinstance(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "isinstance", arguments);
  const Value value = read.required("obj").value();
  const Value cls = read.required("class_or_tuple").value();
  read.finish();
  return Value::boolean(interpreter.is_instance(value, cls));
}

Value issubclass(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "issubclass", arguments);
  const Value value = read.required("cls").value();
  const Value cls = read.required("class_or_tuple").value();
  read.finish();
  return Value::boolean(interpreter.is_subclass(value, cls));
}

// getattr with AttributeError (also one raised by a property) turned into absent.
Value attribute_or_absent(Interpreter& interpreter, const Value& object, std::string_view name) {
  try {
    return interpreter.find_attribute(object, name);
  } catch (const PythonError& error) {
    if (!interpreter.is_exception(error.exception, Builtin::AttributeError)) throw;
    return Value::absent();
  }
}

Value getattr(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "getattr", arguments);
  const Value object = read.required("object").value();
  const std::string name = read.required("name").as_string();
  const Argument otherwise = read.optional("default");
  read.finish();
  if (!otherwise.given()) return interpreter.get_attribute(object, name);
  Value found = attribute_or_absent(interpreter, object, name);
  return found.is_absent() ? otherwise.value() : found;
}

Value hasattr(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "hasattr", arguments);
  const Value object = read.required("obj").value();
  const std::string name = read.required("name").as_string();
  read.finish();
  if (object.try_as<UnknownObject>() != nullptr) {
    // Yes for what has been supplied.
    const Value part = interpreter.find_attribute(object, name);
    if (!part.is_absent() && part.try_as<UnknownObject>() == nullptr) return Value::boolean(true);
  }
  interpreter.need_known(object, "hasattr()");
  return Value::boolean(!attribute_or_absent(interpreter, object, name).is_absent());
}

Value setattr(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "setattr", arguments);
  const Value object = read.required("obj").value();
  const std::string name = read.required("name").as_string();
  interpreter.set_attribute(object, intern(name), read.required("value").value());
  return {};
}

Value delattr(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "delattr", arguments);
  const Value object = read.required("obj").value();
  interpreter.delete_attribute(object, intern(read.required("name").as_string()));
  return {};
}

Value vars(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "vars", arguments);
  return interpreter.get_attribute(read.required("object").value(), names().dict);
}

Value dir(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "dir", arguments);
  const Value object = read.required("object").value();
  std::vector<std::string> result;
  if (object.is_object()) {
    for (const Symbol name : object.as_object().attribute_names(interpreter)) {
      result.emplace_back(name.text());
    }
  }
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return make_string_list(result);
}

Value absolute(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "abs", arguments);
  const Value value = unwrap(read.required("x").value());
  interpreter.need_known(value, "abs()");
  if (value.is_real()) return Value::real(std::fabs(value.as_real()));
  if (const auto number = integer_of(value)) {
    return *number < 0 ? interpreter.unary(UnaryOperator::USub, Value::integer(*number))
                       : Value::integer(*number);
  }
  return interpreter.call_method(value, "__abs__");
}

Value round(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "round", arguments);
  const Value value = unwrap(read.required("number").value());
  const auto digits = read.optional("ndigits").as_optional_integer();
  read.finish();
  interpreter.need_known(value, "round()");
  if (value.is_real()) {
    if (digits) return Value::real(round_half_even(value.as_real(), static_cast<int>(*digits)));
    return Value::integer(integer_from_real(interpreter, std::nearbyint(value.as_real())));
  }
  if (const auto number = integer_of(value)) {
    if (!digits || *digits >= 0) return Value::integer(*number);
    return Value::integer(integer_from_real(
        interpreter, round_half_even(static_cast<double>(*number), static_cast<int>(*digits))));
  }
  const Value count = digits ? Value::integer(*digits) : Value();
  return interpreter.call_method(value, "__round__",
                                 std::span<const Value>(&count, digits ? 1 : 0));
}

Value power(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "pow", arguments);
  const Value base = read.required("base").value();
  const Value exponent = read.required("exp").value();
  const auto modulus = read.optional("mod").as_optional_integer();
  read.finish();
  if (!modulus) return interpreter.binary(Operator::Pow, base, exponent);
  std::int64_t power_left = integer_of(exponent).value_or(0);
  __extension__ using Wide = __int128;
  Wide result = 1;
  Wide factor = integer_of(base).value_or(0) % *modulus;
  for (; power_left > 0; power_left >>= 1) {
    if ((power_left & 1) != 0) result = result * factor % *modulus;
    factor = factor * factor % *modulus;
  }
  return Value::integer(static_cast<std::int64_t>((result + *modulus) % *modulus));
}

Value divmod(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "divmod", arguments);
  const Value left = read.required("x").value();
  const Value right = read.required("y").value();
  return make_tuple({interpreter.binary(Operator::FloorDiv, left, right),
                     interpreter.binary(Operator::Mod, left, right)});
}

Value in_base(Interpreter& interpreter, const CallArguments& arguments, std::string_view name,
              const char* prefix, int base) {
  ArgumentReader read(interpreter, name, arguments);
  const Argument number = read.required("number");
  if (const auto* wide = number.value().try_as<WideInteger>()) {
    return Value::string(prefix + wide->digits(static_cast<unsigned>(base)));
  }
  std::string text = integer_in_base(number.as_integer(), base);
  text.insert(text[0] == '-' ? 1 : 0, prefix);
  return Value::string(std::move(text));
}
Value hex(Interpreter& interpreter, const CallArguments& arguments) {
  return in_base(interpreter, arguments, "hex", "0x", 16);
}
Value oct(Interpreter& interpreter, const CallArguments& arguments) {
  return in_base(interpreter, arguments, "oct", "0o", 8);
}
Value bin(Interpreter& interpreter, const CallArguments& arguments) {
  return in_base(interpreter, arguments, "bin", "0b", 2);
}

Value chr(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "chr", arguments);
  const std::int64_t code = read.required("i").as_integer();
  if (code < 0 || code > 0x10FFFF) {
    interpreter.raise(Builtin::ValueError, "chr() arg not in range(0x110000)");
  }
  std::string text;
  utf8_append(text, static_cast<char32_t>(code));
  return Value::string(std::move(text));
}

Value ord(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "ord", arguments);
  const std::string text = read.required("c").as_string();
  if (utf8_length(text) != 1) {
    interpreter.raise(Builtin::TypeError, "ord() expected a character, but string of length " +
                                              std::to_string(utf8_length(text)) + " found");
  }
  return Value::integer(utf8_decode(text, 0));
}

Value slice(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "slice", arguments);
  const Value first = read.required("start").value();
  const Argument stop = read.optional("stop");
  const Value step = read.optional("step").value();
  if (!stop.given()) return make<SliceObject>(Value(), first, Value());
  return make<SliceObject>(first, stop.value(), step);
}

// ---- what a script may not do

[[noreturn]] void refuse(Interpreter& interpreter, std::string_view what) {
  interpreter.fail(ErrorCode::script, std::string(what) + " is not available to migration scripts",
                   "Write what it would do into the script itself.");
}
Value refuse_eval(Interpreter& interpreter, const CallArguments&) {
  refuse(interpreter, "eval()");
}
Value refuse_exec(Interpreter& interpreter, const CallArguments&) {
  refuse(interpreter, "exec()");
}
Value refuse_compile(Interpreter& interpreter, const CallArguments&) {
  refuse(interpreter, "compile()");
}
Value refuse_input(Interpreter& interpreter, const CallArguments&) {
  refuse(interpreter, "input()");
}

// A file of the project, opened for reading: its whole text, and a position.
class TextFile final : public IteratorObject {
 public:
  TextFile(std::string text, bool binary) : text_(std::move(text)), binary_(binary) {}
  std::string_view type_name() const override { return "TextIOWrapper"; }
  Value get_attribute(Interpreter& interpreter, Symbol name) override {
    const std::string_view text = name.text();
    if (text == "read") return make_native_function("read", read, Value(this));
    if (text == "readline") return make_native_function("readline", readline, Value(this));
    if (text == "readlines") return make_native_function("readlines", readlines, Value(this));
    if (text == "close") return make_native_function("close", close, Value(this));
    return Object::get_attribute(interpreter, name);
  }
  bool next(Interpreter&, Value& item) override {
    if (at_ >= text_.size()) return false;
    const std::size_t end = text_.find('\n', at_);
    item = part(end == std::string::npos ? text_.size() - at_ : end + 1 - at_);
    return true;
  }
  Value enter(Interpreter&) override { return Value(this); }

 private:
  Value part(std::size_t count) {
    std::string result = text_.substr(at_, count);
    at_ += result.size();
    if (binary_) return make<BytesObject>(std::move(result));
    return Value::string(std::move(result));
  }
  static TextFile& self(const CallArguments& arguments) {
    return static_cast<TextFile&>(arguments.self.as_object());
  }
  static Value read(Interpreter&, const CallArguments& arguments) {
    return self(arguments).part(std::string::npos);
  }
  static Value readline(Interpreter& interpreter, const CallArguments& arguments) {
    Value line;
    return self(arguments).next(interpreter, line) ? line : self(arguments).part(0);
  }
  static Value readlines(Interpreter& interpreter, const CallArguments& arguments) {
    return make_list(interpreter.items_of(arguments.self));
  }
  static Value close(Interpreter&, const CallArguments&) { return {}; }

  std::string text_;
  bool binary_;
  std::size_t at_ = 0;
};

Value open(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "open", arguments);
  const Value file = read.required("file").value();
  const std::string mode = read.optional("mode", Value::string("r")).as_string();
  read.rest();
  read.rest_keywords();
  interpreter.need_known(file, "open()");
  if (mode.find_first_of("wax+") != std::string::npos) {
    const Value stand_in = interpreter.host().supplied_value(interpreter, "builtins.open");
    if (!stand_in.is_absent()) return interpreter.call(stand_in, arguments.positional);
    refuse(interpreter, "writing to files");
  }
  const std::string path = interpreter.str(file);
  auto text = interpreter.host().read_file(path);
  if (!text) {
    interpreter.raise(Builtin::FileNotFoundError,
                      "No such file in the project (scripts can read only there): " +
                          interpreter.repr(Value::string(path)));
  }
  return make<TextFile>(std::move(*text), mode.find('b') != std::string::npos);
}

Value import_function(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "__import__", arguments);
  std::string name = read.required("name").as_string();
  const Value globals = read.optional("globals").value();
  read.optional("locals");
  const Value from = read.optional("fromlist").value();
  const Value level = read.optional("level").value();
  if (level.is_integer() && level.as_integer() > 0) {
    const Value package = interpreter.get_item(globals, Value::string("__package__"));
    name = name_in_package(interpreter, interpreter.str(package),
                           static_cast<std::size_t>(level.as_integer()), name);
  }
  const Value module = interpreter.import_module(name);
  if (from.is_none() || !interpreter.truth(from)) {
    return interpreter.import_module(name.substr(0, name.find('.')));
  }
  for (const Value& part : interpreter.items_of(from)) {
    const std::string* text = string_of(part);
    if (text != nullptr && *text != "*" && module.try_as<ModuleObject>() != nullptr) {
      import_submodule(interpreter, *module.try_as<ModuleObject>(), intern(*text));
    }
  }
  return module;
}

constexpr auto kFunction = NativeMember::Kind::function;

}  // namespace

const MemberTable kBuiltinFunctions{
    {kFunction, "print", print},
    {kFunction, "len", len},
    {kFunction, "repr", repr},
    {kFunction, "ascii", ascii},
    {kFunction, "format", format},
    {kFunction, "hash", hash},
    {kFunction, "id", id},
    {kFunction, "callable", callable},
    {kFunction, "isinstance", isinstance},
    {kFunction, "issubclass", issubclass},
    {kFunction, "getattr", getattr},
    {kFunction, "hasattr", hasattr},
    {kFunction, "setattr", setattr},
    {kFunction, "delattr", delattr},
    {kFunction, "vars", vars},
    {kFunction, "dir", dir},
    {kFunction, "abs", absolute},
    {kFunction, "round", round},
    {kFunction, "pow", power},
    {kFunction, "divmod", divmod},
    {kFunction, "hex", hex},
    {kFunction, "oct", oct},
    {kFunction, "bin", bin},
    {kFunction, "chr", chr},
    {kFunction, "ord", ord},
    {kFunction, "slice", slice},
    {kFunction, "open", open},
    {kFunction, "eval", refuse_eval},
    {kFunction, "exec", refuse_exec},
    {kFunction, "compile", refuse_compile},
    {kFunction, "input", refuse_input},
    {kFunction, "__import__", import_function},
};

namespace {

const NativeClassSpec* builtin_class_spec(std::string_view name) {
  for (const NativeClassSpec* spec :
       {&kObjectClass, &kTypeClass, &kIntegerClass, &kBooleanClass, &kFloatClass, &kStringClass,
        &kBytesClass, &kTupleClass, &kListClass, &kDictClass, &kSetClass, &kFrozenSetClass,
        &kRangeClass, &kPropertyClass, &kStaticMethodClass, &kClassMethodClass, &kSuperClass}) {
    if (name == spec->name) return spec;
  }
  return find_exception_spec(name);
}

}  // namespace

Value builtin_name(Interpreter& interpreter, Symbol name) {
  Namespace& cache = interpreter.state().builtins;
  if (const Value* found = cache.find(name)) return *found;
  Value made = Value::absent();
  const NativeMember* member = kBuiltinFunctions.find(name);
  if (member == nullptr) member = kIterationFunctions.find(name);
  if (member != nullptr) {
    made = make_native_function(member->name, member->function);
  } else if (const NativeClassSpec* spec = builtin_class_spec(name.text())) {
    made = Value(&interpreter.native_class(*spec));
  } else if (name.text() == "NotImplemented" || name.text() == "Ellipsis") {
    return interpreter.builtin_singleton(name.text());
  } else if (name.text() == "__debug__") {
    made = Value::boolean(true);
  } else {
    return made;
  }
  cache.set(name, made);
  return made;
}

}  // namespace retort::python
