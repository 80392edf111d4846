// The revision graph: every revision of a project, who follows whom, heads, bases and labels.
//
// A Graph is built once from what the files declare and never changes afterwards; it may be used by
// several threads. It knows nothing of files (beyond the places for its errors) or of SQL.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "revision/label_sets.h"
#include "revision/revision.h"

namespace retort::revision {

class Graph {
 public:
  Graph() = default;
  /// Builds the graph. The order of `specs` is the map order, which decides the order of heads,
  /// of candidates and of the traversal (Alembic: script/revision.py, RevisionMap).
  ///
  /// An id that is declared twice is a warning: the later declaration takes the place of the first.
  /// Everything else that is wrong (illegal characters, missing parents, label clashes, cycles) is
  /// collected into one Error with code `graph` that names the files and lines.
  Graph(std::vector<RevisionSpec> specs, std::vector<std::string>& warnings);
  Graph(Graph&&) noexcept = default;
  Graph& operator=(Graph&&) noexcept = default;
  Graph(const Graph&) = delete;
  Graph& operator=(const Graph&) = delete;
  ~Graph() = default;

  Index size() const { return static_cast<Index>(revisions_.size()); }
  const Revision& operator[](Index index) const { return revisions_[index]; }
  const std::vector<Revision>& revisions() const { return revisions_; }
  const std::string& id(Index index) const { return revisions_[index].spec.id; }
  std::vector<std::string> ids(Indices indices) const;

  /// The revision with exactly this id or branch label.
  std::optional<Index> find(std::string_view key) const;
  /// All keys (ids, then labels) longer than three characters that start with `prefix`, in map
  /// order, each with its revision.
  std::vector<std::pair<std::string_view, Index>> find_prefix(std::string_view prefix) const;

  /// Each declared branch label with its revision, in the order of declaration.
  const std::vector<std::pair<std::string, Index>>& declared_labels() const { return label_keys_; }

  /// Revisions that no other names in `down_revision`, in map order.
  const std::vector<Index>& heads() const { return heads_; }
  /// Heads that nothing depends on either: what the version table holds after `upgrade heads`.
  const std::vector<Index>& real_heads() const { return real_heads_; }
  const std::vector<Index>& bases() const { return bases_; }

  /// The branch labels that apply to a revision, in the order in which they are declared.
  std::vector<std::string> labels(Index index) const { return labels_.of(index); }

 private:
  friend class GraphBuilder;

  std::vector<RevisionSpec> specs_;
  std::vector<Revision> revisions_;
  /// What the lists of `revisions_` are parts of; none grows once it is made.
  std::vector<std::vector<Index>> edges_;
  std::unordered_map<std::string_view, Index> keys_;
  std::vector<std::pair<std::string, Index>> label_keys_;
  std::vector<Index> heads_;
  std::vector<Index> real_heads_;
  std::vector<Index> bases_;
  LabelSets labels_;
};

}  // namespace retort::revision
