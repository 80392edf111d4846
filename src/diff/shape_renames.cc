// Tables first, then columns of tables that are in both, then labels: each finds what is gone and
// what is new, and pairs them, the most alike first. A rename is done in the shape, too, so that
// the comparison after it sees one thing: own definitions get the new name word by word; what else
// stands on it is made different on purpose, and is made again by the plan.
#include "diff/shape_renames.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/similar.h"
#include "dialect/literal.h"
#include "dialect/postgres_text.h"
#include "dialect/quoting.h"
#include "dialect/recreate.h"
#include "dialect/sql_scanner.h"
#include "diff/shape_parts.h"

namespace retort::diff {

using namespace schema::shape;

namespace {

constexpr int kAlike = 60;
/// What is written in a comment counts more than any similarity.
constexpr int kDeclared = 1000;

/// How alike two names are: 0 to 100.
int similarity(std::string_view left, std::string_view right) {
  const std::size_t longest = std::max(left.size(), right.size());
  if (longest == 0) return 100;
  return static_cast<int>((longest - edit_distance(left, right)) * 100 / longest);
}

/// Something that is gone, and what it may have become.
struct Candidate {
  std::string kind;
  Name table;        ///< Or the type.
  std::string part;  ///< Empty for a table.
  std::string from;  ///< As answers name it.
  struct Choice {
    Name table;
    std::string name;
    int similarity = 0;
    std::string evidence;
  };
  std::vector<Choice> choices;
};

/// The tables that are new, by their columns.
class NewTables {
 public:
  NewTables(const Database& database, const std::set<Name>& there) {
    for (const Table& table : database.tables) {
      if (there.contains(table.name)) continue;
      for (const Column& column : table.columns) {
        columns_[column.name].emplace_back(tables.size(), &column);
      }
      tables.push_back(&table);
    }
  }

  /// For each of `tables`: two for a column that it shares, one for one of another type.
  std::vector<std::size_t> shared_with(const Table& table) const {
    std::vector<std::size_t> out(tables.size());
    for (const Column& column : table.columns) {
      const auto found = columns_.find(column.name);
      if (found == columns_.end()) continue;
      for (const auto& [at, other] : found->second) out[at] += other->type == column.type ? 2 : 1;
    }
    return out;
  }

  std::vector<const Table*> tables;

 private:
  std::map<std::string_view, std::vector<std::pair<std::size_t, const Column*>>> columns_;
};

class Renamer {
 public:
  Renamer(const Inspection& from, const Inspection& to, const Answers& answers)
      : to_(to), answers_(answers), family_(dialect::family_named(to.database.dialect)) {
    out_.from = from;
    for (const Table& table : to.database.tables) wanted_.emplace(table.name, &table);
    for (const std::string& answer : answers.renames) add_answer(answer);
    for (const std::string& answer : answers.declared) add_answer(answer);
  }

  Renaming run() {
    settle(tables());
    settle(columns());
    settle(labels());
    for (std::size_t i = 0; i < answers_.renames.size(); ++i) {
      if (said_[i].used) continue;
      throw Error(ErrorCode::usage, fmt::format("--rename {}: nothing that is gone is called so, "
                                                "or nothing new has that name",
                                                answers_.renames[i]));
    }
    if (family_ == dialect::Family::postgresql) keys();
    if (family_ == dialect::Family::mariadb) keys_follow();
    return std::move(out_);
  }

 private:
  std::string ident(std::string_view name) const {
    return family_ == dialect::Family::postgresql ? dialect::quote(family_, name)
                                                  : dialect::quoted(family_, name);
  }
  std::string full(const Name& name) const {
    return name.schema.empty() ? ident(name.name) : ident(name.schema) + '.' + ident(name.name);
  }

  const Table* wanted(const Name& name) const {
    const auto found = wanted_.find(name);
    return found == wanted_.end() ? nullptr : found->second;
  }

  // What is gone.
  std::vector<Candidate> tables() const {
    std::set<Name> there;
    for (const Table& table : out_.from.database.tables) there.insert(table.name);
    const NewTables made(to_.database, there);
    std::vector<Candidate> out;
    for (const Table& table : out_.from.database.tables) {
      if (wanted(table.name) != nullptr) continue;
      Candidate candidate{"table", table.name, {}, shown(table.name), {}};
      const std::vector<std::size_t> shared = made.shared_with(table);
      for (std::size_t i = 0; i < shared.size(); ++i) {
        const Table& other = *made.tables[i];
        const std::size_t all = table.columns.size() + other.columns.size();
        int score = all == 0 ? 0 : static_cast<int>(shared[i] * 100 / all);
        if (table.columns.size() < 2 && other.name.name != table.name.name) score /= 2;
        offer(candidate, other.name,
              table.name.schema == other.name.schema ? other.name.name : shown(other.name),
              is_declared(other.comment, table.name.name) ? kDeclared : score, [&] {
                return fmt::format("{} of {} columns are the same", shared[i] / 2,
                                   std::max(table.columns.size(), other.columns.size()));
              });
      }
      out.push_back(std::move(candidate));
    }
    return out;
  }

