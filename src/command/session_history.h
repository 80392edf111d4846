// The history of a session, for scripts and env.py that look at it.
#pragma once

#include <string_view>

#include "command/session.h"
#include "script/script_directory.h"

namespace retort::command {

class SessionHistory final : public script::ScriptHistory {
 public:
  /// `session` must outlive it.
  explicit SessionHistory(Session& session) : session_(session) {}

  const revision::Graph& graph() const override { return session_.graph(); }
  SourcePtr source(std::string_view id) const override;
  /// The text of a migration's file.
  SourcePtr text_of(const revision::RevisionSpec& spec) const;

 private:
  Session& session_;
};

}  // namespace retort::command
