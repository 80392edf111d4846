// Imports. A name is looked for among the native modules, then the project's own modules, which are
// parsed at once but run only when a name of theirs is needed; anything else is an Unknown.
#include <algorithm>

#include "python/evaluator.h"
#include "python/language_modules.h"
#include "python/library.h"
#include "python/module_state.h"
#include "python/names.h"
#include "python/scope.h"

namespace retort::python {
namespace {

const NativeModuleSpec* find_native(const InterpreterOptions& options, std::string_view dotted) {
  const auto search = [&](std::span<const NativeModuleSpec> specs) -> const NativeModuleSpec* {
    for (const NativeModuleSpec& spec : specs) {
      if (dotted == spec.name) return &spec;
    }
    return nullptr;
  };
  for (const auto& specs : options.native_modules) {
    if (const NativeModuleSpec* found = search(specs)) return found;
  }
  if (const NativeModuleSpec* found = search(language_modules())) return found;
  return search(native_library());
}

std::string parent_of(std::string_view dotted) {
  const std::size_t dot = dotted.rfind('.');
  return dot == std::string_view::npos ? "" : std::string(dotted.substr(0, dot));
}

/// The folder of a file; `.` for a name alone.
std::string parent_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? "." : std::string(path.substr(0, slash));
}

}  // namespace

Ref<ModuleObject> make_project_module(Interpreter& interpreter, std::string_view dotted,
                                      const ModuleSource& found) {
  Ref<ModuleObject> module = make<ModuleObject>(std::string(dotted));
  module->is_package = found.is_package;
  module->imported_at = interpreter.origin();
  module->globals.set(names().name, Value::string(dotted));
  if (found.source == nullptr) {
    // Another package of that name may be installed, where Retort does not look.
    module->failure =
        module->name + " is a folder without `__init__.py` here, and has no such file";
    return module;
  }
  module->globals.set(names().file, Value::string(found.source->path));
  module->globals.set(names().package,
                      Value::string(found.is_package ? dotted : parent_of(dotted)));
  if (found.is_package) {
    module->globals.set(names().path, make_list({Value::string(parent_path(found.source->path))}));
  }
  module->source = found.source;
  return module;
}

