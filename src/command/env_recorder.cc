// The only outside interface is env_recorder.h.
#include "command/env_recorder.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "command/env_engines.h"
#include "command/env_observer.h"
#include "command/revision_hook.h"
#include "python/interpreter_state.h"
#include "python/objects.h"
#include "script/ddl_elements.h"
#include "script/run.h"
#include "script/tables.h"

namespace retort::command {

using project::Environment;
using project::EnvStatement;
using project::Known;
using python::Interpreter;
using python::Value;

namespace {

/// Whether repr() of a value can be read back: numbers, texts, and collections of these.
bool is_plain(Interpreter& interpreter, const Value& value) {
  if (value.is_none() || value.is_boolean() || value.is_integer() || value.is_real()) return true;
  if (value.try_as<python::StringObject>() != nullptr) return true;
  const auto* dict = value.try_as<python::DictObject>();
  const bool sequence = value.try_as<python::ListObject>() != nullptr ||
                        value.try_as<python::TupleObject>() != nullptr;
  if (dict == nullptr && !sequence) return false;
  for (const Value& item : interpreter.items_of(value)) {
    if (!is_plain(interpreter, item)) return false;
    if (dict != nullptr && !is_plain(interpreter, interpreter.get_item(value, item))) return false;
  }
  return true;
}

std::string note_of(const Error& error) {
  return fmt::format("env.py is understood only in part{}: {}", project::place_note(error),
                     error.message);
}

/// An attribute of a stand-in, or absent.
Value part(Interpreter& interpreter, const Value& value, std::string_view name) {
  const bool instance =
      value.is_object() && value.as_object().kind() == python::ObjectKind::instance;
  return instance ? interpreter.find_attribute(value, name) : Value::absent();
}

/// The URL behind a connection or engine; empty if it is not known.
std::string url_behind(Interpreter& interpreter, const Value& connection) {
  const Value engine = part(interpreter, connection, "engine");
  const Value url = part(interpreter, engine.is_absent() ? connection : engine, "url");
  if (url.is_absent() || url.is_none()) return {};
  const Value known = url_text(interpreter, url);
  const std::string* text = python::string_of(known);
  return text == nullptr ? std::string() : *text;
}

/// What else can be hidden.
bool is_setting(std::string_view name) {
  return name == "version_table" || name == "version_table_schema" || name == "version_table_pk" ||
         name == "transaction_per_migration" || name == "transactional_ddl" ||
         name == "literal_binds" || name == "include_schemas" || name == "render_as_batch";
}

void take_text(Known<std::string>& target, std::string_view wanted, std::string_view name,
               const Value& value, const std::string& from) {
  const std::string* text = python::string_of(value);
  if (name == wanted && text != nullptr) target = {*text, from};
}

}  // namespace

EnvRecorder::EnvRecorder(const project::Config& config, const EnvScriptRequest& request,
                         Environment& out)
    : of_file_(project::file_environment(config).url),
      request_(request),
      options_(config),
      out_(out) {}

EnvRecorder& EnvRecorder::of(Interpreter& interpreter) {
  return static_cast<EnvRecorder&>(*interpreter.context<script::Run>().recorder);
}

void EnvRecorder::configure(Interpreter& interpreter,
                            const std::vector<python::KeywordValue>& options) {
  const std::string from = project::place_text(interpreter.origin());
  databases_.configure(interpreter, options);
  if (request_.observer != nullptr) request_.observer->configure(interpreter, options);
  configured_ = true;
  ran_ = false;
  out_.frame.reset();
  out_.literal_binds = {false, from};
  out_.parameter_style = {project::ParameterStyle::driver, from};
  tokens_ = {"upgrades", "downgrades"};
  out_.context_options.clear();
  take_models(interpreter, options);
  for (const python::KeywordValue& option : options) {
    take(interpreter, option.name.text(), option.value, from);
    if (option.name.text() != "url" && is_plain(interpreter, option.value)) {
      out_.context_options.emplace_back(option.name.text(), interpreter.repr(option.value));
    } else if (option.value.try_as<python::UnknownObject>() != nullptr) {
      out_.context_options.emplace_back(option.name.text(), "");
    }
  }
}

void EnvRecorder::begin_transaction() {
  ++transactions_;
}

void EnvRecorder::end_transaction() {
  --transactions_;
}

void EnvRecorder::run_migrations(Interpreter& interpreter,
                                 const std::vector<python::KeywordValue>& arguments) {
  take_setup(interpreter);
  if (!out_.frame) out_.frame.emplace();
  out_.frame->in_transaction = transactions_ > 0;
  databases_.run(interpreter, arguments, out_);
  ran_ = true;
  out_.tokens.push_back(tokens_);
  ++runs_;
  if (request_.observer != nullptr) request_.observer->migrates();
  if (request_.hook != nullptr && request_.models == nullptr) request_.hook->run();
}

/// Before the run its frame is made of what is written; behind it, it is part of the snapshot.
std::vector<project::EnvOutput>& EnvRecorder::output() {
  project::EnvFrame* frame = ran_ ? databases_.last_frame() : nullptr;
  if (frame == nullptr) {
    if (!out_.frame) out_.frame.emplace();
    frame = &*out_.frame;
  }
  if (ran_) return transactions_ > 0 ? frame->after : frame->after_commit;
  return transactions_ > 0 ? frame->before : frame->before_begin;
}

void EnvRecorder::execute(Interpreter& interpreter, const Value& statement) {
  if (!request_.offline) {
    executed(interpreter, connection_, statement);
    return;
  }
  const std::string from = project::place_text(interpreter.origin());
  for (std::string& sql : texts_of(interpreter, statement, from)) {
    output().push_back({std::move(sql), true});
  }
}

/// A statement as SQL: a text, an SQLAlchemy construct or a DDL element. What is none is noted.
std::vector<std::string> EnvRecorder::texts_of(Interpreter& interpreter, const Value& statement,
                                               const std::string& from) {
  std::vector<std::string> out;
  if (auto ddl = script::ddl_operation_of(interpreter, statement)) {
    dialect::RenderContext context{.offline = true};
    const dialect::Dialect& dialect = interpreter.context<script::Run>().host.dialect();
    for (dialect::Statement& one : dialect.render({std::move(*ddl), {}}, context)) {
      out.push_back(std::move(one.text));
    }
    return out;
  }
  std::string text = interpreter.str(statement);
  if (text.starts_with('<')) {
    leave_out(fmt::format("a statement is left out, which is no text ({}): {}", from, text));
  } else {
    out.push_back(std::move(text));
  }
  return out;
}

void EnvRecorder::write(std::string text) {
  if (request_.offline) output().push_back({std::move(text), false});
}

void EnvRecorder::set_option(std::string_view section, std::string_view name,
                             script::ConfigValue value, const Origin& origin) {
  options_.set_option(section, name, std::move(value), origin);
  if (section != section_name() || name != "sqlalchemy.url") return;
  const auto set = options_.main_option(name);
  if (set->unknown.empty()) {
    take_url(set->text, project::place_text(origin));
  } else {
    hide("url", set->unknown, project::place_text(origin));
  }
}

void EnvRecorder::engine(Interpreter& interpreter, const Value& url) {
  engines_.emplace_back(url, project::place_text(interpreter.origin()));
}

std::size_t EnvRecorder::executed(Interpreter& interpreter, const Value& connection,
                                  const Value& sql) {
  const std::string from = project::place_text(interpreter.origin());
  if (const auto* unknown = sql.try_as<python::UnknownObject>()) {
    // A setting of the session decides what is migrated; the name begins with what is known of it.
    if (may_set_session(unknown->name)) {
      hide("setup_statement", unknown->name, from);
    } else {
      leave_out(
          fmt::format("a statement is left out, of which only the application knows a part ({}): "
                      "{}",
                      from, unknown->name));
    }
    return statements_.add(connection, {}, {}, from);
  }
  std::string text;
  for (const std::string& one : texts_of(interpreter, sql, from)) text += one + ";\n";
  return statements_.add(connection, url_behind(interpreter, connection), text, from);
}

std::shared_ptr<script::Host> EnvRecorder::ask(Interpreter& interpreter, const Value& connection) {
  if (request_.ask == nullptr) return nullptr;
  const std::string url = url_behind(interpreter, connection);
  if (url.empty()) return nullptr;
  std::shared_ptr<script::Host>& host = asked_[url];
  if (host == nullptr) host = request_.ask(url);
  if (host == nullptr) return nullptr;
  const std::vector<EnvStatement> news = statements_.news(connection);
  for (const EnvStatement& statement : news) {
    host->query_text(statement.sql, {}, interpreter.origin());
  }
  if (!news.empty() && host->in_transaction()) host->commit();
  asked_last_ = host;
  return host;
}

void EnvRecorder::fail(const Error& error) {
  failed_ = true;
  out_.failure = note_of(error);
  out_.notes.push_back(out_.failure);
}

void EnvRecorder::refuse(const Error& error) {
  fail(error);
  if (!configured_) return;  // What it misses may have been given to Retort.
  out_.refusal = error;
  if (out_.refusal->place) out_.refusal->place->file = display_path(out_.refusal->place->file);
  out_.refusal->with_hint(
      "env.py raises it itself, so nothing was run. --no-env passes env.py over; options say then "
      "what it says.");
}

void EnvRecorder::refuse_without_run(const Source& source) {
  Place place;
  place.file = display_path(source.path);
  out_.refusal =
      Error(ErrorCode::command, "env.py ends without a call of context.run_migrations()", place)
          .with_hint(
              "Alembic does nothing either. --no-env passes env.py over; options say then what it "
              "says.");
}

/// The setup of the run that follows.
void EnvRecorder::take_setup(Interpreter& interpreter) {
  out_.setup_statements = statements_.before_run(connection_, connection_url_);
  out_.statements_commit = {};
  if (Value commit = part(interpreter, connection_, "_statements_commit");
      !commit.is_absent() && interpreter.truth(commit)) {
    out_.statements_commit = {true, "env.py"};
  }
  check_translation(interpreter);
}

/// What SQLAlchemy's constructs would write is written without a schema here, which is the same
/// only where the search path leads there.
void EnvRecorder::check_translation(Interpreter& interpreter) {
  const Value map = part(interpreter, connection_, "_schema_translate_map");
  if (map.is_absent() || map.is_none()) return;
  const std::string path = first_schema(out_.setup_statements);
  std::string other;
  for (const Value& key : interpreter.items_of(map)) {
    const Value target = interpreter.get_item(map, key);
    const bool same = interpreter.equal(key, target);
    const std::string* text = python::string_of(target);
    const bool on_path = key.is_none() && text != nullptr && *text == path;
    if (!same && !on_path) other = interpreter.repr(key) + ": " + interpreter.repr(target);
  }
  if (other.empty()) return;
  hide("schema_translate_map",
       fmt::format("env.py puts schemas in the place of others (schema_translate_map {{{}}}), and "
                   "does not set the search path to match",
                   other));
}

void EnvRecorder::finish(Interpreter& interpreter, const Source& source) {
  if (runs_ == 0 && configured_) take_setup(interpreter);
  std::vector<EnvStatement> last;
  if (configured_) last = statements_.behind(connection_, connection_url_);
  if (runs_ > 0) out_.last_statements = last;
  for (const EnvStatement& one : statements_.elsewhere()) {
    leave_out(
        fmt::format("a statement on another database is left out ({}): {}", one.from, one.sql));
  }
  databases_.end(std::move(last));
  if (runs_ == 1) out_.frame = *databases_.last_frame();
  if (runs_ > 1) out_.databases = databases_.take();
  if (!out_.url.given() && !knows_connection_) {
    for (const auto& [url, from] : engines_) {
      if (!out_.url.given()) take_url(interpreter, url, from);
    }
  }
  if (configured_) {
    // Unless something that is not known may have called what does.
    const bool is_certain = !interpreter.state().unknown_calls.contains(&source);
    if (runs_ == 0 && !failed_ && is_certain) refuse_without_run(source);
    return;
  }
  const std::string_view text = source.text;
  out_.metadata_hidden = text.find("target_metadata") != text.npos;
  // One that never does is no env.py of Alembic's, and hides nothing.
  if (text.find("configure(") == text.npos && !failed_) return;
  const std::string reason = "env.py ends before it configures Alembic";
  hide("url", reason);
  if (text.find("version_table") == text.npos) return;
  hide("version_table", reason);
  hide("version_table_schema", reason);
}

void EnvRecorder::release() {
  statements_.release();
  engines_.clear();
  connection_ = Value::absent();
}

void EnvRecorder::take(Interpreter& interpreter, std::string_view name, const Value& value,
                       const std::string& from) {
  if (name == "url") {
    take_url(interpreter, value, from);
  } else if (name == "connection") {
    take_connection(interpreter, value, from);
  } else if (is_setting(name) && value.try_as<python::UnknownObject>() != nullptr) {
    hide(name, value.try_as<python::UnknownObject>()->name, from);
  } else if (name == "dialect_opts") {
    take_style(interpreter, value, from);
  } else if (name == "template_args") {
    take_template_arguments(interpreter, value);
  } else if (name == "process_revision_directives") {
    if (request_.hook != nullptr) request_.hook->set_function(interpreter, value);
  } else if (name == "upgrade_token") {
    tokens_.first = interpreter.str(value);
  } else if (name == "downgrade_token") {
    tokens_.second = interpreter.str(value);
  } else if (name == "target_metadata") {
    take_metadata(interpreter, value, from);
  } else if (name == "starting_rev") {
    if (request_.offline && !value.is_none()) hide("starting_rev", interpreter.str(value));
  } else if (name == "on_version_apply") {
    if (value.is_none()) return;
    leave_out(
        fmt::format("env.py: on_version_apply is left out: no function is called for what a run "
                    "does to the version table ({})",
                    from));
  } else {
    take_text(out_.version_table, "version_table", name, value, from);
    take_text(out_.version_table_schema, "version_table_schema", name, value, from);
    take_text(out_.dialect, "dialect_name", name, value, from);
    take_boolean(interpreter, name, value, from);
  }
}

void EnvRecorder::take_models(Interpreter& interpreter,
                              const std::vector<python::KeywordValue>& options) {
  if (request_.models == nullptr) return;
  Value metadata, filter;
  for (const python::KeywordValue& option : options) {
    if (option.name.text() == "target_metadata") metadata = option.value;
    if (option.name.text() == "include_object") filter = option.value;
  }
  request_.models->collector.take(metadata, filter, interpreter.origin());
}

void EnvRecorder::take_template_arguments(Interpreter& interpreter, const Value& value) {
  if (value.try_as<python::DictObject>() == nullptr) return;
  for (const Value& name : interpreter.items_of(value)) {
    const Value argument = interpreter.get_item(value, name);
    if (is_plain(interpreter, argument)) {
      out_.template_arguments.emplace_back(interpreter.str(name), interpreter.repr(argument));
    } else {
      out_.notes.push_back(fmt::format("template_args: '{}' is left out: it is no plain value",
                                       interpreter.str(name)));
    }
  }
}

/// As in Alembic, operations name constraints by the convention of a single MetaData.
void EnvRecorder::take_metadata(Interpreter& interpreter, const Value& value,
                                const std::string& from) {
  out_.target_metadata = {value.is_none() ? "None" : interpreter.repr(value), from};
  const auto* metadata = value.try_as<script::MetaDataObject>();
  if (metadata != nullptr) out_.naming_convention = {metadata->naming_convention, from};
  out_.metadata_hidden = value.try_as<python::UnknownObject>() != nullptr;
}

/// The engine behind the connection counts, whatever was said before.
void EnvRecorder::take_connection(Interpreter& interpreter, const Value& connection,
                                  const std::string& from) {
  connection_ = connection;
  connection_url_ = url_behind(interpreter, connection);
  const Value url = part(interpreter, part(interpreter, connection, "engine"), "url");
  if (url.is_absent() || url.is_none()) return;
  knows_connection_ = true;
  out_.url = {};
  std::erase_if(out_.hidden, [](const auto& entry) { return entry.first == "url"; });
  take_url(interpreter, url, from);
}

void EnvRecorder::take_url(Interpreter& interpreter, const Value& value, const std::string& from) {
  const Value known = url_text(interpreter, value);
  if (const std::string* text = python::string_of(known)) {
    take_url(*text, from);
  } else if (const auto* unknown = value.try_as<python::UnknownObject>()) {
    hide("url", unknown->name, from);
  }
}

void EnvRecorder::take_url(const std::string& text, const std::string& from) {
  if (text.empty()) return hide("url", fmt::format("env.py gives an empty one ({})", from));
  if (of_file_.given() && of_file_.value.reveal() == text) return;  // Not said by env.py.
  out_.url = {Secret(text), from};
}

void EnvRecorder::hide(std::string_view setting, std::string reason) {
  if (out_.hidden_reason(setting) == nullptr) out_.hidden.emplace_back(setting, std::move(reason));
}
void EnvRecorder::hide(std::string_view setting, const std::string& unknown,
                       const std::string& from) {
  hide(setting, fmt::format("env.py takes it from '{}', which only the application knows ({})",
                            unknown, from));
}

void EnvRecorder::take_boolean(Interpreter& interpreter, std::string_view name, const Value& value,
                               const std::string& from) {
  const std::pair<std::string_view, Known<bool>*> known[] = {
      {"version_table_pk", &out_.version_table_pk},
      {"transaction_per_migration", &out_.transaction_per_migration},
      {"transactional_ddl", &out_.transactional_ddl},
      {"literal_binds", &out_.literal_binds},
      {"include_schemas", &out_.include_schemas},
      {"render_as_batch", &out_.render_as_batch},
  };
  for (const auto& [key, target] : known) {
    if (key == name && !value.is_none()) *target = {interpreter.truth(value), from};
  }
}

void EnvRecorder::take_style(Interpreter& interpreter, const Value& value,
                             const std::string& from) {
  const std::string text = interpreter.repr(value);
  using project::ParameterStyle;
  if (text.find("'named'") != std::string::npos) {
    out_.parameter_style = {ParameterStyle::named, from};
  } else if (text.find("'pyformat'") != std::string::npos) {
    out_.parameter_style = {ParameterStyle::pyformat, from};
  } else if (text.find("'qmark'") != std::string::npos) {
    out_.parameter_style = {ParameterStyle::question, from};
  }
}

}  // namespace retort::command
