// Unknown values: what is done with one either gives another unknown, or ends the run with an error
// that names the import and how to supply the value. It is never guessed.
#include <algorithm>
#include <array>

#include "python/interpreter.h"
#include "python/interpreter_state.h"
#include "python/names.h"
#include "python/unknown.h"

namespace retort::python {
namespace {

bool looks_like_class(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? name : name.substr(dot + 1);
  return !last.empty() && last[0] >= 'A' && last[0] <= 'Z' &&
         last.find_first_of("abcdefghijklmnopqrstuvwxyz") != std::string_view::npos;
}

// The name that `--value` takes: without the call or item at its end.
std::string supplied_name(const UnknownObject& unknown) {
  const UnknownObject* at = &unknown;
  while (at->base && (at->step == UnknownObject::Step::call)) at = at->base.get();
  return at->name;
}

/// What an operation with it gives: unknown for the same reason, and under its name.
Value made_of(UnknownObject& unknown) {
  Ref<UnknownObject> result =
      make<UnknownObject>(unknown.name, unknown.imported_at, UnknownObject::Step::call);
  result->base = Ref<UnknownObject>(&unknown);
  result->reason = unknown.reason;
  return result;
}

}  // namespace

Value unknown_among(std::span<const Value> values) {
  for (const Value& value : values) {
    if (auto* unknown = value.try_as<UnknownObject>()) return made_of(*unknown);
  }
  return Value::absent();
}

Value unknown_among(const CallArguments& arguments) {
  Value unknown = unknown_among(arguments.positional);
  for (const KeywordValue& keyword : arguments.keywords) {
    if (unknown.is_absent()) unknown = unknown_among(std::span(&keyword.value, 1));
  }
  return unknown;
}

void Interpreter::fail_unknown(const UnknownObject& unknown, std::string_view needed_for) {
  std::string message = "the value of '" + unknown.name + "' is needed for " +
                        std::string(needed_for) + ", but only the application knows it";
  const Place import_place = place_of(unknown.imported_at);
  if (!import_place.empty()) message += " (imported at " + to_string(import_place) + ")";
  if (!unknown.reason.empty()) message += ": " + unknown.reason;
  Error error(ErrorCode::unknown_value, std::move(message), place_of(origin()));
  const std::string name = supplied_name(unknown);
  error.with_hint("Supply it with --value " + name + "=<JSON>, for example --value " + name +
                  "=true.");
  if (looks_like_class(name)) {
    error.with_hint("If it is a column type: --type " + name +
                    "=<SQLAlchemy type>, for example "
                    "--type " +
                    name + "=Uuid.");
  }
  throw error;
}

void Interpreter::need_known(const Value& value, std::string_view needed_for) {
  if (value.is_object() && value.as_object().kind() == ObjectKind::unknown) {
    fail_unknown(static_cast<const UnknownObject&>(value.as_object()), needed_for);
  }
}

Value Interpreter::make_unknown(std::string name, UnknownObject::Step step, Ref<UnknownObject> base,
                                Origin imported_at, std::string reason) {
  Value supplied = host_.supplied_value(*this, name);
  if (!supplied.is_absent()) return supplied;
  Ref<UnknownObject> result = make<UnknownObject>(std::move(name), std::move(imported_at), step);
  result->base = std::move(base);
  result->reason = std::move(reason);
  return result;
}

Value UnknownObject::get_attribute(Interpreter& interpreter, Symbol attribute) {
  const std::string_view text = attribute.text();
  constexpr std::array<std::string_view, 4> kOfApplications = {"__code__", "__table__",
                                                               "__tablename__", "__version__"};
  if (text.starts_with("__") && text.ends_with("__") && attribute != names().name &&
      attribute != names().class_ && attribute != names().init &&
      std::ranges::find(kOfApplications, text) == kOfApplications.end()) {
    return Value::absent();
  }
  return interpreter.make_unknown(name + "." + std::string(text), Step::attribute,
                                  Ref<UnknownObject>(this), imported_at, reason);
}

Value UnknownObject::call(Interpreter& interpreter, const CallArguments& arguments) {
  Interpreter::State& state = interpreter.state();
  if (state.frame != nullptr && state.frame->source != nullptr) {
    state.unknown_calls.insert(state.frame->source->get());
  }
  Value result = interpreter.make_unknown(name + "()", Step::call, Ref<UnknownObject>(this),
                                          imported_at, reason);
  if (auto* unknown = result.try_as<UnknownObject>()) {
    unknown->positional.assign(arguments.positional.begin(), arguments.positional.end());
    unknown->keywords.assign(arguments.keywords.begin(), arguments.keywords.end());
  }
  return result;
}

Value UnknownObject::get_item(Interpreter& interpreter, const Value& key) {
  return interpreter.make_unknown(name + "[" + interpreter.repr(key) + "]", Step::item,
                                  Ref<UnknownObject>(this), imported_at, reason);
}

Value UnknownObject::iterate(Interpreter& interpreter) {
  interpreter.fail_unknown(*this, "a loop");
}
std::int64_t UnknownObject::length(Interpreter& interpreter) {
  interpreter.fail_unknown(*this, "a length");
}
bool UnknownObject::truth(Interpreter& interpreter) {
  interpreter.fail_unknown(*this, "a condition");
}
std::string UnknownObject::repr(Interpreter&) {
  return "<unknown " + name + ">";
}
std::string UnknownObject::str(Interpreter& interpreter) {
  interpreter.fail_unknown(*this, "a text");
}
std::string UnknownObject::format(Interpreter& interpreter, std::string_view) {
  interpreter.fail_unknown(*this, "a text");
}
Value UnknownObject::binary(Interpreter&, Operator, const Value&, bool) {
  return made_of(*this);
}
Value UnknownObject::compare(Interpreter& interpreter, CompareOperator, const Value&) {
  interpreter.fail_unknown(*this, "a comparison");
}
Value UnknownObject::contains(Interpreter& interpreter, const Value&) {
  interpreter.fail_unknown(*this, "a comparison");
}
Value UnknownObject::unary(Interpreter& interpreter, UnaryOperator op) {
  if (op == UnaryOperator::Not) interpreter.fail_unknown(*this, "a condition");
  return made_of(*this);
}
Value UnknownObject::enter(Interpreter& interpreter) {
  interpreter.fail_unknown(*this, "a with statement");
}
bool UnknownObject::set_item(Interpreter&, const Value&, const Value&) {
  return true;
}
bool UnknownObject::set_attribute(Interpreter&, Symbol, const Value&) {
  return true;
}

int UnknownObject::instance_check(Interpreter& interpreter, const Value&) {
  interpreter.fail_unknown(*this, "the question whether a value is an instance of it");
}

void UnknownObject::release_references() {
  base = nullptr;
  positional.clear();
  keywords.clear();
}

}  // namespace retort::python
