// Migrations that are part of the program: what the CMake function retort_embed_migrations() makes.
#pragma once

#include <cstddef>
#include <string_view>

namespace retort {

/// One embedded file. The texts live as long as the program.
struct EmbeddedFile {
  std::string_view path;     ///< Below the directory, with `/`.
  std::string_view content;  ///< Its bytes as they were at build time.
};

/// A versions directory (`.py` and `.sql` migrations) inside the program. A plain constant: it
/// needs no set-up, costs nothing at start-up, and may be shared by threads.
struct EmbeddedDirectory {
  std::string_view name;                ///< As `retort_embed_migrations(... NAME name)`.
  const EmbeddedFile* files = nullptr;  ///< An array that is never freed; sorted by path.
  std::size_t file_count = 0;
};

}  // namespace retort
