#include "script/script_directory.h"

#include <string>

#include "python/interpreter.h"
#include "python/parser.h"
#include "script/native.h"
#include "script/run.h"
#include "script/tables.h"

namespace retort::script {

using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::Ref;
using python::Value;

namespace {

struct FoundScript {
  std::string revision;
  SourcePtr source;
};
using ScriptObject = ItemObject<FoundScript>;

const FoundScript& found(const Arguments& arguments) {
  return arguments.self_as<ScriptObject>().item;
}

Value script_revision(Arguments& arguments) {
  return Value::string(found(arguments).revision);
}
Value script_path(Arguments& arguments) {
  return Value::string(found(arguments).source->path);
}
/// Each file is one module, however often it is asked for.
Value script_module(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const FoundScript& script = found(arguments);
  auto& modules = interpreter.context<Run>().revision_modules;
  const auto [at, added] = modules.try_emplace(script.revision, Value::absent());
  if (added) {
    const std::string name = script.revision + "_py";
    at->second =
        interpreter.run_module(python::parse_module(script.source), name, script.source->path);
  }
  return at->second;
}
const MemberTable& script_members() {
  static const MemberTable kMembers = {
      property<"revision()", script_revision>(),
      property<"path()", script_path>(),
      property<"module()", script_module>(),
  };
  return kMembers;
}
const NativeClassSpec kScriptClass = {"Script", "alembic.script.base", nullptr, &script_members()};

Value get_revision(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const Value id = arguments["id_"];
  interpreter.need_known(id, "get_revision()");
  const std::string text = interpreter.str(id);
  SourcePtr source = interpreter.context<Run>().revision_source(text);
  if (source == nullptr) {
    interpreter.fail(ErrorCode::script, "Can't locate revision identified by '" + text + "'",
                     "get_revision() takes the whole id of a revision with a Python file");
  }
  return python::make<ScriptObject>(Ref(&interpreter.native_class(kScriptClass)),
                                    FoundScript{text, std::move(source)});
}

const MemberTable& directory_members() {
  static const MemberTable kMembers = {method<"get_revision(id_)", get_revision>()};
  return kMembers;
}
const NativeClassSpec kDirectoryClass = {"ScriptDirectory", "alembic.script.base", nullptr,
                                         &directory_members()};

}  // namespace

Value script_directory(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  if (!interpreter.context<Run>().revision_source) return Value::none();
  return python::make<python::Instance>(Ref(&interpreter.native_class(kDirectoryClass)));
}

}  // namespace retort::script
