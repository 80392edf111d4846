// Finds the names that a function binds: parameters, targets of every kind, nested definitions,
// imports. Nested functions and classes have scopes of their own and are not entered; what is bound
// inside a comprehension is local to it, except by `:=`.
#include "python/scope.h"

#include <algorithm>

namespace retort::python {
namespace {

class Finder {
 public:
  explicit Finder(Code& code) : code_(code) {}

  void parameters(const Arguments& arguments) {
    for (const Arg& arg : arguments.posonlyargs) add(arg.arg);
    for (const Arg& arg : arguments.args) add(arg.arg);
    if (arguments.vararg != nullptr) add(arguments.vararg->arg);
    for (const Arg& arg : arguments.kwonlyargs) add(arg.arg);
    if (arguments.kwarg != nullptr) add(arguments.kwarg->arg);
  }

  void body(StmtList statements) {
    for (const Stmt* statement : statements) this->statement(*statement);
  }

  void target(const Expr* expr) {
    if (expr == nullptr) return;
    switch (expr->kind) {
      case ExprKind::Name:
        add(as<Name>(*expr).id);
        return;
      case ExprKind::Tuple:
        for (const Expr* item : as<Tuple>(*expr).elts) target(item);
        return;
      case ExprKind::List:
        for (const Expr* item : as<List>(*expr).elts) target(item);
        return;
      case ExprKind::Starred:
        target(as<Starred>(*expr).value);
        return;
      default:
        expression(expr);
    }
  }

  void expression(const Expr* expr);
  void comprehension(std::span<const Comprehension> generators, const Expr* first,
                     const Expr* second) {
    for (const Comprehension& part : generators) {
      expression(part.iter);
      for (const Expr* condition : part.ifs) expression(condition);
    }
    expression(first);
    expression(second);
  }

  void declare() {
    std::erase_if(code_.locals, [this](Symbol name) {
      return std::find(code_.globals.begin(), code_.globals.end(), name) != code_.globals.end() ||
             std::find(code_.nonlocals.begin(), code_.nonlocals.end(), name) !=
                 code_.nonlocals.end();
    });
  }

 private:
  void add(Symbol name) {
    if (code_.slot(name) < 0) code_.locals.push_back(name);
  }
  void list(ExprList items) {
    for (const Expr* item : items) expression(item);
  }
  void defaults(const Arguments& arguments) {
    list(arguments.defaults);
    list(arguments.kw_defaults);
  }
  void loop(const Expr* over, const Expr* assigned, StmtList inner, StmtList otherwise) {
    expression(over);
    target(assigned);
    body(inner);
    body(otherwise);
  }
  void with(std::span<const WithItem> items, StmtList inner) {
    for (const WithItem& item : items) {
      expression(item.context_expr);
      target(item.optional_vars);
    }
    body(inner);
  }
  void attempt(StmtList inner, std::span<const ExceptHandler> handlers, StmtList otherwise,
               StmtList final_part) {
    body(inner);
    for (const ExceptHandler& handler : handlers) {
      expression(handler.type);
      if (handler.name) add(handler.name);
      body(handler.body);
    }
    body(otherwise);
    body(final_part);
  }
  void import(std::span<const Alias> aliases) {
    for (const Alias& alias : aliases) {
      if (alias.asname) {
        add(alias.asname);
      } else if (alias.name.text() != "*") {
        add(intern(alias.name.text().substr(0, alias.name.text().find('.'))));
      }
    }
  }
  void pattern(const Pattern* part);
  void statement(const Stmt& part);
  void compound(const Stmt& part);

