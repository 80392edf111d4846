// The text form of a test case: input files, commands and the output they must print, in one file.
// tests/cases/README.md describes the form for people.
//
// Plain values; no function here touches the disk.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort::cases {

/// One `$ ...` line with its continuation lines, and what it must print.
struct Command {
  std::string text;      ///< What the shell gets: lines joined by newlines.
  std::string expected;  ///< Standard output and error as one text.
  int exit_status = 0;
  int line = 0;          ///< 1-based line of the `$` in the case file.
  int output_begin = 0;  ///< 0-based index of the first expected line in CaseFile::lines.
  int output_end = 0;    ///< One past the last.
};

/// A file to write before the commands run.
struct InputFile {
  std::string path;  ///< Relative to the case's directory.
  std::string text;
};

/// One thing to do, in the order of the case file.
struct Step {
  enum class Kind { write_file, run_command };
  Kind kind;
  std::size_t index;  ///< Into CaseFile::files or CaseFile::commands.
};

struct CaseFile {
  std::vector<std::string> lines;  ///< The whole text, for rewriting.
  std::vector<InputFile> files;
  std::vector<Command> commands;
  std::vector<Step> steps;
  std::vector<std::pair<std::string, std::string>> environment;
  std::string project;      ///< Kind named by `--- project`; empty without one.
  bool postgresql = false;  ///< Whether the case needs a database on the test server.
  bool mysql = false;       ///< The same for MariaDB.
};

/// What a command printed when it was run.
struct Outcome {
  std::string output;
  int exit_status = 0;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

/// A case file that cannot be understood: what() is `line N: reason`.
class CaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Reads the text of a case file. Errors: CaseError.
CaseFile parse_case(std::string_view text);

/// The outcome in the case file's form: the output's lines, escaped, and `[exit N]` if not 0.
std::string format_outcome(const Outcome& outcome);

/// The case file's text with every command's expectation replaced. REQUIRES: one outcome a command.
std::string rewrite(const CaseFile& file, const std::vector<Outcome>& outcomes);

}  // namespace retort::cases
