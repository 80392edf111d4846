#include "project/python_path.h"

#include <algorithm>

#include "base/environment.h"

namespace retort::project {

std::vector<std::string> python_path() {
  std::vector<std::string> folders;
  const std::string variable = environment_variable("PYTHONPATH").value_or("");
  for (std::size_t begin = 0; begin < variable.size();) {
    const std::size_t end = std::min(variable.find(':', begin), variable.size());
    if (end > begin) folders.push_back(variable.substr(begin, end - begin));
    begin = end + 1;
  }
  return folders;
}

}  // namespace retort::project
