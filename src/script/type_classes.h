// The table of SQLAlchemy's type classes: names, bases, constructors. Built once a process.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "python/classes.h"
#include "schema/type.h"
#include "script/arguments.h"
#include "script/types.h"

namespace retort::script {

struct TypeClass {
  TypeModule module = TypeModule::generic;
  std::string_view name;
  std::string_view base;  ///< In the same table; empty for TypeEngine.
  schema::TypeKind kind = schema::TypeKind::Null;
  std::string_view signature;  ///< Parameter names decide which member of Type they set.
  bool has_labels = false;     ///< Enum classes: positional arguments are values.
  bool is_decorator = false;   ///< TypeDecorator: another type implements it.
  const python::NativeClassSpec* spec = nullptr;

  /// The type without arguments.
  schema::Type make() const;
};

const TypeClass& type_engine_class();
/// Null when there is none.
const TypeClass* type_class_named(TypeModule module, std::string_view name);
/// Null when the class is not a type.
const TypeClass* type_class_of(const python::NativeClassSpec& spec);
/// The class that makes such types: its dialect's own, where the type is said to be of one.
const TypeClass& type_class_of(const schema::Type& type);

/// Uuid(as_uuid=False): its values are str. `varying` says so, which has no meaning of its own
/// there.
bool is_text_uuid(const schema::Type& type);
void make_text_uuid(schema::Type& type);

// Defined by types.cc for the table.
python::Value construct_type(python::Interpreter& interpreter, python::ClassObject& cls,
                             const python::CallArguments& call);
const python::MemberTable& type_members();
/// Those that TypeDecorator adds.
const python::MemberTable& decorator_members();
/// What JSON has besides: NULL.
const python::MemberTable& json_members();

}  // namespace retort::script
