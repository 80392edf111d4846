// A value is found in this order: what the database fills itself is left out; a foreign key takes
// a row that is there; a check that names values gives one of them; an enum gives a label; else the
// type and the column's name decide. Attempts differ in the nullable columns (every other row has
// them NULL; attempts 1 and 2: all, none) and in which of the named values is taken.
#include "dialect/made_up_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <set>

#include "dialect/literal.h"
#include "dialect/quoting.h"

namespace retort::dialect {

using namespace schema::shape;

namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Whether the word stands in the SQL outside of its texts.
bool has_word(std::string_view sql, std::string_view word) {
  bool in_text = false;
  const auto is_part = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  };
  for (std::size_t at = 0; at < sql.size(); ++at) {
    if (sql[at] == '\'') in_text = !in_text;
    if (in_text || sql.compare(at, word.size(), word) != 0) continue;
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_part(sql[at - 1])) && (end == sql.size() || !is_part(sql[end])))
      return true;
  }
  return false;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

class RowWriter {
 public:
  RowWriter(const Database& database, const Table& table, std::size_t number, std::size_t attempt)
      : database_(database),
        table_(table),
        family_(family_named(database.dialect)),
        number_(number),
        attempt_(attempt) {
    for (const Constraint& constraint : table.constraints) {
      const bool unique = constraint.kind == "unique" || constraint.kind == "primary key";
      if (unique) unique_.insert(constraint.columns.begin(), constraint.columns.end());
    }
    for (const Index& index : table.indexes) {
      for (const IndexElement& element : index.elements) {
        if (index.unique) unique_.insert(element.text);
      }
    }
  }

  std::string insert() const {
    std::string names;
    std::string values;
    for (const Column& column : table_.columns) {
      const std::optional<std::string> value = value_of(column);
      if (!value) continue;
      names += (names.empty() ? "" : ", ") + identifier(column.name);
      values += (values.empty() ? "" : ", ") + *value;
    }
    const std::string into = "INSERT INTO " + name_of(table_.name);
    if (!names.empty()) return fmt::format("{} ({}) VALUES ({})", into, names, values);
    return into + (is_mysql(family_) ? " () VALUES ()" : " DEFAULT VALUES");
  }

 private:
  std::string identifier(std::string_view name) const { return quoted(family_, name); }
  std::string literal(std::string_view text) const { return string_literal(family_, text); }

  std::string name_of(const Name& name) const {
    return (name.schema.empty() ? "" : identifier(name.schema) + '.') + identifier(name.name);
  }

  /// Nothing: the column is left out.
  std::optional<std::string> value_of(const Column& column) const {
    if (column.generated || column.identity || column.auto_increment) return std::nullopt;
    if (is_row_number(column)) return std::nullopt;
    const bool unique = unique_.contains(column.name);
    if (column.default_value && (!unique || contains(*column.default_value, "("))) {
      return std::nullopt;
    }
    const bool empty = attempt_ == 1 || (attempt_ != 2 && !unique && number_ % 2 == 1);
    if (!column.not_null && !in_primary_key(column) && empty) return "NULL";
    if (const auto referred = referred_value(column)) return referred;
    if (const auto named = checked_value(column)) return named;
    return typed_value(column.type, column.name);
  }

  /// SQLite's INTEGER PRIMARY KEY.
  bool is_row_number(const Column& column) const {
    if (family_ != Family::sqlite || lower(column.type) != "integer") return false;
    return std::ranges::any_of(table_.constraints, [&](const Constraint& constraint) {
      return constraint.kind == "primary key" && constraint.columns.size() == 1 &&
             constraint.columns.front() == column.name;
    });
  }

  bool in_primary_key(const Column& column) const {
    return std::ranges::any_of(table_.constraints, [&](const Constraint& constraint) {
      return constraint.kind == "primary key" &&
             std::ranges::find(constraint.columns, column.name) != constraint.columns.end();
    });
  }

