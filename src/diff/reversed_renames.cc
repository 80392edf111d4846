// The only outside interface is reversed_renames.h.
#include "diff/reversed_renames.h"

#include <map>
#include <string_view>

namespace retort::diff {

Answers reversed_renames(const std::vector<std::string>& renamed) {
  constexpr std::string_view kTo = " to ";
  std::map<std::string, std::string> old_tables;  // By the names that they have now.
  Answers out;
  out.drops = {"*"};
  for (const std::string& rename : renamed) {
    const std::size_t to = rename.rfind(kTo), dot = rename.rfind('.', to);
    const std::string old = rename.substr(0, to), name = rename.substr(to + kTo.size());
    const std::string above = dot == rename.npos ? "" : rename.substr(0, dot);
    const std::string path = above.empty() ? name : above + "." + name;
    const std::string bare = old.substr(dot == old.npos ? 0 : dot + 1);
    out.declared.push_back(path + "=" + bare);
    old_tables[path] = old;
    // Tables go back first: then its column is one of a table that has its old name again.
    if (const auto table = old_tables.find(above); table != old_tables.end()) {
      out.declared.push_back(table->second + "." + name + "=" + bare);
    }
  }
  return out;
}

}  // namespace retort::diff
