// One wanted object after the other: it is made, or altered where it is there already.
#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <utility>

#include "dialect/postgres_text.h"
#include "dialect/sql_scanner.h"
#include "diff/postgres_planner.h"
#include "diff/postgres_types.h"

namespace retort::diff {

using namespace schema::shape;

namespace {

std::string what_of(const std::string& sql, const Object& object) {
  if (sql.starts_with("COMMENT ")) return "comment on " + shown(object);
  if (sql.starts_with("GRANT ")) return "grant on " + shown(object);
  if (sql.starts_with("REVOKE ")) return "revoke on " + shown(object);
  if (sql.starts_with("CREATE ") || sql.find(" ADD CONSTRAINT ") != sql.npos) {
    return "create " + shown(object);
  }
  return (object.kind == Kind::default_value ? "set " : "alter ") + shown(object);
}

bool is_attaching(const std::string& sql) {
  return sql.starts_with("ALTER ") && sql.find(" ATTACH PARTITION ") != sql.npos;
}

}  // namespace

void PostgresPlanner::turn(const Object& object, dialect::ObjectWriter& writer) {
  if (is_kept(object)) {
    alter(object, writer);
  } else {
    create(object, writer);
  }
}

void PostgresPlanner::create(const Object& object, dialect::ObjectWriter& writer) {
  const auto& part = to_parts_.at(object);
  if (const auto* table = as<Table>(part)) return create_table(*table, writer);
  if (object.kind == Kind::schema && object.name.name == "public") {
    say("CREATE SCHEMA public", "create schema public", object);
    // What a new database's has by itself, and the writer takes for granted.
    say("GRANT USAGE ON SCHEMA public TO PUBLIC", "grant on schema public", object);
    if (as<Schema>(part)->comment == "standard public schema") {
      say("COMMENT ON SCHEMA public IS 'standard public schema'", "comment on schema public",
          object);
    }
  }
  if (object.kind == Kind::default_value) {
    const Table* table = tables_.find(object.name);
    const auto* column = as<Column>(part);
    const Column* now = table == nullptr ? nullptr : column_of(*table, object.part);
    if (now != nullptr && now->default_value == column->default_value) return;
  }
  const auto* constraint = as<Constraint>(part);
  if (object.kind == Kind::view) note_places(object);
  const bool later = attached_later_.contains(object.name);
  const bool late = late_indexes_.contains(object);
  Table* now = constraint == nullptr ? nullptr : tables_.find(object.name);
  const bool has_come_down = now != nullptr && constraint->kind == "check" && !later &&
                             constraint->inherited && is_kept({Kind::table, object.name, {}});
  for (std::string& sql : writer.make(object)) {
    if (later && !late && is_attaching(sql)) continue;
    if (has_come_down && !sql.starts_with("COMMENT ")) continue;
    // Tables that inherit get it, too.
    constexpr std::string_view kOnly = "ALTER TABLE ONLY ";
    const bool comes_down = constraint != nullptr && constraint->kind == "check" &&
                            tables_.has_children(object.name) &&
                            constraint->definition.find("NO INHERIT") == std::string::npos;
    if (comes_down && sql.starts_with(kOnly)) sql.erase(12, 5);
    const std::string what = what_of(sql, object);
    if (late) {
      add_step(after_attaching_, std::move(sql), what, object);
    } else {
      say(std::move(sql), what, object);
    }
  }
}

/// `FROM shop.users x(id, name)`: the server lists names so where one of the columns was renamed.
void PostgresPlanner::note_places(const Object& object) {
  const std::string& text = find<View>(to_parts_, object)->definition;
  for (const Name& table : reordered_) {
    const std::string name = full(table) + ' ';
    for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
      const auto alias =
          dialect::next_token(text, at + name.size(), dialect::SqlSyntax::postgresql);
      const bool is_name = alias.kind == dialect::SqlToken::Kind::word ||
                           alias.kind == dialect::SqlToken::Kind::quoted;
      if (!is_name || alias.end >= text.size() || text[alias.end] != '(') continue;
      plan_.notes.push_back(fmt::format(
          "{} names the columns of {} by their place, and these will stand in another order: "
          "it may become another view, which --prove tells",
          shown(object), shown(table)));
      break;
    }
  }
}

