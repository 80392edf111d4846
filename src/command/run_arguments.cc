// The only outside interface is run_arguments.h. env.py is parsed, not run.
#include "command/run_arguments.h"

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
      out.push_back({std::string(keyword.arg.text()),
                     found == imports_.end() ? std::string() : found->second});
    }
    return out;
  }

 private:
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

}  // namespace

std::vector<script::ScriptArgument> run_arguments(const project::Project& project) {
  const std::string path = project.env_path();
  std::optional<std::string> text = real_files().read_if_exists(path);
  if (!text || text->find("run_migrations(") == std::string::npos) return {};
  try {
    const std::unique_ptr<const Module> module =
        parse_module(std::make_shared<const Source>(Source{path, std::move(*text)}));
    Collector collector;
    collector.visit(module->body);
    return collector.arguments();
  } catch (const Error&) {
    return {};
  }
}

}  // namespace retort::command
