// Abstract evaluation of the module level:
//
// - A name is bound to a constant (None, bool, string, sequence of constants) or is unknown.
// - `if` with a constant test takes one branch; with an unknown test both branches are followed and
//   names that differ afterwards are unknown. The body of `try` is taken to succeed; if handlers
//   bind other values, the names are unknown. Loops make what they bind unknown.
// - Functions and classes bind their names to unknown values.
// - An import binds its name to a reference, a dotted name. Where its value matters, the project's
//   module is read in the same way, and only then.
#include "script/constant_header.h"

#include <fmt/format.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "base/error.h"
#include "python/ast.h"
#include "python/parser.h"

namespace retort::script {
namespace {

using namespace python;

struct Value {
  enum class Kind { unknown, none, boolean, text, sequence, reference };
  Kind kind = Kind::unknown;
  bool truth = false;
  std::string text;  ///< The dotted name of a reference.
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
    case Value::Kind::reference:
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

/// The value behind a dotted name, unknown if it is none of the project's constants.
using Resolve = std::function<Value(const std::string&)>;

class Evaluator {
 public:
  /// `package`: the dotted name from which relative imports start. Empty: they are unknown.
  Evaluator(Resolve resolve, std::string package)
      : resolve_(std::move(resolve)), package_(std::move(package)) {}

  void run(StmtList statements) {
    for (const Stmt* statement : statements) run(*statement);
  }

  Bindings bindings;