  /// Only what may come of it is kept: of many things that are gone and many that are new, nearly
  /// no two are alike.
  template <class Evidence>
  void offer(Candidate& candidate, const Name& table, const std::string& name, int similarity,
             const Evidence& evidence) const {
    Candidate::Choice choice{table, name, similarity, {}};
    if (similarity < kAlike && std::ranges::none_of(said_, [&](const Answer& answer) {
          return is_meant(candidate, answer.old) && is_meant(choice, answer);
        })) {
      return;
    }
    choice.evidence = evidence();
    candidate.choices.push_back(std::move(choice));
  }

  /// `renamed_from: old` in the comment.
  static bool is_declared(const std::optional<std::string>& comment, std::string_view old) {
    if (!comment) return false;
    constexpr std::string_view kWord = "renamed_from";
    std::size_t at = comment->find(kWord);
    if (at == comment->npos) return false;
    at = comment->find_first_not_of(" :=", at + kWord.size());
    if (at == comment->npos || comment->compare(at, old.size(), old) != 0) return false;
    const std::size_t end = at + old.size();
    return end == comment->size() || !std::isalnum(static_cast<unsigned char>((*comment)[end]));
  }

  std::vector<Candidate> columns() const {
    std::vector<Candidate> out;
    for (const Table& table : out_.from.database.tables) {
      const Table* other = wanted(table.name);
      if (other == nullptr) continue;
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Column& column = table.columns[i];
        if (column_of(*other, column.name) != nullptr ||
            (!column.local && !table.parents.empty())) {
          continue;
        }
        Candidate candidate{
            "column", table.name, column.name, shown(table.name) + '.' + column.name, {}};
        for (std::size_t j = 0; j < other->columns.size(); ++j) {
          const Column& made = other->columns[j];
          if (column_of(table, made.name) != nullptr) continue;
          const bool same_type = made.type == column.type;
          int score = similarity(column.name, made.name) * 35 / 100;
          if (same_type) score += 35;
          if (i == j) score += 15;
          if (made.not_null == column.not_null) score += 5;
          if (made.default_value == column.default_value) score += 5;
          if (made.generated == column.generated &&
              made.identity.has_value() == column.identity.has_value())
            score += 5;
          offer(candidate, table.name, made.name,
                is_declared(made.comment, column.name) ? kDeclared : score, [&] {
                  return fmt::format("{} type, {} place", same_type ? "the same" : "another",
                                     i == j ? "the same" : "another");
                });
        }
        out.push_back(std::move(candidate));
      }
    }
    return out;
  }

  std::vector<Candidate> labels() const {
    std::vector<Candidate> out;
    for (const Enum& type : out_.from.database.enums) {
      const auto other = std::ranges::find(to_.database.enums, type.name, &Enum::name);
      if (other == to_.database.enums.end()) continue;
      for (std::size_t i = 0; i < type.labels.size(); ++i) {
        const std::string& label = type.labels[i];
        if (std::ranges::find(other->labels, label) != other->labels.end()) continue;
        Candidate candidate{"label", type.name, label, shown(type.name) + '.' + label, {}};
        for (std::size_t j = 0; j < other->labels.size(); ++j) {
          const std::string& made = other->labels[j];
          if (std::ranges::find(type.labels, made) != type.labels.end()) continue;
          const bool same_place = i == j && type.labels.size() == other->labels.size();
          const int alike = similarity(label, made);
          offer(candidate, type.name, made, alike / 2 + (same_place ? 50 : 0), [&] {
            return fmt::format("{} place among the labels", same_place ? "the same" : "another");
          });
        }
        out.push_back(std::move(candidate));
      }
    }
    return out;
  }

