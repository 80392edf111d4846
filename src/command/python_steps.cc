// The only outside interface is python_steps.h.
#include "command/python_steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/environment.h"
#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "base/signals.h"
#include "command/coverage.h"
#include "database/url.h"
#include "script/sql_outline.h"

namespace retort::command {
namespace {

/// What Python runs; one call of main() with the request follows it.
constexpr const char* kDriver = R"python(
import contextlib, importlib, io, json, os, sys, traceback

def report(**fields):
    with os.fdopen(3, "w") as out:
        json.dump(fields, out)

def place_in(error, path):
    line = 0
    for frame in traceback.extract_tb(error.__traceback__):
        if os.path.realpath(frame.filename) == os.path.realpath(path):
            line = frame.lineno
    return line

def configuration(request):
    from argparse import Namespace
    from alembic.config import Config
    options = Namespace(x=request["x"] or None, name=request["section"], config=request["config"])
    files = {"toml_file": request["config"]} if request["toml"] else {"file_": request["config"]}
    config = Config(ini_section=request["section"], cmd_opts=options, **files)
    if not config.get_main_option("script_location"):
        config.set_main_option("script_location", request["location"].replace("%", "%%"))
    if request["url"]:
        config.set_main_option("sqlalchemy.url", request["url"].replace("%", "%%"))
    return config

def run_online(request, script, config):
    from alembic.runtime.environment import EnvironmentContext
    from alembic.runtime.migration import MigrationStep

    def steps(rows, context):
        table = [context.version_table_schema or "", context.version_table]
        known = request["version_table"]
        # no schema is that of the connection: env.py and Retort need not say it alike
        default = context.dialect.default_schema_name
        if [table[0] or default, table[1]] != [known[0] or default, known[1]]:
            raise RuntimeError("env.py keeps the version table %s, and Retort %s: what env.py says of it could "
                               "not be read; give --version-table and --version-table-schema"
                               % (".".join(filter(None, table)), ".".join(filter(None, known))))
        if sorted(rows) != sorted(request["rows"]):
            raise RuntimeError("the version table holds %s and not %s: env.py connects to another "
                               "database, or another run got in between" % (sorted(rows), request["rows"]))
        upgrading = request["function"] == "upgrade"
        make = MigrationStep.upgrade_from_script if upgrading else MigrationStep.downgrade_from_script
        return [make(script.revision_map, script.get_revision(request["revision"]))]

    with EnvironmentContext(config, script, fn=steps, as_sql=False, tag=request["tag"],
                            destination_rev=request["revision"]):
        script.run_env()

def run_offline(request, script, config):
    from alembic.operations import Operations
    from alembic.runtime.environment import EnvironmentContext
    from sqlalchemy import MetaData

    buffer = io.StringIO()
    with EnvironmentContext(config, script, as_sql=True, tag=request["tag"]) as environment:
        environment.configure(dialect_name=request["dialect"], literal_binds=True, output_buffer=buffer,
                              target_metadata=MetaData(naming_convention=request["naming_convention"] or None))
        with Operations.context(environment.get_context()):
            getattr(script.get_revision(request["revision"]).module, request["function"])()
    sys.stdout.write(buffer.getvalue())

def application(request, script):
    """What env.py and the scripts expect around them: the context of a Flask application, say."""
    name = request["app"]
    if name:
        module, _, attribute = name.partition(":")
        found = importlib.import_module(module)
        for part in filter(None, attribute.removesuffix("()").split(".")):
            found = getattr(found, part)
        if callable(found) and not hasattr(found, "app_context"):
            found = found()
    else:
        with open(script.env_py_location, encoding="utf-8") as env:
            if "current_app" not in env.read():
                return contextlib.nullcontext()
        from flask.cli import ScriptInfo
        found = ScriptInfo().load_app()
    return found.app_context() if hasattr(found, "app_context") else contextlib.nullcontext()

def know_others(request, script):
    """Revisions in files that Alembic does not read stand in the history all the same."""
    from alembic.script.revision import Revision
    load = script.revision_map._generator

