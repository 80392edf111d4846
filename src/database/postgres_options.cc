// The query options of SQLAlchemy's PostgreSQL drivers, as libpq names them:
//
//   asyncpg   ssl=require, timeout=10, server caches that mean nothing here
//   psycopg2  host=a:5432&host=b:5433 (several hosts), libpq's own keywords
//   pg8000    unix_sock=/dir/.s.PGSQL.5432
#include "database/postgres_options.h"

#include <algorithm>

#include "base/error.h"
#include "database/libpq_library.h"

namespace retort::database {
namespace {

/// Options of the Python drivers that say nothing about how to connect.
constexpr std::string_view kDriverOptions[] = {"async_fallback",
                                               "prepared_statement_cache_size",
                                               "prepared_statement_name_func",
                                               "statement_cache_size",
                                               "max_cached_statement_lifetime",
                                               "max_cacheable_statement_size",
                                               "command_timeout",
                                               "prepare_threshold",
                                               "autocommit",
                                               "use_native_unicode",
                                               "executemany_mode",
                                               "executemany_batch_page_size",
                                               "async_",
                                               "client_encoding",
                                               "tcp_keepalive",
                                               "native_inet_types",
                                               "async_creator_fn"};

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string sslmode_of(const std::string& value) {
  if (value == "true" || value == "True" || value == "1") return "require";
  if (value == "false" || value == "False" || value == "0") return "disable";
  return value;
}

void append_listed(std::string& list, std::string_view item) {
  if (!list.empty()) list += ',';
  list += item;
}

/// Adds one `host=` option: `name`, `name:port` or a list of names.
void add_host(const std::string& value, std::string& hosts, std::string& ports) {
  const std::size_t colon = value.rfind(':');
  const bool has_port = colon != std::string::npos && value.find(':') == colon &&
                        value.find(',') == std::string::npos;
  append_listed(hosts, has_port ? value.substr(0, colon) : value);
  if (has_port) append_listed(ports, value.substr(colon + 1));
}

}  // namespace

std::vector<std::pair<std::string, std::string>> libpq_options(
    const Url& url, const ConnectOptions& options, const std::vector<std::string>& known) {
  std::vector<std::pair<std::string, std::string>> result;
  const auto add = [&](std::string_view name, std::string value) {
    if (!value.empty()) result.emplace_back(name, std::move(value));
  };
  if (url.username) add("user", *url.username);
  if (url.password) add("password", url.password->reveal());
  if (url.database) add("dbname", *url.database);
  std::string hosts = url.host.value_or("");
  std::string ports = url.port ? std::to_string(*url.port) : "";
  bool has_timeout = false;
  for (const auto& [name, value] : url.query) {
    if (name == "host") {
      add_host(value, hosts, ports);
    } else if (name == "port") {
      append_listed(ports, value);
    } else if (name == "unix_sock") {
      append_listed(hosts, value.substr(0, value.rfind('/')));
    } else if (name == "ssl") {
      add("sslmode", sslmode_of(value));
    } else if (name == "timeout" || name == "connect_timeout") {
      add("connect_timeout", value);
      has_timeout = true;
    } else if (std::find(std::begin(kDriverOptions), std::end(kDriverOptions), name) !=
               std::end(kDriverOptions)) {
      continue;
    } else if (contains(known, name)) {
      add(name, value);
    } else {
      throw Error(ErrorCode::config, "The database URL has the unknown option '" + name + "'")
          .with_hint(
              "Remove it from the URL, or use one of the connection keywords of PostgreSQL's "
              "libpq.");
    }
  }
  add("host", std::move(hosts));
  add("port", std::move(ports));
  if (!has_timeout && options.connect_timeout > 0) {
    add("connect_timeout", std::to_string(options.connect_timeout));
  }
  add("client_encoding", "UTF8");
  add("fallback_application_name", options.application_name);
  return result;
}

std::vector<std::string> known_libpq_options() {
  const auto& lib = libpq();
  std::vector<std::string> names;
  PQconninfoOption* const options = lib.PQconndefaults();
  for (const PQconninfoOption* option = options; option != nullptr && option->keyword != nullptr;
       ++option) {
    names.emplace_back(option->keyword);
  }
  lib.PQconninfoFree(options);
  return names;
}

std::string connect_hint(std::string_view reason) {
  const auto says = [&](std::string_view text) {
    return reason.find(text) != std::string_view::npos;
  };
  if (says("authentication failed") || says("no password supplied")) {
    return "Check the user name and the password: in the URL, in PGPASSWORD or in ~/.pgpass.";
  }
  if (says("database \"") && says("does not exist")) {
    return "Create the database first, or correct its name in the URL.";
  }
  if (says("role \"") && says("does not exist"))
    return "Correct the user name in the URL, or create the role.";
  if (says("too many clients") || says("remaining connection slots")) {
    return "The server has no free connection: wait, or close some.";
  }
  if (says("no pg_hba.conf entry")) {
    return "The server's pg_hba.conf does not let this user connect from here; sslmode may matter "
           "as well.";
  }
  return "Check that the server is running, and the host and port (or socket directory) in the "
         "URL.";
}

}  // namespace retort::database
