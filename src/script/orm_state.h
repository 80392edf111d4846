// What the ORM keeps of its instances: which database row each one is, without keeping it alive.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "python/classes.h"

namespace retort::script {

extern const python::NativeClassSpec kIdentityMapClass;
extern const python::NativeClassSpec kMappedObjectClass;

/// The instances of a session by the key of their row. It does not own those of declarative
/// classes: an instance that nobody holds disappears from it, so that reading a large table takes
/// constant memory.
class IdentityMap final : public python::Instance {
 public:
  using Instance::Instance;

  /// Null when there is none.
  python::Instance* find(python::Interpreter& interpreter, const python::Value& key);
  /// Puts the instance under the key; out of the map where it was before.
  void add(python::Interpreter& interpreter, const python::Value& key, python::Instance& object);
  void remove(const python::Instance& object);
  python::ValueList objects() const;
  python::ValueList keys() const;
  std::size_t size() const { return entries_.size(); }
  void release_references() override;

 private:
  struct Entry {
    python::Value key;
    python::Instance* object;
    python::Value owned;  ///< The object, when it cannot tell of its end.
  };
  std::unordered_multimap<std::uint64_t, Entry> entries_;
  std::unordered_map<const python::Instance*, std::uint64_t> hashes_;
};

/// An instance of a declarative class: tells its identity map when it goes.
class MappedObject final : public python::Instance {
 public:
  using Instance::Instance;
  ~MappedObject() override;
  void release_references() override;

  python::Ref<IdentityMap> map;  ///< Null outside of one.
};

}  // namespace retort::script
