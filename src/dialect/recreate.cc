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

std::string script_text(const std::string& dialect, const std::string& statement) {
  const bool has_body = dialect == "mariadb" && statement.find(';') != statement.npos;
  return has_body ? fmt::format("DELIMITER $$\n{} $$\nDELIMITER ;\n\n", statement)
                  : statement + ";\n\n";
}

std::string recreate_script(const schema::shape::Inspection& inspection) {
  std::string out;
  for (const std::string& statement : recreate(inspection)) {
    out += script_text(inspection.database.dialect, statement);
  }
  if (!out.empty()) out.pop_back();
  return out;
}

}  // namespace retort::dialect
