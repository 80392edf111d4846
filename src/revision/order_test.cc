// The fast walk against a plain transcription of Alembic's, on random graphs; and its speed.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <set>

#include "revision/plan.h"
#include "revision/traversal.h"

namespace retort::revision {
namespace {

using Strings = std::vector<std::string>;

std::string name(std::size_t number) {
  return "r" + std::to_string(number);
}

Graph graph_of(std::vector<RevisionSpec> specs) {
  Strings warnings;
  return Graph(std::move(specs), warnings);
}

/// Alembic's RevisionMap._topological_sort as it stands, with a set of ancestors for each head.
std::vector<Index> naive_order(const Graph& graph, const Marks& wanted, std::vector<Index> heads) {
  std::set<Index> todo;
  for (Index index = 0; index < graph.size(); ++index) {
    if (wanted[index] != 0) todo.insert(index);
  }
  std::erase_if(heads, [&](Index head) { return !todo.contains(head); });
  std::ranges::sort(heads);
  std::vector<Index> output;
  std::size_t at = 0;
  while (!heads.empty()) {
    const Index candidate = heads[at];
    const auto is_below = [&](Index head) {
      return head != candidate && ancestors(graph, {head}, EdgeKind::real)[candidate] != 0;
    };
    const auto above = std::ranges::find_if(heads, is_below);
    if (above != heads.end()) {
      at = static_cast<std::size_t>(above - heads.begin());
      continue;
    }
    output.push_back(candidate);
    todo.erase(candidate);
    std::vector<Index> added;
    for (const Index parent : graph[candidate].parents) {
      if (todo.contains(parent) && std::ranges::find(heads, parent) == heads.end()) {
        added.push_back(parent);
      }
    }
    if (added.empty()) {
      heads.erase(heads.begin() + static_cast<std::ptrdiff_t>(at));
      at = at == 0 ? 0 : at - 1;
      continue;
    }
    heads[at] = added.front();
    heads.insert(heads.end(), added.begin() + 1, added.end());
  }
  return output;
}

class RandomGraphs {
 public:
  explicit RandomGraphs(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return random_() % limit; }

  Graph make() {
    const std::size_t size = 1 + below(28);
    const std::size_t reach = 2 + below(size + 3);
    std::vector<RevisionSpec> specs(size);
    for (std::size_t at = 0; at < size; ++at) {
      specs[at].id = name(at);
      if (at == 0 || below(8) == 0) continue;
      for (std::size_t count = below(4) == 0 ? 1 + below(4) : 1; count > 0; --count) {
        add(specs[at].down_revisions, at, reach);
      }
      while (below(3) == 0) add(specs[at].depends_on, at, size);
    }
    std::ranges::shuffle(specs, random_);
    return graph_of(std::move(specs));
  }

 private:
  void add(Strings& list, std::size_t at, std::size_t reach) {
    const std::string id = name(at - 1 - below(std::min(at, reach)));
    if (std::ranges::find(list, id) == list.end()) list.push_back(id);
  }

