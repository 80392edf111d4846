// PostgreSQL's types as SQLAlchemy reflects them. Plain functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/type.h"

namespace retort::inspect {

/// What the catalogs say of a column's type; of an array's element type where it is an array.
struct PostgresType {
  std::string formatted;   ///< format_type(): `character varying(30)`, `mood[]`.
  std::string type_class;  ///< pg_type.typtype: `b`, `e` enum, `d` domain, ...
  std::string schema;
  std::string name;
  bool visible = true;  ///< Found without its schema.
  std::vector<std::string> labels;
  std::string domain_base;  ///< format_type() of what a domain is made of.
  std::optional<std::string> collation;
};

/// The type. One that SQLAlchemy does not know becomes UserDefined with its formatted text.
schema::Type postgres_type(const PostgresType& type);

/// The elements of an array in PostgreSQL's text form (`{a,"b c",NULL}`), NULL as an empty text.
std::vector<std::string> parse_array(std::string_view text);

}  // namespace retort::inspect
