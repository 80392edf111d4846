#include "script/connection.h"

#include <algorithm>
#include <array>

#include "dialect/mysql_server.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "script/bind.h"
#include "script/context.h"
#include "script/convert.h"
#include "script/ddl_elements.h"
#include "script/driver_connection.h"
#include "script/elements.h"
#include "script/exceptions.h"
#include "script/inspector.h"
#include "script/native.h"
#include "script/run.h"
#include "script/statements.h"
#include "script/transactions.h"
#include "script/types.h"

namespace retort::script {

using python::Builtin;
using python::CallArguments;
using python::ClassObject;
using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::Ref;
using python::Value;

namespace {

ConnectionObject& self_of(const Arguments& arguments) {
  return arguments.self_as<ConnectionObject>();
}

Host& host(const Arguments& arguments) {
  ConnectionObject& self = self_of(arguments);
  if (self.is_closed) {
    raise_sqlalchemy(arguments.interpreter(), "ResourceClosedError", "This Connection is closed");
  }
  return self.own ? *self.own : arguments.interpreter().context<Run>().host;
}

Value nothing(Arguments&) {
  return Value::none();
}
Value itself(Arguments& arguments) {
  return arguments.self();
}

/// As SQLAlchemy 1.4 takes them too: `execute(statement, {...}, {...})`, `execute(statement, a=1)`.
Value parameters_of(Arguments& arguments) {
  const Value* given = arguments.find_not_none("parameters");
  if (!arguments.keywords().empty()) {
    auto named = python::make<python::DictObject>();
    for (const python::KeywordValue& keyword : arguments.keywords()) {
      set_key(arguments.interpreter(), named, keyword.name.text(), keyword.value);
    }
    return named;
  }
  if (given && !arguments.rest().empty()) {
    python::ValueList sets{*given};
    sets.insert(sets.end(), arguments.rest().begin(), arguments.rest().end());
    return python::make_list(std::move(sets));
  }
  return given ? *given : Value::none();
}

/// SQLAlchemy 1.x hands a str to the driver with its parameters: one tuple of values, or a dict
/// whose names the text spells as the driver does.
bool is_for_driver(const Value& statement, const Value& parameters) {
  const std::string* text = python::string_of(statement);
  if (text == nullptr || statement.try_as<Element>()) return false;
  if (parameters.try_as<python::DictObject>()) return text->find("%(") != std::string::npos;
  const auto* tuple = parameters.try_as<python::TupleObject>();
  if (tuple == nullptr || tuple->items.empty()) return false;
  const Value& first = tuple->items.front();
  return !is_collection(first) && !first.try_as<python::DictObject>();
}

Value execute(Arguments& arguments) {
  const Value parameters = parameters_of(arguments);
  if (is_for_driver(arguments["statement"], parameters)) {
    Interpreter& interpreter = arguments.interpreter();
    return make_result(interpreter, with_database_errors(interpreter, [&] {
                         return execute_driver_sql(interpreter, host(arguments),
                                                   arguments.text("statement"), parameters);
                       }));
  }
  return execute_statement(arguments.interpreter(), host(arguments), arguments["statement"],
                           parameters, arguments.find_not_none("execution_options"));
}

Value scalar(Arguments& arguments) {
  Value result = execute(arguments);
  return arguments.interpreter().call_method(result, "scalar");
}
Value scalars(Arguments& arguments) {
  Value result = execute(arguments);
  return arguments.interpreter().call_method(result, "scalars");
}

/// Parameters are one sequence or dict, or a list of them.
Value exec_driver_sql(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const Value* given = arguments.find_not_none("parameters");
  python::ValueList sets{given ? *given : Value::none()};
  if (given && given->try_as<python::ListObject>()) {
    python::ValueList items = interpreter.items_of(*given);
    const bool many = !items.empty() && (items[0].try_as<python::TupleObject>() ||
                                         items[0].try_as<python::DictObject>());
    if (many) sets = std::move(items);
  }
  std::unique_ptr<RowSource> rows;
  with_database_errors(interpreter, [&] {
    for (const Value& set : sets) {
      rows = execute_driver_sql(interpreter, host(arguments), arguments.text("statement"), set);
    }
  });
  return make_result(interpreter, std::move(rows));
}

Value commit(Arguments& arguments) {
  with_database_errors(arguments.interpreter(), [&] { host(arguments).commit(); });
  return Value::none();
}
Value rollback(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  with_database_errors(interpreter, [&] { host(arguments).rollback(interpreter.origin()); });
  return Value::none();
}

Value begin(Arguments& arguments) {
  return make_transaction(arguments.interpreter(), self_of(arguments).own);
}
Value get_transaction(Arguments& arguments) {
  if (!host(arguments).in_transaction()) return Value::none();
  return make_transaction(arguments.interpreter(), self_of(arguments).own, true);
}
Value begin_nested(Arguments& arguments) {
  return make_savepoint(arguments.interpreter(), self_of(arguments).own);
}
Value in_transaction(Arguments& arguments) {
  return Value::boolean(host(arguments).in_transaction());
}
Value in_nested_transaction(Arguments& arguments) {
  const Run& run = arguments.interpreter().context<Run>();
  return Value::boolean(!self_of(arguments).own && run.open_savepoints > 0);
}
Value is_closed(Arguments& arguments) {
  return Value::boolean(self_of(arguments).is_closed);
}
Value close(Arguments& arguments) {
  self_of(arguments).close();
  return Value::none();
}

Value dialect_name(Arguments& arguments) {
  return Value::string(host(arguments).dialect().name());
}
Value dialect(Arguments& arguments) {
  return dialect_object(arguments.interpreter());
}
Value engine(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  return python::make<ConnectionObject>(Ref(&interpreter.native_class(kEngineClass)));
}

/// `engine.connect()`: a further connection where there can be one, else the run's own.
Ref<ConnectionObject> further_connection(Interpreter& interpreter) {
  auto connection =
      python::make<ConnectionObject>(Ref(&interpreter.native_class(kConnectionClass)));
  connection->own = with_database_errors(
      interpreter, [&] { return interpreter.context<Run>().host.connect_again(); });
  return connection;
}
Value connect(Arguments& arguments) {
  if (arguments.interpreter().context<Run>().host.offline()) {
    return bind_object(arguments.interpreter());
  }
  return further_connection(arguments.interpreter());
}
Value engine_begin(Arguments& arguments) {
  Ref<ConnectionObject> connection = further_connection(arguments.interpreter());
  connection->commits_at_end = true;
  return connection;
}
Value raw_connection(Arguments& arguments) {
  return make_driver_connection(arguments.interpreter(),
                                further_connection(arguments.interpreter()));
}
Value driver_connection(Arguments& arguments) {
  return make_driver_connection(arguments.interpreter(), Ref(&self_of(arguments)));
}

/// AUTOCOMMIT takes a connection that has not begun, as in SQLAlchemy.
Value execution_options(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  for (const python::KeywordValue& option : arguments.keywords()) {
    const std::string* level = python::string_of(option.value);
    if (option.name.text() != "isolation_level" || !level || *level != "AUTOCOMMIT") continue;
    ConnectionObject& self = self_of(arguments);
    if (self.own) {
      with_database_errors(interpreter, [&] { self.own->enter_autocommit(interpreter.origin()); });
    } else if (host(arguments).in_transaction()) {
      raise_sqlalchemy(interpreter, "InvalidRequestError",
                       "This connection has already initialized a SQLAlchemy Transaction() object "
                       "via begin() or autobegin; isolation_level may not be altered unless "
                       "rollback() or commit() is called first.");
    }
  }
  return arguments.self();
}

/// The part of AsyncConnection that a Connection does not have: coroutines have run when they are
/// awaited, so both are one object.
Value run_sync(Arguments& arguments) {
  python::ValueList positional{arguments.self()};
  positional.insert(positional.end(), arguments.rest().begin(), arguments.rest().end());
  return arguments.interpreter().call(arguments["fn"], positional, arguments.keywords());
}

const MemberTable& connection_members() {
  static const MemberTable kMembers = {
      method<"execute(statement, parameters=, *more, execution_options=, **named)", execute>(),
      method<"scalar(statement, parameters=, *more, execution_options=, **named)", scalar>(),
      method<"scalars(statement, parameters=, *more, execution_options=, **named)", scalars>(),
      method<"exec_driver_sql(statement, parameters=, execution_options=)", exec_driver_sql>(),
      method<"commit()", commit>(),
      method<"rollback()", rollback>(),
      method<"begin()", begin>(),
      method<"begin_nested()", begin_nested>(),
      method<"in_transaction()", in_transaction>(),
      method<"in_nested_transaction()", in_nested_transaction>(),
      method<"get_transaction()", get_transaction>(),
      method<"execution_options(**opts)", execution_options>(),
      method<"close()", close>(),
      method<"invalidate(exception=)", close>(),
      method<"detach()", nothing>(),
      method<"run_sync(fn, *args, **kw)", run_sync>(),
      method<"stream(statement, parameters=, *, execution_options=)", execute>(),
      method<"stream_scalars(statement, parameters=, *, execution_options=)", scalars>(),
      method<"get_raw_connection()", driver_connection>(),
      property<"sync_connection()", itself>(),
      property<"dialect()", dialect>(),
      property<"engine()", engine>(),
      property<"name()", dialect_name>(),
      property<"connection()", driver_connection>(),
      property<"closed()", is_closed>(),
  };
  return kMembers;
}

/// Offline: statements are written out without their parameters, and give nothing.
Value mock_execute(Arguments& arguments) {
  return execute_statement(arguments.interpreter(), host(arguments), arguments["obj"],
                           Value::none());
}
const MemberTable& mock_members() {
  static const MemberTable kMembers = {
      method<"execute(obj, parameters=, *more, execution_options=, **named)", mock_execute>(),
      method<"execution_options(**kw)", itself>(),
      method<"connect(**kwargs)", itself>(),
      property<"dialect()", dialect>(),
      property<"engine()", itself>(),
      property<"name()", dialect_name>(),
  };
  return kMembers;
}
const NativeClassSpec kMockConnectionClass = {"MockConnection", "sqlalchemy.engine.mock", nullptr,
                                              &mock_members()};

Value dialect_default_schema(Arguments& arguments) {
  if (host(arguments).offline()) return Value::none();
  std::string schema = catalog_of(arguments.interpreter()).default_schema();
  return schema.empty() ? Value::none() : Value::string(schema);
}
/// Drivers of PostgreSQL and MySQL have one implementation for all exact numbers.
Value dialect_type(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const Value& given = arguments["typeobj"];
  if (host(arguments).dialect().name() == "sqlite") return given;
  const schema::Type type = type_of_value(interpreter, given);
  if (type.kind != schema::TypeKind::DECIMAL) return given;
  const auto number = [](const std::optional<std::int64_t>& value) {
    return value ? Value::integer(*value) : Value::none();
  };
  const std::array positional{number(type.precision), number(type.scale)};
  return interpreter.call(find_type_class(interpreter, TypeModule::generic, "NUMERIC"), positional);
}
Value dialect_has_table(Arguments& arguments) {
  schema::Catalog& catalog = catalog_of(arguments.interpreter());
  return Value::boolean(
      catalog.has_table(arguments.text_or_empty("schema"), arguments.text("table_name")));
}
Value dialect_has_index(Arguments& arguments) {
  const auto indexes =
      catalog_of(arguments.interpreter())
          .indexes(arguments.text_or_empty("schema"), arguments.text("table_name"));
  const std::string name = arguments.text("index_name");
  return Value::boolean(std::ranges::any_of(
      indexes, [&](const auto& index) { return index.index.name.text == name; }));
}

/// The numbers in the server's own text of its version, as SQLAlchemy's dialects read it.
Value server_version(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  Host& server = host(arguments);
  if (server.offline()) return Value::none();
  const bool postgresql = server.dialect().name() == "postgresql";
  const bool sqlite = server.dialect().name() == "sqlite";
  std::string text;
  with_database_errors(interpreter, [&] {
    const auto rows = server.query_text(sqlite ? "SELECT sqlite_version()" : "SELECT version()", {},
                                        interpreter.origin());
    const auto row = rows->next();
    if (row) text = std::get<std::string>(row->at(0).value);
  });
  if (postgresql) {  // `PostgreSQL 15.4 (Debian ...) on ...`
    text.erase(0, std::min(text.size(), text.find(' ') + 1));
    text.resize(std::min(text.size(), text.find(' ')));
  }
  python::ValueList numbers;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(".-+", at), text.size());
    const std::size_t digits = std::min(text.find_first_not_of("0123456789", at), end);
    // Of MySQL's tokens those that are numbers count, of the others' each one's beginning.
    const bool whole = digits == end || (digits + 1 == end && text[digits] <= 'c');
    if (digits > at && (postgresql || whole)) {
      numbers.push_back(Value::integer(std::stoll(text.substr(at, digits - at))));
    }
    at = end + 1;
  }
  return python::make_tuple(std::move(numbers));
}
Value quote_identifier(Arguments& arguments) {
  return Value::string(host(arguments).dialect().quote(arguments.text("value"), true));
}
Value quote_when_needed(Arguments& arguments) {
  return Value::string(host(arguments).dialect().quote(arguments.text("value")));
}
Value is_postgresql(Arguments& arguments) {
  return Value::boolean(host(arguments).dialect().name() == "postgresql");
}
Value driver_name(Arguments& arguments) {
  std::string_view dialect = host(arguments).dialect().name();
  if (dialect == "postgresql") return Value::string("psycopg2");
  return Value::string(dialect == "sqlite" ? "pysqlite" : "mysqldb");
}
Value maximum_identifier(Arguments& arguments) {
  return Value::integer(host(arguments).dialect().max_identifier_length());
}
/// What is known of the URL: all but the way to the server.
Value engine_url(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const Value module = interpreter.import_module("sqlalchemy.engine.url");
  return interpreter.call(interpreter.get_attribute(module, "_url_of_bind"),
                          std::span<const Value>());
}
const MemberTable& engine_members() {
  static const MemberTable kMembers = {
      method<"connect()", connect>(),
      method<"begin()", engine_begin>(),
      method<"raw_connection()", raw_connection>(),
      method<"dispose(close=)", nothing>(),
      method<"execution_options(**opts)", itself>(),
      method<"execute(statement, parameters=, *more, execution_options=, **named)", execute>(),
      method<"has_table(table_name, schema=)", dialect_has_table>(),
      property<"dialect()", dialect>(),
      property<"engine()", itself>(),
      property<"name()", dialect_name>(),
      property<"driver()", driver_name>(),
      property<"url()", engine_url>(),
  };
  return kMembers;
}

