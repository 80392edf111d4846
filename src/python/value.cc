// The heap's bookkeeping and the default answers of Object.
#include "python/value.h"

#include <algorithm>
#include <array>
#include <utility>

#include "python/classes.h"
#include "python/interpreter.h"
#include "python/objects.h"

namespace retort::python {

thread_local std::int64_t Heap::bytes_ = 0;
thread_local Heap* Heap::current_ = nullptr;

namespace {

/// A block that was given back, in the list of its size.
struct FreeBlock {
  FreeBlock* next;
};

constexpr std::size_t kBlockStep = 16;
constexpr std::size_t kBlockSizes = 33;  // Of the multiples of kBlockStep below this one.

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kKeepsBlocks = false;  // The sanitizer watches what is given back.
#else
constexpr bool kKeepsBlocks = true;
#endif

thread_local std::array<FreeBlock*, kBlockSizes> free_blocks{};

std::size_t block_size(std::size_t bytes) {
  return (std::max<std::size_t>(bytes, 1) + kBlockStep - 1) / kBlockStep;
}

void free_kept_blocks() {
  for (FreeBlock*& first : free_blocks) {
    while (first != nullptr) ::operator delete(std::exchange(first, first->next));
  }
}

}  // namespace

Heap::Heap() : previous_(current_) {
  current_ = this;
}

Heap::~Heap() {
  release_all();
  current_ = previous_;
  if (current_ == nullptr) free_kept_blocks();
}

void* Heap::take(std::size_t bytes) {
  account(static_cast<std::int64_t>(bytes));
  const std::size_t size = block_size(bytes);
  if (size >= kBlockSizes) return ::operator new(bytes);
  FreeBlock*& first = free_blocks[size];
  if (first != nullptr) return std::exchange(first, first->next);
  return ::operator new(size* kBlockStep);
}

void Heap::give(void* memory, std::size_t bytes) {
  account(-static_cast<std::int64_t>(bytes));
  const std::size_t size = block_size(bytes);
  if (!kKeepsBlocks || size >= kBlockSizes || current_ == nullptr || memory == nullptr) {
    return ::operator delete(memory);
  }
  free_blocks[size] = new (memory) FreeBlock{free_blocks[size]};
}

void Heap::link(TrackedObject& object) {
  object.heap_ = this;
  object.next_ = first_;
  if (first_ != nullptr) first_->previous_ = &object;
  first_ = &object;
}

// Every object is held while references are given up, so that none goes away under the walk; what
// was only kept by a cycle ends when the hold does.
void Heap::release_all() {
  std::vector<Ref<TrackedObject>> held;
  for (TrackedObject* object = first_; object != nullptr; object = object->next_) {
    held.emplace_back(object);
  }
  for (const Ref<TrackedObject>& object : held) object->release_references();
  held.clear();
  // What remains is held from outside of this heap; it outlives the heap.
  while (first_ != nullptr) {
    TrackedObject* object = first_;
    first_ = object->next_;
    object->heap_ = nullptr;
    object->next_ = object->previous_ = nullptr;
  }
}

namespace {

constexpr int kDeepestEnd = 40;
thread_local int ends = 0;              // nested ends of objects
thread_local std::vector<Object*> due;  // objects whose end was put off

}  // namespace

void Object::destroy() {
  if (ends >= kDeepestEnd) {
    due.push_back(this);
    return;
  }
  ++ends;
  delete this;
  while (ends == 1 && !due.empty()) {
    Object* next = due.back();
    due.pop_back();
    delete next;
  }
  --ends;
}

TrackedObject::TrackedObject(ObjectKind kind) : Object(kind) {
  if (Heap* heap = Heap::current(); heap != nullptr) heap->link(*this);
}

TrackedObject::~TrackedObject() {
  if (heap_ == nullptr) return;
  if (previous_ != nullptr) {
    previous_->next_ = next_;
  } else {
    heap_->first_ = next_;
  }
  if (next_ != nullptr) next_->previous_ = previous_;
}

Value Value::string(std::string text) {
  return make<StringObject>(std::move(text));
}

const Value* CallArguments::keyword(std::string_view name) const {
  for (const KeywordValue& item : keywords) {
    if (item.name.text() == name) return &item.value;
  }
  return nullptr;
}

Value Object::type_of(Interpreter& interpreter) {
  return Value(&interpreter.named_class(type_name()));
}

Value Object::get_attribute(Interpreter& interpreter, Symbol name) {
  if (name.text() == "__class__") return type_of(interpreter);
  return Value::absent();
}

bool Object::set_attribute(Interpreter&, Symbol, const Value&) {
  return false;
}
bool Object::delete_attribute(Interpreter&, Symbol) {
  return false;
}
std::vector<Symbol> Object::attribute_names(Interpreter&) {
  return {};
}

Value Object::call(Interpreter& interpreter, const CallArguments&) {
  interpreter.raise(Builtin::TypeError,
                    "'" + std::string(type_name()) + "' object is not callable");
}

Value Object::get_item(Interpreter&, const Value&) {
  return Value::absent();
}
bool Object::set_item(Interpreter&, const Value&, const Value&) {
  return false;
}
bool Object::delete_item(Interpreter&, const Value&) {
  return false;
}
Value Object::iterate(Interpreter&) {
  return Value::absent();
}

bool Object::next(Interpreter& interpreter, Value&) {
  interpreter.raise(Builtin::TypeError,
                    "'" + std::string(type_name()) + "' object is not an iterator");
}

std::int64_t Object::length(Interpreter&) {
  return -1;
}
bool Object::truth(Interpreter& interpreter) {
  return length(interpreter) != 0;
}

std::string Object::repr(Interpreter&) {
  return "<" + std::string(type_name()) + " object>";
}
std::string Object::str(Interpreter& interpreter) {
  return repr(interpreter);
}

std::string Object::format(Interpreter& interpreter, std::string_view spec) {
  if (!spec.empty()) {
    interpreter.raise(Builtin::TypeError, "unsupported format string passed to " +
                                              std::string(type_name()) + ".__format__");
  }
  return str(interpreter);
}

std::uint64_t Object::hash(Interpreter&) {
  return reinterpret_cast<std::uintptr_t>(this) >> 4U;
}

Value Object::binary(Interpreter&, Operator, const Value&, bool) {
  return Value::absent();
}
Value Object::in_place(Interpreter& interpreter, Operator op, const Value& other) {
  return binary(interpreter, op, other, false);
}
Value Object::compare(Interpreter&, CompareOperator, const Value&) {
  return Value::absent();
}
Value Object::contains(Interpreter&, const Value&) {
  return Value::absent();
}
Value Object::unary(Interpreter&, UnaryOperator) {
  return Value::absent();
}
Value Object::enter(Interpreter&) {
  return Value::absent();
}
bool Object::exit(Interpreter&, const Value&) {
  return false;
}
int Object::instance_check(Interpreter&, const Value&) {
  return -1;
}

}  // namespace retort::python
