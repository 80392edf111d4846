// An empty database to try something on, which is gone afterwards.
//
// Owned by whoever made it; it is removed at the end of the object and, by a process that watches
// this one, after a crash or a kill too. Make it before threads and connections exist.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/janitor.h"
#include "base/secret.h"
#include "database/url.h"

namespace retort::runtime {

class ScratchDatabase {
 public:
  /// SQLite: a temporary file. PostgreSQL, MySQL and MariaDB: a new database on `server`, where it
  /// is given, else on a server of this machine's programs that is started for it: of PostgreSQL
  /// the given major version where it is installed, else the newest. Errors: `config` when neither
  /// is possible, `connection` and `database` of the server.
  ScratchDatabase(std::string_view dialect, const std::optional<database::Url>& server,
                  std::optional<int> major_version = std::nullopt);
  ~ScratchDatabase();

  const database::Url& url() const { return url_; }
  /// Where it is, for people: `a temporary SQLite file`.
  void set_place(std::string place) { place_ = std::move(place); }
  const std::string& place() const { return place_; }

 private:
  void use_server(const database::Url& server);
  void start_postgresql(std::optional<int> major_version);
  void start_mysql();
  void run_script(const std::string& script, std::string_view what);

  database::Url url_;
  std::string place_;
  std::string folder_;  ///< Empty: none was made.
  std::unique_ptr<Janitor> janitor_;
};

}  // namespace retort::runtime
