// Tables, columns and what else has a name of its own; applier_constraints.cc has constraints and
// indexes, applier_sql.cc raw SQL.
#include "doctor/applier.h"

#include <fmt/format.h>

#include <algorithm>

#include "schema/attach.h"

namespace retort::doctor {
namespace {

namespace op = operation;

bool has_upper(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Columns that every table has without naming them.
bool is_system_column(std::string_view name) {
  constexpr std::string_view kNames[] = {"ctid", "xmin",  "xmax",     "oid",    "cmin",
                                         "cmax", "rowid", "tableoid", "_rowid_"};
  return std::ranges::find(kNames, name) != std::end(kNames);
}

schema::Table table_named(const std::string& schema, const std::string& name) {
  schema::Table table;
  table.schema = schema;
  table.name = name;
  return table;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

void Applier::apply(const operation::Operation& operation) {
  const Origin before = origin_;
  if (operation.origin.source != nullptr) origin_ = operation.origin;
  std::visit(*this, operation.value);
  origin_ = before;
}

Presence Applier::presence(Key key, std::string_view written) const {
  const Object* object = model_.find(state_, key);
  if (object != nullptr) {
    // Databases differ in whether case counts.
    const bool same = object->name.empty() || object->name == written || !has_upper(object->name);
    if (object->presence == Presence::yes && !same && has_upper(written)) return Presence::maybe;
    if (is_ambiguous(key)) return Presence::maybe;
    return object->presence;
  }
  if (state_.open || model_.is_tainted(state_, model_.bare_name(key))) return Presence::maybe;
  for (const Key other : model_.namesakes(key)) {
    const Object* namesake = model_.find(state_, other);
    if (namesake != nullptr && namesake->presence != Presence::no) return Presence::maybe;
  }
  return Presence::no;
}

bool Applier::is_ambiguous(Key key) const {
  // Where a search path is set, a name with the schema and one without it may mean the same.
  const Object* object = model_.find(state_, key);
  return object != nullptr && std::ranges::any_of(model_.namesakes(key), [&](Key other) {
           const Object* namesake = other == key ? nullptr : model_.find(state_, other);
           return namesake != nullptr && namesake->schema.empty() != object->schema.empty();
         });
}

const Object* Applier::settled(Key key) const {
  const Object* object = key == kNoKey ? nullptr : model_.find(state_, key);
  const bool sure = object != nullptr && object->presence == Presence::yes && !is_ambiguous(key);
  return sure ? object : nullptr;
}

Object Applier::copy_of(Key key, std::string_view schema, std::string_view name) const {
  if (const Object* known = model_.find(state_, key)) return *known;
  Object object;
  object.presence = Presence::maybe;
  object.open = true;
  object.writer = writer_;
  object.name = name;
  object.schema = schema;
  return object;
}

void Applier::commit(Key key, Object object) {
  trace_.replaced.emplace_back(key, model_.version(state_, key));
  trace_.changes_schema = true;
  model_.set(state_, key, std::move(object));
}

void Applier::touch(Key key, How how, NameId part, bool is_column, bool guarded) {
  if (!trace_.certain) return;
  trace_.touches.push_back({key, part, is_column, how, guarded || looked_, origin_});
}

void Applier::report(Problem::Kind kind, std::string message, revision::Index other,
                     std::string_view verb) {
  if (!trace_.certain) return;
  trace_.problems.push_back({kind, kNoKey, std::move(message), other, verb, origin_, {}, false});
}

void Applier::check_length(std::string_view what, const std::string& name, bool cut) {
  // PostgreSQL counts bytes, MySQL characters.
  if (model_.is_sqlite()) return;
  const std::size_t limit = model_.is_postgresql() ? 63 : 64;
  const std::size_t length = model_.is_postgresql() ? name.size() : characters(name);
  if (length <= limit) return;
  report(
      (cut || characters(name) <= limit) && model_.is_postgresql() ? Problem::Kind::cut
                                                                   : Problem::Kind::too_long,
      fmt::format("The name of {} {} has {} {}; {} takes {}", what, name, length,
                  model_.is_postgresql() ? "bytes" : "characters", model_.dialect().name(), limit));
}

void Applier::check_length(std::string_view what, const schema::Name& name) {
  if (name.text && !name.truncatable) check_length(what, *name.text);
}

Key Applier::use_table(std::string_view schema, std::string_view name, How how) {
  const Key key = model_.key(ObjectKind::relation, schema, name);
  touch(key, how);
  const Presence there = presence(key, name);
  const Object* known = model_.find(state_, key);
  const bool may_come = there == Presence::maybe && known == nullptr && state_.open &&
                        !state_.doubt.empty() && !model_.is_tainted(state_, model_.bare_name(key));
  if (there != Presence::no && !may_come) return key;
  if (known == nullptr) {
    report(Problem::Kind::unknown_table,
           fmt::format("Table {} is used, but no migration creates it", name));
    if (trace_.certain) {
      trace_.problems.back().table = key;
      trace_.problems.back().may_come = state_.doubt;
    }
  } else {
    report(Problem::Kind::missing,
           fmt::format("Table {} is used, but it is not there", model_.shown(key, state_)),
           known->writer, "drops it");
  }
  // From now on it is taken to be there, so that each table is found once.
  Object object = copy_of(key, schema, name);
  object.parts.clear();
  object.open = true;
  object.external = true;
  object.presence = made();
  const bool changes = trace_.changes_schema;
  commit(key, std::move(object));
  trace_.changes_schema = changes;
  return key;
}

std::string Applier::column_text(Key table, std::string_view name) const {
  return fmt::format("{}.{}", model_.shown(table, state_), name);
}

void Applier::need_column(Key table, std::string_view name) {
  const Object* object = settled(table);
  if (object == nullptr || object->view) return;
  const Part* part = Model::find_part(*object, model_.name_id(name), true);
  if (part != nullptr && part->presence != Presence::no) return;
  if (part == nullptr && (object->open || is_system_column(name))) return;
  report(Problem::Kind::missing, fmt::format("Column {} is not there", column_text(table, name)),
         part == nullptr ? revision::kNone : part->writer, "drops it");
  // From now on it is taken to be there, so that it is found once.
  Object edited = *object;
  const Part assumed{.name = model_.name_id(name),
                     .is_column = true,
                     .presence = Presence::maybe,
                     .writer = writer_};
  if (Part* gone_part = Model::find_part(edited, assumed.name, true)) {
    *gone_part = assumed;
  } else {
    edited.parts.push_back(assumed);
  }
  const bool changes = trace_.changes_schema;
  commit(table, std::move(edited));
  trace_.changes_schema = changes;
}

void Applier::need_columns(Key table, const std::vector<std::string>& names) {
  for (const std::string& name : names) need_column(table, name);
}

void Applier::create_types(const std::vector<schema::Column>& columns) {
  if (!model_.is_postgresql()) return;
  for (const schema::Column& column : columns) {
    const schema::Type* type = &for_dialect(column.type, "postgresql");
    while (type->kind == schema::TypeKind::Array && !type->item.empty()) {
      type = &for_dialect(type->item.front(), "postgresql");
    }
    const bool is_enum =
        type->kind == schema::TypeKind::PgENUM || type->kind == schema::TypeKind::Enum;
    if (!is_enum || !type->native || !type->create_type || type->has_metadata || !type->name) {
      continue;
    }
    // Within one run a type that is there already is not created again.
    create_object(ObjectKind::type, type->schema.value_or(""), *type->name, true, type->labels);
  }
}

namespace {

/// PostgreSQL's CREATE TABLE makes one index of keys over the same columns: the primary key's, else
/// the first one's. A name that this one lacks comes from the others.
void merge_equal_keys(std::vector<schema::Constraint>& constraints) {
  std::stable_partition(constraints.begin(), constraints.end(), [](const schema::Constraint& one) {
    return std::holds_alternative<schema::PrimaryKeyConstraint>(one);
  });
  for (auto one = constraints.begin(); one != constraints.end();) {
    const auto* unique = std::get_if<schema::UniqueConstraint>(&*one);
    const auto prior = std::find_if(constraints.begin(), one, [&](schema::Constraint& other) {
      const auto equals = [&](const auto& key) {
        return key.columns == unique->columns && key.options.empty() && unique->options.empty() &&
               key.deferrable.value_or(false) == unique->deferrable.value_or(false) &&
               key.initially == unique->initially;
      };
      if (unique == nullptr) return false;
      if (const auto* key = std::get_if<schema::PrimaryKeyConstraint>(&other)) return equals(*key);
      const auto* key = std::get_if<schema::UniqueConstraint>(&other);
      return key != nullptr && equals(*key);
    });
    if (prior == one) {
      ++one;
      continue;
    }
    if (!name_of(*prior).text) name_of(*prior) = unique->name;
    one = constraints.erase(one);
  }
}

}  // namespace

void Applier::operator()(const op::CreateTable& create) {
  schema::Table table = schema::attach(create.table, naming_);
  const Key key = model_.key(ObjectKind::relation, table.schema, table.name);
  const Presence before = presence(key, table.name);
  touch(key, How::create, 0, false, create.if_not_exists);
  trace_.created.push_back(key);
  if (create.if_not_exists && before == Presence::yes) return;
  const Object* known = model_.find(state_, key);
  if (before == Presence::yes && !known->temporary && !known->external) {
    report(Problem::Kind::exists,
           fmt::format("{} {} exists already", known->view ? "View" : "Table",
                       model_.shown(key, state_)),
           known->writer, "creates it");
  }
  check_length("table", table.name, true);
  create_types(table.columns);
  Object object;
  object.presence = made();
  object.open = !trace_.certain || (create.if_not_exists && before == Presence::maybe);
  object.writer = writer_;
  object.name = table.name;
  object.schema = table.schema;
  for (const std::string& prefix : table.prefixes) {
    if (prefix.find("TEMP") != std::string::npos) object.temporary = true;
  }
  for (const schema::Column& column : table.columns) {
    check_length("column", column.name, true);
    object.parts.push_back({.name = model_.name_id(column.name),
                            .is_column = true,
                            .presence = made(),
                            .writer = writer_,
                            .column = model_.keep(column)});
  }
  // CREATE TABLE leaves out what is to be added later.
  std::erase_if(table.constraints, [&](const schema::Constraint& constraint) {
    const auto* foreign = std::get_if<schema::ForeignKeyConstraint>(&constraint);
    return foreign != nullptr && foreign->use_alter && !model_.is_sqlite();
  });
  if (model_.is_postgresql()) merge_equal_keys(table.constraints);
  for (const schema::Constraint& constraint : table.constraints) {
    add_constraint_part(object, constraint);
  }
  add_column_checks(object, table);
  commit(key, std::move(object));
  for (const schema::Constraint& constraint : table.constraints) {
    if (const auto* foreign = std::get_if<schema::ForeignKeyConstraint>(&constraint)) {
      refer(*foreign, table.schema, table.name);
    }
  }
  for (const schema::Index& index : table.indexes) add_index(key, index, false);
}

void Applier::operator()(const op::DropTable& drop) {
  const Key key = model_.key(ObjectKind::relation, drop.schema, drop.table);
  const Presence before = presence(key, drop.table);
  if (before == Presence::no && drop.if_exists) return;
  if (before == Presence::no) {
    use_table(drop.schema, drop.table, How::drop);
  } else {
    touch(key, How::drop, 0, false, drop.if_exists);
  }
  check_references(key);
  Object object = copy_of(key, drop.schema, drop.table);
  for (const Key index : object.indexes) {
    const Object* known = model_.find(state_, index);
    if (known == nullptr || known->owner != key) continue;
    Object gone_index = *known;
    gone_index.presence = gone();
    gone_index.writer = writer_;
    commit(index, std::move(gone_index));
  }
  end_triggers(object, key, gone());
  object.presence = gone();
  object.writer = writer_;
  commit(key, std::move(object));
  if (!model_.is_postgresql()) return;
  for (const schema::Column& column : drop.columns) {
    const schema::Type& type = for_dialect(column.type, "postgresql");
    if (type.native && type.create_type && type.name) {
      drop_object(ObjectKind::type, type.schema.value_or(""), *type.name, true);
    }
  }
}

void Applier::operator()(const op::RenameTable& rename) {
  std::string schema = rename.schema;
  std::string name = rename.new_name;
  if (const std::size_t dot = name.find('.'); dot != std::string::npos && model_.is_mysql()) {
    schema = name.substr(0, dot);
    name.erase(0, dot + 1);
  }
  const Key from = use_table(rename.schema, rename.old_name, How::drop);
  const Key to = model_.key(ObjectKind::relation, schema, name);
  touch(to, How::create);
  model_.forget_referrers(from);
  model_.forget_referrers(to);
  trace_.created.push_back(to);
  const Object* target = model_.find(state_, to);
  if (presence(to, name) == Presence::yes && to != from && !target->external) {
    report(Problem::Kind::exists, fmt::format("Table {} exists already", model_.shown(to, state_)),
           target->writer, "creates it");
  }
  check_length("table", name, true);
  Object moved = copy_of(from, rename.schema, rename.old_name);
  Object left = moved;
  left.presence = gone();
  left.writer = writer_;
  left.indexes.clear();
  // They are called by the table's new name now.
  end_triggers(moved, from, Presence::maybe);
  commit(from, std::move(left));
  for (const Key index : moved.indexes) {
    const Object* known = model_.find(state_, index);
    if (known == nullptr || known->owner != from) continue;
    Object owned = *known;
    owned.owner = to;
    commit(index, std::move(owned));
  }
  moved.presence = made();
  moved.external = false;
  moved.writer = writer_;
  moved.name = name;
  moved.schema = schema;
  commit(to, std::move(moved));
  if (to != from) follow(from, name, {}, {});
}

void Applier::operator()(const op::AddColumn& add) {
  const Key key = use_table(add.schema, add.table);
  const NameId name = model_.name_id(add.column.name);
  touch(key, How::create, name, true, add.if_not_exists);
  schema::Table table = table_named(add.schema, add.table);
  table.columns.push_back(add.column);
  table = schema::attach(std::move(table), naming_);
  Object object = copy_of(key, add.schema, add.table);
  Part* known = Model::find_part(object, name, true);
  if (known != nullptr && known->presence == Presence::yes) {
    if (add.if_not_exists) return;
    report(Problem::Kind::exists,
           fmt::format("Column {} exists already", column_text(key, add.column.name)),
           known->writer, "adds it");
  }
  check_length("column", add.column.name, true);
  const Part part{.name = name,
                  .is_column = true,
                  .presence = made(),
                  .writer = writer_,
                  .column = model_.keep(table.columns.front())};
  if (known != nullptr) {
    *known = part;
  } else {
    object.parts.push_back(part);
  }
  for (const schema::Constraint& constraint : table.constraints) {
    if (std::holds_alternative<schema::PrimaryKeyConstraint>(constraint) &&
        !add.column.primary_key) {
      continue;
    }
    add_constraint_part(object, constraint);
  }
  add_column_checks(object, table);
  commit(key, std::move(object));
  for (const schema::Constraint& constraint : table.constraints) {
    if (const auto* foreign = std::get_if<schema::ForeignKeyConstraint>(&constraint)) {
      refer(*foreign, add.schema, add.table);
    }
  }
  for (const schema::Index& index : table.indexes) add_index(key, index, add.if_not_exists);
}

void Applier::operator()(const op::DropColumn& drop) {
  const Key key = use_table(drop.schema, drop.table);
  const NameId name = model_.name_id(drop.column);
  touch(key, How::drop, name, true, drop.if_exists);
  if (!drop.if_exists) need_column(key, drop.column);
  Object object = copy_of(key, drop.schema, drop.table);
  drop_indexes_of_column(object, name);
  drop_parts_of_column(key, object, name);
  commit(key, std::move(object));
}

void Applier::rename_column(Object& object, NameId from, const std::string& to) {
  const NameId name = model_.name_id(to);
  Part* part = Model::find_part(object, from, true);
  const schema::Column* column = part == nullptr ? nullptr : part->column;
  if (column != nullptr) {
    schema::Column renamed = *column;
    renamed.name = to;
    column = model_.keep(std::move(renamed));
  }
  if (part != nullptr) {
    part->presence = gone();
    part->writer = writer_;
  } else if (from != name) {
    object.parts.push_back(
        {.name = from, .is_column = true, .presence = gone(), .writer = writer_});
  }
  const Part renamed{
      .name = name, .is_column = true, .presence = made(), .writer = writer_, .column = column};
  if (Part* target = Model::find_part(object, name, true)) {
    *target = renamed;
  } else {
    object.parts.push_back(renamed);
  }
  rename_in_constraints(object, from, to);
}

void Applier::operator()(const op::AlterColumn& alter) {
  const Key key = use_table(alter.schema, alter.table);
  const NameId name = model_.name_id(alter.column);
  touch(key, How::change, name, true);
  need_column(key, alter.column);
  Object object = copy_of(key, alter.schema, alter.table);
  Part* part = Model::find_part(object, name, true);
  if (part != nullptr && part->column != nullptr) {
    schema::Column changed = *part->column;
    if (alter.type) changed.type = *alter.type;
    if (alter.nullable) changed.nullable = alter.nullable;
    if (alter.server_default) {
      changed.server_default = alter.server_default->value;
      changed.identity = alter.server_default->identity;
      changed.computed = alter.server_default->computed;
    }
    part->column = model_.keep(std::move(changed));
    part->writer = writer_;
  }
  const bool renames = alter.new_name && *alter.new_name != alter.column;
  if (renames) {
    const NameId other = model_.name_id(*alter.new_name);
    touch(key, How::create, other, true);
    const Part* target = Model::find_part(object, other, true);
    if (target != nullptr && target->presence == Presence::yes && other != name) {
      report(Problem::Kind::exists,
             fmt::format("Column {} exists already", column_text(key, *alter.new_name)),
             target->writer, "adds it");
    }
    check_length("column", *alter.new_name, true);
    rename_column(object, name, *alter.new_name);
  }
  commit(key, std::move(object));
  if (renames) follow(key, {}, alter.column, *alter.new_name);
}

void Applier::operator()(const op::CreateTableComment& comment) {
  use_table(comment.schema, comment.table);
}

void Applier::operator()(const op::DropTableComment& comment) {
  use_table(comment.schema, comment.table);
}

void Applier::operator()(const op::BulkInsert& insert) {
  const Key key = use_table(insert.schema, insert.table);
  for (const op::BulkInsert::Row& row : insert.rows) {
    for (const auto& [column, value] : row.values) need_column(key, column);
    break;
  }
}

void Applier::create_object(ObjectKind kind, const std::string& schema, const std::string& name,
                            bool if_not_exists, std::vector<std::string> labels) {
  const Key key = model_.key(kind, schema, name);
  const Presence before = presence(key, name);
  touch(key, How::create, 0, false, if_not_exists);
  if (before == Presence::yes) {
    if (if_not_exists) return;
    report(Problem::Kind::exists,
           fmt::format("The {} {} exists already", name_of(kind), model_.shown(key, state_)),
           model_.find(state_, key)->writer, "creates it");
  }
  check_length(name_of(kind), name, true);
  Object object = copy_of(key, schema, name);
  // Where it may have been there already, its labels are not known.
  object.labels = before == Presence::no ? std::move(labels) : std::vector<std::string>();
  object.open = !trace_.certain;
  object.presence = made();
  object.writer = writer_;
  commit(key, std::move(object));
}

void Applier::drop_object(ObjectKind kind, const std::string& schema, const std::string& name,
                          bool if_exists) {
  const Key key = model_.key(kind, schema, name);
  touch(key, How::drop, 0, false, if_exists);
  const Object* known = model_.find(state_, key);
  if (known != nullptr && presence(key, name) == Presence::no) {
    if (if_exists) return;
    report(Problem::Kind::missing,
           fmt::format("The {} {} is not there", name_of(kind), model_.shown(key, state_)),
           known->writer, "drops it");
  }
  Object object = copy_of(key, schema, name);
  object.presence = gone();
  object.writer = writer_;
  commit(key, std::move(object));
}

void Applier::operator()(const op::CreateEnumType& create) {
  if (!model_.is_postgresql() || !create.type.name) return;
  create_object(ObjectKind::type, create.type.schema.value_or(""), *create.type.name,
                create.check_first, create.type.labels);
}
void Applier::operator()(const op::DropEnumType& drop) {
  if (!model_.is_postgresql() || !drop.type.name) return;
  drop_object(ObjectKind::type, drop.type.schema.value_or(""), *drop.type.name, drop.check_first);
}
void Applier::operator()(const op::CreateSequence& create) {
  create_object(ObjectKind::sequence, create.sequence.schema, create.sequence.name,
                create.if_not_exists);
}
void Applier::operator()(const op::DropSequence& drop) {
  drop_object(ObjectKind::sequence, drop.sequence.schema, drop.sequence.name, drop.if_exists);
}
void Applier::operator()(const op::CreateSchema& create) {
  create_object(ObjectKind::schema, {}, create.name, create.if_not_exists);
}
void Applier::operator()(const op::DropSchema& drop) {
  drop_object(ObjectKind::schema, {}, drop.name, drop.if_exists);
  if (drop.cascade) model_.forget(state_);
}

void Applier::operator()(const op::BatchAlterTable& batch) {
  use_table(batch.schema, batch.table);
  for (const op::Operation& operation : batch.operations) apply(operation);
}

}  // namespace retort::doctor
