// What became of a transaction whose connection was lost: asked on a new connection, once the old
// session is over.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "database/connection.h"
#include "runtime/run.h"

namespace retort::runtime {

/// The transaction as the run knew it.
struct LostTransaction {
  std::int64_t session = 0;                  ///< See Connection::session_id().
  std::optional<std::int64_t> transaction;   ///< PostgreSQL's id of it, if it was asked for.
  bool pooled = false;                       ///< The session is a pooler's, others may have it now.
  bool committing = false;                   ///< COMMIT was sent.
  std::vector<std::string> rows_before;      ///< Of the version table.
  std::vector<std::string> rows_after;       ///< If it was committed.
  std::optional<database::Statement> proof;  ///< See Journal::proof().
};

struct Aftermath {
  enum class Outcome { committed, rolled_back, unknown };
  Outcome outcome = Outcome::unknown;
  bool reached = false;           ///< The server answers again.
  std::vector<std::string> rows;  ///< Of the version table now, if it was reached.
};

/// Tries for a few seconds. Throws nothing but what a signal does.
Aftermath find_out(const RunContext& context, const LostTransaction& lost);

}  // namespace retort::runtime
