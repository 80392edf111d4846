#include "doctor/feedback_edges.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace retort::doctor {
namespace {

using revision::Edges;
using revision::Index;

EdgeCost equal_costs(const Edges& edges) {
  EdgeCost cost;
  for (const auto& targets : edges) cost.emplace_back(targets.size(), 1);
  return cost;
}

Edges without(Edges edges, const std::vector<Edge>& cut) {
  for (const auto& [from, to] : cut) std::erase(edges[from], to);
  return edges;
}

/// The size of the smallest set, by trying all sets of edges.
std::size_t smallest(const Edges& edges) {
  std::vector<Edge> all;
  for (Index from = 0; from < edges.size(); ++from) {
    for (const Index to : edges[from]) all.emplace_back(from, to);
  }
  std::size_t best = all.size();
  for (std::size_t set = 0; set < std::size_t{1} << all.size(); ++set) {
    std::vector<Edge> cut;
    for (std::size_t at = 0; at < all.size(); ++at) {
      if (((set >> at) & 1U) != 0) cut.push_back(all[at]);
    }
    if (cut.size() < best && revision::cyclic_components(without(edges, cut)).empty()) {
      best = cut.size();
    }
  }
  return best;
}

TEST(FeedbackEdges, AreFewestInSmallRandomGraphs) {
  std::mt19937 chance(7);
  for (int round = 0; round < 60; ++round) {
    const Index size = 3 + chance() % 4;
    Edges edges(size);
    std::size_t count = 0;
    for (Index from = 0; from < size; ++from) {
      for (Index to = 0; to < size; ++to) {
        if (count < 12 && chance() % 3 == 0) {
          edges[from].push_back(to);
          ++count;
        }
      }
    }
    std::size_t found = 0;
    Edges rest = edges;
    for (const auto& component : revision::cyclic_components(edges)) {
      const FeedbackSets sets = feedback_edges(edges, equal_costs(edges), component, 3);
      EXPECT_TRUE(sets.exact);
      ASSERT_FALSE(sets.sets.empty());
      for (const auto& set : sets.sets) EXPECT_EQ(set.size(), sets.sets.front().size());
      found += sets.sets.front().size();
      rest = without(rest, sets.sets.front());
    }
    EXPECT_TRUE(revision::cyclic_components(rest).empty()) << "round " << round;
    EXPECT_EQ(found, smallest(edges)) << "round " << round;
  }
}

TEST(FeedbackEdges, OfOneLongLoopAreItsCheapestEdge) {
  constexpr Index kSize = 2000;
  Edges edges(kSize);
  std::vector<Index> nodes;
  for (Index node = 0; node < kSize; ++node) {
    edges[node] = {(node + 1) % kSize};
    nodes.push_back(node);
  }
  EdgeCost cost = equal_costs(edges);
  cost[1234][0] = 0;
  const FeedbackSets sets = feedback_edges(edges, cost, nodes, 2);
  EXPECT_TRUE(sets.exact);
  ASSERT_EQ(sets.sets.size(), 2U);
  EXPECT_EQ(sets.sets.front(), (std::vector<Edge>{{1234, 1235}}));
}

TEST(FeedbackEdges, OfTwentyNodesThatAllFollowEachOtherAreExact) {
  Edges edges(18);
  std::vector<Index> nodes;
  for (Index from = 0; from < edges.size(); ++from) {
    nodes.push_back(from);
    for (Index to = 0; to < edges.size(); ++to) {
      if (from != to) edges[from].push_back(to);
    }
  }
  const FeedbackSets sets = feedback_edges(edges, equal_costs(edges), nodes, 1);
  EXPECT_TRUE(sets.exact);
  EXPECT_EQ(sets.sets.front().size(), 18U * 17U / 2U);
}

TEST(FeedbackEdges, OfALargeKnotBreakIt) {
  std::mt19937 chance(11);
  Edges edges(300);
  for (Index node = 0; node < edges.size(); ++node) {
    for (int edge = 0; edge < 3; ++edge) {
      const Index target = static_cast<Index>(chance() % edges.size());
      if (std::ranges::find(edges[node], target) == edges[node].end()) {
        edges[node].push_back(target);
      }
    }
  }
  Edges rest = edges;
  for (const auto& component : revision::cyclic_components(edges)) {
    rest = without(rest, feedback_edges(edges, equal_costs(edges), component, 1).sets.front());
  }
  EXPECT_TRUE(revision::cyclic_components(rest).empty());
}

}  // namespace
}  // namespace retort::doctor
