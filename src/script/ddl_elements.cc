#include "script/ddl_elements.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "dialect/dialect.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "script/convert.h"
#include "script/elements.h"
#include "script/exceptions.h"
#include "script/native.h"
#include "script/run.h"
#include "script/tables.h"

namespace retort::script {

using operation::OperationVariant;
using python::CallArguments;
using python::ClassObject;
using python::Interpreter;
using python::NativeClassSpec;
using python::Ref;
using python::Value;

namespace {

using DdlObject = ItemObject<OperationVariant>;

template <class Item>
Item& element_of(Interpreter& interpreter, const Value& value) {
  if (auto* item = value.try_as<Item>()) return *item;
  interpreter.need_known(value, "a DDL element");
  raise_sqlalchemy(interpreter, "ArgumentError",
                   "unexpected argument of a DDL element: " + interpreter.repr(value));
}

using Build = OperationVariant (*)(Interpreter& interpreter, const Arguments& arguments);

template <Build build>
Value construct(Interpreter& interpreter, ClassObject& cls, const CallArguments& call) {
  Arguments arguments(interpreter,
                      "DDLElement(element, if_exists=, if_not_exists=, cascade=, quote=, "
                      "include_foreign_key_constraints=, isolate_from_table=)",
                      call);
  return python::make<DdlObject>(Ref<ClassObject>(&cls), build(interpreter, arguments));
}

OperationVariant create_table(Interpreter& interpreter, const Arguments& arguments) {
  const auto& table = element_of<TableObject>(interpreter, arguments["element"]);
  return operation::CreateTable{table.shape(), arguments.flag("if_not_exists")};
}
OperationVariant drop_table(Interpreter& interpreter, const Arguments& arguments) {
  const auto& table = element_of<TableObject>(interpreter, arguments["element"]);
  return operation::DropTable{
      table.table.schema, table.table.name, arguments.flag("if_exists"), {}};
}
OperationVariant create_index(Interpreter& interpreter, const Arguments& arguments) {
  const auto& index = element_of<IndexObject>(interpreter, arguments["element"]);
  return operation::CreateIndex{index.index, arguments.flag("if_not_exists")};
}
OperationVariant drop_index(Interpreter& interpreter, const Arguments& arguments) {
  const schema::Index& index = element_of<IndexObject>(interpreter, arguments["element"]).index;
  return operation::DropIndex{index.name, index.table_schema, index.table,
                              arguments.flag("if_exists"), index.options};
}
OperationVariant create_sequence(Interpreter& interpreter, const Arguments& arguments) {
  const auto& sequence = element_of<SequenceObject>(interpreter, arguments["element"]);
  return operation::CreateSequence{sequence.item, arguments.flag("if_not_exists")};
}
OperationVariant drop_sequence(Interpreter& interpreter, const Arguments& arguments) {
  const auto& sequence = element_of<SequenceObject>(interpreter, arguments["element"]);
  return operation::DropSequence{sequence.item, arguments.flag("if_exists")};
}
OperationVariant create_schema(Interpreter&, const Arguments& arguments) {
  return operation::CreateSchema{arguments.text("element"), arguments.flag("if_not_exists")};
}
OperationVariant drop_schema(Interpreter&, const Arguments& arguments) {
  return operation::DropSchema{arguments.text("element"), arguments.flag("cascade"),
                               arguments.flag("if_exists")};
}

/// `DDL("...")`, and the conditions under which it is executed as a listener.
class DdlText final : public python::Instance {
 public:
  using Instance::Instance;
  std::string statement;
  Value context = Value::absent();  ///< A dict.
  std::vector<std::string> dialects;
  Value callable = Value::absent();
  Value state = Value::none();
  Value target = Value::absent();  ///< The table that it is executed for.

