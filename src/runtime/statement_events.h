// Tells the reporter of each statement that a script's run sends, and of its answer.
//
// Statements are queued, and answered in the order in which they were sent: what is open is a
// queue, too. Results keep the object alive, for they may be read after the host has ended.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "database/connection.h"
#include "runtime/reporter.h"

namespace retort::runtime {

class StatementEvents : public std::enable_shared_from_this<StatementEvents> {
 public:
  /// `reporter` must outlive it.
  explicit StatementEvents(Reporter& reporter) : reporter_(reporter) {}

  /// The statement is about to be sent; its answer will be told by itself.
  void begin(database::Statement& statement, StatementInfo info);
  /// The same, where ended() will be called.
  void begin(std::uint64_t tag, StatementInfo info);
  /// The oldest open statement was answered.
  void ended(const database::Result& result);
  /// An error that drops what is queued: of the statement with this tag, if it is one of these.
  void failed(const Error& error, std::optional<std::uint64_t> tag);
  /// What is still open will not be answered any more.
  void drop(Ending outcome);
  /// The server said something while it worked on the oldest open statement.
  void notice(ServerNotice& notice);

 private:
  struct Open {
    StatementInfo info;
    std::uint64_t tag = 0;
    double sent = 0;
    std::vector<ServerNotice> notices;
  };
  void end(StatementEnded ended);

  Reporter& reporter_;
  std::deque<Open> open_;
  double last_answer_ = 0;
};

/// SQL as events show it: without blanks around it; of a long text the beginning, with how much is
/// missing.
std::string cut_sql(std::string_view sql);

/// A notice as an event.
ServerNotice notice_event(const database::Notice& notice);

/// Has the reporter told of the server's notices from now on.
void tell_notices(database::Connection& connection, Reporter& reporter);

}  // namespace retort::runtime
