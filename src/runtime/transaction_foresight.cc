#include "runtime/transaction_foresight.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "dialect/sql_scanner.h"
#include "dialect/transaction.h"

namespace retort::runtime {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

}  // namespace

Error transaction_conflict_error(std::string_view command, const std::string& revision,
                                 const std::string& statement) {
  Error error(ErrorCode::unsupported,
              fmt::format("{} cannot be part of the transaction that Retort runs revision {} in",
                          command, revision));
  error.revision = revision;
  error.statement = statement;
  return error.with_hint(
      "Put the statement into a `with op.get_context().autocommit_block():`, so that it runs "
      "outside of the transaction. With --transaction none every statement does.");
}

bool may_leave_transaction(std::string_view script) {
  // Words that say it alone, whole or with an ending (postgresql_concurrently), and those that
  // follow CREATE, DROP or ALTER.
  constexpr std::array<std::string_view, 6> kAlone = {
      "CONCURRENTLY", "POSTGRESQL_CONCURRENTLY", "VACUUM", "REINDEX", "DISCARD", "CLUSTER"};
  constexpr std::array<std::string_view, 3> kFirst = {"CREATE", "DROP", "ALTER"};
  constexpr std::array<std::string_view, 4> kSecond = {"DATABASE", "TABLESPACE", "SUBSCRIPTION",
                                                       "SYSTEM"};
  const auto is_one_of = [](std::string_view word, const auto& words) {
    return std::ranges::any_of(words,
                               [&](std::string_view one) { return dialect::is_word(word, one); });
  };
  bool after_first = false;
  for (std::size_t at = 0; at < script.size();) {
    if (!is_letter(script[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < script.size() && is_letter(script[end])) ++end;
    const std::string_view word = script.substr(at, end - at);
    if (word.size() >= 6 && is_one_of(word, kAlone)) return true;
    if (after_first && is_one_of(word, kSecond)) return true;
    after_first = is_one_of(word, kFirst);
    at = end;
  }
  return false;
}

void TransactionForesight::begin_revision(const std::string& revision) {
  begin_script();
  revision_ = revision;
  outside_ = false;
  found_.reset();
}

void TransactionForesight::emit(operation::Operation operation) {
  const auto* execute = std::get_if<operation::Execute>(&operation.value);
  const bool apart = execute != nullptr && execute->autocommit && !outside_;
  outside_ = outside_ || apart;
  SymbolicHost::emit(std::move(operation));
  if (apart) outside_ = false;
}

void TransactionForesight::would_send(const std::string& sql, const Origin& origin) {
  if (found_ || has_seen()) throw Error(ErrorCode::command, "Enough was seen.");
  const auto effect = dialect::transaction_effect(sql, dialect().name());
  if (effect != dialect::TransactionEffect::none) {
    outside_ = effect == dialect::TransactionEffect::ends;
  }
  if (outside_) return;
  using Kind = dialect::TransactionConflict::Kind;
  const dialect::TransactionConflict conflict =
      dialect::transaction_conflict(sql, dialect().name());
  if (conflict.kind != Kind::outside) return;
  found_ = transaction_conflict_error(conflict.command, revision_, sql);
  if (origin.source != nullptr) found_->place = place_of(origin);
}

}  // namespace retort::runtime
