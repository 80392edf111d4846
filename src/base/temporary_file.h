// A file for data that does not fit into memory. It has no name, so that nothing is left behind
// however the process ends. Belongs to one thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace retort {

class TemporaryFile {
 public:
  /// In $TMPDIR, else in /var/tmp or /tmp, whichever can be written; nothing if none can.
  static std::optional<TemporaryFile> create();
  ~TemporaryFile();
  TemporaryFile(TemporaryFile&& other) noexcept;
  TemporaryFile& operator=(TemporaryFile&& other) noexcept;

  /// Appends. Errors: ErrorCode::io with the system's reason (disk full, ...).
  void append(std::string_view data);
  /// Reads what stands from `offset` on into the buffer; the number of bytes, less than `size` at
  /// the end of the file only. Errors: ErrorCode::io.
  std::size_t read(std::size_t offset, char* buffer, std::size_t size) const;

 private:
  explicit TemporaryFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace retort
