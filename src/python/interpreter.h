// The evaluator of the Python that migration scripts are written in.
//
// One Interpreter runs one or more scripts on one thread; it is cheap to make. Everything that a
// script can see or do beyond computing comes through its Host. Script errors are PythonError
// inside, and Error{script} once they leave run_module() or call().
#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "base/source.h"
#include "python/arguments.h"
#include "python/ast.h"
#include "python/classes.h"
#include "python/objects.h"
#include "python/value.h"

namespace retort::python {

/// A raised Python exception on its way up. Native code throws it through Interpreter::raise; it
/// may catch it, but must let every other exception pass.
class PythonError : public std::exception {
 public:
  PythonError(Value raised, std::vector<Origin> places)
      : exception(std::move(raised)), trace(std::move(places)) {}
  Value exception;            ///< An instance of BaseException.
  std::vector<Origin> trace;  ///< Innermost call first.
  const char* what() const noexcept override { return "python exception"; }
};

/// Source text of one of the project's own modules.
struct ModuleSource {
  SourcePtr source;  ///< Null: a package without `__init__.py`.
  bool is_package = false;
};

/// What the surroundings give to scripts. The defaults give nothing.
class Host {
 public:
  virtual ~Host() = default;
  /// print() and sys.stdout.
  virtual void write_output(std::string_view) {}
  virtual void log(std::string_view /*level*/, std::string_view /*logger*/,
                   std::string_view /*message*/) {}
  /// The project's module of that dotted name, if there is one.
  virtual std::optional<ModuleSource> find_module(std::string_view) { return std::nullopt; }
  /// The tree of a module of the project; override it to keep trees between scripts.
  virtual std::shared_ptr<const Module> parse(const SourcePtr& source);
  /// The value that the user supplied for an unknown (`--value app.settings.pg=true`), or absent.
  virtual Value supplied_value(Interpreter&, std::string_view /*dotted*/) {
    return Value::absent();
  }
  /// Content of a file inside the project; nullopt: there is none, or it may not be read.
  virtual std::optional<std::string> read_file(std::string_view) { return std::nullopt; }
  /// Names in a directory inside the project.
  virtual std::optional<std::vector<std::string>> list_directory(std::string_view) {
    return std::nullopt;
  }
  virtual std::optional<std::string> environment_variable(std::string_view) { return std::nullopt; }
  /// Waits for what the script has asked for and what goes on behind its back, so that it can catch
  /// the errors of that: before and after what a script guards.
  virtual void settle(Interpreter&) {}
  /// A statement of a module of the project could not be carried out: what it defines is unknown.
  virtual void gave_up(const Origin& /*statement*/, std::string_view /*why*/) {}
  /// Microseconds since 1970 in UTC, and random bits: for datetime, time, uuid, random, secrets.
  virtual std::int64_t now_microseconds() { return 0; }
  virtual std::int64_t local_offset_seconds() { return 0; }
  virtual std::uint64_t random_bits() { return 0; }
};

/// Bounds on what a script may use. Going beyond is Error{limit}, which no script can catch.
struct Limits {
  std::int64_t steps = 200'000'000;               ///< Statements and loop turns.
  int depth = 1000;                               ///< Nested calls.
  std::int64_t bytes = 2LL * 1024 * 1024 * 1024;  ///< Live values, approximately.
  std::size_t stack_bytes = 5 * 1024 * 1024;      ///< C++ stack below the outermost call.
};

/// A module in native code, by dotted name. Static; shared by all interpreters.
struct NativeModuleSpec {
  const char* name;
  const MemberTable* members;
  /// A name that is in no table, or absent. May be null.
  Value (*missing)(Interpreter& interpreter, ModuleObject& module, Symbol name) = nullptr;
  /// `from m import *` uses it: names without a leading underscore, all when null.
  const std::vector<std::string>* all = nullptr;
};

struct InterpreterOptions {
  /// Searched in order, before the built-in standard library. Must outlive the interpreter.
  std::vector<std::span<const NativeModuleSpec>> native_modules;
  /// For native modules: Interpreter::context<T>().
  void* context = nullptr;
  Limits limits;
  /// For those who look at what modules define: an import runs the module at once, as in Python,
  /// and a class body goes on after a statement that cannot be carried out.
  bool reads_definitions = false;
};

/// The built-in exception classes, in the order of exceptions.cc's table.
enum class Builtin : std::uint8_t {
  BaseException,
  Exception,
  ArithmeticError,
  AssertionError,
  AttributeError,
  EOFError,
  FileExistsError,
  FileNotFoundError,
  GeneratorExit,
  ImportError,
  IndentationError,
  IndexError,
  KeyError,
  KeyboardInterrupt,
  LookupError,
  MemoryError,
  ModuleNotFoundError,
  NameError,
  NotImplementedError,
  OSError,
  OverflowError,
  PermissionError,
  RecursionError,
  RuntimeError,
  StopAsyncIteration,
  StopIteration,
  SyntaxError,
  SystemExit,
  TimeoutError,
  TypeError,
  UnboundLocalError,
  UnicodeDecodeError,
  UnicodeEncodeError,
  UnicodeError,
  ValueError,
  Warning,
  DeprecationWarning,
  FutureWarning,
  UserWarning,
  RuntimeWarning,
  PendingDeprecationWarning,
  ZeroDivisionError,
};

class Interpreter {
 public:
  explicit Interpreter(Host& host, InterpreterOptions options = {});
  ~Interpreter();
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  /// The parts of the evaluator that only python/ knows.
  struct State;

