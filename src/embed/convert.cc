// The only outside interface is convert.h.
#include "embed/convert.h"

#include <utility>

namespace retort::embed {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

template <class Constraint>
void take_options(Constraint& constraint, const ConstraintOptions& options) {
  constraint.name = name_of(options.name);
  constraint.deferrable = options.deferrable;
  constraint.initially = options.initially;
  constraint.options = options_of(options.dialect);
}

}  // namespace

Origin origin_of(const Caller& caller) {
  const auto lines = static_cast<std::uint32_t>(caller.line > 0 ? caller.line - 1 : 0);
  return {std::make_shared<const Source>(Source{caller.file, std::string(lines, '\n')}),
          {lines, lines}};
}

schema::Literal literal_of(const Value& value) {
  return std::visit(
      Overloaded{
          [](Null) { return schema::Literal{}; },
          [](const Bytes& bytes) { return schema::Literal{schema::Bytes{bytes.data}}; },
          [](const Decimal& number) { return schema::Literal{schema::Decimal{number.text}}; },
          [](const JsonText& json) { return schema::Literal{schema::JsonText{json.text}}; },
          [](const auto& plain) { return schema::Literal{plain}; },
      },
      value.variant());
}

Value value_of(const schema::Literal& literal) {
  return std::visit(Overloaded{
                        [](std::monostate) { return Value(); },
                        [](const schema::Bytes& bytes) { return Value(Bytes{bytes.data}); },
                        [](const schema::Decimal& number) { return Value(Decimal{number.text}); },
                        [](const schema::JsonText& json) { return Value(JsonText{json.text}); },
                        [](const schema::Temporal& moment) { return Value(moment.text); },
                        [](const schema::UuidValue& uuid) { return Value(uuid.text); },
                        [](const schema::LiteralList& list) {
                          std::string text = "{";
                          for (const schema::Literal& item : list) {
                            if (text.size() > 1) text += ',';
                            text += value_of(item).as_text();
                          }
                          return Value(text + '}');
                        },
                        [](const auto& plain) { return Value(plain); },
                    },
                    literal.value);
}

schema::ExprPtr expression_of(const Sql& sql) {
  schema::TextClause clause;
  clause.text = sql.text();
  clause.verbatim = sql.parameters().empty();
  for (const auto& [name, value] : sql.parameters()) {
    schema::Constant constant;
    constant.value = literal_of(value);
    clause.binds.emplace_back(name, schema::make_expr(std::move(constant)));
  }
  return schema::make_expr(std::move(clause));
}

schema::ExprPtr element_of(const IndexElement& element) {
  const auto* name = std::get_if<std::string>(&element);
  return name != nullptr ? schema::column_expr(*name) : expression_of(std::get<Sql>(element));
}

schema::Name name_of(std::optional<std::string> name) {
  schema::Name out;
  out.final = name.has_value();
  out.text = std::move(name);
  return out;
}

schema::Options options_of(const DialectOptions& options) {
  schema::Options out;
  for (const DialectOption& option : options) {
    out.emplace_back(
        option.name,
        std::visit(Overloaded{
                       [](const Sql& sql) { return schema::OptionValue(expression_of(sql)); },
                       [](const auto& plain) { return schema::OptionValue(plain); },
                   },
                   option.value));
  }
  return out;
}

schema::SequenceOptions sequence_options_of(const SequenceOptions& options) {
  schema::SequenceOptions out;
  out.start = options.start;
  out.increment = options.increment;
  out.minvalue = options.min_value;
  out.maxvalue = options.max_value;
  out.cache = options.cache;
  out.cycle = options.cycle;
  return out;
}

DefaultParts default_of(const ServerDefault& value) {
  DefaultParts out;
  std::visit(
      Overloaded{
          [](NoDefault) {},
          [&](const std::string& text) { out.value = schema::ServerDefault{text}; },
          [&](const Sql& sql) { out.value = schema::ServerDefault{expression_of(sql)}; },
          [&](const Identity& identity) {
            out.identity.emplace();
            out.identity->always = identity.always;
            out.identity->options = sequence_options_of(identity.options);
          },
          [&](const Computed& computed) {
            out.computed = schema::Computed{expression_of(computed.expression), computed.persisted};
          },
      },
      value);
  return out;
}

schema::PrimaryKeyConstraint primary_key_of(const PrimaryKey& key) {
  schema::PrimaryKeyConstraint out;
  take_options(out, key.options);
  out.columns = key.columns;
  return out;
}

schema::UniqueConstraint unique_of(const Unique& unique) {
  schema::UniqueConstraint out;
  take_options(out, unique.options);
  out.columns = unique.columns;
  return out;
}

schema::CheckConstraint check_of(const Check& check) {
  schema::CheckConstraint out;
  take_options(out, check.options);
  out.expression = expression_of(check.condition);
  return out;
}

schema::ForeignKeyConstraint foreign_key_of(const ForeignKey& key) {
  schema::ForeignKeyConstraint out;
  out.name = name_of(key.options.name);
  out.columns = key.columns;
  out.referred_schema = key.options.referred_schema;
  out.referred_table = key.referred_table;
  out.referred_columns = key.referred_columns;
  out.actions.ondelete = key.options.on_delete;
  out.actions.onupdate = key.options.on_update;
  out.actions.deferrable = key.options.deferrable;
  out.actions.initially = key.options.initially;
  out.actions.match = key.options.match;
  out.options = options_of(key.options.dialect);
  return out;
}

schema::ExcludeConstraint exclude_of(const Exclude& exclude) {
  schema::ExcludeConstraint out;
  take_options(out, exclude.options);
  out.using_method = exclude.using_method;
  if (exclude.where) out.where = expression_of(*exclude.where);
  for (const Exclude::Element& element : exclude.elements) {
    out.elements.push_back({element_of(element.expression), element.with, {}});
  }
  return out;
}

schema::Table table_of(std::string name, const std::vector<TableItem>& items,
                       const TableOptions& options) {
  schema::Table out;
  out.schema = options.schema;
  out.name = std::move(name);
  out.comment = options.comment;
  out.prefixes = options.prefixes;
  out.options = options_of(options.dialect);
  for (const TableItem& item : items) {
    std::visit(
        Overloaded{
            [&](const Column& column) { out.columns.push_back(column.definition()); },
            [&](const PrimaryKey& key) { out.constraints.emplace_back(primary_key_of(key)); },
            [&](const Unique& unique) { out.constraints.emplace_back(unique_of(unique)); },
            [&](const Check& check) { out.constraints.emplace_back(check_of(check)); },
            [&](const ForeignKey& key) { out.constraints.emplace_back(foreign_key_of(key)); },
            [&](const Exclude& exclude) { out.constraints.emplace_back(exclude_of(exclude)); },
        },
        item);
  }
  return out;
}

}  // namespace retort::embed
