#include "schema/type.h"

#include <array>

namespace retort::schema {
namespace {

struct KindName {
  TypeKind kind;
  std::string_view name;
};

using enum TypeKind;
/// In the order of TypeKind, which class_name() relies on.
constexpr std::array kNames = {
    KindName{Null, "NullType"},
    KindName{String, "String"},
    KindName{Text, "Text"},
    KindName{Unicode, "Unicode"},
    KindName{UnicodeText, "UnicodeText"},
    KindName{Integer, "Integer"},
    KindName{SmallInteger, "SmallInteger"},
    KindName{BigInteger, "BigInteger"},
    KindName{Numeric, "Numeric"},
    KindName{Float, "Float"},
    KindName{Double, "Double"},
    KindName{Boolean, "Boolean"},
    KindName{DateTime, "DateTime"},
    KindName{Date, "Date"},
    KindName{Time, "Time"},
    KindName{Interval, "Interval"},
    KindName{LargeBinary, "LargeBinary"},
    KindName{Enum, "Enum"},
    KindName{PickleType, "PickleType"},
    KindName{Uuid, "Uuid"},
    KindName{Json, "JSON"},
    KindName{Array, "ARRAY"},
    KindName{CHAR, "CHAR"},
    KindName{VARCHAR, "VARCHAR"},
    KindName{NCHAR, "NCHAR"},
    KindName{NVARCHAR, "NVARCHAR"},
    KindName{TEXT, "TEXT"},
    KindName{CLOB, "CLOB"},
    KindName{INTEGER, "INTEGER"},
    KindName{SMALLINT, "SMALLINT"},
    KindName{BIGINT, "BIGINT"},
    KindName{NUMERIC, "NUMERIC"},
    KindName{DECIMAL, "DECIMAL"},
    KindName{FLOAT, "FLOAT"},
    KindName{REAL, "REAL"},
    KindName{DOUBLE, "DOUBLE"},
    KindName{DOUBLE_PRECISION, "DOUBLE_PRECISION"},
    KindName{BOOLEAN, "BOOLEAN"},
    KindName{TIMESTAMP, "TIMESTAMP"},
    KindName{DATETIME, "DATETIME"},
    KindName{DATE, "DATE"},
    KindName{TIME, "TIME"},
    KindName{BLOB, "BLOB"},
    KindName{BINARY, "BINARY"},
    KindName{VARBINARY, "VARBINARY"},
    KindName{JSON, "JSON"},
    KindName{UUID, "UUID"},
    KindName{PgTIMESTAMP, "TIMESTAMP"},
    KindName{PgTIME, "TIME"},
    KindName{PgENUM, "ENUM"},
    KindName{PgDOMAIN, "DOMAIN"},
    KindName{PgINTERVAL, "INTERVAL"},
    KindName{PgJSONB, "JSONB"},
    KindName{PgBIT, "BIT"},
    KindName{PgBYTEA, "BYTEA"},
    KindName{PgINET, "INET"},
    KindName{PgCIDR, "CIDR"},
    KindName{PgMACADDR, "MACADDR"},
    KindName{PgMACADDR8, "MACADDR8"},
    KindName{PgMONEY, "MONEY"},
    KindName{PgOID, "OID"},
    KindName{PgREGCLASS, "REGCLASS"},
    KindName{PgREGCONFIG, "REGCONFIG"},
    KindName{PgTSVECTOR, "TSVECTOR"},
    KindName{PgTSQUERY, "TSQUERY"},
    KindName{PgJSONPATH, "JSONPATH"},
    KindName{PgHSTORE, "HSTORE"},
    KindName{PgCITEXT, "CITEXT"},
    KindName{PgINT4RANGE, "INT4RANGE"},
    KindName{PgINT8RANGE, "INT8RANGE"},
    KindName{PgNUMRANGE, "NUMRANGE"},
    KindName{PgDATERANGE, "DATERANGE"},
    KindName{PgTSRANGE, "TSRANGE"},
    KindName{PgTSTZRANGE, "TSTZRANGE"},
    KindName{PgINT4MULTIRANGE, "INT4MULTIRANGE"},
    KindName{PgINT8MULTIRANGE, "INT8MULTIRANGE"},
    KindName{PgNUMMULTIRANGE, "NUMMULTIRANGE"},
    KindName{PgDATEMULTIRANGE, "DATEMULTIRANGE"},
    KindName{PgTSMULTIRANGE, "TSMULTIRANGE"},
    KindName{PgTSTZMULTIRANGE, "TSTZMULTIRANGE"},
    KindName{MyTINYINT, "TINYINT"},
    KindName{MyMEDIUMINT, "MEDIUMINT"},
    KindName{MyBIT, "BIT"},
    KindName{MyYEAR, "YEAR"},
    KindName{MyTINYTEXT, "TINYTEXT"},
    KindName{MyMEDIUMTEXT, "MEDIUMTEXT"},
    KindName{MyLONGTEXT, "LONGTEXT"},
    KindName{MyTINYBLOB, "TINYBLOB"},
    KindName{MyMEDIUMBLOB, "MEDIUMBLOB"},
    KindName{MyLONGBLOB, "LONGBLOB"},
    KindName{MyENUM, "ENUM"},
    KindName{MySET, "SET"},
    KindName{MyINET4, "INET4"},
    KindName{MyINET6, "INET6"},
    KindName{UserDefined, "UserDefinedType"},
};

constexpr bool is_in_kind_order() {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (static_cast<std::size_t>(kNames[i].kind) != i) return false;
  return kNames.size() == static_cast<std::size_t>(UserDefined) + 1;
}
static_assert(is_in_kind_order());

/// Names that mean another class than the table's first match.
std::optional<TypeKind> special_name(std::string_view name, bool postgresql_dialect) {
  if (name == "UUID") return UUID;
  if (name == "JSON") return postgresql_dialect ? JSON : Json;
  if (name == "DATETIME") return DATETIME;
  if (name == "BINARY_DOUBLE" || name == "NCLOB") return std::nullopt;
  return std::nullopt;
}

}  // namespace

Type make_type(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}

const Type& for_dialect(const Type& type, std::string_view dialect) {
  for (const auto& [name, variant] : type.variants)
    if (name == dialect) return variant;
  return type;
}

std::string_view class_name(TypeKind kind) {
  return kNames[static_cast<std::size_t>(kind)].name;
}

std::optional<TypeKind> type_kind_named(std::string_view class_name, bool postgresql_dialect) {
  if (const auto special = special_name(class_name, postgresql_dialect)) return special;
  std::optional<TypeKind> found;
  for (const KindName& entry : kNames) {
    if (entry.name != class_name || entry.kind == UserDefined || is_mysql_only(entry.kind))
      continue;
    if (is_postgresql_only(entry.kind)) {
      if (postgresql_dialect) return entry.kind;
    } else if (!found) {
      found = entry.kind;
    }
  }
  return found;
}

}  // namespace retort::schema
