// enum.Enum and its kin.
#pragma once

#include "python/classes.h"

namespace retort::python {

extern const NativeClassSpec kEnumClass;
extern const NativeClassSpec kReprEnumClass;
extern const NativeClassSpec kIntEnumClass;
extern const NativeClassSpec kStrEnumClass;
extern const NativeClassSpec kFlagClass;
extern const NativeClassSpec kIntFlagClass;
/// The names of the module `enum`.
extern const MemberTable kEnumModuleMembers;

/// Turns the plain values in the body of a new enum class into members.
void finish_enum_class(Interpreter& interpreter, ClassObject& cls);
/// The members in the order of definition, without aliases.
ValueList enum_members(const ClassObject& cls);
/// `member.value`.
Value enum_value(const Value& member);
/// `Cls.NAME`, `Cls.__members__`, or absent.
Value enum_class_attribute(Interpreter& interpreter, ClassObject& cls, Symbol name);
/// `Cls(value)`, or the functional form `Enum("Name", "A B")`.
Value enum_class_call(Interpreter& interpreter, ClassObject& cls, const CallArguments& arguments);
/// What `object.__new__(cls)` gives to a class's own `__new__` while its members are made: the
/// member itself, which a further argument gives its text or number. Absent at other times.
Value enum_member_being_made(Interpreter& interpreter, const ClassObject& cls,
                             const CallArguments& arguments);
/// `Cls["NAME"]`.
Value enum_class_item(Interpreter& interpreter, ClassObject& cls, const Value& key);

}  // namespace retort::python
