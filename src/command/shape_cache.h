// What replays have found, kept between runs: a file for each project, dialect and server release
// in the user's cache folder (XDG_CACHE_HOME, else ~/.cache).
//
// A step counts as long as everything before it has the same content: the scripts up to it in the
// order in which they run, env.py and the configuration, the modules that scripts have imported,
// and Retort itself. A file that cannot be read, is damaged or is of another project is as good as
// none; one that cannot be written is no error.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "command/shape_history.h"

namespace retort::command {

/// What a cached replay depends on.
struct ReplayKey {
  std::string place;               ///< Digest of where the project is and what it is for.
  std::vector<std::string> steps;  ///< Of each step: a digest of it and of all before it.
};

struct CachedReplay {
  schema::shape::Items base;
  std::vector<ShapeDelta> deltas;  ///< Of the first steps, without a gap.
  /// Why the step after them does not run, whenever it is tried; empty: that is not known.
  std::string reason;
};

class ShapeCache {
 public:
  /// `key` must outlive it. Not `enabled`: nothing is kept.
  ShapeCache(const ReplayKey& key, bool enabled);

  CachedReplay read() const;
  /// `imported`: path and SHA-256 of the modules that were imported.
  void write(const CachedReplay& replay, const std::map<std::string, std::string>& imported) const;

 private:
  const ReplayKey& key_;
  std::string path_;  ///< Empty: nothing is kept.
};

}  // namespace retort::command
