// What a command tells of its progress, on the console.
#pragma once

#include <string_view>

#include "cli/console.h"
#include "command/status.h"

namespace retort::cli {

/// Status lines on the console: nothing with --quiet and --json.
class ConsoleLines final : public command::StatusLines {
 public:
  explicit ConsoleLines(Console& console) : console_(console) {}

  void write(std::string_view text) override {
    if (console_.quiet()) return;
    console_.write(text);
    console_.flush();
  }
  bool shares_output() const override { return !console_.json(); }

 private:
  Console& console_;
};

}  // namespace retort::cli
