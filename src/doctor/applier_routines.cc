// Functions, procedures and triggers of applier.h, on PostgreSQL. A routine's parts are the lists
// of arguments under which its name exists.
#include <fmt/format.h>

#include <algorithm>

#include "doctor/applier.h"
#include "doctor/sql_routines.h"

namespace retort::doctor {
namespace {

bool is_any_left(const Object& routine) {
  return std::ranges::any_of(routine.parts,
                             [](const Part& part) { return part.presence != Presence::no; });
}

}  // namespace

void Applier::create_routine(const SqlRoutine& routine) {
  const Key key = model_.key(ObjectKind::routine, routine.schema, routine.name);
  touch(key, How::create);
  check_length("function", routine.name, true);
  const Presence before = presence(key, routine.name);
  Object object = copy_of(key, routine.schema, routine.name);
  const NameId arguments = model_.name_id(routine.arguments.value_or(""));
  Part* known = Model::find_part(object, arguments, false);
  const bool exists =
      before == Presence::yes && known != nullptr && known->presence == Presence::yes;
  if (exists && !routine.replaces) {
    report(Problem::Kind::exists,
           fmt::format("Function {}({}) exists already", model_.shown(key, state_),
                       routine.arguments.value_or("")),
           known->writer, "creates it");
  }
  if (known == nullptr) known = &object.parts.emplace_back();
  *known = Part{.name = arguments, .presence = made(), .writer = writer_};
  object.replaceable = routine.replaces;
  object.presence = made();
  object.writer = writer_;
  commit(key, std::move(object));
}

void Applier::drop_routine(const SqlRoutine& routine) {
  const Key key = model_.key(ObjectKind::routine, routine.schema, routine.name);
  touch(key, How::drop, 0, false, routine.if_exists);
  const Presence before = presence(key, routine.name);
  const bool listed = model_.find(state_, key) != nullptr;
  Object object = copy_of(key, routine.schema, routine.name);
  Part* meant = nullptr;
  if (routine.arguments) {
    meant = Model::find_part(object, model_.name_id(*routine.arguments), false);
  }
  const bool gone_before = meant != nullptr && meant->presence == Presence::no;
  const bool is_missing = before == Presence::no || (before == Presence::yes && gone_before);
  if (is_missing && !routine.if_exists) {
    report(Problem::Kind::missing,
           fmt::format("Function {}{} is not there", model_.shown(key, state_),
                       routine.arguments ? '(' + *routine.arguments + ')' : std::string()),
           listed ? object.writer : revision::kNone, "drops it");
  }
  if (meant != nullptr) {
    meant->presence = gone();
    meant->writer = writer_;
  } else {
    // Without arguments there is one of the name; with others than are known, any may be meant.
    for (Part& part : object.parts) {
      if (part.presence == Presence::no) continue;
      part.presence = routine.arguments ? Presence::maybe : gone();
      part.writer = writer_;
    }
  }
  object.presence = !is_any_left(object) ? gone() : object.presence;
  if (routine.arguments && meant == nullptr && before != Presence::no) {
    object.presence = Presence::maybe;
  }
  object.writer = writer_;
  commit(key, std::move(object));
  if (routine.cascade) doubt_triggers();
}

void Applier::doubt_triggers() {
  for (Key key = 0; key < model_.key_count(); ++key) {
    const Object* known = model_.find(state_, key);
    if (known == nullptr || model_.kind_of(key) != ObjectKind::trigger) continue;
    Object object = *known;
    object.presence = Presence::maybe;
    commit(key, std::move(object));
  }
}

void Applier::end_triggers(const Object& table, Key key, Presence presence) {
  for (const Key trigger : table.triggers) {
    const Object* known = model_.find(state_, trigger);
    if (known == nullptr || known->owner != key) continue;
    Object object = *known;
    object.presence = presence;
    object.writer = writer_;
    commit(trigger, std::move(object));
  }
}

void Applier::apply_trigger(const SqlTrigger& trigger) {
  const Key key =
      model_.key(ObjectKind::trigger, trigger.schema, trigger.table + '.' + trigger.name);
  const Key table = trigger.if_exists
                        ? model_.key(ObjectKind::relation, trigger.schema, trigger.table)
                        : use_table(trigger.schema, trigger.table);
  touch(key, trigger.creates ? How::create : How::drop, 0, false, trigger.if_exists);
  const Object* known = model_.find(state_, key);
  const bool sure = known != nullptr && settled(table) != nullptr && !is_ambiguous(table) &&
                    !model_.is_tainted(state_, model_.name_id(trigger.name)) &&
                    !model_.is_tainted(state_, model_.bare_name(table));
  const std::string shown =
      trigger.name + " ON " + (trigger.schema.empty() ? "" : trigger.schema + '.') + trigger.table;
  if (sure && trigger.creates && !trigger.replaces && known->presence == Presence::yes) {
    report(Problem::Kind::exists, fmt::format("Trigger {} exists already", shown), known->writer,
           "creates it");
  }
  if (sure && !trigger.creates && !trigger.if_exists && known->presence == Presence::no) {
    report(Problem::Kind::missing, fmt::format("Trigger {} is not there", shown), known->writer,
           "drops it");
  }
  Object object = copy_of(key, {}, shown);
  object.presence = trigger.creates ? made() : gone();
  object.replaceable = trigger.replaces;
  object.owner = table;
  object.writer = writer_;
  commit(key, std::move(object));
  const Object* owner = model_.find(state_, table);
  if (owner == nullptr) return;
  Object edited = *owner;
  Model::add_trigger(edited, key);
  commit(table, std::move(edited));
}

}  // namespace retort::doctor
