// How values and the parameters of text clauses stand in a statement.
#include <cctype>
#include <charconv>
#include <utility>

#include "base/error.h"
#include "dialect/driver_literal.h"
#include "dialect/expression.h"
#include "dialect/types.h"
#include "schema/attach.h"

namespace retort::dialect {

using schema::Affinity;
using schema::Type;

namespace {

/// What stands for a positional parameter while the statement is being printed.
constexpr char kMarker = '\x02';
constexpr char kMarkerEnd = '\x03';

/// What SQLAlchemy's psycopg2 dialect writes behind a parameter of such a type.
std::string cast_of(Family family, const Type& given) {
  if (family != Family::postgresql) return {};
  const Type& type = schema::for_dialect(given, "postgresql");
  const Affinity affinity = schema::affinity_of(type);
  const bool range = type.kind >= schema::TypeKind::PgINT4RANGE;
  const bool range_like = range && type.kind <= schema::TypeKind::PgTSTZMULTIRANGE;
  const bool uuid = affinity == Affinity::uuid && type.native;
  const bool cast = affinity == Affinity::json || uuid || affinity == Affinity::array || range_like;
  return cast ? "::" + type_text(family, type) : std::string();
}

}  // namespace

bool is_word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string ExpressionWriter::value(const schema::Literal& literal, const Type& type,
                                    std::string_view name) {
  if (style_.binds == BindStyle::literal || style_.binds == BindStyle::inlined)
    return literal_text(literal_style(), literal, type);
  return placeholder(literal, type, name);
}

/// SQLite and MySQL have no parameters for moments and UUIDs: they get their text, in the form
/// SQLAlchemy stores.
schema::Literal ExpressionWriter::bound_value(const schema::Literal& literal,
                                              const Type& type) const {
  const bool has_text_form = std::holds_alternative<schema::Temporal>(literal.value) ||
                             std::holds_alternative<schema::UuidValue>(literal.value);
  if (style_.family == Family::postgresql) return literal;
  // Uuid(as_uuid=False) is stored without dashes, too.
  const bool uuid_text =
      std::holds_alternative<std::string>(literal.value) &&
      schema::affinity_of(schema::for_dialect(type, family_name(style_.family))) == Affinity::uuid;
  if (!has_text_form && !uuid_text) return literal;
  // What has no type at all is the matter of Python's driver, which writes isoformat(" ").
  const auto* moment = std::get_if<schema::Temporal>(&literal.value);
  if (style_.family == Family::sqlite && moment != nullptr &&
      moment->kind == schema::Temporal::Kind::datetime && type.kind == schema::TypeKind::Null) {
    return {moment->text};
  }
  const std::string quoted = literal_text(literal_style(), literal, type);
  return {quoted.substr(1, quoted.size() - 2)};
}

std::string ExpressionWriter::placeholder(const schema::Literal& literal, const Type& type,
                                          std::string_view name) {
  if (style_.binds == BindStyle::literal || style_.binds == BindStyle::inlined)
    return literal_text(literal_style(), literal, type);
  if (style_.binds == BindStyle::numeric) return driver_literal(literal, type);
  result_.parameters.push_back(bound_value(literal, type));
  result_.parameter_types.push_back(type);
  result_.parameter_names.emplace_back(name);
  switch (style_.binds) {
    case BindStyle::named:
      return ":" + std::string(name) + cast_of(style_.family, type);
    case BindStyle::pyformat:
      return "%(" + std::string(name) + ")s" + cast_of(style_.family, type);
    default:
      return marker();
  }
}

std::string ExpressionWriter::marker() const {
  return kMarker + std::to_string(result_.parameters.size() - 1) + kMarkerEnd;
}

/// The order of positional parameters is that of the finished text, whatever was printed first:
/// CTEs are put in front of what names them.
Compiled ExpressionWriter::finish(std::string text) {
  if (text.find(kMarker) == std::string::npos) {
    result_.text = std::move(text);
    return std::move(result_);
  }
  Compiled ordered = result_;
  ordered.text.clear();
  ordered.parameters.clear();
  ordered.parameter_types.clear();
  ordered.parameter_names.clear();
  std::size_t done = 0;
  for (std::size_t at = text.find(kMarker); at != std::string::npos;
       at = text.find(kMarker, done)) {
    std::size_t number = 0;
    const char* digits = text.data() + at + 1;
    const auto [end, error] = std::from_chars(digits, text.data() + text.size(), number);
    const bool ours = error == std::errc() && number < result_.parameters.size() &&
                      end != text.data() + text.size() && *end == kMarkerEnd;
    ordered.text.append(text, done, at - done);
    if (!ours) {
      ordered.text += kMarker;
      done = at + 1;
      continue;
    }
    ordered.text += style_.binds == BindStyle::format ? "%s" : "?";
    ordered.parameters.push_back(result_.parameters[number]);
    ordered.parameter_types.push_back(result_.parameter_types[number]);
    ordered.parameter_names.push_back(result_.parameter_names[number]);
    done = static_cast<std::size_t>(end - text.data()) + 1;
  }
  ordered.text.append(text, done);
  return ordered;
}

/// `:name` parameters are those whose colon follows none of `: \ $` or a word character and whose
/// name is followed by none either; `\:` is a colon.
std::string ExpressionWriter::text_clause(const schema::TextClause& node) {
  const std::string& text = node.text;
  if (text.find(':') == std::string::npos) return text;
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::size_t end = i + 1;
    while (end < text.size() && is_word_character(text[end])) ++end;
    const bool closed = end >= text.size() || text[end] != ':';
    const char before = i == 0 ? ' ' : text[i - 1];
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == ':') {
      std::size_t stop = i + 2;
      while (stop < text.size() && is_word_character(text[stop])) ++stop;
      if (stop >= text.size() || text[stop] != ':') {
        result.append(text, i + 1, stop - i - 1);
        i = stop - 1;
        continue;
      }
    }
    const bool parameter = text[i] == ':' && end > i + 1 && closed && before != ':' &&
                           before != '\\' && !is_word_character(before);
    if (!parameter) {
      result += text[i];
      continue;
    }
    result += text_parameter(node, text.substr(i + 1, end - i - 1));
    i = end - 1;
  }
  return result;
}

