// Abstract evaluation of the module level:
//
// - A name is bound to a constant (None, bool, string, sequence of constants) or is unknown.
// - `if` with a constant test takes one branch; with an unknown test both branches are followed and
//   names that differ afterwards are unknown. The body of `try` is taken to succeed; if handlers
//   bind other values, the names are unknown. Loops make what they bind unknown.
// - Functions, classes and imports bind their names to unknown values.
#include "script/constant_header.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <utility>

#include "base/error.h"
#include "python/ast.h"
#include "python/parser.h"

namespace retort::script {
namespace {

using namespace python;

struct Value {
  enum class Kind { unknown, none, boolean, text, sequence };
  Kind kind = Kind::unknown;
  bool truth = false;
  std::string text;
  std::vector<Value> items;
  friend bool operator==(const Value&, const Value&) = default;
};

struct Binding {
  Value value;
  Span span;
  friend bool operator==(const Binding& a, const Binding& b) { return a.value == b.value; }
};

using Bindings = std::map<std::string, Binding, std::less<>>;

Value text_value(std::string text) {
  return {Value::Kind::text, false, std::move(text), {}};
}

std::optional<bool> truth_of(const Value& value) {
  switch (value.kind) {
    case Value::Kind::unknown:
      return std::nullopt;
    case Value::Kind::none:
      return false;
    case Value::Kind::boolean:
      return value.truth;
    case Value::Kind::text:
      return !value.text.empty();
    case Value::Kind::sequence:
      return !value.items.empty();
  }
  return std::nullopt;
}

class Evaluator {
 public:
  void run(StmtList statements) {
    for (const Stmt* statement : statements) run(*statement);
  }

  Bindings bindings;

 private:
  void run(const Stmt& statement) {
    switch (statement.kind) {
      case StmtKind::Assign: {
        const auto& assign = as<Assign>(statement);
        const Value value = evaluate(*assign.value);
        for (const Expr* target : assign.targets) bind(*target, value, statement.span);
        return;
      }
      case StmtKind::AnnAssign: {
        const auto& assign = as<AnnAssign>(statement);
        if (assign.value != nullptr) bind(*assign.target, evaluate(*assign.value), statement.span);
        return;
      }
      case StmtKind::AugAssign:
        return augment(as<AugAssign>(statement));
      case StmtKind::Expr:
        evaluate(*as<ExprStmt>(statement).value);
        return;
      case StmtKind::If:
        return run_if(as<If>(statement));
      case StmtKind::Try:
        return run_try(as<Try>(statement));
      case StmtKind::With:
        for (const WithItem& item : as<With>(statement).items) {
          if (item.optional_vars != nullptr) bind(*item.optional_vars, {}, statement.span);
        }
        return run(as<With>(statement).body);
      case StmtKind::Delete:
        for (const Expr* target : as<Delete>(statement).targets) {
          if (const auto* name = try_as<Name>(target)) bindings.erase(std::string(name->id.text()));
        }
        return;
      default:
        return run_opaque(statement);
    }
  }

  /// Statements that bind names to what cannot be known here.
  void run_opaque(const Stmt& statement) {
    switch (statement.kind) {
      case StmtKind::FunctionDef:
        return forget(as<FunctionDef>(statement).name, statement);
      case StmtKind::AsyncFunctionDef:
        return forget(as<AsyncFunctionDef>(statement).name, statement);
      case StmtKind::ClassDef:
        return forget(as<ClassDef>(statement).name, statement);
      case StmtKind::Import:
        return import(as<Import>(statement).names, statement);
      case StmtKind::ImportFrom:
        return import(as<ImportFrom>(statement).names, statement);
      case StmtKind::For: {
        const auto& loop = as<For>(statement);
        bind(*loop.target, {}, statement.span);
        return run_loop({loop.body, loop.orelse});
      }
      case StmtKind::While:
        return run_loop({as<While>(statement).body, as<While>(statement).orelse});
      case StmtKind::Match:
        for (const MatchCase& choice : as<Match>(statement).cases) run_loop({choice.body});
        return;
      default:
        return;
    }
  }

  void run_loop(std::vector<StmtList> bodies) {
    const Bindings before = bindings;
    for (const StmtList body : bodies) run(body);
    merge(before);
  }

