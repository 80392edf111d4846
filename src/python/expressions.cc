// Expressions: names, operators, calls, displays, f-strings.
#include <array>

#include "python/builtin_types.h"
#include "python/evaluator.h"
#include "python/generators.h"
#include "python/mappings.h"
#include "python/numbers.h"
#include "python/text_format.h"
#include "python/unknown.h"
#include "python/utf8.h"

namespace retort::python {
namespace {

bool declared(const std::vector<Symbol>& list, Symbol name) {
  for (const Symbol item : list) {
    if (item == name) return true;
  }
  return false;
}

}  // namespace

Value Evaluator::load(Scope& scope, Symbol name) {
  if (scope.environment != nullptr && scope.body == nullptr) {
    const int slot = scope.environment->code.slot(name);
    if (slot >= 0) {
      const Value& value = scope.environment->slots[static_cast<std::size_t>(slot)];
      if (!value.is_absent()) return value;
      in_.raise(Builtin::UnboundLocalError, "cannot access local variable '" +
                                                std::string(name.text()) +
                                                "' where it is not associated with a value");
    }
  }
  if (scope.body != nullptr) {
    if (const Value* value = scope.body->find(name)) return *value;
  }
  const Environment* environment = scope.environment;
  if (environment != nullptr && scope.body == nullptr) {
    if (declared(environment->code.globals, name))
      environment = nullptr;
    else
      environment = environment->parent.get();
  }
  for (; environment != nullptr; environment = environment->parent.get()) {
    const int slot = environment->code.slot(name);
    if (slot < 0) {
      if (declared(environment->code.globals, name)) break;
      continue;
    }
    const Value& value = environment->slots[static_cast<std::size_t>(slot)];
    if (!value.is_absent()) return value;
    in_.raise(Builtin::NameError, "cannot access free variable '" + std::string(name.text()) +
                                      "' where it is not associated with a value in enclosing "
                                      "scope");
  }
  if (const Value* value = scope.module->globals.find(name)) return *value;
  Value builtin = builtin_name(in_, name);
  if (!builtin.is_absent()) return builtin;
  in_.raise(Builtin::NameError, "name '" + std::string(name.text()) + "' is not defined");
}

void Evaluator::store(Scope& scope, Symbol name, const Value& value) {
  if (scope.body != nullptr) {
    if (scope.declarations == nullptr || !declared(scope.declarations->globals, name)) {
      scope.body->set(name, value);
      return;
    }
    scope.module->globals.set(name, value);
    return;
  }
  if (declared(scope.environment->code.globals, name)) {
    scope.module->globals.set(name, value);
    return;
  }
  for (Environment* at = scope.environment; at != nullptr; at = at->parent.get()) {
    const int slot = at->code.slot(name);
    if (slot < 0) continue;
    at->slots[static_cast<std::size_t>(slot)] = value;
    return;
  }
  scope.module->globals.set(name, value);
}

// `:=` inside a comprehension binds in the function around it.
void Evaluator::store_walrus(Scope& scope, Symbol name, const Value& value) {
  if (scope.environment == nullptr || scope.environment->function != nullptr ||
      scope.body != nullptr) {
    return store(scope, name, value);
  }
  Environment* at = scope.environment;
  while (at != nullptr && at->function == nullptr) at = at->parent.get();
  if (at == nullptr) {
    scope.module->globals.set(name, value);
    return;
  }
  Scope outer = scope;
  outer.environment = at;
  store(outer, name, value);
}

Value Evaluator::constant(const Constant& node) {
  switch (node.type) {
    case ConstantKind::None:
      return {};
    case ConstantKind::True:
      return Value::boolean(true);
    case ConstantKind::False:
      return Value::boolean(false);
    case ConstantKind::Ellipsis:
      return ellipsis(in_);
    case ConstantKind::Str:
      return Value::string(node.text);
    case ConstantKind::Bytes:
      return make<BytesObject>(std::string(node.text));
    case ConstantKind::Int:
      return Value::integer(node.integer);
    case ConstantKind::BigInt:
      fail_integer_overflow(in_);
    case ConstantKind::Float:
      return Value::real(node.number);
    case ConstantKind::Complex:
      in_.fail(ErrorCode::script, "complex numbers are not supported in scripts");
  }
  return {};
}

void Evaluator::items(Scope& scope, ExprList nodes, ValueList& out) {
  out.reserve(out.size() + nodes.size());
  for (const Expr* node : nodes) {
    if (const auto* starred = try_as<Starred>(node)) {
      const Value value = expression(scope, *starred->value);
      scope.frame->span = node->span;
      const ValueList more = in_.items_of(value);
      out.insert(out.end(), more.begin(), more.end());
    } else {
      out.push_back(expression(scope, *node));
    }
  }
}

Value Evaluator::dict(Scope& scope, const Dict& node) {
  const Ref<DictObject> result = make<DictObject>();
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    if (node.keys[i] == nullptr) {
      const Value value = expression(scope, *node.values[i]);
      if (unwrap(value).try_as<DictObject>() == nullptr &&
          in_.find_attribute(value, "keys").is_absent()) {
        in_.raise(Builtin::TypeError,
                  "'" + std::string(in_.type_name(value)) + "' object is not a mapping");
      }
      update_dict(in_, *result, value);
      continue;
    }
    const Value key = expression(scope, *node.keys[i]);
    Value value = expression(scope, *node.values[i]);
    result->table.set(in_, key, std::move(value));
  }
  return result;
}

