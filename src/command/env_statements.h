// What env.py executes by itself, on which connection, and what of it a run of the migrations
// needs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "project/environment.h"
#include "python/value.h"

namespace retort::command {

/// Belongs to one evaluation of env.py; release() must be called before its interpreter ends.
class EnvStatements {
 public:
  /// `connection`: what it runs on, `url`: where that leads, empty if not known. `sql` may be a
  /// text of several statements. Gives a number for answered().
  std::size_t add(const python::Value& connection, std::string url, std::string_view sql,
                  const std::string& from);
  /// env.py has read the result: what only looks has been done.
  void answered(std::size_t number);

  /// What was set on this connection since this was asked last.
  std::vector<project::EnvStatement> news(const python::Value& connection);

  /// What precedes a run on this connection and is not part of an earlier run: what was executed on
  /// it, and what has a lasting effect from other connections to the same database.
  std::vector<project::EnvStatement> before_run(const python::Value& connection,
                                                const std::string& url);
  /// What has a lasting effect and is part of no run.
  std::vector<project::EnvStatement> behind(const python::Value& connection,
                                            const std::string& url);
  /// Statements on other databases, which nobody runs.
  const std::vector<project::EnvStatement>& elsewhere() const { return elsewhere_; }
  void release() { executed_.clear(); }

 private:
  struct Executed {
    python::Value connection;
    std::string url;
    project::EnvStatement statement;
    std::size_t number = 0;
    bool taken = false;
    bool told = false;
  };
  std::vector<Executed> executed_;
  std::vector<project::EnvStatement> elsewhere_;
  std::size_t next_ = 0;
};

/// Whether a statement whose values are not known may set something of the session.
bool may_set_session(std::string_view sql);

/// The schema that is in front of the search path behind these; empty if none of them says.
std::string first_schema(const std::vector<project::EnvStatement>& statements);

}  // namespace retort::command
