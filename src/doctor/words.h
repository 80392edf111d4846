// The words of a text: everything that could be a name. No state; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::doctor {

/// Appends the words of `text`: letters, digits, `_`, `$` and bytes above ASCII.
void add_words(std::string_view text, std::vector<std::string>& words);

/// The text as one word of a shell's command line, in quotes where it needs them.
std::string shell_word(std::string_view text);

/// Calls `take` with each word, as it stands.
template <class Take>
void each_word(std::string_view text, const Take& take) {
  const auto is_part = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || static_cast<unsigned char>(c) >= 0x80;
  };
  std::size_t at = 0;
  while (at < text.size()) {
    if (!is_part(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_part(text[end])) ++end;
    take(text.substr(at, end - at));
    at = end;
  }
}

}  // namespace retort::doctor
