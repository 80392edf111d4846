#include "doctor/environment_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "database/url.h"
#include "python/ast.h"
#include "python/parser.h"

namespace retort::doctor {
namespace {

/// How a statement is nested.
struct Nesting {
  bool conditional = false;     ///< Below an `if` that is not about `__name__`.
  bool in_transaction = false;  ///< Below `with context.begin_transaction()`.
};

using Visit = std::function<void(const python::Stmt&, const Nesting&)>;

/// The statements of a module, whole ones before those inside of them.
class StatementWalk {
 public:
  StatementWalk(const Source& source, Visit visit) : source_(source), visit_(std::move(visit)) {}

  void walk(python::StmtList body, const Nesting& nesting = {}) {
    for (const python::Stmt* statement : body) {
      visit_(*statement, nesting);
      inside(*statement, nesting);
    }
  }

 private:
  std::string_view text(Span span) const {
    return std::string_view(source_.text).substr(span.begin, span.end - span.begin);
  }

  void inside(const python::Stmt& statement, Nesting nesting) {
    if (const auto* function = python::try_as<python::FunctionDef>(&statement)) {
      walk(function->body, nesting);
    } else if (const auto* async = python::try_as<python::AsyncFunctionDef>(&statement)) {
      walk(async->body, nesting);
    } else if (const auto* type = python::try_as<python::ClassDef>(&statement)) {
      walk(type->body, nesting);
    } else if (const auto* loop = python::try_as<python::For>(&statement)) {
      walk(loop->body, nesting);
      walk(loop->orelse, nesting);
    } else if (const auto* repeat = python::try_as<python::While>(&statement)) {
      walk(repeat->body, nesting);
    } else if (const auto* choice = python::try_as<python::If>(&statement)) {
      if (text(choice->test->span).find("__name__") == std::string_view::npos) {
        nesting.conditional = true;
      }
      walk(choice->body, nesting);
      walk(choice->orelse, nesting);
    } else if (const auto* with = python::try_as<python::With>(&statement)) {
      note_transaction(with->span, with->body, nesting);
      walk(with->body, nesting);
    } else if (const auto* async_with = python::try_as<python::AsyncWith>(&statement)) {
      note_transaction(async_with->span, async_with->body, nesting);
      walk(async_with->body, nesting);
    } else if (const auto* attempt = python::try_as<python::Try>(&statement)) {
      walk(attempt->body, nesting);
      for (const python::ExceptHandler& handler : attempt->handlers) walk(handler.body, nesting);
      walk(attempt->orelse, nesting);
      walk(attempt->finalbody, nesting);
    }
  }

  void note_transaction(Span span, python::StmtList body, Nesting& nesting) const {
    const std::uint32_t end = body.empty() ? span.end : body.front()->span.begin;
    if (text({span.begin, end}).find("context.begin_transaction(") != std::string_view::npos) {
      nesting.in_transaction = true;
    }
  }

  const Source& source_;
  Visit visit_;
};

bool is_simple(const python::Stmt& statement) {
  using enum python::StmtKind;
  constexpr std::array kSimple = {Expr, Assign, AugAssign, AnnAssign, Return, Assert};
  return std::ranges::find(kSimple, statement.kind) != kSimple.end();
}

bool is_raise(const python::Stmt& statement, std::string_view text) {
  return statement.kind == python::StmtKind::Raise ||
         (is_simple(statement) && text.find("exit(") != text.npos);
}

class EnvironmentChecks {
 public:
  EnvironmentChecks(const project::Project& project, const project::Environment& environment,
                    const FileSystem& files, const History& history, const LostAndFound& git,
                    Findings& findings)
      : project_(project),
        environment_(environment),
        files_(files),
        history_(history),
        git_(git),
        findings_(findings) {}

  void passwords() {
    const project::IniFile& ini = project_.config.ini();
    if (ini.source() == nullptr) return;
    for (const project::IniSection& section : ini.sections()) {
      for (const project::IniOption& option : section.options) {
        if (option.value.find("://") != std::string::npos) report_password(ini, option);
      }
    }
  }

  void env_script() {
    std::optional<std::string> text = files_.read_if_exists(project_.env_path());
    if (!text) return;
    const auto source = std::make_shared<const Source>(
        Source{display_path(files_.real_path(project_.env_path())), *std::move(text)});
    try {
      const auto module = python::parse_module(source);
      swallowed_exceptions(*module);
      commits(*module);
    } catch (const Error& error) {
      findings_.add("RT201", error.message, error.place.value_or(Place{source->path, 0, 0, {}, 1}));
    }
  }

