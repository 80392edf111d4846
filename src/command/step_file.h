// A migration file that is made of changes between two schemas, and the sessions on scratch
// databases that prove it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/files.h"
#include "command/new_revision.h"
#include "command/session.h"
#include "database/url.h"
#include "diff/changes.h"
#include "runtime/reporter.h"

namespace retort::command {

/// Hears nothing.
class Silence final : public runtime::Reporter {
 public:
  void log(std::string_view, std::string_view, std::string_view) override {}
  void event(const runtime::Event&) override {}
  void print(std::string_view) override {}
  void sql(std::string_view) override {}
};

/// The project of `session` on a scratch database, with other files; nothing is recorded there.
/// What is given must outlive the result.
std::unique_ptr<Session> session_on(Session& session, const database::Url& url,
                                    const FileSystem& files, runtime::Reporter& reporter);

/// Where a new file of an id goes, named as the project names its files. `folder`: a version
/// location; empty: the first one. Errors: `command` when the file exists.
RevisionDraft draft_file(Session& session, const std::string& id,
                         const std::vector<std::string>& parents, const std::string& message,
                         const std::string& folder, FileFormat format);

/// Its text: `changes` and their way back. `explanation` stands below the message. `scratch`: a
/// session on a database of the dialect.
std::string step_text(Session& scratch, const RevisionDraft& draft, FileFormat format,
                      const diff::Changes& changes, const std::string& explanation);

}  // namespace retort::command
