// `retort create-all`: the desired schema is made directly, without the migrations, in development.
//
// Databases that were made so and know nothing of the history are how a broken history goes
// unnoticed. So here the history is replayed as well, has to lead to the very same schema, and the
// new database stands at its heads.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "command/schema_source.h"
#include "command/session.h"

namespace retort::command {

struct CreateAllReport {
  std::string from;   ///< What says how the schema is: `the models`.
  std::string place;  ///< Where it was compared with what the history makes.
  std::size_t tables = 0;
  std::vector<std::string> heads;  ///< Where the database stands.
  std::vector<std::string> notes;  ///< What is not known of the source.
};

/// Makes the schema of `word` (see schema_source.h) in the project's database. Errors, with nothing
/// changed: ErrorCode::command in production, when the database has tables or a version table, when
/// the history does not lead to that schema (with the differences), when the history itself fails.
CreateAllReport create_all(Session& session, const std::string& word, SchemaOptions options);

std::string create_all_text(const CreateAllReport& report);
/// docs/json.md.
Json create_all_json(const CreateAllReport& report);

}  // namespace retort::command
