// Each node writes its class and its fields in CPython's order; optional fields that are absent are
// left out, as ast.dump does.
#include "python/dump.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <type_traits>
#include <vector>

namespace retort::python {
namespace {

constexpr std::array<std::string_view, 3> kContexts = {"Load()", "Store()", "Del()"};
constexpr std::array<std::string_view, 2> kBoolOperators = {"And()", "Or()"};
constexpr std::array<std::string_view, 13> kOperators = {
    "Add()",    "Sub()",    "Mult()",  "MatMult()", "Div()",    "Mod()",     "Pow()",
    "LShift()", "RShift()", "BitOr()", "BitXor()",  "BitAnd()", "FloorDiv()"};
constexpr std::array<std::string_view, 4> kUnaryOperators = {"Invert()", "Not()", "UAdd()",
                                                             "USub()"};
constexpr std::array<std::string_view, 10> kCompareOperators = {
    "Eq()", "NotEq()", "Lt()", "LtE()", "Gt()", "GtE()", "Is()", "IsNot()", "In()", "NotIn()"};

// Digits of any radix as decimal digits.
std::string decimal_digits(std::string_view digits) {
  int radix = 10;
  if (digits.size() > 2 && digits[0] == '0') {
    const char letter = static_cast<char>(digits[1] | 0x20);
    radix = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
  }
  if (radix == 10) return std::string(digits);
  constexpr std::uint64_t kBase = 1000000000;
  std::vector<std::uint64_t> groups{0};  // Least significant first.
  for (const char c : digits.substr(2)) {
    const char lower = static_cast<char>(c | 0x20);
    std::uint64_t carry = static_cast<std::uint64_t>(c <= '9' ? c - '0' : lower - 'a' + 10);
    for (std::uint64_t& group : groups) {
      const std::uint64_t value = group * static_cast<std::uint64_t>(radix) + carry;
      group = value % kBase;
      carry = value / kBase;
    }
    if (carry != 0) groups.push_back(carry);
  }
  std::string out = std::to_string(groups.back());
  for (std::size_t i = groups.size() - 1; i-- > 0;) out += fmt::format("{:09}", groups[i]);
  return out;
}

class Dumper {
 public:
  Dumper(const Module& module, DumpPlaces places) : module_(module), places_(places) {
    if (places_ == DumpPlaces::None) return;
    lines_.push_back(0);
    const std::string_view text = module.source->text;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') lines_.push_back(static_cast<std::uint32_t>(i + 1));
    }
  }

  std::string run() {
    node("Module");
    field("body", module_.body);
    separate();
    out_ += "type_ignores=[])";
    return std::move(out_);
  }

 private:
  void node(std::string_view name) {
    out_ += name;
    out_ += '(';
  }
  void separate() {
    if (out_.back() != '(') out_ += ", ";
  }
  void label(std::string_view name) {
    separate();
    out_ += name;
    out_ += '=';
  }
  // An optional field: left out when null or empty.
  void field(std::string_view name, const Expr* value) {
    if (value == nullptr) return;
    label(name);
    write(*value);
  }
  void field(std::string_view name, const Pattern* value) {
    if (value == nullptr) return;
    label(name);
    write(*value);
  }
  void field(std::string_view name, Symbol value) {
    if (!value) return;
    label(name);
    out_ += repr_of_text(value.text());
  }
  void field_text(std::string_view name, std::string_view value) {
    label(name);
    out_ += value;
  }
  template <class Item>
  void field(std::string_view name, std::span<const Item> items) {
    label(name);
    out_ += '[';
    bool first = true;
    for (const Item& item : items) {
      if (!first) out_ += ", ";
      first = false;
      if constexpr (std::is_pointer_v<Item>) {
        if (item == nullptr) {
          out_ += "None";
        } else {
          write(*item);
        }
      } else {
        write(item);
      }
    }
    out_ += ']';
  }
  void field(std::string_view name, ExprContext ctx) {
    field_text(name, kContexts[static_cast<std::size_t>(ctx)]);
  }
  void field(std::string_view name, Operator op) {
    field_text(name, kOperators[static_cast<std::size_t>(op)]);
  }
  void type_params(TypeParamList params) {
    if (!params.empty()) field("type_params", params);
  }
  void close() { out_ += ')'; }
  void close(Span span) {
    if (places_ == DumpPlaces::All) {
      place("", span.begin);
      place("end_", span.end);
    }
    out_ += ')';
  }
  void place(std::string_view prefix, std::uint32_t offset) {
    const auto line = std::upper_bound(lines_.begin(), lines_.end(), offset) - 1;
    separate();
    out_ += fmt::format("{}lineno={}, {}col_offset={}", prefix, line - lines_.begin() + 1, prefix,
                        offset - *line);
  }