  Code& code_;
};

void Finder::pattern(const Pattern* part) {
  if (part == nullptr) return;
  switch (part->kind) {
    case PatternKind::MatchAs:
      pattern(as<MatchAs>(*part).pattern);
      if (as<MatchAs>(*part).name) add(as<MatchAs>(*part).name);
      return;
    case PatternKind::MatchStar:
      if (as<MatchStar>(*part).name) add(as<MatchStar>(*part).name);
      return;
    case PatternKind::MatchSequence:
      for (const Pattern* item : as<MatchSequence>(*part).patterns) pattern(item);
      return;
    case PatternKind::MatchMapping:
      for (const Pattern* item : as<MatchMapping>(*part).patterns) pattern(item);
      if (as<MatchMapping>(*part).rest) add(as<MatchMapping>(*part).rest);
      return;
    case PatternKind::MatchClass:
      for (const Pattern* item : as<MatchClass>(*part).patterns) pattern(item);
      for (const Pattern* item : as<MatchClass>(*part).kwd_patterns) pattern(item);
      return;
    case PatternKind::MatchOr:
      for (const Pattern* item : as<MatchOr>(*part).patterns) pattern(item);
      return;
    case PatternKind::MatchValue:
    case PatternKind::MatchSingleton:
      return;
  }
}

void Finder::statement(const Stmt& part) {
  switch (part.kind) {
    case StmtKind::FunctionDef: {
      const auto& node = as<FunctionDef>(part);
      add(node.name);
      list(node.decorator_list);
      defaults(*node.args);
      return;
    }
    case StmtKind::AsyncFunctionDef: {
      const auto& node = as<AsyncFunctionDef>(part);
      add(node.name);
      list(node.decorator_list);
      defaults(*node.args);
      return;
    }
    case StmtKind::ClassDef:
      add(as<ClassDef>(part).name);
      list(as<ClassDef>(part).decorator_list);
      list(as<ClassDef>(part).bases);
      return;
    case StmtKind::Return:
      return expression(as<Return>(part).value);
    case StmtKind::Delete:
      for (const Expr* item : as<Delete>(part).targets) target(item);
      return;
    case StmtKind::Assign:
      expression(as<Assign>(part).value);
      for (const Expr* item : as<Assign>(part).targets) target(item);
      return;
    case StmtKind::TypeAlias:
      return target(as<TypeAlias>(part).name);
    case StmtKind::AugAssign:
      expression(as<AugAssign>(part).value);
      return target(as<AugAssign>(part).target);
    case StmtKind::AnnAssign:
      expression(as<AnnAssign>(part).value);
      return target(as<AnnAssign>(part).target);
    case StmtKind::For:
    case StmtKind::AsyncFor:
    case StmtKind::While:
    case StmtKind::If:
    case StmtKind::With:
    case StmtKind::AsyncWith:
    case StmtKind::Match:
    case StmtKind::Try:
    case StmtKind::TryStar:
      return compound(part);
    case StmtKind::Raise:
      expression(as<Raise>(part).exc);
      return expression(as<Raise>(part).cause);
    case StmtKind::Assert:
      expression(as<Assert>(part).test);
      return expression(as<Assert>(part).msg);
    case StmtKind::Import:
      return import(as<Import>(part).names);
    case StmtKind::ImportFrom:
      return import(as<ImportFrom>(part).names);
    case StmtKind::Global:
      for (const Symbol name : as<Global>(part).names) code_.globals.push_back(name);
      return;
    case StmtKind::Nonlocal:
      for (const Symbol name : as<Nonlocal>(part).names) code_.nonlocals.push_back(name);
      return;
    case StmtKind::Expr:
      return expression(as<ExprStmt>(part).value);
    case StmtKind::Pass:
    case StmtKind::Break:
    case StmtKind::Continue:
      return;
  }
}

// Statements that hold other statements, definitions aside.
void Finder::compound(const Stmt& part) {
  switch (part.kind) {
    case StmtKind::For: {
      const auto& node = as<For>(part);
      return loop(node.iter, node.target, node.body, node.orelse);
    }
    case StmtKind::AsyncFor: {
      const auto& node = as<AsyncFor>(part);
      return loop(node.iter, node.target, node.body, node.orelse);
    }
    case StmtKind::While:
      expression(as<While>(part).test);
      body(as<While>(part).body);
      return body(as<While>(part).orelse);
    case StmtKind::If:
      expression(as<If>(part).test);
      body(as<If>(part).body);
      return body(as<If>(part).orelse);
    case StmtKind::With:
      return with(as<With>(part).items, as<With>(part).body);
    case StmtKind::AsyncWith:
      return with(as<AsyncWith>(part).items, as<AsyncWith>(part).body);
    case StmtKind::Match:
      expression(as<Match>(part).subject);
      for (const MatchCase& item : as<Match>(part).cases) {
        pattern(item.pattern);
        expression(item.guard);
        body(item.body);
      }
      return;
    case StmtKind::Try: {
      const auto& node = as<Try>(part);
      return attempt(node.body, node.handlers, node.orelse, node.finalbody);
    }
    case StmtKind::TryStar: {
      const auto& node = as<TryStar>(part);
      return attempt(node.body, node.handlers, node.orelse, node.finalbody);
    }
    default:
      return;
  }
}

// Only `:=` and `yield` matter inside expressions.
void Finder::expression(const Expr* expr) {
  if (expr == nullptr) return;
  switch (expr->kind) {
    case ExprKind::NamedExpr:
      target(as<NamedExpr>(*expr).target);
      return expression(as<NamedExpr>(*expr).value);
    case ExprKind::Yield:
      code_.is_generator = true;
      return expression(as<Yield>(*expr).value);
    case ExprKind::YieldFrom:
      code_.is_generator = true;
      return expression(as<YieldFrom>(*expr).value);
    case ExprKind::BoolOp:
      return list(as<BoolOp>(*expr).values);
    case ExprKind::BinOp:
      expression(as<BinOp>(*expr).left);
      return expression(as<BinOp>(*expr).right);
    case ExprKind::UnaryOp:
      return expression(as<UnaryOp>(*expr).operand);
    case ExprKind::Lambda:
      return defaults(*as<Lambda>(*expr).args);
    case ExprKind::IfExp:
      expression(as<IfExp>(*expr).test);
      expression(as<IfExp>(*expr).body);
      return expression(as<IfExp>(*expr).orelse);
    case ExprKind::Dict:
      list(as<Dict>(*expr).keys);
      return list(as<Dict>(*expr).values);
    case ExprKind::Set:
      return list(as<Set>(*expr).elts);
    case ExprKind::ListComp:
      return comprehension(as<ListComp>(*expr).generators, as<ListComp>(*expr).elt, nullptr);
    case ExprKind::SetComp:
      return comprehension(as<SetComp>(*expr).generators, as<SetComp>(*expr).elt, nullptr);
    case ExprKind::DictComp:
      return comprehension(as<DictComp>(*expr).generators, as<DictComp>(*expr).key,
                           as<DictComp>(*expr).value);
    case ExprKind::GeneratorExp:
      return comprehension(as<GeneratorExp>(*expr).generators, as<GeneratorExp>(*expr).elt,
                           nullptr);
    case ExprKind::Await:
      return expression(as<Await>(*expr).value);
    case ExprKind::Compare:
      expression(as<Compare>(*expr).left);
      return list(as<Compare>(*expr).comparators);
    case ExprKind::Call:
      expression(as<Call>(*expr).func);
      list(as<Call>(*expr).args);
      for (const Keyword& keyword : as<Call>(*expr).keywords) expression(keyword.value);
      return;
    case ExprKind::FormattedValue:
      expression(as<FormattedValue>(*expr).value);
      return expression(as<FormattedValue>(*expr).format_spec);
    case ExprKind::JoinedStr:
      return list(as<JoinedStr>(*expr).values);
    case ExprKind::Attribute:
      return expression(as<Attribute>(*expr).value);
    case ExprKind::Subscript:
      expression(as<Subscript>(*expr).value);
      return expression(as<Subscript>(*expr).slice);
    case ExprKind::Starred:
      return expression(as<Starred>(*expr).value);
    case ExprKind::List:
      return list(as<List>(*expr).elts);
    case ExprKind::Tuple:
      return list(as<Tuple>(*expr).elts);
    case ExprKind::Slice:
      expression(as<Slice>(*expr).lower);
      expression(as<Slice>(*expr).upper);
      return expression(as<Slice>(*expr).step);
    case ExprKind::Constant:
    case ExprKind::Name:
      return;
  }
}

}  // namespace

Code analyze_function(const Arguments* parameters, StmtList body, const Expr* expression) {
  Code code;
  code.parameters = parameters;
  Finder finder(code);
  if (parameters != nullptr) finder.parameters(*parameters);
  finder.body(body);
  finder.expression(expression);
  finder.declare();
  return code;
}

Code analyze_comprehension(std::span<const Comprehension> generators) {
  Code code;
  Finder finder(code);
  for (const Comprehension& part : generators) finder.target(part.target);
  return code;
}

Code analyze_declarations(StmtList body) {
  Code code;
  Finder finder(code);
  finder.body(body);
  code.locals.clear();
  return code;
}

}  // namespace retort::python
