// The only outside interface is version_table.h.
#include "runtime/version_table.h"

#include <fmt/format.h>

#include <utility>

#include "dialect/literal.h"

namespace retort::runtime {
namespace {

/// Alembic's width of the column. Longer ids are the server's to refuse, as with Alembic.
constexpr int kVersionLength = 32;

}  // namespace

VersionTable::VersionTable(const dialect::Dialect& dialect, const Settings& settings)
    : schema_(settings.version_table_schema),
      name_(settings.version_table),
      qualified_(dialect.qualified(schema_, name_)),
      family_(dialect::family_named(dialect.name())),
      primary_key_(settings.version_table_pk) {
  if (!primary_key_) return;
  if (dialect.name() == "postgresql") {
    returning_ = fmt::format(" RETURNING {}.version_num", qualified_);
  } else if (dialect.name() == "sqlite") {
    returning_ = " RETURNING version_num";
  }
}

std::string VersionTable::literal(std::string_view text) const {
  return dialect::string_literal(family_, text);
}

operation::Operation VersionTable::create(bool if_not_exists) const {
  operation::CreateTable create;
  create.if_not_exists = if_not_exists;
  create.table.schema = schema_;
  create.table.name = name_;
  schema::Column column;
  column.name = "version_num";
  column.type = schema::make_type(schema::TypeKind::String);
  column.type.length = kVersionLength;
  column.nullable = false;
  create.table.columns.push_back(std::move(column));
  if (primary_key_) {
    schema::PrimaryKeyConstraint key;
    key.name.text = name_ + "_pkc";
    key.columns = {"version_num"};
    create.table.constraints.emplace_back(std::move(key));
  }
  return {std::move(create), {}};
}

std::string VersionTable::select() const {
  return fmt::format("SELECT {0}.version_num FROM {0}", qualified_);
}

std::string VersionTable::insert(std::string_view id) const {
  return fmt::format("INSERT INTO {} (version_num) VALUES ({}){}", qualified_, literal(id),
                     returning_);
}

std::string VersionTable::update(std::string_view old_id, std::string_view new_id) const {
  std::string text;
  text.reserve(2 * qualified_.size() + new_id.size() + old_id.size() + 64);
  text.append("UPDATE ").append(qualified_).append(" SET version_num=").append(literal(new_id));
  text.append(" WHERE ").append(qualified_).append(".version_num = ").append(literal(old_id));
  return text;
}

std::string VersionTable::remove(std::string_view id) const {
  return fmt::format("DELETE FROM {0} WHERE {0}.version_num = {1}", qualified_, literal(id));
}

std::string VersionTable::remove_all() const {
  return fmt::format("DELETE FROM {}", qualified_);
}

}  // namespace retort::runtime
