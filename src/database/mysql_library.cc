#include "database/mysql_library.h"

#include <dlfcn.h>

#include <string>

#include "base/error.h"

namespace retort::database {
namespace {

constexpr const char* kLibraryName = "libmariadb.so.3";

Error missing(const std::string& reason) {
  return Error(ErrorCode::connection, "Cannot use MySQL and MariaDB: " + reason)
      .with_hint(
          "Install MariaDB's client library, which speaks to MySQL servers too (Debian: apt "
          "install libmariadb3).");
}

void* symbol(void* library, const char* name) {
  void* address = dlsym(library, name);
  if (address == nullptr)
    throw missing(std::string(kLibraryName) + " has no function " + name + ".");
  return address;
}

MysqlLibrary load() {
  void* library = dlopen(kLibraryName, RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) {
    const char* reason = dlerror();
    throw missing(reason != nullptr ? reason : std::string(kLibraryName) + " cannot be loaded");
  }
  MysqlLibrary table;
#define RETORT_MYSQL_LOAD(name) \
  table.name = reinterpret_cast<decltype(table.name)>(symbol(library, #name));
  RETORT_MYSQL_FUNCTIONS(RETORT_MYSQL_LOAD)
#undef RETORT_MYSQL_LOAD
  return table;
}

}  // namespace

const MysqlLibrary& libmariadb() {
  static const MysqlLibrary kLibrary = load();
  return kLibrary;
}

}  // namespace retort::database
