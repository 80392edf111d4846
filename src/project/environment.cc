// The only outside interface is environment.h.
#include "project/environment.h"

#include <fmt/format.h>

#include <utility>

#include "base/environment.h"
#include "base/error.h"
#include "base/file.h"
#include "project/secrets.h"

namespace retort::project {
namespace {

template <typename T>
void take(Known<T>& upper, const Known<T>& lower) {
  if (!upper.given()) upper = lower;
}

void set_text(Known<std::string>& target, const std::optional<std::string>& value,
              const char* option) {
  if (value) target = {*value, option};
}

void set_boolean(Known<bool>& target, std::optional<bool> value, const char* option) {
  if (value) target = {*value, option};
}

void set_from(Known<std::string>& target, const Config& config, std::string_view key) {
  if (target.given()) return;
  if (const auto found = config.retort_option(key)) {
    target = {found->value, place_text(found->origin)};
  }
}

void set_from(Known<bool>& target, const Config& config, std::string_view key) {
  if (target.given()) return;
  const auto found = config.retort_option(key);
  if (!found) return;
  const std::optional<bool> value = parse_boolean(found->value);
  if (!value) {
    throw Error(ErrorCode::config,
                fmt::format("'{}' is not a boolean value for {}", found->value, key),
                place_of(found->origin))
        .with_hint("Write true or false.");
  }
  target = {*value, place_text(found->origin)};
}

}  // namespace

std::optional<bool> parse_boolean(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  for (const char* word : {"true", "yes", "on", "y", "t", "1"}) {
    if (lower == word) return true;
  }
  for (const char* word : {"false", "no", "off", "n", "f", "0"}) {
    if (lower == word) return false;
  }
  return std::nullopt;
}

std::string place_note(const Error& error) {
  if (!error.place) return {};
  return fmt::format(" ({}:{})", display_path(error.place->file), error.place->line);
}

std::string place_text(const Origin& origin) {
  const Place place = place_of(origin);
  if (place.empty()) return "the configuration";
  return fmt::format("{}:{}", display_path(place.file), place.line);
}

void fill_missing(Environment& upper, const Environment& lower) {
  take(upper.url, lower.url);
  take(upper.dialect, lower.dialect);
  take(upper.version_table, lower.version_table);
  take(upper.version_table_schema, lower.version_table_schema);
  take(upper.version_table_pk, lower.version_table_pk);
  take(upper.transaction_per_migration, lower.transaction_per_migration);
  take(upper.transactional_ddl, lower.transactional_ddl);
  take(upper.literal_binds, lower.literal_binds);
  take(upper.parameter_style, lower.parameter_style);
  take(upper.include_schemas, lower.include_schemas);
  take(upper.render_as_batch, lower.render_as_batch);
  take(upper.target_metadata, lower.target_metadata);
  take(upper.naming_convention, lower.naming_convention);
  if (!upper.naming_convention.given()) upper.metadata_hidden |= lower.metadata_hidden;
  if (upper.setup_statements.empty()) upper.setup_statements = lower.setup_statements;
  if (upper.last_statements.empty()) upper.last_statements = lower.last_statements;
  take(upper.statements_commit, lower.statements_commit);
  if (!upper.frame) upper.frame = lower.frame;
  if (upper.import_paths.empty()) upper.import_paths = lower.import_paths;
  if (upper.template_arguments.empty()) upper.template_arguments = lower.template_arguments;
  if (upper.context_options.empty()) upper.context_options = lower.context_options;
  if (upper.tokens.empty()) upper.tokens = lower.tokens;
  if (upper.databases.empty()) upper.databases = lower.databases;
  upper.hidden.insert(upper.hidden.end(), lower.hidden.begin(), lower.hidden.end());
  upper.notes.insert(upper.notes.end(), lower.notes.begin(), lower.notes.end());
  upper.left_out += lower.left_out;
  if (upper.failure.empty()) upper.failure = lower.failure;
}

const std::string* Environment::hidden_reason(std::string_view setting) const {
  for (const auto& [name, reason] : hidden) {
    if (name == setting) return &reason;
  }
  return nullptr;
}

Environment explicit_environment(const Overrides& overrides, const Config& config) {
  Environment out;
  if (overrides.url) {
    out.url = {Secret(*overrides.url), overrides.url_from};
  } else if (const auto variable = environment_variable("RETORT_DATABASE_URL");
             variable && !variable->empty()) {
    out.url = {Secret(*variable), "RETORT_DATABASE_URL"};
  } else if (const auto file = environment_variable("RETORT_DATABASE_URL_FILE");
             file && !file->empty()) {
    out.url = {read_secret(*file, "RETORT_DATABASE_URL_FILE"), "RETORT_DATABASE_URL_FILE"};
  } else if (const auto url_file = config.retort_option("url_file")) {
    out.url = {read_secret(url_file->value, "url_file"), place_text(url_file->origin)};
  } else if (const auto found = config.retort_option("url")) {
    out.url = {Secret(found->value), place_text(found->origin)};
  }
  set_text(out.dialect, overrides.dialect, "--dialect");
  set_text(out.version_table, overrides.version_table, "--version-table");
  set_text(out.version_table_schema, overrides.version_table_schema, "--version-table-schema");
  set_boolean(out.transaction_per_migration, overrides.transaction_per_migration,
              "--transaction-per-migration");
  set_boolean(out.transactional_ddl, overrides.transactional_ddl, "--transactional-ddl");
  set_boolean(out.literal_binds, overrides.literal_binds, "--literal-binds");

  set_from(out.dialect, config, "dialect");
  set_from(out.version_table, config, "version_table");
  set_from(out.version_table_schema, config, "version_table_schema");
  set_from(out.version_table_pk, config, "version_table_pk");
  set_from(out.transaction_per_migration, config, "transaction_per_migration");
  set_from(out.transactional_ddl, config, "transactional_ddl");
  set_from(out.literal_binds, config, "literal_binds");
  return out;
}

Environment file_environment(const Config& config) {
  Environment out;
  try {
    const auto url = config.option("sqlalchemy.url");
    if (url && !url->value.empty()) out.url = {Secret(url->value), place_text(url->origin)};
  } catch (const MissingOption& error) {
    out.hidden.emplace_back("url", error.message + place_note(error));
    const std::string& text = config.ini().find(config.section(), "sqlalchemy.url")->value;
    const std::string scheme = text.substr(0, text.find_first_of(":+%"));
    if (text.find("://") < text.find('%')) out.dialect = {scheme, "sqlalchemy.url"};
  }
  return out;
}

Environment process_environment() {
  Environment out;
  const auto variable = environment_variable("DATABASE_URL");
  if (variable && !variable->empty()) out.url = {Secret(*variable), "DATABASE_URL"};
  return out;
}

void add_configured_values(Overrides& overrides, const Config& config) {
  for (auto& entry : config.retort_map("values")) overrides.values.push_back(std::move(entry));
  for (auto& entry : config.retort_map("types")) overrides.types.push_back(std::move(entry));
}

}  // namespace retort::project
