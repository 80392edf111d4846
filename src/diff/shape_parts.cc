// The only outside interface is shape_parts.h.
#include "diff/shape_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>

#include "dialect/postgres_text.h"
#include "dialect/sql_scanner.h"
#include "diff/shape_plan.h"
#include "schema/shape_objects.h"

namespace retort::diff {

using namespace schema::shape;

namespace {

/// Of a table or view.
template <class Relation>
void add_parts(const Relation& made, Parts& out) {
  const auto add = [&](Kind part, const auto& list) {
    for (const auto& one : list) out.emplace(Object{part, made.name, one.name}, &one);
  };
  for (const Column& column : made.columns) {
    if (column.default_value) {
      out.emplace(Object{Kind::default_value, made.name, column.name}, &column);
    }
  }
  add(Kind::index, made.indexes);
  add(Kind::trigger, made.triggers);
  add(Kind::rule, made.rules);
  if constexpr (requires { made.policies; }) {
    add(Kind::constraint, made.constraints);
    add(Kind::policy, made.policies);
  }
}

}  // namespace

Parts parts_of(const Database& database) {
  Parts out;
  each_list(database, [&](Kind kind, const auto& list) {
    for (const auto& one : list) {
      out.emplace(object_of(kind, one), &one);
      if constexpr (requires { one.triggers; }) add_parts(one, out);
    }
  });
  for (const Domain& domain : database.domains) {
    for (const Constraint& check : domain.constraints) {
      out.emplace(Object{Kind::constraint, domain.name, check.name}, &check);
    }
  }
  return out;
}

bool is_part(const Object& object) {
  switch (object.kind) {
    case Kind::default_value:
    case Kind::constraint:
    case Kind::index:
    case Kind::rule:
    case Kind::trigger:
    case Kind::policy:
      return true;
    default:
      return false;
  }
}

bool is_light(Kind kind) {
  switch (kind) {
    case Kind::schema:
    case Kind::extension:
    case Kind::collation:
    case Kind::type:
    case Kind::sequence:
    case Kind::table:
      return false;
    default:
      return true;
  }
}

std::string words_of(const Part& part) {
  return std::visit(
      [](const auto* made) -> std::string {
        using Made = std::remove_cvref_t<decltype(*made)>;
        if constexpr (std::is_same_v<Made, Policy>) {
          return made->using_expression.value_or("") + ' ' + made->check_expression.value_or("");
        } else if constexpr (requires { made->definition; }) {
          return made->definition;
        } else {
          return {};
        }
      },
      part);
}

bool names(std::string_view sql, std::string_view identifier) {
  if (sql.find(identifier) == sql.npos && identifier.find('"') == identifier.npos) return false;
  std::size_t at = 0;
  while (true) {
    const dialect::SqlToken token = dialect::next_token(sql, at, dialect::SqlSyntax::postgresql);
    if (token.kind == dialect::SqlToken::Kind::end) return false;
    at = token.end;
    const std::string_view text = token.in(sql);
    if (token.kind == dialect::SqlToken::Kind::word && text == identifier) return true;
    if (token.kind != dialect::SqlToken::Kind::quoted || text.front() != '"') continue;
    std::string inside;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
      inside += text[i];
      if (text[i] == '"') ++i;
    }
    if (inside == identifier) return true;
  }
}

const Column* column_of(const Table& table, std::string_view name) {
  const auto found = std::ranges::find(table.columns, name, &Column::name);
  return found == table.columns.end() ? nullptr : &*found;
}

std::string ordered_statistics(const std::string& definition) {
  const std::size_t on = definition.find(" ON "), from = definition.rfind(" FROM ");
  if (on == definition.npos || from == definition.npos || from < on) return definition;
  std::vector<std::string> elements(1);
  int depth = 0;
  for (std::size_t i = on + 4; i < from; ++i) {
    const char c = definition[i];
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (c == ',' && depth == 0) {
      elements.emplace_back();
      ++i;  // The blank behind it.
    } else {
      elements.back() += c;
    }
  }
  std::ranges::sort(elements);
  std::string out = definition.substr(0, on + 4);
  for (const std::string& element : elements) {
    if (&element != &elements.front()) out += ", ";
    out += element;
  }
  return out + definition.substr(from);
}

std::string shown(const Object& object) {
  const std::string name = shown(object.name);
  if (object.kind == Kind::routine) return fmt::format("function {}({})", name, object.part);
  if (object.kind == Kind::default_value) return fmt::format("default of {}.{}", name, object.part);
  const std::string_view kind = name_of(object.kind);
  if (is_part(object)) return fmt::format("{} {} of {}", kind, object.part, name);
  return fmt::format("{} {}", kind, name);
}

std::set<Name> relation_names(const Database& database) {
  std::set<Name> out;
  const auto add = [&](const auto& objects) {
    for (const auto& object : objects) out.insert(object.name);
  };
  add(database.tables);
  add(database.views);
  add(database.sequences);
  add(database.composite_types);
  for (const Table& table : database.tables) {
    for (const Index& index : table.indexes) out.insert({table.name.schema, index.name});
    for (const Constraint& constraint : table.constraints) {
      if (dialect::is_key(constraint)) out.insert({table.name.schema, constraint.name});
    }
  }
  return out;
}

Database comparable(Database database) {
  if (database.dialect != "postgresql") return database;
  for (Statistics& statistics : database.statistics) {
    statistics.definition = ordered_statistics(statistics.definition);
  }
  for (Table& table : database.tables) {
    std::ranges::sort(table.columns, {}, &Column::name);
    // They are the parent's, and follow from it.
    std::erase_if(table.constraints, [](const Constraint& constraint) {
      return constraint.inherited && !constraint.parent && constraint.kind == "foreign key";
    });
  }
  return database;
}

}  // namespace retort::diff
