// A history as its files declare it, healthy or not: what the checks look at.
//
// Unlike a revision::Graph it exists for every set of files. Ids that are declared twice, parents
// that are missing and loops are in it as they are.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "revision/loops.h"
#include "revision/revision.h"
#include "script/migration_reading.h"

namespace retort::doctor {

using revision::Index;
using revision::RevisionSpec;

/// A name in `down_revision` or `depends_on` that no file defines.
struct MissingReference {
  std::string id;
  Index from = revision::kNone;
  bool dependency = false;
};

class History {
 public:
  explicit History(std::vector<script::MigrationFile> files);

  /// Every file, in load order.
  const std::vector<script::MigrationFile>& files() const { return files_; }

  /// One node for every id; of several declarations the last counts, as in Alembic.
  Index size() const { return static_cast<Index>(nodes_.size()); }
  const RevisionSpec& operator[](Index index) const { return *files_[nodes_[index]].spec; }
  const script::MigrationFile& file(Index index) const { return files_[nodes_[index]]; }
  const std::string& id(Index index) const { return (*this)[index].id; }
  std::vector<std::string> ids(const std::vector<Index>& nodes) const;
  std::optional<Index> find(std::string_view id) const;
  /// The node with this id, or the one that declares the label.
  std::optional<Index> find_or_label(std::string_view key) const;

  /// All declarations of each id that has several, as positions in files().
  const std::vector<std::vector<std::size_t>>& duplicates() const { return duplicates_; }
  /// All declarations of each label, in the order of the files.
  const std::map<std::string, std::vector<Index>, std::less<>>& labels() const { return labels_; }
  const std::vector<MissingReference>& missing() const { return missing_; }

  const revision::Edges& down() const { return down_; }        ///< To parents that are there.
  const revision::Edges& depends() const { return depends_; }  ///< To dependencies that are there.
  revision::Edges all_edges() const;                           ///< `down`, then `depends`.
  const revision::Edges& next() const { return next_; }        ///< The other way of `down`.
  /// Nodes that nothing revises, and nodes that revise nothing.
  std::vector<Index> heads() const;
  std::vector<Index> bases() const;
  /// Whether the node is in the past of `from`, along `down`; not of itself unless in a loop.
  bool is_ancestor(Index node, Index from) const;

  /// Where a node names `target` in `down_revision` or `depends_on`.
  Place place_of_edge(Index from, std::string_view target, bool dependency = false) const;
  Place place_of_id(Index index) const;

  /// The same without what hinders a graph from being built: ids that are declared again,
  /// references that lead nowhere, labels that clash, and an edge of each loop.
  std::vector<RevisionSpec> mended() const;

 private:
  void read_declarations();
  void read_edges();

  std::vector<script::MigrationFile> files_;
  std::vector<std::size_t> nodes_;
  std::unordered_map<std::string, Index> by_id_;
  std::vector<std::vector<std::size_t>> duplicates_;
  std::map<std::string, std::vector<Index>, std::less<>> labels_;
  std::vector<MissingReference> missing_;
  revision::Edges down_;
  revision::Edges depends_;
  revision::Edges next_;
};

}  // namespace retort::doctor
