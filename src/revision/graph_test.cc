#include "revision/graph.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace retort::revision {
namespace {

using Strings = std::vector<std::string>;

/// Lines 3 to 6 of its file declare it.
RevisionSpec spec(std::string id, Strings down, Strings depends = {}, Strings labels = {}) {
  RevisionSpec out;
  out.path = id + ".py";
  std::string text = "\n\n";
  const auto declare = [&](const std::string& name, const std::string& value) {
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += name + " = " + value + "\n";
    return Mark{{begin, begin + static_cast<std::uint32_t>(name.size())}};
  };
  out.id_mark = declare("revision", "'" + id + "'");
  out.down_mark = declare("down_revision", "...");
  out.labels_mark = declare("branch_labels", "...");
  out.depends_mark = declare("depends_on", "...");
  out.source = std::make_shared<const Source>(Source{out.path, std::move(text)});
  out.id = std::move(id);
  out.down_revisions = std::move(down);
  out.depends_on = std::move(depends);
  out.branch_labels = std::move(labels);
  return out;
}

Graph graph_of(std::vector<RevisionSpec> specs) {
  Strings warnings;
  return Graph(std::move(specs), warnings);
}

std::string error_of(std::vector<RevisionSpec> specs) {
  try {
    graph_of(std::move(specs));
  } catch (const Error& error) {
    EXPECT_EQ(error.code, ErrorCode::graph);
    return describe(error);
  }
  return "no error";
}

TEST(Graph, KnowsHeadsBasesAndChildrenInMapOrder) {
  const Graph graph =
      graph_of({spec("c", {"a"}), spec("b", {"a"}), spec("a", {}), spec("z", {}, {"b"})});
  EXPECT_EQ(graph.ids(graph.heads()), (Strings{"c", "b", "z"}));
  EXPECT_EQ(graph.ids(graph.real_heads()), (Strings{"c", "z"}));
  EXPECT_EQ(graph.ids(graph.bases()), (Strings{"a", "z"}));
  EXPECT_EQ(graph.ids(graph[2].next), (Strings{"c", "b"}));
}

TEST(Graph, ADependencyOfAnAncestorIsNoParentAgain) {
  const Graph graph = graph_of({spec("d1", {}), spec("d2", {}), spec("a", {}, {"d1"}),
                                spec("b", {"a"}, {"d1", "d2"}), spec("c", {"b"}, {"d2", "a"})});
  EXPECT_EQ(graph.ids(graph[3].parents), (Strings{"a", "d2"}));
  EXPECT_EQ(graph.ids(graph[4].parents), (Strings{"b", "a"}));
}

TEST(Graph, LabelsSpreadUpwardsAndDownAPlainLine) {
  const Graph graph =
      graph_of({spec("a", {}), spec("b", {"a"}), spec("c", {"b"}, {}, {"left"}), spec("d", {"c"}),
                spec("e", {"a"}), spec("f", {"e"}, {}, {"right"}), spec("g", {"f", "d"})});
  EXPECT_EQ(graph.labels(0), Strings{});
  EXPECT_EQ(graph.labels(1), Strings{});
  EXPECT_EQ(graph.labels(3), Strings{"left"});
  EXPECT_EQ(graph.labels(4), Strings{});
  EXPECT_EQ(graph.labels(6), (Strings{"left", "right"}));
  const Graph line = graph_of({spec("a", {}), spec("b", {"a"}), spec("c", {"b"}, {}, {"top"})});
  EXPECT_EQ(line.labels(0), Strings{"top"});
}

TEST(Graph, ARepeatedIdIsAWarningAndTheLaterDeclarationCounts) {
  Strings warnings;
  RevisionSpec again = spec("a", {"b"});
  again.path = "other.py";
  const Graph graph({spec("a", {}), spec("b", {}), again}, warnings);
  EXPECT_EQ(warnings,
            Strings{"Revision a is present more than once: a.py:3 is replaced by other.py:3"});
  EXPECT_EQ(graph.ids(graph[0].down), Strings{"b"});
  EXPECT_EQ(graph.ids(graph.heads()), (Strings{"a", "a"}));
}

TEST(Graph, AMissingParentNamesWhoRefersToIt) {
  EXPECT_EQ(error_of({spec("a", {}), spec("b", {"nope"})}),
            "FAILED: Revision nope referenced from revision b (b.py:4) is not present\n"
            "  at b.py:4:1\n"
            "    down_revision = ...\n"
            "    ^^^^^^^^^^^^^\n"
            "  next: Restore the file of revision nope (`retort doctor` looks for it in git), or "
            "correct `down_revision`.\n");
}

TEST(Graph, ACycleIsShownAsALoopOfLines) {
  EXPECT_EQ(error_of({spec("a", {"b"}), spec("b", {"c"}), spec("c", {"a"}), spec("d", {"c"})}),
            "FAILED: Cycle is detected in revisions (a, b, c): a.py:4 -> b.py:4 -> c.py:4 -> "
            "a.py:4\n"
            "  at a.py:4:1\n"
            "    down_revision = ...\n"
            "    ^^^^^^^^^^^^^\n"
            "  next: Correct one of these lines so that no revision comes before itself; `retort "
            "repair break-cycles` proposes which.\n");
}

TEST(Graph, AllProblemsAreReportedAtOnceShortLoopsFirst) {
  EXPECT_EQ(
      error_of({spec("x", {"y"}), spec("y", {"z"}), spec("z", {"x"}), spec("p", {"q"}),
                spec("q", {}, {"p"}), spec("s", {"s"}), spec("t-u", {}, {}, {"x"}),
                spec("m", {}, {"gone"})}),
      "FAILED: The revision history has 6 problems:\n"
      "  t-u.py:3:1: Character(s) '-' not allowed in revision identifier 't-u'\n"
      "  t-u.py:5:1: Branch name 'x' in revision t-u already used by revision x\n"
      "  m.py:6:1: Revision gone referenced from revision m (m.py:6) is not present\n"
      "  s.py:4:1: Self-loop is detected in revisions (s): s.py:4 -> s.py:4\n"
      "  x.py:4:1: Cycle is detected in revisions (x, y, z): x.py:4 -> y.py:4 -> z.py:4 -> x.py:4\n"
      "  p.py:4:1: Dependency cycle is detected in revisions (p, q): p.py:4 -> q.py:6 -> p.py:4\n"
      "  next: Rename the revision, also in the files that refer to it.\n"
      "  next: The other declaration is x.py:3.\n"
      "  next: Restore the file of revision gone (`retort doctor` looks for it in git), or correct "
      "`depends_on`.\n"
      "  next: Correct one of these lines so that no revision comes before itself; `retort repair "
      "break-cycles` proposes which.\n");
}

TEST(Graph, ALongLoopIsCutInTheMiddle) {
  std::vector<RevisionSpec> specs;
  for (int at = 0; at < 1000; ++at) {
    specs.push_back(spec("r" + std::to_string(at), {"r" + std::to_string((at + 1) % 1000)}));
  }
  EXPECT_LT(error_of(std::move(specs)).size(), 800U);
}

}  // namespace
}  // namespace retort::revision
