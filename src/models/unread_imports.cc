// The only outside interface is unread_imports.h.
#include "models/unread_imports.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "models/tables.h"
#include "python/ast.h"
#include "python/objects.h"
#include "python/standard_modules.h"

namespace retort::models {
namespace {

using python::Interpreter;
using python::ModuleObject;

bool is_word(char c) {
  return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// Whether the name stands in the text outside of a statement.
bool is_used(std::string_view text, std::string_view name, Span statement) {
  for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
    if (at >= statement.begin && at < statement.end) continue;
    const std::size_t end = at + name.size();
    if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end])))
      return true;
  }
  return false;
}

bool is_unknown(Interpreter& interpreter, const std::string& dotted) {
  if (python::is_standard_module(dotted)) return false;
  try {
    return interpreter.guard([&] { return interpreter.import_module(dotted); })
               .try_as<python::UnknownObject>() != nullptr;
  } catch (const Error& error) {
    if (error.code == ErrorCode::limit) throw;
    return true;
  }
}

/// A module that an import statement names, and the names that it binds; `*` is none of them.
struct Imported {
  std::string module;
  std::vector<std::string> names;
};

std::vector<Imported> imported_by(const python::Stmt& statement) {
  std::vector<Imported> out;
  if (const auto* import = python::try_as<python::Import>(&statement)) {
    for (const python::Alias& alias : import->names) {
      const std::string module(alias.name.text());
      out.push_back(
          {module,
           {alias.asname ? std::string(alias.asname.text()) : module.substr(0, module.find('.'))}});
    }
  }
  const auto* from = python::try_as<python::ImportFrom>(&statement);
  if (from == nullptr || from->level != 0) return out;
  Imported one{std::string(from->module.text()), {}};
  for (const python::Alias& alias : from->names) {
    if (alias.name.text() == "*") continue;
    one.names.emplace_back((alias.asname ? alias.asname : alias.name).text());
  }
  out.push_back(std::move(one));
  return out;
}

}  // namespace

void add_unread_imports(Interpreter& interpreter, ModuleObject* env, Models& out) {
  std::vector<ModuleObject*> modules;
  if (out.tables.empty()) modules = project_modules(interpreter);
  if (env != nullptr && std::ranges::find(modules, env) == modules.end()) modules.push_back(env);
  for (const ModuleObject* module : modules) {
    if (module->tree == nullptr) continue;
    const Source& source = *module->tree->source;
    for (const python::Stmt* statement : module->tree->body) {
      for (const Imported& imported : imported_by(*statement)) {
        const bool used = std::ranges::any_of(imported.names, [&](const std::string& name) {
          return is_used(source.text, name, statement->span);
        });
        if ((used && !out.tables.empty()) || !is_unknown(interpreter, imported.module)) continue;
        out.gaps.push_back(
            {Gap::Kind::statement, "", "",
             "the module " + imported.module + " is not found, and may define models",
             place_in(source, statement->span)});
      }
    }
  }
}

}  // namespace retort::models
