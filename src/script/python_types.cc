// A type's repr() names the arguments of its class's constructor that differ from their defaults,
// in the constructor's order. Types of `sqlalchemy` get the prefix of that module; those of its
// dialects the dialect's name; a class of the application is named by its module.
#include "script/python_types.h"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

#include "dialect/quoting.h"
#include "python/dump.h"
#include "script/item_renderer.h"
#include "script/type_attributes.h"
#include "script/type_classes.h"

namespace retort::script {
namespace {

using schema::Type;
using schema::TypeKind;
using enum schema::TypeKind;

/// Collects `name=value` in order.
class ArgumentList {
 public:
  void positional(const std::string& text) { add("", text); }
  void text(std::string_view name, const std::optional<std::string>& value) {
    if (value) add(name, python::repr_of_text(*value));
  }
  void number(std::string_view name, const std::optional<std::int64_t>& value) {
    if (value) add(name, std::to_string(*value));
  }
  void flag(std::string_view name, bool value, bool standard = false) {
    if (value != standard) add(name, value ? "True" : "False");
  }
  void add(std::string_view name, const std::string& value) {
    if (!list_.empty()) list_ += ", ";
    if (!name.empty()) list_.append(name).append("=");
    list_ += value;
  }
  std::string take() { return std::move(list_); }

