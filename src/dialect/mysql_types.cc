// The only outside interface is mysql_types.h.
#include "dialect/mysql_types.h"

#include <algorithm>
#include <iterator>

#include "base/error.h"
#include "dialect/quoting.h"
#include "dialect/refusal.h"
#include "schema/attach.h"

namespace retort::dialect {
namespace {

using schema::Type;
using schema::TypeKind;
using enum schema::TypeKind;

std::string with_number(std::string name, const std::optional<std::int64_t>& number) {
  return number ? name + "(" + std::to_string(*number) + ")" : name;
}

/// UNSIGNED and ZEROFILL.
std::string numeric(std::string spec, const Type& type) {
  if (type.mysql.is_unsigned) spec += " UNSIGNED";
  if (type.mysql.zerofill) spec += " ZEROFILL";
  return spec;
}

std::string integer(std::string name, const Type& type) {
  return numeric(with_number(std::move(name), type.mysql.display_width), type);
}

std::string decimal(const std::string& name, const Type& type) {
  std::string spec = name;
  if (type.precision) {
    spec += "(" + std::to_string(*type.precision);
    if (type.scale) spec += ", " + std::to_string(*type.scale);
    spec += ")";
  }
  return numeric(std::move(spec), type);
}

/// DOUBLE and REAL: both numbers or none.
std::string real(const std::string& name, const Type& type) {
  return type.precision && type.scale ? decimal(name, type) : numeric(name, type);
}

/// Character set and collation; national types have no character set.
std::string character(std::string spec, const Type& type, bool national = false) {
  const schema::MysqlModifiers& modifiers = type.mysql;
  national = national || modifiers.national;
  if (national)
    spec.insert(0, "NATIONAL ");
  else if (!modifiers.charset.empty())
    spec += " CHARACTER SET " + modifiers.charset;
  else if (modifiers.ascii)
    spec += " ASCII";
  else if (modifiers.unicode)
    spec += " UNICODE";
  if (type.collation && !type.collation->empty())
    spec += " COLLATE " + *type.collation;
  else if (modifiers.binary)
    spec += " BINARY";
  return spec;
}

std::string varchar(Family family, const Type& type, bool national = false) {
  if (!type.length)
    throw Refusal(ErrorCode::command, "CompileError",
                  std::string(national ? "NVARCHAR" : "VARCHAR") +
                      " requires a length on dialect " + std::string(family_name(family)),
                  "Give the type a length, such as sa.String(255), or use sa.Text().");
  return character(with_number("VARCHAR", type.length), type, national);
}

std::string labels(const std::string& name, const Type& type) {
  std::string items;
  for (const std::string& label : type.labels) {
    if (!items.empty()) items += ",";
    items += "'";
    for (const char c : label) items.append(c == '\'' ? 2 : 1, c);
    items += "'";
  }
  return character(name + "(" + items + ")", type);
}

/// An enumeration that is no ENUM is a text as wide as its longest label.
Type emulated_enum(const Type& type) {
  if (type.unlimited) return type;
  Type text = type;
  text.length = type.length.value_or(0);
  for (const std::string& label : type.labels)
    text.length = std::max(*text.length, static_cast<std::int64_t>(character_count(label)));
  return text;
}

/// Zero digits of fraction are not written.
std::string moment(std::string name, const Type& type) {
  return type.mysql.fsp.value_or(0) == 0 ? name : with_number(std::move(name), type.mysql.fsp);
}

std::string numeric_text(const Type& type) {
  switch (type.kind) {
    case Integer:
    case INTEGER:
      return integer("INTEGER", type);
    case SmallInteger:
    case SMALLINT:
      return integer("SMALLINT", type);
    case BigInteger:
    case BIGINT:
      return integer("BIGINT", type);
    case MyTINYINT:
      return integer("TINYINT", type);
    case MyMEDIUMINT:
      return integer("MEDIUMINT", type);
    case Numeric:
    case NUMERIC:
      return decimal("NUMERIC", type);
    case DECIMAL:
      return decimal("DECIMAL", type);
    case Float:
    case FLOAT:
      return decimal("FLOAT", type);
    case Double:
    case DOUBLE:
      return real("DOUBLE", type);
    case REAL:
      return real("REAL", type);
    case DOUBLE_PRECISION:
      return "DOUBLE PRECISION";
    default:
      return "";
  }
}

std::string string_text(Family family, const Type& type) {
  switch (type.kind) {
    case String:
    case Unicode:
    case VARCHAR:
      return varchar(family, type);
    case NVARCHAR:
      return varchar(family, type, true);
    case CHAR:
      return character(with_number("CHAR", type.length), type);
    case NCHAR:
      return character(with_number("CHAR", type.length), type, true);
    case Text:
    case UnicodeText:
    case TEXT:
      return character(with_number("TEXT", type.length), type);
    case CLOB:
      return "CLOB";
    case MyTINYTEXT:
    case MyMEDIUMTEXT:
    case MyLONGTEXT:
      return character(std::string(class_name(type.kind)), type);
    case Enum:
      return type.native ? labels("ENUM", type) : varchar(family, emulated_enum(type));
    case PgENUM:
    case MyENUM:
      return labels("ENUM", type);
    case MySET:
      return labels("SET", type);
    default:
      return "";
  }
}

std::string other_text(Family family, const Type& type) {
  switch (type.kind) {
    case Boolean:
    case BOOLEAN:
      return "BOOL";
    case DateTime:
    case DATETIME:
      return moment("DATETIME", type);
    case Interval:
      return "DATETIME";
    case Date:
    case DATE:
      return "DATE";
    case Time:
    case TIME:
    case PgTIME:
      return moment("TIME", type);
    case TIMESTAMP:
    case PgTIMESTAMP:
      return moment("TIMESTAMP", type);
    case MyYEAR:
      return with_number("YEAR", type.mysql.display_width);
    case LargeBinary:
    case BLOB:
      return with_number("BLOB", type.length);
    case PickleType:
      return "BLOB";
    case BINARY:
    case VARBINARY:
      return type.length.value_or(0) == 0
                 ? std::string(class_name(type.kind))
                 : with_number(std::string(class_name(type.kind)), type.length);
    case MyTINYBLOB:
    case MyMEDIUMBLOB:
    case MyLONGBLOB:
    case UUID:
      return std::string(class_name(type.kind));
    case Uuid:
      return "CHAR(32)";
    case Json:
    case JSON:
      return "JSON";
    case PgBIT:
    case MyBIT:
      return with_number("BIT", type.length);
    case MyINET4:
    case MyINET6:
      return is_mariadb(family) ? std::string(class_name(type.kind)) : "";
    case UserDefined:
      return type.spec;
    default:
      return "";
  }
}

}  // namespace

std::string mysql_type_text(Family family, const Type& type) {
  std::string text = numeric_text(type);
  if (text.empty()) text = string_text(family, type);
  return text.empty() ? other_text(family, type) : text;
}

std::optional<std::string> mysql_cast_text(Family family, const Type& type, bool float_casts) {
  using schema::Affinity;
  switch (schema::affinity_of(type)) {
    case Affinity::integer:
      return type.mysql.is_unsigned ? "UNSIGNED INTEGER" : "SIGNED INTEGER";
    case Affinity::binary:
      return "BINARY";
    case Affinity::json:
      return "JSON";
    case Affinity::datetime:
      if (type.kind == TIMESTAMP || type.kind == PgTIMESTAMP) return "DATETIME";
      [[fallthrough]];
    case Affinity::date:
    case Affinity::time:
    case Affinity::interval:
      return mysql_type_text(family, type);
    case Affinity::numeric:
      if (type.kind == Numeric || type.kind == NUMERIC || type.kind == DECIMAL)
        return decimal("DECIMAL", type);
      if (!float_casts) return std::nullopt;
      return mysql_type_text(family, type);
    case Affinity::string: {
      if (type.kind == MyENUM || type.kind == MySET || (type.kind == Enum && type.native))
        return std::nullopt;
      Type text = type.kind == Enum ? emulated_enum(type) : type;
      text.mysql.national = false;
      return character(with_number("CHAR", text.length), text);
    }
    case Affinity::uuid:
      if (type.kind == Uuid || type.kind == UUID) return "CHAR(32)";
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

bool is_spatial_type(std::string_view type) {
  constexpr std::string_view kTypes[] = {
      "geometry",   "point",           "linestring",   "polygon",
      "multipoint", "multilinestring", "multipolygon", "geometrycollection"};
  return std::ranges::find(kTypes, type) != std::end(kTypes);
}

}  // namespace retort::dialect