  std::optional<std::string> referred_value(const Column& column) const {
    for (const Constraint& constraint : table_.constraints) {
      if (constraint.kind != "foreign key" || !constraint.referred) continue;
      const auto at = std::ranges::find(constraint.columns, column.name);
      if (at == constraint.columns.end()) continue;
      if (*constraint.referred == table_.name && !column.not_null) return "NULL";
      const auto position = static_cast<std::size_t>(at - constraint.columns.begin());
      if (position >= constraint.referred_columns.size()) continue;
      std::string order;
      for (const std::string& referred : constraint.referred_columns) {
        order += (order.empty() ? "" : ", ") + identifier(referred);
      }
      return fmt::format("(SELECT {} FROM {} ORDER BY {} LIMIT 1 OFFSET {})",
                         identifier(constraint.referred_columns[position]),
                         name_of(*constraint.referred), order, number_);
    }
    return std::nullopt;
  }

  /// One of the texts that a check of this column alone names.
  std::optional<std::string> checked_value(const Column& column) const {
    for (const Constraint& constraint : table_.constraints) {
      if (constraint.kind != "check" || !is_about(constraint, column.name)) continue;
      const std::vector<std::string> texts = texts_in(constraint.definition);
      if (!texts.empty()) return texts[(number_ + attempt_) % texts.size()];
    }
    return std::nullopt;
  }

  /// SQLite does not tell the columns of a check.
  bool is_about(const Constraint& check, const std::string& column) const {
    if (!check.columns.empty()) return check.columns.size() == 1 && check.columns[0] == column;
    const auto named = [&](const Column& one) { return has_word(check.definition, one.name); };
    return has_word(check.definition, column) && std::ranges::count_if(table_.columns, named) == 1;
  }

  static std::vector<std::string> texts_in(const std::string& sql) {
    std::vector<std::string> out;
    for (std::size_t at = sql.find('\''); at != std::string::npos; at = sql.find('\'', at)) {
      std::size_t end = at + 1;
      while (end < sql.size() && (sql[end] != '\'' || sql.compare(end, 2, "''") == 0)) {
        end += sql[end] == '\'' ? 2 : 1;
      }
      if (end >= sql.size()) break;
      out.push_back(sql.substr(at, end + 1 - at));
      at = end + 1;
    }
    return out;
  }

  std::string typed_value(const std::string& type, const std::string& column) const {
    if (type.ends_with("[]")) return "'{}'";
    for (const Enum& known : database_.enums) {
      if (is_named(known.name, type) && !known.labels.empty()) {
        return literal(known.labels[(number_ + attempt_) % known.labels.size()]);
      }
    }
    for (const Domain& known : database_.domains) {
      if (is_named(known.name, type)) return typed_value(known.base_type, column);
    }
    const std::string word = lower(type);
    if (word.starts_with("enum(") || word.starts_with("set(")) {
      const std::vector<std::string> labels = texts_in(type);
      return labels.empty() ? "''" : labels[(number_ + attempt_) % labels.size()];
    }
    if (const auto value = scalar_value(word)) return *value;
    return literal(text_value(word, column));
  }

  static bool is_named(const Name& name, std::string_view type) {
    return type == shown(name) || type == name.name || type == '"' + name.name + '"' ||
           type.ends_with(".\"" + name.name + '"');
  }

  /// Values of types that are no texts; by the first word that fits.
  std::optional<std::string> scalar_value(const std::string& type) const {
    const std::size_t n = number_ + 1;
    if (contains(type, "bool") || type == "tinyint(1)") return boolean(n % 2 == 0);
    if (type.starts_with("interval")) return fmt::format("'{} days'", n);
    if (contains(type, "range")) return "'empty'";
    if (contains(type, "int") && !contains(type, "point")) return std::to_string(n);
    if (contains(type, "serial")) return std::to_string(n);
    if (type == "year") return std::to_string(2000 + n % 50);
    if (contains(type, "numeric") || contains(type, "decimal")) return decimal(type, n);
    if (contains(type, "double") || contains(type, "float") || contains(type, "real")) {
      return fmt::format("{}.5", n);
    }
    if (type == "money") return fmt::format("'{}.50'", n);
    if (contains(type, "timestamp") || contains(type, "datetime")) {
      return fmt::format("'2024-01-{:02} 12:00:00'", 1 + n % 28);
    }
    if (type == "date") return fmt::format("'2024-01-{:02}'", 1 + n % 28);
    if (type.starts_with("time")) return fmt::format("'12:{:02}:00'", n % 60);
    if (contains(type, "uuid")) return fmt::format("'00000000-0000-4000-8000-{:012}'", n);
    if (contains(type, "json")) return "'{}'";
    if (contains(type, "bytea")) return fmt::format("'\\x{:08x}'", n);
    if (contains(type, "blob") || contains(type, "binary")) return fmt::format("x'{:08x}'", n);
    if (type == "inet" || type == "cidr") return fmt::format("'10.0.{}.{}'", n / 250, n % 250);
    if (type.starts_with("macaddr")) return fmt::format("'08:00:2b:01:02:{:02x}'", n % 256);
    if (type == "tsvector" || type == "tsquery") return "'word'";
    if (type == "hstore") return "''";
    if (type == "xml") return "'<a/>'";
    if (type == "point") return fmt::format("'({},0)'", n);
    if (type.starts_with("bit")) return "B'" + std::string(length_of(type).value_or(1), '0') + "'";
    return std::nullopt;
  }

