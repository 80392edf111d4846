#include "cli/event_json.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <variant>

namespace retort::cli {
namespace {

using namespace runtime;

/// Milliseconds with three places.
double milliseconds(double seconds) {
  return std::round(seconds * 1e6) / 1e3;
}

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

void add(Json& out, const StepInfo& step) {
  out["number"] = step.number;
  out["total"] = step.total;
  out["op"] = step.operation;
  out["revision"] = text_or_null(step.revision);
  out["message"] = step.message;
}

void add(Json& out, const StatementInfo& statement) {
  out["revision"] = text_or_null(statement.revision);
  out["number"] = statement.number;
  out["file"] = text_or_null(statement.file);
  out["line"] = statement.line > 0 ? Json(statement.line) : Json(nullptr);
  out["sql"] = statement.sql;
}

void add(Json& out, const ServerNotice& notice) {
  out["severity"] = notice.severity;
  out["message"] = notice.message;
  out["sqlstate"] = text_or_null(notice.sqlstate);
  out["detail"] = text_or_null(notice.detail);
  out["hint"] = text_or_null(notice.hint);
}

Json list_of(const std::vector<Blocker>& blockers) {
  Json out = Json::array();
  for (const Blocker& one : blockers) {
    out.push_back({{"pid", one.pid},
                   {"user", one.user},
                   {"application", one.application},
                   {"address", one.address},
                   {"state", one.state},
                   {"seconds", or_null(one.seconds)},
                   {"lock", one.lock},
                   {"query", one.query}});
  }
  return out;
}

struct ToJson {
  Json operator()(const RunBegun& run) const {
    return {{"event", "run_begin"},
            {"command", run.command},
            {"database", text_or_null(run.database)},
            {"rows", run.rows},
            {"steps", run.steps}};
  }
  Json operator()(const RunEnded& run) const {
    return {{"event", "run_end"},
            {"command", run.command},
            {"outcome", name_of(run.outcome)},
            {"ms", milliseconds(run.seconds)},
            {"rows", run.rows},
            {"message", text_or_null(run.message)}};
  }
  Json operator()(const StepBegun& begun) const {
    Json out = {{"event", "step_begin"}};
    add(out, begun.step);
    return out;
  }
  Json operator()(const StepEnded& ended) const {
    Json out = {{"event", "step_end"}};
    add(out, ended.step);
    out["outcome"] = name_of(ended.outcome);
    out["ms"] = milliseconds(ended.seconds);
    out["statements"] = ended.statements;
    return out;
  }
  Json operator()(const StatementBegun& begun) const {
    Json out = {{"event", "statement_begin"}};
    add(out, begun.statement);
    return out;
  }
  Json operator()(const StatementEnded& ended) const {
    Json out = {{"event", "statement_end"}};
    add(out, ended.statement);
    out["outcome"] = name_of(ended.outcome);
    out["ms"] = milliseconds(ended.seconds);
    out["rows"] = or_null(ended.rows);
    out["notices"] = Json::array();
    for (const ServerNotice& notice : ended.notices) {
      Json one = Json::object();
      add(one, notice);
      out["notices"].push_back(std::move(one));
    }
    out["message"] = text_or_null(ended.message);
    out["sqlstate"] = text_or_null(ended.sqlstate);
    return out;
  }
  Json operator()(const Retry& retry) const {
    return {{"event", "retry"},
            {"revision", text_or_null(retry.revision)},
            {"reason", retry.reason},
            {"error", retry.error},
            {"attempt", retry.attempt},
            {"most", retry.most},
            {"blockers", list_of(retry.blockers)},
            {"message", retry.text}};
  }
  Json operator()(const Wait& wait) const {
    const std::optional<double> left =
        wait.left ? std::optional(milliseconds(*wait.left)) : std::nullopt;
    return {{"event", "wait"},
            {"for", name_of(wait.what)},
            {"statement", text_or_null(wait.statement)},
            {"ms", milliseconds(wait.seconds)},
            {"ms_left", or_null(left)},
            {"lock", text_or_null(wait.lock)},
            {"blockers", list_of(wait.blockers)},
            {"message", wait.text}};
  }
  Json operator()(const Progress& progress) const {
    const std::optional<double> percent =
        progress.part ? std::optional(std::round(*progress.part * 1000) / 10) : std::nullopt;
    return {{"event", "progress"},
            {"statement", progress.statement},
            {"phase", progress.phase},
            {"percent", or_null(percent)}};
  }
  Json operator()(const ServerNotice& notice) const {
    Json out = {{"event", "notice"},
                {"revision", text_or_null(notice.revision)},
                {"statement", notice.statement == 0 ? Json(nullptr) : Json(notice.statement)}};
    add(out, notice);
    return out;
  }
};

}  // namespace

Json event_json(const Event& event) {
  return std::visit(ToJson{}, event);
}

}  // namespace retort::cli
