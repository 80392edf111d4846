#include "command/known_dialect.h"

#include <fmt/format.h>

#include "base/error.h"

namespace retort::command {

const dialect::Dialect& known_dialect(std::string_view name) {
  const dialect::Dialect* found = dialect::find_dialect(name);
  if (found != nullptr) return *found;
  throw Error(ErrorCode::unsupported,
              fmt::format("There is no dialect '{}' in this program.", name))
      .with_hint("Known dialects: postgresql, mysql, mariadb, sqlite.");
}

dialect::BindStyle parameter_style(const project::Environment& environment,
                                   std::string_view dialect) {
  switch (environment.parameter_style.value) {
    case project::ParameterStyle::named:
      return dialect::BindStyle::named;
    case project::ParameterStyle::pyformat:
      return dialect::BindStyle::pyformat;
    case project::ParameterStyle::question:
      return dialect::BindStyle::question;
    case project::ParameterStyle::driver:
      break;
  }
  if (dialect == "postgresql") return dialect::BindStyle::pyformat;
  return dialect == "sqlite" ? dialect::BindStyle::question : dialect::BindStyle::format;
}

}  // namespace retort::command
