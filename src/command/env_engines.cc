// The only outside interface is env_engines.h.
#include "command/env_engines.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/error.h"
#include "command/env_recorder.h"
#include "project/environment.h"
#include "python/interpreter.h"
#include "script/connection.h"
#include "script/run.h"

namespace retort::command {

using python::CallArguments;
using python::Interpreter;
using python::Value;

const char* const kEnvEngines = R"python(
import copy
import database_of_env_py as _answers
import sqlalchemy
from sqlalchemy import event
from sqlalchemy.engine.url import make_url

def with_values(statement, values):
    """The text of a statement; its parameters are written into it."""
    if not is_known(statement): return statement
    if not is_known(values) or isinstance(values, dict) and not all(is_known(value) for value in values.values()):
        return out_of(str(statement), values)
    if isinstance(statement, str):
        if not values or not isinstance(values, dict): return statement
        statement = sqlalchemy.text(statement)
    if not hasattr(statement, "compile"): return statement  # A DDL element.
    if values and isinstance(values, dict): statement = statement.bindparams(**values)
    try:
        return str(statement.compile(compile_kwargs={"literal_binds": True}))
    except Exception:
        return str(statement)

def with_driver_values(statement, values):
    if not is_known(statement) or not is_known(values): return out_of(str(statement) if is_known(statement) else "", values)
    if not values: return statement
    literal = lambda value: "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)
    if isinstance(values, dict): return statement % {name: literal(value) for name, value in values.items()}
    return statement.replace("?", "%s") % tuple(literal(value) for value in values)

class Answer:
    """What a statement gives: asked for where it is needed."""
    def __init__(self, connection, statement, values, number):
        self._question = connection, statement, values, number
        self._result = None
    def _given(self):
        if self._result is None:
            connection, statement, values, number = self._question
            database = ask(connection)
            if database is not None: answered(number)
            if database is None or not is_known(statement): self._result = unanswered(str(statement) if is_known(statement) else "a statement")
            elif isinstance(statement, str) and (values or "%" in statement): self._result = database.exec_driver_sql(statement, *values)
            else: self._result = database.execute(sqlalchemy.text(statement) if isinstance(statement, str) else statement, *values)
        return self._result
    def __getattr__(self, name): return getattr(self._given(), name)
    def __iter__(self): return iter(self._given())
    def __enter__(self): return self
    def __exit__(self, *args): return False
    def close(self): pass

class Dialect:
    def __init__(self, url):
        text = known_text(url)
        scheme = _answers.dialect_name if text is None else text.partition("://")[0]
        self.name = scheme if text is None else scheme.partition("+")[0]
        self.driver = _answers.driver if text is None else scheme.partition("+")[2]
        self.default_schema_name = "public" if is_known(self.name) and self.name == "postgresql" else None
        self.identifier_preparer = self
    def quote(self, name, force=None):
        return quoted(name)
    quote_identifier = quote
    quote_schema = quote
    def _asked(self, connection):
        database = ask(connection)
        return unanswered("the dialect") if database is None else database.dialect
    def has_table(self, connection, *args, **options): return self._asked(connection).has_table(connection, *args, **options)
    def has_schema(self, connection, name): return name in sqlalchemy.inspect(connection).get_schema_names()

class Cursor:
    def __init__(self, owner):
        self.owner = owner
        self._answer = None
    def __enter__(self): return self
    def __exit__(self, *args): return False
    def execute(self, statement, values=None):
        statement = with_driver_values(statement if isinstance(statement, str) or not is_known(statement) else str(statement), values)
        self._answer = Answer(self.owner, statement, (), executed(self.owner, statement))
        return self
    def fetchone(self): return self._answer.fetchone()
    def fetchall(self): return self._answer.fetchall()
    def __iter__(self): return iter(self._answer)
    def close(self): pass

class DriverConnection:
    """The driver's connection, and the pool's around it."""
    autocommit = False
    isolation_level = None
    def __init__(self, owner):
        self._owner = owner
        self.driver_connection = self.dbapi_connection = self
        self.info = {}
    def cursor(self, *args, **options): return Cursor(self._owner)
    def execute(self, statement, values=None): return self.cursor().execute(statement, values)
    def commit(self): pass
    def rollback(self): pass
    def close(self): pass
    def set_session(self, *args, **options): pass

class Connection:
    def __init__(self, engine):
        self.engine = engine
        self.dialect = engine.dialect
        self.connection = DriverConnection(self)
        self.info = {}
        self.closed = False
        self._schema_translate_map = engine._schema_translate_map
        self._statements_commit = engine._statements_commit
        for statement in engine._first: executed(self, statement)
        engine._connected(self)
    def __enter__(self): return self
    def __exit__(self, *args): return False
    async def __aenter__(self): return self
    async def __aexit__(self, *args): return False
    def execute(self, statement, *values, **options):
        number = executed(self, with_values(statement, values[0] if values else options))
        return Answer(self, statement, values, number)
    def exec_driver_sql(self, statement, *values, **options):
        statement = with_driver_values(statement, values[0] if values else None)
        return Answer(self, statement, (), executed(self, statement))
    def scalar(self, statement, *values, **options): return self.execute(statement, *values).scalar()
    def scalars(self, statement, *values, **options): return self.execute(statement, *values).scalars()
    def execution_options(self, **options):
        for statement in set_options(self, self.dialect.name, options): executed(self, statement)
        return self
    def get_execution_options(self):
        return {} if self._schema_translate_map is None else {"schema_translate_map": self._schema_translate_map}
    def run_sync(self, function, *args, **options): return function(self, *args, **options)
    async def get_raw_connection(self): return self.connection
    @property
    def sync_connection(self): return self
    def begin(self): return self
    def begin_nested(self): return self
    def begin_twophase(self): return self
    def get_transaction(self): return self
    def in_transaction(self): return False
    def prepare(self): pass
    def commit(self): pass
    def rollback(self): pass
    def close(self): pass
    def invalidate(self, *args): pass
    def detach(self): pass
    def _inspect(self):
        database = ask(self)
        return unanswered("inspect()") if database is None else sqlalchemy.inspect(database)

class Record:
    def __init__(self): self.info = {}

class Engine:
    def __init__(self, url, *written):
        try:
            self.url = url if known_text(url) is None else make_url(url)
        except Exception:
            self.url = url  # It is looked at when it is needed.
        self.dialect = Dialect(written[0] if written else url)
        self.name = self.dialect.name
        self.driver = self.dialect.driver
        self.pool = self
        self._first = []
        self._schema_translate_map = None
        self._statements_commit = False
    @property
    def engine(self): return self
    @property
    def sync_engine(self): return self
    def connect(self, *args, **options): return Connection(self)
    def begin(self, *args, **options): return Connection(self)
    def raw_connection(self): return Connection(self).connection
    def execute(self, statement, *values, **options): return Connection(self).execute(statement, *values, **options)
    def execution_options(self, **options):
        made = copy.copy(self)
        made._first = list(self._first)
        made._set(options)
        return made
    def dispose(self, *args, **options): pass
    def _inspect(self): return Connection(self)._inspect()
    def _set(self, options):
        self._first += set_options(self, self.name, options)
    def _connected(self, connection):
        for target, name, function in event.connection_listeners:
            if isinstance(target, Engine) and target is not self: continue
            driver = connection.connection
            if name == "do_connect":
                told = {}
                if not follow(name, function, self.dialect, Record(), [], told): told = out_of("a handler of 'do_connect'", None)
                self.url = with_connect_args(self.url, told)
            elif name == "engine_connect": follow(name, function, connection)
            elif name == "checkout": follow(name, function, driver, Record(), driver)
            else: follow(name, function, driver, Record())

class AsyncEngine(Engine):
    def __init__(self, sync_engine, **options):
        super().__init__(sync_engine.url)
        self._first = sync_engine._first
        self._statements_commit = sync_engine._statements_commit
        self._origin = sync_engine
    @property
    def sync_engine(self): return self._origin
    def _connected(self, connection): self._origin._connected(connection)

def set_options(of, dialect, options):
    of._schema_translate_map = options.get("schema_translate_map", of._schema_translate_map)
    level = options.get("isolation_level")
    if not is_known(level):
        note("isolation_level is left out: only the application knows it")
        level = None
    if level is not None: of._statements_commit = level == "AUTOCOMMIT"
    return isolation(dialect, level)
def isolation(dialect, level):
    if level is None or level == "AUTOCOMMIT": return []
    level = level.replace("_", " ")
    if dialect == "postgresql": return ["SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL " + level]
    if dialect == "sqlite": return ["PRAGMA read_uncommitted = " + str(int(level == "READ UNCOMMITTED"))]
    return ["SET SESSION TRANSACTION ISOLATION LEVEL " + level]

class OutputFile:
    def __init__(self, name): self.name = name
    def __enter__(self): return self
    def __exit__(self, *args): return False
    def write(self, text): return len(text)
    def flush(self): pass
    def close(self): pass

def open_output(file, *args, **options): return OutputFile(str(file))

PLACES = {"host": "host", "port": "port", "user": "username", "username": "username", "password": "password",
          "passwd": "password", "dbname": "database", "database": "database", "db": "database"}
SECURITY = ("ssl", "ssl_context", "sslmode", "sslrootcert", "sslcert", "sslkey", "ssl_ca")
SETTINGS = ("options", "server_settings", "init_command")

def with_connect_args(url, told):
    """What the driver is told beside the URL of how to connect, as a part of the URL."""
    if not is_known(told): return out_of("connect_args", told)
    if not told or known_text(url) is None: return url
    url = make_url(url)
    query = dict(url.query)
    for name, value in told.items():
        if not is_known(value):
            if name in PLACES or name in SETTINGS: return out_of("connect_args['" + name + "']", value)
            if name in SECURITY: note("connect_args['" + name + "'] is left out: only the application knows it")
        elif name in PLACES:
            if url.get_backend_name() == "sqlite": continue
            if name == "host" and value.startswith("/"):
                url = url.set(host="")
                query["host"] = value
            else: url = url.set(**{PLACES[name]: int(value) if name == "port" else str(value)})
        elif name == "ssl" and isinstance(value, dict):
            for key, text in value.items(): query["ssl_" + key] = str(text)
        elif name in SETTINGS and session_settings({name: value}) is not None: continue
        elif isinstance(value, bool): query[name] = "true" if value else "false"
        elif isinstance(value, (str, int, float)): query[name] = str(value)
    return url.set(query=query)

def session_settings(told):
    """The settings that a session begins with, as statements; None for options in a form of their own."""
    if not is_known(told) or not told: return []
    found = []
    if told.get("init_command"): found.append(told["init_command"])
    values = dict(told.get("server_settings") or {})
    options = str(told.get("options") or "").replace("\\ ", "\0").replace("-c ", "-c").split()
    for option in options:
        name, separator, value = option.replace("\0", " ").removeprefix("-c").removeprefix("--").partition("=")
        if not separator or not option.startswith("-"): return None
        values[name] = value
    for name, value in values.items():
        found.append("SELECT set_config('" + name + "', '" + str(value).replace("'", "''") + "', false)")
    return found

def create_engine(*args, **options):
    written = url = options.get("url", args[0] if args else None)
    if "uri_of_application" in options: written = url = options.pop("uri_of_application")()
    for name in ("creator", "async_creator"):
        if name in options and (not is_known(options[name]) or options[name] is not None): url = out_of("create_engine(" + name + "=)", options[name])
    url = with_connect_args(url, options.get("connect_args"))
    made_engine(url)
    engine = Engine(url, written)
    if known_text(url) is not None: engine._first += session_settings(options.get("connect_args")) or []
    engine._set(options)
    engine._set(options.get("execution_options") or {})
    return engine

def create_async_engine(*args, **options): return AsyncEngine(create_engine(*args, **options))

def connect_unknown(url):
    return create_engine(url).connect()

def engine_from_config(configuration, prefix="sqlalchemy.", **options):
    for name in ("isolation_level", "url"):
        if name not in options and is_known(configuration) and prefix + name in configuration: options[name] = configuration[prefix + name]
    if "url" not in options: options["url"] = configuration[prefix + "url"]
    return create_engine(**options)

def async_engine_from_config(*args, **options): return AsyncEngine(engine_from_config(*args, **options))
)python";

