// draft_repair() of repair.h: one function for each verb.
#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "command/new_revision.h"
#include "command/repair.h"
#include "command/repair_cycles.h"
#include "command/repair_names.h"
#include "command/work_tree.h"
#include "doctor/lost_and_found.h"
#include "script/sql_template.h"

namespace retort::command {
namespace {

using doctor::History;
using doctor::Index;
using script::MigrationFile;

std::string joined(const std::vector<std::string>& items) {
  return fmt::format("{}", fmt::join(items, ", "));
}

class Draft {
 public:
  Draft(Session& session, const RepairRequest& request, StatusLines& lines)
      : session_(session),
        request_(request),
        lines_(lines),
        history_(session.inspect_files(warnings_)),
        repairs_(history_) {}

  RepairDraft run() {
    const std::string& verb = request_.verb;
    if (verb == "merge") return merge();
    if (verb == "relink") return relink();
    if (verb == "rename") return rename();
    if (verb == "restore") return restore();
    if (verb == "reid") return reid();
    if (verb == "linearize") return linearize();
    if (verb == "rebase") return rebase();
    if (verb == "drop-redundant") return drop_redundant();
    if (verb == "docstring") return docstring();
    if (verb == "unlabel") return unlabel();
    if (verb == "drop-copies") return drop_copies();
    return break_cycles();
  }

 private:
  RepairDraft finish(std::string title) {
    return {std::move(repairs_).take(std::move(title)), {}, 0};
  }

  void want_arguments(std::size_t least, std::size_t most, std::string_view what) const {
    if (request_.revisions.size() >= least && request_.revisions.size() <= most) return;
    throw Error(ErrorCode::usage, fmt::format("`repair {}` takes {}", request_.verb, what));
  }

  const std::vector<std::string>& want_onto() const {
    if (request_.onto.empty()) {
      throw Error(ErrorCode::usage,
                  fmt::format("`repair {}` needs --onto REVISION", request_.verb));
    }
    return request_.onto;
  }

  Index revision() const { return doctor::find_revision(history_, request_.revisions.front()); }
  std::optional<Index> maybe_revision() const {
    if (request_.revisions.empty()) return std::nullopt;
    return revision();
  }

  /// The heads that are meant: all, or those named.
  std::vector<Index> heads() const {
    const bool all = request_.revisions.empty() ||
                     (request_.revisions.size() == 1 && request_.revisions.front() == "heads");
    if (all) return doctor::ordered_heads(history_);
    std::vector<Index> out;
    for (const std::string& name : request_.revisions) {
      out.push_back(doctor::find_revision(history_, name));
    }
    return out;
  }

  RepairDraft merge() {
    const std::vector<Index> chosen = heads();
    if (chosen.size() < 2) {
      repairs_.say("There is one head: nothing to merge");
      return finish("Merge");
    }
    for (const Index head : chosen) {
      repairs_.say(fmt::format("{}: {} \"{}\"", history_.file(head).file, history_.id(head),
                               history_[head].doc()));
    }
    RevisionRequest request;
    request.heads = history_.ids(chosen);
    request.rev_id = request_.to;
    request.message =
        request_.message.value_or("merge " + fmt::format("{}", fmt::join(request.heads, " and ")));
    const bool sql = file_format(session_, false) == FileFormat::sql;
    const RevisionDraft draft = draft_revision(session_, request, sql ? ".sql" : ".py", lines_);
    repairs_.add(draft.path, sql ? script::render_sql_revision(draft.revision)
                                 : render_python(session_, draft, true));
    return finish(fmt::format("Merge {}", joined(request.heads)));
  }

  RepairDraft relink() {
    want_arguments(1, 1, "one revision");
    const Index target = revision();
    repairs_.relink(target, want_onto());
    return finish(fmt::format("Relink {} onto {}", history_.id(target), joined(request_.onto)));
  }

  RepairDraft rename() {
    want_arguments(1, 1, "one revision");
    const Index target = revision();
    const MigrationFile& file = history_.file(target);
    const std::string path = proper_path(session_.project(), file, history_.id(target));
    if (path == file.path) {
      repairs_.say(fmt::format("{} has its proper name", file.file));
    } else if (path_exists(path)) {
      throw Error(ErrorCode::command,
                  fmt::format("{} cannot be renamed: {} exists", file.file, display_path(path)))
          .with_hint("Move that file away first, or rename this one by hand.");
    } else {
      repairs_.move(file, path);
    }
    return finish(fmt::format("Rename the file of {}", history_.id(target)));
  }

