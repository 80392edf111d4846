// What the interpreter gets from outside while scripts of a project run: the project's own modules
// and files, values that the user supplied, the environment, the time.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/files.h"
#include "python/interpreter.h"
#include "script/host.h"

namespace retort::script {

/// `--value app.settings.pg=true`: a dotted name, with shell patterns, and a JSON value.
struct ValueRule {
  std::string pattern;
  std::string json;
};

struct ProjectFiles {
  const FileSystem* files = nullptr;
  /// Where modules are looked for, in order (prepend_sys_path, the project's root).
  std::vector<std::string> module_directories;
  /// Where they are looked for when they do not come with Retort either (PYTHONPATH).
  std::vector<std::string> package_directories;
  /// Scripts read files below these directories only.
  std::vector<std::string> roots;
};

/// Whether a dotted name fits a pattern with `*` and `?`.
bool fits(std::string_view pattern, std::string_view name);

class Surroundings final : public python::Host {
 public:
  Surroundings(script::Host& host, ProjectFiles project, std::vector<ValueRule> values)
      : host_(host), project_(std::move(project)), values_(std::move(values)) {}

  void write_output(std::string_view text) override { host_.write_output(text); }
  void log(std::string_view level, std::string_view logger, std::string_view message) override {
    host_.log(level, logger, message);
  }
  /// A further module, under a name that comes before the project's.
  void add_module(std::string_view name, SourcePtr source);

  /// Modules are looked for in its sys.path, too; must outlive the look-ups.
  void search_path_of(python::Interpreter& interpreter) { interpreter_ = &interpreter; }
  /// The folders that scripts have put there.
  std::vector<std::string> added_paths() const;

  std::optional<python::ModuleSource> find_module(std::string_view dotted) override;
  python::Value supplied_value(python::Interpreter& interpreter, std::string_view dotted) override;
  std::optional<std::string> read_file(std::string_view path) override;
  std::optional<std::vector<std::string>> list_directory(std::string_view path) override;
  std::optional<std::string> environment_variable(std::string_view name) override;
  void settle(python::Interpreter& interpreter) override;
  std::int64_t now_microseconds() override;
  std::int64_t local_offset_seconds() override;
  std::uint64_t random_bits() override;

 private:
  std::optional<python::ModuleSource> find_in(const std::vector<std::string>& directories,
                                              const std::string& path) const;
  bool inside_project(const std::string& path) const;

  script::Host& host_;
  ProjectFiles project_;
  std::vector<ValueRule> values_;
  python::Interpreter* interpreter_ = nullptr;
  std::vector<std::pair<std::string, SourcePtr>> modules_;
};

}  // namespace retort::script
