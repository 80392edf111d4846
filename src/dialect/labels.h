// What the columns of a SELECT are called: which get a label, and how equal names are told apart.
#pragma once

#include <string>
#include <vector>

#include "schema/expression.h"

namespace retort::dialect {

struct LabelledColumn {
  schema::ExprPtr expression;
  std::string label;      ///< What AS must say; empty when that is left to the expression's kind.
  std::string fallback;   ///< What AS says when the expression needs a name.
  std::string effective;  ///< The name as a column of a subquery.
  bool repeated = false;
};

/// The columns of a SELECT with SQLAlchemy's labels.
std::vector<LabelledColumn> labelled_columns(const schema::Select& select);
/// One column without regard to others, as in RETURNING.
LabelledColumn labelled_column(const schema::ExprPtr& expression);
/// Whether a column without a label of its own needs one. `in_from`: in a subquery's SELECT.
bool needs_label(const schema::ExprPtr& expression, bool in_from, bool native_boolean);

/// The name that an expression has by itself: a column's or a label's; empty for one without.
std::string own_name(const schema::ExprPtr& expression);
/// The name of each column of a SELECT, made distinct, as in a subquery; parts of a UNION have the
/// names of the first.
std::vector<std::string> column_names(const schema::Select& select);

}  // namespace retort::dialect
