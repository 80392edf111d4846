// The databases of env.py compared with its models, while env.py's values are there.
//
//   1. What each context.configure() says is kept.
//   2. When env.py has ended, each database is compared with the MetaData of its configure(). Where
//      there is one only, its last configure() counts.
//   3. After process_revision_directives, what it has left is written as Python, with render_item.
#pragma once

#include <list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "command/autogenerate_filters.h"
#include "command/env_observer.h"
#include "command/revision_hook.h"
#include "command/session.h"
#include "diff/changes.h"
#include "diff/compare.h"
#include "diff/repr.h"
#include "script/python_types.h"

namespace retort::command {

/// What one configure() says of a comparison.
struct Configured {
  diff::Settings settings;
  script::PythonNames names;
  bool as_batch = false;  ///< render_as_batch
  python::Value metadata = python::Value::absent();
  std::unique_ptr<AutogenerateFilters> filters;
};

/// The changes of one database, and the bodies of its functions.
struct Compared {
  diff::Changes upgrade, downgrade;
  diff::ModelColumns columns;        ///< Of its models, where nothing is written.
  std::string upgrades, downgrades;  ///< Empty where nothing was to be written.
};

/// Belongs to one evaluation of env.py.
class Comparer final : public EnvObserver {
 public:
  /// `writes`: whether Python is wanted.
  Comparer(Session& session, RevisionHook& hook, bool writes)
      : session_(session), hook_(hook), writes_(writes) {}

  void configure(python::Interpreter& interpreter,
                 const std::vector<python::KeywordValue>& options) override;
  void migrates() override;
  void run(python::Interpreter& interpreter, const models::Models& models) override;
  void finish() override;
  void release() override;

  /// One for each database; none when there was no MetaData to compare with.
  std::vector<Compared>& compared() { return compared_; }
  const std::set<std::string>& imports() const { return imports_; }
  const std::optional<Error>& failure() const { return failure_; }
  /// What is not known of the models, each with its place.
  const std::vector<std::string>& unknown() const { return unknown_; }

 private:
  void take(python::Interpreter& interpreter, std::string_view name, const python::Value& value);
  void compare_all(python::Interpreter& interpreter, const models::Models& models);
  void compare(Session& session, Configured& configured, python::Interpreter& interpreter,
               const models::Models& models);
  void write(std::size_t number);

  Session& session_;
  RevisionHook& hook_;
  bool writes_;
  Configured last_;
  std::vector<Configured> runs_;
  std::vector<Compared> compared_;
  std::vector<dialect::Family> families_;                ///< Parallel to it, and so the next.
  std::vector<std::list<schema::Table>> models_tables_;  ///< What the filters know.
  std::set<std::string> imports_;
  std::optional<Error> failure_;
  std::vector<std::string> unknown_;
};

}  // namespace retort::command
