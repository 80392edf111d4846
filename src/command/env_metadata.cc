// The only outside interface is env_metadata.h.
//
// 1. env.py becomes a module that does all but migrate: expressions that stand alone, and what asks
//    for the mode, are blanked out. At its end each value that env.py gives as target_metadata is
//    bound to a name. Modules are run statement by statement: what one cannot do, the next can.
// 2. The first of these values that is a MetaData has the convention; in a list nothing has one, as
//    with Alembic.
// 3. Where all are unknown, as those of a Flask application are, the modules of the project that
//    speak of a convention are imported. If only one convention is found, it counts: in a MetaData,
//    or in a dictionary whose name is given to one, for those that are made in a function.
#include "command/env_metadata.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "command/env_script.h"
#include "command/module_search.h"
#include "command/session.h"
#include "command/session_history.h"
#include "python/ast.h"
#include "python/objects.h"
#include "python/parser.h"
#include "script/tables.h"

namespace retort::command {
namespace {

using python::Interpreter;
using python::Value;
using script::MetaDataObject;

constexpr std::string_view kProbe = "env_metadata";
constexpr std::string_view kResult = "retort_metadata_";
constexpr std::string_view kOption = "target_metadata";

/// The end of the expression that begins at `at`, within the brackets of a call.
std::size_t end_of_argument(std::string_view text, std::size_t at) {
  int depth = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (depth == 0 && (c == ',' || c == ')')) return at;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (c == '"' || c == '\'') at = std::min(text.find(c, at + 1), text.size() - 1);
  }
  return std::string_view::npos;
}

bool is_expression(const std::string& text) {
  try {
    const auto source = std::make_shared<const Source>(Source{"<option>", "(" + text + ")"});
    const auto tree = python::parse_module(source);
    return tree->body.size() == 1 && tree->body.front()->kind == python::StmtKind::Expr;
  } catch (const Error&) {
    return false;
  }
}

/// What stands after `OPTION=` in calls, each once.
std::vector<std::string> given_values(std::string_view text, std::string_view option) {
  const std::string sign = std::string(option) + "=";
  std::vector<std::string> out;
  for (std::size_t at = text.find(sign); at != text.npos; at = text.find(sign, at + 1)) {
    const std::size_t begin = at + sign.size();
    const std::size_t end = end_of_argument(text, begin);
    if (end == text.npos || text[begin] == '=') continue;
    std::string value(text.substr(begin, end - begin));
    if (std::ranges::find(out, value) == out.end() && is_expression(value)) {
      out.push_back(std::move(value));
    }
  }
  return out;
}

bool migrates(const python::Stmt& statement, std::string_view text) {
  if (statement.kind == python::StmtKind::Expr) return true;
  if (statement.kind != python::StmtKind::If) return false;
  return text.find("run_migrations") != text.npos || text.find("is_offline_mode") != text.npos;
}

/// Step 1. Lines keep their numbers.
std::string probe_text(const python::Module& tree) {
  std::string out = tree.source->text;
  for (const python::Stmt* const statement : tree.body) {
    const auto [begin, end] = statement->span;
    if (!migrates(*statement, std::string_view(out).substr(begin, end - begin))) continue;
    for (std::size_t i = begin; i < end; ++i) {
      if (out[i] != '\n') out[i] = ' ';
    }
    out[begin] = '0';
  }
  std::vector<std::string> values = given_values(tree.source->text, kOption);
  values.emplace_back(kOption);
  for (std::size_t i = 0; i < values.size(); ++i) {
    out += fmt::format("\n{}{} = ({})", kResult, i, values[i]);
  }
  return out + "\n";
}

bool is_list(const Value& value) {
  return value.try_as<python::ListObject>() != nullptr ||
         value.try_as<python::TupleObject>() != nullptr;
}

/// Step 2; whether there was such a value.
bool take_value(Interpreter& interpreter, python::ModuleObject& module, const std::string& from,
                MetadataRequest& request) {
  for (int number = 0;; ++number) {
    const Value value = interpreter.global(module, fmt::format("{}{}", kResult, number));
    if (value.is_absent()) return false;
    const auto* metadata = value.try_as<MetaDataObject>();
    if (metadata == nullptr && !is_list(value)) continue;
    if (metadata != nullptr) request.convention = {metadata->naming_convention, from};
    return true;
  }
}

/// The convention of a MetaData, or of what has one: a declarative base, a registry, a `db`.
const schema::NamingConvention* convention_of(Interpreter& interpreter, const Value& value) {
  if (value.is_absent() || !value.is_object()) return nullptr;
  const auto* metadata = value.try_as<MetaDataObject>();
  Value found;
  if (metadata == nullptr) {
    try {
      found = interpreter.guard([&] { return interpreter.find_attribute(value, "metadata"); });
    } catch (const Error& error) {
      if (error.code == ErrorCode::limit) throw;
      return nullptr;
    }
    if (found.is_absent()) return nullptr;
    metadata = found.try_as<MetaDataObject>();
  }
  return metadata == nullptr || metadata->naming_convention.empty() ? nullptr
                                                                    : &metadata->naming_convention;
}

/// The dictionaries whose names are given to a MetaData somewhere in the module.
void add_named(Interpreter& interpreter, python::ModuleObject& module,
               std::set<schema::NamingConvention>& found) {
  if (module.tree == nullptr) return;
  for (const std::string& name : given_values(module.tree->source->text, "naming_convention")) {
    const Value value = interpreter.global(module, name);
    if (value.is_absent() || value.try_as<python::DictObject>() == nullptr) continue;
    try {
      found.insert(
          interpreter.guard([&] { return script::naming_convention_of(interpreter, &value); }));
    } catch (const Error& error) {
      if (error.code == ErrorCode::limit) throw;
    }
  }
}

/// Step 3.
void take_from_modules(Interpreter& interpreter, MetadataRequest& request) {
  std::set<schema::NamingConvention> found;
  std::string& from = request.convention.from;
  for (const std::string& name : request.modules()) {
    const Value imported = interpreter.guard([&] { return interpreter.import_module(name); });
    auto* module = imported.try_as<python::ModuleObject>();
    if (module == nullptr) continue;
    interpreter.global(*module, "metadata");  // Runs a module that waits for its first use.
    const std::size_t before = found.size();
    for (const auto& entry : module->globals.entries()) {
      const Value value = entry.value;
      const schema::NamingConvention* convention = convention_of(interpreter, value);
      if (convention != nullptr) found.insert(*convention);
    }
    if (found.size() == before) add_named(interpreter, *module, found);
    if (found.size() > before || from.empty()) from = name;
  }
  request.is_guess = !from.empty();
  if (found.size() == 1) request.convention.value = *found.begin();
}

}  // namespace