 private:
  std::string list_;
};

bool is_mysql(const Type& type) {
  return dialect_module(type) == "mysql";
}

bool is_enum(TypeKind kind) {
  return kind == Enum || kind == PgENUM || kind == MyENUM || kind == MySET;
}

bool is_text(TypeKind kind) {
  switch (kind) {
    case String:
    case Text:
    case Unicode:
    case UnicodeText:
    case CHAR:
    case VARCHAR:
    case NCHAR:
    case NVARCHAR:
    case TEXT:
    case CLOB:
    case PgCITEXT:
    case MyTINYTEXT:
    case MyMEDIUMTEXT:
    case MyLONGTEXT:
      return true;
    default:
      return false;
  }
}

bool is_number(TypeKind kind) {
  switch (kind) {
    case Numeric:
    case Float:
    case Double:
    case NUMERIC:
    case DECIMAL:
    case FLOAT:
    case REAL:
    case DOUBLE:
    case DOUBLE_PRECISION:
      return true;
    default:
      return false;
  }
}

/// The length of an enumeration's text, where it is not that of the longest label.
void enum_length(const Type& type, ArgumentList& out) {
  std::int64_t longest = 0;
  for (const std::string& label : type.labels) {
    longest = std::max(longest, static_cast<std::int64_t>(dialect::character_count(label)));
  }
  if (type.unlimited) out.add("length", "None");
  if (type.length != longest) out.number("length", type.length);
}

void enum_arguments(const Type& type, ArgumentList& out) {
  for (const std::string& label : type.labels) out.positional(python::repr_of_text(label));
  if (type.kind == MyENUM || type.kind == MySET) {
    if (!type.mysql.charset.empty()) out.text("charset", type.mysql.charset);
    out.text("collation", type.collation);
    out.flag("retrieve_as_bitwise", type.client.retrieve_as_bitwise);
    return;
  }
  out.text("name", type.name);
  out.text("schema", type.schema);
  if (type.has_metadata) out.add("metadata", "MetaData()");
  out.flag("inherit_schema", type.inherit_schema);
  if (type.kind != Enum) return;
  out.flag("native_enum", type.native, true);
  out.flag("create_constraint", type.create_constraint);
  enum_length(type, out);
}

void text_arguments(const Type& type, ArgumentList& out) {
  if (is_mysql(type)) {
    const schema::MysqlModifiers& mysql = type.mysql;
    if (!mysql.charset.empty()) out.text("charset", mysql.charset);
    out.text("collation", type.collation);
    out.flag("ascii", mysql.ascii);
    out.flag("binary", mysql.binary);
    out.flag("unicode", mysql.unicode);
    out.flag("national", mysql.national || type.kind == NVARCHAR || type.kind == NCHAR);
    out.number("length", type.length);
    return;
  }
  out.number("length", type.length);
  out.text("collation", type.collation);
}

void mysql_modifiers(const Type& type, ArgumentList& out) {
  if (!is_mysql(type)) return;
  out.flag("unsigned", type.mysql.is_unsigned);
  out.flag("zerofill", type.mysql.zerofill);
}

void number_arguments(const Type& type, ArgumentList& out) {
  const schema::ClientArguments& client = type.client;
  if (type.kind == Numeric || type.kind == NUMERIC || type.kind == DECIMAL) {
    mysql_modifiers(type, out);
    out.number("precision", type.precision);
    out.number("scale", type.scale);
    out.number("decimal_return_scale", client.decimal_return_scale);
    out.flag("asdecimal", gives_decimals(type), true);
    return;
  }
  out.number("precision", type.precision);
  out.number("scale", type.scale);
  // MySQL's own give decimals, but what counts as the default is what Float says.
  out.flag("asdecimal", gives_decimals(type));
  mysql_modifiers(type, out);
  out.number("decimal_return_scale", client.decimal_return_scale);
}

void mysql_integer_arguments(const Type& type, ArgumentList& out) {
  out.number("display_width", type.mysql.display_width);
  mysql_modifiers(type, out);
}

void other_arguments(const Type& type, ArgumentList& out) {
  switch (type.kind) {
    case Boolean:
    case BOOLEAN:
      out.flag("create_constraint", type.create_constraint);
      out.text("name", type.name);
      break;
    case DateTime:
    case Time:
    case TIMESTAMP:
    case DATETIME:
    case TIME:
    case PgTIMESTAMP:
    case PgTIME:
      out.flag("timezone", type.timezone);
      out.number("precision", type.precision);
      out.number("fsp", type.mysql.fsp);
      break;
    case PgINTERVAL:
      out.number("precision", type.precision);
      if (!type.fields.empty()) out.text("fields", type.fields);
      break;
    case PgBIT:
      out.number("length", type.length    ? type.length
                           : type.varying ? std::nullopt
                                          : std::optional<std::int64_t>(1));
      out.flag("varying", type.varying);
      break;
    case LargeBinary:
    case BLOB:
    case BINARY:
    case VARBINARY:
    case PgBYTEA:
    case MyBIT:
    case MyTINYBLOB:
    case MyMEDIUMBLOB:
    case MyLONGBLOB:
      out.number("length", type.length);
      break;
    case MyYEAR:
      out.number("display_width", type.mysql.display_width);
      break;
    case Uuid:
    case UUID:
      out.flag("as_uuid", !is_text_uuid(type), true);
      out.flag("native_uuid", type.native, true);
      break;
    default:
      break;
  }
}

/// Arguments that hold other types; `spelled` writes those.
template <class Spelled>
bool nesting_arguments(const Type& type, const Spelled& spelled, ArgumentList& out) {
  if (type.kind == Array) {
    for (const Type& item : type.item) out.positional(spelled(item));
    out.flag("as_tuple", type.client.as_tuple);
    if (type.dimensions > 0) out.add("dimensions", std::to_string(type.dimensions));
    out.flag("zero_indexes", type.client.zero_indexes);
    return true;
  }
  if (type.kind == PgDOMAIN) {
    out.positional(python::repr_of_text(type.name.value_or("")));
    for (const Type& item : type.item) out.positional(spelled(item));
    return true;
  }
  const Type text_type = type.item.empty() ? schema::make_type(Text) : type.item.front();
  if (type.kind == PgHSTORE) {
    out.add("text_type", spelled(text_type));
    return true;
  }
  if (type.kind != Json && type.kind != JSON && type.kind != PgJSONB) return false;
  out.flag("none_as_null", type.none_as_null);
  if (dialect_module(type) == "postgresql") {
    out.add("astext_type", spelled(text_type));
  }
  return true;
}

template <class Spelled>
std::string spelled_type(const Type& type, const Spelled& spelled) {
  ArgumentList out;
  const bool is_integer = type.kind == INTEGER || type.kind == SMALLINT || type.kind == BIGINT ||
                          type.kind == MyTINYINT || type.kind == MyMEDIUMINT;
  if (is_enum(type.kind)) {
    enum_arguments(type, out);
  } else if (is_text(type.kind)) {
    text_arguments(type, out);
  } else if (is_number(type.kind)) {
    number_arguments(type, out);
  } else if (is_integer && is_mysql(type)) {
    mysql_integer_arguments(type, out);
  } else if (!nesting_arguments(type, spelled, out)) {
    other_arguments(type, out);
  }
  return std::string(schema::class_name(type.kind)) + "(" + out.take() + ")";
}

/// `module:Class(...)` of a class of the application: the two halves.
std::pair<std::string_view, std::string_view> application_class(const Type& type) {
  const std::string_view name = type.python_name;
  const std::size_t colon = name.find(':');
  if (colon == name.npos) return {};
  return {name.substr(0, colon), name.substr(colon + 1)};
}

bool is_unknown(const Type& type) {
  return type.kind == Null || (type.kind == UserDefined && type.python_name.empty());
}

std::string without_variants(const Type& given, const PythonNames& names,
                             std::set<std::string>& imports) {
  Type type = given;
  if (!type.variants.empty()) {
    type.variants.clear();
    if (names.items != nullptr) {
      if (auto text = names.items->type(type, imports)) return *text;
    }
  }
  if (const auto [module, text] = application_class(type); !text.empty()) {
    return (names.has_user ? names.user : std::string(module) + ".") + std::string(text);
  }
  if (is_unknown(type)) return names.sqlalchemy + "NullType()";
  if (type.kind == UserDefined) return type.python_name + "()";
  const auto spelled = [&](const Type& inner) { return python_type(inner, names, imports); };
  const std::string_view module = dialect_module(type);
  if (module.empty()) return names.sqlalchemy + spelled_type(type, spelled);
  imports.insert("from sqlalchemy.dialects import " + std::string(module));
  std::string text = spelled_type(type, spelled);
  if (names.exact && type.kind == PgDOMAIN && type.schema) {
    text.insert(text.size() - 1, ", schema=" + python::repr_of_text(*type.schema));
  }
  const bool named = type.kind == PgENUM || type.kind == PgDOMAIN;
  if (names.exact && named && !type.create_type) {
    text.insert(text.size() - 1, ", create_type=False");
  }
  return std::string(module) + "." + text;
}

}  // namespace

std::string without_parameters(std::string_view sql) {
  const auto is_name = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  std::string out;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    const char before = i == 0 ? ' ' : sql[i - 1];
    const bool starts = sql[i] == ':' && before != ':' && i + 1 < sql.size() && is_name(sql[i + 1]);
    if (starts && !is_name(before)) out += '\\';
    out += sql[i];
  }
  return out;
}

