// What verify() found, as text and as JSON; see verify.h.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "command/changes_json.h"
#include "command/verify.h"

namespace retort::command {
namespace {

/// Lines of one finding that are shown; --json has all.
constexpr std::size_t kMostLines = 12;

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

void add_lines(std::string& out, const std::vector<std::string>& lines) {
  const std::size_t shown = lines.size() > kMostLines ? kMostLines - 1 : lines.size();
  for (std::size_t i = 0; i < shown; ++i) {
    for (std::size_t at = 0; at <= lines[i].size();) {
      const std::size_t end = std::min(lines[i].find('\n', at), lines[i].size());
      const std::string_view line = std::string_view(lines[i]).substr(at, end - at);
      if (line.find_first_not_of(" \t") != line.npos) out += fmt::format("    {}\n", line);
      at = end + 1;
    }
  }
  if (shown < lines.size()) out += fmt::format("    ... and {} more\n", lines.size() - shown);
}

std::string finding_text(const VerifyFinding& finding) {
  std::string out;
  if (!finding.file.empty()) {
    out += finding.file;
    if (finding.line > 0) out += fmt::format(":{}", finding.line);
    out += ": ";
  }
  out += fmt::format("{}: {}{}{} [{}]\n", name_of(finding.severity), finding.revision,
                     finding.revision.empty() ? "" : ": ", finding.message, finding.code);
  std::vector<std::string> lines;
  for (const schema::shape::Change& change : finding.changes) lines.push_back(describe(change));
  lines.insert(lines.end(), finding.details.begin(), finding.details.end());
  add_lines(out, lines);
  if (!finding.repair.empty()) out += fmt::format("    -> {}\n", finding.repair);
  return out;
}

std::size_t count_of(const VerifyReport& report, VerifyFinding::Severity severity) {
  return static_cast<std::size_t>(
      std::ranges::count(report.findings, severity, &VerifyFinding::severity));
}

}  // namespace

std::string verify_text(const VerifyReport& report) {
  std::string out;
  for (const VerifyFinding& finding : report.findings) out += finding_text(finding);
  out += fmt::format("{} up, down and up again on {} ({})", counted(report.revisions, "revision"),
                     report.place, report.dialect);
  if (report.orders) out += ", branches in both orders";
  if (report.skipped > 0) out += fmt::format("; {} not reached", report.skipped);
  out += '\n';
  if (report.models.starts_with("equal")) {
    const bool all = report.models == "equal";
    out += fmt::format("The heads are what the models say{}.\n",
                       all ? "" : ", as far as they are known");
  } else if (!report.models.empty() && report.models != "different") {
    out += fmt::format("Not compared with the models: {}\n", report.models);
  }
  const bool fail = std::ranges::any_of(report.findings, [](const VerifyFinding& finding) {
    return finding.code.starts_with("repeatable-");
  });
  if (report.repeatables > 0 && !fail) {
    out += counted(report.repeatables, "repeatable script") + " ran at the heads, and again.\n";
  }
  using Severity = VerifyFinding::Severity;
  const std::size_t errors = count_of(report, Severity::error);
  const std::size_t warnings = count_of(report, Severity::warning);
  const std::size_t notes = count_of(report, Severity::note);
  if (report.findings.empty()) return out + "Nothing is wrong.\n";
  return out + fmt::format("{}, {}, {}\n", counted(errors, "error"), counted(warnings, "warning"),
                           counted(notes, "note"));
}

Json verify_json(const VerifyReport& report) {
  Json findings = Json::array();
  for (const VerifyFinding& finding : report.findings) {
    Json one = {{"severity", name_of(finding.severity)},
                {"code", finding.code},
                {"message", finding.message},
                {"revision", finding.revision.empty() ? Json() : Json(finding.revision)},
                {"file", finding.file.empty() ? Json() : Json(finding.file)},
                {"line", finding.line == 0 ? Json() : Json(finding.line)},
                {"changes", changes_json(finding.changes)},
                {"details", finding.details},
                {"repair", finding.repair.empty() ? Json() : Json(finding.repair)}};
    findings.push_back(std::move(one));
  }
  return {{"dialect", report.dialect},
          {"place", report.place},
          {"revisions", report.revisions},
          {"not_reached", report.skipped},
          {"both_orders", report.orders},
          {"models", report.models.empty() ? Json() : Json(report.models)},
          {"repeatable", report.repeatables},
          {"findings", std::move(findings)}};
}

}  // namespace retort::command
