// The one exception type: what ends a command. Expected outcomes are return values instead.
#pragma once

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"

namespace retort {

/// Why a command ended. Each has a stable name, an exit status and an HTTP status: error.cc holds
/// the one table.
enum class ErrorCode {
  internal,       ///< A defect of Retort itself.
  usage,          ///< Wrong options or arguments.
  command,        ///< The request cannot be done; Alembic's CommandError.
  config,         ///< A configuration file or value is missing or wrong.
  graph,          ///< The revision history is malformed.
  parse,          ///< A script does not parse.
  script,         ///< A script raised, or used something that cannot be evaluated.
  unknown_value,  ///< A script needs a value that only the application knows.
  limit,          ///< A script exceeded its limit of steps, depth or memory.
  unsupported,    ///< The dialect or this program cannot do what is asked.
  database,       ///< The server refused a statement.
  connection,     ///< The server cannot be reached, or was lost.
  locked,         ///< Somebody else migrates the same database.
  io,             ///< A file cannot be read or written.
};

/// Stable name (`"graph"`), as in JSON output.
std::string_view name_of(ErrorCode code);
/// Process exit status: 255 for what Alembic reports as FAILED, 2 for usage, 1 for the rest.
int exit_status(ErrorCode code);
/// Status for the HTTP front.
int http_status(ErrorCode code);

/// What a database said about a statement that it refused. Empty fields were not sent.
struct ServerMessage {
  std::string sqlstate;
  std::string detail;
  std::string hint;
  std::string context;
  friend bool operator==(const ServerMessage&, const ServerMessage&) = default;
};

class Error : public std::exception {
 public:
  Error(ErrorCode code, std::string message);
  Error(ErrorCode code, std::string message, Place place);

  ErrorCode code;
  std::string message;             ///< One paragraph, without place and hints.
  std::optional<Place> place;      ///< Where in a file of the user.
  std::vector<std::string> hints;  ///< What to do next, one sentence each.
  std::string revision;            ///< The revision that was running, if any.
  std::string statement;           ///< The SQL statement, if one failed.
  /// Where in `statement` the server stopped (line and column in it, no file), if it said so.
  std::optional<Place> statement_place;
  ServerMessage server;  ///< The server's own words, if it refused.

  /// Adds a hint; returns itself so that it can be thrown in one expression.
  Error& with_hint(std::string hint) &;
  Error&& with_hint(std::string hint) &&;

  const char* what() const noexcept override { return message.c_str(); }
};

/// The whole text for people, ended by a newline: message, place with caret, revision, statement,
/// server fields, hints. The first line is `FAILED: <message>`.
std::string describe(const Error& error);

}  // namespace retort
