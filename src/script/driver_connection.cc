#include "script/driver_connection.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "python/interpreter.h"
#include "python/objects.h"
#include "script/convert.h"
#include "script/exceptions.h"
#include "script/native.h"
#include "script/run.h"
#include "script/summed_rows.h"

namespace retort::script {

using python::Builtin;
using python::DictObject;
using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::Ref;
using python::Value;

namespace {

/// The parameters of one statement: by position, or by name.
class Parameters {
 public:
  Parameters(Interpreter& interpreter, const Value& given) : interpreter_(interpreter) {
    dict_ = python::unwrap(given).try_as<DictObject>();
    if (!dict_ && !given.is_none()) items_ = interpreter.items_of(given);
  }

  bool empty() const { return dict_ == nullptr && items_.empty(); }
  bool named() const { return dict_ != nullptr; }
  const python::ValueList& items() const { return items_; }
  Value next() {
    if (position_ < items_.size()) return items_[position_++];
    interpreter_.raise(Builtin::IndexError, "tuple index out of range");
  }
  Value named(const std::string& name) {
    if (const Value* found = dict_ ? dict_->table.find(interpreter_, name) : nullptr) {
      return *found;
    }
    interpreter_.raise(Builtin::KeyError, name);
  }

 private:
  Interpreter& interpreter_;
  DictObject* dict_ = nullptr;
  python::ValueList items_;
  std::size_t position_ = 0;
};

/// A value as psycopg2 and mysqlclient write it into the statement; a tuple is what IN takes.
std::string literal_text(Interpreter& interpreter, const dialect::Dialect& dialect,
                         const Value& value) {
  if (const auto* tuple = value.try_as<python::TupleObject>()) {
    std::string text = "(";
    for (const Value& item : tuple->items) {
      if (text.size() > 1) text += ", ";
      text += literal_text(interpreter, dialect, item);
    }
    return text + ")";
  }
  return dialect.literal_sql(literal_of(interpreter, value, {}), {});
}

/// `%s`, `%(name)s` and `%%` filled in.
std::string filled_in(Interpreter& interpreter, const dialect::Dialect& dialect,
                      const std::string& sql, Parameters& parameters) {
  std::string out;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (sql[i] != '%' || i + 1 == sql.size()) {
      out += sql[i];
      continue;
    }
    const char kind = sql[++i];
    if (kind == '%') {
      out += '%';
    } else if (kind == 's') {
      out += literal_text(interpreter, dialect, parameters.next());
    } else if (const std::size_t end = sql.find(")s", i); kind == '(' && end != std::string::npos) {
      out += literal_text(interpreter, dialect, parameters.named(sql.substr(i + 1, end - i - 1)));
      i = end + 1;
    } else {
      interpreter.raise(Builtin::ValueError,
                        std::string("unsupported format character '") + kind + "'");
    }
  }
  return out;
}

bool is_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

/// SQLite's `:name` as `?1`, outside of quotes; `values` gets them in that order.
std::string numbered(Interpreter& interpreter, const std::string& sql, Parameters& parameters,
                     std::vector<schema::Literal>& values) {
  std::string out;
  std::vector<std::string> names;
  char quote = 0;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    const char c = sql[i];
    if (quote != 0 || c == '\'' || c == '"') {
      if (quote == 0) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
      out += c;
      continue;
    }
    const bool marks = c == ':' || c == '@' || c == '$';
    if (!marks || i + 1 == sql.size() || !is_name(sql[i + 1])) {
      out += c;
      continue;
    }
    std::size_t end = i + 1;
    while (end < sql.size() && is_name(sql[end])) ++end;
    std::string name = sql.substr(i + 1, end - i - 1);
    auto known = std::ranges::find(names, name);
    if (known == names.end()) {
      values.push_back(literal_of(interpreter, parameters.named(name), {}));
      names.push_back(std::move(name));
      known = names.end() - 1;
    }
    out += "?" + std::to_string(known - names.begin() + 1);
    i = end - 1;
  }
  return out;
}

class DriverConnection final : public python::Instance {
 public:
  using Instance::Instance;
  Ref<ConnectionObject> connection;

  Host& host(Interpreter& interpreter) const {
    return connection->own ? *connection->own : interpreter.context<Run>().host;
  }
  Value enter(Interpreter&) override { return Value(this); }
  bool exit(Interpreter&, const Value&) override { return false; }
  void release_references() override {
    connection = nullptr;
    Instance::release_references();
  }
};

