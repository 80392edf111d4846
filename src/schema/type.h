// A column's data type as SQLAlchemy names it: a plain value. How it prints is the dialects'
// matter.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort::schema {

/// The type classes of SQLAlchemy that scripts name. CamelCase ones are generic and choose their
/// SQL by dialect; UPPER CASE ones are SQL types; Pg* are `sqlalchemy.dialects.postgresql` only,
/// My* `sqlalchemy.dialects.mysql` only, where an upper-case one of the same name does not serve.
enum class TypeKind : std::uint8_t {
  Null,
  // generic
  String,
  Text,
  Unicode,
  UnicodeText,
  Integer,
  SmallInteger,
  BigInteger,
  Numeric,
  Float,
  Double,
  Boolean,
  DateTime,
  Date,
  Time,
  Interval,
  LargeBinary,
  Enum,
  PickleType,
  Uuid,
  Json,
  Array,
  // SQL
  CHAR,
  VARCHAR,
  NCHAR,
  NVARCHAR,
  TEXT,
  CLOB,
  INTEGER,
  SMALLINT,
  BIGINT,
  NUMERIC,
  DECIMAL,
  FLOAT,
  REAL,
  DOUBLE,
  DOUBLE_PRECISION,
  BOOLEAN,
  TIMESTAMP,
  DATETIME,
  DATE,
  TIME,
  BLOB,
  BINARY,
  VARBINARY,
  JSON,
  UUID,
  // PostgreSQL
  PgTIMESTAMP,
  PgTIME,
  PgENUM,
  PgDOMAIN,
  PgINTERVAL,
  PgJSONB,
  PgBIT,
  PgBYTEA,
  PgINET,
  PgCIDR,
  PgMACADDR,
  PgMACADDR8,
  PgMONEY,
  PgOID,
  PgREGCLASS,
  PgREGCONFIG,
  PgTSVECTOR,
  PgTSQUERY,
  PgJSONPATH,
  PgHSTORE,
  PgCITEXT,
  PgINT4RANGE,
  PgINT8RANGE,
  PgNUMRANGE,
  PgDATERANGE,
  PgTSRANGE,
  PgTSTZRANGE,
  PgINT4MULTIRANGE,
  PgINT8MULTIRANGE,
  PgNUMMULTIRANGE,
  PgDATEMULTIRANGE,
  PgTSMULTIRANGE,
  PgTSTZMULTIRANGE,
  // MySQL and MariaDB
  MyTINYINT,
  MyMEDIUMINT,
  MyBIT,
  MyYEAR,
  MyTINYTEXT,
  MyMEDIUMTEXT,
  MyLONGTEXT,
  MyTINYBLOB,
  MyMEDIUMBLOB,
  MyLONGBLOB,
  MyENUM,
  MySET,
  MyINET4,
  MyINET6,
  /// A type whose SQL is given as text in `spec` (UserDefinedType.get_col_spec, third-party types).
  UserDefined,
};

/// What MySQL's types take beside the arguments that all databases know.
struct MysqlModifiers {
  std::optional<std::int64_t> display_width;  ///< Integer kinds, YEAR.
  std::optional<std::int64_t> fsp;            ///< Fractional digits of DATETIME, TIMESTAMP, TIME.
  bool is_unsigned = false;
  bool zerofill = false;
  bool national = false;
  bool ascii = false;
  bool unicode = false;
  bool binary = false;
  std::string charset;

  friend bool operator==(const MysqlModifiers&, const MysqlModifiers&) = default;
};

/// Arguments that change nothing in the database, only the values that Python sees.
struct ClientArguments {
  std::optional<bool> asdecimal;                     ///< Numeric kinds.
  std::optional<std::int64_t> decimal_return_scale;  ///< Numeric kinds.
  bool as_tuple = false;                             ///< Array.
  bool zero_indexes = false;                         ///< Array.
  bool retrieve_as_bitwise = false;                  ///< MySET.

  friend bool operator==(const ClientArguments&, const ClientArguments&) = default;
};

/// One type with its arguments; which ones count depends on `kind`.
struct Type {
  TypeKind kind = TypeKind::Null;
  std::optional<std::int64_t> length;  ///< String kinds, BIT, BINARY, Enum(length=).
  std::optional<std::int64_t>
      precision;  ///< Numeric kinds; TIMESTAMP/TIME/INTERVAL (fractional seconds).
  std::optional<std::int64_t> scale;  ///< Numeric kinds.
  std::optional<std::string> collation;
  bool timezone = false;            ///< DateTime, Time, TIMESTAMP, TIME.
  bool varying = false;             ///< PgBIT.
  bool native = true;               ///< Enum(native_enum=), Uuid(native_uuid=), Interval(native=).
  bool create_constraint = false;   ///< Boolean, Enum: a CHECK comes with the column.
  bool create_type = true;          ///< PgENUM(create_type=), PgDOMAIN.
  bool inherit_schema = false;      ///< Enum(inherit_schema=).
  bool unlimited = false;           ///< Enum(length=None): a VARCHAR without a length.
  bool has_metadata = false;        ///< Enum(metadata=): the type is created apart from its table.
  bool none_as_null = false;        ///< JSON kinds.
  std::string fields;               ///< PgINTERVAL(fields=), e.g. "DAY TO SECOND".
  std::optional<std::string> name;  ///< Enum, Boolean, PgDOMAIN: type or constraint name.
  std::optional<std::string> schema;  ///< Enum, PgDOMAIN.
  std::vector<std::string> labels;    ///< Enum values in order.
  std::string spec;                   ///< UserDefined: the SQL as it stands.
  std::string python_name;            ///< UserDefined: the class, for messages.
  std::vector<Type> item;             ///< Array: exactly one element type.
  int dimensions = 0;                 ///< Array: 0 when not given.
  MysqlModifiers mysql;
  ClientArguments client;
  /// `with_variant`: the type to use instead on the named dialects, in order of definition.
  std::vector<std::pair<std::string, Type>> variants;

  friend bool operator==(const Type&, const Type&) = default;
};

/// Shorthand for a type without arguments.
Type make_type(TypeKind kind);
/// The type for `dialect` (`"postgresql"`, `"sqlite"`, ...): the variant if there is one.
const Type& for_dialect(const Type& type, std::string_view dialect);
/// Whether the kind is one of PostgreSQL's own, or of MySQL's.
constexpr bool is_postgresql_only(TypeKind kind) {
  return kind >= TypeKind::PgTIMESTAMP && kind <= TypeKind::PgTSTZMULTIRANGE;
}
constexpr bool is_mysql_only(TypeKind kind) {
  return kind >= TypeKind::MyTINYINT && kind <= TypeKind::MyINET6;
}
/// The SQLAlchemy class name, e.g. `"BigInteger"`, `"JSONB"`.
std::string_view class_name(TypeKind kind);
/// Looks a class name up; `postgresql_dialect` selects the classes of
/// `sqlalchemy.dialects.postgresql`.
std::optional<TypeKind> type_kind_named(std::string_view class_name, bool postgresql_dialect);

}  // namespace retort::schema
