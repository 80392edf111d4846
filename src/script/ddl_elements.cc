#include "script/ddl_elements.h"

#include <array>

#include "python/interpreter.h"
#include "script/convert.h"
#include "script/elements.h"
#include "script/exceptions.h"
#include "script/native.h"
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

/// DDL("..."): text without parameters; `%%` is a percent sign.
Value construct_text(Interpreter& interpreter, ClassObject& cls, const CallArguments& call) {
  Arguments arguments(interpreter, "DDL(statement, context=)", call);
  std::string statement = arguments.text("statement");
  for (std::size_t at = 0; (at = statement.find("%%", at)) != std::string::npos; ++at) {
    statement.erase(at, 1);
  }
  schema::TextClause text;
  text.text = std::move(statement);
  text.verbatim = true;
  operation::Execute execute;
  execute.statement = schema::make_expr(std::move(text));
  return python::make<DdlObject>(Ref<ClassObject>(&cls), OperationVariant(std::move(execute)));
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
    {"DDL", kModule, &kDdlElementClass, nullptr, construct_text},
}};

}  // namespace

std::optional<OperationVariant> ddl_operation_of(Interpreter&, const Value& value) {
  const auto* object = value.try_as<DdlObject>();
  if (!object) return std::nullopt;
  return object->item;
}

Value find_ddl_class(Interpreter& interpreter, std::string_view name) {
  for (const NativeClassSpec& spec : kClasses) {
    if (name == spec.name) return Value(&interpreter.native_class(spec));
  }
  if (name == kDdlElementClass.name) return Value(&interpreter.native_class(kDdlElementClass));
  return Value::absent();
}

}  // namespace retort::script
