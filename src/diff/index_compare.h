// Whether two indexes, or two unique constraints, of one name are the same.
#pragma once

#include <string>
#include <vector>

#include "diff/compare.h"

namespace retort::diff {

/// How a comparison came out; `message` says what differs, or why it cannot be known.
struct Likeness {
  enum class Kind { equal, different, skipped };
  Kind kind = Kind::equal;
  std::string message;
};

Likeness compare_indexes(const Comparison& comparison, const schema::Index& live,
                         const schema::Index& desired);
Likeness compare_uniques(const Comparison& comparison, const schema::UniqueConstraint& live,
                         const schema::UniqueConstraint& desired);

/// The columns of an index in the order of its elements, those of expressions among them.
std::vector<std::string> index_columns(const schema::Index& index);
/// What an index is without its name: whether it is unique, and its columns by element.
std::vector<std::string> index_signature(const schema::Index& index);
std::vector<std::string> unique_signature(const schema::UniqueConstraint& constraint);
/// Whether an element is more than a column with a sort order.
bool has_expressions(const schema::Index& index);
/// `('a', 'b')`, as Python shows a tuple.
std::string tuple_text(const std::vector<std::string>& texts);

}  // namespace retort::diff
