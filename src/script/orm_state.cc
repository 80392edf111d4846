#include "script/orm_state.h"

#include "python/interpreter.h"
#include "script/native.h"

namespace retort::script {

using python::CallArguments;
using python::ClassObject;
using python::Instance;
using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::Ref;
using python::Value;

Instance* IdentityMap::find(Interpreter& interpreter, const Value& key) {
  const auto [begin, end] = entries_.equal_range(interpreter.hash(key));
  for (auto entry = begin; entry != end; ++entry) {
    if (interpreter.equal(entry->second.key, key)) return entry->second.object;
  }
  return nullptr;
}

void IdentityMap::add(Interpreter& interpreter, const Value& key, Instance& object) {
  remove(object);
  auto* mapped = dynamic_cast<MappedObject*>(&object);
  if (mapped && mapped->map) mapped->map->remove(object);
  const std::uint64_t hash = interpreter.hash(key);
  entries_.emplace(hash, Entry{key, &object, mapped ? Value() : Value(&object)});
  hashes_.emplace(&object, hash);
  if (mapped) mapped->map = Ref<IdentityMap>(this);
}

void IdentityMap::remove(const Instance& object) {
  const auto known = hashes_.find(&object);
  if (known == hashes_.end()) return;
  const auto [begin, end] = entries_.equal_range(known->second);
  hashes_.erase(known);
  for (auto entry = begin; entry != end; ++entry) {
    if (entry->second.object != &object) continue;
    const Entry gone = std::move(entry->second);  // Its end may come back here.
    entries_.erase(entry);
    return;
  }
}

python::ValueList IdentityMap::objects() const {
  python::ValueList result;
  for (const auto& [hash, entry] : entries_) result.push_back(Value(entry.object));
  return result;
}

python::ValueList IdentityMap::keys() const {
  python::ValueList result;
  for (const auto& [hash, entry] : entries_) result.push_back(entry.key);
  return result;
}

void IdentityMap::release_references() {
  entries_.clear();
  hashes_.clear();
  Instance::release_references();
}

MappedObject::~MappedObject() {
  if (map) map->remove(*this);
}

void MappedObject::release_references() {
  map = nullptr;
  Instance::release_references();
}

namespace {

template <class Object>
Value construct(Interpreter&, ClassObject& cls, const CallArguments&) {
  return python::make<Object>(Ref<ClassObject>(&cls));
}

Value map_get(Arguments& arguments) {
  Instance* found =
      arguments.self_as<IdentityMap>().find(arguments.interpreter(), arguments["key"]);
  return found ? Value(found) : Value::none();
}
Value map_add(Arguments& arguments) {
  arguments.self_as<IdentityMap>().add(arguments.interpreter(), arguments["key"],
                                       *arguments["object"].try_as<Instance>());
  return Value::none();
}
Value map_remove(Arguments& arguments) {
  auto* object = arguments["object"].try_as<Instance>();
  arguments.self_as<IdentityMap>().remove(*object);
  if (auto* mapped = dynamic_cast<MappedObject*>(object)) mapped->map = nullptr;
  return Value::none();
}
Value map_values(Arguments& arguments) {
  return python::make_list(arguments.self_as<IdentityMap>().objects());
}
Value map_keys(Arguments& arguments) {
  return python::make_list(arguments.self_as<IdentityMap>().keys());
}
Value map_size(Arguments& arguments) {
  return Value::integer(static_cast<std::int64_t>(arguments.self_as<IdentityMap>().size()));
}
const MemberTable& map_members() {
  static const MemberTable kMembers = {
      method<"get(key)", map_get>(),          method<"add(key, object)", map_add>(),
      method<"remove(object)", map_remove>(), method<"values()", map_values>(),
      method<"size()", map_size>(),           method<"keys()", map_keys>(),
  };
  return kMembers;
}

}  // namespace

const NativeClassSpec kIdentityMapClass = {"IdentityMap", "sqlalchemy.orm.identity", nullptr,
                                           &map_members(), construct<IdentityMap>};
const NativeClassSpec kMappedObjectClass = {"MappedObject", "sqlalchemy.orm.identity", nullptr,
                                            nullptr, construct<MappedObject>};

}  // namespace retort::script
