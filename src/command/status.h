// The lines that tell what a command is doing, as Alembic prints them: `Generating x.py ...  done`.
#pragma once

#include <string>
#include <string_view>

namespace retort::command {

/// Where the lines go: the seam to whoever shows them.
class StatusLines {
 public:
  virtual ~StatusLines() = default;
  /// Shows a piece of text at once, so that what other programs print comes after it.
  virtual void write(std::string_view text) = 0;
  /// Whether other programs may print to standard output.
  virtual bool shares_output() const = 0;
};

/// One thing that is being done: `done` when done() was called before it ends, else `FAILED`.
class Status {
 public:
  Status(StatusLines& lines, const std::string& message, bool own_line = false) : lines_(lines) {
    lines_.write(message + (own_line ? " ...\n" : " ..."));
  }
  ~Status() {
    if (!done_) lines_.write("  FAILED\n");
  }
  Status(const Status&) = delete;
  Status& operator=(const Status&) = delete;

  void done() {
    done_ = true;
    lines_.write("  done\n");
  }

 private:
  StatusLines& lines_;
  bool done_ = false;
};

}  // namespace retort::command
