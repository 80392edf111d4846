// The only outside interface is scripts.h.
#include "command/scripts.h"

#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "command/config_options.h"
#include "command/known_dialect.h"
#include "command/project_files.h"
#include "command/run_arguments.h"
#include "python/parser.h"
#include "script/parse_ahead.h"
#include "script/runner.h"
#include "script/sql_outline.h"

namespace retort::command {
namespace {

script::Direction direction_of(const revision::Step& step) {
  return step.operation == revision::Operation::upgrade ? script::Direction::upgrade
                                                        : script::Direction::downgrade;
}

}  // namespace

Scripts::Scripts(Session& session) : session_(session), history_(session) {}
Scripts::~Scripts() = default;

void Scripts::expect(const revision::Plan& plan, Mode mode) {
  const Program* program = session_.request().program;
  sql_.clear();
  taken_.assign(session_.graph().size(), false);
  std::vector<const revision::RevisionSpec*> files;
  files.reserve(plan.steps.size());
  for (const revision::Step& step : plan.steps) {
    if (step.operation == revision::Operation::stamp) continue;
    const revision::RevisionSpec& spec = session_.graph()[step.revision].spec;
    if (program != nullptr && program->find(spec.id) != nullptr) continue;
    if (script::is_sql_file(spec.path)) {
      sql_.emplace(step.revision,
                   prepare(step, session_.dialect(mode).name(), mode == Mode::offline));
      continue;
    }
    files.push_back(&spec);
  }
  parsed_ = std::make_unique<script::ParseAhead>(session_.files(), std::move(files));
}

void Scripts::next_run() {
  runner_.reset();
}

runtime::RunScript Scripts::runner() {
  return [this](const revision::Step& step, script::Host& host) { run(step, host); };
}

std::shared_ptr<const python::Module> Scripts::parse(const revision::RevisionSpec& spec) {
  if (last_ == nullptr || last_path_ != spec.path) {
    last_ = python::parse_module(history_.text_of(spec));
    last_path_ = spec.path;
  }
  return last_;
}

script::SqlScript Scripts::prepare(const revision::Step& step, std::string_view dialect,
                                   bool offline) {
  const revision::RevisionSpec& spec = session_.graph()[step.revision].spec;
  return script::prepare_sql(history_.text_of(spec), spec.id, direction_of(step), dialect, offline);
}

void Scripts::run_sql(const revision::Step& step, script::Host& host) {
  const auto prepared = sql_.extract(step.revision);
  try {
    script::run_sql(
        prepared ? prepared.mapped() : prepare(step, host.dialect().name(), host.offline()), host);
  } catch (Error& error) {
    if (error.revision.empty()) error.revision = session_.graph().id(step.revision);
    throw;
  }
}

void Scripts::run(const revision::Step& step, script::Host& host) {
  const revision::RevisionSpec& spec = session_.graph()[step.revision].spec;
  const Program* program = session_.request().program;
  if (program != nullptr) {
    if (const CompiledMigration* compiled = program->find(spec.id)) {
      return compiled->run(host, direction_of(step));
    }
  }
  if (script::is_sql_file(spec.path)) return run_sql(step, host);
  if (runner_ == nullptr) {
    script::RunnerOptions options;
    options.project =
        program == nullptr ? project_files(session_.project()) : project_files(*program);
    if (program == nullptr) {
      const Mode mode = host.offline() ? Mode::offline : Mode::online;
      for (const std::string& path : session_.environment(mode).import_paths) {
        options.project.module_directories.push_back(path);
      }
    }
    if (session_.imports() != nullptr) options.project.files = session_.imports();
    for (const auto& [name, json] : session_.request().overrides.values) {
      options.values.push_back({name, json});
    }
    for (const auto& [name, type] : session_.request().overrides.types) {
      options.types.push_back({name, type});
    }
    RunArguments arguments = run_arguments(session_.project());
    options.arguments = std::move(arguments.arguments);
    options.env_source = std::move(arguments.env_source);
    const project::Environment& environment =
        session_.environment_in(host.offline() ? Mode::offline : Mode::online);
    options.context_options = environment.context_options;
    if (environment.context_options.empty() && !environment.notes.empty()) {
      options.context_gap = environment.notes.front();
    }
    options.parameter_style = parameter_style(environment, host.dialect().name());
    if (environment.version_table.given()) options.version_table = environment.version_table.value;
    options.version_table_schema = environment.version_table_schema.value;
    options.config = std::make_unique<ConfigOptions>(session_.project().config);
    options.history = &history_;
    runner_ = std::make_unique<script::Runner>(host, std::move(options));
  }
  std::shared_ptr<const python::Module> script;
  try {
    // A script that runs again is parsed again: the others wait in the order of the plan.
    const bool is_next = parsed_ != nullptr && !taken_[step.revision];
    if (is_next) taken_[step.revision] = true;
    script = is_next ? parsed_->next() : parse(spec);
  } catch (Error& error) {
    error.revision = spec.id;
    throw;
  }
  runner_->run(script, spec.id, direction_of(step));
}

}  // namespace retort::command
