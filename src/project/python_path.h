// PYTHONPATH: where Python looks for modules beside what the project says.
#pragma once

#include <string>
#include <vector>

namespace retort::project {

/// Its folders, in order, as they are written.
std::vector<std::string> python_path();

}  // namespace retort::project
