// Fuzzes the graph and its plans: bytes become up to 40 revisions with parents, dependencies and
// labels, and a target. Whatever they are, there is a plan or an Error that is no internal one; and
// upgrading everything and going back to base runs every revision once each way and leaves no row.
#include <cstdint>
#include <cstdlib>

#include "base/error.h"
#include "revision/plan.h"

namespace retort::revision {
namespace {

/// Takes numbers and texts from the fuzzer's bytes; zeros when they have run out.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

  unsigned below(unsigned limit) { return next() % limit; }
  std::string rest() { return {reinterpret_cast<const char*>(data_ + at_), size_ - at_}; }

 private:
  unsigned next() { return at_ < size_ ? data_[at_++] : 0; }

  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

std::string some_id(Bytes& bytes, unsigned count) {
  // Mostly an id that exists; at times one that does not.
  return "rev" + std::to_string(bytes.below(count + (bytes.below(16) == 0 ? 1 : 0)));
}

std::vector<RevisionSpec> some_revisions(Bytes& bytes) {
  const unsigned count = 1 + bytes.below(40);
  std::vector<RevisionSpec> specs(count);
  for (unsigned i = 0; i < count; ++i) {
    RevisionSpec& spec = specs[i];
    spec.id = bytes.below(64) == 1 ? some_id(bytes, count) : "rev" + std::to_string(i);
    // Earlier revisions mostly, so that most graphs have no cycle.
    const unsigned reach = bytes.below(32) == 1 ? count : i;
    for (unsigned n = bytes.below(4); n > 0 && reach > 0; --n) {
      spec.down_revisions.push_back(some_id(bytes, reach));
    }
    for (unsigned n = bytes.below(8); n > 5 && reach > 0; --n) {
      spec.depends_on.push_back(some_id(bytes, reach));
    }
    if (bytes.below(8) == 1) spec.branch_labels.push_back("label" + std::to_string(bytes.below(8)));
  }
  return specs;
}

void check(bool holds) {
  if (!holds) std::abort();
}

void there_and_back(const Graph& graph) {
  const Plan up = plan_upgrade(graph, {}, "heads");
  check(up.steps.size() == graph.size());
  const Plan down = plan_downgrade(graph, up.heads, "base");
  check(down.steps.size() == graph.size());
  check(down.heads.empty());
}

void any_target(const Graph& graph, const std::string& target) {
  using Planner = Plan (*)(const Graph&, const std::vector<std::string>&, const std::string&);
  for (const Planner plan : {Planner(plan_upgrade), Planner(plan_downgrade)}) {
    try {
      plan(graph, {graph.id(0)}, target);
    } catch (const Error& error) {
      check(error.code != ErrorCode::internal);
    }
  }
}

}  // namespace
}  // namespace retort::revision

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace retort;
  using namespace retort::revision;
  Bytes bytes(data, size);
  try {
    std::vector<std::string> warnings;
    const Graph graph(some_revisions(bytes), warnings);
    there_and_back(graph);
    any_target(graph, bytes.rest());
  } catch (const Error& error) {
    check(error.code != ErrorCode::internal);
  }
  return 0;
}
