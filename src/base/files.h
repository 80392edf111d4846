// The seam to the file system, for what is tested against files in memory and for writing; file.h
// has the plain functions and those on paths.
//
// A FileSystem may be used by several threads at once as long as they do not write the same file.
// Paths are UTF-8 with `/`; a relative path is relative to the working directory.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// One name in a directory.
struct DirectoryEntry {
  std::string name;
  bool is_directory = false;  ///< Symbolic links are followed.
  bool is_link = false;
  friend bool operator==(const DirectoryEntry&, const DirectoryEntry&) = default;
};

/// Files and directories, real or in memory. Every failure is an Error with code `io` that names
/// the path and the system's reason.
class FileSystem {
 public:
  FileSystem() = default;
  FileSystem(const FileSystem&) = delete;
  FileSystem& operator=(const FileSystem&) = delete;
  virtual ~FileSystem() = default;

  /// Replaces `text` by the content of a file; its capacity is reused. False if there is no such
  /// file.
  virtual bool read_into(const std::string& path, std::string& text) const = 0;
  /// The entries of a directory sorted by name (bytes), without `.` and `..`; nothing if there is
  /// no such directory.
  virtual std::optional<std::vector<DirectoryEntry>> list(const std::string& path) const = 0;
  virtual bool exists(const std::string& path) const = 0;
  virtual bool is_directory(const std::string& path) const = 0;
  /// The absolute path without links and dots; the path itself if it does not exist.
  virtual std::string real_path(const std::string& path) const = 0;
  /// Writes a whole file: readers see the old content or the new one, never a part.
  virtual void write(const std::string& path, std::string_view text) = 0;
  /// Makes a directory and those above it; no error if it exists.
  virtual void make_directories(const std::string& path) = 0;
  /// Removes a file; no error if there is none.
  virtual void remove(const std::string& path) = 0;

  /// The content of a file, or nothing if there is no such file.
  std::optional<std::string> read_if_exists(const std::string& path) const;
  /// The content of a file; an Error if there is no such file.
  std::string read(const std::string& path) const;
};

/// The machine's files.
FileSystem& real_files();

/// Files in memory, for tests. Directories exist as soon as a file is below them.
class MemoryFiles final : public FileSystem {
 public:
  MemoryFiles() = default;
  /// Starts with these files: path to content.
  explicit MemoryFiles(std::map<std::string, std::string> files);

  bool read_into(const std::string& path, std::string& text) const override;
  std::optional<std::vector<DirectoryEntry>> list(const std::string& path) const override;
  bool exists(const std::string& path) const override;
  bool is_directory(const std::string& path) const override;
  std::string real_path(const std::string& path) const override;
  void write(const std::string& path, std::string_view text) override;
  void make_directories(const std::string& path) override;
  void remove(const std::string& path) override;

  /// Makes `path` another name of `target`, as a symbolic link would.
  void link(const std::string& path, std::string target);

 private:
  std::map<std::string, std::string> files_;
  std::map<std::string, std::string> links_;
  std::map<std::string, bool> directories_;
};

}  // namespace retort
