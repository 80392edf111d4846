#pragma once

#include <set>
#include <sstream>
#include <string>

/// The words of a text that begin with #, without it, each once.
inline std::set<std::string> tags_in(const std::string& text) {
  std::set<std::string> tags;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (word.size() > 1 && word.front() == '#') tags.insert(word.substr(1));
  }
  return tags;
}
