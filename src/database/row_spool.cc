// A row is written as the number of its bytes and its cells, a cell as the index of its alternative
// in Value, a size for texts, and its bytes. Nothing but this file reads that.
#include "database/row_spool.h"

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <utility>
#include <variant>

namespace retort::database {
namespace {

constexpr std::size_t kReadSize = std::size_t{1} << 20;

template <class Number>
void put(std::string& out, Number number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  out.append(bytes, sizeof number);
}

template <class Number>
Number take(const char*& from) {
  Number number;
  std::memcpy(&number, from, sizeof number);
  from += sizeof number;
  return number;
}

void put_text(std::string& out, const std::string& text) {
  put(out, std::uint64_t{text.size()});
  out += text;
}

std::string take_text(const char*& from) {
  const auto size = static_cast<std::size_t>(take<std::uint64_t>(from));
  std::string text(from, size);
  from += size;
  return text;
}

void put_value(std::string& out, const Value& value) {
  out += static_cast<char>(value.index());
  std::visit(
      [&](const auto& held) {
        using T = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<T, std::string>) {
          put_text(out, held);
        } else if constexpr (std::is_same_v<T, Bytes>) {
          put_text(out, held.data);
        } else if constexpr (!std::is_same_v<T, Null>) {
          put(out, held);
        }
      },
      value);
}

Value take_value(const char*& from) {
  switch (static_cast<unsigned char>(*from++)) {
    case 1:
      return take<bool>(from);
    case 2:
      return take<std::int64_t>(from);
    case 3:
      return take<double>(from);
    case 4:
      return take_text(from);
    case 5:
      return Bytes{take_text(from)};
    default:
      return Null{};
  }
}

}  // namespace

void RowSpool::start(const std::vector<ResultColumn>& columns) {
  *this = RowSpool(limit_);
  columns_ = columns;
}

void RowSpool::row(Row& row) {
  const std::size_t begin = written_.size();
  put(written_, std::uint64_t{0});
  for (const Value& value : row) put_value(written_, value);
  const auto size = std::uint64_t{written_.size() - begin - sizeof(std::uint64_t)};
  std::memcpy(&written_[begin], &size, sizeof size);
  if (written_.size() < limit_ || no_file_) return;
  if (!file_) file_ = TemporaryFile::create();
  if (!file_) {
    no_file_ = true;
    return;
  }
  file_->append(written_);
  in_file_ += written_.size();
  written_.clear();
}

bool RowSpool::load(std::size_t size) {
  if (loaded_.size() - position_ >= size) return true;
  loaded_.erase(0, position_);
  position_ = 0;
  while (loaded_.size() < size && from_file_ < in_file_) {
    const std::size_t before = loaded_.size();
    const std::size_t wanted = std::min(std::max(kReadSize, size), in_file_ - from_file_);
    loaded_.resize(before + wanted);
    const std::size_t got = file_->read(from_file_, loaded_.data() + before, wanted);
    loaded_.resize(before + got);
    from_file_ = got == 0 ? in_file_ : from_file_ + got;
  }
  if (loaded_.size() < size) {
    file_.reset();
    loaded_.empty() ? loaded_.swap(written_) : void(loaded_ += written_);
    written_ = {};
  }
  return loaded_.size() >= size;
}

std::optional<Row> RowSpool::next() {
  constexpr std::size_t kHead = sizeof(std::uint64_t);
  if (!load(kHead)) return std::nullopt;
  std::uint64_t size = 0;
  std::memcpy(&size, &loaded_[position_], kHead);
  if (!load(kHead + static_cast<std::size_t>(size))) return std::nullopt;
  const char* from = loaded_.data() + position_ + kHead;
  position_ += kHead + static_cast<std::size_t>(size);
  Row row;
  row.reserve(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) row.push_back(take_value(from));
  return row;
}

}  // namespace retort::database
