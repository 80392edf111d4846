// The only outside interface is sql_values.h.
#include "script/sql_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "dialect/sql_scanner.h"

namespace retort::script {
namespace {

/// `${NAME}` in one of its three forms.
struct Placeholder {
  std::string_view name;
  char quote = '\0';
  std::size_t size = 0;  ///< Of the whole.
};

std::optional<Placeholder> placeholder_at(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('}', at);
  if (text.substr(at, 2) != "${" || end == text.npos) return std::nullopt;
  Placeholder out{text.substr(at + 2, end - at - 2), '\0', end + 1 - at};
  const std::string_view inner = out.name;
  const bool quoted = inner.size() > 2 && (inner.front() == '\'' || inner.front() == '"') &&
                      inner.back() == inner.front();
  if (quoted) {
    out.quote = inner.front();
    out.name = inner.substr(1, inner.size() - 2);
  }
  return out;
}

/// Whether a value can change nothing but the word that it stands in.
bool is_plain(std::string_view value) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
  };
  return !value.empty() && std::ranges::all_of(value, plain) && value.find("--") == value.npos;
}

std::string quoted(std::string_view value, char quote, std::string_view dialect) {
  const bool mysql = dialect::syntax_of(dialect) == dialect::SqlSyntax::mysql;
  const char sign = mysql && quote == '"' ? '`' : quote;
  std::string out(1, sign);
  for (const char c : value) {
    if (c == sign || (mysql && sign == '\'' && c == '\\')) out += c;
    out += c;
  }
  return out + sign;
}

std::string written(const Placeholder& placeholder, const std::string& value,
                    std::string_view dialect, const Source& source, std::size_t at) {
  if (placeholder.quote != '\0') return quoted(value, placeholder.quote, dialect);
  if (is_plain(value)) return value;
  const auto begin = static_cast<std::uint32_t>(at);
  throw Error(ErrorCode::command,
              fmt::format("The value of {} cannot stand here unquoted", placeholder.name),
              place_in(source, {begin, begin + static_cast<std::uint32_t>(placeholder.size)}))
      .with_hint(
          fmt::format("Write ${{'{0}'}} for a string or ${{\"{0}\"}} for a name; unquoted it "
                      "may hold letters, digits, `_`, `.` and single `-` only.",
                      placeholder.name));
}

}  // namespace

SqlText put_values(const Source& source, Span span, const std::vector<SqlValue>& values,
                   std::string_view dialect, bool keep_secrets) {
  const std::string_view text = std::string_view(source.text).substr(0, span.end);
  SqlText out;
  std::size_t done = span.begin;
  std::size_t at = values.empty() ? text.npos : text.find("${", done);
  while (at != text.npos) {
    const std::optional<Placeholder> placeholder = placeholder_at(text, at);
    const auto known = std::ranges::find_if(values, [&](const SqlValue& value) {
      return placeholder && value.name == placeholder->name && !(value.secret && keep_secrets);
    });
    if (known == values.end()) {
      at = text.find("${", at + 2);
      continue;
    }
    out.text += text.substr(done, at - done);
    out.shifts.push_back({out.text.size(), at, true});
    out.text += written(*placeholder, known->value.reveal(), dialect, source, at);
    done = at + placeholder->size;
    out.shifts.push_back({out.text.size(), done, false});
    at = text.find("${", done);
  }
  out.text += text.substr(done);
  return out;
}

}  // namespace retort::script
