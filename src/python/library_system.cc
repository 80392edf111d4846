// sys, time, random, secrets, math, base64 and hashlib: small modules of functions.
#include <fmt/format.h>
#include <md5.h>
#include <sha1.h>
#include <sha2.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "python/interpreter_state.h"
#include "python/library.h"
#include "python/library_strftime.h"

namespace retort::python {
namespace {

using Kind = NativeMember::Kind;

std::string data_of(Interpreter& interpreter, const Value& value, const char* what) {
  interpreter.need_known(value, what);
  if (const auto* bytes = unwrap(value).try_as<BytesObject>()) return bytes->data();
  if (const std::string* text = string_of(value)) return *text;
  interpreter.raise(Builtin::TypeError, fmt::format("a bytes-like object is required, not '{}'",
                                                    interpreter.type_name(value)));
}

// ---- sys

Value sys_exit(Interpreter& interpreter, const CallArguments& arguments) {
  interpreter.raise(Builtin::SystemExit,
                    arguments.positional.empty() ? "" : interpreter.str(arguments.positional[0]));
}
Value sys_version_info(Interpreter& /*interpreter*/) {
  return make_tuple({Value::integer(3), Value::integer(12), Value::integer(0),
                     Value::string("final"), Value::integer(0)});
}
Value sys_maxsize(Interpreter& /*interpreter*/) {
  return Value::integer(INT64_MAX);
}
Value sys_platform(Interpreter& /*interpreter*/) {
  return Value::string("linux");
}
Value empty_list(Interpreter& /*interpreter*/) {
  return make_list({});
}
/// sys.modules: those that are imported so far.
Value imported_modules(Interpreter& interpreter) {
  const auto& modules = interpreter.state().modules;
  const std::map<std::string, Value> sorted(modules.begin(), modules.end());
  auto result = make<DictObject>();
  for (const auto& [name, module] : sorted) {
    result->table.set(interpreter, Value::string(name), module);
  }
  return result;
}

/// sys.stdout and sys.stderr.
class StreamObject final : public Object {
 public:
  std::string_view type_name() const override { return "TextIOWrapper"; }
  Value get_attribute(Interpreter& /*interpreter*/, Symbol name) override {
    if (name.text() == "write") return make_native_function("write", write);
    if (name.text() == "flush") return make_native_function("flush", flush);
    if (name.text() == "isatty") return make_native_function("isatty", isatty);
    return Value::absent();
  }

