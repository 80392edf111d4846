// uuid: UUID objects, random (uuid4), by name (uuid3, uuid5) and by time (uuid1, uuid7).
#include <fmt/format.h>
#include <md5.h>
#include <sha1.h>

#include <array>

#include "python/library.h"
#include "python/library_values.h"
#include "python/wide_integer.h"

namespace retort::python {
namespace {

using Octets = std::array<std::uint8_t, 16>;

std::string canonical(const Octets& octets) {
  std::string text;
  for (std::size_t i = 0; i < octets.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += fmt::format("{:02x}", octets[i]);
  }
  return text;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') return (c | 0x20) - 'a' + 10;
  return -1;
}

std::optional<Octets> octets_of(std::string_view text) {
  if (text.starts_with("urn:")) text.remove_prefix(4);
  if (text.starts_with("uuid:")) text.remove_prefix(5);
  Octets octets{};
  std::size_t digits = 0;
  for (const char c : text) {
    if (c == '-' || c == '{' || c == '}') continue;
    const int digit = hex_digit(c);
    if (digit < 0 || digits == 32) return std::nullopt;
    octets[digits / 2] = static_cast<std::uint8_t>(octets[digits / 2] << 4 | digit);
    ++digits;
  }
  return digits == 32 ? std::optional(octets) : std::nullopt;
}

Value finished(Interpreter& interpreter, Octets octets, int version) {
  octets[6] = static_cast<std::uint8_t>((octets[6] & 0x0F) | version << 4);
  octets[8] = static_cast<std::uint8_t>((octets[8] & 0x3F) | 0x80);
  return make_uuid(interpreter, canonical(octets));
}

Octets random_octets(Interpreter& interpreter) {
  Octets octets{};
  for (std::size_t i = 0; i < 16; i += 8) {
    const std::uint64_t bits = interpreter.host().random_bits();
    for (std::size_t k = 0; k < 8; ++k) octets[i + k] = static_cast<std::uint8_t>(bits >> (8 * k));
  }
  return octets;
}

Value uuid4(Interpreter& interpreter, const CallArguments& /*arguments*/) {
  return finished(interpreter, random_octets(interpreter), 4);
}

Value uuid7(Interpreter& interpreter, const CallArguments& /*arguments*/) {
  Octets octets = random_octets(interpreter);
  const std::int64_t milliseconds = interpreter.host().now_microseconds() / 1000;
  for (std::size_t i = 0; i < 6; ++i)
    octets[i] = static_cast<std::uint8_t>(milliseconds >> (40 - 8 * i));
  return finished(interpreter, octets, 7);
}

Value uuid1(Interpreter& interpreter, const CallArguments& /*arguments*/) {
  Octets octets = random_octets(interpreter);
  // 100 ns steps since 15 October 1582.
  const std::uint64_t stamp =
      static_cast<std::uint64_t>(interpreter.host().now_microseconds()) * 10 +
      0x01B21DD213814000ULL;
  constexpr std::array<int, 8> kOrder = {24, 16, 8, 0, 40, 32, 56, 48};
  for (std::size_t i = 0; i < kOrder.size(); ++i)
    octets[i] = static_cast<std::uint8_t>(stamp >> kOrder[i]);
  octets[10] |= 1;  // a made-up node address says so in its multicast bit
  return finished(interpreter, octets, 1);
}

std::string named_bytes(Interpreter& interpreter, const CallArguments& arguments,
                        const char* function) {
  ArgumentReader read(interpreter, function, arguments);
  const Value space = read.required("namespace").value();
  const auto* id = space.try_as<UuidObject>();
  if (id == nullptr) interpreter.raise(Builtin::TypeError, "namespace must be a UUID");
  const Octets octets = *octets_of(id->text);
  std::string data(octets.begin(), octets.end());
  const Value name = read.required("name").value();
  if (const auto* bytes = name.try_as<BytesObject>()) return data + bytes->data();
  return data + interpreter.str(name);
}

Value uuid3(Interpreter& interpreter, const CallArguments& arguments) {
  const std::string data = named_bytes(interpreter, arguments, "uuid3");
  MD5_CTX context;
  MD5Init(&context);
  MD5Update(&context, reinterpret_cast<const std::uint8_t*>(data.data()), data.size());
  Octets octets{};
  MD5Final(octets.data(), &context);
  return finished(interpreter, octets, 3);
}

Value uuid5(Interpreter& interpreter, const CallArguments& arguments) {
  const std::string data = named_bytes(interpreter, arguments, "uuid5");
  SHA1_CTX context;
  SHA1Init(&context);
  SHA1Update(&context, reinterpret_cast<const std::uint8_t*>(data.data()), data.size());
  std::array<std::uint8_t, 20> digest{};
  SHA1Final(digest.data(), &context);
  Octets octets{};
  std::copy_n(digest.begin(), 16, octets.begin());
  return finished(interpreter, octets, 5);
}

Octets octets_of_integer(Wide number) {
  Octets octets{};
  for (std::size_t i = 0; i < 16; ++i)
    octets[i] = static_cast<std::uint8_t>(number >> (120 - 8 * i));
  return octets;
}

Value construct_uuid(Interpreter& interpreter, ClassObject& cls, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "UUID", arguments);
  const Argument hex = read.optional("hex");
  const Value bytes = read.optional("bytes").value();
  const Argument integer = read.keyword("int");
  const Argument version = read.keyword("version");
  std::optional<Octets> octets;
  if (!hex.is_none()) {
    const auto* same = hex.value().try_as<UuidObject>();
    octets = octets_of(same != nullptr ? same->text : hex.as_string());
  } else if (const auto* data = bytes.try_as<BytesObject>();
             data != nullptr && data->data().size() == 16) {
    octets.emplace();
    std::copy(data->data().begin(), data->data().end(), octets->begin());
  } else if (!integer.is_none()) {
    const auto* wide = integer.value().try_as<WideInteger>();
    octets = octets_of_integer(wide != nullptr ? wide->value
                                               : static_cast<std::uint64_t>(integer.as_integer()));
  }
  if (!octets) interpreter.raise(Builtin::ValueError, "badly formed hexadecimal UUID string");
  if (!version.is_none())
    return finished(interpreter, *octets, static_cast<int>(version.as_integer()));
  return make<UuidObject>(Ref<ClassObject>(&cls), canonical(*octets));
}

const UuidObject& self_of(const CallArguments& arguments) {
  return *arguments.self.try_as<UuidObject>();
}

Value uuid_hex(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  std::string text;
  for (const char c : self_of(arguments).text) {
    if (c != '-') text += c;
  }
  return Value::string(std::move(text));
}
Value uuid_bytes(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  const Octets octets = *octets_of(self_of(arguments).text);
  return make<BytesObject>(std::string(octets.begin(), octets.end()));
}
Value uuid_int(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  const Octets octets = *octets_of(self_of(arguments).text);
  Wide number = 0;
  for (const std::uint8_t octet : octets) number = number << 8 | octet;
  return integer_of_wide(number);
}
Value uuid_version(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  return Value::integer(hex_digit(self_of(arguments).text[14]));
}
Value uuid_urn(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  return Value::string("urn:uuid:" + self_of(arguments).text);
}

using Kind = NativeMember::Kind;
const MemberTable kUuidMembers = {
    {Kind::property, "hex", uuid_hex}, {Kind::property, "bytes", uuid_bytes},
    {Kind::property, "int", uuid_int}, {Kind::property, "version", uuid_version},
    {Kind::property, "urn", uuid_urn},
};

Value uuid_class(Interpreter& interpreter) {
  return Value(static_cast<Object*>(&interpreter.native_class(kUuidClass)));
}

template <char last>
Value standard_namespace(Interpreter& interpreter) {
  return make_uuid(interpreter, std::string("6ba7b81") + last + "-9dad-11d1-80b4-00c04fd430c8");
}

}  // namespace