/// `dialect.get_columns(connection, table)` and the like: what the connection's Inspector says.
template <const std::string_view* name>
Value ask_inspector(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  python::CallArguments inspected;
  const std::array subject{arguments["connection"]};
  inspected.positional = subject;
  python::ValueList positional;
  if (const Value* table = arguments.find("table_name")) positional.push_back(*table);
  if (const Value* table = arguments.find("view_name")) positional.push_back(*table);
  const Value* schema = arguments.find("schema");
  positional.push_back(schema ? *schema : Value::none());
  return interpreter.call(interpreter.get_attribute(inspect(interpreter, inspected), *name),
                          positional);
}

constexpr std::string_view kColumns = "get_columns", kKey = "get_pk_constraint",
                           kForeignKeys = "get_foreign_keys", kIndexes = "get_indexes",
                           kUnique = "get_unique_constraints", kChecks = "get_check_constraints",
                           kComment = "get_table_comment", kTables = "get_table_names",
                           kViews = "get_view_names", kDefinition = "get_view_definition";

const MemberTable& dialect_members() {
  static const MemberTable kMembers = {
      property<"name()", dialect_name>(),
      property<"driver()", driver_name>(),
      property<"default_schema_name()", dialect_default_schema>(),
      property<"max_identifier_length()", maximum_identifier>(),
      property<"supports_native_boolean()", is_postgresql>(),
      property<"supports_native_enum()", is_postgresql>(),
      property<"supports_sequences()", is_postgresql>(),
      property<"identifier_preparer()", itself>(),
      method<"quote_identifier(value)", quote_identifier>(),
      method<"quote(value, force=)", quote_when_needed>(),
      method<"type_descriptor(typeobj)", dialect_type>(),
      method<"has_table(connection, table_name, schema=)", dialect_has_table>(),
      method<"has_index(connection, table_name, index_name, schema=)", dialect_has_index>(),
      method<"get_columns(connection, table_name, schema=, **kw)", ask_inspector<&kColumns>>(),
      method<"get_pk_constraint(connection, table_name, schema=, **kw)", ask_inspector<&kKey>>(),
      method<"get_foreign_keys(connection, table_name, schema=, **kw)",
             ask_inspector<&kForeignKeys>>(),
      method<"get_indexes(connection, table_name, schema=, **kw)", ask_inspector<&kIndexes>>(),
      method<"get_unique_constraints(connection, table_name, schema=, **kw)",
             ask_inspector<&kUnique>>(),
      method<"get_check_constraints(connection, table_name, schema=, **kw)",
             ask_inspector<&kChecks>>(),
      method<"get_table_comment(connection, table_name, schema=, **kw)",
             ask_inspector<&kComment>>(),
      method<"get_table_names(connection, schema=, **kw)", ask_inspector<&kTables>>(),
      method<"get_view_names(connection, schema=, **kw)", ask_inspector<&kViews>>(),
      method<"get_view_definition(connection, view_name, schema=, **kw)",
             ask_inspector<&kDefinition>>(),
      property<"server_version_info()", server_version>(),
  };
  return kMembers;
}

