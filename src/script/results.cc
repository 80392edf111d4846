// Results of statements: rows that answer by position, name and attribute.
#include <algorithm>
#include <array>

#include "python/interpreter.h"
#include "python/objects.h"
#include "script/connection.h"
#include "script/convert.h"
#include "script/exceptions.h"
#include "script/native.h"

namespace retort::script {

using python::Builtin;
using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::Ref;
using python::Symbol;
using python::Value;
using python::ValueList;

namespace {

using Columns = std::shared_ptr<const std::vector<std::string>>;

Value row_dict(Interpreter& interpreter, const python::TupleObject& row, const Columns& columns) {
  auto dict = python::make<python::DictObject>();
  for (std::size_t i = 0; i < columns->size(); ++i) {
    dict->table.set(interpreter, Value::string((*columns)[i]), row.items[i]);
  }
  return dict;
}

/// A row: a tuple whose items also answer to the names of the columns.
class RowObject final : public python::TupleObject {
 public:
  RowObject(ValueList values, Columns names)
      : TupleObject(std::move(values)), columns_(std::move(names)) {}
  std::string_view type_name() const override { return "Row"; }

  Value get_attribute(Interpreter& interpreter, Symbol name) override {
    auto found = std::ranges::find(*columns_, name.text());
    if (found != columns_->end()) return items[static_cast<std::size_t>(found - columns_->begin())];
    if (name.text() == "_mapping") return row_dict(interpreter, *this, columns_);
    if (name.text() == "_fields") return fields();
    if (name.text() == "_asdict" || name.text() == "keys" || name.text() == "items" ||
        name.text() == "values" || name.text() == "get") {
      Value dict = row_dict(interpreter, *this, columns_);
      if (name.text() != "_asdict") return interpreter.get_attribute(dict, name);
      return python::make_closure(
          [dict](Interpreter&, const python::CallArguments&) -> Value { return dict; });
    }
    return TupleObject::get_attribute(interpreter, name);
  }
  Value get_item(Interpreter& interpreter, const Value& key) override {
    const std::string* name = python::string_of(key);
    if (!name) return TupleObject::get_item(interpreter, key);
    auto found = std::ranges::find(*columns_, *name);
    if (found != columns_->end()) return items[static_cast<std::size_t>(found - columns_->begin())];
    raise_sqlalchemy(interpreter, "NoSuchColumnError",
                     "Could not locate column in row for column '" + *name + "'");
  }

 private:
  Value fields() const {
    ValueList names;
    for (const std::string& name : *columns_) names.push_back(Value::string(name));
    return python::make_tuple(std::move(names));
  }
  Columns columns_;
};

/// How a result gives its rows out.
enum class Shape : std::uint8_t { rows, mappings, scalars };

class ResultObject final : public python::Instance {
 public:
  using Instance::Instance;
  std::unique_ptr<RowSource> source;
  Columns columns;
  Shape shape = Shape::rows;
  std::size_t scalar_index = 0;

  /// The next row; false at the end.
  bool fetch(Interpreter& interpreter, Value& item) {
    auto literals = with_database_errors(interpreter, [&] { return source->next(); });
    if (!literals) return false;
    interpreter.step();
    if (shape == Shape::scalars) {
      item = value_of(interpreter, literals->at(scalar_index));
      return true;
    }
    ValueList values;
    values.reserve(literals->size());
    for (const schema::Literal& literal : *literals) {
      values.push_back(value_of(interpreter, literal));
    }
    auto row = python::make<RowObject>(std::move(values), columns);
    item = shape == Shape::mappings ? row_dict(interpreter, *row, columns) : Value(row);
    return true;
  }

