// Unique constraints and indexes of both sides are matched by name:
//   1. what the database made by itself, or reports twice, is left out, by the dialect's rules;
//   2. names that are only live are removed, unless an unnamed desired constraint has the columns;
//   3. names on both sides are compared: what is of another kind is removed and added;
//   4. names that are only desired are added, and last the constraints without a name whose columns
//      are not found.
#include "diff/key_compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <list>
#include <map>
#include <set>
#include <utility>

#include "dialect/quoting.h"
#include "diff/column_compare.h"
#include "diff/index_compare.h"
#include "python/dump.h"
#include "schema/attach.h"

namespace retort::diff {
namespace {

using dialect::Family;
using schema::CheckConstraint;
using schema::Constraint;
using schema::ForeignKeyConstraint;
using schema::Index;
using schema::UniqueConstraint;

constexpr std::string_view kLogger = "autogenerate.compare.constraints";
constexpr std::string_view kChecks = "autogenerate.compare.check_constraints";

/// The name as the database will have it.
std::optional<std::string> final_name(Family family, const schema::Name& name) {
  if (!name.text) return std::nullopt;
  return dialect::fitted_name(family, name);
}

std::string shown(const std::optional<std::string>& name) {
  return name ? python::repr_of_text(*name) : "None";
}

/// An index or a unique constraint; exactly one is set.
struct Key {
  const Index* index = nullptr;
  const UniqueConstraint* unique = nullptr;

  const schema::Name& name() const { return index != nullptr ? index->name : unique->name; }
  std::vector<std::string> columns() const {
    return index != nullptr ? index_columns(*index) : unique->columns;
  }
};
using Keys = std::map<std::string, Key>;

/// Whether what the model does not have is left as it is, as the model is known only in part.
bool keeps_what_is_there(const Comparison& comparison, const schema::Table& desired,
                         std::string_view what, const std::optional<std::string>& name) {
  const std::string table = qualified_name(desired.schema, desired.name);
  if (!comparison.settings.partly_known.contains(table)) return false;
  comparison.host.warn(
      fmt::format("The model of table {} is known only in part: {} {} is left as it is", table,
                  what, shown(name)));
  return true;
}

class KeyComparison {
 public:
  KeyComparison(const Comparison& comparison, const LiveTable* live, const schema::Table* desired,
                TableChanged& changed)
      : comparison_(comparison), live_(live), desired_(desired), changed_(changed) {}

  void run() {
    collect();
    correct();
    index_names();
    remove();
    compare();
    for (const auto& [name, key] : desired_keys_) {
      if (!live_keys_.contains(name)) add(key);
    }
    for (const UniqueConstraint* unique : sorted_unnamed()) add({nullptr, unique});
  }

 private:
  bool whole_table() const { return live_ == nullptr || desired_ == nullptr; }

  bool named(std::string_view type, const schema::Name& name) const {
    return comparison_.host.includes_name({name.text, type, changed_.schema, changed_.table});
  }

  void collect() {
    if (desired_ != nullptr) {
      for (const Constraint& constraint : desired_->constraints) {
        if (const auto* unique = std::get_if<UniqueConstraint>(&constraint)) {
          desired_uniques_.push_back(unique);
        }
      }
      for (const Index& index : desired_->indexes) desired_indexes_.push_back(&index);
    }
    if (live_ == nullptr) return;
    for (const schema::IndexInfo& info : live_->indexes) {
      if (!named("index", info.index.name)) continue;
      if (!info.duplicates_constraint) live_indexes_.push_back(&info.index);
    }
    if (desired_ == nullptr) return;
    for (const UniqueConstraint& unique : live_->uniques) {
      if (named("unique_constraint", unique.name)) live_uniques_.push_back(&unique);
    }
  }

  void correct() {
    if (dialect::is_mysql(comparison_.family)) {
      tell_doubles_apart();
      leave_out_indexes_of_foreign_keys();
    }
    if (comparison_.family == Family::sqlite) leave_out_expressions();
  }

