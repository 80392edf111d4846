// Constraints and indexes of applier.h.
//
// Constraints without a name get the one that PostgreSQL would make up, marked as guessed: a script
// that drops a constraint by a name that is not known may mean any guessed one of its kind.
#include <fmt/format.h>

#include <algorithm>

#include "doctor/applier.h"
#include "doctor/words.h"
#include "schema/attach.h"

namespace retort::doctor {
namespace {

namespace op = operation;
using schema::CheckConstraint;
using schema::Constraint;
using schema::ExcludeConstraint;
using schema::ForeignKeyConstraint;
using schema::PrimaryKeyConstraint;
using schema::UniqueConstraint;

/// The columns that a constraint names; of a CHECK the words of its text.
std::vector<std::string> columns_of(const Constraint& constraint) {
  if (const auto* primary = std::get_if<PrimaryKeyConstraint>(&constraint)) return primary->columns;
  if (const auto* unique = std::get_if<UniqueConstraint>(&constraint)) return unique->columns;
  if (const auto* foreign = std::get_if<ForeignKeyConstraint>(&constraint)) return foreign->columns;
  std::vector<std::string> out;
  const auto add = [&](const schema::ExprPtr& expression) {
    for (const std::string& text : schema::columns_of(expression)) out.push_back(text);
    const auto* clause =
        expression == nullptr ? nullptr : std::get_if<schema::TextClause>(&expression->node);
    if (clause != nullptr) add_words(clause->text, out);
  };
  if (const auto* check = std::get_if<CheckConstraint>(&constraint)) {
    add(check->expression);
    if (!check->type_column.empty()) out.push_back(check->type_column);
  }
  if (const auto* exclude = std::get_if<ExcludeConstraint>(&constraint)) {
    for (const ExcludeConstraint::Element& element : exclude->elements) add(element.expression);
  }
  return out;
}

/// `primary`, `unique`, ...: as op.drop_constraint() calls it.
std::string_view type_of(const Constraint& constraint) {
  constexpr std::string_view kNames[] = {"primary", "unique", "foreignkey", "check", "exclude"};
  return kNames[constraint.index()];
}

/// What PostgreSQL calls it.
std::string made_up_name(const Constraint& constraint, const std::string& table) {
  constexpr std::string_view kEndings[] = {"pkey", "key", "fkey", "check", "excl"};
  const bool has_columns = constraint.index() == 1 || constraint.index() == 2;
  std::string out = table;
  if (has_columns) {
    for (const std::string& column : columns_of(constraint)) out += "_" + column;
  }
  if (const auto* check = std::get_if<CheckConstraint>(&constraint)) {
    if (!check->type_column.empty()) out += "_" + check->type_column;
  }
  return fmt::format("{}_{}", out, kEndings[constraint.index()]);
}

bool names(const std::vector<std::string>& columns, const Model& model, NameId column) {
  const std::string& wanted = model.text(column);
  return std::ranges::any_of(columns, [&](const std::string& name) {
    return name.size() == wanted.size() && std::ranges::equal(name, wanted, [](char a, char b) {
             return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
           });
  });
}

schema::Table table_named(const std::string& schema, const std::string& name) {
  schema::Table table;
  table.schema = schema;
  table.name = name;
  return table;
}

/// The columns of an index that it names plainly, and whether it has other elements.
std::vector<std::string> plain_columns(const schema::Index& index, bool& has_more) {
  std::vector<std::string> out;
  for (const schema::ExprPtr& element : index.elements) {
    const auto* column =
        element == nullptr ? nullptr : std::get_if<schema::ColumnRef>(&element->node);
    if (column == nullptr) {
      has_more = true;
    } else {
      out.push_back(column->name);
    }
  }
  return out;
}

/// Everything an index may refer to.
std::vector<std::string> words_of(const schema::Index& index) {
  std::vector<std::string> out;
  const auto add = [&](const schema::ExprPtr& expression) {
    if (expression == nullptr) return;
    for (const std::string& text : schema::columns_of(expression)) out.push_back(text);
    if (const auto* clause = std::get_if<schema::TextClause>(&expression->node)) {
      add_words(clause->text, out);
    }
  };
  for (const schema::ExprPtr& element : index.elements) add(element);
  for (const auto& [name, value] : index.options) {
    if (const auto* expression = std::get_if<schema::ExprPtr>(&value)) add(*expression);
    if (const auto* text = std::get_if<std::string>(&value)) add_words(*text, out);
    if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
      out.insert(out.end(), texts->begin(), texts->end());
    }
  }
  return out;
}

}  // namespace

