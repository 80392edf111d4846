// Hears nothing: for runs on scratch databases.
#pragma once

#include "runtime/reporter.h"

namespace retort::runtime {

class SilentReporter final : public Reporter {
 public:
  void log(std::string_view, std::string_view, std::string_view) override {}
  void event(const Event&) override {}
  void print(std::string_view) override {}
  void sql(std::string_view) override {}
};

}  // namespace retort::runtime
