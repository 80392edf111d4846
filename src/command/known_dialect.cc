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

}  // namespace retort::command
