#include "command/plan.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "revision/language.h"

namespace retort::command {
namespace {

using revision::RowChange;

Json row_json(const RowChange& change) {
  switch (change.kind) {
    case RowChange::Kind::insert:
      return {"insert", change.to};
    case RowChange::Kind::remove:
      return {"delete", change.from};
    case RowChange::Kind::update:
      return {"update", change.from, change.to};
  }
  return nullptr;
}

std::string row_text(const RowChange& change) {
  switch (change.kind) {
    case RowChange::Kind::insert:
      return fmt::format("insert {}", change.to);
    case RowChange::Kind::remove:
      return fmt::format("delete {}", change.from);
    case RowChange::Kind::update:
      return fmt::format("update {} -> {}", change.from, change.to);
  }
  return {};
}

/// ` (SQL)` after a step that is not in Python.
std::string_view mark_of(const revision::Graph& graph, const revision::Step& step) {
  if (step.revision == revision::kNone) return {};
  switch (revision::language_of(graph[step.revision].spec)) {
    case revision::Language::python:
      return {};
    case revision::Language::sql:
      return " (SQL)";
    case revision::Language::cpp:
      return " (C++)";
  }
  return {};
}

}  // namespace

Json plan_json(const revision::Plan& plan) {
  Json steps = Json::array();
  Json rows = Json::array();
  for (const std::string& id : plan.purged) rows.push_back({"delete", id});
  for (const revision::Step& step : plan.steps) {
    Json entry = Json::object();
    entry["op"] = revision::name_of(step.operation);
    entry["from"] = step.from;
    entry["to"] = step.to;
    steps.push_back(std::move(entry));
    for (const RowChange& change : step.rows) rows.push_back(row_json(change));
  }
  Json out = Json::object();
  out["steps"] = std::move(steps);
  out["rows"] = std::move(rows);
  out["heads"] = plan.heads;
  return out;
}

Json plan_json(const revision::Graph& graph, const revision::Plan& plan) {
  Json out = plan_json(plan);
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    const revision::Step& step = plan.steps[i];
    if (step.revision == revision::kNone) continue;
    out["steps"][i]["language"] = name_of(revision::language_of(graph[step.revision].spec));
  }
  return out;
}

std::string plan_text(const revision::Graph& graph, const revision::Plan& plan) {
  std::string text;
  for (const std::string& id : plan.purged) text += fmt::format("    delete {}\n", id);
  for (const revision::Step& step : plan.steps) {
    text += fmt::format("{}{}\n", describe(graph, step), mark_of(graph, step));
    for (const RowChange& change : step.rows) text += fmt::format("    {}\n", row_text(change));
  }
  if (plan.steps.empty() && plan.purged.empty()) text += "Nothing to do.\n";
  const std::string heads = fmt::format("{}", fmt::join(plan.heads, ", "));
  return text + fmt::format("Version table afterwards: {}\n", heads.empty() ? "(empty)" : heads);
}

}  // namespace retort::command