void PostgresPlanner::create_table(const Table& wanted, dialect::ObjectWriter& writer) {
  const Object object{Kind::table, wanted.name, {}};
  const bool later = attached_later_.contains(wanted.name);
  for (std::string& sql : writer.make(object)) {
    if (later && is_attaching(sql)) continue;
    const std::string what = what_of(sql, object);
    say(std::move(sql), what, object);
  }
  Table& made = tables_.add(wanted);
  // Those that were not told along have a turn of their own, and their parents may give others.
  for (Column& column : made.columns) column.default_value.reset();
  if (later) {
    made.bound.reset();
    tables_.set_parents(made, {});
  }
  const auto* old = find<Table>(from_parts_, object);
  if (old != nullptr && rebuilt_.contains(wanted.name)) copy_rows(*old, wanted);
}

/// The rows of a table that was put aside.
void PostgresPlanner::copy_rows(const Table& old, const Table& wanted) {
  std::string targets, values;
  bool always = false;
  const Object object{Kind::table, wanted.name, {}};
  std::string lost;
  for (const Column& column : old.columns) {
    const Column* to = column_of(wanted, column.name);
    if (to == nullptr) lost += (lost.empty() ? "" : ", ") + column.name;
    if (to == nullptr || to->generated) continue;
    always = always || (to->identity && to->identity->always);
    const std::string name = ident(column.name);
    const std::string text = using_text(column, *to);
    targets += (targets.empty() ? "" : ", ") + name;
    values += (values.empty() ? "" : ", ") + (text.empty() ? name : text);
  }
  const std::string source = full(aside_name(old.name));
  if (!targets.empty()) {
    Step step{fmt::format("INSERT INTO {} ({}){} SELECT {} FROM {}{}", full(wanted.name), targets,
                          always ? " OVERRIDING SYSTEM VALUE" : "", values,
                          old.partition_key ? "" : "ONLY ", source),
              "copy the rows of " + shown(wanted.name),
              object,
              !lost.empty(),
              lost.empty() ? std::string() : "without " + lost,
              Transaction::inside,
              {}};
    // A partitioned one takes rows when its partitions are there.
    if (wanted.partition_key) {
      last_.insert(last_.begin(), std::move(step));
    } else {
      plan_.steps.push_back(std::move(step));
    }
  }
  for (const Column& column : wanted.columns) {
    if (!column.identity || column_of(old, column.name) == nullptr) continue;
    say_last(fmt::format("SELECT pg_catalog.setval({}, max({})) FROM {} HAVING max({}) > 0",
                         dialect::quoted_text(full(column.identity->sequence)), ident(column.name),
                         full(wanted.name), ident(column.name)),
             "numbers go on behind those of " + shown(wanted.name), object);
  }
}

void PostgresPlanner::alter(const Object& object, dialect::ObjectWriter& writer) {
  const Part& now = from_parts_.at(object);
  const Part& wanted = to_parts_.at(object);
  if (const auto* table = as<Table>(wanted)) {
    return alter_table(*tables_.find(table->name), *table, writer);
  }
  if (const auto* one = as<Enum>(wanted)) return alter_enum(*as<Enum>(now), *one);
  if (const auto* one = as<Domain>(wanted)) return alter_domain(*as<Domain>(now), *one);
  if (const auto* one = as<CompositeType>(wanted)) {
    return alter_composite(*as<CompositeType>(now), *one);
  }
  if (const auto* one = as<Sequence>(wanted)) return alter_sequence(*as<Sequence>(now), *one);
  if (const auto* one = as<View>(wanted)) return alter_view(*as<View>(now), *one, writer);
  if (is_part(object)) return alter_part(object, now, wanted);
  alter_others(object, now, wanted, writer);
}

/// New labels: each must be committed before anything can use it.
void PostgresPlanner::add_labels() {
  for (const Enum& wanted : to_.database.enums) {
    const Object object{Kind::type, wanted.name, {}};
    const auto* now = find<Enum>(from_parts_, object);
    if (now == nullptr || gone_.contains(object)) continue;
    std::vector<std::string> labels = now->labels;
    for (std::size_t i = 0; i < wanted.labels.size(); ++i) {
      const std::string& label = wanted.labels[i];
      if (i < labels.size() && labels[i] == label) continue;
      const std::string place =
          i < labels.size() ? " BEFORE " + dialect::quoted_text(labels[i]) : std::string();
      Step& step = say(fmt::format("ALTER TYPE {} ADD VALUE {}{}", full(wanted.name),
                                   dialect::quoted_text(label), place),
                       fmt::format("add label {} to {}", label, shown(wanted.name)), object);
      step.transaction = Transaction::before;
      step.why = "a new label can be used only when it is committed";
      labels.insert(labels.begin() + static_cast<std::ptrdiff_t>(i), label);
    }
  }
}

