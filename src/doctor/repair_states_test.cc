// The effects on databases against what the planner says, on random histories.
#include "doctor/repair_states.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "revision/plan.h"

namespace retort::doctor {
namespace {

using Parents = std::vector<std::vector<Index>>;

std::string id_of(Index node) {
  return "rev" + std::to_string(1000 + node);
}

std::vector<RevisionSpec> specs_of(const Parents& parents) {
  std::vector<RevisionSpec> out;
  for (Index node = 0; node < parents.size(); ++node) {
    RevisionSpec spec;
    spec.id = id_of(node);
    spec.path = "/" + spec.id + ".py";
    for (const Index parent : parents[node]) spec.down_revisions.push_back(id_of(parent));
    out.push_back(std::move(spec));
  }
  return out;
}

History history_of(const Parents& parents) {
  std::vector<script::MigrationFile> files;
  for (RevisionSpec& spec : specs_of(parents)) {
    script::MigrationFile file;
    file.path = spec.path;
    file.source = std::make_shared<const Source>(Source{spec.path, ""});
    file.spec = std::move(spec);
    files.push_back(std::move(file));
  }
  return History(std::move(files));
}

/// What `upgrade heads` runs from a row.
std::set<std::string> runs(const Parents& parents, Index row) {
  std::vector<std::string> warnings;
  const revision::Graph graph(specs_of(parents), warnings);
  std::set<std::string> out;
  for (const revision::Step& step : revision::plan_upgrade(graph, {id_of(row)}, "heads").steps) {
    out.insert(graph.id(step.revision));
  }
  return out;
}

TEST(StateEffects, AreWhatThePlannerSays) {
  std::mt19937 chance(3);
  const auto below = [&](Index bound) { return static_cast<Index>(chance() % bound); };
  for (int round = 0; round < 40; ++round) {
    const Index size = 2 + below(90);
    Parents before(size);
    for (Index node = 1; node < size; ++node) {
      before[node].push_back(below(3) == 0 ? below(node) : node - 1);
      const Index second = below(node);
      if (below(6) == 0 && second != before[node].front()) before[node].push_back(second);
    }
    Parents after = before;
    const Index changed = 1 + below(size - 1);
    after[changed] = {below(changed)};
    const StateEffects effects = state_effects(history_of(before), history_of(after), RepairPlan{});
    std::map<std::string, const StateGroup*> groups;
    for (const StateGroup& group : effects.changed) {
      for (const std::vector<std::string>& rows : group.states) {
        if (rows.size() == 1) groups[rows.front()] = &group;
      }
    }
    for (Index row = 0; row < size; ++row) {
      const std::set<std::string> ran = runs(before, row);
      const std::set<std::string> would = runs(after, row);
      std::vector<std::string> repeats;
      std::vector<std::string> skips;
      std::ranges::set_difference(would, ran, std::back_inserter(repeats));
      std::ranges::set_difference(ran, would, std::back_inserter(skips));
      const auto group = groups.find(id_of(row));
      if (group == groups.end()) {
        EXPECT_TRUE(repeats.empty() && skips.empty()) << round << ": " << id_of(row);
        continue;
      }
      EXPECT_EQ(group->second->repeats, repeats) << round << ": " << id_of(row);
      EXPECT_EQ(group->second->skips, skips) << round << ": " << id_of(row);
      EXPECT_LE(group->second->before.least, ran.size());
      EXPECT_GE(group->second->before.most, ran.size());
      EXPECT_LE(group->second->after.least, would.size());
      EXPECT_GE(group->second->after.most, would.size());
    }
  }
}

TEST(StateEffects, OfTwoThousandRevisionsAreGrouped) {
  constexpr Index kSize = 2000;
  Parents before(kSize);
  for (Index node = 1; node < kSize; ++node) before[node] = {node - 1};
  Parents after = before;
  after[1000] = {500};
  const StateEffects effects = state_effects(history_of(before), history_of(after), RepairPlan{});
  ASSERT_EQ(effects.changed.size(), 1U);
  EXPECT_EQ(effects.changed.front().states.size(), 1000U);
  EXPECT_EQ(effects.changed.front().repeats.size(), 499U);
  EXPECT_EQ(effects.same, 1000U);
}

}  // namespace
}  // namespace retort::doctor
