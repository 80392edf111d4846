// The class statement.
#include <array>

#include "python/builtin_types.h"
#include "python/enums.h"
#include "python/evaluator.h"
#include "python/module_state.h"
#include "python/names.h"
#include "python/typing_forms.h"

namespace retort::python {
namespace {

// What stands for a base: classes as they are; an unknown one leaves its mark; any other object
// that stands in for a class (typing constructs) is left out.
void add_base(const Value& given, std::vector<Ref<ClassObject>>& bases, Value& unknown) {
  const Value& value = origin_of(given);
  if (auto* cls = value.try_as<ClassObject>()) {
    bases.emplace_back(cls);
  } else if (value.try_as<UnknownObject>() != nullptr && unknown.is_absent()) {
    unknown = value;
  }
}

/// Python makes class methods of these by itself.
void make_class_methods(ClassObject& cls) {
  for (const Symbol name : {names().init_subclass, names().class_getitem}) {
    const Value* found = cls.members.find(name);
    if (found == nullptr || found->is_absent() || found->try_as<FunctionObject>() == nullptr)
      continue;
    const Value function = *found;
    cls.members.set(name, make<Descriptor>(Descriptor::Kind::class_method, function));
  }
}

}  // namespace

void call_class_hooks(Interpreter& interpreter, ClassObject& cls,
                      const std::vector<KeywordValue>& keywords) {
  for (const Namespace::Entry& entry : std::vector<Namespace::Entry>(cls.members.entries())) {
    auto* instance = entry.value.is_absent() ? nullptr : entry.value.try_as<Instance>();
    if (instance == nullptr) continue;
    const Value hook = instance->special_method(interpreter, names().set_name);
    if (hook.is_absent()) continue;
    const std::array<Value, 2> arguments{Value(&cls), Value::string(entry.name.text())};
    interpreter.call(hook, arguments);
  }
  const Value hook = cls.lookup_after(interpreter, &cls, names().init_subclass);
  if (hook.is_absent()) return;
  auto* wrapped = hook.try_as<Descriptor>();
  const Value self(&cls);
  interpreter.call(wrapped != nullptr ? wrapped->getter : hook, std::span(&self, 1), keywords);
}

void Evaluator::define_class(Scope& scope, const ClassDef& node) {
  ValueList decorators;
  items(scope, node.decorator_list, decorators);
  ValueList base_values;
  items(scope, node.bases, base_values);
  std::vector<KeywordValue> keywords;
  for (const Keyword& keyword : node.keywords) {
    const Value value = expression(scope, *keyword.value);
    if (keyword.arg && keyword.arg.text() != "metaclass") keywords.push_back({keyword.arg, value});
  }
  scope.frame->span = node.span;
  std::vector<Ref<ClassObject>> bases;
  Value unknown = Value::absent();
  for (const Value& value : base_values) add_base(value, bases, unknown);
  if (bases.empty()) bases.emplace_back(&in_.object_class());
  const Ref<ClassObject> cls = make<ClassObject>(std::string(node.name.text()), bases, nullptr);
  cls->module = scope.module->name;
  if (!unknown.is_absent()) cls->unknown_base = unknown;

  const Code& declarations = [&]() -> const Code& {
    std::shared_ptr<const Code>& slot = scope.module->codes[&node];
    if (!slot) slot = std::make_shared<const Code>(analyze_declarations(node.body));
    return *slot;
  }();
  Scope inner = scope;
  inner.body = &cls->members;
  inner.declarations = &declarations;
  inner.owner = cls.get();
  inner.generator = nullptr;
  cls->members.set(names().module, Value::string(scope.module->name));
  if (const auto* first = node.body.empty() ? nullptr : try_as<ExprStmt>(node.body.front())) {
    const auto* text = try_as<Constant>(first->value);
    if (text != nullptr && text->type == ConstantKind::Str) {
      cls->members.set(names().doc, Value::string(text->text));
    }
  }
  {
    FrameGuard guard(state_, scope.source, node.span);
    inner.frame = &guard.frame();
    if (in_.options().reads_definitions) {
      run_class_body(in_, *this, inner, node, cls->members);
    } else {
      body(inner, node.body);
    }
  }
  if (cls->is_enum) finish_enum_class(in_, *cls);
  make_class_methods(*cls);
  call_class_hooks(in_, *cls, keywords);
  Value result = cls;
  for (std::size_t i = decorators.size(); i-- > 0;) {
    scope.frame->span = node.decorator_list[i]->span;
    Value decorated = in_.call(decorators[i], std::span<const Value>(&result, 1));
    // An unknown decorator leaves a class what it is to those who look at its definition.
    if (in_.options().reads_definitions && decorated.try_as<UnknownObject>()) continue;
    result = std::move(decorated);
  }
  store(scope, node.name, result);
}

}  // namespace retort::python