  // Answers.
  struct Answer {
    std::string old, name;
    bool used = false;
  };
  void add_answer(const std::string& answer) {
    const std::size_t equals = answer.rfind('=');
    if (equals == answer.npos) {
      throw Error(ErrorCode::usage, fmt::format("--rename {}: it takes OLD=NEW", answer))
          .with_hint("Such as users=accounts for a table, users.name=email for a column.");
    }
    said_.push_back({answer.substr(0, equals), answer.substr(equals + 1)});
  }
  static bool is_meant(const Candidate::Choice& choice, const Answer& answer) {
    return choice.name == answer.name || shown(choice.table) == answer.name;
  }
  static bool is_meant(const Candidate& candidate, std::string_view answer) {
    if (answer == candidate.from) return true;
    const std::string bare =
        candidate.table.name + (candidate.part.empty() ? "" : "." + candidate.part);
    return answer == bare;
  }
  bool is_dropped(const Candidate& candidate) const {
    return std::ranges::any_of(answers_.drops, [&](const std::string& drop) {
      return drop == "*" || is_meant(candidate, drop);
    });
  }
  const Candidate::Choice* said(const Candidate& candidate) {
    for (Answer& answer : said_) {
      if (!is_meant(candidate, answer.old)) continue;
      for (const Candidate::Choice& choice : candidate.choices) {
        if (!is_meant(choice, answer)) continue;
        answer.used = true;
        return &choice;
      }
    }
    return nullptr;
  }

  void settle(const std::vector<Candidate>& candidates) {
    std::set<std::pair<Name, std::string>> taken;
    std::vector<std::pair<const Candidate*, const Candidate::Choice*>> open;
    for (const Candidate& candidate : candidates) {
      const Candidate::Choice* choice = said(candidate);
      for (const Candidate::Choice& other : candidate.choices) {
        if (choice == nullptr && other.similarity == kDeclared) choice = &other;
      }
      if (choice != nullptr) {
        if (!taken.emplace(choice->table, choice->name).second) {
          throw Error(ErrorCode::usage,
                      fmt::format("Two {}s are to be renamed to {}; one of them is {}",
                                  candidate.kind, choice->name, candidate.from))
              .with_hint("Leave one --rename, or one `renamed_from` comment, out.");
        }
        rename(candidate, *choice);
      } else if (!is_dropped(candidate)) {
        for (const Candidate::Choice& other : candidate.choices) {
          if (other.similarity >= kAlike) open.emplace_back(&candidate, &other);
        }
      }
    }
    std::ranges::stable_sort(open, std::greater(),
                             [](const auto& pair) { return pair.second->similarity; });
    std::set<const Candidate*> settled;
    for (const auto& [candidate, choice] : open) {
      if (settled.contains(candidate) || taken.contains({choice->table, choice->name})) continue;
      settled.insert(candidate);
      taken.emplace(choice->table, choice->name);
      out_.open.push_back(
          {candidate->kind, candidate->from, choice->name, choice->similarity, choice->evidence});
    }
  }

  // Renames.
  void rename(const Candidate& candidate, const Candidate::Choice& choice) {
    out_.renamed.push_back(fmt::format("{} to {}", candidate.from, choice.name));
    if (candidate.kind == "table") {
      rename_table(candidate.table, choice.table);
    } else if (candidate.kind == "column") {
      rename_column(candidate.table, candidate.part, choice.name);
    } else {
      rename_label(candidate.table, candidate.part, choice.name);
    }
  }
  void say(std::string sql, std::string what, Object object,
           Transaction transaction = Transaction::inside) {
    add_step(out_.steps, std::move(sql), std::move(what), std::move(object)).transaction =
        transaction;
  }

  /// The text with one name in place of another.
  std::string renamed(std::string_view sql, std::string_view old, std::string_view name) const {
    const dialect::SqlSyntax syntax = dialect::syntax_of(to_.database.dialect);
    const char quote = family_ == dialect::Family::mariadb ? '`' : '"';
    std::string out;
    for (std::size_t at = 0;;) {
      const dialect::SqlToken token = dialect::next_token(sql, at, syntax);
      if (token.kind == dialect::SqlToken::Kind::end) return out;
      at = token.end;
      const std::string_view text = token.in(sql);
      const bool bare = token.kind == dialect::SqlToken::Kind::word && text == old;
      const bool in_quotes = token.kind == dialect::SqlToken::Kind::quoted &&
                             text.front() == quote && text == dialect::quoted(family_, old);
      if (bare || in_quotes) {
        out += ident(name);
      } else {
        out += text;
      }
    }
  }
  /// Replaces the tokens of `before` wherever all of them stand in a row.
  void replace_tokens(std::string& sql, const std::string& before, const std::string& after) const {
    if (sql.find(before) == sql.npos) return;
    const dialect::SqlSyntax syntax = dialect::syntax_of(to_.database.dialect);
    const auto end_of_row = [&](std::size_t at) {
      for (std::size_t in = 0; in < before.size();) {
        const dialect::SqlToken wanted = dialect::next_token(before, in, syntax);
        const dialect::SqlToken token = dialect::next_token(sql, at, syntax);
        if (token.in(sql) != wanted.in(before)) return sql.npos;
        in = wanted.end;
        at = token.end;
      }
      return at;
    };
    std::string out;
    for (std::size_t at = 0; at < sql.size();) {
      const std::size_t end = end_of_row(at);
      const std::size_t next = dialect::next_token(sql, at, syntax).end;
      out += end == sql.npos ? sql.substr(at, next - at) : after;
      at = end == sql.npos ? next : end;
    }
    sql = std::move(out);
  }
  static void differ(std::string& definition) { definition += " -- renamed"; }

