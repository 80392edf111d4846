#include "doctor/report.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "doctor/markup.h"

namespace retort::doctor {
namespace {

struct Counts {
  std::array<std::size_t, 3> of = {};
  explicit Counts(const std::vector<Finding>& findings) {
    for (const Finding& finding : findings) ++of[static_cast<std::size_t>(finding.severity)];
  }
};

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string summary_line(const std::vector<Finding>& findings) {
  if (findings.empty()) return "No findings.\n";
  const Counts counts(findings);
  return fmt::format("{}, {}, {}.\n", counted(counts.of[0], "error"),
                     counted(counts.of[1], "warning"), counted(counts.of[2], "note"));
}

std::string indented(std::string_view text, std::string_view by) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.append(by).append(text.substr(0, end)).append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

/// In a workflow command's message.
std::string github_escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    if (c == '%') {
      out += "%25";
    } else if (c == '\n') {
      out += "%0A";
    } else if (c == '\r') {
      out += "%0D";
    } else if (property && c == ':') {
      out += "%3A";
    } else if (property && c == ',') {
      out += "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

std::string sarif_message(const Finding& finding) {
  std::string text = finding.message + '.';
  for (const std::string& line : finding.evidence) text += '\n' + line;
  if (!finding.repair.empty()) text += "\nRepair: " + finding.repair;
  return text;
}

constexpr std::string_view kPageBegin = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Findings</title>
<meta name="viewport" content="width=device-width">
<style>
:root { color-scheme: light dark; --line: #8884; --error: #c62828; --warning: #b26a00; --info: #1565c0; }
@media (prefers-color-scheme: dark) { :root { --error: #ff8a80; --warning: #ffb74d; --info: #82b1ff; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
article { border-top: 1px solid var(--line); padding: .8rem 0; }
h2 { font-size: 1rem; margin: 0; } code, pre { font: 13px/1.4 ui-monospace, monospace; }
pre { margin: .4rem 0; overflow-x: auto; } ul { margin: .3rem 0; padding-left: 1.2rem; }
.error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); }
</style></head><body><h1>Findings</h1>
)";

}  // namespace

std::string findings_text(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& finding : findings) {
    const std::string where = finding.place.empty() ? "" : to_string(finding.place) + ": ";
    out += fmt::format("{}{} {}: {}\n", where, name_of(finding.severity), finding.kind->code,
                       finding.message);
    out += indented(excerpt(finding.place), "    ");
    for (const std::string& line : finding.evidence) out += indented(line, "  ");
    if (!finding.breaks.empty()) out += fmt::format("  breaks: {}\n", finding.breaks);
    if (!finding.repair.empty()) out += fmt::format("  repair: {}\n", finding.repair);
    out += '\n';
  }
  return out + summary_line(findings);
}

Json findings_json(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const Finding& finding : findings) {
    const auto number = [](int value) { return value > 0 ? Json(value) : Json(nullptr); };
    const Json file = finding.place.file.empty() ? Json(nullptr) : Json(finding.place.file);
    list.push_back({{"code", finding.kind->code},
                    {"name", finding.kind->name},
                    {"severity", name_of(finding.severity)},
                    {"message", finding.message},
                    {"file", file},
                    {"line", number(finding.place.line)},
                    {"column", number(finding.place.column)},
                    {"revisions", finding.revisions},
                    {"evidence", finding.evidence},
                    {"breaks", finding.breaks},
                    {"repair", finding.repair},
                    {"fingerprint", fingerprint(finding)}});
  }
  const Counts counts(findings);
  return {
      {"findings", std::move(list)},
      {"summary", {{"errors", counts.of[0]}, {"warnings", counts.of[1]}, {"infos", counts.of[2]}}}};
}

Json findings_sarif(const std::vector<Finding>& findings) {
  Json rules = Json::array();
  Json results = Json::array();
  std::set<std::string_view> known;
  for (const Finding& finding : findings) {
    const Kind& kind = *finding.kind;
    if (known.insert(kind.code).second) {
      rules.push_back(
          {{"id", kind.code}, {"name", kind.name}, {"shortDescription", {{"text", kind.title}}}});
    }
    Json result = {
        {"ruleId", kind.code},
        {"level", finding.severity == Severity::info ? "note" : name_of(finding.severity)},
        {"message", {{"text", sarif_message(finding)}}},
        {"partialFingerprints", {{"retort/v1", fingerprint(finding)}}}};
    if (!finding.place.file.empty()) {
      Json physical = {{"artifactLocation", {{"uri", finding.place.file}}}};
      if (finding.place.line > 0) {
        physical["region"] = {{"startLine", finding.place.line},
                              {"startColumn", std::max(1, finding.place.column)}};
      }
      result["locations"] = Json::array({{{"physicalLocation", std::move(physical)}}});
    }
    results.push_back(std::move(result));
  }
  return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
          {"version", "2.1.0"},
          {"runs", Json::array({{{"tool", {{"driver", {{"name", "retort"}, {"rules", rules}}}}},
                                 {"results", std::move(results)}}})}};
}

std::string findings_github(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& finding : findings) {
    const std::string_view level =
        finding.severity == Severity::info ? "notice" : name_of(finding.severity);
    std::string properties =
        "title=" +
        github_escaped(fmt::format("{} {}", finding.kind->code, finding.kind->title), true);
    if (!finding.place.file.empty()) {
      properties += ",file=" + github_escaped(finding.place.file, true);
      if (finding.place.line > 0) properties += fmt::format(",line={}", finding.place.line);
      if (finding.place.column > 0) properties += fmt::format(",col={}", finding.place.column);
    }
    out += fmt::format("::{} {}::{}\n", level, properties,
                       github_escaped(sarif_message(finding), false));
  }
  return out;
}

std::string findings_html(const std::vector<Finding>& findings) {
  std::string out(kPageBegin);
  out += fmt::format("<p>{}</p>\n", markup_escaped(summary_line(findings)));
  for (const Finding& finding : findings) {
    out +=
        fmt::format("<article><h2><span class=\"{0}\">{0} {1}</span> {2}</h2>\n",
                    name_of(finding.severity), finding.kind->code, markup_escaped(finding.message));
    if (!finding.place.empty()) {
      out +=
          fmt::format("<code>{}</code>\n<pre>{}</pre>\n", markup_escaped(to_string(finding.place)),
                      markup_escaped(excerpt(finding.place)));
    }
    if (!finding.evidence.empty()) {
      out += "<ul>";
      for (const std::string& line : finding.evidence) {
        out += fmt::format("<li>{}</li>", markup_escaped(line));
      }
      out += "</ul>\n";
    }
    if (!finding.breaks.empty()) {
      out += fmt::format("<p>Breaks: {}</p>\n", markup_escaped(finding.breaks));
    }
    if (!finding.repair.empty()) {
      out += fmt::format("<p>Repair: <code>{}</code></p>\n", markup_escaped(finding.repair));
    }
    out += "</article>\n";
  }
  return out + "</body></html>\n";
}

}  // namespace retort::doctor