  void run_if(const If& statement) {
    const std::optional<bool> taken = truth_of(evaluate(*statement.test));
    if (taken) return run(*taken ? statement.body : statement.orelse);
    const Bindings before = bindings;
    run(statement.body);
    Bindings other = std::exchange(bindings, before);
    run(statement.orelse);
    merge(other);
  }

  void run_try(const Try& statement) {
    const Bindings before = bindings;
    run(statement.body);
    run(statement.orelse);
    for (const ExceptHandler& handler : statement.handlers) {
      const Bindings succeeded = std::exchange(bindings, before);
      run(handler.body);
      merge(succeeded);
    }
    run(statement.finalbody);
  }

  /// Keeps what is the same on both ways. A name bound on one way only is unknown, too.
  void merge(const Bindings& other) {
    for (auto& [name, binding] : bindings) {
      const auto found = other.find(name);
      if (found == other.end() || !(found->second == binding)) binding.value = {};
    }
    for (const auto& [name, binding] : other) {
      if (!bindings.contains(name)) bindings[name] = {{}, binding.span};
    }
  }

  void forget(Symbol name, const Stmt& statement) {
    bindings[std::string(name.text())] = {{}, statement.span};
  }

  void import(std::span<const Alias> names, const Stmt& statement) {
    for (const Alias& alias : names) forget(alias.asname ? alias.asname : alias.name, statement);
  }

  void bind(const Expr& target, const Value& value, Span span) {
    if (const auto* name = try_as<Name>(&target)) {
      bindings[std::string(name->id.text())] = {value, span};
      return;
    }
    const auto* tuple = try_as<Tuple>(&target);
    const auto* list = try_as<List>(&target);
    if (tuple == nullptr && list == nullptr) return;
    const ExprList targets = tuple != nullptr ? tuple->elts : list->elts;
    const bool fits = value.kind == Value::Kind::sequence && value.items.size() == targets.size();
    for (std::size_t at = 0; at < targets.size(); ++at) {
      const auto* starred = try_as<Starred>(targets[at]);
      const Value item = fits && starred == nullptr ? value.items[at] : Value();
      bind(starred != nullptr ? *starred->value : *targets[at], item, span);
    }
  }

  void augment(const AugAssign& statement) {
    const auto* name = try_as<Name>(statement.target);
    if (name == nullptr) return;
    Binding& binding = bindings[std::string(name->id.text())];
    binding = {combine(binding.value, statement.op, evaluate(*statement.value)), statement.span};
  }

  // ---- Expressions --------------------------------------------------------------------------

  Value evaluate(const Expr& expression) {
    switch (expression.kind) {
      case ExprKind::Constant:
        return constant(as<Constant>(expression));
      case ExprKind::Name: {
        const auto found = bindings.find(as<Name>(expression).id.text());
        return found == bindings.end() ? Value() : found->second.value;
      }
      case ExprKind::Tuple:
        return sequence(as<Tuple>(expression).elts);
      case ExprKind::List:
        return sequence(as<List>(expression).elts);
      case ExprKind::BinOp: {
        const auto& operation = as<BinOp>(expression);
        return combine(evaluate(*operation.left), operation.op, evaluate(*operation.right));
      }
      case ExprKind::IfExp: {
        const auto& choice = as<IfExp>(expression);
        const std::optional<bool> taken = truth_of(evaluate(*choice.test));
        return taken ? evaluate(*taken ? *choice.body : *choice.orelse) : Value();
      }
      case ExprKind::UnaryOp:
        return negated(as<UnaryOp>(expression));
      case ExprKind::BoolOp:
        return either(as<BoolOp>(expression));
      case ExprKind::JoinedStr:
        return joined(as<JoinedStr>(expression));
      case ExprKind::NamedExpr: {
        const auto& named = as<NamedExpr>(expression);
        const Value value = evaluate(*named.value);
        bind(*named.target, value, expression.span);
        return value;
      }
      default:
        return {};
    }
  }

  static Value constant(const Constant& constant) {
    switch (constant.type) {
      case ConstantKind::None:
        return {Value::Kind::none, false, {}, {}};
      case ConstantKind::True:
        return {Value::Kind::boolean, true, {}, {}};
      case ConstantKind::False:
        return {Value::Kind::boolean, false, {}, {}};
      case ConstantKind::Str:
        return text_value(std::string(constant.text));
      default:
        return {};
    }
  }