  /// What stands on the object is not what is wanted, whatever its text.
  void differ_users(const Object& object) {
    Database& database = out_.from.database;
    for (const Dependency& dependency : out_.from.dependencies) {
      if (dependency.needs != object) continue;
      const Object& user = dependency.object;
      const auto mark = [&](auto& list, auto of) {
        for (auto& one : list) {
          if (of(one)) differ(one.definition);
        }
      };
      mark(database.views,
           [&](const View& view) { return user.kind == Kind::view && view.name == user.name; });
      mark(database.routines, [&](const Routine& routine) {
        return user.kind == Kind::routine && routine.name == user.name &&
               routine.arguments == user.part;
      });
      mark(database.statistics, [&](const Statistics& statistics) {
        return user.kind == Kind::statistics && statistics.name == user.name;
      });
    }
    // Nothing tells what these stand on.
    if (family_ != dialect::Family::postgresql) {
      for (View& view : database.views) {
        differ(view.definition);
        for (Trigger& trigger : view.triggers) differ(trigger.definition);
      }
    }
    for (Table& table : database.tables) {
      for (Constraint& constraint : table.constraints) {
        if (constraint.referred == object.name) differ(constraint.definition);
      }
    }
  }

  template <class Rename>
  void each_name(const Rename& rename) {
    Database& database = out_.from.database;
    for (Table& table : database.tables) {
      rename(table.name);
      for (Name& parent : table.parents) rename(parent);
      for (Constraint& constraint : table.constraints) {
        if (constraint.referred) rename(*constraint.referred);
      }
    }
    for (Sequence& sequence : database.sequences) {
      if (sequence.owner_table) rename(*sequence.owner_table);
    }
    for (Dependency& dependency : out_.from.dependencies) {
      rename(dependency.object.name);
      rename(dependency.needs.name);
    }
  }

  void rename_table(const Name& old, const Name& name) {
    const Object object{Kind::table, old, {}};
    const std::string what = fmt::format("rename {} to {}", shown(object), name.name);
    if (old.schema != name.schema) {
      say(fmt::format("ALTER TABLE {} SET SCHEMA {}", full(old), ident(name.schema)), what, object);
    }
    if (old.name != name.name) {
      say(fmt::format("ALTER TABLE {} RENAME TO {}", full({name.schema, old.name}),
                      ident(name.name)),
          what, object);
      if (old.schema == name.schema) {
        out_.steps.back().action = {Action::Kind::rename_table, {}, {}, name.name};
      }
    }
    differ_users(object);
    Table& table = *std::ranges::find(out_.from.database.tables, old, &Table::name);
    for (Index& index : table.indexes) {
      if (old.schema != name.schema) differ(index.definition);
      index.definition = renamed(index.definition, old.name, name.name);
    }
    differ_parts(table);
    if (family_ == dialect::Family::postgresql) rename_row_type(old, name);
    if (family_ == dialect::Family::mariadb) rename_numbered(table, old.name, name.name);
    each_name([&](Name& one) {
      if (one == old) one = name;
    });
    std::ranges::sort(out_.from.database.tables, {}, &Table::name);
  }