void PostgresPlanner::alter_enum(const Enum& now, const Enum& wanted) {
  const Object object{Kind::type, wanted.name, {}};
  comment("TYPE " + full(wanted.name), now.comment, wanted.comment, object);
  grants("TYPE " + full(wanted.name), now.grants, wanted.grants, object);
}

void PostgresPlanner::alter_domain(const Domain& now, const Domain& wanted) {
  const Object object{Kind::type, wanted.name, {}};
  const std::string alter = "ALTER DOMAIN " + full(wanted.name);
  const std::string what = "alter " + shown(object);
  if (now.default_value != wanted.default_value || new_defaults_.contains(wanted.name)) {
    say(wanted.default_value ? fmt::format("{} SET DEFAULT {}", alter, *wanted.default_value)
                             : alter + " DROP DEFAULT",
        what, object);
  }
  if (now.not_null != wanted.not_null) {
    say(alter + (wanted.not_null ? " SET NOT NULL" : " DROP NOT NULL"), what, object);
  }
  comment("DOMAIN " + full(wanted.name), now.comment, wanted.comment, object);
  grants("TYPE " + full(wanted.name), now.grants, wanted.grants, object);
}

void PostgresPlanner::alter_composite(const CompositeType& now, const CompositeType& wanted) {
  const Object object{Kind::type, wanted.name, {}};
  const std::string name = full(wanted.name);
  for (const Attribute& attribute : now.attributes) {
    if (std::ranges::count(wanted.attributes, attribute.name, &Attribute::name) != 0) continue;
    Step& step =
        say(fmt::format("ALTER TYPE {} DROP ATTRIBUTE {}", name, ident(attribute.name)),
            fmt::format("drop attribute {} of {}", attribute.name, shown(wanted.name)), object);
    step.destructive = true;
    step.why = "its values are lost";
  }
  for (const Attribute& attribute : wanted.attributes) {
    const auto old = std::ranges::find(now.attributes, attribute.name, &Attribute::name);
    if (old == now.attributes.end()) {
      say(fmt::format("ALTER TYPE {} ADD ATTRIBUTE {} {}{}", name, ident(attribute.name),
                      attribute.type,
                      attribute.collation ? " COLLATE " + *attribute.collation : std::string()),
          fmt::format("add attribute {} to {}", attribute.name, shown(wanted.name)), object);
    }
    comment(fmt::format("COLUMN {}.{}", name, ident(attribute.name)),
            old == now.attributes.end() ? std::nullopt : old->comment, attribute.comment, object);
  }
  comment("TYPE " + name, now.comment, wanted.comment, object);
  grants("TYPE " + name, now.grants, wanted.grants, object);
}

void PostgresPlanner::alter_sequence(const Sequence& now, const Sequence& wanted) {
  const Object object{Kind::sequence, wanted.name, {}};
  const std::string alter = "ALTER SEQUENCE " + full(wanted.name);
  std::string text;
  if (now.type != wanted.type) text += " AS " + wanted.type;
  if (now.numbers != wanted.numbers) {
    text += ' ' + dialect::numbers_text(wanted.numbers);
    if (!wanted.numbers.cycle) text += " NO CYCLE";
  }
  if (!text.empty()) say(alter + text, "alter " + shown(object), object);
  const bool owner_went = now.owner_table && !is_kept({Kind::table, *now.owner_table, {}});
  const bool same_owner = now.owner_table == wanted.owner_table &&
                          now.owner_column == wanted.owner_column && !owner_went;
  bool unlogged = now.unlogged;
  if (now.owner_table && !owner_went &&
      !changes_[*now.owner_table].dropped.contains(now.owner_column)) {
    // The table takes it along.
    const Object owner{Kind::table, *now.owner_table, {}};
    const bool before = find<Table>(from_parts_, owner)->unlogged;
    const bool after = find<Table>(to_parts_, owner)->unlogged;
    if (before != after) unlogged = after;
  }
  if (unlogged != wanted.unlogged) {
    say_last(alter + (wanted.unlogged ? " SET UNLOGGED" : " SET LOGGED"), "alter " + shown(object),
             object);
  }
  if (wanted.owner_table &&
      (!same_owner || changes_[*wanted.owner_table].dropped.contains(wanted.owner_column))) {
    say_last(fmt::format("{} OWNED BY {}.{}", alter, full(*wanted.owner_table),
                         ident(wanted.owner_column)),
             "owner of " + shown(object), object);
  }
  if (!wanted.owner_table && now.owner_table) {
    say_last(alter + " OWNED BY NONE", "owner of " + shown(object), object);
  }
  comment("SEQUENCE " + full(wanted.name), now.comment, wanted.comment, object);
  grants("SEQUENCE " + full(wanted.name), now.grants, wanted.grants, object);
}

