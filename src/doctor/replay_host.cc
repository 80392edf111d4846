// The only outside interface is replay_host.h. A question whose answer the model does not know ends
// the script's certainty, and gets the answer of an empty database.
#include "doctor/replay_host.h"

#include <algorithm>
#include <utility>

#include "base/error.h"

namespace retort::doctor {
namespace {

/// Functions of the application that are called for what they return.
bool is_harmless(std::string_view name) {
  name.remove_suffix(2);
  const std::size_t dot = name.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? name : name.substr(dot + 1);
  if (last.starts_with("__")) return true;
  const bool is_class = !last.empty() && last[0] >= 'A' && last[0] <= 'Z';
  return is_class || name.find("log") != std::string_view::npos ||
         name.find("Log") != std::string_view::npos;
}

}  // namespace

class ReplayHost::UnknownRows final : public script::RowSource {
 public:
  explicit UnknownRows(Applier& applier) : applier_(applier) {}
  const std::vector<std::string>& columns() const override { return columns_; }
  std::optional<std::vector<schema::Literal>> next() override {
    applier_.lose_certainty();
    return std::nullopt;
  }
  std::int64_t row_count() const override {
    applier_.lose_certainty();
    return 0;
  }

 private:
  Applier& applier_;
  std::vector<std::string> columns_;
};

class ReplayHost::ModelCatalog final : public schema::Catalog {
 public:
  ModelCatalog(std::string default_schema, std::string version_table)
      : default_schema_(std::move(default_schema)), version_table_(std::move(version_table)) {}

  void begin(Applier& applier) { applier_ = &applier; }

  std::string default_schema() override { return default_schema_; }
  std::vector<std::string> schema_names() override {
    std::vector<std::string> names = names_of(ObjectKind::schema, {}, false);
    names.push_back(default_schema_);
    return names;
  }
  std::vector<std::string> table_names(const std::string& schema) override {
    std::vector<std::string> names = names_of(ObjectKind::relation, schema, false);
    if (schema.empty()) names.push_back(version_table_);
    return names;
  }
  std::vector<std::string> view_names(const std::string& schema) override {
    return names_of(ObjectKind::relation, schema, true);
  }
  std::vector<std::string> sequence_names(const std::string& schema) override {
    return names_of(ObjectKind::sequence, schema, false);
  }
  std::vector<schema::EnumInfo> enums(const std::string& schema) override {
    std::vector<schema::EnumInfo> out;
    applier_->lose_certainty();
    for (std::string& name : names_of(ObjectKind::type, schema, false)) {
      out.push_back({schema, std::move(name), {}, true});
    }
    return out;
  }
  bool has_table(const std::string& schema, const std::string& name) override {
    return name == version_table_ || has(ObjectKind::relation, schema, name);
  }
  bool has_sequence(const std::string& schema, const std::string& name) override {
    return has(ObjectKind::sequence, schema, name);
  }
  bool has_enum(const std::string& schema, const std::string& name) override {
    return has(ObjectKind::type, schema, name);
  }

  std::vector<schema::ColumnInfo> columns(const std::string& schema,
                                          const std::string& table) override {
    std::vector<schema::ColumnInfo> out;
    for (const Part& part : known_table(schema, table).parts) {
      if (!part.is_column || !is_there(part)) continue;
      schema::Column column = part.column != nullptr ? *part.column : schema::Column();
      if (part.column == nullptr) column.name = applier_->model().text(part.name);
      out.push_back({std::move(column), false});
    }
    return out;
  }
  schema::PrimaryKeyConstraint primary_key(const std::string& schema,
                                           const std::string& table) override {
    auto keys = constraints<schema::PrimaryKeyConstraint>(schema, table);
    return keys.empty() ? schema::PrimaryKeyConstraint() : std::move(keys.front());
  }
  std::vector<schema::ForeignKeyConstraint> foreign_keys(const std::string& schema,
                                                         const std::string& table) override {
    return constraints<schema::ForeignKeyConstraint>(schema, table);
  }
  std::vector<schema::UniqueConstraint> unique_constraints(const std::string& schema,
                                                           const std::string& table) override {
    return constraints<schema::UniqueConstraint>(schema, table);
  }
  std::vector<schema::CheckConstraint> check_constraints(const std::string& schema,
                                                         const std::string& table) override {
    return constraints<schema::CheckConstraint>(schema, table);
  }
  std::vector<schema::IndexInfo> indexes(const std::string& schema,
                                         const std::string& table) override {
    std::vector<schema::IndexInfo> out;
    const Key owner = applier_->model().key(ObjectKind::relation, schema, table);
    for (const Key key : known_table(schema, table).indexes) {
      const Object* object = applier_->model().find(applier_->state(), key);
      if (object == nullptr || object->owner != owner || object->presence == Presence::no) continue;
      if (object->presence == Presence::maybe) applier_->lose_certainty();
      schema::IndexInfo info;
      if (object->index != nullptr) info.index = *object->index;
      info.index.name.text = object->name;
      out.push_back(std::move(info));
    }
    // Unique constraints have indexes too.
    for (const auto& unique : constraints<schema::UniqueConstraint>(schema, table)) {
      schema::IndexInfo info;
      info.index.name = unique.name;
      info.index.unique = true;
      for (const std::string& column : unique.columns) {
        info.index.elements.push_back(schema::column_expr(column));
      }
      info.duplicates_constraint = unique.name.text;
      out.push_back(std::move(info));
    }
    return out;
  }
  std::optional<std::string> table_comment(const std::string& schema,
                                           const std::string& table) override {
    known_table(schema, table);
    return std::nullopt;
  }
  schema::Table table(const std::string& schema, const std::string& name) override {
    schema::Table out;
    out.schema = schema;
    out.name = name;
    for (schema::ColumnInfo& info : columns(schema, name)) {
      out.columns.push_back(std::move(info.column));
    }
    for (const Part& part : known_table(schema, name).parts) {
      if (!part.is_column && is_there(part) && part.constraint != nullptr) {
        out.constraints.push_back(*part.constraint);
      }
    }
    return out;
  }
  void invalidate() override {}