Value Evaluator::joined(Scope& scope, const JoinedStr& node) {
  std::string text;
  Value unknown = Value::absent();
  for (const Expr* part : node.values) {
    if (const auto* fixed = try_as<Constant>(part)) {
      text += fixed->text;
      continue;
    }
    const auto& field = as<FormattedValue>(*part);
    Value value = expression(scope, *field.value);
    scope.frame->span = field.value->span;
    if (unknown.is_absent()) unknown = unknown_among(std::span(&value, 1));
    if (!unknown.is_absent()) continue;
    if (field.conversion == 's') value = Value::string(in_.str(value));
    if (field.conversion == 'r') value = Value::string(in_.repr(value));
    if (field.conversion == 'a') value = Value::string(in_.repr(value));
    if (field.format_spec == nullptr) {
      text += in_.format(value, "");
    } else {
      const Value spec = joined(scope, *field.format_spec);
      if (string_of(spec) == nullptr) return spec;  // Unknown.
      text += in_.format(value, *string_of(spec));
    }
  }
  return unknown.is_absent() ? Value::string(std::move(text)) : unknown;
}

Value Evaluator::compare(Scope& scope, const Compare& node) {
  Value left = expression(scope, *node.left);
  for (std::size_t i = 0; i < node.ops.size(); ++i) {
    Value right = expression(scope, *node.comparators[i]);
    scope.frame->span = node.span;
    Value result = in_.compare(node.ops[i], left, right);
    if (i + 1 == node.ops.size() || !in_.truth(result)) return result;
    left = std::move(right);
  }
  return {};
}

Value Evaluator::subscript_key(Scope& scope, const Expr& node) {
  const auto* slice = try_as<Slice>(&node);
  if (slice == nullptr) return expression(scope, node);
  const auto part = [&](const Expr* expr) {
    return expr == nullptr ? Value() : expression(scope, *expr);
  };
  const Value lower = part(slice->lower);
  const Value upper = part(slice->upper);
  return make<SliceObject>(lower, upper, part(slice->step));
}

