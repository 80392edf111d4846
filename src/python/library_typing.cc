// typing and collections.abc: names that scripts mention in annotations and in isinstance().
#include <string>

#include "python/abstract_classes.h"
#include "python/library.h"

namespace retort::python {
namespace {

/// `Optional`, `Sequence`, `Union[int, str]`, a TypeVar: with brackets it keeps what stands in them
/// as
/// `__args__`, and stays itself whatever else is done to it.
class TypingForm final : public TrackedObject {
 public:
  explicit TypingForm(std::string_view name, ValueList arguments = {})
      : TrackedObject(ObjectKind::other), name_(name), arguments_(std::move(arguments)) {}
  std::string_view type_name() const override { return "_SpecialForm"; }
  std::string repr(Interpreter& /*interpreter*/) override { return "typing." + name_; }
  Value get_item(Interpreter& /*interpreter*/, const Value& key) override {
    const auto* several = key.try_as<TupleObject>();
    ValueList arguments;
    if (several != nullptr) {
      arguments.assign(several->items.begin(), several->items.end());
    } else {
      arguments.push_back(key);
    }
    return make<TypingForm>(name_, std::move(arguments));
  }
  bool is_callable() const override { return true; }
  Value call(Interpreter& /*interpreter*/, const CallArguments& /*arguments*/) override {
    return Value(static_cast<Object*>(this));
  }
  Value get_attribute(Interpreter& /*interpreter*/, Symbol name) override {
    if (name.text() == "__name__") return Value::string(name_);
    if (name.text() == "__args__" && !arguments_.empty()) {
      return make_tuple(ValueList(arguments_));
    }
    return Value::absent();
  }
  Value binary(Interpreter& /*interpreter*/, Operator op, const Value& other,
               bool reflected) override {
    if (op != Operator::BitOr) return Value::absent();
    const Value self(static_cast<Object*>(this));
    ValueList members = reflected ? ValueList{other, self} : ValueList{self, other};
    return make<TypingForm>("Union", std::move(members));
  }
  int instance_check(Interpreter& interpreter, const Value& value) override;
  void release_references() override { arguments_.clear(); }

 private:
  const std::string name_;
  ValueList arguments_;
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
      {Kind::function, "runtime_checkable", mark_checkable},
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
