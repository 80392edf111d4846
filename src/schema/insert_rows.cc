#include "schema/insert_rows.h"

#include <type_traits>
#include <utility>

namespace retort::schema {
namespace {

std::size_t size_of(const Literal& literal) {
  return std::visit(
      [](const auto& value) -> std::size_t {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, std::string>) {
          return value.size();
        } else if constexpr (std::is_same_v<T, Bytes>) {
          return 2 * value.data.size();
        } else if constexpr (std::is_same_v<T, JsonText>) {
          return value.text.size();
        } else if constexpr (std::is_same_v<T, LiteralList>) {
          std::size_t sum = 0;
          for (const Literal& item : value) sum += size_of(item);
          return sum;
        } else {
          return 8;
        }
      },
      literal.value);
}

/// Whether nothing but the rows would be different in a statement of many rows. A row that is
/// there already may be updated once only in one statement.
bool is_plain(const Insert& insert) {
  return insert.rows.size() == 1 && !insert.columns.empty() && !insert.from_select &&
         insert.returning.empty() && insert.ctes.empty() &&
         (!insert.on_conflict || insert.on_conflict->do_nothing);
}

}  // namespace

std::size_t size_of_row(const std::vector<ExprPtr>& row) {
  std::size_t sum = 0;
  for (const ExprPtr& value : row) {
    if (const auto* constant = std::get_if<Constant>(&value->node)) sum += size_of(constant->value);
    const auto* parameter = std::get_if<BindParam>(&value->node);
    if (parameter != nullptr && parameter->value) sum += size_of(*parameter->value);
  }
  return sum;
}

bool InsertJoiner::joins(const Insert& insert) const {
  return joining_ && open_ && open_is_plain_ && is_plain(insert) &&
         open_->rows.size() < kMostInsertRows && size_ < kMostInsertBytes &&
         insert.columns == open_->columns && insert.table.name == open_->table.name &&
         insert.table.schema == open_->table.schema;
}

std::optional<Insert> InsertJoiner::add(Insert insert) {
  const std::size_t size = insert.rows.size() == 1 ? size_of_row(insert.rows.front()) : 0;
  if (joins(insert)) {
    size_ += size;
    open_->rows.push_back(std::move(insert.rows.front()));
    return std::nullopt;
  }
  std::optional<Insert> complete = take();
  size_ = size;
  open_is_plain_ = is_plain(insert);
  open_ = std::move(insert);
  return complete;
}

std::optional<Insert> InsertJoiner::take() {
  size_ = 0;
  return std::exchange(open_, std::nullopt);
}

}  // namespace retort::schema