  void write(const Stmt& statement);
  void write(const Expr& expr);
  void write(const Pattern& pattern);
  void write(const TypeParam& param);
  void write(const Comprehension& comprehension);
  void write(const Arguments& arguments);
  void write(const Arg& arg);
  void write(const Keyword& keyword);
  void write(const Alias& alias);
  void write(const WithItem& item);
  void write(const ExceptHandler& handler);
  void write(const MatchCase& match_case);
  void write(Symbol symbol) { out_ += repr_of_text(symbol.text()); }
  void write(CompareOperator op) { out_ += kCompareOperators[static_cast<std::size_t>(op)]; }

  void write_compound(const Stmt& statement);
  void write_operation(const Expr& expr);
  void write_access(const Expr& expr);
  void write_constant(const Constant& constant);
  template <class Definition>
  void write_function(std::string_view name, const Definition& definition);
  template <class Loop>
  void write_for(std::string_view name, const Loop& loop);
  template <class TryNode>
  void write_try(std::string_view name, const TryNode& statement);
  template <class Comprehended>
  void write_comprehended(std::string_view name, const Comprehended& expr);

  const Module& module_;
  DumpPlaces places_;
  std::vector<std::uint32_t> lines_;  ///< Offset of each line.
  std::string out_;
};

// ---- Parts.

void Dumper::write(const TypeParam& param) {
  constexpr std::array<std::string_view, 3> kNames = {"TypeVar", "ParamSpec", "TypeVarTuple"};
  node(kNames[static_cast<std::size_t>(param.kind)]);
  field("name", param.name);
  field("bound", param.bound);
  close(param.span);
}

void Dumper::write(const Comprehension& comprehension) {
  node("comprehension");
  field("target", comprehension.target);
  field("iter", comprehension.iter);
  field("ifs", comprehension.ifs);
  field_text("is_async", comprehension.is_async ? "1" : "0");
  close();
}

void Dumper::write(const Arguments& arguments) {
  const auto single = [&](std::string_view name, const Arg* arg) {
    if (arg == nullptr) return;
    label(name);
    write(*arg);
  };
  node("arguments");
  field("posonlyargs", arguments.posonlyargs);
  field("args", arguments.args);
  single("vararg", arguments.vararg);
  field("kwonlyargs", arguments.kwonlyargs);
  field("kw_defaults", arguments.kw_defaults);
  single("kwarg", arguments.kwarg);
  field("defaults", arguments.defaults);
  close();
}

void Dumper::write(const Arg& arg) {
  node("arg");
  field("arg", arg.arg);
  field("annotation", arg.annotation);
  close(arg.span);
}

void Dumper::write(const Keyword& keyword) {
  node("keyword");
  field("arg", keyword.arg);
  field("value", keyword.value);
  close(keyword.span);
}

void Dumper::write(const Alias& alias) {
  node("alias");
  field("name", alias.name);
  field("asname", alias.asname);
  close(alias.span);
}

void Dumper::write(const WithItem& item) {
  node("withitem");
  field("context_expr", item.context_expr);
  field("optional_vars", item.optional_vars);
  close();
}

void Dumper::write(const ExceptHandler& handler) {
  node("ExceptHandler");
  field("type", handler.type);
  field("name", handler.name);
  field("body", handler.body);
  close(handler.span);
}

void Dumper::write(const MatchCase& match_case) {
  node("match_case");
  field("pattern", match_case.pattern);
  field("guard", match_case.guard);
  field("body", match_case.body);
  close();
}

// ---- Statements.

template <class Definition>
void Dumper::write_function(std::string_view name, const Definition& definition) {
  node(name);
  field("name", definition.name);
  label("args");
  write(*definition.args);
  field("body", definition.body);
  field("decorator_list", definition.decorator_list);
  field("returns", definition.returns);
  type_params(definition.type_params);
}

template <class Loop>
void Dumper::write_for(std::string_view name, const Loop& loop) {
  node(name);
  field("target", loop.target);
  field("iter", loop.iter);
  field("body", loop.body);
  field("orelse", loop.orelse);
}

template <class TryNode>
void Dumper::write_try(std::string_view name, const TryNode& statement) {
  node(name);
  field("body", statement.body);
  field("handlers", statement.handlers);
  field("orelse", statement.orelse);
  field("finalbody", statement.finalbody);
}

void Dumper::write(const Stmt& statement) {
  switch (statement.kind) {
    case StmtKind::Return:
      node("Return");
      field("value", as<Return>(statement).value);
      break;
    case StmtKind::Delete:
      node("Delete");
      field("targets", as<Delete>(statement).targets);
      break;
    case StmtKind::Assign:
      node("Assign");
      field("targets", as<Assign>(statement).targets);
      field("value", as<Assign>(statement).value);
      break;
    case StmtKind::TypeAlias:
      node("TypeAlias");
      field("name", as<TypeAlias>(statement).name);
      type_params(as<TypeAlias>(statement).type_params);
      field("value", as<TypeAlias>(statement).value);
      break;
    case StmtKind::AugAssign:
      node("AugAssign");
      field("target", as<AugAssign>(statement).target);
      field("op", as<AugAssign>(statement).op);
      field("value", as<AugAssign>(statement).value);
      break;
    case StmtKind::AnnAssign:
      node("AnnAssign");
      field("target", as<AnnAssign>(statement).target);
      field("annotation", as<AnnAssign>(statement).annotation);
      field("value", as<AnnAssign>(statement).value);
      field_text("simple", as<AnnAssign>(statement).simple ? "1" : "0");
      break;
    case StmtKind::Raise:
      node("Raise");
      field("exc", as<Raise>(statement).exc);
      field("cause", as<Raise>(statement).cause);
      break;
    case StmtKind::Assert:
      node("Assert");
      field("test", as<Assert>(statement).test);
      field("msg", as<Assert>(statement).msg);
      break;
    case StmtKind::Import:
      node("Import");
      field("names", as<Import>(statement).names);
      break;
    case StmtKind::ImportFrom:
      node("ImportFrom");
      field("module", as<ImportFrom>(statement).module);
      field("names", as<ImportFrom>(statement).names);
      field_text("level", std::to_string(as<ImportFrom>(statement).level));
      break;
    case StmtKind::Global:
      node("Global");
      field("names", as<Global>(statement).names);
      break;
    case StmtKind::Nonlocal:
      node("Nonlocal");
      field("names", as<Nonlocal>(statement).names);
      break;
    case StmtKind::Expr:
      node("Expr");
      field("value", as<ExprStmt>(statement).value);
      break;
    case StmtKind::Pass:
      node("Pass");
      break;
    case StmtKind::Break:
      node("Break");
      break;
    case StmtKind::Continue:
      node("Continue");
      break;
    default:
      write_compound(statement);
      break;
  }
  close(statement.span);
}

void Dumper::write_compound(const Stmt& statement) {
  switch (statement.kind) {
    case StmtKind::FunctionDef:
      return write_function("FunctionDef", as<FunctionDef>(statement));
    case StmtKind::AsyncFunctionDef:
      return write_function("AsyncFunctionDef", as<AsyncFunctionDef>(statement));
    case StmtKind::ClassDef: {
      const auto& definition = as<ClassDef>(statement);
      node("ClassDef");
      field("name", definition.name);
      field("bases", definition.bases);
      field("keywords", definition.keywords);
      field("body", definition.body);
      field("decorator_list", definition.decorator_list);
      return type_params(definition.type_params);
    }
    case StmtKind::For:
      return write_for("For", as<For>(statement));
    case StmtKind::AsyncFor:
      return write_for("AsyncFor", as<AsyncFor>(statement));
    case StmtKind::While:
      node("While");
      field("test", as<While>(statement).test);
      field("body", as<While>(statement).body);
      return field("orelse", as<While>(statement).orelse);
    case StmtKind::If:
      node("If");
      field("test", as<If>(statement).test);
      field("body", as<If>(statement).body);
      return field("orelse", as<If>(statement).orelse);
    case StmtKind::With:
      node("With");
      field("items", as<With>(statement).items);
      return field("body", as<With>(statement).body);
    case StmtKind::AsyncWith:
      node("AsyncWith");
      field("items", as<AsyncWith>(statement).items);
      return field("body", as<AsyncWith>(statement).body);
    case StmtKind::Match:
      node("Match");
      field("subject", as<Match>(statement).subject);
      return field("cases", as<Match>(statement).cases);
    case StmtKind::Try:
      return write_try("Try", as<Try>(statement));
    case StmtKind::TryStar:
      return write_try("TryStar", as<TryStar>(statement));
    default:
      return;
  }
}

// ---- Expressions.

template <class Comprehended>
void Dumper::write_comprehended(std::string_view name, const Comprehended& expr) {
  node(name);
  field("elt", expr.elt);
  field("generators", expr.generators);
}

void Dumper::write_constant(const Constant& constant) {
  node("Constant");
  label("value");
  switch (constant.type) {
    case ConstantKind::None:
      out_ += "None";
      break;
    case ConstantKind::True:
      out_ += "True";
      break;
    case ConstantKind::False:
      out_ += "False";
      break;
    case ConstantKind::Ellipsis:
      out_ += "Ellipsis";
      break;
    case ConstantKind::Str:
      out_ += repr_of_text(constant.text);
      break;
    case ConstantKind::Bytes:
      out_ += repr_of_bytes(constant.text);
      break;
    case ConstantKind::Int:
      out_ += std::to_string(constant.integer);
      break;
    case ConstantKind::BigInt:
      out_ += decimal_digits(constant.text);
      break;
    case ConstantKind::Float:
      out_ += repr_of_float(constant.number);
      break;
    case ConstantKind::Complex: {
      std::string imaginary = repr_of_float(constant.number);
      if (imaginary.ends_with(".0")) imaginary.resize(imaginary.size() - 2);
      out_ += imaginary + 'j';
      break;
    }
  }
  if (constant.u_prefix) field_text("kind", "'u'");
}

void Dumper::write(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::Dict:
      node("Dict");
      field("keys", as<Dict>(expr).keys);
      field("values", as<Dict>(expr).values);
      break;
    case ExprKind::Set:
      node("Set");
      field("elts", as<Set>(expr).elts);
      break;
    case ExprKind::ListComp:
      write_comprehended("ListComp", as<ListComp>(expr));
      break;
    case ExprKind::SetComp:
      write_comprehended("SetComp", as<SetComp>(expr));
      break;
    case ExprKind::GeneratorExp:
      write_comprehended("GeneratorExp", as<GeneratorExp>(expr));
      break;
    case ExprKind::DictComp:
      node("DictComp");
      field("key", as<DictComp>(expr).key);
      field("value", as<DictComp>(expr).value);
      field("generators", as<DictComp>(expr).generators);
      break;
    case ExprKind::Constant:
      write_constant(as<Constant>(expr));
      break;
    case ExprKind::JoinedStr:
      node("JoinedStr");
      field("values", as<JoinedStr>(expr).values);
      break;
    case ExprKind::FormattedValue: {
      const auto& value = as<FormattedValue>(expr);
      node("FormattedValue");
      field("value", value.value);
      field_text("conversion", value.conversion == 0 ? "-1" : std::to_string(value.conversion));
      field("format_spec", value.format_spec);
      break;
    }
    case ExprKind::List:
      node("List");
      field("elts", as<List>(expr).elts);
      field("ctx", as<List>(expr).ctx);
      break;
    case ExprKind::Tuple:
      node("Tuple");
      field("elts", as<Tuple>(expr).elts);
      field("ctx", as<Tuple>(expr).ctx);
      break;
    case ExprKind::Name:
    case ExprKind::Attribute:
    case ExprKind::Subscript:
    case ExprKind::Starred:
    case ExprKind::Slice:
    case ExprKind::Call:
      write_access(expr);
      break;
    default:
      write_operation(expr);
      break;
  }
  close(expr.span);
}

