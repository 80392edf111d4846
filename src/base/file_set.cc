// The steps of a run:
//
//   1. Every file is compared with what the change says of it.
//   2. The originals and a manifest go into BACKUP_ROOT/STAMP.
//   3. The manifest becomes BACKUP_ROOT/journal, which must not exist: one run at a time.
//   4. The new contents are written beside the files, under names that no reader takes for a
//      migration, and brought to disk.
//   5. Each takes its file's name (one rename: a reader sees the old file or the new one); files
//      that go are removed.
//   6. The journal is removed: from here on the run is done.
//
// An error in 4 or 5 takes the run back at once. After a kill in 3 to 6 the journal is still there;
// recover_file_set() takes the run back from the originals of step 2. A file that is neither as
// before nor as after the run was changed by somebody since: it is left alone and named.
#include "base/file_set.h"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/files.h"
#include "base/json.h"
#include "base/md5.h"
#include "base/new_file.h"

namespace retort {
namespace {

constexpr std::string_view kJournal = "journal";
constexpr std::string_view kManifest = "manifest.json";

Error io_error(std::string_view what, const std::string& path) {
  return {ErrorCode::io, fmt::format("Can't {} {}: {}", what, path, std::strerror(errno))};
}

std::string temporary_name(const std::string& path) {
  return join_path(parent_path(path), fmt::format(".{}.retort-new", file_name(path)));
}

std::string digest_or_empty(const std::optional<std::string>& text) {
  return text ? md5_hex(*text) : std::string();
}

/// `20260131T120000Z`, with a number when there is such a folder already.
std::string new_stamp(const std::string& root) {
  const std::time_t now = static_cast<std::time_t>(now_microseconds() / 1'000'000);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  const std::string stamp =
      fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1,
                  parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
  std::string out = stamp;
  for (int number = 2; path_exists(join_path(root, out)); ++number) {
    out = fmt::format("{}-{:03}", stamp, number);
  }
  return out;
}

/// What the journal and the manifest say of one file.
struct Entry {
  std::string path;
  std::string original;  ///< Name in the backup folder; empty: the file was new.
  std::string before;    ///< Digest; empty: no file.
  std::string after;
};

/// Paths are told as seen from the folder that the backups are in: a project may be moved or
/// copied.
struct Manifest {
  std::string stamp;
  long process = 0;
  std::vector<Entry> entries;

  std::string text(const std::string& root) const {
    const std::string top = real_path(parent_path(root)) + '/';
    Json files = Json::array();
    for (const Entry& entry : entries) {
      files.push_back(
          {{"path", entry.path.starts_with(top) ? entry.path.substr(top.size()) : entry.path},
           {"original", entry.original},
           {"before", entry.before},
           {"after", entry.after}});
    }
    return Json({{"stamp", stamp}, {"process", process}, {"files", std::move(files)}}).dump(2) +
           '\n';
  }

