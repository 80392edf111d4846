// Memory that is given out piece by piece and freed all at once. Owned by a Module; not for sharing
// between threads while something is still allocated from it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace retort::python {

class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) noexcept = default;
  Arena& operator=(Arena&&) noexcept = default;

  /// Uninitialised memory for `size` bytes, aligned for any node.
  void* allocate(std::size_t size) {
    size = (size + kAlignment - 1) & ~(kAlignment - 1);
    if (size > left_) grow(size);
    void* result = next_;
    next_ += size;
    left_ -= size;
    return result;
  }

  template <class T, class... Arguments>
  T* make(Arguments&&... arguments) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= kAlignment);
    return ::new (allocate(sizeof(T))) T{std::forward<Arguments>(arguments)...};
  }

  /// A copy of `items` that lives as long as the arena.
  template <class T>
  std::span<const T> copy(std::span<const T> items) {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= kAlignment);
    if (items.empty()) return {};
    void* memory = allocate(items.size_bytes());
    std::memcpy(memory, items.data(), items.size_bytes());
    return {static_cast<const T*>(memory), items.size()};
  }

  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    void* memory = allocate(text.size());
    std::memcpy(memory, text.data(), text.size());
    return {static_cast<const char*>(memory), text.size()};
  }

  /// Bytes asked of the system so far.
  std::size_t bytes_reserved() const { return reserved_; }

 private:
  static constexpr std::size_t kAlignment = 8;
  static constexpr std::size_t kFirstBlock = 8 * 1024;
  static constexpr std::size_t kLargestBlock = 256 * 1024;

  void grow(std::size_t size) {
    std::size_t block = blocks_.empty() ? kFirstBlock : reserved_;
    if (block > kLargestBlock) block = kLargestBlock;
    if (block < size) block = size;
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(block));
    next_ = blocks_.back().get();
    left_ = block;
    reserved_ += block;
  }

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
  std::size_t reserved_ = 0;
};

}  // namespace retort::python
