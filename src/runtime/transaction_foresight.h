// Finds, before a run, the statements of scripts that cannot be part of its transaction.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "runtime/symbolic_host.h"

namespace retort::runtime {

/// The statement cannot run where the script would send it. Without its place.
Error transaction_conflict_error(std::string_view command, const std::string& revision,
                                 const std::string& statement);

/// Whether a script's text has a word that such statements begin with, or need. Most have none.
bool may_leave_transaction(std::string_view script);

/// Runs scripts without a database, inside of a transaction. What a script does after it has seen
/// rows or the shape of the database is not judged: it may depend on that.
class TransactionForesight final : public SymbolicHost {
 public:
  using SymbolicHost::SymbolicHost;

  /// Forgets the script before.
  void begin_revision(const std::string& revision);
  /// The first conflict that was found.
  const std::optional<Error>& found() const { return found_; }

  bool in_transaction() const override { return !outside_; }
  void emit(operation::Operation operation) override;
  void enter_autocommit(const Origin&) override { outside_ = true; }
  void leave_autocommit() override { outside_ = false; }

 private:
  void would_send(const std::string& sql, const Origin& origin) override;

  std::string revision_;
  bool outside_ = false;
  std::optional<Error> found_;
};

}  // namespace retort::runtime