  static Manifest read(const std::string& path, const std::string& root) {
    const Json document = Json::parse(read_file(path), nullptr, false);
    if (!document.is_object() || !document.contains("files")) {
      throw Error(ErrorCode::io, fmt::format("{} is damaged", path))
          .with_hint("Compare your files with the copies beside it, then remove it.");
    }
    Manifest out;
    out.stamp = document.value("stamp", "");
    out.process = document.value("process", 0L);
    for (const Json& file : document["files"]) {
      const std::string told = file.value("path", "");
      const bool absolute = told.starts_with('/');
      out.entries.push_back({absolute ? told : join_path(real_path(parent_path(root)), told),
                             file.value("original", ""), file.value("before", ""),
                             file.value("after", "")});
    }
    return out;
  }
};

void check_unchanged(const std::vector<FileChange>& changes) {
  for (const FileChange& change : changes) {
    if (read_file_if_exists(change.path) == change.before) continue;
    throw Error(ErrorCode::command,
                fmt::format("{} {}", display_path(change.path),
                            change.before ? "was changed meanwhile" : "exists already"))
        .with_hint("Nothing was written. Run the command again.");
  }
}

Manifest keep_originals(const std::vector<FileChange>& changes, const std::string& root) {
  Manifest manifest;
  manifest.stamp = new_stamp(root);
  manifest.process = ::getpid();
  const std::string folder = join_path(root, manifest.stamp);
  make_folder(folder);
  // A backup is nothing to commit.
  create_file(join_path(root, ".gitignore"), "*\n");
  for (const FileChange& change : changes) {
    Entry entry{change.path, {}, digest_or_empty(change.before), digest_or_empty(change.after)};
    if (change.before) {
      entry.original =
          fmt::format("{:04}-{}.orig", manifest.entries.size() + 1, file_name(change.path));
      real_files().write(join_path(folder, entry.original), *change.before);
    }
    manifest.entries.push_back(std::move(entry));
  }
  real_files().write(join_path(folder, kManifest), manifest.text(root));
  return manifest;
}

FileSetRecovery take_back(const Manifest& manifest, const std::string& root) {
  FileSetRecovery out;
  out.backup = join_path(root, manifest.stamp);
  for (const Entry& entry : manifest.entries) {
    real_files().remove(temporary_name(entry.path));
    const std::string now = digest_or_empty(read_file_if_exists(entry.path));
    if (now == entry.before) continue;
    if (now != entry.after) {
      out.kept.push_back(entry.path);
      continue;
    }
    if (entry.original.empty()) {
      real_files().remove(entry.path);
    } else {
      make_folder(parent_path(entry.path));
      real_files().write(entry.path, read_file(join_path(out.backup, entry.original)));
    }
    out.restored.push_back(entry.path);
  }
  return out;
}

void make_changes(const std::vector<FileChange>& changes, void (*between)(std::size_t)) {
  std::size_t step = 0;
  const auto next_step = [&] {
    if (between != nullptr) between(step++);
  };
  for (const FileChange& change : changes) {
    next_step();
    if (!change.after) continue;
    make_folder(parent_path(change.path));
    const std::string temporary = temporary_name(change.path);
    real_files().write(temporary, *change.after);
    std::error_code ignored;
    const auto status = std::filesystem::status(change.path, ignored);
    if (std::filesystem::exists(status)) {
      std::filesystem::permissions(temporary, status.permissions(), ignored);
    }
  }
  for (const FileChange& change : changes) {
    next_step();
    if (!change.after) {
      real_files().remove(change.path);
    } else if (std::rename(temporary_name(change.path).c_str(), change.path.c_str()) != 0) {
      throw io_error("write", change.path);
    }
  }
  next_step();
}

bool is_alive(long process) {
  return process > 0 && process != ::getpid() &&
         (::kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM);
}

}  // namespace

std::string write_file_set(const std::vector<FileChange>& changes, const std::string& backup_root,
                           void (*between)(std::size_t)) {
  check_unchanged(changes);
  make_folder(backup_root);
  const std::string journal = join_path(backup_root, kJournal);
  const Manifest manifest = keep_originals(changes, backup_root);
  if (!create_file(journal, manifest.text(backup_root))) {
    throw Error(ErrorCode::command, fmt::format("{} is there: another repair is at work", journal))
        .with_hint("Nothing was written. Wait for its end, and run the command again.");
  }
  try {
    make_changes(changes, between);
  } catch (const Error&) {
    take_back(manifest, backup_root);
    real_files().remove(journal);
    throw;
  }
  real_files().remove(journal);
  return join_path(backup_root, manifest.stamp);
}

std::optional<FileSetRecovery> recover_file_set(const std::string& backup_root) {
  const std::string journal = join_path(backup_root, kJournal);
  if (!path_exists(journal)) return std::nullopt;
  const Manifest manifest = Manifest::read(journal, backup_root);
  if (is_alive(manifest.process)) {
    throw Error(ErrorCode::command,
                fmt::format("Another repair is at work: process {}", manifest.process))
        .with_hint(fmt::format("Wait for its end. {} tells what it changes.", journal));
  }
  FileSetRecovery out = take_back(manifest, backup_root);
  real_files().remove(journal);
  return out;
}

FileSetRecovery undo_file_set(const std::string& backup_root, const std::string& stamp) {
  std::string chosen = stamp;
  if (chosen.empty()) {
    for (const std::string& name : directory_names(backup_root)) {
      if (path_exists(join_path(join_path(backup_root, name), kManifest))) chosen = name;
    }
  }
  const std::string folder = join_path(backup_root, chosen);
  if (chosen.empty() || !path_exists(join_path(folder, kManifest))) {
    throw Error(ErrorCode::command, chosen.empty()
                                        ? fmt::format("There is no backup in {}", backup_root)
                                        : fmt::format("There is no backup {}", folder))
        .with_hint("A repair with --write makes one and says where.");
  }
  FileSetRecovery out =
      take_back(Manifest::read(join_path(folder, kManifest), backup_root), backup_root);
  if (out.kept.empty()) {
    std::rename(join_path(folder, kManifest).c_str(), join_path(folder, "undone.json").c_str());
  }
  return out;
}

}  // namespace retort
