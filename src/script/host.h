// What running a migration script asks of its surroundings: the seam between the interpreter's
// `op`, `context` and `sqlalchemy` modules and whoever runs them (on-line, offline, a recorder).
//
// One host belongs to one run of one or more scripts, on one thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"
#include "dialect/dialect.h"
#include "operation/operation.h"
#include "schema/catalog.h"

namespace retort::script {

/// Rows that a statement returned, fetched piece by piece so that memory stays constant.
class RowSource {
 public:
  virtual ~RowSource() = default;
  virtual const std::vector<std::string>& columns() const = 0;
  /// The next row, or nullopt at the end.
  virtual std::optional<std::vector<schema::Literal>> next() = 0;
  /// Rows affected or returned, -1 when unknown.
  virtual std::int64_t row_count() const = 0;
  virtual std::optional<std::int64_t> last_row_id() const { return std::nullopt; }
};

/// Where a statement as it is sent departs from how it is written, or follows it again.
struct TextShift {
  std::size_t sent = 0;     ///< Offset in the statement as sent.
  std::size_t written = 0;  ///< Offset in the file.
  bool inside = false;      ///< From here on the sent text is a value that stands at one place.
};

/// One statement of an SQL migration.
struct SqlCommand {
  std::string text;                      ///< To be sent or written exactly so, without terminator.
  Origin origin;                         ///< As it stands in its file.
  std::vector<TextShift> shifts;         ///< In order; empty if `text` is the file's.
  std::vector<Secret> secrets;           ///< Values in `text` that no message may show.
  std::string_view lead;                 ///< The comments before it; a part of the file.
  std::optional<std::string_view> data;  ///< The rows of COPY FROM STDIN; a part of the file.
  std::string delimiter = ";";           ///< The terminator that it is written with.
};

class Host {
 public:
  virtual ~Host() = default;

  virtual const dialect::Dialect& dialect() const = 0;
  virtual bool offline() const = 0;
  /// Naming convention of target_metadata, as far as known; usually empty.
  virtual const schema::NamingConvention& naming_convention() const = 0;
  /// `-x key=value` arguments in order.
  virtual const std::vector<std::string>& x_arguments() const = 0;
  /// `--tag`, if given.
  virtual const std::optional<std::string>& tag() const = 0;

  /// Carries out (or records) one operation. It may be deferred until a result is needed.
  virtual void emit(operation::Operation operation) = 0;
  /// Runs a statement of `bind.execute()` and the like with its parameters (several sets:
  /// executemany). Offline it is written out like op.execute and yields null.
  /// What the database refuses may come to light later, but before the result or settle() does.
  virtual std::unique_ptr<RowSource> query(schema::ExprPtr statement, const Origin& origin) = 0;
  /// Runs SQL text as the driver takes it (exec_driver_sql, raw cursors).
  virtual std::unique_ptr<RowSource> query_text(const std::string& sql,
                                                const std::vector<schema::Literal>& parameters,
                                                const Origin& origin) = 0;
  /// Waits for everything that was deferred, so that its errors come out here.
  virtual void settle() {}
  /// Runs, or writes out, a statement of an SQL migration. It may be deferred as in emit().
  virtual void run_sql(SqlCommand command) = 0;
  /// The live database's shape. Errors: ErrorCode::script offline.
  virtual schema::Catalog& catalog() = 0;

  /// The shape of the database that `create_engine()` leads to, off-line too; null off-line where
  /// no database is known.
  virtual schema::Catalog* engine_catalog() { return &catalog(); }
  /// A further connection to the same database, in a transaction of its own; null where there is
  /// none (off-line, SQLite): scripts then share the run's.
  virtual std::shared_ptr<Host> connect_again() { return nullptr; }
  /// Whether a URL that a script connects to means the database of the run.
  virtual bool is_own_database(const std::string& /*url*/) const { return true; }
  virtual bool in_transaction() const { return true; }

  /// autocommit_block(): ends the transaction before, and begins it anew after.
  virtual void enter_autocommit(const Origin& origin) = 0;
  virtual void leave_autocommit() = 0;
  /// bind.begin()/commit()/rollback() and savepoints in scripts.
  virtual void commit() = 0;
  virtual void rollback(const Origin& origin) = 0;
  virtual void savepoint(const std::string& name) = 0;
  virtual void release_savepoint(const std::string& name) = 0;
  virtual void rollback_to_savepoint(const std::string& name) = 0;

  /// Whether a column type that only the application knows may stand in for itself, unnamed: for
  /// those who look at what a script does and send nothing.
  virtual bool takes_unknown_types() const { return false; }
  /// The script called a function that only the application knows, which may do anything.
  virtual void called_unknown(std::string_view /*name*/) {}

  /// print() and logging of the script.
  virtual void write_output(std::string_view text) = 0;
  virtual void log(std::string_view level, std::string_view logger, std::string_view message) = 0;
};

}  // namespace retort::script
