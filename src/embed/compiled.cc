// The only outside interface is compiled.h.
#include "embed/compiled.h"

#include "base/error.h"
#include "embed/convert.h"
#include "embed/failure.h"
#include "embed/operations_state.h"
#include "script/header.h"

namespace retort::embed {
namespace {

using script::Direction;

/// The function to run; null for one that has nothing to do (a merge, say).
const std::function<void(Operations&)>& function_of(const Migration& migration,
                                                    Direction direction) {
  if (direction == Direction::upgrade) return migration.upgrade;
  if (!migration.downgrade && migration.upgrade) {
    throw Error(ErrorCode::command,
                "Revision " + migration.revision + " cannot be taken back: it has no downgrade")
        .with_hint("Give the migration a downgrade function.");
  }
  return migration.downgrade;
}

void call(const Migration& migration, script::Host& host, Direction direction) {
  const std::function<void(Operations&)>& function = function_of(migration, direction);
  if (!function) return;
  Operations operations = CompiledRun::operations(host);
  if (!migration.transaction) host.enter_autocommit(origin_of(migration.declared));
  engine_guarded("The migration", [&] { function(operations); });
  if (!migration.transaction) host.leave_autocommit();
}

void run(const Migration& migration, script::Host& host, Direction direction) {
  try {
    call(migration, host, direction);
  } catch (Error& error) {
    if (error.revision.empty()) error.revision = migration.revision;
    if (!error.place) error.place = place_of(origin_of(migration.declared));
    throw;
  }
}

}  // namespace

command::CompiledMigration compile(const Migration& migration) {
  const revision::Mark mark{{}, migration.declared.line};
  revision::RevisionSpec spec;
  spec.id = migration.revision;
  spec.down_revisions = migration.revises;
  spec.depends_on = migration.depends_on;
  spec.branch_labels = migration.branch_labels;
  spec.long_doc = script::long_doc_of(migration.message);
  spec.path = migration.declared.file;
  spec.id_mark = spec.down_mark = spec.depends_mark = spec.labels_mark = mark;
  if (spec.id.empty()) {
    throw Error(ErrorCode::graph, "A migration has no revision id", place_of(spec, mark))
        .with_hint("Set `revision` to an id that no other migration has.");
  }
  return {std::move(spec), [&migration](script::Host& host, Direction direction) {
            run(migration, host, direction);
          }};
}

}  // namespace retort::embed
