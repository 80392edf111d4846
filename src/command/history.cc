// The texts follow Alembic's Script.cmd_format and Script.log_entry (script/base.py). Labels and
// children, which Alembic takes from sets, come in map order.
#include "command/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.h"
#include "revision/language.h"
#include "revision/plan.h"

namespace retort::command {
namespace {

using revision::Graph;
using revision::Index;
using revision::RangeEnd;
using revision::Revision;

std::string joined(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string_view mark(bool shown, std::string_view text) {
  return shown ? text : "";
}

/// What a line of a listing shows beside the id.
struct LineParts {
  bool labels = false;
  bool parents = false;
  bool tree = true;
  bool doc = false;
};

class Formatter {
 public:
  Formatter(const Graph& graph, const Listing& listing) : graph_(graph) {
    if (listing.current) current_.insert(listing.current->begin(), listing.current->end());
  }

  std::string line(Index index, const LineParts& parts) const {
    const Revision& revision = graph_[index];
    std::string text;
    if (parts.parents) text += parents(revision) + " -> ";
    text += revision.spec.id;
    if (const auto labels = graph_.labels(index); parts.labels && !labels.empty()) {
      text += fmt::format(" ({})", joined(labels));
    }
    text += mark(revision.is_real_head(), " (head)");
    text += mark(revision.is_head() && !revision.is_real_head(), " (effective head)");
    text += mark(is_current(revision), " (current)");
    text += mark(parts.tree && revision.is_branch_point(), " (branchpoint)");
    text += mark(parts.tree && revision.is_merge_point(), " (mergepoint)");
    if (parts.doc) text.append(", ").append(revision.spec.doc());
    return text;
  }

  /// The verbose entry, with the empty line after it.
  std::string entry(Index index) const {
    const Revision& revision = graph_[index];
    const revision::RevisionSpec& spec = revision.spec;
    std::string text = fmt::format(
        "Rev: {}{}{}{}{}\n{}: {}\n", spec.id, mark(revision.is_head(), " (head)"),
        mark(revision.is_branch_point(), " (branchpoint)"),
        mark(revision.is_merge_point(), " (mergepoint)"), mark(is_current(revision), " (current)"),
        revision.is_merge_point() ? "Merges" : "Parent", down(revision));
    if (!spec.depends_on.empty()) {
      text += fmt::format("Also depends on: {}\n", joined(spec.depends_on));
    }
    if (revision.is_branch_point()) {
      text += fmt::format("Branches into: {}\n", joined(graph_.ids(revision.next)));
    }
    if (const auto labels = graph_.labels(index); !labels.empty()) {
      text += fmt::format("Branch names: {}\n", joined(labels));
    }
    return text + fmt::format("Path: {}\n\n{}\n\n", spec.path, indented(spec.long_doc));
  }

 private:
  bool is_current(const Revision& revision) const { return current_.contains(revision.spec.id); }

  static std::string down(const Revision& revision) {
    return revision.is_base() ? "<base>" : joined(revision.spec.down_revisions);
  }

  static std::string parents(const Revision& revision) {
    const std::vector<std::string>& depends = revision.spec.depends_on;
    if (depends.empty()) return down(revision);
    return fmt::format("{} ({})", down(revision), joined(depends));
  }

  static std::string indented(std::string_view text) {
    std::string out;
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      out += fmt::format("{}    {}", out.empty() ? "" : "\n", text.substr(0, end));
      text = end == text.npos ? std::string_view() : text.substr(end + 1);
    }
    return out;
  }

  const Graph& graph_;
  std::set<std::string> current_;
};

std::string lines(const Graph& graph, const Listing& listing, bool verbose,
                  const LineParts& parts) {
  const Formatter formatter(graph, listing);
  std::string text;
  for (const Index index : listing.revisions) {
    text += verbose ? formatter.entry(index) : formatter.line(index, parts) + '\n';
  }
  return text;
}

/// An end of a history range, with `current` and an empty end resolved.
RangeEnd range_end(std::string_view text, const Rows& rows, const char* if_empty) {
  if (text == "current" && !rows.empty()) return rows;
  if (text.empty() || text == "current") return std::string(if_empty);
  return std::string(text);
}

std::pair<std::string_view, std::string_view> split_range(std::string_view range) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = range.find_first_not_of(kBlanks);
  if (begin != range.npos) {
    range = range.substr(begin, range.find_last_not_of(kBlanks) - begin + 1);
  }
  const std::size_t colon = range.find(':');
  if (colon == range.npos || range.find(':', colon + 1) != range.npos) {
    throw Error(ErrorCode::command, "History range requires [start]:[end], [start]:, or :[end]");
  }
  return {range.substr(0, colon), range.substr(colon + 1)};
}

}  // namespace

