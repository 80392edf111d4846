// Roles for a server of PostgreSQL that was started for scratch databases: schemas and scripts
// grant to roles, which belong to a server and are not made by them.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "command/session.h"
#include "database/connection.h"
#include "database/url.h"

namespace retort::command {

/// The roles of the connection's server, but for those that a script of the project creates. Empty
/// for other databases.
std::vector<std::string> roles_to_make(Session& session, database::Connection& connection);

/// The role for want of which a statement was refused; empty: it was something else.
std::string missing_role(const Error& error);

/// Makes them, without a login, on a server that has none of them.
void make_roles(const database::Url& server, const std::vector<std::string>& roles);

}  // namespace retort::command