  /// What has rows of the table as values says so with the new name.
  void rename_row_type(const Name& old, const Name& name) {
    const auto text = [&](std::string& sql) { replace_tokens(sql, full(old), full(name)); };
    Database& database = out_.from.database;
    for (Table& table : database.tables) {
      for (Column& column : table.columns) {
        text(column.type);
        if (column.default_value) text(*column.default_value);
        if (column.generated) text(*column.generated);
      }
    }
    for (CompositeType& type : database.composite_types) {
      for (Attribute& attribute : type.attributes) text(attribute.type);
    }
    for (Domain& domain : database.domains) text(domain.base_type);
    for (Routine& routine : database.routines) text(routine.arguments);
    for (Dependency& dependency : out_.from.dependencies) {
      for (Object* one : {&dependency.object, &dependency.needs}) {
        if (one->kind == Kind::routine) text(one->part);
      }
    }
  }

  static void differ_parts(Table& table) {
    for (Trigger& trigger : table.triggers) differ(trigger.definition);
    for (Rule& rule : table.rules) differ(rule.definition);
    for (Policy& policy : table.policies) {
      if (policy.using_expression) differ(*policy.using_expression);
      if (policy.check_expression) differ(*policy.check_expression);
    }
  }

  void rename_column(const Name& owner, const std::string& old, const std::string& name) {
    Table& table = *std::ranges::find(out_.from.database.tables, owner, &Table::name);
    const Object object{Kind::table, owner, {}};
    say(fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", full(owner), ident(old), ident(name)),
        fmt::format("rename column {}.{} to {}", shown(owner), old, name), object);
    out_.steps.back().action = {Action::Kind::rename_column, old, {}, name};
    differ_users(object);
    differ_parts(table);
    rename_in(table, old, name);
    for (Table& other : out_.from.database.tables) {
      for (Constraint& key : other.constraints) {
        if (key.referred == owner) std::ranges::replace(key.referred_columns, old, name);
      }
    }
    for (Sequence& sequence : out_.from.database.sequences) {
      if (sequence.owner_table == owner && sequence.owner_column == old) {
        sequence.owner_column = name;
      }
    }
    for (Dependency& dependency : out_.from.dependencies) {
      for (Object* one : {&dependency.object, &dependency.needs}) {
        if (one->kind == Kind::default_value && one->name == owner && one->part == old) {
          one->part = name;
        }
      }
    }
    // Tables that inherit it.
    std::vector<Name> children;
    for (const Table& child : out_.from.database.tables) {
      if (std::ranges::find(child.parents, owner) != child.parents.end())
        children.push_back(child.name);
    }
    for (const Name& child : children) {
      Table& below = *std::ranges::find(out_.from.database.tables, child, &Table::name);
      differ_users({Kind::table, child, {}});
      differ_parts(below);
      rename_in(below, old, name);
    }
  }

  void rename_in(Table& table, const std::string& old, const std::string& name) const {
    const auto text = [&](std::string& sql) { sql = renamed(sql, old, name); };
    const auto list = [&](std::vector<std::string>& columns) {
      std::ranges::replace(columns, old, name);
    };
    for (Column& column : table.columns) {
      if (column.name == old) column.name = name;
      if (column.generated) text(*column.generated);
    }
    if (table.partition_key) text(*table.partition_key);
    for (Constraint& constraint : table.constraints) {
      // One of a column of MariaDB has its column's name.
      const bool own = family_ == dialect::Family::mariadb && constraint.kind == "check" &&
                       constraint.columns == std::vector{old};
      if (own) constraint.name = name;
      list(constraint.columns);
      if (constraint.kind == "foreign key") {
        differ(constraint.definition);
      } else {
        text(constraint.definition);
      }
    }
    for (Index& index : table.indexes) {
      text(index.definition);
      list(index.included);
      if (index.condition) text(*index.condition);
      for (IndexElement& element : index.elements) {
        if (element.is_expression) {
          text(element.text);
        } else if (element.text == old) {
          element.text = name;
        }
      }
    }
  }

  void rename_label(const Name& owner, const std::string& old, const std::string& label) {
    Enum& type = *std::ranges::find(out_.from.database.enums, owner, &Enum::name);
    const Object object{Kind::type, owner, {}};
    const auto literal = [&](const std::string& text) {
      return dialect::string_literal(family_, text);
    };
    say(fmt::format("ALTER TYPE {} RENAME VALUE {} TO {}", full(owner), literal(old),
                    literal(label)),
        fmt::format("rename label {} of {} to {}", old, shown(owner), label), object,
        Transaction::before);
    std::ranges::replace(type.labels, old, label);
    const std::string before = literal(old) + "::", after = literal(label) + "::";
    const auto text = [&](std::string& sql) { replace_tokens(sql, before, after); };
    for (Table& table : out_.from.database.tables) {
      for (Column& column : table.columns) {
        if (column.default_value) text(*column.default_value);
        if (column.generated) text(*column.generated);
      }
      for (Constraint& constraint : table.constraints) text(constraint.definition);
      for (Index& index : table.indexes) {
        text(index.definition);
        if (index.condition) text(*index.condition);
        for (IndexElement& element : index.elements) text(element.text);
      }
    }
    for (View& view : out_.from.database.views) text(view.definition);
  }

