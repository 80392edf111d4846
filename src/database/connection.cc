#include "database/connection.h"

#include <utility>

namespace retort::database {

Result Connection::execute(std::string text, std::vector<Value> parameters) {
  Statement statement;
  statement.text = std::move(text);
  statement.parameters = std::move(parameters);
  return execute(statement);
}

}  // namespace retort::database
