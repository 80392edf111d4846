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
  entries_.emplace(interpreter.hash(key), Entry{key, &object});
}

void IdentityMap::erase(std::uint64_t hash, const Instance* object) {
  const auto [begin, end] = entries_.equal_range(hash);
  for (auto entry = begin; entry != end; ++entry) {
    if (entry->second.object != object) continue;
    entries_.erase(entry);
    return;
  }
}

python::ValueList IdentityMap::objects() const {
  python::ValueList result;
  for (const auto& [hash, entry] : entries_) result.push_back(Value(entry.object));
  return result;
}

void IdentityMap::release_references() {
  entries_.clear();
  Instance::release_references();
}

StateObject::~StateObject() {
  leave_map();
}

void StateObject::enter_map(Interpreter& interpreter, Ref<IdentityMap> map, const Value& key,
                            Instance& object) {
  leave_map();
  map->add(interpreter, key, object);
  map_ = std::move(map);
  hash_ = interpreter.hash(key);
  object_ = &object;
}

void StateObject::leave_map() {
  if (map_) map_->erase(hash_, object_);
  map_ = nullptr;
}

void StateObject::release_references() {
  map_ = nullptr;
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
Value map_values(Arguments& arguments) {
  return python::make_list(arguments.self_as<IdentityMap>().objects());
}
Value map_size(Arguments& arguments) {
  return Value::integer(static_cast<std::int64_t>(arguments.self_as<IdentityMap>().size()));
}
const MemberTable& map_members() {
  static const MemberTable kMembers = {
      method<"get(key)", map_get>(),
      method<"values()", map_values>(),
      method<"size()", map_size>(),
  };
  return kMembers;
}

/// state.enter(map, key, object)
Value state_enter(Arguments& arguments) {
  Ref<IdentityMap> map(arguments["map"].try_as<IdentityMap>());
  auto* object = arguments["object"].try_as<Instance>();
  arguments.self_as<StateObject>().enter_map(arguments.interpreter(), map, arguments["key"],
                                             *object);
  return Value::none();
}
Value state_leave(Arguments& arguments) {
  arguments.self_as<StateObject>().leave_map();
  return Value::none();
}
const MemberTable& state_members() {
  static const MemberTable kMembers = {
      method<"enter(map, key, object)", state_enter>(),
      method<"leave()", state_leave>(),
  };
  return kMembers;
}

}  // namespace

const NativeClassSpec kIdentityMapClass = {"IdentityMap", "sqlalchemy.orm.identity", nullptr,
                                           &map_members(), construct<IdentityMap>};
const NativeClassSpec kStateClass = {"NativeState", "sqlalchemy.orm.state", nullptr,
                                     &state_members(), construct<StateObject>};

}  // namespace retort::script
