// Fuzzes the graph and its plans: bytes become up to 40 revisions with parents, dependencies and
// labels, rows of a version table, and a target. Whatever they are, there is a plan or an Error
// that is no internal one; and upgrading everything and going back to base runs every revision once
// each way and leaves no row.
#include <array>
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
  bool done() const { return at_ == size_; }
  char character() { return static_cast<char>(next()); }

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
    if (bytes.below(64) == 1) spec.id += bytes.character();
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

/// Identifiers of any form, valid and not: pieces of the syntax, ids, and plain bytes.
std::string some_target(Bytes& bytes, unsigned count) {
  constexpr std::array<const char*, 12> kPieces = {"head", "heads", "base", "@", "+",       "-",
                                                   ":",    "label", "rev",  "1", "current", ","};
  std::string target;
  for (unsigned n = 1 + bytes.below(5); n > 0; --n) {
    switch (bytes.below(4)) {
      case 0:
        target += some_id(bytes, count);
        break;
      case 1:
        target += bytes.character();
        break;
      default:
        target += kPieces[bytes.below(kPieces.size())];
    }
  }
  return target;
}

template <typename Work>
void plans_or_refuses(Work work) {
  try {
    work();
  } catch (const Error& error) {
    check(error.code != ErrorCode::internal);
  }
}

/// One request of each kind from the same rows.
void any_request(const Graph& graph, Bytes& bytes) {
  std::vector<std::string> rows;
  for (unsigned n = bytes.below(4); n > 0; --n) rows.push_back(some_id(bytes, graph.size()));
  const std::string target = some_target(bytes, graph.size());
  std::vector<std::string> targets = {target};
  while (bytes.below(4) == 1) targets.push_back(some_target(bytes, graph.size()));
  const bool purge = bytes.below(2) == 1;

  plans_or_refuses([&] { plan_upgrade(graph, rows, target); });
  plans_or_refuses([&] { plan_downgrade(graph, rows, target); });
  plans_or_refuses([&] { plan_stamp(graph, rows, targets, purge); });
  plans_or_refuses([&] { history_range(graph, target, targets.back()); });
  plans_or_refuses([&] { history_range(graph, rows, target); });
  plans_or_refuses([&] { starting_rows(graph, targets); });
  plans_or_refuses([&] { named_revisions(graph, targets); });
  plans_or_refuses([&] { current_tips(graph, rows); });
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
    check(whole_history(graph).size() == graph.size());
    do {
      any_request(graph, bytes);
    } while (!bytes.done());
  } catch (const Error& error) {
    check(error.code != ErrorCode::internal);
  }
  return 0;
}
