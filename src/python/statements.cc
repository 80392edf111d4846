// Statements.
#include <new>
#include <stdexcept>

#include "python/evaluator.h"
#include "python/names.h"
#include "python/typing_forms.h"

namespace retort::python {

Flow Evaluator::body(Scope& scope, StmtList statements) {
  check_stack(in_);
  try {
    for (const Stmt* node : statements) {
      in_.step();
      const Flow flow = statement(scope, *node);
      if (flow != Flow::normal) return flow;
    }
  } catch (const std::bad_alloc&) {
    in_.fail_memory();
  } catch (const std::length_error&) {
    in_.fail_memory();
  }
  return Flow::normal;
}

void Evaluator::unpack(Scope& scope, ExprList targets, const Value& value) {
  const Span place = scope.frame->span;
  in_.need_known(value, "unpacking");
  const Value iterator = value.is_object() ? value.as_object().iterate(in_) : Value::absent();
  if (iterator.is_absent()) {
    in_.raise(Builtin::TypeError,
              "cannot unpack non-iterable " + std::string(in_.type_name(value)) + " object");
  }
  const ValueList values = in_.items_of(iterator);
  std::size_t star = targets.size();
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i]->kind == ExprKind::Starred) star = i;
  }
  scope.frame->span = place;
  const bool starred = star < targets.size();
  const std::size_t fixed = targets.size() - (starred ? 1 : 0);
  if (values.size() < fixed) {
    in_.raise(Builtin::ValueError,
              "not enough values to unpack (expected " + std::string(starred ? "at least " : "") +
                  std::to_string(fixed) + ", got " + std::to_string(values.size()) + ")");
  }
  if (!starred && values.size() > fixed) {
    in_.raise(Builtin::ValueError,
              "too many values to unpack (expected " + std::to_string(fixed) + ")");
  }
  const std::size_t extra = values.size() - fixed;
  std::size_t at = 0;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (i != star) {
      assign(scope, *targets[i], values[at++]);
      continue;
    }
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(at);
    ValueList middle(begin, begin + static_cast<std::ptrdiff_t>(extra));
    at += extra;
    assign(scope, *as<Starred>(*targets[i]).value, make_list(std::move(middle)));
  }
}

void Evaluator::assign(Scope& scope, const Expr& target, const Value& value) {
  switch (target.kind) {
    case ExprKind::Name:
      return store(scope, as<Name>(target).id, value);
    case ExprKind::Attribute: {
      const Value object = expression(scope, *as<Attribute>(target).value);
      scope.frame->span = target.span;
      return in_.set_attribute(object, as<Attribute>(target).attr, value);
    }
    case ExprKind::Subscript: {
      const Value object = expression(scope, *as<Subscript>(target).value);
      const Value key = subscript_key(scope, *as<Subscript>(target).slice);
      scope.frame->span = target.span;
      return in_.set_item(object, key, value);
    }
    case ExprKind::Tuple:
      return unpack(scope, as<Tuple>(target).elts, value);
    case ExprKind::List:
      return unpack(scope, as<List>(target).elts, value);
    default:
      in_.fail(ErrorCode::script, "cannot assign to this expression");
  }
}

void Evaluator::remove(Scope& scope, const Expr& target) {
  switch (target.kind) {
    case ExprKind::Name: {
      load(scope, as<Name>(target).id);
      if (scope.body != nullptr) {
        scope.body->erase(as<Name>(target).id);
      } else {
        store(scope, as<Name>(target).id, Value::absent());
      }
      return;
    }
    case ExprKind::Attribute:
      return in_.delete_attribute(expression(scope, *as<Attribute>(target).value),
                                  as<Attribute>(target).attr);
    case ExprKind::Subscript: {
      const Value object = expression(scope, *as<Subscript>(target).value);
      const Value key = subscript_key(scope, *as<Subscript>(target).slice);
      scope.frame->span = target.span;
      return in_.delete_item(object, key);
    }
    case ExprKind::Tuple:
      for (const Expr* item : as<Tuple>(target).elts) remove(scope, *item);
      return;
    case ExprKind::List:
      for (const Expr* item : as<List>(target).elts) remove(scope, *item);
      return;
    default:
      in_.fail(ErrorCode::script, "cannot delete this expression");
  }
}

