#include "runtime/script_end.h"

#include <algorithm>

namespace retort::runtime {

bool ends_on_purpose(const Error& error) {
  // Modules that come with Retort have no file.
  if (!error.place || error.place->file.starts_with("<")) return false;
  std::string_view line = error.place->line_text;
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  return line.starts_with("raise") || line.starts_with("assert");
}

bool lacks_function(std::string_view message) {
  return message.starts_with("AttributeError: module ") &&
         (message.ends_with(" has no attribute 'upgrade'") ||
          message.ends_with(" has no attribute 'downgrade'"));
}

}  // namespace retort::runtime