  // ---- Entry points of the host. They throw only retort::Error.

  /// Runs a script as module `name` (`__name__`), with `file` as `__file__`.
  Ref<ModuleObject> run_module(std::shared_ptr<const Module> tree, std::string_view name,
                               std::string_view file);
  /// Calls a function of a script, from outside of any script.
  Value call_from_host(const Value& function, std::span<const Value> positional = {},
                       std::span<const KeywordValue> keywords = {});
  /// Runs `task` (native code that calls scripts) with script exceptions turned into Error.
  template <class Task>
  auto guard(Task&& task) {
    const StackBound bound(*this);
    try {
      return task();
    } catch (const PythonError& error) {
      throw_as_error(error);
    }
  }
  /// Runs the bodies of all imported modules that wait for their first use, in the order of their
  /// names: for what they do, such as registering a directive.
  void run_pending_modules();
  /// Bounds the C++ stack of the scripts that run while it lives. guard() makes one; a host that
  /// calls scripts otherwise makes its own. The outermost one counts.
  class StackBound {
   public:
    explicit StackBound(Interpreter& interpreter);
    ~StackBound();
    StackBound(const StackBound&) = delete;
    StackBound& operator=(const StackBound&) = delete;

   private:
    State& state_;
    const char* before_;
  };
  /// Gives up a module that run_module() made, so that the memory of one script serves the next. It
  /// stays when anything but its own functions refers to it.
  void retire(Ref<ModuleObject> module);
  /// A global of a module, or absent; runs a module that is pending.
  Value global(ModuleObject& module, std::string_view name);

  // ---- For native code.

  Host& host() { return host_; }
  const InterpreterOptions& options() const { return options_; }
  const Limits& limits() const { return options_.limits; }
  /// What the host gave as InterpreterOptions::context.
  template <class T>
  T& context() const {
    return *static_cast<T*>(context_);
  }
  /// The script's place that is being evaluated: the call, within a native call.
  Origin origin() const;

  [[noreturn]] void raise(Builtin type, std::string_view message);
  /// Raises an instance, or makes one of a class.
  [[noreturn]] void raise(const Value& exception);
  [[noreturn]] void raise_class(ClassObject& type, std::string_view message);
  /// Ends the run: no script can catch it. The place is origin().
  [[noreturn]] void fail(ErrorCode code, std::string message, std::string hint = {});
  /// The error of a value that only the application knows, with how to supply it.
  [[noreturn]] void fail_unknown(const UnknownObject& unknown, std::string_view needed_for);
  /// Fails when `value` is an Unknown.
  void need_known(const Value& value, std::string_view needed_for);