void find_metadata(Interpreter& interpreter, script::Surroundings& surroundings,
                   const SourcePtr& source, MetadataRequest& request) {
  const auto tree = python::parse_module(source);
  surroundings.add_module(kProbe,
                          std::make_shared<const Source>(Source{source->path, probe_text(*tree)}));
  const Value probe = interpreter.guard([&] { return interpreter.import_module(kProbe); });
  auto* module = probe.try_as<python::ModuleObject>();
  if (module != nullptr && take_value(interpreter, *module, display_path(source->path), request)) {
    return;
  }
  take_from_modules(interpreter, request);
}

void complete_naming(Session& session, Mode mode) {
  if (session.request().program != nullptr || !session.environment(mode).metadata_hidden) return;
  const project::Project& project = session.project();
  MetadataRequest wanted;
  wanted.directories = package_folders(project);
  wanted.modules = [&] {
    static constexpr std::array<std::string_view, 1> kSigns = {"naming_convention"};
    std::vector<std::string> folders = wanted.directories;
    folders.push_back(absolute_path("."));
    return modules_with(project, folders, kSigns);
  };
  EnvScriptRequest request;
  request.offline = mode == Mode::offline;
  request.dialect = std::string(session.dialect(mode).name());
  request.x_arguments = session.request().x_arguments;
  request.tag = session.request().tag;
  request.values = session.request().overrides.values;
  const SessionHistory history(session);
  request.history = &history;
  request.metadata = &wanted;
  evaluate_env_script(project, request);
  const project::Known<schema::NamingConvention>& found = wanted.convention;
  if (wanted.is_guess && found.value.empty()) {
    session.reporter().log(
        "WARNING", "retort",
        fmt::format("Constraints without a name get none from the naming convention in {}: what "
                    "env.py has as target_metadata is not understood",
                    found.from));
  } else if (wanted.is_guess) {
    session.reporter().log("INFO", "retort",
                           fmt::format("Constraints are named by the naming convention of {}: "
                                       "env.py was not understood as far as its target_metadata",
                                       found.from));
  }
  session.use_naming_convention(mode, std::move(wanted.convention));
}

}  // namespace retort::command
