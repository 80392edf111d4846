// A Python value, and the base of every object: what native modules derive from.
//
// Values belong to one thread and to one Interpreter's life: reference counts are not atomic.
// A hook that has nothing to say returns Value::absent(), as Python returns NotImplemented.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <vector>

#include "python/ast.h"
#include "python/heap.h"
#include "python/symbol.h"

namespace retort::python {

class Interpreter;
class Object;
class ClassObject;
struct CallArguments;

/// Intrusive counted pointer to an object; may be null.
template <class T>
class Ref {
 public:
  Ref() = default;
  Ref(std::nullptr_t) {}  // NOLINT: as of a raw pointer
  explicit Ref(T* object) : object_(object) { retain(); }
  Ref(const Ref& other) : object_(other.object_) { retain(); }
  Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  template <class U>
  requires std::is_convertible_v<U*, T*> Ref(const Ref<U>& other)
      : object_(other.get()) {  // NOLINT: as of a raw pointer
    retain();
  }
  ~Ref() { release(); }
  Ref& operator=(Ref other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  T* get() const { return object_; }
  T& operator*() const { return *object_; }
  T* operator->() const { return object_; }
  explicit operator bool() const { return object_ != nullptr; }
  friend bool operator==(const Ref&, const Ref&) = default;

 private:
  void retain() {
    if (object_ != nullptr) object_->retain();
  }
  void release() {
    if (object_ != nullptr) object_->release();
  }
  T* object_ = nullptr;
};

/// None, bool, int (64 bits), float, or a reference to an Object. Or `absent`, which no script ever
/// sees: an unset slot, an attribute that is not there, an operation that is not supported.
class Value {
 public:
  enum class Tag : std::uint8_t { absent, none, boolean, integer, real, object };

  Value() noexcept : tag_(Tag::none), integer_(0) {}
  Value(const Value& other) noexcept : tag_(other.tag_), integer_(other.integer_) { retain(); }
  Value(Value&& other) noexcept : tag_(other.tag_), integer_(other.integer_) {
    other.tag_ = Tag::none;
  }
  template <class T>
  Value(const Ref<T>& object) : tag_(Tag::object), object_(object.get()) {  // NOLINT: is-a value
    retain();
  }
  /// REQUIRES: not null.
  explicit Value(Object* object) : tag_(Tag::object), object_(object) { retain(); }
  ~Value() { release(); }
  Value& operator=(Value other) noexcept {
    std::swap(tag_, other.tag_);
    std::swap(integer_, other.integer_);
    return *this;
  }

  static Value absent() { return {Tag::absent, 0}; }
  static Value none() { return {}; }
  static Value boolean(bool value) { return {Tag::boolean, value ? 1 : 0}; }
  static Value integer(std::int64_t value) { return {Tag::integer, value}; }
  static Value real(double value) {
    Value result;
    result.tag_ = Tag::real;
    result.real_ = value;
    return result;
  }
  /// A str object.
  static Value string(std::string text);
  static Value string(std::string_view text) { return string(std::string(text)); }
  static Value string(const char* text) { return string(std::string(text)); }

  Tag tag() const { return tag_; }
  bool is_absent() const { return tag_ == Tag::absent; }
  bool is_none() const { return tag_ == Tag::none; }
  bool is_boolean() const { return tag_ == Tag::boolean; }
  /// An int that is not a bool.
  bool is_integer() const { return tag_ == Tag::integer; }
  bool is_real() const { return tag_ == Tag::real; }
  bool is_object() const { return tag_ == Tag::object; }
  explicit operator bool() const = delete;  ///< Ask is_absent() or Interpreter::truth().

  /// REQUIRES: is_boolean().
  bool as_boolean() const { return integer_ != 0; }
  /// REQUIRES: is_integer() or is_boolean().
  std::int64_t as_integer() const { return integer_; }
  /// REQUIRES: is_real().
  double as_real() const { return real_; }
  /// REQUIRES: is_object().
  Object& as_object() const { return *object_; }

  /// The object as a T, or null when it is something else.
  template <class T>
  T* try_as() const;

  /// Python's `is`.
  bool is_same(const Value& other) const {
    return tag_ == other.tag_ && integer_ == other.integer_;
  }

 private:
  Value(Tag tag, std::int64_t integer) noexcept : tag_(tag), integer_(integer) {}
  void retain() const;
  void release();

  Tag tag_;
  union {
    std::int64_t integer_;
    double real_;
    Object* object_;
  };
};

using ValueList = std::vector<Value, CountedAllocator<Value>>;

/// What is stored inside objects for faster questions than dynamic_cast answers.
enum class ObjectKind : std::uint8_t {
  other,
  string,
  bytes,
  tuple,
  list,
  dict,
  set,
  function,
  klass,
  instance,
  unknown,
};

/// Base of every object. Native modules derive from it (or from TrackedObject when they hold
/// values, or from Instance when scripts can subclass them) and override the hooks they need; the
/// defaults answer as `object` does.
class Object {
 public:
  explicit Object(ObjectKind kind = ObjectKind::other) : kind_(kind) {}
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;
  virtual ~Object() = default;

  static void* operator new(std::size_t size) { return Heap::take(size); }
  static void operator delete(void* memory, std::size_t size) { Heap::give(memory, size); }