void Dumper::write_access(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::Name:
      node("Name");
      field("id", as<Name>(expr).id);
      return field("ctx", as<Name>(expr).ctx);
    case ExprKind::Attribute:
      node("Attribute");
      field("value", as<Attribute>(expr).value);
      field("attr", as<Attribute>(expr).attr);
      return field("ctx", as<Attribute>(expr).ctx);
    case ExprKind::Subscript:
      node("Subscript");
      field("value", as<Subscript>(expr).value);
      field("slice", as<Subscript>(expr).slice);
      return field("ctx", as<Subscript>(expr).ctx);
    case ExprKind::Starred:
      node("Starred");
      field("value", as<Starred>(expr).value);
      return field("ctx", as<Starred>(expr).ctx);
    case ExprKind::Slice:
      node("Slice");
      field("lower", as<Slice>(expr).lower);
      field("upper", as<Slice>(expr).upper);
      return field("step", as<Slice>(expr).step);
    case ExprKind::Call:
      node("Call");
      field("func", as<Call>(expr).func);
      field("args", as<Call>(expr).args);
      return field("keywords", as<Call>(expr).keywords);
    default:
      return;
  }
}

void Dumper::write_operation(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::BoolOp:
      node("BoolOp");
      field_text("op", kBoolOperators[static_cast<std::size_t>(as<BoolOp>(expr).op)]);
      return field("values", as<BoolOp>(expr).values);
    case ExprKind::NamedExpr:
      node("NamedExpr");
      field("target", as<NamedExpr>(expr).target);
      return field("value", as<NamedExpr>(expr).value);
    case ExprKind::BinOp:
      node("BinOp");
      field("left", as<BinOp>(expr).left);
      field("op", as<BinOp>(expr).op);
      return field("right", as<BinOp>(expr).right);
    case ExprKind::UnaryOp:
      node("UnaryOp");
      field_text("op", kUnaryOperators[static_cast<std::size_t>(as<UnaryOp>(expr).op)]);
      return field("operand", as<UnaryOp>(expr).operand);
    case ExprKind::Lambda:
      node("Lambda");
      label("args");
      write(*as<Lambda>(expr).args);
      return field("body", as<Lambda>(expr).body);
    case ExprKind::IfExp:
      node("IfExp");
      field("test", as<IfExp>(expr).test);
      field("body", as<IfExp>(expr).body);
      return field("orelse", as<IfExp>(expr).orelse);
    case ExprKind::Await:
      node("Await");
      return field("value", as<Await>(expr).value);
    case ExprKind::Yield:
      node("Yield");
      return field("value", as<Yield>(expr).value);
    case ExprKind::YieldFrom:
      node("YieldFrom");
      return field("value", as<YieldFrom>(expr).value);
    case ExprKind::Compare:
      node("Compare");
      field("left", as<Compare>(expr).left);
      field("ops", as<Compare>(expr).ops);
      return field("comparators", as<Compare>(expr).comparators);
    default:
      return;
  }
}