 private:
  static Value write(Interpreter& interpreter, const CallArguments& arguments) {
    ArgumentReader read(interpreter, "write", arguments);
    const std::string text = read.required("text").as_string();
    interpreter.host().write_output(text);
    return Value::integer(static_cast<std::int64_t>(text.size()));
  }
  static Value flush(Interpreter& /*interpreter*/, const CallArguments& /*arguments*/) {
    return {};
  }
  static Value isatty(Interpreter& /*interpreter*/, const CallArguments& /*arguments*/) {
    return Value::boolean(false);
  }
};
Value sys_stream(Interpreter& /*interpreter*/) {
  return make<StreamObject>();
}

// ---- time

Value time_time(Interpreter& interpreter, const CallArguments& /*arguments*/) {
  return Value::real(static_cast<double>(interpreter.host().now_microseconds()) / 1e6);
}
Value time_time_ns(Interpreter& interpreter, const CallArguments& /*arguments*/) {
  return Value::integer(interpreter.host().now_microseconds() * 1000);
}
Value time_strftime(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "strftime", arguments);
  const std::string format = read.required("format").as_string();
  const std::int64_t now =
      interpreter.host().now_microseconds() + interpreter.host().local_offset_seconds() * 1'000'000;
  const Value moment = datetime_from_microseconds(interpreter, now, std::nullopt);
  const auto& date = *moment.try_as<DateObject>();
  return Value::string(format_moment({date.date, *date.clock, date.zone}, format));
}
// Waiting would only hold the locks of a migration longer.
Value time_sleep(Interpreter& /*interpreter*/, const CallArguments& /*arguments*/) {
  return {};
}

// ---- random and secrets

std::int64_t below(Interpreter& interpreter, std::int64_t bound) {
  if (bound <= 0) interpreter.raise(Builtin::ValueError, "empty range for randrange()");
  return static_cast<std::int64_t>(interpreter.host().random_bits() %
                                   static_cast<std::uint64_t>(bound));
}
double unit(Interpreter& interpreter) {
  return static_cast<double>(interpreter.host().random_bits() >> 11) * 0x1p-53;
}

Value random_random(Interpreter& interpreter, const CallArguments& /*arguments*/) {
  return Value::real(unit(interpreter));
}
Value random_uniform(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "uniform", arguments);
  const double low = read.required("a").as_real();
  return Value::real(low + (read.required("b").as_real() - low) * unit(interpreter));
}
Value random_randint(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "randint", arguments);
  const std::int64_t low = read.required("a").as_integer();
  return Value::integer(low + below(interpreter, read.required("b").as_integer() - low + 1));
}
Value random_randrange(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "randrange", arguments);
  const std::int64_t first = read.required("start").as_integer();
  const Argument stop = read.optional("stop");
  if (stop.is_none()) return Value::integer(below(interpreter, first));
  return Value::integer(first + below(interpreter, stop.as_integer() - first));
}
Value random_choice(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "choice", arguments);
  const ValueList items = read.required("seq").as_items();
  if (items.empty()) interpreter.raise(Builtin::IndexError, "Cannot choose from an empty sequence");
  return items[static_cast<std::size_t>(
      below(interpreter, static_cast<std::int64_t>(items.size())))];
}
Value random_choices(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "choices", arguments);
  const ValueList items = read.required("population").as_items();
  read.optional("weights");
  const std::int64_t count = read.keyword("k", Value::integer(1)).as_integer();
  if (items.empty())
    interpreter.raise(Builtin::IndexError, "Cannot choose from an empty population");
  ValueList out;
  for (std::int64_t i = 0; i < count; ++i) {
    interpreter.step();
    out.push_back(items[static_cast<std::size_t>(
        below(interpreter, static_cast<std::int64_t>(items.size())))]);
  }
  return make_list(std::move(out));
}
void shuffle(Interpreter& interpreter, ValueList& items) {
  for (std::size_t i = items.size(); i > 1; --i)
    std::swap(items[i - 1],
              items[static_cast<std::size_t>(below(interpreter, static_cast<std::int64_t>(i)))]);
}
Value random_sample(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "sample", arguments);
  ValueList items = read.required("population").as_items();
  const std::int64_t count = read.required("k").as_integer();
  if (count < 0 || count > static_cast<std::int64_t>(items.size()))
    interpreter.raise(Builtin::ValueError, "Sample larger than population or is negative");
  shuffle(interpreter, items);
  items.resize(static_cast<std::size_t>(count));
  return make_list(std::move(items));
}
Value random_shuffle(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "shuffle", arguments);
  if (auto* list = read.required("x").value().try_as<ListObject>())
    shuffle(interpreter, list->items);
  return {};
}
Value random_seed(Interpreter& /*interpreter*/, const CallArguments& /*arguments*/) {
  return {};
}

std::string random_data(Interpreter& interpreter, const CallArguments& arguments,
                        const char* name) {
  ArgumentReader read(interpreter, name, arguments);
  const Argument size = read.optional("nbytes");
  const std::int64_t count = size.is_none() ? 32 : size.as_integer();
  interpreter.check_memory(count);
  std::string data;
  for (std::int64_t i = 0; i < count; ++i)
    data += static_cast<char>(interpreter.host().random_bits());
  return data;
}
std::string hex(std::string_view data) {
  std::string out;
  for (const char c : data) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out;
}
std::string encode64(std::string_view data, bool url_safe) {
  const std::string_view alphabet =
      url_safe ? "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
               : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < data.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (i + k < data.size() ? static_cast<unsigned char>(data[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      out += i + k <= data.size() ? alphabet[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}
Value token_bytes(Interpreter& interpreter, const CallArguments& arguments) {
  return make<BytesObject>(random_data(interpreter, arguments, "token_bytes"));
}
Value token_hex(Interpreter& interpreter, const CallArguments& arguments) {
  return Value::string(hex(random_data(interpreter, arguments, "token_hex")));
}
Value token_urlsafe(Interpreter& interpreter, const CallArguments& arguments) {
  std::string text = encode64(random_data(interpreter, arguments, "token_urlsafe"), true);
  text.erase(std::find(text.begin(), text.end(), '='), text.end());
  return Value::string(std::move(text));
}

Value compare_digest(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "compare_digest", arguments);
  const Value a = read.required("a").value();
  const Value b = read.required("b").value();
  return Value::boolean(data_of(interpreter, a, "compare_digest()") ==
                        data_of(interpreter, b, "compare_digest()"));
}

// ---- base64

template <bool url_safe>
Value base64_encode(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "b64encode", arguments);
  return make<BytesObject>(
      encode64(data_of(interpreter, read.required("s").value(), "base64"), url_safe));
}
Value base64_decode(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "b64decode", arguments);
  const std::string text = data_of(interpreter, read.required("s").value(), "base64");
  std::string out;
  std::uint32_t group = 0;
  int bits = 0;
  for (const char c : text) {
    const std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::size_t digit = alphabet.find(c == '-' ? '+' : c == '_' ? '/' : c);
    if (digit == std::string_view::npos) continue;
    group = group << 6 | static_cast<std::uint32_t>(digit);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += static_cast<char>(group >> bits & 0xFF);
    }
  }
  if (bits >= 6) interpreter.raise(Builtin::ValueError, "Incorrect padding");
  return make<BytesObject>(std::move(out));
}

