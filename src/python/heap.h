// Bookkeeping of the values of one interpreter: an approximate count of bytes, and a list of every
// object that can hold others, so that reference cycles end with the interpreter. Small blocks of
// memory are kept for the next value of their size.
//
// A Heap belongs to one thread. The heap that new objects join is the thread's current one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>

namespace retort::python {

class TrackedObject;

/// Counts bytes and links tracked objects. While it is alive it is the thread's current heap;
/// heaps of one thread end in reverse order of their making.
class Heap {
 public:
  Heap();
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  /// Approximate bytes of live values that were made on this thread.
  static std::int64_t bytes() { return bytes_; }
  static void account(std::int64_t change) { bytes_ += change; }
  static Heap* current() { return current_; }
  /// Bytes of live values on this thread beyond which containers fail to grow (std::bad_alloc).
  void set_limit(std::int64_t bytes) { limit_ = bytes; }
  static void check(std::size_t bytes) {
    if (bytes >= kLargeBlock && current_ != nullptr &&
        bytes_ + static_cast<std::int64_t>(bytes) > current_->limit_) {
      throw std::bad_alloc();
    }
  }

  /// Counted memory; a small block may be one that was given back before.
  static void* take(std::size_t bytes);
  static void give(void* memory, std::size_t bytes);

  void link(TrackedObject& object);
  /// Breaks every cycle: each tracked object gives up the values it holds.
  void release_all();

 private:
  static constexpr std::size_t kLargeBlock = std::size_t{1} << 16U;  ///< Smaller ones add up first.
  static thread_local std::int64_t bytes_;
  static thread_local Heap* current_;
  Heap* previous_;
  std::int64_t limit_ = std::numeric_limits<std::int64_t>::max();
  TrackedObject* first_ = nullptr;
  friend class TrackedObject;
};

/// Allocator of the containers inside values: counts into Heap::bytes().
template <class T>
struct CountedAllocator {
  using value_type = T;
  CountedAllocator() = default;
  template <class U>
  CountedAllocator(const CountedAllocator<U>&) {}  // NOLINT: conversion is what allocators need
  T* allocate(std::size_t count) {
    Heap::check(count * sizeof(T));
    return static_cast<T*>(Heap::take(count * sizeof(T)));
  }
  void deallocate(T* memory, std::size_t count) { Heap::give(memory, count * sizeof(T)); }
  friend bool operator==(const CountedAllocator&, const CountedAllocator&) { return true; }
};

}  // namespace retort::python