  /// The application's modules are looked at as far as they mention the call at all.
  void create_all() {
    std::size_t budget = 5000;
    const std::string env = project_.env_path();
    if (files_.exists(env) && seen_.insert(files_.real_path(env)).second) look_at_module(env);
    for (const std::string& folder : project_.import_paths) look_into(folder, budget);
  }

  void schemas() {
    const std::string& version_schema = environment_.version_table_schema.value;
    std::set<std::string> used;
    bool creates =
        creates_schema(files_.read_if_exists(project_.env_path()).value_or(""), version_schema);
    for (const script::MigrationFile& file : history_.files()) {
      if (file.source == nullptr) continue;
      creates = creates || creates_schema(file.source->text, version_schema);
      schemas_in(file.source->text, used);
    }
    if (!version_schema.empty() && !creates && version_schema != "public") {
      Finding& finding = findings_.add(
          "RT406",
          fmt::format("The version table is in schema {}, which nothing creates", version_schema));
      finding.place =
          place_of_option(environment_.version_table_schema.from, "version_table_schema");
      if (finding.place.empty()) {
        finding.evidence.push_back(environment_.version_table_schema.from + " says so");
      }
      finding.repair =
          fmt::format("Have env.py run CREATE SCHEMA IF NOT EXISTS {} first.", version_schema);
    }
    used.erase("public");
    if (used.empty() || environment_.include_schemas.value ||
        environment_.target_metadata.value.empty()) {
      return;
    }
    Finding& finding = findings_.add(
        "RT407", fmt::format("Migrations use the {} {}, and env.py does not set include_schemas",
                             used.size() == 1 ? "schema" : "schemas", fmt::join(used, ", ")));
    finding.severity = Severity::info;
    finding.place.file = display_path(files_.real_path(project_.env_path()));
    finding.repair = "Add include_schemas=True to context.configure() in env.py.";
  }

 private:
  /// Where a file names an option, from the line of the call on. `from`: FILE:LINE of the call.
  Place place_of_option(std::string_view from, std::string_view option) const {
    const std::size_t colon = from.rfind(':');
    if (colon == from.npos) return {};
    std::optional<std::string> text = files_.read_if_exists(std::string(from.substr(0, colon)));
    if (!text) return {};
    int line = 0;
    const std::string_view number = from.substr(colon + 1);
    std::from_chars(number.data(), number.data() + number.size(), line);
    std::size_t at = 0;
    for (; line > 1 && at < text->size(); --line)
      at = std::min(text->find('\n', at), text->size() - 1) + 1;
    at = text->find(option, at);
    if (at == std::string::npos) return {};
    const Source source{std::string(from.substr(0, colon)), *std::move(text)};
    const auto begin = static_cast<std::uint32_t>(at);
    return place_in(source, {begin, static_cast<std::uint32_t>(at + option.size())});
  }

  static std::string_view text_of(const python::Module& module, Span span) {
    return std::string_view(module.source->text).substr(span.begin, span.end - span.begin);
  }

  void report_password(const project::IniFile& ini, const project::IniOption& option) {
    try {
      const database::Url url = database::parse_url(option.value);
      if (!url.password || url.password->reveal().empty()) return;
      if (database::canonical_dialect(url).empty()) return;  // Alembic's template: driver://...
      if (url.password->reveal().find("%(") != std::string::npos) return;  // comes from elsewhere
    } catch (const Error&) {
      return;  // no URL of a database
    }
    const GitRepository* repository = git_.repository();
    if (repository != nullptr) {
      const std::optional<std::string> path =
          repository->relative(real_path(project_.config.ini_path()));
      if (!path || !repository->is_tracked(*path)) return;
    }
    Place place = place_in(*ini.source(), option.span);
    place.line_text.clear();  // it holds the password
    Finding& finding = findings_.add("RT402", fmt::format("Option {} holds a password", option.key),
                                     std::move(place));
    finding.evidence.push_back(repository != nullptr ? "The file is committed to git."
                                                     : "The file is not in a git repository.");
    finding.repair =
        "Take the password out, give the URL in RETORT_DATABASE_URL or from env.py, and change the "
        "password.";
  }

