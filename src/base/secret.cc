#include "base/secret.h"

namespace retort {

std::string Secret::redact(std::string_view text) const {
  std::string result;
  if (text_.empty()) return std::string(text);
  std::size_t at = 0;
  for (;;) {
    const std::size_t found = text.find(text_, at);
    result.append(text.substr(at, found - at));
    if (found == std::string_view::npos) return result;
    result.append(kHiddenSecret);
    at = found + text_.size();
  }
}

}  // namespace retort
