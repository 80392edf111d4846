// JSON is written straight into a text: a member that has the value that a new struct has is left
// out, so that what a document says is what somebody chose. The fingerprint is that of this text.
#include "schema/shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <type_traits>

#include "base/sha256.h"
#include "schema/shape_fields.h"

namespace retort::schema::shape {
namespace {

template <class Struct>
concept Listed = requires {
  Fields<Struct>::all;
};

class JsonWriter {
 public:
  std::string text;

  void write(const std::string& value) {
    text += '"';
    for (const char c : value) {
      if (c == '"' || c == '\\') {
        text += '\\';
        text += c;
      } else if (c == '\n') {
        text += "\\n";
      } else if (c == '\t') {
        text += "\\t";
      } else if (static_cast<unsigned char>(c) < 0x20) {
        text += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
      } else {
        text += c;
      }
    }
    text += '"';
  }
  void write(bool value) { text += value ? "true" : "false"; }
  void write(std::int64_t value) { text += std::to_string(value); }
  template <class Value>
  void write(const std::optional<Value>& value) {
    write(*value);
  }
  template <class Value>
  void write(const std::vector<Value>& values) {
    // Names and settings stand on one line.
    const bool flat = std::is_same_v<Value, std::string>;
    text += '[';
    ++depth_;
    bool first = true;
    for (const Value& value : values) {
      if (!first) text += flat ? ", " : ",";
      if (!flat) line();
      write(value);
      first = false;
    }
    --depth_;
    if (!flat && !values.empty()) line();
    text += ']';
  }
  template <Listed Struct>
  void write(const Struct& value) {
    static const Struct kNew{};
    text += '{';
    ++depth_;
    bool first = true;
    std::apply(
        [&](const auto&... fields) {
          (write_field(fields.name, value.*fields.member, kNew.*fields.member, first), ...);
        },
        Fields<Struct>::all);
    --depth_;
    if (!first) line();
    text += '}';
  }

 private:
  template <class Value>
  void write_field(std::string_view name, const Value& value, const Value& ordinary, bool& first) {
    if (value == ordinary) return;
    if (!first) text += ',';
    first = false;
    line();
    text.append(1, '"').append(name).append("\": ");
    write(value);
  }
  void line() { text.append(1, '\n').append(depth_ * 2, ' '); }

  std::size_t depth_ = 0;
};

template <class Struct>
std::string digest(const Struct& value) {
  JsonWriter writer;
  writer.write(value);
  return sha256_hex(writer.text);
}

}  // namespace

std::string to_json(const Database& database) {
  JsonWriter writer;
  writer.write(database);
  return std::move(writer.text) + '\n';
}

std::string fingerprint(const Database& database) {
  return digest(database);
}

std::vector<std::pair<Object, std::string>> object_fingerprints(const Database& database) {
  std::vector<std::pair<Object, std::string>> out;
  const auto add = [&](Kind kind, const auto& objects) {
    for (const auto& object : objects) {
      Object key{kind, {}, {}};
      if constexpr (requires { object.name.schema; }) {
        key.name = object.name;
      } else {
        key.name.name = object.name;
      }
      if constexpr (requires { object.arguments; }) key.part = object.arguments;
      out.emplace_back(std::move(key), digest(object));
    }
  };
  add(Kind::schema, database.schemas);
  add(Kind::extension, database.extensions);
  add(Kind::collation, database.collations);
  add(Kind::type, database.enums);
  add(Kind::type, database.domains);
  add(Kind::type, database.composite_types);
  add(Kind::type, database.range_types);
  add(Kind::sequence, database.sequences);
  add(Kind::table, database.tables);
  add(Kind::view, database.views);
  add(Kind::routine, database.routines);
  add(Kind::statistics, database.statistics);
  add(Kind::event, database.events);
  std::ranges::sort(out);
  return out;
}

}  // namespace retort::schema::shape
