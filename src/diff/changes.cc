#include "diff/changes.h"

#include <algorithm>
#include <utility>

namespace retort::diff {
namespace {

struct ReverseTableChange {
  TableChange operator()(const ColumnAdded& change) const { return ColumnRemoved{change.column}; }
  TableChange operator()(const ColumnRemoved& change) const { return ColumnAdded{change.column}; }
  /// What did not change is the existing state in both directions.
  TableChange operator()(const ColumnChanged& change) const {
    ColumnChanged out = change;
    if (change.type_changed) std::swap(out.before.type, out.after.type);
    std::swap(out.cast, out.cast_back);
    if (change.nullable_changed) std::swap(out.before.nullable, out.after.nullable);
    if (change.default_changed) std::swap(out.before.server_default, out.after.server_default);
    if (change.comment_changed) std::swap(out.before.comment, out.after.comment);
    return out;
  }
  TableChange operator()(const IndexAdded& change) const {
    return IndexRemoved{change.index, change.columns};
  }
  TableChange operator()(const IndexRemoved& change) const {
    return IndexAdded{change.index, change.columns};
  }
  TableChange operator()(const ConstraintAdded& change) const {
    return ConstraintRemoved{change.constraint};
  }
  TableChange operator()(const ConstraintRemoved& change) const {
    return ConstraintAdded{change.constraint};
  }
  TableChange operator()(const TableCommentChanged& change) const {
    return TableCommentChanged{change.after, change.before};
  }
};

struct ReverseChange {
  Change operator()(const TableAdded& change) const { return TableRemoved{change.table}; }
  Change operator()(const TableRemoved& change) const { return TableAdded{change.table, {}}; }
  Change operator()(const StatementRun& run) const { return StatementRun{run.back, run.forth}; }
  Change operator()(const TableChanged& change) const {
    TableChanged out{change.schema, change.table, {}};
    for (auto one = change.changes.rbegin(); one != change.changes.rend(); ++one) {
      out.changes.push_back(std::visit(ReverseTableChange{}, *one));
    }
    return out;
  }
};

}  // namespace

bool is_given(const DefaultValue& value) {
  return value.value || value.identity || value.computed;
}

DefaultValue default_of(const schema::Column& column) {
  if (column.computed) return {std::nullopt, std::nullopt, column.computed};
  if (column.identity) return {std::nullopt, column.identity, std::nullopt};
  return {column.server_default, std::nullopt, std::nullopt};
}

Changes reversed(const Changes& changes) {
  Changes out;
  for (auto one = changes.rbegin(); one != changes.rend(); ++one) {
    out.push_back(std::visit(ReverseChange{}, *one));
  }
  return out;
}

}  // namespace retort::diff
