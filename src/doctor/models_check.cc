// RT310: tables and columns of the models that no migration creates.
//
// A table counts as missing when nothing at any head may be called so, in any schema. Where some
// code was not followed that may have created it, the texts of the migrations must not so much as
// mention its name, nor do what could create tables without naming them. The same goes for columns,
// which are told as a hint: they do not hinder anything that migrations do.
#include <fmt/format.h>

#include <algorithm>

#include "doctor/replay.h"

namespace retort::doctor {
namespace {

/// Whether a script may create tables whose names do not stand in it: from the models, from files,
/// or under names that are put together.
bool creates_unnamed(std::string_view text) {
  constexpr std::string_view kSigns[] = {"create_all", "__table__", "metadata.tables",
                                         "open(",      "read_text", ".sql\"",
                                         ".sql'",      "exec(",     "importlib"};
  const bool has_sign = std::ranges::any_of(
      kSigns, [&](std::string_view sign) { return text.find(sign) != text.npos; });
  if (has_sign) return true;
  constexpr std::string_view kCreate = "create_table(";
  for (std::size_t at = text.find(kCreate); at != text.npos; at = text.find(kCreate, at + 1)) {
    const std::size_t argument = text.find_first_not_of(" \t\r\n", at + kCreate.size());
    if (argument == text.npos || (text[argument] != '"' && text[argument] != '\'')) return true;
  }
  return false;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

/// The texts of all migrations, read when they are first asked for.
class Texts {
 public:
  explicit Texts(const ReplayInput& input) : input_(input) {}

  /// Whether the migrations cannot have made anything of that name, however they run.
  bool are_silent_on(std::string_view name) {
    if (!read_) read();
    const std::string wanted = lowered(name);
    return !blind_ && std::ranges::none_of(texts_, [&](const std::string& text) {
      return text.find(wanted) != text.npos;
    });
  }

 private:
  void read() {
    read_ = true;
    for (revision::Index i = 0; i < input_.graph.size() && !blind_; ++i) {
      const SourcePtr source = input_.source(i);
      blind_ = source == nullptr || creates_unnamed(source->text);
      if (source != nullptr) texts_.push_back(lowered(source->text));
    }
  }

  const ReplayInput& input_;
  bool read_ = false;
  bool blind_ = false;
  std::vector<std::string> texts_;
};

class ModelsCheck {
 public:
  ModelsCheck(const ReplayInput& input, Model& model, const std::vector<const State*>& heads,
              Findings& findings)
      : input_(input), model_(model), heads_(heads), findings_(findings), texts_(input) {}

  void run() {
    const models::Models& models = *input_.models;
    // Functions that only the application has may create anything.
    if (std::ranges::any_of(heads_, [](const State* head) { return head->open; })) return;
    // Several MetaData may belong to several databases.
    if (!models.found || models.several || heads_.empty()) return;
    certain_ = std::ranges::none_of(heads_, [](const State* head) { return !head->doubt.empty(); });
    std::vector<const models::Model*> missing;
    std::size_t claimed = 0;
    for (const models::Model& one : models.tables) {
      if (!is_claimed(one)) continue;
      ++claimed;
      const std::vector<Key> keys = namesakes(one);
      if (is_missing(one, keys)) {
        missing.push_back(&one);
      } else if (models.searched.empty()) {
        check_columns(one, keys);
      }
    }
    report(missing, claimed);
  }

 private:
  /// Tables of the application itself that env.py leaves to the migrations.
  bool is_claimed(const models::Model& one) const {
    return one.included && one.table.name != input_.settings.version_table &&
           !one.place.file.empty() && !one.place.file.starts_with("<");
  }

  std::vector<Key> namesakes(const models::Model& one) {
    const Key key = model_.key(ObjectKind::relation, one.table.schema, one.table.name);
    return model_.namesakes(key);
  }

  bool is_missing(const models::Model& one, const std::vector<Key>& keys) {
    return !may_be_there(one, keys) && (certain_ || texts_.are_silent_on(one.table.name));
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

  /// The table at a head, if migrations made it and all its columns are listed; not a view and the
  /// like.
  const Object* made_table(const State& head, const std::vector<Key>& keys) const {
    const Object* found = nullptr;
    for (const Key key : keys) {
      const Object* object = model_.find(head, key);
      if (object == nullptr || object->presence == Presence::no) continue;
      if (found != nullptr) return nullptr;
      found = object;
    }
    const bool made = found != nullptr && found->presence == Presence::yes && !found->open &&
                      !found->external && !found->view && !found->temporary;
    return made ? found : nullptr;
  }

  bool lacks_column(const std::vector<Key>& keys, const std::string& name) {
    const NameId column = model_.name_id(name);
    bool known = certain_;
    for (const State* head : heads_) {
      const Object* table = made_table(*head, keys);
      if (table == nullptr) return false;
      const Part* part = Model::find_part(*table, column, true);
      if (part != nullptr && part->presence != Presence::no) return false;
      known = known && !model_.is_tainted(*head, column);
    }
    return known || texts_.are_silent_on(name);
  }

  void check_columns(const models::Model& one, const std::vector<Key>& keys) {
    std::vector<std::string> missing;
    Place place;
    for (std::size_t i = 0; i < one.table.columns.size(); ++i) {
      const schema::Column& column = one.table.columns[i];
      if (column.system || !lacks_column(keys, column.name)) continue;
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
        const revision::RevisionSpec& spec = input_.graph[object->writer].spec;
        return fmt::format("{} ({}) drops or renames it", spec.id, spec.file());
      }
    }
    return "";
  }

  /// Whether the migrations use tables that none of them creates: then something else makes the
  /// first ones, and may make these.
  bool begins_elsewhere() const {
    return std::ranges::any_of(heads_, [&](const State* head) {
      for (Key key = 0; key < model_.key_count(); ++key) {
        if (model_.kind_of(key) != ObjectKind::relation) continue;
        const Object* object = model_.find(*head, key);
        if (object != nullptr && object->external) return true;
      }
      return false;
    });
  }

  void report(const std::vector<const models::Model*>& missing, std::size_t claimed) {
    constexpr std::size_t kMost = 10;
    // Of modules that env.py does not import, some may have migrations of their own.
    const bool from_elsewhere = begins_elsewhere() || !input_.models->searched.empty();
    if (missing.size() > kMost || (from_elsewhere && missing.size() > 1)) {
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
      if (from_elsewhere) finding.severity = Severity::info;
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
      if (from_elsewhere) finding.severity = Severity::info;
    }
  }

  const ReplayInput& input_;
  Model& model_;
  const std::vector<const State*>& heads_;
  Findings& findings_;
  Texts texts_;
  bool certain_ = false;  ///< Whether all code of the migrations was followed.
};

}  // namespace

void check_models(const ReplayInput& input, Model& model, const std::vector<const State*>& heads,
                  Findings& findings) {
  ModelsCheck(input, model, heads, findings).run();
}

}  // namespace retort::doctor