 private:
  void run(const Stmt& statement) {
    switch (statement.kind) {
      case StmtKind::Assign: {
        const auto& assign = as<Assign>(statement);
        const Value value = evaluate_reference(*assign.value);
        for (const Expr* target : assign.targets) bind(*target, value, statement.span);
        return;
      }
      case StmtKind::AnnAssign: {
        const auto& assign = as<AnnAssign>(statement);
        if (assign.value == nullptr) return;
        return bind(*assign.target, evaluate_reference(*assign.value), statement.span);
      }
      case StmtKind::AugAssign:
        return augment(as<AugAssign>(statement));
      case StmtKind::Expr:
        evaluate_reference(*as<ExprStmt>(statement).value);
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
        return import_from(as<ImportFrom>(statement));
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

  void refer(std::string_view name, std::string dotted, Span span) {
    bindings[std::string(name)] = {{Value::Kind::reference, false, std::move(dotted), {}}, span};
  }

  void import(std::span<const Alias> names, const Stmt& statement) {
    for (const Alias& alias : names) {
      const std::string_view dotted = alias.name.text();
      const std::string_view first = dotted.substr(0, dotted.find('.'));
      if (alias.asname) {
        refer(alias.asname.text(), std::string(dotted), statement.span);
      } else {
        refer(first, std::string(first), statement.span);
      }
    }
  }

  /// The module that `from ...x import` names; empty when it cannot be known.
  std::string module_of(const ImportFrom& statement) const {
    if (statement.level == 0) return std::string(statement.module.text());
    std::string out = package_;
    for (int level = 1; level < statement.level && !out.empty(); ++level) {
      const std::size_t dot = out.rfind('.');
      out.resize(dot == std::string::npos ? 0 : dot);
    }
    if (out.empty() || !statement.module || statement.module.text().empty()) return out;
    return out + "." + std::string(statement.module.text());
  }

  void import_from(const ImportFrom& statement) {
    const std::string module = module_of(statement);
    for (const Alias& alias : statement.names) {
      const Symbol name = alias.asname ? alias.asname : alias.name;
      if (module.empty()) {
        forget(name, statement);
      } else {
        refer(name.text(), module + "." + std::string(alias.name.text()), statement.span);
      }
    }
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
    if (binding.value.kind == Value::Kind::reference) binding.value = resolve_(binding.value.text);
    binding = {combine(binding.value, statement.op, evaluate(*statement.value)), statement.span};
  }

  // ---- Expressions --------------------------------------------------------------------------

  /// The value, with the constant behind a reference in its place.
  Value evaluate(const Expr& expression) {
    Value value = evaluate_reference(expression);
    return value.kind == Value::Kind::reference ? resolve_(value.text) : value;
  }

  Value evaluate_reference(const Expr& expression) {
    if (const auto* name = try_as<Name>(&expression)) {
      const auto found = bindings.find(name->id.text());
      return found == bindings.end() ? Value() : found->second.value;
    }
    if (const auto* attribute = try_as<Attribute>(&expression)) {
      Value base = evaluate_reference(*attribute->value);
      if (base.kind != Value::Kind::reference) return {};
      base.text += "." + std::string(attribute->attr.text());
      return base;
    }
    return evaluate_constant(expression);
  }

  Value evaluate_constant(const Expr& expression) {
    switch (expression.kind) {
      case ExprKind::Constant:
        return constant(as<Constant>(expression));
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

  Resolve resolve_;
  std::string package_;
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

/// The project's modules that headers refer to, each read once. Safe for several threads.
class ConstantHeaderFallback::Modules {
 public:
  explicit Modules(ModuleFolders folders) : folders_(std::move(folders)) {}

  /// The constant behind a dotted name: the longest part of it that is a module, and the name in
  /// it.
  Value resolve(const std::string& dotted) {
    const std::lock_guard lock(mutex_);
    return find(dotted, 0);
  }

 private:
  static constexpr int kMaxDepth = 32;

  Value find(const std::string& dotted, int depth) {
    if (depth > kMaxDepth || folders_.files == nullptr) return {};
    for (std::size_t dot = dotted.rfind('.'); dot != std::string::npos && dot > 0;
         dot = dotted.rfind('.', dot - 1)) {
      const Bindings* module = bindings_of(dotted.substr(0, dot), depth);
      if (module == nullptr) continue;
      const std::string rest = dotted.substr(dot + 1);
      const std::string name = rest.substr(0, rest.find('.'));
      const auto found = module->find(name);
      if (found == module->end()) return {};
      const Value& value = found->second.value;
      if (value.kind == Value::Kind::reference) {
        return find(value.text + rest.substr(name.size()), depth + 1);
      }
      return rest.size() == name.size() ? value : Value();
    }
    return {};
  }

  /// Null if there is no such module, or it does not parse.
  const Bindings* bindings_of(const std::string& dotted, int depth) {
    const auto known = modules_.find(dotted);
    if (known != modules_.end()) return known->second.get();
    std::unique_ptr<Bindings>& entry = modules_[dotted];
    std::string path = dotted;
    for (char& c : path) c = c == '.' ? '/' : c;
    for (const std::string& folder : folders_.folders) {
      for (const bool is_package : {true, false}) {
        const std::string file = folder + '/' + path + (is_package ? "/__init__.py" : ".py");
        const std::optional<std::string> text = folders_.files->read_if_exists(file);
        if (!text) continue;
        entry = read(Source{file, *text}, is_package ? dotted : parent_of(dotted), depth);
        return entry.get();
      }
    }
    return nullptr;
  }

  static std::string parent_of(const std::string& dotted) {
    const std::size_t dot = dotted.rfind('.');
    return dot == std::string::npos ? std::string() : dotted.substr(0, dot);
  }

  std::unique_ptr<Bindings> read(Source source, const std::string& package, int depth) {
    try {
      const std::unique_ptr<const Module> module =
          parse_module(std::make_shared<const Source>(std::move(source)));
      Evaluator evaluator(
          [this, depth](const std::string& dotted) { return find(dotted, depth + 1); }, package);
      evaluator.run(module->body);
      return std::make_unique<Bindings>(std::move(evaluator.bindings));
    } catch (const Error&) {
      return nullptr;
    }
  }

  ModuleFolders folders_;
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Bindings>> modules_;
};

ConstantHeaderFallback::ConstantHeaderFallback(ModuleFolders folders)
    : modules_(std::make_unique<Modules>(std::move(folders))) {}
ConstantHeaderFallback::~ConstantHeaderFallback() = default;

Header ConstantHeaderFallback::read(const Source& source) const {
  const std::unique_ptr<const Module> module = parse_module(std::make_shared<const Source>(source));
  const Resolve resolve = [this](const std::string& dotted) { return modules_->resolve(dotted); };
  Evaluator evaluator(resolve, {});
  evaluator.run(module->body);
  Header header;
  header.docstring = docstring_of(*module);
  for (const auto& [name, binding] : evaluator.bindings) {
    HeaderValue* variable = header.variable(name);
    if (variable != nullptr) {
      Binding settled = binding;
      if (settled.value.kind == Value::Kind::reference) {
        settled.value = modules_->resolve(settled.value.text);
      }
      *variable = to_header(name, settled, *module->source);
    }
    if (name == "__doc__" && binding.value.kind == Value::Kind::text) {
      header.docstring = binding.value.text;
    }
  }
  return header;
}

}  // namespace retort::script
