#include "script/table_ddl.h"

#include <vector>

#include "python/interpreter.h"
#include "script/bind.h"
#include "script/events.h"
#include "script/exceptions.h"
#include "script/generated_key.h"

namespace retort::script {

using python::Interpreter;
using python::Value;

namespace {

void emit(Interpreter& interpreter, Host& host, operation::OperationVariant value) {
  with_database_errors(interpreter, [&] { host.emit({std::move(value), interpreter.origin()}); });
}

/// The sequences of the table's columns that are to be made, or dropped, with it.
std::vector<schema::Sequence> sequences_of(const Arguments& a, Host& host,
                                           const TableObject& object, bool creates,
                                           bool check_first) {
  std::vector<schema::Sequence> out;
  for (const auto& column : object.columns) {
    if (!next_key(a.interpreter(), *column)) continue;
    const schema::Sequence& sequence = *column->column.sequence;
    const bool done =
        check_first && !host.offline() &&
        catalog_of(a.interpreter()).has_sequence(sequence.schema, sequence.name) == creates;
    if (!done) out.push_back(sequence);
  }
  return out;
}

}  // namespace

bool is_done(const Arguments& a, Host& host, const TableObject& object, bool exists,
             bool check_first) {
  if (!check_first || host.offline()) return false;
  const schema::Table& self = object.table;
  return catalog_of(a.interpreter()).has_table(self.schema, self.name) == exists;
}
void create_table(const Arguments& a, Host& host, TableObject& object, bool check_first) {
  Interpreter& interpreter = a.interpreter();
  const Value& bind = *a.find("bind");
  tell_of_ddl(interpreter, "before_create", Value(&object), bind, check_first, Value::absent());
  for (const schema::Sequence& sequence : sequences_of(a, host, object, true, check_first)) {
    emit(interpreter, host, operation::CreateSequence{sequence, false});
  }
  emit(interpreter, host, operation::CreateTable{object.shape(), false});
  tell_of_ddl(interpreter, "after_create", Value(&object), bind, check_first, Value::absent());
}
void drop_table(const Arguments& a, Host& host, TableObject& object, bool check_first) {
  Interpreter& interpreter = a.interpreter();
  const Value& bind = *a.find("bind");
  const schema::Table& self = object.table;
  tell_of_ddl(interpreter, "before_drop", Value(&object), bind, check_first, Value::absent());
  emit(interpreter, host,
       operation::DropTable{self.schema, self.name, false, object.shape().columns});
  for (const schema::Sequence& sequence : sequences_of(a, host, object, false, check_first)) {
    emit(interpreter, host, operation::DropSequence{sequence, false});
  }
  tell_of_ddl(interpreter, "after_drop", Value(&object), bind, check_first, Value::absent());
}

}  // namespace retort::script