class Cursor final : public python::Instance {
 public:
  using Instance::Instance;
  Ref<DriverConnection> connection;
  std::unique_ptr<RowSource> rows;

  bool fetch(Interpreter& interpreter, Value& row) {
    if (!rows) return false;
    auto literals = with_driver_errors(interpreter, [&] { return rows->next(); });
    if (!literals) return false;
    interpreter.step();
    python::ValueList values;
    for (const schema::Literal& literal : *literals) {
      values.push_back(value_of(interpreter, literal));
    }
    row = python::make_tuple(std::move(values));
    return true;
  }
  Value iterate(Interpreter&) override { return Value(this); }
  bool is_iterator() const override { return true; }
  bool next(Interpreter& interpreter, Value& item) override { return fetch(interpreter, item); }
  Value enter(Interpreter&) override { return Value(this); }
  bool exit(Interpreter&, const Value&) override {
    rows = nullptr;
    return false;
  }
  void release_references() override {
    connection = nullptr;
    rows = nullptr;
    Instance::release_references();
  }
};

Cursor& cursor_of(const Arguments& arguments) {
  return arguments.self_as<Cursor>();
}

Value cursor_execute(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  Cursor& self = cursor_of(arguments);
  const Value* parameters = arguments.find_not_none("parameters");
  Host& host = self.connection->host(interpreter);
  with_driver_errors(interpreter, [&] {
    self.rows = execute_driver_sql(interpreter, host, arguments.text("statement"),
                                   parameters ? *parameters : Value::none());
    host.settle();  // Later it would be SQLAlchemy's exception.
  });
  return arguments.self();
}

Value cursor_execute_many(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  Cursor& self = cursor_of(arguments);
  Host& host = self.connection->host(interpreter);
  auto sum = std::make_unique<SummedRows>();
  with_driver_errors(interpreter, [&] {
    for (const Value& set : interpreter.items_of(arguments["parameters"])) {
      sum->add(execute_driver_sql(interpreter, host, arguments.text("statement"), set));
    }
    host.settle();
  });
  self.rows = std::move(sum);
  return arguments.self();
}

Value fetch_one(Arguments& arguments) {
  Value row;
  return cursor_of(arguments).fetch(arguments.interpreter(), row) ? row : Value::none();
}
Value fetch_many(Arguments& arguments) {
  const std::int64_t wanted = arguments.optional_integer("size").value_or(1);
  python::ValueList rows;
  Value row;
  while (std::ssize(rows) < wanted && cursor_of(arguments).fetch(arguments.interpreter(), row)) {
    rows.push_back(row);
  }
  return python::make_list(std::move(rows));
}
Value fetch_all(Arguments& arguments) {
  python::ValueList rows;
  Value row;
  while (cursor_of(arguments).fetch(arguments.interpreter(), row)) rows.push_back(row);
  return python::make_list(std::move(rows));
}

/// Seven items for each column, of which drivers agree on the name.
Value description(Arguments& arguments) {
  const Cursor& self = cursor_of(arguments);
  if (!self.rows) return Value::none();
  const std::vector<std::string> names =
      with_driver_errors(arguments.interpreter(), [&] { return self.rows->columns(); });
  if (names.empty()) return Value::none();
  python::ValueList columns;
  for (const std::string& name : names) {
    python::ValueList parts(7, Value::none());
    parts[0] = Value::string(name);
    columns.push_back(python::make_tuple(std::move(parts)));
  }
  return python::make_list(std::move(columns));
}
Value row_count(Arguments& arguments) {
  const RowSource* rows = cursor_of(arguments).rows.get();
  if (!rows) return Value::integer(-1);
  return Value::integer(
      with_driver_errors(arguments.interpreter(), [&] { return rows->row_count(); }));
}
Value last_row_id(Arguments& arguments) {
  const Cursor& self = cursor_of(arguments);
  const auto id = with_driver_errors(
      arguments.interpreter(), [&] { return self.rows ? self.rows->last_row_id() : std::nullopt; });
  return id ? Value::integer(*id) : Value::none();
}
Value mogrify(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const Value* given = arguments.find_not_none("parameters");
  Parameters parameters(interpreter, given ? *given : Value::none());
  std::string sql = arguments.text("statement");
  if (!parameters.empty()) {
    const Host& host = cursor_of(arguments).connection->host(interpreter);
    sql = filled_in(interpreter, host.dialect(), sql, parameters);
  }
  return python::make<python::BytesObject>(std::move(sql));
}
Value cursor_close(Arguments& arguments) {
  cursor_of(arguments).rows = nullptr;
  return Value::none();
}
Value cursor_connection(Arguments& arguments) {
  return cursor_of(arguments).connection;
}

