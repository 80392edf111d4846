#include "doctor/database_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>

#include "dialect/dialect.h"
#include "doctor/words.h"
#include "inspect/catalog.h"

namespace retort::doctor {
namespace {

using database::text_or_empty;

constexpr std::string_view kBatchPrefix = "_alembic_tmp_";
constexpr std::int64_t kVersionLength = 32;

class DatabaseChecks {
 public:
  DatabaseChecks(const History& history, const DatabaseState& state, Findings& findings)
      : history_(history),
        state_(state),
        findings_(findings),
        catalog_(inspect::open_catalog(*state.connection)) {}

  void run(const LostAndFound& git) {
    const bool versioned = catalog_->has_table(state_.version_schema, state_.version_table);
    tables(versioned);
    if (versioned) {
      version_table();
      rows(git);
    }
    if (state_.connection->dialect_name() == "postgresql") {
      invalid_indexes();
      sequences();
    }
  }

 private:
  std::string version_table_name() const {
    return state_.version_schema.empty() ? state_.version_table
                                         : state_.version_schema + '.' + state_.version_table;
  }

  bool is(std::string_view dialect) const { return state_.connection->dialect_name() == dialect; }

  /// A name for statements.
  std::string quoted(std::string_view schema, std::string_view name) const {
    return dialect::find_dialect(state_.connection->dialect_name())->qualified(schema, name);
  }
  std::string quoted_version_table() const {
    return quoted(state_.version_schema, state_.version_table);
  }

  /// Names of revisions and sequences have no backslashes that MySQL would read.
  static std::string literal(std::string_view text) {
    std::string out(1, '\'');
    for (const char c : text) out.append(c == '\'' ? 2 : 1, c);
    return out + '\'';
  }

  void tables(bool versioned) {
    std::vector<std::string> others = tables_of("");
    const bool own_schema =
        !state_.version_schema.empty() &&
        catalog_->table_names(state_.version_schema) != catalog_->table_names("");
    if (own_schema) {
      // Several services may share a database: in the default schema only what is this one's.
      std::erase_if(others, [&](const std::string& name) { return !is_told_of(name); });
      std::ranges::move(tables_of(state_.version_schema), std::back_inserter(others));
    }
    if (versioned || others.empty()) return;
    Finding& finding = findings_.add(
        "RT504", fmt::format("The database has {} table{} and no version table {}", others.size(),
                             others.size() == 1 ? "" : "s", version_table_name()));
    constexpr std::size_t kShown = 5;
    for (std::size_t at = 0; at < std::min(kShown, others.size()); ++at) {
      finding.evidence.push_back(others[at]);
    }
    finding.repair = "Find out which revision the tables are at, then `retort stamp REVISION`.";
  }

  /// The tables of a schema beside the version table; leftovers of batch mode are told of.
  std::vector<std::string> tables_of(const std::string& schema) {
    const std::string prefix = schema.empty() ? "" : schema + '.';
    std::vector<std::string> out;
    for (const std::string& name : catalog_->table_names(schema)) {
      if (name.starts_with(kBatchPrefix)) {
        const std::string original = prefix + name.substr(kBatchPrefix.size());
        Finding& finding = findings_.add(
            "RT506",
            fmt::format("Table {}{} is left over from a table rebuild that was interrupted", prefix,
                        name));
        finding.evidence.push_back(
            fmt::format("Batch mode rebuilds table {} under this name", original));
        finding.repair =
            fmt::format("Compare it with {}, then DROP TABLE {};", original, quoted(schema, name));
      } else if (name != state_.version_table) {
        out.push_back(prefix + name);
      }
    }
    return out;
  }

  /// Whether a migration has the name in quotes.
  bool is_told_of(const std::string& table) const {
    return std::ranges::any_of(history_.files(), [&](const script::MigrationFile& file) {
      if (file.source == nullptr) return false;
      const std::string& text = file.source->text;
      return text.find('"' + table + '"') != text.npos ||
             text.find('\'' + table + '\'') != text.npos;
    });
  }

  void version_table() {
    for (const schema::ColumnInfo& info :
         catalog_->columns(state_.version_schema, state_.version_table)) {
      if (info.column.name != "version_num") continue;
      const std::optional<std::int64_t> length = info.column.type.length;
      const auto longest = std::ranges::max_element(
          state_.rows, {}, [](const std::string& row) { return row.size(); });
      const bool is_text = length || info.column.type.kind == schema::TypeKind::TEXT ||
                           info.column.type.kind == schema::TypeKind::VARCHAR;
      if (is_text && (!length || *length >= kVersionLength)) return;
      Finding& finding = findings_.add(
          "RT505", is_text
                       ? fmt::format("Column version_num of {} takes {} characters, not {}",
                                     version_table_name(), *length, kVersionLength)
                       : fmt::format("Column version_num of {} is no text", version_table_name()));
      if (longest != state_.rows.end()) {
        finding.evidence.push_back(fmt::format("row: {}", *longest));
      }
      finding.repair = wider_column();
      return;
    }
    findings_.add("RT505", fmt::format("{} has no column version_num", version_table_name()));
  }

  std::string wider_column() const {
    const std::string table = quoted_version_table();
    if (is("postgresql")) {
      return fmt::format("ALTER TABLE {} ALTER COLUMN version_num TYPE VARCHAR({});", table,
                         kVersionLength);
    }
    if (is("sqlite")) return {};
    return fmt::format("ALTER TABLE {} MODIFY version_num VARCHAR({}) NOT NULL;", table,
                       kVersionLength);
  }

