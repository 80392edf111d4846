#include "dialect/postgres_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "dialect/literal.h"
#include "dialect/quoting.h"

namespace retort::dialect {

using namespace schema::shape;

std::vector<std::string> postgres_session() {
  return {"SET check_function_bodies = false",
          "SELECT pg_catalog.set_config('search_path', '', false)"};
}

std::string quoted_text(std::string_view text) {
  return string_literal(Family::postgresql, text);
}

std::string settings_text(const Settings& settings) {
  std::string out;
  for (const std::string& setting : settings) {
    const std::size_t equals = setting.find('=');
    if (!out.empty()) out += ", ";
    out += setting.substr(0, equals);
    if (equals != setting.npos) out += "=" + quoted_text(setting.substr(equals + 1));
  }
  return out;
}

std::string numbers_text(const SequenceNumbers& numbers) {
  return fmt::format("START WITH {} INCREMENT BY {} MINVALUE {} MAXVALUE {} CACHE {}{}",
                     numbers.start, numbers.increment, numbers.minimum, numbers.maximum,
                     numbers.cache, numbers.cycle ? " CYCLE" : "");
}

std::string_view enabling(std::string_view state) {
  return state == "disabled" ? "DISABLE" : state == "replica" ? "ENABLE REPLICA" : "ENABLE ALWAYS";
}

std::string_view routine_word(const Routine& routine) {
  return routine.kind == "procedure"   ? "PROCEDURE"
         : routine.kind == "aggregate" ? "AGGREGATE"
                                       : "FUNCTION";
}

std::string signature(const Routine& routine) {
  const bool all = routine.kind == "aggregate" && routine.arguments.empty();
  return fmt::format("({})", all ? "*" : routine.arguments);
}

std::string grant_text(const Grant& grant, std::string_view what, std::string_view columns) {
  const std::string who =
      grant.grantee.empty() ? "PUBLIC" : quote(Family::postgresql, grant.grantee);
  const std::string privilege =
      columns.empty() ? grant.privilege : fmt::format("{} ({})", grant.privilege, columns);
  if (grant.revoked) return fmt::format("REVOKE {} ON {} FROM {}", privilege, what, who);
  return fmt::format("GRANT {} ON {} TO {}{}", privilege, what, who,
                     grant.grantable ? " WITH GRANT OPTION" : "");
}

std::string_view usual_storage(const Database& database, std::string_view type) {
  const auto is_of = [&](const Domain& domain) {
    return qualify(Family::postgresql, domain.name.schema, domain.name.name) == type;
  };
  for (auto domain = std::ranges::find_if(database.domains, is_of);
       domain != database.domains.end(); domain = std::ranges::find_if(database.domains, is_of)) {
    type = domain->base_type;
  }
  const std::string_view base = type.substr(0, type.find('('));
  const bool is_array = type.ends_with(']');
  return !is_array && (base == "numeric" || base == "inet" || base == "cidr") ? "MAIN" : "EXTENDED";
}

bool is_key(const Constraint& constraint) {
  return constraint.kind != "check" && constraint.kind != "foreign key";
}

bool is_brought(const Table& table, const Constraint& constraint) {
  return constraint.inherited && !constraint.parent && !(table.bound && constraint.kind == "check");
}

}  // namespace retort::dialect
