// What leads from one schema to another, with enough of both sides to go back: the result of a
// comparison. Plain values; see python_body.h for their text and operations.h for their SQL.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "operation/operation.h"
#include "schema/table.h"

namespace retort::diff {

/// A server default in each of its three forms; none of them: no default.
using DefaultValue = operation::AlterColumn::DefaultChange;

bool is_given(const DefaultValue& value);
DefaultValue default_of(const schema::Column& column);

struct ColumnAdded {
  schema::Column column;
};
struct ColumnRemoved {
  schema::Column column;
};
/// One side of a changed column. What was not compared is unset.
struct ColumnState {
  std::optional<schema::Type> type;
  std::optional<bool> nullable;
  DefaultValue server_default;
  std::optional<std::string> comment;
};
struct ColumnChanged {
  std::string column;
  ColumnState before, after;
  bool type_changed = false;
  bool nullable_changed = false;
  bool default_changed = false;
  bool comment_changed = false;
  bool has_default = false;  ///< One of the two has a server default.
  std::optional<bool> autoincrement;
  /// postgresql_using of the new type, and of the way back; empty: the server casts by itself.
  std::string cast = {}, cast_back = {};

  bool has_changes() const {
    return type_changed || nullable_changed || default_changed || comment_changed;
  }
};
/// `columns`: those of its table that the index names, for showing it.
struct IndexAdded {
  schema::Index index;
  std::vector<schema::Column> columns;
};
struct IndexRemoved {
  schema::Index index;
  std::vector<schema::Column> columns;
};
struct ConstraintAdded {
  schema::Constraint constraint;
};
struct ConstraintRemoved {
  schema::Constraint constraint;
};
/// A comment set, changed or, with `after` unset, taken away.
struct TableCommentChanged {
  std::optional<std::string> before, after;
};
using TableChange =
    std::variant<ColumnAdded, ColumnRemoved, ColumnChanged, IndexAdded, IndexRemoved,
                 ConstraintAdded, ConstraintRemoved, TableCommentChanged>;

/// Changes of one table, in order; also the indexes of a table that is added or removed.
struct TableChanged {
  std::string schema;
  std::string table;
  std::vector<TableChange> changes;
};
struct TableAdded {
  schema::Table table;
  std::vector<std::string> unknown;  ///< What the models may say beside it: lines.
  std::string info;                  ///< `info=` as Python writes it; empty without.
};
struct TableRemoved {
  schema::Table table;
};
/// SQL beside what the others say; an empty text does nothing in its direction.
struct StatementRun {
  std::string forth, back;
};
using Change = std::variant<TableAdded, TableRemoved, TableChanged, StatementRun>;
using Changes = std::vector<Change>;

/// The way back: each change undone, in reverse order.
Changes reversed(const Changes& changes);

}  // namespace retort::diff
