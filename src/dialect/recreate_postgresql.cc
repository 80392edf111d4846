// Tables are made with their columns, defaults and checks as far as these need nothing that comes
// later; keys, indexes, foreign keys, rules, triggers and policies follow as statements of their
// own. A partition is made as a table and attached, so that its own columns, keys and indexes keep
// their names and order. What only two finished objects can have (the owner of a sequence) comes
// last.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "dialect/dialect.h"
#include "dialect/object_order.h"
#include "dialect/postgres_text.h"
#include "dialect/recreate.h"

namespace retort::dialect {
namespace {

using namespace schema::shape;

enum Rank {
  kSchemas,
  kExtensions,
  kCollations,
  kTypes,
  kRoutines,
  kSequences,
  kTables,
  kDefaults,
  kViews,
  kKeys,
  kIndexes,
  kStatistics,
  kForeignKeys,
  /// The server makes more of them, under names that others may have: first those that have such a
  /// name themselves.
  kNumberedKeysToPartitions,
  kKeysToPartitions,
  kBrought,  ///< What has come from parents has comments of its own.
  kRules,
  kTriggers,
  kPolicies,
  kEvents
};

class Writer final : public ObjectWriter {
 public:
  explicit Writer(const Inspection& inspection)
      : inspection_(inspection),
        database_(inspection.database),
        dialect_(*find_dialect("postgresql")) {
    for (const Table& table : database_.tables) tables_.emplace(table.name, &table);
  }

  std::vector<std::string> write(ObjectVisitor& visitor) {
    list_objects();
    for (const Dependency& dependency : inspection_.dependencies) {
      order_.need(dependency.object, dependency.needs);
    }
    order_.each([&](const Object& object) { visitor.turn(object, *this); });
    return std::move(last_);
  }

  std::vector<std::string> make(const Object& object) override {
    out_.clear();
    makers_.at(object)();
    return std::move(out_);
  }
  std::string column_text(const Table& table, const Column& column) override {
    return column_text(table, column, {Kind::table, table.name, {}});
  }

 private:
  using Maker = std::function<void()>;

  void say(std::string statement) {
    while (statement.ends_with(';') || statement.ends_with('\n')) statement.pop_back();
    out_.push_back(std::move(statement));
  }
  std::string ident(std::string_view name) const { return dialect_.quote(name); }
  std::string full(const Name& name) const { return dialect_.qualified(name.schema, name.name); }
  std::string columns_text(const std::vector<std::string>& names) const {
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "" : ", ") + ident(name);
    return out;
  }

  void comment(std::string_view what, const std::optional<std::string>& text) {
    if (text) say(fmt::format("COMMENT ON {} IS {}", what, quoted_text(*text)));
  }
  void grants(std::string_view what, const Grants& grants, std::string_view columns = {}) {
    for (const Grant& grant : grants) {
      say(grant_text(grant, what, columns));
    }
  }

  /// An object, and how it is made. It needs its schema.
  void add(Object object, int rank, Maker maker) {
    order_.add(object, rank);
    if (!object.name.schema.empty()) {
      order_.need(object, {Kind::schema, {{}, object.name.schema}, {}});
    }
    makers_.emplace(std::move(object), std::move(maker));
  }
  /// A part of an object.
  void add_part(const Object& whole, Kind kind, const std::string& part, int rank, Maker maker) {
    Object object{kind, whole.name, part};
    add(object, rank, std::move(maker));
    order_.need(object, whole);
  }

