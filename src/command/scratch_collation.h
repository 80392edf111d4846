// The collation of a MySQL or MariaDB database, which its tables have where nothing else is said:
// one to try a history on must have that of the database that it is compared with.
#pragma once

#include <string>

#include "database/connection.h"
#include "database/url.h"

namespace retort::command {

/// The collation of the connection's database; empty for other kinds of databases.
std::string collation_of(database::Connection& connection);

/// Gives it to a scratch database; an empty one changes nothing, and so does one that the server
/// does not know.
void set_collation(const database::Url& scratch, const std::string& collation);

}  // namespace retort::command