namespace {

/// Runs the whole body in the module's scope by means of `run(evaluator, scope)`.
template <class RunBody>
void run_body(Interpreter& interpreter, ModuleObject& module, RunBody run) {
  Interpreter::State& state = interpreter.state();
  FrameGuard guard(state, &module.tree->source, Span{});
  Scope scope{&module, &module.tree->source, &guard.frame()};
  scope.body = &module.globals;
  struct RunningGuard {
    ModuleObject& module;
    Interpreter::State& state;
    const int imported;
    ~RunningGuard() {
      module.running = false;
      state.importing -= imported;
    }
  } running{module, state, module.imported_at.source != nullptr ? 1 : 0};
  module.running = true;
  state.importing += running.imported;
  Evaluator evaluator(interpreter);
  run(evaluator, scope);
}

std::string described(const Error& error) {
  std::string text = error.message;
  if (error.place) text += " at " + to_string(*error.place);
  return text;
}

std::string described(Interpreter& interpreter, const PythonError& error) {
  try {
    interpreter.throw_as_error(error);
  } catch (const Error& as_error) {
    return described(as_error);
  }
}

/// The name at the front of `name.x[...].y()`, if there is one.
Symbol root_name(const Expr& expression) {
  switch (expression.kind) {
    case ExprKind::Name:
      return as<Name>(expression).id;
    case ExprKind::Attribute:
      return root_name(*as<Attribute>(expression).value);
    case ExprKind::Subscript:
      return root_name(*as<Subscript>(expression).value);
    case ExprKind::Call:
      return root_name(*as<Call>(expression).func);
    default:
      return {};
  }
}

/// The names whose values a statement may have changed when it stopped half-way: those that it
/// binds, and the objects whose parts it sets or whose methods it calls by itself.
std::vector<Symbol> changed_names(const Stmt& statement) {
  const Stmt* const one = &statement;
  const Code code = analyze_function(nullptr, StmtList(&one, 1), nullptr);
  std::vector<Symbol> out = code.locals;
  out.insert(out.end(), code.globals.begin(), code.globals.end());
  const auto add = [&](const Expr& expression) {
    if (const Symbol name = root_name(expression)) out.push_back(name);
  };
  if (const auto* assign = try_as<Assign>(&statement)) {
    for (const Expr* target : assign->targets) add(*target);
  } else if (const auto* augmented = try_as<AugAssign>(&statement)) {
    add(*augmented->target);
  } else if (const auto* expression = try_as<ExprStmt>(&statement)) {
    add(*expression->value);
  }
  return out;
}

/// After a statement could not be carried out: what it may have changed is unknown from now on, so
/// that nothing is guessed. Modules and functions keep their names.
void give_up_statement(Interpreter& interpreter, ModuleObject& module, Namespace& bound,
                       const std::string& owner, const Stmt& statement, const std::string& why) {
  if (module.tree != nullptr) {
    interpreter.host().gave_up(Origin{module.tree->source, statement.span}, why);
  }
  for (const Symbol name : changed_names(statement)) {
    const Value* now = bound.find(name);
    if (now != nullptr &&
        (now->try_as<ModuleObject>() != nullptr || now->try_as<FunctionObject>() != nullptr)) {
      continue;
    }
    bound.set(name, interpreter.make_unknown(owner + "." + std::string(name.text()),
                                             UnknownObject::Step::attribute, nullptr,
                                             module.imported_at, why));
  }
}

/// Runs one statement; calls `give_up(why)` when it cannot be carried out.
template <class GiveUp>
void attempt(Interpreter& interpreter, Evaluator& evaluator, Scope& scope, const Stmt& statement,
             std::string_view owner, GiveUp give_up) {
  const Stmt* const one = &statement;
  try {
    evaluator.body(scope, StmtList(&one, 1));
  } catch (const PythonError& error) {
    give_up(std::string(owner) + " stopped with " + described(interpreter, error));
  } catch (const Error& error) {
    const bool of_script = error.code == ErrorCode::script || error.code == ErrorCode::parse ||
                           error.code == ErrorCode::unknown_value ||
                           error.code == ErrorCode::unsupported;
    if (!of_script) throw;
    give_up(std::string(owner) + " could not be evaluated: " + described(error));
  }
}

/// As in Python, the packages of a project's module are run before it: which of two modules that
/// import each other comes first is often settled there.
void run_packages_above(Interpreter& interpreter, const ModuleObject& module) {
  if (module.source == nullptr || comes_with_retort(module)) return;
  for (std::string above = parent_of(module.name); !above.empty(); above = parent_of(above)) {
    auto* package = find_module(interpreter, above).try_as<ModuleObject>();
    if (package == nullptr || package->source == nullptr) continue;
    run_pending_module(interpreter, *package);
    return;
  }
}

/// An empty span at the place.
Span span_at(const Source& source, const Place& place) {
  std::size_t at = 0;
  for (int line = 1; line < place.line && at < source.text.size(); ++line) {
    at = std::min(source.text.find('\n', at), source.text.size() - 1) + 1;
  }
  for (int column = 1; column < place.column && at < source.text.size(); ++at) {
    if ((static_cast<unsigned char>(source.text[at]) & 0xC0) != 0x80) ++column;
  }
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at)};
}

/// Runs the statements one by one; what one of them cannot do does not keep the next from running.
void run_tolerantly(Interpreter& interpreter, ModuleObject& module) {
  run_body(interpreter, module, [&](Evaluator& evaluator, Scope& scope) {
    for (const Stmt* const statement : module.tree->body) {
      attempt(interpreter, evaluator, scope, *statement, module.name, [&](const std::string& why) {
        if (module.failure.empty()) module.failure = why;
        give_up_statement(interpreter, module, module.globals, module.name, *statement, why);
      });
    }
  });
}

}  // namespace

void run_tree(Interpreter& interpreter, ModuleObject& module) {
  run_body(interpreter, module,
           [&](Evaluator& evaluator, Scope& scope) { evaluator.body(scope, module.tree->body); });
}

void run_class_body(Interpreter& interpreter, Evaluator& evaluator, Scope& scope,
                    const ClassDef& node, Namespace& members) {
  const std::string owner = scope.module->name + "." + std::string(node.name.text());
  for (const Stmt* const statement : node.body) {
    attempt(interpreter, evaluator, scope, *statement, owner, [&](const std::string& why) {
      give_up_statement(interpreter, *scope.module, members, owner, *statement, why);
    });
  }
}

void run_pending_module(Interpreter& interpreter, ModuleObject& module) {
  run_packages_above(interpreter, module);
  const SourcePtr source = std::exchange(module.source, nullptr);
  if (source == nullptr) return;
  try {
    if (module.tree == nullptr) module.tree = interpreter.host().parse(source);
  } catch (const Error& error) {
    if (error.code == ErrorCode::limit) throw;
    module.failure = module.name + " could not be evaluated: " + described(error);
    interpreter.host().gave_up(
        Origin{source, error.place ? span_at(*source, *error.place) : Span{}},
        module.name + " cannot be parsed: " + error.message);
    return;
  }
  check_depth(interpreter);
  // What fails in here is passed over, which must not happen to what was sent before.
  if (!comes_with_retort(module)) interpreter.host().settle(interpreter);
  run_tolerantly(interpreter, module);
}