  void list_objects() {
    for (const Schema& made : database_.schemas) {
      add({Kind::schema, {{}, made.name}, {}}, kSchemas, [&] { schema(made); });
    }
    for (const Extension& made : database_.extensions) {
      const Object object{Kind::extension, {{}, made.name}, {}};
      add(object, kExtensions, [&] {
        say(fmt::format("CREATE EXTENSION {} WITH SCHEMA {}", ident(made.name),
                        ident(made.schema)));
        comment("EXTENSION " + ident(made.name), made.comment);
      });
      order_.need(object, {Kind::schema, {{}, made.schema}, {}});
    }
    for (const Collation& made : database_.collations) {
      add({Kind::collation, made.name, {}}, kCollations, [&] { collation(made); });
    }
    list_types();
    for (const Routine& made : database_.routines) {
      add({Kind::routine, made.name, made.arguments}, kRoutines, [&] { routine(made); });
    }
    for (const Sequence& made : database_.sequences) {
      add({Kind::sequence, made.name, {}}, kSequences, [&] { sequence(made); });
    }
    for (const Table& made : database_.tables) list_table(made);
    list_inheritance();
    find_read_views();
    for (const View& made : database_.views) list_view(made);
    for (const Statistics& made : database_.statistics) {
      add({Kind::statistics, made.name, {}}, kStatistics, [&] {
        say(made.definition);
        if (made.target) {
          say(fmt::format("ALTER STATISTICS {} SET STATISTICS {}", full(made.name), *made.target));
        }
        comment("STATISTICS " + full(made.name), made.comment);
      });
    }
    for (const Event& made : database_.events) {
      add({Kind::event, {{}, made.name}, {}}, kEvents, [&] {
        say(made.definition);
        if (made.enabled != "origin") {
          say(fmt::format("ALTER EVENT TRIGGER {} {}", ident(made.name), enabling(made.enabled)));
        }
        comment("EVENT TRIGGER " + ident(made.name), made.comment);
      });
    }
  }

  void list_types() {
    for (const Enum& made : database_.enums) {
      add({Kind::type, made.name, {}}, kTypes, [&] {
        std::string labels;
        for (const std::string& label : made.labels) {
          labels += (labels.empty() ? "" : ", ") + quoted_text(label);
        }
        say(fmt::format("CREATE TYPE {} AS ENUM ({})", full(made.name), labels));
        type_extras("TYPE", made);
      });
    }
    for (const CompositeType& made : database_.composite_types) {
      add({Kind::type, made.name, {}}, kTypes, [&] { composite(made); });
    }
    for (const RangeType& made : database_.range_types) {
      add({Kind::type, made.name, {}}, kTypes, [&] {
        say(fmt::format("CREATE TYPE {} AS RANGE ({})", full(made.name), made.definition));
        type_extras("TYPE", made);
      });
    }
    for (const Domain& made : database_.domains) {
      const Object object{Kind::type, made.name, {}};
      add(object, kTypes, [&, object] { domain(made, object); });
      for (const Constraint& check : made.constraints) {
        // Before tables, whose columns may be arrays of it: the server refuses then.
        add_part(object, Kind::constraint, check.name, kSequences, [&] {
          say(fmt::format("ALTER DOMAIN {} ADD CONSTRAINT {} {}", full(made.name),
                          ident(check.name), check.definition));
          domain_comment(made, check);
        });
      }
    }
  }

  template <class Type>
  void type_extras(std::string_view word, const Type& made) {
    comment(fmt::format("{} {}", word, full(made.name)), made.comment);
    grants("TYPE " + full(made.name), made.grants);
  }

  void schema(const Schema& made) {
    const bool is_public = made.name == "public";
    if (!is_public) say("CREATE SCHEMA " + ident(made.name));
    if (!is_public || made.comment != "standard public schema") {
      comment("SCHEMA " + ident(made.name), made.comment);
    }
    grants("SCHEMA " + ident(made.name), made.grants);
  }

  void collation(const Collation& made) {
    std::string text =
        fmt::format("CREATE COLLATION {} (PROVIDER = {}", full(made.name), made.provider);
    if (made.provider == "libc") {
      text += fmt::format(", LC_COLLATE = {}, LC_CTYPE = {}", quoted_text(made.locale),
                          quoted_text(made.character_type));
    } else {
      text += ", LOCALE = " + quoted_text(made.locale);
    }
    say(text + (made.deterministic ? ")" : ", DETERMINISTIC = false)"));
    comment("COLLATION " + full(made.name), made.comment);
  }