std::string ExpressionWriter::text_parameter(const schema::TextClause& node,
                                             const std::string& name) {
  for (const auto& [bound, expression] : node.binds) {
    if (bound != name || !expression) continue;
    if (const auto* given = std::get_if<schema::Constant>(&expression->node))
      return placeholder(given->value, given->type, name);
    if (const auto* bind = std::get_if<schema::BindParam>(&expression->node); bind != nullptr) {
      if (bind->expanding && bind->value) {
        const auto* items = std::get_if<schema::LiteralList>(&bind->value->value);
        if (items != nullptr) {
          std::string text;
          for (const schema::Literal& item : *items)
            text += (text.empty() ? "" : ", ") + placeholder(item, bind->type, name);
          return "(" + (items->empty() ? std::string("NULL") : text) + ")";
        }
      }
      if (bind->value) return placeholder(*bind->value, bind->type, name);
    }
    return write(expression);
  }
  // SQLAlchemy does not take `:a$b` for a parameter in the first place.
  if (name.find('$') != std::string::npos) return ":" + name;
  if (style_.binds == BindStyle::literal) return "NULL";
  if (style_.binds == BindStyle::named) return ":" + name;
  if (style_.binds == BindStyle::pyformat) return "%(" + name + ")s";
  throw Error(ErrorCode::script, "A value is required for bind parameter '" + name + "'")
      .with_hint(
          "Write \\\\: for a colon that is part of the SQL, or give the value with "
          "text(...).bindparams(" +
          name + "=...).");
}

}  // namespace retort::dialect
