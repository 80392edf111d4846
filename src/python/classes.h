// Classes, instances, functions, modules and unknown values.
#pragma once

#include <initializer_list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "python/namespace.h"
#include "python/value.h"

namespace retort::python {

class Instance;

/// Code of a native function or method: the receiver of a method is `arguments.self`.
using NativeFunction = Value (*)(Interpreter& interpreter, const CallArguments& arguments);
/// Makes a value when it is first needed.
using NativeValue = Value (*)(Interpreter& interpreter);

/// One name of a native class or module.
struct NativeMember {
  enum class Kind : std::uint8_t {
    function,      ///< Of a module; in a class: a static method.
    method,        ///< Of a class: bound to the instance.
    class_method,  ///< Of a class: bound to the class.
    property,      ///< Of a class: called with the instance as self.
    value,         ///< Made by `create` on first use.
  };
  Kind kind;
  const char* name;
  NativeFunction function = nullptr;
  NativeValue create = nullptr;
};

/// The names of a native class or module: a constant of the process, shared by all interpreters and
/// threads; its index is built on first use.
class MemberTable {
 public:
  MemberTable() = default;
  MemberTable(std::initializer_list<NativeMember> members);
  explicit MemberTable(std::vector<NativeMember> members);
  /// Null when there is none.
  const NativeMember* find(Symbol name) const;
  const std::vector<NativeMember>& members() const { return members_; }

 private:
  void build_index() const;
  std::vector<NativeMember> members_;
  mutable std::once_flag built_;
  mutable std::unordered_map<Symbol, std::size_t> index_;
};

/// What a native class is, once a process. Interpreter::native_class(spec) is the class object.
struct NativeClassSpec {
  const char* name;
  const char* module;                     ///< `__module__`
  const NativeClassSpec* base = nullptr;  ///< Null: object.
  const MemberTable* members = nullptr;
  /// `cls.__new__(...)`: makes the instance, of `cls` or of a script's subclass of it. Null: as the
  /// base's. A subclass's `__init__` in a script is called after it, with the same arguments.
  Value (*construct)(Interpreter& interpreter, ClassObject& cls,
                     const CallArguments& arguments) = nullptr;
  /// A class attribute that is in no table, or absent.
  Value (*missing)(Interpreter& interpreter, ClassObject& cls, Symbol name) = nullptr;
  /// What `super().__init__(...)` of a subclass in a script calls. When it is set and the subclass
  /// has an `__init__`, `construct` gets no arguments.
  Value (*initialize)(Interpreter& interpreter, const CallArguments& arguments) = nullptr;
};

/// A class, native or from a script.
class ClassObject final : public TrackedObject {
 public:
  ClassObject(std::string class_name, std::vector<Ref<ClassObject>> class_bases,
              const NativeClassSpec* native_spec);

  std::string name;
  std::string module;
  std::vector<Ref<ClassObject>> bases;
  std::vector<ClassObject*> mro;  ///< This class first, `object` last.
  Namespace members;
  const NativeClassSpec* native = nullptr;  ///< Null for a class of a script.
  /// An unknown base class, or null: instances are then unknown in what they do not define.
  Value unknown_base = Value::absent();
  bool is_enum = false;
  bool overrides_operators = false;  ///< A script's class in the MRO: look for dunder methods.

  bool is_subclass_of(const ClassObject& other) const;
  bool is_subclass_of(const NativeClassSpec& spec) const;
  /// Along the MRO, unbound; absent when not found.
  Value lookup(Interpreter& interpreter, Symbol name);
  /// The same, starting behind `after` in the MRO: for super().
  Value lookup_after(Interpreter& interpreter, const ClassObject* after, Symbol name);
  /// In this class only.
  Value own(Interpreter& interpreter, Symbol name);

  std::string_view type_name() const override { return "type"; }
  Value type_of(Interpreter& interpreter) override;
  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  bool set_attribute(Interpreter& interpreter, Symbol name, const Value& value) override;
  bool delete_attribute(Interpreter& interpreter, Symbol name) override;
  std::vector<Symbol> attribute_names(Interpreter& interpreter) override;
  bool is_callable() const override { return true; }
  Value call(Interpreter& interpreter, const CallArguments& arguments) override;
  Value get_item(Interpreter& interpreter, const Value& key) override;
  Value iterate(Interpreter& interpreter) override;
  std::int64_t length(Interpreter& interpreter) override;
  bool truth(Interpreter& interpreter) override;
  std::string repr(Interpreter& interpreter) override;
  Value binary(Interpreter& interpreter, Operator op, const Value& other, bool reflected) override;
  Value contains(Interpreter& interpreter, const Value& item) override;
  int instance_check(Interpreter& interpreter, const Value& value) override;
  void release_references() override;
};

/// An object of a class: attributes, and the methods of its class. Native classes that scripts can
/// subclass or give attributes to derive from it. Each hook looks first for the dunder method in
/// the script's classes, then at `payload`; override a hook and call Instance's to keep that.
class Instance : public TrackedObject {
 public:
  explicit Instance(Ref<ClassObject> instance_class)
      : TrackedObject(ObjectKind::instance), cls(std::move(instance_class)) {}

