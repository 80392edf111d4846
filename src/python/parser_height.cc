// The height of a tree. Chains such as `a + b + c + ...` or `a.b().c()...` are parsed by loops and
// so escape the parser's bound on nesting, but their trees are as deep as they are long, and who
// walks a tree does so by recursion.
#include "base/error.h"
#include "python/parser_state.h"

namespace retort::python {
namespace {

class HeightCheck {
 public:
  HeightCheck(const Source& source, int limit) : source_(source), limit_(limit) {}

  void visit(const Stmt* node);
  void visit(const Expr* node);

 private:
  void enter(Span span) {
    if (++depth_ <= limit_) return;
    throw Error(ErrorCode::limit, "the code is nested too deeply", place_in(source_, span))
        .with_hint("split the expression into several statements");
  }
  template <class Node>
  void visit_all(std::span<const Node* const> nodes) {
    for (const Node* node : nodes) visit(node);
  }
  void visit_keywords(std::span<const Keyword> keywords) {
    for (const Keyword& keyword : keywords) visit(keyword.value);
  }
  void visit_generators(std::span<const Comprehension> generators) {
    for (const Comprehension& generator : generators) {
      visit(generator.target);
      visit(generator.iter);
      visit_all(generator.ifs);
    }
  }
  void visit_arguments(const Arguments& arguments);
  void visit_handlers(std::span<const ExceptHandler> handlers) {
    for (const ExceptHandler& handler : handlers) {
      visit(handler.type);
      visit_all(handler.body);
    }
  }
  template <class Definition>
  void visit_function(const Definition& node) {
    visit_all(node.decorator_list);
    visit_arguments(*node.args);
    visit(node.returns);
    visit_all(node.body);
  }
  template <class Loop>
  void visit_loop(const Loop& node) {
    visit(node.target);
    visit(node.iter);
    visit_all(node.body);
    visit_all(node.orelse);
  }
  template <class WithNode>
  void visit_with(const WithNode& node) {
    for (const WithItem& item : node.items) {
      visit(item.context_expr);
      visit(item.optional_vars);
    }
    visit_all(node.body);
  }
  template <class TryNode>
  void visit_try(const TryNode& node) {
    visit_all(node.body);
    visit_handlers(node.handlers);
    visit_all(node.orelse);
    visit_all(node.finalbody);
  }
  void visit_children(const Stmt& node);
  void visit_children(const Expr& node);

