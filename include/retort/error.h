// How calls of the library fail.
#pragma once

#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

class ErrorDetails;

/// Why a call failed.
enum class ErrorKind {
  internal,       ///< A defect of Retort itself.
  usage,          ///< The options contradict each other or lack something.
  command,        ///< The request cannot be done: an unknown target, several heads, ...
  config,         ///< The URL or another setting is wrong.
  graph,          ///< The migrations do not form a history.
  parse,          ///< A .py or .sql migration does not parse.
  script,         ///< A migration threw, or used something that cannot be evaluated.
  unknown_value,  ///< A .py migration needs a value that only the Python application knows.
  limit,          ///< A .py migration exceeded its limit of steps, depth or memory.
  unsupported,    ///< The database or Retort cannot do what is asked.
  database,       ///< The database refused a statement.
  connection,     ///< The database cannot be reached, or the connection was lost.
  locked,         ///< Somebody else migrates the same database.
  io,             ///< A file cannot be read or written.
};

/// The stable name of a kind, for logs: `"graph"`.
std::string_view name_of(ErrorKind kind);

/// A place in a migration.
struct Location {
  std::string
      file;        ///< Path of a migration file, embedded or not, or of a C++ source; may be empty.
  int line = 0;    ///< From 1; 0 when not known.
  int column = 0;  ///< From 1, in characters; 0 when not known.
  friend bool operator==(const Location&, const Location&) = default;
};

/// The one exception that the library throws. No text in it holds a password. Copies share what
/// they hold and never throw.
class __attribute__((visibility("default"))) MigrationError : public std::exception {
 public:
  /// A failure that a C++ migration reports itself: of kind `script`.
  explicit MigrationError(std::string message);
  MigrationError(const MigrationError&) noexcept;
  MigrationError& operator=(const MigrationError&) noexcept;
  ~MigrationError() override;

  /// What went wrong, in a sentence or two, without the place.
  const char* what() const noexcept override;
  ErrorKind kind() const noexcept;
  /// Where, as far as it is known.
  const Location& location() const noexcept;
  /// The revision that was running; empty if none was.
  const std::string& revision() const noexcept;
  /// The SQL statement that failed; empty if none did.
  const std::string& statement() const noexcept;
  /// The server's five-letter code; empty if the server gave none (SQLite has none).
  const std::string& sqlstate() const noexcept;
  /// The server's further words; empty if there are none.
  const std::string& server_detail() const noexcept;
  /// What to do next, a sentence each.
  const std::vector<std::string>& hints() const noexcept;
  /// Everything, for a log or a person: several lines, ended by a newline.
  std::string describe() const;

 private:
  friend class ErrorBridge;
  explicit MigrationError(std::shared_ptr<const ErrorDetails> details) noexcept;
  std::shared_ptr<const ErrorDetails> details_;
};

}  // namespace retort
