// doctor and graph; see calls.h.
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "cli/calls.h"
#include "command/doctor.h"
#include "command/graph.h"
#include "command/repair_report.h"
#include "doctor/report.h"

namespace retort::cli {
namespace {

/// The words of all values of an option, which may hold several, separated by commas.
std::vector<std::string> words(const Arguments& arguments, std::string_view option) {
  std::vector<std::string> out;
  for (const std::string& value : arguments.values(option)) {
    std::size_t begin = 0;
    while (begin < value.size()) {
      const std::size_t end = std::min(value.find(',', begin), value.size());
      if (end > begin) out.push_back(value.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return out;
}

std::string formatted(const std::string& format, const std::vector<doctor::Finding>& findings) {
  if (format == "json") return doctor::findings_json(findings).dump(2) + '\n';
  if (format == "sarif") return doctor::findings_sarif(findings).dump(2) + '\n';
  if (format == "github") return doctor::findings_github(findings);
  if (format == "html") return doctor::findings_html(findings);
  return doctor::findings_text(findings);
}

/// The status is that of what is left.
int fix(const Call& call, const std::vector<doctor::Finding>& findings) {
  const bool write = !call.arguments.has("dry-run");
  if (write) command::recover_repair(call.session);
  const command::FixReport report =
      command::fix(call.session, findings, write, call.arguments.has("allow-dirty"));
  call.console.write(command::fix_text(report, write));
  call.console.write_json(command::fix_json(report));
  std::vector<doctor::Finding> left;
  for (const auto& [finding, reason] : report.left) left.push_back(finding);
  return doctor::exit_status(left);
}

}  // namespace

int run_doctor(const Call& call) {
  command::DoctorRequest request;
  request.select = words(call.arguments, "select");
  request.ignore = words(call.arguments, "ignore");
  request.since = call.arguments.value("since");
  request.baseline = call.arguments.value("baseline");
  const command::Diagnosis diagnosis = command::diagnose(call.session, request);
  if (const auto path = call.arguments.value("write-baseline")) {
    command::write_baseline(*path, diagnosis.findings);
    call.console.write("Wrote " + *path +
                       ": these findings are known from now on with --baseline.\n");
    call.console.write_json({{"baseline", *path}, {"findings", diagnosis.findings.size()}});
    return 0;
  }
  if (call.arguments.has("fix")) return fix(call, diagnosis.findings);
  call.console.write(
      formatted(call.arguments.value("format").value_or("text"), diagnosis.findings));
  if (call.console.json()) call.console.write_json(doctor::findings_json(diagnosis.findings));
  return doctor::exit_status(diagnosis.findings);
}

int run_graph(const Call& call) {
  const bool json = call.console.json();
  const std::string format = json ? "json" : call.arguments.value("format").value_or("text");
  const std::string picture = command::graph_picture(call.session, format);
  const auto path = call.arguments.value("output");
  if (path) real_files().write(*path, picture);
  if (json) {
    call.console.write_json(Json::parse(picture));
  } else if (!path) {
    call.console.write(picture);
  }
  return 0;
}

}  // namespace retort::cli
