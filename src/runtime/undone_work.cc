#include "runtime/undone_work.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace retort::runtime {

void UndoneWork::change(std::uint64_t tag, Tag failed) {
  // One that was refused has left nothing.
  if (!first_change_ || first_change_ == failed) first_change_ = tag;
}

void UndoneWork::roll_back(const Origin& origin, Tag failed) {
  const Tag first = std::exchange(first_change_, std::nullopt);
  if (first && first != failed && !undone_at_) undone_at_ = origin;
}

void UndoneWork::check(const std::string& revision) {
  const std::optional<Origin> origin = std::exchange(undone_at_, std::nullopt);
  if (!origin) return;
  Error error(ErrorCode::script,
              fmt::format("Revision {} rolls back what was done in the transaction", revision));
  error.revision = revision;
  if (origin->source != nullptr) error.place = place_of(*origin);
  throw error
      .with_hint(
          "What is undone cannot be noted as applied: Alembic, too, leaves the version table as it "
          "was.")
      .with_hint(
          "Put what may fail into `with op.get_bind().begin_nested():`, which undoes that part "
          "alone, or let the exception end the migration.");
}

bool rolls_back(std::string_view sql, dialect::SqlSyntax syntax) {
  const std::vector<std::string> words = dialect::first_words(sql, syntax, 3);
  const bool is_rollback = !words.empty() && (words[0] == "ROLLBACK" || words[0] == "ABORT");
  return is_rollback && std::ranges::find(words, "TO") == words.end();
}

bool may_change(std::string_view sql, dialect::SqlSyntax syntax) {
  constexpr std::array kQuestions = std::to_array<std::string_view>(
      {"SELECT", "VALUES", "TABLE", "SHOW", "EXPLAIN", "DESCRIBE", "DESC", "PRAGMA"});
  const std::vector<std::string> first = dialect::first_words(sql, syntax, 1);
  return first.empty() || std::ranges::find(kQuestions, first.front()) == kQuestions.end();
}

}  // namespace retort::runtime
