// typing and collections.abc: names that scripts mention in annotations and in isinstance().
#include <string>

#include "python/library.h"

namespace retort::python {
namespace {

/// `Optional`, `Sequence`, `Union[int, str]`, a TypeVar: it stays itself whatever is done to it.
class TypingForm final : public Object {
 public:
  explicit TypingForm(std::string_view name) : name_(name) {}
  std::string_view type_name() const override { return "_SpecialForm"; }
  std::string repr(Interpreter& /*interpreter*/) override { return "typing." + name_; }
  Value get_item(Interpreter& /*interpreter*/, const Value& /*key*/) override {
    return Value(static_cast<Object*>(this));
  }
  bool is_callable() const override { return true; }
  Value call(Interpreter& /*interpreter*/, const CallArguments& /*arguments*/) override {
    return Value(static_cast<Object*>(this));
  }
  Value get_attribute(Interpreter& /*interpreter*/, Symbol name) override {
    if (name.text() == "__name__") return Value::string(name_);
    return Value::absent();
  }
  Value binary(Interpreter& /*interpreter*/, Operator op, const Value& /*other*/,
               bool /*reflected*/) override {
    return op == Operator::BitOr ? Value(static_cast<Object*>(this)) : Value::absent();
  }
  int instance_check(Interpreter& interpreter, const Value& value) override;

 private:
  const std::string name_;
};

bool is_kind(const Value& value, ObjectKind kind) {
  return unwrap(value).is_object() && unwrap(value).as_object().kind() == kind;
}

int TypingForm::instance_check(Interpreter& interpreter, const Value& value) {
  if (name_ == "Any") return 1;
  if (!value.is_object()) return name_ == "Hashable" ? 1 : 0;
  const bool is_sequence = is_kind(value, ObjectKind::list) || is_kind(value, ObjectKind::tuple) ||
                           is_kind(value, ObjectKind::string) || is_kind(value, ObjectKind::bytes);
  if (name_ == "Mapping" || name_ == "MutableMapping" || name_ == "Dict")
    return is_kind(value, ObjectKind::dict) ? 1 : 0;
  if (name_ == "Sequence") return is_sequence ? 1 : 0;
  if (name_ == "MutableSequence" || name_ == "List")
    return is_kind(value, ObjectKind::list) ? 1 : 0;
  if (name_ == "Set" || name_ == "MutableSet" || name_ == "AbstractSet" || name_ == "FrozenSet")
    return is_kind(value, ObjectKind::set) ? 1 : 0;
  if (name_ == "Tuple") return is_kind(value, ObjectKind::tuple) ? 1 : 0;
  if (name_ == "Callable") return value.as_object().is_callable() ? 1 : 0;
  if (name_ == "Iterator" || name_ == "Generator") return value.as_object().is_iterator() ? 1 : 0;
  if (name_ == "Iterable" || name_ == "Collection" || name_ == "Container")
    return value.as_object().iterate(interpreter).is_absent() ? 0 : 1;
  if (name_ == "Sized") return value.as_object().length(interpreter) >= 0 ? 1 : 0;
  return -1;
}

Value cast_value(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "cast", arguments);
  read.required("typ");
  Value value = read.required("val").value();
  read.finish();
  return value;
}

Value same_value(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "overload", arguments);
  return read.required("func").value();
}

Value new_type(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "NewType", arguments);
  read.required("name");
  return read.required("tp").value();
}

Value false_value(Interpreter& /*interpreter*/) {
  return Value::boolean(false);
}

Value class_of(Interpreter& interpreter, const NativeClassSpec& spec) {
  return Value(static_cast<Object*>(&interpreter.native_class(spec)));
}

// Base classes: they add nothing to the classes that name them.
constexpr NativeClassSpec kGeneric = {.name = "Generic", .module = "typing"};
constexpr NativeClassSpec kProtocol = {.name = "Protocol", .module = "typing"};

Value generic(Interpreter& interpreter) {
  return class_of(interpreter, kGeneric);
}
Value protocol(Interpreter& interpreter) {
  return class_of(interpreter, kProtocol);
}

}  // namespace

const MemberTable& typing_members() {
  using Kind = NativeMember::Kind;
  static const MemberTable table = {
      {Kind::value, "TYPE_CHECKING", nullptr, false_value},
      {Kind::value, "Generic", nullptr, generic},
      {Kind::value, "Protocol", nullptr, protocol},
      {Kind::function, "cast", cast_value},
      {Kind::function, "overload", same_value},
      {Kind::function, "final", same_value},
      {Kind::function, "override", same_value},
      {Kind::function, "runtime_checkable", same_value},
      {Kind::function, "no_type_check", same_value},
      {Kind::function, "NewType", new_type},
  };
  return table;
}

Value typing_form(Interpreter& /*interpreter*/, ModuleObject& /*module*/, Symbol name) {
  if (name.text().starts_with("_")) return Value::absent();
  return make<TypingForm>(name.text());
}

}  // namespace retort::python
