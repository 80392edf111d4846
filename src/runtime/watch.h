// Looks at the run's session from a second connection while a statement takes long: who blocks it,
// how far it has come, whom it keeps waiting. A run whose statements are quick never opens that
// connection.
//
// A Watch belongs to one run, on its thread: the connection calls it while it waits.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "database/connection.h"
#include "runtime/reporter.h"
#include "runtime/settings.h"

namespace retort::runtime {

/// Who blocks a statement.
struct Blockers {
  std::vector<Blocker> list;
  std::string text;  ///< One sentence each; empty when there are none.
};

class Watch {
 public:
  /// What runs now, for messages: `Revision a1 (ALTER TABLE t ...)`. It is given the statement that
  /// the server says it is at, empty where that is not known. Must not use the connection.
  using Describe = std::function<std::string(const std::string& running)>;

  /// All must outlive it. Does nothing where no second connection can be opened.
  Watch(database::Connection& watched, const Settings& settings, Reporter& reporter,
        Describe describe);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  /// Seconds that a statement may wait for a lock from now on, so that it is looked at before that.
  void expect_lock_timeout(double seconds) { lock_timeout_ = seconds; }
  /// Who blocked the statement that has waited last; none when it was not seen.
  Blockers take_blockers();

 private:
  void waits(double seconds);
  bool connect();
  void look(double waited);
  void look_at_locks();
  void tell_blockers(double waited);
  void look_at_progress();
  void announce(double waited);
  std::string description();

  database::Connection& watched_;
  const Settings& settings_;
  Reporter& reporter_;
  Describe describe_;
  std::unique_ptr<database::Connection> own_;
  bool given_up_ = false;
  double lock_timeout_;
  double begun_ = 0;  ///< Of the statement that was seen waiting last.
  double next_look_ = 0;
  double announce_after_ = 0;
  Blockers blockers_;
  std::string wanted_;     ///< The lock that is waited for.
  std::string announced_;  ///< The blockers that were told of.
};

}  // namespace retort::runtime
