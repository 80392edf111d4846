// typing and collections.abc: names that scripts mention in annotations and in isinstance().
#include <string>

#include "python/abstract_classes.h"
#include "python/library.h"
#include "python/typing_forms.h"

namespace retort::python {
namespace {

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
  const Value name = read.required("name").value();
  const Value supertype = read.required("tp").value();
  return make_new_type(interpreter.str(name), supertype);
}

Value type_alias(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "TypeAliasType", arguments);
  const Value name = read.required("name").value();
  const Value value = read.required("value").value();
  return make_known_type_alias(interpreter.str(name), value);
}

Value get_origin(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "get_origin", arguments);
  return typing_origin(interpreter, read.required("tp").value());
}

Value get_args(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "get_args", arguments);
  return typing_arguments(interpreter, read.required("tp").value());
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
      {Kind::function, "TypeAliasType", type_alias},
      {Kind::function, "get_origin", get_origin},
      {Kind::function, "get_args", get_args},
  };
  return table;
}

Value typing_form(Interpreter& /*interpreter*/, ModuleObject& module, Symbol name) {
  if (name.text() == "__all__" && module.name.starts_with("typing")) {
    return make_string_list({"Annotated",
                             "Any",
                             "Callable",
                             "ClassVar",
                             "Concatenate",
                             "Final",
                             "ForwardRef",
                             "Generic",
                             "Literal",
                             "Optional",
                             "ParamSpec",
                             "Protocol",
                             "Tuple",
                             "Type",
                             "TypeVar",
                             "Union",
                             "AbstractSet",
                             "Container",
                             "Hashable",
                             "ItemsView",
                             "Iterable",
                             "Iterator",
                             "KeysView",
                             "Mapping",
                             "MutableMapping",
                             "MutableSequence",
                             "MutableSet",
                             "Sequence",
                             "Sized",
                             "ValuesView",
                             "Awaitable",
                             "AsyncIterator",
                             "AsyncIterable",
                             "Coroutine",
                             "Collection",
                             "AsyncGenerator",
                             "Deque",
                             "Dict",
                             "DefaultDict",
                             "List",
                             "OrderedDict",
                             "Set",
                             "FrozenSet",
                             "NamedTuple",
                             "TypedDict",
                             "Generator",
                             "cast",
                             "final",
                             "get_args",
                             "get_origin",
                             "NewType",
                             "no_type_check",
                             "overload",
                             "Self",
                             "Text",
                             "TYPE_CHECKING",
                             "TypeAlias",
                             "TypeGuard",
                             "runtime_checkable"});
  }
  if (name.text().starts_with("_")) return Value::absent();
  return make_typing_form(name.text());
}

}  // namespace retort::python