Value is_mariadb(Arguments& arguments) {
  const dialect::Dialect& dialect = host(arguments).dialect();
  return Value::boolean(dialect.name() == "mariadb" || &dialect == &dialect::mysql_on_mariadb());
}

const MemberTable& mysql_dialect_members() {
  static const MemberTable kMembers = {
      property<"is_mariadb()", is_mariadb>(),
      property<"_is_mariadb()", is_mariadb>(),
  };
  return kMembers;
}

}  // namespace

const NativeClassSpec kEngineClass = {"Engine", "sqlalchemy.engine", nullptr, &engine_members()};
const NativeClassSpec kConnectionClass = {"Connection", "sqlalchemy.engine", nullptr,
                                          &connection_members()};
const NativeClassSpec kDialectClass = {"Dialect", "sqlalchemy.engine", nullptr, &dialect_members()};
const NativeClassSpec kPostgresqlDialectClass = {"PGDialect", "sqlalchemy.dialects.postgresql.base",
                                                 &kDialectClass};
const NativeClassSpec kMysqlDialectClass = {"MySQLDialect", "sqlalchemy.dialects.mysql.base",
                                            &kDialectClass, &mysql_dialect_members()};
const NativeClassSpec kMariadbDialectClass = {"MariaDBDialect", "sqlalchemy.dialects.mysql.mariadb",
                                              &kMysqlDialectClass};
