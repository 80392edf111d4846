// The only outside interface is sql_file.h.
//
// Statements are queued inside of transactions, which on PostgreSQL costs a few round trips for a
// whole file. What no transaction can hold runs by itself between two of them; a transaction that
// the file begins itself is left to it.
#include "command/sql_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "dialect/split.h"
#include "dialect/transaction.h"
#include "runtime/sql_place.h"

namespace retort::command {
namespace {

using dialect::StatementPiece;
using dialect::TransactionConflict;

void add_files(const std::string& folder, std::vector<std::string>& out) {
  for (const std::string& name : directory_names(folder)) {
    const std::string path = join_path(folder, name);
    if (is_directory(path)) {
      if (!name.starts_with(".")) add_files(path, out);
    } else if (name.ends_with(".sql")) {
      out.push_back(path);
    }
  }
}

/// The first words in upper case, at most `count`, with one blank between them.
std::string first_words(std::string_view text, int count) {
  std::string out;
  for (const char c : text) {
    if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      if (--count == 0) break;
      out += ' ';
    } else {
      out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

bool reaches_beyond(std::string_view text) {
  static constexpr std::array<std::string_view, 12> kRefused = {
      "CREATE DATABASE", "DROP DATABASE", "ALTER DATABASE",    "CREATE ROLE",
      "DROP ROLE",       "ALTER ROLE",    "CREATE USER",       "DROP USER",
      "ALTER USER",      "ALTER SYSTEM",  "CREATE TABLESPACE", "DROP TABLESPACE"};
  const std::string words = first_words(text, 2);
  return std::ranges::find(kRefused, words) != kRefused.end() || words.starts_with("USE ");
}

class FileRun {
 public:
  FileRun(database::Connection& connection, const SourcePtr& source)
      : connection_(connection), source_(source) {}

  void run() {
    const std::string dialect(connection_.dialect_name());
    const Span whole{0, static_cast<std::uint32_t>(source_->text.size())};
    pieces_ = dialect::split_statements(*source_, whole, dialect);
    try {
      for (std::size_t i = 0; i < pieces_.size(); ++i) run(i, dialect);
      if (own_) connection_.commit();
      connection_.flush();
    } catch (Error& error) {
      explain(error);
      throw;
    }
  }

 private:
  std::string_view text_of(const StatementPiece& piece) const {
    return std::string_view(source_->text)
        .substr(piece.span.begin, piece.span.end - piece.span.begin);
  }

  void run(std::size_t index, std::string_view dialect) {
    const StatementPiece& piece = pieces_[index];
    database::Statement statement;
    statement.text = text_of(piece);
    statement.tag = index + 1;
    statement.judged = false;
    if (piece.data) {
      statement.copy_data = std::string_view(source_->text)
                                .substr(piece.data->begin, piece.data->end - piece.data->begin);
    }
    if (reaches_beyond(statement.text)) refuse(piece);
    const TransactionConflict conflict = dialect::transaction_conflict(statement.text, dialect);
    const bool joins = conflict.kind == TransactionConflict::Kind::none && dialect != "mysql" &&
                       dialect != "mariadb";
    if (!joins && own_) {
      connection_.commit();
      own_ = false;
    }
    current_ = index;
    if (joins && !own_ && !connection_.in_transaction()) {
      connection_.begin();
      own_ = true;
    }
    if (joins && own_) return connection_.enqueue(std::move(statement));
    statement.alone = true;
    connection_.execute(statement);
  }

  [[noreturn]] void refuse(const StatementPiece& piece) const {
    throw Error(ErrorCode::unsupported,
                fmt::format("{} changes more than the one database that the file is tried on",
                            first_words(text_of(piece), 2)),
                place_in(*source_, piece.span))
        .with_hint("Leave such statements out of a file that describes a schema.");
  }

  void explain(Error& error) const {
    if (error.place || error.code != ErrorCode::database) return;
    const std::size_t tag = connection_.failed_statement().value_or(current_ + 1);
    if (tag == 0 || tag > pieces_.size()) return;
    const StatementPiece& piece = pieces_[tag - 1];
    std::optional<std::string_view> rows;
    if (piece.data) {
      rows = std::string_view(source_->text)
                 .substr(piece.data->begin, piece.data->end - piece.data->begin);
    }
    error.place = runtime::place_in_file(error, {source_, piece.span}, text_of(piece), {}, rows);
    error.statement.clear();
    error.statement_place.reset();
  }

  database::Connection& connection_;
  const SourcePtr& source_;
  std::vector<StatementPiece> pieces_;
  std::size_t current_ = 0;
  bool own_ = false;  ///< Whether a transaction is open that the file did not begin.
};

}  // namespace

std::vector<std::string> sql_files(const std::string& path) {
  if (!path_exists(path)) {
    throw Error(ErrorCode::io, fmt::format("There is no file {}", path))
        .with_hint("Give the path of an SQL file, or of a folder that holds some.");
  }
  if (!is_directory(path)) return {path};
  std::vector<std::string> found;
  add_files(path, found);
  if (!found.empty()) return found;
  throw Error(ErrorCode::io, fmt::format("There is no *.sql file in {}", path))
      .with_hint("Give the path of an SQL file, or of a folder that holds some.");
}

void run_alone(database::Connection& connection, std::string text) {
  database::Statement statement;
  statement.text = std::move(text);
  statement.alone = true;
  connection.execute(statement);
}

void run_sql_file(database::Connection& connection, const SourcePtr& source) {
  FileRun(connection, source).run();
}

}  // namespace retort::command
