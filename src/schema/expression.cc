#include "schema/expression.h"

#include <atomic>

namespace retort::schema {

// An anonymous name is `\x01 identity \x02 base \x03`.

std::string anonymous_name(std::string_view base) {
  static std::atomic<std::uint64_t> last{0};
  return anonymous_name(base, "#" + std::to_string(++last));
}

std::string anonymous_name(std::string_view base, std::string_view identity) {
  std::string name = "\x01";
  name += identity;
  name += '\x02';
  name += base;
  return name + '\x03';
}

bool is_anonymous(std::string_view name) {
  return name.find('\x01') != std::string_view::npos;
}

ExprPtr text_expr(std::string sql) {
  return make_expr(TextClause{.text = std::move(sql)});
}

ExprPtr column_expr(std::string name) {
  return make_expr(ColumnRef{.name = std::move(name)});
}

}  // namespace retort::schema
