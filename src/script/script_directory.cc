#include "script/script_directory.h"

#include <string>
#include <vector>

#include "python/interpreter.h"
#include "python/objects.h"
#include "python/parser.h"
#include "revision/failure.h"
#include "revision/plan.h"
#include "script/convert.h"
#include "script/exceptions.h"
#include "script/native.h"
#include "script/run.h"
#include "script/tables.h"

namespace retort::script {

using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::Ref;
using python::Value;
using revision::Graph;
using revision::Index;
using revision::Revision;

namespace {

/// A revision of the run's history.
struct FoundScript {
  Index index;
};
using ScriptObject = ItemObject<FoundScript>;

const ScriptHistory& history(const Arguments& arguments) {
  return *arguments.interpreter().context<Run>().history;
}
const Graph& graph(const Arguments& arguments) {
  return history(arguments).graph();
}
const Revision& found(const Arguments& arguments) {
  return graph(arguments)[arguments.self_as<ScriptObject>().item.index];
}

/// What resolves identifiers, with its errors as Alembic's exception.
template <class Task>
auto with_command_errors(const Arguments& arguments, Task&& task) {
  try {
    return task();
  } catch (const Error& error) {
    if (error.code != ErrorCode::command) throw;
    raise_command_error(arguments.interpreter(), error);
  }
}

Value tuple_of_texts(const std::vector<std::string>& texts) {
  python::ValueList items;
  for (const std::string& text : texts) items.push_back(Value::string(text));
  return python::make_tuple(std::move(items));
}
/// None for none, the one text, or a tuple.
Value texts_or_none(const std::vector<std::string>& texts) {
  if (texts.empty()) return Value::none();
  return texts.size() == 1 ? Value::string(texts.front()) : tuple_of_texts(texts);
}
Value set_of_texts(Interpreter& interpreter, const std::vector<std::string>& texts, bool frozen) {
  auto set = python::make<python::SetObject>(frozen);
  for (const std::string& text : texts) set->table.set(interpreter, Value::string(text), Value());
  return set;
}

// ---- Script

Value script_revision(Arguments& arguments) {
  return Value::string(found(arguments).spec.id);
}
Value script_down_revision(Arguments& arguments) {
  return texts_or_none(found(arguments).spec.down_revisions);
}
Value script_dependencies(Arguments& arguments) {
  return texts_or_none(found(arguments).spec.depends_on);
}
Value script_next(Arguments& arguments) {
  return set_of_texts(arguments.interpreter(), graph(arguments).ids(found(arguments).next), true);
}
Value script_labels(Arguments& arguments) {
  const Index index = arguments.self_as<ScriptObject>().item.index;
  return set_of_texts(arguments.interpreter(), graph(arguments).labels(index), false);
}
template <bool (Revision::*is)() const>
Value script_is(Arguments& arguments) {
  return Value::boolean((found(arguments).*is)());
}
Value script_doc(Arguments& arguments) {
  return Value::string(std::string(found(arguments).spec.doc()));
}
Value script_long_doc(Arguments& arguments) {
  return Value::string(found(arguments).spec.long_doc);
}
Value script_path(Arguments& arguments) {
  return Value::string(found(arguments).spec.path);
}
/// Each file is one module, however often it is asked for.
Value script_module(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const std::string& id = found(arguments).spec.id;
  auto& modules = interpreter.context<Run>().revision_modules;
  const auto [at, added] = modules.try_emplace(id, Value::absent());
  if (added) {
    const SourcePtr source = history(arguments).source(id);
    if (source == nullptr) {
      interpreter.fail(ErrorCode::script, "Revision '" + id + "' is no Python file",
                       "`module` is there for migrations that are Python.");
    }
    at->second = interpreter.run_module(python::parse_module(source), id + "_py", source->path);
  }
  return at->second;
}
const MemberTable& script_members() {
  static const MemberTable kMembers = {
      property<"revision()", script_revision>(),
      property<"down_revision()", script_down_revision>(),
      property<"dependencies()", script_dependencies>(),
      property<"nextrev()", script_next>(),
      property<"branch_labels()", script_labels>(),
      property<"is_head()", script_is<&Revision::is_head>>(),
      property<"is_base()", script_is<&Revision::is_base>>(),
      property<"is_branch_point()", script_is<&Revision::is_branch_point>>(),
      property<"is_merge_point()", script_is<&Revision::is_merge_point>>(),
      property<"doc()", script_doc>(),
      property<"longdoc()", script_long_doc>(),
      property<"path()", script_path>(),
      property<"module()", script_module>(),
  };
  return kMembers;
}
const NativeClassSpec kScriptClass = {"Script", "alembic.script.base", nullptr, &script_members()};

Value make_script(const Arguments& arguments, Index index) {
  return python::make<ScriptObject>(Ref(&arguments.interpreter().native_class(kScriptClass)),
                                    FoundScript{index});
}
python::ValueList make_scripts(const Arguments& arguments, const std::vector<Index>& indices) {
  python::ValueList scripts;
  for (const Index index : indices) scripts.push_back(make_script(arguments, index));
  return scripts;
}

// ---- ScriptDirectory

std::vector<std::string> identifiers_of(const Arguments& arguments, const Value& value) {
  Interpreter& interpreter = arguments.interpreter();
  interpreter.need_known(value, "a revision identifier");
  if (value.is_none()) return {"base"};
  return texts_of(interpreter, value, "a revision identifier");
}

std::vector<Index> named(const Arguments& arguments, const std::vector<std::string>& identifiers) {
  return with_command_errors(
      arguments, [&] { return revision::named_revisions(graph(arguments), identifiers); });
}

Value get_revision(Arguments& arguments) {
  const std::vector<std::string> identifiers = identifiers_of(arguments, arguments["id_"]);
  const std::vector<Index> indices = named(arguments, identifiers);
  if (indices.size() > 1) {
    const auto failure =
        revision::Failure::multiple_heads(graph(arguments).ids(indices), identifiers.front());
    raise_command_error(arguments.interpreter(), revision::to_error(failure, {}));
  }
  return indices.empty() ? Value::none() : make_script(arguments, indices.front());
}
Value get_revisions(Arguments& arguments) {
  return python::make_tuple(
      make_scripts(arguments, named(arguments, identifiers_of(arguments, arguments["id_"]))));
}
Value as_revision_number(Arguments& arguments) {
  const std::vector<std::string> identifiers = identifiers_of(arguments, arguments["id_"]);
  const std::vector<std::string> ids = graph(arguments).ids(named(arguments, identifiers));
  if (ids.empty()) return Value::none();
  return identifiers == std::vector<std::string>{"heads"} ? tuple_of_texts(ids)
                                                          : Value::string(ids.front());
}

/// The one identifier of an end of a range.
std::string end_of(const Arguments& arguments, const Value& value) {
  const std::vector<std::string> identifiers = identifiers_of(arguments, value);
  if (identifiers.size() != 1) {
    arguments.interpreter().fail(ErrorCode::unsupported,
                                 "a range of revisions between several ends is not evaluated",
                                 "Give one identifier for each end, such as 'base' and 'heads'.");
  }
  return identifiers.front();
}
std::vector<Index> range(const Arguments& arguments, const std::string& upper,
                         const std::string& lower) {
  return with_command_errors(
      arguments, [&] { return revision::history_range(graph(arguments), lower, upper); });
}

Value walk_revisions(Arguments& arguments) {
  const std::string base = arguments.optional_text("base").value_or("base");
  const std::string head = arguments.optional_text("head").value_or("heads");
  return arguments.interpreter().iterate(
      python::make_list(make_scripts(arguments, range(arguments, head, base))));
}
/// The same, without the lower end unless that is asked for.
Value iterate_revisions(Arguments& arguments) {
  const std::string lower = end_of(arguments, arguments["lower"]);
  std::vector<Index> indices = range(arguments, end_of(arguments, arguments["upper"]), lower);
  if (!arguments.flag("inclusive")) {
    for (const Index end : named(arguments, {lower})) std::erase(indices, end);
  }
  return arguments.interpreter().iterate(python::make_list(make_scripts(arguments, indices)));
}

Value get_heads(Arguments& arguments) {
  const Graph& all = graph(arguments);
  const bool real = arguments.flag("consider_depends_on");
  return python::make_string_list(all.ids(real ? all.real_heads() : all.heads()));
}
Value get_bases(Arguments& arguments) {
  return python::make_string_list(graph(arguments).ids(graph(arguments).bases()));
}
/// The one id, or None; an error when there are several.
Value only(const Arguments& arguments, const std::vector<Index>& indices,
           const std::string& several) {
  if (indices.size() > 1) {
    raise_command_error(arguments.interpreter(), Error(ErrorCode::command, several));
  }
  return indices.empty() ? Value::none() : Value::string(graph(arguments).id(indices.front()));
}
Value get_current_head(Arguments& arguments) {
  return only(arguments, graph(arguments).heads(),
              "The script directory has multiple heads (due to branching).Please use get_heads(), "
              "or merge the branches using alembic merge.");
}
Value get_base(Arguments& arguments) {
  return only(arguments, graph(arguments).bases(),
              "The script directory has multiple bases. Please use get_bases().");
}

Value construct_directory(Interpreter& interpreter, python::ClassObject& cls,
                          const python::CallArguments&) {
  if (interpreter.context<Run>().history == nullptr) {
    return interpreter.make_unknown("alembic.script.ScriptDirectory",
                                    python::UnknownObject::Step::import, nullptr, {},
                                    "the history of migrations is not read here");
  }
  return python::make<python::Instance>(Ref(&cls));
}
Value of_config(Arguments& arguments) {
  return script_directory(arguments.interpreter());
}

const MemberTable& directory_members() {
  static const MemberTable kMembers = {
      class_method<"from_config(config)", of_config>(),
      method<"get_revision(id_)", get_revision>(),
      method<"get_revisions(id_)", get_revisions>(),
      method<"as_revision_number(id_)", as_revision_number>(),
      method<"walk_revisions(base=, head=)", walk_revisions>(),
      method<"iterate_revisions(upper, lower, inclusive=, **kw)", iterate_revisions>(),
      method<"get_heads(consider_depends_on=)", get_heads>(),
      method<"get_bases()", get_bases>(),
      method<"get_current_head()", get_current_head>(),
      method<"get_base()", get_base>(),
  };
  return kMembers;
}

}  // namespace

const NativeClassSpec kScriptDirectoryClass = {"ScriptDirectory", "alembic.script.base", nullptr,
                                               &directory_members(), construct_directory};

Value script_directory(Interpreter& interpreter) {
  return construct_directory(interpreter, interpreter.native_class(kScriptDirectoryClass), {});
}

}  // namespace retort::script