Part Applier::part_of(const Constraint& constraint, const std::string& table) {
  const schema::Name& name = name_of(constraint);
  Part part{.presence = made(), .writer = writer_, .constraint = model_.keep(constraint)};
  part.guessed = !name.text;
  part.name = model_.name_id(name.text ? *name.text : made_up_name(constraint, table));
  return part;
}

void Applier::add_constraint_part(Object& object, const Constraint& constraint) {
  const auto* check = std::get_if<CheckConstraint>(&constraint);
  if (check != nullptr && check->type_bound && !name_of(constraint).text) return;
  const auto* primary = std::get_if<PrimaryKeyConstraint>(&constraint);
  if (primary != nullptr && primary->columns.empty()) return;
  if (!in_sql_) check_length("constraint", name_of(constraint));
  Part part = part_of(constraint, object.name);
  // Whether the database has the CHECK of a type depends on the dialect.
  if (check != nullptr && check->type_bound) part.presence = Presence::maybe;
  Part* known = Model::find_part(object, part.name, false);
  if (known == nullptr) {
    object.parts.push_back(part);
  } else {
    *known = part;
  }
}

void Applier::add_column_checks(Object& object, const schema::Table& table) {
  for (const schema::Column& column : table.columns) {
    for (CheckConstraint check : column.checks) {
      check.type_column = column.name;
      add_constraint_part(object, check);
    }
  }
}

void Applier::refer(const ForeignKeyConstraint& constraint, std::string_view schema,
                    std::string_view table) {
  if (model_.is_sqlite() || constraint.referred_table.empty()) return;
  const Key own = model_.key(ObjectKind::relation, schema, table);
  const Key other =
      model_.key(ObjectKind::relation, constraint.referred_schema, constraint.referred_table);
  if (own == other) return;
  if (!in_sql_) model_.add_referrer(other, own);
  if (constraint.use_alter && model_.find(state_, other) == nullptr) return;
  use_table(constraint.referred_schema, constraint.referred_table);
}

void Applier::check_references(Key table) {
  if (!model_.is_postgresql()) return;
  if (in_sql_) return model_.forget_referrers(table);  // It may be CASCADE.
  const Object* object = model_.find(state_, table);
  if (object == nullptr || object->presence != Presence::yes || object->view) return;
  for (const Key other : model_.referrers(table)) {
    const Object* referrer = other == table ? nullptr : model_.find(state_, other);
    if (referrer == nullptr || referrer->presence != Presence::yes) continue;
    for (const Part& part : referrer->parts) {
      if (part.presence != Presence::yes || part.constraint == nullptr) continue;
      const auto* foreign = std::get_if<ForeignKeyConstraint>(part.constraint);
      if (foreign == nullptr || model_.key(ObjectKind::relation, foreign->referred_schema,
                                           foreign->referred_table) != table) {
        continue;
      }
      return report(Problem::Kind::refused,
                    fmt::format("Table {} cannot be dropped while {} refers to it",
                                model_.shown(table, state_), model_.shown(other, state_)));
    }
  }
}

void Applier::forbid_nulls(Object& object, const std::vector<std::string>& columns) {
  for (const std::string& name : columns) {
    Part* part = Model::find_part(object, model_.name_id(name), true);
    if (part == nullptr || part->column == nullptr) continue;
    schema::Column column = *part->column;
    column.nullable = false;
    part->column = model_.keep(std::move(column));
  }
}

void Applier::operator()(const op::AddConstraint& add) {
  const Key key = use_table(add.schema, add.table);
  Constraint constraint = add.constraint;
  if (!in_sql_) apply_naming(naming_, table_named(add.schema, add.table), constraint);
  const auto* check = std::get_if<CheckConstraint>(&constraint);
  if (check == nullptr && !std::holds_alternative<ExcludeConstraint>(constraint)) {
    need_columns(key, columns_of(constraint));
  }
  Object object = copy_of(key, add.schema, add.table);
  const Part part = part_of(constraint, object.name);
  touch(key, How::create, part.name);
  const Part* known = Model::find_part(object, part.name, false);
  if (known != nullptr && known->presence == Presence::yes && !part.guessed && !known->guessed &&
      settled(key) != nullptr && !model_.is_sqlite()) {
    report(Problem::Kind::exists,
           fmt::format("Constraint {} of table {} exists already", *name_of(constraint).text,
                       model_.shown(key, state_)),
           known->writer, "creates it");
  }
  add_constraint_part(object, constraint);
  if (const auto* primary = std::get_if<PrimaryKeyConstraint>(&constraint)) {
    forbid_nulls(object, primary->columns);
  }
  commit(key, std::move(object));
  if (const auto* foreign = std::get_if<ForeignKeyConstraint>(&constraint)) {
    refer(*foreign, add.schema, add.table);
  }
}

