// The only outside interface is scratch_roles.h.
#include "command/scratch_roles.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string_view>

#include "base/error.h"
#include "base/files.h"
#include "database/value.h"
#include "dialect/quoting.h"
#include "dialect/sql_scanner.h"
#include "doctor/words.h"
#include "revision/language.h"

namespace retort::command {
namespace {

/// Adds the names behind `CREATE ROLE`, `CREATE USER` and `CREATE GROUP`.
void add_created(std::string_view text, std::set<std::string>& names) {
  std::string_view before_last, last;
  doctor::each_word(text, [&](std::string_view word) {
    const bool kind = dialect::is_word(last, "ROLE") || dialect::is_word(last, "USER") ||
                      dialect::is_word(last, "GROUP");
    if (kind && dialect::is_word(before_last, "CREATE")) names.emplace(word);
    before_last = last;
    last = word;
  });
}

std::set<std::string> created_by_scripts(Session& session) {
  std::set<std::string> out;
  try {
    const revision::Graph& graph = session.graph();
    for (revision::Index index = 0; index < graph.size(); ++index) {
      const revision::RevisionSpec& spec = graph[index].spec;
      if (revision::language_of(spec) == revision::Language::cpp) continue;
      add_created(session.files().read(spec.path), out);
    }
  } catch (const Error&) {
    // There is no project, or its history cannot be read: then no script runs.
  }
  return out;
}

}  // namespace

std::vector<std::string> roles_to_make(Session& session, database::Connection& connection) {
  std::vector<std::string> out;
  if (connection.dialect_name() != "postgresql") return out;
  const std::set<std::string> created = created_by_scripts(session);
  for (const database::Row& row :
       connection.execute("SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' AND oid >= 16384")
           .rows) {
    std::string name = database::text_or_empty(row.front());
    if (!created.contains(name)) out.push_back(std::move(name));
  }
  std::ranges::sort(out);
  return out;
}

std::string missing_role(const Error& error) {
  constexpr std::string_view kBegin = "role \"", kEnd = "\" does not exist";
  const std::string_view message = error.message;
  const bool fits =
      error.server.sqlstate == "42704" && message.starts_with(kBegin) && message.ends_with(kEnd);
  if (!fits) return {};
  return std::string(message.substr(kBegin.size(), message.size() - kBegin.size() - kEnd.size()));
}

void make_roles(const database::Url& server, const std::vector<std::string>& roles) {
  if (roles.empty()) return;
  const auto connection = database::connect(server);
  for (const std::string& role : roles) {
    connection->execute("CREATE ROLE " + dialect::quoted(dialect::Family::postgresql, role));
  }
}

}  // namespace retort::command
