// A plan as the body of a migration: Alembic's operations, as autogenerate writes them, where they
// say all that a step does; else op.execute().
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "command/diff.h"
#include "command/shape_tables.h"
#include "diff/compare.h"
#include "diff/python_body.h"
#include "python/dump.h"
#include "script/python_schema.h"

namespace retort::command {

using diff::Action;
using diff::Change;
using diff::Plan;
using diff::Step;
using diff::TableChanged;
using diff::Transaction;
using schema::shape::Inspection;
using schema::shape::Kind;

namespace {

using Found = std::optional<Change>;

std::string indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out += "    " + std::string(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

schema::Constraint constraint_of_type(std::string_view type, schema::Name name) {
  if (type == "foreignkey") return schema::ForeignKeyConstraint{.name = std::move(name)};
  if (type == "unique") return schema::UniqueConstraint{.name = std::move(name)};
  if (type == "check") return schema::CheckConstraint{.name = std::move(name)};
  return schema::PrimaryKeyConstraint{.name = std::move(name)};
}

bool is_comment(const Step& step) {
  return step.sql.starts_with("COMMENT ON TABLE ") || step.sql.starts_with("COMMENT ON COLUMN ");
}

/// Writes one plan.
class OperationWriter {
 public:
  OperationWriter(const Plan& plan, const Inspection& from, const Inspection& to)
      : plan_(plan),
        from_(from.database),
        to_(to.database),
        writer_(diff::family_of(*dialect::find_dialect(to.database.dialect)), exact_names()) {
    for (std::size_t at = 0; at < plan_.steps.size(); ++at) {
      steps_of_[plan_.steps[at].object.name].push_back(at);
    }
  }

  PlanOperations write() {
    PlanOperations out;
    bool apart = false;
    for (std::size_t at = 0; at < plan_.steps.size(); ++at) {
      const Step& step = plan_.steps[at];
      std::string text = text_of(at);
      if (folded_.contains(at)) continue;
      if (step.destructive) out.text += fmt::format("# DESTRUCTIVE: {}\n", step.why);
      if (step.transaction == Transaction::before && !apart) {
        out.text += "with op.get_context().autocommit_block():\n";
      }
      apart = step.transaction == Transaction::before;
      out.text += apart ? indented(text) : text;
    }
    if (out.text.empty()) out.text = "pass\n";
    out.imports = diff::python_imports(writer_);
    return out;
  }

 private:
  static script::PythonNames exact_names() {
    script::PythonNames names;
    names.exact = true;
    return names;
  }

  std::string text_of(std::size_t at) {
    const Step& step = plan_.steps[at];
    if (std::string text = rename_text(step); !text.empty()) return text;
    Found change = action_change(step);
    if (!change && step.action.kind == Action::Kind::none) change = creation(at);
    if (!change) change = diff::StatementRun{step.sql, {}};
    return diff::change_text(*change, writer_, false);
  }

  static std::string rename_text(const Step& step) {
    const auto repr = [](const std::string& text) { return python::repr_of_text(text); };
    const std::string schema = operation_schema(step.object.name);
    const std::string where = schema.empty() ? "" : ", schema=" + repr(schema);
    const std::string table = repr(step.object.name.name);
    if (step.action.kind == Action::Kind::rename_table) {
      return fmt::format("op.rename_table({}, {}{})\n", table, repr(step.action.to), where);
    }
    if (step.action.kind == Action::Kind::rename_column) {
      return fmt::format("op.alter_column({}, {}, new_column_name={}{})\n", table,
                         repr(step.action.name), repr(step.action.to), where);
    }
    return {};
  }

  static TableChanged changed(const Step& step, diff::TableChange change) {
    return {operation_schema(step.object.name), step.object.name.name, {std::move(change)}};
  }

  /// A change of a column that is there, with what is known of it at that point.
  diff::ColumnChanged column_change(const Step& step, const std::string& column) const {
    diff::ColumnChanged out;
    out.column = column;
    const auto reached = to_.column(step.object.name, column);
    if (reached) out.before.type = reached->type;
    return out;
  }

  Found action_change(const Step& step) const {
    const Action& action = step.action;
    switch (action.kind) {
      case Action::Kind::none:
      case Action::Kind::rename_table:
      case Action::Kind::rename_column:
        return std::nullopt;
      case Action::Kind::add_column:
        return add_column(step);
      case Action::Kind::change_type:
      case Action::Kind::drop_default:
      case Action::Kind::comment_table:
      case Action::Kind::comment_column:
        return alteration(step);
      case Action::Kind::set_nullable:
      case Action::Kind::set_not_null: {
        diff::ColumnChanged change = column_change(step, action.name);
        change.nullable_changed = true;
        change.after.nullable = action.kind == Action::Kind::set_nullable;
        return changed(step, std::move(change));
      }
      default:
        return removal(step);
    }
  }

  static Found removal(const Step& step) {
    const Action& action = step.action;
    const schema::Name name{.text = action.name, .final = true};
    if (action.kind == Action::Kind::drop_table) {
      schema::Table table;
      table.schema = operation_schema(step.object.name);
      table.name = step.object.name.name;
      return diff::TableRemoved{std::move(table)};
    }
    if (action.kind == Action::Kind::drop_column) {
      schema::Column column;
      column.name = action.name;
      return changed(step, diff::ColumnRemoved{std::move(column)});
    }
    if (action.kind == Action::Kind::drop_index) {
      schema::Index index;
      index.name = name;
      index.table_schema = operation_schema(step.object.name);
      index.table = step.object.name.name;
      return changed(step, diff::IndexRemoved{std::move(index), {}});
    }
    return changed(step, diff::ConstraintRemoved{constraint_of_type(action.type, name)});
  }

  Found add_column(const Step& step) const {
    std::optional<schema::Column> column = to_.column(step.object.name, step.action.name);
    if (!column) return std::nullopt;
    take_default(step, *column);
    return changed(step, diff::ColumnAdded{*std::move(column)});
  }

  bool has_step(const schema::shape::Object& object) const {
    const auto steps = steps_of_.find(object.name);
    return steps != steps_of_.end() && std::ranges::any_of(steps->second, [&](std::size_t at) {
             return plan_.steps[at].object == object;
           });
  }

  /// The default, unless it has a step of its own.
  void take_default(const Step& step, schema::Column& column) const {
    if (has_step({Kind::default_value, step.object.name, column.name})) return;
    column.server_default = to_.server_default(step.object.name, column.name);
  }

  Found alteration(const Step& step) const {
    const Action& action = step.action;
    const schema::shape::Table* wanted = to_.plain_table(step.object.name);
    if (wanted == nullptr) return std::nullopt;
    if (action.kind == Action::Kind::comment_table) {
      const schema::shape::Table* now = from_.plain_table(step.object.name);
      const auto before = now == nullptr ? std::nullopt : now->comment;
      return changed(step, diff::TableCommentChanged{before, wanted->comment});
    }
    diff::ColumnChanged change = column_change(step, action.name);
    if (!change.before.type) return std::nullopt;
    if (action.kind == Action::Kind::change_type) {
      change.type_changed = true;
      change.after.type = std::exchange(change.before.type, std::nullopt);
      if (const auto now = from_.column(step.object.name, action.name)) {
        change.before.type = now->type;
        change.before.nullable = now->nullable;
      }
    } else if (action.kind == Action::Kind::drop_default) {
      change.default_changed = true;
    } else {
      const auto column =
          std::ranges::find(wanted->columns, action.name, &schema::shape::Column::name);
      change.comment_changed = true;
      change.after.comment = column->comment;
    }
    return changed(step, std::move(change));
  }

  /// What makes something new.
  Found creation(std::size_t at) {
    const Step& step = plan_.steps[at];
    if (step.object.kind == Kind::default_value) return default_change(step);
    const schema::shape::Name& name = step.object.name;
    const bool creates_index =
        step.sql.starts_with("CREATE INDEX ") || step.sql.starts_with("CREATE UNIQUE INDEX ");
    if (step.object.kind == Kind::table && step.sql.starts_with("CREATE TABLE ")) {
      return new_table(at);
    }
    if (step.object.kind == Kind::index && creates_index) {
      auto index = to_.index(name, step.object.part);
      if (index) return changed(step, diff::IndexAdded{*std::move(index), {}});
    }
    if (step.object.kind == Kind::constraint && adds_constraint(step)) {
      auto constraint = to_.constraint(name, step.object.part);
      const bool sayable =
          constraint && (!std::holds_alternative<schema::PrimaryKeyConstraint>(*constraint) ||
                         operation_schema(name).empty());
      if (sayable) return changed(step, diff::ConstraintAdded{*std::move(constraint)});
    }
    return std::nullopt;
  }

  Found default_change(const Step& step) const {
    const bool drops = step.sql.ends_with(" DROP DEFAULT");
    if (!drops && step.sql.find(" SET DEFAULT ") == std::string::npos) return std::nullopt;
    const ShapeTables& tables = drops ? from_ : to_;
    const auto column = tables.column(step.object.name, step.object.part);
    if (!column) return std::nullopt;
    diff::ColumnChanged change;
    change.column = column->name;
    change.before.type = column->type;
    change.default_changed = true;
    if (!drops) {
      change.after.server_default.value = to_.server_default(step.object.name, step.object.part);
      if (!change.after.server_default.value) return std::nullopt;
    }
    return changed(step, std::move(change));
  }

  static bool adds_constraint(const Step& step) {
    return step.sql.starts_with("ALTER TABLE ") &&
           step.sql.find(" ADD CONSTRAINT ") != std::string::npos;
  }

  /// With its comments, its key and its unique constraints, whose steps are done then.
  Found new_table(std::size_t at) {
    const Step& step = plan_.steps[at];
    std::optional<schema::Table> table = to_.table(step.object.name);
    if (!table) return std::nullopt;
    for (schema::Column& column : table->columns) take_default(step, column);
    if (!take_inner_constraints(step, *table)) return std::nullopt;
    for (const std::size_t later : steps_of_.at(step.object.name)) {
      const Step& other = plan_.steps[later];
      if (later <= at || other.action.kind != Action::Kind::none) continue;
      if (other.object.kind == Kind::table && is_comment(other)) {
        take_comments(step, *table);
        folded_.insert(later);
      }
    }
    take_keys<schema::PrimaryKeyConstraint>(at, *table);
    take_keys<schema::UniqueConstraint>(at, *table);
    return diff::TableAdded{*std::move(table), {}};
  }

  template <class Key>
  void take_keys(std::size_t at, schema::Table& table) {
    for (const std::size_t later : steps_of_.at(plan_.steps[at].object.name)) {
      const Step& other = plan_.steps[later];
      const bool adds = later > at && other.action.kind == Action::Kind::none &&
                        other.object.kind == Kind::constraint && adds_constraint(other);
      if (!adds) continue;
      const auto made = to_.constraint(other.object.name, other.object.part);
      const auto* key = made ? std::get_if<Key>(&*made) : nullptr;
      if (key == nullptr || has_key(table, key->columns)) continue;
      table.constraints.push_back(*made);
      folded_.insert(later);
    }
  }

  /// Of a primary key or unique constraint; empty for others.
  static std::vector<std::string> columns_of(const schema::Constraint& constraint) {
    if (const auto* key = std::get_if<schema::PrimaryKeyConstraint>(&constraint)) {
      return key->columns;
    }
    const auto* unique = std::get_if<schema::UniqueConstraint>(&constraint);
    return unique == nullptr ? std::vector<std::string>() : unique->columns;
  }
  /// CREATE TABLE makes one of two keys with the same columns.
  static bool has_key(const schema::Table& table, const std::vector<std::string>& columns) {
    return std::ranges::any_of(table.constraints, [&](const schema::Constraint& constraint) {
      return columns_of(constraint) == columns;
    });
  }

  /// Those that stand in the statement itself. Whether an operation can say them.
  bool take_inner_constraints(const Step& step, schema::Table& table) const {
    for (const auto& one : to_.plain_table(step.object.name)->constraints) {
      if (has_step({Kind::constraint, step.object.name, one.name})) continue;
      const auto constraint = to_.constraint(step.object.name, one.name);
      if (!constraint) return false;
      table.constraints.push_back(*constraint);
    }
    return true;
  }

  void take_comments(const Step& step, schema::Table& table) const {
    const schema::shape::Table& wanted = *to_.plain_table(step.object.name);
    table.comment = wanted.comment;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      table.columns[i].comment = wanted.columns[i].comment;
    }
  }

  const Plan& plan_;
  ShapeTables from_, to_;
  script::PythonWriter writer_;
  std::map<schema::shape::Name, std::vector<std::size_t>> steps_of_;
  std::set<std::size_t> folded_;  ///< Steps that others do.
};

}  // namespace

void leave_session_alone(Plan& plan) {
  const bool has_functions = std::ranges::any_of(plan.steps, [](const Step& step) {
    return step.object.kind == schema::shape::Kind::routine && step.sql.starts_with("CREATE");
  });
  std::erase_if(plan.steps, [&](const Step& step) {
    if (step.transaction != Transaction::around) return false;
    return !(has_functions && step.sql.starts_with("SET check_function_bodies"));
  });
}

PlanOperations diff_operations(Plan plan, const Inspection& from, const Inspection& to) {
  leave_session_alone(plan);
  return OperationWriter(plan, from, to).write();
}

}  // namespace retort::command
