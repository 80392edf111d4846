// The only outside interface is offline_host.h.
#include "runtime/offline_host.h"

#include <fmt/format.h>

#include <utility>

#include "base/error.h"
#include "database/pooled_session.h"
#include "inspect/catalog.h"

namespace retort::runtime {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
  };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

Error needs_connection(std::string_view what) {
  return Error(ErrorCode::script,
               fmt::format("{} needs a live database connection, and there is none in --sql mode.",
                           what))
      .with_hint("Run without --sql, or guard the code with context.is_offline_mode().");
}

}  // namespace

OfflineHost::OfflineHost(const dialect::Dialect& dialect, const Settings& settings,
                         Reporter& reporter)
    : dialect_(dialect),
      settings_(settings),
      reporter_(reporter),
      context_{true, nullptr, settings.offline_binds, settings.naming_convention},
      transactional_(settings.transactional_ddl.value_or(dialect.transactional_ddl())) {}

OfflineHost::~OfflineHost() = default;

void OfflineHost::write(std::string text) {
  reporter_.sql(text.append("\n\n"));
}

void OfflineHost::write_statement(std::string_view statement) {
  constexpr std::string_view kTab = "    ";
  std::string_view rest = trimmed(statement);
  std::string out;
  out.reserve(rest.size() + 4 * kTab.size());
  for (std::size_t tab = rest.find('\t'); tab != rest.npos; tab = rest.find('\t')) {
    out.append(rest.substr(0, tab)).append(kTab);
    rest.remove_prefix(tab + 1);
  }
  write(std::move(out.append(rest).append(";")));
}

void OfflineHost::write_as_is(std::string_view text) {
  reporter_.sql(text);
}

void OfflineHost::write_begin() {
  if (transactional_) write("BEGIN;");
}

void OfflineHost::write_commit() {
  if (transactional_) write("COMMIT;");
}

void OfflineHost::emit(operation::Operation operation) {
  try {
    for (const dialect::Statement& statement : dialect_.render(operation, context_)) {
      write_statement(statement.text);
    }
  } catch (Error& error) {
    if (!error.place && operation.origin.source != nullptr) {
      error.place = place_of(operation.origin);
    }
    throw;
  }
}

std::unique_ptr<script::RowSource> OfflineHost::query(schema::ExprPtr statement,
                                                      const Origin& origin) {
  emit({operation::Execute{std::move(statement), false}, origin});
  return nullptr;
}

std::unique_ptr<script::RowSource> OfflineHost::query_text(
    const std::string& sql, const std::vector<schema::Literal>& parameters, const Origin&) {
  if (!parameters.empty()) throw needs_connection("A statement with parameters");
  write_statement(sql);
  return nullptr;
}

/// As the file has it, for the database's own tool to read.
void OfflineHost::run_sql(script::SqlCommand command) {
  const std::string_view end = command.delimiter;
  std::string out(command.lead);
  if (end != ";") out += fmt::format("DELIMITER {}\n", end);
  out += command.text;
  out += end;
  if (end != ";") out += "\nDELIMITER ;";
  if (command.data) out += fmt::format("\n{}\\.", *command.data);
  write(out);
}

schema::Catalog& OfflineHost::catalog() {
  throw needs_connection("Looking at the database");
}

schema::Catalog* OfflineHost::engine_catalog() {
  if (catalog_ == nullptr && settings_.find_url) {
    connection_ = database::set_up(database::connect(settings_.find_url(), {.create = false}),
                                   settings_.setup_statements);
    catalog_ = inspect::open_catalog(*connection_);
  }
  return catalog_.get();
}

bool OfflineHost::is_own_database(const std::string& url) const {
  return !settings_.find_url ||
         database::is_same_database(database::parse_url(url), settings_.find_url());
}

void OfflineHost::enter_autocommit(const Origin&) {
  write_commit();
}

void OfflineHost::leave_autocommit() {
  write_begin();
}

void OfflineHost::commit() {
  throw needs_connection("commit()");
}

void OfflineHost::rollback(const Origin&) {
  throw needs_connection("rollback()");
}

void OfflineHost::savepoint(const std::string&) {
  throw needs_connection("A savepoint");
}

void OfflineHost::release_savepoint(const std::string&) {
  throw needs_connection("A savepoint");
}

void OfflineHost::rollback_to_savepoint(const std::string&) {
  throw needs_connection("A savepoint");
}

void OfflineHost::write_output(std::string_view text) {
  reporter_.print(text);
}

void OfflineHost::log(std::string_view level, std::string_view logger, std::string_view message) {
  reporter_.log(level, logger, message);
}

}  // namespace retort::runtime
