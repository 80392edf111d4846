// A plan as the body of a migration: Alembic's operations where it has them, else op.execute().
// The search path stays as it is, as the version table may be found by it.
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "command/diff.h"

namespace retort::command {

using diff::Action;
using diff::Plan;
using diff::Step;
using diff::Transaction;

namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// A string literal of Python for op.execute(), which reads `:name` as a parameter.
std::string python_text(std::string_view text) {
  std::string out = "\"\"\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool behind_word = i > 0 && (is_word(text[i - 1]) || text[i - 1] == ':');
    const bool parameter = c == ':' && !behind_word && i + 1 < text.size() && is_word(text[i + 1]);
    if (parameter) out += "\\\\";
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
  return out + "\"\"\"";
}

/// A name as a literal of Python.
std::string name_text(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) {
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
  return out + '"';
}

/// Empty: Alembic has no operation for it.
std::string operation_text(const Step& step) {
  const std::string table = name_text(step.object.name.name);
  const std::string schema = step.object.name.schema.empty() || step.object.name.schema == "public"
                                 ? std::string()
                                 : ", schema=" + name_text(step.object.name.schema);
  const std::string name = name_text(step.action.name);
  switch (step.action.kind) {
    case Action::Kind::none:
      return {};
    case Action::Kind::drop_table:
      return fmt::format("op.drop_table({}{})", table, schema);
    case Action::Kind::drop_column:
      return fmt::format("op.drop_column({}, {}{})", table, name, schema);
    case Action::Kind::drop_index:
      return fmt::format("op.drop_index({}, table_name={}{})", name, table, schema);
    case Action::Kind::drop_constraint:
      return fmt::format("op.drop_constraint({}, {}, type_={}{})", name, table,
                         name_text(step.action.type), schema);
    case Action::Kind::rename_table:
      return fmt::format("op.rename_table({}, {}{})", table, name_text(step.action.to), schema);
    case Action::Kind::rename_column:
      return fmt::format("op.alter_column({}, {}, new_column_name={}{})", table, name,
                         name_text(step.action.to), schema);
    case Action::Kind::set_nullable:
      return fmt::format("op.alter_column({}, {}, nullable=True{})", table, name, schema);
    case Action::Kind::set_not_null:
      return fmt::format("op.alter_column({}, {}, nullable=False{})", table, name, schema);
  }
  return {};
}

}  // namespace

std::string diff_operations(const Plan& plan) {
  std::string out;
  bool apart = false;
  const bool has_functions = std::ranges::any_of(plan.steps, [](const Step& step) {
    return step.object.kind == schema::shape::Kind::routine && step.sql.starts_with("CREATE");
  });
  for (const Step& step : plan.steps) {
    if (step.sql.find("'search_path'") != step.sql.npos &&
        step.transaction == Transaction::around) {
      continue;
    }
    const bool bodies = step.sql.starts_with("SET check_function_bodies");
    if (bodies && !has_functions) continue;
    if (step.destructive) out += fmt::format("# DESTRUCTIVE: {}\n", step.why);
    if (step.transaction == Transaction::before && !apart) {
      out += "with op.get_context().autocommit_block():\n";
    }
    apart = step.transaction == Transaction::before;
    std::string text = operation_text(step);
    if (text.empty()) text = fmt::format("op.execute({})", python_text(step.sql));
    out += fmt::format("{}{}\n", apart ? "    " : "", text);
  }
  return out.empty() ? "pass\n" : out;
}

}  // namespace retort::command
