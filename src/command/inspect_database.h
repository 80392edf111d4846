// `retort inspect [URL]`: a live database as SQL that makes it again, as JSON, or as an overview.
#pragma once

#include <string>

#include "base/json.h"
#include "command/session.h"
#include "schema/shape.h"

namespace retort::command {

/// Reads the database at `url`; an empty one means the project's. Nothing is written to it. Errors:
/// those of the connection; ErrorCode::unsupported for a dialect that cannot be read as a whole.
schema::shape::Inspection inspect_database(Session& session, const std::string& url);

/// Which database that is, without its password.
std::string shown_url(Session& session, const std::string& url);

/// One line for each object, tables with their columns, and what was not read.
std::string inspection_text(const schema::shape::Inspection& inspection);
/// The statements in order; what was not read stands before them as comments.
std::string inspection_sql(const schema::shape::Inspection& inspection);
/// The shape, with its `fingerprint`; docs/json.md.
Json inspection_json(const schema::shape::Inspection& inspection);
/// The same as text.
std::string inspection_json_text(const schema::shape::Inspection& inspection);

}  // namespace retort::command