  void composite(const CompositeType& made) {
    std::string text;
    for (const Attribute& attribute : made.attributes) {
      text += fmt::format("{}\n    {} {}", text.empty() ? "" : ",", ident(attribute.name),
                          attribute.type);
      if (attribute.collation) text += " COLLATE " + *attribute.collation;
    }
    say(fmt::format("CREATE TYPE {} AS ({}\n)", full(made.name), text));
    type_extras("TYPE", made);
    for (const Attribute& attribute : made.attributes) {
      comment(fmt::format("COLUMN {}.{}", full(made.name), ident(attribute.name)),
              attribute.comment);
    }
  }

  void domain(const Domain& made, const Object& object) {
    std::string text = fmt::format("CREATE DOMAIN {} AS {}", full(made.name), made.base_type);
    if (made.collation) text += " COLLATE " + *made.collation;
    if (made.default_value) text += " DEFAULT " + *made.default_value;
    if (made.not_null) text += " NOT NULL";
    std::vector<const Constraint*> along;
    for (const Constraint& check : made.constraints) {
      if (!check.valid) continue;
      if (!order_.take_along({Kind::constraint, made.name, check.name}, object)) continue;
      text += fmt::format("\n    CONSTRAINT {} {}", ident(check.name), check.definition);
      along.push_back(&check);
    }
    say(std::move(text));
    type_extras("DOMAIN", made);
    for (const Constraint* check : along) domain_comment(made, *check);
  }
  void domain_comment(const Domain& made, const Constraint& check) {
    comment(fmt::format("CONSTRAINT {} ON DOMAIN {}", ident(check.name), full(made.name)),
            check.comment);
  }

  void routine(const Routine& made) {
    say(made.definition);
    const std::string_view word = routine_word(made);
    comment(fmt::format("{} {}{}", word, full(made.name), signature(made)), made.comment);
    // An aggregate's privileges are those of a function without the star.
    grants(fmt::format("{} {}({})", word == "PROCEDURE" ? word : "FUNCTION", full(made.name),
                       made.arguments),
           made.grants);
  }

  void sequence(const Sequence& made) {
    say(fmt::format("CREATE {}SEQUENCE {} AS {} {}", made.unlogged ? "UNLOGGED " : "",
                    full(made.name), made.type, numbers_text(made.numbers)));
    comment("SEQUENCE " + full(made.name), made.comment);
    grants("SEQUENCE " + full(made.name), made.grants);
    if (made.owner_table) {
      last_.push_back(fmt::format("ALTER SEQUENCE {} OWNED BY {}.{}", full(made.name),
                                  full(*made.owner_table), ident(made.owner_column)));
    }
  }

  /// Whether CREATE TABLE lists the column: those of a plain parent come by themselves.
  static bool is_listed(const Table& table, const Column& column) {
    return column.local || table.bound.has_value();
  }

  Rank rank_of(const Constraint& constraint) const {
    if (constraint.kind == "check") return kDefaults;
    if (constraint.kind != "foreign key") return kKeys;
    const auto referred = constraint.referred ? tables_.find(*constraint.referred) : tables_.end();
    const bool parted = referred != tables_.end() && referred->second->partition_key;
    if (!parted) return kForeignKeys;
    std::string_view name = constraint.name;
    name = name.substr(0, name.find_last_not_of("0123456789") + 1);
    return name.ends_with("_fkey") ? kNumberedKeysToPartitions : kKeysToPartitions;
  }

  void list_table(const Table& made) {
    const Object object{Kind::table, made.name, {}};
    add(object, kTables, [&, object] { table(made, object); });
    for (const Name& parent : made.parents) order_.need(object, {Kind::table, parent, {}});
    for (const Column& column : made.columns) {
      // What stands beside an identity is a parent's.
      if (!column.default_value || column.identity) continue;
      add_part(object, Kind::default_value, column.name, kDefaults, [&] {
        say(fmt::format("ALTER TABLE ONLY {} ALTER COLUMN {} SET DEFAULT {}", full(made.name),
                        ident(column.name), *column.default_value));
      });
    }
    for (const Constraint& constraint : made.constraints) {
      if (is_brought(made, constraint)) {
        add_part(object, Kind::constraint, constraint.name, kBrought,
                 [&] { constraint_comment(made, constraint); });
        continue;
      }
      add_part(object, Kind::constraint, constraint.name, rank_of(constraint),
               [&] { add_constraint(made, constraint); });
    }
    for (const Index& index : made.indexes) {
      add_part(object, Kind::index, index.name, kIndexes, [&] { add_index(made.name, index); });
    }
    list_parts(object, made, "TABLE");
    for (const Policy& policy : made.policies) {
      add_part(object, Kind::policy, policy.name, kPolicies, [&] { add_policy(made, policy); });
    }
  }

