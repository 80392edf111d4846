// The only outside interface is recreate.h.
#include "dialect/recreate.h"

#include <fmt/format.h>

#include "base/error.h"

namespace retort::dialect {

std::vector<std::string> recreate(const schema::shape::Inspection& inspection) {
  if (inspection.database.dialect == "postgresql") return recreate_postgresql(inspection);
  if (inspection.database.dialect == "sqlite") return recreate_sqlite(inspection);
  if (inspection.database.dialect == "mariadb") return recreate_mariadb(inspection);
  throw Error(ErrorCode::unsupported,
              fmt::format("{} databases cannot be written as SQL", inspection.database.dialect));
}

std::string recreate_script(const schema::shape::Inspection& inspection) {
  const bool mariadb = inspection.database.dialect == "mariadb";
  std::string out;
  for (const std::string& statement : recreate(inspection)) {
    const bool has_body = mariadb && statement.find(';') != statement.npos;
    out += has_body ? fmt::format("DELIMITER $$\n{} $$\nDELIMITER ;\n\n", statement)
                    : statement + ";\n\n";
  }
  if (!out.empty()) out.pop_back();
  return out;
}

}  // namespace retort::dialect
