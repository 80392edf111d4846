#include "doctor/history.h"

#include <algorithm>
#include <cstdint>
#include <set>

#include "doctor/text_lines.h"

namespace retort::doctor {
namespace {

/// The edges that lead back to a node on the way of a depth-first walk: without them there is no
/// loop.
class BackEdges {
 public:
  explicit BackEdges(const revision::Edges& edges) : edges_(edges), state_(edges.size()) {
    for (Index node = 0; node < edges.size(); ++node) {
      if (state_[node] == State::fresh) walk(node);
    }
  }

  bool contains(Index from, Index to) const { return found_.contains({from, to}); }

 private:
  enum class State : std::uint8_t { fresh, on_way, done };
  struct Frame {
    Index node;
    std::size_t edge;
  };

  void walk(Index start) {
    std::vector<Frame> frames = {{start, 0}};
    state_[start] = State::on_way;
    while (!frames.empty()) {
      Frame& frame = frames.back();
      if (frame.edge == edges_[frame.node].size()) {
        state_[frame.node] = State::done;
        frames.pop_back();
        continue;
      }
      const Index node = frame.node;
      const Index target = edges_[node][frame.edge++];
      if (state_[target] == State::on_way) found_.emplace(node, target);
      if (state_[target] != State::fresh) continue;
      state_[target] = State::on_way;
      frames.push_back({target, 0});
    }
  }

  const revision::Edges& edges_;
  std::vector<State> state_;
  std::set<std::pair<Index, Index>> found_;
};

}  // namespace

History::History(std::vector<script::MigrationFile> files) : files_(std::move(files)) {
  read_declarations();
  read_edges();
}

void History::read_declarations() {
  std::unordered_map<std::string, std::vector<std::size_t>> declared;
  for (script::MigrationFile& file : files_) {
    // Neither side of an unfinished merge counts yet, and no program can run the file.
    if (file.spec && file.source != nullptr && conflict_in(file.source->text)) file.spec.reset();
  }
  for (std::size_t at = 0; at < files_.size(); ++at) {
    if (!files_[at].spec) continue;
    const std::string& id = files_[at].spec->id;
    declared[id].push_back(at);
    const auto [found, is_new] = by_id_.emplace(id, size());
    if (is_new) {
      nodes_.push_back(at);
    } else {
      nodes_[found->second] = at;
    }
  }
  for (Index node = 0; node < size(); ++node) {
    std::vector<std::size_t>& places = declared[id(node)];
    if (places.size() > 1) duplicates_.push_back(std::move(places));
    for (const std::string& label : (*this)[node].branch_labels) labels_[label].push_back(node);
  }
}

void History::read_edges() {
  down_.resize(size());
  depends_.resize(size());
  next_.resize(size());
  for (Index node = 0; node < size(); ++node) {
    const RevisionSpec& spec = (*this)[node];
    for (const std::string& name : spec.down_revisions) {
      // Alembic takes a label for a parent, too.
      if (const std::optional<Index> parent = find_or_label(name)) {
        down_[node].push_back(*parent);
        next_[*parent].push_back(node);
      } else {
        missing_.push_back({name, node, false});
      }
    }
    for (const std::string& name : spec.depends_on) {
      if (const std::optional<Index> target = find_or_label(name)) {
        depends_[node].push_back(*target);
      } else {
        missing_.push_back({name, node, true});
      }
    }
  }
}

std::vector<std::string> History::ids(const std::vector<Index>& nodes) const {
  std::vector<std::string> out;
  out.reserve(nodes.size());
  for (const Index node : nodes) out.push_back(id(node));
  return out;
}

std::optional<Index> History::find(std::string_view id) const {
  const auto found = by_id_.find(std::string(id));
  if (found == by_id_.end()) return std::nullopt;
  return found->second;
}

std::optional<Index> History::find_or_label(std::string_view key) const {
  if (const std::optional<Index> node = find(key)) return node;
  const auto label = labels_.find(key);
  if (label == labels_.end()) return std::nullopt;
  return label->second.front();
}

std::vector<Index> History::heads() const {
  std::vector<Index> out;
  for (Index node = 0; node < size(); ++node) {
    if (next_[node].empty()) out.push_back(node);
  }
  return out;
}

std::vector<Index> History::bases() const {
  std::vector<Index> out;
  for (Index node = 0; node < size(); ++node) {
    if ((*this)[node].down_revisions.empty()) out.push_back(node);
  }
  return out;
}

bool History::is_ancestor(Index node, Index from) const {
  std::vector<char> seen(size(), 0);
  std::vector<Index> todo = down_[from];
  while (!todo.empty()) {
    const Index at = todo.back();
    todo.pop_back();
    if (at == node) return true;
    if (seen[at] != 0) continue;
    seen[at] = 1;
    todo.insert(todo.end(), down_[at].begin(), down_[at].end());
  }
  return false;
}

Place History::place_of_edge(Index from, std::string_view target, bool dependency) const {
  const RevisionSpec& spec = (*this)[from];
  const auto& names = dependency ? spec.depends_on : spec.down_revisions;
  const bool here = std::ranges::find(names, target) != names.end();
  return place_of(spec, here != dependency ? spec.down_mark : spec.depends_mark);
}

Place History::place_of_id(Index index) const {
  return place_of((*this)[index], (*this)[index].id_mark);
}

revision::Edges History::all_edges() const {
  revision::Edges all = down_;
  for (Index node = 0; node < size(); ++node) {
    all[node].insert(all[node].end(), depends_[node].begin(), depends_[node].end());
  }
  return all;
}

std::vector<RevisionSpec> History::mended() const {
  const revision::Edges all = all_edges();
  const BackEdges back(all);
  std::vector<RevisionSpec> out;
  out.reserve(size());
  for (Index node = 0; node < size(); ++node) {
    RevisionSpec spec = (*this)[node];
    const auto leads_nowhere = [&](const std::string& name) {
      const std::optional<Index> target = find_or_label(name);
      return !target || back.contains(node, *target);
    };
    std::erase_if(spec.down_revisions, leads_nowhere);
    std::erase_if(spec.depends_on, leads_nowhere);
    std::erase_if(spec.branch_labels, [&](const std::string& label) {
      return labels_.find(label)->second.size() > 1 || find(label);
    });
    out.push_back(std::move(spec));
  }
  return out;
}

}  // namespace retort::doctor