  RepairDraft restore() {
    want_arguments(1, 1, "one revision");
    const std::string& id = request_.revisions.front();
    if (const std::optional<Index> known = history_.find(id)) {
      throw Error(ErrorCode::command,
                  fmt::format("Revision {} is there, in {}", id, history_.file(*known).file))
          .with_hint("Only what no file defines can be restored.");
    }
    const doctor::LostAndFound git(session_.project().version_locations);
    std::vector<doctor::LostRevision> found = git.find({id})[id];
    if (request_.to) {
      std::erase_if(found, [&](const doctor::LostRevision& lost) {
        const std::optional<GitCommit>& commit = lost.file.last;
        return !(commit && commit->id.starts_with(*request_.to)) &&
               !lost.file.blob.starts_with(*request_.to);
      });
    }
    if (found.empty()) {
      throw Error(ErrorCode::command,
                  git.repository() == nullptr
                      ? fmt::format("There is no git repository that could have revision {}", id)
                      : fmt::format("No commit, stash or dangling object has a file of revision "
                                    "{}{}",
                                    id, request_.to ? " at " + *request_.to : ""))
          .with_hint(
              "Look for it in other clones. `retort repair relink REV --onto REV` makes "
              "those that follow it follow another one.");
    }
    add_restored(id, found, *git.repository());
    return finish(fmt::format("Restore {}", id));
  }

  void add_restored(const std::string& id, const std::vector<doctor::LostRevision>& found,
                    const GitRepository& git) {
    for (const doctor::LostRevision& lost : found) {
      const bool first = &lost == &found.front();
      for (const std::string& line : doctor::evidence_of(lost)) {
        repairs_.say(first ? line : "or: " + line);
      }
    }
    const doctor::LostRevision& chosen = found.front();
    const std::string old_path = join_path(git.root(), chosen.file.path);
    const std::string name =
        chosen.file.path.empty() ? id + ".py" : std::string(file_name(chosen.file.path));
    const bool in_place = !chosen.file.path.empty() && is_directory(parent_path(old_path));
    const std::string folder =
        in_place ? parent_path(old_path) : location_holding(session_.project(), "");
    std::string path = join_path(folder, name);
    // The name may be taken by the file that was written over it.
    if (path_exists(path)) {
      for (const MigrationFile& file : history_.files()) {
        if (file.path != path || !file.spec) continue;
        repairs_.say(
            fmt::format("its name is taken by the file of {}: `retort repair rename {} --write` "
                        "first, and it gets its own name back",
                        file.spec->id, file.spec->id));
      }
      path = join_path(folder, fmt::format("{}_restored{}", id, name.substr(name.rfind('.'))));
    }
    repairs_.add(path, chosen.file.text);
  }

  const MigrationFile& file_to_reid(Index target) const {
    if (request_.file) {
      const std::string wanted = absolute_path(*request_.file);
      for (const MigrationFile& file : history_.files()) {
        const bool named = file.path == wanted || file.path == real_path(wanted);
        if (named && file.spec && file.spec->id == history_.id(target)) return file;
      }
      throw Error(ErrorCode::command, fmt::format("{} does not define revision {}", *request_.file,
                                                  history_.id(target)))
          .with_hint(fmt::format("{} does.", history_.file(target).file));
    }
    // Of several files the one that does not count is the safe one to change.
    for (const MigrationFile& file : history_.files()) {
      if (file.spec && file.spec->id == history_.id(target)) return file;
    }
    return history_.file(target);
  }

  RepairDraft reid() {
    want_arguments(1, 1, "one revision");
    const std::optional<Index> exact = history_.find(request_.revisions.front());
    const Index target = exact ? *exact : revision();
    const MigrationFile& file = file_to_reid(target);
    doctor::NewId wanted;
    wanted.file = &file;
    wanted.id = request_.to.value_or("");
    if (wanted.id.empty()) wanted.id = script::random_revision_id();
    wanted.children = request_.children;
    doctor::give_new_id(repairs_, wanted);
    // A file that is named for its id is renamed with it.
    const std::string_view stem = file_name(file.path);
    if (stem.starts_with(file.spec->id)) {
      const std::string path = join_path(
          parent_path(file.path), wanted.id + std::string(stem.substr(file.spec->id.size())));
      if (!path_exists(path)) repairs_.move(file, path);
    }
    return finish(fmt::format("Give {} the id {}", file.file, wanted.id));
  }

