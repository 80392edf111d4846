// A history laid out for drawing: a row for every revision, newest first, and a lane (column) for
// every line that runs between rows, as `git log --graph` has them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "doctor/finding.h"
#include "doctor/history.h"

namespace retort::doctor {

/// A line from a revision down to one that it revises or depends on.
struct PictureEdge {
  Index from = revision::kNone;
  Index to = revision::kNone;
  bool dependency = false;
  bool in_loop = false;  ///< Both ends are part of one circle.
  std::size_t lane = 0;  ///< Where it runs between the rows of its ends.
};

struct PictureNode {
  Index revision = revision::kNone;
  std::size_t row = 0;
  std::size_t lane = 0;
  bool in_loop = false;
  std::vector<std::string> findings;  ///< Codes of the findings about it, each once.
};

struct Picture {
  std::vector<PictureNode> nodes;  ///< By row.
  std::vector<PictureEdge> edges;
  std::size_t lanes = 0;
};

/// Lays a history out, however broken. Cost is linear in revisions, edges and the rows that edges
/// cross.
Picture draw(const History& history, const std::vector<Finding>& findings);

/// For a terminal: lanes, ids, marks and messages, ended by a newline.
std::string picture_text(const History& history, const Picture& picture);
std::string picture_dot(const History& history, const Picture& picture);
std::string picture_mermaid(const History& history, const Picture& picture);
std::string picture_svg(const History& history, const Picture& picture);
/// `{"nodes":[{id, message, file, line, down_revision, depends_on, branch_labels, row, lane, head,
/// base, mergepoint, branchpoint, loop, findings, created}], "edges":[{from, to, dependency, loop,
/// lane}], "missing":[{id, from}]}`.
Json picture_json(const History& history, const Picture& picture);

}  // namespace retort::doctor