  /// MySQL reports each unique index as a constraint too: it is what the desired side says it is.
  void tell_doubles_apart() {
    std::set<std::string> unique_names, index_names;
    std::set<std::vector<std::string>> unnamed;
    for (const UniqueConstraint* unique : desired_uniques_) {
      if (const auto name = final_name(comparison_.family, unique->name)) {
        unique_names.insert(*name);
      } else {
        unnamed.insert(unique_signature(*unique));
      }
    }
    for (const Index* index : desired_indexes_) {
      if (!index->unique) continue;
      if (const auto name = final_name(comparison_.family, index->name)) index_names.insert(*name);
    }
    const std::vector<const UniqueConstraint*> all = live_uniques_;
    for (const UniqueConstraint* unique : all) {
      const std::string name = unique->name.text.value_or("");
      if (!unique_names.contains(name)) {
        if (!unnamed.contains(unique_signature(*unique))) std::erase(live_uniques_, unique);
      } else if (!index_names.contains(name)) {
        std::erase_if(live_indexes_, [&](const Index* index) {
          return index->unique && index->name.text == unique->name.text;
        });
      }
    }
  }

  /// MySQL makes an index for each foreign key, named as the key or as its column.
  void leave_out_indexes_of_foreign_keys() {
    if (live_ == nullptr) return;
    std::set<std::string> removed;
    std::erase_if(live_indexes_, [&](const Index* index) {
      if (index->unique || !index->name.text) return false;
      const std::string& name = *index->name.text;
      const auto columns = index_columns(*index);
      const bool implied =
          std::ranges::find(columns, name) != columns.end() ||
          std::ranges::any_of(live_->table.constraints, [&](const Constraint& constraint) {
            const auto* key = std::get_if<ForeignKeyConstraint>(&constraint);
            return key != nullptr && key->name.text == name &&
                   std::ranges::any_of(columns, [&](const std::string& column) {
                     return std::ranges::find(key->columns, column) != key->columns.end();
                   });
          });
      if (implied) removed.insert(name);
      return implied;
    });
    std::erase_if(desired_indexes_, [&](const Index* index) {
      return index->name.text && removed.contains(*index->name.text);
    });
  }

  /// SQLAlchemy does not read indexes with expressions from SQLite.
  void leave_out_expressions() {
    std::erase_if(desired_indexes_, [&](const Index* index) {
      const bool there = std::ranges::any_of(
          live_indexes_, [&](const Index* other) { return other->name.text == index->name.text; });
      if (there || !has_expressions(*index)) return false;
      comparison_.host.warn(fmt::format(
          "autogenerate skipping metadata-specified expression-based index {}; dialect 'sqlite' "
          "under SQLAlchemy 2.0.52 can't reflect these indexes so they can't be compared",
          shown(index->name.text)));
      return true;
    });
  }

  void index_names() {
    for (const UniqueConstraint* unique : desired_uniques_) {
      desired_signatures_.insert(unique_signature(*unique));
      if (const auto name = final_name(comparison_.family, unique->name)) {
        desired_keys_[*name] = {nullptr, unique};
      } else {
        unnamed_[unique_signature(*unique)] = unique;
      }
    }
    for (const Index* index : desired_indexes_) {
      if (const auto name = final_name(comparison_.family, index->name)) {
        desired_keys_[*name] = {index, nullptr};
      }
    }
    for (const UniqueConstraint* unique : live_uniques_) {
      if (!whole_table()) live_signatures_.insert(unique_signature(*unique));
      if (unique->name.text) live_keys_[*unique->name.text] = {nullptr, unique};
    }
    for (const Index* index : live_indexes_) {
      if (!index->name.text) continue;
      const auto found = live_keys_.find(*index->name.text);
      if (found != live_keys_.end()) doubled_[*index->name.text] = {index, found->second.unique};
      live_keys_[*index->name.text] = {index, nullptr};
    }
  }

  void remove() {
    for (const auto& [name, key] : live_keys_) {
      if (desired_keys_.contains(name)) continue;
      if (key.unique != nullptr && unnamed_.contains(unique_signature(*key.unique))) continue;
      const auto twice = doubled_.find(name);
      if (twice == doubled_.end()) {
        if (!keeps(key)) drop(key);
        continue;
      }
      const auto signature = index_signature(*twice->second.index);
      const bool wanted = std::ranges::any_of(desired_indexes_, [&](const Index* index) {
        return index_signature(*index) == signature;
      });
      if (wanted || desired_signatures_.contains(unique_signature(*twice->second.unique))) continue;
      if (keeps(twice->second)) continue;
      drop({nullptr, twice->second.unique});
      drop({twice->second.index, nullptr});
    }
  }

