// What is different after upgrade() and downgrade(). Only what is certain on both sides counts, and
// types only where no two spellings of one type can be meant.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "doctor/replay.h"
#include "doctor/replay_definitions.h"
#include "schema/attach.h"

namespace retort::doctor {
namespace {

std::string type_text(const Model& model, const schema::Column& column) {
  const schema::Type& type = schema::for_dialect(column.type, model.dialect().name());
  if (type.kind == schema::TypeKind::UserDefined || type.kind == schema::TypeKind::Null) return {};
  try {
    return model.dialect().type_sql(type);
  } catch (const Error&) {
    return {};
  }
}

/// The kind of values, and for texts how long they may be.
bool same_type(const Model& model, const schema::Column& left, const schema::Column& right) {
  const std::string one = type_text(model, left);
  const std::string other = type_text(model, right);
  if (one.empty() || other.empty() || one == other) return true;
  const schema::Type& a = schema::for_dialect(left.type, model.dialect().name());
  const schema::Type& b = schema::for_dialect(right.type, model.dialect().name());
  const schema::Affinity affinity = schema::affinity_of(a);
  if (affinity != schema::affinity_of(b)) {
    // Small integers stand for booleans, texts for what a database has no type for.
    return !model.is_postgresql();
  }
  if (affinity == schema::Affinity::string) return a.length == b.length || model.is_sqlite();
  return affinity != schema::Affinity::integer || !model.is_postgresql();
}

bool is_nullable(const schema::Column& column) {
  return column.nullable.value_or(!column.primary_key);
}

/// What addresses an object in a call.
struct Address {
  std::string shown;   ///< For messages: schema.name.
  std::string name;    ///< In quotes.
  std::string schema;  ///< `, schema="..."`, or nothing.
};

Address address_of(const Model& model, Key key, const State& state) {
  const Object* object = model.find(state, key);
  const bool named = object != nullptr && !object->name.empty();
  Address out{model.shown(key, state), {}, {}};
  out.name = fmt::format("\"{}\"", named ? object->name : out.shown);
  if (named && !object->schema.empty()) out.schema = fmt::format(", schema=\"{}\"", object->schema);
  return out;
}

/// Compares the versions of one table.
class Comparison {
 public:
  Comparison(const Model& model, Address table, std::vector<Difference>& out)
      : model_(model), table_(std::move(table)), out_(out) {}

  void tables(const Object& before, const Object& after) {
    if (before.open != after.open) return;
    for (const Part& part : after.parts) {
      compare(Model::find_part(before, part.name, part.is_column), &part, before, after);
    }
    for (const Part& part : before.parts) {
      if (Model::find_part(after, part.name, part.is_column) == nullptr) {
        compare(&part, nullptr, before, after);
      }
    }
  }

 private:
  static Presence presence(const Part* part, const Object& table) {
    if (part != nullptr) return part->presence;
    return table.open ? Presence::maybe : Presence::no;
  }

  /// Whether the other side has a constraint of the kind whose name is not sure either: a naming
  /// convention that is not known may make one name of the other.
  bool has_guessed(const Object& table, const Part& like) const {
    return std::ranges::any_of(table.parts, [&](const Part& part) {
      const std::string& name = model_.text(part.name);
      const std::string& other = model_.text(like.name);
      const bool related = name.ends_with(other) || other.ends_with(name);
      return !part.is_column && part.presence != Presence::no &&
             (part.guessed || like.guessed || part.presence == Presence::maybe || related) &&
             (part.constraint == nullptr || like.constraint == nullptr ||
              part.constraint->index() == like.constraint->index());
    });
  }

  void compare(const Part* before, const Part* after, const Object& old_table,
               const Object& new_table) {
    const Part& any = after != nullptr ? *after : *before;
    const Presence was = presence(before, old_table);
    const Presence is = presence(after, new_table);
    if (was == Presence::maybe || is == Presence::maybe) return;
    const std::string_view what = any.is_column ? "column" : "constraint";
    const std::string& part_name = model_.text(any.name);
    if (was == Presence::no && is == Presence::yes) {
      if (!any.is_column && has_guessed(old_table, *after)) return;
      out_.push_back({fmt::format("{} {}.{} is left behind", what, table_.shown, part_name),
                      any.is_column ? call_for_column("drop_column", part_name)
                                    : drop_of_constraint(part_name)});
    } else if (was == Presence::yes && is == Presence::no) {
      if (!any.is_column && has_guessed(new_table, *before)) return;
      out_.push_back({fmt::format("{} {}.{} does not come back", what, table_.shown, part_name),
                      any.is_column ? fmt::format("op.add_column({}, sa.Column(\"{}\", ...){})",
                                                  table_.name, part_name, table_.schema)
                                    : making_of_constraint(*before, part_name)});
    } else if (was == Presence::yes && is == Presence::yes && any.is_column) {
      columns(*before, *after, part_name);
    } else if (was == Presence::yes && is == Presence::yes) {
      constraints(*before, *after, part_name);
    }
  }

