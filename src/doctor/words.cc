#include "doctor/words.h"

#include <algorithm>

namespace retort::doctor {

void add_words(std::string_view text, std::vector<std::string>& words) {
  each_word(text, [&](std::string_view word) { words.emplace_back(word); });
}

std::string shell_word(std::string_view text) {
  constexpr std::string_view kPlain = "%+,-./:=@_";
  const auto is_plain = [&](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80 ||
           kPlain.find(c) != kPlain.npos;
  };
  if (!text.empty() && std::ranges::all_of(text, is_plain)) return std::string(text);
  std::string out(1, '\'');
  for (const char c : text) {
    if (c == '\'') out += "'\\'";
    out += c;
  }
  return out + '\'';
}

}  // namespace retort::doctor
