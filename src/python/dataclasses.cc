// @dataclass: an __init__ from the annotated names, __repr__, __eq__ and, when asked, order.
#include "python/dataclasses.h"

#include <array>

#include "python/builtin_types.h"
#include "python/interpreter.h"
#include "python/names.h"

namespace retort::python {
namespace {

class FieldDefault final : public TrackedObject {
 public:
  std::string_view type_name() const override { return "Field"; }
  void release_references() override { value = factory = metadata = Value(); }
  Value get_attribute(Interpreter& /*interpreter*/, Symbol name) override {
    static const Symbol metadata_name = intern("metadata");
    if (name != metadata_name) return Value::absent();
    if (metadata.is_none()) metadata = make<DictObject>();
    return metadata;
  }
  Value value = Value::absent();
  Value factory = Value::absent();
  Value metadata;  ///< A mapping, or None where none was given.
  bool init = true;
  bool in_repr = true;
  bool compare = true;
};

struct Field {
  std::string name;
  Ref<FieldDefault> settings;
};

Symbol fields_name() {
  static const Symbol symbol = intern("__dataclass_fields__");
  return symbol;
}

// All fields in order, those of bases first; kept in the class as a dict from name to settings.
std::vector<Field> fields_of(Interpreter& interpreter, ClassObject& cls) {
  std::vector<Field> result;
  const Value found = cls.lookup(interpreter, fields_name());
  if (found.is_absent()) return result;
  for (const HashTable::Entry& entry : found.try_as<DictObject>()->table.entries()) {
    result.push_back(
        {*string_of(entry.key), Ref<FieldDefault>(entry.value.try_as<FieldDefault>())});
  }
  return result;
}

Instance& self_instance(Interpreter& interpreter, const CallArguments& arguments) {
  auto* instance = arguments.self.try_as<Instance>();
  if (instance == nullptr) interpreter.raise(Builtin::TypeError, "a dataclass instance is needed");
  return *instance;
}

// A native __init__ would not be called by a class; it is wrapped as a plain callable instead.
Value init(Interpreter& interpreter, const CallArguments& arguments) {
  auto* self = arguments.positional.front().try_as<Instance>();
  const CallArguments rest{arguments.positional.subspan(1), arguments.keywords, Value::absent()};
  ArgumentReader read(interpreter, "__init__", rest);
  for (const Field& field : fields_of(interpreter, *self->cls)) {
    const FieldDefault& settings = *field.settings;
    const bool has_default = !settings.value.is_absent() || !settings.factory.is_absent();
    Value value = Value::absent();
    if (settings.init) {
      const Argument given = has_default ? read.optional(field.name) : read.required(field.name);
      if (given.given()) value = given.value();
    }
    if (value.is_absent() && !settings.factory.is_absent()) {
      value = interpreter.call(settings.factory);
    }
    if (value.is_absent()) value = settings.value;
    if (!value.is_absent()) self->attributes.set(intern(field.name), value);
  }
  read.finish();
  const Value after = self->cls->lookup(interpreter, names().post_init);
  if (!after.is_absent()) {
    interpreter.call(bind_attribute(interpreter, after, Value(self), *self->cls));
  }
  return {};
}

Value repr(Interpreter& interpreter, const CallArguments& arguments) {
  Instance& self = self_instance(interpreter, arguments);
  std::string text = self.cls->name + "(";
  bool first = true;
  for (const Field& field : fields_of(interpreter, *self.cls)) {
    if (!field.settings->in_repr) continue;
    if (!first) text += ", ";
    first = false;
    text +=
        field.name + "=" + interpreter.repr(interpreter.get_attribute(Value(&self), field.name));
  }
  return Value::string(text + ")");
}

Value as_tuple(Interpreter& interpreter, Instance& instance) {
  ValueList values;
  for (const Field& field : fields_of(interpreter, *instance.cls)) {
    if (field.settings->compare) {
      values.push_back(interpreter.get_attribute(Value(&instance), field.name));
    }
  }
  return make_tuple(std::move(values));
}

template <CompareOperator op>
Value compare(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "__eq__", arguments);
  Instance& self = self_instance(interpreter, arguments);
  auto* other = read.required("other").value().try_as<Instance>();
  if (other == nullptr || other->cls.get() != self.cls.get()) return not_implemented(interpreter);
  return interpreter.compare(op, as_tuple(interpreter, self), as_tuple(interpreter, *other));
}

Value hash(Interpreter& interpreter, const CallArguments& arguments) {
  const Value tuple = as_tuple(interpreter, self_instance(interpreter, arguments));
  return Value::integer(static_cast<std::int64_t>(interpreter.hash(tuple) >> 1U));
}

void add_method(ClassObject& cls, std::string_view name, NativeFunction function) {
  if (cls.members.find(intern(name)) != nullptr) return;
  const Ref<NativeFunctionObject> method =
      make<NativeFunctionObject>(name, function, Value::absent());
  method->is_method = true;
  cls.members.set(intern(name), method);
}

Value frozen_setattr(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "__setattr__", arguments);
  interpreter.raise(Builtin::AttributeError,
                    "cannot assign to field '" + read.required("name").as_string() + "'");
}

class InitFunction final : public Object {
 public:
  InitFunction() : Object(ObjectKind::function) {}
  std::string_view type_name() const override { return "function"; }
  bool is_callable() const override { return true; }
  Value call(Interpreter& interpreter, const CallArguments& arguments) override {
    return init(interpreter, arguments);
  }
};

