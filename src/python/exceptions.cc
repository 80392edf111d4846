#include "python/exceptions.h"

#include <array>

#include "python/builtin_types.h"
#include "python/names.h"

namespace retort::python {
namespace {

Value construct(Interpreter&, ClassObject& cls, const CallArguments& arguments) {
  const Ref<ExceptionObject> result = make<ExceptionObject>(Ref<ClassObject>(&cls));
  result->args.assign(arguments.positional.begin(), arguments.positional.end());
  return result;
}

ExceptionObject& self_exception(Interpreter& interpreter, const CallArguments& arguments) {
  auto* exception = arguments.self.try_as<ExceptionObject>();
  if (exception == nullptr) {
    interpreter.raise(Builtin::TypeError, "descriptor requires a 'BaseException' object");
  }
  return *exception;
}

Value init(Interpreter& interpreter, const CallArguments& arguments) {
  self_exception(interpreter, arguments)
      .args.assign(arguments.positional.begin(), arguments.positional.end());
  return {};
}

Value with_traceback(Interpreter&, const CallArguments& arguments) {
  return arguments.self;
}
Value add_note(Interpreter&, const CallArguments&) {
  return {};
}

Value str_method(Interpreter& interpreter, const CallArguments& arguments) {
  ExceptionObject& self = self_exception(interpreter, arguments);
  if (self.args.empty()) return Value::string("");
  if (self.args.size() == 1) return Value::string(interpreter.str(self.args[0]));
  return Value::string(interpreter.repr(make_tuple(self.args)));
}

constexpr auto kMethod = NativeMember::Kind::method;
const MemberTable kMembers{
    {kMethod, "__init__", init},
    {kMethod, "__str__", str_method},
    {kMethod, "with_traceback", with_traceback},
    {kMethod, "add_note", add_note},
};

struct Line {
  const char* name;
  Builtin base;
};

// In the order of enum Builtin.
constexpr std::array kTable{
    Line{"BaseException", Builtin::BaseException},
    Line{"Exception", Builtin::BaseException},
    Line{"ArithmeticError", Builtin::Exception},
    Line{"AssertionError", Builtin::Exception},
    Line{"AttributeError", Builtin::Exception},
    Line{"EOFError", Builtin::Exception},
    Line{"FileExistsError", Builtin::OSError},
    Line{"FileNotFoundError", Builtin::OSError},
    Line{"GeneratorExit", Builtin::BaseException},
    Line{"ImportError", Builtin::Exception},
    Line{"IndentationError", Builtin::SyntaxError},
    Line{"IndexError", Builtin::LookupError},
    Line{"KeyError", Builtin::LookupError},
    Line{"KeyboardInterrupt", Builtin::BaseException},
    Line{"LookupError", Builtin::Exception},
    Line{"MemoryError", Builtin::Exception},
    Line{"ModuleNotFoundError", Builtin::ImportError},
    Line{"NameError", Builtin::Exception},
    Line{"NotImplementedError", Builtin::RuntimeError},
    Line{"OSError", Builtin::Exception},
    Line{"OverflowError", Builtin::ArithmeticError},
    Line{"PermissionError", Builtin::OSError},
    Line{"RecursionError", Builtin::RuntimeError},
    Line{"RuntimeError", Builtin::Exception},
    Line{"StopAsyncIteration", Builtin::Exception},
    Line{"StopIteration", Builtin::Exception},
    Line{"SyntaxError", Builtin::Exception},
    Line{"SystemExit", Builtin::BaseException},
    Line{"TimeoutError", Builtin::OSError},
    Line{"TypeError", Builtin::Exception},
    Line{"UnboundLocalError", Builtin::NameError},
    Line{"UnicodeDecodeError", Builtin::UnicodeError},
    Line{"UnicodeEncodeError", Builtin::UnicodeError},
    Line{"UnicodeError", Builtin::ValueError},
    Line{"ValueError", Builtin::Exception},
    Line{"Warning", Builtin::Exception},
    Line{"DeprecationWarning", Builtin::Warning},
    Line{"FutureWarning", Builtin::Warning},
    Line{"UserWarning", Builtin::Warning},
    Line{"RuntimeWarning", Builtin::Warning},
    Line{"PendingDeprecationWarning", Builtin::Warning},
    Line{"ZeroDivisionError", Builtin::ArithmeticError},
};
static_assert(kTable.size() == static_cast<std::size_t>(Builtin::ZeroDivisionError) + 1);

using Specs = std::array<NativeClassSpec, kTable.size()>;

// Bases are addresses inside the table: filled in once it stands at its place.
struct SpecTable {
  Specs specs{};
  SpecTable() {
    for (std::size_t i = 0; i < kTable.size(); ++i) {
      specs[i].name = kTable[i].name;
      specs[i].module = "builtins";
      specs[i].base = i == 0 ? &kObjectClass : &specs[static_cast<std::size_t>(kTable[i].base)];
    }
    specs[0].construct = construct;
    specs[0].members = &kMembers;
  }
};

const Specs& linked_specs() {
  static const SpecTable table;
  return table.specs;
}

}  // namespace

const NativeClassSpec& exception_spec(Builtin type) {
  return linked_specs()[static_cast<std::size_t>(type)];
}

const NativeClassSpec* find_exception_spec(std::string_view name) {
  if (name == "IOError" || name == "EnvironmentError") return &exception_spec(Builtin::OSError);
  for (const NativeClassSpec& spec : linked_specs()) {
    if (spec.name == name) return &spec;
  }
  return nullptr;
}

Value ExceptionObject::get_attribute(Interpreter& interpreter, Symbol name) {
  const std::string_view text = name.text();
  if (attributes.find(name) == nullptr) {
    if (name == names().args) return make_tuple(args);
    if (text == "__cause__") return cause;
    if (text == "__context__") return context;
    if (text == "__traceback__") return {};
    const bool stop =
        text == "value" && cls->is_subclass_of(exception_spec(Builtin::StopIteration));
    const bool exit = text == "code" && cls->is_subclass_of(exception_spec(Builtin::SystemExit));
    if (stop || exit) return args.empty() ? Value() : args[0];
    if (cls->is_subclass_of(exception_spec(Builtin::OSError)) && args.size() >= 2) {
      if (text == "errno") return args[0];
      if (text == "strerror") return args[1];
    }
  }
  return Instance::get_attribute(interpreter, name);
}

bool ExceptionObject::set_attribute(Interpreter& interpreter, Symbol name, const Value& value) {
  if (name == names().args) {
    args = interpreter.items_of(value);
    return true;
  }
  if (name.text() == "__cause__") {
    cause = value;
    return true;
  }
  return Instance::set_attribute(interpreter, name, value);
}

std::string ExceptionObject::repr(Interpreter& interpreter) {
  const Value method = special_method(interpreter, names().repr);
  if (!method.is_absent()) return Instance::repr(interpreter);
  std::string result = cls->name + "(";
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (i > 0) result += ", ";
    result += interpreter.repr(args[i]);
  }
  return result + ")";
}

std::string ExceptionObject::str(Interpreter& interpreter) {
  const Value method = special_method(interpreter, names().str);
  if (!method.is_absent()) return Instance::str(interpreter);
  if (args.empty()) return "";
  if (args.size() > 1) {
    if (args.size() == 2 && cls->is_subclass_of(exception_spec(Builtin::OSError))) {
      return "[Errno " + interpreter.str(args[0]) + "] " + interpreter.str(args[1]);
    }
    return interpreter.repr(make_tuple(args));
  }
  return cls->is_subclass_of(exception_spec(Builtin::KeyError)) ? interpreter.repr(args[0])
                                                                : interpreter.str(args[0]);
}

void ExceptionObject::release_references() {
  Instance::release_references();
  args.clear();
  cause = context = Value();
}

}  // namespace retort::python