namespace {

void add_keyword(Interpreter& interpreter, std::vector<KeywordValue>& keywords, Symbol name,
                 Value value) {
  for (const KeywordValue& item : keywords) {
    if (item.name == name) {
      interpreter.raise(Builtin::TypeError, "got multiple values for keyword argument '" +
                                                std::string(name.text()) + "'");
    }
  }
  keywords.push_back({name, std::move(value)});
}

void add_keywords(Interpreter& interpreter, std::vector<KeywordValue>& keywords,
                  const Value& mapping) {
  interpreter.need_known(mapping, "keyword arguments");
  const Ref<DictObject> dict = make<DictObject>();
  if (unwrap(mapping).try_as<DictObject>() == nullptr &&
      interpreter.find_attribute(mapping, "keys").is_absent()) {
    interpreter.raise(Builtin::TypeError, "argument after ** must be a mapping, not " +
                                              std::string(interpreter.type_name(mapping)));
  }
  update_dict(interpreter, *dict, mapping);
  for (const HashTable::Entry& entry : dict->table.entries()) {
    const std::string* name = string_of(entry.key);
    if (name == nullptr) interpreter.raise(Builtin::TypeError, "keywords must be strings");
    add_keyword(interpreter, keywords, intern(*name), entry.value);
  }
}

// `super()` without arguments: the class in whose body the function stands, and its first argument.
Value implicit_super(Interpreter& interpreter, const Scope& scope) {
  for (Environment* at = scope.environment; at != nullptr; at = at->parent.get()) {
    if (at->function == nullptr || at->function->owner == nullptr) continue;
    if (at->slots.empty() || at->slots[0].is_absent()) break;
    const std::array<Value, 2> arguments{Value(at->function->owner), at->slots[0]};
    return interpreter.call(Value(&interpreter.native_class(kSuperClass)), arguments);
  }
  interpreter.raise(Builtin::RuntimeError, "super(): no arguments");
}

Value local_names(Interpreter& interpreter, const Scope& scope) {
  const Ref<DictObject> dict = make<DictObject>();
  if (scope.body != nullptr || scope.environment == nullptr) {
    const Namespace& names = scope.body != nullptr ? *scope.body : scope.module->globals;
    for (const Namespace::Entry& entry : names.entries()) {
      if (!entry.value.is_absent()) {
        dict->table.set(interpreter, Value::string(entry.name.text()), entry.value);
      }
    }
    return dict;
  }
  const Environment& environment = *scope.environment;
  for (std::size_t i = 0; i < environment.slots.size(); ++i) {
    if (environment.slots[i].is_absent()) continue;
    dict->table.set(interpreter, Value::string(environment.code.locals[i].text()),
                    environment.slots[i]);
  }
  return dict;
}

}  // namespace

Value Evaluator::call(Scope& scope, const Call& node) {
  if (const auto* name = try_as<Name>(node.func); name != nullptr && node.args.empty()) {
    const std::string_view text = name->id.text();
    const bool scope_call =
        text == "super" || text == "locals" || text == "globals" || text == "vars" || text == "dir";
    if (scope_call && node.keywords.empty()) {
      scope.frame->span = node.span;
      if (text == "super") return implicit_super(in_, scope);
      if (text == "globals") {
        Scope global = scope;
        global.body = &scope.module->globals;
        return local_names(in_, global);
      }
      if (text != "dir") return local_names(in_, scope);
    }
  }
  const Value function = expression(scope, *node.func);
  ValueList positional;
  items(scope, node.args, positional);
  std::vector<KeywordValue> keywords;
  keywords.reserve(node.keywords.size());
  for (const Keyword& keyword : node.keywords) {
    Value value = expression(scope, *keyword.value);
    scope.frame->span = node.span;
    if (keyword.arg) {
      add_keyword(in_, keywords, keyword.arg, std::move(value));
    } else if (function.try_as<UnknownObject>() == nullptr ||
               value.try_as<UnknownObject>() == nullptr) {
      add_keywords(in_, keywords, value);
    }
  }
  scope.frame->span = node.span;
  return in_.call(function, CallArguments{positional, keywords, Value::absent()});
}

Value Evaluator::binary(Scope& scope, const BinOp& node) {
  const Value left = expression(scope, *node.left);
  const Value right = expression(scope, *node.right);
  scope.frame->span = node.span;
  return in_.binary(node.op, left, right);
}

Value Evaluator::unary(Scope& scope, const UnaryOp& node) {
  const Value operand = expression(scope, *node.operand);
  scope.frame->span = node.span;
  return in_.unary(node.op, operand);
}

Value Evaluator::logic(Scope& scope, const BoolOp& node) {
  Value result;
  for (std::size_t i = 0; i < node.values.size(); ++i) {
    result = expression(scope, *node.values[i]);
    if (i + 1 == node.values.size()) break;
    scope.frame->span = node.values[i]->span;
    if (in_.truth(result) == (node.op == BoolOperator::Or)) break;
  }
  return result;
}

Value Evaluator::choose(Scope& scope, const IfExp& node) {
  const Value test = expression(scope, *node.test);
  scope.frame->span = node.test->span;
  return expression(scope, in_.truth(test) ? *node.body : *node.orelse);
}