void Interpreter::run_pending_modules() {
  for (;;) {
    ModuleObject* next = nullptr;
    for (const auto& [name, value] : state().modules) {
      auto* module = value.try_as<ModuleObject>();
      if (module == nullptr || module->source == nullptr) continue;
      if (next == nullptr || module->name < next->name) next = module;
    }
    if (next == nullptr) return;
    run_pending_module(*this, *next);
  }
}

Value find_module(Interpreter& interpreter, std::string_view dotted) {
  Interpreter::State& state = interpreter.state();
  if (const auto found = state.modules.find(std::string(dotted)); found != state.modules.end()) {
    return found->second;
  }
  Value result = Value::absent();
  if (const NativeModuleSpec* spec = find_native(interpreter.options(), dotted)) {
    const Ref<ModuleObject> module = make<ModuleObject>(spec->name);
    module->native = spec->members;
    module->missing = spec->missing;
    module->is_package = true;
    if (spec->all != nullptr) module->globals.set(names().all, make_string_list(*spec->all));
    result = module;
  } else if (const auto tree = bundled_module(dotted)) {
    const Ref<ModuleObject> module =
        make_project_module(interpreter, dotted, ModuleSource{tree->source, true});
    module->tree = tree;
    result = module;
  } else if (const auto found = interpreter.host().find_module(dotted)) {
    result = make_project_module(interpreter, dotted, *found);
  }
  if (!result.is_absent()) state.modules.emplace(std::string(dotted), result);
  return result;
}

bool comes_with_retort(const ModuleObject& module) {
  const Value* file = module.globals.find(names().file);
  const std::string* path = file == nullptr ? nullptr : string_of(*file);
  return path != nullptr && path->starts_with("<");
}

Value import_submodule(Interpreter& interpreter, ModuleObject& package, Symbol name) {
  if (!package.is_package) return Value::absent();
  return find_module(interpreter, package.name + "." + std::string(name.text()));
}

namespace {

/// Who looks at definitions wants imported modules to run at once, as in Python.
void run_if_wanted(Interpreter& interpreter, const Value& found) {
  if (!interpreter.options().reads_definitions || found.is_absent()) return;
  auto* module = found.try_as<ModuleObject>();
  if (module == nullptr || module->source == nullptr || comes_with_retort(*module)) return;
  run_pending_module(interpreter, *module);
}

}  // namespace

Value Interpreter::import_module(std::string_view dotted) {
  Value found = find_module(*this, dotted);
  run_if_wanted(*this, found);
  if (!found.is_absent()) return found;
  const std::string parent = parent_of(dotted);
  if (!parent.empty()) {
    // `import os.path`: an attribute of a native module; a part of an unknown package stays
    // unknown.
    const Value package = import_module(parent);
    if (auto* module = package.try_as<ModuleObject>(); module != nullptr && module->native) {
      found = find_attribute(package, dotted.substr(parent.size() + 1));
      if (!found.is_absent()) return found;
    }
  }
  Value unknown = make_unknown(std::string(dotted), UnknownObject::Step::import, nullptr, origin());
  // Supplied as null, as in Python's sys.modules: there is no such module.
  if (unknown.is_none()) {
    raise(Builtin::ModuleNotFoundError, "No module named '" + std::string(dotted) + "'");
  }
  return unknown;
}

Value import_name(Interpreter& interpreter, const Value& module, Symbol name) {
  Value found = interpreter.find_attribute(module, name);
  run_if_wanted(interpreter, found);
  if (!found.is_absent()) return found;
  auto* object = module.try_as<ModuleObject>();
  if (object == nullptr) return Value::absent();
  const std::string dotted = object->name + "." + std::string(name.text());
  found = find_module(interpreter, dotted);
  run_if_wanted(interpreter, found);
  if (!found.is_absent()) return found;
  if (object->native == nullptr && !comes_with_retort(*object)) {
    interpreter.raise(Builtin::ImportError, "cannot import name '" + std::string(name.text()) +
                                                "' from '" + object->name + "'");
  }
  return interpreter.make_unknown(dotted, UnknownObject::Step::import, nullptr,
                                  interpreter.origin());
}

std::string resolve_relative(Interpreter& interpreter, ModuleObject& module, int level,
                             std::string_view name) {
  if (level == 0) return std::string(name);
  return name_in_package(interpreter, module.is_package ? module.name : parent_of(module.name),
                         static_cast<std::size_t>(level), name);
}

