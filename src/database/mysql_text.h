// What this program reads in MySQL's SQL and messages. No state; any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "database/value.h"

namespace retort::database {

/// Writes a value as SQL text.
using WriteValue = std::function<void(const Value& value, std::string& out)>;

/// The statement with its `?` or `$1`, `$2`, ... outside of quotes and comments replaced by values.
/// Errors: ErrorCode::database if there are fewer values than the text asks for.
std::string with_values(std::string_view text, const std::vector<Value>& values,
                        const WriteValue& write);

/// The place in the statement that a syntax error speaks of: "... near 'TEXT' at line N". npos if
/// the message does not say so or the text is not found.
std::size_t syntax_error_offset(std::string_view statement, std::string_view message);

}  // namespace retort::database