Value Evaluator::element(Scope& scope, const Subscript& node) {
  const Value object = expression(scope, *node.value);
  const Value key = subscript_key(scope, *node.slice);
  scope.frame->span = node.span;
  return in_.get_item(object, key);
}

Value Evaluator::set_display(Scope& scope, const Set& node) {
  ValueList values;
  items(scope, node.elts, values);
  const Ref<SetObject> set = make<SetObject>();
  for (const Value& value : values) set->table.set(in_, value, Value());
  return set;
}

Value Evaluator::delegate(Scope& scope, const YieldFrom& node) {
  const Value inner = expression(scope, *node.value);
  scope.frame->span = node.span;
  if (auto* generator = inner.try_as<GeneratorObject>()) {
    Value item;
    Value sent;
    while (generator->resume(in_, sent, Value::absent(), item)) {
      sent = scope.generator->yield(in_, item);
    }
    return item;
  }
  const Value iterator = in_.iterate(inner);
  Value item;
  while (in_.next(iterator, item)) scope.generator->yield(in_, item);
  return {};
}

Value Evaluator::expression(Scope& scope, const Expr& node) {
  check_stack(in_);
  switch (node.kind) {
    case ExprKind::Constant:
      return constant(as<Constant>(node));
    case ExprKind::Name:
      if (as<Name>(node).ctx == ExprContext::Load) scope.frame->span = node.span;
      return load(scope, as<Name>(node).id);
    case ExprKind::Attribute: {
      const auto& attribute = as<Attribute>(node);
      const Value object = expression(scope, *attribute.value);
      scope.frame->span = node.span;
      return in_.get_attribute(object, attribute.attr);
    }
    case ExprKind::Call:
      return call(scope, as<Call>(node));
    case ExprKind::JoinedStr:
      return joined(scope, as<JoinedStr>(node));
    case ExprKind::FormattedValue:
      return expression(scope, *as<FormattedValue>(node).value);
    case ExprKind::BinOp:
      return binary(scope, as<BinOp>(node));
    case ExprKind::UnaryOp:
      return unary(scope, as<UnaryOp>(node));
    case ExprKind::BoolOp:
      return logic(scope, as<BoolOp>(node));
    case ExprKind::Compare:
      return compare(scope, as<Compare>(node));
    case ExprKind::IfExp:
      return choose(scope, as<IfExp>(node));
    case ExprKind::Subscript:
      return element(scope, as<Subscript>(node));
    case ExprKind::Tuple: {
      ValueList values;
      items(scope, as<Tuple>(node).elts, values);
      return make_tuple(std::move(values));
    }
    case ExprKind::List: {
      ValueList values;
      items(scope, as<List>(node).elts, values);
      return make_list(std::move(values));
    }
    case ExprKind::Set:
      return set_display(scope, as<Set>(node));
    case ExprKind::Dict:
      return dict(scope, as<Dict>(node));
    case ExprKind::Lambda:
      return make_lambda(scope, as<Lambda>(node));
    case ExprKind::ListComp:
      return list_comprehension(scope, as<ListComp>(node));
    case ExprKind::SetComp:
      return set_comprehension(scope, as<SetComp>(node));
    case ExprKind::DictComp:
      return dict_comprehension(scope, as<DictComp>(node));
    case ExprKind::GeneratorExp:
      return generator_expression(scope, as<GeneratorExp>(node));
    case ExprKind::NamedExpr: {
      const auto& named = as<NamedExpr>(node);
      Value value = expression(scope, *named.value);
      store_walrus(scope, as<Name>(*named.target).id, value);
      return value;
    }
    // Coroutines have run to their end by the time they are awaited.
    case ExprKind::Await:
      return expression(scope, *as<Await>(node).value);
    case ExprKind::Yield: {
      const auto& yield = as<Yield>(node);
      const Value value = yield.value == nullptr ? Value() : expression(scope, *yield.value);
      return scope.generator->yield(in_, value);
    }
    case ExprKind::YieldFrom:
      return delegate(scope, as<YieldFrom>(node));
    case ExprKind::Slice:
      return subscript_key(scope, node);
    case ExprKind::Starred:
      break;
  }
  in_.fail(ErrorCode::script, "can't use starred expression here");
}

}  // namespace retort::python
