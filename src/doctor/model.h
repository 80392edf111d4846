// The schema that migrations make, as far as it can be known without running them: which tables,
// columns, constraints, indexes, types, sequences and schemas there are after each revision.
//
// All versions of all objects are kept in one Model and never change. A State says which version of
// each object counts: it is a list of numbers, cheap to copy where a history branches. Everything
// has a Presence; `maybe` is what raw SQL or code that cannot be followed may have touched. Belongs
// to one thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dialect/dialect.h"
#include "revision/revision.h"
#include "schema/table.h"

namespace retort::doctor {

enum class Presence : std::uint8_t { no, maybe, yes };

/// Tables, views and the like share one name space.
/// A routine is a function or a procedure.
enum class ObjectKind : std::uint8_t { relation, index, type, sequence, schema, routine, trigger };
std::string_view name_of(ObjectKind kind);

/// The number of a name without regard to case; 0 is the empty name.
using NameId = std::uint32_t;
/// The number of an object's kind, schema and name.
using Key = std::uint32_t;
inline constexpr Key kNoKey = UINT32_MAX;

/// A column or a constraint of a table. Dropped ones stay, with Presence::no.
struct Part {
  NameId name = 0;
  bool is_column = false;
  bool guessed = false;  ///< A constraint that was not given a name: the database makes one up.
  Presence presence = Presence::yes;
  revision::Index writer = revision::kNone;  ///< Who changed it last.
  const schema::Column* column = nullptr;    ///< Null when only the name is known.
  const schema::Constraint* constraint = nullptr;
};

struct Object {
  Presence presence = Presence::yes;
  bool open = false;       ///< It may have parts that are not listed.
  bool external = false;   ///< No migration creates it, but one uses it.
  bool temporary = false;  ///< Gone at the end of the session.
  bool view = false;
  bool guessed = false;  ///< An index that was not given a name: a convention makes it.
  revision::Index writer = revision::kNone;  ///< Who created, dropped or renamed it last.
  std::string name;                          ///< As written.
  std::string schema;
  Key owner = kNoKey;  ///< Of an index or trigger: its table.
  std::vector<Part> parts;
  std::vector<Key> indexes;   ///< Of a table; some may be gone.
  std::vector<Key> triggers;  ///< The same.
  bool replaceable = false;   ///< Of a routine or trigger: OR REPLACE made it, and may do so again.
  const schema::Index* index = nullptr;  ///< Null when only the name is known.
  /// Of an enumeration; empty when they are not known.
  std::vector<std::string> labels;
};

/// What exists at one point of the history.
struct State {
  std::vector<std::uint32_t> versions;  ///< By Key: a version's number plus 1, or 0.
  std::vector<NameId> tainted;  ///< Sorted: names that something mentions that is not followed.
  bool open = false;            ///< Objects may exist that nothing is known of.
  /// Code that is not followed and may have created tables. Empty while there is none, and in an
  /// open state when more than such code made it open.
  std::string doubt;
};

/// Which side of a merge a revision is on.
enum class Side : std::uint8_t { common, left, right };

class Model {
 public:
  /// `dialect` must outlive the model.
  explicit Model(const dialect::Dialect& dialect);

  const dialect::Dialect& dialect() const { return dialect_; }
  bool is_postgresql() const { return dialect_.name() == "postgresql"; }
  bool is_sqlite() const { return dialect_.name() == "sqlite"; }
  bool is_mysql() const { return !is_postgresql() && !is_sqlite(); }

  NameId name_id(std::string_view name);
  const std::string& text(NameId name) const { return *names_[name]; }

  Key key(ObjectKind kind, std::string_view schema, std::string_view name);
  /// The key of an index: databases differ in whether its name is the schema's or the table's.
  Key index_key(std::string_view schema, std::string_view table, std::string_view name);
  Key key_count() const { return static_cast<Key>(keys_.size()); }
  ObjectKind kind_of(Key key) const { return keys_[key].kind; }
  NameId bare_name(Key key) const { return keys_[key].name; }
  /// Keys of the same kind and name in any schema.
  const std::vector<Key>& namesakes(Key key) const { return by_name_[keys_[key].namesakes]; }
  /// `table.column`-like text for messages.
  std::string shown(Key key, const State& state) const;

  /// The version that counts, or null when nothing was ever said of the object.
  const Object* find(const State& state, Key key) const;
  void set(State& state, Key key, Object object);
  std::uint32_t version(const State& state, Key key) const {
    return key < state.versions.size() ? state.versions[key] : 0;
  }
  void set_version(State& state, Key key, std::uint32_t version);

