// Every INSERT stands alone: one that the database refuses changes nothing.
#include "command/verify_rows.h"

#include "base/error.h"
#include "base/file.h"
#include "database/connection.h"
#include "dialect/made_up_rows.h"
#include "dialect/split.h"

namespace retort::command {
namespace {

/// What the database says against the statement; empty: it ran.
std::string refusal(database::Connection& connection, const std::string& statement) {
  try {
    connection.execute(statement);
    return {};
  } catch (const Error& error) {
    if (error.code == ErrorCode::connection) throw;
    return error.message;
  }
}

SourcePtr data_file(const std::string& path) {
  try {
    return read_source(path);
  } catch (Error& error) {
    error.with_hint("--data takes the path of a file with INSERT statements.");
    throw;
  }
}

}  // namespace

std::string fill_table(database::Connection& connection, const schema::shape::Database& shape,
                       const schema::shape::Table& table, std::size_t rows) {
  std::string reason;
  bool any = rows == 0;
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t attempt = 0; attempt < dialect::kRowAttempts; ++attempt) {
      reason = refusal(connection, dialect::made_up_insert(shape, table, row, attempt));
      if (reason.empty()) break;
    }
    any = any || reason.empty();
  }
  return any ? std::string() : reason;
}

void MadeUpRows::fill(ScratchHistory& history) {
  const schema::shape::Database shape = history.shape();
  const schema::shape::Name version = history.version_table();
  for (const schema::shape::Table* table : dialect::tables_to_fill(shape)) {
    if (table->name == version) continue;
    const auto found = filled_.find(table->name);
    if (found != filled_.end() && found->second == *table) continue;
    fill_table(history, shape, *table);
    filled_.insert_or_assign(table->name, *table);
  }
}

void MadeUpRows::fill_table(ScratchHistory& history, const schema::shape::Database& shape,
                            const schema::shape::Table& table) {
  std::string reason = command::fill_table(history.connection(), shape, table, rows_);
  if (reason.empty()) {
    refused_.erase(table.name);
  } else if (!filled_.contains(table.name) || refused_.contains(table.name)) {
    // Else it has the rows of an earlier revision, which these would repeat.
    refused_.insert_or_assign(table.name, std::move(reason));
  }
}

FileRows::FileRows(const std::string& path, std::string_view dialect) : source_(data_file(path)) {
  const Span whole{0, static_cast<std::uint32_t>(source_->text.size())};
  for (const dialect::StatementPiece& piece : dialect::split_statements(*source_, whole, dialect)) {
    statements_.push_back(piece.span);
  }
  for (std::size_t i = 0; i < statements_.size(); ++i) refused_.emplace(i, std::string());
  forget();
}

void FileRows::forget() {
  for (std::size_t i = 0; i < statements_.size(); ++i) waiting_.insert(i);
}

int FileRows::line_of(std::size_t statement) const {
  return retort::line_of(source_->text, statements_[statement].begin);
}

void FileRows::fill(ScratchHistory& history) {
  for (auto at = waiting_.begin(); at != waiting_.end();) {
    const Span span = statements_[*at];
    std::string reason =
        refusal(history.connection(), source_->text.substr(span.begin, span.end - span.begin));
    if (reason.empty()) {
      refused_.erase(*at);
      at = waiting_.erase(at);
      continue;
    }
    if (const auto found = refused_.find(*at); found != refused_.end()) {
      found->second = std::move(reason);
    }
    ++at;
  }
}

}  // namespace retort::command
