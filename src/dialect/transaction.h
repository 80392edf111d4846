// Which statements have no place inside a transaction.
#pragma once

#include <string>
#include <string_view>

namespace retort::dialect {

/// Judges by the first words of the text, comments skipped. ALTER TYPE ... ADD VALUE is allowed:
/// it has been since PostgreSQL 12.
bool postgresql_forbids_transaction(std::string_view sql);

/// Why a statement cannot be one of several in a transaction.
struct TransactionConflict {
  enum class Kind {
    none,
    outside,   ///< The database refuses it there, or it does nothing there.
    controls,  ///< It begins or ends a transaction itself.
  };
  Kind kind = Kind::none;
  std::string command;  ///< Its first words: `CREATE INDEX CONCURRENTLY`, `COMMIT`.
};

/// Judges one statement. PostgreSQL's parser has the word where it understands the statement. On
/// MySQL only the statements that begin or end a transaction conflict.
TransactionConflict transaction_conflict(const std::string& statement, std::string_view dialect);

/// What one of several statements, each run by itself, leaves of a transaction.
enum class TransactionEffect { none, begins, ends };

/// Judges by the first words. On MySQL nothing begins a transaction for sure: the next change of
/// the schema ends it.
TransactionEffect transaction_effect(std::string_view statement, std::string_view dialect);

/// What a statement does to the transaction that it is sent in.
enum class StatementKind {
  ordinary,    ///< It is a part of the transaction.
  commits,     ///< It commits by itself: what forbids a transaction, MySQL's changes of the schema.
  may_commit,  ///< CALL and DO, outside of a transaction.
  session,     ///< It only sets something for the session, or begins or ends a transaction.
};

/// Judges by the first words.
StatementKind statement_kind(std::string_view statement, std::string_view dialect);

}  // namespace retort::dialect