  /// MariaDB itself renames in foreign keys: they are the same ones.
  void keys_follow() {
    for (Table& table : out_.from.database.tables) {
      for (Constraint& key : table.constraints) {
        if (key.kind == "foreign key") key.definition = dialect::mariadb_foreign_key(key);
      }
    }
  }
  /// Those that MariaDB named after the table get the new name, too: `old_ibfk_1`.
  static void rename_numbered(Table& table, const std::string& old, const std::string& name) {
    const std::string start = old + "_ibfk_";
    for (Constraint& key : table.constraints) {
      const bool numbered = key.kind == "foreign key" && key.name.starts_with(start);
      if (numbered) key.name.replace(0, old.size(), name);
    }
    std::ranges::sort(table.constraints, {}, &Constraint::name);
  }

  /// Indexes and keys that are the same but for their name: nothing is lost either way.
  void keys() {
    std::set<Name> taken = relation_names(out_.from.database);
    for (Table& table : out_.from.database.tables) {
      const Table* other = wanted(table.name);
      if (other == nullptr) continue;
      for (Constraint& constraint : table.constraints) {
        if (constraint.inherited) continue;
        const auto same = [&](const Constraint& made) {
          Constraint named = constraint;
          named.name = made.name;
          return named == made && missing(table.constraints, made.name) &&
                 !(dialect::is_key(made) && taken.contains({table.name.schema, made.name}));
        };
        const auto found = std::ranges::find_if(other->constraints, same);
        if (found == other->constraints.end() || !missing(other->constraints, constraint.name))
          continue;
        say(fmt::format("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", full(table.name),
                        ident(constraint.name), ident(found->name)),
            fmt::format("rename constraint {} of {} to {}", constraint.name, shown(table.name),
                        found->name),
            {Kind::constraint, table.name, constraint.name});
        rename_part(Kind::constraint, table.name, constraint.name, found->name);
        if (dialect::is_key(*found)) taken.insert({table.name.schema, found->name});
        constraint.name = found->name;
      }
      for (Index& index : table.indexes) {
        const auto same = [&](const Index& made) {
          if (taken.contains({table.name.schema, made.name})) return false;
          Index named = index;
          named.name = made.name;
          named.definition = made.definition;
          return named == made && renamed(index.definition, index.name, made.name) ==
                                      renamed(made.definition, made.name, made.name);
        };
        const auto found = std::ranges::find_if(other->indexes, same);
        if (found == other->indexes.end() || !missing(other->indexes, index.name)) continue;
        say(fmt::format("ALTER INDEX {} RENAME TO {}", full({table.name.schema, index.name}),
                        ident(found->name)),
            fmt::format("rename index {} of {} to {}", index.name, shown(table.name), found->name),
            {Kind::index, table.name, index.name});
        rename_part(Kind::index, table.name, index.name, found->name);
        taken.insert({table.name.schema, found->name});
        index = *found;
      }
    }
  }
  template <class List>
  static bool missing(const List& list, std::string_view name) {
    return std::ranges::none_of(list, [&](const auto& one) { return one.name == name; });
  }
  void rename_part(Kind kind, const Name& table, const std::string& old, const std::string& name) {
    for (Dependency& dependency : out_.from.dependencies) {
      for (Object* one : {&dependency.object, &dependency.needs}) {
        if (one->kind == kind && one->name == table && one->part == old) one->part = name;
      }
    }
    // Those of partitions know it by its name.
    for (Table& child : out_.from.database.tables) {
      const Name parent{table.schema, old};
      for (Constraint& constraint : child.constraints) {
        if (constraint.parent == parent) constraint.parent->name = name;
      }
      for (Index& index : child.indexes) {
        if (index.parent == parent) index.parent->name = name;
      }
    }
  }

  const Inspection& to_;
  const Answers& answers_;
  dialect::Family family_;
  Renaming out_;
  std::map<Name, const Table*> wanted_;
  std::vector<Answer> said_;  ///< Renames that were said, then those that were declared.
};

}  // namespace

Renaming rename_shapes(const Inspection& from, const Inspection& to, const Answers& answers) {
  return Renamer(from, to, answers).run();
}

}  // namespace retort::diff
