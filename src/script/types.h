// SQL types as Python objects: the classes of `sqlalchemy.types` and of the dialects, and classes
// of scripts that derive from them.
#pragma once

#include <span>
#include <string_view>

#include "python/classes.h"
#include "schema/type.h"

namespace retort::script {

struct TypeClass;

/// An instance of a type class, or of a script's subclass of one.
class TypeObject final : public python::Instance {
 public:
  TypeObject(python::Ref<python::ClassObject> object_class, const TypeClass& native)
      : Instance(std::move(object_class)), type_class(&native) {}
  const TypeClass* type_class;
  schema::Type type;
  /// Of a Python enum class given to Enum(); absent without one.
  python::Value enum_class = python::Value::absent();
  /// A generic Enum is made into PostgreSQL's at its first use, and assigning changes that no more.
  std::optional<schema::Type> of_database;
  /// TypeDecorator and UserDefinedType: the arguments, for the implementing type.
  python::ValueList positional;
  std::vector<python::KeywordValue> keywords;

  python::Value get_attribute(python::Interpreter& interpreter, python::Symbol name) override;
  /// What a class of a script sets itself stands before what a type of SQLAlchemy has of that name.
  bool set_attribute(python::Interpreter& interpreter, python::Symbol name,
                     const python::Value& value) override;
  std::string repr(python::Interpreter& interpreter) override;
  std::string str(python::Interpreter& interpreter) override;
  void release_references() override;
};

/// Where a type class is imported from.
enum class TypeModule : std::uint8_t { generic, postgresql, mysql, sqlite };

/// Whether a value is a type: a type object, or a class of types.
bool is_type(python::Interpreter& interpreter, const python::Value& value);
/// The type that a value stands for: a type object, a class (used without parentheses), a script's
/// class, or an unknown value for which the user named a type (`--type`).
schema::Type type_of_value(python::Interpreter& interpreter, const python::Value& value);
/// The same; Null kind for None and a null pointer.
schema::Type optional_type(python::Interpreter& interpreter, const python::Value* value);
/// The Python object of a type.
python::Value make_type_object(python::Interpreter& interpreter, const schema::Type& type);

/// The type class of that name in a module, or absent.
python::Value find_type_class(python::Interpreter& interpreter, TypeModule module,
                              std::string_view name);

}  // namespace retort::script
