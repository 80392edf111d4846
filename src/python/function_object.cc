// Functions of scripts: definition, binding of arguments with CPython's messages, and calls.
#include "python/builtin_types.h"
#include "python/evaluator.h"
#include "python/generators.h"
#include "python/names.h"

namespace retort::python {

const Code& FunctionObject::code() {
  if (code_ == nullptr) {
    std::shared_ptr<const Code>& known = module->codes[parameters];
    if (!known)
      known = std::make_shared<const Code>(analyze_function(parameters, body, expression));
    code_ = known.get();
  }
  return *code_;
}

const Code& Evaluator::comprehension_code(Scope& scope, const void* key,
                                          std::span<const Comprehension> generators) {
  std::shared_ptr<const Code>& slot = scope.module->codes[key];
  if (!slot) slot = std::make_shared<const Code>(analyze_comprehension(generators));
  return *slot;
}

namespace {

std::string qualified(const Scope& scope, std::string_view name) {
  if (scope.owner != nullptr && scope.body != nullptr) {
    return scope.owner->name + "." + std::string(name);
  }
  for (const Environment* at = scope.environment; at != nullptr; at = at->parent.get()) {
    if (at->function == nullptr) continue;
    return at->function->qualified_name + ".<locals>." + std::string(name);
  }
  return std::string(name);
}

}  // namespace

template <class Node>
Value Evaluator::define_function(Scope& scope, const Node& node, bool is_async) {
  ValueList decorators;
  items(scope, node.decorator_list, decorators);
  const Ref<FunctionObject> function = make<FunctionObject>();
  function->name = node.name.text();
  function->qualified_name = qualified(scope, node.name.text());
  function->module = Ref<ModuleObject>(scope.module);
  function->source = scope.source;
  function->span = node.span;
  function->parameters = node.args;
  function->body = node.body;
  function->returns = node.returns;
  function->is_async = is_async;
  items(scope, node.args->defaults, function->defaults);
  for (const Expr* value : node.args->kw_defaults) {
    function->keyword_defaults.push_back(value == nullptr ? Value::absent()
                                                          : expression(scope, *value));
  }
  function->closure = Ref<Environment>(scope.environment);
  function->owner = scope.body != nullptr ? scope.owner : nullptr;
  Value result = function;
  for (std::size_t i = decorators.size(); i-- > 0;) {
    scope.frame->span = node.decorator_list[i]->span;
    result = in_.call(decorators[i], std::span<const Value>(&result, 1));
  }
  return result;
}

template Value Evaluator::define_function(Scope&, const FunctionDef&, bool);
template Value Evaluator::define_function(Scope&, const AsyncFunctionDef&, bool);

Value Evaluator::make_lambda(Scope& scope, const Lambda& node) {
  const Ref<FunctionObject> function = make<FunctionObject>();
  function->name = "<lambda>";
  function->qualified_name = qualified(scope, "<lambda>");
  function->module = Ref<ModuleObject>(scope.module);
  function->source = scope.source;
  function->span = node.span;
  function->parameters = node.args;
  function->expression = node.body;
  items(scope, node.args->defaults, function->defaults);
  for (const Expr* value : node.args->kw_defaults) {
    function->keyword_defaults.push_back(value == nullptr ? Value::absent()
                                                          : expression(scope, *value));
  }
  function->closure = Ref<Environment>(scope.environment);
  return function;
}

void FunctionObject::too_many(Interpreter& interpreter, std::size_t given) {
  const std::size_t most = parameters->posonlyargs.size() + parameters->args.size();
  const std::size_t least = most - defaults.size();
  const std::string takes = defaults.empty()
                                ? std::to_string(most)
                                : "from " + std::to_string(least) + " to " + std::to_string(most);
  interpreter.raise(Builtin::TypeError,
                    qualified_name + "() takes " + takes + " positional argument" +
                        (most == 1 && defaults.empty() ? "" : "s") + " but " +
                        std::to_string(given) + (given == 1 ? " was" : " were") + " given");
}

namespace {

std::string listed(const std::vector<std::string>& missing) {
  std::string result;
  for (std::size_t i = 0; i < missing.size(); ++i) {
    if (i > 0) {
      result += missing.size() > 2 ? ", " : " ";
      if (i + 1 == missing.size()) result += "and ";
    }
    result += "'" + missing[i] + "'";
  }
  return result;
}

}  // namespace

void FunctionObject::check_missing(Interpreter& interpreter, const Environment& environment) {
  const std::vector<Symbol>& locals = code().locals;
  const std::size_t positional = parameters->posonlyargs.size() + parameters->args.size();
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < positional; ++i) {
    if (environment.slots[i].is_absent()) missing.emplace_back(locals[i].text());
  }
  if (!missing.empty()) {
    interpreter.raise(Builtin::TypeError,
                      qualified_name + "() missing " + std::to_string(missing.size()) +
                          " required positional argument" + (missing.size() == 1 ? "" : "s") +
                          ": " + listed(missing));
  }
  const std::size_t first = positional + (parameters->vararg != nullptr ? 1 : 0);
  for (std::size_t i = 0; i < parameters->kwonlyargs.size(); ++i) {
    if (environment.slots[first + i].is_absent()) {
      missing.emplace_back(locals[first + i].text());
    }
  }
  if (!missing.empty()) {
    interpreter.raise(Builtin::TypeError,
                      qualified_name + "() missing " + std::to_string(missing.size()) +
                          " required keyword-only argument" + (missing.size() == 1 ? "" : "s") +
                          ": " + listed(missing));
  }
}

