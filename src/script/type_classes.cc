#include "script/type_classes.h"

#include <deque>
#include <unordered_map>

namespace retort::script {

using python::NativeClassSpec;
using schema::TypeKind;

namespace {

constexpr std::string_view kText = "(length=, collation=)";
constexpr std::string_view kNumber = "(precision=, scale=, decimal_return_scale=, asdecimal=)";
constexpr std::string_view kFloat = "(precision=, asdecimal=, decimal_return_scale=)";
constexpr std::string_view kZone = "(timezone=)";
constexpr std::string_view kPgZone = "(timezone=, precision=)";
constexpr std::string_view kLength = "(length=)";
constexpr std::string_view kNothing = "()";
constexpr std::string_view kAnything = "(*args, **kw)";
constexpr std::string_view kEnum =
    "(*enums, name=, schema=, native_enum=, create_constraint=, length=, values_callable=, "
    "inherit_schema=, metadata=, create_type=, **kw)";
constexpr std::string_view kJson = "(none_as_null=, astext_type=)";
constexpr std::string_view kUuid = "(as_uuid=, native_uuid=)";
constexpr std::string_view kArray = "(item_type, as_tuple=, dimensions=, zero_indexes=)";
constexpr std::string_view kMyInteger = "(display_width=, unsigned=, zerofill=, **kw)";
constexpr std::string_view kMyNumber =
    "(precision=, scale=, asdecimal=, unsigned=, zerofill=, decimal_return_scale=)";
constexpr std::string_view kMyText =
    "(length=, *, charset=, collation=, collate=, ascii=, unicode=, binary=, national=, **kw)";
constexpr std::string_view kMyLongText =
    "(*, length=, charset=, collation=, collate=, ascii=, unicode=, binary=, national=, **kw)";
constexpr std::string_view kMyLabels =
    "(*enums, name=, schema=, native_enum=, create_constraint=, length=, values_callable=, "
    "metadata=, retrieve_as_bitwise=, charset=, collation=, collate=, ascii=, unicode=, binary=, "
    "national=, **kw)";
constexpr std::string_view kMyTime = "(timezone=, fsp=)";

TypeClass row(TypeModule module, std::string_view name, std::string_view base, TypeKind kind,
              std::string_view signature) {
  TypeClass result;
  result.module = module;
  result.name = name;
  result.base = base;
  result.kind = kind;
  result.signature = signature;
  result.has_labels = signature == kEnum || signature == kMyLabels;
  result.is_decorator = name == "TypeDecorator";
  return result;
}

TypeClass generic(std::string_view name, std::string_view base, TypeKind kind,
                  std::string_view signature) {
  return row(TypeModule::generic, name, base, kind, signature);
}
TypeClass postgresql(std::string_view name, std::string_view base, TypeKind kind,
                     std::string_view signature) {
  return row(TypeModule::postgresql, name, base, kind, signature);
}
TypeClass mysql(std::string_view name, std::string_view base, TypeKind kind,
                std::string_view signature) {
  return row(TypeModule::mysql, name, base, kind, signature);
}

std::deque<TypeClass> generic_rows() {
  return {
      generic("TypeEngine", "", TypeKind::Null, kAnything),
      generic("UserDefinedType", "TypeEngine", TypeKind::Null, kAnything),
      generic("TypeDecorator", "TypeEngine", TypeKind::Null, kAnything),
      generic("SchemaType", "TypeEngine", TypeKind::Null, kAnything),
      generic("NullType", "TypeEngine", TypeKind::Null, kNothing),
      generic("String", "TypeEngine", TypeKind::String, kText),
      generic("Text", "String", TypeKind::Text, kText),
      generic("Unicode", "String", TypeKind::Unicode, kText),
      generic("UnicodeText", "Text", TypeKind::UnicodeText, kText),
      generic("Integer", "TypeEngine", TypeKind::Integer, kNothing),
      generic("SmallInteger", "Integer", TypeKind::SmallInteger, kNothing),
      generic("BigInteger", "Integer", TypeKind::BigInteger, kNothing),
      generic("Numeric", "TypeEngine", TypeKind::Numeric, kNumber),
      generic("Float", "Numeric", TypeKind::Float, kFloat),
      generic("Double", "Float", TypeKind::Double, kFloat),
      generic("Boolean", "TypeEngine", TypeKind::Boolean, "(create_constraint=, name=, **kw)"),
      generic("DateTime", "TypeEngine", TypeKind::DateTime, kZone),
      generic("Date", "TypeEngine", TypeKind::Date, kNothing),
      generic("Time", "TypeEngine", TypeKind::Time, kZone),
      generic("Interval", "TypeEngine", TypeKind::Interval,
              "(native=, second_precision=, day_precision=)"),
      generic("LargeBinary", "TypeEngine", TypeKind::LargeBinary, kLength),
      generic("Enum", "String", TypeKind::Enum, kEnum),
      generic("PickleType", "TypeDecorator", TypeKind::PickleType,
              "(protocol=, pickler=, comparator=, impl=)"),
      generic("Uuid", "TypeEngine", TypeKind::Uuid, kUuid),
      generic("JSON", "TypeEngine", TypeKind::Json, "(none_as_null=)"),
      generic("ARRAY", "TypeEngine", TypeKind::Array, kArray),
      generic("CHAR", "String", TypeKind::CHAR, kText),
      generic("VARCHAR", "String", TypeKind::VARCHAR, kText),
      generic("NCHAR", "Unicode", TypeKind::NCHAR, kText),
      generic("NVARCHAR", "Unicode", TypeKind::NVARCHAR, kText),
      generic("TEXT", "Text", TypeKind::TEXT, kText),
      generic("CLOB", "Text", TypeKind::CLOB, kText),
      generic("INTEGER", "Integer", TypeKind::INTEGER, kNothing),
      generic("INT", "Integer", TypeKind::INTEGER, kNothing),
      generic("SMALLINT", "SmallInteger", TypeKind::SMALLINT, kNothing),
      generic("BIGINT", "BigInteger", TypeKind::BIGINT, kNothing),
      generic("NUMERIC", "Numeric", TypeKind::NUMERIC, kNumber),
      generic("DECIMAL", "Numeric", TypeKind::DECIMAL, kNumber),
      generic("FLOAT", "Float", TypeKind::FLOAT, kFloat),
      generic("REAL", "Float", TypeKind::REAL, kFloat),
      generic("DOUBLE", "Double", TypeKind::DOUBLE, kFloat),
      generic("DOUBLE_PRECISION", "Double", TypeKind::DOUBLE_PRECISION, kFloat),
      generic("BOOLEAN", "Boolean", TypeKind::BOOLEAN, "(create_constraint=, name=, **kw)"),
      generic("TIMESTAMP", "DateTime", TypeKind::TIMESTAMP, kZone),
      generic("DATETIME", "DateTime", TypeKind::DATETIME, kZone),
      generic("DATE", "Date", TypeKind::DATE, kNothing),
      generic("TIME", "Time", TypeKind::TIME, kZone),
      generic("BLOB", "LargeBinary", TypeKind::BLOB, kLength),
      generic("BINARY", "LargeBinary", TypeKind::BINARY, kLength),
      generic("VARBINARY", "LargeBinary", TypeKind::VARBINARY, kLength),
      generic("UUID", "Uuid", TypeKind::UUID, kUuid),
  };
}

void add_postgresql_rows(std::deque<TypeClass>& rows) {
  for (const TypeClass& type_class : {
           postgresql("TIMESTAMP", "TIMESTAMP", TypeKind::PgTIMESTAMP, kPgZone),
           postgresql("TIME", "TIME", TypeKind::PgTIME, kPgZone),
           postgresql("ENUM", "Enum", TypeKind::PgENUM, kEnum),
           postgresql("DOMAIN", "TypeEngine", TypeKind::PgDOMAIN,
                      "(name, data_type, *, collation=, default=, constraint_name=, not_null=, "
                      "check=, create_type=, schema=, **kw)"),
           postgresql("INTERVAL", "TypeEngine", TypeKind::PgINTERVAL, "(precision=, fields=)"),
           postgresql("JSON", "JSON", TypeKind::JSON, kJson),
           postgresql("JSONB", "JSON", TypeKind::PgJSONB, kJson),
           postgresql("ARRAY", "ARRAY", TypeKind::Array, kArray),
           postgresql("BIT", "TypeEngine", TypeKind::PgBIT, "(length=, varying=)"),
           postgresql("BYTEA", "LargeBinary", TypeKind::PgBYTEA, kLength),
           postgresql("INET", "TypeEngine", TypeKind::PgINET, kNothing),
           postgresql("CIDR", "TypeEngine", TypeKind::PgCIDR, kNothing),
           postgresql("MACADDR", "TypeEngine", TypeKind::PgMACADDR, kNothing),
           postgresql("MACADDR8", "TypeEngine", TypeKind::PgMACADDR8, kNothing),
           postgresql("MONEY", "TypeEngine", TypeKind::PgMONEY, kNothing),
           postgresql("OID", "TypeEngine", TypeKind::PgOID, kNothing),
           postgresql("REGCLASS", "TypeEngine", TypeKind::PgREGCLASS, kNothing),
           postgresql("REGCONFIG", "TypeEngine", TypeKind::PgREGCONFIG, kNothing),
           postgresql("TSVECTOR", "TypeEngine", TypeKind::PgTSVECTOR, kNothing),
           postgresql("TSQUERY", "TypeEngine", TypeKind::PgTSQUERY, kNothing),
           postgresql("JSONPATH", "TypeEngine", TypeKind::PgJSONPATH, kNothing),
           postgresql("HSTORE", "TypeEngine", TypeKind::PgHSTORE, "(text_type=)"),
           postgresql("CITEXT", "TEXT", TypeKind::PgCITEXT, kText),
           postgresql("INT4RANGE", "TypeEngine", TypeKind::PgINT4RANGE, kNothing),
           postgresql("INT8RANGE", "TypeEngine", TypeKind::PgINT8RANGE, kNothing),
           postgresql("NUMRANGE", "TypeEngine", TypeKind::PgNUMRANGE, kNothing),
           postgresql("DATERANGE", "TypeEngine", TypeKind::PgDATERANGE, kNothing),
           postgresql("TSRANGE", "TypeEngine", TypeKind::PgTSRANGE, kNothing),
           postgresql("TSTZRANGE", "TypeEngine", TypeKind::PgTSTZRANGE, kNothing),
           postgresql("INT4MULTIRANGE", "TypeEngine", TypeKind::PgINT4MULTIRANGE, kNothing),
           postgresql("INT8MULTIRANGE", "TypeEngine", TypeKind::PgINT8MULTIRANGE, kNothing),
           postgresql("NUMMULTIRANGE", "TypeEngine", TypeKind::PgNUMMULTIRANGE, kNothing),
           postgresql("DATEMULTIRANGE", "TypeEngine", TypeKind::PgDATEMULTIRANGE, kNothing),
           postgresql("TSMULTIRANGE", "TypeEngine", TypeKind::PgTSMULTIRANGE, kNothing),
           postgresql("TSTZMULTIRANGE", "TypeEngine", TypeKind::PgTSTZMULTIRANGE, kNothing),
       }) {
    rows.push_back(type_class);
  }
}

void add_mysql_rows(std::deque<TypeClass>& rows) {
  for (const TypeClass& type_class : {
           mysql("TINYINT", "Integer", TypeKind::MyTINYINT, kMyInteger),
           mysql("MEDIUMINT", "Integer", TypeKind::MyMEDIUMINT, kMyInteger),
           mysql("INTEGER", "INTEGER", TypeKind::INTEGER, kMyInteger),
           mysql("SMALLINT", "SMALLINT", TypeKind::SMALLINT, kMyInteger),
           mysql("BIGINT", "BIGINT", TypeKind::BIGINT, kMyInteger),
           mysql("NUMERIC", "NUMERIC", TypeKind::NUMERIC, kMyNumber),
           mysql("DECIMAL", "DECIMAL", TypeKind::DECIMAL, kMyNumber),
           mysql("FLOAT", "FLOAT", TypeKind::FLOAT, kMyNumber),
           mysql("REAL", "REAL", TypeKind::REAL, kMyNumber),
           mysql("DOUBLE", "DOUBLE", TypeKind::DOUBLE, kMyNumber),
           mysql("BIT", "TypeEngine", TypeKind::MyBIT, kLength),
           mysql("YEAR", "TypeEngine", TypeKind::MyYEAR, "(display_width=)"),
           mysql("VARCHAR", "VARCHAR", TypeKind::VARCHAR, kMyText),
           mysql("CHAR", "CHAR", TypeKind::CHAR, kMyText),
           mysql("NVARCHAR", "NVARCHAR", TypeKind::NVARCHAR, kMyText),
           mysql("NCHAR", "NCHAR", TypeKind::NCHAR, kMyText),
           mysql("TEXT", "TEXT", TypeKind::TEXT, kMyText),
           mysql("TINYTEXT", "String", TypeKind::MyTINYTEXT, kMyLongText),
           mysql("MEDIUMTEXT", "String", TypeKind::MyMEDIUMTEXT, kMyLongText),
           mysql("LONGTEXT", "String", TypeKind::MyLONGTEXT, kMyLongText),
           mysql("TINYBLOB", "LargeBinary", TypeKind::MyTINYBLOB, kLength),
           mysql("MEDIUMBLOB", "LargeBinary", TypeKind::MyMEDIUMBLOB, kLength),
           mysql("LONGBLOB", "LargeBinary", TypeKind::MyLONGBLOB, kLength),
           mysql("DATETIME", "DATETIME", TypeKind::DATETIME, kMyTime),
           mysql("TIMESTAMP", "TIMESTAMP", TypeKind::TIMESTAMP, kMyTime),
           mysql("TIME", "TIME", TypeKind::TIME, kMyTime),
           mysql("ENUM", "Enum", TypeKind::MyENUM, kMyLabels),
           mysql("SET", "String", TypeKind::MySET, kMyLabels),
           mysql("JSON", "JSON", TypeKind::JSON, kJson),
           mysql("INET4", "TypeEngine", TypeKind::MyINET4, kNothing),
           mysql("INET6", "TypeEngine", TypeKind::MyINET6, kNothing),
       }) {
    rows.push_back(type_class);
  }
}

struct TypeTable {
  std::deque<TypeClass> rows = generic_rows();
  std::deque<NativeClassSpec> specs;
  std::unordered_map<const NativeClassSpec*, const TypeClass*> by_spec;
  std::array<std::unordered_map<std::string_view, const TypeClass*>, 3> by_name;
  std::unordered_map<int, const TypeClass*> by_kind;

