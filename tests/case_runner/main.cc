// Runs the data-driven cases: every tests/cases/<folder>/<name>.txt is one GoogleTest test.
//
//   retort_cases [--cases DIR] [--retort PROGRAM] [--update] [GoogleTest options]
//
//   1. Each case gets a temporary directory, a clean environment and, if it asks for PostgreSQL or
//      MySQL, a database of its own on the server that RETORT_TEST_PG_URL or RETORT_TEST_MYSQL_URL
//      names.
//   2. Its files are written and its commands run in the order of the case file.
//   3. What differs on every run (that directory, that database) is replaced by $ROOT and the like.
//   4. The outcome is compared with the file; with --update (or RETORT_UPDATE_CASES=1) the file is
//      rewritten instead.
// RETORT_KEEP_CASES=1 leaves the temporary directories; RETORT_CASE_SECONDS changes the time limit
// of a command (60).
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "case_file.h"
#include "process.h"

namespace retort::cases {
namespace {

namespace fs = std::filesystem;

struct Settings {
  fs::path cases = RETORT_CASES_DIR;
  fs::path retort = RETORT_PROGRAM;
  fs::path runner;
  bool update = false;
  bool keep = false;
  std::chrono::seconds limit{60};
};

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void write_text(const fs::path& path, const std::string& text) {
  if (path.has_parent_path()) fs::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out) throw std::runtime_error("cannot write " + path.string());
}

std::string replace_all(std::string text, const std::string& from, const std::string& to) {
  if (from.empty()) return text;
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

/// The value of `key` in the query part of a URL, or empty.
std::string query_value(const std::string& url, const std::string& key) {
  const auto begin = url.find(key + "=");
  if (begin == std::string::npos) return "";
  const auto value = begin + key.size() + 1;
  return url.substr(value, url.find('&', value) - value);
}

/// A temporary directory that goes away with its owner.
class TemporaryDirectory {
 public:
  explicit TemporaryDirectory(bool keep) : keep_(keep) {
    std::string pattern = fs::temp_directory_path() / "retort-case.XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp: " + pattern);
    path_ = fs::canonical(pattern);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    if (keep_) {
      std::cout << "kept: " << path_.string() << "\n";
      return;
    }
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
  bool keep_;
};

/// A new database on the test server, dropped with its owner.
class TestDatabase {
 public:
  explicit TestDatabase(const std::string& name) : name_(name) {
    const std::string server = variable("RETORT_TEST_PG_URL");
    if (server.empty()) {
      throw std::runtime_error(
          "this case needs PostgreSQL and RETORT_TEST_PG_URL is not set: run it through ctest, or "
          "through tests/postgres/server run COMMAND");
    }
    host_ = query_value(server, "host");
    port_ = query_value(server, "port");
    execute("CREATE DATABASE \"" + name_ + "\" TEMPLATE template0");
  }
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;
  ~TestDatabase() {
    try {
      execute("DROP DATABASE IF EXISTS \"" + name_ + "\" WITH (FORCE)");
    } catch (const std::exception& error) {
      std::cerr << error.what() << "\n";
    }
  }

  std::string url() const {
    return "postgresql://postgres@/" + name_ + "?host=" + host_ + "&port=" + port_;
  }
  const std::string& name() const { return name_; }
  const std::string& host() const { return host_; }
  const std::string& port() const { return port_; }

 private:
  void execute(const std::string& sql) const {
    const Outcome outcome = run_shell("psql -qX -v ON_ERROR_STOP=1 -d postgres -c \"$SQL\"", "/",
                                      {{"PATH", variable("PATH")},
                                       {"SQL", sql},
                                       {"PGHOST", host_},
                                       {"PGPORT", port_},
                                       {"PGUSER", "postgres"}},
                                      std::chrono::seconds(60));
    if (outcome.exit_status != 0) throw std::runtime_error(sql + ": " + outcome.output);
  }

  std::string name_;
  std::string host_;
  std::string port_;
};

/// A new database on the MariaDB server for tests, dropped with its owner.
class MysqlDatabase {
 public:
  explicit MysqlDatabase(const std::string& name) : name_(name) {
    const std::string server = variable("RETORT_TEST_MYSQL_URL");
    if (server.empty()) {
      throw std::runtime_error(
          "this case needs MariaDB and RETORT_TEST_MYSQL_URL is not set: run it through ctest, or "
          "through tests/mysql/server run COMMAND");
    }
    socket_ = query_value(server, "unix_socket");
    execute("CREATE DATABASE " + name_);
  }
  MysqlDatabase(const MysqlDatabase&) = delete;
  MysqlDatabase& operator=(const MysqlDatabase&) = delete;
  ~MysqlDatabase() {
    try {
      execute("DROP DATABASE IF EXISTS " + name_);
    } catch (const std::exception& error) {
      std::cerr << error.what() << "\n";
    }
  }

  std::string url(const std::string& dialect) const {
    return dialect + "+pymysql://root@localhost/" + name_ + "?unix_socket=" + socket_;
  }
  const std::string& name() const { return name_; }
  const std::string& socket() const { return socket_; }
  /// An option file that leads `mariadb` and its like here.
  std::string option_file() const {
    return "[client]\nuser=root\nsocket=" + socket_ + "\n[mysql]\ndatabase=" + name_ + "\n";
  }

 private:
  void execute(const std::string& sql) const {
    const Outcome outcome = run_shell(
        "mariadb --no-defaults -u root -S \"$SOCKET\" -e \"$SQL\"", "/",
        {{"PATH", variable("PATH")}, {"SQL", sql}, {"SOCKET", socket_}}, std::chrono::seconds(60));
    if (outcome.exit_status != 0) throw std::runtime_error(sql + ": " + outcome.output);
  }

  std::string name_;
  std::string socket_;
};

/// One run of one case file.
class CaseRun {
 public:
  CaseRun(const Settings& settings, const CaseFile& file)
      : settings_(settings), file_(file), directory_(settings.keep) {
    if (file.postgresql) database_.emplace("retort_case_" + std::to_string(::getpid()));
    replacements_ = {{"$SQLITE_URL", "sqlite:///" + root() + "/case.db"}};
    if (database_) {
      replacements_.emplace_back("$PG_URL", database_->url());
      replacements_.emplace_back("$PGDATABASE", database_->name());
      replacements_.emplace_back("$PGHOST", database_->host());
    }
    if (file.mysql) {
      mysql_.emplace("retort_case_" + std::to_string(::getpid()));
      replacements_.emplace_back("$MYSQL_URL", mysql_->url("mysql"));
      replacements_.emplace_back("$MARIADB_URL", mysql_->url("mariadb"));
      replacements_.emplace_back("$MYSQL_DATABASE", mysql_->name());
      replacements_.emplace_back("$MYSQL_SOCKET", mysql_->socket());
      write_text(directory_.path() / ".my.cnf", mysql_->option_file());
    }
    replacements_.emplace_back("$ROOT", root());
  }

  std::vector<Outcome> run() {
    if (!file_.project.empty()) copy_project();
    std::vector<Outcome> outcomes;
    for (const Step& step : file_.steps) {
      if (step.kind == Step::Kind::write_file) {
        const InputFile& input = file_.files[step.index];
        write_text(directory_.path() / input.path, expand(input.text));
      } else {
        outcomes.push_back(run_command(file_.commands[step.index]));
      }
    }
    return outcomes;
  }

 private:
  std::string root() const { return directory_.path().string(); }

  /// What `--- project KIND` stands for: the files of tests/cases/project, with the URL put in.
  void copy_project() const {
    for (const auto& entry : fs::directory_iterator(fs::path(RETORT_CASES_DIR) / "project")) {
      const std::string url = file_.project == "postgresql" ? "$PG_URL"
                              : file_.project == "mysql"    ? "$MYSQL_URL"
                              : file_.project == "mariadb"  ? "$MARIADB_URL"
                                                            : "$SQLITE_URL";
      write_text(directory_.path() / entry.path().filename(),
                 expand(replace_all(read_text(entry.path()), "$DATABASE_URL", url)));
    }
    fs::create_directories(directory_.path() / "versions");
  }

  std::string expand(std::string text) const {
    for (const auto& [name, value] : replacements_) {
      if (name != "$PGDATABASE" && name != "$PGHOST") text = replace_all(text, name, value);
    }
    return text;
  }

  Environment environment() const {
    Environment all = {{"PATH", settings_.retort.parent_path().string() + ":" + variable("PATH")},
                       {"HOME", root()},
                       {"TMPDIR", root()},
                       {"LC_ALL", "C.UTF-8"},
                       {"TZ", "UTC"},
                       {"PYTHONDONTWRITEBYTECODE", "1"},
                       {"CASE_RUNNER", settings_.runner.string()},
                       {"SOURCE", RETORT_SOURCE_DIR}};
    for (const auto& [name, value] : replacements_) all.emplace_back(name.substr(1), value);
    if (database_) {
      all.emplace_back("PGPORT", database_->port());
      all.emplace_back("PGUSER", "postgres");
    }
    // Where the sanitizers write their reports.
    for (const char* name : {"ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"}) {
      if (const char* value = std::getenv(name)) all.emplace_back(name, value);
    }
    for (const auto& [name, value] : file_.environment) all.emplace_back(name, expand(value));
    return all;
  }

  Outcome run_command(const Command& command) const {
    Outcome outcome = run_shell(command.text, root(), environment(), settings_.limit);
    for (const auto& [name, value] : replacements_) {
      outcome.output = replace_all(outcome.output, value, name);
    }
    return outcome;
  }

  const Settings& settings_;
  const CaseFile& file_;
  TemporaryDirectory directory_;
  std::optional<TestDatabase> database_;
  std::optional<MysqlDatabase> mysql_;
  /// Name in the case file and value in this run; longer values come before their parts.
  std::vector<std::pair<std::string, std::string>> replacements_;
};

/// The difference of two texts as `diff -u` shows it.
std::string difference(const std::string& expected, const std::string& actual) {
  const TemporaryDirectory directory(false);
  write_text(directory.path() / "expected", expected);
  write_text(directory.path() / "actual", actual);
  return run_shell("diff -u --label expected --label actual expected actual | tail -n +3",
                   directory.path(), {{"PATH", variable("PATH")}}, std::chrono::seconds(10))
      .output;
}

class CaseTest : public testing::Test {
 public:
  CaseTest(const Settings& settings, fs::path path) : settings_(settings), path_(std::move(path)) {}

  void TestBody() override {
    try {
      run_case();
    } catch (const CaseError& error) {
      ADD_FAILURE_AT(path_.c_str(), 1) << error.what();
    }
  }

 private:
  void run_case() {
    const std::string text = read_text(path_);
    const CaseFile file = parse_case(text);
    const std::vector<Outcome> outcomes = CaseRun(settings_, file).run();
    if (settings_.update) {
      const std::string updated = rewrite(file, outcomes);
      if (updated != text) {
        write_text(path_, updated);
        std::cout << "rewritten: " << path_.string() << "\n";
      }
      return;
    }
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      const Command& command = file.commands[i];
      const Outcome expected{command.expected, command.exit_status};
      if (outcomes[i] == expected) continue;
      ADD_FAILURE_AT(path_.c_str(), command.line)
          << "$ " << command.text << "\n"
          << difference(format_outcome(expected), format_outcome(outcomes[i]));
    }
  }

  const Settings& settings_;
  fs::path path_;
};

/// One test a case file, in the order of their names; suite = folder, test = file name.
void register_cases(const Settings& settings) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(settings.cases)) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    const std::string suite = fs::relative(path.parent_path(), settings.cases).string();
    const std::string name = path.stem().string();
    testing::RegisterTest(
        suite.c_str(), name.c_str(), nullptr, nullptr, path.c_str(), 1,
        [&settings, path]() -> CaseTest* { return new CaseTest(settings, path); });
  }
}