template <class Node>
Flow Evaluator::loop(Scope& scope, const Node& node) {
  const Value over = expression(scope, *node.iter);
  scope.frame->span = node.iter->span;
  const Value iterator = in_.iterate(over);
  Value item;
  while (in_.next(iterator, item)) {
    in_.step();
    scope.frame->span = node.target->span;
    assign(scope, *node.target, item);
    item = Value();
    const Flow flow = body(scope, node.body);
    if (flow == Flow::break_) return Flow::normal;
    if (flow == Flow::return_) return flow;
    scope.frame->span = node.iter->span;
  }
  return body(scope, node.orelse);
}

Flow Evaluator::while_loop(Scope& scope, const While& node) {
  while (true) {
    in_.step();
    const Value test = expression(scope, *node.test);
    scope.frame->span = node.test->span;
    if (!in_.truth(test)) break;
    const Flow flow = body(scope, node.body);
    if (flow == Flow::break_) return Flow::normal;
    if (flow == Flow::return_) return flow;
  }
  return body(scope, node.orelse);
}

bool Evaluator::handles(Scope& scope, const ExceptHandler& handler, const Value& exception) {
  if (handler.type == nullptr) return true;
  const Value type = expression(scope, *handler.type);
  scope.frame->span = handler.type->span;
  if (type.try_as<ClassObject>() == nullptr && type.try_as<TupleObject>() == nullptr) {
    in_.need_known(type, "an except clause, with " + in_.repr(exception) + " raised");
    in_.raise(Builtin::TypeError,
              "catching classes that do not inherit from BaseException is not allowed");
  }
  return in_.is_instance(exception, type);
}

Flow Evaluator::handle(Scope& scope, std::span<const ExceptHandler> handlers, PythonError error) {
  for (const ExceptHandler& handler : handlers) {
    if (!handles(scope, handler, error.exception)) continue;
    struct HandledGuard {
      Frame& frame;
      Value before;
      ~HandledGuard() { frame.handled = before; }
    } guard{*scope.frame, scope.frame->handled};
    scope.frame->handled = error.exception;
    if (handler.name) store(scope, handler.name, error.exception);
    const Flow flow = body(scope, handler.body);
    if (handler.name) {
      if (scope.body != nullptr) {
        scope.body->erase(handler.name);
      } else {
        store(scope, handler.name, Value::absent());
      }
    }
    return flow;
  }
  throw std::move(error);
}

// Script code never runs inside a C++ catch block: a generator could be left there.
template <class Node>
Flow Evaluator::attempt(Scope& scope, const Node& node) {
  std::optional<PythonError> pending;
  Flow flow = Flow::normal;
  const auto guarded = [&](auto&& part) {
    std::optional<PythonError> caught;
    try {
      flow = part();
    } catch (PythonError& error) {
      caught.emplace(std::move(error));
    }
    return caught;
  };
  Frame* const frame = scope.frame;
  in_.host().settle(in_);
  pending = guarded([&] {
    const Flow ended = body(scope, node.body);
    in_.host().settle(in_);
    return ended;
  });
  if (pending) {
    PythonError error = std::move(*pending);
    pending.reset();
    pending = guarded([&] { return handle(scope, node.handlers, std::move(error)); });
  } else if (flow == Flow::normal) {
    pending = guarded([&] { return body(scope, node.orelse); });
  }
  if (!node.finalbody.empty()) {
    const Value result = scope.result;
    const Value before = frame->handled;
    if (pending) frame->handled = pending->exception;
    const Flow final_flow = body(scope, node.finalbody);
    frame->handled = before;
    if (final_flow != Flow::normal) return final_flow;
    scope.result = result;
  }
  if (pending) throw std::move(*pending);
  return flow;
}

Flow Evaluator::with(Scope& scope, std::span<const WithItem> items, StmtList inner) {
  if (items.empty()) return body(scope, inner);
  const WithItem& item = items.front();
  const Value manager = expression(scope, *item.context_expr);
  scope.frame->span = item.context_expr->span;
  const Value entered = manager.is_object() ? manager.as_object().enter(in_) : Value::absent();
  if (entered.is_absent()) {
    in_.raise(Builtin::TypeError, "'" + std::string(in_.type_name(manager)) +
                                      "' object does not support the context manager protocol");
  }
  // A manager in Python may catch errors, as a try statement does.
  const auto* instance = manager.try_as<Instance>();
  const bool guards = instance != nullptr && instance->cls->native == nullptr;
  if (guards) in_.host().settle(in_);
  std::optional<PythonError> pending;
  Flow flow = Flow::normal;
  try {
    if (item.optional_vars != nullptr) assign(scope, *item.optional_vars, entered);
    flow = with(scope, items.subspan(1), inner);
    if (guards) in_.host().settle(in_);
  } catch (PythonError& error) {
    pending.emplace(std::move(error));
  }
  if (!pending) {
    const Value result = scope.result;
    scope.frame->span = item.context_expr->span;
    manager.as_object().exit(in_, Value());
    scope.result = result;
    return flow;
  }
  const Value before = scope.frame->handled;
  scope.frame->handled = pending->exception;
  const bool swallowed = manager.as_object().exit(in_, pending->exception);
  scope.frame->handled = before;
  if (!swallowed) throw std::move(*pending);
  return Flow::normal;
}

