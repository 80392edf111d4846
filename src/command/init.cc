// The only outside interface is init.h.
#include "command/init.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/files.h"
#include "base/new_file.h"
#include "project/toml.h"

namespace retort::command {
namespace {

/// A template, by the names of its embedded files; empty: it has no such file.
struct Template {
  std::string_view name, summary, ini, toml, env, script;
};

constexpr std::array<Template, 6> kTemplates = {{
    {"async", "One database, through an asyncio driver.", "alembic.ini", "", "env_async.py",
     "script.py.mako"},
    {"generic", "One database.", "alembic.ini", "", "env.py", "script.py.mako"},
    {"multidb", "Several databases that are migrated together.", "alembic_multidb.ini", "",
     "env_multidb.py", "script_multidb.py.mako"},
    {"pyproject", "One database, configured in pyproject.toml.", "alembic_pyproject.ini",
     "pyproject.toml", "env.py", "script.py.mako"},
    {"pyproject_async", "The same, through an asyncio driver.", "alembic_pyproject.ini",
     "pyproject.toml", "env_async.py", "script.py.mako"},
    {"sql", "One database, with migrations in plain SQL, for Retort alone.", "alembic_sql.ini", "",
     "", ""},
}};

constexpr std::string_view kLocation = "${script_location}";

/// `path` seen from `folder`; both absolute.
std::string relative_path(const std::string& path, const std::string& folder) {
  const auto parts = [](std::string_view text) {
    std::vector<std::string_view> out;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('/', begin), text.size());
      if (end > begin) out.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
    return out;
  };
  const std::vector<std::string_view> to = parts(path);
  const std::vector<std::string_view> from = parts(folder);
  const auto [left, right] = std::ranges::mismatch(to, from);
  std::string out;
  for (auto part = right; part != from.end(); ++part) out += "../";
  for (auto part = left; part != to.end(); ++part) out.append(*part).append("/");
  if (!out.empty()) out.pop_back();
  return out;
}

/// What `script_location` says in a configuration file, whose path is absolute.
std::string script_location(const std::string& directory, const std::string& config_path) {
  if (directory.starts_with('/')) return directory;
  const std::string relative = relative_path(absolute_path(directory), parent_path(config_path));
  return relative.empty() ? "%(here)s" : "%(here)s/" + relative;
}

std::string with_location(std::string text, const std::string& location) {
  for (std::size_t at = text.find(kLocation); at != std::string::npos;
       at = text.find(kLocation, at + location.size())) {
    text.replace(at, kLocation.size(), location);
  }
  return text;
}

class Initializer {
 public:
  Initializer(const InitRequest& request, StatusLines& lines)
      : request_(request),
        lines_(lines),
        config_(project::Config::load(request.config)),
        chosen_(std::ranges::find(kTemplates, request.project_template, &Template::name)),
        directory_(absolute_path(request.directory)) {}

  InitReport run() {
    check();
    make(directory_);
    make(join_path(directory_, "versions"));
    write("Generating", join_path(directory_, "README"), fmt::format("{}\n", chosen_->summary));
    if (!chosen_->env.empty())
      write("Generating", join_path(directory_, "env.py"), text(chosen_->env));
    if (!chosen_->script.empty()) {
      write("Generating", join_path(directory_, "script.py.mako"), text(chosen_->script));
    }
    ini();
    if (!chosen_->toml.empty()) toml();
    if (request_.package) {
      write("Adding", join_path(directory_, "__init__.py"), "");
      write("Adding", join_path(directory_, "versions/__init__.py"), "");
    }
    lines_.write(last_words());
    return std::move(report_);
  }

 private:
  void check() const {
    if (!directory_names(request_.directory).empty()) {
      throw Error(ErrorCode::command,
                  fmt::format("Directory {} already exists and is not empty", request_.directory))
          .with_hint("Name a new folder.");
    }
    if (path_exists(request_.directory) && !is_directory(request_.directory)) {
      throw Error(ErrorCode::command, fmt::format("{} is no directory", request_.directory))
          .with_hint("Name a new folder.");
    }
    if (chosen_ != kTemplates.end()) return;
    throw Error(ErrorCode::command, fmt::format("No such template {}", request_.project_template))
        .with_hint("`retort list_templates` lists them.");
  }

  static std::string text(std::string_view name) {
    return std::ranges::find(embedded_files(), name, &EmbeddedFile::name)->text;
  }

  void make(const std::string& path) {
    if (path_exists(path)) return;
    Status status(lines_, fmt::format("Creating directory {}", path));
    make_folder(path);
    status.done();
  }

  void write(std::string_view what, const std::string& path, const std::string& text) {
    Status status(lines_, fmt::format("{} {}", what, path));
    if (!create_file(path, text)) {
      throw Error(ErrorCode::command, fmt::format("File {} exists already", path))
          .with_hint("Somebody else made it just now; name another folder.");
    }
    status.done();
    report_.written.push_back(path);
  }

  void skip(const std::string& path, std::string_view why) {
    lines_.write(fmt::format("File {} {}, skipping\n", path, why));
    report_.skipped.push_back(path);
  }

  void ini() {
    ini_path_ = absolute_path(config_.ini_path());
    if (path_exists(ini_path_)) return skip(ini_path_, "already exists");
    write("Generating", ini_path_,
          with_location(text(chosen_->ini), script_location(request_.directory, ini_path_)));
  }

  void toml() {
    toml_path_ = absolute_path(config_.toml_path());
    const std::string added =
        with_location(text(chosen_->toml), script_location(request_.directory, toml_path_));
    if (!path_exists(toml_path_)) return write("Generating", toml_path_, added);
    const SourcePtr source = read_source(toml_path_);
    if (!project::read_tool_table(*source, "alembic").members.empty()) {
      return skip(toml_path_, "already exists and already has a [tool.alembic] section");
    }
    Status status(lines_, fmt::format("Appending to existing {}", toml_path_));
    real_files().write(toml_path_, source->text + "\n\n" + added);
    status.done();
    report_.written.push_back(toml_path_);
  }

  std::string last_words() const {
    if (toml_path_.empty()) {
      return fmt::format(
          "Please edit configuration/connection/logging settings in {} before proceeding.\n",
          ini_path_);
    }
    return fmt::format(
        "Please edit configuration settings in {} and configuration/connection/logging settings in "
        "{} before proceeding.\n",
        toml_path_, ini_path_);
  }

  const InitRequest& request_;
  StatusLines& lines_;
  project::Config config_;
  decltype(kTemplates)::const_iterator chosen_;
  std::string directory_;
  std::string ini_path_, toml_path_;
  InitReport report_;
};

}  // namespace

std::vector<TemplateSummary> list_templates() {
  std::vector<TemplateSummary> out;
  for (const Template& known : kTemplates) {
    out.push_back({std::string(known.name), std::string(known.summary)});
  }
  return out;
}

InitReport init(const InitRequest& request, StatusLines& lines) {
  return Initializer(request, lines).run();
}

Json templates_json(const std::vector<TemplateSummary>& templates) {
  Json list = Json::array();
  for (const TemplateSummary& entry : templates) {
    list.push_back({{"name", entry.name}, {"summary", entry.summary}});
  }
  return {{"templates", std::move(list)}};
}

Json init_json(const InitReport& report) {
  return {{"written", report.written}, {"skipped", report.skipped}};
}

}  // namespace retort::command