  const Source& source_;
  int limit_;
  int depth_ = 0;
};

void HeightCheck::visit(const Stmt* node) {
  enter(node->span);
  visit_children(*node);
  --depth_;
}

void HeightCheck::visit(const Expr* node) {
  if (node == nullptr) return;
  enter(node->span);
  visit_children(*node);
  --depth_;
}

void HeightCheck::visit_arguments(const Arguments& arguments) {
  visit_all(arguments.defaults);
  visit_all(arguments.kw_defaults);
  for (const Arg& arg : arguments.posonlyargs) visit(arg.annotation);
  for (const Arg& arg : arguments.args) visit(arg.annotation);
  for (const Arg& arg : arguments.kwonlyargs) visit(arg.annotation);
}

void HeightCheck::visit_children(const Stmt& node) {
  switch (node.kind) {
    case StmtKind::FunctionDef:
      return visit_function(as<FunctionDef>(node));
    case StmtKind::AsyncFunctionDef:
      return visit_function(as<AsyncFunctionDef>(node));
    case StmtKind::ClassDef: {
      const auto& definition = as<ClassDef>(node);
      visit_all(definition.bases);
      visit_keywords(definition.keywords);
      visit_all(definition.decorator_list);
      return visit_all(definition.body);
    }
    case StmtKind::Return:
      return visit(as<Return>(node).value);
    case StmtKind::Delete:
      return visit_all(as<Delete>(node).targets);
    case StmtKind::Assign:
      visit_all(as<Assign>(node).targets);
      return visit(as<Assign>(node).value);
    case StmtKind::TypeAlias:
      return visit(as<TypeAlias>(node).value);
    case StmtKind::AugAssign:
      visit(as<AugAssign>(node).target);
      return visit(as<AugAssign>(node).value);
    case StmtKind::AnnAssign:
      visit(as<AnnAssign>(node).target);
      visit(as<AnnAssign>(node).annotation);
      return visit(as<AnnAssign>(node).value);
    case StmtKind::For:
      return visit_loop(as<For>(node));
    case StmtKind::AsyncFor:
      return visit_loop(as<AsyncFor>(node));
    case StmtKind::While:
      visit(as<While>(node).test);
      visit_all(as<While>(node).body);
      return visit_all(as<While>(node).orelse);
    case StmtKind::If:
      visit(as<If>(node).test);
      visit_all(as<If>(node).body);
      return visit_all(as<If>(node).orelse);
    case StmtKind::With:
      return visit_with(as<With>(node));
    case StmtKind::AsyncWith:
      return visit_with(as<AsyncWith>(node));
    case StmtKind::Match:
      visit(as<Match>(node).subject);
      for (const MatchCase& match_case : as<Match>(node).cases) {
        visit(match_case.guard);
        visit_all(match_case.body);
      }
      return;
    case StmtKind::Raise:
      visit(as<Raise>(node).exc);
      return visit(as<Raise>(node).cause);
    case StmtKind::Try:
      return visit_try(as<Try>(node));
    case StmtKind::TryStar:
      return visit_try(as<TryStar>(node));
    case StmtKind::Assert:
      visit(as<Assert>(node).test);
      return visit(as<Assert>(node).msg);
    case StmtKind::Expr:
      return visit(as<ExprStmt>(node).value);
    case StmtKind::Import:
    case StmtKind::ImportFrom:
    case StmtKind::Global:
    case StmtKind::Nonlocal:
    case StmtKind::Pass:
    case StmtKind::Break:
    case StmtKind::Continue:
      return;
  }
}

void HeightCheck::visit_children(const Expr& node) {
  switch (node.kind) {
    case ExprKind::BoolOp:
      return visit_all(as<BoolOp>(node).values);
    case ExprKind::NamedExpr:
      return visit(as<NamedExpr>(node).value);
    case ExprKind::BinOp:
      visit(as<BinOp>(node).left);
      return visit(as<BinOp>(node).right);
    case ExprKind::UnaryOp:
      return visit(as<UnaryOp>(node).operand);
    case ExprKind::Lambda:
      visit_arguments(*as<Lambda>(node).args);
      return visit(as<Lambda>(node).body);
    case ExprKind::IfExp:
      visit(as<IfExp>(node).test);
      visit(as<IfExp>(node).body);
      return visit(as<IfExp>(node).orelse);
    case ExprKind::Dict:
      visit_all(as<Dict>(node).keys);
      return visit_all(as<Dict>(node).values);
    case ExprKind::Set:
      return visit_all(as<Set>(node).elts);
    case ExprKind::ListComp:
      visit(as<ListComp>(node).elt);
      return visit_generators(as<ListComp>(node).generators);
    case ExprKind::SetComp:
      visit(as<SetComp>(node).elt);
      return visit_generators(as<SetComp>(node).generators);
    case ExprKind::DictComp:
      visit(as<DictComp>(node).key);
      visit(as<DictComp>(node).value);
      return visit_generators(as<DictComp>(node).generators);
    case ExprKind::GeneratorExp:
      visit(as<GeneratorExp>(node).elt);
      return visit_generators(as<GeneratorExp>(node).generators);
    case ExprKind::Await:
      return visit(as<Await>(node).value);
    case ExprKind::Yield:
      return visit(as<Yield>(node).value);
    case ExprKind::YieldFrom:
      return visit(as<YieldFrom>(node).value);
    case ExprKind::Compare:
      visit(as<Compare>(node).left);
      return visit_all(as<Compare>(node).comparators);
    case ExprKind::Call:
      visit(as<Call>(node).func);
      visit_all(as<Call>(node).args);
      return visit_keywords(as<Call>(node).keywords);
    case ExprKind::FormattedValue:
      visit(as<FormattedValue>(node).value);
      return visit(as<FormattedValue>(node).format_spec);
    case ExprKind::JoinedStr:
      return visit_all(as<JoinedStr>(node).values);
    case ExprKind::Attribute:
      return visit(as<Attribute>(node).value);
    case ExprKind::Subscript:
      visit(as<Subscript>(node).value);
      return visit(as<Subscript>(node).slice);
    case ExprKind::Starred:
      return visit(as<Starred>(node).value);
    case ExprKind::List:
      return visit_all(as<List>(node).elts);
    case ExprKind::Tuple:
      return visit_all(as<Tuple>(node).elts);
    case ExprKind::Slice:
      visit(as<Slice>(node).lower);
      visit(as<Slice>(node).upper);
      return visit(as<Slice>(node).step);
    case ExprKind::Constant:
    case ExprKind::Name:
      return;
  }
}

}  // namespace

void Parser::check_height(const Stmt* statement) const {
  HeightCheck(*module_.source, static_cast<int>(kMaxHeight)).visit(statement);
}

}  // namespace retort::python
