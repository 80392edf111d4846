// How the file of a new revision is named, and when it says that it was made.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/source.h"

namespace retort::script {

/// The moment at which a revision is made, with the zone in which it is written down.
struct CreateDate {
  std::int64_t microseconds = 0;    ///< Since 1970 in UTC.
  std::int64_t offset_seconds = 0;  ///< Ahead of UTC.
  std::optional<std::string> zone;  ///< The zone's abbreviation; none: naive local time.
};

/// Now, in the zone of the ini option `timezone` (looked up as written, then in upper case), else
/// in local time. Errors: `command` with Alembic's text for an unknown zone.
CreateDate create_date_now(const std::optional<std::string>& timezone);

/// The ini options that name files.
struct FileNaming {
  std::string file_template = "%(rev)s_%(slug)s";
  Origin template_origin;  ///< Where file_template is set.
  std::int64_t truncate_slug_length = 40;
};

/// The name without its suffix; it may hold slashes, for folders below the version location.
/// Errors: `config` at file_template when it does not fit.
std::string revision_file_stem(const FileNaming& naming, std::string_view id,
                               const std::optional<std::string>& message, const CreateDate& date);

/// Twelve hexadecimal digits at random, as Alembic makes them.
std::string random_revision_id();

}  // namespace retort::script
