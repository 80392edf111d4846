// Both shapes become sorted lists of items, which are then read side by side. Only items whose
// texts differ are parsed again, to tell which members of them do.
#include "schema/shape_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "schema/shape_writer.h"

namespace retort::schema::shape {
namespace {

template <class Member>
constexpr bool is_part_list =
    std::is_same_v<Member, std::vector<Constraint>> || std::is_same_v<Member, std::vector<Index>> ||
    std::is_same_v<Member, std::vector<Trigger>> || std::is_same_v<Member, std::vector<Policy>> ||
    std::is_same_v<Member, std::vector<Rule>>;

class Collector {
 public:
  explicit Collector(const Name& without) : without_(without) {}

  template <class Objects>
  void add(std::string_view kind, const Objects& objects) {
    for (const auto& object : objects)
      items_.push_back({std::string(kind), key(object), {}, text(object)});
  }

  void add(const Table& table) {
    if (table.name == without_) return;
    add_head("table", table, true);
    const std::string owner = shown(table.name);
    add_parts("column", owner, table.columns);
    add_constraints(owner, table.constraints);
    add_parts("index", owner, table.indexes);
    add_parts("trigger", owner, table.triggers);
    add_parts("policy", owner, table.policies);
    add_parts("rule", owner, table.rules);
  }

  void add(const View& view) {
    add_head(view.materialized ? "materialized view" : "view", view, false);
    const std::string owner = shown(view.name);
    add_parts("index", owner, view.indexes);
    add_parts("trigger", owner, view.triggers);
    add_parts("rule", owner, view.rules);
  }

  void add(const Sequence& sequence) {
    // A sequence that a column of the version table owns goes with it.
    if (sequence.owner_table == without_) return;
    items_.push_back({"sequence", shown(sequence.name), {}, text(sequence)});
  }

  Items sorted() && {
    std::ranges::sort(items_);
    return std::move(items_);
  }

 private:
  template <class Object>
  static std::string key(const Object& object) {
    std::string out;
    if constexpr (requires { object.name.schema; }) {
      out = shown(object.name);
    } else {
      out = object.name;
    }
    if constexpr (requires { object.arguments; }) out += '(' + object.arguments + ')';
    return out;
  }

  template <class Struct>
  static std::string text(const Struct& value) {
    JsonWriter writer;
    writer.write(value);
    return std::move(writer.text);
  }

  /// The object without its parts.
  template <class Object>
  void add_head(std::string_view kind, const Object& object, bool without_columns) {
    Object head;
    std::apply(
        [&](const auto&... fields) {
          const auto copy = [&](const auto& field) {
            using Member = std::remove_cvref_t<decltype(object.*field.member)>;
            if constexpr (is_part_list<Member>) return;
            if constexpr (std::is_same_v<Member, std::vector<Column>>) {
              if (without_columns) return;
            }
            head.*field.member = object.*field.member;
          };
          (copy(fields), ...);
        },
        Fields<Object>::all);
    items_.push_back({std::string(kind), shown(object.name), {}, text(head)});
  }

  template <class Parts>
  void add_parts(std::string_view kind, const std::string& owner, const Parts& parts) {
    for (const auto& part : parts) {
      items_.push_back({std::string(kind), owner + '.' + part.name, owner, text(part)});
    }
  }

  /// Constraints without a name (SQLite) are told apart by what they say. The columns that a check
  /// names stand in the order of the table's.
  void add_constraints(const std::string& owner, std::vector<Constraint> constraints) {
    for (Constraint& constraint : constraints) {
      if (constraint.kind == "check") std::ranges::sort(constraint.columns);
      const std::string name = constraint.name.empty() ? constraint.definition : constraint.name;
      items_.push_back({"constraint", owner + '.' + name, owner, text(constraint)});
    }
  }

  const Name& without_;
  Items items_;
};

std::string value_text(const nlohmann::json& object, const std::string& key) {
  const auto found = object.find(key);
  if (found == object.end()) return "unset";
  return found->is_string() ? found->get<std::string>() : found->dump();
}

/// Which members differ. A definition says all that the other members do.
std::string difference(const std::string& expected, const std::string& found) {
  const nlohmann::json wanted = nlohmann::json::parse(expected);
  const nlohmann::json is = nlohmann::json::parse(found);
  std::set<std::string> keys;
  for (const auto& [key, value] : wanted.items()) keys.insert(key);
  for (const auto& [key, value] : is.items()) keys.insert(key);
  std::erase_if(keys, [&](const std::string& key) {
    return wanted.contains(key) == is.contains(key) &&
           (!is.contains(key) || wanted[key] == is[key]);
  });
  if (keys.contains("definition")) keys = {"definition"};
  std::string out;
  for (const std::string& key : keys) {
    out += fmt::format("{}{} is {}, not {}", out.empty() ? "" : "; ", key, value_text(is, key),
                       value_text(wanted, key));
  }
  return out;
}

std::string object_of(const Item& item) {
  return item.kind + ' ' + item.name;
}

bool is_of(const Item& item, const std::set<std::string, std::less<>>& whole) {
  return !item.owner.empty() && whole.contains(item.owner);
}

}  // namespace

Items items_of(const Database& database, const Name& without) {
  Collector out(without);
  out.add("schema", database.schemas);
  out.add("extension", database.extensions);
  out.add("collation", database.collations);
  out.add("type", database.enums);
  out.add("type", database.domains);
  out.add("type", database.composite_types);
  out.add("type", database.range_types);
  for (const Sequence& sequence : database.sequences) out.add(sequence);
  for (const Table& table : database.tables) out.add(table);
  for (const View& view : database.views) out.add(view);
  out.add("routine", database.routines);
  out.add("statistics", database.statistics);
  out.add("event", database.events);
  return std::move(out).sorted();
}

std::string_view name_of(Change::Kind kind) {
  if (kind == Change::Kind::missing) return "missing";
  return kind == Change::Kind::extra ? "extra" : "different";
}

std::vector<Change> changes_between(const Items& expected, const Items& found) {
  std::vector<const Item*> gone;
  std::vector<const Item*> added;
  std::vector<Change> out;
  const auto key = [](const Item& item) { return std::tie(item.kind, item.name); };
  std::size_t left = 0;
  std::size_t right = 0;
  while (left < expected.size() || right < found.size()) {
    if (right == found.size() ||
        (left < expected.size() && key(expected[left]) < key(found[right]))) {
      gone.push_back(&expected[left++]);
    } else if (left == expected.size() || key(found[right]) < key(expected[left])) {
      added.push_back(&found[right++]);
    } else {
      const Item& is = found[right++];
      const Item& wanted = expected[left++];
      if (is.text == wanted.text) continue;
      out.push_back({Change::Kind::different, object_of(is), difference(wanted.text, is.text)});
    }
  }
  const auto add_whole = [&](const std::vector<const Item*>& items, Change::Kind kind) {
    std::set<std::string, std::less<>> whole;
    for (const Item* item : items) {
      if (item->owner.empty()) whole.insert(item->name);
    }
    for (const Item* item : items) {
      if (!is_of(*item, whole)) out.push_back({kind, object_of(*item), {}});
    }
  };
  add_whole(gone, Change::Kind::missing);
  add_whole(added, Change::Kind::extra);
  std::ranges::sort(out);
  return out;
}

std::string describe(const Change& change) {
  if (change.kind == Change::Kind::different) return change.object + ": " + change.detail;
  return change.object + (change.kind == Change::Kind::missing ? " is missing" : " is extra");
}

}  // namespace retort::schema::shape
