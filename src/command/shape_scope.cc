// The only outside interface is shape_scope.h.
#include "command/shape_scope.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "schema/shape_fields.h"

namespace retort::command {
namespace {

using namespace schema::shape;

constexpr std::string_view kJournalSchema = "retort";

bool is_record(const Name& name, const runtime::Settings& settings) {
  if (name.schema == kJournalSchema || name.name.starts_with("retort_")) return true;
  const bool here =
      settings.version_table_schema.empty() || settings.version_table_schema == name.schema;
  return here && name.name == settings.version_table;
}

/// Every list of objects that are in a schema.
template <class Use>
void each_list(Database& database, const Use& use) {
  use(database.collations);
  use(database.enums);
  use(database.domains);
  use(database.composite_types);
  use(database.range_types);
  use(database.sequences);
  use(database.tables);
  use(database.views);
  use(database.routines);
  use(database.statistics);
}

template <class Drops>
void drop(Inspection& inspection, const Drops& drops) {
  each_list(inspection.database, [&](auto& objects) {
    std::erase_if(objects, [&](const auto& object) { return drops(object.name); });
  });
  std::erase_if(inspection.dependencies, [&](const Dependency& one) {
    return drops(one.object.name) || drops(one.needs.name);
  });
}

std::string shown(const Name& name) {
  return name.schema.empty() ? name.name : name.schema + '.' + name.name;
}
std::string shown(const std::string& name) {
  return name;
}

/// What two structs differ in, by the names of their members, those with plain texts with both.
template <class Struct>
std::string changes(const Struct& have, const Struct& want) {
  std::string out;
  const auto compare = [&](std::string_view name, const auto& left, const auto& right) {
    if (left == right) return;
    out += out.empty() ? "" : ", ";
    using Value = std::decay_t<decltype(left)>;
    if constexpr (std::is_same_v<Value, std::string>) {
      out += fmt::format("{} {} instead of {}", name, left, right);
    } else if constexpr (std::is_same_v<Value, std::optional<std::string>>) {
      out +=
          fmt::format("{} {} instead of {}", name, left.value_or("none"), right.value_or("none"));
    } else if constexpr (std::is_same_v<Value, bool>) {
      out += fmt::format("{} {} instead of {}", name, left, right);
    } else if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
      out += fmt::format("{} ({}) instead of ({})", name, fmt::join(left, ", "),
                         fmt::join(right, ", "));
    } else {
      out += name;
    }
  };
  std::apply(
      [&](const auto&... fields) {
        (compare(fields.name, have.*fields.member, want.*fields.member), ...);
      },
      Fields<Struct>::all);
  return out;
}

class Differences {
 public:
  std::vector<std::string> lines;

  template <class Object, class Describe>
  void compare(const std::string& kind, const std::vector<Object>& have,
               const std::vector<Object>& want, const Describe& describe) {
    std::map<std::string, const Object*> mine;
    for (const Object& object : have) mine.emplace(key(object), &object);
    for (const Object& object : want) {
      const std::string name = key(object);
      const auto found = mine.find(name);
      if (found == mine.end()) {
        lines.push_back(fmt::format("{} {} is missing", kind, name));
        continue;
      }
      if (!(*found->second == object)) describe(kind + ' ' + name, *found->second, object);
      mine.erase(found);
    }
    for (const auto& [name, object] : mine) {
      lines.push_back(fmt::format("{} {} is not wanted", kind, name));
    }
  }
  template <class Object>
  void compare(const std::string& kind, const std::vector<Object>& have,
               const std::vector<Object>& want) {
    compare(kind, have, want,
            [&](const std::string& what, const Object& left, const Object& right) {
              lines.push_back(fmt::format("{}: {}", what, changes(left, right)));
            });
  }

  void compare_tables(const std::vector<Table>& have, const std::vector<Table>& want) {
    compare("table", have, want,
            [&](const std::string& what, const Table& left, const Table& right) {
              const std::string of = " of " + what.substr(what.find(' ') + 1);
              const std::size_t before = lines.size();
              compare_parts("column", of, left.columns, right.columns);
              compare_parts("constraint", of, in_any_order(left.constraints),
                            in_any_order(right.constraints));
              compare_parts("index", of, left.indexes, right.indexes);
              compare_parts("trigger", of, left.triggers, right.triggers);
              compare_parts("policy", of, left.policies, right.policies);
              compare_parts("rule", of, left.rules, right.rules);
              Table rest = left;
              rest.columns = right.columns;
              rest.constraints = right.constraints;
              rest.indexes = right.indexes;
              rest.triggers = right.triggers;
              rest.policies = right.policies;
              rest.rules = right.rules;
              if (rest == right) return;
              lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(before),
                           fmt::format("{}: {}", what, changes(rest, right)));
            });
  }

