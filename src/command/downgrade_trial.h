// Whether downgrade() of a migration restores what was there before it.
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "command/session.h"
#include "database/url.h"
#include "schema/shape.h"

namespace retort::command {

struct DowngradeTrial {
  bool restores = false;
  std::string failure;  ///< Why not; empty: it does, or it was not tried.
};

/// A revision as the files have it, and what is there before it.
struct TriedRevision {
  const FileSystem& files;
  const std::string& id;
  const std::vector<std::string>& parents;
  const schema::shape::Inspection& before;
  const std::vector<std::string>& schemas;  ///< What counts; empty: all.
};

/// Upgrades the empty database at `url` to the revision, and downgrades it again.
DowngradeTrial try_downgrade(Session& session, const database::Url& url,
                             const TriedRevision& revision);

/// One line for people. `id`: whose it is, where that is not plain.
std::string downgrade_text(const DowngradeTrial& trial, const std::string& id = "");

}  // namespace retort::command
