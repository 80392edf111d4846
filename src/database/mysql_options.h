// From a URL to the settings of a MySQL or MariaDB connection, whatever Python driver the URL
// names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/secret.h"
#include "database/connection.h"

namespace retort::database {

/// How to connect. Empty parts are left to the client library: option files, MYSQL_PWD,
/// MYSQL_UNIX_PORT, MYSQL_TCP_PORT, the local socket.
struct MysqlOptions {
  std::optional<std::string> user;
  std::optional<Secret> password;
  std::optional<std::string> host;
  std::optional<std::string> database;
  std::string unix_socket;
  unsigned port = 0;
  bool tcp = false;  ///< `localhost` is a TCP address, as for the drivers written in Python.

  std::string default_file;   ///< An option file (my.cnf), with its `~` expanded.
  std::string default_group;  ///< A section of it to read beside [client].

  bool tls = false;     ///< Required.
  bool verify = false;  ///< The server's certificate and its host name are checked.
  std::string ca, ca_path, certificate, key, cipher, tls_version;

  unsigned connect_timeout = 0, read_timeout = 0, write_timeout = 0;  ///< Seconds; 0: for ever.
  bool compress = false;
  bool local_infile = false;
  std::string default_auth, plugin_directory;
  std::string collation;     ///< Of the connection; empty: the server's choice for utf8mb4.
  std::string sql_mode;      ///< Set for the session unless empty.
  std::string init_command;  ///< Run by the client library after connecting.
};

/// Reads the URL. Errors: ErrorCode::config for a query option that no driver has or whose value
/// cannot be read (it is not repeated, it may be secret), and for an option file that is missing.
MysqlOptions mysql_options(const Url& url, const ConnectOptions& options);

}  // namespace retort::database
