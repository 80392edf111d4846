// Third-party packages that migration scripts import, as far as migrations use them: written in
// Python under packages/ and embedded in the program. A project's own module of the same name wins.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "python/library.h"

namespace retort::script {

/// The embedded modules.
std::span<const python::BundledSource> package_sources();

/// The module of that dotted name, if there is one.
std::optional<python::ModuleSource> find_package_module(std::string_view dotted);

/// The package whose import adds the directive to `op` (`sync_enum_values`), or empty: Alembic
/// plug-ins are often imported by env.py only.
std::string_view package_of_directive(std::string_view directive);

}  // namespace retort::script
