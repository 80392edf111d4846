// How the errors of the client libraries become `Error`s. No state; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"
#include "database/connection.h"

namespace retort::database {

/// Sets the statement, and marks the word that starts at byte `offset` in it. An offset outside
/// the statement marks nothing.
void set_statement(Error& error, std::string_view statement,
                   std::size_t offset = std::string::npos);

/// Whether the database says that a table, or the schema it should be in, is not there.
bool is_missing_table(const Error& error);

/// The answer to a statement that failed with `error`: that what it reads is missing, if it may be.
/// Throws the error else.
Result missing_or_throw(const Statement& statement, const Error& error);

/// The byte offset of the 1-based character `position` in UTF-8 text; npos if it is outside.
std::size_t offset_of_character(std::string_view text, std::size_t position);

/// A library's message as one line: ends trimmed, inner line breaks replaced by blanks.
std::string one_line(std::string_view message);

}  // namespace retort::database
