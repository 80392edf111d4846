// The only outside interface is typing_forms.h.
#include "python/typing_forms.h"

#include <algorithm>
#include <utility>

#include "python/builtin_types.h"
#include "python/interpreter.h"

namespace retort::python {
namespace {

/// What is not known is the same as what has the same name.
bool same(Interpreter& interpreter, const Value& a, const Value& b) {
  const auto* left = a.try_as<UnknownObject>();
  const auto* right = b.try_as<UnknownObject>();
  if (left != nullptr || right != nullptr) {
    return left != nullptr && right != nullptr && left->name == right->name;
  }
  return a.is_same(b) || interpreter.equal(a, b);
}

bool holds(Interpreter& interpreter, const ValueList& all, const Value& one) {
  return std::ranges::any_of(all,
                             [&](const Value& other) { return same(interpreter, one, other); });
}

bool same_items(Interpreter& interpreter, const ValueList& a, const ValueList& b) {
  return std::ranges::equal(
      a, b, [&](const Value& left, const Value& right) { return same(interpreter, left, right); });
}

ValueList items_in_brackets(const Value& key) {
  const auto* several = key.try_as<TupleObject>();
  if (several == nullptr) return {key};
  return {several->items.begin(), several->items.end()};
}

/// Of equality and inequality; absent for any other comparison.
Value answer(CompareOperator op, bool equal) {
  if (op == CompareOperator::Eq) return Value::boolean(equal);
  if (op == CompareOperator::NotEq) return Value::boolean(!equal);
  return Value::absent();
}

/// A class by its name, anything else as it is shown.
std::string name_in_brackets(Interpreter& interpreter, const Value& argument) {
  const auto* cls = argument.try_as<ClassObject>();
  if (cls == nullptr) return interpreter.repr(argument);
  const bool plain = cls->module.empty() || cls->module == "builtins";
  return plain ? cls->name : cls->module + "." + cls->name;
}

std::string text_of(Interpreter& interpreter, const ValueList& arguments) {
  std::string out;
  for (const Value& argument : arguments) {
    if (!out.empty()) out += ", ";
    out += name_in_brackets(interpreter, argument);
  }
  return "[" + out + "]";
}

/// What typing has a name of its own for.
constexpr std::pair<std::string_view, const NativeClassSpec*> kClasses[] = {
    {"List", &kListClass},           {"Dict", &kDictClass},   {"Set", &kSetClass},
    {"FrozenSet", &kFrozenSetClass}, {"Tuple", &kTupleClass}, {"Type", &kTypeClass},
};

/// What can be united with other types by `|`.
class TypeLike : public TrackedObject {
 public:
  TypeLike() : TrackedObject(ObjectKind::other) {}
  Value binary(Interpreter& interpreter, Operator op, const Value& other, bool reflected) override {
    if (op != Operator::BitOr) return Value::absent();
    const Value self(static_cast<Object*>(this));
    return make_union(interpreter, reflected ? ValueList{other, self} : ValueList{self, other});
  }
};

class TypingForm final : public TypeLike {
 public:
  TypingForm(std::string_view name, ValueList arguments)
      : name_(name), arguments_(std::move(arguments)) {}
  std::string_view type_name() const override { return "_SpecialForm"; }
  std::string repr(Interpreter& interpreter) override {
    return "typing." + name_ + (arguments_.empty() ? "" : text_of(interpreter, arguments_));
  }
  Value get_item(Interpreter& interpreter, const Value& key) override {
    ValueList arguments = items_in_brackets(key);
    if (name_ == "Optional") arguments.push_back(Value::none());
    if (name_ == "Optional" || name_ == "Union") return make_union(interpreter, arguments);
    return make<TypingForm>(name_, std::move(arguments));
  }
  bool is_callable() const override { return true; }
  Value call(Interpreter& /*interpreter*/, const CallArguments& /*arguments*/) override {
    return Value(static_cast<Object*>(this));
  }
  Value get_attribute(Interpreter& interpreter, Symbol name) override {
    if (name.text() == "__name__") return Value::string(name_);
    if (arguments_.empty()) return Value::absent();
    if (name.text() == "__args__") return make_tuple(ValueList(arguments_));
    if (name.text() == "__origin__") return origin(interpreter);
    return Value::absent();
  }
  std::uint64_t hash(Interpreter& interpreter) override {
    std::uint64_t sum = std::hash<std::string>{}(name_);
    for (const Value& argument : arguments_) {
      if (argument.try_as<UnknownObject>() == nullptr) sum += interpreter.hash(argument);
    }
    return sum;
  }
  Value compare(Interpreter& interpreter, CompareOperator op, const Value& other) override {
    const auto* form = other.try_as<TypingForm>();
    if (form == nullptr) return answer(op, false);
    const bool is_set = name_ == "Union" || name_ == "Literal";
    const bool equal =
        name_ == form->name_ && arguments_.size() == form->arguments_.size() &&
        (is_set ? std::ranges::all_of(
                      arguments_,
                      [&](const Value& one) { return holds(interpreter, form->arguments_, one); })
                : same_items(interpreter, arguments_, form->arguments_));
    // Without brackets each is its own: two TypeVars of one name are two.
    return answer(op, equal && (!arguments_.empty() || form == this || !is_variable()));
  }
  int instance_check(Interpreter& interpreter, const Value& value) override;
  void release_references() override { arguments_.clear(); }

