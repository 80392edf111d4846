// The order in which a column's differences are looked for is Alembic's, for its log: nullable,
// computed, identity, comment; then type and default, where they take the dialect's rules.
#include "diff/column_compare.h"

#include <fmt/format.h>

#include <algorithm>

#include "diff/default_compare.h"
#include "diff/type_compare.h"
#include "schema/attach.h"
#include "script/python_types.h"

namespace retort::diff {
namespace {

using dialect::Family;
using schema::Column;

constexpr std::string_view kTables = "autogenerate.compare.tables";
constexpr std::string_view kTypes = "autogenerate.compare.types";
constexpr std::string_view kConstraints = "autogenerate.compare.constraints";
constexpr std::string_view kDefaults = "autogenerate.compare.server_defaults";
constexpr std::string_view kComments = "autogenerate.compare.comments";

bool is_unknown(const schema::Type& type) {
  return type.kind == schema::TypeKind::Null || (type.kind == schema::TypeKind::UserDefined &&
                                                 (type.python_name.empty() || type.spec.empty()));
}

/// One column on both sides.
class ColumnComparison {
 public:
  ColumnComparison(const Comparison& comparison, const ColumnPair& pair,
                   const TableChanged& changed)
      : comparison_(comparison),
        pair_(pair),
        desired_table_(*pair.desired.table),
        live_(*pair.live.column),
        desired_(*pair.desired.column),
        table_(changed.table) {
    change_.column = desired_.name;
  }

  ColumnChanged run() {
    change_.before.nullable = live_.nullable.value_or(true);
    const bool any_default =
        is_given(default_of(live_)) || is_given(default_of(desired_)) || desired_.has_server_value;
    change_.has_default = any_default;
    if (any_default) change_.before.server_default = default_of(live_);
    const bool types = compares_types() && !ask_for_type();
    // Where defaults are not compared, a default on either side ends all that concerns them.
    const bool defaults =
        !any_default || (comparison_.settings.compare_server_default && !ask_for_default());
    compare_nullable();
    const bool open = defaults && !compare_generated();
    compare_comment();
    if (types) compare_type();
    if (!undetermined_.empty()) log(kTypes, undetermined_);
    if (open && any_default) compare_default();
    return std::move(change_);
  }

 private:
  void log(std::string_view logger, const std::string& message) const {
    comparison_.host.log(logger, message);
  }

  bool compares_types() {
    if (!comparison_.settings.compare_type) return false;
    change_.before.type = live_.type;
    if (is_unknown(live_.type)) {
      undetermined_ =
          fmt::format("Couldn't determine database type for column '{}.{}'", table_, desired_.name);
    } else if (is_unknown(schema::for_dialect(desired_.type, comparison_.dialect.name()))) {
      undetermined_ = fmt::format("Column '{}.{}' has no type within the model; can't compare",
                                  table_, desired_.name);
    }
    if (!undetermined_.empty()) log(kTypes, undetermined_);
    return undetermined_.empty();
  }

  /// The application's own compare_type; whether that was the last word.
  bool ask_for_type() {
    const std::optional<Verdict> verdict = comparison_.host.types_differ(pair_);
    if (verdict && verdict->differs) set_type();
    return verdict.has_value();
  }
  bool ask_for_default() {
    const std::optional<Verdict> verdict = comparison_.host.defaults_differ(
        pair_, compared_default(comparison_, live_), compared_default(comparison_, desired_));
    if (verdict && verdict->differs) {
      set_default();
      log(kDefaults, fmt::format("User defined function {} detected server default on column "
                                 "'{}.{}'",
                                 verdict->by, table_, desired_.name));
    }
    return verdict.has_value();
  }

  void compare_nullable() {
    const bool live = live_.nullable.value_or(true), desired = desired_.nullable.value_or(true);
    if (live == desired) return;
    const bool unsaid = !desired_.nullable || desired_.nullable_is_derived;
    const bool computed = (live_.computed || desired_.computed) && unsaid;
    if (computed || live_.identity || desired_.identity) {
      log(kConstraints, fmt::format("Ignoring nullable change on identity column '{}.{}'", table_,
                                    desired_.name));
      return;
    }
    change_.nullable_changed = true;
    change_.after.nullable = desired;
    log(kConstraints, fmt::format("Detected {} on column '{}.{}'", desired ? "NULL" : "NOT NULL",
                                  table_, desired_.name));
  }

  /// Computed columns and identities. Whether that was all there is to say of the default.
  bool compare_generated() {
    if (live_.computed || desired_.computed) {
      if (!desired_.computed ||
          computed_differ(comparison_.family, live_.computed, *desired_.computed)) {
        comparison_.host.warn(
            fmt::format("Computed default on {}.{} cannot be modified", table_, desired_.name));
      }
      return true;
    }
    if (live_.identity || desired_.identity) {
      if (compare_identity()) return true;
    }
    set_autoincrement();
    return false;
  }

  bool compare_identity() {
    const auto differences = identity_differences(live_.identity, desired_.identity);
    if (differences.empty() && live_.identity.has_value() == desired_.identity.has_value()) {
      return false;
    }
    set_default();
    if (differences.empty()) return false;
    std::string list;
    for (const std::string& name : differences) list += (list.empty() ? "'" : ", '") + name + "'";
    log(kDefaults, fmt::format("Detected server default on column '{}.{}': identity options "
                               "attributes [{}]",
                               table_, desired_.name, list));
    return true;
  }