bool Applier::may_be_meant(const Part& part, const op::DropConstraint& drop) {
  if (part.is_column || part.presence == Presence::no) return false;
  const bool same_type =
      part.constraint == nullptr || drop.type.empty() || type_of(*part.constraint) == drop.type;
  if (part.guessed || part.constraint == nullptr) return same_type;
  // A naming convention that is not known may have made one name of the other.
  const std::string& other = model_.text(part.name);
  const std::string& wanted = model_.text(model_.name_id(*drop.name.text));
  return same_type && (other.ends_with(wanted) || wanted.ends_with(other));
}

bool Applier::may_be_other(const Object& object, Key table, const op::DropConstraint& drop) {
  const auto fits = [&](const Part& part) { return may_be_meant(part, drop); };
  if (std::ranges::any_of(object.parts, fits)) return true;
  const Key index = model_.index_key(drop.schema, drop.table, *drop.name.text);
  const Object* found = model_.find(state_, index);
  return !model_.is_postgresql() && found != nullptr && found->owner == table &&
         found->presence != Presence::no;
}

void Applier::drop_missing_constraint(Key table, const op::DropConstraint& drop) {
  Object object = copy_of(table, drop.schema, drop.table);
  const NameId name = model_.name_id(*drop.name.text);
  const Part* known = Model::find_part(object, name, false);
  const bool silent = drop.if_exists || (known == nullptr && object.open) ||
                      settled(table) == nullptr || model_.is_tainted(state_, name) ||
                      may_be_other(object, table, drop);
  if (!silent) {
    report(Problem::Kind::missing,
           fmt::format("Constraint {} of table {} is not there", *drop.name.text,
                       model_.shown(table, state_)),
           known == nullptr ? revision::kNone : known->writer, "drops it");
  }
  for (Part& part : object.parts) {
    if (part.presence == Presence::yes && may_be_meant(part, drop)) part.presence = Presence::maybe;
  }
  if (known == nullptr) {
    object.parts.push_back({.name = name, .presence = gone(), .writer = writer_});
  }
  commit(table, std::move(object));
  const Key index = model_.index_key(drop.schema, drop.table, *drop.name.text);
  const Object* unique = model_.find(state_, index);
  if (model_.is_mysql() && unique != nullptr) {
    Object dropped = *unique;
    dropped.presence = gone();
    commit(index, std::move(dropped));
  }
}

void Applier::operator()(const op::DropConstraint& drop) {
  const Key key = use_table(drop.schema, drop.table);
  op::DropConstraint named = drop;
  Constraint kind = CheckConstraint{};
  if (drop.type == "primary") kind = PrimaryKeyConstraint{};
  if (drop.type == "unique") kind = UniqueConstraint{};
  if (drop.type == "foreignkey") kind = ForeignKeyConstraint{};
  if (!drop.type.empty() && !in_sql_) {
    name_of(kind) = drop.name;
    apply_naming(naming_, table_named(drop.schema, drop.table), kind);
    named.name = name_of(kind);
  }
  if (!named.name.text) {
    if (!naming_.empty() || drop.type == "primary") return lose_certainty();
    report(Problem::Kind::missing,
           fmt::format("A constraint of table {} is to be dropped, but it has no name",
                       model_.shown(key, state_)));
    if (trace_.certain) trace_.problems.back().unnamed = true;
    Object open = copy_of(key, drop.schema, drop.table);
    open.open = true;
    return commit(key, std::move(open));
  }
  const NameId name = model_.name_id(*named.name.text);
  touch(key, How::drop, name, false, drop.if_exists);
  Object object = copy_of(key, drop.schema, drop.table);
  Part* part = Model::find_part(object, name, false);
  if (part == nullptr || part->presence == Presence::no) return drop_missing_constraint(key, named);
  part->presence = gone();
  part->writer = writer_;
  commit(key, std::move(object));
}