  Ref<ClassObject> cls;
  Namespace attributes;
  /// The str, int, float, dict, ... of an instance of a subclass of these; else absent.
  Value payload = Value::absent();

  std::string_view type_name() const override { return cls->name; }
  Value type_of(Interpreter& interpreter) override;
  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  bool set_attribute(Interpreter& interpreter, Symbol name, const Value& value) override;
  bool delete_attribute(Interpreter& interpreter, Symbol name) override;
  std::vector<Symbol> attribute_names(Interpreter& interpreter) override;
  bool is_callable() const override;
  Value call(Interpreter& interpreter, const CallArguments& arguments) override;
  Value get_item(Interpreter& interpreter, const Value& key) override;
  bool set_item(Interpreter& interpreter, const Value& key, const Value& value) override;
  bool delete_item(Interpreter& interpreter, const Value& key) override;
  Value iterate(Interpreter& interpreter) override;
  bool next(Interpreter& interpreter, Value& item) override;
  bool is_iterator() const override;
  std::int64_t length(Interpreter& interpreter) override;
  bool truth(Interpreter& interpreter) override;
  std::string repr(Interpreter& interpreter) override;
  std::string str(Interpreter& interpreter) override;
  std::string format(Interpreter& interpreter, std::string_view spec) override;
  std::uint64_t hash(Interpreter& interpreter) override;
  Value binary(Interpreter& interpreter, Operator op, const Value& other, bool reflected) override;
  Value in_place(Interpreter& interpreter, Operator op, const Value& other) override;
  Value compare(Interpreter& interpreter, CompareOperator op, const Value& other) override;
  Value contains(Interpreter& interpreter, const Value& item) override;
  Value unary(Interpreter& interpreter, UnaryOperator op) override;
  Value enter(Interpreter& interpreter) override;
  bool exit(Interpreter& interpreter, const Value& exception) override;
  void release_references() override;

  /// The bound dunder method of a script's class, or absent.
  Value special_method(Interpreter& interpreter, Symbol name);
};

/// A native function, or a native method bound to its receiver.
class NativeFunctionObject final : public TrackedObject {
 public:
  NativeFunctionObject(std::string_view function_name, NativeFunction code, Value receiver)
      : TrackedObject(ObjectKind::function),
        name(function_name),
        function(code),
        self(std::move(receiver)) {}
  const std::string name;
  const NativeFunction function;
  Value self;              ///< Absent for a plain function.
  bool is_method = false;  ///< Unbound: takes its receiver from the first argument.

  std::string_view type_name() const override { return "builtin_function_or_method"; }
  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  bool is_callable() const override { return true; }
  Value call(Interpreter& interpreter, const CallArguments& arguments) override;
  std::string repr(Interpreter& interpreter) override;
  void release_references() override { self = Value(); }
};

/// A script's function (or native method) with its receiver.
class BoundMethod final : public TrackedObject {
 public:
  BoundMethod(Value callee, Value receiver)
      : TrackedObject(ObjectKind::function),
        function(std::move(callee)),
        self(std::move(receiver)) {}
  Value function;
  Value self;

  std::string_view type_name() const override { return "method"; }
  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  bool is_callable() const override { return true; }
  Value call(Interpreter& interpreter, const CallArguments& arguments) override;
  std::string repr(Interpreter& interpreter) override;
  Value compare(Interpreter& interpreter, CompareOperator op, const Value& other) override;
  void release_references() override { function = self = Value(); }
};

/// property, staticmethod and classmethod objects in a class body.
class Descriptor final : public TrackedObject {
 public:
  enum class Kind : std::uint8_t { property, static_method, class_method };
  Descriptor(Kind descriptor_kind, Value get_function)
      : descriptor(descriptor_kind), getter(std::move(get_function)) {}
  const Kind descriptor;
  Value getter;  ///< Or the wrapped function.
  Value setter = Value::absent();
  Value deleter = Value::absent();

