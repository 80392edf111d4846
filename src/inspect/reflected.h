// Small pieces that both catalogs share. No state; any thread.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "schema/catalog.h"

namespace retort::inspect {

/// A name that the database gave: naming conventions leave it alone.
inline schema::Name reflected_name(std::optional<std::string> text) {
  // A naming convention names what the database leaves without a name.
  const bool named = text.has_value();
  return {.text = std::move(text), .final = named, .truncatable = false};
}

/// SQL as the database gave it, without bind parameters.
inline schema::ExprPtr reflected_sql(std::string sql) {
  return schema::make_expr(
      schema::TextClause{.text = std::move(sql), .verbatim = true, .binds = {}});
}

inline schema::ExprPtr reflected_column(std::string name) {
  return schema::make_expr(
      schema::ColumnRef{.table = "", .schema = "", .name = std::move(name), .type = {}});
}

[[noreturn]] void throw_no_such_table(const std::string& schema, const std::string& table);

/// Everything of one table, asked from its catalog, as Table(autoload_with=) would load it.
schema::Table assemble_table(schema::Catalog& catalog, const std::string& schema,
                             const std::string& name);

}  // namespace retort::inspect
