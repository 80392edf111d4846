#include "doctor/schema_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace retort::doctor {
namespace {

using namespace schema::shape;

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

bool is_key(const Constraint& constraint) {
  return constraint.kind == "primary key" || constraint.kind == "unique";
}

/// Whether at most one row of the table points to each row that the key refers to.
bool is_unique(const Table& table, const Constraint& key) {
  std::vector<std::string> columns = key.columns;
  std::ranges::sort(columns);
  const auto covers = [&](std::vector<std::string> others) {
    std::ranges::sort(others);
    return !others.empty() && std::ranges::includes(columns, others);
  };
  for (const Constraint& other : table.constraints) {
    if (is_key(other) && covers(other.columns)) return true;
  }
  return std::ranges::any_of(table.indexes, [&](const Index& index) {
    if (!index.unique || index.condition) return false;
    std::vector<std::string> elements;
    for (const IndexElement& element : index.elements) {
      if (element.is_expression) return false;
      elements.push_back(element.text);
    }
    return covers(std::move(elements));
  });
}

/// Whether a row may point to none.
bool is_optional(const Table& table, const Constraint& key) {
  return std::ranges::any_of(table.columns, [&](const Column& column) {
    return !column.not_null && holds(key.columns, column.name);
  });
}

// ---------------------------------------------------------------------------------------------
// Mermaid

/// A word of erDiagram: letters, digits and `-_[]()`, beginning with a letter or `_`.
std::string mermaid_word(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || byte > 127;
    const bool later = (c >= '0' && c <= '9') || c == '[' || c == ']' || c == '(' || c == ')';
    if (!letter && out.empty()) out += '_';
    if (letter || later) {
      out += c;
    } else if (c == ',') {
      out += '-';
    } else if (!out.ends_with('_') && !out.ends_with('-')) {
      out += '_';
    }
  }
  return out.empty() ? "_" : out;
}

std::string mermaid_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"') {
      out += '\'';
    } else if (c == '\\') {
      out += '/';
    } else {
      out += static_cast<unsigned char>(c) < 32 ? ' ' : c;
    }
  }
  return '"' + (out.empty() ? " " : out) + '"';
}

std::string mermaid_keys(const Table& table, const Column& column) {
  std::string out;
  for (const auto& [kind, mark] : {std::pair("primary key", "PK"), std::pair("foreign key", "FK"),
                                   std::pair("unique", "UK")}) {
    const bool is_one = std::ranges::any_of(table.constraints, [&, kind = kind](const auto& one) {
      const bool alone = one.kind != "unique" || one.columns.size() == 1;
      return one.kind == kind && alone && holds(one.columns, column.name);
    });
    if (is_one) out += (out.empty() ? " " : ", ") + std::string(mark);
  }
  return out;
}

std::string mermaid_columns(const Table& table) {
  std::string out;
  for (const Column& column : table.columns) {
    const std::string name = mermaid_word(column.name);
    std::string comment = name == column.name ? "" : column.name;
    if (column.not_null) comment += comment.empty() ? "not null" : ", not null";
    if (column.comment) comment += (comment.empty() ? "" : ": ") + *column.comment;
    out += fmt::format("        {} {}{}{}\n", mermaid_word(column.type), name,
                       mermaid_keys(table, column),
                       comment.empty() ? "" : ' ' + mermaid_text(comment));
  }
  return out;
}

// ---------------------------------------------------------------------------------------------
// The page's data

Json columns_json(const std::vector<Column>& columns, const std::vector<Constraint>& constraints) {
  std::set<std::string_view> keys, pointers;
  for (const Constraint& one : constraints) {
    if (one.kind == "primary key") keys.insert(one.columns.begin(), one.columns.end());
    if (one.kind == "foreign key") pointers.insert(one.columns.begin(), one.columns.end());
  }
  Json out = Json::array();
  for (const Column& column : columns) {
    Json one = {{"name", column.name}, {"type", column.type}};
    if (column.not_null) one["not_null"] = true;
    if (keys.contains(column.name)) one["key"] = true;
    if (pointers.contains(column.name)) one["pointer"] = true;
    if (column.default_value) one["default"] = *column.default_value;
    if (column.generated) one["generated"] = *column.generated;
    if (column.identity) one["identity"] = true;
    if (column.comment) one["comment"] = *column.comment;
    out.push_back(std::move(one));
  }
  return out;
}

class Parts {
 public:
  void add(std::string_view kind, const std::string& name, const std::string& text) {
    list_.push_back({{"kind", kind}, {"name", name}, {"text", text}});
  }
  Json take() { return std::move(list_); }

 private:
  Json list_ = Json::array();
};

std::string policy_text(const Policy& policy) {
  std::string out =
      fmt::format("{} FOR {}", policy.permissive ? "PERMISSIVE" : "RESTRICTIVE", policy.command);
  if (!policy.roles.empty()) out += fmt::format(" TO {}", fmt::join(policy.roles, ", "));
  if (policy.using_expression) out += fmt::format(" USING ({})", *policy.using_expression);
  if (policy.check_expression) out += fmt::format(" WITH CHECK ({})", *policy.check_expression);
  return out;
}

