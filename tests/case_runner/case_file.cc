// Reading and rewriting case files, line by line:
//
//   1. `--- word rest` opens a section; what follows belongs to it until the next `---`.
//   2. In a file section every line is content. In a run section `$ ` opens a command, `> ` right
//      after it continues the command, and every other line is output that the command must print.
//   3. A content or output line that would look like one of these is written with a backslash
//      before it.
//   4. Lines before the first section are a comment. `--- run` may carry a comment as well.
#include "case_file.h"

#include <charconv>

namespace retort::cases {
namespace {

constexpr std::string_view kSection = "--- ";
constexpr std::string_view kCommand = "$ ";
constexpr std::string_view kContinuation = "> ";
constexpr std::string_view kExit = "[exit ";
constexpr std::string_view kNoNewline = "[no newline at end]";

bool is_special(std::string_view line) {
  return line.starts_with(kSection) || line.starts_with(kCommand) ||
         line.starts_with(kContinuation) || line.starts_with(kExit) || line == kNoNewline;
}

/// Whether the line, less its leading backslashes, is special: then one backslash is an escape.
bool needs_escape(std::string_view line) {
  const auto start = line.find_first_not_of('\\');
  return start != std::string_view::npos && is_special(line.substr(start));
}

std::string unescape(std::string_view line) {
  if (line.starts_with('\\') && needs_escape(line)) line.remove_prefix(1);
  return std::string(line);
}

[[noreturn]] void fail(int line, const std::string& reason) {
  throw CaseError("line " + std::to_string(line) + ": " + reason);
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

class Parser {
 public:
  explicit Parser(std::string_view text) { file_.lines = split_lines(text); }

  CaseFile parse() {
    for (at_ = 0; at_ < file_.lines.size(); ++at_) {
      const std::string& line = file_.lines[at_];
      if (line.starts_with(kSection)) {
        open_section(std::string_view(line).substr(kSection.size()));
      } else {
        take_line(line);
      }
    }
    close_command();
    if (file_.commands.empty()) fail(number(), "the case runs no command");
    return std::move(file_);
  }

 private:
  enum class Section { comment, file, run, closed };

  int number() const { return static_cast<int>(at_) + 1; }

  void open_section(std::string_view heading) {
    close_command();
    const auto blank = heading.find(' ');
    std::string_view word = heading.substr(0, blank);
    if (word.ends_with(':')) word.remove_suffix(1);
    const std::string rest(blank == std::string_view::npos ? "" : heading.substr(blank + 1));
    section_ = Section::closed;
    if (word == "file") {
      open_file(rest);
    } else if (word == "run") {
      section_ = Section::run;
    } else if (word == "project") {
      if (rest != "sqlite" && !take_server(rest)) {
        fail(number(), "project sqlite, postgresql, mysql or mariadb?");
      }
      file_.project = rest;
    } else if (word == "use") {
      if (!take_server(rest)) {
        fail(number(), "only postgresql and mysql can be used, not '" + rest + "'");
      }
    } else if (word == "env") {
      const auto equals = rest.find('=');
      if (equals == std::string::npos) fail(number(), "expected --- env NAME=value");
      file_.environment.emplace_back(rest.substr(0, equals), rest.substr(equals + 1));
    } else {
      fail(number(), "unknown section '" + std::string(word) + "': file, run, project, use or env");
    }
  }

  bool take_server(const std::string& name) {
    const bool mysql = name == "mysql" || name == "mariadb";
    if (name != "postgresql" && !mysql) return false;
    (mysql ? file_.mysql : file_.postgresql) = true;
    return true;
  }

  void open_file(const std::string& path) {
    if (path.empty()) fail(number(), "the file has no name");
    section_ = Section::file;
    file_.steps.push_back({Step::Kind::write_file, file_.files.size()});
    file_.files.push_back({path, ""});
  }

  void take_line(const std::string& line) {
    switch (section_) {
      case Section::comment:
        if (!line.empty() && !line.starts_with('#')) fail(number(), "expected # or a --- section");
        return;
      case Section::closed:
        if (!line.empty()) fail(number(), "this section takes no lines");
        return;
      case Section::file:
        file_.files.back().text += unescape(line) + "\n";
        return;
      case Section::run:
        take_run_line(line);
    }
  }

  void take_run_line(const std::string& line) {
    if (line.starts_with(kCommand)) {
      close_command();
      open_command(line.substr(kCommand.size()));
    } else if (!in_command_) {
      if (!line.empty()) fail(number(), "expected a command: $ ...");
    } else if (line.starts_with(kContinuation) && static_cast<int>(at_) == last().output_begin) {
      last().text += "\n" + line.substr(kContinuation.size());
      ++last().output_begin;
    } else if (line.starts_with(kExit)) {
      take_exit(line);
    } else if (line == kNoNewline) {
      if (!last().expected.empty()) last().expected.pop_back();
    } else {
      last().expected += unescape(line) + "\n";
    }
  }

  Command& last() { return file_.commands.back(); }

  void open_command(std::string text) {
    Command next;
    next.text = std::move(text);
    next.line = number();
    next.output_begin = number();
    file_.steps.push_back({Step::Kind::run_command, file_.commands.size()});
    file_.commands.push_back(std::move(next));
    in_command_ = true;
  }

  void take_exit(const std::string& line) {
    const char* begin = line.data() + kExit.size();
    const char* end = line.data() + line.size();
    const auto [stop, code] = std::from_chars(begin, end, last().exit_status);
    if (code != std::errc() || stop + 1 != end || *stop != ']') fail(number(), "expected [exit N]");
  }

  void close_command() {
    if (in_command_) last().output_end = static_cast<int>(at_);
    in_command_ = false;
  }

  CaseFile file_;
  std::size_t at_ = 0;
  Section section_ = Section::comment;
  bool in_command_ = false;
};

}  // namespace

CaseFile parse_case(std::string_view text) {
  return Parser(text).parse();
}

std::string format_outcome(const Outcome& outcome) {
  std::string text;
  for (const std::string& line : split_lines(outcome.output)) {
    text += (needs_escape(line) ? "\\" : "") + line + "\n";
  }
  if (!outcome.output.empty() && !outcome.output.ends_with('\n')) {
    text += std::string(kNoNewline) + "\n";
  }
  if (outcome.exit_status != 0) {
    text += std::string(kExit) + std::to_string(outcome.exit_status) + "]\n";
  }
  return text;
}

std::string rewrite(const CaseFile& file, const std::vector<Outcome>& outcomes) {
  std::string text;
  std::size_t at = 0;
  const auto copy_until = [&](std::size_t end) {
    for (; at < end; ++at) text += file.lines[at] + "\n";
  };
  for (std::size_t i = 0; i < file.commands.size(); ++i) {
    copy_until(static_cast<std::size_t>(file.commands[i].output_begin));
    text += format_outcome(outcomes[i]);
    at = static_cast<std::size_t>(file.commands[i].output_end);
  }
  copy_until(file.lines.size());
  return text;
}

}  // namespace retort::cases
