// What watches env.py while it is evaluated, to work with its values where they are known.
#pragma once

#include <vector>

#include "models/models.h"
#include "python/interpreter.h"

namespace retort::command {

/// Belongs to one evaluation. Values of the interpreter that it keeps are given up in release().
class EnvObserver {
 public:
  virtual ~EnvObserver() = default;
  /// context.configure(): the keyword arguments as given.
  virtual void configure(python::Interpreter& interpreter,
                         const std::vector<python::KeywordValue>& options) = 0;
  /// context.run_migrations(), after its configure().
  virtual void migrates() = 0;
  /// When env.py has ended and its models are known; process_revision_directives comes after it.
  virtual void run(python::Interpreter& interpreter, const models::Models& models) = 0;
  /// After that.
  virtual void finish() = 0;
  /// Before the interpreter ends.
  virtual void release() = 0;
};

}  // namespace retort::command
