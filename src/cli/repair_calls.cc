// repair; see calls.h.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file.h"
#include "cli/calls.h"
#include "command/new_revision.h"
#include "command/repair.h"
#include "command/repair_report.h"
#include "command/write_hooks.h"

namespace retort::cli {
namespace {

/// A repair writes its own lines.
class NoLines final : public command::StatusLines {
 public:
  void write(std::string_view) override {}
  bool shares_output() const override { return false; }
};

std::vector<std::string> parted(const std::vector<std::string>& values) {
  std::vector<std::string> out;
  for (const std::string& value : values) {
    std::size_t begin = 0;
    while (begin < value.size()) {
      const std::size_t end = std::min(value.find(',', begin), value.size());
      if (end > begin) out.push_back(value.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return out;
}

std::size_t number_of(const std::string& text) {
  std::size_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error == std::errc() && end == text.data() + text.size() && out > 0) return out;
  throw Error(ErrorCode::usage, "argument --alternative: give the number of one that is listed");
}

command::RepairRequest request_of(const Arguments& arguments) {
  command::RepairRequest request;
  request.verb = arguments.positionals.front();
  const auto& verbs = command::repair_verbs();
  if (std::ranges::find(verbs, request.verb, &command::RepairVerb::name) == verbs.end()) {
    Error error(ErrorCode::usage, fmt::format("there is no repair '{}'", request.verb));
    std::string names;
    for (const command::RepairVerb& verb : verbs) {
      names += fmt::format("{}{}", names.empty() ? "" : ", ", verb.name);
    }
    throw error.with_hint(fmt::format("There are {}.", names));
  }
  request.revisions = {arguments.positionals.begin() + 1, arguments.positionals.end()};
  request.onto = parted(arguments.values("onto"));
  request.file = arguments.value("file");
  request.to = arguments.value("to");
  request.message = arguments.value("message");
  if (arguments.has("children")) request.children = parted(arguments.values("children"));
  if (const auto number = arguments.value("alternative")) request.alternative = number_of(*number);
  return request;
}

int undo(const Call& call, const command::RepairRequest& request) {
  const FileSetRecovery recovery = command::undo_repair(
      call.session, request.revisions.empty() ? "" : request.revisions.front());
  std::vector<std::string> restored;
  std::vector<std::string> kept;
  for (const std::string& path : recovery.restored) restored.push_back(display_path(path));
  for (const std::string& path : recovery.kept) kept.push_back(display_path(path));
  for (const std::string& path : restored) {
    call.console.write(fmt::format("{} is as it was.\n", path));
  }
  for (const std::string& path : kept) {
    call.console.write(
        fmt::format("{} was changed since and is left alone; its original is in "
                    "{}.\n",
                    path, display_path(recovery.backup)));
  }
  call.console.write_json({{"restored", restored}, {"kept", kept}});
  return kept.empty() ? 0 : 1;
}

/// Formatters see files that are new, as after `revision`.
void run_hooks(const Call& call, const doctor::RepairPlan& plan, NoLines& lines) {
  const auto hooks = call.session.project().config.post_write_hooks();
  for (const FileChange& change : plan.changes) {
    if (!change.before && plan.moved.empty()) {
      command::run_write_hooks(hooks, change.path, call.session.reporter(), lines);
    }
  }
}

}  // namespace

int run_repair(const Call& call) {
  const command::RepairRequest request = request_of(call.arguments);
  command::recover_repair(call.session);
  if (request.verb == "undo") return undo(call, request);
  NoLines lines;
  std::vector<std::string> warnings;
  const doctor::History history(call.session.inspect_files(warnings));
  command::RepairReport report;
  report.draft = command::draft_repair(call.session, request, lines);
  const doctor::RepairPlan& plan = report.draft.plan;
  if (!plan.empty()) report.examination = command::examine(call.session, plan);
  if (call.arguments.has("prove")) {
    report.proof = command::prove(call.session, plan.changes);
  }
  const bool write = call.arguments.has("write") && !plan.empty();
  call.console.write(command::repair_text(report, history));
  const bool refuted = report.proof && !report.proof->holds();
  if (write) {
    call.console.flush();
    command::check_writable(report.examination,
                            {call.arguments.has("allow-dirty"), call.arguments.has("force")});
    if (refuted && !call.arguments.has("force")) {
      throw Error(ErrorCode::command, "The repaired history does not replay")
          .with_hint("Nothing was written. --force writes it all the same.");
    }
    report.backup = command::write_repair(call.session, plan);
    call.console.write(
        fmt::format("Written; the originals are in {}.\n", display_path(report.backup)));
    if (request.verb == "merge") run_hooks(call, plan, lines);
  } else if (!plan.empty()) {
    call.console.write("Nothing was written: --write does it.\n");
  }
  call.console.write_json(command::repair_json(report, history));
  return refuted ? 1 : 0;
}

}  // namespace retort::cli
