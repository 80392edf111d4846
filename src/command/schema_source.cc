// The only outside interface is schema_source.h.
#include "command/schema_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "command/inspect_database.h"
#include "command/known_dialect.h"
#include "command/migrate.h"
#include "command/model_schema.h"
#include "command/models.h"
#include "command/repeatable.h"
#include "command/scratch_collation.h"
#include "command/scratch_roles.h"
#include "command/scratch_session.h"
#include "command/shape_scope.h"
#include "command/sql_file.h"
#include "command/write_hooks.h"
#include "database/connection.h"
#include "inspect/database.h"
#include "runtime/silent_reporter.h"

namespace retort::command {
namespace {

using runtime::ScratchDatabase;
namespace shape = schema::shape;

constexpr double kLongestProgram = 300;  ///< Seconds for the program of --models-from.

bool is_url(std::string_view word) {
  return word.find("://") != word.npos;
}

bool is_mysql(std::string_view dialect) {
  return dialect == "mysql" || dialect == "mariadb";
}

bool same_family(std::string_view one, std::string_view other) {
  return one == other || (is_mysql(one) && is_mysql(other));
}

std::string_view dialect_name_of(const database::Url& url) {
  const std::string_view name = database::canonical_dialect(url);
  return name.empty() ? std::string_view(url.dialect) : name;
}

/// Of a server that can be reached.
std::optional<int> major_version(const database::Url& server) {
  try {
    return database::connect(server)->server_version().major;
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::string without_end(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

ProgramOutput output_of_words(const std::vector<std::string>& words) {
  try {
    return listen_to_program(words, kLongestProgram);
  } catch (Error& error) {
    error.with_hint("Correct the program's name or path: it is looked for in PATH.");
    throw;
  }
}

std::string output_of(const std::string& command_line) {
  const std::vector<std::string> words = split_words(command_line);
  if (words.empty()) {
    throw Error(ErrorCode::usage, "--models-from names no program")
        .with_hint("Give a command line that prints DDL: --models-from \"python -m app.schema\".");
  }
  const ProgramOutput run = output_of_words(words);
  const char* const hint =
      "It has to print the DDL of the schema, and nothing else, on its standard output, and to end "
      "with status 0. No shell is between: write `sh -c '...'` for one.";
  if (run.timed_out) {
    throw Error(ErrorCode::command, fmt::format("{} was ended: it took more than {} seconds",
                                                words.front(), kLongestProgram))
        .with_hint(hint);
  }
  if (run.status != 0) {
    const std::string how = run.status < 0 ? fmt::format("was ended by signal {}", -run.status)
                                           : fmt::format("ended with status {}", run.status);
    const std::string errors = without_end(run.errors);
    const std::string said = errors.substr(errors.rfind('\n') + 1);
    Error error(ErrorCode::command,
                fmt::format("{} {}{}{}", words.front(), how, said.empty() ? "" : ": ", said));
    error.server.detail = said == errors ? "" : errors;
    throw error.with_hint(hint);
  }
  if (run.output.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw Error(ErrorCode::command, fmt::format("{} printed nothing", words.front()))
        .with_hint(hint);
  }
  return run.output;
}

}  // namespace

SchemaKind kind_of_schema(std::string_view word) {
  if (word.empty() || word == "database") return SchemaKind::database;
  if (word == "models") return SchemaKind::models;
  if (word == "models-from") return SchemaKind::models_from;
  if (word.starts_with("rev:")) return SchemaKind::revision;
  if (is_url(word)) return SchemaKind::url;
  const bool path = word.ends_with(".sql") || word.find('/') != word.npos;
  return path || path_exists(std::string(word)) ? SchemaKind::path : SchemaKind::revision;
}

std::string desired_word(Session& session, const std::optional<std::string>& given) {
  if (given) return *given;
  const auto known = session.project().config.retort_option("desired");
  return known ? known->value : "models";
}

SchemaReader::SchemaReader(Session& session, std::vector<std::string> words, SchemaOptions options)
    : session_(session), words_(std::move(words)), options_(std::move(options)) {
  const bool from_program = std::ranges::any_of(words_, [](const std::string& word) {
    return kind_of_schema(word) == SchemaKind::models_from;
  });
  if (from_program && options_.models_from.empty()) {
    throw Error(ErrorCode::usage, "models-from needs a program that prints the models' DDL")
        .with_hint("Give it: --models-from \"python -m app.schema\".");
  }
  // A file that is not there is said before a project is looked for, which its dialect may need.
  for (const std::string& word : words_) {
    if (kind_of_schema(word) == SchemaKind::path) sql_files(word);
  }
  dialect_ = &find_dialect();
  for (const std::string& word : words_) {
    if (kind_of_schema(word) != SchemaKind::url) continue;
    const database::Url url = database::parse_url(word);
    if (same_family(dialect_name_of(url), dialect_->name())) continue;
    throw Error(ErrorCode::usage,
                fmt::format("{} is no database of {}", render(url), dialect_->name()))
        .with_hint("Schemas are read and compared within one kind of database.");
  }
}

SchemaReader::~SchemaReader() = default;

const dialect::Dialect& SchemaReader::find_dialect() const {
  const std::optional<std::string>& named = session_.request().overrides.dialect;
  if (named) return known_dialect(*named);
  for (const std::string& word : words_) {
    if (kind_of_schema(word) != SchemaKind::url) continue;
    return known_dialect(dialect_name_of(database::parse_url(word)));
  }
  try {
    return session_.dialect(Mode::online);
  } catch (Error& error) {
    error.with_hint("--dialect says it where there is no project: postgresql, mysql, sqlite.");
    throw;
  }
}

FoundSchema SchemaReader::read(const std::string& word) {
  switch (kind_of_schema(word)) {
    case SchemaKind::database:
    case SchemaKind::url:
      return read_database(word == "database" ? std::string() : word);
    case SchemaKind::path:
    case SchemaKind::models:
    case SchemaKind::models_from: {
      SchemaDefinition definition = define(word);
      return read(definition);
    }
    case SchemaKind::revision:
      return read_revision(word.starts_with("rev:") ? word.substr(4) : word);
  }
  throw Error(ErrorCode::internal, "unknown kind of schema");
}

FoundSchema SchemaReader::read_with_repeatables(const std::string& word) {
  const SchemaKind kind = kind_of_schema(word);
  const bool made =
      kind == SchemaKind::path || kind == SchemaKind::models || kind == SchemaKind::models_from;
  if (!made) return read(word);
  SchemaDefinition definition = define(word);
  return read(definition, true);
}

FoundSchema SchemaReader::read_database(const std::string& word) {
  FoundSchema found;
  found.inspection = inspect_database(session_, word);
  leave_out_records(found.inspection);
  found.from = shown_url(session_, word);
  return found;
}

SchemaDefinition SchemaReader::define(const std::string& word) {
  SchemaDefinition definition;
  switch (kind_of_schema(word)) {
    case SchemaKind::models:
      return define_models();
    case SchemaKind::path:
      for (const std::string& file : sql_files(word)) {
        definition.sources.push_back(read_source(file));
      }
      definition.from = display_path(word);
      return definition;
    case SchemaKind::models_from:
      definition.sources = {std::make_shared<Source>(
          Source{"the output of --models-from", output_of(options_.models_from)})};
      definition.from = fmt::format("the output of `{}`", options_.models_from);
      return definition;
    case SchemaKind::database:
    case SchemaKind::url:
    case SchemaKind::revision:
      break;
  }
  throw Error(ErrorCode::usage, fmt::format("'{}' does not say how a schema is made", word))
      .with_hint("Give `models`, an SQL file or folder, or `models-from`.");
}

SchemaDefinition SchemaReader::define_models() {
  ModelSchema wanted = model_schema(command::read_models(session_, *dialect_), *dialect_);
  if (is_mysql(dialect_->name()) && !wanted.schemas.empty()) {
    throw Error(ErrorCode::unsupported,
                fmt::format("The models have tables in another database, {}, which nothing can be "
                            "tried on",
                            wanted.schemas.front()));
  }
  return {{}, std::move(wanted.statements), "the models", true, std::move(wanted.notes)};
}

FoundSchema SchemaReader::read(SchemaDefinition& definition, bool with_repeatables) {
  const std::unique_ptr<ScratchDatabase> scratch = scratch_database();
  {
    const auto connection = database::connect(scratch->url());
    definition.statements = create_models(*connection, definition.statements);
    for (const SourcePtr& source : definition.sources) run_sql_file(*connection, source);
  }
  if (with_repeatables) use_session(scratch->url(), try_repeatables);
  return {inspect(scratch->url()), definition.from, scratch->place(), definition.only_tables,
          definition.notes};
}

FoundSchema SchemaReader::read_revision(const std::string& target) {
  const std::unique_ptr<ScratchDatabase> scratch = scratch_database();
  replay(scratch->url(), target);
  return {inspect(scratch->url()), "revision " + target, scratch->place(), false, {}};
}

template <class Use>
void SchemaReader::use_session(const database::Url& url, const Use& use) {
  runtime::SilentReporter silence;
  const auto session = session_on(session_, url, session_.files(), silence);
  session->keep_sources();
  use(*session);
}

void SchemaReader::replay(const database::Url& url, const std::string& target) {
  if (target == "base") return;
  use_session(url, [&](Session& session) { upgrade(session, target, Mode::online); });
}

void SchemaReader::apply(const database::Url& url, const std::vector<std::string>& statements) {
  const auto connection = database::connect(url);
  for (const std::string& text : statements) {
    try {
      run_alone(*connection, text);
    } catch (const Error& error) {
      // A server of our own: a role that only scripts create is made, too.
      const std::string role = started_ == nullptr ? std::string() : missing_role(error);
      if (role.empty()) throw;
      make_roles(url, {role});
      run_alone(*connection, text);
    }
  }
}

shape::Inspection SchemaReader::inspect(const database::Url& url) {
  shape::Inspection found = inspect::inspect_database(*database::connect(url));
  leave_out_records(found);
  return found;
}

/// A project's own name for the table counts where there is a project.
void SchemaReader::leave_out_records(shape::Inspection& inspection) {
  runtime::Settings known;
  try {
    const project::Environment& environment = session_.environment(Mode::online);
    if (environment.version_table.given()) known.version_table = environment.version_table.value;
    known.version_table_schema = environment.version_table_schema.value;
  } catch (const Error&) {
    // There is no project.
  }
  leave_out_version_table(inspection, known);
}

/// The server on which a temporary database is made, if one is known.
std::optional<database::Url> SchemaReader::wanted_server() const {
  const std::string_view name = dialect_->name();
  if (!options_.scratch.empty()) {
    database::Url url = scratch_url(options_.scratch);
    if (same_family(dialect_name_of(url), name)) return url;
    throw Error(ErrorCode::usage,
                fmt::format("--scratch names a server of {}, but the schema is one of {}",
                            dialect_name_of(url), name))
        .with_hint("Give a server of the same kind, or leave --scratch out.");
  }
  if (name == "sqlite") return std::nullopt;
  try {
    database::Url url = session_.url();
    if (same_family(dialect_name_of(url), name)) return url;
  } catch (const Error&) {
    // There is no project, or it has no database.
  }
  for (const std::string& word : words_) {
    if (kind_of_schema(word) == SchemaKind::url) return database::parse_url(word);
  }
  return std::nullopt;
}

/// That of the database among the words, or the project's. Empty where neither can be asked.
const std::string& SchemaReader::wanted_collation() {
  if (collation_) return *collation_;
  collation_.emplace();
  if (!is_mysql(dialect_->name())) return *collation_;
  try {
    const auto word = std::ranges::find(words_, SchemaKind::url, kind_of_schema);
    const database::Url url = word == words_.end() ? session_.url() : database::parse_url(*word);
    *collation_ = collation_of(*database::connect(url));
  } catch (const Error&) {
    // There is no such database, or nobody can be asked.
  }
  return *collation_;
}

std::unique_ptr<ScratchDatabase> SchemaReader::scratch_database() {
  const std::string_view name = dialect_->name();
  if (server_) {
    auto made = std::make_unique<ScratchDatabase>(name, server_);
    if (started_ != nullptr) made->set_place(started_->place());
    set_collation(made->url(), wanted_collation());
    return made;
  }
  std::optional<Error> refused;
  const std::optional<database::Url> server = wanted_server();
  if (name == "sqlite") return std::make_unique<ScratchDatabase>(name, std::nullopt);
  if (server) {
    try {
      auto made = std::make_unique<ScratchDatabase>(name, server);
      server_ = server;
      set_collation(made->url(), wanted_collation());
      return made;
    } catch (const Error& error) {
      if (!options_.scratch.empty()) throw;
      refused = error;
    }
  }
  try {
    const auto version = refused ? major_version(*server) : std::nullopt;
    started_ = std::make_unique<ScratchDatabase>(name, std::nullopt, version);
  } catch (Error& error) {
    if (refused) error.server.detail = "On the project's server: " + refused->message;
    error.hints.clear();
    error.with_hint("Give --scratch, the URL of a server on which a database may be made for it.");
    throw;
  }
  server_ = started_->url();
  if (refused) {
    try {
      make_roles(*server_, roles_to_make(session_, *database::connect(*server)));
    } catch (const Error&) {
      // Nobody can be asked. What needs a role fails, and names it.
    }
  }
  return scratch_database();
}

void create_schema(database::Connection& connection, const SchemaDefinition& definition) {
  if (!definition.statements.empty()) {
    connection.begin();
    for (const std::string& text : definition.statements) connection.execute(text);
    connection.commit();
  }
  for (const SourcePtr& source : definition.sources) run_sql_file(connection, source);
}

}  // namespace retort::command