  void release_references() override {
    context = callable = target = Value::absent();
    state = Value::none();
    Instance::release_references();
  }
};

Value construct_text(Interpreter& interpreter, ClassObject& cls, const CallArguments& call) {
  Arguments arguments(interpreter, "DDL(statement, context=)", call);
  auto object = python::make<DdlText>(Ref<ClassObject>(&cls));
  object->statement = arguments.text("statement");
  if (const Value* context = arguments.find_not_none("context")) object->context = *context;
  return object;
}

Ref<DdlText> copy_of(const DdlText& self) {
  auto copy = python::make<DdlText>(self.cls);
  copy->statement = self.statement;
  copy->context = self.context;
  copy->dialects = self.dialects;
  copy->callable = self.callable;
  copy->state = self.state;
  copy->target = self.target;
  return copy;
}

Value execute_if(Arguments& arguments) {
  auto copy = copy_of(arguments.self_as<DdlText>());
  if (const Value* dialect = arguments.find_not_none("dialect")) {
    copy->dialects = texts_of(arguments.interpreter(), *dialect, "execute_if()");
  }
  if (const Value* callable = arguments.find_not_none("callable_")) copy->callable = *callable;
  if (const Value* state = arguments.find_not_none("state")) copy->state = *state;
  return copy;
}

Value against(Arguments& arguments) {
  auto copy = copy_of(arguments.self_as<DdlText>());
  copy->target = arguments["target"];
  return copy;
}

Value ddl_statement(Arguments& arguments) {
  return Value::string(arguments.self_as<DdlText>().statement);
}

const python::MemberTable& ddl_text_members() {
  static const python::MemberTable kMembers = {
      method<"execute_if(dialect=, callable_=, state=)", execute_if>(),
      method<"against(target)", against>(),
      property<"statement()", ddl_statement>(),
  };
  return kMembers;
}

/// What `%(name)s` stands for: a value of the context, or the table's name, schema or both.
std::string ddl_value(Interpreter& interpreter, const DdlText& ddl, const std::string& name) {
  if (!ddl.context.is_absent()) {
    auto* dict = python::unwrap(ddl.context).try_as<python::DictObject>();
    const Value* value = dict ? dict->table.find(interpreter, Value::string(name)) : nullptr;
    if (value) return interpreter.str(*value);
  }
  const auto* table = ddl.target.is_absent() ? nullptr : ddl.target.try_as<TableObject>();
  const dialect::Dialect& dialect = interpreter.context<Run>().host.dialect();
  if (table && name == "table") return dialect.quote(table->table.name);
  if (table && name == "schema") {
    return table->table.schema.empty() ? "" : dialect.quote(table->table.schema);
  }
  if (table && name == "fullname") {
    const std::string& schema = table->table.schema;
    return (schema.empty() ? "" : dialect.quote(schema) + ".") + dialect.quote(table->table.name);
  }
  interpreter.raise(python::Builtin::KeyError, name);
}

/// The statement of a DDL: `%%` is a percent sign, `%(name)s` a value.
std::string ddl_sql(Interpreter& interpreter, const DdlText& ddl) {
  std::string sql;
  for (std::string_view rest = ddl.statement; !rest.empty();) {
    const std::size_t end = rest.starts_with("%(") ? rest.find(")s") : std::string_view::npos;
    if (end != std::string_view::npos) {
      sql += ddl_value(interpreter, ddl, std::string(rest.substr(2, end - 2)));
      rest.remove_prefix(end + 2);
      continue;
    }
    sql += rest.front();
    rest.remove_prefix(rest.starts_with("%%") ? 2 : 1);
  }
  return sql;
}

bool may_run(Interpreter& interpreter, const DdlText& ddl, const Value& target, const Value& bind) {
  const std::string_view dialect = interpreter.context<Run>().host.dialect().name();
  if (!ddl.dialects.empty() && std::ranges::find(ddl.dialects, dialect) == ddl.dialects.end()) {
    return false;
  }
  if (ddl.callable.is_absent()) return true;
  const std::array<python::KeywordValue, 2> keywords = {
      {{python::intern("state"), ddl.state},
       {python::intern("dialect"), interpreter.get_attribute(bind, "dialect")}}};
  const Value self(const_cast<DdlText*>(&ddl));  // NOLINT: the callable gets it as it is
  return interpreter.truth(
      interpreter.call(ddl.callable, std::array{self, target, bind}, keywords));
}

constexpr const char* kModule = "sqlalchemy.sql.ddl";
const NativeClassSpec kDdlElementClass = {"DDLElement", kModule, &kClauseElementClass};
const std::array<NativeClassSpec, 9> kClasses = {{
    {"CreateTable", kModule, &kDdlElementClass, nullptr, construct<create_table>},
    {"DropTable", kModule, &kDdlElementClass, nullptr, construct<drop_table>},
    {"CreateIndex", kModule, &kDdlElementClass, nullptr, construct<create_index>},
    {"DropIndex", kModule, &kDdlElementClass, nullptr, construct<drop_index>},
    {"CreateSequence", kModule, &kDdlElementClass, nullptr, construct<create_sequence>},
    {"DropSequence", kModule, &kDdlElementClass, nullptr, construct<drop_sequence>},
    {"CreateSchema", kModule, &kDdlElementClass, nullptr, construct<create_schema>},
    {"DropSchema", kModule, &kDdlElementClass, nullptr, construct<drop_schema>},
    {"DDL", kModule, &kDdlElementClass, &ddl_text_members(), construct_text},
}};

}  // namespace

std::optional<OperationVariant> ddl_operation_of(Interpreter& interpreter, const Value& value) {
  if (const auto* ddl = value.try_as<DdlText>()) {
    schema::TextClause text;
    text.text = ddl_sql(interpreter, *ddl);
    text.verbatim = true;
    operation::Execute execute;
    execute.statement = schema::make_expr(std::move(text));
    return execute;
  }
  const auto* object = value.try_as<DdlObject>();
  if (!object) return std::nullopt;
  return object->item;
}

bool is_ddl_class(const ClassObject& cls) {
  return cls.is_subclass_of(kDdlElementClass);
}

bool run_ddl_listener(Interpreter& interpreter, const Value& listener, const Value& target,
                      const Value& bind) {
  Value statement = listener;
  if (const auto* ddl = listener.try_as<DdlText>()) {
    if (!may_run(interpreter, *ddl, target, bind)) return true;
    auto copy = copy_of(*ddl);
    copy->target = target;
    statement = copy;
  } else if (!interpreter.is_instance(listener,
                                      Value(&interpreter.native_class(kDdlElementClass)))) {
    return false;
  }
  interpreter.call_method(bind, "execute", std::array{statement});
  return true;
}

Value find_ddl_class(Interpreter& interpreter, std::string_view name) {
  for (const NativeClassSpec& spec : kClasses) {
    if (name == spec.name) return Value(&interpreter.native_class(spec));
  }
  if (name == kDdlElementClass.name || name == "ExecutableDDLElement")
    return Value(&interpreter.native_class(kDdlElementClass));
  return Value::absent();
}

}  // namespace retort::script
