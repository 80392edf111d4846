#include "inspect/sqlite_types.h"

#include <charconv>
#include <string>
#include <vector>

namespace retort::inspect {
namespace {

using schema::TypeKind;

struct KnownType {
  std::string_view name;
  TypeKind kind;
};

constexpr KnownType kKnownTypes[] = {
    {"BIGINT", TypeKind::BIGINT},
    {"BLOB", TypeKind::BLOB},
    {"BOOL", TypeKind::BOOLEAN},
    {"BOOLEAN", TypeKind::BOOLEAN},
    {"CHAR", TypeKind::CHAR},
    {"DATE", TypeKind::DATE},
    {"DATE_CHAR", TypeKind::DATE},
    {"DATETIME", TypeKind::DATETIME},
    {"DATETIME_CHAR", TypeKind::DATETIME},
    {"DOUBLE", TypeKind::DOUBLE},
    {"DECIMAL", TypeKind::DECIMAL},
    {"FLOAT", TypeKind::FLOAT},
    {"INT", TypeKind::INTEGER},
    {"INTEGER", TypeKind::INTEGER},
    {"JSON", TypeKind::JSON},
    {"NUMERIC", TypeKind::NUMERIC},
    {"REAL", TypeKind::REAL},
    {"SMALLINT", TypeKind::SMALLINT},
    {"TEXT", TypeKind::TEXT},
    {"TIME", TypeKind::TIME},
    {"TIME_CHAR", TypeKind::TIME},
    {"TIMESTAMP", TypeKind::TIMESTAMP},
    {"VARCHAR", TypeKind::VARCHAR},
    {"NVARCHAR", TypeKind::NVARCHAR},
    {"NCHAR", TypeKind::NCHAR},
};

TypeKind kind_of(std::string_view name) {
  for (const KnownType& known : kKnownTypes) {
    if (known.name == name) return known.kind;
  }
  const auto has = [&](std::string_view part) { return name.find(part) != std::string_view::npos; };
  if (has("INT")) return TypeKind::INTEGER;
  if (has("CHAR") || has("CLOB") || has("TEXT")) return TypeKind::TEXT;
  if (has("BLOB") || name.empty()) return TypeKind::Null;
  if (has("REAL") || has("FLOA") || has("DOUB")) return TypeKind::REAL;
  return TypeKind::NUMERIC;
}

/// The numbers in `(10, 2)`.
std::vector<std::int64_t> numbers_in(std::string_view text) {
  std::vector<std::int64_t> numbers;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    std::int64_t number = 0;
    const auto parsed = *at >= '0' && *at <= '9' ? std::from_chars(at, end, number)
                                                 : std::from_chars_result{at, {}};
    if (parsed.ptr != at && parsed.ec == std::errc()) numbers.push_back(number);
    at = parsed.ptr == at ? at + 1 : parsed.ptr;
  }
  return numbers;
}

void set_arguments(schema::Type& type, const std::vector<std::int64_t>& numbers) {
  if (numbers.empty()) return;
  switch (type.kind) {
    case TypeKind::CHAR:
    case TypeKind::VARCHAR:
    case TypeKind::NCHAR:
    case TypeKind::NVARCHAR:
    case TypeKind::TEXT:
    case TypeKind::BLOB:
      type.length = numbers[0];
      break;
    case TypeKind::NUMERIC:
    case TypeKind::DECIMAL:
      type.precision = numbers[0];
      if (numbers.size() > 1) type.scale = numbers[1];
      break;
    case TypeKind::FLOAT:
    case TypeKind::REAL:
    case TypeKind::DOUBLE:
      type.precision = numbers[0];
      break;
    default:
      break;  // The others take no numbers.
  }
}

}  // namespace

schema::Type sqlite_type(std::string_view declared) {
  std::string name;
  for (const char c : declared) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  std::size_t end = 0;
  const auto is_name = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ' ' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  while (end < name.size() && is_name(name[end])) ++end;
  schema::Type type;
  type.kind = kind_of(std::string_view(name).substr(0, end));
  if (end < name.size() && name[end] == '(') {
    set_arguments(type, numbers_in(std::string_view(name).substr(end, name.find(')', end) - end)));
  }
  return type;
}

}  // namespace retort::inspect