  /// All of the equal rows but one.
  std::string delete_of_copies(const std::string& row) const {
    const std::string table = quoted_version_table();
    const std::string id = literal(row);
    if (is("postgresql") || is("sqlite")) {
      const std::string_view place = is("sqlite") ? "rowid" : "ctid";
      return fmt::format(
          "DELETE FROM {0} WHERE version_num = {1} AND {2} <> "
          "(SELECT min({2}) FROM {0} WHERE version_num = {1});",
          table, id, place);
    }
    return fmt::format("DELETE FROM {} WHERE version_num = {} LIMIT {};", table, id,
                       std::ranges::count(state_.rows, row) - 1);
  }

  void rows(const LostAndFound& git) {
    std::set<std::string> seen;
    std::set<std::string> doubled;
    std::vector<Index> known;
    std::vector<std::string> unknown;
    for (const std::string& row : state_.rows) {
      if (!seen.insert(row).second) {
        if (!doubled.insert(row).second) continue;
        Finding& finding = findings_.add(
            "RT505", fmt::format("{} has the row {} more than once", version_table_name(), row));
        finding.revisions = {row};
        finding.repair = delete_of_copies(row);
      } else if (const std::optional<Index> node = history_.find(row)) {
        known.push_back(*node);
      } else {
        unknown.push_back(row);
      }
    }
    const auto lost = git.find(unknown);
    for (const std::string& id : unknown) {
      Finding& finding = findings_.add(
          "RT501", fmt::format("The database is at revision {}, which no file defines", id));
      finding.revisions = {id};
      const auto found = lost.find(id);
      if (found != lost.end()) {
        finding.evidence = evidence_of(found->second.front());
        finding.repair = fmt::format("retort repair restore {}", shell_word(id));
      } else {
        finding.repair = "Find the program that migrated the database: it has the file.";
      }
    }
    overlaps(known);
  }

  void overlaps(const std::vector<Index>& known) {
    std::vector<Index> latest;
    for (const Index node : known) {
      const auto after = std::ranges::find_if(
          known, [&](Index other) { return node != other && history_.is_ancestor(node, other); });
      if (after == known.end()) {
        latest.push_back(node);
        continue;
      }
      Finding& finding = findings_.add(
          "RT503", fmt::format("{} has row {}, which is an ancestor of its row {}",
                               version_table_name(), history_.id(node), history_.id(*after)));
      finding.revisions = {history_.id(node), history_.id(*after)};
      finding.repair = fmt::format("DELETE FROM {} WHERE version_num = {};", quoted_version_table(),
                                   literal(history_.id(node)));
    }
    if (latest.size() < 2 || history_.heads().size() > 1 || history_.bases().size() > 1) return;
    Finding& finding =
        findings_.add("RT502", fmt::format("{} has {} rows, and the history has one head",
                                           version_table_name(), latest.size()));
    finding.revisions = history_.ids(latest);
    finding.evidence.emplace_back("Right only while a merge is not applied yet");
    finding.repair = "retort upgrade head";
  }

  /// What a CREATE INDEX CONCURRENTLY leaves when it fails.
  void invalid_indexes() {
    const database::Result found = state_.connection->execute(
        "SELECT format('%I.%I', n.nspname, i.relname), t.relname FROM pg_index x "
        "JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid "
        "JOIN pg_namespace n ON n.oid = i.relnamespace "
        "WHERE NOT x.indisvalid AND i.relkind = 'i' ORDER BY 1");
    for (const database::Row& row : found.rows) {
      const std::string name = text_or_empty(row[0]);
      Finding& finding = findings_.add(
          "RT506", fmt::format("Index {} of table {} is not valid: building it was interrupted",
                               name, text_or_empty(row[1])));
      finding.evidence.emplace_back("After the repair, run the migration again");
      finding.repair = fmt::format("DROP INDEX CONCURRENTLY {};", name);
    }
  }

  void sequences() {
    const database::Result owned = state_.connection->execute(
        "SELECT format('%I.%I', n.nspname, s.relname), format('%I.%I', tn.nspname, t.relname), "
        "format('%I', a.attname), q.last_value, q.increment_by FROM pg_depend d "
        "JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' "
        "JOIN pg_namespace n ON n.oid = s.relnamespace "
        "JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace tn ON tn.oid = t.relnamespace "
        "JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid "
        "JOIN pg_sequences q ON q.schemaname = n.nspname AND q.sequencename = s.relname "
        "WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass "
        "AND d.deptype IN ('a', 'i') AND has_table_privilege(t.oid, 'SELECT') ORDER BY 2, 3");
    for (const database::Row& row : owned.rows) {
      const std::string table = text_or_empty(row[1]);
      const std::string column = text_or_empty(row[2]);
      if (database::as_integer(row[4]).value_or(1) < 0) continue;
      const database::Result highest =
          state_.connection->execute(fmt::format("SELECT max({}) FROM {}", column, table));
      const std::optional<std::int64_t> most = database::as_integer(highest.rows.front().front());
      const std::int64_t last = database::as_integer(row[3]).value_or(0);
      if (!most || *most <= last) continue;
      Finding& finding =
          findings_.add("RT507", fmt::format("Sequence {} is at {}, and {}.{} goes up to {}",
                                             text_or_empty(row[0]), last, table, column, *most));
      finding.repair = fmt::format("SELECT setval({}, (SELECT max({}) FROM {}));",
                                   literal(text_or_empty(row[0])), column, table);
    }
  }

  const History& history_;
  const DatabaseState& state_;
  Findings& findings_;
  std::unique_ptr<schema::Catalog> catalog_;
};

}  // namespace

void check_database(const History& history, const LostAndFound& git, const DatabaseState& state,
                    Findings& findings) {
  DatabaseChecks(history, state, findings).run(git);
}

}  // namespace retort::doctor
