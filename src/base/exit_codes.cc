#include "base/exit_codes.h"

#include <array>
#include <stdexcept>

namespace retort {
namespace {

constexpr std::array kCodes = {
    ExitCode{"internal", 1, 500, "A defect of Retort itself."},
    ExitCode{"usage", 2, 400, "Wrong options or arguments."},
    ExitCode{"command", 255, 409, "What is asked for cannot be done, as Alembic's CommandError."},
    ExitCode{"config", 255, 500, "A configuration file or value is missing or wrong."},
    ExitCode{"graph", 255, 500, "The revision history is malformed."},
    ExitCode{"parse", 1, 500, "A script does not parse."},
    ExitCode{"script", 1, 500, "A script raised, or used what cannot be evaluated."},
    ExitCode{"unknown_value", 1, 500, "A script needs a value that only the application knows."},
    ExitCode{"limit", 1, 500, "A script exceeded its limit of steps, depth or memory."},
    ExitCode{"unsupported", 1, 501, "The dialect or this program cannot do what is asked."},
    ExitCode{"database", 1, 500, "The server refused a statement."},
    ExitCode{"connection", 1, 503, "The server cannot be reached, or was lost."},
    ExitCode{"locked", 1, 423, "Somebody else migrates the same database."},
    ExitCode{"io", 1, 500, "A file cannot be read or written."},
    ExitCode{"not_ready", 75, 503, "`gate` and `run`: the database is not ready for this code."},
    ExitCode{"at_head", 0, 200, "`status`: the database is at the heads of the files."},
    ExitCode{"behind", 10, 503, "`status`: revisions or repeatable scripts are pending."},
    ExitCode{"ahead", 11, 409, "`status`: the database has revisions that follow those here."},
    ExitCode{"foreign", 12, 409, "`status`: a version row that nothing here knows."},
    ExitCode{"diverged", 13, 409, "`status`: the database is on a branch apart from the files."},
    ExitCode{"dirty", 14, 500, "`status`: an interrupted step, or an applied file was changed."},
    ExitCode{"empty", 15, 503, "`status`: no tables and no version table."},
    ExitCode{"unversioned", 16, 409, "`status`: tables, and no version table."},
};

}  // namespace

std::span<const ExitCode> exit_codes() {
  return kCodes;
}

const ExitCode& exit_code(std::string_view name) {
  for (const ExitCode& row : kCodes) {
    if (row.name == name) return row;
  }
  throw std::logic_error("the table of exit codes has no such name");
}

}  // namespace retort