void Evaluator::raise(Scope& scope, const Raise& node) {
  if (node.exc == nullptr) {
    for (const Frame* frame = state_.frame; frame != nullptr; frame = frame->previous) {
      if (!frame->handled.is_absent()) in_.raise(frame->handled);
    }
    scope.frame->span = node.span;
    in_.raise(Builtin::RuntimeError, "No active exception to reraise");
  }
  Value exception = expression(scope, *node.exc);
  scope.frame->span = node.span;
  if (exception.try_as<ClassObject>() != nullptr) exception = in_.call(exception);
  if (auto* object = exception.try_as<ExceptionObject>()) object->by_statement = true;
  if (node.cause != nullptr) {
    Value cause = expression(scope, *node.cause);
    if (cause.try_as<ClassObject>() != nullptr) cause = in_.call(cause);
    if (auto* object = exception.try_as<ExceptionObject>()) object->cause = cause;
  }
  scope.frame->span = node.span;
  in_.raise(exception);
}

void Evaluator::augmented(Scope& scope, const AugAssign& node) {
  const auto apply = [&](const Value& before) {
    const Value operand = expression(scope, *node.value);
    scope.frame->span = node.span;
    return in_.in_place(node.op, before, operand);
  };
  if (const auto* attribute = try_as<Attribute>(node.target)) {
    const Value object = expression(scope, *attribute->value);
    scope.frame->span = node.span;
    const Value before = in_.get_attribute(object, attribute->attr);
    in_.set_attribute(object, attribute->attr, apply(before));
    return;
  }
  if (const auto* subscript = try_as<Subscript>(node.target)) {
    const Value object = expression(scope, *subscript->value);
    const Value key = subscript_key(scope, *subscript->slice);
    scope.frame->span = node.span;
    const Value before = in_.get_item(object, key);
    in_.set_item(object, key, apply(before));
    return;
  }
  const Symbol name = as<Name>(*node.target).id;
  scope.frame->span = node.span;
  Value before = load(scope, name);
  store(scope, name, apply(before));
}

/// What `type X = ...` makes: its value is found when it is asked for.
Value type_alias(Scope& scope, const TypeAlias& node) {
  static const Arguments kNone{};
  const std::string name(as<Name>(*node.name).id.text());
  const Ref<FunctionObject> compute = make<FunctionObject>();
  compute->name = compute->qualified_name = name;
  compute->module = Ref<ModuleObject>(scope.module);
  compute->source = scope.source;
  compute->span = node.span;
  compute->parameters = &kNone;
  compute->expression = node.value;
  compute->closure = Ref<Environment>(scope.environment);
  return make_type_alias(name, compute);
}

Value annotation_text(Interpreter& interpreter, const Source& source, const Expr& annotation,
                      const Value& module) {
  const Span span = annotation.span;
  const std::string_view text =
      std::string_view(source.text).substr(span.begin, span.end - span.begin);
  const Value content = Value::string(text);
  auto* string_class = interpreter.type_of(content).try_as<ClassObject>();
  const Ref<Instance> result = make<Instance>(Ref<ClassObject>(string_class));
  result->payload = content;
  if (text.find("Mapped[") != std::string_view::npos || interpreter.options().reads_definitions) {
    result->attributes.set(names().module, module);
  }
  return result;
}

// Annotations are kept as text only in class bodies, for dataclasses and mapped classes; they are
// never evaluated.
void Evaluator::annotated(Scope& scope, const AnnAssign& node) {
  if (node.value != nullptr) assign(scope, *node.target, expression(scope, *node.value));
  const auto* name = try_as<Name>(node.target);
  if (name == nullptr || scope.owner == nullptr || scope.body == nullptr) return;
  const Value* annotations = scope.body->find(names().annotations);
  if (annotations == nullptr) {
    scope.body->set(names().annotations, make<DictObject>());
    annotations = scope.body->find(names().annotations);
  }
  annotations->try_as<DictObject>()->table.set(
      in_, Value::string(name->id.text()),
      annotation_text(in_, **scope.source, *node.annotation, Value(scope.module)));
}

