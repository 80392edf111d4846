// The terminal's side of a run: data on standard output, log lines and errors on standard error.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/json.h"
#include "cli/event_lines.h"
#include "runtime/reporter.h"

namespace retort::cli {

class Console final : public runtime::Reporter {
 public:
  struct Options {
    bool quiet = false;
    bool json = false;   ///< Standard output holds one JSON document and nothing else.
    bool lines = false;  ///< With `json`: events before it, one object a line, and it as the last.
  };
  explicit Console(Options options);
  ~Console() override;
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  /// Has events written to a file, too. Errors: ErrorCode::io.
  void open_log(const std::string& path) { lines_.open_file(path); }

  bool json() const { return options_.json; }
  bool quiet() const { return options_.quiet; }
  /// Text for people on standard output; nothing with --json.
  void write(std::string_view text);
  /// The one JSON document, with the version of its shape in front; nothing without --json.
  void write_json(const Json& document);
  /// A warning on standard error; nothing with --quiet.
  void warn(std::string_view message);
  /// The error for people, and as JSON with --json.
  void report(const Error& error);
  /// The same for a wrong command line, as argparse prints it.
  void report_usage(const Error& error, std::string_view usage_line);
  /// Offline SQL that was collected because of --json.
  const std::string& collected_sql() const { return sql_; }
  /// Writes what is buffered. Errors: ErrorCode::io when standard output takes no more.
  void flush();

  void log(std::string_view level, std::string_view logger, std::string_view message) override;
  /// Steps and progress are a line that the next one replaces, on terminals only, once a run has
  /// taken a second; waits, retries and notices are log lines.
  void event(const runtime::Event& event) override;
  bool wants_statements() const override { return lines_.is_open(); }
  void print(std::string_view text) override;
  void sql(std::string_view text) override;

 private:
  void write_error_stream(std::string_view text);
  void write_event(const Json& event);
  void write_error(const Error& error);
  void show_log(std::string_view level, std::string_view logger, std::string_view message);
  void show(const runtime::StepInfo& step);
  void show(const runtime::Progress& progress);
  void erase_progress();
  void show_progress(std::string line);
  void flush_or_drop() noexcept;
  void hold_log();

  Options options_;
  EventLines lines_;
  bool on_terminal_;  ///< Standard error is one.
  bool colour_;
  bool interleaved_;  ///< Standard output and error go to the same place.
  double started_;
  bool log_held_ = false;
  std::string progress_;  ///< The line that stands on the terminal now.
  std::string buffer_;
  std::string sql_;
};

/// `{"error": {...}}` as docs/json.md describes it.
Json error_json(const Error& error);

}  // namespace retort::cli
