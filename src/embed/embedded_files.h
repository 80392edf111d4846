// Embedded directories as files: `<embedded>/NAME/...`; every other path is the machine's.
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "retort/embedded.h"

namespace retort::embed {

/// Read-only. May be used by several threads.
class EmbeddedFiles final : public FileSystem {
 public:
  /// Errors: ErrorCode::usage if two directories have one name.
  explicit EmbeddedFiles(std::vector<const EmbeddedDirectory*> directories);

  /// The folders that hold files, each directory's own first.
  std::vector<std::string> folders() const;

  bool read_into(const std::string& path, std::string& text) const override;
  std::optional<std::vector<DirectoryEntry>> list(const std::string& path) const override;
  bool exists(const std::string& path) const override;
  bool is_directory(const std::string& path) const override;
  std::string real_path(const std::string& path) const override;
  void write(const std::string& path, std::string_view text) override;
  void make_directories(const std::string& path) override;
  void remove(const std::string& path) override;

 private:
  const EmbeddedFile* find(std::string_view path) const;

  std::vector<const EmbeddedDirectory*> directories_;
};

}  // namespace retort::embed