  void set_autoincrement() {
    using Autoincrement = Column::Autoincrement;
    if (schema::autoincrement_column(desired_table_) == &desired_ ||
        desired_.autoincrement == Autoincrement::yes) {
      change_.autoincrement = true;
    } else if (desired_.autoincrement == Autoincrement::no) {
      change_.autoincrement = false;
    }
  }

  void compare_comment() {
    if (comparison_.family == Family::sqlite) return;
    if (!live_.comment && !desired_.comment) return;
    change_.before.comment = live_.comment;
    if (live_.comment == desired_.comment) return;
    change_.comment_changed = true;
    change_.after.comment = desired_.comment;
    log(kComments, fmt::format("Detected column comment '{}.{}'", table_, desired_.name));
  }

  void compare_type() {
    if (types_differ(comparison_.dialect, comparison_.family, live_.type, desired_.type)) {
      set_type();
    }
  }
  void set_type() {
    change_.type_changed = true;
    change_.after.type = desired_.type;
    log(kTypes, fmt::format("Detected type change from {} to {} on '{}.{}'",
                            script::repr_of_type(live_.type), script::repr_of_type(desired_.type),
                            table_, desired_.name));
  }

  void set_default() {
    change_.default_changed = true;
    change_.after.server_default = default_of(desired_);
  }
  void compare_default() {
    if (live_.identity || desired_.identity || desired_.has_server_value) return;
    if (!defaults_differ(comparison_, desired_table_, live_, desired_)) return;
    set_default();
    log(kDefaults, fmt::format("Dialect impl {} detected server default on column '{}.{}'",
                               comparison_.dialect.name(), table_, desired_.name));
  }

  const Comparison& comparison_;
  const ColumnPair& pair_;
  const schema::Table& desired_table_;
  const Column& live_;
  const Column& desired_;
  const std::string& table_;
  ColumnChanged change_;
  /// Why types are not compared. Alembic looks at them on two occasions and says so each time.
  std::string undetermined_;
};

bool includes(const Comparison& comparison, const schema::Table& table, const Column& column,
              bool reflected, std::optional<Object> compare_to) {
  return comparison.host.includes_object(
      {ColumnOf{&table, &column}, column.name, "column", reflected, std::move(compare_to)});
}

bool includes_name(const Comparison& comparison, const schema::Table& table, const Column& column) {
  return comparison.host.includes_name({column.name, "column", table.schema, table.name});
}

}  // namespace

std::string qualified_name(const std::string& schema, const std::string& table) {
  return schema.empty() ? table : schema + "." + table;
}

schema::Column creatable(Family family, Column column) {
  const bool unsaid = column.computed && column.nullable_is_derived;
  if (unsaid && dialect::is_mariadb(family)) column.nullable = true;
  return column;
}

void compare_columns(const Comparison& comparison, const schema::Table& live,
                     const schema::Table& desired, TableChanged& changed) {
  const std::string name = qualified_name(changed.schema, changed.table);
  const auto in_live = [&](const Column& column) -> const Column* {
    const Column* found = schema::find_column(live, column.name);
    return found != nullptr && includes_name(comparison, live, *found) ? found : nullptr;
  };
  for (const Column& column : desired.columns) {
    if (column.system || in_live(column) != nullptr) continue;
    if (!includes(comparison, desired, column, false, std::nullopt)) continue;
    changed.changes.emplace_back(ColumnAdded{creatable(comparison.family, column)});
    comparison.host.log(kTables, fmt::format("Detected added column '{}.{}'", name, column.name));
  }
  for (const Column& column : desired.columns) {
    const Column* found = column.system ? nullptr : in_live(column);
    if (found == nullptr) continue;
    if (!includes(comparison, desired, column, false, ColumnOf{&live, found})) continue;
    const ColumnPair pair{{&live, found}, {&desired, &column}};
    ColumnChanged change = ColumnComparison(comparison, pair, changed).run();
    if (change.has_changes()) changed.changes.emplace_back(std::move(change));
  }
}

void compare_removed_columns(const Comparison& comparison, const schema::Table& live,
                             const schema::Table& desired, TableChanged& changed) {
  const std::string name = qualified_name(changed.schema, changed.table);
  if (comparison.settings.partly_known.contains(qualified_name(desired.schema, desired.name))) {
    comparison.host.warn(
        fmt::format("The model of table {} is known only in part: columns that it "
                    "does not have are left as they are",
                    name));
    return;
  }
  std::vector<const Column*> removed;
  for (const Column& column : live.columns) {
    const Column* wanted = schema::find_column(desired, column.name);
    if (wanted != nullptr && !wanted->system) continue;
    if (includes_name(comparison, live, column)) removed.push_back(&column);
  }
  std::ranges::sort(removed, {}, [](const Column* column) { return column->name; });
  for (const Column* column : removed) {
    if (!includes(comparison, live, *column, true, std::nullopt)) continue;
    changed.changes.emplace_back(ColumnRemoved{*column});
    comparison.host.log(kTables,
                        fmt::format("Detected removed column '{}.{}'", name, column->name));
  }
}

}  // namespace retort::diff
