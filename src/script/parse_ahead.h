// Reads and parses the migration files of a run before their turn, on a second thread, while the
// scripts before them are evaluated. A thread that would have to wait for the other parses instead.
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "base/files.h"
#include "revision/revision.h"

namespace retort::python {
struct Module;
}

namespace retort::script {

/// Belongs to one thread, which takes the scripts in their order. At most a dozen parsed
/// scripts wait at a time, so that memory does not grow with the run. A short run gets no thread.
class ParseAhead {
 public:
  /// `files` and the scripts must outlive it.
  ParseAhead(const FileSystem& files, std::vector<const revision::RevisionSpec*> scripts);
  ~ParseAhead();
  ParseAhead(const ParseAhead&) = delete;
  ParseAhead& operator=(const ParseAhead&) = delete;

  /// The next script. REQUIRES: there is one. Errors: those of reading and parsing it.
  std::shared_ptr<const python::Module> next();

 private:
  struct Slot {
    /// Kept until the slot is used again, so that mostly the second thread takes it apart.
    std::shared_ptr<const python::Module> tree;
    std::exception_ptr error;
    std::atomic<bool> ready = false;
  };

  /// The next script that nobody parses yet, now the caller's; nothing if all that may wait do.
  std::optional<std::size_t> claim();
  void parse(std::size_t at);
  void work();

  const FileSystem& files_;
  std::vector<const revision::RevisionSpec*> scripts_;
  std::vector<Slot> slots_;               ///< A ring.
  std::atomic<std::size_t> claimed_ = 0;  ///< Scripts that are parsed or being parsed.
  std::atomic<std::size_t> taken_ = 0;    ///< Scripts that were handed out.
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

}  // namespace retort::script
