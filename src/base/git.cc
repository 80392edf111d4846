// The search walks every commit once, newest first. A commit matters only if the tree of one of the
// folders differs from that of its parents; then the two trees are compared, and every content that
// came or went is an event. The tree of a folder at a commit is looked up once and remembered.
#include "base/git.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/git_library.h"

namespace retort {
namespace {

/// Frees a libgit2 object at the end of a scope. `Free` is the member of Libgit2 that does it.
template <typename Object, auto Free>
class Owned {
 public:
  Owned() = default;
  ~Owned() {
    if (object_ != nullptr) (libgit2()->*Free)(object_);
  }
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;

  Object** out() { return &object_; }
  Object* get() const { return object_; }

 private:
  Object* object_ = nullptr;
};

using Commit = Owned<git_commit, &Libgit2::git_commit_free>;
using Tree = Owned<git_tree, &Libgit2::git_tree_free>;
using TreeEntry = Owned<git_tree_entry, &Libgit2::git_tree_entry_free>;
using Blob = Owned<git_blob, &Libgit2::git_blob_free>;
using Object = Owned<git_object, &Libgit2::git_object_free>;
using Walk = Owned<git_revwalk, &Libgit2::git_revwalk_free>;
using Reference = Owned<git_reference, &Libgit2::git_reference_free>;
using Reflog = Owned<git_reflog, &Libgit2::git_reflog_free>;
using Index = Owned<git_index, &Libgit2::git_index_free>;
using Blame = Owned<git_blame, &Libgit2::git_blame_free>;
using Database = Owned<git_odb, &Libgit2::git_odb_free>;
using ReferenceIterator = Owned<git_reference_iterator, &Libgit2::git_reference_iterator_free>;

struct IdHash {
  std::size_t operator()(const git_oid& id) const {
    std::size_t hash = 0;
    std::memcpy(&hash, &id, sizeof hash);
    return hash;
  }
};
struct IdEqual {
  bool operator()(const git_oid& left, const git_oid& right) const {
    return std::memcmp(&left, &right, sizeof left) == 0;
  }
};
template <typename Value>
using IdMap = std::unordered_map<git_oid, Value, IdHash, IdEqual>;
using IdSet = std::unordered_set<git_oid, IdHash, IdEqual>;

bool is_zero(const git_oid& id) {
  return IdEqual()(id, git_oid{});
}

std::string text_of(const git_oid& id) {
  std::array<char, 41> text{};
  libgit2()->git_oid_tostr(text.data(), text.size(), &id);
  return text.data();
}

/// A commit's time where it was made.
std::string date_of(std::int64_t seconds, int offset_minutes) {
  const std::chrono::sys_seconds moment{std::chrono::seconds(seconds) +
                                        std::chrono::minutes(offset_minutes)};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(moment - day);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", int{date.year()}, unsigned{date.month()},
                     unsigned{date.day()}, clock.hours().count(), clock.minutes().count());
}

std::string or_empty(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

std::optional<GitCommit> describe(git_repository* repository, const git_oid& id) {
  Commit commit;
  if (libgit2()->git_commit_lookup(commit.out(), repository, &id) != 0) return std::nullopt;
  GitCommit out;
  out.id = text_of(id);
  if (const git_signature* author = libgit2()->git_commit_author(commit.get())) {
    out.author = or_empty(author->name);
    out.date = date_of(author->when.time, author->when.offset);
  }
  out.summary = or_empty(libgit2()->git_commit_summary(commit.get()));
  return out;
}

std::optional<std::string> read_blob(git_repository* repository, const git_oid& id) {
  Blob blob;
  if (libgit2()->git_blob_lookup(blob.out(), repository, &id) != 0) return std::nullopt;
  const auto* data = static_cast<const char*>(libgit2()->git_blob_rawcontent(blob.get()));
  return std::string(data, static_cast<std::size_t>(libgit2()->git_blob_rawsize(blob.get())));
}

struct TreeChild {
  git_oid id{};
  bool is_tree = false;
};

/// The files and folders of a tree, by name; none for a zero id.
std::map<std::string, TreeChild> entries_of(git_repository* repository, const git_oid& id) {
  std::map<std::string, TreeChild> out;
  Tree tree;
  if (is_zero(id) || libgit2()->git_tree_lookup(tree.out(), repository, &id) != 0) return out;
  const std::size_t count = libgit2()->git_tree_entrycount(tree.get());
  for (std::size_t at = 0; at < count; ++at) {
    const git_tree_entry* entry = libgit2()->git_tree_entry_byindex(tree.get(), at);
    const git_object_t type = libgit2()->git_tree_entry_type(entry);
    if (type != GIT_OBJECT_BLOB && type != GIT_OBJECT_TREE) continue;
    out.emplace(libgit2()->git_tree_entry_name(entry),
                TreeChild{*libgit2()->git_tree_entry_id(entry), type == GIT_OBJECT_TREE});
  }
  return out;
}

/// The tree of a folder at a commit; zero if there is no such folder.
git_oid tree_at(git_repository* repository, const git_commit* commit, const std::string& folder) {
  if (folder.empty()) return *libgit2()->git_commit_tree_id(commit);
  Tree root;
  TreeEntry entry;
  const git_oid* id = libgit2()->git_commit_tree_id(commit);
  if (libgit2()->git_tree_lookup(root.out(), repository, id) != 0 ||
      libgit2()->git_tree_entry_bypath(entry.out(), root.get(), folder.c_str()) != 0) {
    return git_oid{};
  }
  return *libgit2()->git_tree_entry_id(entry.get());
}

/// One search: see the top of the file.
class Search {
 public:
  Search(git_repository* repository, const std::vector<std::string>& folders,
         const GitRepository::Wanted& wanted)
      : repository_(repository), folders_(folders), wanted_(wanted) {}

  /// The oldest commit is looked at last.
  std::map<std::string, GitCommit> origins() {
    collect_references();
    walk(roots_);
    std::map<std::string, git_oid> first;
    for (const Event& event : events_) {
      if (is_zero(event.added)) continue;
      const auto [found, is_new] = first.emplace(event.path, event.added);
      if (!is_new && position_.at(event.added) > position_.at(found->second)) {
        found->second = event.added;
      }
    }
    std::map<std::string, GitCommit> out;
    for (const auto& [path, id] : first) {
      if (std::optional<GitCommit> commit = describe(repository_, id)) {
        out.emplace(path, *std::move(commit));
      }
    }
    return out;
  }

  std::vector<GitFile> run(bool dangling) {
    collect_references();
    walk(roots_);
    if (dangling) look_at_dangling();
    std::vector<GitFile> out;
    out.reserve(events_.size());
    for (const Event& event : events_) out.push_back(describe_event(event));
    return out;
  }

 private:
  struct Event {
    git_oid blob{};
    std::string path;
    git_oid added{}, last{}, removed{};
    bool replaced = false;
  };
  struct Tip {
    std::string name;
    git_oid id;
  };
  using Trees = std::vector<git_oid>;  ///< Of each folder; zero where it does not exist.

  void add_root(const git_oid& id) {
    if (!is_zero(id) && known_roots_.insert(id).second) roots_.push_back(id);
  }

  /// What references and reflogs lead to; a stash is a reference with a reflog.
  void collect_references() {
    ReferenceIterator iterator;
    if (libgit2()->git_reference_iterator_new(iterator.out(), repository_) != 0) return;
    add_reflog("HEAD");
    while (true) {
      Reference reference;
      if (libgit2()->git_reference_next(reference.out(), iterator.get()) != 0) return;
      const std::string name = libgit2()->git_reference_name(reference.get());
      Object peeled;
      if (libgit2()->git_reference_peel(peeled.out(), reference.get(), GIT_OBJECT_COMMIT) == 0) {
        const auto* commit = reinterpret_cast<git_commit*>(peeled.get());
        tips_.push_back({name, *libgit2()->git_commit_id(commit)});
        add_root(tips_.back().id);
      }
      add_reflog(name);
    }
  }

  void add_reflog(const std::string& name) {
    Reflog log;
    if (libgit2()->git_reflog_read(log.out(), repository_, name.c_str()) != 0) return;
    const std::size_t count = libgit2()->git_reflog_entrycount(log.get());
    for (std::size_t at = 0; at < count; ++at) {
      const git_reflog_entry* entry = libgit2()->git_reflog_entry_byindex(log.get(), at);
      add_root(*libgit2()->git_reflog_entry_id_new(entry));
      add_root(*libgit2()->git_reflog_entry_id_old(entry));
    }
  }

  void walk(const std::vector<git_oid>& roots) {
    Walk walk;
    if (libgit2()->git_revwalk_new(walk.out(), repository_) != 0) return;
    libgit2()->git_revwalk_sorting(walk.get(), GIT_SORT_TIME);
    for (const git_oid& root : roots) libgit2()->git_revwalk_push(walk.get(), &root);
    git_oid id{};
    while (libgit2()->git_revwalk_next(&id, walk.get()) == 0) {
      if (position_.emplace(id, position_.size()).second) look_at(id);
    }
  }

  /// Compares a commit with its parents. What a merge has from one of them is no event of its own.
  void look_at(const git_oid& id) {
    Commit commit;
    if (libgit2()->git_commit_lookup(commit.out(), repository_, &id) != 0) return;
    const Trees own = trees_of(id, commit.get());
    const unsigned parents = libgit2()->git_commit_parentcount(commit.get());
    if (parents == 0) compare(id, own, id, Trees(folders_.size()));
    for (unsigned at = 0; at < parents; ++at) {
      const git_oid parent = *libgit2()->git_commit_parent_id(commit.get(), at);
      const Trees theirs = trees_of(parent, nullptr);
      if (parents > 1 && !differs_from_all(own, commit.get(), parents)) return;
      compare(id, own, parent, theirs);
    }
  }

  bool differs_from_all(const Trees& own, const git_commit* commit, unsigned parents) {
    for (unsigned at = 0; at < parents; ++at) {
      const Trees theirs = trees_of(*libgit2()->git_commit_parent_id(commit, at), nullptr);
      if (std::ranges::equal(own, theirs, IdEqual())) return false;
    }
    return true;
  }

  Trees trees_of(const git_oid& id, const git_commit* commit) {
    if (const auto found = trees_.find(id); found != trees_.end()) return found->second;
    Trees out(folders_.size());
    Commit looked_up;
    if (commit == nullptr && libgit2()->git_commit_lookup(looked_up.out(), repository_, &id) == 0) {
      commit = looked_up.get();
    }
    for (std::size_t at = 0; commit != nullptr && at < folders_.size(); ++at) {
      out[at] = tree_at(repository_, commit, folders_[at]);
    }
    return trees_.emplace(id, std::move(out)).first->second;
  }

  void compare(const git_oid& commit, const Trees& own, const git_oid& parent,
               const Trees& theirs) {
    for (std::size_t at = 0; at < folders_.size(); ++at) {
      compare_trees(commit, own[at], parent, theirs[at], folders_[at]);
    }
  }

  void compare_trees(const git_oid& commit, const git_oid& own, const git_oid& parent,
                     const git_oid& theirs, const std::string& folder) {
    if (IdEqual()(own, theirs)) return;
    const auto now = entries_of(repository_, own);
    const auto before = entries_of(repository_, theirs);
    const auto path_of = [&](const std::string& name) {
      return folder.empty() ? name : folder + '/' + name;
    };
    for (const auto& [name, entry] : before) {
      const auto found = now.find(name);
      const bool is_there = found != now.end() && found->second.is_tree == entry.is_tree;
      if (is_there && IdEqual()(found->second.id, entry.id)) continue;
      if (entry.is_tree) {
        const git_oid other = is_there ? found->second.id : git_oid{};
        compare_trees(commit, other, parent, entry.id, path_of(name));
      } else if (Event* event = event_for(entry.id, path_of(name))) {
        if (is_zero(event->removed)) {
          event->removed = commit;
          event->last = parent;
          event->replaced = is_there;
        }
      }
    }
    for (const auto& [name, entry] : now) {
      const auto found = before.find(name);
      const bool was_there = found != before.end() && found->second.is_tree == entry.is_tree;
      if (was_there && IdEqual()(found->second.id, entry.id)) continue;
      if (entry.is_tree) {
        if (!was_there) compare_trees(commit, entry.id, parent, git_oid{}, path_of(name));
      } else if (Event* event = event_for(entry.id, path_of(name))) {
        event->added = commit;
      }
    }
  }

  /// Null for a content that is not wanted.
  Event* event_for(const git_oid& blob, const std::string& path) {
    const auto [found, is_new] = wanted_blobs_.emplace(blob, false);
    if (is_new) {
      const std::optional<std::string> text = read_blob(repository_, blob);
      found->second = text && wanted_(path, *text);
    }
    if (!found->second) return nullptr;
    const auto [at, is_first] = event_at_.emplace(text_of(blob) + path, events_.size());
    if (is_first) events_.push_back({blob, path});
    return &events_[at->second];
  }

  /// Commits that nothing leads to, then contents that no commit has.
  void look_at_dangling() {
    Database database;
    if (libgit2()->git_repository_odb(database.out(), repository_) != 0) return;
    std::vector<git_oid> all;
    const auto collect = [](const git_oid* id, void* payload) {
      static_cast<std::vector<git_oid>*>(payload)->push_back(*id);
      return 0;
    };
    libgit2()->git_odb_foreach(database.get(), collect, &all);
    constexpr std::size_t kLargest = std::size_t{1} << 20U;
    std::vector<git_oid> commits;
    std::vector<git_oid> blobs;
    for (const git_oid& id : all) {
      std::size_t size = 0;
      git_object_t type = GIT_OBJECT_INVALID;
      if (libgit2()->git_odb_read_header(&size, &type, database.get(), &id) != 0) continue;
      if (type == GIT_OBJECT_COMMIT && !position_.contains(id)) commits.push_back(id);
      if (type == GIT_OBJECT_BLOB && size <= kLargest && !wanted_blobs_.contains(id)) {
        blobs.push_back(id);
      }
    }
    walk(commits);
    for (const git_oid& id : blobs) {
      if (!wanted_blobs_.contains(id)) event_for(id, "");
    }
  }

  GitFile describe_event(const Event& event) const {
    GitFile out;
    out.path = event.path;
    out.blob = text_of(event.blob);
    out.text = read_blob(repository_, event.blob).value_or("");
    out.replaced = event.replaced;
    if (!is_zero(event.added)) out.added = describe(repository_, event.added);
    if (!is_zero(event.removed)) out.removed = describe(repository_, event.removed);
    git_oid last = event.last;
    if (is_zero(last) && !is_zero(event.added)) last = event.added;
    if (!is_zero(last)) {
      out.last = describe(repository_, last);
      out.reference = reference_with(last);
    }
    return out;
  }

  std::string reference_with(const git_oid& commit) const {
    for (const Tip& tip : tips_) {
      if (IdEqual()(tip.id, commit) ||
          libgit2()->git_graph_descendant_of(repository_, &tip.id, &commit) == 1) {
        return tip.name;
      }
    }
    return {};
  }

  git_repository* repository_;
  const std::vector<std::string>& folders_;
  const GitRepository::Wanted& wanted_;
  std::vector<Tip> tips_;
  std::vector<git_oid> roots_;
  IdSet known_roots_;
  IdMap<std::size_t> position_;  ///< Of each visited commit, in the order of the walk.
  IdMap<Trees> trees_;
  IdMap<bool> wanted_blobs_;
  std::vector<Event> events_;
  std::unordered_map<std::string, std::size_t> event_at_;  ///< By content and path.
};

class Libgit2Repository final : public GitRepository {
 public:
  explicit Libgit2Repository(git_repository* repository)
      : repository_(repository), root_(libgit2()->git_repository_workdir(repository)) {
    while (root_.size() > 1 && root_.ends_with('/')) root_.pop_back();
    root_ = real_path(root_);
  }
  ~Libgit2Repository() override { libgit2()->git_repository_free(repository_); }

  const std::string& root() const override { return root_; }

  bool is_tracked(const std::string& path) const override {
    Index index;
    return libgit2()->git_repository_index(index.out(), repository_) == 0 &&
           libgit2()->git_index_get_bypath(index.get(), path.c_str(), 0) != nullptr;
  }

  bool is_ignored(const std::string& path) const override {
    int ignored = 0;
    return libgit2()->git_ignore_path_is_ignored(&ignored, repository_, path.c_str()) == 0 &&
           ignored != 0;
  }

  bool is_changed(const std::string& path) const override {
    Index index;
    if (libgit2()->git_repository_index(index.out(), repository_) != 0) return false;
    const git_index_entry* entry = libgit2()->git_index_get_bypath(index.get(), path.c_str(), 0);
    if (entry == nullptr) return false;
    git_oid id{};
    return libgit2()->git_repository_hashfile(&id, repository_, path.c_str(), GIT_OBJECT_BLOB,
                                              nullptr) != 0 ||
           !IdEqual()(id, entry->id) || !IdEqual()(id, committed(path));
  }

  std::optional<GitCommit> blame(const std::string& path, int line) const override {
    git_blame_options options;
    libgit2()->git_blame_options_init(&options, GIT_BLAME_OPTIONS_VERSION);
    options.min_line = options.max_line = static_cast<std::size_t>(line);
    Blame blame;
    if (libgit2()->git_blame_file(blame.out(), repository_, path.c_str(), &options) != 0) {
      return std::nullopt;
    }
    const git_blame_hunk* hunk =
        libgit2()->git_blame_get_hunk_byline(blame.get(), static_cast<std::size_t>(line));
    if (hunk == nullptr || is_zero(hunk->final_commit_id)) return std::nullopt;
    return describe(repository_, hunk->final_commit_id);
  }

  std::string fork_point(const std::string& reference) const override {
    Object commit;
    find_commit(reference, commit);
    const git_oid* id = libgit2()->git_object_id(commit.get());
    Object object;
    Object head;
    git_oid base{};
    const bool shared =
        libgit2()->git_revparse_single(object.out(), repository_, "HEAD") == 0 &&
        libgit2()->git_object_peel(head.out(), object.get(), GIT_OBJECT_COMMIT) == 0 &&
        libgit2()->git_merge_base(&base, repository_, id, libgit2()->git_object_id(head.get())) ==
            0;
    return text_of(shared ? base : *id);
  }

  std::map<std::string, std::string> files_at(const std::string& reference,
                                              const std::string& folder) const override {
    Object commit;
    find_commit(reference, commit);
    std::map<std::string, std::string> out;
    const auto* found = reinterpret_cast<git_commit*>(commit.get());
    collect(tree_at(repository_, found, folder), folder, out);
    return out;
  }

  std::vector<GitFile> search(const std::vector<std::string>& folders, const Wanted& wanted,
                              bool dangling) const override {
    return Search(repository_, folders, wanted).run(dangling);
  }

  std::map<std::string, GitCommit> origins(const std::vector<std::string>& folders) const override {
    const Wanted every = [](std::string_view, std::string_view) { return true; };
    return Search(repository_, folders, every).origins();
  }

 private:
  /// What HEAD has of a file; zero if nothing.
  git_oid committed(const std::string& path) const {
    Object object;
    Object head;
    if (libgit2()->git_revparse_single(object.out(), repository_, "HEAD") != 0 ||
        libgit2()->git_object_peel(head.out(), object.get(), GIT_OBJECT_COMMIT) != 0) {
      return git_oid{};
    }
    return tree_at(repository_, reinterpret_cast<git_commit*>(head.get()), path);
  }

  void find_commit(const std::string& reference, Object& commit) const {
    Object object;
    if (libgit2()->git_revparse_single(object.out(), repository_, reference.c_str()) == 0 &&
        libgit2()->git_object_peel(commit.out(), object.get(), GIT_OBJECT_COMMIT) == 0) {
      return;
    }
    throw Error(ErrorCode::command, fmt::format("git knows no commit '{}'", reference))
        .with_hint(
            "Give a branch, a tag or a commit's id; in CI the branch may have to be "
            "fetched first.");
  }

  void collect(const git_oid& tree, const std::string& folder,
               std::map<std::string, std::string>& out) const {
    for (const auto& [name, entry] : entries_of(repository_, tree)) {
      const std::string path = folder.empty() ? name : folder + '/' + name;
      if (entry.is_tree) {
        collect(entry.id, path, out);
      } else if (std::optional<std::string> text = read_blob(repository_, entry.id)) {
        out.emplace(path, *std::move(text));
      }
    }
  }

  git_repository* repository_;
  std::string root_;
};

}  // namespace

std::unique_ptr<GitRepository> GitRepository::find(const std::string& path) {
  if (libgit2() == nullptr) return nullptr;
  git_repository* repository = nullptr;
  const std::string start = is_directory(path) ? path : std::string(parent_path(path));
  if (libgit2()->git_repository_open_ext(&repository, start.c_str(), 0, nullptr) != 0) {
    return nullptr;
  }
  if (libgit2()->git_repository_workdir(repository) == nullptr) {
    libgit2()->git_repository_free(repository);
    return nullptr;
  }
  return std::make_unique<Libgit2Repository>(repository);
}

std::optional<std::string> GitRepository::relative(const std::string& path) const {
  if (path == root()) return std::string();
  if (!path.starts_with(root() + '/')) return std::nullopt;
  return path.substr(root().size() + 1);
}

}  // namespace retort
