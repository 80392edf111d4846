// The git repository that a project is in, as far as lost and changed files go. Nothing is written.
//
// libgit2 is loaded at the first call; without it, or outside of a repository, there is none. A
// repository belongs to one thread. Paths are relative to its root, with `/`.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

struct GitCommit {
  std::string id;       ///< 40 hexadecimal digits.
  std::string author;   ///< The name alone.
  std::string date;     ///< `2024-05-01 10:00`, in the author's time zone.
  std::string summary;  ///< The message's first line.
};

/// A content that some commit had and that may not be there any more.
struct GitFile {
  std::string path;  ///< Empty for a dangling object, which has lost its name.
  std::string blob;  ///< Its object's id.
  std::string text;
  std::optional<GitCommit> added;    ///< The first commit with it.
  std::optional<GitCommit> last;     ///< The newest commit with it.
  std::optional<GitCommit> removed;  ///< The newest commit that deleted or replaced it.
  bool replaced = false;             ///< Whether `removed` put another content in its place.
  std::string reference;             ///< A branch, tag or stash that has it or had it, if any.
};

class GitRepository {
 public:
  /// The repository around a file or folder (its real path); null when there is none.
  static std::unique_ptr<GitRepository> find(const std::string& path);
  virtual ~GitRepository() = default;

  /// The work tree's folder, a real path.
  virtual const std::string& root() const = 0;
  /// A real path as relative to the root; nothing outside of the work tree.
  std::optional<std::string> relative(const std::string& path) const;

  virtual bool is_tracked(const std::string& path) const = 0;
  virtual bool is_ignored(const std::string& path) const = 0;
  /// Whether a tracked file differs from what was last committed, whether that is staged or not.
  virtual bool is_changed(const std::string& path) const = 0;
  /// Who wrote a line (1-based) of the committed file; nothing when it is not committed.
  virtual std::optional<GitCommit> blame(const std::string& path, int line) const = 0;
  /// The last common commit of HEAD and a commit, branch or tag; the latter itself when there is
  /// none. Errors: ErrorCode::command if there is no such commit.
  virtual std::string fork_point(const std::string& reference) const = 0;
  /// The files below a folder at a commit, branch or tag, path to content. Errors:
  /// ErrorCode::command if there is no such commit.
  virtual std::map<std::string, std::string> files_at(const std::string& reference,
                                                      const std::string& folder) const = 0;

  using Wanted = std::function<bool(std::string_view path, std::string_view text)>;
  /// The contents that were ever in one of the folders or below and that `wanted` accepts, newest
  /// first: in every commit that a reference, a reflog or a stash leads to. `dangling`: in commits
  /// and contents that nothing leads to, too, which is slower. Every content is asked about once.
  virtual std::vector<GitFile> search(const std::vector<std::string>& folders, const Wanted& wanted,
                                      bool dangling) const = 0;

  /// The commit that first had a file at each path of the folders, of all that references lead to.
  virtual std::map<std::string, GitCommit> origins(
      const std::vector<std::string>& folders) const = 0;

 protected:
  GitRepository() = default;
};

}  // namespace retort
