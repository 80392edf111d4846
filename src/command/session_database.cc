// The database's side of session.h: what is known of it, and the connection.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

#include "base/clock.h"
#include "base/error.h"
#include "base/signals.h"
#include "command/archive.h"
#include "command/env_databases.h"
#include "command/environment.h"
#include "command/known_dialect.h"
#include "command/session.h"
#include "database/pooled_session.h"
#include "dialect/mysql_server.h"
#include "project/secrets.h"
#include "runtime/statement_events.h"

namespace retort::command {
namespace {

dialect::BindStyle bind_style(const project::Environment& environment, std::string_view dialect) {
  const bool literal = !environment.literal_binds.given() || environment.literal_binds.value;
  return literal ? dialect::BindStyle::literal : parameter_style(environment, dialect);
}

/// What `--transaction` asks for, in place of what env.py says.
void set_transactions(std::string_view transaction, std::string_view dialect,
                      runtime::Settings& out) {
  if (transaction.empty()) return;
  out.transactional_ddl.reset();
  out.transaction_per_migration = transaction == "each";
  out.statements_commit = transaction == "none";
  if (transaction != "all") return;
  if (dialect == "mysql" || dialect == "mariadb") {
    throw Error(ErrorCode::unsupported,
                "One transaction for all revisions is not possible: the server commits each change "
                "of the schema by itself")
        .with_hint("Leave --transaction all out: an interrupted run is resumed where it was.");
  }
  out.one_transaction_asked = true;
  out.transactional_ddl = true;
}

/// A setting of Retort's own that is a time.
std::optional<double> configured_seconds(const project::Config& config, std::string_view key) {
  const std::optional<project::Option> found = config.retort_option(key);
  if (!found) return std::nullopt;
  const std::optional<double> seconds = script::parse_seconds(found->value);
  if (seconds) return seconds;
  throw Error(ErrorCode::config, fmt::format("'{}' is not a time for {}", found->value, key),
              place_of(found->origin))
      .with_hint("Write seconds, or 500ms, 30s, 5min; 0 for no limit.");
}

/// What the command line leaves open, from Retort's own section of the configuration.
void add_configured_limits(const Request& request, const project::Config& config,
                           runtime::Settings& out) {
  out.timeouts.lock = request.table_lock_timeout;
  if (!out.timeouts.lock) out.timeouts.lock = configured_seconds(config, "table_lock_timeout");
  out.timeouts.statement = request.statement_timeout;
  if (!out.timeouts.statement) {
    out.timeouts.statement = configured_seconds(config, "statement_timeout");
  }
  if (request.retries) out.retries = *request.retries;
  const std::optional<project::Option> found = config.retort_option("retries");
  if (request.retries || !found) return;
  const char* const end = found->value.data() + found->value.size();
  const auto [stop, failure] = std::from_chars(found->value.data(), end, out.retries);
  if (failure == std::errc() && stop == end) return;
  throw Error(ErrorCode::config, fmt::format("'{}' is not a number for retries", found->value),
              place_of(found->origin))
      .with_hint("Write how many times a step is tried again; 0 for never.");
}

/// Throws for what env.py hides and a run stands on.
void need_settings(const project::Environment& known) {
  const std::tuple<std::string_view, bool, std::string_view> needed[] = {
      {"version_table", known.version_table.given(), "--version-table"},
      {"version_table_schema", known.version_table_schema.given(), "--version-table-schema"},
      {"version_table_pk", known.version_table_pk.given(), "version_table_pk under [retort]"},
      {"transaction_per_migration", known.transaction_per_migration.given(),
       "--transaction-per-migration"},
      {"transactional_ddl", known.transactional_ddl.given(), "--transactional-ddl"},
      {"setup_statement", false, "what it sets in the URL (options=-c...)"},
  };
  if (const std::string* map = known.hidden_reason("schema_translate_map")) {
    throw Error(ErrorCode::unsupported, fmt::format("{}.", *map))
        .with_hint(
            "Have env.py execute SET search_path TO the same schema on the connection, or run "
            "without it: --no-env --url URL with options=-csearch_path%3DSCHEMA.");
  }
  if (const std::string* start = known.hidden_reason("starting_rev")) {
    throw Error(ErrorCode::unsupported,
                fmt::format("env.py says where --sql starts: starting_rev={}.", *start))
        .with_hint(fmt::format("Say it in the command, which is what counts here: {}:TARGET, and "
                               "pass env.py over (--no-env) or take it out of there.",
                               *start));
  }
  for (const auto& [setting, given, option] : needed) {
    const std::string* reason = given ? nullptr : known.hidden_reason(setting);
    if (reason == nullptr) continue;
    Error error(ErrorCode::config, fmt::format("The {} is not known: {}.", setting, *reason));
    error.server.detail = fmt::format("{}", fmt::join(known.notes, "; "));
    throw error.with_hint(fmt::format(
        "Give {}, give the value (--value NAME=<JSON>), or pass env.py over (--no-env).", option));
  }
}

void set_frame(const project::EnvFrame& frame, runtime::Settings& out) {
  const auto take = [](const std::vector<project::EnvOutput>& from, auto& to) {
    for (const project::EnvOutput& output : from) to.push_back({output.text, output.is_statement});
  };
  take(frame.before_begin, out.before_begin);
  take(frame.before, out.before_steps);
  take(frame.after, out.after_steps);
  take(frame.after_commit, out.after_commit);
  out.writes_transaction = frame.in_transaction;
}

runtime::Settings make_settings(const project::Environment& environment, const Request& request,
                                std::string_view dialect) {
  // Python's own run of env.py tells when it means another version table.
  if (!request.with_python) need_settings(environment);
  runtime::Settings out;
  if (environment.version_table.given()) out.version_table = environment.version_table.value;
  out.version_table_schema = environment.version_table_schema.value;
  out.version_table_pk =
      !environment.version_table_pk.given() || environment.version_table_pk.value;
  out.transaction_per_migration = environment.transaction_per_migration.value;
  if (environment.transactional_ddl.given()) {
    out.transactional_ddl = environment.transactional_ddl.value;
  }
  out.offline_binds = bind_style(environment, dialect);
  out.naming_convention = environment.naming_convention.value;
  out.x_arguments = request.x_arguments;
  out.tag = request.tag;
  for (const project::EnvStatement& statement : environment.setup_statements) {
    if (statement.of_session) out.setup_statements.push_back(statement.sql);
  }
  if (environment.frame) set_frame(*environment.frame, out);
  out.lock_timeout = request.lock_timeout;
  out.journal = request.journal;
  out.statements_commit = environment.statements_commit.value;
  set_transactions(request.transaction, dialect, out);
  return out;
}

/// Seconds for which a server that refuses is tried again: it may be about to start, or be full for
/// the moment. One that says that it is starting is given more time.
double patience_with(const Error& error) {
  constexpr std::array<std::string_view, 4> kStarting = {
      "starting up", "shutting down", "not yet accepting connections", "in recovery mode"};
  constexpr std::array<std::string_view, 4> kRefusing = {"Connection refused", "too many clients",
                                                         "Too many connections",
                                                         "remaining connection slots"};
  if (error.code != ErrorCode::connection) return 0;
  const auto said = [&](std::string_view sign) {
    return error.message.find(sign) != std::string::npos;
  };
  if (std::ranges::any_of(kStarting, said)) return 30;
  return std::ranges::any_of(kRefusing, said) ? 2.5 : 0;
}

/// A few tries: a server that is being started is no reason to fail.
std::unique_ptr<database::Connection> connect_patiently(const database::Url& url,
                                                        const database::ConnectOptions& options) {
  constexpr double kLongestPause = 1;
  const double begun = monotonic_seconds();
  for (double pause = 0.1;; pause = std::min(pause * 1.5, kLongestPause)) {
    try {
      return database::connect(url, options);
    } catch (const Error& error) {
      if (monotonic_seconds() + pause - begun > patience_with(error)) throw;
    }
    sleep_seconds(pause);
    stop_if_interrupted();
  }
}

/// For commands that work on one database.
Error several_databases(const project::Environment& known) {
  std::string names;
  for (const project::EnvDatabase& one : known.databases) {
    names += (names.empty() ? "" : ", ") + one.name;
  }
  if (share_database(known.databases)) {
    return Error(ErrorCode::config, fmt::format("env.py runs the migrations {} times on one "
                                                "database: {}.",
                                                known.databases.size(), names))
        .with_hint(
            "Name the one that is meant, without env.py: --no-env --url URL "
            "--version-table-schema SCHEMA.");
  }
  const project::EnvDatabase& first = known.databases.front();
  std::string values;
  for (const auto& [name, json] : first.arguments) {
    values += fmt::format(" --value 'run_migrations.{}={}'", name, json);
  }
  return Error(ErrorCode::config,
               fmt::format("env.py migrates {} databases: {}.", known.databases.size(), names))
      .with_hint(fmt::format("Name the one that is meant: --url URL{}.", values));
}

}  // namespace

void Session::use_environment(project::Environment environment, Mode mode) {
  environment_ = std::move(environment);
  environment_mode_ = mode;
}

const project::Environment& Session::environment(Mode mode) {
  if (!environment_ && request_.program != nullptr) environment_ = request_.program->environment;
  if (!environment_) {
    environment_ = find_environment(*this, mode);
    environment_mode_ = mode;
  }
  return *environment_;
}

const project::Environment& Session::environment_in(Mode mode) {
  const project::Environment& first = environment(mode);
  if (request_.program != nullptr || environment_mode_ == mode) return first;
  if (!other_environment_) other_environment_ = find_environment(*this, mode);
  return *other_environment_;
}

const runtime::Settings& Session::settings(Mode mode) {
  if (!settings_) {
    settings_ = make_settings(environment(mode), request_, dialect(mode).name());
    if (request_.program == nullptr) {
      add_configured_limits(request_, project().config, *settings_);
    } else {
      settings_->timeouts = {request_.table_lock_timeout, request_.statement_timeout};
      settings_->retries = request_.retries.value_or(settings_->retries);
    }
    const bool own = request_.program == nullptr || request_.program->connection == nullptr;
    if (mode == Mode::online && own) settings_->url = url();
    if (mode == Mode::offline && own && environment(mode).url.given()) {
      settings_->find_url = [this]() -> const database::Url& { return url(); };
    }
  }
  return *settings_;
}

const dialect::Dialect& Session::dialect(Mode mode) {
  const project::Environment& known = environment(mode);
  if (request_.program != nullptr && request_.program->connection != nullptr) {
    return known_dialect(request_.program->connection->dialect_name());
  }
  const bool connected = mode == Mode::online && connection_ != nullptr;
  if (connected && connection_->dialect_name() == "mysql" && connection_->is_mariadb()) {
    return dialect::mysql_on_mariadb();
  }
  if (mode == Mode::offline && known.dialect.given()) return known_dialect(known.dialect.value);
  if (known.url.given()) {
    const std::string_view name = database::canonical_dialect(url());
    return known_dialect(name.empty() ? std::string_view(url().dialect) : name);
  }
  if (mode == Mode::online) url();
  if (!known.databases.empty()) throw several_databases(known);
  throw Error(ErrorCode::config, "Connection, url, or dialect_name is required.")
      .with_hint("Give --dialect (postgresql, mysql, mariadb or sqlite), or a URL.");
}

const database::Url& Session::url() {
  if (url_) return *url_;
  const project::Known<Secret>& known = environment(Mode::online).url;
  if (!known.given() && !environment(Mode::online).databases.empty()) {
    throw several_databases(environment(Mode::online));
  }
  if (!known.given()) {
    Error error(ErrorCode::config, "No database URL is known.");
    std::vector<std::string> reasons = environment(Mode::online).notes;
    const std::string* hidden = environment(Mode::online).hidden_reason("url");
    if (hidden != nullptr) reasons.insert(reasons.begin(), *hidden);
    error.server.detail = fmt::format("{}", fmt::join(reasons, "; "));
    throw error.with_hint(fmt::format(
        "Give --url, set RETORT_DATABASE_URL or DATABASE_URL, {}. `retort env` shows what was "
        "understood.",
        hidden != nullptr ? "give the value (--value NAME=<JSON>), or pass env.py over (--no-env)"
                          : "or write sqlalchemy.url into the configuration"));
  }
  try {
    url_ = database::parse_url(known.value.reveal());
  } catch (Error& error) {
    error.with_hint(fmt::format("Correct the URL: it comes from {}.", known.from));
    throw;
  }
  add_password(*url_);
  return *url_;
}

void Session::add_password(database::Url& url) {
  const bool whole = request_.overrides.url && request_.overrides.url_is_whole;
  if (request_.program != nullptr || whole || database::canonical_dialect(url) == "sqlite") return;
  const auto password = project::find_password(request_.overrides, project().config);
  if (password) url.password = password->value;
}

void Session::tell_left_out(Mode mode) {
  const project::Environment& known = environment(mode);
  if (!known.failure.empty()) reporter_.log("WARNING", "retort", known.failure);
  const std::size_t left = known.left_out;
  if (left == 0) return;
  // Not their text, which may hold a secret.
  reporter_.log("WARNING", "retort",
                fmt::format("env.py does {} on its connection that {} left out: `retort env` shows "
                            "{}",
                            left == 1 ? "something" : fmt::format("{} things", left),
                            left == 1 ? "is" : "are", left == 1 ? "it" : "them"));
}

/// As env.py does; `once`: also what has an effect on the database.
void Session::set_up_connection(bool once) {
  std::vector<std::string> statements;
  const auto& known = environment(Mode::online).setup_statements;
  settings(Mode::online);  // Errors of what is not known.
  for (const project::EnvStatement& one : known) {
    if (once || one.of_session) statements.push_back(one.sql);
  }
  try {
    connection_ = database::set_up(std::move(connection_), statements);
  } catch (Error& error) {
    const auto is_refused = [&](const project::EnvStatement& one) {
      return one.sql == error.statement;
    };
    const auto refused = std::ranges::find_if(known, is_refused);
    throw error.with_hint(fmt::format("env.py runs it on its connection{}.",
                                      refused == known.end() ? "" : ": " + refused->from));
  }
}

database::Connection& Session::connection(bool create) {
  if (request_.program != nullptr && request_.program->connection != nullptr) {
    return *request_.program->connection;
  }
  if (connection_ == nullptr) {
    database::ConnectOptions options;
    options.create = create;
    options.busy_timeout = request_.lock_timeout;
    try {
      connection_ = create ? connect_patiently(url(), options) : database::connect(url(), options);
    } catch (Error& error) {
      const std::string& from = environment(Mode::online).url.from;
      if (error.code == ErrorCode::unsupported && !from.empty()) {
        error.with_hint(fmt::format("The URL comes from {}.", from));
      }
      throw;
    }
    tell_left_out(Mode::online);
    runtime::tell_notices(*connection_, reporter_);
    set_up_connection(create);
  }
  return *connection_;
}

void Session::use_naming_convention(Mode mode,
                                    project::Known<schema::NamingConvention> convention) {
  settings(mode);
  environment_->metadata_hidden = false;
  settings_->naming_convention = convention.value;
  environment_->naming_convention = std::move(convention);
}

runtime::RunContext Session::run_context(Mode mode) {
  runtime::RunContext context{&graph(), dialect(mode), settings(mode), reporter_};
  context.before_commit = request_.before_commit;
  if (mode == Mode::online && !environment(mode).last_statements.empty()) {
    context.before_commit = [this] {
      for (const project::EnvStatement& one : environment_->last_statements) {
        connection_->execute(one.sql);
      }
      if (request_.before_commit) request_.before_commit();
    };
  }
  return context;
}

std::vector<std::string> Session::version_rows() {
  const runtime::RunContext context = run_context(Mode::online);
  std::vector<std::string> rows = runtime::read_version_rows(connection(false), context).rows;
  use_archive(*this, rows);
  return rows;
}

}  // namespace retort::command
