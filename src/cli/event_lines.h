// Where events go as JSON, one object a line: a log file, standard output, or both.
//
// A place that takes no more lines is told of once, and the run goes on: watching hinders no run.
#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "base/line_writer.h"

namespace retort::cli {

class EventLines {
 public:
  /// Errors: ErrorCode::io when the file cannot be opened.
  void open_file(const std::string& path);
  void open_output() { output_.emplace(); }

  bool is_open() const { return file_.has_value() || output_.has_value(); }
  bool has_output() const { return output_.has_value(); }
  /// Writes an event everywhere, with version, time and process in front. The result is a warning
  /// for people, empty when there is none.
  std::string write(const Json& event);
  /// The same on standard output only, for the command's result. Errors: ErrorCode::io.
  void write_result(const Json& event);

 private:
  std::optional<LineWriter> file_;
  std::optional<LineWriter> output_;
  std::string path_;
  bool output_failed_ = false;
};

}  // namespace retort::cli
