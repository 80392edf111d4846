// Passwords and URLs that stand neither in the configuration nor in the command line: in mounted
// files, in the environment, in what another program writes.
//
// Everything is read when it is asked for, so that a rotated secret counts at the next connection.
#pragma once

#include <optional>
#include <string>

#include "base/secret.h"
#include "project/environment.h"

namespace retort::project {

/// The content of a mounted secret, without the line end. `name` is a path, a folder that holds a
/// file of its own name (`/secrets/db` for `/secrets/db/db`), or a bare name that is looked for in
/// `/run/secrets/NAME`, `/secrets/NAME/NAME` and `/secrets/NAME`. Errors: ErrorCode::config, naming
/// `from`, when there is no such file or it is empty.
Secret read_secret(const std::string& name, const std::string& from);

/// The password of the database's user, from the first of: `--password-file`, RETORT_PASSWORD_FILE,
/// RETORT_PASSWORD, and of Retort's own section `password_file` and `password_command` (a list, or
/// words). It takes the place of the URL's. Nothing when none is given. Errors: ErrorCode::config.
std::optional<Known<Secret>> find_password(const Overrides& overrides, const Config& config);

}  // namespace retort::project