  std::string_view type_name() const override;
  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  bool is_callable() const override { return descriptor != Kind::property; }
  Value call(Interpreter& interpreter, const CallArguments& arguments) override;
  void release_references() override { getter = setter = deleter = Value(); }
};

struct Code;

/// A module: native, of the project, or the script itself.
class ModuleObject final : public TrackedObject {
 public:
  explicit ModuleObject(std::string module_name) : name(std::move(module_name)) {}
  const std::string name;  ///< Dotted.
  Namespace globals;
  const MemberTable* native = nullptr;  ///< Names that are made on first use.
  /// A native module's name that is in no table, or absent.
  Value (*missing)(Interpreter& interpreter, ModuleObject& module, Symbol name) = nullptr;

  std::string_view type_name() const override { return "module"; }
  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  bool set_attribute(Interpreter& interpreter, Symbol name, const Value& value) override;
  std::vector<Symbol> attribute_names(Interpreter& interpreter) override;
  std::string repr(Interpreter& interpreter) override;
  void release_references() override;

  /// A project's module that has not run yet: its text, run on first need of a name.
  SourcePtr source;
  std::shared_ptr<const Module> tree;  ///< What ran (keeps the syntax tree alive).
  /// The scopes of its functions, classes and comprehensions, by node: made on first use.
  std::unordered_map<const void*, std::shared_ptr<const Code>> codes;
  bool is_package = false;
  bool running = false;
  /// Why the module stopped half-way; names it does not have are then unknown.
  std::string failure;
  Origin imported_at;  ///< The first import of it.
};

/// A value that only the application knows. Attributes, calls and items of it are unknown too.
class UnknownObject final : public TrackedObject {
 public:
  enum class Step : std::uint8_t { import, attribute, call, item };
  UnknownObject(std::string dotted_name, Origin import_origin, Step last_step)
      : TrackedObject(ObjectKind::unknown),
        name(std::move(dotted_name)),
        imported_at(std::move(import_origin)),
        step(last_step) {}
  /// How it was reached: `app.settings.pg`, `app.types.GUID()`, `app.x['k']`.
  const std::string name;
  const Origin imported_at;
  const Step step;
  std::string reason;       ///< Why it is unknown, if more is known than "cannot be resolved".
  Ref<UnknownObject> base;  ///< What the last step was taken from; null for an import.
  ValueList positional;     ///< Of a call: its arguments.
  std::vector<KeywordValue> keywords;

  std::string_view type_name() const override { return "unknown"; }
  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  bool is_callable() const override { return true; }
  Value call(Interpreter& interpreter, const CallArguments& arguments) override;
  Value get_item(Interpreter& interpreter, const Value& key) override;
  Value iterate(Interpreter& interpreter) override;
  std::int64_t length(Interpreter& interpreter) override;
  bool truth(Interpreter& interpreter) override;
  std::string repr(Interpreter& interpreter) override;
  std::string str(Interpreter& interpreter) override;
  std::string format(Interpreter& interpreter, std::string_view spec) override;
  Value binary(Interpreter& interpreter, Operator op, const Value& other, bool reflected) override;
  Value compare(Interpreter& interpreter, CompareOperator op, const Value& other) override;
  Value contains(Interpreter& interpreter, const Value& item) override;
  Value unary(Interpreter& interpreter, UnaryOperator op) override;
  Value enter(Interpreter& interpreter) override;
  bool set_item(Interpreter& interpreter, const Value& key, const Value& value) override;
  bool set_attribute(Interpreter& interpreter, Symbol name, const Value& value) override;
  int instance_check(Interpreter& interpreter, const Value& value) override;
  void release_references() override;
};

/// What `instance.name` gives for `found` in its class: methods are bound, properties computed.
/// With an absent instance: what `cls.name` gives.
Value bind_attribute(Interpreter& interpreter, const Value& found, const Value& instance,
                     ClassObject& cls);
/// A new instance without `__init__`: what `cls.__new__` gives.
Value construct_instance(Interpreter& interpreter, ClassObject& cls,
                         const CallArguments& arguments);

/// A function from native code; `self` is handed back as arguments.self.
Value make_native_function(std::string_view name, NativeFunction function,
                           Value self = Value::absent());

/// A callable that holds a C++ closure `Value(Interpreter&, const CallArguments&)`. Values captured
/// in it must not lead back to the closure itself.
template <class Function>
class ClosureObject final : public Object {
 public:
  explicit ClosureObject(Function function) : function_(std::move(function)) {}
  std::string_view type_name() const override { return "function"; }
  bool is_callable() const override { return true; }
  Value call(Interpreter& interpreter, const CallArguments& arguments) override {
    return function_(interpreter, arguments);
  }

 private:
  Function function_;
};
template <class Function>
Value make_closure(Function function) {
  return make<ClosureObject<Function>>(std::move(function));
}

}  // namespace retort::python