  void retain() { ++references_; }
  void release() {
    if (--references_ == 0) destroy();
  }
  std::uint32_t references() const { return references_; }
  ObjectKind kind() const { return kind_; }

  /// The name of its class, as in messages: "str", "Column".
  virtual std::string_view type_name() const = 0;
  /// What type(x) gives; the default makes a plain class named type_name() once an interpreter.
  virtual Value type_of(Interpreter& interpreter);

  /// Absent when there is none; the caller raises AttributeError.
  virtual Value get_attribute(Interpreter& interpreter, Symbol name);
  /// False when attributes cannot be set; the caller raises AttributeError.
  virtual bool set_attribute(Interpreter& interpreter, Symbol name, const Value& value);
  virtual bool delete_attribute(Interpreter& interpreter, Symbol name);
  /// Names for dir(); need not be complete.
  virtual std::vector<Symbol> attribute_names(Interpreter& interpreter);

  virtual bool is_callable() const { return false; }
  virtual Value call(Interpreter& interpreter, const CallArguments& arguments);

  /// x[key]; absent: the type is not subscriptable.
  virtual Value get_item(Interpreter& interpreter, const Value& key);
  /// False: the type does not support it.
  virtual bool set_item(Interpreter& interpreter, const Value& key, const Value& value);
  virtual bool delete_item(Interpreter& interpreter, const Value& key);

  /// iter(x): a value whose next() works; absent: not iterable.
  virtual Value iterate(Interpreter& interpreter);
  /// Stores the next item and returns true; false at the end. Only on iterators.
  virtual bool next(Interpreter& interpreter, Value& item);
  virtual bool is_iterator() const { return false; }

  /// len(x), or -1 when it has none.
  virtual std::int64_t length(Interpreter& interpreter);
  /// bool(x): by default true unless length() is 0.
  virtual bool truth(Interpreter& interpreter);
  virtual std::string repr(Interpreter& interpreter);
  /// str(x): by default repr().
  virtual std::string str(Interpreter& interpreter);
  /// format(x, spec): by default str(x) when the spec is empty, else TypeError.
  virtual std::string format(Interpreter& interpreter, std::string_view spec);
  /// By default by identity.
  virtual std::uint64_t hash(Interpreter& interpreter);

  /// `self op other`, or `other op self` when reflected. Absent: not supported.
  virtual Value binary(Interpreter& interpreter, Operator op, const Value& other, bool reflected);
  /// `self op= other`; absent: as binary().
  virtual Value in_place(Interpreter& interpreter, Operator op, const Value& other);
  /// Eq, NotEq, Lt, LtE, Gt, GtE only. Absent: not supported (then == is identity).
  /// The result need not be a bool.
  virtual Value compare(Interpreter& interpreter, CompareOperator op, const Value& other);
  /// `item in self`: a bool; absent: by iteration.
  virtual Value contains(Interpreter& interpreter, const Value& item);
  /// Invert, UAdd, USub. Absent: not supported.
  virtual Value unary(Interpreter& interpreter, UnaryOperator op);

  /// `with x as v`: absent from enter: not a context manager. exit gets None or the exception and
  /// returns true to swallow it.
  virtual Value enter(Interpreter& interpreter);
  virtual bool exit(Interpreter& interpreter, const Value& exception);

  /// isinstance(value, self) for objects that act as a class without being a ClassObject; -1: it is
  /// not a class.
  virtual int instance_check(Interpreter& interpreter, const Value& value);

 private:
  /// Deletes the object, the one owner of which is its count. Within many nested ends it is put on
  /// a list instead, which the outermost one works off: so long chains of objects need little
  /// stack.
  void destroy();

  std::uint32_t references_ = 0;
  ObjectKind kind_;
};

template <class T>
T* Value::try_as() const {
  if (tag_ != Tag::object) return nullptr;
  if constexpr (std::is_final_v<T>) {
    return typeid(*object_) == typeid(T) ? static_cast<T*>(object_) : nullptr;
  } else {
    return dynamic_cast<T*>(object_);
  }
}

/// An object that holds values: known to the heap, so that cycles through it can be broken.
class TrackedObject : public Object {
 public:
  explicit TrackedObject(ObjectKind kind = ObjectKind::other);
  ~TrackedObject() override;
  /// Gives up every value held. The object is not used afterwards.
  virtual void release_references() = 0;

 private:
  friend class Heap;
  TrackedObject* previous_ = nullptr;
  TrackedObject* next_ = nullptr;
  Heap* heap_ = nullptr;
};

/// Makes an object: `make<ListObject>(...)`.
template <class T, class... Arguments>
Ref<T> make(Arguments&&... arguments) {
  return Ref<T>(new T(std::forward<Arguments>(arguments)...));
}

inline void Value::retain() const {
  if (tag_ == Tag::object) object_->retain();
}
inline void Value::release() {
  if (tag_ == Tag::object) object_->release();
}

/// One keyword argument.
struct KeywordValue {
  Symbol name;
  Value value;
};

/// The arguments of one call. Views: valid during the call only.
struct CallArguments {
  std::span<const Value> positional;
  std::span<const KeywordValue> keywords;
  /// The receiver of a native method (absent for functions); script functions take it first among
  /// the positional ones.
  Value self = Value::absent();

  /// Null when it was not given.
  const Value* keyword(std::string_view name) const;
};

}  // namespace retort::python
