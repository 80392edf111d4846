#include "script/events.h"

#include <algorithm>
#include <array>
#include <utility>

#include "python/interpreter.h"
#include "python/objects.h"
#include "script/arguments.h"
#include "script/convert.h"
#include "script/ddl_elements.h"
#include "script/run.h"
#include "script/tables.h"
#include "script/types.h"

namespace retort::script {

using python::CallArguments;
using python::ClassObject;
using python::Interpreter;
using python::Ref;
using python::Value;

namespace {

constexpr std::string_view kBefore = "before_parent_attach";
constexpr std::string_view kAfter = "after_parent_attach";
constexpr std::array<std::string_view, 6> kKnown = {kBefore,        kAfter,        "before_create",
                                                    "after_create", "before_drop", "after_drop"};

void add_listener(Interpreter& interpreter, const Value& target, const Value& event,
                  const Value& function) {
  const std::string* name = python::string_of(event);
  if (name == nullptr || std::ranges::find(kKnown, *name) == kKnown.end()) return;
  interpreter.context<Run>().listeners.push_back({target, *name, function});
}

Value listen(Interpreter& interpreter, const CallArguments& call) {
  Arguments arguments(interpreter, "listen(target, identifier, fn, *args, **kw)", call);
  add_listener(interpreter, arguments["target"], arguments["identifier"], arguments["fn"]);
  return Value::none();
}

Value listens_for(Interpreter& interpreter, const CallArguments& call) {
  Arguments arguments(interpreter, "listens_for(target, identifier, *args, **kw)", call);
  return python::make_closure([target = arguments["target"], event = arguments["identifier"]](
                                  Interpreter& inner, const CallArguments& decorated) -> Value {
    Arguments function(inner, "listens_for(fn)", decorated);
    add_listener(inner, target, event, function["fn"]);
    return function["fn"];
  });
}

/// The listener as it was given, among those there are.
std::vector<Run::Listener>::iterator find_listener(Interpreter& interpreter,
                                                   const Arguments& arguments) {
  return std::ranges::find_if(
      interpreter.context<Run>().listeners, [&](const Run::Listener& known) {
        return known.event == arguments.text("identifier") &&
               known.target.is_same(arguments["target"]) && known.function.is_same(arguments["fn"]);
      });
}

Value remove(Interpreter& interpreter, const CallArguments& call) {
  Arguments arguments(interpreter, "remove(target, identifier, fn)", call);
  const auto found = find_listener(interpreter, arguments);
  auto& listeners = interpreter.context<Run>().listeners;
  if (found != listeners.end()) listeners.erase(found);
  return Value::none();
}

Value contains(Interpreter& interpreter, const CallArguments& call) {
  Arguments arguments(interpreter, "contains(target, identifier, fn)", call);
  return Value::boolean(find_listener(interpreter, arguments) !=
                        interpreter.context<Run>().listeners.end());
}

/// Whether a listener for `target` hears of `subject`: itself, or an object of that class.
bool concerns(Interpreter& interpreter, const Value& target, const Value& subject) {
  if (!target.is_object()) return false;
  if (&target.as_object() == &subject.as_object()) return true;
  return target.try_as<ClassObject>() != nullptr && interpreter.is_instance(subject, target);
}

void tell(Interpreter& interpreter, std::string_view event, const Value& subject,
          const Value& parent) {
  // By number: a listener may add others, which hear of this event too when they are for it.
  for (std::size_t i = 0; i < interpreter.context<Run>().listeners.size(); ++i) {
    const Run::Listener listener = interpreter.context<Run>().listeners[i];
    if (listener.event != event || !concerns(interpreter, listener.target, subject)) continue;
    const std::array<Value, 2> arguments{subject, parent};
    interpreter.call(listener.function, arguments);
  }
}

}  // namespace

const python::MemberTable& event_members() {
  const auto function = [](const char* name, python::NativeFunction code) {
    python::NativeMember member{};
    member.kind = python::NativeMember::Kind::function;
    member.name = name;
    member.function = code;
    return member;
  };
  static const python::MemberTable kMembers = {
      function("listen", listen), function("listens_for", listens_for), function("remove", remove),
      function("contains", contains)};
  return kMembers;
}

void listen_to(Interpreter& interpreter, const Value& target, const Value& pairs) {
  for (const Value& pair : interpreter.items_of(pairs)) {
    const python::ValueList parts = interpreter.items_of(pair);
    if (parts.size() == 2) add_listener(interpreter, target, parts[0], parts[1]);
  }
}

void tell_of_ddl(Interpreter& interpreter, std::string_view event, const Value& target,
                 const Value& bind, bool check_first, const Value& tables) {
  for (std::size_t i = 0; i < interpreter.context<Run>().listeners.size(); ++i) {
    const Run::Listener listener = interpreter.context<Run>().listeners[i];
    if (listener.event != event || !concerns(interpreter, listener.target, target)) continue;
    if (run_ddl_listener(interpreter, listener.function, target, bind)) continue;
    std::vector<python::KeywordValue> keywords = {
        {python::intern("checkfirst"), Value::boolean(check_first)},
        {python::intern("_ddl_runner"), Value::none()}};
    if (!tables.is_absent()) keywords.push_back({python::intern("tables"), tables});
    interpreter.call(listener.function, std::array{target, bind}, keywords);
  }
}

void table_attached(Interpreter& interpreter, TableObject& table) {
  if (interpreter.context<Run>().listeners.empty()) return;
  tell(interpreter, kBefore, Value(&table), table.metadata);
  tell(interpreter, kAfter, Value(&table), table.metadata);
}

void tell_of_constraints(Interpreter& interpreter, TableObject& table, schema::Table& shape) {
  if (interpreter.context<Run>().listeners.empty()) return;
  for (schema::Constraint& constraint : shape.constraints) {
    const auto object = constraint_object(interpreter, table, constraint);
    tell(interpreter, kBefore, object, Value(&table));
    tell(interpreter, kAfter, object, Value(&table));
    constraint = object->constraint;
  }
  for (schema::Index& index : shape.indexes) {
    const auto object =
        python::make<IndexObject>(Ref<ClassObject>(&interpreter.native_class(kIndexClass)));
    object->index = index;
    tell(interpreter, kBefore, object, Value(&table));
    tell(interpreter, kAfter, object, Value(&table));
    index = object->index;
  }
}

void type_attached(Interpreter& interpreter, ColumnObject& column) {
  if (interpreter.context<Run>().listeners.empty() || column.type_object.is_absent()) return;
  Value type = column.type_object;
  if (type.try_as<ClassObject>() != nullptr) type = interpreter.call(type);
  tell(interpreter, kBefore, type, Value(&column));
  tell(interpreter, kAfter, type, Value(&column));
}

void add_with_events(Interpreter& interpreter, TableObject& table, Ref<ColumnObject> column) {
  Run& run = interpreter.context<Run>();
  if (run.listeners.empty()) {
    table.add_column(std::move(column));
    return;
  }
  const Value subject(column);
  const Value parent(&table);
  tell(interpreter, kBefore, subject, parent);
  table.add_column(std::move(column));
  const Value outer = std::exchange(run.attaching, parent);
  try {
    tell(interpreter, kAfter, subject, parent);
  } catch (...) {
    run.attaching = outer;
    throw;
  }
  run.attaching = outer;
}

std::vector<schema::Constraint> constraints_of_type(Interpreter& interpreter, const Value& type,
                                                    const std::string& name,
                                                    const std::string& schema_name,
                                                    const std::string& table) {
  if (interpreter.context<Run>().listeners.empty() || !is_type(interpreter, type)) return {};
  auto column = python::make<ColumnObject>(Ref(&interpreter.native_class(kColumnClass)));
  column->column.name = name;
  column->column.type = type_of_value(interpreter, type);
  column->type_object = type;
  type_attached(interpreter, *column);
  return constraints_of_events(interpreter, *column, schema_name, table);
}

std::vector<schema::Constraint> constraints_of_events(Interpreter& interpreter,
                                                      const ColumnObject& column,
                                                      const std::string& schema_name,
                                                      const std::string& table) {
  if (interpreter.context<Run>().listeners.empty()) return {};
  auto object = python::make<TableObject>(Ref(&interpreter.native_class(kTableClass)));
  object->table.name = table;
  object->table.schema = schema_name;
  Ref<ColumnObject> part(const_cast<ColumnObject*>(&column));
  if (column.table != nullptr) {
    part = copy_of(column);
    type_attached(interpreter, *part);
  }
  add_with_events(interpreter, *object, part);
  // The column stays what it was: a directive takes no possession of it.
  part->table = nullptr;
  object->columns.clear();
  return object->table.constraints;
}

Value attach_while_listening(Interpreter& interpreter, const schema::CheckConstraint& constraint) {
  const Value& table = interpreter.context<Run>().attaching;
  const bool text = constraint.expression &&
                    std::holds_alternative<schema::TextClause>(constraint.expression->node);
  if (table.is_absent() || text) return Value::absent();
  table.try_as<TableObject>()->table.constraints.emplace_back(constraint);
  return table;
}

}  // namespace retort::script