  const std::string& name() const { return name_; }
  const ValueList& arguments() const { return arguments_; }
  /// What stands before the brackets: the class, where typing only has another name for it.
  Value origin(Interpreter& interpreter) const {
    if (name_ == "Annotated") return arguments_.front();
    for (const auto& [name, spec] : kClasses) {
      if (name == name_) return Value(&interpreter.native_class(*spec));
    }
    return make_typing_form(name_);
  }

 private:
  bool is_variable() const { return name_ == "TypeVar" || name_ == "ParamSpec"; }

  const std::string name_;
  ValueList arguments_;
};

bool is_kind(const Value& value, ObjectKind kind) {
  return unwrap(value).is_object() && unwrap(value).as_object().kind() == kind;
}

int TypingForm::instance_check(Interpreter& interpreter, const Value& value) {
  if (name_ == "Any") return 1;
  if (name_ == "Union") {
    return interpreter.is_instance(value, make_tuple(ValueList(arguments_))) ? 1 : 0;
  }
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

class GenericAlias final : public TypeLike {
 public:
  GenericAlias(Value origin, ValueList arguments)
      : origin_(std::move(origin)), arguments_(std::move(arguments)) {}
  std::string_view type_name() const override { return "GenericAlias"; }
  std::string repr(Interpreter& interpreter) override {
    return name_in_brackets(interpreter, origin_) + text_of(interpreter, arguments_);
  }
  Value get_attribute(Interpreter& interpreter, Symbol name) override {
    if (name.text() == "__origin__") return origin_;
    if (name.text() == "__args__") return make_tuple(ValueList(arguments_));
    return interpreter.find_attribute(origin_, name);
  }
  bool set_attribute(Interpreter& interpreter, Symbol name, const Value& value) override {
    return origin_.as_object().set_attribute(interpreter, name, value);
  }
  bool is_callable() const override { return origin_.as_object().is_callable(); }
  Value call(Interpreter& interpreter, const CallArguments& arguments) override {
    return origin_.as_object().call(interpreter, arguments);
  }
  Value get_item(Interpreter& /*interpreter*/, const Value& key) override {
    return make_generic_alias(origin_, key);
  }
  std::uint64_t hash(Interpreter& interpreter) override { return interpreter.hash(origin_); }
  Value compare(Interpreter& interpreter, CompareOperator op, const Value& other) override {
    const auto* alias = other.try_as<GenericAlias>();
    return answer(op, alias != nullptr && same(interpreter, origin_, alias->origin_) &&
                          same_items(interpreter, arguments_, alias->arguments_));
  }
  int instance_check(Interpreter& interpreter, const Value& value) override {
    return origin_.as_object().instance_check(interpreter, value);
  }
  void release_references() override {
    origin_ = Value();
    arguments_.clear();
  }

  const Value& origin() const { return origin_; }

 private:
  Value origin_;
  ValueList arguments_;
};

class NewType final : public TypeLike {
 public:
  NewType(std::string name, Value supertype)
      : name_(std::move(name)), supertype_(std::move(supertype)) {}
  std::string_view type_name() const override { return "NewType"; }
  std::string repr(Interpreter& /*interpreter*/) override { return name_; }
  bool is_callable() const override { return true; }
  Value call(Interpreter& interpreter, const CallArguments& arguments) override {
    ArgumentReader read(interpreter, name_, arguments);
    return read.required("x").value();
  }
  Value get_attribute(Interpreter& /*interpreter*/, Symbol name) override {
    if (name.text() == "__name__") return Value::string(name_);
    return name.text() == "__supertype__" ? supertype_ : Value::absent();
  }
  void release_references() override { supertype_ = Value(); }

 private:
  const std::string name_;
  Value supertype_;
};

class TypeAliasObject final : public TypeLike {
 public:
  TypeAliasObject(std::string name, Value value, bool computed)
      : name_(std::move(name)), value_(std::move(value)), computed_(computed) {}
  std::string_view type_name() const override { return "TypeAliasType"; }
  std::string repr(Interpreter& /*interpreter*/) override { return name_; }
  Value get_item(Interpreter& /*interpreter*/, const Value& key) override {
    return make_generic_alias(Value(static_cast<Object*>(this)), key);
  }
  Value get_attribute(Interpreter& interpreter, Symbol name) override {
    if (name.text() == "__name__") return Value::string(name_);
    if (name.text() != "__value__") return Value::absent();
    if (!computed_) {
      value_ = interpreter.call(value_);
      computed_ = true;
    }
    return value_;
  }
  void release_references() override { value_ = Value(); }

 private:
  const std::string name_;
  Value value_;
  bool computed_;
};

}  // namespace

Value make_typing_form(std::string_view name, ValueList arguments) {
  return make<TypingForm>(name, std::move(arguments));
}

Value make_union(Interpreter& interpreter, const ValueList& members) {
  ValueList flat;
  for (const Value& member : members) {
    const auto* form = member.try_as<TypingForm>();
    const bool nested = form != nullptr && form->name() == "Union" && !form->arguments().empty();
    for (const Value& one : nested ? form->arguments() : ValueList{member}) {
      if (!holds(interpreter, flat, one)) flat.push_back(one);
    }
  }
  return flat.size() == 1 ? flat.front() : make_typing_form("Union", std::move(flat));
}

Value make_generic_alias(const Value& origin, const Value& key) {
  return make<GenericAlias>(origin, items_in_brackets(key));
}

const Value& origin_of(const Value& value) {
  const auto* alias = value.try_as<GenericAlias>();
  return alias != nullptr ? alias->origin() : value;
}

Value make_new_type(std::string name, Value supertype) {
  return make<NewType>(std::move(name), std::move(supertype));
}

Value make_type_alias(std::string name, Value compute) {
  return make<TypeAliasObject>(std::move(name), std::move(compute), false);
}

Value make_known_type_alias(std::string name, Value value) {
  return make<TypeAliasObject>(std::move(name), std::move(value), true);
}

Value typing_origin(Interpreter& interpreter, const Value& value) {
  if (const auto* form = value.try_as<TypingForm>();
      form != nullptr && !form->arguments().empty()) {
    return form->name() == "Annotated" ? make_typing_form(form->name()) : form->origin(interpreter);
  }
  const Value& origin = origin_of(value);
  return origin.is_same(value) ? Value::none() : origin;
}

Value typing_arguments(Interpreter& interpreter, const Value& value) {
  if (value.try_as<TypingForm>() == nullptr && value.try_as<GenericAlias>() == nullptr) {
    return make_tuple(ValueList{});
  }
  const Value found = interpreter.find_attribute(value, intern("__args__"));
  return found.is_absent() ? Value(make_tuple(ValueList{})) : found;
}

}  // namespace retort::python
