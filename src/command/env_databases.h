// Which databases env.py migrates, from what it tells Alembic when it is evaluated.
#pragma once

#include <string>
#include <vector>

#include "project/environment.h"
#include "python/classes.h"

namespace retort::command {

/// Collects a database for each configure() that a run_migrations() follows.
class EnvDatabases {
 public:
  void configure(python::Interpreter& interpreter,
                 const std::vector<python::KeywordValue>& options);
  void run(python::Interpreter& interpreter, const std::vector<python::KeywordValue>& arguments);
  /// What is logged from now on goes to the next run.
  std::vector<project::LogLine>& log() { return log_; }
  /// The databases in order; none if there are not at least two with URLs of their own: env.py may
  /// also go through schemas of one.
  std::vector<project::EnvDatabase> take();

 private:
  project::EnvDatabase next_;
  std::vector<project::EnvDatabase> databases_;
  std::vector<project::LogLine> log_;
};

}  // namespace retort::command