  std::mt19937 random_;
};

TEST(Order, EqualsTheTranscriptionOnRandomUpgradesAndDowngrades) {
  RandomGraphs random(7);
  for (int round = 0; round < 4000; ++round) {
    const Graph graph = random.make();
    std::vector<Index> targets = graph.real_heads();
    if (random.below(2) == 0) targets = {static_cast<Index>(random.below(graph.size()))};
    Marks wanted = ancestors(graph, targets, EdgeKind::real);
    const std::vector<Index> one = {static_cast<Index>(random.below(graph.size()))};
    const bool down = random.below(2) == 0;
    const Marks limit =
        down ? descendants(graph, one, EdgeKind::real) : ancestors(graph, one, EdgeKind::real);
    if (random.below(3) != 0) {
      for (Index index = 0; index < graph.size(); ++index) {
        if ((limit[index] != 0) != down) wanted[index] = 0;
      }
    }
    ASSERT_EQ(order_downwards(graph, wanted, targets), naive_order(graph, wanted, targets))
        << "round " << round;
  }
}

/// Alembic's RevisionMap._normalize_depends_on as it stands.
std::vector<Index> naive_parents(const Graph& graph, Index index) {
  const Marks below = ancestors(graph, {index}, EdgeKind::versioned);
  const Indices dependencies = graph[index].dependencies;
  std::vector<Index> kept(dependencies.begin(), dependencies.end());
  for (Index other = 0; other < graph.size(); ++other) {
    if (other == index || below[other] == 0) continue;
    const Indices has = graph[other].dependencies;
    std::erase_if(kept, [&](Index one) { return std::ranges::find(has, one) != has.end(); });
  }
  const Indices down = graph[index].down;
  std::vector<Index> parents(down.begin(), down.end());
  for (const Index one : kept) {
    if (std::ranges::find(parents, one) == parents.end()) parents.push_back(one);
  }
  return parents;
}

TEST(Order, ParentsLeaveOutDependenciesThatAnAncestorHas) {
  RandomGraphs random(11);
  for (int round = 0; round < 2000; ++round) {
    const Graph graph = random.make();
    for (Index index = 0; index < graph.size(); ++index) {
      ASSERT_TRUE(std::ranges::equal(graph[index].parents, naive_parents(graph, index)))
          << "round " << round;
    }
  }
}

/// Plans all the way up and down, checks the counts, and returns the seconds for all of it.
double time_of(std::vector<RevisionSpec> specs) {
  const auto start = std::chrono::steady_clock::now();
  const std::size_t size = specs.size();
  const Graph graph = graph_of(std::move(specs));
  const Plan up = plan_upgrade(graph, {}, "heads");
  EXPECT_EQ(up.steps.size(), size);
  const Plan down = plan_downgrade(graph, up.heads, "base");
  EXPECT_EQ(down.steps.size(), size);
  EXPECT_TRUE(down.heads.empty());
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

RevisionSpec spec(std::size_t id, Strings down, Strings depends = {}) {
  RevisionSpec out;
  out.id = name(id);
  out.down_revisions = std::move(down);
  out.depends_on = std::move(depends);
  return out;
}

/// A bound that anything quadratic misses by far, also without optimisation.
constexpr double kSeconds = 15.0;
constexpr std::size_t kSize = 40'000;

TEST(Order, ALineIsLinear) {
  std::vector<RevisionSpec> specs = {spec(0, {})};
  for (std::size_t at = 1; at < kSize; ++at) specs.push_back(spec(at, {name(at - 1)}));
  EXPECT_LT(time_of(std::move(specs)), kSeconds);
}

TEST(Order, ThousandsOfHeadsOnOneBaseAreLinear) {
  std::vector<RevisionSpec> specs = {spec(0, {})};
  for (std::size_t at = 1; at < kSize; ++at) {
    specs.push_back(spec(at, {name(at <= 5000 ? 0 : at - 5000)}));
  }
  EXPECT_LT(time_of(std::move(specs)), kSeconds);
}

TEST(Order, WideMergesAreLinear) {
  std::vector<RevisionSpec> specs;
  Strings open;
  for (std::size_t at = 0; at < kSize; ++at) {
    if (open.size() == 5000) {
      specs.push_back(spec(at, open));
      open = {};
      continue;
    }
    specs.push_back(spec(at, at < 5001 ? Strings{} : Strings{name(at / 5001 * 5001 - 1)}));
    open.push_back(name(at));
  }
  EXPECT_LT(time_of(std::move(specs)), kSeconds);
}

TEST(Order, LaddersOfDependenciesAreLinear) {
  std::vector<RevisionSpec> specs = {spec(0, {}), spec(1, {}, {name(0)})};
  for (std::size_t at = 2; at < kSize; ++at) {
    specs.push_back(spec(at, {name(at - 2)}, at % 3 == 0 ? Strings{} : Strings{name(at - 1)}));
  }
  EXPECT_LT(time_of(std::move(specs)), kSeconds);
}

/// Chains side by side, in which each revision depends on those of the chain before at the same
/// height, and as far below as `reach` says.
std::vector<RevisionSpec> dependent_chains(std::size_t chains, std::size_t reach) {
  std::vector<RevisionSpec> specs;
  for (std::size_t at = 0; at < kSize; ++at) {
    Strings depends;
    for (std::size_t back = 0; at % chains > 0 && back < reach && back * chains < at; ++back) {
      depends.push_back(name(at - 1 - back * chains));
    }
    specs.push_back(spec(at, at < chains ? Strings{} : Strings{name(at - chains)}, depends));
  }
  return specs;
}

TEST(Order, ChainsThatDependOnEachOtherAreLinear) {
  EXPECT_LT(time_of(dependent_chains(2, 1)), kSeconds);
  EXPECT_LT(time_of(dependent_chains(5, 1)), kSeconds);
}

TEST(Order, DoubledDependenciesAreLinear) {
  EXPECT_LT(time_of(dependent_chains(2, 3)), kSeconds);
}

TEST(Order, AStarIsLinear) {
  std::vector<RevisionSpec> specs = {spec(0, {})};
  for (std::size_t at = 1; at < kSize; ++at) specs.push_back(spec(at, {name(0)}));
  EXPECT_LT(time_of(std::move(specs)), kSeconds);
}

TEST(Order, DiamondsAreLinear) {
  std::vector<RevisionSpec> specs = {spec(0, {})};
  for (std::size_t at = 1; at + 2 < kSize; at += 3) {
    specs.push_back(spec(at, {name(at - 1)}));
    specs.push_back(spec(at + 1, {name(at - 1)}));
    specs.push_back(spec(at + 2, {name(at + 1), name(at)}));
  }
  EXPECT_LT(time_of(std::move(specs)), kSeconds);
}

}  // namespace
}  // namespace retort::revision