void Applier::add_index(Key table, const schema::Index& index, bool if_not_exists) {
  const Object* owner = model_.find(state_, table);
  Object edited = owner == nullptr ? Object() : *owner;
  std::string name = index.name.text.value_or("");
  if (name.empty()) return;
  const Key key = model_.index_key(index.table_schema, index.table, name);
  touch(key, How::create, 0, false, if_not_exists);
  const Presence before = presence(key, name);
  const Object* known = model_.find(state_, key);
  if (before == Presence::yes && if_not_exists) return;
  // A convention that is not known may give each a name of its own.
  if (before == Presence::yes && !index.name.truncatable && !known->guessed) {
    report(Problem::Kind::exists,
           fmt::format("Index {} exists already{}", name,
                       known->owner == table || known->owner == kNoKey
                           ? std::string()
                           : ", on table " + model_.shown(known->owner, state_)),
           known->writer, "creates it");
  }
  if (!in_sql_) check_length("index", index.name);
  Object object;
  object.presence = made();
  object.writer = writer_;
  object.name = name;
  object.schema = index.table_schema;
  object.owner = table;
  object.guessed = index.name.truncatable;
  object.index = model_.keep(index);
  commit(key, std::move(object));
  Model::add_index(edited, key);
  if (owner != nullptr) commit(table, std::move(edited));
}

void Applier::operator()(const op::CreateIndex& create) {
  schema::Index index = create.index;
  check_concurrently(index.options, "CREATE INDEX CONCURRENTLY x ON x (x)");
  if (!in_sql_) {
    apply_naming(naming_, table_named(index.table_schema, index.table), index);
  }
  const Key key = use_table(index.table_schema, index.table);
  bool has_more = false;
  need_columns(key, plain_columns(index, has_more));
  add_index(key, index, create.if_not_exists);
  if (!create.index.name.text) return;
  // The name is given, be it with op.f().
  const Key made_index = model_.index_key(index.table_schema, index.table, *create.index.name.text);
  const Object* made_object = model_.find(state_, made_index);
  if (made_object == nullptr || !made_object->guessed) return;
  Object certain = *made_object;
  certain.guessed = false;
  commit(made_index, std::move(certain));
}

bool Applier::doubt_guessed_indexes(const Object& table) {
  bool found = false;
  const std::vector<Key> indexes = table.indexes;
  for (const Key key : indexes) {
    const Object* known = model_.find(state_, key);
    if (known == nullptr || !known->guessed || known->presence == Presence::no) continue;
    found = true;
    Object edited = *known;
    edited.presence = Presence::maybe;
    commit(key, std::move(edited));
  }
  return found;
}

void Applier::operator()(const op::DropIndex& drop) {
  check_concurrently(drop.options, "DROP INDEX CONCURRENTLY x");
  schema::Index named;
  named.name = drop.name;
  if (!in_sql_) apply_naming(naming_, table_named(drop.schema, drop.table), named);
  if (!named.name.text) return lose_certainty();
  const std::string& name = *named.name.text;
  Key table = kNoKey;
  if (!drop.table.empty() && !drop.if_exists) table = use_table(drop.schema, drop.table);
  const Key key = model_.index_key(drop.schema, drop.table, name);
  touch(key, How::drop, 0, false, drop.if_exists);
  const Object* known = model_.find(state_, key);
  Presence before = presence(key, name);
  // Everything of a table that is known is known, whatever else there may be.
  const Object* whole = settled(table);
  if (known == nullptr && state_.open && whole != nullptr && !whole->open &&
      !model_.is_tainted(state_, model_.bare_name(key))) {
    before = Presence::no;
  }
  if (before == Presence::no && drop.if_exists) return;
  const Object* owner = table == kNoKey ? nullptr : model_.find(state_, table);
  const bool guessed = before != Presence::yes && owner != nullptr && doubt_guessed_indexes(*owner);
  owner = table == kNoKey ? nullptr : model_.find(state_, table);
  if (before == Presence::no) {
    const NameId id = model_.name_id(name);
    const Part* part = owner == nullptr ? nullptr : Model::find_part(*owner, id, false);
    if (part != nullptr && part->presence == Presence::yes && model_.is_mysql()) {
      Object edited = *owner;
      Model::find_part(edited, id, false)->presence = gone();
      return commit(table, std::move(edited));
    }
    // What other kinds of constraints bring along is not known.
    const bool closed = settled(table) != nullptr && !owner->open;
    const bool certain =
        !guessed && (known != nullptr || (closed && !model_.is_mysql() &&
                                          (part == nullptr || part->presence == Presence::no)));
    if (certain) {
      report(Problem::Kind::missing, fmt::format("Index {} is not there", name),
             known == nullptr ? revision::kNone : known->writer, "drops it");
    } else if (part != nullptr && part->presence == Presence::yes && model_.is_postgresql()) {
      report(Problem::Kind::missing,
             fmt::format("Index {} belongs to a constraint, which must be dropped instead", name),
             part->writer, "creates it");
    }
  }
  Object object = copy_of(key, drop.schema, name);
  object.presence = gone();
  object.writer = writer_;
  commit(key, std::move(object));
}

