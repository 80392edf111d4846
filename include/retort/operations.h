// What a C++ migration does: Alembic's `op`, as an object.
//
// Every call becomes SQL for the database at hand: it is run in the transaction of the migration,
// or written out where SQL is asked for (Migrator::sql). Statements are sent without waiting for
// their answers as long as nobody reads a result, so an error may surface at a later call; it
// still names the line of the call that it belongs to.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "retort/query.h"
#include "retort/table.h"

namespace retort {

/// The line of a call in the C++ source, for errors; filled in by the compiler.
struct Caller {
  const char* file = "";
  int line = 0;
  static Caller here(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    return {file, line};
  }
};

/// Where a table is; an empty schema is the default one.
struct TableOptions {
  std::string schema = {};
  std::optional<std::string> comment = {};
  std::vector<std::string> prefixes = {};  ///< Between CREATE and TABLE: `"TEMPORARY"`.
  bool if_not_exists = false;
  DialectOptions dialect = {};
};
struct DropOptions {
  std::string schema = {};
  bool if_exists = false;
};
struct AddColumnOptions {
  std::string schema = {};
  bool if_not_exists = false;
  /// In a batch: where the new column stands.
  std::optional<std::string> before = {}, after = {};
};
/// What alter_column() changes, and what it has to know of the column as it is: MySQL and SQLite
/// write the whole column anew, so there the `existing_` members matter. Unset ones are not given.
struct AlterColumn {
  std::optional<bool> nullable = {};
  std::optional<Type> type = {};
  std::optional<std::string> new_name = {};
  std::optional<ServerDefault> server_default = {};  ///< NoDefault drops it.
  std::optional<std::string> comment = {};
  bool drop_comment = false;
  std::optional<bool> autoincrement = {};
  std::optional<Type> existing_type = {};
  std::optional<bool> existing_nullable = {};
  std::optional<ServerDefault> existing_server_default = {};
  std::optional<std::string> existing_comment = {};
  std::optional<bool> existing_autoincrement = {};
  std::string schema = {};
  DialectOptions dialect = {};  ///< `{"postgresql_using", "x::integer"}`.
};
struct IndexOptions {
  bool unique = false;
  bool if_not_exists = false;
  std::string schema = {};
  DialectOptions dialect = {};  ///< `{"postgresql_where", Sql("deleted IS NULL")}`, ...
};
struct DropIndexOptions {
  std::string table = {};  ///< MySQL and batches need it.
  std::string schema = {};
  bool if_exists = false;
  DialectOptions dialect = {};  ///< `{"postgresql_concurrently", true}`.
};
struct DropConstraintOptions {
  std::string type = {};  ///< `"foreignkey"`, `"primary"`, `"unique"`, `"check"`; MySQL needs it.
  std::string schema = {};
  bool if_exists = false;
};
struct ExecuteOptions {
  bool autocommit = false;  ///< Outside of the transaction, for what the database refuses in one.
};

/// Rows for bulk_insert(): the table's columns, then one value a column in each row.
struct Rows {
  /// Columns with their types, which decide how values are written.
  std::vector<Column> columns;
  std::vector<std::vector<std::variant<Value, Sql>>> rows;
  std::string schema = {};
};

/// The operations on one table inside batch_alter_table().
class BatchOperations;

/// How a batch is carried out on databases that can alter little (SQLite).
struct BatchOptions {
  enum class Recreate {
    automatic,  ///< On SQLite, if an operation needs it: the table is made anew and filled.
    always,
    never,
  };
  Recreate recreate = Recreate::automatic;
  std::string schema = {};
};

/// Carries out the operations of one migration. Made by the library and valid only during the
/// migration's function, on its thread. Every call throws MigrationError: `database` for a
/// statement that was refused, `unsupported` for what the database cannot do.
class Operations {
 public:
  Operations(const Operations&) = delete;
  Operations& operator=(const Operations&) = delete;
  ~Operations();

  /// `"postgresql"`, `"sqlite"`, `"mysql"`, ...
  std::string_view dialect() const;
  /// Whether SQL is being written out instead of run: there are no results then.
  bool offline() const;

  void create_table(std::string name, const std::vector<TableItem>& items,
                    const TableOptions& options = {}, Caller caller = Caller::here());
  void drop_table(std::string name, const DropOptions& options = {},
                  Caller caller = Caller::here());
  void rename_table(std::string old_name, std::string new_name, std::string schema = {},
                    Caller caller = Caller::here());
  /// An unset comment removes it.
  void create_table_comment(std::string table, std::string comment, std::string schema = {},
                            Caller caller = Caller::here());
  void drop_table_comment(std::string table, std::string schema = {},
                          Caller caller = Caller::here());

  void add_column(std::string table, const Column& column, const AddColumnOptions& options = {},
                  Caller caller = Caller::here());
  void drop_column(std::string table, std::string column, const DropOptions& options = {},
                   Caller caller = Caller::here());
  void alter_column(std::string table, std::string column, const AlterColumn& change,
                    Caller caller = Caller::here());