const NativeClassSpec kUuidClass = {"UUID", "uuid", nullptr, &kUuidMembers, construct_uuid};

const MemberTable& uuid_members() {
  static const MemberTable table = {
      {Kind::function, "uuid1", uuid1},
      {Kind::function, "uuid3", uuid3},
      {Kind::function, "uuid4", uuid4},
      {Kind::function, "uuid5", uuid5},
      {Kind::function, "uuid7", uuid7},
      {Kind::value, "UUID", nullptr, uuid_class},
      {Kind::value, "NAMESPACE_DNS", nullptr, standard_namespace<'0'>},
      {Kind::value, "NAMESPACE_URL", nullptr, standard_namespace<'1'>},
      {Kind::value, "NAMESPACE_OID", nullptr, standard_namespace<'2'>},
      {Kind::value, "NAMESPACE_X500", nullptr, standard_namespace<'4'>},
  };
  return table;
}

Value make_uuid(Interpreter& interpreter, std::string_view text) {
  const std::optional<Octets> octets = octets_of(text);
  if (!octets) return Value::absent();
  return make<UuidObject>(Ref<ClassObject>(&interpreter.native_class(kUuidClass)),
                          canonical(*octets));
}

Value UuidObject::compare(Interpreter& interpreter, CompareOperator op, const Value& other) {
  const auto* peer = other.try_as<UuidObject>();
  if (peer == nullptr) return Instance::compare(interpreter, op, other);
  switch (op) {
    case CompareOperator::Eq:
      return Value::boolean(text == peer->text);
    case CompareOperator::NotEq:
      return Value::boolean(text != peer->text);
    case CompareOperator::Lt:
      return Value::boolean(text < peer->text);
    case CompareOperator::LtE:
      return Value::boolean(text <= peer->text);
    case CompareOperator::Gt:
      return Value::boolean(text > peer->text);
    case CompareOperator::GtE:
      return Value::boolean(text >= peer->text);
    default:
      return Value::absent();
  }
}
std::string UuidObject::str(Interpreter& /*interpreter*/) {
  return text;
}
std::string UuidObject::repr(Interpreter& /*interpreter*/) {
  return "UUID('" + text + "')";
}
std::uint64_t UuidObject::hash(Interpreter& /*interpreter*/) {
  return std::hash<std::string>{}(text);
}

}  // namespace retort::python
