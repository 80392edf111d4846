#include "script/types.h"

#include <algorithm>
#include <array>
#include <deque>

#include "dialect/types.h"
#include "python/evaluator.h"
#include "python/interpreter.h"
#include "script/bind.h"
#include "script/convert.h"
#include "script/elements.h"
#include "script/exceptions.h"
#include "script/expression_builder.h"
#include "script/native.h"
#include "script/python_types.h"
#include "script/run.h"
#include "script/script_elements.h"
#include "script/surroundings.h"
#include "script/type_attributes.h"
#include "script/type_classes.h"

namespace retort::script {

using python::Builtin;
using python::CallArguments;
using python::ClassObject;
using python::Instance;
using python::Interpreter;
using python::KeywordValue;
using python::NativeClassSpec;
using python::Ref;
using python::UnknownObject;
using python::Value;
using schema::Type;
using schema::TypeKind;

namespace {

/// The members of a Python enum class as labels: their names, or what values_callable says.
void take_enum_class(Interpreter& interpreter, TypeObject& object, const Value& cls,
                     const Value* values_callable) {
  object.enum_class = cls;
  Type& type = object.type;
  if (values_callable) {
    Value labels = interpreter.call(*values_callable, std::array{cls});
    type.labels = texts_of(interpreter, labels, "values_callable");
  } else {
    for (const Value& member : interpreter.items_of(cls)) {
      type.labels.push_back(
          text_of(interpreter, interpreter.get_attribute(member, "name"), "an enum member"));
    }
  }
  if (!type.name) {
    std::string name = cls.try_as<ClassObject>()->name;
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    type.name = std::move(name);
  }
}

void take_labels(Interpreter& interpreter, TypeObject& object, const Arguments& arguments) {
  if (const Value* metadata = arguments.find_not_none("metadata")) {
    object.type.has_metadata = !metadata->is_none();
  }
  std::span<const Value> labels = arguments.rest();
  if (labels.size() == 1) {
    if (const auto* cls = labels[0].try_as<ClassObject>(); cls && cls->is_enum) {
      take_enum_class(interpreter, object, labels[0], arguments.find_not_none("values_callable"));
      return;
    }
  }
  for (const Value& label : labels) {
    object.type.labels.push_back(text_of(interpreter, label, "an Enum value"));
  }
}

/// `self.impl` of a TypeDecorator: the type of the class's `impl`, made with the arguments.
void set_implementation(Interpreter& interpreter, TypeObject& object) {
  Value impl = object.cls->lookup(interpreter, python::intern("impl"));
  if (!impl.try_as<ClassObject>()) return;
  object.attributes.set(python::intern("impl"),
                        interpreter.call(impl, object.positional, object.keywords));
}

/// Arguments of the types in sqlalchemy.dialects.mysql.
schema::MysqlModifiers mysql_modifiers(const Arguments& arguments) {
  return {.display_width = arguments.optional_integer("display_width"),
          .fsp = arguments.optional_integer("fsp"),
          .is_unsigned = arguments.flag("unsigned"),
          .zerofill = arguments.flag("zerofill"),
          .national = arguments.flag("national"),
          .ascii = arguments.flag("ascii"),
          .unicode = arguments.flag("unicode"),
          .binary = arguments.flag("binary"),
          .charset = arguments.text_or_empty("charset")};
}

/// Arguments that only Python's side heeds.
schema::ClientArguments client_arguments(const Arguments& arguments) {
  schema::ClientArguments client;
  if (arguments.find_not_none("asdecimal")) client.asdecimal = arguments.flag("asdecimal");
  client.decimal_return_scale = arguments.optional_integer("decimal_return_scale");
  client.as_tuple = arguments.flag("as_tuple");
  client.zero_indexes = arguments.flag("zero_indexes");
  client.retrieve_as_bitwise = arguments.flag("retrieve_as_bitwise");
  return client;
}

/// Stores the arguments of a type's constructor by the names of their parameters.
void take_arguments(Interpreter& interpreter, TypeObject& object, const CallArguments& call) {
  const TypeClass& type_class = *object.type_class;
  if (type_class.kind == TypeKind::Null) {
    object.positional.assign(call.positional.begin(), call.positional.end());
    object.keywords.assign(call.keywords.begin(), call.keywords.end());
    if (type_class.is_decorator) set_implementation(interpreter, object);
    return;
  }
  Arguments arguments(interpreter, type_class.signature, call);
  Type& type = object.type;
  type = type_class.make();
  type.length = arguments.optional_integer("length");
  type.precision = arguments.optional_integer("precision");
  if (!type.precision) type.precision = arguments.optional_integer("second_precision");
  type.scale = arguments.optional_integer("scale");
  if (const Value* collation = arguments.find("collation");
      collation && interpreter.truth(*collation)) {
    type.collation = text_of(interpreter, *collation, "collation");
  }
  if (!type.collation) type.collation = arguments.optional_text("collate");
  if (type_class.module == TypeModule::mysql) type.mysql = mysql_modifiers(arguments);
  type.client = client_arguments(arguments);
  type.timezone = arguments.flag("timezone");
  type.varying = arguments.flag("varying");
  type.native = arguments.flag("native_enum", true) && arguments.flag("native_uuid", true) &&
                arguments.flag("native", true);
  type.create_constraint = arguments.flag("create_constraint");
  type.create_type = arguments.flag("create_type", true);
  type.inherit_schema = arguments.flag("inherit_schema");
  type.none_as_null = arguments.flag("none_as_null");
  type.fields = arguments.text_or_empty("fields");
  if (!arguments.flag("as_uuid", true)) make_text_uuid(type);
  if (const Value* name = arguments.find_not_none("name")) {
    type.name = text_of(interpreter, *name, "name");
  }
  type.schema = arguments.optional_text("schema");
  type.dimensions = static_cast<int>(arguments.optional_integer("dimensions").value_or(0));
  // Of the elements, the base of a domain, the texts of a JSON or HSTORE value.
  for (const std::string_view name : {"item_type", "data_type", "astext_type", "text_type"}) {
    const Value* item = arguments.find_not_none(name);
    if (item != nullptr) type.item = {type_of_value(interpreter, *item)};
  }
  if (type_class.has_labels) {
    const Value* length = arguments.find("length");
    type.unlimited = length != nullptr && length->is_none();
    object.keywords.assign(call.keywords.begin(), call.keywords.end());
    take_labels(interpreter, object, arguments);
  }
}

const TypeClass& native_type_class(const ClassObject& cls) {
  for (const ClassObject* ancestor : cls.mro) {
    if (ancestor->native == nullptr) continue;
    if (const TypeClass* found = type_class_of(*ancestor->native)) return *found;
  }
  return type_engine_class();
}

bool is_script_function(Interpreter& interpreter, ClassObject& cls, std::string_view name) {
  Value found = cls.lookup(interpreter, python::intern(name));
  return found.is_object() && !found.try_as<python::NativeFunctionObject>();
}

Value set_arguments(Arguments& arguments) {
  auto& object = arguments.self_as<TypeObject>();
  CallArguments call;
  call.positional = arguments.rest();
  call.keywords = arguments.keywords();
  take_arguments(arguments.interpreter(), object, call);
  return Value::none();
}

Value with_variant(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const auto& self = arguments.self_as<TypeObject>();
  Type variant = type_of_value(interpreter, arguments["type_"]);
  auto copy = python::make<TypeObject>(self.cls, *self.type_class);
  copy->type = self.type;
  copy->enum_class = self.enum_class;
  copy->positional = self.positional;
  copy->keywords = self.keywords;
  for (const Value& dialect : arguments.rest()) {
    copy->type.variants.emplace_back(text_of(interpreter, dialect, "dialect_name"), variant);
  }
  return copy;
}

operation::Operation enum_operation(Interpreter& interpreter, Type type, bool create,
                                    bool check_first) {
  operation::Operation operation;
  operation.origin = interpreter.origin();
  if (create) {
    operation.value = operation::CreateEnumType{std::move(type), check_first};
  } else {
    operation.value = operation::DropEnumType{std::move(type), check_first};
  }
  return operation;
}

void change_type(Arguments& arguments, bool create) {
  Interpreter& interpreter = arguments.interpreter();
  auto& self = arguments.self_as<TypeObject>();
  bool named = self.type.kind == TypeKind::PgENUM || self.type.kind == TypeKind::PgDOMAIN;
  Host& host =
      host_of_bind(interpreter, arguments.find("bind"), named ? "_run_ddl_visitor" : "dialect");
  Type type = schema::for_dialect(self.type, host.dialect().name());
  bool is_enum = type.kind == TypeKind::PgENUM || type.kind == TypeKind::PgDOMAIN ||
                 (type.kind == TypeKind::Enum && type.native);
  if (!is_enum || host.dialect().name() != "postgresql") return;
  if (type.kind == TypeKind::Enum) {
    type.kind = TypeKind::PgENUM;
    if (!self.of_database) self.of_database = type;
    type = *self.of_database;
  }
  bool check_first = arguments.flag("checkfirst", true);
  with_database_errors(interpreter, [&] {
    host.emit(enum_operation(interpreter, std::move(type), create, check_first));
  });
}

Value create_type(Arguments& arguments) {
  change_type(arguments, true);
  return Value::none();
}
Value drop_type(Arguments& arguments) {
  change_type(arguments, false);
  return Value::none();
}

Value copy_type(Arguments& arguments) {
  return arguments.self();
}

Value compile_type(Arguments& arguments) {
  return Value::string(arguments.interpreter().str(arguments.self()));
}

template <class Member>
Value optional_member(Arguments& arguments, Member member) {
  const auto& value = arguments.self_as<TypeObject>().type.*member;
  if (!value) return Value::none();
  if constexpr (std::is_same_v<std::decay_t<decltype(*value)>, std::string>) {
    return Value::string(*value);
  } else {
    return Value::integer(*value);
  }
}
Value get_length(Arguments& a) {
  return optional_member(a, &Type::length);
}
Value get_precision(Arguments& a) {
  return optional_member(a, &Type::precision);
}
Value get_scale(Arguments& a) {
  return optional_member(a, &Type::scale);
}
Value get_collation(Arguments& a) {
  return optional_member(a, &Type::collation);
}
Value get_name(Arguments& a) {
  return optional_member(a, &Type::name);
}
Value get_schema(Arguments& a) {
  return optional_member(a, &Type::schema);
}
Value get_timezone(Arguments& a) {
  return Value::boolean(a.self_as<TypeObject>().type.timezone);
}
Value get_native_enum(Arguments& a) {
  return Value::boolean(a.self_as<TypeObject>().type.native);
}
Value get_enums(Arguments& a) {
  return python::make_string_list(a.self_as<TypeObject>().type.labels);
}
Value get_enum_class(Arguments& a) {
  const Value& cls = a.self_as<TypeObject>().enum_class;
  return cls.is_absent() ? Value::none() : cls;
}
Value get_item_type(Arguments& a) {
  const auto& item = a.self_as<TypeObject>().type.item;
  return item.empty() ? Value::none() : make_type_object(a.interpreter(), item.front());
}

Type user_defined(std::string spec, std::string_view class_name) {
  Type type = schema::make_type(TypeKind::UserDefined);
  type.spec = std::move(spec);
  type.python_name = std::string(class_name);
  return type;
}

/// TypeDecorator: load_dialect_impl() of the script, else `impl` with the given arguments.
Type decorated_type(Interpreter& interpreter, TypeObject& object) {
  static const python::Symbol kLoad = python::intern("load_dialect_impl");
  if (is_script_function(interpreter, *object.cls, kLoad.text())) {
    Value dialect = dialect_object(interpreter);
    Value result = interpreter.call_method(Value(&object), kLoad.text(), std::array{dialect});
    return type_of_value(interpreter, result);
  }
  Value impl = interpreter.find_attribute(Value(&object), "impl");
  if (impl.is_absent()) {
    interpreter.raise(Builtin::AttributeError,
                      "TypeDecorator implementations require a class-level variable 'impl' which "
                      "refers to the class of type being decorated");
  }
  return type_of_value(interpreter, impl);
}

/// The type that a function registered with `@compiles` writes; nullopt without one.
std::optional<Type> compiled_type(Interpreter& interpreter, TypeObject& object) {
  const std::string_view dialect = interpreter.context<Run>().host.dialect().name();
  const Value* code = find_compiler(interpreter, *object.cls, dialect);
  if (code == nullptr) return std::nullopt;
  const Value self(&object);
  const Value spec = interpreter.call(*code, std::array{self, make_compiler(interpreter, true)});
  std::string text = text_of(interpreter, spec, "a compiled type");
  // A class of SQLAlchemy keeps what it knows of its values.
  if (object.cls->native == nullptr) return user_defined(std::move(text), object.cls->name);
  Type type = object.type;
  type.spec = std::move(text);
  return type;
}

Type script_type(Interpreter& interpreter, TypeObject& object) {
  if (auto type = compiled_type(interpreter, object)) return std::move(*type);
  if (is_script_function(interpreter, *object.cls, "get_col_spec")) {
    Value spec = interpreter.call_method(Value(&object), "get_col_spec");
    return user_defined(text_of(interpreter, spec, "get_col_spec()"), object.cls->name);
  }
  if (object.type_class->is_decorator) return decorated_type(interpreter, object);
  return object.type;
}

/// The arguments by which SQLAlchemy shows an object of a class with an `__init__` of its own: what
/// the attributes named like its parameters are, where that is not the default.
std::string own_arguments(Interpreter& interpreter, TypeObject& object,
                          const python::FunctionObject& constructor) {
  std::string text;
  const auto add = [&](const std::string& one) { text += (text.empty() ? "" : ", ") + one; };
  const python::Arguments& parameters = *constructor.parameters;
  std::vector<python::Symbol> names;
  for (const auto& list : {parameters.posonlyargs, parameters.args}) {
    for (const python::Arg& parameter : list) names.push_back(parameter.arg);
  }
  const std::size_t required = names.size() - constructor.defaults.size();
  for (std::size_t i = 1; i < names.size(); ++i) {
    const Value found = interpreter.find_attribute(Value(&object), names[i]);
    if (i < required) {
      add(interpreter.repr(found.is_absent() ? Value::none() : found));
    } else if (!found.is_absent() &&
               !interpreter.equal(found, constructor.defaults[i - required])) {
      add(std::string(names[i].text()) + "=" + interpreter.repr(found));
    }
  }
  return "(" + text + ")";
}

/// `module:Class(arguments)`, or what a `__repr__` of its own says behind the module: a
/// TypeDecorator shows the arguments of the type that it decorates.
std::string application_name(Interpreter& interpreter, TypeObject& object, const Type& type) {
  const Value* module = object.cls->members.find(python::intern("__module__"));
  const std::string* given = module == nullptr ? nullptr : python::string_of(*module);
  const std::string place = (given != nullptr ? *given : object.cls->module) + ":";
  if (is_script_function(interpreter, *object.cls, "__repr__")) {
    return place + interpreter.str(interpreter.call_method(Value(&object), "__repr__"));
  }
  const std::string name = place + object.cls->name;
  if (!object.type_class->is_decorator) {
    const Value constructor = object.cls->lookup(interpreter, python::intern("__init__"));
    if (const auto* own =
            constructor.is_absent() ? nullptr : constructor.try_as<python::FunctionObject>()) {
      return name + own_arguments(interpreter, object, *own);
    }
  }
  Type shown = type;
  const Value impl = interpreter.find_attribute(Value(&object), "impl");
  if (object.type_class->is_decorator && !impl.is_absent())
    shown = type_of_value(interpreter, impl);
  if (shown.kind == TypeKind::UserDefined) return name + "()";
  const std::string text = repr_of_type(shown);
  return name + text.substr(text.find('('));
}

Type unknown_type(Interpreter& interpreter, const UnknownObject& unknown) {
  std::string_view name = unknown.name;
  if (unknown.step == UnknownObject::Step::call && unknown.base) name = unknown.base->name;
  for (const TypeRule& rule : interpreter.context<Run>().type_rules) {
    if (!fits(rule.pattern, name)) continue;
    return type_of_value(interpreter, evaluate_type_expression(interpreter, rule.expression));
  }
  if (interpreter.context<Run>().host.takes_unknown_types()) return user_defined({}, unknown.name);
  std::string message = "the column type " + unknown.name + " is known only to the application";
  if (!unknown.reason.empty()) message += ": " + unknown.reason;
  interpreter.fail(ErrorCode::unknown_value, std::move(message),
                   "name a SQLAlchemy type for it: --type " + std::string(name) +
                       "=<type>, for "
                       "example --type '" +
                       std::string(name) + "=String(36)'");
}

}  // namespace

Value construct_type(Interpreter& interpreter, ClassObject& cls, const CallArguments& call) {
  auto object = python::make<TypeObject>(Ref<ClassObject>(&cls), native_type_class(cls));
  object->type = object->type_class->make();
  bool own_constructor = cls.native == nullptr && is_script_function(interpreter, cls, "__init__");
  if (!own_constructor) take_arguments(interpreter, *object, call);
  return object;
}

/// What overloads operators is a class that nothing asks for; scripts derive from it.
Value comparator_class(Interpreter& interpreter) {
  return Value(&interpreter.object_class());
}

namespace {

/// `JSON.NULL`: the JSON value null, which is not SQL's NULL.
Value json_null(Interpreter& interpreter) {
  return make_element(interpreter,
                      constant_expr({schema::JsonText{"null"}}, schema::make_type(TypeKind::Json)));
}

}  // namespace

const python::MemberTable& json_members() {
  static const python::MemberTable kMembers = {lazy_value("NULL", json_null)};
  return kMembers;
}

/// A decorator's hook that does nothing until a class of a script defines it.
Value undefined_hook(Arguments& arguments) {
  arguments.interpreter().raise(python::Builtin::NotImplementedError, "");
}

const python::MemberTable& decorator_members() {
  static const python::MemberTable kMembers = {
      method<"process_literal_param(value, dialect)", undefined_hook>()};
  return kMembers;
}

const python::MemberTable& type_members() {
  static const python::MemberTable kMembers = {
      method<"__init__(*args, **kw)", set_arguments>(),
      method<"with_variant(type_, *dialect_names)", with_variant>(),
      method<"create(bind, checkfirst=)", create_type>(),
      method<"drop(bind, checkfirst=)", drop_type>(),
      method<"copy(**kw)", copy_type>(),
      method<"adapt(cls, **kw)", copy_type>(),
      method<"as_generic(allow_nulltype=)", copy_type>(),
      method<"compile(dialect=)", compile_type>(),
      property<"length()", get_length>(),
      property<"precision()", get_precision>(),
      property<"scale()", get_scale>(),
      property<"collation()", get_collation>(),
      property<"name()", get_name>(),
      property<"schema()", get_schema>(),
      property<"timezone()", get_timezone>(),
      property<"native_enum()", get_native_enum>(),
      property<"enums()", get_enums>(),
      property<"enum_class()", get_enum_class>(),
      property<"item_type()", get_item_type>(),
      lazy_value("Comparator", comparator_class),
      lazy_value("comparator_factory", comparator_class),
  };
  return kMembers;
}

std::string TypeObject::repr(Interpreter& interpreter) {
  if (cls->native == nullptr) {
    const std::string name = type_of_value(interpreter, Value(this)).python_name;
    if (const std::size_t colon = name.find(':'); colon != name.npos) return name.substr(colon + 1);
  }
  std::string text(type_name());
  text += '(';
  std::string_view separator;
  auto add = [&](std::string_view name, const std::string& value) {
    text += std::string(separator) + (name.empty() ? "" : std::string(name) + "=") + value;
    separator = ", ";
  };
  for (const std::string& label : type.labels) {
    add("", interpreter.repr(Value::string(label)));
  }
  for (const Type& item : type.item) {
    add("", interpreter.repr(make_type_object(interpreter, item)));
  }
  using enum schema::TypeKind;
  const bool zone_first = type.kind == PgTIME || type.kind == PgTIMESTAMP;
  if (type.timezone && zone_first) add("timezone", "True");
  const schema::MysqlModifiers& mysql = type.mysql;
  if (!mysql.charset.empty()) add("charset", interpreter.repr(Value::string(mysql.charset)));
  if (!mysql.charset.empty() && type.collation) {
    add("collation", interpreter.repr(Value::string(*type.collation)));
  }
  if (mysql.display_width) add("display_width", std::to_string(*mysql.display_width));
  if (type.length) add("length", std::to_string(*type.length));
  if (type.precision) add("precision", std::to_string(*type.precision));
  if (type.scale) add("scale", std::to_string(*type.scale));
  if (mysql.fsp) add("fsp", std::to_string(*mysql.fsp));
  if (mysql.is_unsigned) add("unsigned", "True");
  if (mysql.zerofill) add("zerofill", "True");
  if (type.timezone && !zone_first) add("timezone", "True");
  if (type.kind == Uuid || type.kind == UUID) {
    if (is_text_uuid(type)) add("as_uuid", "False");
    if (!type.native) add("native_uuid", "False");
  } else if (type.varying) {
    add("varying", "True");
  }
  if (!type.fields.empty()) add("fields", interpreter.repr(Value::string(type.fields)));
  if (mysql.charset.empty() && type.collation) {
    add("collation", interpreter.repr(Value::string(*type.collation)));
  }
  if (type.name) add("name", interpreter.repr(Value::string(*type.name)));
  if (type.schema) add("schema", interpreter.repr(Value::string(*type.schema)));
  return text + ')';
}

namespace {

/// What SQLAlchemy's default compiler writes for a type of a dialect: the name of its class,
/// without arguments. Empty where the arguments are written too.
std::string plain_name(const Type& type) {
  using enum schema::TypeKind;
  if (type.kind == Null) return "NULL";
  if (type.kind == Array) return "ARRAY";
  if (type.kind == TIMESTAMP || type.kind == PgTIMESTAMP) return "TIMESTAMP";
  if (type.kind == TIME || type.kind == PgTIME) return "TIME";
  if (type.kind == PgENUM) {
    std::size_t length = 0;
    for (const std::string& label : type.labels) length = std::max(length, label.size());
    return "VARCHAR(" + std::to_string(length) + ")";
  }
  const bool own = schema::is_postgresql_only(type.kind) || schema::is_mysql_only(type.kind);
  return own ? std::string(schema::class_name(type.kind)) : std::string();
}

}  // namespace

std::string TypeObject::str(Interpreter& interpreter) {
  Type shown = type_of_value(interpreter, Value(this));
  if (const std::string name = plain_name(shown); !name.empty()) return name;
  try {
    return dialect::type_text(dialect::Family::sqlite, shown);
  } catch (const Error&) {
    return repr(interpreter);
  }
}

Value TypeObject::get_attribute(Interpreter& interpreter, python::Symbol name) {
  if (const Value* own = attributes.find(name)) return *own;
  if (cls->lookup(interpreter, name).is_absent()) {
    const Value given = type_attribute(type, *type_class, name.text());
    if (!given.is_absent()) return given;
  }
  return Instance::get_attribute(interpreter, name);
}

namespace {

/// The names of a type's arguments as its attributes have them: assigning changes the type's SQL.
constexpr std::array<std::pair<std::string_view, std::optional<std::int64_t> Type::*>, 3> kNumbers{{
    {"length", &Type::length},
    {"precision", &Type::precision},
    {"scale", &Type::scale},
}};
constexpr std::array<std::pair<std::string_view, std::optional<std::string> Type::*>, 3> kTexts{{
    {"name", &Type::name},
    {"schema", &Type::schema},
    {"collation", &Type::collation},
}};
constexpr std::array<std::pair<std::string_view, bool Type::*>, 8> kFlags{{
    {"timezone", &Type::timezone},
    {"native_enum", &Type::native},
    {"native_uuid", &Type::native},
    {"native", &Type::native},
    {"create_constraint", &Type::create_constraint},
    {"create_type", &Type::create_type},
    {"inherit_schema", &Type::inherit_schema},
    {"none_as_null", &Type::none_as_null},
}};

void assign_argument(Interpreter& interpreter, Type& type, std::string_view name,
                     const Value& value) {
  for (const auto& [known, member] : kNumbers) {
    if (known != name) continue;
    type.*member = std::nullopt;
    if (!value.is_none()) type.*member = integer_of(interpreter, value, name);
  }
  for (const auto& [known, member] : kTexts) {
    if (known != name) continue;
    type.*member = std::nullopt;
    if (!value.is_none()) type.*member = text_of(interpreter, value, name);
  }
  // Only PostgreSQL's own types can be left to somebody else to create.
  const bool has_effect = name != "create_type" || schema::is_postgresql_only(type.kind);
  for (const auto& [known, member] : kFlags) {
    if (known == name && has_effect) type.*member = interpreter.truth(value);
  }
  if (name == "metadata") type.has_metadata = !value.is_none();
  if (name == "enums") type.labels = texts_of(interpreter, value, "an Enum value");
}

}  // namespace

bool TypeObject::set_attribute(Interpreter& interpreter, python::Symbol name, const Value& value) {
  if (type.kind != TypeKind::Null) assign_argument(interpreter, type, name.text(), value);
  const Value found = cls->lookup(interpreter, name);
  const auto* property = found.is_absent() ? nullptr : found.try_as<python::Descriptor>();
  const bool fixed = property != nullptr &&
                     property->descriptor == python::Descriptor::Kind::property &&
                     property->setter.is_absent() &&
                     property->getter.try_as<python::NativeFunctionObject>() != nullptr;
  if (!fixed) return Instance::set_attribute(interpreter, name, value);
  attributes.set(name, value);
  return true;
}

void TypeObject::release_references() {
  enum_class = Value::absent();
  positional.clear();
  keywords.clear();
  Instance::release_references();
}

bool is_type(Interpreter&, const Value& value) {
  if (value.try_as<TypeObject>()) return true;
  const auto* cls = value.try_as<ClassObject>();
  return cls && cls->is_subclass_of(*type_engine_class().spec);
}

Type type_of_value(Interpreter& interpreter, const Value& value) {
  if (auto* object = value.try_as<TypeObject>()) {
    if (object->cls->native == nullptr) {
      Type type = script_type(interpreter, *object);
      type.python_name = application_name(interpreter, *object, type);
      type.variants.insert(type.variants.end(), object->type.variants.begin(),
                           object->type.variants.end());
      return type;
    }
    if (object->type_class->is_decorator) return decorated_type(interpreter, *object);
    if (auto type = compiled_type(interpreter, *object)) return std::move(*type);
    return object->type;
  }
  if (const auto* unknown = value.try_as<UnknownObject>()) {
    return unknown_type(interpreter, *unknown);
  }
  if (auto* cls = value.try_as<ClassObject>()) {
    if (cls->is_subclass_of(*type_engine_class().spec)) {
      return type_of_value(interpreter, interpreter.call(value));
    }
    if (const auto* unknown = cls->unknown_base.try_as<UnknownObject>()) {
      return unknown_type(interpreter, *unknown);
    }
  }
  if (const auto* instance = value.try_as<Instance>()) {
    if (const auto* unknown = instance->cls->unknown_base.try_as<UnknownObject>()) {
      return unknown_type(interpreter, *unknown);
    }
  }
  const bool callable = value.is_object() && value.as_object().is_callable();
  if (callable && value.try_as<ClassObject>() == nullptr) {
    return type_of_value(interpreter, interpreter.call(value));
  }
  raise_sqlalchemy(interpreter, "ArgumentError",
                   "expected a SQL type, got " + interpreter.repr(value));
}

Type optional_type(Interpreter& interpreter, const Value* value) {
  if (!value || value->is_none()) return {};
  return type_of_value(interpreter, *value);
}

Value make_type_object(Interpreter& interpreter, const Type& type) {
  const TypeClass& type_class = type_class_of(type);
  auto object = python::make<TypeObject>(
      Ref<ClassObject>(&interpreter.native_class(*type_class.spec)), type_class);
  object->type = type;
  return object;
}

Value find_type_class(Interpreter& interpreter, TypeModule module, std::string_view name) {
  const TypeClass* found = type_class_named(module, name);
  return found ? Value(&interpreter.native_class(*found->spec)) : Value::absent();
}

}  // namespace retort::script