void Evaluator::check(Scope& scope, const Assert& node) {
  const Value test = expression(scope, *node.test);
  scope.frame->span = node.span;
  if (in_.truth(test)) return;
  if (node.msg == nullptr) {
    in_.raise(in_.call(Value(&in_.builtin_class(Builtin::AssertionError))));
  }
  const Value message = expression(scope, *node.msg);
  scope.frame->span = node.span;
  in_.raise(in_.call(Value(&in_.builtin_class(Builtin::AssertionError)), std::span(&message, 1)));
}

Flow Evaluator::match_statement(Scope& scope, const Match& node) {
  const Value subject = expression(scope, *node.subject);
  for (const MatchCase& item : node.cases) {
    scope.frame->span = item.pattern->span;
    if (!match(scope, *item.pattern, subject)) continue;
    if (item.guard != nullptr && !in_.truth(expression(scope, *item.guard))) continue;
    return body(scope, item.body);
  }
  return Flow::normal;
}

void Evaluator::assign_all(Scope& scope, const Assign& node) {
  const Value value = expression(scope, *node.value);
  for (const Expr* target : node.targets) {
    scope.frame->span = node.span;
    assign(scope, *target, value);
  }
}

Flow Evaluator::branch(Scope& scope, const If& node) {
  const Value test = expression(scope, *node.test);
  scope.frame->span = node.test->span;
  return body(scope, in_.truth(test) ? node.body : node.orelse);
}

Flow Evaluator::statement(Scope& scope, const Stmt& node) {
  switch (node.kind) {
    case StmtKind::Expr:
      expression(scope, *as<ExprStmt>(node).value);
      return Flow::normal;
    case StmtKind::Assign:
      assign_all(scope, as<Assign>(node));
      return Flow::normal;
    case StmtKind::AugAssign:
      augmented(scope, as<AugAssign>(node));
      return Flow::normal;
    case StmtKind::AnnAssign:
      annotated(scope, as<AnnAssign>(node));
      return Flow::normal;
    case StmtKind::Return:
      scope.result =
          as<Return>(node).value == nullptr ? Value() : expression(scope, *as<Return>(node).value);
      return Flow::return_;
    case StmtKind::If:
      return branch(scope, as<If>(node));
    case StmtKind::For:
      return loop(scope, as<For>(node));
    case StmtKind::AsyncFor:
      return loop(scope, as<AsyncFor>(node));
    case StmtKind::While:
      return while_loop(scope, as<While>(node));
    case StmtKind::With:
      return with(scope, as<With>(node).items, as<With>(node).body);
    case StmtKind::AsyncWith:
      return with(scope, as<AsyncWith>(node).items, as<AsyncWith>(node).body);
    case StmtKind::Try:
      return attempt(scope, as<Try>(node));
    case StmtKind::TryStar:
      scope.frame->span = node.span;
      in_.fail(ErrorCode::script, "except* is not supported in scripts");
    case StmtKind::Raise:
      raise(scope, as<Raise>(node));
      return Flow::normal;
    case StmtKind::Assert:
      check(scope, as<Assert>(node));
      return Flow::normal;
    case StmtKind::FunctionDef:
      store(scope, as<FunctionDef>(node).name,
            define_function(scope, as<FunctionDef>(node), false));
      return Flow::normal;
    case StmtKind::AsyncFunctionDef:
      store(scope, as<AsyncFunctionDef>(node).name,
            define_function(scope, as<AsyncFunctionDef>(node), true));
      return Flow::normal;
    case StmtKind::ClassDef:
      define_class(scope, as<ClassDef>(node));
      return Flow::normal;
    case StmtKind::Import:
      scope.frame->span = node.span;
      import(scope, as<Import>(node));
      return Flow::normal;
    case StmtKind::ImportFrom:
      scope.frame->span = node.span;
      import_from(scope, as<ImportFrom>(node));
      return Flow::normal;
    case StmtKind::Delete:
      for (const Expr* target : as<Delete>(node).targets) remove(scope, *target);
      return Flow::normal;
    case StmtKind::Match:
      return match_statement(scope, as<Match>(node));
    case StmtKind::TypeAlias:
      store(scope, as<Name>(*as<TypeAlias>(node).name).id, type_alias(scope, as<TypeAlias>(node)));
      return Flow::normal;
    case StmtKind::Break:
      return Flow::break_;
    case StmtKind::Continue:
      return Flow::continue_;
    case StmtKind::Global:
    case StmtKind::Nonlocal:
    case StmtKind::Pass:
      return Flow::normal;
  }
  return Flow::normal;
}

}  // namespace retort::python
