// Tables of native functions and methods, each written as its Python signature and its code:
//
//     static const MemberTable kMembers = {
//         method<"drop_table(table_name, *, schema=, if_exists=, **kw)", drop_table>(),
//     };
//
// The code takes the matched Arguments; the signature gives the name and the parameters.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "python/classes.h"
#include "script/arguments.h"

namespace retort::script {

/// A text that can be a template argument.
template <std::size_t size>
struct SignatureText {
  char text[size];
  consteval SignatureText(const char (&source)[size]) {  // NOLINT: as of a literal
    std::copy_n(source, size, text);
  }
  constexpr std::size_t name_size() const {
    std::size_t end = 0;
    while (text[end] != '\0' && text[end] != '(') ++end;
    return end;
  }
};

template <SignatureText signature>
struct SignatureName {
  static constexpr auto make() {
    std::array<char, signature.name_size() + 1> name{};
    std::copy_n(signature.text, signature.name_size(), name.begin());
    return name;
  }
  static constexpr auto value = make();
};

using NativeCode = python::Value (*)(Arguments& arguments);

template <SignatureText signature, NativeCode code>
python::Value call_native(python::Interpreter& interpreter, const python::CallArguments& call) {
  Arguments arguments(interpreter, signature.text, call);
  return code(arguments);
}

template <SignatureText signature, NativeCode code>
python::NativeMember member(python::NativeMember::Kind kind) {
  python::NativeMember result{};
  result.kind = kind;
  result.name = SignatureName<signature>::value.data();
  result.function = call_native<signature, code>;
  return result;
}

/// A function of a module, or a static method of a class.
template <SignatureText signature, NativeCode code>
python::NativeMember function() {
  return member<signature, code>(python::NativeMember::Kind::function);
}
template <SignatureText signature, NativeCode code>
python::NativeMember method() {
  return member<signature, code>(python::NativeMember::Kind::method);
}
template <SignatureText signature, NativeCode code>
python::NativeMember class_method() {
  return member<signature, code>(python::NativeMember::Kind::class_method);
}
/// `property<"name()", code>()`: called with the instance as self.
template <SignatureText signature, NativeCode code>
python::NativeMember property() {
  return member<signature, code>(python::NativeMember::Kind::property);
}
/// A value that is made when it is first asked for.
inline python::NativeMember lazy_value(const char* name, python::NativeValue create) {
  python::NativeMember result{};
  result.kind = python::NativeMember::Kind::value;
  result.name = name;
  result.create = create;
  return result;
}

}  // namespace retort::script
