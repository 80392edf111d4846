// Results of statements, read as the script goes through them.
//
// A result closes softly when its rows have come to an end: it then goes on giving none. After
// first(), scalar(), one() and close() it is closed for good, as in SQLAlchemy. mappings() and
// scalars() are views of the same rows.
#include <algorithm>
#include <array>

#include "python/interpreter.h"
#include "python/objects.h"
#include "script/connection.h"
#include "script/convert.h"
#include "script/exceptions.h"
#include "script/mapped.h"
#include "script/native.h"
#include "script/result_rows.h"
#include "script/tables.h"

namespace retort::script {

using python::Builtin;
using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::Ref;
using python::Value;
using python::ValueList;

namespace {

extern const NativeClassSpec kResultClass;
extern const NativeClassSpec kMappingResultClass;
extern const NativeClassSpec kScalarResultClass;

/// What the views of one result share.
struct Rows {
  std::unique_ptr<RowSource> source;
  ExecutedInsert insert;
  bool closed = false;
  ColumnNames names;            ///< Once they were asked for.
  std::int64_t chunk_size = 0;  ///< yield_per(); 0 when not set.
  ValueList readers;            ///< Columns whose types read values, by place; may be empty.

  const ColumnNames& columns(Interpreter& interpreter) {
    if (!names) {
      names = std::make_shared<const std::vector<std::string>>(
          with_database_errors(interpreter, [&] { return source->columns(); }));
    }
    return names;
  }
  bool returns_rows(Interpreter& interpreter) {
    if (insert.key_in_rows) return false;
    return !with_database_errors(interpreter, [&] { return source->columns(); }).empty();
  }
  /// Errors: ResourceClosedError for a statement without rows.
  void need_rows(Interpreter& interpreter) {
    if (returns_rows(interpreter)) return;
    raise_sqlalchemy(interpreter, "ResourceClosedError",
                     "This result object does not return rows. It has been closed automatically.");
  }
};

/// How a result gives its rows out.
enum class Shape : std::uint8_t { rows, mappings, scalars };

class ResultObject final : public python::Instance {
 public:
  using Instance::Instance;
  std::shared_ptr<Rows> rows;
  Shape shape = Shape::rows;
  std::optional<std::vector<std::size_t>> picked;  ///< columns(), scalars(index).
  ColumnNames picked_names;
  bool is_unique = false;
  Value strategy = Value::none();  ///< Of unique(); None.
  Ref<python::DictObject> seen;    ///< What unique() has given out.

  const ColumnNames& names(Interpreter& interpreter) {
    return picked_names ? picked_names : rows->columns(interpreter);
  }

  /// The next row; false at the end.
  bool fetch(Interpreter& interpreter, Value& item) {
    if (!rows->names) rows->need_rows(interpreter);
    if (rows->closed) {
      raise_sqlalchemy(interpreter, "ResourceClosedError", "This result object is closed.");
    }
    const ColumnNames& columns = names(interpreter);
    while (true) {
      auto literals = with_database_errors(interpreter, [&] { return rows->source->next(); });
      if (!literals) return false;
      interpreter.step();
      if (shape == Shape::scalars) {
        item = value_at(interpreter, *literals, picked->front());
      } else {
        item = make_row(values_of(interpreter, *literals), columns);
      }
      if (is_unique && !is_new(interpreter, item)) continue;
      if (shape == Shape::mappings) {
        item = make_row_mapping(interpreter, item.try_as<python::TupleObject>()->items, columns);
      }
      return true;
    }
  }

  Value iterate(Interpreter&) override { return Value(this); }
  bool is_iterator() const override { return true; }
  bool next(Interpreter& interpreter, Value& item) override { return fetch(interpreter, item); }
  Value enter(Interpreter&) override { return Value(this); }
  bool exit(Interpreter&, const Value&) override {
    rows->closed = true;
    return false;
  }
  void release_references() override {
    strategy = Value::none();
    seen = nullptr;
    rows = nullptr;
    Instance::release_references();
  }