// ---- hashlib: data is kept until the digest is asked for.

struct Algorithm {
  std::string_view name;
  std::string (*digest)(std::string_view data);
};

constexpr Algorithm kAlgorithms[] = {
    {"md5",
     [](std::string_view data) {
       MD5_CTX context;
       MD5Init(&context);
       MD5Update(&context, reinterpret_cast<const std::uint8_t*>(data.data()), data.size());
       std::string out(MD5_DIGEST_LENGTH, '\0');
       MD5Final(reinterpret_cast<std::uint8_t*>(out.data()), &context);
       return out;
     }},
    {"sha1",
     [](std::string_view data) {
       SHA1_CTX context;
       SHA1Init(&context);
       SHA1Update(&context, reinterpret_cast<const std::uint8_t*>(data.data()), data.size());
       std::string out(SHA1_DIGEST_LENGTH, '\0');
       SHA1Final(reinterpret_cast<std::uint8_t*>(out.data()), &context);
       return out;
     }},
    {"sha256",
     [](std::string_view data) {
       SHA2_CTX context;
       SHA256Init(&context);
       SHA256Update(&context, reinterpret_cast<const std::uint8_t*>(data.data()), data.size());
       std::string out(SHA256_DIGEST_LENGTH, '\0');
       SHA256Final(reinterpret_cast<std::uint8_t*>(out.data()), &context);
       return out;
     }},
    {"sha512",
     [](std::string_view data) {
       SHA2_CTX context;
       SHA512Init(&context);
       SHA512Update(&context, reinterpret_cast<const std::uint8_t*>(data.data()), data.size());
       std::string out(SHA512_DIGEST_LENGTH, '\0');
       SHA512Final(reinterpret_cast<std::uint8_t*>(out.data()), &context);
       return out;
     }},
};

class HashObject final : public Object {
 public:
  explicit HashObject(const Algorithm& which) : algorithm(which) {}
  const Algorithm& algorithm;
  std::string data;
  std::string_view type_name() const override { return "HASH"; }
  Value get_attribute(Interpreter& /*interpreter*/, Symbol name) override {
    const Value self(static_cast<Object*>(this));
    if (name.text() == "update") return make_native_function("update", update, self);
    if (name.text() == "digest") return make_native_function("digest", digest, self);
    if (name.text() == "hexdigest") return make_native_function("hexdigest", hexdigest, self);
    if (name.text() == "name") return Value::string(algorithm.name);
    return Value::absent();
  }

 private:
  static HashObject& of(const CallArguments& arguments) {
    return *arguments.self.try_as<HashObject>();
  }
  static Value update(Interpreter& interpreter, const CallArguments& arguments) {
    ArgumentReader read(interpreter, "update", arguments);
    of(arguments).data += data_of(interpreter, read.required("data").value(), "a hash");
    return {};
  }
  static Value digest(Interpreter& /*interpreter*/, const CallArguments& arguments) {
    return make<BytesObject>(of(arguments).algorithm.digest(of(arguments).data));
  }
  static Value hexdigest(Interpreter& /*interpreter*/, const CallArguments& arguments) {
    return Value::string(hex(of(arguments).algorithm.digest(of(arguments).data)));
  }
};

