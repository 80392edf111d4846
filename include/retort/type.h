// Column types, named as SQLAlchemy names them. How a type is written is the database's matter:
// Boolean() is BOOLEAN on PostgreSQL and SQLite and BOOL on MySQL.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace retort {

namespace schema {
struct Type;
}

/// A column type: an immutable value, cheap to copy. Made by the classes below, which add nothing
/// but their constructors.
class Type {
 public:
  /// The same type, but `other` on the named dialect (`"postgresql"`, `"sqlite"`, `"mysql"`).
  [[nodiscard]] Type with_variant(const Type& other, std::string dialect) const;

  /// For the library itself.
  explicit Type(schema::Type type);
  const schema::Type& definition() const { return *type_; }

 private:
  std::shared_ptr<const schema::Type> type_;
};

struct Integer : Type {
  Integer();
};
struct SmallInteger : Type {
  SmallInteger();
};
struct BigInteger : Type {
  BigInteger();
};
/// VARCHAR, with a length in characters; MySQL needs one.
struct String : Type {
  String();
  explicit String(std::int64_t length, std::optional<std::string> collation = std::nullopt);
};
struct Text : Type {
  Text();
};
struct Unicode : Type {
  explicit Unicode(std::int64_t length);
};
struct UnicodeText : Type {
  UnicodeText();
};
/// NUMERIC: `precision` digits, `scale` of them after the point.
struct Numeric : Type {
  Numeric();
  explicit Numeric(std::int64_t precision, std::optional<std::int64_t> scale = std::nullopt);
};
/// FLOAT, with a precision in binary digits if given.
struct Float : Type {
  Float();
  explicit Float(std::int64_t precision);
};
struct Double : Type {
  Double();
};
struct BooleanOptions {
  bool create_constraint = false;        ///< A CHECK where the database has no such type.
  std::optional<std::string> name = {};  ///< Of that CHECK.
};
struct Boolean : Type {
  explicit Boolean(BooleanOptions options = {});
};
struct Date : Type {
  Date();
};
struct TimeOptions {
  bool timezone = false;
};
/// A moment: TIMESTAMP, DATETIME.
struct DateTime : Type {
  explicit DateTime(TimeOptions options = {});
};
struct Time : Type {
  explicit Time(TimeOptions options = {});
};
struct Interval : Type {
  Interval();
};
/// BLOB, BYTEA.
struct LargeBinary : Type {
  LargeBinary();
};
struct Uuid : Type {
  Uuid();
};
struct JSON : Type {
  JSON();
};
/// PostgreSQL's arrays.
struct Array : Type {
  explicit Array(const Type& item, int dimensions = 0);
};
struct EnumOptions {
  std::optional<std::string> name = {};  ///< The type's name on PostgreSQL, the CHECK's elsewhere.
  std::optional<std::string> schema = {};   ///< Where PostgreSQL keeps the type.
  bool native = true;                       ///< False: a VARCHAR everywhere.
  bool create_constraint = false;           ///< A CHECK where the type is not native.
  std::optional<std::int64_t> length = {};  ///< Of the VARCHAR; default: the longest label.
};
struct Enum : Type {
  explicit Enum(std::vector<std::string> labels, EnumOptions options = {});
};
/// CHAR of fixed length.
struct Char : Type {
  explicit Char(std::int64_t length);
};
/// Any other type, in the words of the database: `SqlType("citext")`, `SqlType("vector(3)")`.
struct SqlType : Type {
  explicit SqlType(std::string sql);
};

/// Types that only PostgreSQL has; for others use SqlType.
namespace postgresql {
struct Jsonb : Type {
  Jsonb();
};
/// An enum type that exists apart from its tables: `create_type` says whether create_table()
/// creates it; see Operations::create_enum().
struct Enum : Type {
  Enum(std::vector<std::string> labels, std::string name, bool create_type = true,
       std::optional<std::string> schema = std::nullopt);
};
struct Timestamp : Type {
  explicit Timestamp(TimeOptions options = {},
                     std::optional<std::int64_t> precision = std::nullopt);
};
struct Bytea : Type {
  Bytea();
};
struct Inet : Type {
  Inet();
};
struct Cidr : Type {
  Cidr();
};
struct Hstore : Type {
  Hstore();
};
struct Tsvector : Type {
  Tsvector();
};
struct Citext : Type {
  Citext();
};
}  // namespace postgresql

/// Types that only MySQL and MariaDB have; for others use SqlType.
namespace mysql {
struct IntegerOptions {
  bool is_unsigned = false;
  std::optional<std::int64_t> display_width = {};
  bool zerofill = false;
};
struct TinyInteger : Type {
  explicit TinyInteger(IntegerOptions options = {});
};
struct SmallInteger : Type {
  explicit SmallInteger(IntegerOptions options = {});
};
struct MediumInteger : Type {
  explicit MediumInteger(IntegerOptions options = {});
};
struct Integer : Type {
  explicit Integer(IntegerOptions options = {});
};
struct BigInteger : Type {
  explicit BigInteger(IntegerOptions options = {});
};
struct MediumText : Type {
  MediumText();
};
struct LongText : Type {
  LongText();
};
struct MediumBlob : Type {
  MediumBlob();
};
struct LongBlob : Type {
  LongBlob();
};
/// With the digits of the fraction of a second, if given.
struct DateTime : Type {
  explicit DateTime(std::optional<std::int64_t> fsp = std::nullopt);
};
struct Enum : Type {
  explicit Enum(std::vector<std::string> labels);
};
struct Set : Type {
  explicit Set(std::vector<std::string> labels);
};
}  // namespace mysql

}  // namespace retort