  void constraints(const Part& before, const Part& after, const std::string& part_name) {
    if (before.constraint == nullptr || after.constraint == nullptr) return;
    if (before.constraint == after.constraint) return;
    if (const auto change = change_of(*before.constraint, *after.constraint)) {
      out_.push_back({fmt::format("constraint {}.{} was {}, and is {}", table_.shown, part_name,
                                  change->before, change->after),
                      fmt::format("{}, then {}", drop_of_constraint(part_name),
                                  making_of_constraint(before, part_name))});
    }
  }

  std::string call_for_column(std::string_view call, std::string_view column,
                              std::string_view change = {}) const {
    return fmt::format("op.{}({}, \"{}\"{}{})", call, table_.name, column, change, table_.schema);
  }

  std::string drop_of_constraint(std::string_view name) const {
    return fmt::format("op.drop_constraint(\"{}\", {}{})", name, table_.name, table_.schema);
  }

  std::string making_of_constraint(const Part& part, std::string_view name) const {
    std::string_view kind = "constraint";
    if (part.constraint != nullptr) {
      constexpr std::string_view kKinds[] = {"primary_key", "foreign_key", "unique_constraint",
                                             "check_constraint"};
      if (std::holds_alternative<schema::PrimaryKeyConstraint>(*part.constraint)) kind = kKinds[0];
      if (std::holds_alternative<schema::ForeignKeyConstraint>(*part.constraint)) kind = kKinds[1];
      if (std::holds_alternative<schema::UniqueConstraint>(*part.constraint)) kind = kKinds[2];
      if (std::holds_alternative<schema::CheckConstraint>(*part.constraint)) kind = kKinds[3];
    }
    return fmt::format("op.create_{}(\"{}\", {}, ...)", kind, name, table_.name);
  }

  void columns(const Part& before, const Part& after, const std::string& part_name) {
    if (before.column == nullptr || after.column == nullptr) return;
    if (before.column == after.column) return;
    const schema::Column& old_column = *before.column;
    const schema::Column& new_column = *after.column;
    if (is_nullable(old_column) != is_nullable(new_column) &&
        old_column.type.kind != schema::TypeKind::UserDefined &&
        new_column.type.kind != schema::TypeKind::UserDefined) {
      out_.push_back(
          {fmt::format("column {}.{} was {}, and is {}", table_.shown, part_name,
                       is_nullable(old_column) ? "nullable" : "NOT NULL",
                       is_nullable(new_column) ? "nullable" : "NOT NULL"),
           call_for_column("alter_column", part_name,
                           is_nullable(old_column) ? ", nullable=True" : ", nullable=False")});
    }
    if (!same_type(model_, old_column, new_column)) {
      out_.push_back({fmt::format("column {}.{} was {}, and is {}", table_.shown, part_name,
                                  type_text(model_, old_column), type_text(model_, new_column)),
                      call_for_column("alter_column", part_name, ", type_=...")});
    }
    // MySQL's MODIFY drops what it does not name.
    if (model_.is_mysql()) return;
    if (const auto change = change_of_default(old_column, new_column)) {
      out_.push_back({fmt::format("column {}.{} had {}, and has {}", table_.shown, part_name,
                                  change->before, change->after),
                      call_for_column("alter_column", part_name,
                                      old_column.server_default ? ", server_default=..."
                                                                : ", server_default=None")});
    }
  }

