// Applies the operations of one script to a state of the model and notes what is wrong with them.
//
// An Applier belongs to one run of upgrade() or downgrade(). Nothing uncertain is ever a problem.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "doctor/model.h"
#include "operation/operation.h"

namespace retort::doctor {

struct SqlRoutine;
struct SqlTrigger;

/// What is wrong with an operation.
struct Problem {
  enum class Kind : std::uint8_t {
    unknown_table,
    exists,
    missing,
    too_long,
    cut,
    outside,  ///< PostgreSQL refuses it inside of a transaction.
    refused,  ///< PostgreSQL refuses it: something else needs what it drops.
  };
  Kind kind = Kind::missing;
  Key table = kNoKey;  ///< Of unknown_table.
  std::string message;
  revision::Index other = revision::kNone;  ///< Who touched it last, as far as that matters.
  std::string_view verb;                    ///< What `other` did: `creates`, `drops`.
  Origin origin;
  std::string may_come;  ///< Of unknown_table: who may have created it.
  bool unnamed = false;  ///< A constraint is meant, and its name is not given.
};

/// An operation touched an object, or a part of it.
struct Touch {
  enum class How : std::uint8_t { use, change, create, drop };
  Key key = kNoKey;
  NameId part = 0;  ///< 0: the object itself.
  bool is_column = false;
  How how = How::use;
  bool guarded = false;  ///< Only done where it is needed: IF EXISTS, or after a look.
  Origin origin;
};

/// What a run of a script did.
struct Trace {
  std::vector<Problem> problems;
  std::vector<Touch> touches;
  /// The versions that were replaced, in order.
  std::vector<std::pair<Key, std::uint32_t>> replaced;
  bool certain = true;    ///< Everything that ran, and that did not run, is known.
  bool anything = false;  ///< Everything may have changed.
  /// Functions of the application that were called: objects may exist that nothing is known of.
  std::string called_unknown;
  bool tainted = false;         ///< Raw SQL touched what it names in ways that are not known.
  bool changes_schema = false;  ///< An operation changed the schema.
  std::vector<Key> created;     ///< Tables, certain or not.
};

class Applier {
 public:
  /// All must outlive the applier. `naming`: the project's convention, as far as it is known.
  Applier(Model& model, State& state, const schema::NamingConvention& naming,
          revision::Index writer, Trace& trace)
      : model_(model), state_(state), naming_(naming), writer_(writer), trace_(trace) {}

  void apply(const operation::Operation& operation);
  /// Raw SQL: what is certain of it is applied, the rest makes uncertain what it names.
  void apply_sql(const std::string& sql, const Origin& origin);
  /// A statement built of expressions: it uses tables.
  void apply_statement(const schema::ExprPtr& statement, const Origin& origin);

  void operator()(const operation::CreateTable& op);
  void operator()(const operation::DropTable& op);
  void operator()(const operation::RenameTable& op);
  void operator()(const operation::AddColumn& op);
  void operator()(const operation::DropColumn& op);
  void operator()(const operation::AlterColumn& op);
  void operator()(const operation::CreateIndex& op);
  void operator()(const operation::DropIndex& op);
  void operator()(const operation::AddConstraint& op);
  void operator()(const operation::DropConstraint& op);
  void operator()(const operation::CreateTableComment& op);
  void operator()(const operation::DropTableComment& op);
  void operator()(const operation::Execute& op);
  void operator()(const operation::BulkInsert& op);
  void operator()(const operation::CreateEnumType& op);
  void operator()(const operation::DropEnumType& op);
  void operator()(const operation::CreateSequence& op);
  void operator()(const operation::DropSequence& op);
  void operator()(const operation::CreateSchema& op);
  void operator()(const operation::DropSchema& op);
  void operator()(const operation::BatchAlterTable& op);

  /// The object, if it is sure to exist as it is known.
  const Object* settled(Key key) const;
  /// How certain it is that an object exists.
  Presence presence(Key key, std::string_view written) const;
  Model& model() { return model_; }
  State& state() { return state_; }
  const Trace& trace() const { return trace_; }
  /// Code that is not known ran: objects may exist that nothing is known of.
  void meet_unknown(std::string_view function) {
    trace_.certain = false;
    if (trace_.called_unknown.empty()) trace_.called_unknown = function;
  }
  /// The script looks at the database: what it does from here on may depend on what is there.
  void look() { looked_ = true; }
  /// Whether the script is outside of a transaction: in autocommit_block(), or after it committed
  /// by hand.
  void set_outside(bool outside) { outside_ = outside; }
  /// From here on nothing is certain.
  void lose_certainty() { trace_.certain = false; }

