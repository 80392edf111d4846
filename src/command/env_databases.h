// Which runs of the migrations env.py makes, from what it tells Alembic when it is evaluated.
#pragma once

#include <string>
#include <vector>

#include "project/environment.h"
#include "python/classes.h"

namespace retort::command {

/// Collects a run for each run_migrations().
class EnvDatabases {
 public:
  void configure(python::Interpreter& interpreter,
                 const std::vector<python::KeywordValue>& options);
  /// `known`: what has been learned so far, which is what this run works with.
  void run(python::Interpreter& interpreter, const std::vector<python::KeywordValue>& arguments,
           const project::Environment& known);
  /// What is logged from now on goes to the next run.
  std::vector<project::LogLine>& log() { return log_; }
  /// Of the run that was made last; null before the first.
  project::EnvFrame* last_frame();
  /// env.py has ended, with these statements behind its last run.
  void end(std::vector<project::EnvStatement> last_statements);
  /// The runs in order, with names that set them apart.
  std::vector<project::EnvDatabase> take();

 private:
  std::string output_file_;
  std::vector<project::EnvDatabase> runs_;
  std::vector<project::LogLine> log_;
};

/// Whether all of these are in one database, be it with other options.
bool share_database(const std::vector<project::EnvDatabase>& databases);
/// Whether two of them are.
bool any_share_database(const std::vector<project::EnvDatabase>& databases);

}  // namespace retort::command