  /// Keys and indexes of partitions come after those that they are a part of.
  void list_inheritance() {
    for (const Table& made : database_.tables) {
      const auto after = [&](const Object& object, const Name& parent) {
        for (const Name& table : made.parents) {
          order_.need(object, {Kind::constraint, table, parent.name});
          order_.need(object, {Kind::index, table, parent.name});
        }
      };
      for (const Constraint& constraint : made.constraints) {
        if (constraint.parent || is_brought(made, constraint)) {
          after({Kind::constraint, made.name, constraint.name},
                constraint.parent.value_or(Name{{}, constraint.name}));
        }
        if (constraint.referred) {
          order_.need({Kind::constraint, made.name, constraint.name},
                      {Kind::table, *constraint.referred, {}});
        }
      }
      for (const Index& index : made.indexes) {
        if (index.parent) after({Kind::index, made.name, index.name}, *index.parent);
      }
      for (const Name& parent : made.parents) list_brought_checks(parent, made);
    }
  }
  /// A check that CREATE TABLE cannot have comes to the children that are there, and finds theirs;
  /// in one that comes after it is valid.
  void list_brought_checks(const Name& parent, const Table& child) {
    const auto table = tables_.find(parent);
    if (table == tables_.end()) return;
    for (const Constraint& check : table->second->constraints) {
      if (check.kind != "check" || check.valid) continue;
      const Object above{Kind::constraint, parent, check.name};
      const auto own = std::ranges::find(child.constraints, check.name, &Constraint::name);
      if (!child.bound && own != child.constraints.end() && own->inherited && own->valid) {
        order_.need({Kind::table, child.name, {}}, above);
        continue;
      }
      order_.need(above, {Kind::table, child.name, {}});
      if (own != child.constraints.end() && !is_brought(child, *own)) {
        order_.need(above, {Kind::constraint, child.name, check.name});
      }
      wholes_.insert(parent);
    }
  }

  /// Rules and triggers of a table or view.
  template <class Relation>
  void list_parts(const Object& object, const Relation& made, std::string_view word) {
    for (const Rule& rule : made.rules) {
      add_part(object, Kind::rule, rule.name, kRules, [&, word] {
        say(rule.definition);
        if (rule.enabled != "origin") {
          say(fmt::format("ALTER {} {} {} RULE {}", word, full(made.name), enabling(rule.enabled),
                          ident(rule.name)));
        }
        comment(fmt::format("RULE {} ON {}", ident(rule.name), full(made.name)), rule.comment);
      });
    }
    for (const Trigger& trigger : made.triggers) {
      add_part(object, Kind::trigger, trigger.name, kTriggers, [&, word] {
        say(trigger.definition);
        if (trigger.enabled != "origin") {
          say(fmt::format("ALTER {} {} {} TRIGGER {}", word, full(made.name),
                          enabling(trigger.enabled), ident(trigger.name)));
        }
        comment(fmt::format("TRIGGER {} ON {}", ident(trigger.name), full(made.name)),
                trigger.comment);
      });
    }
  }

  std::string identity_text(const schema::shape::Identity& identity) const {
    return fmt::format("GENERATED {} AS IDENTITY (SEQUENCE NAME {} {})",
                       identity.always ? "ALWAYS" : "BY DEFAULT", full(identity.sequence),
                       numbers_text(identity.numbers));
  }

