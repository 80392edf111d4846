// Interned identifiers. The table is process-wide, only grows, and may be used by any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace retort::python {

/// One interned text. Lives until the process ends.
struct SymbolEntry {
  std::uint32_t id;  ///< Dense, from 0 in the order of first use.
  std::string_view text;
};

/// An identifier: equal texts are the same Symbol, so comparison is one pointer comparison.
/// A default-constructed Symbol stands for "no name".
class Symbol {
 public:
  constexpr Symbol() = default;
  constexpr explicit Symbol(const SymbolEntry* entry) : entry_(entry) {}

  /// REQUIRES: not empty.
  std::uint32_t id() const { return entry_->id; }
  std::string_view text() const { return entry_ ? entry_->text : std::string_view(); }
  explicit operator bool() const { return entry_ != nullptr; }

  friend bool operator==(Symbol, Symbol) = default;

 private:
  const SymbolEntry* entry_ = nullptr;
};

/// The Symbol of `text`, which is copied on first use. Cheap for texts this thread used before.
Symbol intern(std::string_view text);

}  // namespace retort::python

template <>
struct std::hash<retort::python::Symbol> {
  std::size_t operator()(retort::python::Symbol symbol) const noexcept {
    return symbol ? symbol.id() : static_cast<std::size_t>(-1);
  }
};