Value make_hash(Interpreter& interpreter, const Algorithm& algorithm, const Value& data) {
  auto object = make<HashObject>(algorithm);
  if (!data.is_none()) {
    if (string_of(data) != nullptr)
      interpreter.raise(Builtin::TypeError, "Strings must be encoded before hashing");
    object->data = data_of(interpreter, data, "a hash");
  }
  return object;
}
template <std::size_t index>
Value hash_function(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, kAlgorithms[index].name, arguments);
  return make_hash(interpreter, kAlgorithms[index], read.optional("string").value());
}
Value hash_new(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "new", arguments);
  const std::string name = read.required("name").as_string();
  const Value data = read.optional("data").value();
  for (const Algorithm& algorithm : kAlgorithms) {
    if (algorithm.name == name) return make_hash(interpreter, algorithm, data);
  }
  interpreter.raise(Builtin::ValueError, "unsupported hash type " + name);
}

// ---- math

double floor_of(double x) {
  return std::floor(x);
}
double ceil_of(double x) {
  return std::ceil(x);
}
double trunc_of(double x) {
  return std::trunc(x);
}
double sqrt_of(double x) {
  return std::sqrt(x);
}
double log_of(double x) {
  return std::log(x);
}
double log2_of(double x) {
  return std::log2(x);
}
double log10_of(double x) {
  return std::log10(x);
}
double exp_of(double x) {
  return std::exp(x);
}
double fabs_of(double x) {
  return std::fabs(x);
}
double sin_of(double x) {
  return std::sin(x);
}
double cos_of(double x) {
  return std::cos(x);
}
double radians_of(double x) {
  return x * 3.141592653589793 / 180;
}

template <double (*function)(double)>
Value math_real(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "math", arguments);
  const double result = function(read.required("x").as_real());
  if (std::isnan(result)) interpreter.raise(Builtin::ValueError, "math domain error");
  return Value::real(result);
}
template <double (*function)(double)>
Value math_whole(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "math", arguments);
  const Value x = read.required("x").value();
  if (x.is_integer()) return x;
  const double result = function(real_of(x).value_or(std::nan("")));
  if (!(result > -9.2e18 && result < 9.2e18))
    interpreter.raise(Builtin::OverflowError, "cannot convert float to integer");
  return Value::integer(static_cast<std::int64_t>(result));
}
Value math_pi(Interpreter& /*interpreter*/) {
  return Value::real(3.141592653589793);
}
Value math_e(Interpreter& /*interpreter*/) {
  return Value::real(2.718281828459045);
}
Value math_inf(Interpreter& /*interpreter*/) {
  return Value::real(HUGE_VAL);
}
Value math_nan(Interpreter& /*interpreter*/) {
  return Value::real(std::nan(""));
}
Value math_pow(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "pow", arguments);
  const double base = read.required("x").as_real();
  return Value::real(std::pow(base, read.required("y").as_real()));
}
template <bool (*function)(double)>
Value math_test(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "math", arguments);
  return Value::boolean(function(read.required("x").as_real()));
}
bool isfinite_of(double x) {
  return std::isfinite(x);
}
bool isinf_of(double x) {
  return std::isinf(x);
}
std::vector<std::int64_t> whole_numbers(Interpreter& interpreter, const CallArguments& arguments) {
  std::vector<std::int64_t> numbers;
  for (const Value& given : arguments.positional) {
    interpreter.need_known(given, "math");
    const std::optional<std::int64_t> number = integer_of(given);
    if (!number) {
      interpreter.raise(Builtin::TypeError,
                        fmt::format("'{}' object cannot be interpreted as an integer",
                                    interpreter.type_name(given)));
    }
    if (*number == INT64_MIN) interpreter.raise(Builtin::OverflowError, "integer too large");
    numbers.push_back(*number < 0 ? -*number : *number);
  }
  return numbers;
}
Value math_gcd(Interpreter& interpreter, const CallArguments& arguments) {
  std::int64_t result = 0;
  for (const std::int64_t number : whole_numbers(interpreter, arguments))
    result = std::gcd(result, number);
  return Value::integer(result);
}
Value math_lcm(Interpreter& interpreter, const CallArguments& arguments) {
  std::int64_t result = 1;
  for (const std::int64_t number : whole_numbers(interpreter, arguments)) {
    if (number == 0) return Value::integer(0);
    if (__builtin_mul_overflow(result / std::gcd(result, number), number, &result))
      interpreter.raise(Builtin::OverflowError, "integer too large");
  }
  return Value::integer(result);
}
Value math_isnan(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "isnan", arguments);
  return Value::boolean(std::isnan(read.required("x").as_real()));
}

}  // namespace

