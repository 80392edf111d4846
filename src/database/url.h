// Database URLs as SQLAlchemy writes them:
// `dialect+driver://user:password@host:port/database?query`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/secret.h"

namespace retort::database {

/// A parsed URL. Parts that were not written are empty; the client library then takes its own
/// defaults (PG* variables, ~/.pgpass, the local socket).
struct Url {
  std::string dialect;  ///< Before `+`, as written: `postgresql`, `postgres`, `sqlite`, ...
  std::string driver;   ///< After `+`: `asyncpg`, `psycopg2`, `aiosqlite`; often empty.
  std::optional<std::string> username;
  std::optional<Secret> password;
  std::optional<std::string> host;  ///< IPv6 addresses without their brackets.
  std::optional<int> port;
  std::optional<std::string> database;  ///< SQLite: the path, or nothing for a database in memory.
  /// In the order written, a name may repeat. Values may be secrets (`password=`): never print
  /// them other than by `render`.
  std::vector<std::pair<std::string, std::string>> query;

  friend bool operator==(const Url&, const Url&) = default;
};

/// Parses. Errors: ErrorCode::config with SQLAlchemy's text, without the URL itself, since it may
/// hold a password.
Url parse_url(std::string_view text);

/// The URL as SQLAlchemy's `render_as_string(hide_password=True)`: the password is `***`. Secrets
/// in query options are hidden as well.
std::string render(const Url& url);

/// The URL with its password, for handing on to another process or library.
Secret render_with_password(const Url& url);

/// The name that dialects go by: `postgresql` for `postgres`, ... Empty for a name that this
/// program does not know.
std::string_view canonical_dialect(const Url& url);

/// Whether both mean one database, whoever logs in.
bool is_same_database(const Url& one, const Url& other);

/// Every secret in the URL, for redaction of texts that may repeat it.
std::vector<Secret> secrets_in(const Url& url);

}  // namespace retort::database