 private:
  /// The columns that a check names stand in the order of the table's.
  static std::vector<Constraint> in_any_order(std::vector<Constraint> constraints) {
    for (Constraint& constraint : constraints) {
      if (constraint.kind == "check") std::ranges::sort(constraint.columns);
    }
    return constraints;
  }
  template <class Object>
  static std::string key(const Object& object) {
    std::string out = shown(object.name);
    if constexpr (requires { object.arguments; }) out += '(' + object.arguments + ')';
    return out;
  }
  template <class Object>
  void compare_parts(const std::string& kind, const std::string& of,
                     const std::vector<Object>& have, const std::vector<Object>& want) {
    const std::size_t before = lines.size();
    compare(kind, have, want);
    for (std::size_t i = before; i < lines.size(); ++i) {
      const std::size_t name_end = lines[i].find_first_of(" :", kind.size() + 1);
      lines[i].insert(std::min(name_end, lines[i].size()), of);
    }
  }
};

}  // namespace

void leave_out_records(Inspection& inspection, const runtime::Settings& settings) {
  drop(inspection, [&](const Name& name) { return is_record(name, settings); });
  std::erase_if(inspection.database.schemas,
                [](const Schema& schema) { return schema.name == kJournalSchema; });
}

namespace {

/// Objects that are no tables, and that something in these schemas cannot be without.
std::set<Object> needed_elsewhere(const Inspection& inspection,
                                  const std::vector<std::string>& schemas) {
  const auto inside = [&](const Name& name) {
    return std::ranges::find(schemas, name.schema) != schemas.end();
  };
  std::set<Object> out;
  for (bool grows = true; grows;) {
    grows = false;
    for (const auto& [object, needs] : inspection.dependencies) {
      const bool counts = inside(object.name) || out.contains(object);
      if (!counts || inside(needs.name) || needs.kind == Kind::table) continue;
      grows = out.insert(needs).second || grows;
    }
  }
  return out;
}

}  // namespace

void keep_schemas(Inspection& inspection, const std::vector<std::string>& schemas) {
  if (schemas.empty()) return;
  const std::set<Object> needed = needed_elsewhere(inspection, schemas);
  const auto foreign = [&](const Name& name) {
    return std::ranges::find(schemas, name.schema) == schemas.end() &&
           std::ranges::none_of(needed, [&](const Object& one) { return one.name == name; });
  };
  drop(inspection, foreign);
  std::erase_if(inspection.database.schemas, [&](const Schema& schema) {
    return std::ranges::find(schemas, schema.name) == schemas.end() &&
           std::ranges::none_of(needed,
                                [&](const Object& one) { return one.name.schema == schema.name; });
  });
}

std::vector<std::string> shape_differences(const Database& have, const Database& want) {
  Differences out;
  out.compare("schema", have.schemas, want.schemas);
  out.compare("extension", have.extensions, want.extensions);
  out.compare("collation", have.collations, want.collations);
  out.compare("type", have.enums, want.enums);
  out.compare("domain", have.domains, want.domains);
  out.compare("type", have.composite_types, want.composite_types);
  out.compare("type", have.range_types, want.range_types);
  out.compare("sequence", have.sequences, want.sequences);
  out.compare_tables(have.tables, want.tables);
  out.compare("view", have.views, want.views);
  out.compare("routine", have.routines, want.routines);
  out.compare("statistics", have.statistics, want.statistics);
  out.compare("event", have.events, want.events);
  return std::move(out.lines);
}

std::vector<std::string> reordered_tables(const Database& have, const Database& want) {
  const auto names = [](const Table& table) {
    std::vector<std::string> out;
    for (const Column& column : table.columns) out.push_back(column.name);
    return out;
  };
  std::vector<std::string> out;
  for (const Table& table : want.tables) {
    const auto mine = std::ranges::find(have.tables, table.name, &Table::name);
    if (mine == have.tables.end()) continue;
    std::vector<std::string> left = names(*mine), right = names(table);
    if (left == right) continue;
    std::ranges::sort(left);
    std::ranges::sort(right);
    if (left == right) out.push_back(shown(table.name));
  }
  return out;
}

}  // namespace retort::command
