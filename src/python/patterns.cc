// The match statement.
#include "python/builtin_types.h"
#include "python/evaluator.h"
#include "python/names.h"

namespace retort::python {

bool Evaluator::match_sequence(Scope& scope, PatternList patterns, const Value& subject) {
  const Value& plain = unwrap(subject);
  if (plain.try_as<ListObject>() == nullptr && plain.try_as<TupleObject>() == nullptr &&
      plain.try_as<RangeObject>() == nullptr) {
    return false;
  }
  const ValueList values = in_.items_of(plain);
  std::size_t star = patterns.size();
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    if (patterns[i]->kind == PatternKind::MatchStar) star = i;
  }
  const bool starred = star < patterns.size();
  const std::size_t fixed = patterns.size() - (starred ? 1 : 0);
  if (starred ? values.size() < fixed : values.size() != fixed) return false;
  const std::size_t extra = values.size() - fixed;
  std::size_t at = 0;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    if (i != star) {
      if (!match(scope, *patterns[i], values[at++])) return false;
      continue;
    }
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(at);
    if (const Symbol name = as<MatchStar>(*patterns[i]).name) {
      store(scope, name, make_list(ValueList(begin, begin + static_cast<std::ptrdiff_t>(extra))));
    }
    at += extra;
  }
  return true;
}

bool Evaluator::match_mapping(Scope& scope, const MatchMapping& node, const Value& subject) {
  auto* dict = unwrap(subject).try_as<DictObject>();
  if (dict == nullptr) return false;
  const Ref<DictObject> rest = make<DictObject>();
  rest->table = dict->table;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const Value key = expression(scope, *node.keys[i]);
    const Value* found = dict->table.find(in_, key);
    if (found == nullptr) return false;
    if (!match(scope, *node.patterns[i], Value(*found))) return false;
    rest->table.erase(in_, key);
  }
  if (node.rest) store(scope, node.rest, rest);
  return true;
}

bool Evaluator::match_class(Scope& scope, const MatchClass& node, const Value& subject) {
  const Value cls = expression(scope, *node.cls);
  scope.frame->span = node.span;
  if (!in_.is_instance(subject, cls)) return false;
  if (!node.patterns.empty()) {
    const Value match_args = in_.find_attribute(cls, names().match_args);
    if (match_args.is_absent()) {
      // str(x), int(x), ...: the subject itself.
      if (node.patterns.size() != 1 || !match(scope, *node.patterns[0], subject)) return false;
    } else {
      const ValueList fields = in_.items_of(match_args);
      for (std::size_t i = 0; i < node.patterns.size(); ++i) {
        if (i >= fields.size()) {
          in_.raise(Builtin::TypeError, "too many positional patterns");
        }
        const Value item = in_.find_attribute(subject, *string_of(fields[i]));
        if (item.is_absent() || !match(scope, *node.patterns[i], item)) return false;
      }
    }
  }
  for (std::size_t i = 0; i < node.kwd_attrs.size(); ++i) {
    const Value item = in_.find_attribute(subject, node.kwd_attrs[i]);
    if (item.is_absent() || !match(scope, *node.kwd_patterns[i], item)) return false;
  }
  return true;
}

bool Evaluator::match(Scope& scope, const Pattern& pattern, const Value& subject) {
  switch (pattern.kind) {
    case PatternKind::MatchValue:
      return in_.equal(subject, expression(scope, *as<MatchValue>(pattern).value));
    case PatternKind::MatchSingleton: {
      in_.need_known(subject, "a match statement");
      const ConstantKind wanted = as<MatchSingleton>(pattern).value;
      if (wanted == ConstantKind::None) return subject.is_none();
      return subject.is_boolean() && subject.as_boolean() == (wanted == ConstantKind::True);
    }
    case PatternKind::MatchSequence:
      in_.need_known(subject, "a match statement");
      return match_sequence(scope, as<MatchSequence>(pattern).patterns, subject);
    case PatternKind::MatchMapping:
      in_.need_known(subject, "a match statement");
      return match_mapping(scope, as<MatchMapping>(pattern), subject);
    case PatternKind::MatchClass:
      return match_class(scope, as<MatchClass>(pattern), subject);
    case PatternKind::MatchStar:
      return false;
    case PatternKind::MatchAs: {
      const auto& node = as<MatchAs>(pattern);
      if (node.pattern != nullptr && !match(scope, *node.pattern, subject)) return false;
      if (node.name) store(scope, node.name, subject);
      return true;
    }
    case PatternKind::MatchOr:
      for (const Pattern* item : as<MatchOr>(pattern).patterns) {
        if (match(scope, *item, subject)) return true;
      }
      return false;
  }
  return false;
}

}  // namespace retort::python
