// heads, history, branches, show and current; see calls.h.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/calls.h"
#include "command/current.h"
#include "command/history.h"

namespace retort::cli {
namespace {

/// The version table's rows, where a command needs them.
command::Rows rows_if(const Call& call, bool needed) {
  return needed ? command::current(call.session).rows : command::Rows();
}

int print(const Call& call, const command::Listing& listing, const std::string& text) {
  call.console.write(text);
  if (call.console.json()) {
    call.console.write_json(command::listing_json(call.session.graph(), listing));
  }
  return 0;
}

}  // namespace

int run_heads(const Call& call) {
  const revision::Graph& graph = call.session.graph();
  const command::Listing listing =
      command::list_heads(graph, call.arguments.has("resolve-dependencies"));
  return print(call, listing, command::heads_text(graph, listing, call.verbose()));
}

int run_history(const Call& call) {
  const std::optional<std::string> range = call.arguments.value("rev-range");
  const bool indicate = call.arguments.has("indicate-current");
  const revision::Graph& graph = call.session.graph();
  const bool needs_rows =
      command::history_needs_rows(range, indicate) || call.session.project().revision_environment();
  const command::Listing listing =
      command::list_history(graph, range, indicate, rows_if(call, needs_rows));
  return print(call, listing, command::history_text(graph, listing, call.verbose()));
}

int run_branches(const Call& call) {
  const revision::Graph& graph = call.session.graph();
  const command::Listing listing = command::list_branches(graph);
  return print(call, listing, command::branches_text(graph, listing, call.verbose()));
}

int run_show(const Call& call) {
  const std::string& identifier = call.arguments.positionals.front();
  const revision::Graph& graph = call.session.graph();
  const command::Listing listing =
      command::list_named(graph, identifier, rows_if(call, identifier == "current"));
  return print(call, listing, command::show_text(graph, listing));
}

int run_current(const Call& call) {
  const command::CurrentReport report = command::current(call.session);
  const revision::Graph& graph = call.session.graph();
  if (call.verbose()) {
    call.console.write(fmt::format("Current revision(s) for {}:\n", report.url));
  }
  if (call.arguments.has("check-heads")) command::check_at_heads(graph, report.rows);
  const command::Listing listing = command::list_current(graph, report.rows);
  call.console.write(command::current_text(graph, listing, call.verbose()));
  if (!call.console.json()) return 0;
  Json document = command::listing_json(graph, listing);
  document["url"] = report.url;
  document["rows"] = report.rows;
  call.console.write_json(document);
  return 0;
}

}  // namespace retort::cli
