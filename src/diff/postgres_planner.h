// The plan from one PostgreSQL shape to another, in the making. Belongs to one call of
// diff_postgresql().
//
// 1. Tables leave parents that are not theirs any more.
// 2. What becomes of each object: kept (and perhaps altered), dropped, or dropped and made again.
//    What stands on something that is dropped, or on a column that is dropped or gets another
//    type, is dropped, too, and made again if it is wanted: views, functions, defaults, keys.
//    A type that must be another one is put aside under another name until no column has it; a
//    table that ALTER TABLE cannot make what it should be is put aside until its rows are copied.
// 3. Drops, in the reverse of the order in which the objects could be made.
// 4. What is new and what is altered, in the order in which the wanted objects can be made.
// 5. Partitions are attached, what was put aside is dropped.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dialect/recreate.h"
#include "diff/shape_parts.h"
#include "diff/shape_plan.h"
#include "diff/table_family.h"

namespace retort::diff {

class PostgresPlanner final : public dialect::ObjectVisitor {
 public:
  PostgresPlanner(const schema::shape::Inspection& from, const schema::shape::Inspection& to);

  Plan plan();
  void turn(const schema::shape::Object& object, dialect::ObjectWriter& writer) override;

 private:
  using Object = schema::shape::Object;
  using Name = schema::shape::Name;
  using Table = schema::shape::Table;
  using Column = schema::shape::Column;
  using Constraint = schema::shape::Constraint;

  struct TableChange {
    std::set<std::string> dropped;  ///< Some are added again.
    std::set<std::string> retyped;
  };

  // postgres_heavy.cc: what cannot be altered into what it should be.
  void find_replaced();
  bool must_be_replaced(const Part& now, const Part& wanted) const;
  bool is_inside_others(const Name& name) const;
  bool says_replaced(std::string_view type) const;
  bool has_replaced(const Column& column) const;
  void replace(const Object& object, const Part& now);
  void find_rebuilt();
  bool must_be_rebuilt(const Table& now, const Table& wanted) const;
  std::vector<Name> kept_parents(const Table& now) const;
  void leave_parents(Table& table);
  void leave_parent(const Table& table, const Name& parent);

  std::optional<Object> whole_of(const Object& part) const;

  // postgres_compare.cc: what becomes of each object.
  void compare();
  void go_all_users();
  void find_attached_later();
  void compare_table(const Table& now, const Table& wanted);
  void compare_column(const Table& now, const Column& column, const Column& wanted);
  void compare_light(const Object& object, const Part& now);
  bool has_brought_key(const Object& object, const Part& now) const;
  void drop_column(const Table& table, const std::string& column);
  void retype_column(const Table& table, const std::string& column);
  void touch_column(const Table& table, const std::string& column, bool is_dropped);
  void touch_others(const Table& table, const std::string& column);
  void go(const Object& object, bool silent = false);
  void go_users(const Object& object);
  void go_family(const Object& object);
  void go_parts(const Object& whole, bool rebuilt);
  bool is_kept(const Object& object) const;

  // postgres_drops.cc.
  std::vector<Object> order_now() const;
  void drops();
  void release_sequences();
  bool leads_to(const schema::shape::Object& object, const schema::shape::Object& other) const;
  bool goes_with_parent(const Object& part) const;
  void part_from_routines();
  bool may_be_aside(const Table& table) const;
  void part_from_others();
  void part_what_stays();
  void part_circles(const std::vector<Object>& order);
  std::vector<std::pair<Name, const Constraint*>> keys_that_go() const;
  std::vector<Name> with_partitions(const Name& table) const;
  void drop_identities(Table& table);
  void leave_changed_parents();
  void drop_columns(const Table& table);
  void drop_light(const Object& object);
  bool is_referred_partition(const Table& table) const;
  void drop_heavy(const Object& object);
  void rename_constructors(const schema::shape::RangeType& range);
  void put_aside(const Object& object, bool rename);
  bool has_heavy_users(const Object& object) const;
  bool is_name_wanted(const Object& object) const;
  void final_drops();
  std::string drop_text(const Object& object) const;

