// Comprehensions run in a scope of their own whose parent is the scope around; generator
// expressions are generators whose loops are kept as a stack of iterators.
#include "python/evaluator.h"

namespace retort::python {

template <class Emit>
void Evaluator::comprehend(Scope& scope, std::span<const Comprehension> parts, std::size_t index,
                           const Value* first, const Emit& emit) {
  if (index == parts.size()) return emit();
  const Comprehension& part = parts[index];
  const Value over = first != nullptr ? *first : expression(scope, *part.iter);
  scope.frame->span = part.iter->span;
  const Value iterator = in_.iterate(over);
  Value item;
  while (in_.next(iterator, item)) {
    in_.step();
    assign(scope, *part.target, item);
    bool wanted = true;
    for (const Expr* condition : part.ifs) {
      const Value test = expression(scope, *condition);
      scope.frame->span = condition->span;
      wanted = in_.truth(test);
      if (!wanted) break;
    }
    if (wanted) comprehend(scope, parts, index + 1, nullptr, emit);
    scope.frame->span = part.iter->span;
  }
}

namespace {

// Class bodies are no enclosing scope: only the functions around them are.
Scope inner_scope(const Scope& outer, const Ref<Environment>& environment) {
  Scope inner = outer;
  inner.environment = environment.get();
  inner.body = nullptr;
  return inner;
}

}  // namespace

Value Evaluator::list_comprehension(Scope& scope, const ListComp& node) {
  const Value first = expression(scope, *node.generators[0].iter);
  const Ref<Environment> environment = make<Environment>(
      comprehension_code(scope, &node, node.generators), Ref<Environment>(scope.environment));
  Scope inner = inner_scope(scope, environment);
  const Ref<ListObject> result = make<ListObject>();
  comprehend(inner, node.generators, 0, &first,
             [&] { result->items.push_back(expression(inner, *node.elt)); });
  return result;
}

Value Evaluator::set_comprehension(Scope& scope, const SetComp& node) {
  const Value first = expression(scope, *node.generators[0].iter);
  const Ref<Environment> environment = make<Environment>(
      comprehension_code(scope, &node, node.generators), Ref<Environment>(scope.environment));
  Scope inner = inner_scope(scope, environment);
  const Ref<SetObject> result = make<SetObject>();
  comprehend(inner, node.generators, 0, &first,
             [&] { result->table.set(in_, expression(inner, *node.elt), Value()); });
  return result;
}

Value Evaluator::dict_comprehension(Scope& scope, const DictComp& node) {
  const Value first = expression(scope, *node.generators[0].iter);
  const Ref<Environment> environment = make<Environment>(
      comprehension_code(scope, &node, node.generators), Ref<Environment>(scope.environment));
  Scope inner = inner_scope(scope, environment);
  const Ref<DictObject> result = make<DictObject>();
  comprehend(inner, node.generators, 0, &first, [&] {
    const Value key = expression(inner, *node.key);
    result->table.set(in_, key, expression(inner, *node.value));
  });
  return result;
}

namespace {

class GeneratorExpression final : public IteratorObject {
 public:
  GeneratorExpression(const GeneratorExp& node, const Scope& scope, Ref<Environment> environment,
                      Value first)
      : node_(node),
        module_(scope.module),
        source_(scope.source),
        owner_(scope.owner),
        environment_(std::move(environment)) {
    iterators_.push_back(std::move(first));
  }
  std::string_view type_name() const override { return "generator"; }

  // The loops stand where they were left: the innermost advances first.
  bool next(Interpreter& interpreter, Value& item) override {
    if (iterators_.empty()) return false;
    FrameGuard guard(interpreter.state(), source_, node_.span);
    Scope scope{module_.get(), source_, &guard.frame()};
    scope.environment = environment_.get();
    scope.owner = owner_;
    Evaluator evaluator(interpreter);
    while (!iterators_.empty()) {
      interpreter.step();
      const Comprehension& part = node_.generators[iterators_.size() - 1];
      Value value;
      guard.frame().span = part.iter->span;
      const Value iterator = iterators_.back();
      if (!interpreter.next(iterator, value)) {
        if (!iterators_.empty()) iterators_.pop_back();
        continue;
      }
      evaluator.assign(scope, *part.target, value);
      if (!accepts(interpreter, evaluator, scope, part)) continue;
      if (iterators_.size() == node_.generators.size()) {
        item = evaluator.expression(scope, *node_.elt);
        return true;
      }
      const Expr& over = *node_.generators[iterators_.size()].iter;
      iterators_.push_back(interpreter.iterate(evaluator.expression(scope, over)));
    }
    return false;
  }
  void release_references() override {
    iterators_.clear();
    environment_ = nullptr;
  }

 private:
  static bool accepts(Interpreter& interpreter, Evaluator& evaluator, Scope& scope,
                      const Comprehension& part) {
    for (const Expr* condition : part.ifs) {
      const Value test = evaluator.expression(scope, *condition);
      scope.frame->span = condition->span;
      if (!interpreter.truth(test)) return false;
    }
    return true;
  }

  const GeneratorExp& node_;
  Ref<ModuleObject> module_;
  const SourcePtr* source_;
  ClassObject* owner_;
  Ref<Environment> environment_;
  ValueList iterators_;
};

}  // namespace

Value Evaluator::generator_expression(Scope& scope, const GeneratorExp& node) {
  const Value over = expression(scope, *node.generators[0].iter);
  scope.frame->span = node.generators[0].iter->span;
  const Value first = in_.iterate(over);
  return make<GeneratorExpression>(
      node, scope,
      make<Environment>(comprehension_code(scope, &node, node.generators),
                        Ref<Environment>(scope.environment)),
      first);
}

}  // namespace retort::python
