// Runs the upgrade() and downgrade() of migration files.
#pragma once

#include <memory>

#include "command/session.h"
#include "runtime/run.h"

namespace retort::script {
class Runner;
}

namespace retort::command {

/// The scripts of one run. Files are parsed when their turn comes, on the calling thread.
class Scripts {
 public:
  /// `session` must outlive it.
  explicit Scripts(Session& session);
  ~Scripts();

  /// For run_online and run_offline; refers to this object.
  runtime::RunScript runner();

 private:
  void run(const revision::Step& step, script::Host& host);

  Session& session_;
  std::unique_ptr<script::Runner> runner_;  ///< Made for the host of the first step.
};

}  // namespace retort::command
