// The only outside interface is env_engines.h.
#include "command/env_engines.h"

#include <array>

#include "python/interpreter.h"
#include "python/objects.h"

namespace retort::command {

using python::Interpreter;
using python::Value;

const char* const kEnvEngines = R"python(
import database_of_env_py as _answers
from sqlalchemy.engine.url import make_url

urls = []
statements = []

class Dialect:
    default_schema_name = None
    server_version_info = _answers.server_version_info
    def __init__(self, url):
        text = known_text(url)
        scheme = _answers.dialect_name if text is None else text.partition("://")[0]
        self.name = scheme if text is None else scheme.partition("+")[0]
        self.driver = _answers.driver if text is None else scheme.partition("+")[2]
    def has_table(self, *args, **options): return _answers.has_table()
    def has_schema(self, *args, **options): return _answers.has_schema()

class Cursor:
    def __enter__(self): return self
    def __exit__(self, *args): return False
    def execute(self, statement, *args):
        statements.append(str(statement))
    def fetchone(self): return _answers.fetchone()
    def fetchall(self): return _answers.fetchall()
    def close(self): pass

class DriverConnection:
    def cursor(self, *args, **options): return Cursor()
    def commit(self): pass
    def rollback(self): pass
    def close(self): pass
    def set_session(self, *args, **options): pass
    autocommit = False

class Connection:
    def __init__(self, engine):
        self.engine = engine
        self.dialect = engine.dialect
        self.connection = DriverConnection()
        self.info = {}
        self.closed = False
    def __enter__(self): return self
    def __exit__(self, *args): return False
    async def __aenter__(self): return self
    async def __aexit__(self, *args): return False
    def execute(self, statement, *args, **options):
        statements.append(str(statement))
        return _answers.result
    def exec_driver_sql(self, statement, *args, **options): return self.execute(statement)
    def scalar(self, statement, *args, **options): return self.execute(statement).scalar()
    def scalars(self, statement, *args, **options): return self.execute(statement).scalars()
    def execution_options(self, **options):
        if "schema_translate_map" in options: raise NotImplementedError("schema_translate_map")
        return self
    def run_sync(self, function, *args, **options):
        function(self, *args, **options)
        return Awaitable()
    async def get_raw_connection(self): return self.connection
    def begin(self): return self
    def begin_nested(self): return self
    def begin_twophase(self): return self
    def in_transaction(self): return False
    def prepare(self): return Awaitable()
    def commit(self): return Awaitable()
    def rollback(self): return Awaitable()
    def close(self): return Awaitable()

class Awaitable:
    def __await__(self): return iter([])

class Engine:
    def __init__(self, url):
        try:
            self.url = url if known_text(url) is None else make_url(url)
        except Exception:
            self.url = url  # It is looked at when it is needed.
        self.dialect = Dialect(url)
        self.name = self.dialect.name
        self.driver = self.dialect.driver
    @property
    def sync_engine(self): return self
    def connect(self, *args, **options): return Connection(self)
    def begin(self, *args, **options): return Connection(self)
    def raw_connection(self): return DriverConnection()
    def execution_options(self, **options):
        if "schema_translate_map" in options: raise NotImplementedError("schema_translate_map")
        return self
    def dispose(self, *args, **options): return Awaitable()

class AsyncEngine(Engine):
    def __init__(self, sync_engine, **options):
        super().__init__(sync_engine.url)

class OutputFile:
    def __init__(self, name): self.name = name
    def __enter__(self): return self
    def __exit__(self, *args): return False
    def write(self, text): return len(text)
    def flush(self): pass
    def close(self): pass

def open_output(file, *args, **options): return OutputFile(str(file))

def create_engine(*args, **options):
    if "url" in options: args = [options["url"]]
    # Where these lead, and how a connection begins, only the driver knows.
    if "creator" in options: args = [_answers.creator]
    told = options.get("connect_args", {})
    if is_known(told):
        if "dbname" in told or "host" in told or "database" in told: args = [_answers.connect_args]
        if is_known(told.get("options", "")) and "search_path" in str(told.get("options", "")):
            raise NotImplementedError("search_path in connect_args")
    urls.extend(args[:1])
    return Engine(args[0] if args else None)

def create_async_engine(*args, **options): return AsyncEngine(create_engine(*args, **options))

def connect_unknown(url):
    return create_engine(url).connect()

def engine_from_config(configuration, prefix="sqlalchemy.", **options):
    kept = {name: options[name] for name in ("url", "creator", "connect_args") if name in options}
    if "url" in kept: return create_engine(**kept)
    return create_engine(configuration[prefix + "url"], **kept)

def async_engine_from_config(*args, **options): return AsyncEngine(engine_from_config(*args, **options))
)python";

Value url_text(Interpreter& interpreter, const Value& url) {
  if (python::string_of(url) != nullptr) return url;
  if (!url.is_object() || url.as_object().kind() != python::ObjectKind::instance) return {};
  if (interpreter.find_attribute(url, "render_as_string").is_absent()) return {};
  const std::array<Value, 1> hide{Value::boolean(false)};
  return interpreter.call_method(url, "render_as_string", hide);
}

}  // namespace retort::command
