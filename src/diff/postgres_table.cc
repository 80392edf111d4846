// A table that stays: its columns, and what belongs to it as a whole.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dialect/postgres_text.h"
#include "diff/postgres_planner.h"
#include "diff/postgres_types.h"

namespace retort::diff {

using namespace schema::shape;

namespace {

/// Whether a parent that it has gives the column.
bool is_given(const Table& now, const Column& column) {
  return !column.local && !now.parents.empty();
}

}  // namespace

/// The expression that makes the old value a new one; empty: it becomes one by itself.
std::string PostgresPlanner::using_text(const Column& now, const Column& wanted) const {
  if (now.type == wanted.type && !says_replaced(now.type)) return {};
  const std::string name = ident(now.name);
  const Object object{Kind::type, type_name(wanted.type), {}};
  const auto* old = find<CompositeType>(from_parts_, object);
  const auto* made = find<CompositeType>(to_parts_, object);
  const bool array = wanted.type.ends_with("]");
  if (old != nullptr && made != nullptr && !array && now.type == wanted.type) {
    std::string values;
    for (const Attribute& attribute : made->attributes) {
      const auto from = std::ranges::find(old->attributes, attribute.name, &Attribute::name);
      values += values.empty() ? "" : ", ";
      values += from == old->attributes.end()
                    ? "NULL"
                    : fmt::format("({}).{}::text::{}", name, ident(attribute.name), attribute.type);
    }
    return fmt::format("CASE WHEN {} IS NULL THEN NULL ELSE ROW({})::{} END", name, values,
                       wanted.type);
  }
  return cast_text(now.name, now.type, wanted.type);
}

/// All in one statement: the table is written once, and its checks are read when all columns have
/// their types.
void PostgresPlanner::alter_types(Table& now, const Table& wanted) {
  const auto change = changes_.find(now.name);
  if (change == changes_.end()) return;
  std::string clauses, which, lost;
  for (const std::string& name : change->second.retyped) {
    const auto column = std::ranges::find(now.columns, name, &Column::name);
    const Column* to = column_of(wanted, name);
    if (column == now.columns.end() || to == nullptr) continue;
    clauses += clauses.empty() ? "" : ", ";
    if (column->generated && !to->generated) {
      // By itself: the server knows no USING as long as the column is a generated one.
      say(fmt::format("ALTER TABLE {} ALTER COLUMN {} DROP EXPRESSION", full(now.name),
                      ident(name)),
          fmt::format("keep the values of generated column {}.{}", shown(now.name), name),
          {Kind::table, now.name, {}});
    }
    clauses += fmt::format("ALTER COLUMN {} TYPE {}", ident(name), to->type);
    if (to->collation) clauses += " COLLATE " + *to->collation;
    const std::string text = using_text(*column, *to);
    if (!text.empty()) clauses += " USING " + text;
    which += fmt::format("{}{}.{} from {} to {}", which.empty() ? "" : ", ", shown(now.name), name,
                         column->type, to->type);
    if (may_lose(column->type, to->type)) lost += (lost.empty() ? "" : ", ") + name;
    const auto adopt = [&](Column& one) {
      one.type = to->type;
      one.collation = to->collation;
      one.generated = to->generated;
      one.stored = to->stored;
      one.default_value.reset();
      one.storage.reset();  // The server takes the new type's.
      one.compression.reset();
    };
    adopt(*column);
    tables_.each_descendant(now.name, [&](Table& child) {
      const auto below = std::ranges::find(child.columns, name, &Column::name);
      if (below != child.columns.end()) adopt(*below);
    });
  }
  if (clauses.empty()) return;
  Step& step = say(fmt::format("ALTER TABLE {} {}", full(now.name), clauses),
                   "change type of " + which, {Kind::table, now.name, {}});
  step.destructive = !lost.empty();
  if (!lost.empty()) step.why = "values of " + lost + " may be rounded or cut";
  const std::set<std::string>& retyped = change->second.retyped;
  const Column* only = retyped.size() == 1 ? column_of(wanted, *retyped.begin()) : nullptr;
  if (only != nullptr &&
      clauses == fmt::format("ALTER COLUMN {} TYPE {}", ident(only->name), only->type)) {
    step.action = {Action::Kind::change_type, only->name, {}, {}};
  }
}

void PostgresPlanner::add_column(Table& now, const Table& wanted, const Column& column,
                                 dialect::ObjectWriter& writer) {
  // A child with one of its own has it first: the parent's finds it there.
  tables_.each_child(now.name, [&](Table& child) {
    const auto* other = find<Table>(to_parts_, {Kind::table, child.name, {}});
    const Column* own = other == nullptr ? nullptr : column_of(*other, column.name);
    const bool is_new = own != nullptr && column_of(child, column.name) == nullptr;
    if (is_new && own->local && !child.bound) add_column(child, *other, *own, writer);
  });
  const Name name = now.name;
  std::string text = writer.column_text(wanted, column);
  Step& step =
      say(fmt::format("ALTER TABLE {} ADD COLUMN {}", full(name), text),
          fmt::format("add column {}.{}", shown(name), column.name), {Kind::table, name, {}});
  const bool filled = column.default_value || column.generated || column.identity;
  if (column.not_null && !filled) step.why = "fails if the table has rows";
  step.action = {Action::Kind::add_column, column.name, {}, {}};
  Column added = column;
  const std::string default_text =
      column.default_value ? " DEFAULT " + *column.default_value : std::string();
  if (column.default_value && text.find(default_text) == text.npos) added.default_value.reset();
  added.comment.reset();
  added.grants.clear();
  added.storage.reset();
  added.statistics.reset();
  added.settings.clear();
  now.columns.push_back(added);
  tables_.each_descendant(name, [&](Table& child) {
    if (column_of(child, column.name) != nullptr) return;
    Column below = added;
    below.local = false;
    below.identity.reset();
    child.columns.push_back(std::move(below));
  });
}

void PostgresPlanner::add_columns(Table& now, const Table& wanted, dialect::ObjectWriter& writer) {
  for (const bool generated : {false, true}) {  // Those stand on others.
    for (const Column& column : wanted.columns) {
      if (column.generated.has_value() != generated) continue;
      if (column_of(now, column.name) == nullptr) add_column(now, wanted, column, writer);
    }
  }
}

void PostgresPlanner::drop_identity(const Name& table, const std::string& column) {
  say(fmt::format("ALTER TABLE {} ALTER COLUMN {} DROP IDENTITY", full(table), ident(column)),
      fmt::format("drop identity of {}.{}", shown(table), column), {Kind::table, table, {}});
}

void PostgresPlanner::alter_identity(const Table& table, const Column& now, const Column& wanted) {
  const Object object{Kind::table, table.name, {}};
  const std::string what = fmt::format("identity of {}.{}", shown(table.name), wanted.name);
  const std::string alter =
      fmt::format("ALTER TABLE {} ALTER COLUMN {}", full(table.name), ident(wanted.name));
  if (!now.identity) {
    const Identity& made = *wanted.identity;
    say(fmt::format("{} ADD GENERATED {} AS IDENTITY (SEQUENCE NAME {} {})", alter,
                    made.always ? "ALWAYS" : "BY DEFAULT", full(made.sequence),
                    dialect::numbers_text(made.numbers)),
        "add " + what, object);
    say(fmt::format(
            "SELECT pg_catalog.setval({}, max({})) FROM {} HAVING max({}) BETWEEN {} AND {}",
            dialect::quoted_text(full(made.sequence)), ident(wanted.name), full(table.name),
            ident(wanted.name), made.numbers.minimum, made.numbers.maximum),
        "numbers go on behind those of " + shown(table.name), object);
  } else {
    if (now.identity->sequence.schema == wanted.identity->sequence.schema &&
        now.identity->sequence != wanted.identity->sequence) {
      say(fmt::format("ALTER SEQUENCE {} RENAME TO {}", full(now.identity->sequence),
                      ident(wanted.identity->sequence.name)),
          "rename the sequence of " + what, object);
    }
    std::string text;
    if (now.identity->always != wanted.identity->always) {
      text += wanted.identity->always ? " SET GENERATED ALWAYS" : " SET GENERATED BY DEFAULT";
    }
    const SequenceNumbers& numbers = wanted.identity->numbers;
    if (now.identity->numbers != numbers) {
      text += fmt::format(
          " SET START WITH {} SET INCREMENT BY {} SET MINVALUE {} SET MAXVALUE {} SET CACHE {} "
          "SET {}CYCLE",
          numbers.start, numbers.increment, numbers.minimum, numbers.maximum, numbers.cache,
          numbers.cycle ? "" : "NO ");
    }
    if (!text.empty()) say(alter + text, "alter " + what, object);
  }
  const std::string sequence = "SEQUENCE " + full(wanted.identity->sequence);
  const Identity old = now.identity.value_or(Identity());
  comment(sequence, old.comment, wanted.identity->comment, object);
  grants(sequence, old.grants, wanted.identity->grants, object);
}

void PostgresPlanner::alter_storage(const Table& table, const Column& now, const Column& wanted) {
  const Object object{Kind::table, table.name, {}};
  const std::string alter =
      fmt::format("ALTER TABLE ONLY {} ALTER COLUMN {}", full(table.name), ident(wanted.name));
  const std::string what = fmt::format("storage of {}.{}", shown(table.name), wanted.name);
  if (now.storage != wanted.storage) {
    if (wanted.storage) {
      say(alter + " SET STORAGE " + *wanted.storage, what, object);
    } else {
      say(fmt::format("{} SET STORAGE {}", alter,
                      dialect::usual_storage(to_.database, wanted.type)),
          what, object);
    }
  }
  if (now.compression != wanted.compression) {
    say(alter + " SET COMPRESSION " + wanted.compression.value_or("default"), what, object);
  }
  if (now.statistics != wanted.statistics) {
    say(fmt::format("{} SET STATISTICS {}", alter, wanted.statistics.value_or(-1)), what, object);
  }
  settings(alter, now.settings, wanted.settings, object);
}

void PostgresPlanner::alter_column(const Table& table, Column& now, const Column& wanted) {
  const Object object{Kind::table, table.name, {}};
  const std::string name = shown(table.name) + '.' + wanted.name;
  const std::string column = ident(wanted.name);
  const bool whole = table.partition_key.has_value();
  const std::string alter = fmt::format("ALTER TABLE {}{} ALTER COLUMN {}", whole ? "" : "ONLY ",
                                        full(table.name), column);
  if (now.generated && !wanted.generated && !is_given(table, now)) {
    say(fmt::format("ALTER TABLE {} ALTER COLUMN {} DROP EXPRESSION", full(table.name), column),
        "keep the values of generated column " + name, object);
    tables_.each_descendant(table.name, [&](Table& child) {
      const auto below = std::ranges::find(child.columns, wanted.name, &Column::name);
      if (below != child.columns.end()) below->generated.reset();
    });
  }
  if (now.default_value && !wanted.default_value &&
      !from_parts_.contains({Kind::default_value, table.name, wanted.name})) {
    say(alter + " DROP DEFAULT", "drop default of " + name, object).action = {
        Action::Kind::drop_default, wanted.name, {}, {}};
  }
  if (now.not_null != wanted.not_null) {
    Step& step = say(
        alter + (wanted.not_null ? " SET NOT NULL" : " DROP NOT NULL"),
        fmt::format("{} of {}", wanted.not_null ? "set not null" : "drop not null", name), object);
    if (wanted.not_null) step.why = "fails if there are nulls";
    if (!tables_.has_children(table.name)) {
      step.action = {wanted.not_null ? Action::Kind::set_not_null : Action::Kind::set_nullable,
                     wanted.name,
                     {},
                     {}};
    }
    if (whole) {
      tables_.each_descendant(table.name, [&](Table& child) {
        const auto below = std::ranges::find(child.columns, wanted.name, &Column::name);
        if (below != child.columns.end()) below->not_null = wanted.not_null;
      });
    }
  }
  if (wanted.identity) alter_identity(table, now, wanted);
  alter_storage(table, now, wanted);
  comment(fmt::format("COLUMN {}.{}", full(table.name), column), now.comment, wanted.comment,
          object);
  if (now.comment != wanted.comment) {
    plan_.steps.back().action = {Action::Kind::comment_column, wanted.name, {}, {}};
  }
  grants("TABLE " + full(table.name), now.grants, wanted.grants, object, column);
}

void PostgresPlanner::alter_table(Table& now, const Table& wanted, dialect::ObjectWriter& writer) {
  alter_types(now, wanted);
  add_columns(now, wanted, writer);
  relation_grants(now.grants, wanted.grants, now.columns, {Kind::table, wanted.name, {}});
  for (const Column& column : wanted.columns) {
    const auto known = std::ranges::find(now.columns, column.name, &Column::name);
    if (known != now.columns.end()) alter_column(now, *known, column);
  }
  alter_table_extras(now, wanted);
  const Table before = *find<Table>(from_parts_, {Kind::table, wanted.name, {}});
  for (std::size_t i = before.parents.size(); i < wanted.parents.size() && !wanted.bound; ++i) {
    say(fmt::format("ALTER TABLE {} INHERIT {}", full(wanted.name), full(wanted.parents[i])),
        shown(wanted.name) + " inherits " + shown(wanted.parents[i]),
        {Kind::table, wanted.name, {}});
  }
  const auto same_name = [](const Column& left, const Column& right) {
    return left.name == right.name;
  };
  if (!std::ranges::equal(now.columns, wanted.columns, same_name)) reordered_.insert(wanted.name);
  // Their defaults have a turn of their own.
  std::vector<Column> reached = wanted.columns;
  for (Column& column : reached) {
    const Column* known = column_of(now, column.name);
    column.default_value = known == nullptr ? std::nullopt : known->default_value;
  }
  now.columns = std::move(reached);
  if (!attached_later_.contains(wanted.name)) tables_.set_parents(now, wanted.parents);
}

void PostgresPlanner::alter_table_extras(const Table& now, const Table& wanted) {
  const Object object{Kind::table, wanted.name, {}};
  const std::string name = full(wanted.name);
  const std::string alter = "ALTER TABLE " + name;
  const std::string what = "alter " + shown(object);
  if (now.unlogged != wanted.unlogged) {
    say(alter + (wanted.unlogged ? " SET UNLOGGED" : " SET LOGGED"), what, object);
  }
  settings(alter, now.settings, wanted.settings, object);
  if (now.row_security != wanted.row_security) {
    say(fmt::format("{} {} ROW LEVEL SECURITY", alter, wanted.row_security ? "ENABLE" : "DISABLE"),
        what, object);
  }
  if (now.force_row_security != wanted.force_row_security) {
    say(fmt::format("{} {}FORCE ROW LEVEL SECURITY", alter, wanted.force_row_security ? "" : "NO "),
        what, object);
  }
  if (now.replica_identity != wanted.replica_identity ||
      wanted.replica_identity.starts_with("USING")) {
    const std::string identity =
        wanted.replica_identity.empty() ? "DEFAULT" : wanted.replica_identity;
    const bool again = now.replica_identity == wanted.replica_identity;
    const auto goes = [&](const Object& part) {
      return part.name == wanted.name &&
             (part.kind == Kind::index || part.kind == Kind::constraint);
    };
    if (!again || std::ranges::any_of(gone_, goes)) {
      say_last(fmt::format("{} REPLICA IDENTITY {}", alter, identity), what, object);
    }
  }
  const auto clustered = [](const Table& table) {
    return std::ranges::any_of(table.indexes, &Index::clustered) ||
           std::ranges::any_of(table.constraints, &Constraint::clustered);
  };
  if (clustered(now) && !clustered(wanted)) say(alter + " SET WITHOUT CLUSTER", what, object);
  comment("TABLE " + name, now.comment, wanted.comment, object);
  if (now.comment != wanted.comment) {
    plan_.steps.back().action = {Action::Kind::comment_table, {}, {}, {}};
  }
}

/// A partition of a table that was there, when it has its own keys and indexes: those of the whole
/// find them.
void PostgresPlanner::attach(const Table& wanted) {
  const Object object{Kind::table, wanted.name, {}};
  say(fmt::format("ALTER TABLE {} ATTACH PARTITION {} {}", full(wanted.parents.front()),
                  full(wanted.name), *wanted.bound),
      "attach partition " + shown(wanted.name), object)
      .why = "fails if a row does not belong there";
  const auto attach_index = [&](const Name& parent, const std::string& index, Kind kind) {
    const Object whole{kind, wanted.parents.front(), parent.name};
    if (is_kept(whole) || late_indexes_.contains(whole)) return;
    say(fmt::format("ALTER INDEX {} ATTACH PARTITION {}", full(parent),
                    full({wanted.name.schema, index})),
        "attach index " + index, object);
  };
  for (const Constraint& key : wanted.constraints) {
    if (key.parent) attach_index(*key.parent, key.name, Kind::constraint);
  }
  for (const Index& index : wanted.indexes) {
    if (index.parent) attach_index(*index.parent, index.name, Kind::index);
  }
}

}  // namespace retort::diff
