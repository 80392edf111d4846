#include "base/git_library.h"

#include <dlfcn.h>

#include <optional>

namespace retort {
namespace {

std::optional<Libgit2> load() {
  void* library = dlopen("libgit2.so." LIBGIT2_SOVERSION, RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) return std::nullopt;
  Libgit2 table;
#define RETORT_LIBGIT2_LOAD(name)                                             \
  table.name = reinterpret_cast<decltype(table.name)>(dlsym(library, #name)); \
  if (table.name == nullptr) return std::nullopt;
  RETORT_LIBGIT2_FUNCTIONS(RETORT_LIBGIT2_LOAD)
#undef RETORT_LIBGIT2_LOAD
  if (table.git_libgit2_init() < 0) return std::nullopt;
  // Containers often run as another user than the owner of the work tree. Reading runs nothing that
  // the repository's configuration names.
  table.git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
  return table;
}

}  // namespace

const Libgit2* libgit2() {
  static const std::optional<Libgit2> kLibrary = load();
  return kLibrary ? &*kLibrary : nullptr;
}

}  // namespace retort
