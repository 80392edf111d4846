// Reads what format_type() prints: a name, arguments in parentheses (which may stand inside the
// name: `timestamp(3) without time zone`), and `[]` for arrays.
#include "inspect/postgres_types.h"

#include <algorithm>
#include <charconv>

namespace retort::inspect {
namespace {

using schema::Type;
using schema::TypeKind;

struct KnownType {
  std::string_view name;
  TypeKind kind;
};

constexpr KnownType kKnownTypes[] = {
    {"hstore", TypeKind::PgHSTORE},
    {"json", TypeKind::JSON},
    {"jsonb", TypeKind::PgJSONB},
    {"int4range", TypeKind::PgINT4RANGE},
    {"int8range", TypeKind::PgINT8RANGE},
    {"numrange", TypeKind::PgNUMRANGE},
    {"daterange", TypeKind::PgDATERANGE},
    {"tsrange", TypeKind::PgTSRANGE},
    {"tstzrange", TypeKind::PgTSTZRANGE},
    {"int4multirange", TypeKind::PgINT4MULTIRANGE},
    {"int8multirange", TypeKind::PgINT8MULTIRANGE},
    {"nummultirange", TypeKind::PgNUMMULTIRANGE},
    {"datemultirange", TypeKind::PgDATEMULTIRANGE},
    {"tsmultirange", TypeKind::PgTSMULTIRANGE},
    {"tstzmultirange", TypeKind::PgTSTZMULTIRANGE},
    {"integer", TypeKind::INTEGER},
    {"bigint", TypeKind::BIGINT},
    {"smallint", TypeKind::SMALLINT},
    {"character varying", TypeKind::VARCHAR},
    {"character", TypeKind::CHAR},
    {"\"char\"", TypeKind::String},
    {"name", TypeKind::String},
    {"text", TypeKind::TEXT},
    {"numeric", TypeKind::NUMERIC},
    {"float", TypeKind::FLOAT},
    {"real", TypeKind::REAL},
    {"double precision", TypeKind::DOUBLE_PRECISION},
    {"inet", TypeKind::PgINET},
    {"cidr", TypeKind::PgCIDR},
    {"citext", TypeKind::PgCITEXT},
    {"uuid", TypeKind::UUID},
    {"bit", TypeKind::PgBIT},
    {"bit varying", TypeKind::PgBIT},
    {"macaddr", TypeKind::PgMACADDR},
    {"macaddr8", TypeKind::PgMACADDR8},
    {"money", TypeKind::PgMONEY},
    {"oid", TypeKind::PgOID},
    {"regclass", TypeKind::PgREGCLASS},
    {"timestamp", TypeKind::PgTIMESTAMP},
    {"timestamp with time zone", TypeKind::PgTIMESTAMP},
    {"timestamp without time zone", TypeKind::PgTIMESTAMP},
    {"time", TypeKind::PgTIME},
    {"time with time zone", TypeKind::PgTIME},
    {"time without time zone", TypeKind::PgTIME},
    {"date", TypeKind::DATE},
    {"bytea", TypeKind::PgBYTEA},
    {"boolean", TypeKind::BOOLEAN},
    {"interval", TypeKind::PgINTERVAL},
    {"tsvector", TypeKind::PgTSVECTOR},
};

/// format_type() taken apart.
struct Formatted {
  std::string name;
  std::vector<std::int64_t> arguments;
  int dimensions = 0;
};

Formatted take_apart(std::string_view text) {
  Formatted result;
  while (text.size() > 2 && text.substr(text.size() - 2) == "[]") {
    text.remove_suffix(2);
    ++result.dimensions;
  }
  // A parenthesis in a quoted name is no argument.
  const std::size_t open =
      text.find('"') == std::string_view::npos ? text.find('(') : std::string_view::npos;
  const std::size_t close = open == std::string_view::npos ? open : text.find(')', open);
  if (close == std::string_view::npos) {
    result.name = std::string(text);
    return result;
  }
  result.name = std::string(text.substr(0, open)) + std::string(text.substr(close + 1));
  std::string_view arguments = text.substr(open + 1, close - open - 1);
  while (!arguments.empty()) {
    const std::size_t end = std::min(arguments.find(','), arguments.size());
    std::int64_t number = 0;
    if (std::from_chars(arguments.data(), arguments.data() + end, number).ec == std::errc()) {
      result.arguments.push_back(number);
    }
    arguments.remove_prefix(std::min(end + 1, arguments.size()));
  }
  return result;
}

const KnownType* find_known(std::string_view name) {
  for (const KnownType& known : kKnownTypes) {
    if (known.name == name) return &known;
  }
  return nullptr;
}

void set_arguments(Type& type, const Formatted& formatted) {
  const auto& arguments = formatted.arguments;
  const auto first = arguments.empty() ? std::nullopt : std::optional(arguments[0]);
  switch (type.kind) {
    case TypeKind::NUMERIC:
      type.precision = first;
      if (arguments.size() > 1) type.scale = arguments[1];
      break;
    case TypeKind::DOUBLE_PRECISION:
      type.precision = 53;
      break;
    case TypeKind::PgTIMESTAMP:
    case TypeKind::PgTIME:
      type.timezone = formatted.name.find("with time zone") != std::string::npos;
      type.precision = first;
      break;
    case TypeKind::PgINTERVAL:
      type.precision = first;
      break;
    case TypeKind::PgBIT:
      type.varying = formatted.name == "bit varying";
      type.length = first;
      break;
    case TypeKind::VARCHAR:
    case TypeKind::CHAR:
      type.length = first;
      break;
    default:
      break;
  }
}

Type plain_type(const Formatted& formatted) {
  Type type;
  if (const KnownType* known = find_known(formatted.name)) {
    type.kind = known->kind;
    set_arguments(type, formatted);
  } else if (formatted.name.rfind("interval ", 0) == 0) {
    type.kind = TypeKind::PgINTERVAL;
    type.fields = formatted.name.substr(9);
    set_arguments(type, formatted);
  }
  return type;
}

Type named_type(const PostgresType& type) {
  Type result;
  result.name = type.name;
  if (!type.visible) result.schema = type.schema;
  result.create_type = type.type_class != "d";
  if (type.type_class == "e") {
    result.kind = TypeKind::PgENUM;
    result.labels = type.labels;
  } else {
    result.kind = TypeKind::PgDOMAIN;
    PostgresType base;
    base.formatted = type.domain_base;
    result.item.push_back(postgres_type(base));
  }
  return result;
}

}  // namespace

Type postgres_type(const PostgresType& type) {
  const Formatted formatted = take_apart(type.formatted);
  Type result =
      type.type_class == "e" || type.type_class == "d" ? named_type(type) : plain_type(formatted);
  if (result.kind == TypeKind::Null) {
    result.kind = TypeKind::UserDefined;
    result.spec = type.formatted;
    return result;
  }
  result.collation = type.collation;
  if (formatted.dimensions == 0) return result;
  Type array;
  array.kind = TypeKind::Array;
  array.item.push_back(std::move(result));
  return array;
}

std::vector<std::string> parse_array(std::string_view text) {
  std::vector<std::string> elements;
  // Bounds stand before an array that does not start at 1: `[0:1]={a,b}`.
  text.remove_prefix(std::min(text.find('{'), text.size()));
  if (text.size() < 3) return elements;
  text = text.substr(1, text.size() - 2);
  for (std::size_t at = 0; at <= text.size(); ++at) {
    std::string element;
    if (at < text.size() && text[at] == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\' && at + 1 < text.size()) ++at;
        element += text[at];
      }
      ++at;
    } else {
      while (at < text.size() && text[at] != ',') element += text[at++];
      if (element == "NULL") element.clear();
    }
    elements.push_back(std::move(element));
  }
  return elements;
}

}  // namespace retort::inspect