const NativeClassSpec kSqliteDialectClass = {"SQLiteDialect", "sqlalchemy.dialects.sqlite.base",
                                             &kDialectClass};

namespace {

const NativeClassSpec& dialect_class_of(std::string_view dialect) {
  if (dialect == "postgresql") return kPostgresqlDialectClass;
  if (dialect == "mysql") return kMysqlDialectClass;
  return dialect == "sqlite" ? kSqliteDialectClass : kMariadbDialectClass;
}

}  // namespace

Value ConnectionObject::enter(Interpreter&) {
  return Value(this);
}
bool ConnectionObject::exit(Interpreter& interpreter, const Value& exception) {
  if (own && commits_at_end && exception.is_none()) {
    with_database_errors(interpreter, [&] { own->commit(); });
  }
  close();
  return false;
}
void ConnectionObject::close() {
  is_closed = own != nullptr;
  own = nullptr;
}

Value make_engine(Interpreter& interpreter, const CallArguments& call) {
  Arguments arguments(interpreter, "create_engine(url=, *args, **kw)", call);
  const Value* url = arguments.find_not_none("url");
  if (url) interpreter.need_known(*url, "the URL of create_engine()");
  const std::string* text = url ? python::string_of(*url) : nullptr;
  if (text && !interpreter.context<Run>().host.is_own_database(*text)) {
    interpreter.fail(ErrorCode::unsupported,
                     "create_engine() of another database than the one that is migrated",
                     "migrate that database by itself, or copy the data before");
  }
  return python::make<ConnectionObject>(Ref(&interpreter.native_class(kEngineClass)));
}

