// The only outside interface is missing_share.h.
#include "command/missing_share.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "command/repeatable_scripts.h"
#include "command/shape_scope.h"
#include "command/undo_operations.h"
#include "command/undo_revisions.h"
#include "doctor/sql_effects.h"
#include "doctor/words.h"
#include "revision/traversal.h"

namespace retort::command {
namespace {

using revision::Index;
using schema::shape::Inspection;
using schema::shape::Name;
using schema::shape::Object;
using schema::shape::Table;

/// What a file of the history says of tables, in lower case.
struct Mentions {
  std::set<std::string> words;
  std::set<std::string> made;
};

Mentions mentions_of(Session& session, schema::Catalog& catalog, Index revision,
                     std::string_view dialect) {
  Mentions out;
  const std::string text = session.files().read(session.graph()[revision].spec.path);
  doctor::each_word(
      text, [&](std::string_view word) { out.words.insert(in_lower_case(std::string(word))); });
  const Recording found =
      record_operations(session, catalog, revision, revision::Operation::upgrade);
  for (const operation::Operation& operation : found.operations) {
    if (const auto* create = std::get_if<operation::CreateTable>(&operation.value)) {
      out.made.insert(in_lower_case(create->table.name));
    }
    for (const doctor::SqlEffect& effect : doctor::read_sql(sql_of(operation, dialect), dialect)) {
      const auto* create = std::get_if<doctor::SqlCreate>(&effect);
      if (create != nullptr) out.made.insert(in_lower_case(create->create.table.name));
    }
  }
  return out;
}

/// Adds the views that mention one of the names: not every database says what a view needs.
void leave_out_views(const Inspection& inspection, std::set<Name>& names) {
  for (bool grows = true; grows;) {
    grows = false;
    std::set<std::string> known;
    for (const Name& name : names) known.insert(in_lower_case(name.name));
    for (const schema::shape::View& view : inspection.database.views) {
      bool mentions = false;
      doctor::each_word(view.definition, [&](std::string_view word) {
        mentions = mentions || known.contains(in_lower_case(std::string(word)));
      });
      if (mentions) grows = names.insert(view.name).second || grows;
    }
  }
}

}  // namespace

MissingShare::MissingShare(Session& session, schema::Catalog& catalog, const Inspection& desired,
                           const std::vector<std::string>& ids) {
  const revision::Graph& graph = session.graph();
  std::vector<revision::Marks> later;
  std::set<Index> missing;
  for (const std::string& id : ids) {
    const Index index = *graph.find(id);
    missing.insert(index);
    later.push_back(revision::descendants(graph, {index}, revision::EdgeKind::real));
  }
  std::map<Index, Mentions> files;
  for (Index index = 0; index < graph.size(); ++index) {
    if (missing.contains(index)) continue;
    files.emplace(index, mentions_of(session, catalog, index, desired.database.dialect));
  }
  for (const Table& table : desired.database.tables) {
    const std::string name = in_lower_case(table.name.name);
    std::vector<Index> users;
    bool made = false;
    for (const auto& [index, file] : files) {
      made = made || file.made.contains(name);
      if (file.words.contains(name)) users.push_back(index);
    }
    if (made || users.empty()) continue;
    for (std::size_t at = ids.size(); --at > 0;) {
      if (!std::ranges::all_of(users, [&](Index user) { return later[at][user] != 0; })) continue;
      makers_.emplace(table.name, at);
      break;
    }
  }
  const auto maker = [&](const Name& name) {
    const auto found = makers_.find(name);
    return found == makers_.end() ? 0 : found->second;
  };
  // What a table refers to is made by the same one, or by one that comes before it.
  for (bool changed = true; changed;) {
    changed = false;
    for (const Table& table : desired.database.tables) {
      for (const schema::shape::Constraint& key : table.constraints) {
        if (!key.referred) continue;
        const std::size_t own = maker(table.name), other = maker(*key.referred);
        if (own == other || later[other][*graph.find(ids[own])] != 0) continue;
        makers_[table.name] = makers_[*key.referred] = std::min(own, other);
        changed = true;
      }
    }
  }
}

void MissingShare::leave_out_later(Inspection& inspection, std::size_t index) const {
  using schema::shape::Kind;
  std::set<std::pair<Kind, Name>> out;
  std::set<Name> names;
  for (const auto& [name, maker] : makers_) {
    if (maker <= index) continue;
    out.emplace(Kind::table, name);
    names.insert(name);
  }
  if (names.empty()) return;
  for (bool grows = true; grows;) {
    grows = false;
    for (const auto& [object, needs] : inspection.dependencies) {
      if (object.kind == Kind::table || !out.contains({needs.kind, needs.name})) continue;
      const bool whole = object.kind == Kind::view || object.kind == Kind::routine ||
                         object.kind == Kind::type || object.kind == Kind::statistics;
      if (whole) names.insert(object.name);
      grows = out.emplace(object.kind, object.name).second || grows;
    }
  }
  leave_out_views(inspection, names);
  // A type that only they use goes with them.
  std::map<Object, bool> types;
  for (const auto& [object, needs] : inspection.dependencies) {
    if (needs.kind != Kind::type) continue;
    const bool used = !names.contains(object.name);
    const auto [at, added] = types.try_emplace(needs, used);
    if (!added) at->second = at->second || used;
  }
  for (const auto& [type, used] : types) {
    if (!used) names.insert(type.name);
  }
  for (const schema::shape::Sequence& sequence : inspection.database.sequences) {
    if (sequence.owner_table && names.contains(*sequence.owner_table)) names.insert(sequence.name);
  }
  leave_out_objects(inspection, names);
}

}  // namespace retort::command
