#include "database/libpq_library.h"

#include <dlfcn.h>

#include <string>

#include "base/error.h"

namespace retort::database {
namespace {

constexpr const char* kLibraryName = "libpq.so.5";

Error missing(const std::string& reason) {
  return Error(ErrorCode::connection, "Cannot use PostgreSQL: " + reason)
      .with_hint(
          "Install PostgreSQL's client library, release 14 or newer (Debian: apt install libpq5).");
}

void* symbol(void* library, const char* name) {
  void* address = dlsym(library, name);
  if (address == nullptr)
    throw missing(std::string(kLibraryName) + " has no function " + name + ".");
  return address;
}

LibpqLibrary load() {
  void* library = dlopen(kLibraryName, RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) {
    const char* reason = dlerror();
    throw missing(reason != nullptr ? reason : std::string(kLibraryName) + " cannot be loaded");
  }
  LibpqLibrary table;
#define RETORT_LIBPQ_LOAD(name) \
  table.name = reinterpret_cast<decltype(table.name)>(symbol(library, #name));
  RETORT_LIBPQ_FUNCTIONS(RETORT_LIBPQ_LOAD)
#undef RETORT_LIBPQ_LOAD
  return table;
}

}  // namespace

const LibpqLibrary& libpq() {
  static const LibpqLibrary kLibrary = load();
  return kLibrary;
}

}  // namespace retort::database
