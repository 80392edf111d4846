// Text and JSON of coverage.h.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "command/coverage.h"

namespace retort::command {
namespace {

using Row = std::array<std::string, 5>;

Row row_of(const revision::RevisionSpec& spec, std::string_view direction,
           const ScriptCoverage& script) {
  std::string place = script.place && script.place->line > 0
                          ? fmt::format("{}:{}", script.place->file, script.place->line)
                          : spec.file();
  std::string reason = script.reason;
  std::ranges::replace(reason, '\n', ' ');
  for (std::size_t i = 0; i < script.options.size(); ++i) {
    reason += (i == 0 ? "; pass " : " or ") + script.options[i];
  }
  return {spec.id, std::string(direction), std::string(name_of(script.verdict)), std::move(place),
          std::move(reason)};
}

/// The last column is not padded.
std::string table_text(const std::vector<Row>& rows) {
  std::array<std::size_t, 5> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string out;
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) line += fmt::format("{:<{}}  ", row[i], widths[i]);
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
  return out;
}

struct Totals {
  std::size_t revisions = 0;
  std::size_t native = 0;
  std::map<Verdict, std::size_t> scripts;
};

Totals totals_of(const std::vector<RevisionCoverage>& revisions) {
  Totals out;
  out.revisions = revisions.size();
  for (const RevisionCoverage& entry : revisions) {
    ++out.scripts[entry.upgrade.verdict];
    ++out.scripts[entry.downgrade.verdict];
    if (is_native(entry.upgrade.verdict) && is_native(entry.downgrade.verdict)) ++out.native;
  }
  return out;
}

Json place_json(const std::optional<Place>& place) {
  if (!place) return nullptr;
  return {{"file", place->file}, {"line", place->line}, {"column", place->column}};
}

Json script_json(const ScriptCoverage& script) {
  return {{"verdict", name_of(script.verdict)}, {"native", is_native(script.verdict)},
          {"offline", script.offline},          {"reason", script.reason},
          {"place", place_json(script.place)},  {"options", script.options}};
}

}  // namespace

std::string coverage_text(const revision::Graph& graph,
                          const std::vector<RevisionCoverage>& revisions, bool all) {
  std::vector<Row> rows = {{"revision", "function", "verdict", "place", "reason"}};
  for (const RevisionCoverage& entry : revisions) {
    const revision::RevisionSpec& spec = graph[entry.revision].spec;
    const auto add = [&](std::string_view direction, const ScriptCoverage& script) {
      if (all || !is_native(script.verdict)) rows.push_back(row_of(spec, direction, script));
    };
    add("upgrade", entry.upgrade);
    add("downgrade", entry.downgrade);
  }
  const Totals totals = totals_of(revisions);
  std::string out = rows.size() > 1 ? table_text(rows) + '\n' : std::string();
  // In whole tenths of a percent, rounded down: 100 means all.
  const std::size_t share = totals.revisions == 0 ? 1000 : totals.native * 1000 / totals.revisions;
  out += fmt::format("{} of {} revisions run natively ({}.{}%)\n", totals.native, totals.revisions,
                     share / 10, share % 10);
  std::string scripts;
  for (const auto& [verdict, count] : totals.scripts) {
    scripts += fmt::format("{}{} {}", scripts.empty() ? "" : ", ", count, name_of(verdict));
  }
  if (!scripts.empty()) out += fmt::format("upgrade() and downgrade(): {}\n", scripts);
  return out;
}

Json coverage_json(const revision::Graph& graph, const std::vector<RevisionCoverage>& revisions) {
  const Totals totals = totals_of(revisions);
  Json scripts = Json::object();
  for (const Verdict verdict : {Verdict::native, Verdict::database, Verdict::raises,
                                Verdict::refused, Verdict::value, Verdict::missing}) {
    const auto found = totals.scripts.find(verdict);
    scripts[std::string(name_of(verdict))] = found == totals.scripts.end() ? 0 : found->second;
  }
  Json list = Json::array();
  for (const RevisionCoverage& entry : revisions) {
    const revision::RevisionSpec& spec = graph[entry.revision].spec;
    list.push_back(
        {{"revision", spec.id},
         {"path", spec.path},
         {"native", is_native(entry.upgrade.verdict) && is_native(entry.downgrade.verdict)},
         {"upgrade", script_json(entry.upgrade)},
         {"downgrade", script_json(entry.downgrade)}});
  }
  return {{"totals",
           {{"revisions", totals.revisions}, {"native", totals.native}, {"scripts", scripts}}},
          {"revisions", std::move(list)}};
}

}  // namespace retort::command
