// The only outside interface is repair.h.
#include "doctor/repair.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "base/error.h"
#include "base/file.h"
#include "doctor/unified_diff.h"

namespace retort::doctor {
namespace {

using script::MigrationFile;

std::string joined(const std::vector<std::string>& items) {
  return items.empty() ? "<base>" : fmt::format("{}", fmt::join(items, ", "));
}

bool contains(const std::vector<std::string>& items, const std::string& item) {
  return std::ranges::find(items, item) != items.end();
}

/// The nodes that can be reached from some, themselves included.
std::vector<char> reached(const revision::Edges& edges, std::vector<Index> todo) {
  std::vector<char> seen(edges.size(), 0);
  while (!todo.empty()) {
    const Index node = todo.back();
    todo.pop_back();
    if (seen[node] != 0) continue;
    seen[node] = 1;
    todo.insert(todo.end(), edges[node].begin(), edges[node].end());
  }
  return seen;
}

}  // namespace

std::string diff_of(const RepairPlan& plan) {
  std::map<std::string, const FileChange*> by_path;
  for (const FileChange& change : plan.changes) by_path[change.path] = &change;
  std::set<std::string> targets;
  for (const auto& [from, to] : plan.moved) targets.insert(to);
  std::string out;
  for (const FileChange& change : plan.changes) {
    if (targets.contains(change.path)) continue;
    DiffSide before{display_path(change.path), change.before};
    DiffSide after{before.name, change.after};
    if (const auto moved = plan.moved.find(change.path); moved != plan.moved.end()) {
      after = {display_path(moved->second), by_path.at(moved->second)->after};
    }
    out += unified_diff(before, after);
  }
  return out;
}

Repairs::State& Repairs::state_of(const MigrationFile& file) {
  State& state = states_[file.path];
  if (state.file == nullptr) {
    state.file = &file;
    state.path = file.path;
  }
  return state;
}

void Repairs::edit(const MigrationFile& file, const HeaderEdit& edit) {
  State& state = state_of(file);
  state.edited = true;
  if (edit.id) state.edit.id = edit.id;
  if (edit.down_revisions) state.edit.down_revisions = edit.down_revisions;
  if (edit.depends_on) state.edit.depends_on = edit.depends_on;
  if (edit.branch_labels) state.edit.branch_labels = edit.branch_labels;
}

void Repairs::move(const MigrationFile& file, const std::string& path) {
  state_of(file).path = path;
}

void Repairs::remove(const MigrationFile& file) {
  state_of(file).removed = true;
}

void Repairs::add(const std::string& path, std::string text) {
  added_.emplace_back(path, std::move(text));
}

RepairPlan Repairs::take(std::string title) && {
  RepairPlan plan;
  plan.title = std::move(title);
  plan.evidence = std::move(evidence_);
  for (const auto& [path, state] : states_) {
    const std::string& before = state.file->source->text;
    std::string after = state.edited ? edit_header(*state.file, state.edit) : before;
    if (state.removed) {
      plan.changes.push_back({path, before, std::nullopt});
    } else if (state.path != path) {
      plan.moved[path] = state.path;
      plan.changes.push_back({path, before, std::nullopt});
      plan.changes.push_back({state.path, std::nullopt, std::move(after)});
    } else if (after != before) {
      plan.changes.push_back({path, before, std::move(after)});
    }
  }
  for (auto& [path, text] : added_) plan.changes.push_back({path, std::nullopt, std::move(text)});
  std::ranges::sort(plan.changes, {}, &FileChange::path);
  return plan;
}

void Repairs::relink(Index revision, const std::vector<std::string>& onto) {
  const RevisionSpec& spec = history_[revision];
  std::vector<std::string> parents;
  const bool to_base = onto.size() == 1 && onto.front() == "base";
  std::vector<Index> targets;
  if (!to_base) {
    for (const std::string& name : onto) targets.push_back(find_revision(history_, name));
  }
  const std::vector<char> below = reached(history_.next(), {revision});
  for (const Index target : targets) {
    if (below[target] == 0) continue;
    // In a loop everything is below everything: what counts is the loop without this edge.
    revision::Edges edges = history_.down();
    edges[revision].clear();
    if (reached(edges, {target})[revision] == 0) continue;
    throw Error(
        ErrorCode::command,
        fmt::format("{} cannot follow {}, which comes after it", spec.id, history_.id(target)),
        history_.place_of_id(target))
        .with_hint("That would close a circle. Relink the later one, or take another parent.");
  }
  const auto is_missing = [&](const std::string& name) { return !history_.find_or_label(name); };
  const bool keep_others = std::ranges::any_of(spec.down_revisions, is_missing);
  if (keep_others) {
    for (const std::string& name : spec.down_revisions) {
      if (is_missing(name)) {
        say(fmt::format("{} named {}, which no file defines", spec.id, name));
      } else {
        parents.push_back(name);
      }
    }
  }
  for (const Index target : targets) {
    if (!contains(parents, history_.id(target))) parents.push_back(history_.id(target));
  }
  say(fmt::format("{} revised {} and revises {} then", spec.id, joined(spec.down_revisions),
                  joined(parents)));
  edit(history_.file(revision), {.down_revisions = parents});
}

void Repairs::linearize(const std::vector<Index>& heads) {
  std::vector<char> taken = reached(history_.down(), {heads.front()});
  for (std::size_t at = 1; at < heads.size(); ++at) {
    const std::vector<char> branch = reached(history_.down(), {heads[at]});
    std::vector<Index> roots;
    for (Index node = 0; node < history_.size(); ++node) {
      if (branch[node] == 0 || taken[node] != 0) continue;
      const std::vector<Index>& parents = history_.down()[node];
      if (std::ranges::all_of(parents, [&](Index parent) { return taken[parent] != 0; })) {
        roots.push_back(node);
      }
    }
    if (roots.size() != 1) {
      throw Error(ErrorCode::command,
                  fmt::format("The branch of {} begins at {} revisions ({}), so it has no place in "
                              "a line",
                              history_.id(heads[at]), roots.size(), joined(history_.ids(roots))))
          .with_hint("`retort repair merge` joins it, whatever its shape.");
    }
    const std::string& onto = history_.id(heads[at - 1]);
    say(
        fmt::format("{} is the first revision of the branch of {}; it revised {} and follows {} "
                    "then",
                    history_.id(roots.front()), history_.id(heads[at]),
                    joined(history_[roots.front()].down_revisions), onto));
    edit(history_.file(roots.front()), {.down_revisions = {{onto}}});
    for (Index node = 0; node < history_.size(); ++node) taken[node] |= branch[node];
  }
}

void Repairs::unlabel(Index revision, std::vector<std::string> labels) {
  const RevisionSpec& spec = history_[revision];
  if (labels.empty()) {
    for (const std::string& label : spec.branch_labels) {
      const auto users = history_.labels().find(label);
      const bool shared = users != history_.labels().end() && users->second.size() > 1;
      if (!shared && !history_.find(label)) continue;
      labels.push_back(label);
      for (const Index user : shared ? users->second : std::vector<Index>{}) {
        if (user == revision) continue;
        say(fmt::format("'{}' is a label of {} in {}, too", label, history_.id(user),
                        history_.file(user).file));
      }
      if (const std::optional<Index> node = history_.find(label)) {
        say(fmt::format("'{}' is the id of the revision in {}", label, history_.file(*node).file));
      }
    }
    if (labels.empty()) say(fmt::format("No label of {} clashes", spec.id));
  }
  std::vector<std::string> left = spec.branch_labels;
  for (const std::string& label : labels) {
    if (std::erase(left, label) > 0) continue;
    throw Error(ErrorCode::command, fmt::format("Revision {} has no label '{}'", spec.id, label),
                history_.place_of_id(revision))
        .with_hint(spec.branch_labels.empty()
                       ? "It has none."
                       : fmt::format("It has {}.", joined(spec.branch_labels)));
  }
  if (left != spec.branch_labels) edit(history_.file(revision), {.branch_labels = left});
}

void Repairs::drop_redundant(std::optional<Index> only) {
  for (Index node = 0; node < history_.size(); ++node) {
    if (only && node != *only) continue;
    const RevisionSpec& spec = history_[node];
    if (spec.down_revisions.size() < 2 && spec.depends_on.empty()) continue;
    std::vector<Index> above;
    for (const Index parent : history_.down()[node]) {
      const std::vector<Index>& more = history_.down()[parent];
      above.insert(above.end(), more.begin(), more.end());
    }
    const std::vector<char> past = reached(history_.down(), above);
    if (past[node] != 0) continue;  // a loop: nothing is sure
    HeaderEdit wanted;
    const auto without = [&](const std::vector<std::string>& names, bool dependency) {
      std::vector<std::string> kept;
      for (const std::string& name : names) {
        const std::optional<Index> target = history_.find_or_label(name);
        const bool is_parent = target && std::ranges::find(history_.down()[node], *target) !=
                                             history_.down()[node].end();
        const bool twice = !dependency && contains(kept, name);
        if (target && (past[*target] != 0 || (dependency && is_parent) || twice)) {
          say(fmt::format("{} is in the past of {} without being named as its {}", name, spec.id,
                          dependency ? "dependency" : "parent"));
        } else {
          kept.push_back(name);
        }
      }
      return kept;
    };
    std::vector<std::string> parents = without(spec.down_revisions, false);
    std::vector<std::string> dependencies = without(spec.depends_on, true);
    if (parents != spec.down_revisions) wanted.down_revisions = std::move(parents);
    if (dependencies != spec.depends_on) wanted.depends_on = std::move(dependencies);
    if (wanted.down_revisions || wanted.depends_on) edit(history_.file(node), wanted);
  }
}

void Repairs::correct_docstrings(std::optional<Index> only) {
  for (Index node = 0; node < history_.size(); ++node) {
    if (!only || node == *only) edit(history_.file(node), {});
  }
}

Index find_revision(const History& history, const std::string& text) {
  if (const std::optional<Index> known = history.find_or_label(text)) return *known;
  std::vector<Index> found;
  for (Index node = 0; node < history.size(); ++node) {
    if (text.size() > 3 && history.id(node).starts_with(text)) found.push_back(node);
  }
  if (found.size() == 1) return found.front();
  if (found.empty() && (text == "head" || text == "heads")) {
    found = history.heads();
    if (found.size() == 1) return found.front();
  }
  throw Error(ErrorCode::command, fmt::format("Can't locate revision identified by '{}'", text))
      .with_hint(found.empty() ? "`retort doctor` lists what the files define."
                               : fmt::format("It may be {}.", joined(history.ids(found))));
}

std::vector<Index> ordered_heads(const History& history) {
  std::vector<Index> heads = history.heads();
  std::map<Index, std::string> dates;
  for (const Index head : heads) dates[head] = told_date(history.file(head).source->text);
  if (std::ranges::all_of(dates, [](const auto& entry) { return entry.second.size() >= 10; })) {
    std::ranges::stable_sort(heads, {},
                             [&](Index head) -> const std::string& { return dates[head]; });
  }
  return heads;
}

}  // namespace retort::doctor