std::string name_in_package(Interpreter& interpreter, std::string package, std::size_t level,
                            std::string_view name) {
  for (std::size_t i = 1; i < level; ++i) package = parent_of(package);
  if (package.empty()) {
    interpreter.raise(Builtin::ImportError,
                      "attempted relative import with no known parent package");
  }
  return name.empty() ? package : package + "." + std::string(name);
}

void Evaluator::import(Scope& scope, const Import& node) {
  for (const Alias& alias : node.names) {
    scope.frame->span = alias.span;
    const std::string_view dotted = alias.name.text();
    if (alias.asname) {
      store(scope, alias.asname, in_.import_module(dotted));
      continue;
    }
    const std::string_view first = dotted.substr(0, dotted.find('.'));
    const Value top = in_.import_module(first);
    // Each part becomes an attribute of the one before it.
    Value package = top;
    for (std::size_t end = first.size(); end < dotted.size();) {
      const std::size_t begin = end + 1;
      end = std::min(dotted.find('.', begin), dotted.size());
      const Value part = in_.import_module(dotted.substr(0, end));
      if (auto* module = package.try_as<ModuleObject>()) {
        const Symbol name = intern(dotted.substr(begin, end - begin));
        if (module->globals.find(name) == nullptr) module->globals.set(name, part);
      }
      package = part;
    }
    store(scope, intern(first), top);
  }
}

namespace {

void import_all(Interpreter& interpreter, Evaluator& evaluator, Scope& scope, const Value& module) {
  auto* object = module.try_as<ModuleObject>();
  if (object == nullptr) return;  // Names of an unknown module: NameError where one is used.
  std::vector<Symbol> wanted;
  const Value all = interpreter.find_attribute(module, names().all);
  if (!all.is_absent()) {
    for (const Value& name : interpreter.items_of(all)) wanted.push_back(intern(*string_of(name)));
  } else {
    for (const Symbol name : object->attribute_names(interpreter)) {
      if (!name.text().starts_with("_")) wanted.push_back(name);
    }
  }
  for (const Symbol name : wanted)
    evaluator.store(scope, name, import_name(interpreter, module, name));
}

}  // namespace

void Evaluator::import_from(Scope& scope, const ImportFrom& node) {
  const std::string dotted = resolve_relative(in_, *scope.module, node.level, node.module.text());
  if (dotted == "__future__") return;
  const Value module = in_.import_module(dotted);
  for (const Alias& alias : node.names) {
    scope.frame->span = alias.span;
    if (alias.name.text() == "*") {
      import_all(in_, *this, scope, module);
      continue;
    }
    Value value;
    if (auto* unknown = module.try_as<UnknownObject>()) {
      value = in_.make_unknown(unknown->name + "." + std::string(alias.name.text()),
                               UnknownObject::Step::import, Ref<UnknownObject>(unknown),
                               in_.origin(), unknown->reason);
    } else {
      value = import_name(in_, module, alias.name);
      if (value.is_absent()) {
        in_.raise(Builtin::ImportError, "cannot import name '" + std::string(alias.name.text()) +
                                            "' from '" + dotted + "'");
      }
    }
    store(scope, alias.asname ? alias.asname : alias.name, value);
  }
}

// ---- entry points of the host

Ref<ModuleObject> Interpreter::run_module(std::shared_ptr<const Module> tree, std::string_view name,
                                          std::string_view file) {
  return guard([&] {
    Ref<ModuleObject> module = make<ModuleObject>(std::string(name));
    module->tree = std::move(tree);
    module->globals.set(names().name, Value::string(name));
    module->globals.set(names().file, Value::string(file));
    run_tree(*this, *module);
    return module;
  });
}

Value Interpreter::call_from_host(const Value& function, std::span<const Value> positional,
                                  std::span<const KeywordValue> keywords) {
  return guard([&] { return call(function, positional, keywords); });
}

// A function that only the module's names hold refers to the module once.
void Interpreter::retire(Ref<ModuleObject> module) {
  std::uint32_t own = 1;
  for (const Namespace::Entry& entry : module->globals.entries()) {
    if (!entry.value.is_object()) continue;
    Object& object = entry.value.as_object();
    if (object.kind() != ObjectKind::function || object.references() != 1) continue;
    if (static_cast<FunctionObject&>(object).module == module) ++own;
  }
  if (module->references() == own) module->globals.clear();
}

Value Interpreter::global(ModuleObject& module, std::string_view name) {
  return guard([&] {
    const Symbol symbol = intern(name);
    if (const Value* found = module.globals.find(symbol)) return *found;
    return module.source != nullptr ? module.get_attribute(*this, symbol) : Value::absent();
  });
}

}  // namespace retort::python
