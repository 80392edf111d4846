// The only outside interface is retort/type.h.
#include "retort/type.h"

#include <utility>

#include "schema/type.h"

namespace retort {
namespace {

using schema::TypeKind;

schema::Type plain(TypeKind kind) {
  return schema::make_type(kind);
}

schema::Type with_length(TypeKind kind, std::int64_t length,
                         std::optional<std::string> collation = std::nullopt) {
  schema::Type type = plain(kind);
  type.length = length;
  type.collation = std::move(collation);
  return type;
}

schema::Type with_precision(TypeKind kind, std::optional<std::int64_t> precision,
                            std::optional<std::int64_t> scale = std::nullopt) {
  schema::Type type = plain(kind);
  type.precision = precision;
  type.scale = scale;
  return type;
}

schema::Type with_timezone(TypeKind kind, TimeOptions options) {
  schema::Type type = plain(kind);
  type.timezone = options.timezone;
  return type;
}

schema::Type boolean(BooleanOptions options) {
  schema::Type type = plain(TypeKind::Boolean);
  type.create_constraint = options.create_constraint;
  type.name = std::move(options.name);
  return type;
}

schema::Type array(const schema::Type& item, int dimensions) {
  schema::Type type = plain(TypeKind::Array);
  type.item = {item};
  type.dimensions = dimensions;
  return type;
}

schema::Type enumeration(std::vector<std::string> labels, EnumOptions options) {
  schema::Type type = plain(TypeKind::Enum);
  type.labels = std::move(labels);
  type.name = std::move(options.name);
  type.schema = std::move(options.schema);
  type.native = options.native;
  type.create_constraint = options.create_constraint;
  type.length = options.length;
  return type;
}

schema::Type postgresql_enumeration(std::vector<std::string> labels, std::string name,
                                    bool create_type, std::optional<std::string> schema) {
  schema::Type type = plain(TypeKind::PgENUM);
  type.labels = std::move(labels);
  type.name = std::move(name);
  type.create_type = create_type;
  type.schema = std::move(schema);
  return type;
}

schema::Type verbatim(std::string sql) {
  schema::Type type = plain(TypeKind::UserDefined);
  type.python_name = sql;
  type.spec = std::move(sql);
  return type;
}

schema::Type timestamp(TimeOptions options, std::optional<std::int64_t> precision) {
  schema::Type type = with_precision(TypeKind::PgTIMESTAMP, precision);
  type.timezone = options.timezone;
  return type;
}

schema::Type mysql_integer(TypeKind kind, mysql::IntegerOptions options) {
  schema::Type type = plain(kind);
  type.mysql.is_unsigned = options.is_unsigned;
  type.mysql.display_width = options.display_width;
  type.mysql.zerofill = options.zerofill;
  return type;
}

schema::Type mysql_moment(std::optional<std::int64_t> fsp) {
  schema::Type type = plain(TypeKind::DATETIME);
  type.mysql.fsp = fsp;
  return type;
}

schema::Type mysql_labels(TypeKind kind, std::vector<std::string> labels) {
  schema::Type type = plain(kind);
  type.labels = std::move(labels);
  return type;
}

}  // namespace

Type::Type(schema::Type type) : type_(std::make_shared<const schema::Type>(std::move(type))) {}

Type Type::with_variant(const Type& other, std::string dialect) const {
  schema::Type type = *type_;
  type.variants.emplace_back(std::move(dialect), other.definition());
  return Type(std::move(type));
}

Integer::Integer() : Type(plain(TypeKind::Integer)) {}
SmallInteger::SmallInteger() : Type(plain(TypeKind::SmallInteger)) {}
BigInteger::BigInteger() : Type(plain(TypeKind::BigInteger)) {}
String::String() : Type(plain(TypeKind::String)) {}
String::String(std::int64_t length, std::optional<std::string> collation)
    : Type(with_length(TypeKind::String, length, std::move(collation))) {}
Text::Text() : Type(plain(TypeKind::Text)) {}
Unicode::Unicode(std::int64_t length) : Type(with_length(TypeKind::Unicode, length)) {}
UnicodeText::UnicodeText() : Type(plain(TypeKind::UnicodeText)) {}
Numeric::Numeric() : Type(plain(TypeKind::Numeric)) {}
Numeric::Numeric(std::int64_t precision, std::optional<std::int64_t> scale)
    : Type(with_precision(TypeKind::Numeric, precision, scale)) {}
Float::Float() : Type(plain(TypeKind::Float)) {}
Float::Float(std::int64_t precision) : Type(with_precision(TypeKind::Float, precision)) {}
Double::Double() : Type(plain(TypeKind::Double)) {}
Boolean::Boolean(BooleanOptions options) : Type(boolean(std::move(options))) {}
Date::Date() : Type(plain(TypeKind::Date)) {}
DateTime::DateTime(TimeOptions options) : Type(with_timezone(TypeKind::DateTime, options)) {}
Time::Time(TimeOptions options) : Type(with_timezone(TypeKind::Time, options)) {}
Interval::Interval() : Type(plain(TypeKind::Interval)) {}
LargeBinary::LargeBinary() : Type(plain(TypeKind::LargeBinary)) {}
Uuid::Uuid() : Type(plain(TypeKind::Uuid)) {}
JSON::JSON() : Type(plain(TypeKind::Json)) {}
Array::Array(const Type& item, int dimensions) : Type(array(item.definition(), dimensions)) {}
Enum::Enum(std::vector<std::string> labels, EnumOptions options)
    : Type(enumeration(std::move(labels), std::move(options))) {}
Char::Char(std::int64_t length) : Type(with_length(TypeKind::CHAR, length)) {}
SqlType::SqlType(std::string sql) : Type(verbatim(std::move(sql))) {}

namespace postgresql {
Jsonb::Jsonb() : Type(plain(TypeKind::PgJSONB)) {}
Enum::Enum(std::vector<std::string> labels, std::string name, bool create_type,
           std::optional<std::string> schema)
    : Type(postgresql_enumeration(std::move(labels), std::move(name), create_type,
                                  std::move(schema))) {}
Timestamp::Timestamp(TimeOptions options, std::optional<std::int64_t> precision)
    : Type(timestamp(options, precision)) {}
Bytea::Bytea() : Type(plain(TypeKind::PgBYTEA)) {}
Inet::Inet() : Type(plain(TypeKind::PgINET)) {}
Cidr::Cidr() : Type(plain(TypeKind::PgCIDR)) {}
Hstore::Hstore() : Type(plain(TypeKind::PgHSTORE)) {}
Tsvector::Tsvector() : Type(plain(TypeKind::PgTSVECTOR)) {}
Citext::Citext() : Type(plain(TypeKind::PgCITEXT)) {}
}  // namespace postgresql

namespace mysql {
TinyInteger::TinyInteger(IntegerOptions options)
    : Type(mysql_integer(TypeKind::MyTINYINT, options)) {}
SmallInteger::SmallInteger(IntegerOptions options)
    : Type(mysql_integer(TypeKind::SMALLINT, options)) {}
MediumInteger::MediumInteger(IntegerOptions options)
    : Type(mysql_integer(TypeKind::MyMEDIUMINT, options)) {}
Integer::Integer(IntegerOptions options) : Type(mysql_integer(TypeKind::INTEGER, options)) {}
BigInteger::BigInteger(IntegerOptions options) : Type(mysql_integer(TypeKind::BIGINT, options)) {}
MediumText::MediumText() : Type(plain(TypeKind::MyMEDIUMTEXT)) {}
LongText::LongText() : Type(plain(TypeKind::MyLONGTEXT)) {}
MediumBlob::MediumBlob() : Type(plain(TypeKind::MyMEDIUMBLOB)) {}
LongBlob::LongBlob() : Type(plain(TypeKind::MyLONGBLOB)) {}
DateTime::DateTime(std::optional<std::int64_t> fsp) : Type(mysql_moment(fsp)) {}
Enum::Enum(std::vector<std::string> labels)
    : Type(mysql_labels(TypeKind::MyENUM, std::move(labels))) {}
Set::Set(std::vector<std::string> labels)
    : Type(mysql_labels(TypeKind::MySET, std::move(labels))) {}
}  // namespace mysql

}  // namespace retort