  void create_index(std::string name, std::string table, const std::vector<IndexElement>& elements,
                    const IndexOptions& options = {}, Caller caller = Caller::here());
  void drop_index(std::string name, const DropIndexOptions& options = {},
                  Caller caller = Caller::here());

  void create_primary_key(std::string name, std::string table, std::vector<std::string> columns,
                          const ConstraintOptions& options = {}, Caller caller = Caller::here());
  void create_unique_constraint(std::string name, std::string table,
                                std::vector<std::string> columns,
                                const ConstraintOptions& options = {},
                                Caller caller = Caller::here());
  void create_check_constraint(std::string name, std::string table, Sql condition,
                               const ConstraintOptions& options = {},
                               Caller caller = Caller::here());
  void create_foreign_key(std::string name, std::string table, std::string referred_table,
                          std::vector<std::string> columns,
                          std::vector<std::string> referred_columns,
                          const ForeignKeyOptions& options = {}, Caller caller = Caller::here());
  void create_exclude_constraint(std::string name, std::string table, const Exclude& constraint,
                                 Caller caller = Caller::here());
  void drop_constraint(std::string name, std::string table,
                       const DropConstraintOptions& options = {}, Caller caller = Caller::here());

  /// Runs statements. Several may stand in one text that has no parameters.
  void execute(const Sql& statement, const ExecuteOptions& options = {},
               Caller caller = Caller::here());
  void execute(std::string statement, const ExecuteOptions& options = {},
               Caller caller = Caller::here());
  /// Inserts rows. Errors: `usage` for a row with more or fewer values than there are columns.
  void bulk_insert(std::string table, const Rows& rows, Caller caller = Caller::here());
  /// Runs one statement at once and gives its rows, which are fetched as they are read. They must
  /// be read to the end, or dropped, before the next operation. Errors: `script` where SQL is
  /// written out, as there is no database to answer.
  QueryResult query(const Sql& statement, Caller caller = Caller::here());
  QueryResult query(std::string statement, Caller caller = Caller::here());

  /// PostgreSQL's enum types apart from a table; nothing happens on other databases.
  /// `check_first`: only if it is not there yet (or, for dropping, still is).
  void create_enum(const Type& type, bool check_first = true, Caller caller = Caller::here());
  void drop_enum(const Type& type, bool check_first = true, Caller caller = Caller::here());
  void create_sequence(std::string name, const SequenceOptions& options = {},
                       std::string schema = {}, Caller caller = Caller::here());
  void drop_sequence(std::string name, const DropOptions& options = {},
                     Caller caller = Caller::here());
  void create_schema(std::string name, bool if_not_exists = false, Caller caller = Caller::here());
  void drop_schema(std::string name, bool cascade = false, bool if_exists = false,
                   Caller caller = Caller::here());

  /// Several operations on one table, for databases that can alter little: on SQLite the table is
  /// made anew where that is needed. They are carried out together when `body` returns.
  void batch_alter_table(std::string table, const std::function<void(BatchOperations&)>& body,
                         const BatchOptions& options = {}, Caller caller = Caller::here());
  /// Commits what was done so far, runs `body` without a transaction, and begins a new one.
  void without_transaction(const std::function<void()>& body, Caller caller = Caller::here());

  /// What the live database has. Errors: `script` where SQL is written out.
  bool has_table(std::string_view table, std::string_view schema = {});
  /// Errors: `command` if there is no such table.
  std::vector<std::string> column_names(std::string_view table, std::string_view schema = {});

  /// Tells MigratorOptions::on_event.
  void log(std::string_view message);

 private:
  friend class CompiledRun;
  friend class BatchOperations;
  class State;
  explicit Operations(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// As the calls of Operations, without the table's name.
class BatchOperations {
 public:
  BatchOperations(const BatchOperations&) = delete;
  BatchOperations& operator=(const BatchOperations&) = delete;

  void add_column(const Column& column, const AddColumnOptions& options = {},
                  Caller caller = Caller::here());
  void drop_column(std::string column, Caller caller = Caller::here());
  void alter_column(std::string column, const AlterColumn& change, Caller caller = Caller::here());
  void create_index(std::string name, const std::vector<IndexElement>& elements,
                    const IndexOptions& options = {}, Caller caller = Caller::here());
  void drop_index(std::string name, Caller caller = Caller::here());
  void create_primary_key(std::string name, std::vector<std::string> columns,
                          Caller caller = Caller::here());
  void create_unique_constraint(std::string name, std::vector<std::string> columns,
                                Caller caller = Caller::here());
  void create_check_constraint(std::string name, Sql condition, Caller caller = Caller::here());
  void create_foreign_key(std::string name, std::string referred_table,
                          std::vector<std::string> columns,
                          std::vector<std::string> referred_columns,
                          const ForeignKeyOptions& options = {}, Caller caller = Caller::here());
  /// `type` as in DropConstraintOptions.
  void drop_constraint(std::string name, std::string type = {}, Caller caller = Caller::here());

 private:
  friend class Operations;
  BatchOperations(Operations& operations, std::string schema, std::string table)
      : operations_(operations), schema_(std::move(schema)), table_(std::move(table)) {}
  Operations& operations_;
  std::string schema_;
  std::string table_;
};

}  // namespace retort