  /// Copies that live as long as the model.
  const schema::Column* keep(schema::Column column);
  const schema::Constraint* keep(schema::Constraint constraint);
  const schema::Index* keep(schema::Index index);

  /// Tables that ever got a foreign key to `target`; whether they have it is to be looked up.
  const std::vector<Key>& referrers(Key target) const;
  void add_referrer(Key target, Key table);
  /// What foreign keys mean by the name is not known any more.
  void forget_referrers(Key target) { referrers_.erase(target); }

  /// Whether the name was mentioned by something that cannot be followed.
  bool is_tainted(const State& state, NameId name) const;
  /// Marks everything called by one of the names as uncertain. `drops`: it may be gone.
  void taint(State& state, std::vector<NameId> names, bool drops);
  /// Nothing is certain any more.
  void forget(State& state) const;

  /// Takes over what `right` has and `left` lacks or has older. `side_of(revision)` tells which
  /// side's own a revision is.
  template <class SideOf>
  void join(State& left, const State& right, const SideOf& side_of) {
    const bool blind = (left.open && left.doubt.empty()) || (right.open && right.doubt.empty());
    if (left.doubt.empty()) left.doubt = right.doubt;
    if (blind) left.doubt.clear();
    left.open = left.open || right.open;
    std::vector<NameId> tainted;
    std::ranges::set_union(left.tainted, right.tainted, std::back_inserter(tainted));
    left.tainted = std::move(tainted);
    for (Key key = 0; key < right.versions.size(); ++key) {
      const std::uint32_t other = right.versions[key];
      const std::uint32_t own = version(left, key);
      if (other == 0 || other == own) continue;
      if (own == 0) {
        set_version(left, key, other);
        continue;
      }
      Object joined = objects_[own - 1];
      join_objects(joined, objects_[other - 1],
                   [&](revision::Index writer) { return side_of(writer); });
      set(left, key, std::move(joined));
    }
  }

 private:
  struct KeyEntry {
    ObjectKind kind;
    NameId name;
    std::uint32_t namesakes;
  };

  static void taint_object(Object& object, const std::vector<NameId>& names, bool drops);

  template <class SideOf>
  static Presence newer(Presence left, revision::Index left_writer, Presence right,
                        revision::Index right_writer, const SideOf& side_of, bool& takes_right) {
    takes_right = false;
    if (left_writer == right_writer) return left;
    const bool left_new = side_of(left_writer) == Side::left;
    const bool right_new = side_of(right_writer) == Side::right;
    if (left_new && right_new) return left == right ? left : Presence::maybe;
    takes_right = right_new;
    return right_new ? right : left;
  }

  template <class SideOf>
  static void join_objects(Object& left, const Object& right, const SideOf& side_of) {
    bool takes_right = false;
    const Presence presence =
        newer(left.presence, left.writer, right.presence, right.writer, side_of, takes_right);
    if (takes_right) {
      left.writer = right.writer;
      left.name = right.name;
      left.owner = right.owner;
      left.index = right.index;
    }
    left.presence = presence;
    left.open = left.open || right.open;
    for (const Part& part : right.parts) {
      Part* mine = find_part(left, part.name, part.is_column);
      if (mine == nullptr) {
        left.parts.push_back(part);
        continue;
      }
      const Presence joined =
          newer(mine->presence, mine->writer, part.presence, part.writer, side_of, takes_right);
      if (takes_right) *mine = part;
      mine->presence = joined;
    }
    for (const Key index : right.indexes) add_index(left, index);
    for (const Key trigger : right.triggers) add_trigger(left, trigger);
  }

 public:
  static Part* find_part(Object& object, NameId name, bool is_column);
  static const Part* find_part(const Object& object, NameId name, bool is_column);
  static void add_index(Object& table, Key index);
  static void add_trigger(Object& table, Key trigger);

 private:
  const dialect::Dialect& dialect_;
  std::unordered_map<std::string_view, NameId> name_ids_;
  std::deque<std::string> texts_;
  std::vector<const std::string*> names_;
  std::unordered_map<std::string, Key> key_ids_;
  std::vector<KeyEntry> keys_;
  std::unordered_map<std::uint64_t, std::uint32_t> namesake_ids_;
  std::vector<std::vector<Key>> by_name_;
  std::unordered_map<Key, std::vector<Key>> referrers_;
  std::deque<Object> objects_;
  std::deque<schema::Column> columns_;
  std::deque<schema::Constraint> constraints_;
  std::deque<schema::Index> indexes_;
};

}  // namespace retort::doctor