 private:
  ValueList values_of(Interpreter& interpreter, const std::vector<schema::Literal>& literals) {
    ValueList values;
    const std::size_t count = picked ? picked->size() : literals.size();
    values.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      values.push_back(value_at(interpreter, literals, picked ? (*picked)[i] : i));
    }
    return values;
  }
  Value value_at(Interpreter& interpreter, const std::vector<schema::Literal>& literals,
                 std::size_t place) {
    Value value = value_of(interpreter, literals.at(place));
    if (rows->readers.size() != literals.size()) return value;
    auto* column = rows->readers[place].try_as<ColumnObject>();
    return column ? read_in_script(interpreter, *column, value) : value;
  }
  bool is_new(Interpreter& interpreter, const Value& item) {
    const Value key = strategy.is_none() ? item : interpreter.call(strategy, std::array{item});
    if (seen->table.find(interpreter, key) != nullptr) return false;
    seen->table.set(interpreter, key, Value::none());
    return true;
  }
};

ResultObject& result(const Arguments& arguments) {
  return arguments.self_as<ResultObject>();
}
Rows& rows_of(const Arguments& arguments) {
  return *result(arguments).rows;
}

Value all(Arguments& arguments) {
  ValueList rows;
  Value row;
  while (result(arguments).fetch(arguments.interpreter(), row)) rows.push_back(row);
  return python::make_list(std::move(rows));
}

Value chunk(Interpreter& interpreter, ResultObject& from, std::int64_t wanted) {
  ValueList rows;
  Value row;
  while (std::ssize(rows) < wanted && from.fetch(interpreter, row)) rows.push_back(row);
  return python::make_list(std::move(rows));
}
/// The size that was asked for, else yield_per()'s, else 1.
std::int64_t chunk_size(const Arguments& arguments) {
  const std::int64_t usual = rows_of(arguments).chunk_size;
  return arguments.optional_integer("size").value_or(usual > 0 ? usual : 1);
}
Value fetch_many(Arguments& arguments) {
  return chunk(arguments.interpreter(), result(arguments), chunk_size(arguments));
}
Value fetch_one(Arguments& arguments) {
  Value row;
  return result(arguments).fetch(arguments.interpreter(), row) ? row : Value::none();
}

/// partitions(size): lists of so many rows.
class PartitionsObject final : public python::Instance {
 public:
  using Instance::Instance;
  Ref<ResultObject> from;
  std::int64_t size = 1;
  Value iterate(Interpreter&) override { return Value(this); }
  bool is_iterator() const override { return true; }
  bool next(Interpreter& interpreter, Value& item) override {
    item = chunk(interpreter, *from, size);
    return !item.try_as<python::ListObject>()->items.empty();
  }
  void release_references() override {
    from = nullptr;
    Instance::release_references();
  }
};
const NativeClassSpec kPartitionsClass = {"generator", "builtins", nullptr, nullptr};

Value partitions(Arguments& arguments) {
  auto parts =
      python::make<PartitionsObject>(Ref(&arguments.interpreter().native_class(kPartitionsClass)));
  parts->from = Ref<ResultObject>(&result(arguments));
  parts->size = std::max<std::int64_t>(1, chunk_size(arguments));
  return parts;
}

Value first(Arguments& arguments) {
  Value row = fetch_one(arguments);
  rows_of(arguments).closed = true;
  return row;
}

/// The only row: errors for none (when required) and for several.
Value only_row(Arguments& arguments, bool required) {
  Interpreter& interpreter = arguments.interpreter();
  Value row, other;
  const bool found = result(arguments).fetch(interpreter, row);
  const bool several = found && result(arguments).fetch(interpreter, other);
  rows_of(arguments).closed = true;
  if (several) {
    raise_sqlalchemy(interpreter, "MultipleResultsFound",
                     required ? "Multiple rows were found when exactly one was required"
                              : "Multiple rows were found when one or none was required");
  }
  if (!found && required) {
    raise_sqlalchemy(interpreter, "NoResultFound", "No row was found when one was required");
  }
  return found ? row : Value::none();
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
  return first_value(arguments, first(arguments));
}
Value scalar_one(Arguments& arguments) {
  return first_value(arguments, only_row(arguments, true));
}
Value scalar_one_or_none(Arguments& arguments) {
  return first_value(arguments, only_row(arguments, false));
}

Ref<ResultObject> view_of(const Arguments& arguments, const NativeClassSpec& spec, Shape shape) {
  const ResultObject& self = result(arguments);
  auto view = python::make<ResultObject>(Ref(&arguments.interpreter().native_class(spec)));
  view->rows = self.rows;
  view->shape = shape;
  view->picked = self.picked;
  view->picked_names = self.picked_names;
  view->is_unique = self.is_unique;
  view->strategy = self.strategy;
  view->seen = self.seen;
  return view;
}
Value mappings(Arguments& arguments) {
  rows_of(arguments).need_rows(arguments.interpreter());
  return view_of(arguments, kMappingResultClass, Shape::mappings);
}

void pick(Interpreter& interpreter, ResultObject& object, std::span<const Value> keys) {
  const std::vector<std::string> names = *object.names(interpreter);
  std::vector<std::size_t> places;
  auto picked_names = std::make_shared<std::vector<std::string>>();
  for (const Value& key : keys) {
    const std::size_t place = column_index(interpreter, names, key);
    places.push_back(object.picked ? (*object.picked)[place] : place);
    picked_names->push_back(names[place]);
  }
  object.picked = std::move(places);
  object.picked_names = std::move(picked_names);
}
Value scalars(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  rows_of(arguments).need_rows(interpreter);
  Ref<ResultObject> view = view_of(arguments, kScalarResultClass, Shape::scalars);
  const Value* index = arguments.find("index");
  if (!view->names(interpreter)->empty()) {
    pick(interpreter, *view, std::array{index ? *index : Value::integer(0)});
  }
  return view;
}
Value columns(Arguments& arguments) {
  rows_of(arguments).need_rows(arguments.interpreter());
  pick(arguments.interpreter(), result(arguments), arguments.rest());
  return arguments.self();
}
Value unique(Arguments& arguments) {
  ResultObject& self = result(arguments);
  const Value* strategy = arguments.find_not_none("strategy");
  self.is_unique = true;
  self.strategy = strategy ? *strategy : Value::none();
  self.seen = python::make<python::DictObject>();
  return arguments.self();
}
Value yield_per(Arguments& arguments) {
  rows_of(arguments).chunk_size = arguments.optional_integer("num").value_or(0);
  return arguments.self();
}
Value itself(Arguments& arguments) {
  return arguments.self();
}
Value close(Arguments& arguments) {
  rows_of(arguments).closed = true;
  return Value::none();
}
Value is_closed(Arguments& arguments) {
  Rows& rows = rows_of(arguments);
  return Value::boolean(rows.closed || !rows.returns_rows(arguments.interpreter()));
}

Value keys(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  rows_of(arguments).need_rows(interpreter);
  return python::make_string_list(*result(arguments).names(interpreter));
}
Value row_count(Arguments& arguments) {
  const RowSource& source = *rows_of(arguments).source;
  return Value::integer(
      with_database_errors(arguments.interpreter(), [&] { return source.row_count(); }));
}
Value last_row_id(Arguments& arguments) {
  const RowSource& source = *rows_of(arguments).source;
  const auto id =
      with_database_errors(arguments.interpreter(), [&] { return source.last_row_id(); });
  return id ? Value::integer(*id) : Value::none();
}
Value returns_rows(Arguments& arguments) {
  return Value::boolean(rows_of(arguments).returns_rows(arguments.interpreter()));
}
Value is_insert(Arguments& arguments) {
  return Value::boolean(rows_of(arguments).insert.is_insert);
}

/// The key as the database has it; else what the statement gave, and the row's id for the one
/// column that it left out.
ValueList key_values(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  Rows& rows = rows_of(arguments);
  ExecutedInsert& insert = rows.insert;
  if (insert.key_in_rows && !insert.key_read) {
    auto row = with_database_errors(interpreter, [&] { return rows.source->next(); });
    for (std::size_t i = 0; row && i < row->size() && i < insert.key_values.size(); ++i) {
      insert.key_values[i] = value_of(interpreter, (*row)[i]);
    }
    insert.key_read = true;
  }
  ValueList values = insert.key_values;
  for (Value& value : values) {
    if (!value.is_absent()) continue;
    value = last_row_id(arguments);
    break;
  }
  for (Value& value : values) {
    if (value.is_absent()) value = Value::none();
  }
  return values;
}
Value inserted_primary_key(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const ExecutedInsert& insert = rows_of(arguments).insert;
  if (!insert.is_insert) {
    raise_sqlalchemy(interpreter, "InvalidRequestError",
                     "Statement is not an insert() expression construct.");
  }
  if (insert.is_many) {
    raise_sqlalchemy(interpreter, "InvalidRequestError",
                     "This statement was an executemany call; if primary key returning is "
                     "supported, please use .inserted_primary_key_rows.");
  }
  if (insert.is_returning) {
    raise_sqlalchemy(interpreter, "InvalidRequestError",
                     "Can't call inserted_primary_key when returning() is used.");
  }
  return make_row(key_values(arguments),
                  std::make_shared<const std::vector<std::string>>(insert.key_names));
}
Value inserted_primary_key_rows(Arguments& arguments) {
  return python::make_list({inserted_primary_key(arguments)});
}

const MemberTable& result_members() {
  static const MemberTable kMembers = {
      method<"all()", all>(),
      method<"fetchall()", all>(),
      method<"fetchmany(size=)", fetch_many>(),
      method<"partitions(size=)", partitions>(),
      method<"fetchone()", fetch_one>(),
      method<"first()", first>(),
      method<"one()", one>(),
      method<"one_or_none()", one_or_none>(),
      method<"scalar()", scalar>(),
      method<"scalar_one()", scalar_one>(),
      method<"scalar_one_or_none()", scalar_one_or_none>(),
      method<"mappings()", mappings>(),
      method<"scalars(index=)", scalars>(),
      method<"columns(*col_expressions)", columns>(),
      method<"tuples()", itself>(),
      method<"unique(strategy=)", unique>(),
      method<"yield_per(num)", yield_per>(),
      method<"keys()", keys>(),
      method<"close()", close>(),
      property<"closed()", is_closed>(),
      property<"rowcount()", row_count>(),
      property<"lastrowid()", last_row_id>(),
      property<"inserted_primary_key()", inserted_primary_key>(),
      property<"inserted_primary_key_rows()", inserted_primary_key_rows>(),
      property<"is_insert()", is_insert>(),
      property<"returns_rows()", returns_rows>(),
  };
  return kMembers;
}

const NativeClassSpec kResultClass = {"CursorResult", "sqlalchemy.engine.cursor", nullptr,
                                      &result_members()};
const NativeClassSpec kMappingResultClass = {"MappingResult", "sqlalchemy.engine.result", nullptr,
                                             &result_members()};
const NativeClassSpec kScalarResultClass = {"ScalarResult", "sqlalchemy.engine.result", nullptr,
                                            &result_members()};

}  // namespace

Value make_result(Interpreter& interpreter, std::unique_ptr<RowSource> rows, ExecutedInsert insert,
                  ValueList readers) {
  if (!rows) return Value::none();
  auto object = python::make<ResultObject>(Ref(&interpreter.native_class(kResultClass)));
  object->rows = std::make_shared<Rows>();
  object->rows->source = std::move(rows);
  object->rows->insert = std::move(insert);
  object->rows->readers = std::move(readers);
  return object;
}

}  // namespace retort::script
