// init, list_templates, revision, merge, edit and check; see calls.h.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "cli/calls.h"
#include "cli/console_lines.h"
#include "cli/schema_words.h"
#include "command/autogenerate.h"
#include "command/autogenerate_desired.h"
#include "command/edit.h"
#include "command/init.h"
#include "command/new_revision.h"
#include "command/repeatable.h"

namespace retort::cli {
namespace {

command::RevisionRequest request_of(const Arguments& arguments) {
  command::RevisionRequest request;
  request.message = arguments.value("message");
  request.splice = arguments.has("splice");
  if (const auto label = arguments.value("branch-label")) request.branch_labels = {*label};
  request.rev_id = arguments.value("rev-id");
  return request;
}

int print_new(const Call& call, const revision::RevisionSpec& spec) {
  if (call.console.json()) call.console.write_json(command::new_revision_json(spec));
  return 0;
}

std::optional<command::DesiredSchema> desired_schema(const Call& call) {
  const std::string word = command::desired_word(call.session, call.arguments.value("desired"));
  if (command::kind_of_schema(word) == command::SchemaKind::models) return std::nullopt;
  return command::DesiredSchema{word, schema_options(call), rename_answers(call)};
}

std::optional<revision::RevisionSpec> autogenerate(const Call& call,
                                                   const command::RevisionRequest& request,
                                                   command::FileFormat format,
                                                   command::StatusLines& lines) {
  if (const auto desired = desired_schema(call)) {
    return command::desired_revision(call.session, request, *desired, format, lines);
  }
  return command::autogenerate_revision(call.session, request, format, lines);
}

}  // namespace

int run_init(const Call& call) {
  command::InitRequest request;
  request.directory = call.arguments.positionals.front();
  request.project_template = call.arguments.value("template").value_or("generic");
  request.package = call.arguments.has("package");
  request.config = call.session.request().files;
  ConsoleLines lines(call.console);
  const command::InitReport report = command::init(request, lines);
  if (call.console.json()) call.console.write_json(command::init_json(report));
  return 0;
}

int run_list_templates(const Call& call) {
  const std::vector<command::TemplateSummary> templates = command::list_templates();
  call.console.write("Available templates:\n\n");
  for (const command::TemplateSummary& entry : templates) {
    call.console.write(fmt::format("{} - {}\n", entry.name, entry.summary));
  }
  call.console.write(
      "\nTemplates are used via the 'init' command, e.g.:\n\n"
      "  retort init --template generic ./scripts\n");
  if (call.console.json()) call.console.write_json(command::templates_json(templates));
  return 0;
}

int run_revision(const Call& call) {
  const Arguments& arguments = call.arguments;
  const bool sql = arguments.has("sql");
  if (arguments.has("autogenerate") && sql) {
    throw Error(ErrorCode::command, "Using --sql with --autogenerate does not make any sense")
        .with_hint("Leave one of them out.");
  }
  command::RevisionRequest request = request_of(arguments);
  call.session.keep_sources();  // The new file may break the history: its lines are shown then.
  const command::FileFormat format = command::file_format(call.session, arguments.has("sql-file"));
  if (const auto head = arguments.value("head")) request.heads = {*head};
  request.version_path = arguments.value("version-path");
  request.depends_on = arguments.values("depends-on");
  ConsoleLines lines(call.console);
  const auto spec = arguments.has("autogenerate")
                        ? autogenerate(call, request, format, lines)
                        : command::new_revision(call.session, request, sql, format, lines);
  if (spec) return print_new(call, *spec);
  call.console.write_json({{"revision", nullptr}});
  return 0;
}

int run_merge(const Call& call) {
  command::RevisionRequest request = request_of(call.arguments);
  request.heads = call.arguments.positionals;
  const command::FileFormat format =
      command::file_format(call.session, call.arguments.has("sql-file"));
  ConsoleLines lines(call.console);
  return print_new(call, command::merge_revisions(call.session, request, format, lines));
}

int run_edit(const Call& call) {
  const std::vector<std::string> paths =
      command::files_to_edit(call.session, call.arguments.positionals.front());
  for (const std::string& path : paths) command::open_in_editor(path);
  if (call.console.json()) call.console.write_json({{"paths", paths}});
  return 0;
}

int run_check(const Call& call) {
  const auto desired = desired_schema(call);
  const auto [differences, unknown] =
      desired ? command::Check{command::check_desired(call.session, *desired), {}}
              : command::check(call.session);
  command::require_repeatables(call.session);
  if (call.console.json()) {
    call.console.write_json({{"differences", differences}, {"unknown", unknown}});
    return differences.empty() ? 0 : exit_status(ErrorCode::command);
  }
  if (!differences.empty()) {
    throw Error(ErrorCode::command,
                fmt::format("New upgrade operations detected: [{}]", fmt::join(differences, ", ")));
  }
  call.console.write(
      unknown.empty()
          ? "No new upgrade operations detected.\n"
          : fmt::format("No new upgrade operations detected, as far as the models are known "
                        "(not known: {}, see the warnings).\n",
                        unknown.size()));
  return 0;
}

}  // namespace retort::cli
