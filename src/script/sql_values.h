// Values of environment variables in the SQL of a migration, where its header asks for them.
//
//   ${NAME}    as it is: letters, digits, `_`, `.` and single `-` only
//   ${'NAME'}  as a string
//   ${"NAME"}  as a quoted name
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "script/host.h"
#include "script/sql_script.h"

namespace retort::script {

/// A statement as it is sent.
struct SqlText {
  std::string text;
  /// Where the two texts part and meet again; see SqlCommand. Empty when nothing was put in.
  std::vector<TextShift> shifts;
};

/// Puts the values into a part of the source. Names that are not among `values` stay as they are,
/// and so do secrets if `keep_secrets`. Errors: ErrorCode::command for a value that cannot stand
/// there unquoted; the value is not shown.
SqlText put_values(const Source& source, Span span, const std::vector<SqlValue>& values,
                   std::string_view dialect, bool keep_secrets);

}  // namespace retort::script