    def with_others():
        yield from load()
        for name, down, dependencies, labels in request["others"]:
            yield Revision(name, tuple(down) or None, dependencies=tuple(dependencies) or None,
                           branch_labels=tuple(labels) or None)

    script.revision_map._generator = with_others

def main(request):
    try:
        from alembic.script import ScriptDirectory
    except ImportError as error:
        report(missing=str(error), python=sys.executable)
        return 1
    try:
        config = configuration(request)
        script = ScriptDirectory.from_config(config)
        know_others(request, script)
        with application(request, script):
            (run_offline if request["rows"] is None else run_online)(request, script, config)
    except ImportError as error:
        report(missing=str(error), python=sys.executable)
        return 1
    except BaseException as error:
        report(error="%s: %s" % (type(error).__name__, error), line=place_in(error, request["path"]))
        return 1
    report(done=True)
    return 0
)python";

std::string interpreter(const std::string& given) {
  if (!given.empty()) return given;
  const std::optional<std::string> environment = environment_variable("VIRTUAL_ENV");
  return environment ? join_path(*environment, "bin/python") : "python3";
}

/// The call with the request, which is ASCII, as a text of Python.
std::string program_text(const Json& request) {
  return fmt::format("{}\nsys.exit(main(json.loads({})))\n", kDriver,
                     Json(request.dump(-1, ' ', true)).dump());
}

Place place_of_line(const revision::RevisionSpec& spec, int line) {
  Place place;
  place.file = spec.file();
  place.line = line;
  return place;
}

}  // namespace

/// Whether the configuration's `python_revisions` names this one: ids with blanks or commas
/// between.
static bool is_meant_for_python(Session& session, std::string_view id) {
  const auto configured = session.project().config.retort_option("python_revisions");
  if (!configured) return false;
  constexpr std::string_view kBetween = " ,\n\t";
  std::string_view rest = configured->value;
  while (true) {
    rest.remove_prefix(std::min(rest.find_first_not_of(kBetween), rest.size()));
    if (rest.empty()) return false;
    const std::size_t length = std::min(rest.find_first_of(kBetween), rest.size());
    if (rest.substr(0, length) == id) return true;
    rest.remove_prefix(length);
  }
}

PythonSteps::PythonSteps(Session& session, Mode mode) : session_(session), mode_(mode) {}

const revision::Plan& PythonSteps::expect(const revision::Plan& plan) {
  taken_.clear();
  if (!session_.request().with_python || session_.request().program != nullptr) return plan;
  Judge judge(session_);
  others_ = {{}, plan.purged, plan.heads, plan.warnings};
  for (const revision::Step& step : plan.steps) {
    const bool in_sql = script::is_sql_file(session_.graph()[step.revision].spec.path);
    if (step.operation != revision::Operation::stamp && !in_sql) {
      const std::string& id = session_.graph()[step.revision].spec.id;
      const bool meant = is_meant_for_python(session_, id);
      const ScriptCoverage found =
          meant ? ScriptCoverage() : judge.judge(step.revision, step.operation);
      if (meant || !is_native(found.verdict)) {
        taken_.emplace(step.revision, step.operation);
        session_.reporter().log("INFO", "retort",
                                fmt::format("{} will run in Python: {}", id,
                                            meant ? "python_revisions names it" : found.reason));
        continue;
      }
    }
    others_.steps.push_back(step);
  }
  return others_;
}

bool PythonSteps::takes(const revision::Step& step) const {
  return taken_.contains({step.revision, step.operation});
}

/// `MODULE[:NAME]` of what the step expects around it; empty where nobody named it.
static std::string app_for(Session& session) {
  if (!session.request().python_app.empty()) return session.request().python_app;
  const auto configured = session.project().config.retort_option("python_app");
  return configured ? configured->value : std::string();
}