void FunctionObject::bind(Interpreter& interpreter, const CallArguments& arguments,
                          Environment& environment) {
  const std::size_t only = parameters->posonlyargs.size();
  const std::size_t positional = only + parameters->args.size();
  const std::size_t given = arguments.positional.size();
  std::vector<Value>& slots = environment.slots;
  for (std::size_t i = 0; i < given && i < positional; ++i) slots[i] = arguments.positional[i];
  const std::size_t first_keyword = positional + (parameters->vararg != nullptr ? 1 : 0);
  const std::size_t kwarg = first_keyword + parameters->kwonlyargs.size();
  if (parameters->vararg != nullptr) {
    const auto rest =
        given > positional ? arguments.positional.subspan(positional) : std::span<const Value>{};
    slots[positional] = make_tuple(ValueList(rest.begin(), rest.end()));
  } else if (given > positional) {
    too_many(interpreter, given);
  }
  Ref<DictObject> extra;
  if (parameters->kwarg != nullptr) {
    extra = make<DictObject>();
    slots[kwarg] = extra;
  }
  for (const KeywordValue& item : arguments.keywords) {
    const int found = code().slot(item.name);
    const auto slot = static_cast<std::size_t>(found < 0 ? 0 : found);
    const bool named = found >= 0 && slot < kwarg && slot >= only &&
                       !(parameters->vararg != nullptr && slot == positional);
    if (named) {
      if (!slots[slot].is_absent()) {
        interpreter.raise(Builtin::TypeError, qualified_name +
                                                  "() got multiple values for argument '" +
                                                  std::string(item.name.text()) + "'");
      }
      slots[slot] = item.value;
    } else if (extra) {
      extra->table.set(interpreter, Value::string(item.name.text()), item.value);
    } else if (found >= 0 && slot < only) {
      interpreter.raise(Builtin::TypeError,
                        qualified_name +
                            "() got some positional-only arguments passed as keyword arguments: '" +
                            std::string(item.name.text()) + "'");
    } else {
      interpreter.raise(Builtin::TypeError, qualified_name +
                                                "() got an unexpected keyword argument '" +
                                                std::string(item.name.text()) + "'");
    }
  }
  for (std::size_t i = 0; i < defaults.size(); ++i) {
    Value& slot = slots[positional - defaults.size() + i];
    if (slot.is_absent()) slot = defaults[i];
  }
  for (std::size_t i = 0; i < keyword_defaults.size(); ++i) {
    Value& slot = slots[first_keyword + i];
    if (slot.is_absent()) slot = keyword_defaults[i];
  }
  check_missing(interpreter, environment);
}

Value run_function_body(Interpreter& interpreter, FunctionObject& function,
                        const Ref<Environment>& environment, GeneratorObject* generator) {
  FrameGuard guard(interpreter.state(), function.source, function.span);
  Scope scope{function.module.get(), function.source, &guard.frame()};
  scope.environment = environment.get();
  scope.generator = generator;
  Evaluator evaluator(interpreter);
  if (function.expression != nullptr) return evaluator.expression(scope, *function.expression);
  if (evaluator.body(scope, function.body) == Flow::return_) return std::move(scope.result);
  return {};
}

Value FunctionObject::call(Interpreter& interpreter, const CallArguments& arguments) {
  const Ref<Environment> environment = make<Environment>(code(), closure);
  environment->function = this;
  bind(interpreter, arguments, *environment);
  if (code().is_generator) {
    return make<GeneratorObject>(interpreter, Ref<FunctionObject>(this), environment);
  }
  return run_function_body(interpreter, *this, environment, nullptr);
}

Value FunctionObject::type_of(Interpreter& interpreter) {
  return Value(&interpreter.native_class(kFunctionClass));
}

Value FunctionObject::get_attribute(Interpreter& interpreter, Symbol attribute) {
  if (const Value* found = attributes.find(attribute)) return *found;
  if (attribute == names().name) return Value::string(name);
  if (attribute == names().qualname) return Value::string(qualified_name);
  if (attribute == names().module) return Value::string(module->name);
  if (attribute == names().doc) {
    const auto* first = body.empty() ? nullptr : try_as<ExprStmt>(body.front());
    const auto* text = first == nullptr ? nullptr : try_as<Constant>(first->value);
    return text != nullptr && text->type == ConstantKind::Str ? Value::string(text->text) : Value();
  }
  if (attribute == names().dict || attribute == names().annotations) return make<DictObject>();
  if (attribute.text() == "__defaults__") {
    return defaults.empty() ? Value() : Value(make_tuple(defaults));
  }
  return Object::get_attribute(interpreter, attribute);
}

bool FunctionObject::set_attribute(Interpreter&, Symbol attribute, const Value& value) {
  if (attribute == names().name && string_of(value) != nullptr) name = *string_of(value);
  attributes.set(attribute, value);
  return true;
}

std::string FunctionObject::repr(Interpreter&) {
  return "<function " + qualified_name + ">";
}

void FunctionObject::release_references() {
  defaults.clear();
  keyword_defaults.clear();
  closure = nullptr;
  attributes.clear();
}

}  // namespace retort::python