  RepairDraft linearize() {
    const std::vector<Index> order = heads();
    if (order.size() < 2) {
      repairs_.say("There is one head: nothing to put in a line");
      return finish("Linearize");
    }
    repairs_.say(fmt::format("the order is {}{}", fmt::join(history_.ids(order), ", "),
                             request_.revisions.empty() ? ": by date, else as loaded; name the "
                                                          "heads in another order to change it"
                                                        : ""));
    repairs_.linearize(order);
    return finish(fmt::format("Put {} one after another", joined(history_.ids(order))));
  }

  RepairDraft rebase() {
    want_arguments(1, 1, "one branch: its head or its label");
    const std::vector<std::string>& onto = want_onto();
    if (onto.size() != 1) throw Error(ErrorCode::usage, "`repair rebase` takes one --onto");
    const Index base = doctor::find_revision(history_, onto.front());
    Index head = revision();
    // A label names the revision that declares it; its branch ends where nothing follows.
    while (history_.next()[head].size() == 1) head = history_.next()[head].front();
    if (head == base || history_.is_ancestor(base, head)) {
      throw Error(ErrorCode::command,
                  fmt::format("{} follows {} already", history_.id(head), history_.id(base)));
    }
    repairs_.linearize({base, head});
    return finish(fmt::format("Rebase {} onto {}", history_.id(head), history_.id(base)));
  }

  RepairDraft drop_redundant() {
    want_arguments(0, 1, "one revision or none");
    repairs_.drop_redundant(maybe_revision());
    return finish("Drop redundant parents and dependencies");
  }

  RepairDraft docstring() {
    want_arguments(0, 1, "one revision or none");
    repairs_.correct_docstrings(maybe_revision());
    return finish("Make docstrings say what the code says");
  }

  RepairDraft unlabel() {
    if (request_.revisions.empty()) want_arguments(1, 1, "a revision, and labels or none");
    const Index target = revision();
    repairs_.unlabel(target, {request_.revisions.begin() + 1, request_.revisions.end()});
    return finish(fmt::format("Take labels from {}", history_.id(target)));
  }

  RepairDraft drop_copies() {
    want_arguments(0, 1, "one revision or none");
    drop_equal_files(repairs_, maybe_revision());
    return finish("Drop copies of files");
  }

  RepairDraft break_cycles() {
    want_arguments(0, 0, "no arguments");
    GitBlame blame(session_.project().version_locations);
    std::vector<doctor::BrokenComponent> circles = doctor::break_cycles(history_, &blame);
    if (circles.empty()) repairs_.say("There is no circle");
    weigh_by_replay(session_, history_, circles);
    const std::size_t wanted = request_.alternative == 0 ? 1 : request_.alternative;
    if (!circles.empty() && wanted > circles.front().alternatives.size()) {
      throw Error(ErrorCode::usage,
                  fmt::format("There are {} alternatives", circles.front().alternatives.size()));
    }
    for (const doctor::BrokenComponent& circle : circles) {
      const bool first = &circle == &circles.front();
      change_edges(repairs_, circle.alternatives[first ? wanted - 1 : 0]);
    }
    RepairDraft out = finish(circles.size() == 1 ? "Break the circle" : "Break the circles");
    out.circles = std::move(circles);
    out.alternative = wanted;
    return out;
  }

  Session& session_;
  const RepairRequest& request_;
  StatusLines& lines_;
  std::vector<std::string> warnings_;
  History history_;
  doctor::Repairs repairs_;
};

}  // namespace

const std::vector<RepairVerb>& repair_verbs() {
  static const std::vector<RepairVerb> verbs = {
      {"merge", "a revision that joins the heads, or those named"},
      {"relink", "another parent for a revision: --onto"},
      {"rename", "the file of a revision gets the name that file_template gives it"},
      {"restore", "the file of a lost revision, from the git repository"},
      {"reid", "another id for a revision; those that follow it are re-pointed"},
      {"linearize", "the branches of several heads one after another"},
      {"rebase", "a branch after another head instead of a merge: --onto"},
      {"drop-redundant", "no parents and dependencies that are ancestors anyway"},
      {"docstring", "docstring lines that say what the code says"},
      {"unlabel", "no labels that another revision has, or that are ids; or those named"},
      {"drop-copies", "one file of those that are equal to the byte"},
      {"break-cycles", "the fewest changes after which no revision comes before itself"},
      {"undo", "the files as they were before the last repair, or that of a backup"},
  };
  return verbs;
}

RepairDraft draft_repair(Session& session, const RepairRequest& request, StatusLines& lines) {
  return Draft(session, request, lines).run();
}

}  // namespace retort::command
