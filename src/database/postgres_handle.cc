// The only outside interface is postgres_handle.h.
#include "database/postgres_handle.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "database/database_error.h"
#include "database/postgres_options.h"

namespace retort::database {
namespace {

using Settings = std::vector<std::pair<std::string, std::string>>;

/// libpq's lines without its questions, which are asked again in the hint.
std::string reason_of(std::string_view message) {
  std::string kept;
  while (!message.empty()) {
    const std::size_t length = std::min(message.find('\n'), message.size() - 1) + 1;
    const std::string_view line = message.substr(0, length);
    if (!line.starts_with("\tIs the server running")) kept += line;
    message.remove_prefix(length);
  }
  return one_line(kept);
}

ConnectionPtr open(const Settings& settings, const std::vector<Secret>& secrets,
                   const std::string& what) {
  const auto& lib = libpq();
  std::vector<const char*> names, values;
  for (const auto& [name, value] : settings) {
    names.push_back(name.c_str());
    values.push_back(value.c_str());
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  ConnectionPtr handle(lib.PQconnectdbParams(names.data(), values.data(), 0));
  if (handle != nullptr && lib.PQstatus(handle.get()) == CONNECTION_OK) return handle;
  std::string reason =
      handle == nullptr ? "out of memory" : reason_of(lib.PQerrorMessage(handle.get()));
  const std::string hint = connect_hint(reason);
  for (const Secret& secret : secrets) reason = secret.redact(reason);
  throw Error(ErrorCode::connection, "Cannot connect to " + what + ": " + reason).with_hint(hint);
}

}  // namespace

ConnectionPtr open_handle(const Url& url, const ConnectOptions& options) {
  return open(libpq_options(url, options, known_libpq_options()), secrets_in(url), render(url));
}

ConnectionPtr open_like(PGconn* model, const std::vector<Secret>& secrets) {
  const auto& lib = libpq();
  Settings settings;
  PQconninfoOption* const options = lib.PQconninfo(model);
  for (const PQconninfoOption* option = options; option != nullptr && option->keyword != nullptr;
       ++option) {
    if (option->val != nullptr) settings.emplace_back(option->keyword, option->val);
  }
  lib.PQconninfoFree(options);
  return open(settings, secrets, "the PostgreSQL server a second time");
}

}  // namespace retort::database
