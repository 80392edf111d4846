// heads, history, branches, show and current; see calls.h.
#include <fmt/format.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "cli/calls.h"
#include "command/current.h"
#include "command/databases.h"
#include "command/history.h"

namespace retort::cli {
namespace {

using ListRevisions = std::function<command::Listing(const command::Rows&)>;
using ListingText = std::function<std::string(const command::Listing&)>;

/// The document of the only database, or those of several below `databases`.
Json one_or_several(const Json& documents) {
  if (documents.size() == 1) return documents.front();
  Json several = Json::object();
  several["databases"] = documents;
  return several;
}

int print(const Call& call, const command::Listing& listing, const std::string& text) {
  call.console.write(text);
  if (call.console.json()) {
    call.console.write_json(command::listing_json(call.session.graph(), listing));
  }
  return 0;
}

/// Where a command needs the version table's rows, it speaks of each database.
int print_each(const Call& call, bool needs_rows, const ListRevisions& list,
               const ListingText& text) {
  const revision::Graph& graph = call.session.graph();
  if (!needs_rows) {
    const command::Listing listing = list({});
    return print(call, listing, text(listing));
  }
  Json documents = Json::array();
  const auto look = [&](const std::string& name, command::Session& session) {
    const command::Listing listing = list(command::current(session).rows);
    call.console.write(text(listing));
    documents.push_back(command::listing_json(graph, listing));
    if (!name.empty()) documents.back()["database"] = name;
  };
  command::visit_databases(call.session, command::Mode::online, look);
  if (call.console.json()) call.console.write_json(one_or_several(documents));
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
  return print_each(
      call, needs_rows,
      [&](const command::Rows& rows) {
        return command::list_history(graph, range, indicate, rows);
      },
      [&](const command::Listing& listing) {
        return command::history_text(graph, listing, call.verbose());
      });
}

int run_branches(const Call& call) {
  const revision::Graph& graph = call.session.graph();
  const command::Listing listing = command::list_branches(graph);
  return print(call, listing, command::branches_text(graph, listing, call.verbose()));
}

int run_show(const Call& call) {
  const std::string& identifier = call.arguments.positionals.front();
  const revision::Graph& graph = call.session.graph();
  return print_each(
      call, identifier == "current",
      [&](const command::Rows& rows) { return command::list_named(graph, identifier, rows); },
      [&](const command::Listing& listing) { return command::show_text(graph, listing); });
}

int run_current(const Call& call) {
  call.session.read_ahead();
  Json documents = Json::array();
  const auto look = [&](const std::string& name, command::Session& session) {
    const command::CurrentReport report = command::current(session);
    const revision::Graph& graph = call.session.graph();
    if (call.verbose()) {
      call.console.write(fmt::format("Current revision(s) for {}:\n", report.url));
    }
    if (call.arguments.has("check-heads")) command::check_at_heads(graph, report.rows);
    const command::Listing listing = command::list_current(graph, report.rows);
    call.console.write(command::current_text(graph, listing, call.verbose()));
    if (!call.console.json()) return;
    Json document = command::listing_json(graph, listing);
    document["url"] = report.url;
    document["rows"] = report.rows;
    if (!name.empty()) document["database"] = name;
    documents.push_back(std::move(document));
  };
  command::visit_databases(call.session, command::Mode::online, look);
  if (!call.console.json()) return 0;
  call.console.write_json(one_or_several(documents));
  return 0;
}

}  // namespace retort::cli
