// The only outside interface is postgresql_parser.h.
#include "dialect/postgresql_parser.h"

#ifdef RETORT_HAVE_PG_QUERY

#include <pg_query.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/json.h"

namespace retort::dialect {
namespace {

struct SplitResult {
  explicit SplitResult(const char* text) : value(pg_query_split_with_parser(text)) {}
  ~SplitResult() { pg_query_free_split_result(value); }
  SplitResult(const SplitResult&) = delete;
  SplitResult& operator=(const SplitResult&) = delete;
  PgQuerySplitResult value;
};

struct ParseResult {
  explicit ParseResult(const char* text) : value(pg_query_parse(text)) {}
  ~ParseResult() { pg_query_free_parse_result(value); }
  ParseResult(const ParseResult&) = delete;
  ParseResult& operator=(const ParseResult&) = delete;
  PgQueryParseResult value;
};

bool is_set(const Json& node, const char* name) {
  return node.value(name, false);
}

/// The options of `WITH (name = value)` and of `(NAME value)`.
Json options_of(const Json& node, const char* name) {
  Json options = Json::object();
  for (const Json& item : node.value(name, Json::array())) {
    const Json element = item.value("DefElem", Json::object());
    const Json argument = element.value("arg", Json::object());
    std::string value = "true";
    if (argument.contains("String")) value = argument["String"].value("sval", "");
    if (argument.contains("Boolean")) value = is_set(argument["Boolean"], "boolval") ? "true" : "";
    if (argument.contains("Integer")) value = argument["Integer"].value("ival", 0) ? "true" : "";
    std::ranges::transform(value, value.begin(), [](unsigned char c) { return std::tolower(c); });
    options[element.value("defname", "")] = value != "false" && value != "off" && !value.empty();
  }
  return options;
}

std::string reindex_command(const Json& node) {
  if (is_set(options_of(node, "params"), "concurrently")) return "REINDEX CONCURRENTLY";
  const std::string kind = node.value("kind", "");
  for (const std::string_view whole : {"SCHEMA", "SYSTEM", "DATABASE"}) {
    if (kind.ends_with(whole)) return "REINDEX " + std::string(whole);
  }
  return {};
}

std::string alter_table_command(const Json& node) {
  for (const Json& item : node.value("cmds", Json::array())) {
    const Json command = item.value("AlterTableCmd", Json::object());
    const Json definition = command.value("def", Json::object());
    if (definition.contains("PartitionCmd") && is_set(definition["PartitionCmd"], "concurrent")) {
      return "ALTER TABLE ... DETACH PARTITION CONCURRENTLY";
    }
  }
  return {};
}

std::string command_of(std::string_view kind, const Json& node) {
  if (kind == "IndexStmt") return is_set(node, "concurrent") ? "CREATE INDEX CONCURRENTLY" : "";
  if (kind == "DropStmt") return is_set(node, "concurrent") ? "DROP INDEX CONCURRENTLY" : "";
  if (kind == "ReindexStmt") return reindex_command(node);
  if (kind == "AlterTableStmt") return alter_table_command(node);
  if (kind == "VacuumStmt") return is_set(node, "is_vacuumcmd") ? "VACUUM" : "";
  if (kind == "ClusterStmt") return node.contains("relation") ? "" : "CLUSTER";
  if (kind == "CreatedbStmt") return "CREATE DATABASE";
  if (kind == "DropdbStmt") return "DROP DATABASE";
  if (kind == "CreateTableSpaceStmt") return "CREATE TABLESPACE";
  if (kind == "DropTableSpaceStmt") return "DROP TABLESPACE";
  if (kind == "AlterSystemStmt") return "ALTER SYSTEM";
  if (kind == "DiscardStmt") return node.value("target", "") == "DISCARD_ALL" ? "DISCARD ALL" : "";
  if (kind == "AlterDatabaseStmt") {
    const bool moves = options_of(node, "options").contains("tablespace");
    return moves ? "ALTER DATABASE ... SET TABLESPACE" : "";
  }
  if (kind == "CreateSubscriptionStmt") {
    const Json options = options_of(node, "options");
    const bool slot = options.value("connect", true) && options.value("create_slot", true);
    return slot ? "CREATE SUBSCRIPTION" : "";
  }
  return {};
}

}  // namespace

std::optional<std::vector<Span>> parse_statements(const std::string& text) {
  const SplitResult result(text.c_str());
  if (result.value.error != nullptr) return std::nullopt;
  std::vector<Span> out;
  for (int i = 0; i < result.value.n_stmts; ++i) {
    const PgQuerySplitStmt& statement = *result.value.stmts[i];
    const auto begin = static_cast<std::uint32_t>(statement.stmt_location);
    out.push_back({begin, begin + static_cast<std::uint32_t>(statement.stmt_len)});
  }
  return out;
}

std::optional<std::string> parse_command_outside_transaction(const std::string& statement) {
  const ParseResult result(statement.c_str());
  if (result.value.error != nullptr) return std::nullopt;
  const Json tree = Json::parse(result.value.parse_tree, nullptr, false);
  if (tree.is_discarded()) return std::nullopt;
  for (const Json& entry : tree.value("stmts", Json::array())) {
    for (const auto& [kind, node] : entry.at("stmt").items()) {
      std::string command = command_of(kind, node);
      if (!command.empty()) return command;
    }
  }
  return std::string();
}

}  // namespace retort::dialect

#else  // Built without libpg_query.

namespace retort::dialect {

std::optional<std::vector<Span>> parse_statements(const std::string&) {
  return std::nullopt;
}
std::optional<std::string> parse_command_outside_transaction(const std::string&) {
  return std::nullopt;
}

}  // namespace retort::dialect

#endif