Host& host_of_bind(Interpreter& interpreter, const Value* bind, std::string_view attribute) {
  if (!bind || bind->is_none()) {
    interpreter.raise(Builtin::AttributeError,
                      "'NoneType' object has no attribute '" + std::string(attribute) + "'");
  }
  interpreter.need_known(*bind, "a connection");
  const auto* connection = bind->try_as<ConnectionObject>();
  return connection && connection->own ? *connection->own : interpreter.context<Run>().host;
}

schema::Catalog& catalog_of(Interpreter& interpreter) {
  Host& host = interpreter.context<Run>().host;
  if (host.offline()) {
    raise_sqlalchemy(interpreter, "NoInspectionAvailable",
                     "No inspection system is available for object of type <class "
                     "'sqlalchemy.engine.mock.MockConnection'>");
  }
  return host.catalog();
}

Value dialect_object(Interpreter& interpreter) {
  const NativeClassSpec& spec = dialect_class_of(interpreter.context<Run>().host.dialect().name());
  return python::make<ConnectionObject>(Ref(&interpreter.native_class(spec)));
}

Value bind_object(Interpreter& interpreter) {
  Run& run = interpreter.context<Run>();
  if (run.connection.is_absent()) {
    const NativeClassSpec& spec = run.host.offline() ? kMockConnectionClass : kConnectionClass;
    run.connection = python::make<ConnectionObject>(Ref(&interpreter.native_class(spec)));
  }
  return run.connection;
}

}  // namespace retort::script
