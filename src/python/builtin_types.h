// The classes of the built-in kinds: what scripts name as `str`, `int`, `dict`, ... and subclass.
#pragma once

#include <cstdint>
#include <string_view>

#include "python/classes.h"

namespace retort::python {

extern const NativeClassSpec kObjectClass;
extern const NativeClassSpec kTypeClass;
extern const NativeClassSpec kNoneClass;
extern const NativeClassSpec kIntegerClass;
extern const NativeClassSpec kBooleanClass;
extern const NativeClassSpec kFloatClass;
extern const NativeClassSpec kStringClass;
extern const NativeClassSpec kBytesClass;
extern const NativeClassSpec kTupleClass;
extern const NativeClassSpec kListClass;
extern const NativeClassSpec kDictClass;
extern const NativeClassSpec kSetClass;
extern const NativeClassSpec kFrozenSetClass;
extern const NativeClassSpec kRangeClass;
extern const NativeClassSpec kPropertyClass;
extern const NativeClassSpec kStaticMethodClass;
extern const NativeClassSpec kClassMethodClass;
extern const NativeClassSpec kFunctionClass;
extern const NativeClassSpec kSuperClass;

/// The methods of each.
extern const MemberTable kObjectMembers;
extern const MemberTable kIntegerMembers;
extern const MemberTable kFloatMembers;
extern const MemberTable kStringMembers;
extern const MemberTable kBytesMembers;
extern const MemberTable kTupleMembers;
extern const MemberTable kListMembers;
extern const MemberTable kDictMembers;
extern const MemberTable kSetMembers;
extern const MemberTable kFrozenSetMembers;

/// A member of a built-in kind, bound to `self`; absent when there is none.
Value bind_native_member(Interpreter& interpreter, const NativeClassSpec& spec, Symbol name,
                         const Value& self);

/// `key` as an index into `length` items: IndexError "<what> index out of range".
std::int64_t sequence_index(Interpreter& interpreter, const Value& key, std::int64_t length,
                            std::string_view what);
/// Bounds `start` and `end` of find(), index(), ...: clamped to 0..length.
struct Bounds {
  std::int64_t begin;
  std::int64_t end;
};
Bounds sequence_bounds(Interpreter& interpreter, const Value& start, const Value& end,
                       std::int64_t length);
/// Python's comparison of two sequences, item by item.
Value compare_sequences(Interpreter& interpreter, CompareOperator op, const ValueList& left,
                        const ValueList& right);
/// The comparison's outcome from an ordering -1, 0, 1.
Value from_ordering(CompareOperator op, int ordering);

}  // namespace retort::python