  void compare() {
    for (const auto& [name, wanted] : desired_keys_) {
      const auto found = live_keys_.find(name);
      if (found == live_keys_.end()) continue;
      Key have = found->second;
      if (const auto twice = doubled_.find(name); twice != doubled_.end()) {
        have = wanted.index != nullptr ? Key{twice->second.index, nullptr}
                                       : Key{nullptr, twice->second.unique};
      }
      if ((have.index == nullptr) != (wanted.index == nullptr)) {
        drop(have);
        add(wanted);
        continue;
      }
      const Likeness likeness = have.index != nullptr
                                    ? compare_indexes(comparison_, *have.index, *wanted.index)
                                    : compare_uniques(comparison_, *have.unique, *wanted.unique);
      if (likeness.kind == Likeness::Kind::different) replace(have, wanted, likeness.message);
      if (likeness.kind == Likeness::Kind::skipped) {
        log(fmt::format("Cannot compare {} {}, assuming equal and skipping. {}", kind_of(have),
                        shown(have.name().text), likeness.message));
      }
    }
  }

  std::vector<const UniqueConstraint*> sorted_unnamed() const {
    std::vector<const UniqueConstraint*> out;
    for (const auto& [signature, unique] : unnamed_) {
      if (!live_signatures_.contains(signature)) out.push_back(unique);
    }
    return out;
  }

  static std::string_view kind_of(const Key& key) {
    return key.index != nullptr ? "index" : "unique constraint";
  }
  void log(const std::string& message) const { comparison_.host.log(kLogger, message); }

  Object object_of(const Key& key, bool reflected) {
    const schema::Table* table = reflected ? &live_->table : desired_;
    if (key.index != nullptr) return IndexOf{table, key.index};
    return ConstraintOf{table, &held_.emplace_back(*key.unique)};
  }
  bool includes(const Key& key, bool reflected, std::optional<Object> compare_to) {
    return comparison_.host.includes_object({object_of(key, reflected), key.name().text,
                                             key.index != nullptr ? "index" : "unique_constraint",
                                             reflected, std::move(compare_to)});
  }

  void push(const Key& key, bool added) {
    auto& changes = changed_.changes;
    if (key.index != nullptr) {
      std::vector<schema::Column> columns;
      for (const std::string& name : index_columns(*key.index)) {
        const schema::Column* found = schema::find_column(added ? *desired_ : live_->table, name);
        if (found != nullptr) columns.push_back(*found);
      }
      if (added) {
        changes.emplace_back(IndexAdded{*key.index, std::move(columns)});
      } else {
        changes.emplace_back(IndexRemoved{*key.index, std::move(columns)});
      }
    } else if (added) {
      changes.emplace_back(ConstraintAdded{*key.unique});
    } else {
      changes.emplace_back(ConstraintRemoved{*key.unique});
    }
  }

  void add(const Key& key) {
    if (key.unique != nullptr && whole_table()) return;
    if (!includes(key, false, std::nullopt)) return;
    push(key, true);
    log(fmt::format("Detected added {} {} on '{}'", kind_of(key), shown(key.name().text),
                    tuple_text(key.columns())));
  }
  bool keeps(const Key& key) {
    return !whole_table() &&
           keeps_what_is_there(comparison_, *desired_, kind_of(key), key.name().text);
  }
  void drop(const Key& key) {
    if (key.unique != nullptr && whole_table()) return;
    if (!includes(key, true, std::nullopt)) return;
    push(key, false);
    log(fmt::format("Detected removed {} {} on {}", kind_of(key), shown(key.name().text),
                    shown(changed_.table)));
  }
  void replace(const Key& have, const Key& wanted, const std::string& why) {
    if (!includes(wanted, false, object_of(have, true))) return;
    log(fmt::format("Detected changed {} {} on {}: {}", kind_of(have), shown(have.name().text),
                    shown(changed_.table), why));
    push(have, false);
    push(wanted, true);
  }

