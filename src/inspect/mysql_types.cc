#include "inspect/mysql_types.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>
#include <vector>

namespace retort::inspect {
namespace {

using schema::TypeKind;

/// What the numbers in a type's parentheses mean.
enum class Numbers { none, width, length, precision, fraction, labels };

struct KnownType {
  std::string_view name;
  TypeKind kind;
  Numbers numbers = Numbers::none;
};

constexpr KnownType kTypes[] = {
    {"bigint", TypeKind::BIGINT, Numbers::width},
    {"binary", TypeKind::BINARY, Numbers::length},
    {"bit", TypeKind::MyBIT, Numbers::length},
    {"blob", TypeKind::BLOB, Numbers::length},
    {"char", TypeKind::CHAR, Numbers::length},
    {"date", TypeKind::DATE},
    {"datetime", TypeKind::DATETIME, Numbers::fraction},
    {"decimal", TypeKind::DECIMAL, Numbers::precision},
    {"double", TypeKind::DOUBLE, Numbers::precision},
    {"enum", TypeKind::MyENUM, Numbers::labels},
    {"float", TypeKind::FLOAT, Numbers::precision},
    {"inet4", TypeKind::MyINET4},
    {"inet6", TypeKind::MyINET6},
    {"int", TypeKind::INTEGER, Numbers::width},
    {"json", TypeKind::JSON},
    {"longblob", TypeKind::MyLONGBLOB},
    {"longtext", TypeKind::MyLONGTEXT},
    {"mediumblob", TypeKind::MyMEDIUMBLOB},
    {"mediumint", TypeKind::MyMEDIUMINT, Numbers::width},
    {"mediumtext", TypeKind::MyMEDIUMTEXT},
    {"set", TypeKind::MySET, Numbers::labels},
    {"smallint", TypeKind::SMALLINT, Numbers::width},
    {"text", TypeKind::TEXT, Numbers::length},
    {"time", TypeKind::TIME, Numbers::fraction},
    {"timestamp", TypeKind::TIMESTAMP, Numbers::fraction},
    {"tinyblob", TypeKind::MyTINYBLOB},
    {"tinyint", TypeKind::MyTINYINT, Numbers::width},
    {"tinytext", TypeKind::MyTINYTEXT},
    {"uuid", TypeKind::UUID},
    {"varbinary", TypeKind::VARBINARY, Numbers::length},
    {"varchar", TypeKind::VARCHAR, Numbers::length},
    {"year", TypeKind::MyYEAR, Numbers::width},
};

/// The items of `'a','it''s'`.
std::vector<std::string> quoted_items(std::string_view text) {
  std::vector<std::string> items;
  bool inside = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool quote = text[at] == '\'';
    if (!inside) {
      if (quote) items.emplace_back();
      inside = quote;
    } else if (!quote) {
      items.back() += text[at];
    } else if (at + 1 < text.size() && text[at + 1] == '\'') {
      items.back() += text[at++];
    } else {
      inside = false;
    }
  }
  return items;
}

std::vector<std::int64_t> numbers_in(std::string_view text) {
  std::vector<std::int64_t> numbers;
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  while (at < end) {
    std::int64_t number = 0;
    const auto parsed = std::from_chars(at, end, number);
    if (parsed.ec == std::errc()) numbers.push_back(number);
    at = std::max(parsed.ptr, at + 1);
  }
  return numbers;
}

void set_numbers(schema::Type& type, Numbers meaning, std::string_view text) {
  if (meaning == Numbers::labels) {
    type.labels = quoted_items(text);
    // Only its bits tell a set with nothing in it from one with the empty text.
    type.client.retrieve_as_bitwise =
        type.kind == TypeKind::MySET && std::ranges::find(type.labels, "") != type.labels.end();
    return;
  }
  const std::vector<std::int64_t> numbers = numbers_in(text);
  if (numbers.empty()) return;
  if (meaning == Numbers::width) type.mysql.display_width = numbers[0];
  if (meaning == Numbers::length) type.length = numbers[0];
  if (meaning == Numbers::fraction) type.mysql.fsp = numbers[0];
  if (meaning == Numbers::precision) {
    type.precision = numbers[0];
    if (numbers.size() > 1) type.scale = numbers[1];
  }
}

}  // namespace

schema::Type mysql_type(const std::string& column_type) {
  const std::string_view text = column_type;
  const std::string_view name = text.substr(0, text.find_first_of("( "));
  const auto* known = std::find_if(std::begin(kTypes), std::end(kTypes),
                                   [&](const KnownType& type) { return type.name == name; });
  if (known == std::end(kTypes)) {
    schema::Type type = schema::make_type(TypeKind::UserDefined);
    type.spec = column_type;
    return type;
  }
  schema::Type type = schema::make_type(known->kind);
  std::string_view rest = text.substr(name.size());
  if (!rest.empty() && rest.front() == '(') {
    const std::size_t close = rest.rfind(')');
    set_numbers(type, known->numbers, rest.substr(1, close - 1));
    rest.remove_prefix(std::min(close + 1, rest.size()));
  }
  type.mysql.is_unsigned = rest.find("unsigned") != rest.npos;
  type.mysql.zerofill = rest.find("zerofill") != rest.npos;
  return type;
}

}  // namespace retort::inspect
