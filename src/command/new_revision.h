// `revision` and `merge`: a new migration file.
//
//   1. draft_revision() resolves what the file will say and where it will be.
//   2. Somebody makes its text: render_python() here, from the project's script.py.mako, or
//      script/sql_template.h.
//   3. write_revision() checks that the history with the new file is sound, writes it and runs the
//      post-write hooks. A file appears whole or not at all and never replaces another.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "command/revision_request.h"
#include "command/session.h"
#include "command/status.h"
#include "script/template.h"

namespace retort::command {

/// The options that name files. Errors: `config` at one that does not fit.
script::FileNaming file_naming(const project::Project& project);

/// A revision about to be written.
struct RevisionDraft {
  script::NewRevision revision;
  std::string path;  ///< Absolute.
};

/// Resolves a request; folders that are missing are made. `suffix`: `.py`, `.sql`. Errors:
/// `command` with Alembic's texts, also for an id that the project has already.
RevisionDraft draft_revision(Session& session, const RevisionRequest& request,
                             std::string_view suffix, StatusLines& lines);

/// Bodies of upgrade() and downgrade() and import lines, by the names that the template has for
/// them, as Python literals.
using TemplateBodies = std::vector<std::pair<std::string, std::string>>;

/// The draft's text from `script.py.mako`. With `revision_environment`, env.py says what else the
/// template gets, and also where there are `bodies`; `for_merge` leaves out the bodies of upgrade()
/// and downgrade(), as Alembic does.
std::string render_python(Session& session, const RevisionDraft& draft, bool for_merge,
                          const TemplateBodies& bodies = {});

/// Writes a draft. `render` makes its text, within the status line. Returns what the file says,
/// with its path as in the draft.
revision::RevisionSpec write_revision(Session& session, const RevisionDraft& draft,
                                      const std::function<std::string()>& render,
                                      StatusLines& lines);

/// Writes a new migration file and runs the project's hooks on it. Errors: `command` when there is
/// such a file.
void write_file(Session& session, const std::string& path,
                const std::function<std::string()>& render, StatusLines& lines);

/// What a new migration is written in.
enum class FileFormat { python, sql };

/// SQL if it is asked for, or if Retort's own section says `file_format = sql`. Errors: `config`
/// for any other format than `sql` and `python`.
FileFormat file_format(Session& session, bool sql_file);

/// `revision`: all three steps. With `revision_environment`, `process_revision_directives` of
/// env.py may change the request, or take it back: then nothing is written. `sql` is Alembic's
/// --sql. Errors: also for that without revision_environment.
std::optional<revision::RevisionSpec> new_revision(Session& session, const RevisionRequest& request,
                                                   bool sql, FileFormat format, StatusLines& lines);
/// `revision --autogenerate`: the same with what leads from the live database to the models.
/// Nothing is written when there is nothing to do, unless Retort's own section says
/// `write_empty_migrations = yes`.
std::optional<revision::RevisionSpec> autogenerate_revision(Session& session,
                                                            const RevisionRequest& request,
                                                            FileFormat format, StatusLines& lines);
/// `merge`: the same for several heads.
revision::RevisionSpec merge_revisions(Session& session, const RevisionRequest& request,
                                       FileFormat format, StatusLines& lines);

/// `{"revision":...,"down_revision":[...],"depends_on":[...],"branch_labels":[...],"message":...,
/// "path":...}`.
Json new_revision_json(const revision::RevisionSpec& spec);

}  // namespace retort::command