  const Comparison& comparison_;
  const LiveTable* live_;
  const schema::Table* desired_;
  TableChanged& changed_;
  std::vector<const UniqueConstraint*> desired_uniques_, live_uniques_;
  std::vector<const Index*> desired_indexes_, live_indexes_;
  Keys desired_keys_, live_keys_, doubled_;
  std::map<std::vector<std::string>, const UniqueConstraint*> unnamed_;
  std::set<std::vector<std::string>> desired_signatures_, live_signatures_;
  std::list<Constraint> held_;  ///< What include_object is shown.
};

// ---------------------------------------------------------------------------------------------
// Foreign keys

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

/// What counts of a foreign key: not its name.
using Signature = std::vector<std::string>;

Signature target_signature(const ForeignKeyConstraint& key) {
  Signature out;
  out.insert(out.end(), key.columns.begin(), key.columns.end());
  out.emplace_back(">");
  out.push_back(key.referred_schema);
  out.push_back(key.referred_table);
  out.insert(out.end(), key.referred_columns.begin(), key.referred_columns.end());
  return out;
}

std::string action_signature(const std::optional<std::string>& action) {
  const std::string text = lower(action.value_or(""));
  return text == "no action" ? "" : text;
}

Signature full_signature(const ForeignKeyConstraint& key) {
  Signature out = target_signature(key);
  out.push_back("u:" + action_signature(key.actions.onupdate));
  out.push_back("d:" + action_signature(key.actions.ondelete));
  if (lower(key.actions.initially.value_or("")) == "deferred") {
    out.emplace_back("initially_deferrable");
  } else {
    out.emplace_back(key.actions.deferrable.value_or(false) ? "deferrable" : "not deferrable");
  }
  return out;
}

using ForeignKeys = std::map<Signature, const Constraint*>;

const ForeignKeyConstraint& foreign(const Constraint* constraint) {
  return std::get<ForeignKeyConstraint>(*constraint);
}

/// MySQL does not report RESTRICT: where the desired key says it, the live one has it.
void restrict_as_desired(const ForeignKeys& desired, std::list<Constraint>& live) {
  std::map<Signature, const ForeignKeyConstraint*> by_target;
  for (const auto& [signature, constraint] : desired) {
    by_target[target_signature(foreign(constraint))] = &foreign(constraint);
  }
  for (Constraint& constraint : live) {
    auto& key = std::get<ForeignKeyConstraint>(constraint);
    const auto found = by_target.find(target_signature(key));
    if (found == by_target.end()) continue;
    const auto take = [](const std::optional<std::string>& wanted,
                         std::optional<std::string>& have) {
      if (!have && lower(wanted.value_or("")) == "restrict") have = "RESTRICT";
    };
    take(found->second->actions.ondelete, key.actions.ondelete);
    take(found->second->actions.onupdate, key.actions.onupdate);
  }
}

void log_foreign_key(const Comparison& comparison, std::string_view what,
                     const TableChanged& changed, const ForeignKeyConstraint& key) {
  comparison.host.log(
      kLogger, fmt::format("Detected {} foreign key ({})({}) on table {}", what,
                           fmt::join(key.columns, ", "), fmt::join(key.referred_columns, ", "),
                           qualified_name(changed.schema, changed.table)));
}

/// The key of the same name on the other side.
std::optional<Object> counterpart(const schema::Table& table, const ForeignKeys& others,
                                  const ForeignKeyConstraint& key) {
  if (!key.name.text) return std::nullopt;
  for (const auto& [signature, other] : others) {
    if (foreign(other).name.text == key.name.text) return ConstraintOf{&table, other};
  }
  return std::nullopt;
}

// ---------------------------------------------------------------------------------------------

using Checks = std::map<std::string, const Constraint*>;

void log_check(const Comparison& comparison, std::string_view what, const std::string& name,
               const TableChanged& changed) {
  comparison.host.log(kChecks, fmt::format("Detected {} check constraint {} on table {}", what,
                                           shown(name), shown(changed.table)));
}

}  // namespace

void compare_indexes_and_uniques(const Comparison& comparison, const LiveTable* live,
                                 const schema::Table* desired, TableChanged& changed) {
  KeyComparison(comparison, live, desired, changed).run();
}

void compare_foreign_keys(const Comparison& comparison, const LiveTable& live,
                          const schema::Table& desired, TableChanged& changed) {
  ForeignKeys wanted, have;
  for (const Constraint& constraint : desired.constraints) {
    if (const auto* key = std::get_if<ForeignKeyConstraint>(&constraint)) {
      wanted[full_signature(*key)] = &constraint;
    }
  }
  std::list<Constraint> live_keys;
  for (const Constraint& constraint : live.table.constraints) {
    const auto* key = std::get_if<ForeignKeyConstraint>(&constraint);
    if (key == nullptr) continue;
    if (comparison.host.includes_name(
            {key->name.text, "foreign_key_constraint", changed.schema, changed.table})) {
      live_keys.push_back(constraint);
    }
  }
  if (dialect::is_mysql(comparison.family)) restrict_as_desired(wanted, live_keys);
  for (const Constraint& constraint : live_keys) {
    have[full_signature(std::get<ForeignKeyConstraint>(constraint))] = &constraint;
  }
  const auto includes = [&](const schema::Table& table, const Constraint* constraint,
                            bool reflected, std::optional<Object> other) {
    return comparison.host.includes_object({ConstraintOf{&table, constraint},
                                            foreign(constraint).name.text, "foreign_key_constraint",
                                            reflected, std::move(other)});
  };
  for (const auto& [signature, constraint] : have) {
    if (wanted.contains(signature)) continue;
    if (keeps_what_is_there(comparison, desired, "foreign key", foreign(constraint).name.text)) {
      continue;
    }
    const auto other = counterpart(desired, wanted, foreign(constraint));
    if (!includes(live.table, constraint, true, other)) continue;
    changed.changes.emplace_back(ConstraintRemoved{*constraint});
    log_foreign_key(comparison, "removed", changed, foreign(constraint));
  }
  for (const auto& [signature, constraint] : wanted) {
    if (have.contains(signature)) continue;
    const auto other = counterpart(live.table, have, foreign(constraint));
    if (!includes(desired, constraint, false, other)) continue;
    changed.changes.emplace_back(ConstraintAdded{*constraint});
    log_foreign_key(comparison, "added", changed, foreign(constraint));
  }
}

void compare_checks(const Comparison& comparison, const LiveTable& live,
                    const schema::Table& desired, TableChanged& changed) {
  Checks wanted, have;
  std::list<Constraint> held;
  const auto want = [&](const Constraint& constraint) {
    const auto* check = std::get_if<CheckConstraint>(&constraint);
    if (check == nullptr || check->type_bound || !check->name.text) return;
    wanted[*check->name.text] = &held.emplace_back(constraint);
  };
  for (const Constraint& constraint : desired.constraints) want(constraint);
  for (const schema::Column& column : desired.columns) {
    for (const CheckConstraint& check : column.checks) want(Constraint(check));
  }
  for (const Constraint& constraint : live.table.constraints) {
    const auto* check = std::get_if<CheckConstraint>(&constraint);
    if (check == nullptr || !check->name.text) continue;
    if (comparison.host.includes_name(
            {check->name.text, "check_constraint", changed.schema, changed.table})) {
      have[*check->name.text] = &constraint;
    }
  }
  for (const auto& [name, constraint] : have) {
    if (wanted.contains(name)) continue;
    if (keeps_what_is_there(comparison, desired, "check constraint", name)) continue;
    if (!comparison.host.includes_object({ConstraintOf{&live.table, constraint}, name,
                                          "check_constraint", true, std::nullopt})) {
      continue;
    }
    changed.changes.emplace_back(ConstraintRemoved{*constraint});
    log_check(comparison, "removed", name, changed);
  }
  for (const auto& [name, constraint] : wanted) {
    if (have.contains(name)) continue;
    if (!comparison.host.includes_object(
            {ConstraintOf{&desired, constraint}, name, "check_constraint", false, std::nullopt})) {
      continue;
    }
    changed.changes.emplace_back(ConstraintAdded{*constraint});
    log_check(comparison, "added", name, changed);
  }
}

}  // namespace retort::diff