 private:
  bool is_there(const Part& part) {
    if (part.presence == Presence::maybe) applier_->lose_certainty();
    return part.presence != Presence::no;
  }

  bool has(ObjectKind kind, const std::string& schema, const std::string& name) {
    const Presence presence = applier_->presence(applier_->model().key(kind, schema, name), name);
    if (presence == Presence::maybe) applier_->lose_certainty();
    return presence == Presence::yes;
  }

  std::vector<std::string> names_of(ObjectKind kind, const std::string& schema, bool views) {
    std::vector<std::string> out;
    Model& model = applier_->model();
    if (applier_->state().open || !applier_->state().tainted.empty()) applier_->lose_certainty();
    for (Key key = 0; key < model.key_count(); ++key) {
      const Object* object = model.find(applier_->state(), key);
      if (object == nullptr || model.kind_of(key) != kind || object->presence == Presence::no) {
        continue;
      }
      if (object->presence == Presence::maybe || object->external) applier_->lose_certainty();
      if (object->view == views && (object->schema == schema || schema == default_schema_)) {
        out.push_back(object->name);
      }
    }
    std::ranges::sort(out);
    return out;
  }

  /// The table that upgrades make before the first revision.
  Object version_table() {
    Model& model = applier_->model();
    schema::Column column;
    column.name = "version_num";
    column.type = schema::make_type(schema::TypeKind::String);
    column.type.length = 32;
    column.nullable = false;
    schema::PrimaryKeyConstraint key;
    key.name.text = version_table_ + "_pkc";
    key.columns = {column.name};
    Object object;
    object.name = version_table_;
    object.parts.push_back({.name = model.name_id(column.name),
                            .is_column = true,
                            .column = model.keep(std::move(column))});
    object.parts.push_back(
        {.name = model.name_id(*key.name.text), .constraint = model.keep(std::move(key))});
    return object;
  }

  Object known_table(const std::string& schema, const std::string& table) {
    Model& model = applier_->model();
    const Key key = model.key(ObjectKind::relation, schema, table);
    const Presence presence = applier_->presence(key, table);
    const Object* object = model.find(applier_->state(), key);
    if (object == nullptr && table == version_table_) return version_table();
    if (presence != Presence::yes || object == nullptr || object->open) applier_->lose_certainty();
    if (presence == Presence::no || object == nullptr) {
      throw Error(ErrorCode::command, "No such table: " + table);
    }
    return *object;
  }

  template <class Constraint>
  std::vector<Constraint> constraints(const std::string& schema, const std::string& table) {
    std::vector<Constraint> out;
    for (const Part& part : known_table(schema, table).parts) {
      if (part.is_column) continue;
      if (part.constraint == nullptr) {
        applier_->lose_certainty();
        continue;
      }
      const auto* constraint = std::get_if<Constraint>(part.constraint);
      if (constraint == nullptr || !is_there(part)) continue;
      out.push_back(*constraint);
      if (!part.guessed) {
        out.back().name.text = applier_->model().text(part.name);
        if (constraint->name.text) out.back().name = constraint->name;
        continue;
      }
      const bool primary = std::is_same_v<Constraint, schema::PrimaryKeyConstraint>;
      if (!primary) applier_->lose_certainty();
      out.back().name.text = applier_->model().text(part.name);
    }
    return out;
  }

  std::string default_schema_;
  std::string version_table_;
  Applier* applier_ = nullptr;
};

ReplayHost::ReplayHost(const dialect::Dialect& dialect, const runtime::Settings& settings,
                       bool outside)
    : dialect_(dialect),
      settings_(settings),
      catalog_(std::make_unique<ModelCatalog>(dialect.name() == "postgresql" ? "public" : "main",
                                              settings.version_table)),
      outside_(outside || !settings.transactional_ddl.value_or(true)) {}

ReplayHost::~ReplayHost() = default;

void ReplayHost::begin(Applier& applier) {
  applier_ = &applier;
  asked_ = 0;
  applier.set_outside(outside_);
  catalog_->begin(applier);
}

void ReplayHost::emit(operation::Operation operation) {
  ++asked_;
  try {
    applier_->apply(operation);
  } catch (Error& error) {
    // Names that cannot be made, and the like: what the dialect says then is its own matter.
    applier_->lose_certainty();
    if (!error.place && operation.origin.source) error.place = place_of(operation.origin);
    throw;
  }
}

std::unique_ptr<script::RowSource> ReplayHost::query(schema::ExprPtr statement,
                                                     const Origin& origin) {
  ++asked_;
  applier_->apply_statement(statement, origin);
  return std::make_unique<UnknownRows>(*applier_);
}

std::unique_ptr<script::RowSource> ReplayHost::query_text(const std::string& sql,
                                                          const std::vector<schema::Literal>&,
                                                          const Origin& origin) {
  ++asked_;
  applier_->apply_sql(sql, origin);
  return std::make_unique<UnknownRows>(*applier_);
}

void ReplayHost::run_sql(script::SqlCommand command) {
  ++asked_;
  applier_->apply_sql(command.text, command.origin);
}

schema::Catalog& ReplayHost::catalog() {
  ++asked_;
  applier_->look();
  return *catalog_;
}

void ReplayHost::called_unknown(std::string_view name) {
  if (applier_ == nullptr || is_harmless(name)) return;
  applier_->meet_unknown(name);
}

}  // namespace retort::doctor
