#include "runtime/lock_memory.h"

#include <fmt/format.h>

#include <algorithm>

namespace retort::runtime {
namespace {

/// Plans shorter than this are not looked at; steps between two counts; steps that may be queued
/// after the last count that was answered.
constexpr std::size_t kFewest = 300;
constexpr std::size_t kBetween = 200;
constexpr std::size_t kMostBehind = 400;
/// The part of the table that a transaction may fill. The server has some more than it promises.
constexpr double kFull = 0.9;

}  // namespace

LockMemory::LockMemory(database::Connection& connection, std::size_t steps)
    : connection_(connection), total_(steps), sample_(std::make_shared<Sample>()) {
  if (connection.dialect_name() != "postgresql" || steps < kFewest) return;
  const database::Result result = connection.execute(
      "SELECT current_setting('max_locks_per_transaction')::bigint * "
      "(current_setting('max_connections')::bigint + "
      "current_setting('max_prepared_transactions')::bigint)");
  capacity_ = database::as_integer(result.rows.at(0).at(0)).value_or(0);
}

double LockMemory::expected(std::size_t steps) const {
  if (sample_->steps == 0 || sample_->transaction != transaction_) return 0;
  const double each = static_cast<double>(sample_->locks) / static_cast<double>(sample_->steps);
  return each * static_cast<double>(steps);
}

bool LockMemory::step_ended() {
  if (capacity_ == 0) return false;
  ++steps_;
  if (steps_ % kBetween == 0) {
    database::Statement count;
    count.text = "SELECT count(*) FROM pg_locks WHERE NOT fastpath";
    count.judged = false;
    count.on_result = [sample = sample_, steps = steps_,
                       transaction = transaction_](const database::Result& result) {
      const auto locks = database::as_integer(result.rows.at(0).at(0)).value_or(0);
      *sample = {steps, locks, transaction};
    };
    connection_.enqueue(std::move(count));
  }
  const bool current = sample_->transaction == transaction_;
  if (steps_ - (current ? sample_->steps : 0) >= kMostBehind) connection_.flush();
  return expected(steps_) > kFull * static_cast<double>(capacity_);
}

void LockMemory::begin_again() {
  total_ -= std::min(total_, steps_);
  steps_ = 0;
  ++transaction_;
}

std::string LockMemory::take_warning() {
  const double needed = expected(total_);
  if (warned_ || needed <= static_cast<double>(capacity_)) return {};
  warned_ = true;
  return fmt::format(
      "One transaction over these {} revisions would hold about {:.0f} locks; the server has room "
      "for {} (max_locks_per_transaction * (max_connections + max_prepared_transactions))",
      total_, needed, capacity_);
}

}  // namespace retort::runtime