  std::string boolean(bool value) const {
    if (family_ == Family::postgresql) return value ? "true" : "false";
    return value ? "1" : "0";
  }

  /// As large as the type can hold.
  static std::string decimal(const std::string& type, std::size_t n) {
    const std::size_t open = type.find('(');
    if (open == std::string::npos) return fmt::format("{}.5", n);
    std::size_t digits = 0;
    std::size_t scale = 0;
    std::size_t at = open + 1;
    for (; at < type.size() && std::isdigit(static_cast<unsigned char>(type[at])) != 0; ++at) {
      digits = digits * 10 + static_cast<std::size_t>(type[at] - '0');
    }
    for (at = type.find(',', open); at != std::string::npos && ++at < type.size();) {
      if (std::isdigit(static_cast<unsigned char>(type[at])) == 0) break;
      scale = scale * 10 + static_cast<std::size_t>(type[at] - '0');
    }
    if (digits > scale + 2) return std::to_string(n);
    return fmt::format("0.{}", n % 10);
  }

  static std::optional<std::size_t> length_of(const std::string& type) {
    const std::size_t open = type.find('(');
    if (open == std::string::npos) return std::nullopt;
    std::size_t out = 0;
    for (std::size_t at = open + 1; at < type.size(); ++at) {
      if (std::isdigit(static_cast<unsigned char>(type[at])) == 0) break;
      out = out * 10 + static_cast<std::size_t>(type[at] - '0');
    }
    return out;
  }

  std::string text_value(const std::string& type, const std::string& column) const {
    const std::string name = lower(column);
    const std::size_t n = number_ + 1;
    std::string out = fmt::format("{} {}", column, n);
    if (contains(name, "email")) out = fmt::format("user{}@example.com", n);
    if (contains(name, "url") || contains(name, "link")) {
      out = fmt::format("https://example.com/{}", n);
    }
    if (contains(name, "slug")) out = fmt::format("slug-{}", n);
    if (contains(name, "currency")) out = "usd";
    if (contains(name, "country")) out = "DE";
    const std::optional<std::size_t> length = length_of(type);
    if (!length || out.size() <= *length) return out;
    const std::string digits = std::to_string(n);
    if (digits.size() >= *length) return digits.substr(0, *length);
    return out.substr(0, *length - digits.size()) + digits;
  }

  const Database& database_;
  const Table& table_;
  const Family family_;
  const std::size_t number_;
  const std::size_t attempt_;
  std::set<std::string> unique_;  ///< Columns that are part of something unique.
};

void visit(const std::map<Name, const Table*>& tables, const Table& table, std::set<Name>& seen,
           std::vector<const Table*>& out) {
  if (!seen.insert(table.name).second) return;
  for (const Constraint& constraint : table.constraints) {
    if (!constraint.referred) continue;
    const auto found = tables.find(*constraint.referred);
    if (found != tables.end()) visit(tables, *found->second, seen, out);
  }
  if (!table.bound) out.push_back(&table);
}

}  // namespace

std::string made_up_insert(const Database& database, const Table& table, std::size_t number,
                           std::size_t attempt) {
  return RowWriter(database, table, number, attempt).insert();
}

std::vector<const Table*> tables_to_fill(const Database& database) {
  std::map<Name, const Table*> tables;
  for (const Table& table : database.tables) tables.emplace(table.name, &table);
  std::set<Name> seen;
  std::vector<const Table*> out;
  for (const Table& table : database.tables) visit(tables, table, seen, out);
  return out;
}

}  // namespace retort::dialect
