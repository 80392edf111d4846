// A plan as the body of a migration: Alembic's operations where it has them, else op.execute().
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

/// A literal of Python.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else {
      out += c;
    }
  }
  return out + '"';
}

/// For text that op.execute() takes: it reads `:name` as a parameter.
std::string without_parameters(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool behind_word = i > 0 && (is_word(text[i - 1]) || text[i - 1] == ':');
    const bool before_word = i + 1 < text.size() && is_word(text[i + 1]);
    if (text[i] == ':' && !behind_word && before_word) out += '\\';
    out += text[i];
  }
  return out;
}

/// A literal for each line, so that the layout of the script is no part of the text.
std::string execute_text(std::string_view sql) {
  const std::string text = without_parameters(sql);
  if (text.find('\n') == text.npos) return fmt::format("op.execute({})", quoted(text));
  std::string out = "op.execute(\n";
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    out += "    " + quoted(std::string_view(text).substr(begin, end - begin)) + '\n';
    begin = end;
  }
  return out + ')';
}

std::string indented(std::string_view text) {
  std::string out = "    ";
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "    ";
  }
  return out;
}

/// Empty: Alembic has no operation for it.
std::string operation_text(const Step& step) {
  const std::string table = quoted(step.object.name.name);
  const std::string schema = step.object.name.schema.empty() || step.object.name.schema == "public"
                                 ? std::string()
                                 : ", schema=" + quoted(step.object.name.schema);
  const std::string name = quoted(step.action.name);
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
                         quoted(step.action.type), schema);
    case Action::Kind::rename_table:
      return fmt::format("op.rename_table({}, {}{})", table, quoted(step.action.to), schema);
    case Action::Kind::rename_column:
      return fmt::format("op.alter_column({}, {}, new_column_name={}{})", table, name,
                         quoted(step.action.to), schema);
    case Action::Kind::set_nullable:
      return fmt::format("op.alter_column({}, {}, nullable=True{})", table, name, schema);
    case Action::Kind::set_not_null:
      return fmt::format("op.alter_column({}, {}, nullable=False{})", table, name, schema);
  }
  return {};
}

}  // namespace

void leave_session_alone(Plan& plan) {
  const bool has_functions = std::ranges::any_of(plan.steps, [](const Step& step) {
    return step.object.kind == schema::shape::Kind::routine && step.sql.starts_with("CREATE");
  });
  std::erase_if(plan.steps, [&](const Step& step) {
    if (step.transaction != Transaction::around) return false;
    return !(has_functions && step.sql.starts_with("SET check_function_bodies"));
  });
}

std::string diff_operations(Plan plan) {
  leave_session_alone(plan);
  std::string out;
  bool apart = false;
  for (const Step& step : plan.steps) {
    if (step.destructive) out += fmt::format("# DESTRUCTIVE: {}\n", step.why);
    if (step.transaction == Transaction::before && !apart) {
      out += "with op.get_context().autocommit_block():\n";
    }
    apart = step.transaction == Transaction::before;
    std::string text = operation_text(step);
    if (text.empty()) text = execute_text(step.sql);
    out += (apart ? indented(text) : text) + '\n';
  }
  return out.empty() ? "pass\n" : out;
}

}  // namespace retort::command