const MemberTable& sys_members() {
  static const MemberTable table = {{Kind::function, "exit", sys_exit},
                                    {Kind::value, "version_info", nullptr, sys_version_info},
                                    {Kind::value, "maxsize", nullptr, sys_maxsize},
                                    {Kind::value, "platform", nullptr, sys_platform},
                                    {Kind::value, "stdout", nullptr, sys_stream},
                                    {Kind::value, "stderr", nullptr, sys_stream},
                                    {Kind::value, "argv", nullptr, empty_list},
                                    {Kind::value, "path", nullptr, empty_list},
                                    {Kind::property, "modules", nullptr, imported_modules}};
  return table;
}

const MemberTable& time_members() {
  static const MemberTable table = {
      {Kind::function, "time", time_time},         {Kind::function, "time_ns", time_time_ns},
      {Kind::function, "monotonic", time_time},    {Kind::function, "perf_counter", time_time},
      {Kind::function, "strftime", time_strftime}, {Kind::function, "sleep", time_sleep}};
  return table;
}

const MemberTable& random_members() {
  static const MemberTable table = {{Kind::function, "random", random_random},
                                    {Kind::function, "uniform", random_uniform},
                                    {Kind::function, "randint", random_randint},
                                    {Kind::function, "randrange", random_randrange},
                                    {Kind::function, "randbelow", random_randrange},
                                    {Kind::function, "choice", random_choice},
                                    {Kind::function, "choices", random_choices},
                                    {Kind::function, "sample", random_sample},
                                    {Kind::function, "shuffle", random_shuffle},
                                    {Kind::function, "seed", random_seed},
                                    {Kind::function, "token_bytes", token_bytes},
                                    {Kind::function, "token_hex", token_hex},
                                    {Kind::function, "compare_digest", compare_digest},
                                    {Kind::function, "token_urlsafe", token_urlsafe}};
  return table;
}

const MemberTable& base64_members() {
  static const MemberTable table = {{Kind::function, "b64encode", base64_encode<false>},
                                    {Kind::function, "standard_b64encode", base64_encode<false>},
                                    {Kind::function, "urlsafe_b64encode", base64_encode<true>},
                                    {Kind::function, "b64decode", base64_decode},
                                    {Kind::function, "standard_b64decode", base64_decode},
                                    {Kind::function, "urlsafe_b64decode", base64_decode}};
  return table;
}

const MemberTable& hashlib_members() {
  static const MemberTable table = {{Kind::function, "md5", hash_function<0>},
                                    {Kind::function, "sha1", hash_function<1>},
                                    {Kind::function, "sha256", hash_function<2>},
                                    {Kind::function, "sha512", hash_function<3>},
                                    {Kind::function, "new", hash_new}};
  return table;
}

const MemberTable& math_members() {
  static const MemberTable table = {{Kind::function, "floor", math_whole<floor_of>},
                                    {Kind::function, "ceil", math_whole<ceil_of>},
                                    {Kind::function, "trunc", math_whole<trunc_of>},
                                    {Kind::function, "sqrt", math_real<sqrt_of>},
                                    {Kind::function, "log", math_real<log_of>},
                                    {Kind::function, "log2", math_real<log2_of>},
                                    {Kind::function, "log10", math_real<log10_of>},
                                    {Kind::function, "exp", math_real<exp_of>},
                                    {Kind::function, "fabs", math_real<fabs_of>},
                                    {Kind::function, "sin", math_real<sin_of>},
                                    {Kind::function, "cos", math_real<cos_of>},
                                    {Kind::function, "radians", math_real<radians_of>},
                                    {Kind::function, "pow", math_pow},
                                    {Kind::function, "isnan", math_isnan},
                                    {Kind::function, "isfinite", math_test<isfinite_of>},
                                    {Kind::function, "isinf", math_test<isinf_of>},
                                    {Kind::function, "gcd", math_gcd},
                                    {Kind::function, "lcm", math_lcm},
                                    {Kind::value, "pi", nullptr, math_pi},
                                    {Kind::value, "e", nullptr, math_e},
                                    {Kind::value, "inf", nullptr, math_inf},
                                    {Kind::value, "nan", nullptr, math_nan}};
  return table;
}

}  // namespace retort::python
