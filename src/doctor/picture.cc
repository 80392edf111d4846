// Layout: revisions are ordered so that each comes before what it revises (of those that may come
// next, the one of the file read last). A lane waits for a revision from the row of its first child
// on; the revision takes the first of its lanes and hands it on to its first parent. Lanes that
// wait for the same revision meet above it.
#include "doctor/picture.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <queue>
#include <set>

namespace retort::doctor {
namespace {

/// Which circle a node is in, if any.
std::vector<Index> circles(const revision::Edges& all) {
  std::vector<Index> out(all.size(), revision::kNone);
  for (const std::vector<Index>& component : revision::cyclic_components(all)) {
    for (const Index node : component) out[node] = component.front();
  }
  return out;
}

/// Children before parents and dependencies; in a circle, the one of the file read last comes
/// first.
std::vector<Index> rows_of(const revision::Edges& all) {
  std::vector<std::size_t> waiting(all.size(), 0);
  for (const std::vector<Index>& targets : all) {
    for (const Index target : targets) ++waiting[target];
  }
  std::priority_queue<Index> ready;
  std::set<Index> left;
  for (Index node = 0; node < all.size(); ++node) {
    left.insert(node);
    if (waiting[node] == 0) ready.push(node);
  }
  std::vector<Index> order;
  order.reserve(all.size());
  while (!left.empty()) {
    Index node = *left.rbegin();
    if (!ready.empty()) {
      node = ready.top();
      ready.pop();
    }
    if (left.erase(node) == 0) continue;
    order.push_back(node);
    for (const Index target : all[node]) {
      if (--waiting[target] == 0) ready.push(target);
    }
  }
  return order;
}

class Layout {
 public:
  Layout(const History& history, Picture& picture) : history_(history), picture_(picture) {}

  void run() {
    const revision::Edges all = history_.all_edges();
    const std::vector<Index> circle = circles(all);
    const std::vector<Index> order = rows_of(all);
    placed_.assign(history_.size(), false);
    for (const Index node : order) {
      const std::size_t lane = take_lane(node);
      PictureNode& drawn = picture_.nodes.emplace_back();
      drawn.revision = node;
      drawn.row = picture_.nodes.size() - 1;
      drawn.lane = lane;
      drawn.in_loop = circle[node] != revision::kNone;
      placed_[node] = true;
      hand_on(node, lane, circle);
    }
    picture_.lanes = std::max<std::size_t>(widest_, 1);
  }

 private:
  /// The first lane that waits for the node; the others end here.
  std::size_t take_lane(Index node) {
    std::size_t own = lanes_.size();
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane) {
      if (lanes_[lane] != node) continue;
      if (own == lanes_.size()) own = lane;
      lanes_[lane] = revision::kNone;
    }
    return own < lanes_.size() ? own : free_lane();
  }

  std::size_t free_lane() {
    const auto found = std::ranges::find(lanes_, revision::kNone);
    const auto lane = static_cast<std::size_t>(found - lanes_.begin());
    if (found == lanes_.end()) lanes_.push_back(revision::kNone);
    widest_ = std::max(widest_, lanes_.size());
    return lane;
  }

  void hand_on(Index node, std::size_t lane, const std::vector<Index>& circle) {
    bool own_free = true;
    std::set<Index> seen;
    for (const Index parent : history_.down()[node]) {
      if (!seen.insert(parent).second) continue;
      PictureEdge& edge = picture_.edges.emplace_back();
      edge.from = node;
      edge.to = parent;
      edge.in_loop = circle[node] != revision::kNone && circle[node] == circle[parent];
      edge.lane = lane;
      if (placed_[parent]) continue;  // a line back up: part of a circle
      const auto waiting = std::ranges::find(lanes_, parent);
      if (own_free) {
        own_free = false;
        lanes_[lane] = parent;
      } else if (waiting != lanes_.end()) {
        edge.lane = static_cast<std::size_t>(waiting - lanes_.begin());
      } else {
        edge.lane = free_lane();
        lanes_[edge.lane] = parent;
      }
    }
    for (const Index target : history_.depends()[node]) {
      picture_.edges.push_back({node, target, true,
                                circle[node] != revision::kNone && circle[node] == circle[target],
                                lane});
    }
  }

  const History& history_;
  Picture& picture_;
  std::vector<Index> lanes_;  ///< What each lane waits for.
  std::vector<bool> placed_;
  std::size_t widest_ = 0;
};

/// `Create Date:` of the docstring; empty without one.
std::string created(const History& history, Index node) {
  const std::string& text = history.file(node).source->text;
  constexpr std::string_view kField = "Create Date: ";
  const std::size_t at = text.find(kField);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + kField.size();
  return text.substr(begin, std::min(text.find_first_of("\r\n", begin), text.size()) - begin);
}

}  // namespace

Picture draw(const History& history, const std::vector<Finding>& findings) {
  Picture picture;
  Layout(history, picture).run();
  std::map<std::string_view, std::vector<std::string>> by_id;
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::info || finding.revisions.empty()) continue;
    for (const std::string& id : finding.revisions) {
      std::vector<std::string>& codes = by_id[id];
      const std::string code(finding.kind->code);
      if (std::ranges::find(codes, code) == codes.end()) codes.push_back(code);
    }
  }
  for (PictureNode& node : picture.nodes) {
    const auto found = by_id.find(history.id(node.revision));
    if (found != by_id.end()) node.findings = found->second;
  }
  return picture;
}

Json picture_json(const History& history, const Picture& picture) {
  Json nodes = Json::array();
  for (const PictureNode& node : picture.nodes) {
    const RevisionSpec& spec = history[node.revision];
    nodes.push_back({{"id", spec.id},
                     {"message", spec.doc()},
                     {"file", spec.file()},
                     {"line", history.place_of_id(node.revision).line},
                     {"down_revision", spec.down_revisions},
                     {"depends_on", spec.depends_on},
                     {"branch_labels", spec.branch_labels},
                     {"created", created(history, node.revision)},
                     {"row", node.row},
                     {"lane", node.lane},
                     {"head", history.next()[node.revision].empty()},
                     {"base", spec.down_revisions.empty()},
                     {"mergepoint", spec.down_revisions.size() > 1},
                     {"branchpoint", history.next()[node.revision].size() > 1},
                     {"loop", node.in_loop},
                     {"findings", node.findings}});
  }
  Json edges = Json::array();
  for (const PictureEdge& edge : picture.edges) {
    edges.push_back({{"from", history.id(edge.from)},
                     {"to", history.id(edge.to)},
                     {"dependency", edge.dependency},
                     {"loop", edge.in_loop},
                     {"lane", edge.lane}});
  }
  Json missing = Json::array();
  for (const MissingReference& reference : history.missing()) {
    missing.push_back({{"id", reference.id}, {"from", history.id(reference.from)}});
  }
  return {
      {"nodes", std::move(nodes)}, {"edges", std::move(edges)}, {"missing", std::move(missing)}};
}

}  // namespace retort::doctor