 private:
  using How = Touch::How;

  /// Whether the same name is known with and without a schema.
  bool is_ambiguous(Key key) const;
  /// A version of the object to be changed and given to commit().
  Object copy_of(Key key, std::string_view schema, std::string_view name) const;
  void commit(Key key, Object object);
  Presence made() const { return trace_.certain ? Presence::yes : Presence::maybe; }
  Presence gone() const { return trace_.certain ? Presence::no : Presence::maybe; }

  void touch(Key key, How how, NameId part = 0, bool is_column = false, bool guarded = false);
  void report(Problem::Kind kind, std::string message, revision::Index other = revision::kNone,
              std::string_view verb = {});
  /// `cut`: PostgreSQL makes it shorter and goes on.
  void check_length(std::string_view what, const std::string& name, bool cut = false);
  void check_length(std::string_view what, const schema::Name& name);

  /// A table that an operation needs.
  Key use_table(std::string_view schema, std::string_view name, How how = How::use);
  /// A column that an operation needs.
  void need_column(Key table, std::string_view name);
  void need_columns(Key table, const std::vector<std::string>& names);
  std::string column_text(Key table, std::string_view name) const;

  void create_object(ObjectKind kind, const std::string& schema, const std::string& name,
                     bool if_not_exists, std::vector<std::string> labels = {});
  void drop_object(ObjectKind kind, const std::string& schema, const std::string& name,
                   bool if_exists);
  void create_types(const std::vector<schema::Column>& columns);

  /// Reports what PostgreSQL refuses inside of a transaction.
  void check_transaction(const std::string& sql);
  void check_concurrently(const schema::Options& options, const std::string& sql);
  void create_routine(const SqlRoutine& routine);
  void drop_routine(const SqlRoutine& routine);
  void apply_trigger(const SqlTrigger& trigger);
  /// A CASCADE may have dropped any of them.
  void doubt_triggers();
  /// What is left of a table's triggers when it goes, or gets another name.
  void end_triggers(const Object& table, Key key, Presence presence);
  void taint(std::string_view text);
  void cascade(std::string_view name);
  void forget_labels(const std::string& schema, const std::string& name);
  void rename_object(const std::string& schema, const std::string& from, const std::string& to,
                     ObjectKind kind);
  void rename_constraint(const std::string& schema, const std::string& table,
                         const std::string& from, const std::string& to);
  void create_from_sql(const operation::CreateTable& create, bool open, bool view, bool temporary,
                       bool replaces);

  Part part_of(const schema::Constraint& constraint, const std::string& table);
  void add_constraint_part(Object& object, const schema::Constraint& constraint);
  void add_column_checks(Object& object, const schema::Table& table);
  /// A table that another one still refers to cannot be dropped.
  void check_references(Key table);
  void refer(const schema::ForeignKeyConstraint& constraint, std::string_view schema,
             std::string_view table);
  void add_index(Key table, const schema::Index& index, bool if_not_exists);
  void drop_parts_of_column(Key table, Object& object, NameId column);
  void drop_indexes_of_column(const Object& table, NameId column);
  void rename_column(Object& object, NameId from, const std::string& to);
  /// Changes the foreign keys that lead to a table, as the database does by itself.
  void follow(Key table, const std::string& new_table, const std::string& old_column,
              const std::string& new_column);
  void rename_in_constraints(Object& object, NameId from, const std::string& to);
  /// Whether a constraint may be the one that is to be dropped by a name that is not known.
  bool may_be_meant(const Part& part, const operation::DropConstraint& drop);
  bool may_be_other(const Object& object, Key table, const operation::DropConstraint& drop);
  void forbid_nulls(Object& object, const std::vector<std::string>& columns);
  /// An index is dropped by a name that is not known: it may be any whose name is a guess. False
  /// without such.
  bool doubt_guessed_indexes(const Object& table);
  void drop_missing_constraint(Key table, const operation::DropConstraint& op);

  Model& model_;
  State& state_;
  const schema::NamingConvention& naming_;
  revision::Index writer_;
  Trace& trace_;
  Origin origin_;
  bool looked_ = false;
  bool outside_ = false;
  bool in_sql_ = false;  ///< Names are the database's: no convention applies.
};

}  // namespace retort::doctor
