// The only outside interface is environment.h.
#include "command/environment.h"

namespace retort::command {

project::Environment find_environment(Session& session, Mode) {
  const project::Config& config = session.project().config;
  project::Environment out = project::explicit_environment(session.request().overrides, config);
  project::fill_missing(out, project::fallback_environment(config));
  return out;
}

}  // namespace retort::command
