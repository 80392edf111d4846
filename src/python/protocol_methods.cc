#include "python/protocol_methods.h"

#include "python/interpreter.h"

namespace retort::python {

// They work on the plain value, or an override that calls super() would call itself.
Value protocol_get_item(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "__getitem__", arguments);
  return interpreter.get_item(unwrap(arguments.self), read.required("key").value());
}

Value protocol_set_item(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "__setitem__", arguments);
  const Value key = read.required("key").value();
  interpreter.set_item(unwrap(arguments.self), key, read.required("value").value());
  return {};
}

Value protocol_delete_item(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "__delitem__", arguments);
  interpreter.delete_item(unwrap(arguments.self), read.required("key").value());
  return {};
}

Value protocol_length(Interpreter& interpreter, const CallArguments& arguments) {
  return Value::integer(interpreter.length(unwrap(arguments.self)));
}

Value protocol_contains(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "__contains__", arguments);
  return Value::boolean(interpreter.contains(unwrap(arguments.self), read.required("key").value()));
}

Value protocol_iterate(Interpreter& interpreter, const CallArguments& arguments) {
  return interpreter.iterate(unwrap(arguments.self));
}

}  // namespace retort::python
