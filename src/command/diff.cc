// The only outside interface is diff.h.
#include "command/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "database/connection.h"
#include "dialect/recreate.h"

namespace retort::command {

using diff::Plan;
using diff::PossibleRename;
using diff::Step;
using diff::Transaction;
using namespace schema::shape;

namespace {

std::vector<std::string> different_objects(const Database& left, const Database& right) {
  std::map<Object, std::string> known;
  for (auto& [object, digest] : object_fingerprints(left)) known.emplace(object, digest);
  std::vector<std::string> out;
  for (const auto& [object, digest] : object_fingerprints(right)) {
    const auto found = known.find(object);
    if (found == known.end()) {
      out.push_back("there is no " + diff::shown(object));
    } else {
      if (found->second != digest) out.push_back("another " + diff::shown(object));
      known.erase(found);
    }
  }
  for (const auto& [object, digest] : known) {
    out.push_back("there is still " + diff::shown(object));
  }
  return out;
}

std::string indented(std::string_view text, std::string_view indent) {
  std::string out(indent);
  for (const char c : text) {
    out += c;
    if (c == '\n') out += indent;
  }
  return out;
}

std::string_view word_of(Transaction transaction) {
  switch (transaction) {
    case Transaction::inside:
      return "inside";
    case Transaction::before:
      return "before";
    case Transaction::around:
      return "around";
  }
  return "";
}

/// What models say nothing of, from the other side.
void take_unsaid(Inspection& models, const Inspection& other) {
  Database& out = models.database;
  const Database& in = other.database;
  out.schemas = in.schemas;
  out.extensions = in.extensions;
  out.collations = in.collations;
  out.domains = in.domains;
  out.composite_types = in.composite_types;
  out.range_types = in.range_types;
  out.views = in.views;
  out.routines = in.routines;
  out.statistics = in.statistics;
  out.events = in.events;
  for (const Sequence& sequence : in.sequences) {
    const bool owned = sequence.owner_table.has_value();
    const bool known = std::ranges::count(out.sequences, sequence.name, &Sequence::name) != 0;
    if (!owned && !known) out.sequences.push_back(sequence);
  }
  std::ranges::sort(out.sequences, {}, &Sequence::name);
  for (Table& table : out.tables) {
    const auto found = std::ranges::find(in.tables, table.name, &Table::name);
    if (found == in.tables.end()) continue;
    table.triggers = found->triggers;
    table.policies = found->policies;
    table.rules = found->rules;
    table.row_security = found->row_security;
    table.force_row_security = found->force_row_security;
    table.replica_identity = found->replica_identity;
    table.grants = found->grants;
  }
  models.dependencies.insert(models.dependencies.end(), other.dependencies.begin(),
                             other.dependencies.end());
  std::ranges::sort(models.dependencies);
}

}  // namespace

DiffProof prove_diff(SchemaReader& reader, const Inspection& from, const Inspection& to,
                     const Plan& plan) {
  const auto scratch = reader.scratch_database();
  DiffProof proof;
  proof.place = scratch->place();
  std::vector<std::string> statements = dialect::recreate(from);
  // A new database of PostgreSQL has it.
  const bool has_public =
      std::ranges::find(from.database.schemas, "public", &schema::shape::Schema::name) !=
      from.database.schemas.end();
  if (from.database.dialect == "postgresql" && !has_public) {
    statements.insert(statements.begin(), "DROP SCHEMA public");
  }
  reader.apply(scratch->url(), statements);
  const auto connection = database::connect(scratch->url());
  for (const Step& step : plan.steps) {
    try {
      connection->execute(step.sql);
    } catch (const Error& error) {
      proof.failure = fmt::format("{}: {}", step.what, error.message);
      return proof;
    }
  }
  const Inspection reached = reader.inspect(scratch->url());
  proof.different =
      different_objects(diff::comparable(reached.database), diff::comparable(to.database));
  return proof;
}

void level(FoundSchema& from, FoundSchema& to) {
  if (from.only_tables && !to.only_tables) take_unsaid(from.inspection, to.inspection);
  if (to.only_tables && !from.only_tables) take_unsaid(to.inspection, from.inspection);
}

std::vector<std::string> declared_renames(Session& session) {
  std::vector<std::string> out;
  try {
    for (const auto& [old, name] : session.project().config.retort_map("renames")) {
      out.push_back(old + '=' + name);
    }
  } catch (const Error& error) {
    if (error.code != ErrorCode::config) throw;  // There is no project.
  }
  return out;
}

void require_answers(const Plan& plan) {
  if (plan.possible_renames.empty()) return;
  std::string list;
  for (const PossibleRename& rename : plan.possible_renames) {
    list += fmt::format("\n  {} {} may have become {} ({}% alike: {})", rename.kind, rename.from,
                        rename.to, rename.similarity, rename.evidence);
  }
  const PossibleRename& first = plan.possible_renames.front();
  throw Error(ErrorCode::command, "What is gone may only have another name:" + list)
      .with_hint(fmt::format("Say which it is: --rename {}={}, or --drop {} when it is to go.",
                             first.from, first.to, first.from))
      .with_hint("--drop '*' says that all that is gone is meant to be.");
}

std::string diff_text(const Plan& plan) {
  if (plan.steps.empty() && plan.notes.empty()) return "No differences.\n";
  std::string out;
  std::size_t number = 0;
  for (const Step& step : plan.steps) {
    if (step.transaction == Transaction::around) continue;
    out += fmt::format("{}{:>3}. {}", step.destructive ? '!' : ' ', ++number, step.what);
    if (!step.why.empty()) {
      out += fmt::format(" ({}{})", step.destructive ? "DESTRUCTIVE: " : "", step.why);
    }
    if (step.transaction == Transaction::before) out += " [by itself]";
    out += '\n' + indented(step.sql, "       ") + '\n';
  }
  const auto destructive = std::ranges::count(plan.steps, true, &Step::destructive);
  for (const std::string& note : plan.notes) out += "note: " + note + '\n';
  return out +
         fmt::format("{} step{}, {} destructive\n", number, number == 1 ? "" : "s", destructive);
}

std::string diff_sql(const Plan& plan, const std::string& dialect) {
  const bool transaction = dialect != "mariadb";
  std::string out;
  for (const std::string& note : plan.notes) out += fmt::format("-- {}\n", note);
  bool begun = false;
  const auto open = [&](bool wanted) {
    if (!transaction || begun == wanted) return;
    out += wanted ? "BEGIN;\n\n" : "COMMIT;\n\n";
    begun = wanted;
  };
  for (const Step& step : plan.steps) {
    open(step.transaction == Transaction::inside);
    if (step.destructive) out += fmt::format("-- DESTRUCTIVE: {}\n", step.why);
    out += dialect::script_text(dialect, step.sql);
  }
  open(false);
  if (!out.empty()) out.pop_back();
  return out;
}

Json diff_json(const Plan& plan) {
  Json steps = Json::array(), renames = Json::array();
  for (const Step& step : plan.steps) {
    steps.push_back({{"sql", step.sql},
                     {"what", step.what},
                     {"kind", name_of(step.object.kind)},
                     {"schema", step.object.name.schema},
                     {"name", step.object.name.name},
                     {"part", step.object.part},
                     {"destructive", step.destructive},
                     {"why", step.why},
                     {"transaction", word_of(step.transaction)}});
  }
  for (const PossibleRename& rename : plan.possible_renames) {
    renames.push_back({{"kind", rename.kind},
                       {"from", rename.from},
                       {"to", rename.to},
                       {"similarity", rename.similarity},
                       {"evidence", rename.evidence}});
  }
  return {{"equal", plan.steps.empty()},
          {"destructive", std::ranges::count(plan.steps, true, &Step::destructive)},
          {"steps", std::move(steps)},
          {"possible_renames", std::move(renames)},
          {"renamed", plan.renamed},
          {"notes", plan.notes}};
}

Json diff_proof_json(const DiffProof& proof) {
  return {{"holds", proof.holds()},
          {"place", proof.place},
          {"failure", proof.failure.empty() ? Json(nullptr) : Json(proof.failure)},
          {"different", proof.different}};
}

std::string diff_proof_text(const DiffProof& proof) {
  if (proof.holds()) return fmt::format("Proven in {}.\n", proof.place);
  std::string out = fmt::format("In {} the steps do not lead there:", proof.place);
  if (!proof.failure.empty()) out += "\n  " + proof.failure;
  for (const std::string& one : proof.different) out += "\n  " + one;
  return out;
}

}  // namespace retort::command