const MemberTable& cursor_members() {
  static const MemberTable kMembers = {
      method<"execute(statement, parameters=)", cursor_execute>(),
      method<"executemany(statement, parameters)", cursor_execute_many>(),
      method<"executescript(statement)", cursor_execute>(),
      method<"fetchone()", fetch_one>(),
      method<"fetchmany(size=)", fetch_many>(),
      method<"fetchall()", fetch_all>(),
      method<"mogrify(statement, parameters=)", mogrify>(),
      method<"close()", cursor_close>(),
      property<"description()", description>(),
      property<"rowcount()", row_count>(),
      property<"lastrowid()", last_row_id>(),
      property<"connection()", cursor_connection>(),
  };
  return kMembers;
}
const NativeClassSpec kCursorClass = {"cursor", "sqlalchemy.engine", nullptr, &cursor_members()};

DriverConnection& driver_of(const Arguments& arguments) {
  return arguments.self_as<DriverConnection>();
}

Ref<Cursor> new_cursor(Arguments& arguments) {
  auto cursor = python::make<Cursor>(Ref(&arguments.interpreter().native_class(kCursorClass)));
  cursor->connection = Ref(&driver_of(arguments));
  return cursor;
}
Value cursor(Arguments& arguments) {
  return new_cursor(arguments);
}
/// sqlite3: connection.execute() makes the cursor.
Value execute(Arguments& arguments) {
  const Value* parameters = arguments.find_not_none("parameters");
  return arguments.interpreter().call_method(
      new_cursor(arguments), "execute",
      std::array{arguments["statement"], parameters ? *parameters : Value::none()});
}
Value execute_many(Arguments& arguments) {
  return arguments.interpreter().call_method(
      new_cursor(arguments), "executemany",
      std::array{arguments["statement"], arguments["parameters"]});
}
Value commit(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  with_driver_errors(interpreter, [&] { driver_of(arguments).host(interpreter).commit(); });
  return Value::none();
}
Value rollback(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  with_driver_errors(
      interpreter, [&] { driver_of(arguments).host(interpreter).rollback(interpreter.origin()); });
  return Value::none();
}
Value close(Arguments& arguments) {
  driver_of(arguments).connection->close();
  return Value::none();
}
Value itself(Arguments& arguments) {
  return arguments.self();
}
Value nothing(Arguments&) {
  return Value::none();
}

const MemberTable& driver_members() {
  static const MemberTable kMembers = {
      method<"cursor(*args, **kw)", cursor>(),
      method<"execute(statement, parameters=)", execute>(),
      method<"executemany(statement, parameters)", execute_many>(),
      method<"executescript(statement)", execute>(),
      method<"commit()", commit>(),
      method<"rollback()", rollback>(),
      method<"close()", close>(),
      method<"set_isolation_level(level)", nothing>(),
      property<"dbapi_connection()", itself>(),
      property<"driver_connection()", itself>(),
      property<"connection()", itself>(),
  };
  return kMembers;
}
const NativeClassSpec kDriverConnectionClass = {"_ConnectionFairy", "sqlalchemy.pool", nullptr,
                                                &driver_members()};

}  // namespace

std::unique_ptr<RowSource> execute_driver_sql(Interpreter& interpreter, Host& host,
                                              const std::string& sql, const Value& given) {
  Parameters parameters(interpreter, given);
  std::string text = sql;
  std::vector<schema::Literal> values;
  if (host.dialect().name() == "sqlite") {
    if (parameters.named()) {
      text = numbered(interpreter, sql, parameters, values);
    } else {
      for (const Value& value : parameters.items()) {
        values.push_back(literal_of(interpreter, value, {}));
      }
    }
  } else if (!parameters.empty()) {
    text = filled_in(interpreter, host.dialect(), sql, parameters);
  }
  return host.query_text(text, values, interpreter.origin());
}

Value make_driver_connection(Interpreter& interpreter, Ref<ConnectionObject> connection) {
  auto driver =
      python::make<DriverConnection>(Ref(&interpreter.native_class(kDriverConnectionClass)));
  driver->connection = std::move(connection);
  return driver;
}

}  // namespace retort::script