  TypeTable() {
    add_postgresql_rows(rows);
    add_mysql_rows(rows);
    for (TypeClass& type_class : rows) {
      NativeClassSpec spec{};
      spec.name = type_class.name.data();  // names in the table are literals
      spec.module = type_class.module == TypeModule::generic      ? "sqlalchemy.types"
                    : type_class.module == TypeModule::postgresql ? "sqlalchemy.dialects.postgresql"
                                                                  : "sqlalchemy.dialects.mysql";
      if (type_class.base.empty()) {
        spec.members = &type_members();
      } else {
        if (type_class.name == "TypeDecorator") spec.members = &decorator_members();
        if (type_class.kind == TypeKind::Json) spec.members = &json_members();
        spec.base = by_name[0].at(type_class.base)->spec;
      }
      spec.construct = construct_type;
      type_class.spec = &specs.emplace_back(spec);
      by_spec.emplace(type_class.spec, &type_class);
      by_name[static_cast<std::size_t>(type_class.module)].emplace(type_class.name, &type_class);
      by_kind.emplace(static_cast<int>(type_class.kind), &type_class);
    }
    by_kind[static_cast<int>(TypeKind::Null)] = by_name[0].at("NullType");
  }
};

const TypeTable& table() {
  static const TypeTable kTable;
  return kTable;
}

}  // namespace

schema::Type TypeClass::make() const {
  schema::Type type = schema::make_type(kind);
  if (module == TypeModule::postgresql) type.python_name = "postgresql";
  if (module == TypeModule::mysql) type.python_name = "mysql";
  return type;
}

const TypeClass& type_engine_class() {
  return *table().by_name[0].at("TypeEngine");
}

const TypeClass* type_class_named(TypeModule module, std::string_view name) {
  std::size_t first = module == TypeModule::sqlite ? 0 : static_cast<std::size_t>(module);
  for (std::size_t index : {first, std::size_t{0}}) {
    auto found = table().by_name[index].find(name);
    if (found != table().by_name[index].end()) return found->second;
  }
  return nullptr;
}

const TypeClass* type_class_of(const NativeClassSpec& spec) {
  auto found = table().by_spec.find(&spec);
  return found == table().by_spec.end() ? nullptr : found->second;
}

const TypeClass& type_class_of(const schema::Type& type) {
  for (const TypeModule module : {TypeModule::postgresql, TypeModule::mysql}) {
    if (type.python_name != (module == TypeModule::mysql ? "mysql" : "postgresql")) continue;
    const auto& own = table().by_name[static_cast<std::size_t>(module)];
    const auto found = own.find(schema::class_name(type.kind));
    if (found != own.end() && found->second->kind == type.kind) return *found->second;
  }
  auto found = table().by_kind.find(static_cast<int>(type.kind));
  return found == table().by_kind.end() ? type_engine_class() : *found->second;
}

bool is_text_uuid(const schema::Type& type) {
  return type.varying && (type.kind == TypeKind::Uuid || type.kind == TypeKind::UUID);
}

void make_text_uuid(schema::Type& type) {
  type.varying = true;
}

}  // namespace retort::script
