#include "script/surroundings.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/environment.h"
#include "base/file.h"
#include "base/json.h"
#include "python/interpreter_state.h"
#include "python/objects.h"
#include "script/exceptions.h"
#include "script/packages.h"

namespace retort::script {

using python::Interpreter;
using python::Value;

namespace {

Value value_of_json(Interpreter& interpreter, const Json& json) {
  switch (json.type()) {
    case Json::value_t::boolean:
      return Value::boolean(json.get<bool>());
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
      return Value::integer(json.get<std::int64_t>());
    case Json::value_t::number_float:
      return Value::real(json.get<double>());
    case Json::value_t::string:
      return Value::string(json.get<std::string>());
    case Json::value_t::array: {
      python::ValueList items;
      for (const Json& item : json) items.push_back(value_of_json(interpreter, item));
      return python::make_list(std::move(items));
    }
    case Json::value_t::object: {
      auto dict = python::make<python::DictObject>();
      for (const auto& [key, item] : json.items()) {
        dict->table.set(interpreter, Value::string(key), value_of_json(interpreter, item));
      }
      return dict;
    }
    default:
      return Value::none();
  }
}

/// Whether there are Python files in the folder or near below it.
bool holds_modules(const FileSystem& files, const std::string& folder, int depth = 0) {
  constexpr int kDeepest = 3;
  const std::optional<std::vector<DirectoryEntry>> entries = files.list(folder);
  if (!entries) return false;
  return std::ranges::any_of(*entries, [&](const DirectoryEntry& entry) {
    if (entry.is_directory) {
      return depth < kDeepest && !entry.name.starts_with('.') &&
             holds_modules(files, join_path(folder, entry.name), depth + 1);
    }
    return entry.name.ends_with(".py");
  });
}

}  // namespace

bool fits(std::string_view pattern, std::string_view name) {
  if (pattern.empty()) return name.empty();
  if (pattern.front() == '*') {
    for (std::size_t skip = 0; skip <= name.size(); ++skip) {
      if (fits(pattern.substr(1), name.substr(skip))) return true;
    }
    return false;
  }
  return !name.empty() && (pattern.front() == '?' || pattern.front() == name.front()) &&
         fits(pattern.substr(1), name.substr(1));
}

void Surroundings::add_module(std::string_view name, SourcePtr source) {
  modules_.emplace_back(name, std::move(source));
}

std::vector<std::string> Surroundings::added_paths() const {
  std::vector<std::string> out;
  if (interpreter_ == nullptr) return out;
  const Value paths = interpreter_->find_attribute(interpreter_->import_module("sys"), "path");
  const auto* list = paths.try_as<python::ListObject>();
  if (list == nullptr) return out;
  for (const Value& path : list->items) {
    if (const std::string* text = python::string_of(path)) out.push_back(absolute_path(*text));
  }
  return out;
}

std::optional<python::ModuleSource> Surroundings::find_in(
    const std::vector<std::string>& directories, const std::string& path) const {
  if (project_.files == nullptr) return std::nullopt;
  for (const std::string& directory : directories) {
    for (bool is_package : {true, false}) {
      std::string file = join_path(directory, path + (is_package ? "/__init__.py" : ".py"));
      auto text = project_.files->read_if_exists(file);
      if (!text) continue;
      auto source = std::make_shared<const Source>(Source{display_path(file), std::move(*text)});
      return python::ModuleSource{std::move(source), is_package};
    }
  }
  return std::nullopt;
}

std::optional<python::ModuleSource> Surroundings::find_module(std::string_view dotted) {
  for (const auto& [name, source] : modules_) {
    if (name == dotted) return python::ModuleSource{source, false};
  }
  std::string path(dotted);
  std::ranges::replace(path, '.', '/');
  // Parts of SQLAlchemy itself would not fit those that come with Retort.
  if (dotted.starts_with("sqlalchemy.")) return find_package_module(dotted);
  const std::vector<std::string>& own = project_.module_directories;
  const std::vector<std::string>& packages = project_.package_directories;
  const std::vector<std::string> added = added_paths();
  for (const auto* directories : {&own, &added}) {
    if (auto found = find_in(*directories, path)) return found;
  }
  if (auto found = find_package_module(dotted)) return found;
  if (auto found = find_in(packages, path)) return found;
  // A package without `__init__.py` is what no other is found for.
  for (const auto* directories : {&own, &added, &packages}) {
    for (const std::string& directory : *directories) {
      if (project_.files && holds_modules(*project_.files, join_path(directory, path))) {
        return python::ModuleSource{nullptr, true};
      }
    }
  }
  return std::nullopt;
}

Value Surroundings::supplied_value(Interpreter& interpreter, std::string_view dotted) {
  for (const ValueRule& rule : values_) {
    if (!fits(rule.pattern, dotted)) continue;
    Json json = Json::parse(rule.json, nullptr, false);
    // What is no JSON is a plain text.
    if (json.is_discarded()) return Value::string(rule.json);
    return value_of_json(interpreter, json);
  }
  // Modules that are imported define things; what they call while they do touches no database.
  if (dotted.ends_with("()") && interpreter.state().importing == 0) host_.called_unknown(dotted);
  return Value::absent();
}

bool Surroundings::inside_project(const std::string& path) const {
  if (!project_.files) return false;
  const std::string real = project_.files->real_path(path);
  return std::ranges::any_of(project_.roots, [&](const std::string& folder) {
    if (folder.empty()) return false;
    const std::string root = project_.files->real_path(folder);
    return real.starts_with(root) && (real.size() == root.size() || real[root.size()] == '/');
  });
}

std::optional<std::string> Surroundings::read_file(std::string_view path) {
  std::string text(path);
  if (!inside_project(text) || project_.files->is_directory(text)) return std::nullopt;
  return project_.files->read_if_exists(text);
}

std::optional<std::vector<std::string>> Surroundings::list_directory(std::string_view path) {
  std::string text(path);
  if (!inside_project(text)) return std::nullopt;
  auto entries = project_.files->list(text);
  if (!entries) return std::nullopt;
  std::vector<std::string> names;
  for (DirectoryEntry& entry : *entries) names.push_back(std::move(entry.name));
  return names;
}

std::optional<std::string> Surroundings::environment_variable(std::string_view name) {
  if (name == "PWD") return absolute_path(".");  // Others may have left it as it was.
  return retort::environment_variable(std::string(name).c_str());
}

void Surroundings::settle(python::Interpreter& interpreter) {
  with_database_errors(interpreter, [&] { host_.settle(); });
}

std::int64_t Surroundings::now_microseconds() {
  return retort::now_microseconds();
}
std::int64_t Surroundings::local_offset_seconds() {
  return retort::local_offset_seconds(retort::now_microseconds());
}
std::uint64_t Surroundings::random_bits() {
  return retort::random_bits();
}

}  // namespace retort::script
