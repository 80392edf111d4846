// The only outside interface is statement_events.h.
#include "runtime/statement_events.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/clock.h"

namespace retort::runtime {
namespace {

constexpr std::size_t kLongest = 4000;

}  // namespace

void StatementEvents::begin(database::Statement& statement, StatementInfo info) {
  begin(statement.tag, std::move(info));
  // A listener is no judge: COMMIT need not wait for it.
  if (!statement.on_result) statement.judged = false;
  statement.on_result = [self = shared_from_this(),
                         inner = std::move(statement.on_result)](const database::Result& result) {
    self->ended(result);
    if (inner) inner(result);
  };
}

void StatementEvents::begin(std::uint64_t tag, StatementInfo info) {
  reporter_.event(StatementBegun{info});
  open_.push_back({std::move(info), tag, monotonic_seconds(), {}});
}

void StatementEvents::ended(const database::Result& result) {
  if (open_.empty()) return;
  StatementEnded out;
  out.rows = result.row_count < 0 ? std::nullopt : std::optional<std::int64_t>(result.row_count);
  end(std::move(out));
}

void StatementEvents::end(StatementEnded ended) {
  Open open = std::move(open_.front());
  open_.pop_front();
  const double now = monotonic_seconds();
  const bool ran = ended.outcome == Ending::done || ended.outcome == Ending::failed;
  ended.seconds = ran ? now - std::max(open.sent, last_answer_) : 0;
  last_answer_ = now;
  ended.statement = std::move(open.info);
  ended.notices = std::move(open.notices);
  reporter_.event(ended);
}

void StatementEvents::failed(const Error& error, std::optional<std::uint64_t> tag) {
  const bool lost = error.code == ErrorCode::connection;
  if (!open_.empty() && tag == open_.front().tag && open_.front().tag != 0) {
    StatementEnded out;
    out.outcome = lost ? Ending::unknown : Ending::failed;
    out.message = error.message;
    out.sqlstate = error.server.sqlstate;
    end(std::move(out));
  }
  drop(lost ? Ending::unknown : Ending::skipped);
}

void StatementEvents::drop(Ending outcome) {
  while (!open_.empty()) {
    StatementEnded out;
    out.outcome = outcome;
    end(std::move(out));
  }
}

void StatementEvents::notice(ServerNotice& notice) {
  if (open_.empty()) return;
  notice.revision = open_.front().info.revision;
  notice.statement = open_.front().info.number;
  open_.front().notices.push_back(notice);
}

std::string cut_sql(std::string_view sql) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = std::min(sql.find_first_not_of(kBlanks), sql.size());
  sql = sql.substr(begin, sql.find_last_not_of(kBlanks) + 1 - begin);
  if (sql.size() <= kLongest) return std::string(sql);
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(sql[end]) & 0xC0) == 0x80) --end;
  return fmt::format("{} ... ({} more bytes)", sql.substr(0, end), sql.size() - end);
}

ServerNotice notice_event(const database::Notice& notice) {
  ServerNotice out;
  out.severity = notice.severity;
  out.message = notice.message;
  out.sqlstate = notice.sqlstate;
  out.detail = notice.detail;
  out.hint = notice.hint;
  return out;
}

void tell_notices(database::Connection& connection, Reporter& reporter) {
  connection.on_notice(
      [&reporter](const database::Notice& notice) { reporter.event(notice_event(notice)); });
}

}  // namespace retort::runtime