// ---- Patterns.

void Dumper::write(const Pattern& pattern) {
  switch (pattern.kind) {
    case PatternKind::MatchValue:
      node("MatchValue");
      field("value", as<MatchValue>(pattern).value);
      break;
    case PatternKind::MatchSingleton: {
      const ConstantKind value = as<MatchSingleton>(pattern).value;
      node("MatchSingleton");
      field_text("value", value == ConstantKind::None   ? "None"
                          : value == ConstantKind::True ? "True"
                                                        : "False");
      break;
    }
    case PatternKind::MatchSequence:
      node("MatchSequence");
      field("patterns", as<MatchSequence>(pattern).patterns);
      break;
    case PatternKind::MatchMapping:
      node("MatchMapping");
      field("keys", as<MatchMapping>(pattern).keys);
      field("patterns", as<MatchMapping>(pattern).patterns);
      field("rest", as<MatchMapping>(pattern).rest);
      break;
    case PatternKind::MatchClass:
      node("MatchClass");
      field("cls", as<MatchClass>(pattern).cls);
      field("patterns", as<MatchClass>(pattern).patterns);
      field("kwd_attrs", as<MatchClass>(pattern).kwd_attrs);
      field("kwd_patterns", as<MatchClass>(pattern).kwd_patterns);
      break;
    case PatternKind::MatchStar:
      node("MatchStar");
      field("name", as<MatchStar>(pattern).name);
      break;
    case PatternKind::MatchAs:
      node("MatchAs");
      field("pattern", as<MatchAs>(pattern).pattern);
      field("name", as<MatchAs>(pattern).name);
      break;
    case PatternKind::MatchOr:
      node("MatchOr");
      field("patterns", as<MatchOr>(pattern).patterns);
      break;
  }
  close(pattern.span);
}

}  // namespace

std::string dump(const Module& module, DumpPlaces places) {
  return Dumper(module, places).run();
}

}  // namespace retort::python
