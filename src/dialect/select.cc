// SELECT, in SQLAlchemy's layout: every clause that begins a line has a blank at the end of the
// line before it.
//
// FROM lists are made while printing: the tables that a SELECT names, less those that a statement
// around it has (correlation). Names that a statement makes up are numbered as they are met.

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "dialect/expression.h"
#include "dialect/labels.h"
#include "dialect/quoting.h"
#include "dialect/types.h"
#include "schema/expression_walk.h"

namespace retort::dialect {

using schema::ExprPtr;

/// Anonymous names become `base_1`, `base_2`, ...; the rest of the text stays.
std::string ExpressionWriter::resolved(std::string_view name) {
  std::string result;
  while (true) {
    const std::size_t begin = name.find('\x01');
    if (begin == std::string_view::npos) return result + std::string(name);
    result += name.substr(0, begin);
    // The base may hold an anonymous name itself.
    std::size_t end = begin + 1;
    for (int open = 1; open > 0 && end < name.size(); ++end) {
      if (name[end] == '\x01') ++open;
      if (name[end] == '\x03') --open;
    }
    const std::string_view whole = name.substr(begin, end - begin);
    auto known = anonymous_.find(whole);
    if (known == anonymous_.end()) {
      const std::size_t split = whole.find('\x02');
      const std::string base = resolved(whole.substr(split + 1, whole.size() - split - 2));
      known = anonymous_.emplace(std::string(whole), numbered(base)).first;
    }
    result += known->second;
    name.remove_prefix(end);
  }
}

std::string ExpressionWriter::identifier(std::string_view name) {
  return quote(style_.family, schema::is_anonymous(name) ? resolved(name) : std::string(name));
}

// ---- Columns

std::string ExpressionWriter::select_item(const LabelledColumn& item, bool in_from) {
  const ExprPtr& node = item.expression;
  const auto as = [&](const std::string& text, std::string_view name) {
    return text + " AS " + identifier(name);
  };
  if (const auto* label = std::get_if<schema::Label>(&node->node))
    return as(operand(label->operand, "AS"), label->name);
  const std::string text =
      std::holds_alternative<schema::Select>(node->node) ? write_grouped(node) : write(node);
  if (!item.label.empty()) return as(text, item.label);
  return needs_label(node, in_from, has_boolean(style_.family)) ? as(text, item.fallback) : text;
}

// ---- FROM

std::string ExpressionWriter::table(const schema::TableRef& node, bool with_alias) {
  std::string text = qualify(style_.family, node.schema, node.name);
  if (with_alias && !node.alias.empty()) text += " AS " + identifier(node.alias);
  return text;
}

std::string ExpressionWriter::from_list(const std::vector<ExprPtr>& items) {
  std::string text;
  for (const ExprPtr& item : items) text += (text.empty() ? "" : ", ") + from_item(item);
  return text;
}

std::string ExpressionWriter::from_item(const ExprPtr& item) {
  if (const auto* join = std::get_if<schema::Join>(&item->node)) {
    const std::string_view word = join->full                ? " FULL OUTER JOIN "
                                  : join->outer             ? " LEFT OUTER JOIN "
                                  : is_mysql(style_.family) ? " INNER JOIN "
                                                            : " JOIN ";
    std::string right = from_item(join->right);
    if (std::holds_alternative<schema::Join>(join->right->node)) right = "(" + right + ")";
    const std::string left = from_item(join->left);
    return left + std::string(word) + right + " ON " + condition(join->on);
  }
  if (const auto* subquery = std::get_if<schema::Subquery>(&item->node))
    return hinted(subquery->cte ? common_table(*subquery) : derived_table(*subquery), item);
  if (std::holds_alternative<schema::Select>(item->node))
    return "(" + source(item, {.in_from = true}) + ")";
  return hinted(write(item), item);
}

/// The words of a hint: `%(name)s` is the table's name, `%%` a percent sign.
std::string ExpressionWriter::hint_words(const schema::Hint& hint) {
  constexpr std::string_view kName = "%(name)s";
  std::string words;
  for (std::string_view rest = hint.text; !rest.empty();) {
    if (rest.starts_with(kName)) {
      words += identifier(schema::name_in_from(hint.table).second);
      rest.remove_prefix(kName.size());
      continue;
    }
    words += rest.front();
    rest.remove_prefix(rest.starts_with("%%") ? 2 : 1);
  }
  return words;
}

/// A table with the words of with_hint(): MySQL's behind it, PostgreSQL's ONLY before it.
std::string ExpressionWriter::hinted(std::string text, const ExprPtr& item) {
  if (hints_ == nullptr || style_.family == Family::sqlite) return text;
  for (const schema::Hint& hint : *hints_) {
    if (hint.dialect != "*" && hint.dialect != family_name(style_.family)) continue;
    if (!schema::same_table(hint.table, item)) continue;
    if (is_mysql(style_.family)) return text + " " + hint_words(hint);
    if (hint.text != "ONLY" && hint.text != "only") {
      throw Error(ErrorCode::script, "Unrecognized hint: '" + hint.text + "'")
          .with_hint(
              "PostgreSQL knows the hint ONLY; name the dialect of the others: "
              "with_hint(table, text, \"mysql\").");
    }
    return "ONLY " + text;
  }
  return text;
}

std::string ExpressionWriter::source(const ExprPtr& node, Place place) {
  if (const auto* query = std::get_if<schema::Select>(&node->node)) return select(*query, place);
  if (const auto* rows = std::get_if<schema::Values>(&node->node)) return values_rows(*rows);
  return write(node);
}

std::string ExpressionWriter::values_rows(const schema::Values& node) {
  std::string rows;
  for (const auto& row : node.rows) rows += (rows.empty() ? "VALUES (" : ", (") + list(row) + ")";
  return rows;
}

std::string ExpressionWriter::derived_table(const schema::Subquery& node) {
  const auto* inner = std::get_if<schema::Subquery>(&node.source->node);
  std::string text;
  if (inner != nullptr && inner->cte) {
    text = common_table(*inner);
  } else if (std::holds_alternative<schema::Function>(node.source->node)) {
    text = write(node.source) + node.suffix;
  } else if (std::holds_alternative<schema::TableRef>(node.source->node)) {
    text = write(node.source);
  } else {
    text = "(" + source(node.source, {.in_from = true, .lateral = node.lateral}) + ")";
  }
  if (node.lateral) text.insert(0, "LATERAL ");
  if (!node.alias.empty()) text += " AS " + identifier(node.alias);
  if (node.sample) text += " TABLESAMPLE " + write(node.sample);
  if (node.sample_seed) text += " REPEATABLE (" + write(node.sample_seed) + ")";
  if (node.columns.empty()) return text;
  text += std::holds_alternative<schema::Values>(node.source->node) ? " (" : "(";
  for (std::size_t i = 0; i < node.columns.size(); ++i) {
    if (i > 0) text += ", ";
    text += identifier(node.columns[i]);
    if (i < node.column_types.size()) text += " " + type_text(style_.family, node.column_types[i]);
  }
  return text + ")";
}

/// The name of a CTE; the first time, its text goes to the front of the statement.
std::string ExpressionWriter::common_table(const schema::Subquery& node) {
  const std::string name = identifier(node.alias);
  const auto known = [&](const std::string& open) { return open == name; };
  if (std::ranges::any_of(open_common_tables_, known) ||
      std::ranges::find(common_tables_, name, &CommonTable::name) != common_tables_.end())
    return name;
  open_common_tables_.push_back(name);
  CommonTable made{name, name, node.recursive, node.nesting ? levels_.size() : 0};
  const auto* query = std::get_if<schema::Select>(&node.source->node);
  if (node.recursive && query != nullptr) {
    std::string columns;
    for (const std::string& column : column_names(*query))
      columns += (columns.empty() ? "" : ", ") + identifier(column);
    made.text += "(" + columns + ")";
  } else if (std::holds_alternative<schema::Values>(node.source->node)) {
    std::string columns;
    for (const std::string& column : node.columns)
      columns += (columns.empty() ? "" : ", ") + identifier(column);
    made.text += "(" + columns + ")";
  }
  made.text += " AS " + (node.prefix.empty() ? "" : node.prefix + " ") + "\n(";
  made.text += source(node.source, {.in_from = true}) + ")";
  if (!node.suffix.empty()) made.text += " " + node.suffix + " ";
  open_common_tables_.pop_back();
  common_tables_.push_back(std::move(made));
  return name;
}

void ExpressionWriter::add_common_tables(const std::vector<ExprPtr>& items) {
  for (const ExprPtr& item : items)
    if (const auto* node = std::get_if<schema::Subquery>(&item->node)) common_table(*node);
}

/// `WITH ...` of the CTEs that belong to the level; level 0 takes all that are left.
std::string ExpressionWriter::with_clause(std::size_t level) {
  std::string text;
  bool recursive = false;
  std::erase_if(common_tables_, [&](const CommonTable& one) {
    if (level != 0 && one.level != level) return false;
    recursive = recursive || one.recursive;
    text += (text.empty() ? "" : ", \n") + one.text;
    return true;
  });
  if (text.empty()) return text;
  return (recursive ? "WITH RECURSIVE " : "WITH ") + text + "\n ";
}

// ---- The statement

/// The FROM list without the tables that come from the statements around.
std::vector<ExprPtr> ExpressionWriter::shown_froms(const schema::Select& node, Place place) const {
  std::vector<ExprPtr> froms = schema::froms_of(node);
  if (levels_.empty()) return froms;
  const Level& outer = levels_.back();
  const bool subquery = place.in_from && !place.lateral;
  // A subquery in FROM sees what is around the statement that it is part of, not its neighbours.
  const auto reachable = [&](const ExprPtr& item) {
    return schema::contains_table(outer.around, item) &&
           !(subquery && schema::contains_table(outer.froms, item));
  };
  if (node.correlate) {
    std::erase_if(froms, [&](const ExprPtr& item) {
      return reachable(item) && schema::contains_table(*node.correlate, item);
    });
  } else if (node.correlate_except) {
    std::erase_if(froms, [&](const ExprPtr& item) {
      return reachable(item) && !schema::contains_table(*node.correlate_except, item);
    });
  } else if (!subquery && froms.size() > 1) {
    std::erase_if(froms,
                  [&](const ExprPtr& item) { return schema::contains_table(outer.froms, item); });
    if (froms.empty()) {
      throw Error(ErrorCode::script,
                  "Select statement returned no FROM clauses due to auto-correlation; specify "
                  "correlate(<tables>) to control correlation manually.");
    }
  }
  return froms;
}

std::string ExpressionWriter::affixes(
    const std::vector<std::pair<std::string, std::string>>& affixes) const {
  std::string text;
  for (const auto& [affix, dialect] : affixes) {
    if (!dialect.empty() && dialect != "*" && dialect != family_name(style_.family)) continue;
    text += affix + " ";
  }
  return text;
}

std::string ExpressionWriter::select(const schema::Select& node, Place place) {
  const bool outer = std::exchange(inside_operator_, false);
  const bool top = levels_.empty();
  std::string text = node.compound.empty() ? select_body(node, place) : compound(node, place);
  if (top) {
    text.insert(0, with_clause(0));
  } else if (!place.embedded) {
    text.insert(0, with_clause(levels_.size() + 1));
  }
  inside_operator_ = outer;
  return text;
}

std::string ExpressionWriter::compound(const schema::Select& node, Place place) {
  Level level = levels_.empty() ? Level{} : levels_.back();
  level.columns = &node.columns;
  levels_.push_back(std::move(level));
  add_common_tables(node.ctes);
  std::string text;
  for (const auto& part : node.compound) {
    if (!text.empty()) text += " " + node.compound_op + " ";
    const bool grouped =
        !part->compound.empty() || part->limit || part->offset || !part->order_by.empty();
    // A part in parentheses is a statement of its own.
    const std::string inner =
        select(*part, {.in_from = place.in_from, .lateral = place.lateral, .embedded = true});
    text += grouped ? "(" + inner + ")" : inner;
  }
  const bool qualified = std::exchange(style_.qualify_columns, false);
  text += select_tail(node);
  style_.qualify_columns = qualified;
  levels_.pop_back();
  return text;
}

std::string ExpressionWriter::select_body(const schema::Select& node, Place place) {
  const std::vector<ExprPtr> froms = shown_froms(node, place);
  Level level;
  level.froms = schema::with_joined(froms);
  level.around = level.froms;
  level.columns = &node.columns;
  if (!levels_.empty()) {
    level.around.insert(level.around.end(), levels_.back().around.begin(),
                        levels_.back().around.end());
  }
  levels_.push_back(std::move(level));
  const auto* outer_hints = std::exchange(hints_, nullptr);
  add_common_tables(node.ctes);
  std::string text = "SELECT " + affixes(node.prefixes);
  if (!node.distinct_on.empty() && style_.family == Family::postgresql)
    text += "DISTINCT ON (" + list(node.distinct_on) + ") ";
  else if (node.distinct)
    text += "DISTINCT ";
  std::string columns;
  for (const LabelledColumn& item : labelled_columns(node))
    columns += (columns.empty() ? "" : ", ") + select_item(item, place.in_from);
  if (columns.empty()) text.pop_back();
  text += columns;
  hints_ = &node.hints;
  if (!froms.empty())
    text += " \nFROM " + from_list(froms);
  else if (is_mysql(style_.family) && !node.where.empty())
    text += " FROM DUAL";
  hints_ = nullptr;
  if (!node.where.empty()) {
    const std::string where = junction(false, node.where);
    if (!where.empty()) text += " \nWHERE " + where;
  }
  text += select_tail(node);
  std::string suffixes = affixes(node.suffixes);
  if (!suffixes.empty()) text += " " + suffixes;
  levels_.pop_back();
  hints_ = outer_hints;
  return text;
}

std::string ExpressionWriter::select_tail(const schema::Select& node) {
  std::string text;
  if (!node.group_by.empty()) text += " GROUP BY " + list(node.group_by);
  if (!node.having.empty()) text += " \nHAVING " + junction(false, node.having);
  if (!node.order_by.empty()) text += " ORDER BY " + order_list(node.order_by);
  text += limit(node);
  if (node.for_update) text += for_update(*node.for_update);
  return text;
}

std::string ExpressionWriter::limit(const schema::Select& node) {
  if (!node.limit && !node.offset) return "";
  if (node.fetch && style_.family == Family::postgresql) {
    std::string text;
    if (node.offset) text += "\n OFFSET (" + write(node.offset) + ") ROWS";
    return text + "\n FETCH FIRST (" + write(node.limit) + ") ROWS " +
           (node.with_ties ? "WITH TIES" : "ONLY");
  }
  if (is_mysql(style_.family)) return mysql_limit(node);
  const bool sqlite = style_.family == Family::sqlite;
  std::string text;
  if (node.limit) text = std::string(sqlite ? "\n" : " \n") + " LIMIT " + write(node.limit);
  if (node.offset) {
    if (!node.limit) text = sqlite ? "\n LIMIT -1" : "\n LIMIT ALL";
    text += " OFFSET " + write(node.offset);
  } else if (sqlite) {
    text += " OFFSET 0";
  }
  return text;
}

std::string ExpressionWriter::for_update(const schema::ForUpdate& node) {
  if (style_.family == Family::sqlite) return "";
  if (is_mysql(style_.family))
    return std::string(node.read ? " LOCK IN SHARE MODE" : " FOR UPDATE") +
           (node.nowait ? " NOWAIT" : "") + (node.skip_locked ? " SKIP LOCKED" : "");
  std::string text = node.read ? (node.key_share ? " FOR KEY SHARE" : " FOR SHARE")
                               : (node.key_share ? " FOR NO KEY UPDATE" : " FOR UPDATE");
  std::vector<ExprPtr> tables;
  for (const ExprPtr& item : node.of) {
    const auto* column = std::get_if<schema::ColumnRef>(&item->node);
    ExprPtr table = column != nullptr ? schema::table_of(*column) : item;
    if (table && !schema::contains_table(tables, table)) tables.push_back(std::move(table));
  }
  for (std::size_t i = 0; i < tables.size(); ++i)
    text += (i == 0 ? " OF " : ", ") + identifier(schema::name_in_from(tables[i]).second);
  if (node.nowait) text += " NOWAIT";
  if (node.skip_locked) text += " SKIP LOCKED";
  return text;
}

// ---- Names in ORDER BY and GROUP BY

std::string ExpressionWriter::order_list(const std::vector<ExprPtr>& items) {
  std::string text;
  for (const ExprPtr& item : items) text += (text.empty() ? "" : ", ") + order_item(item);
  return text;
}

/// A label of the SELECT stands for itself, also with DESC and the like behind it.
std::string ExpressionWriter::order_item(const ExprPtr& item) {
  if (const auto* unary = std::get_if<schema::Unary>(&item->node); unary && unary->postfix) {
    const auto* label = std::get_if<schema::Label>(&unary->operand->node);
    const auto* inner = std::get_if<schema::Unary>(&unary->operand->node);
    if (label != nullptr || (inner != nullptr && inner->postfix))
      return order_item(unary->operand) + " " + unary->op;
  }
  if (const auto* label = std::get_if<schema::Label>(&item->node)) {
    const auto is_it = [&](const ExprPtr& column) {
      const auto* known = std::get_if<schema::Label>(&column->node);
      return known != nullptr && known->name == label->name;
    };
    if (!levels_.empty() && levels_.back().columns != nullptr &&
        std::ranges::any_of(*levels_.back().columns, is_it))
      return identifier(label->name);
  }
  return operand(item, ",");
}

std::string ExpressionWriter::name_ref(const schema::NameRef& node) {
  if (levels_.empty() || levels_.back().columns == nullptr) return identifier(node.name);
  const schema::ColumnRef* column = nullptr;
  for (const ExprPtr& item : *levels_.back().columns) {
    const auto* label = std::get_if<schema::Label>(&item->node);
    if (label != nullptr && label->name == node.name) return identifier(node.name);
    const auto* reference = std::get_if<schema::ColumnRef>(&item->node);
    if (column == nullptr && reference != nullptr && reference->name == node.name)
      column = reference;
  }
  return column != nullptr ? this->column(*column) : identifier(node.name);
}

}  // namespace retort::dialect