  std::string column_text(const Table& made, const Column& column, const Object& object) {
    std::string text = fmt::format("{} {}", ident(column.name), column.type);
    // One that the parents give, too, must not name another: brought_columns() sets it.
    if (column.compression && (made.bound || given_by_parents(made, column.name).empty())) {
      text += " COMPRESSION " + *column.compression;
    }
    if (column.collation) text += " COLLATE " + *column.collation;
    if (column.generated) {
      text += fmt::format(" GENERATED ALWAYS AS ({}){}", *column.generated,
                          column.stored ? " STORED" : "");
    }
    if (column.identity) text += " " + identity_text(*column.identity);
    const Object part{Kind::default_value, made.name, column.name};
    if (column.default_value && order_.take_along(part, object)) {
      text += " DEFAULT " + *column.default_value;
    }
    if (column.not_null) text += " NOT NULL";
    return text;
  }

  void table(const Table& made, const Object& object) {
    std::vector<std::string> items;
    for (const Column& column : made.columns) {
      if (is_listed(made, column)) items.push_back(column_text(made, column, object));
    }
    std::vector<const Constraint*> along;
    for (const Constraint& check : made.constraints) {
      if (check.kind != "check" || !check.valid || is_brought(made, check)) continue;
      if (!order_.take_along({Kind::constraint, made.name, check.name}, object)) continue;
      items.push_back(fmt::format("CONSTRAINT {} {}", ident(check.name), check.definition));
      along.push_back(&check);
    }
    std::string text =
        fmt::format("CREATE {}TABLE {} (", made.unlogged ? "UNLOGGED " : "", full(made.name));
    for (const std::string& item : items) {
      text += fmt::format("{}\n    {}", &item == &items.front() ? "" : ",", item);
    }
    text += items.empty() ? ")" : "\n)";
    if (!made.bound && !made.parents.empty()) {
      std::string parents;
      for (const Name& parent : made.parents) {
        parents += (parents.empty() ? "" : ", ") + full(parent);
      }
      text += fmt::format(" INHERITS ({})", parents);
    }
    if (made.partition_key) text += " PARTITION BY " + *made.partition_key;
    if (!made.access_method.empty()) text += " USING " + ident(made.access_method);
    if (!made.settings.empty()) text += fmt::format(" WITH ({})", settings_text(made.settings));
    say(std::move(text));
    if (made.bound) {
      say(fmt::format("ALTER TABLE ONLY {} ATTACH PARTITION {} {}", full(made.parents.front()),
                      full(made.name), *made.bound));
    }
    brought_columns(made);
    table_extras(made);
    for (const Constraint* check : along) constraint_comment(made, *check);
  }

  /// What a column has otherwise than its parents give it.
  void brought_columns(const Table& made) {
    if (made.bound) return;
    for (const Column& column : made.columns) {
      const std::vector<const Column*> given = given_by_parents(made, column.name);
      if (given.empty()) continue;
      const std::string alter =
          fmt::format("ALTER TABLE ONLY {} ALTER COLUMN {} ", full(made.name), ident(column.name));
      const auto gives = [&](auto member) {
        return std::ranges::any_of(given, [&](const Column* one) { return bool{one->*member}; });
      };
      const bool listed = is_listed(made, column);
      const bool not_null = gives(&Column::not_null) || (listed && column.not_null);
      if (column.not_null != not_null) {
        say(alter + (column.not_null ? "SET NOT NULL" : "DROP NOT NULL"));
      }
      if (gives(&Column::default_value) && !column.default_value && !(listed && column.identity)) {
        say(alter + "DROP DEFAULT");
      }
      if (column.identity && !listed) say(alter + "ADD " + identity_text(*column.identity));
      if (column.compression || gives(&Column::compression)) {
        say(alter + "SET COMPRESSION " + column.compression.value_or("default"));
      }
      if (!column.storage && gives(&Column::storage)) {
        say(fmt::format("{}SET STORAGE {}", alter, usual_storage(database_, column.type)));
      }
    }
  }
  std::vector<const Column*> given_by_parents(const Table& made, std::string_view name) const {
    std::vector<const Column*> out;
    for (const Name& parent : made.parents) {
      const auto table = tables_.find(parent);
      if (table == tables_.end()) continue;
      const auto& columns = table->second->columns;
      const auto column = std::ranges::find(columns, name, &Column::name);
      if (column != columns.end()) out.push_back(&*column);
    }
    return out;
  }

