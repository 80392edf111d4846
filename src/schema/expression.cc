#include "schema/expression.h"

namespace retort::schema {

ExprPtr text_expr(std::string sql) {
  return make_expr(TextClause{.text = std::move(sql)});
}

ExprPtr column_expr(std::string name) {
  return make_expr(ColumnRef{.name = std::move(name)});
}

}  // namespace retort::schema
