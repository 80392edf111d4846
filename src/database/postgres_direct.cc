// One statement at a time, by the simple protocol where it has no parameters.
#include <utility>

#include "base/clock.h"
#include "database/database_error.h"
#include "database/postgres_session.h"

namespace retort::database {

Result PostgresConnection::execute(const Statement& statement) {
  if (!pipelining_ || !pipelined(statement)) {
    flush();
    return run_alone(statement, Kind::statement);
  }
  // Goes along with what is queued: one round trip for all.
  KeptRows kept;
  Result result = execute_into(statement, kept);
  result.rows = std::move(kept.rows);
  if (statement.on_result) {
    failed_ = statement.tag;
    statement.on_result(result);
    failed_.reset();
  }
  return result;
}

Result PostgresConnection::run_alone(const Statement& statement, Kind kind) {
  failed_.reset();
  if (kind == Kind::statement) failed_ = statement.tag;
  ResultPtr result = run_simple(statement);
  if (statement.copy_data && lib_.PQresultStatus(result.get()) == PGRES_COPY_IN) {
    result = feed_copy(*statement.copy_data);
  }
  const ExecStatusType status = lib_.PQresultStatus(result.get());
  switch (status) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY:
      break;
    case PGRES_COPY_IN:
    case PGRES_COPY_OUT:
    case PGRES_COPY_BOTH:
      end_copy(status, statement.text);
      break;
    default:
      in_doubt_ = in_doubt_ || (kind == Kind::commit && ends_connection(result.get()));
      if (ends_connection(result.get())) throw lost(result.get(), statement.text);
      return missing_or_throw(statement, server_error(result.get(), statement.text));
  }
  Result read = read_result(result.get());
  if (statement.on_result) statement.on_result(read);
  failed_.reset();
  return read;
}

/// The last result of the text, or the first error.
ResultPtr PostgresConnection::run_simple(const Statement& statement) {
  send_directly(statement);
  ResultPtr last;
  while (true) {
    wait_for_result();
    ResultPtr next(lib_.PQgetResult(handle_.get()));
    if (next == nullptr) return last;
    const bool failed = last != nullptr && lib_.PQresultStatus(last.get()) == PGRES_FATAL_ERROR;
    if (!failed) last = std::move(next);
    const ExecStatusType status = lib_.PQresultStatus(last.get());
    const bool copies =
        status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
    if (copies || lib_.PQstatus(handle_.get()) == CONNECTION_BAD) return last;
  }
}

/// Waits in a way that tells the handler of it, if there is one.
void PostgresConnection::wait_for_result() {
  if (!wait_handler_) return;
  waiting_since_ = monotonic_seconds();
  while (lib_.PQisBusy(handle_.get()) != 0 && !is_lost()) wait();
}

/// Sends the rows that a COPY waits for; its result.
ResultPtr PostgresConnection::feed_copy(std::string_view rows) {
  constexpr std::size_t kPart = 1 << 20;
  bool sent = true;
  while (sent && !rows.empty()) {
    const std::string_view part = rows.substr(0, kPart);
    sent = lib_.PQputCopyData(handle_.get(), part.data(), static_cast<int>(part.size())) == 1;
    rows.remove_prefix(part.size());
  }
  lib_.PQputCopyEnd(handle_.get(), nullptr);
  ResultPtr result(lib_.PQgetResult(handle_.get()));
  while (ResultPtr(lib_.PQgetResult(handle_.get())) != nullptr) {
  }
  return result;
}

/// Brings the connection out of a COPY, which nobody here can feed or read.
void PostgresConnection::end_copy(ExecStatusType status, const std::string& text) {
  if (status != PGRES_COPY_OUT)
    lib_.PQputCopyEnd(handle_.get(), "COPY FROM STDIN is not supported");
  char* line = nullptr;
  while (status != PGRES_COPY_IN && lib_.PQgetCopyData(handle_.get(), &line, 0) > 0)
    lib_.PQfreemem(line);
  while (ResultPtr(lib_.PQgetResult(handle_.get())) != nullptr) {
  }
  Error error(ErrorCode::unsupported, "COPY from STDIN or to STDOUT cannot run in a migration");
  set_statement(error, text);
  throw error.with_hint(
      "Write the rows as INSERT statements or bulk_insert, or COPY from a file on the server.");
}

Result PostgresConnection::execute_into(const Statement& statement, RowReceiver& rows) {
  Result result;
  const auto keep = [&](const Result& read) { result = read; };
  if (pipelining_ && pipelined(statement)) {
    Statement last = statement;
    last.on_result = keep;
    send({std::move(last), Kind::statement, &rows});
    flush();
    return result;
  }
  flush();
  failed_ = statement.tag;
  Pending direct{statement, Kind::statement, &rows};
  direct.statement.on_result = keep;
  send_directly(statement);
  lib_.PQsetSingleRowMode(handle_.get());
  // Every answer is read, wanted or not: the connection is usable again afterwards.
  wait_for_result();
  while (const ResultPtr answer{lib_.PQgetResult(handle_.get())}) {
    if (!first_error_) take_direct(direct, answer.get());
    wait_for_result();
  }
  throw_first_error();
  failed_.reset();
  return result;
}

void PostgresConnection::send_directly(const Statement& statement) {
  refuse_nul(statement.text);
  const ParameterArrays parameters(statement.parameters);
  const int sent =
      statement.parameters.empty()
          ? lib_.PQsendQuery(handle_.get(), statement.text.c_str())
          : lib_.PQsendQueryParams(handle_.get(), statement.text.c_str(), parameters.count(),
                                   parameters.types(), parameters.values(), parameters.lengths(),
                                   parameters.formats(), 0);
  if (sent == 0) throw lost(nullptr, statement.text);
}

/// An answer to a statement outside of the pipeline; errors are kept.
void PostgresConnection::take_direct(Pending& pending, const PGresult* answer) {
  const std::string& text = pending.statement.text;
  const ExecStatusType status = lib_.PQresultStatus(answer);
  try {
    switch (status) {
      case PGRES_COMMAND_OK:
      case PGRES_TUPLES_OK:
      case PGRES_EMPTY_QUERY:
      case PGRES_SINGLE_TUPLE:
        return take_result(pending, answer);
      case PGRES_COPY_IN:
      case PGRES_COPY_OUT:
      case PGRES_COPY_BOTH:
        end_copy(status, text);
        return;
      default:
        throw ends_connection(answer) ? lost(answer, text) : server_error(answer, text);
    }
  } catch (...) {
    first_error_ = std::current_exception();
  }
}

}  // namespace retort::database