  void table_extras(const Table& made) {
    const std::string name = full(made.name);
    comment("TABLE " + name, made.comment);
    grants("TABLE " + name, made.grants);
    column_extras(made);
    for (const Column& column : made.columns) {
      const std::string alter =
          fmt::format("ALTER TABLE ONLY {} ALTER COLUMN {} SET ", name, ident(column.name));
      if (column.storage) say(alter + "STORAGE " + *column.storage);
      if (column.statistics) say(fmt::format("{}STATISTICS {}", alter, *column.statistics));
      if (!column.settings.empty())
        say(fmt::format("{}({})", alter, settings_text(column.settings)));
      if (!column.identity) continue;
      const std::string sequence = "SEQUENCE " + full(column.identity->sequence);
      comment(sequence, column.identity->comment);
      grants(sequence, column.identity->grants);
    }
    if (made.row_security) say(fmt::format("ALTER TABLE {} ENABLE ROW LEVEL SECURITY", name));
    if (made.force_row_security) {
      say(fmt::format("ALTER TABLE ONLY {} FORCE ROW LEVEL SECURITY", name));
    }
    if (!made.replica_identity.empty()) {
      last_.push_back(
          fmt::format("ALTER TABLE ONLY {} REPLICA IDENTITY {}", name, made.replica_identity));
    }
  }

  template <class Relation>
  void column_extras(const Relation& made) {
    for (const Column& column : made.columns) {
      comment(fmt::format("COLUMN {}.{}", full(made.name), ident(column.name)), column.comment);
      grants("TABLE " + full(made.name), column.grants, ident(column.name));
    }
  }

  void constraint_comment(const Table& made, const Constraint& constraint) {
    comment(fmt::format("CONSTRAINT {} ON {}", ident(constraint.name), full(made.name)),
            constraint.comment);
  }

  void add_constraint(const Table& made, const Constraint& constraint) {
    const bool whole = (constraint.kind == "foreign key" && made.partition_key) ||
                       (constraint.kind == "check" && wholes_.contains(made.name) &&
                        constraint.definition.find("NO INHERIT") == std::string::npos);
    say(fmt::format("ALTER TABLE {}{} ADD CONSTRAINT {} {}", whole ? "" : "ONLY ", full(made.name),
                    ident(constraint.name), constraint.definition));
    const Name index{made.name.schema, constraint.name};
    // The definition is without them.
    if (!constraint.settings.empty()) {
      say(fmt::format("ALTER INDEX {} SET ({})", full(index), settings_text(constraint.settings)));
    }
    if (constraint.parent) attach_index(*constraint.parent, index);
    if (constraint.clustered) cluster(made.name, constraint.name);
    constraint_comment(made, constraint);
  }
  void attach_index(const Name& parent, const Name& index) {
    say(fmt::format("ALTER INDEX {} ATTACH PARTITION {}", full(parent), full(index)));
  }
  void cluster(const Name& table, std::string_view index) {
    say(fmt::format("ALTER TABLE {} CLUSTER ON {}", full(table), ident(index)));
  }

  void add_index(const Name& table, const Index& index) {
    say(index.definition);
    const Name name{table.schema, index.name};
    if (index.parent) attach_index(*index.parent, name);
    if (index.clustered) cluster(table, index.name);
    comment("INDEX " + full(name), index.comment);
  }

  void add_policy(const Table& made, const Policy& policy) {
    std::string roles;
    for (const std::string& role : policy.roles) roles += (roles.empty() ? "" : ", ") + role;
    std::string text = fmt::format("CREATE POLICY {} ON {}{}{}", ident(policy.name),
                                   full(made.name), policy.permissive ? "" : " AS RESTRICTIVE",
                                   policy.command == "ALL" ? "" : " FOR " + policy.command);
    if (!roles.empty()) text += " TO " + roles;
    if (policy.using_expression) text += fmt::format(" USING ({})", *policy.using_expression);
    if (policy.check_expression) text += fmt::format(" WITH CHECK ({})", *policy.check_expression);
    say(std::move(text));
    comment(fmt::format("POLICY {} ON {}", ident(policy.name), full(made.name)), policy.comment);
  }

