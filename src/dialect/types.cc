#include "dialect/types.h"

#include <algorithm>

#include "base/error.h"
#include "dialect/mysql_types.h"
#include "dialect/quoting.h"
#include "dialect/refusal.h"

namespace retort::dialect {
namespace {

using schema::Type;
using schema::TypeKind;
using enum schema::TypeKind;

std::string with_length(std::string name, const std::optional<std::int64_t>& length) {
  if (length && *length != 0) name += "(" + std::to_string(*length) + ")";
  return name;
}

std::string string_text(std::string name, const Type& type) {
  name = with_length(std::move(name), type.length);
  if (type.collation && !type.collation->empty()) name += " COLLATE \"" + *type.collation + "\"";
  return name;
}

std::string numeric_text(std::string name, const Type& type) {
  if (!type.precision) return name;
  name += "(" + std::to_string(*type.precision);
  if (type.scale) name += ", " + std::to_string(*type.scale);
  return name + ")";
}

/// A non-native enum is a VARCHAR as wide as its longest label.
std::string enum_text(const Type& type) {
  if (type.unlimited) return string_text("VARCHAR", type);
  std::int64_t width = type.length.value_or(0);
  for (const std::string& label : type.labels)
    width = std::max(width, static_cast<std::int64_t>(character_count(label)));
  Type text = type;
  text.length = width;
  return string_text("VARCHAR", text);
}

std::string array_text(Family family, const Type& type) {
  if (type.item.empty())
    throw Error(ErrorCode::command, "ARRAY needs the type of its elements")
        .with_hint("Write ARRAY(Integer()) or the like.");
  std::string inner = type_text(family, type.item.front());
  std::string brackets;
  for (int i = 0; i < std::max(type.dimensions, 1); ++i) brackets += "[]";
  const std::size_t collate = inner.find(" COLLATE ");
  inner.insert(std::min(collate, inner.size()), brackets);
  return inner;
}

std::string zoned_text(std::string name, const Type& type) {
  if (type.precision) name += "(" + std::to_string(*type.precision) + ")";
  return name + (type.timezone ? " WITH TIME ZONE" : " WITHOUT TIME ZONE");
}

std::string interval_text(const Type& type) {
  std::string text = "INTERVAL";
  if (!type.fields.empty()) text += " " + type.fields;
  if (type.precision) text += " (" + std::to_string(*type.precision) + ")";
  return text;
}

std::string bit_text(const Type& type) {
  const std::int64_t length = type.length.value_or(1);
  if (!type.varying) return "BIT(" + std::to_string(length) + ")";
  return type.length ? "BIT VARYING(" + std::to_string(length) + ")" : "BIT VARYING";
}

/// Types whose SQL depends on the family. Empty when it does not.
std::string postgresql_text(const Type& type) {
  switch (type.kind) {
    case Enum:
      return type.native ? named_type_text(Family::postgresql, type) : enum_text(type);
    case Float:
    case FLOAT:
      return with_length("FLOAT", type.precision);
    case Double:
      return "DOUBLE PRECISION";
    case DateTime:
    case TIMESTAMP:
      return zoned_text("TIMESTAMP", type);
    case Time:
    case TIME:
      return zoned_text("TIME", type);
    case Interval:
      return type.native ? interval_text(type) : "TIMESTAMP WITHOUT TIME ZONE";
    case LargeBinary:
    case PickleType:
      return "BYTEA";
    case Uuid:
      return type.native ? "UUID" : "CHAR(32)";
    default:
      return "";
  }
}

std::string sqlite_text(const Type& type) {
  switch (type.kind) {
    case Enum:
      return enum_text(type);
    case Float:
    case FLOAT:
      return "FLOAT";
    case Double:
      return "DOUBLE";
    case DateTime:
    case Interval:
      return "DATETIME";
    case TIMESTAMP:
    case PgTIMESTAMP:
      return "TIMESTAMP";
    case Time:
    case TIME:
    case PgTIME:
      return "TIME";
    case LargeBinary:
    case PickleType:
      return "BLOB";
    case Uuid:
      return "CHAR(32)";
    case PgENUM:
      return enum_text(type);
    default:
      return "";
  }
}

/// Types that print the same everywhere.
std::string common_text(const Type& type) {
  switch (type.kind) {
    case String:
    case Unicode:
    case VARCHAR:
      return string_text("VARCHAR", type);
    case Text:
    case UnicodeText:
    case TEXT:
      return string_text("TEXT", type);
    case CHAR:
      return string_text("CHAR", type);
    case NCHAR:
      return string_text("NCHAR", type);
    case NVARCHAR:
      return string_text("NVARCHAR", type);
    case Integer:
      return "INTEGER";
    case SmallInteger:
      return "SMALLINT";
    case BigInteger:
      return "BIGINT";
    case Numeric:
      return numeric_text("NUMERIC", type);
    case NUMERIC:
    case DECIMAL:
      return numeric_text(std::string(class_name(type.kind)), type);
    case Boolean:
      return "BOOLEAN";
    case Date:
      return "DATE";
    case BINARY:
    case VARBINARY:
      return with_length(std::string(class_name(type.kind)), type.length);
    case DOUBLE_PRECISION:
      return "DOUBLE PRECISION";
    case UserDefined:
      return type.spec;
    default:
      return std::string(class_name(type.kind));
  }
}

std::string postgresql_only_text(const Type& type) {
  switch (type.kind) {
    case PgENUM:
    case PgDOMAIN:
      return named_type_text(Family::postgresql, type);
    case PgTIMESTAMP:
      return zoned_text("TIMESTAMP", type);
    case PgTIME:
      return zoned_text("TIME", type);
    case PgINTERVAL:
      return interval_text(type);
    case PgBIT:
      return bit_text(type);
    default:
      return std::string(class_name(type.kind));
  }
}

/// Words for a type class that the family's dialect of SQLAlchemy has no SQL for.
[[noreturn]] void refuse(Family family, const Type& type) {
  throw Refusal(ErrorCode::unsupported, "UnsupportedCompilationError",
                "The " + std::string(family_name(family)) + " dialect has no type " +
                    std::string(class_name(type.kind)),
                "Use a generic type, or with_variant() to choose one for this database.");
}

}  // namespace

std::string type_text(Family family, const Type& declared) {
  const Type& type = for_dialect(declared, family_name(family));
  if (type.kind == Null)
    throw Refusal(ErrorCode::command, "CompileError",
                  "Can't generate DDL for NullType(); did you forget to specify a type on this "
                  "Column?",
                  "Give the column a type such as sa.Integer().");
  if (!type.spec.empty()) return type.spec;
  if (is_mysql(family)) {
    std::string text = mysql_type_text(family, type);
    if (text.empty()) refuse(family, type);
    return text;
  }
  if (type.kind == Array) {
    if (family != Family::postgresql) refuse(family, type);
    return array_text(family, type);
  }
  std::string text = family == Family::postgresql ? postgresql_text(type) : sqlite_text(type);
  if (!text.empty()) return text;
  if (is_postgresql_only(type.kind) && family == Family::postgresql)
    return postgresql_only_text(type);
  if (is_postgresql_only(type.kind) || is_mysql_only(type.kind)) refuse(family, type);
  return common_text(type);
}

bool is_native_enum(Family family, const Type& type) {
  if (!has_named_enum(family)) return false;
  return type.kind == PgENUM || (type.kind == Enum && type.native);
}

std::string named_type_text(Family family, const Type& type) {
  if (!type.name || type.name->empty())
    throw Refusal(ErrorCode::command, "CompileError",
                  "PostgreSQL " + std::string(type.kind == PgDOMAIN ? "DOMAIN" : "ENUM") +
                      " type requires a name.",
                  "Add name= to the type, as in sa.Enum('a', 'b', name='letters').");
  return qualify(family, type.schema.value_or(""), *type.name);
}

}  // namespace retort::dialect