/// The URL as it was given, with the password where that comes from a place of its own.
static Secret url_for(Session& session, Mode mode) {
  const project::Known<Secret>& known = session.environment(mode).url;
  if (!known.given() || mode == Mode::offline) return known.value;
  const bool apart = database::parse_url(known.value.reveal()).password != session.url().password;
  return apart ? database::render_with_password(session.url()) : known.value;
}

void PythonSteps::run(const revision::Step& step, const std::vector<std::string>& rows) {
  session_.reporter().print(call(step, &rows));
}

std::string PythonSteps::sql(const revision::Step& step) {
  return call(step, nullptr);
}

std::string PythonSteps::call(const revision::Step& step, const std::vector<std::string>* rows) {
  const revision::RevisionSpec& spec = session_.graph()[step.revision].spec;
  const project::Config& config = session_.project().config;
  Json convention = Json::object();
  const runtime::Settings& settings = session_.settings(mode_);
  for (const auto& [key, text] : settings.naming_convention) convention[key] = text;
  Json request = {
      {"config", config.ini_exists() ? config.ini_path() : config.toml_path()},
      {"toml", !config.ini_exists()},
      {"section", config.section()},
      {"location", absolute_path(session_.project().script_location)},
      {"url", url_for(session_, mode_).reveal()},
      {"x", session_.request().x_arguments},
      {"tag", nullptr},
      {"revision", spec.id},
      {"path", spec.path},
      {"function", step.operation == revision::Operation::upgrade ? "upgrade" : "downgrade"},
      {"dialect", session_.dialect(mode_).name()},
      {"version_table", Json::array({settings.version_table_schema, settings.version_table})},
      {"naming_convention", convention},
      {"app", app_for(session_)},
      {"rows", nullptr}};
  Json others = Json::array();
  const revision::Graph& graph = session_.graph();
  for (revision::Index at = 0; at < graph.size(); ++at) {
    const revision::RevisionSpec& other = graph[at].spec;
    if (!script::is_sql_file(other.path)) continue;
    others.push_back(
        Json::array({other.id, other.down_revisions, other.depends_on, other.branch_labels}));
  }
  request["others"] = std::move(others);
  if (session_.request().tag) request["tag"] = *session_.request().tag;
  if (rows != nullptr) request["rows"] = *rows;
  const std::string python = interpreter(*session_.request().with_python);
  ProgramRun run;
  try {
    run = run_program_with_input({python, "-"}, program_text(request));
  } catch (Error& error) {
    error.revision = spec.id;
    throw error.with_hint("Name the project's interpreter: --with-python=PATH.");
  }
  const Json answer = Json::parse(run.report, nullptr, false);
  if (run.status == 0 && answer.is_object() && answer.contains("done")) return run.output;
  if (rows != nullptr) session_.reporter().print(run.output);
  if (received_signal() != 0) {
    Error interrupted = interruption();
    interrupted.revision = spec.id;
    throw interrupted;
  }
  Secret password;
  if (session_.environment(mode_).url.given() && session_.url().password) {
    password = *session_.url().password;
  }
  Error error(ErrorCode::script, fmt::format("Python ended with status {}", run.status));
  if (answer.is_object() && answer.contains("missing")) {
    error.code = ErrorCode::config;
    error.message =
        fmt::format("{} cannot run this revision: {}", answer["python"].get<std::string>(),
                    answer["missing"].get<std::string>());
    error.with_hint(
        "Install the project and its packages there, or name another: --with-python=PATH.");
  } else if (answer.is_object() && answer.contains("error")) {
    error.message = "In Python: " + answer["error"].get<std::string>();
    if (const int line = answer["line"].get<int>(); line > 0)
      error.place = place_of_line(spec, line);
  }
  error.message = password.redact(error.message);
  error.revision = spec.id;
  throw error;
}

}  // namespace retort::command