  /// Finds the materialized views that are empty now, but were read when another was filled.
  void find_read_views() {
    std::map<Name, const View*> views;
    for (const View& made : database_.views) views.emplace(made.name, &made);
    std::multimap<Name, const View*> reads;
    for (const Dependency& dependency : inspection_.dependencies) {
      if (dependency.object.kind != Kind::view || dependency.needs.kind != Kind::view) continue;
      const auto read = views.find(dependency.needs.name);
      if (read != views.end()) reads.emplace(dependency.object.name, read->second);
    }
    std::vector<const View*> filled;
    for (const View& made : database_.views) {
      if (made.materialized && made.populated) filled.push_back(&made);
    }
    std::set<Name> seen;
    while (!filled.empty()) {
      const Name name = filled.back()->name;
      filled.pop_back();
      if (!seen.insert(name).second) continue;
      for (auto [at, end] = reads.equal_range(name); at != end; ++at) {
        if (!at->second->populated) read_views_.insert(at->second->name);
        filled.push_back(at->second);
      }
    }
  }

  void list_view(const View& made) {
    const Object object{Kind::view, made.name, {}};
    add(object, kViews, [&] { view(made); });
    for (const Column& column : made.columns) {
      if (!column.default_value) continue;
      add_part(object, Kind::default_value, column.name, kViews, [&] {
        say(fmt::format("ALTER VIEW {} ALTER COLUMN {} SET DEFAULT {}", full(made.name),
                        ident(column.name), *column.default_value));
      });
    }
    for (const Index& index : made.indexes) {
      add_part(object, Kind::index, index.name, kIndexes, [&] { add_index(made.name, index); });
    }
    list_parts(object, made, "TABLE");
  }

  void view(const View& made) {
    std::string query = made.definition;
    while (query.ends_with(';') || query.ends_with('\n')) query.pop_back();
    const std::string settings =
        made.settings.empty() ? "" : fmt::format(" WITH ({})", settings_text(made.settings));
    const std::string_view word = made.materialized ? "MATERIALIZED VIEW" : "VIEW";
    const bool emptied = read_views_.contains(made.name);
    say(fmt::format("CREATE {} {}{} AS\n{}{}", word, full(made.name), settings, query,
                    made.populated || emptied ? "" : "\n  WITH NO DATA"));
    if (emptied) {
      last_.push_back(fmt::format("REFRESH MATERIALIZED VIEW {} WITH NO DATA", full(made.name)));
    }
    comment(fmt::format("{} {}", word, full(made.name)), made.comment);
    grants("TABLE " + full(made.name), made.grants);
    column_extras(made);
  }

  const Inspection& inspection_;
  const Database& database_;
  const Dialect& dialect_;
  std::map<Name, const Table*> tables_;
  ObjectOrder order_;
  std::map<Object, Maker> makers_;
  std::set<Name> wholes_;      ///< Tables with children and checks that come to them later.
  std::set<Name> read_views_;  ///< Materialized views without rows that one with rows reads.
  std::vector<std::string> out_;
  std::vector<std::string> last_;
};

}  // namespace

std::vector<std::string> visit_postgresql(const Inspection& inspection, ObjectVisitor& visitor) {
  return Writer(inspection).write(visitor);
}

std::vector<std::string> recreate_postgresql(const Inspection& inspection) {
  struct MakeAll final : ObjectVisitor {
    std::vector<std::string> out = postgres_session();
    void turn(const Object& object, ObjectWriter& writer) override {
      for (std::string& statement : writer.make(object)) out.push_back(std::move(statement));
    }
  } all;
  for (std::string& statement : visit_postgresql(inspection, all)) {
    all.out.push_back(std::move(statement));
  }
  return std::move(all.out);
}

}  // namespace retort::dialect
