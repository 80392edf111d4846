// RT310: tables and columns of the models that no migration creates.
//
// A table counts as missing when nothing at any head may be called so, in any schema, and no code
// that is not followed may have created it. Columns are compared only for tables whose columns are
// all known, and are told as a hint: they do not hinder anything that migrations do.
#include <fmt/format.h>

#include <algorithm>

#include "doctor/replay.h"

namespace retort::doctor {
namespace {

class ModelsCheck {
 public:
  ModelsCheck(const models::Models& models, const revision::Graph& graph, Model& model,
              const std::vector<const State*>& heads, const runtime::Settings& settings,
              Findings& findings)
      : models_(models),
        graph_(graph),
        model_(model),
        heads_(heads),
        settings_(settings),
        findings_(findings) {}

  void run() {
    const bool doubtful = std::ranges::any_of(
        heads_, [](const State* head) { return head->open || !head->doubt.empty(); });
    // Several MetaData may belong to several databases.
    if (!models_.found || models_.several || heads_.empty() || doubtful) return;
    std::vector<const models::Model*> missing;
    std::size_t claimed = 0;
    for (const models::Model& one : models_.tables) {
      if (!is_claimed(one)) continue;
      ++claimed;
      const std::vector<Key> keys = namesakes(one);
      if (may_be_there(one, keys)) {
        check_columns(one, keys);
      } else {
        missing.push_back(&one);
      }
    }
    report(missing, claimed);
  }

 private:
  /// Tables of the application itself that env.py leaves to the migrations.
  bool is_claimed(const models::Model& one) const {
    return one.included && one.table.name != settings_.version_table && !one.place.file.empty() &&
           !one.place.file.starts_with("<");
  }

  std::vector<Key> namesakes(const models::Model& one) {
    const Key key = model_.key(ObjectKind::relation, one.table.schema, one.table.name);
    return model_.namesakes(key);
  }

  bool may_be_there(const models::Model& one, const std::vector<Key>& keys) {
    const NameId name = model_.name_id(one.table.name);
    return std::ranges::any_of(heads_, [&](const State* head) {
      if (model_.is_tainted(*head, name)) return true;
      return std::ranges::any_of(keys, [&](Key key) {
        const Object* object = model_.find(*head, key);
        return object != nullptr && object->presence != Presence::no;
      });
    });
  }

  /// The table at a head, if it is there for sure with all its columns.
  const Object* known_table(const State& head, const std::vector<Key>& keys) const {
    const Object* found = nullptr;
    for (const Key key : keys) {
      const Object* object = model_.find(head, key);
      if (object == nullptr || object->presence == Presence::no) continue;
      if (found != nullptr) return nullptr;
      found = object;
    }
    const bool known = found != nullptr && found->presence == Presence::yes && !found->open &&
                       !found->external && !found->view && !found->temporary;
    return known ? found : nullptr;
  }

  bool lacks_column(const std::vector<Key>& keys, NameId column) const {
    return std::ranges::all_of(heads_, [&](const State* head) {
      const Object* table = known_table(*head, keys);
      if (table == nullptr || model_.is_tainted(*head, column)) return false;
      const Part* part = Model::find_part(*table, column, true);
      return part == nullptr || part->presence == Presence::no;
    });
  }

  void check_columns(const models::Model& one, const std::vector<Key>& keys) {
    std::vector<std::string> missing;
    Place place;
    for (std::size_t i = 0; i < one.table.columns.size(); ++i) {
      const schema::Column& column = one.table.columns[i];
      if (column.system || !lacks_column(keys, model_.name_id(column.name))) continue;
      if (missing.empty()) place = one.column_places[i];
      missing.push_back(column.name);
    }
    if (missing.empty()) return;
    Finding& finding = findings_.add(
        "RT310",
        fmt::format("Table {} of the models has {} that no migration adds: {}",
                    models::key_of(one.table), missing.size() == 1 ? "a column" : "columns",
                    fmt::join(missing, ", ")),
        std::move(place));
    finding.severity = Severity::info;
    finding.repair = "Write a migration that adds what is missing.";
  }

  /// Which revision dropped it last; empty when none did.
  std::string dropped_by(const models::Model& one) {
    for (const State* head : heads_) {
      for (const Key key : namesakes(one)) {
        const Object* object = model_.find(*head, key);
        if (object == nullptr || object->writer == revision::kNone) continue;
        const revision::RevisionSpec& spec = graph_[object->writer].spec;
        return fmt::format("{} ({}) drops or renames it", spec.id, spec.file);
      }
    }
    return "";
  }

  void report(const std::vector<const models::Model*>& missing, std::size_t claimed) {
    constexpr std::size_t kMost = 10;
    if (missing.size() > kMost) {
      Finding& finding =
          findings_.add("RT310",
                        fmt::format("{} of the {} tables of the models are created by no migration",
                                    missing.size(), claimed),
                        missing.front()->place);
      for (const models::Model* one : missing) {
        finding.evidence.push_back(
            fmt::format("{}: {}", to_string(one->place), models::key_of(one->table)));
      }
      finding.repair = "Write a migration that creates them, or squash the history to a baseline.";
      return;
    }
    for (const models::Model* one : missing) {
      const std::string dropped = dropped_by(*one);
      Finding& finding =
          findings_.add("RT310",
                        fmt::format("Table {} of the models is created by no migration",
                                    models::key_of(one->table)),
                        one->place);
      if (!dropped.empty()) finding.evidence.push_back(dropped);
      finding.repair = "Write a migration that creates it.";
    }
  }

  const models::Models& models_;
  const revision::Graph& graph_;
  Model& model_;
  const std::vector<const State*>& heads_;
  const runtime::Settings& settings_;
  Findings& findings_;
};

}  // namespace

void check_models(const models::Models& models, const revision::Graph& graph, Model& model,
                  const std::vector<const State*>& heads, const runtime::Settings& settings,
                  Findings& findings) {
  ModelsCheck(models, graph, model, heads, settings, findings).run();
}

}  // namespace retort::doctor
