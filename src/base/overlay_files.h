// The files as they would be after some changes that are not made yet.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_set.h"
#include "base/files.h"

namespace retort {

/// Reads come from the changes, else from `below`. What is written stays in memory.
class OverlayFiles final : public FileSystem {
 public:
  /// `below` must outlive it.
  OverlayFiles(const FileSystem& below, const std::vector<FileChange>& changes);

  bool read_into(const std::string& path, std::string& text) const override;
  std::optional<std::vector<DirectoryEntry>> list(const std::string& path) const override;
  bool exists(const std::string& path) const override;
  bool is_directory(const std::string& path) const override;
  std::string real_path(const std::string& path) const override;
  void write(const std::string& path, std::string_view text) override;
  void make_directories(const std::string& path) override;
  void remove(const std::string& path) override;

 private:
  const FileSystem& below_;
  std::map<std::string, std::optional<std::string>> changed_;  ///< Nothing: removed.
};

}  // namespace retort
