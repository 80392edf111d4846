// A session behind a pooler that hands its transactions to varying sessions of the server: what is
// set outside of a transaction does not hold there, and stays behind for others.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "database/connection.h"

namespace retort::database {

/// The session after these statements of env.py. Behind a pooler (PostgreSQL: the process that
/// answers is not the one that the connection began with; asked when there are statements),
/// settings
/// (`SET search_path TO x`) are in force in each transaction, as SET LOCAL at its beginning, and
/// for nobody else. A statement outside of a transaction gets one of its own; one that cannot have
/// any is refused. Other statements run once.
std::unique_ptr<Connection> set_up(std::unique_ptr<Connection> session,
                                   const std::vector<std::string>& statements);

}  // namespace retort::database
