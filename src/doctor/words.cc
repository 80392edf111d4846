#include "doctor/words.h"

namespace retort::doctor {

void add_words(std::string_view text, std::vector<std::string>& words) {
  each_word(text, [&](std::string_view word) { words.emplace_back(word); });
}

}  // namespace retort::doctor
