// The query options of SQLAlchemy's MySQL drivers (mysqlclient, PyMySQL, aiomysql, asyncmy,
// MySQL Connector, MariaDB Connector) under one roof: where they differ it is in spelling only.
#include "database/mysql_options.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string_view>

#include "base/environment.h"
#include "base/error.h"
#include "base/file.h"

namespace retort::database {
namespace {

constexpr std::string_view kSocketDrivers[] = {"", "mysqldb", "mariadbconnector"};

/// Drivers that check the server's certificate as soon as they are given an authority.
constexpr std::string_view kCheckingDrivers[] = {"pymysql", "aiomysql", "asyncmy"};

/// Options of the Python drivers that say nothing about how to connect.
constexpr std::string_view kDriverOptions[] = {"autocommit",
                                               "binary_prefix",
                                               "buffered",
                                               "client_flag",
                                               "consume_results",
                                               "converter_class",
                                               "cursorclass",
                                               "echo",
                                               "force_ipv6",
                                               "get_warnings",
                                               "maxsize",
                                               "max_allowed_packet",
                                               "minsize",
                                               "multi_statements",
                                               "pool_name",
                                               "pool_recycle",
                                               "pool_reset_connection",
                                               "pool_size",
                                               "prefix_mode",
                                               "program_name",
                                               "raise_on_warnings",
                                               "raw",
                                               "time_zone_local",
                                               "use_pure",
                                               "use_unicode",
                                               "allow_local_infile_in_path"};

bool contains(const auto& names, std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

[[noreturn]] void unreadable(const std::string& name, std::string_view expected) {
  throw Error(ErrorCode::config, "The option '" + name + "' of the database URL cannot be read")
      .with_hint("Give it " + std::string(expected) + ".");
}

bool truth(const std::string& name, const std::string& value) {
  static constexpr std::string_view kTrue[] = {"true", "True", "TRUE", "1", "yes", "on"};
  static constexpr std::string_view kFalse[] = {"false", "False", "FALSE", "0", "no", "off"};
  if (contains(kTrue, value)) return true;
  if (!contains(kFalse, value)) unreadable(name, "true or false");
  return false;
}

unsigned number(const std::string& name, const std::string& value) {
  unsigned result = 0;
  const auto parsed = std::from_chars(value.data(), value.data() + value.size(), result);
  if (parsed.ec != std::errc() || parsed.ptr != value.data() + value.size()) {
    unreadable(name, "a whole number");
  }
  return result;
}

std::string option_file(const std::string& name, const std::string& value) {
  std::string path = value;
  if (path.rfind("~/", 0) == 0) path = environment_variable("HOME").value_or("") + path.substr(1);
  if (!path_exists(path)) {
    throw Error(ErrorCode::config, "The option file " + path + " does not exist")
        .with_hint("Correct the option " + name + " of the database URL, or create the file.");
  }
  return path;
}

/// `ssl_mode=` of mysqlclient.
void set_ssl_mode(const std::string& value, MysqlOptions& result) {
  if (value == "VERIFY_CA" || value == "VERIFY_IDENTITY") result.verify = true;
  if (value == "REQUIRED" || result.verify) {
    result.tls = true;
  } else if (value != "DISABLED" && value != "PREFERRED") {
    unreadable("ssl_mode", "DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY");
  }
}

bool take_ssl_option(const std::string& name, const std::string& value, MysqlOptions& result) {
  const auto file = [&](std::string& field) {
    field = value;
    result.tls = true;
    return true;
  };
  if (name == "ssl_ca") return file(result.ca);
  if (name == "ssl_capath") return file(result.ca_path);
  if (name == "ssl_cert") return file(result.certificate);
  if (name == "ssl_key") return file(result.key);
  if (name == "ssl_cipher") return file(result.cipher);
  if (name == "tls_version" || name == "tls_versions") return file(result.tls_version);
  if (name == "ssl_mode") {
    set_ssl_mode(value, result);
  } else if (name == "ssl") {
    result.tls = truth(name, value);
  } else if (name == "ssl_disabled") {
    if (truth(name, value)) result.tls = result.verify = false;
  } else if (name == "ssl_verify_cert" || name == "ssl_verify_identity" ||
             name == "ssl_check_hostname") {
    if (truth(name, value)) result.tls = result.verify = true;
  } else {
    return false;
  }
  return true;
}

bool take_place(const std::string& name, const std::string& value, MysqlOptions& result) {
  if (name == "unix_socket") {
    result.unix_socket = value;
  } else if (name == "host") {
    result.host = value;
  } else if (name == "port") {
    result.port = number(name, value);
  } else if (name == "user") {
    result.user = value;
  } else if (name == "password" || name == "passwd") {
    result.password = Secret(value);
  } else if (name == "db" || name == "database") {
    result.database = value;
  } else if (name == "read_default_file" || name == "option_files" || name == "default_file") {
    result.default_file = option_file(name, value);
  } else if (name == "read_default_group" || name == "option_groups" || name == "default_group") {
    result.default_group = value;
  } else {
    return false;
  }
  return true;
}

bool take_behaviour(const std::string& name, const std::string& value, MysqlOptions& result) {
  if (name == "connect_timeout" || name == "connection_timeout") {
    result.connect_timeout = number(name, value);
  } else if (name == "read_timeout") {
    result.read_timeout = number(name, value);
  } else if (name == "write_timeout") {
    result.write_timeout = number(name, value);
  } else if (name == "compress") {
    result.compress = truth(name, value);
  } else if (name == "local_infile" || name == "allow_local_infile") {
    result.local_infile = truth(name, value);
  } else if (name == "auth_plugin" || name == "default_auth") {
    result.default_auth = value;
  } else if (name == "plugin_dir") {
    result.plugin_directory = value;
  } else if (name == "collation") {
    result.collation = value;
  } else if (name == "sql_mode") {
    result.sql_mode = value;
  } else if (name == "init_command") {
    result.init_command = value;
  } else {
    // Texts travel as utf8mb4, whatever character set the script's texts are stored in.
    return name == "charset" || contains(kDriverOptions, name);
  }
  return true;
}

}  // namespace

MysqlOptions mysql_options(const Url& url, const ConnectOptions& options) {
  MysqlOptions result;
  result.user = url.username;
  result.password = url.password;
  result.host = url.host;
  if (url.database && !url.database->empty()) result.database = url.database;
  result.port = static_cast<unsigned>(url.port.value_or(0));
  result.connect_timeout = static_cast<unsigned>(std::max(options.connect_timeout, 0));
  for (const auto& [name, value] : url.query) {
    if (take_place(name, value, result) || take_ssl_option(name, value, result) ||
        take_behaviour(name, value, result)) {
      continue;
    }
    throw Error(ErrorCode::config, "The database URL has the unknown option '" + name + "'")
        .with_hint("Remove it from the URL, or use one of the options of PyMySQL or mysqlclient.");
  }
  const bool authority = !result.ca.empty() || !result.ca_path.empty();
  const auto asked = std::ranges::find(url.query, "ssl_check_hostname",
                                       &std::pair<std::string, std::string>::first);
  if (authority && asked == url.query.end() && contains(kCheckingDrivers, url.driver)) {
    result.verify = true;
  }
  // An option file may name another host or socket.
  result.tcp = result.unix_socket.empty() && !contains(kSocketDrivers, url.driver) &&
               (result.host || result.default_file.empty());
  return result;
}

}  // namespace retort::database
