// The way from one shape of a database to another: statements in order, each with what it does and
// whether something is lost by it, and what may be a rename, which only a person knows.
//
// A plan is made of two inspections of the same dialect and nothing else; no state, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/shape.h"

namespace retort::diff {

/// How a statement is run.
enum class Transaction : std::uint8_t {
  inside,  ///< Together with the others.
  before,  ///< By itself and committed, before the others.
  around,  ///< Outside: it changes the session, before or after the transaction.
};

/// What Alembic has an operation for.
struct Action {
  enum class Kind : std::uint8_t {
    none,
    drop_table,
    drop_column,
    drop_index,
    drop_constraint,
    rename_table,
    rename_column,
    set_nullable,
    set_not_null,
    add_column,
    change_type,  ///< Of one column, without more.
    drop_default,
    comment_table,
    comment_column,
  };
  Kind kind = Kind::none;
  std::string name;  ///< Of the column, index or constraint.
  std::string type;  ///< `foreignkey`, `unique`, `check`, `primary`.
  std::string to;    ///< The new name.
  friend bool operator==(const Action&, const Action&) = default;
};

struct Step {
  std::string sql;   ///< Without its `;`.
  std::string what;  ///< `add column public.users.name`.
  schema::shape::Object object;
  bool destructive = false;  ///< Rows, values, or a counter's position are lost.
  std::string why;           ///< What is lost, or what may make it fail; may be empty.
  Transaction transaction = Transaction::inside;
  Action action = {};
  friend bool operator==(const Step&, const Step&) = default;
};

/// What is gone and what is new may be one thing under another name.
struct PossibleRename {
  std::string kind;    ///< `table`, `column`, `label`.
  std::string from;    ///< As an answer names it: `public.users`, `public.users.name`.
  std::string to;      ///< The new name alone.
  int similarity = 0;  ///< 1 to 100.
  std::string evidence;
  friend bool operator==(const PossibleRename&, const PossibleRename&) = default;
};

/// What a person has said.
struct Answers {
  /// `table=new`, `table.column=new`, `enum.label=new`; tables and types with their schema, which
  /// may be left out where only one has the name.
  std::vector<std::string> renames;
  /// What is meant to go: names as in `renames`, `*` for everything.
  std::vector<std::string> drops;
  /// As `renames`, from a configuration: done where it can be, for many databases.
  std::vector<std::string> declared = {};
};

struct Plan {
  std::vector<Step> steps;
  std::vector<PossibleRename> possible_renames;  ///< Without an answer.
  std::vector<std::string> renamed;              ///< `public.users.name to email`.
  std::vector<std::string> notes;                ///< What differs and is left so, and why.
};

/// The plan that makes `from` into `to`. Where possible_renames is not empty, the steps drop and
/// add these things; whoever runs them asks first. Errors: ErrorCode::usage for shapes of different
/// dialects, or answers that name nothing.
Plan diff_shapes(const schema::shape::Inspection& from, const schema::shape::Inspection& to,
                 const Answers& answers = {});

/// The shape without what a plan leaves as it is: the order of columns, where ALTER TABLE cannot
/// change it. Two shapes are reached from each other when these are equal.
schema::shape::Database comparable(schema::shape::Database database);

/// Adds a step that loses nothing, to be done together with the others.
Step& add_step(std::vector<Step>& steps, std::string sql, std::string what,
               schema::shape::Object object);

/// The same for a table that goes with its rows; `quoted`: its name as SQL.
Step& add_table_drop(std::vector<Step>& steps, const std::string& quoted,
                     const schema::shape::Name& name);

/// `table public.users`, `default of public.users.name`.
std::string shown(const schema::shape::Object& object);

/// Each dialect's; renames are done.
Plan diff_postgresql(const schema::shape::Inspection& from, const schema::shape::Inspection& to);
Plan diff_mariadb(const schema::shape::Inspection& from, const schema::shape::Inspection& to);
Plan diff_sqlite(const schema::shape::Inspection& from, const schema::shape::Inspection& to);

}  // namespace retort::diff
