#include "retort/version.h"

#include "base/version.h"

namespace retort {

std::string_view version() {
  return program_version();
}

}  // namespace retort
