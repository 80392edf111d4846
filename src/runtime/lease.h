// A lock as a row: for where a session's own lock does not hold (behind a transaction pooler, on a
// Galera cluster).
//
// One row a version table in `retort.lease` (PostgreSQL) or `retort_lease` (MySQL). Its holder
// renews it from a connection and a thread of its own; when it does not, the row is free after
// kLeaseSeconds by the server's clock. Each taking raises the row's fence. Every transaction of the
// holder ends with guard(), which needs the row as it was taken: a run that was believed dead and
// has lost its lease can commit nothing any more.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "base/error.h"
#include "database/connection.h"

namespace retort::runtime {

inline constexpr int kLeaseSeconds = 15;

class Lease {
 public:
  /// `key`: the version table with its schema. `command`: what those who wait see. `advisory_key`:
  /// of the lock that sessions without a pooler hold on the same version table (PostgreSQL).
  Lease(database::Connection& connection, std::string key, std::string command,
        std::int64_t advisory_key);
  /// Gives the lease back, if it was taken.
  ~Lease();
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

  /// Takes it if it is free. Not in a transaction. Errors: ErrorCode::database if the table can
  /// neither be found nor made.
  bool try_take();
  /// Renews it from now on. `open` makes the connection, on another thread. `on_lost` is called
  /// there, once, when somebody else has taken it.
  void renew(std::function<std::unique_ptr<database::Connection>()> open,
             std::function<void()> on_lost);
  /// Queues the look at the fence, as the last statement before a commit. Errors (also of what
  /// waits for it): lost_error().
  void guard();
  /// The transaction of guard() is over.
  void transaction_ended();
  bool lost();
  Error lost_error() const;

  /// Who holds the row now, in a sentence; empty when nobody does.
  static std::string holder(database::Connection& connection, const std::string& key);
  /// The same in two halves: the query, whose one parameter is the key, and what its result says.
  static std::string holder_query(bool postgresql);
  static std::string holder_of(const database::Result& result);
  /// Whether there is a table of leases.
  static bool exists(database::Connection& connection);

 private:
  void create_table();
  void find_fence();
  bool yield_to_session();
  void release() noexcept;
  void beat(const std::function<std::unique_ptr<database::Connection>()>& open,
            const std::function<void()>& on_lost);
  bool renew_once(std::unique_ptr<database::Connection>& connection,
                  const std::function<std::unique_ptr<database::Connection>()>& open);

  database::Connection& connection_;
  const bool postgresql_;
  const std::string key_;
  const std::string command_;
  const std::string owner_;
  const std::int64_t advisory_key_;
  bool prepared_ = false;
  std::int64_t fence_ = 0;  ///< 0: not taken.
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool ending_ = false;   ///< Under mutex_, as the next three.
  bool guarded_ = false;  ///< MySQL: guard() holds the row, so nothing is renewed.
  bool beating_ = false;
  bool lost_ = false;
};

}  // namespace retort::runtime