void Applier::drop_indexes_of_column(const Object& table, NameId column) {
  for (const Key key : table.indexes) {
    const Object* known = model_.find(state_, key);
    if (known == nullptr || known->presence == Presence::no || known->index == nullptr) continue;
    if (!names(words_of(*known->index), model_, column)) continue;
    bool has_more = false;
    const std::vector<std::string> plain = plain_columns(*known->index, has_more);
    const bool all = plain.size() == 1 && !has_more && names(plain, model_, column);
    Object edited = *known;
    // PostgreSQL drops every index that the column is part of, MySQL those that have no other.
    edited.presence =
        names(plain, model_, column) && (model_.is_postgresql() || (model_.is_mysql() && all))
            ? gone()
            : Presence::maybe;
    edited.writer = writer_;
    commit(key, std::move(edited));
  }
}

void Applier::drop_parts_of_column(Key, Object& object, NameId column) {
  bool found = false;
  for (Part& part : object.parts) {
    if (part.is_column && part.name == column) {
      found = true;
      part.presence = gone();
      part.writer = writer_;
    }
    if (part.is_column || part.presence == Presence::no) continue;
    if (part.constraint == nullptr || !names(columns_of(*part.constraint), model_, column))
      continue;
    const bool is_text = std::holds_alternative<CheckConstraint>(*part.constraint) ||
                         std::holds_alternative<ExcludeConstraint>(*part.constraint);
    part.presence = model_.is_postgresql() && !is_text ? gone() : Presence::maybe;
    part.writer = writer_;
  }
  if (!found) {
    object.parts.push_back(
        {.name = column, .is_column = true, .presence = gone(), .writer = writer_});
  }
}

void Applier::follow(Key table, const std::string& new_table, const std::string& old_column,
                     const std::string& new_column) {
  for (Key key = 0; key < model_.key_count(); ++key) {
    const Object* known = model_.find(state_, key);
    if (known == nullptr || model_.kind_of(key) != ObjectKind::relation) continue;
    Object edited;
    bool changes = false;
    for (std::size_t i = 0; i < known->parts.size(); ++i) {
      const Part& part = known->parts[i];
      const auto* foreign =
          part.constraint == nullptr ? nullptr : std::get_if<ForeignKeyConstraint>(part.constraint);
      if (foreign == nullptr || model_.key(ObjectKind::relation, foreign->referred_schema,
                                           foreign->referred_table) != table) {
        continue;
      }
      ForeignKeyConstraint followed = *foreign;
      if (!new_table.empty()) followed.referred_table = new_table;
      std::ranges::replace(followed.referred_columns, old_column, new_column);
      if (!changes) edited = *known;
      changes = true;
      edited.parts[i].constraint = model_.keep(std::move(followed));
    }
    if (changes) commit(key, std::move(edited));
  }
}

void Applier::rename_in_constraints(Object& object, NameId from, const std::string& to) {
  const auto rename = [&](std::vector<std::string>& columns) {
    for (std::string& name : columns) {
      if (model_.name_id(name) == from) name = to;
    }
  };
  for (Part& part : object.parts) {
    if (part.constraint == nullptr) continue;
    if (!names(columns_of(*part.constraint), model_, from)) continue;
    Constraint renamed = *part.constraint;
    if (auto* primary = std::get_if<PrimaryKeyConstraint>(&renamed)) rename(primary->columns);
    if (auto* unique = std::get_if<UniqueConstraint>(&renamed)) rename(unique->columns);
    if (auto* foreign = std::get_if<ForeignKeyConstraint>(&renamed)) rename(foreign->columns);
    part.constraint = model_.keep(std::move(renamed));
  }
  for (const Key key : object.indexes) {
    const Object* known = model_.find(state_, key);
    if (known == nullptr || known->index == nullptr) continue;
    if (!names(words_of(*known->index), model_, from)) continue;
    schema::Index renamed = *known->index;
    for (schema::ExprPtr& element : renamed.elements) {
      const auto* column =
          element == nullptr ? nullptr : std::get_if<schema::ColumnRef>(&element->node);
      if (column != nullptr && model_.name_id(column->name) == from) {
        element = schema::column_expr(to);
      }
    }
    Object edited = *known;
    edited.index = model_.keep(std::move(renamed));
    commit(key, std::move(edited));
  }
}

}  // namespace retort::doctor