Settings read_settings(int count, char** arguments) {
  Settings settings;
  settings.runner = fs::canonical("/proc/self/exe");
  settings.update = !variable("RETORT_UPDATE_CASES").empty();
  settings.keep = !variable("RETORT_KEEP_CASES").empty();
  if (const std::string seconds = variable("RETORT_CASE_SECONDS"); !seconds.empty()) {
    settings.limit = std::chrono::seconds(std::stoi(seconds));
  }
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    if (argument == "--update") {
      settings.update = true;
    } else if (argument == "--cases" && i + 1 < count) {
      settings.cases = arguments[++i];
    } else if (argument == "--retort" && i + 1 < count) {
      settings.retort = fs::absolute(arguments[++i]);
    } else {
      throw std::runtime_error("unknown argument " + argument);
    }
  }
  return settings;
}

}  // namespace
}  // namespace retort::cases

int main(int count, char** arguments) {
  testing::InitGoogleTest(&count, arguments);
  try {
    const auto settings = retort::cases::read_settings(count, arguments);
    retort::cases::register_cases(settings);
    const int status = RUN_ALL_TESTS();
    if (testing::UnitTest::GetInstance()->test_to_run_count() == 0) {
      std::cerr << "no case was selected\n";
      return 1;
    }
    return status;
  } catch (const std::exception& error) {
    std::cerr << "retort_cases: " << error.what() << "\n";
    return 2;
  }
}