Json table_json(const Table& table) {
  Parts parts;
  for (const Constraint& one : table.constraints) parts.add(one.kind, one.name, one.definition);
  for (const Index& one : table.indexes) parts.add("index", one.name, one.definition);
  for (const Trigger& one : table.triggers) parts.add("trigger", one.name, one.definition);
  for (const Policy& one : table.policies) parts.add("policy", one.name, policy_text(one));
  for (const Rule& one : table.rules) parts.add("rule", one.name, one.definition);
  if (table.partition_key) parts.add("partition by", "", *table.partition_key);
  if (table.bound) parts.add("partition", "", *table.bound);
  return {{"id", shown(table.name)},
          {"schema", table.name.schema},
          {"name", table.name.name},
          {"kind", "table"},
          {"comment", table.comment.value_or("")},
          {"columns", columns_json(table.columns, table.constraints)},
          {"parts", parts.take()}};
}

Json view_json(const View& view) {
  Parts parts;
  for (const Index& one : view.indexes) parts.add("index", one.name, one.definition);
  for (const Trigger& one : view.triggers) parts.add("trigger", one.name, one.definition);
  return {{"id", shown(view.name)},
          {"schema", view.name.schema},
          {"name", view.name.name},
          {"kind", view.materialized ? "materialized view" : "view"},
          {"comment", view.comment.value_or("")},
          {"columns", columns_json(view.columns, {})},
          {"parts", parts.take()},
          {"definition", view.definition}};
}

Json links_json(const Inspection& inspection) {
  const Database& database = inspection.database;
  Json out = Json::array();
  for (const Table& table : database.tables) {
    for (const Constraint& one : table.constraints) {
      if (one.kind != "foreign key" || !one.referred) continue;
      std::string rule;
      for (const auto& [event, action] :
           {std::pair("DELETE", &one.on_delete), std::pair("UPDATE", &one.on_update)}) {
        if (action->empty() || *action == "NO ACTION") continue;
        rule += fmt::format("{}ON {} {}", rule.empty() ? "" : " ", event, *action);
      }
      out.push_back({{"kind", "foreign key"},
                     {"from", shown(table.name)},
                     {"to", shown(*one.referred)},
                     {"columns", one.columns},
                     {"referred_columns", one.referred_columns},
                     {"name", one.name},
                     {"rule", rule},
                     {"many", !is_unique(table, one)},
                     {"optional", is_optional(table, one)}});
    }
    for (const Name& parent : table.parents) {
      out.push_back({{"kind", table.bound ? "partition" : "inherits"},
                     {"from", shown(table.name)},
                     {"to", shown(parent)}});
    }
  }
  std::set<std::pair<Name, Name>> made_from;
  for (const Dependency& one : inspection.dependencies) {
    const bool drawn = one.needs.kind == Kind::table || one.needs.kind == Kind::view;
    if (one.object.kind == Kind::view && drawn && one.object.name != one.needs.name) {
      made_from.emplace(one.object.name, one.needs.name);
    }
  }
  for (const auto& [view, from] : made_from) {
    out.push_back({{"kind", "view"}, {"from", shown(view)}, {"to", shown(from)}});
  }
  return out;
}

Json others_json(const Database& database) {
  Parts parts;
  for (const Extension& one : database.extensions) parts.add("extension", one.name, one.version);
  for (const Enum& one : database.enums) {
    parts.add("enum", shown(one.name), fmt::format("{}", fmt::join(one.labels, "\n")));
  }
  for (const Domain& one : database.domains) {
    std::string text = one.base_type;
    if (one.not_null) text += " NOT NULL";
    if (one.default_value) text += " DEFAULT " + *one.default_value;
    for (const Constraint& check : one.constraints) text += '\n' + check.definition;
    parts.add("domain", shown(one.name), text);
  }
  for (const CompositeType& one : database.composite_types) {
    std::string text;
    for (const Attribute& part : one.attributes) {
      text += fmt::format("{}{} {}", text.empty() ? "" : "\n", part.name, part.type);
    }
    parts.add("type", shown(one.name), text);
  }
  for (const RangeType& one : database.range_types) {
    parts.add("range type", shown(one.name), one.definition);
  }
  for (const Sequence& one : database.sequences) {
    if (!one.owner_table) parts.add("sequence", shown(one.name), one.type);
  }
  for (const Routine& one : database.routines) {
    parts.add(one.kind, fmt::format("{}({})", shown(one.name), one.arguments), one.definition);
  }
  for (const Event& one : database.events) parts.add("event", one.name, one.definition);
  return parts.take();
}

}  // namespace

std::string schema_mermaid(const Database& database) {
  std::string out = "erDiagram\n";
  for (const Table& table : database.tables) {
    const std::string columns = mermaid_columns(table);
    out += fmt::format("    {}", mermaid_text(shown(table.name)));
    out += columns.empty() ? "\n" : fmt::format(" {{\n{}    }}\n", columns);
  }
  for (const Table& table : database.tables) {
    for (const Constraint& one : table.constraints) {
      if (one.kind != "foreign key" || !one.referred) continue;
      const std::string label =
          one.name.empty() ? fmt::format("{}", fmt::join(one.columns, ", ")) : one.name;
      out += fmt::format("    {} {}--{} {} : {}\n", mermaid_text(shown(table.name)),
                         is_unique(table, one) ? "|o" : "}o", is_optional(table, one) ? "o|" : "||",
                         mermaid_text(shown(*one.referred)), mermaid_text(label));
    }
  }
  return out;
}

Json schema_json(const Inspection& inspection) {
  const Database& database = inspection.database;
  Json tables = Json::array();
  for (const Table& table : database.tables) tables.push_back(table_json(table));
  for (const View& view : database.views) tables.push_back(view_json(view));
  return {{"dialect", database.dialect},
          {"tables", std::move(tables)},
          {"links", links_json(inspection)},
          {"others", others_json(database)}};
}

}  // namespace retort::doctor
