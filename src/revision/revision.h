// One revision: what its file declares, and its place in the graph.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/source.h"

namespace retort::revision {

/// Position of a revision in its graph: the order in which files were loaded ("map order").
using Index = std::uint32_t;
/// No revision: Alembic's None, which as a target means "before the first one".
inline constexpr Index kNone = std::numeric_limits<Index>::max();
/// A list that belongs to the graph.
using Indices = std::span<const Index>;

/// Where a declaration stands in the revision's file. An empty span: nowhere.
struct Mark {
  Span span;
  int line = 0;  ///< Where only a line is known, that of compiled-in code.
  friend bool operator==(const Mark&, const Mark&) = default;
};

/// What a migration file declares about itself.
struct RevisionSpec {
  std::string id;
  std::vector<std::string> down_revisions;  ///< Empty for a base.
  std::vector<std::string> depends_on;      ///< Ids or branch labels.
  std::vector<std::string> branch_labels;
  std::string long_doc;  ///< The docstring, stripped.
  std::string path;      ///< Absolute path, as `history -v` shows it.
  Mark id_mark;
  Mark down_mark;
  Mark depends_mark;
  Mark labels_mark;
  SourcePtr source;  ///< The file itself, if it was kept for a run; else null.

  /// Path as errors show it.
  std::string file() const { return display_path(path); }
  /// First paragraph of the docstring, as Alembic's `doc`.
  std::string_view doc() const {
    return std::string_view(long_doc).substr(0, long_doc.find("\n\n"));
  }
};

/// A revision inside a Graph, which owns all that it refers to. All edges are indices of it.
struct Revision {
  const RevisionSpec& spec;
  Indices down = {};          ///< `down_revision`, in the order of the file.
  Indices dependencies = {};  ///< `depends_on`, labels resolved.
  /// What must be applied directly before: `down`, then those dependencies that no ancestor has
  /// already (Alembic's normalised down revisions). No duplicates.
  Indices parents = {};
  Indices next = {};      ///< Revisions whose `down` has this one, in map order.
  Indices all_next = {};  ///< The same with dependencies.

  bool is_head() const { return next.empty(); }
  bool is_real_head() const { return all_next.empty(); }
  bool is_base() const { return down.empty(); }
  bool is_branch_point() const { return next.size() > 1; }
  bool is_merge_point() const { return down.size() > 1; }
};

/// The resolved place of a mark of `spec`: just the file where its text was not kept.
inline Place place_of(const RevisionSpec& spec, const Mark& mark) {
  if (mark.span.end == 0 || spec.source == nullptr) return Place{spec.file(), mark.line, 0, {}, 1};
  Place place = place_in(*spec.source, mark.span);
  place.file = spec.file();
  return place;
}

}  // namespace retort::revision
