// The only outside interface is run_arguments.h. env.py is parsed, not run.
#include "command/run_arguments.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "python/ast.h"
#include "python/parser.h"

namespace retort::command {
namespace {

using namespace python;

/// Collects what a module imports, and the arguments of run_migrations().
class Collector {
 public:
  void visit(StmtList statements) {
    for (const Stmt* statement : statements) visit(*statement);
  }

  std::vector<script::ScriptArgument> arguments() const {
    std::vector<script::ScriptArgument> out;
    if (call_ == nullptr) return out;
    for (const Keyword& keyword : call_->keywords) {
      if (!keyword.arg) continue;
      const auto* name = try_as<Name>(keyword.value);
      const auto found = name == nullptr ? imports_.end() : imports_.find(name->id.text());
      script::ScriptArgument argument;
      argument.name = keyword.arg.text();
      if (found != imports_.end()) argument.reference = found->second;
      if (argument.reference.empty()) argument.expression = expression_of(*keyword.value);
      out.push_back(std::move(argument));
    }
    return out;
  }

 private:
  /// `name` or `name()`.
  static std::string expression_of(const Expr& expression) {
    if (const auto* name = try_as<Name>(&expression)) return std::string(name->id.text());
    const auto* call = try_as<Call>(&expression);
    const auto* called = call == nullptr ? nullptr : try_as<Name>(call->func);
    if (called == nullptr || !call->args.empty() || !call->keywords.empty()) return {};
    return std::string(called->id.text()) + "()";
  }

  void visit(const Stmt& statement) {
    switch (statement.kind) {
      case StmtKind::Import:
        for (const Alias& alias : as<Import>(statement).names) {
          if (alias.asname) imports_[std::string(alias.asname.text())] = alias.name.text();
        }
        return;
      case StmtKind::ImportFrom: {
        const auto& from = as<ImportFrom>(statement);
        if (from.level != 0) return;
        for (const Alias& alias : from.names) {
          const Symbol name = alias.asname ? alias.asname : alias.name;
          imports_[std::string(name.text())] =
              std::string(from.module.text()) + "." + std::string(alias.name.text());
        }
        return;
      }
      case StmtKind::FunctionDef:
        return visit(as<FunctionDef>(statement).body);
      case StmtKind::AsyncFunctionDef:
        return visit(as<AsyncFunctionDef>(statement).body);
      case StmtKind::If:
        visit(as<If>(statement).body);
        return visit(as<If>(statement).orelse);
      case StmtKind::With:
        return visit(as<With>(statement).body);
      case StmtKind::For:
        return visit(as<For>(statement).body);
      case StmtKind::Try:
        visit(as<Try>(statement).body);
        return visit(as<Try>(statement).orelse);
      case StmtKind::Expr:
        return look_at(*as<ExprStmt>(statement).value);
      default:
        return;
    }
  }

  void look_at(const Expr& expression) {
    const auto* call = try_as<Call>(&expression);
    if (call == nullptr || call->keywords.empty() || call_ != nullptr) return;
    const auto* attribute = try_as<Attribute>(call->func);
    const auto* name = try_as<Name>(call->func);
    const Symbol called = attribute != nullptr ? attribute->attr
                          : name != nullptr    ? name->id
                                               : Symbol();
    if (called && called.text() == "run_migrations") call_ = call;
  }

  std::map<std::string, std::string, std::less<>> imports_;
  const Call* call_ = nullptr;
};

/// The text of a module without the statements that do something, in the same places.
SourcePtr definitions_of(const Source& source, const Module& module) {
  std::string text = source.text;
  for (const Stmt* statement : module.body) {
    switch (statement->kind) {
      case StmtKind::Import:
      case StmtKind::ImportFrom:
      case StmtKind::FunctionDef:
      case StmtKind::AsyncFunctionDef:
      case StmtKind::ClassDef:
      case StmtKind::Assign:
      case StmtKind::AnnAssign:
        continue;
      default:
        break;
    }
    for (std::size_t at = statement->span.begin; at < statement->span.end; ++at) {
      if (text[at] != '\n') text[at] = ' ';
    }
  }
  return std::make_shared<const Source>(Source{source.path, std::move(text)});
}

}  // namespace

RunArguments run_arguments(const project::Project& project) {
  const std::string path = project.env_path();
  std::optional<std::string> text = real_files().read_if_exists(path);
  if (!text || text->find("run_migrations(") == std::string::npos) return {};
  try {
    const auto source = std::make_shared<const Source>(Source{path, std::move(*text)});
    const std::unique_ptr<const Module> module = parse_module(source);
    Collector collector;
    collector.visit(module->body);
    RunArguments out{collector.arguments(), nullptr};
    const bool needs_env = std::ranges::any_of(
        out.arguments, [](const auto& argument) { return !argument.expression.empty(); });
    if (needs_env) out.env_source = definitions_of(*source, *module);
    return out;
  } catch (const Error&) {
    return {};
  }
}

}  // namespace retort::command
