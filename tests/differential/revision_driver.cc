// Answers questions about revision graphs for revision_fuzz.py and listing_fuzz.py: one JSON case a
// line on standard input, one JSON answer a line on standard output.
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "command/history.h"
#include "command/plan.h"
#include "revision/plan.h"
#include "script/constant_header.h"
#include "script/migration_reading.h"

namespace retort {
namespace {

using revision::Graph;
using revision::RangeEnd;
using revision::RevisionSpec;
using Strings = std::vector<std::string>;

std::vector<RevisionSpec> specs_of(const Json& list) {
  std::vector<RevisionSpec> specs;
  for (const Json& item : list) {
    RevisionSpec spec;
    spec.id = item["id"];
    spec.down_revisions = item["down"].get<Strings>();
    spec.depends_on = item["depends"].get<Strings>();
    spec.branch_labels = item["labels"].get<Strings>();
    specs.push_back(std::move(spec));
  }
  return specs;
}

std::vector<RevisionSpec> load(const Json& question, Strings& warnings) {
  const script::VersionLocations locations{question["directories"].get<Strings>(),
                                           question.value("recursive", false)};
  return load_migrations(real_files(), locations, script::ConstantHeaderFallback(), warnings);
}

RangeEnd end_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.get<Strings>();
}

/// What a command that lists revisions prints.
Json listing(const Graph& graph, const Json& query) {
  const std::string command = query["listing"];
  const bool verbose = query.value("verbose", false);
  const Strings rows = query.value("rows", Strings());
  if (command == "heads") {
    const bool resolve = query.value("resolve", false);
    return heads_text(graph, command::list_heads(graph, resolve), verbose);
  }
  if (command == "branches") return branches_text(graph, command::list_branches(graph), verbose);
  if (command == "current") {
    return current_text(graph, command::list_current(graph, rows), verbose);
  }
  if (command == "show") {
    return show_text(graph, command::list_named(graph, query["target"].get<std::string>(), rows));
  }
  std::optional<std::string> range;
  if (query.contains("range")) range = query["range"].get<std::string>();
  const bool indicate = query.value("indicate", false);
  return history_text(graph, command::list_history(graph, range, indicate, rows), verbose);
}

Json answer(const Graph& graph, const Json& query) {
  if (query.contains("listing")) return listing(graph, query);
  const std::string op = query["op"];
  if (op == "history") {
    return graph.ids(history_range(graph, end_of(query["lower"]), end_of(query["upper"])));
  }
  if (op == "show") return graph.ids(named_revisions(graph, {query["target"].get<std::string>()}));
  if (op == "current") return graph.ids(current_tips(graph, query["rows"].get<Strings>()));
  const Strings rows = query["rows"];
  if (op == "stamp") {
    return command::plan_json(plan_stamp(graph, rows, query["targets"].get<Strings>(), false));
  }
  const std::string target = query["target"];
  return command::plan_json(op == "upgrade" ? plan_upgrade(graph, rows, target)
                                            : plan_downgrade(graph, rows, target));
}

Json answer_or_error(const Graph& graph, const Json& query) {
  try {
    return answer(graph, query);
  } catch (const Error& error) {
    return {{"error", error.message}};
  }
}

Json run(const Json& question) {
  Json out = Json::object();
  try {
    Strings warnings;
    const Graph graph(question.contains("directories") ? load(question, warnings)
                                                       : specs_of(question["revisions"]),
                      warnings);
    out["heads"] = graph.ids(graph.heads());
    out["real_heads"] = graph.ids(graph.real_heads());
    out["bases"] = graph.ids(graph.bases());
    out["labels"] = Json::array();
    out["parents"] = Json::array();
    for (revision::Index index = 0; index < graph.size(); ++index) {
      out["labels"].push_back(graph.labels(index));
      out["parents"].push_back(graph.ids(graph[index].parents));
    }
    out["answers"] = Json::array();
    for (const Json& query : question["queries"]) {
      out["answers"].push_back(answer_or_error(graph, query));
    }
  } catch (const Error& error) {
    out["error"] = error.message;
  }
  return out;
}

}  // namespace
}  // namespace retort

int main() {
  std::string line;
  while (std::getline(std::cin, line)) {
    std::cout << retort::run(retort::Json::parse(line)).dump() << std::endl;
  }
  return 0;
}
