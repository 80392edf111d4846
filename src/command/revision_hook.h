// `process_revision_directives` of env.py: a function of the project that may change a new revision
// before it is written, for example its id.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "command/revision_request.h"
#include "command/session.h"
#include "python/interpreter.h"

namespace retort::command {

/// What env.py makes of a request, whose id is chosen before: the request as it comes out, or
/// nothing when the function takes it back. Errors: those of the function; `unsupported` when it
/// asks for several revisions, or for operations in one.
std::optional<RevisionRequest> process_directives(Session& session, const RevisionRequest& request,
                                                  Mode mode);

/// The hook of one evaluation of env.py, which tells it of the function and of the run.
class RevisionHook {
 public:
  explicit RevisionHook(RevisionRequest request) : requests_{std::move(request)} {}

  /// What the function finds in upgrade_ops and downgrade_ops of each database: so many operations,
  /// asked for when it is called.
  void offer(std::function<std::vector<std::size_t>()> counts) { counts_ = std::move(counts); }
  /// Which of these it leaves, by their indices, and in which order.
  struct Kept {
    std::vector<std::size_t> upgrade, downgrade;
  };
  /// One for each database; none before the function was called.
  const std::vector<Kept>& kept() const { return kept_; }

  void set_function(python::Interpreter& interpreter, const python::Value& function);
  /// Where the function is one that only the application knows: its name; else empty.
  std::string unknown_function() const;
  /// Calls the function, if there is one that is known. What it raises is kept as error().
  void run();
  const std::optional<Error>& error() const { return error_; }
  /// Gives up all values; to be called before the interpreter ends.
  void release();

  /// As they came out; one before run() was called.
  const std::vector<RevisionRequest>& requests() const { return requests_; }

 private:
  python::Value global(python::Interpreter& interpreter, std::string_view name);
  void call(python::Interpreter& interpreter);

  std::vector<RevisionRequest> requests_;
  std::function<std::vector<std::size_t>()> counts_;
  std::vector<Kept> kept_;
  std::optional<Error> error_;
  python::Interpreter* interpreter_ = nullptr;
  python::Value function_ = python::Value::absent();
  python::Ref<python::ModuleObject> module_;
};

}  // namespace retort::command