Listing list_heads(const Graph& graph, bool resolve_dependencies) {
  return {resolve_dependencies ? graph.real_heads() : graph.heads(), std::nullopt};
}

Listing list_branches(const Graph& graph) {
  Listing listing{revision::whole_history(graph), std::nullopt};
  std::erase_if(listing.revisions, [&](Index index) { return !graph[index].is_branch_point(); });
  return listing;
}

bool history_needs_rows(const std::optional<std::string>& range, bool indicate_current) {
  if (indicate_current) return true;
  if (!range) return false;
  const auto [lower, upper] = split_range(*range);
  return lower == "current" || upper == "current";
}

Listing list_history(const Graph& graph, const std::optional<std::string>& range,
                     bool indicate_current, const Rows& rows) {
  Listing listing;
  if (indicate_current) listing.current = rows;
  const auto [lower, upper] = split_range(range ? std::string_view(*range) : ":");
  listing.revisions = revision::history_range(graph, range_end(lower, rows, "base"),
                                              range_end(upper, rows, "heads"));
  return listing;
}

Listing list_named(const Graph& graph, const std::string& identifier, const Rows& rows) {
  const std::vector<std::string> names =
      identifier == "current" ? rows : std::vector<std::string>{identifier};
  return {revision::named_revisions(graph, names), std::nullopt};
}

Listing list_current(const Graph& graph, const Rows& rows) {
  return {revision::current_tips(graph, rows), std::nullopt};
}

void check_at_heads(const Graph& graph, const Rows& rows) {
  const std::vector<std::string> heads = graph.ids(graph.heads());
  if (std::set<std::string>(rows.begin(), rows.end()) ==
      std::set<std::string>(heads.begin(), heads.end())) {
    return;
  }
  throw Error(ErrorCode::command, "Database is not on all head revisions")
      .with_hint(fmt::format(
          "Run `retort upgrade heads`: the heads are {}; the version table has {}.",
          heads.empty() ? "(none)" : joined(heads), rows.empty() ? "no row" : joined(rows)));
}

std::string heads_text(const Graph& graph, const Listing& listing, bool verbose) {
  return lines(graph, listing, verbose, {.labels = true, .tree = false});
}

std::string branches_text(const Graph& graph, const Listing& listing, bool verbose) {
  const Formatter formatter(graph, listing);
  std::string text;
  for (const Index index : listing.revisions) {
    std::string entry =
        verbose ? formatter.entry(index) : formatter.line(index, {.labels = true}) + '\n';
    for (const Index child : graph[index].next) {
      entry += fmt::format("{} -> {}\n", std::string(graph.id(index).size(), ' '),
                           formatter.line(child, {.labels = true, .doc = verbose}));
    }
    text += entry + '\n';
  }
  return text;
}

std::string history_text(const Graph& graph, const Listing& listing, bool verbose) {
  return lines(graph, listing, verbose, {.labels = true, .parents = true, .doc = true});
}

std::string show_text(const Graph& graph, const Listing& listing) {
  return lines(graph, listing, true, {});
}

std::string current_text(const Graph& graph, const Listing& listing, bool verbose) {
  return lines(graph, listing, verbose, {});
}

Json listing_json(const Graph& graph, const Listing& listing) {
  std::set<std::string> current;
  if (listing.current) current.insert(listing.current->begin(), listing.current->end());
  Json revisions = Json::array();
  for (const Index index : listing.revisions) {
    const Revision& revision = graph[index];
    Json entry = Json::object();
    entry["revision"] = revision.spec.id;
    entry["down_revision"] = revision.spec.down_revisions;
    entry["depends_on"] = revision.spec.depends_on;
    entry["branch_labels"] = graph.labels(index);
    entry["head"] = revision.is_real_head();
    entry["effective_head"] = revision.is_head() && !revision.is_real_head();
    entry["branchpoint"] = revision.is_branch_point();
    entry["mergepoint"] = revision.is_merge_point();
    entry["next"] = graph.ids(revision.next);
    if (listing.current) entry["current"] = current.contains(revision.spec.id);
    entry["message"] = revision.spec.doc();
    entry["language"] = name_of(language_of(revision.spec));
    entry["path"] = revision.spec.path;
    revisions.push_back(std::move(entry));
  }
  Json out = Json::object();
  out["revisions"] = std::move(revisions);
  return out;
}

}  // namespace retort::command
