// Runs the upgrade() and downgrade() of migration files.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "command/session.h"
#include "revision/plan.h"
#include "runtime/run.h"

namespace retort::python {
struct Module;
}
namespace retort::script {
class ParseAhead;
class Runner;
}  // namespace retort::script

namespace retort::command {

/// The scripts of one run.
class Scripts {
 public:
  /// `session` must outlive it.
  explicit Scripts(Session& session);
  ~Scripts();

  /// Says which scripts will run, in the order of the plan. Without it they may run in any order
  /// and more than once, and are parsed when they first do.
  void expect(const revision::Plan& plan);
  /// For run_online and run_offline; refers to this object.
  runtime::RunScript runner();

 private:
  void run(const revision::Step& step, script::Host& host);
  std::shared_ptr<const python::Module> parse(const revision::RevisionSpec& spec);

  Session& session_;
  std::unique_ptr<script::ParseAhead> parsed_;  ///< Null when nothing was expected.
  std::map<std::string, std::shared_ptr<const python::Module>> by_path_;
  std::unique_ptr<script::Runner> runner_;  ///< Made for the host of the first step.
};

}  // namespace retort::command
