// Lines that appear at once and whole, one after the other, in a file that grows or on standard
// output: several processes may write to the same file.
#pragma once

#include <string>
#include <string_view>

namespace retort {

class LineWriter {
 public:
  /// Standard output.
  LineWriter() = default;
  /// Appends to the file, which only its owner may read if it is new. Errors: ErrorCode::io.
  explicit LineWriter(const std::string& path);
  ~LineWriter();
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;

  /// Writes the line, which must have its end. Returns the reason when that was not possible, else
  /// an empty text. A reader that has gone away is such a reason, and no signal.
  std::string write(std::string_view line);

 private:
  int descriptor_ = 1;
};

}  // namespace retort
