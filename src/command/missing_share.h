// Which of several lost migrations makes what of the desired schema.
//
// A table that no file makes is made by the last of them that all files which mention it follow;
// one that no file mentions, and everything else, by the first. Tables that refer to each other
// stay together where they could not be made apart. This is a guess, which the replay proves.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "command/session.h"
#include "schema/catalog.h"
#include "schema/shape.h"

namespace retort::command {

class MissingShare {
 public:
  /// `session` has stand-ins for the missing revisions; `catalog` is that of an empty database.
  /// `ids`: the missing ones in the order in which they run.
  MissingShare(Session& session, schema::Catalog& catalog, const schema::shape::Inspection& desired,
               const std::vector<std::string>& ids);

  /// Takes out what those after `index` make, and what cannot be there without that.
  void leave_out_later(schema::shape::Inspection& inspection, std::size_t index) const;

 private:
  std::map<schema::shape::Name, std::size_t> makers_;  ///< Of tables that the first does not make.
};

}  // namespace retort::command
