// How migrations run against a database, as env.py's context.configure() would say it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "database/url.h"
#include "dialect/dialect.h"
#include "schema/table.h"
#include "script/timeouts.h"

namespace retort::runtime {

struct Settings {
  std::string version_table = "alembic_version";
  std::string version_table_schema;  ///< Empty: the default schema.
  bool version_table_pk = true;
  bool transaction_per_migration = false;
  std::optional<bool> transactional_ddl;  ///< Unset: what the dialect says.
  /// How values appear in offline SQL.
  dialect::BindStyle offline_binds = dialect::BindStyle::literal;
  schema::NamingConvention naming_convention;
  std::vector<std::string> x_arguments;
  std::optional<std::string> tag;
  /// Statements that env.py runs on each connection (SET search_path, ...).
  std::vector<std::string> setup_statements;
  /// Off-line: what env.py writes around BEGIN and COMMIT, and around the migrations within.
  struct Output {
    std::string text;
    bool is_statement = false;
  };
  std::vector<Output> before_begin, before_steps, after_steps, after_commit;
  bool writes_transaction = true;  ///< Off-line: whether env.py begins one.
  double lock_timeout = 60;        ///< Seconds to wait for another run.
  script::Timeouts timeouts;       ///< Of tables' locks and of statements, see timeouts.h.
  std::size_t retries = 10;        ///< Of what is_transient() says, see attempts.h.
  /// One transaction was asked for, rather than being what there is by default.
  bool one_transaction_asked = false;
  bool statements_commit = false;  ///< Each statement commits by itself.
  bool journal = true;             ///< Whether runs are recorded in the database, see journal.h.
  /// Where scripts open further connections; unset: they share the run's.
  std::optional<database::Url> url;
  /// Off-line: finds the database that a script's own engine leads to. May be empty.
  std::function<const database::Url&()> find_url = nullptr;
};

}  // namespace retort::runtime