  Value call(const Value& function, const CallArguments& arguments);
  Value call(const Value& function, std::span<const Value> positional = {},
             std::span<const KeywordValue> keywords = {});
  Value call_method(const Value& object, std::string_view name,
                    std::span<const Value> positional = {});

  /// getattr(object, name): AttributeError when it is missing.
  Value get_attribute(const Value& object, Symbol name);
  Value get_attribute(const Value& object, std::string_view name);
  /// Absent when it is missing.
  Value find_attribute(const Value& object, Symbol name);
  Value find_attribute(const Value& object, std::string_view name);
  void set_attribute(const Value& object, Symbol name, const Value& value);
  void delete_attribute(const Value& object, Symbol name);
  Value get_item(const Value& object, const Value& key);
  void set_item(const Value& object, const Value& key, const Value& value);
  void delete_item(const Value& object, const Value& key);

  /// iter(value); TypeError when it is not iterable.
  Value iterate(const Value& value);
  /// False at the end.
  bool next(const Value& iterator, Value& item);
  /// list(value) as C++ values.
  ValueList items_of(const Value& value);
  std::int64_t length(const Value& value);
  bool truth(const Value& value);
  std::string repr(const Value& value);
  std::string str(const Value& value);
  std::string format(const Value& value, std::string_view spec);
  std::uint64_t hash(const Value& value);
  /// a == b as a bool.
  bool equal(const Value& left, const Value& right);
  bool less(const Value& left, const Value& right);
  bool contains(const Value& container, const Value& item);
  Value binary(Operator op, const Value& left, const Value& right);
  Value in_place(Operator op, const Value& left, const Value& right);
  Value compare(CompareOperator op, const Value& left, const Value& right);
  Value unary(UnaryOperator op, const Value& operand);
  /// As binary() and compare(), but absent where they raise TypeError.
  Value try_binary(Operator op, const Value& left, const Value& right);
  Value try_compare(CompareOperator op, const Value& left, const Value& right);

  /// "str", "Column": for messages.
  std::string_view type_name(const Value& value);
  /// type(value).
  Value type_of(const Value& value);
  bool is_instance(const Value& value, const Value& class_or_tuple);
  bool is_instance(const Value& value, const NativeClassSpec& spec);
  bool is_subclass(const Value& cls, const Value& class_or_tuple);
  bool is_exception(const Value& value, Builtin type);

  /// The class of a built-in exception, and of a native class.
  ClassObject& builtin_class(Builtin type);
  ClassObject& native_class(const NativeClassSpec& spec);
  /// A plain class that only has a name: for type() of native objects.
  ClassObject& named_class(std::string_view name);
  /// `object`.
  ClassObject& object_class();

  /// The module of a dotted name, native, of the project, or an Unknown.
  Value import_module(std::string_view dotted);
  /// Makes an unknown value, unless the user supplied it.
  Value make_unknown(std::string name, UnknownObject::Step step, Ref<UnknownObject> base,
                     Origin imported_at, std::string reason = {});

  /// Counts towards the limits; native loops that may be long call it once a turn.
  void step();
  /// Throws Error{limit} when `bytes` more would be too much.
  void check_memory(std::int64_t bytes);
  [[noreturn]] void fail_memory();

  /// `Ellipsis` or `NotImplemented`.
  Value builtin_singleton(std::string_view name);

  State& state() { return *state_; }

  /// Turns a script's exception into the Error that a user sees.
  [[noreturn]] void throw_as_error(const PythonError& error);

 private:
  Heap heap_;
  Host& host_;
  InterpreterOptions options_;
  void* context_;
  std::unique_ptr<State> state_;
};

/// The singletons `NotImplemented` and `...`.
Value not_implemented(Interpreter& interpreter);
Value ellipsis(Interpreter& interpreter);
bool is_not_implemented(const Value& value);

/// The text of a str (or of an instance of a subclass of str), or null.
const std::string* string_of(const Value& value);
/// The number of an int, bool or an instance of a subclass of int.
std::optional<std::int64_t> integer_of(const Value& value);
/// The float, or int as float.
std::optional<double> real_of(const Value& value);
/// The str, int, list, ... that an instance of a subclass of these stands for; else itself.
const Value& unwrap(const Value& value);

}  // namespace retort::python
