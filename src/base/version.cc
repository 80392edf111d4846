#include "base/version.h"

namespace retort {

std::string_view program_version() {
  return RETORT_VERSION;
}

}  // namespace retort