std::string_view dialect_module(const Type& type) {
  for (const std::string_view known : {"postgresql", "mysql", "sqlite"}) {
    if (type.python_name == known) return known;
  }
  if (schema::is_postgresql_only(type.kind)) return "postgresql";
  if (schema::is_mysql_only(type.kind)) return "mysql";
  return type.kind == JSON ? "postgresql" : "";
}

std::string repr_of_type(const Type& type) {
  if (const auto text = application_class(type).second; !text.empty()) return std::string(text);
  if (is_unknown(type)) return "NullType()";
  if (type.kind == UserDefined) return type.python_name + "()";
  return spelled_type(type, [](const Type& inner) { return repr_of_type(inner); });
}

std::string python_type(const Type& type, const PythonNames& names,
                        std::set<std::string>& imports) {
  if (names.items != nullptr) {
    if (auto text = names.items->type(type, imports)) return *text;
  }
  std::string text = without_variants(type, names, imports);
  auto variants = type.variants;
  std::ranges::stable_sort(variants, {}, [](const auto& one) { return one.first; });
  for (const auto& [dialect, variant] : variants) {
    text += ".with_variant(" + python_type(variant, names, imports) + ", " +
            python::repr_of_text(dialect) + ")";
  }
  return text;
}

}  // namespace retort::script
