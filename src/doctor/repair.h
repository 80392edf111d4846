// Repairs of a history: plans of file changes. Nothing here writes.
//
// A Repairs object collects the changes of one repair; each of its verbs edits headers, moves files
// or adds one, and says why in `evidence`. Impossible requests are Errors with code `command`.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/file_set.h"
#include "doctor/header_edit.h"
#include "doctor/history.h"

namespace retort::doctor {

/// What a repair would do.
struct RepairPlan {
  std::string title;                         ///< One line, for a commit.
  std::vector<std::string> evidence;         ///< Why so and not otherwise, a line each.
  std::vector<FileChange> changes;           ///< By path; a move is a removal and a new file.
  std::map<std::string, std::string> moved;  ///< Old path to new path.

  bool empty() const { return changes.empty(); }
};

/// The diff of all files of a plan.
std::string diff_of(const RepairPlan& plan);

class Repairs {
 public:
  /// `history` must outlive it.
  explicit Repairs(const History& history) : history_(history) {}

  // What every repair consists of.
  void edit(const script::MigrationFile& file, const HeaderEdit& edit);
  void move(const script::MigrationFile& file, const std::string& path);
  void remove(const script::MigrationFile& file);
  void add(const std::string& path, std::string text);
  void say(std::string line) { evidence_.push_back(std::move(line)); }
  RepairPlan take(std::string title) &&;

  // The verbs that need nothing but the history.
  /// Makes a revision follow others; `base` for none. Of several parents only those that are
  /// missing are replaced, if any is.
  void relink(Index revision, const std::vector<std::string>& onto);
  /// Puts the branches of these heads one after another.
  void linearize(const std::vector<Index>& heads);
  /// Parents that are ancestors of other parents, and dependencies that are ancestors.
  void drop_redundant(std::optional<Index> only);
  /// Takes labels from a revision; none named: those that another revision has, too, or that are
  /// ids.
  void unlabel(Index revision, std::vector<std::string> labels);
  /// Docstring lines that disagree with the code.
  void correct_docstrings(std::optional<Index> only);

  const History& history() const { return history_; }

 private:
  struct State {
    const script::MigrationFile* file = nullptr;
    HeaderEdit edit;
    bool edited = false;
    bool removed = false;
    std::string path;
  };
  State& state_of(const script::MigrationFile& file);

  const History& history_;
  std::map<std::string, State> states_;  ///< By the file's path.
  std::vector<std::pair<std::string, std::string>> added_;
  std::vector<std::string> evidence_;
};

/// Another id for a revision.
struct NewId {
  const script::MigrationFile* file = nullptr;  ///< Whose: an id may be declared by several files.
  std::string id;
  /// Those that are re-pointed; not given: all, or, where the id is declared again, those that are
  /// older than what the other file says of itself.
  std::optional<std::vector<std::string>> children;
};
void give_new_id(Repairs& repairs, const NewId& request);

/// The node with an id, or a part of it that is unique. Errors: `command`.
Index find_revision(const History& history, const std::string& text);

/// The heads in the order in which `linearize` and `merge` take them: by Create Date where all have
/// one, else as loaded.
std::vector<Index> ordered_heads(const History& history);

}  // namespace retort::doctor