void PostgresPlanner::alter_view(const View& now, const View& wanted,
                                 dialect::ObjectWriter& writer) {
  const Object object{Kind::view, wanted.name, {}};
  const std::string name = full(wanted.name);
  const std::string_view word = wanted.materialized ? "MATERIALIZED VIEW" : "VIEW";
  const bool replaced =
      now.definition != wanted.definition || now.columns.size() != wanted.columns.size();
  if (replaced) {
    note_places(object);
    std::string sql = writer.make(object).front();
    sql.insert(7, "OR REPLACE ");
    say(std::move(sql), "replace " + shown(object), object);
  } else {
    settings(fmt::format("ALTER {} {}", word, name), now.settings, wanted.settings, object);
  }
  if (wanted.populated && !now.populated) {
    say("REFRESH MATERIALIZED VIEW " + name, "fill " + shown(object), object);
  }
  comment(fmt::format("{} {}", word, name), now.comment, wanted.comment, object);
  std::vector<Column> columns = now.columns;
  columns.resize(wanted.columns.size());
  relation_grants(now.grants, wanted.grants, columns, object);
  for (std::size_t i = 0; i < wanted.columns.size(); ++i) {
    const Column& column = wanted.columns[i];
    const Column& old = columns[i];
    comment(fmt::format("COLUMN {}.{}", name, ident(column.name)), old.comment, column.comment,
            object);
    grants("TABLE " + name, old.grants, column.grants, object, ident(column.name));
  }
}

void PostgresPlanner::alter_others(const Object& object, const Part& now, const Part& wanted,
                                   dialect::ObjectWriter& writer) {
  const std::string name = full(object.name);
  if (const auto* one = as<schema::shape::Schema>(wanted)) {
    const auto& old = *as<schema::shape::Schema>(now);
    comment("SCHEMA " + name, old.comment, one->comment, object);
    grants("SCHEMA " + name, old.grants, one->grants, object);
  } else if (const auto* extension = as<Extension>(wanted)) {
    const auto& old = *as<Extension>(now);
    if (old.schema != extension->schema) {
      say(fmt::format("ALTER EXTENSION {} SET SCHEMA {}", name, ident(extension->schema)),
          "move " + shown(object), object);
    }
    if (old.version != extension->version) {
      say(fmt::format("ALTER EXTENSION {} UPDATE TO {}", name,
                      dialect::quoted_text(extension->version)),
          "update " + shown(object), object);
    }
    comment("EXTENSION " + name, old.comment, extension->comment, object);
  } else if (const auto* routine = as<Routine>(wanted)) {
    const auto& old = *as<Routine>(now);
    if (old.definition != routine->definition) {
      say(writer.make(object).front(), "replace " + shown(object), object);
    }
    const std::string_view word = dialect::routine_word(*routine);
    comment(fmt::format("{} {}{}", word, name, dialect::signature(*routine)), old.comment,
            routine->comment, object);
    grants(
        fmt::format("{} {}({})", word == "PROCEDURE" ? word : "FUNCTION", name, routine->arguments),
        old.grants, routine->grants, object);
  } else if (const auto* statistics = as<Statistics>(wanted)) {
    const auto& old = *as<Statistics>(now);
    if (old.target != statistics->target) {
      say(fmt::format("ALTER STATISTICS {} SET STATISTICS {}", name,
                      statistics->target.value_or(-1)),
          "alter " + shown(object), object);
    }
    comment("STATISTICS " + name, old.comment, statistics->comment, object);
  } else if (const auto* event = as<Event>(wanted)) {
    const auto& old = *as<Event>(now);
    if (old.enabled != event->enabled) {
      say(fmt::format("ALTER EVENT TRIGGER {} {}", name,
                      event->enabled == "origin" ? "ENABLE" : dialect::enabling(event->enabled)),
          "alter " + shown(object), object);
    }
    comment("EVENT TRIGGER " + name, old.comment, event->comment, object);
  } else if (const auto* collation = as<Collation>(wanted)) {
    comment("COLLATION " + name, as<Collation>(now)->comment, collation->comment, object);
  } else if (const auto* range = as<RangeType>(wanted)) {
    comment("TYPE " + name, as<RangeType>(now)->comment, range->comment, object);
    grants("TYPE " + name, as<RangeType>(now)->grants, range->grants, object);
  }
}

