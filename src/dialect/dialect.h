// A database's language: how operations, types and expressions are written.
//
// A Dialect is stateless and may be shared by threads. What a rendering needs to remember or to ask
// is in its RenderContext, which belongs to one run.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "operation/operation.h"
#include "schema/catalog.h"

namespace retort::dialect {

/// How values appear in compiled SQL.
enum class BindStyle {
  literal,   ///< Written into the text (offline, literal_binds=True).
  inlined,   ///< Written into the text for a server to run, as psycopg2 does it.
  named,     ///< `:name`, values left out (offline without literal_binds).
  pyformat,  ///< `%(name)s`: PostgreSQL offline without literal_binds.
  numeric,   ///< PostgreSQL on-line: safe literals in the text, as psycopg2 sends them.
  question,  ///< `?`: SQLite, MySQL and MariaDB on-line.
  format,    ///< `%s`: MySQL and MariaDB offline without literal_binds.
};

/// SQL text, and the values of its parameters in order when they are not in the text.
struct Statement {
  std::string text;
  std::vector<schema::Literal> parameters;
  std::vector<schema::Type> parameter_types;  ///< Parallel to `parameters`; Null kind when unknown.
  bool may_return_rows = false;
  bool raw_text =
      false;  ///< From op.execute(text): it may hold several statements or transaction control.
};

/// What one run gives to rendering.
struct RenderContext {
  bool offline = false;
  schema::Catalog* catalog = nullptr;  ///< Null offline.
  BindStyle binds = BindStyle::literal;
  schema::NamingConvention naming_convention;
  /// `schema.name` of the enum types that CREATE TABLE or DROP TABLE of this run created or
  /// dropped: each is written once a run, as SQLAlchemy does.
  std::set<std::string> handled_types;
};

/// A compiled expression or DML statement.
struct Compiled {
  std::string text;
  std::vector<schema::Literal> parameters;
  std::vector<schema::Type> parameter_types;
  std::vector<std::string> parameter_names;
};

class Dialect {
 public:
  virtual ~Dialect() = default;

  virtual std::string_view name() const = 0;
  /// Whether DDL takes part in transactions by default (Alembic's transactional_ddl).
  virtual bool transactional_ddl() const = 0;
  virtual int max_identifier_length() const = 0;
  /// The bind style that this dialect's driver takes.
  virtual BindStyle driver_binds() const = 0;

  /// The identifier, quoted when it needs to be (reserved words, upper case, odd characters) or
  /// when forced.
  virtual std::string quote(std::string_view identifier, bool force = false) const = 0;
  /// `schema.table`, each quoted when needed.
  std::string qualified(std::string_view schema, std::string_view name) const;
  /// The type as in DDL, e.g. `VARCHAR(30)`. Errors: ErrorCode::unsupported.
  virtual std::string type_sql(const schema::Type& type) const = 0;
  /// A constant as it is written in SQL text.
  virtual std::string literal_sql(const schema::Literal& value, const schema::Type& type) const = 0;
  /// An expression or a statement with its parameters in the given style.
  virtual Compiled compile(const schema::ExprPtr& expression, BindStyle binds) const = 0;

  /// The statements that carry an operation out, in order, exactly as Alembic prints them offline
  /// (without terminators). Errors name what is missing or cannot be done; `origin` is the
  /// caller's.
  virtual std::vector<Statement> render(const operation::Operation& operation,
                                        RenderContext& context) const = 0;

  /// Whether a statement cannot run inside a transaction block.
  virtual bool forbids_transaction(std::string_view sql) const = 0;
};

/// A statement as the offline writer prints it, without the terminator: tabs become four blanks and
/// surrounding white space goes. `double_percents` is for drivers whose parameter style uses `%`.
std::string offline_text(const Statement& statement, bool double_percents = false);

/// The dialect of that name ("postgresql", "sqlite", "mysql", "mariadb"); null for an unknown one.
const Dialect* find_dialect(std::string_view name);

}  // namespace retort::dialect