struct Options {
  bool init, repr, eq, order, frozen;
};

Value decorate(Interpreter& interpreter, ClassObject& cls, const Options& options) {
  const Ref<DictObject> fields = make<DictObject>();
  for (std::size_t i = cls.mro.size(); i-- > 1;) {
    const Value* inherited = cls.mro[i]->members.find(fields_name());
    if (inherited == nullptr) continue;
    for (const HashTable::Entry& entry : inherited->try_as<DictObject>()->table.entries()) {
      fields->table.set(interpreter, entry.key, entry.value);
    }
  }
  if (const Value* annotations = cls.members.find(names().annotations)) {
    const HashTable table = annotations->try_as<DictObject>()->table;
    for (const HashTable::Entry& entry : table.entries()) {
      if (interpreter.str(entry.value).find("ClassVar") != std::string::npos) continue;
      const Symbol name = intern(*string_of(entry.key));
      const Value* given = cls.members.find(name);
      Ref<FieldDefault> settings;
      if (given != nullptr && given->try_as<FieldDefault>() != nullptr) {
        settings = Ref<FieldDefault>(given->try_as<FieldDefault>());
        if (settings->value.is_absent())
          cls.members.erase(name);
        else
          cls.members.set(name, settings->value);
      } else {
        settings = make<FieldDefault>();
        if (given != nullptr) settings->value = *given;
      }
      fields->table.set(interpreter, entry.key, settings);
    }
  }
  cls.members.set(fields_name(), fields);
  ValueList match_args;
  for (const HashTable::Entry& entry : fields->table.entries()) match_args.push_back(entry.key);
  if (cls.members.find(names().match_args) == nullptr) {
    cls.members.set(names().match_args, make_tuple(std::move(match_args)));
  }
  if (options.init && cls.members.find(names().init) == nullptr) {
    cls.members.set(names().init, make<InitFunction>());
  }
  if (options.repr) add_method(cls, "__repr__", repr);
  if (options.eq) {
    add_method(cls, "__eq__", compare<CompareOperator::Eq>);
    if (options.frozen) add_method(cls, "__hash__", hash);
  }
  if (options.order) {
    add_method(cls, "__lt__", compare<CompareOperator::Lt>);
    add_method(cls, "__le__", compare<CompareOperator::LtE>);
    add_method(cls, "__gt__", compare<CompareOperator::Gt>);
    add_method(cls, "__ge__", compare<CompareOperator::GtE>);
  }
  if (options.frozen) add_method(cls, "__setattr__", frozen_setattr);
  return Value(&cls);
}

Value dataclass(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "dataclass", arguments);
  const Value given = read.optional("cls").value();
  Options options{};
  options.init = read.keyword("init", Value::boolean(true)).as_truth();
  options.repr = read.keyword("repr", Value::boolean(true)).as_truth();
  options.eq = read.keyword("eq", Value::boolean(true)).as_truth();
  options.order = read.keyword("order", Value::boolean(false)).as_truth();
  options.frozen = read.keyword("frozen", Value::boolean(false)).as_truth();
  read.rest_keywords();
  if (auto* cls = given.try_as<ClassObject>()) return decorate(interpreter, *cls, options);
  return make_closure([options](Interpreter& in, const CallArguments& inner) -> Value {
    ArgumentReader read_class(in, "dataclass", inner);
    auto* cls = read_class.required("cls").value().try_as<ClassObject>();
    if (cls == nullptr) in.raise(Builtin::TypeError, "dataclass() needs a class");
    return decorate(in, *cls, options);
  });
}

Value field(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "field", arguments);
  const Ref<FieldDefault> result = make<FieldDefault>();
  const Argument value = read.keyword("default");
  const Argument factory = read.keyword("default_factory");
  result->init = read.keyword("init", Value::boolean(true)).as_truth();
  result->in_repr = read.keyword("repr", Value::boolean(true)).as_truth();
  result->compare = read.keyword("compare", Value::boolean(true)).as_truth();
  result->metadata = read.keyword("metadata", Value::none()).value();
  read.rest_keywords();
  if (value.given()) result->value = value.value();
  if (factory.given()) result->factory = factory.value();
  return result;
}

Value as_dict(Interpreter& interpreter, const Value& value) {
  if (auto* instance = value.try_as<Instance>()) {
    const std::vector<Field> fields = fields_of(interpreter, *instance->cls);
    if (fields.empty()) return value;
    const Ref<DictObject> dict = make<DictObject>();
    for (const Field& item : fields) {
      dict->table.set(interpreter, Value::string(item.name),
                      as_dict(interpreter, interpreter.get_attribute(value, item.name)));
    }
    return dict;
  }
  if (auto* list = value.try_as<ListObject>()) {
    ValueList items;
    for (const Value& item : list->items) items.push_back(as_dict(interpreter, item));
    return make_list(std::move(items));
  }
  return value;
}

Value asdict(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "asdict", arguments);
  return as_dict(interpreter, read.required("obj").value());
}

constexpr auto kFunction = NativeMember::Kind::function;

}  // namespace

const MemberTable kDataclassesModuleMembers{
    {kFunction, "dataclass", dataclass},
    {kFunction, "field", field},
    {kFunction, "asdict", asdict},
};

}  // namespace retort::python
