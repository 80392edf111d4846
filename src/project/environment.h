// What is known of the database and of how migrations run: from the command line, the process's
// environment, env.py and the configuration, each value with the place it comes from.
//
// Precedence, highest first:
//   1. options of the command line;
//   2. `RETORT_DATABASE_URL`, and `[retort]` of the INI file or `[tool.retort]` of pyproject.toml;
//   3. what env.py says, as far as it can be known without running it;
//   4. `sqlalchemy.url` of the configuration;
//   5. `DATABASE_URL`;
//   6. Alembic's defaults.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/secret.h"
#include "project/project.h"
#include "schema/table.h"

namespace retort::project {

/// A value and where it comes from: `--url`, `DATABASE_URL`, `alembic.ini:12`, `env.py:30`.
template <typename T>
struct Known {
  T value{};
  std::string from;
  bool given() const { return !from.empty(); }
};

/// How parameters appear in offline SQL when values are not written into it.
enum class ParameterStyle { driver, named, pyformat, question };

/// A line of env.py's own log.
struct LogLine {
  std::string level, logger, message;
};

/// A statement that env.py runs on a connection.
struct EnvStatement {
  std::string sql;
  std::string from;
  /// Whether it sets the session up (`SET search_path`), so that each connection has to; what else
  /// it does is done once, by commands that migrate.
  bool of_session = false;
  friend bool operator==(const EnvStatement&, const EnvStatement&) = default;
};

/// Off-line: what env.py writes beside the migrations, a statement or a text as it is.
struct EnvOutput {
  std::string text;
  bool is_statement = false;
  friend bool operator==(const EnvOutput&, const EnvOutput&) = default;
};
/// The same, where it stands: around `BEGIN` and `COMMIT`, and around the migrations within.
struct EnvFrame {
  std::vector<EnvOutput> before_begin, before, after, after_commit;
  bool in_transaction = true;  ///< Whether env.py begins one.
};

struct EnvDatabase;

/// Every part is optional: `from` is empty for what nobody has said.
struct Environment {
  Known<Secret> url;
  Known<std::string> dialect;
  Known<std::string> version_table;
  Known<std::string> version_table_schema;
  Known<bool> version_table_pk;
  Known<bool> transaction_per_migration;
  Known<bool> transactional_ddl;
  Known<bool> literal_binds;
  Known<ParameterStyle> parameter_style;
  Known<bool> include_schemas;
  Known<bool> render_as_batch;
  Known<std::string> target_metadata;  ///< As env.py writes it.
  Known<schema::NamingConvention> naming_convention;
  /// env.py has a target_metadata, but evaluating it did not tell which.
  bool metadata_hidden = false;
  std::vector<EnvStatement> setup_statements;  ///< Before the migrations, in order.
  std::vector<EnvStatement> last_statements;   ///< Behind them.
  std::optional<EnvFrame> frame;               ///< Off-line.
  Known<bool> statements_commit;               ///< Each by itself: AUTOCOMMIT.
  std::vector<std::string> import_paths;       ///< Folders that env.py adds to sys.path.
  /// `template_args` of context.configure(): names, and Python literals for what is plain data.
  std::vector<std::pair<std::string, std::string>> template_arguments;
  /// What else context.configure() was given, for `op.get_context().opts`: in the same form, or an
  /// empty text where that is not known.
  std::vector<std::pair<std::string, std::string>> context_options;
  /// `upgrade_token` and `downgrade_token` of each run of migrations, in order.
  std::vector<std::pair<std::string, std::string>> tokens;
  /// Two and more if env.py runs the migrations several times: on several databases, or in several
  /// schemas of one. Then the rest is only what overrules them.
  std::vector<EnvDatabase> databases;
  /// Settings that env.py has, by their name, and what keeps it from being known which: nothing
  /// below env.py may stand in for them. What is given all the same counts.
  std::vector<std::pair<std::string, std::string>> hidden;
  std::vector<std::string> notes;  ///< What else could not be known, and why.
  /// How many of the notes tell of something that env.py does on its connection, and a run does
  /// not.
  std::size_t left_out = 0;
  std::string failure;  ///< The note of how the evaluation of env.py ended before its end.
  /// What env.py raises itself once it has configured Alembic: it wants no run.
  std::optional<Error> refusal;

  /// Null unless env.py hides it.
  const std::string* hidden_reason(std::string_view setting) const;
};

/// One of several runs of the migrations, which take place one after the other.
struct EnvDatabase {
  /// What env.py tells the scripts of it, else its schema, version table or URL: what sets it
  /// apart.
  std::string name;
  Environment environment;  ///< As it would be if this were the only one.
  /// Arguments of run_migrations() that are plain data, as JSON.
  std::vector<std::pair<std::string, std::string>> arguments;
  std::string output_file;   ///< Where env.py has --sql write; empty: standard output.
  std::vector<LogLine> log;  ///< What env.py logs before.
};

/// What the command line says.
struct Overrides {
  std::optional<std::string> url, dialect, version_table, version_table_schema;
  std::string url_from = "--url";            ///< Where `url` comes from.
  bool url_is_whole = false;                 ///< `url` has its password: none is looked for.
  std::optional<std::string> password_file;  ///< See secrets.h.
  std::optional<bool> transaction_per_migration, transactional_ddl, literal_binds;
  std::vector<std::pair<std::string, std::string>> values;  ///< `--value`: name and JSON text.
  std::vector<std::pair<std::string, std::string>> types;   ///< `--type`: name and type.
};

/// Takes each value from the first of these that has it. Parts given in `upper` win.
void fill_missing(Environment& upper, const Environment& lower);

/// The command line's part, and that of RETORT_DATABASE_URL and of Retort's own settings.
Environment explicit_environment(const Overrides& overrides, const Config& config);
/// Below env.py: `sqlalchemy.url`. One that refers to what is not set is hidden, but may tell the
/// dialect.
Environment file_environment(const Config& config);
/// Below that: DATABASE_URL.
Environment process_environment();

/// Adds the configuration's `values` and `types` after those of the command line.
void add_configured_values(Overrides& overrides, const Config& config);

/// `yes`, `true`, `on`, `1` and their opposites in any case; nullopt for anything else.
std::optional<bool> parse_boolean(std::string_view text);

/// ` (file:line)` of an error, empty without a place.
std::string place_note(const Error& error);
/// `file:line` of an origin, as `from` has it.
std::string place_text(const Origin& origin);

}  // namespace retort::project
