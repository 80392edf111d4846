// File descriptors inside base/: ownership, and reading and writing that no signal cuts short.
#pragma once

#include <string>
#include <string_view>

namespace retort {

/// Closes a descriptor at the end of a scope; one below 0 is none.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return value_; }

 private:
  int value_;
};

/// Replaces `text` by everything up to the end; its capacity is reused. Returns 0, or errno. The
/// size is not asked for: one read that comes back short is the end of a regular file, and another
/// read confirms it. This saves a system call for each of thousands of small files.
int read_to_end(int descriptor, std::string& text);

/// Writes all of it. Returns 0, or errno.
int write_whole(int descriptor, std::string_view text);

}  // namespace retort