  /// `except` around the migrations that neither raises nor ends the program.
  void swallowed_exceptions(const python::Module& module) {
    StatementWalk(*module.source, [&](const python::Stmt& statement, const Nesting&) {
      if (const auto* with = python::try_as<python::With>(&statement)) {
        return suppressed_exceptions(module, *with);
      }
      const auto* attempt = python::try_as<python::Try>(&statement);
      if (attempt == nullptr || attempt->body.empty()) return;
      const Span tried{attempt->body.front()->span.begin, attempt->body.back()->span.end};
      if (text_of(module, tried).find("run_migrations") == std::string_view::npos) return;
      for (const python::ExceptHandler& handler : attempt->handlers) {
        if (ends(module, handler.body)) continue;
        findings_
            .add("RT404", "env.py goes on after a failed migration",
                 place_in(*module.source, head_of(module, handler.span)))
            .repair = "End the handler with `raise`.";
      }
    }).walk(module.body);
  }

  /// `with suppress(...):` around the migrations.
  void suppressed_exceptions(const python::Module& module, const python::With& with) {
    if (with.body.empty()) return;
    const Span head{with.span.begin, with.body.front()->span.begin};
    const Span body{with.body.front()->span.begin, with.body.back()->span.end};
    if (text_of(module, head).find("suppress(") == std::string_view::npos ||
        text_of(module, body).find("run_migrations") == std::string_view::npos) {
      return;
    }
    findings_
        .add("RT404", "env.py goes on after a failed migration",
             place_in(*module.source, head_of(module, with.span)))
        .repair = "Run the migrations outside of suppress().";
  }

  static bool ends(const python::Module& module, python::StmtList body) {
    bool found = false;
    StatementWalk(*module.source, [&](const python::Stmt& statement, const Nesting&) {
      found = found || is_raise(statement, text_of(module, statement.span));
    }).walk(body);
    return found;
  }

  /// The first line of a span.
  static Span head_of(const python::Module& module, Span span) {
    const std::size_t end = text_of(module, span).find('\n');
    if (end != std::string_view::npos) span.end = span.begin + static_cast<std::uint32_t>(end);
    return span;
  }

  /// What follows the migrations commits nothing of theirs half done.
  void commits(const python::Module& module) {
    const std::size_t last_run = module.source->text.rfind("run_migrations()");
    StatementWalk(*module.source, [&](const python::Stmt& statement, const Nesting& nesting) {
      if (!nesting.in_transaction || !is_simple(statement)) return;
      const std::string_view text = text_of(module, statement.span);
      if (text.find(".commit()") == text.npos && text.find("\"COMMIT\"") == text.npos) return;
      const bool afterwards = last_run != std::string::npos && statement.span.begin > last_run;
      if (afterwards && module.source->text.find("transaction_per_migration=True") != text.npos) {
        return;
      }
      Finding& finding =
          findings_.add("RT405", "env.py commits inside of the migrations' transaction",
                        place_in(*module.source, statement.span));
      finding.repair = "Remove the call: leaving context.begin_transaction() commits.";
      if (!afterwards) return;
      finding.severity = Severity::info;
      finding.breaks = "nothing: it is not needed";
    }).walk(module.body);
  }

  static bool is_for_tests(std::string_view name) {
    constexpr std::array<std::string_view, 5> kNames = {"conftest.py", "test.py", "tests.py",
                                                        "fixture.py", "fixtures.py"};
    return name.starts_with("test_") || name.ends_with("_test.py") ||
           std::ranges::find(kNames, name) != kNames.end();
  }

  void look_into(const std::string& folder, std::size_t& budget) {
    const auto entries = files_.list(folder);
    if (!entries) return;
    constexpr std::array<std::string_view, 8> kOthers = {
        "node_modules", "venv", "env", "site-packages", "__pycache__", "tests", "test", "testing"};
    for (const DirectoryEntry& entry : *entries) {
      const std::string path = join_path(folder, entry.name);
      if (entry.name.starts_with('.') || entry.is_link || budget == 0) continue;
      if (entry.is_directory) {
        const bool other = std::ranges::find(kOthers, entry.name) != kOthers.end() ||
                           files_.exists(join_path(path, "pyvenv.cfg"));
        if (!other) look_into(path, budget);
      } else if (entry.name.ends_with(".py") && !is_for_tests(entry.name) &&
                 seen_.insert(files_.real_path(path)).second) {
        --budget;
        look_at_module(path);
      }
    }
  }

