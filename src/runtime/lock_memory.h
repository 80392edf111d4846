// Whether one transaction over many revisions runs PostgreSQL out of lock-table memory: each table
// and index that it touches stays locked to its end, and the table of locks has a fixed size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "database/connection.h"

namespace retort::runtime {

class LockMemory {
 public:
  /// Asks the server for its limits when the transaction is to hold many steps. `connection` must
  /// outlive it.
  LockMemory(database::Connection& connection, std::size_t steps);

  /// A step has been queued. Now and then the locks are counted, in the order of the queue. True
  /// when the transaction should end here. Errors: as of Connection::flush(), which it calls when
  /// the answers are far behind.
  bool step_ended();
  /// The transaction was committed, or is run again.
  void begin_again();
  /// What to tell people, once, when it is known that one transaction cannot hold all steps.
  std::string take_warning();

 private:
  struct Sample {
    std::size_t steps = 0;  ///< Of the transaction when the locks were counted.
    std::int64_t locks = 0;
    std::size_t transaction = 0;
  };
  double expected(std::size_t steps) const;

  database::Connection& connection_;
  std::size_t total_;
  std::int64_t capacity_ = 0;  ///< 0: nothing is counted.
  std::size_t steps_ = 0;      ///< Of the open transaction.
  std::size_t transaction_ = 0;
  std::shared_ptr<Sample> sample_;
  bool warned_ = false;
};

}  // namespace retort::runtime
