// One run at a time on one version table.
//
// PostgreSQL: an advisory lock of the session. Behind a transaction pooler, which is found by
// asking which process answers, and on servers whose advisory locks do nothing: a lease (lease.h).
// The two respect each other. MySQL: GET_LOCK; on a Galera cluster the lease. SQLite: the write
// lock of the file, by BEGIN IMMEDIATE.
//
// Nothing waits inside of a statement or a transaction, so a waiting run keeps no CREATE INDEX
// CONCURRENTLY from its end. A RunLock belongs to one run, on its thread.
#pragma once

#include <optional>
#include <string>

#include "base/error.h"
#include "database/connection.h"
#include "runtime/lease.h"
#include "runtime/reporter.h"
#include "runtime/settings.h"
#include "runtime/version_table.h"

namespace retort::runtime {

class RunLock {
 public:
  /// All must outlive it. `command`: what those who wait see (`upgrade head`).
  RunLock(database::Connection& connection, const VersionTable& table, const Settings& settings,
          Reporter& reporter, std::string command);
  /// Gives the lock back.
  ~RunLock();
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

  /// Takes the lock; waits for it up to the time-out, and says who holds it while it waits. On
  /// SQLite this begins the transaction. Errors: ErrorCode::locked, naming the holder.
  void take();
  /// Whether somebody else had it when take() began.
  bool waited() const { return waited_; }
  /// Whether it is a lease: behind a pooler the server's session is not ours for long.
  bool is_lease() const { return lease_.has_value(); }
  /// Queues what a transaction begins with, and ends with. REQUIRES: in a transaction.
  void transaction_began();
  void guard();
  /// That transaction was committed or rolled back.
  void transaction_ended();
  /// Puts the loss of a lease in the place of the error that it led to.
  void explain(Error& error);

 private:
  bool try_take();
  bool try_session();
  bool try_mysql();
  void take_sqlite();
  void use_lease();
  std::string holder();
  std::string postgres_holder();
  std::string mysql_holder();
  std::string journaled_run();
  void say_waiting(double waited);
  [[noreturn]] void give_up();
  void let_server_watch();

  database::Connection& connection_;
  const VersionTable& table_;
  const Settings& settings_;
  Reporter& reporter_;
  const std::string command_;
  std::string key_;             ///< The version table with its schema, as the server has it.
  std::int64_t advisory_ = 0;   ///< PostgreSQL: the lock's number.
  std::string lock_name_;       ///< MySQL.
  bool holds_session_ = false;  ///< The session's lock is taken.
  bool lease_exists_ = false;   ///< There is a table of leases to respect.
  std::optional<Lease> lease_;
  bool watched_ = false;  ///< Transactions ask the server to look for their client.
  bool waited_ = false;
  double next_word_ = 0;
};

}  // namespace retort::runtime
