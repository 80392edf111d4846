// `op.get_bind()`: connections and engines, all of them the host's one connection, and
// the results of what they execute.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "python/classes.h"
#include "script/host.h"

namespace retort::script {

extern const python::NativeClassSpec kConnectionClass;
extern const python::NativeClassSpec kEngineClass;
extern const python::NativeClassSpec kDialectClass;
/// The classes of dialects that scripts compare `bind.dialect` with.
extern const python::NativeClassSpec kPostgresqlDialectClass;
extern const python::NativeClassSpec kMysqlDialectClass;
extern const python::NativeClassSpec kMariadbDialectClass;
extern const python::NativeClassSpec kSqliteDialectClass;

/// A Connection or an Engine: the run's own connection, or a further one that a script opened.
class ConnectionObject final : public python::Instance {
 public:
  using Instance::Instance;
  std::shared_ptr<Host> own;    ///< The further connection; null for the run's own.
  bool commits_at_end = false;  ///< Of `engine.begin()`.
  bool is_closed = false;
  bool of_engine = false;  ///< An inspector that was made of an engine.

  /// Ends a further connection; the run's own stays open.
  void close();
  python::Value enter(python::Interpreter& interpreter) override;
  bool exit(python::Interpreter& interpreter, const python::Value& exception) override;
};

/// What a result knows of the INSERT that it is of.
struct ExecutedInsert {
  bool is_insert = false;
  bool is_many = false;                ///< With several sets of parameters.
  bool is_returning = false;           ///< The script asked for rows.
  bool key_in_rows = false;            ///< The statement returns the key, unasked.
  bool key_read = false;               ///< That row has been read.
  std::vector<std::string> key_names;  ///< Of the primary key's columns.
  python::ValueList key_values;        ///< Parallel; absent: what the database made.
};

/// The result of a statement, as a Python object; None when there is none (offline). `readers` are
/// empty or, by the place of a value in its row, the columns whose types read it (absent: none).
python::Value make_result(python::Interpreter& interpreter, std::unique_ptr<RowSource> rows,
                          ExecutedInsert insert = {}, python::ValueList readers = {});
/// One row of a result: a tuple whose items also answer to names.
python::Value make_row(python::ValueList values,
                       std::shared_ptr<const std::vector<std::string>> names);
/// Executes a statement or DDL element with its parameters: a dict, or a list of them. `options`
/// is a dict of execution options.
python::Value execute_statement(python::Interpreter& interpreter, Host& host,
                                const python::Value& statement, const python::Value& parameters,
                                const python::Value* options = nullptr);
/// SQL as the driver takes it, with `%s`, `%(name)s`, `?` or `:name` for its parameters: a
/// sequence, or a dict.
std::unique_ptr<RowSource> execute_driver_sql(python::Interpreter& interpreter, Host& host,
                                              const std::string& sql,
                                              const python::Value& parameters);

/// `create_engine(url)`, `engine_from_config(section)` in a script: the run's own connection.
python::Value make_engine(python::Interpreter& interpreter, const python::CallArguments& arguments);

}  // namespace retort::script
