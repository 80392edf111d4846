// The members of each struct of shape.h, for what goes through all of them.
#pragma once

#include <string_view>
#include <tuple>

#include "schema/shape.h"

namespace retort::schema::shape {

/// A member and what it is called outside.
template <class Struct, class Member>
struct Field {
  std::string_view name;
  Member Struct::*member;
};
template <class Struct, class Member>
Field(const char*, Member Struct::*) -> Field<Struct, Member>;

/// `Fields<Struct>::all` is a tuple of Field, in the order of declaration.
template <class Struct>
struct Fields;

template <>
struct Fields<Name> {
  static constexpr auto all =
      std::tuple{Field{"schema", &Name::schema}, Field{"name", &Name::name}};
};
template <>
struct Fields<Grant> {
  static constexpr auto all =
      std::tuple{Field{"grantee", &Grant::grantee}, Field{"privilege", &Grant::privilege},
                 Field{"grantable", &Grant::grantable}, Field{"revoked", &Grant::revoked}};
};
template <>
struct Fields<Schema> {
  static constexpr auto all =
      std::tuple{Field{"name", &Schema::name}, Field{"comment", &Schema::comment},
                 Field{"grants", &Schema::grants}};
};
template <>
struct Fields<Extension> {
  static constexpr auto all =
      std::tuple{Field{"name", &Extension::name}, Field{"schema", &Extension::schema},
                 Field{"version", &Extension::version}, Field{"comment", &Extension::comment}};
};
template <>
struct Fields<Collation> {
  static constexpr auto all = std::tuple{Field{"name", &Collation::name},
                                         Field{"provider", &Collation::provider},
                                         Field{"locale", &Collation::locale},
                                         Field{"character_type", &Collation::character_type},
                                         Field{"deterministic", &Collation::deterministic},
                                         Field{"comment", &Collation::comment}};
};
template <>
struct Fields<Enum> {
  static constexpr auto all =
      std::tuple{Field{"name", &Enum::name}, Field{"labels", &Enum::labels},
                 Field{"comment", &Enum::comment}, Field{"grants", &Enum::grants}};
};
template <>
struct Fields<Constraint> {
  static constexpr auto all = std::tuple{Field{"kind", &Constraint::kind},
                                         Field{"name", &Constraint::name},
                                         Field{"definition", &Constraint::definition},
                                         Field{"columns", &Constraint::columns},
                                         Field{"referred", &Constraint::referred},
                                         Field{"referred_columns", &Constraint::referred_columns},
                                         Field{"on_update", &Constraint::on_update},
                                         Field{"on_delete", &Constraint::on_delete},
                                         Field{"deferrable", &Constraint::deferrable},
                                         Field{"deferred", &Constraint::deferred},
                                         Field{"valid", &Constraint::valid},
                                         Field{"inherited", &Constraint::inherited},
                                         Field{"parent", &Constraint::parent},
                                         Field{"settings", &Constraint::settings},
                                         Field{"clustered", &Constraint::clustered},
                                         Field{"comment", &Constraint::comment}};
};
template <>
struct Fields<Domain> {
  static constexpr auto all = std::tuple{
      Field{"name", &Domain::name},           Field{"base_type", &Domain::base_type},
      Field{"collation", &Domain::collation}, Field{"default_value", &Domain::default_value},
      Field{"not_null", &Domain::not_null},   Field{"constraints", &Domain::constraints},
      Field{"comment", &Domain::comment},     Field{"grants", &Domain::grants}};
};
template <>
struct Fields<Attribute> {
  static constexpr auto all =
      std::tuple{Field{"name", &Attribute::name}, Field{"type", &Attribute::type},
                 Field{"collation", &Attribute::collation}, Field{"comment", &Attribute::comment}};
};
template <>
struct Fields<CompositeType> {
  static constexpr auto all = std::tuple{
      Field{"name", &CompositeType::name}, Field{"attributes", &CompositeType::attributes},
      Field{"comment", &CompositeType::comment}, Field{"grants", &CompositeType::grants}};
};
template <>
struct Fields<RangeType> {
  static constexpr auto all =
      std::tuple{Field{"name", &RangeType::name}, Field{"definition", &RangeType::definition},
                 Field{"comment", &RangeType::comment}, Field{"grants", &RangeType::grants}};
};
template <>
struct Fields<SequenceNumbers> {
  static constexpr auto all = std::tuple{
      Field{"start", &SequenceNumbers::start},     Field{"increment", &SequenceNumbers::increment},
      Field{"minimum", &SequenceNumbers::minimum}, Field{"maximum", &SequenceNumbers::maximum},
      Field{"cache", &SequenceNumbers::cache},     Field{"cycle", &SequenceNumbers::cycle}};
};
template <>
struct Fields<Sequence> {
  static constexpr auto all = std::tuple{Field{"name", &Sequence::name},
                                         Field{"type", &Sequence::type},
                                         Field{"numbers", &Sequence::numbers},
                                         Field{"owner_table", &Sequence::owner_table},
                                         Field{"owner_column", &Sequence::owner_column},
                                         Field{"unlogged", &Sequence::unlogged},
                                         Field{"comment", &Sequence::comment},
                                         Field{"grants", &Sequence::grants}};
};
template <>
struct Fields<Identity> {
  static constexpr auto all =
      std::tuple{Field{"always", &Identity::always}, Field{"sequence", &Identity::sequence},
                 Field{"numbers", &Identity::numbers}, Field{"comment", &Identity::comment},
                 Field{"grants", &Identity::grants}};
};
template <>
struct Fields<Column> {
  static constexpr auto all = std::tuple{Field{"name", &Column::name},
                                         Field{"type", &Column::type},
                                         Field{"not_null", &Column::not_null},
                                         Field{"default_value", &Column::default_value},
                                         Field{"generated", &Column::generated},
                                         Field{"stored", &Column::stored},
                                         Field{"auto_increment", &Column::auto_increment},
                                         Field{"identity", &Column::identity},
                                         Field{"collation", &Column::collation},
                                         Field{"local", &Column::local},
                                         Field{"storage", &Column::storage},
                                         Field{"compression", &Column::compression},
                                         Field{"statistics", &Column::statistics},
                                         Field{"settings", &Column::settings},
                                         Field{"comment", &Column::comment},
                                         Field{"grants", &Column::grants}};
};
template <>
struct Fields<IndexElement> {
  static constexpr auto all = std::tuple{Field{"text", &IndexElement::text},
                                         Field{"is_expression", &IndexElement::is_expression},
                                         Field{"collation", &IndexElement::collation},
                                         Field{"operator_class", &IndexElement::operator_class},
                                         Field{"descending", &IndexElement::descending},
                                         Field{"nulls_first", &IndexElement::nulls_first},
                                         Field{"length", &IndexElement::length}};
};
template <>
struct Fields<Index> {
  static constexpr auto all = std::tuple{
      Field{"name", &Index::name},           Field{"definition", &Index::definition},
      Field{"unique", &Index::unique},       Field{"method", &Index::method},
      Field{"elements", &Index::elements},   Field{"included", &Index::included},
      Field{"condition", &Index::condition}, Field{"nulls_distinct", &Index::nulls_distinct},
      Field{"valid", &Index::valid},         Field{"parent", &Index::parent},
      Field{"clustered", &Index::clustered}, Field{"settings", &Index::settings},
      Field{"comment", &Index::comment}};
};
template <>
struct Fields<Trigger> {
  static constexpr auto all =
      std::tuple{Field{"name", &Trigger::name}, Field{"definition", &Trigger::definition},
                 Field{"enabled", &Trigger::enabled}, Field{"comment", &Trigger::comment}};
};
template <>
struct Fields<Policy> {
  static constexpr auto all = std::tuple{Field{"name", &Policy::name},
                                         Field{"permissive", &Policy::permissive},
                                         Field{"command", &Policy::command},
                                         Field{"roles", &Policy::roles},
                                         Field{"using_expression", &Policy::using_expression},
                                         Field{"check_expression", &Policy::check_expression},
                                         Field{"comment", &Policy::comment}};
};
template <>
struct Fields<Rule> {
  static constexpr auto all =
      std::tuple{Field{"name", &Rule::name}, Field{"definition", &Rule::definition},
                 Field{"enabled", &Rule::enabled}, Field{"comment", &Rule::comment}};
};
template <>
struct Fields<Table> {
  static constexpr auto all = std::tuple{Field{"name", &Table::name},
                                         Field{"columns", &Table::columns},
                                         Field{"constraints", &Table::constraints},
                                         Field{"indexes", &Table::indexes},
                                         Field{"triggers", &Table::triggers},
                                         Field{"policies", &Table::policies},
                                         Field{"rules", &Table::rules},
                                         Field{"row_security", &Table::row_security},
                                         Field{"force_row_security", &Table::force_row_security},
                                         Field{"unlogged", &Table::unlogged},
                                         Field{"parents", &Table::parents},
                                         Field{"partition_key", &Table::partition_key},
                                         Field{"bound", &Table::bound},
                                         Field{"access_method", &Table::access_method},
                                         Field{"replica_identity", &Table::replica_identity},
                                         Field{"settings", &Table::settings},
                                         Field{"comment", &Table::comment},
                                         Field{"grants", &Table::grants}};
};
template <>
struct Fields<View> {
  static constexpr auto all = std::tuple{Field{"name", &View::name},
                                         Field{"materialized", &View::materialized},
                                         Field{"definition", &View::definition},
                                         Field{"columns", &View::columns},
                                         Field{"indexes", &View::indexes},
                                         Field{"triggers", &View::triggers},
                                         Field{"rules", &View::rules},
                                         Field{"populated", &View::populated},
                                         Field{"settings", &View::settings},
                                         Field{"comment", &View::comment},
                                         Field{"grants", &View::grants}};
};
template <>
struct Fields<Routine> {
  static constexpr auto all =
      std::tuple{Field{"name", &Routine::name},       Field{"arguments", &Routine::arguments},
                 Field{"kind", &Routine::kind},       Field{"definition", &Routine::definition},
                 Field{"comment", &Routine::comment}, Field{"grants", &Routine::grants}};
};
template <>
struct Fields<Statistics> {
  static constexpr auto all =
      std::tuple{Field{"name", &Statistics::name}, Field{"definition", &Statistics::definition},
                 Field{"target", &Statistics::target}, Field{"comment", &Statistics::comment}};
};
template <>
struct Fields<Event> {
  static constexpr auto all =
      std::tuple{Field{"name", &Event::name}, Field{"definition", &Event::definition},
                 Field{"enabled", &Event::enabled}, Field{"comment", &Event::comment}};
};
template <>
struct Fields<Unread> {
  static constexpr auto all =
      std::tuple{Field{"kind", &Unread::kind}, Field{"count", &Unread::count}};
};
template <>
struct Fields<Database> {
  static constexpr auto all = std::tuple{Field{"dialect", &Database::dialect},
                                         Field{"schemas", &Database::schemas},
                                         Field{"extensions", &Database::extensions},
                                         Field{"collations", &Database::collations},
                                         Field{"enums", &Database::enums},
                                         Field{"domains", &Database::domains},
                                         Field{"composite_types", &Database::composite_types},
                                         Field{"range_types", &Database::range_types},
                                         Field{"sequences", &Database::sequences},
                                         Field{"tables", &Database::tables},
                                         Field{"views", &Database::views},
                                         Field{"routines", &Database::routines},
                                         Field{"statistics", &Database::statistics},
                                         Field{"events", &Database::events},
                                         Field{"unread", &Database::unread}};
};

}  // namespace retort::schema::shape
