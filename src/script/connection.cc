#include "script/connection.h"

#include <array>

#include "python/interpreter.h"
#include "python/objects.h"
#include "script/bind.h"
#include "script/context.h"
#include "script/convert.h"
#include "script/ddl_elements.h"
#include "script/elements.h"
#include "script/exceptions.h"
#include "script/native.h"
#include "script/run.h"
#include "script/statements.h"

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

Host& host(const Arguments& arguments) {
  return arguments.interpreter().context<Run>().host;
}

Value nothing(Arguments&) {
  return Value::none();
}
Value itself(Arguments& arguments) {
  return arguments.self();
}

Value execute(Arguments& arguments) {
  const Value* parameters = arguments.find_not_none("parameters");
  return execute_statement(arguments.interpreter(), arguments["statement"],
                           parameters ? *parameters : Value::none());
}

Value scalar(Arguments& arguments) {
  Value result = execute(arguments);
  return arguments.interpreter().call_method(result, "scalar");
}
Value scalars(Arguments& arguments) {
  Value result = execute(arguments);
  return arguments.interpreter().call_method(result, "scalars");
}

Value exec_driver_sql(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  std::vector<schema::Literal> parameters;
  if (const Value* given = arguments.find_not_none("parameters")) {
    for (const Value& value : interpreter.items_of(*given)) {
      parameters.push_back(literal_of(interpreter, value, {}));
    }
  }
  auto rows = with_database_errors(interpreter, [&] {
    return host(arguments).query_text(arguments.text("statement"), parameters,
                                      interpreter.origin());
  });
  return make_result(interpreter, std::move(rows));
}

Value commit(Arguments& arguments) {
  with_database_errors(arguments.interpreter(), [&] { host(arguments).commit(); });
  return Value::none();
}
Value rollback(Arguments& arguments) {
  with_database_errors(arguments.interpreter(), [&] { host(arguments).rollback(); });
  return Value::none();
}

/// A transaction or savepoint of a script: a context manager with commit() and rollback().
class TransactionObject final : public python::Instance {
 public:
  using Instance::Instance;
  std::string savepoint;  ///< Empty: part of the run's own transaction.
  bool open = true;

  void finish(Interpreter& interpreter, bool keep) {
    if (!open) return;
    open = false;
    if (savepoint.empty()) return;
    Host& host = interpreter.context<Run>().host;
    with_database_errors(interpreter, [&] {
      if (keep) {
        host.release_savepoint(savepoint);
      } else {
        host.rollback_to_savepoint(savepoint);
      }
    });
  }
  Value enter(Interpreter&) override { return Value(this); }
  bool exit(Interpreter& interpreter, const Value& exception) override {
    finish(interpreter, exception.is_none());
    return false;
  }
};

Value transaction_commit(Arguments& arguments) {
  arguments.self_as<TransactionObject>().finish(arguments.interpreter(), true);
  return Value::none();
}
Value transaction_rollback(Arguments& arguments) {
  arguments.self_as<TransactionObject>().finish(arguments.interpreter(), false);
  return Value::none();
}
Value transaction_is_active(Arguments& arguments) {
  return Value::boolean(arguments.self_as<TransactionObject>().open);
}
const MemberTable& transaction_members() {
  static const MemberTable kMembers = {
      method<"commit()", transaction_commit>(),
      method<"rollback()", transaction_rollback>(),
      method<"close()", transaction_rollback>(),
      property<"is_active()", transaction_is_active>(),
  };
  return kMembers;
}
const NativeClassSpec kTransactionClass = {"Transaction", "sqlalchemy.engine", nullptr,
                                           &transaction_members()};

Ref<TransactionObject> new_transaction(Interpreter& interpreter) {
  return python::make<TransactionObject>(Ref(&interpreter.native_class(kTransactionClass)));
}
Value begin(Arguments& arguments) {
  return new_transaction(arguments.interpreter());
}
Value begin_nested(Arguments& arguments) {
  Run& run = arguments.interpreter().context<Run>();
  auto transaction = new_transaction(arguments.interpreter());
  transaction->savepoint = "sa_savepoint_" + std::to_string(++run.savepoints);
  with_database_errors(arguments.interpreter(),
                       [&] { run.host.savepoint(transaction->savepoint); });
  return transaction;
}
Value in_transaction(Arguments&) {
  return Value::boolean(true);
}
Value is_closed(Arguments&) {
  return Value::boolean(false);
}

Value dialect(Arguments& arguments) {
  return dialect_object(arguments.interpreter());
}
Value engine(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  return python::make<ConnectionObject>(Ref(&interpreter.native_class(kEngineClass)));
}
Value connection(Arguments& arguments) {
  return bind_object(arguments.interpreter());
}

/// `bind.connection.cursor()` and the like: statements as the driver takes them.
Value cursor_result(Arguments& arguments) {
  Value result = exec_driver_sql(arguments);
  arguments.interpreter().set_attribute(arguments.self(), python::intern("_result"), result);
  return result;
}
template <SignatureText name>
Value cursor_fetch(Arguments& arguments) {
  Value result = arguments.interpreter().get_attribute(arguments.self(), "_result");
  return arguments.interpreter().call_method(result, name.text);
}
const MemberTable& cursor_members() {
  static const MemberTable kMembers = {
      method<"execute(statement, parameters=)", cursor_result>(),
      method<"fetchall()", cursor_fetch<"fetchall">>(),
      method<"fetchone()", cursor_fetch<"fetchone">>(),
      method<"close()", nothing>(),
  };
  return kMembers;
}
const NativeClassSpec kCursorClass = {"cursor", "sqlalchemy.engine", nullptr, &cursor_members()};
Value cursor(Arguments& arguments) {
  return python::make<ConnectionObject>(Ref(&arguments.interpreter().native_class(kCursorClass)));
}
const MemberTable& driver_members() {
  static const MemberTable kMembers = {
      method<"cursor(*args, **kw)", cursor>(),
      method<"commit()", commit>(),
      method<"rollback()", rollback>(),
      method<"set_isolation_level(level)", nothing>(),
      method<"execute(statement, parameters=)", exec_driver_sql>(),
      property<"dbapi_connection()", itself>(),
      property<"connection()", itself>(),
  };
  return kMembers;
}
const NativeClassSpec kDriverConnectionClass = {"_ConnectionFairy", "sqlalchemy.pool", nullptr,
                                                &driver_members()};
