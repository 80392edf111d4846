// The watching process is started before anything that it has to remove.
#include "runtime/scratch_database.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/new_file.h"
#include "base/process.h"
#include "database/connection.h"

namespace retort::runtime {
namespace {

constexpr std::string_view kBeginning = "retort-proof-";

/// The PostgreSQL of that version, else the newest that is installed; empty without one.
std::string postgresql_programs(std::optional<int> major_version) {
  constexpr std::string_view kRoot = "/usr/lib/postgresql";
  std::pair<int, std::string> newest{-1, {}};
  for (const std::string& name : directory_names(std::string(kRoot))) {
    const std::string bin = fmt::format("{}/{}/bin", kRoot, name);
    const bool number = !name.empty() && name.find_first_not_of("0123456789") == name.npos;
    if (!number || name.size() > 4 || !path_exists(bin + "/initdb")) continue;
    newest = std::max(newest, {std::stoi(name), bin});
    if (newest.first == major_version) break;
  }
  if (!newest.second.empty()) return newest.second;
  const std::optional<std::string> found = find_program("initdb");
  return found && find_program("pg_ctl") ? parent_path(*found) : std::string();
}

std::optional<std::string> mysql_program() {
  for (const char* name : {"mariadbd", "mysqld"}) {
    if (auto found = find_program(name)) return found;
    std::string path = fmt::format("/usr/sbin/{}", name);
    if (path_exists(path)) return path;
  }
  return std::nullopt;
}

/// Servers refuse to run as root: a function `as_server` of the shell.
std::string as_server_user(std::string_view user, const std::string& folder) {
  if (!is_root()) return "as_server() { \"$@\"; }\n";
  return fmt::format(
      "chown {0}: '{1}'\n"
      "as_server() {{ (cd / && exec setpriv --reuid={0} --regid={0} --clear-groups \"$@\"); }}\n",
      user, folder);
}

Error no_server(std::string_view dialect) {
  return Error(ErrorCode::config,
               fmt::format("There is no {} to try the history on: no server is installed here",
                           dialect))
      .with_hint("Give --url of a server on which a database may be made for it.");
}

/// Locked by the script that starts a server, which goes on when this process is killed, and then
/// by whoever stops the server and removes this first. The server itself does not keep it.
std::string lock_file(const std::string& folder) {
  return folder + "/lock";
}

void make_server_folder(const std::string& folder) {
  make_private_folder(folder);
  create_file(lock_file(folder), "");
}

void stop_server(const std::string& folder, const std::string& stop) {
  run_program(
      {"sh", "-c", fmt::format("exec 9<'{0}'\nflock 9\nrm '{0}'\n{1}", lock_file(folder), stop)});
  remove_folder(folder);
}

/// The server goes on with the CREATE DATABASE of a killed process: until that has ended, for half
/// a minute at most.
std::string wait_until_unmentioned(std::string_view database) {
  return fmt::format(
      "DO $$BEGIN FOR i IN 1..300 LOOP EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE "
      "state = 'active' AND pid <> pg_backend_pid() AND query LIKE '%{}%'); PERFORM "
      "pg_stat_clear_snapshot(), pg_sleep(0.1); END LOOP; END$$",
      database);
}

/// MySQL and MariaDB: whoever makes the database has this lock until its session ends, so that
/// whoever drops it comes after a CREATE DATABASE that a killed process has sent.
void take_name(database::Connection& connection, std::string_view database) {
  try {
    connection.execute(fmt::format("SELECT GET_LOCK('{}', 30)", database));
  } catch (const Error& error) {
    // A cluster has no such locks.
    if (error.code != ErrorCode::database) throw;
  }
}

}  // namespace

ScratchDatabase::ScratchDatabase(std::string_view dialect,
                                 const std::optional<database::Url>& server,
                                 std::optional<int> major_version) {
  if (dialect == "sqlite") {
    folder_ = temporary_path(kBeginning);
    janitor_ = std::make_unique<Janitor>([folder = folder_] { remove_folder(folder); });
    make_private_folder(folder_);
    url_.dialect = "sqlite";
    url_.database = folder_ + "/scratch.db";
    place_ = "a temporary SQLite file";
  } else if (server) {
    use_server(*server);
  } else if (dialect == "postgresql") {
    start_postgresql(major_version);
  } else {
    start_mysql();
  }
}

ScratchDatabase::~ScratchDatabase() = default;

void ScratchDatabase::use_server(const database::Url& server) {
  const std::string name = fmt::format("retort_proof_{:012x}", random_bits() >> 16);
  const bool postgresql = database::canonical_dialect(server) == "postgresql";
  const char quote = postgresql ? '"' : '`';
  janitor_ = std::make_unique<Janitor>([server, name, quote] {
    const auto connection = database::connect(server);
    if (quote == '"') {
      connection->execute(wait_until_unmentioned(name));
    } else {
      take_name(*connection, name);
    }
    // A killed process's session may still be there.
    const bool forced = quote == '"' && connection->server_version() >= database::ServerVersion{13};
    connection->execute(fmt::format("DROP DATABASE IF EXISTS {}{}{}{}", quote, name, quote,
                                    forced ? " WITH (FORCE)" : ""));
  });
  const std::unique_ptr<database::Connection> connection = database::connect(server);
  if (!postgresql) take_name(*connection, name);
  database::Statement create;
  create.text = fmt::format("CREATE DATABASE {}{}{}", quote, name, quote);
  create.alone = true;
  connection->execute(create);
  url_ = server;
  url_.database = name;
  place_ = fmt::format("a new database of {}", render(server));
}

void ScratchDatabase::run_script(const std::string& script, std::string_view what) {
  const std::string log = folder_ + "/log";
  const int status =
      run_program({"sh", "-c",
                   fmt::format("exec 2>/dev/null 9<'{0}'\nflock 9\n[ -e '{0}' ] || exit 1\n"
                               "exec >'{1}' 2>&1 </dev/null\n{2}",
                               lock_file(folder_), log, script)});
  if (status == 0) return;
  std::string text = read_file_if_exists(log).value_or("");
  while (text.ends_with('\n')) text.pop_back();
  throw Error(ErrorCode::io,
              fmt::format("Can't start {}: {}", what, text.substr(text.rfind('\n') + 1)))
      .with_hint("Give --url of a server on which a database may be made for it.");
}

void ScratchDatabase::start_postgresql(std::optional<int> major_version) {
  const std::string programs = postgresql_programs(major_version);
  if (programs.empty()) throw no_server("PostgreSQL");
  folder_ = temporary_path(kBeginning);
  const std::string user = as_server_user("postgres", folder_);
  const std::string stop = fmt::format("{}as_server '{}/pg_ctl' -D '{}/data' -m immediate -w stop",
                                       user, programs, folder_);
  janitor_ = std::make_unique<Janitor>([stop, folder = folder_] { stop_server(folder, stop); });
  make_server_folder(folder_);
  run_script(
      fmt::format("set -e\n{0}"
                  "as_server '{1}/initdb' -D '{2}/data' -U postgres -A trust -E UTF8 "
                  "--locale=C.UTF-8 -N\n"
                  "as_server '{1}/pg_ctl' -D '{2}/data' -w -t 60 -l '{2}/data/log' start -o \"-c "
                  "listen_addresses='' -c unix_socket_directories='{2}' -c fsync=off -c "
                  "synchronous_commit=off -c full_page_writes=off\" 9>&-\n",
                  user, programs, folder_),
      "a PostgreSQL server");
  url_ = database::parse_url(
      fmt::format("postgresql://postgres@/postgres?host={}&port=5432", folder_));
  place_ = "a PostgreSQL server that was started for it";
}

void ScratchDatabase::start_mysql() {
  const std::optional<std::string> program = mysql_program();
  if (!program || !find_program("mariadb-install-db")) throw no_server("MariaDB");
  folder_ = temporary_path(kBeginning);
  const std::string user = as_server_user("mysql", folder_);
  const std::string stop = fmt::format(
      "pid=$(cat '{0}/pid') && kill -KILL \"$pid\" && while kill -0 \"$pid\"; do sleep 0.05; done",
      folder_);
  janitor_ = std::make_unique<Janitor>([stop, folder = folder_] { stop_server(folder, stop); });
  make_server_folder(folder_);
  run_script(
      fmt::format(
          "set -e\n{0}as_server mkdir '{2}/tmp'\nexport TMPDIR='{2}/tmp'\n"
          "as_server mariadb-install-db --no-defaults --datadir='{2}/data' "
          "--auth-root-authentication-method=normal --skip-test-db --skip-name-resolve\n"
          "{{ exec 9>&-; as_server '{1}' --no-defaults --datadir='{2}/data' --tmpdir='{2}/tmp' "
          "--socket='{2}/socket' --pid-file='{2}/pid' --skip-networking "
          "--skip-name-resolve --skip-log-bin --character-set-server=utf8mb4 "
          "--innodb-flush-log-at-trx-commit=0 --innodb-buffer-pool-size=64M "
          "; }} &\n"
          "tries=0\n"
          "until mariadb --no-defaults -u root -S '{2}/socket' -e 'CREATE DATABASE scratch'"
          "; do\n"
          "  tries=$((tries + 1)); [ \"$tries\" -lt 300 ] || exit 1; sleep 0.1\n"
          "done\n",
          user, *program, folder_),
      "a MariaDB server");
  url_ = database::parse_url(
      fmt::format("mysql+pymysql://root@localhost/scratch?unix_socket={}/socket", folder_));
  place_ = "a MariaDB server that was started for it";
}

}  // namespace retort::runtime
