// Changes as the body of upgrade() or downgrade(), as Alembic renders them.
#pragma once

#include <string>

#include "diff/changes.h"
#include "script/python_schema.h"

namespace retort::diff {

/// The lines of the function, each but the first indented by four blanks, between the two comments
/// that Alembic writes. Without changes: `pass`. `as_batch`: render_as_batch. Imports go to
/// `writer`.
std::string python_body(const Changes& changes, script::PythonWriter& writer, bool as_batch);

/// The lines of one change, without the comments around it.
std::string change_text(const Change& change, script::PythonWriter& writer, bool as_batch);

/// Lines of a function between the two comments, indented as those of python_body().
std::string commented(std::string_view lines);

/// The import lines that the bodies need, sorted.
std::string python_imports(const script::PythonWriter& writer);

}  // namespace retort::diff
