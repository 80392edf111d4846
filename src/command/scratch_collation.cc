// The only outside interface is scratch_collation.h.
#include "command/scratch_collation.h"

#include <fmt/format.h>

#include "base/error.h"
#include "database/value.h"
#include "dialect/literal.h"
#include "dialect/quoting.h"

namespace retort::command {

std::string collation_of(database::Connection& connection) {
  const std::string_view dialect = connection.dialect_name();
  if (dialect != "mysql" && dialect != "mariadb") return {};
  return database::text_or_empty(
      connection.execute("SELECT @@collation_database").rows.at(0).at(0));
}

void set_collation(const database::Url& scratch, const std::string& collation) {
  if (collation.empty()) return;
  const auto connection = database::connect(scratch);
  const std::string known =
      fmt::format("SELECT 1 FROM information_schema.collations WHERE collation_name = {}",
                  dialect::string_literal(dialect::Family::mariadb, collation));
  if (connection->execute(known).rows.empty()) return;
  connection->execute(fmt::format(
      "ALTER DATABASE {} COLLATE {}",
      dialect::quoted(dialect::Family::mariadb, scratch.database.value_or("")), collation));
}

}  // namespace retort::command