Value driver_connection(Arguments& arguments) {
  return python::make<ConnectionObject>(
      Ref(&arguments.interpreter().native_class(kDriverConnectionClass)));
}

Value dialect_name(Arguments& arguments) {
  return Value::string(host(arguments).dialect().name());
}

std::vector<python::NativeMember> shared_members() {
  return {
      method<"execute(statement, parameters=, *, execution_options=)", execute>(),
      method<"scalar(statement, parameters=, *, execution_options=)", scalar>(),
      method<"scalars(statement, parameters=, *, execution_options=)", scalars>(),
      method<"exec_driver_sql(statement, parameters=, execution_options=)", exec_driver_sql>(),
      method<"commit()", commit>(),
      method<"rollback()", rollback>(),
      method<"begin()", begin>(),
      method<"begin_nested()", begin_nested>(),
      method<"in_transaction()", in_transaction>(),
      method<"in_nested_transaction()", is_closed>(),
      method<"get_transaction()", begin>(),
      method<"execution_options(**opts)", itself>(),
      method<"connect()", connection>(),
      method<"close()", nothing>(),
      method<"invalidate(exception=)", nothing>(),
      method<"dispose(close=)", nothing>(),
      property<"dialect()", dialect>(),
      property<"engine()", engine>(),
      property<"name()", dialect_name>(),
      property<"connection()", driver_connection>(),
      property<"closed()", is_closed>(),
  };
}
const MemberTable& connection_members() {
  static const MemberTable kMembers(shared_members());
  return kMembers;
}
/// Offline: statements are written out without their parameters, and give nothing.
Value mock_execute(Arguments& arguments) {
  return execute_statement(arguments.interpreter(), arguments["obj"], Value::none());
}
const MemberTable& mock_members() {
  static const MemberTable kMembers = {
      method<"execute(obj, parameters=, execution_options=)", mock_execute>(),
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
Value dialect_type(Arguments& arguments) {
  return arguments["typeobj"];
}
Value dialect_has_table(Arguments& arguments) {
  schema::Catalog& catalog = catalog_of(arguments.interpreter());
  return Value::boolean(
      catalog.has_table(arguments.text_or_empty("schema"), arguments.text("table_name")));
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
  static const MemberTable kMembers = [] {
    std::vector<python::NativeMember> members = shared_members();
    members.push_back(property<"driver()", driver_name>());
    members.push_back(property<"url()", engine_url>());
    members.push_back(method<"has_table(table_name, schema=)", dialect_has_table>());
    return MemberTable(std::move(members));
  }();
  return kMembers;
}

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
  };
  return kMembers;
}

bool is_sequence_of_parameters(Interpreter& interpreter, const Value& value) {
  if (!is_collection(value)) return false;
  interpreter.need_known(value, "the parameters of execute()");
  return true;
}

}  // namespace

const NativeClassSpec kEngineClass = {"Engine", "sqlalchemy.engine", nullptr, &engine_members()};
const NativeClassSpec kConnectionClass = {"Connection", "sqlalchemy.engine", nullptr,
                                          &connection_members()};
const NativeClassSpec kDialectClass = {"Dialect", "sqlalchemy.engine", nullptr, &dialect_members()};

Value ConnectionObject::enter(Interpreter&) {
  return Value(this);
}
bool ConnectionObject::exit(Interpreter&, const Value&) {
  return false;
}

Value execute_statement(Interpreter& interpreter, const Value& statement, const Value& parameters) {
  Host& target = interpreter.context<Run>().host;
  if (auto operation = ddl_operation_of(interpreter, statement)) {
    with_database_errors(interpreter, [&] {
      target.emit({std::move(*operation), interpreter.origin()});
    });
    return Value::none();
  }
  python::ValueList sets{parameters};
  if (is_sequence_of_parameters(interpreter, parameters)) {
    sets = interpreter.items_of(parameters);
    if (sets.empty()) sets.push_back(Value::none());
  }
  std::unique_ptr<RowSource> rows;
  for (const Value& set : sets) {
    schema::ExprPtr bound = bind_values(interpreter, statement, set);
    rows = with_database_errors(interpreter,
                                [&] { return target.query(bound, interpreter.origin()); });
  }
  return make_result(interpreter, std::move(rows));
}

Value make_engine(Interpreter& interpreter, const CallArguments&) {
  return python::make<ConnectionObject>(Ref(&interpreter.native_class(kEngineClass)));
}

Host& host_of_bind(Interpreter& interpreter, const Value* bind, std::string_view attribute) {
  if (!bind || bind->is_none()) {
    interpreter.raise(Builtin::AttributeError,
                      "'NoneType' object has no attribute '" + std::string(attribute) + "'");
  }
  interpreter.need_known(*bind, "a connection");
  return interpreter.context<Run>().host;
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
  return python::make<ConnectionObject>(Ref(&interpreter.native_class(kDialectClass)));
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
