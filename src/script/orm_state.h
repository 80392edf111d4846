// What the ORM keeps of its instances: which database row each one is, without keeping it alive.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "python/classes.h"

namespace retort::script {

extern const python::NativeClassSpec kIdentityMapClass;
extern const python::NativeClassSpec kStateClass;

/// The instances of a session by the key of their row. It does not own them: an instance that
/// nobody holds disappears from it, so that reading a large table takes constant memory.
class IdentityMap final : public python::Instance {
 public:
  using Instance::Instance;

  /// Null when there is none.
  python::Instance* find(python::Interpreter& interpreter, const python::Value& key);
  void add(python::Interpreter& interpreter, const python::Value& key, python::Instance& object);
  void erase(std::uint64_t hash, const python::Instance* object);
  python::ValueList objects() const;
  std::size_t size() const { return entries_.size(); }
  void release_references() override;

 private:
  struct Entry {
    python::Value key;
    python::Instance* object;
  };
  std::unordered_multimap<std::uint64_t, Entry> entries_;
};

/// `_sa_instance_state` of an instance, which owns it: takes the instance out of the identity map
/// when it goes. What else is known of the instance are Python attributes.
class StateObject final : public python::Instance {
 public:
  using Instance::Instance;
  ~StateObject() override;

  /// Puts the instance under the key; out of the map where it was before.
  void enter_map(python::Interpreter& interpreter, python::Ref<IdentityMap> map,
                 const python::Value& key, python::Instance& object);
  void leave_map();
  void release_references() override;

 private:
  python::Ref<IdentityMap> map_;
  std::uint64_t hash_ = 0;
  const python::Instance* object_ = nullptr;
};

}  // namespace retort::script