  void look_at_module(const std::string& path) {
    std::string text;
    if (!files_.read_into(path, text) || text.find(".create_all") == std::string::npos) return;
    const auto source = std::make_shared<const Source>(
        Source{display_path(files_.real_path(path)), std::move(text)});
    try {
      const auto module = python::parse_module(source);
      if (stamps(*module)) return;
      StatementWalk(*module->source, [&](const python::Stmt& statement, const Nesting& nesting) {
        if (nesting.conditional || !is_simple(statement)) return;
        const std::string_view written = text_of(*module, statement.span);
        if (written.find(".create_all(") == written.npos &&
            written.find(".create_all)") == written.npos) {
          return;
        }
        findings_
            .add("RT401", "create_all() makes tables that no migration knows of",
                 place_in(*module->source, statement.span))
            .repair = "Call it only where an explicit setting for development says so.";
      }).walk(module->body);
    } catch (const Error&) {
      return;  // a module of the application that is no Python is not this program's business
    }
  }

  /// Whether a module gives the database that it makes a version.
  static bool stamps(const python::Module& module) {
    bool found = false;
    StatementWalk(*module.source, [&](const python::Stmt& statement, const Nesting&) {
      found =
          found || (is_simple(statement) &&
                    text_of(module, statement.span).find("stamp(") != std::string_view::npos &&
                    text_of(module, statement.span).find("timestamp(") == std::string_view::npos);
    }).walk(module.body);
    return found;
  }

  static bool creates_schema(const std::string& text, const std::string& schema) {
    if (schema.empty()) return true;
    const bool names = text.find(schema) != std::string::npos ||
                       text.find("version_table_schema") != std::string::npos;
    for (const std::string_view way : {"CREATE SCHEMA", "create schema", "CreateSchema("}) {
      if (names && text.find(way) != std::string::npos) return true;
    }
    return false;
  }

  /// The names in `schema="..."`.
  static void schemas_in(const std::string& text, std::set<std::string>& used) {
    for (std::size_t at = text.find("schema="); at != text.npos;
         at = text.find("schema=", at + 1)) {
      const std::size_t begin = at + std::string_view("schema=").size();
      if (begin >= text.size() || (text[begin] != '"' && text[begin] != '\'')) continue;
      const std::size_t end = text.find(text[begin], begin + 1);
      if (end != text.npos && end > begin + 1) used.insert(text.substr(begin + 1, end - begin - 1));
    }
  }

  const project::Project& project_;
  const project::Environment& environment_;
  const FileSystem& files_;
  const History& history_;
  const LostAndFound& git_;
  Findings& findings_;
  std::set<std::string> seen_;
};

/// Whether configparser would refuse the value.
bool has_lone_percent(std::string_view value) {
  for (std::size_t at = value.find('%'); at != value.npos; at = value.find('%', at)) {
    const std::string_view rest = value.substr(at);
    const std::size_t close = rest.find(')');
    if (rest.starts_with("%%")) {
      at += 2;
    } else if (rest.starts_with("%(") && close != rest.npos && rest.substr(close + 1, 1) == "s") {
      at += close + 2;
    } else {
      return true;
    }
  }
  return false;
}

}  // namespace

void check_environment(const project::Project& project, const project::Environment& environment,
                       const FileSystem& files, const History& history, const LostAndFound& git,
                       Findings& findings) {
  EnvironmentChecks checks(project, environment, files, history, git, findings);
  checks.passwords();
  checks.env_script();
  checks.create_all();
  checks.schemas();
}

void check_ini(const project::Config& config, Findings& findings) {
  const project::IniFile& ini = config.ini();
  for (const project::IniSection& section : ini.sections()) {
    if (section.name != config.section()) continue;
    for (const project::IniOption& option : section.options) {
      if (!has_lone_percent(option.value)) continue;
      Place place = place_in(*ini.source(), option.span);
      if (option.value.find("://") != std::string::npos) place.line_text.clear();
      Finding& finding = findings.add(
          "RT403", fmt::format("Option {} has a `%` that stands for itself", option.key),
          std::move(place));
      finding.repair = "Write it as %%.";
    }
  }
}

}  // namespace retort::doctor