  const Model& model_;
  Address table_;
  std::vector<Difference>& out_;
};

/// Whether another index of the table, one that was there before, is gone or uncertain: a
/// convention that is not known may make one name of the two.
bool may_be_other_index(const Model& model, const RoundTrip& states, Key key, const Object& index) {
  const Object* table = index.owner == kNoKey ? nullptr : model.find(states.after, index.owner);
  return table != nullptr && std::ranges::any_of(table->indexes, [&](Key other) {
           const Object* was = model.find(states.before, other);
           const Object* is = model.find(states.after, other);
           return other != key && is != nullptr && is->presence != Presence::yes &&
                  (was == nullptr || was->presence != Presence::no || is->guessed);
         });
}

std::string quoted(const std::vector<std::string>& labels) {
  return fmt::format("'{}'", fmt::join(labels, "', '"));
}

/// SQL's word for what is no table and no index.
std::string_view word_of(ObjectKind kind, bool view) {
  if (view) return "VIEW";
  if (kind == ObjectKind::type) return "TYPE";
  if (kind == ObjectKind::sequence) return "SEQUENCE";
  if (kind == ObjectKind::routine) return "FUNCTION";
  return kind == ObjectKind::trigger ? "TRIGGER" : "SCHEMA";
}

/// Calls for what is not part of a table.
std::string drop_of(ObjectKind kind, const Address& object, bool view, const std::string& table) {
  if (kind == ObjectKind::relation && !view) {
    return fmt::format("op.drop_table({}{})", object.name, object.schema);
  }
  if (kind == ObjectKind::index) {
    return fmt::format("op.drop_index({}, table_name={}{})", object.name, table, object.schema);
  }
  return fmt::format("op.execute('DROP {} {}')", word_of(kind, view), object.shown);
}

std::string making_of(ObjectKind kind, const Address& object, bool view, const std::string& table) {
  if (kind == ObjectKind::relation && !view) {
    return fmt::format("op.create_table({}, ...{})", object.name, object.schema);
  }
  if (kind == ObjectKind::index) {
    return fmt::format("op.create_index({}, {}, ...{})", object.name, table, object.schema);
  }
  return fmt::format("op.execute('CREATE {} {} ...')", word_of(kind, view), object.shown);
}

/// The same object before and after.
void compare_objects(const Model& model, const Address& name, const Object& was, const Object& is,
                     Key key, const std::string& table, std::vector<Difference>& out) {
  const ObjectKind kind = model.kind_of(key);
  if (kind == ObjectKind::relation) Comparison(model, name, out).tables(was, is);
  if (kind == ObjectKind::index && was.index != nullptr && is.index != nullptr && !was.guessed &&
      !is.guessed && was.index != is.index) {
    if (const auto change = change_of(*was.index, *is.index, model.dialect().name())) {
      out.push_back(
          {fmt::format("index {} was {}, and is {}", name.shown, change->before, change->after),
           fmt::format("{}, then {}", drop_of(kind, name, false, table),
                       making_of(kind, name, false, table))});
    }
  }
  const bool known = !was.labels.empty() && !is.labels.empty() && !was.open && !is.open;
  if (kind == ObjectKind::type && known && was.labels != is.labels) {
    out.push_back({fmt::format("type {} had the labels {}, and has {}", name.shown,
                               quoted(was.labels), quoted(is.labels)),
                   fmt::format("a new type with the labels {}, the columns' change to it with "
                               "postgresql_using=..., and op.execute('DROP TYPE {}')",
                               quoted(was.labels), name.shown)});
  }
}

/// Whether the table was also used in another schema, and one of the two without naming it: they
/// may be one table, for the search path is not known.
bool may_be_namesake(const Model& model, const std::set<Key>& keys, Key key, const State& state) {
  const Object* object = model.find(state, key);
  if (object == nullptr || model.kind_of(key) != ObjectKind::relation) return false;
  return std::ranges::any_of(model.namesakes(key), [&](Key other) {
    const Object* found = other == key ? nullptr : model.find(state, other);
    return found != nullptr && keys.contains(other) &&
           found->schema.empty() != object->schema.empty();
  });
}

}  // namespace

std::vector<Difference> differences(const Model& model, const RoundTrip& states,
                                    const Trace& upgrade, const Trace& downgrade) {
  std::set<Key> keys;
  for (const Trace* trace : {&upgrade, &downgrade}) {
    for (const auto& [key, version] : trace->replaced) keys.insert(key);
  }
  std::vector<Difference> out;
  for (const Key key : keys) {
    const Object* was = model.find(states.before, key);
    const Object* is = model.find(states.after, key);
    if (is == nullptr || is->temporary) continue;
    const Presence old_presence = was != nullptr ? was->presence : Presence::no;
    if (old_presence == Presence::maybe || is->presence == Presence::maybe) continue;
    // What upgrade() did not create may have been there before, if nothing was known of it.
    const Object* between = model.find(states.middle, key);
    const bool created = between != nullptr && between->presence == Presence::yes;
    if (was == nullptr && (is->external || !created)) continue;
    if (was != nullptr && was->guessed && is->presence == Presence::no) continue;
    if (may_be_namesake(model, keys, key, states.after)) continue;
    const Address name = address_of(model, key, states.after);
    const std::string_view kind = is->view ? std::string_view("view") : name_of(model.kind_of(key));
    const Key owner = is->owner;
    const std::string table =
        owner == kNoKey ? std::string("...") : address_of(model, owner, states.before).name;
    if (old_presence == Presence::no && is->presence == Presence::yes) {
      if (is->replaceable) continue;
      if (is->guessed && may_be_other_index(model, states, key, *is)) continue;
      out.push_back({fmt::format("{} {} is left behind", kind, name.shown),
                     drop_of(model.kind_of(key), name, is->view, table)});
    } else if (old_presence == Presence::yes && is->presence == Presence::no) {
      out.push_back({fmt::format("{} {} does not come back", kind, name.shown),
                     making_of(model.kind_of(key), name, is->view, table)});
    } else if (was != nullptr && old_presence == Presence::yes) {
      compare_objects(model, name, *was, *is, key, table, out);
    }
  }
  return out;
}

}  // namespace retort::doctor