  // postgres_alters.cc: one object after the other.
  void create(const Object& object, dialect::ObjectWriter& writer);
  void create_table(const Table& wanted, dialect::ObjectWriter& writer);
  void copy_rows(const Table& old, const Table& wanted);
  void alter(const Object& object, dialect::ObjectWriter& writer);
  void alter_enum(const schema::shape::Enum& now, const schema::shape::Enum& wanted);
  void alter_domain(const schema::shape::Domain& now, const schema::shape::Domain& wanted);
  void alter_composite(const schema::shape::CompositeType& now,
                       const schema::shape::CompositeType& wanted);
  void alter_sequence(const schema::shape::Sequence& now, const schema::shape::Sequence& wanted);
  void alter_view(const schema::shape::View& now, const schema::shape::View& wanted,
                  dialect::ObjectWriter& writer);
  void note_places(const Object& object);
  void alter_others(const Object& object, const Part& now, const Part& wanted,
                    dialect::ObjectWriter& writer);
  void alter_part(const Object& object, const Part& now, const Part& wanted);
  void alter_constraint(const Object& object, const Constraint& now, const Constraint& wanted);
  void alter_index(const Object& object, const schema::shape::Index& now,
                   const schema::shape::Index& wanted);
  void add_labels();

  // postgres_table.cc: a table that stays.
  void alter_table(Table& now, const Table& wanted, dialect::ObjectWriter& writer);
  void alter_types(Table& now, const Table& wanted);
  void add_column(Table& now, const Table& wanted, const Column& column,
                  dialect::ObjectWriter& writer);
  void add_columns(Table& now, const Table& wanted, dialect::ObjectWriter& writer);
  void alter_column(const Table& table, Column& now, const Column& wanted);
  void drop_identity(const Name& table, const std::string& column);
  void alter_identity(const Table& table, const Column& now, const Column& wanted);
  void alter_storage(const Table& table, const Column& now, const Column& wanted);
  void alter_table_extras(const Table& now, const Table& wanted);
  void attach(const Table& wanted);
  std::string using_text(const Column& now, const Column& wanted) const;

  // postgres_planner.cc
  Step& say(std::string sql, std::string what, const Object& object);
  Step& say_last(std::string sql, std::string what, const Object& object);
  void comment(std::string_view target, const std::optional<std::string>& now,
               const std::optional<std::string>& wanted, const Object& object);
  void grants(std::string_view target, const schema::shape::Grants& now,
              const schema::shape::Grants& wanted, const Object& object,
              std::string_view columns = {});
  void relation_grants(const schema::shape::Grants& now, const schema::shape::Grants& wanted,
                       std::vector<Column>& columns, const Object& object);
  void settings(std::string_view alter, const schema::shape::Settings& now,
                const schema::shape::Settings& wanted, const Object& object);
  std::string ident(std::string_view name) const;
  std::string full(const Name& name) const;
  Name aside_name(const Name& name) const;

  schema::shape::Inspection from_;        ///< When tables have left their parents.
  TableFamily tables_;                    ///< As they are at this point of the plan.
  std::multimap<Name, Name> partitions_;  ///< By their whole.
  const schema::shape::Inspection& to_;
  Parts from_parts_, to_parts_;
  std::multimap<Object, Object> users_;  ///< By what they need.
  Plan plan_;
  std::vector<Step> after_attaching_, last_, final_;
  std::set<Object> gone_;
  std::set<Object> silent_;      ///< Of gone_: they go with their whole.
  std::set<Name> replaced_;      ///< Types and collations that are made again.
  std::set<Name> rebuilt_;       ///< Tables.
  std::set<Name> new_defaults_;  ///< Domains whose default stands on something that goes.
  std::map<Object, Name>
      aside_;  ///< Of gone_: what is dropped at the end, and its name until then.
  std::map<Name, TableChange> changes_;
  std::set<Name> attached_later_;
  std::set<Object> late_indexes_;  ///< Made when the partitions are attached.
  std::set<Name> reordered_;       ///< Tables whose columns stand in another order than is wanted.
  std::vector<Object> queue_;
};

}  // namespace retort::diff
