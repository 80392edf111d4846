// What a program that embeds Retort brings along in place of a project on disk.
//
// A Program is made by the embedding side before a Session, and outlives it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/files.h"
#include "database/connection.h"
#include "project/environment.h"
#include "revision/revision.h"
#include "script/host.h"
#include "script/runner.h"

namespace retort::command {

/// A migration that is a function of the program.
struct CompiledMigration {
  revision::RevisionSpec spec;
  std::function<void(script::Host&, script::Direction)> run;
};

struct Program {
  /// Where the version locations are; not owned.
  const FileSystem* files = nullptr;
  std::vector<std::string> version_locations;
  /// After the files in map order.
  std::vector<CompiledMigration> migrations;
  /// All that is known of the database: neither configuration files nor the process's environment
  /// are read.
  project::Environment environment;
  /// The connection to use, which stays open; null: one is made for `environment.url`.
  database::Connection* connection = nullptr;

  /// Null when the revision is not one of `migrations`.
  const CompiledMigration* find(const std::string& id) const;
};

/// The specs of the compiled migrations. Errors: ErrorCode::graph for an id that `others` or
/// another of them has too.
std::vector<revision::RevisionSpec> compiled_specs(
    const Program& program, const std::vector<revision::RevisionSpec>& others);

}  // namespace retort::command
