#include "command/graph.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "base/error.h"
#include "command/doctor.h"
#include "command/scripts.h"
#include "doctor/page.h"
#include "doctor/picture.h"
#include "runtime/offline_host.h"

namespace retort::command {
namespace {

constexpr std::array<const char*, 3> kDialects = {"postgresql", "mysql", "sqlite"};

/// Keeps the SQL of the script that runs.
class SqlCollector final : public runtime::Reporter {
 public:
  void log(std::string_view, std::string_view, std::string_view) override {}
  void event(const runtime::Event&) override {}
  void print(std::string_view) override {}
  void sql(std::string_view text) override { collected += text; }

  std::string collected;
};

/// What a page tells of a revision beside its place in the picture.
struct Details {
  std::map<std::string, std::string> sql;  ///< By dialect; what upgrade() would run.
  std::set<std::string> tables;
};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '"' || c == '`';
}

/// The tables that statements name: the word after one of a few key words.
void tables_in(std::string_view sql, std::set<std::string>& tables) {
  constexpr std::array<std::string_view, 7> kBefore = {
      "CREATE TABLE ", "ALTER TABLE ", "DROP TABLE ", "INSERT INTO ",
      "UPDATE ",       "DELETE FROM ", " ON "};
  for (std::size_t line = 0; line < sql.size();) {
    const std::size_t end = std::min(sql.find('\n', line), sql.size());
    const std::string_view text = sql.substr(line, end - line);
    for (const std::string_view before : kBefore) {
      const bool inside = before.starts_with(' ');
      const std::size_t at = text.find(before);
      if (at == text.npos || (!inside && at != 0)) continue;
      if (inside && !text.starts_with("CREATE ") && !text.starts_with("DROP ")) continue;
      std::size_t begin = at + before.size();
      std::size_t stop = begin;
      while (stop < text.size() && is_word(text[stop])) ++stop;
      std::string name;
      for (const char c : text.substr(begin, stop - begin)) {
        if (c != '"' && c != '`') name += c;
      }
      if (!name.empty() && name != "alembic_version" && name != "IF" && name != "TABLE") {
        tables.insert(std::move(name));
      }
    }
    line = end + 1;
  }
}

/// Runs every upgrade() for every dialect.
std::map<std::string, Details> details_of(Session& session, const doctor::History& history) {
  std::map<std::string, Details> out;
  for (const char* name : kDialects) {
    Request request = session.request();
    request.overrides.url.reset();
    request.overrides.dialect = name;
    SqlCollector collector;
    Session own(std::move(request), collector);
    std::vector<std::string> ignored;
    own.use_graph(revision::Graph(history.mended(), ignored));
    const dialect::Dialect* dialect = dialect::find_dialect(name);
    runtime::OfflineHost host(*dialect, own.settings(Mode::offline), collector);
    Scripts scripts(own);
    const runtime::RunScript run = scripts.runner();
    for (revision::Index index = 0; index < own.graph().size(); ++index) {
      collector.collected.clear();
      Details& details = out[own.graph().id(index)];
      try {
        revision::Step step;
        step.operation = revision::Operation::upgrade;
        step.revision = index;
        run(step, host);
        tables_in(collector.collected, details.tables);
        details.sql[name] = collector.collected;
      } catch (const Error& error) {
        details.sql[name] = collector.collected + "-- " + error.message + '\n';
      }
    }
  }
  return out;
}

/// One text where all dialects have the same.
Json sql_json(const std::map<std::string, std::string>& by_dialect) {
  const bool same = std::ranges::all_of(
      by_dialect, [&](const auto& entry) { return entry.second == by_dialect.begin()->second; });
  if (by_dialect.size() < 2 || !same) return by_dialect;
  return {{"every dialect", by_dialect.begin()->second}};
}

/// The picture's JSON with all that the page shows.
Json page_data(Session& session, const doctor::History& history, const doctor::Picture& picture,
               const doctor::LostAndFound& git, const std::vector<doctor::Finding>& findings) {
  Json data = doctor::picture_json(history, picture);
  const std::map<std::string, Details> details = details_of(session, history);
  std::map<std::string, GitCommit> origins;
  if (git.repository() != nullptr) origins = git.repository()->origins(git.folders());
  for (Json& node : data["nodes"]) {
    const std::string id = node["id"];
    const doctor::Index index = *history.find(id);
    const script::MigrationFile& file = history.file(index);
    node["script"] = file.source->text;
    if (const auto found = details.find(id); found != details.end()) {
      node["sql"] = sql_json(found->second.sql);
      node["tables"] = found->second.tables;
    }
    const auto path =
        git.repository() == nullptr ? std::nullopt : git.repository()->relative(file.path);
    if (const auto found = origins.find(path.value_or("")); found != origins.end()) {
      node["author"] = found->second.author;
      node["committed"] = found->second.date;
      node["commit"] = found->second.id;
    }
  }
  Json list = Json::array();
  for (const doctor::Finding& finding : findings) {
    list.push_back({{"code", finding.kind->code},
                    {"severity", doctor::name_of(finding.severity)},
                    {"message", finding.message},
                    {"revisions", finding.revisions}});
  }
  data["findings"] = std::move(list);
  return data;
}

}  // namespace

std::string graph_picture(Session& session, const std::string& format) {
  std::vector<std::string> warnings;
  const doctor::History history(session.inspect_files(warnings));
  const doctor::LostAndFound git(session.project().version_locations);
  doctor::Findings found;
  examine(session, {}, history, git, found);
  const std::vector<doctor::Finding> findings = std::move(found).sorted();
  const doctor::Picture picture = doctor::draw(history, findings);
  if (format == "svg") return doctor::picture_svg(history, picture);
  if (format == "dot") return doctor::picture_dot(history, picture);
  if (format == "mermaid") return doctor::picture_mermaid(history, picture);
  if (format == "json") return doctor::picture_json(history, picture).dump(2) + '\n';
  if (format == "html") {
    return doctor::picture_page(page_data(session, history, picture, git, findings));
  }
  return doctor::picture_text(history, picture);
}

}  // namespace retort::command