  Value sequence(ExprList elements) {
    Value value{Value::Kind::sequence, false, {}, {}};
    for (const Expr* element : elements) {
      if (const auto* starred = try_as<Starred>(element)) {
        const Value more = evaluate(*starred->value);
        if (more.kind != Value::Kind::sequence) return {};
        value.items.insert(value.items.end(), more.items.begin(), more.items.end());
      } else {
        value.items.push_back(evaluate(*element));
      }
    }
    return value;
  }

  static Value combine(const Value& left, Operator operation, const Value& right) {
    if (left.kind != right.kind || operation != Operator::Add) return {};
    if (left.kind == Value::Kind::text) return text_value(left.text + right.text);
    if (left.kind != Value::Kind::sequence) return {};
    Value value = left;
    value.items.insert(value.items.end(), right.items.begin(), right.items.end());
    return value;
  }

  Value negated(const UnaryOp& operation) {
    const std::optional<bool> truth = truth_of(evaluate(*operation.operand));
    if (operation.op != UnaryOperator::Not || !truth) return {};
    return {Value::Kind::boolean, !*truth, {}, {}};
  }

  Value either(const BoolOp& operation) {
    Value value;
    for (const Expr* part : operation.values) {
      value = evaluate(*part);
      const std::optional<bool> truth = truth_of(value);
      if (!truth) return {};
      if (*truth == (operation.op == BoolOperator::Or)) return value;
    }
    return value;
  }

  Value joined(const JoinedStr& string) {
    Value value = text_value({});
    for (const Expr* part : string.values) {
      const auto* field = try_as<FormattedValue>(part);
      const bool plain = field == nullptr || (field->format_spec == nullptr &&
                                              (field->conversion == 0 || field->conversion == 's'));
      const Value piece = plain ? evaluate(field != nullptr ? *field->value : *part) : Value();
      if (piece.kind != Value::Kind::text) return {};
      value.text += piece.text;
    }
    return value;
  }
};

[[noreturn]] void fail_unknown(std::string_view name, const Source& source, Span span) {
  throw Error(ErrorCode::unknown_value,
              fmt::format("The value of `{}` can't be known without running the migration", name),
              place_in(source, span))
      .with_hint("Write it as a plain string, a tuple of strings or None.");
}

HeaderValue to_header(std::string_view name, const Binding& binding, const Source& source) {
  HeaderValue out;
  out.span = binding.span;
  switch (binding.value.kind) {
    case Value::Kind::none:
      out.kind = HeaderValue::Kind::none;
      return out;
    case Value::Kind::text:
      out.kind = HeaderValue::Kind::text;
      out.items = {binding.value.text};
      return out;
    case Value::Kind::sequence:
      out.kind = HeaderValue::Kind::sequence;
      for (const Value& item : binding.value.items) {
        if (item.kind != Value::Kind::text) fail_unknown(name, source, binding.span);
        out.items.push_back(item.text);
      }
      return out;
    default:
      fail_unknown(name, source, binding.span);
  }
}

std::string docstring_of(const Module& module) {
  if (module.body.empty()) return {};
  const auto* statement = try_as<ExprStmt>(module.body.front());
  if (statement == nullptr) return {};
  const auto* constant = try_as<Constant>(statement->value);
  if (constant == nullptr || constant->type != ConstantKind::Str) return {};
  return std::string(constant->text);
}

}  // namespace

Header ConstantHeaderFallback::read(const Source& source) const {
  const std::unique_ptr<const Module> module = parse_module(std::make_shared<const Source>(source));
  Evaluator evaluator;
  evaluator.run(module->body);
  Header header;
  header.docstring = docstring_of(*module);
  for (const auto& [name, binding] : evaluator.bindings) {
    HeaderValue* variable = header.variable(name);
    if (variable != nullptr) *variable = to_header(name, binding, *module->source);
    if (name == "__doc__" && binding.value.kind == Value::Kind::text) {
      header.docstring = binding.value.text;
    }
  }
  return header;
}

}  // namespace retort::script