void PostgresPlanner::alter_part(const Object& object, const Part& now, const Part& wanted) {
  const std::string name = full(object.name);
  const std::string of = fmt::format("{} ON {}", ident(object.part), name);
  const auto enable = [&](const std::string& old, const std::string& state, std::string_view word) {
    if (old == state) return;
    say(fmt::format("ALTER TABLE {} {} {} {}", name,
                    state == "origin" ? "ENABLE" : dialect::enabling(state), word,
                    ident(object.part)),
        "alter " + shown(object), object);
  };
  if (const auto* constraint = as<Constraint>(wanted)) {
    alter_constraint(object, *as<Constraint>(now), *constraint);
  } else if (const auto* index = as<Index>(wanted)) {
    alter_index(object, *as<Index>(now), *index);
  } else if (const auto* trigger = as<Trigger>(wanted)) {
    enable(as<Trigger>(now)->enabled, trigger->enabled, "TRIGGER");
    comment("TRIGGER " + of, as<Trigger>(now)->comment, trigger->comment, object);
  } else if (const auto* rule = as<Rule>(wanted)) {
    enable(as<Rule>(now)->enabled, rule->enabled, "RULE");
    comment("RULE " + of, as<Rule>(now)->comment, rule->comment, object);
  } else if (const auto* policy = as<Policy>(wanted)) {
    comment("POLICY " + of, as<Policy>(now)->comment, policy->comment, object);
  } else if (const auto* column = as<Column>(wanted)) {
    if (as<Column>(now)->default_value == column->default_value) return;
    const bool view = to_parts_.contains({Kind::view, object.name, {}});
    say(fmt::format("ALTER {} {} ALTER COLUMN {} SET DEFAULT {}", view ? "VIEW" : "TABLE ONLY",
                    name, ident(object.part), *column->default_value),
        "set " + shown(object), object);
  }
}

void PostgresPlanner::alter_constraint(const Object& object, const Constraint& now,
                                       const Constraint& wanted) {
  const std::string name = full(object.name);
  const auto* table = find<Table>(to_parts_, {Kind::table, object.name, {}});
  const bool domain = table == nullptr;
  const auto validates = [&](const Name& parent) {
    const auto* above = find<Constraint>(to_parts_, {Kind::constraint, parent, object.part});
    return above != nullptr && above->valid;
  };
  const bool comes_down = table != nullptr && wanted.inherited && !wanted.parent &&
                          std::ranges::any_of(table->parents, validates);
  if (wanted.valid && !now.valid && !comes_down) {
    say(fmt::format("ALTER {} {} VALIDATE CONSTRAINT {}", domain ? "DOMAIN" : "TABLE", name,
                    ident(object.part)),
        "validate " + shown(object), object)
        .why = "fails if a row is against it";
  }
  settings("ALTER INDEX " + full({object.name.schema, object.part}), now.settings, wanted.settings,
           object);
  if (wanted.clustered && !now.clustered) {
    say(fmt::format("ALTER TABLE {} CLUSTER ON {}", name, ident(object.part)),
        "cluster on " + shown(object), object);
  }
  comment(fmt::format("CONSTRAINT {} ON {}{}", ident(object.part), domain ? "DOMAIN " : "", name),
          now.comment, wanted.comment, object);
}

void PostgresPlanner::alter_index(const Object& object, const Index& now, const Index& wanted) {
  if (wanted.clustered && !now.clustered) {
    say(fmt::format("ALTER TABLE {} CLUSTER ON {}", full(object.name), ident(object.part)),
        "cluster on " + shown(object), object);
  }
  comment("INDEX " + full({object.name.schema, object.part}), now.comment, wanted.comment, object);
}

}  // namespace retort::diff