  Value iterate(Interpreter&) override { return Value(this); }
  bool is_iterator() const override { return true; }
  bool next(Interpreter& interpreter, Value& item) override { return fetch(interpreter, item); }
  Value enter(Interpreter&) override { return Value(this); }
  bool exit(Interpreter&, const Value&) override { return false; }
};

ResultObject& result(const Arguments& arguments) {
  return arguments.self_as<ResultObject>();
}

Value all(Arguments& arguments) {
  ValueList rows;
  Value row;
  while (result(arguments).fetch(arguments.interpreter(), row)) rows.push_back(row);
  return python::make_list(std::move(rows));
}

Value fetch_many(Arguments& arguments) {
  std::int64_t wanted = arguments.optional_integer("size").value_or(1);
  ValueList rows;
  Value row;
  while (std::ssize(rows) < wanted && result(arguments).fetch(arguments.interpreter(), row)) {
    rows.push_back(row);
  }
  return python::make_list(std::move(rows));
}

Value fetch_one(Arguments& arguments) {
  Value row;
  return result(arguments).fetch(arguments.interpreter(), row) ? row : Value::none();
}

/// The only row: errors for none (when required) and for several.
Value only_row(Arguments& arguments, bool required) {
  Interpreter& interpreter = arguments.interpreter();
  Value row, other;
  if (!result(arguments).fetch(interpreter, row)) {
    if (!required) return Value::none();
    raise_sqlalchemy(interpreter, "NoResultFound", "No row was found when one was required");
  }
  if (result(arguments).fetch(interpreter, other)) {
    raise_sqlalchemy(interpreter, "MultipleResultsFound",
                     "Multiple rows were found when exactly one was required");
  }
  return row;
}
Value one(Arguments& arguments) {
  return only_row(arguments, true);
}
Value one_or_none(Arguments& arguments) {
  return only_row(arguments, false);
}

Value first_value(Arguments& arguments, const Value& row) {
  if (row.is_none() || result(arguments).shape == Shape::scalars) return row;
  return arguments.interpreter().get_item(row, Value::integer(0));
}
Value scalar(Arguments& arguments) {
  return first_value(arguments, fetch_one(arguments));
}
Value scalar_one(Arguments& arguments) {
  return first_value(arguments, only_row(arguments, true));
}
Value scalar_one_or_none(Arguments& arguments) {
  return first_value(arguments, only_row(arguments, false));
}

Value mappings(Arguments& arguments) {
  result(arguments).shape = Shape::mappings;
  return arguments.self();
}
Value scalars(Arguments& arguments) {
  result(arguments).shape = Shape::scalars;
  result(arguments).scalar_index =
      static_cast<std::size_t>(arguments.optional_integer("index").value_or(0));
  return arguments.self();
}
Value itself(Arguments& arguments) {
  return arguments.self();
}
Value nothing(Arguments&) {
  return Value::none();
}

Value keys(Arguments& arguments) {
  return python::make_string_list(*result(arguments).columns);
}
Value row_count(Arguments& arguments) {
  return Value::integer(result(arguments).source->row_count());
}
Value last_row_id(Arguments& arguments) {
  auto id = result(arguments).source->last_row_id();
  return id ? Value::integer(*id) : Value::none();
}
Value inserted_primary_key(Arguments& arguments) {
  return python::make_tuple({last_row_id(arguments)});
}
Value returns_rows(Arguments& arguments) {
  return Value::boolean(!result(arguments).columns->empty());
}

const MemberTable& result_members() {
  static const MemberTable kMembers = {
      method<"all()", all>(),
      method<"fetchall()", all>(),
      method<"fetchmany(size=)", fetch_many>(),
      method<"fetchone()", fetch_one>(),
      method<"first()", fetch_one>(),
      method<"one()", one>(),
      method<"one_or_none()", one_or_none>(),
      method<"scalar()", scalar>(),
      method<"scalar_one()", scalar_one>(),
      method<"scalar_one_or_none()", scalar_one_or_none>(),
      method<"mappings()", mappings>(),
      method<"scalars(index=)", scalars>(),
      method<"tuples()", itself>(),
      method<"unique(strategy=)", itself>(),
      method<"yield_per(num)", itself>(),
      method<"keys()", keys>(),
      method<"close()", nothing>(),
      property<"rowcount()", row_count>(),
      property<"lastrowid()", last_row_id>(),
      property<"inserted_primary_key()", inserted_primary_key>(),
      property<"returns_rows()", returns_rows>(),
  };
  return kMembers;
}

const NativeClassSpec kResultClass = {"CursorResult", "sqlalchemy.engine.cursor", nullptr,
                                      &result_members()};

}  // namespace

Value make_row(ValueList values, Columns names) {
  return python::make<RowObject>(std::move(values), std::move(names));
}

Value make_result(Interpreter& interpreter, std::unique_ptr<RowSource> rows) {
  if (!rows) return Value::none();
  auto object = python::make<ResultObject>(Ref(&interpreter.native_class(kResultClass)));
  object->columns = std::make_shared<const std::vector<std::string>>(rows->columns());
  object->source = std::move(rows);
  return object;
}

}  // namespace retort::script