Value url_text(Interpreter& interpreter, const Value& url) {
  if (python::string_of(url) != nullptr) return url;
  if (!url.is_object() || url.as_object().kind() != python::ObjectKind::instance) return {};
  if (interpreter.find_attribute(url, "render_as_string").is_absent()) return {};
  const std::array<Value, 1> hide{Value::boolean(false)};
  return interpreter.call_method(url, "render_as_string", hide);
}

namespace {

Value known_text(Interpreter& interpreter, const CallArguments& arguments) {
  return url_text(interpreter, arguments.positional.front());
}

Value is_known(Interpreter&, const CallArguments& arguments) {
  return Value::boolean(arguments.positional.front().try_as<python::UnknownObject>() == nullptr);
}

Value made_engine(Interpreter& interpreter, const CallArguments& arguments) {
  EnvRecorder::of(interpreter).engine(interpreter, arguments.positional.front());
  return {};
}

Value executed(Interpreter& interpreter, const CallArguments& arguments) {
  const std::size_t number =
      EnvRecorder::of(interpreter)
          .executed(interpreter, arguments.positional[0], arguments.positional[1]);
  return Value::integer(static_cast<std::int64_t>(number));
}

Value answered(Interpreter& interpreter, const CallArguments& arguments) {
  EnvRecorder::of(interpreter)
      .answered(static_cast<std::size_t>(arguments.positional.front().as_integer()));
  return {};
}

/// A connection of scripts to the database behind a stand-in; None where nobody is asked.
Value ask(Interpreter& interpreter, const CallArguments& arguments) {
  std::shared_ptr<script::Host> host =
      EnvRecorder::of(interpreter).ask(interpreter, arguments.positional.front());
  if (host == nullptr) return {};
  auto connection = python::make<script::ConnectionObject>(
      python::Ref(&interpreter.native_class(script::kConnectionClass)));
  connection->own = std::move(host);
  return connection;
}

Value unanswered(Interpreter& interpreter, const CallArguments& arguments) {
  return interpreter.make_unknown(
      fmt::format("database.{}", interpreter.str(arguments.positional.front())),
      python::UnknownObject::Step::import, nullptr, interpreter.origin(),
      "env.py asks the database, and this command does not");
}

/// A value that stands for a setting which follows from an option, as only the driver knows how, or
/// from a value that only the application knows.
Value out_of(Interpreter& interpreter, const CallArguments& arguments) {
  std::string name = interpreter.str(arguments.positional[0]);
  if (const auto* unknown = arguments.positional[1].try_as<python::UnknownObject>()) {
    name += " = " + unknown->name;
  }
  return python::make<python::UnknownObject>(std::move(name), interpreter.origin(),
                                             python::UnknownObject::Step::import);
}

Value note(Interpreter& interpreter, const CallArguments& arguments) {
  EnvRecorder::of(interpreter)
      .leave_out(fmt::format("env.py: {} ({})", interpreter.str(arguments.positional.front()),
                             project::place_text(interpreter.origin())));
  return {};
}

/// Calls a handler of a connection's events. One that cannot be followed is told of.
Value follow(Interpreter& interpreter, const CallArguments& arguments) {
  const std::string event = interpreter.str(arguments.positional[0]);
  try {
    interpreter.guard(
        [&] { return interpreter.call(arguments.positional[1], arguments.positional.subspan(2)); });
  } catch (const Error& error) {
    EnvRecorder::of(interpreter)
        .leave_out(fmt::format("env.py: a handler of '{}' is left out: {}{}", event, error.message,
                               project::place_note(error)));
    return Value::boolean(false);
  }
  return Value::boolean(true);
}

Value quoted(Interpreter& interpreter, const CallArguments& arguments) {
  const dialect::Dialect& dialect = interpreter.context<script::Run>().host.dialect();
  return Value::string(dialect.quote(interpreter.str(arguments.positional.front())));
}

}  // namespace

void add_engine_functions(python::ModuleObject& module) {
  const std::pair<const char*, python::NativeFunction> functions[] = {
      {"known_text", known_text}, {"is_known", is_known}, {"made_engine", made_engine},
      {"executed", executed},     {"answered", answered}, {"ask", ask},
      {"unanswered", unanswered}, {"out_of", out_of},     {"note", note},
      {"follow", follow},         {"quoted", quoted},
  };
  for (const auto& [name, function] : functions) {
    module.globals.set(python::intern(name), python::make_native_function(name, function));
  }
}

}  // namespace retort::command
