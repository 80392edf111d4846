// The only outside interface is squash.h.
#include "command/squash.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/overlay_files.h"
#include "command/archive.h"
#include "command/migrate.h"
#include "command/range_renames.h"
#include "command/repair.h"
#include "command/row_comparison.h"
#include "command/schema_source.h"
#include "command/schema_step.h"
#include "command/scratch_session.h"
#include "command/shape_scope.h"
#include "command/squash_range.h"
#include "command/step_file.h"
#include "command/undo_operations.h"
#include "command/undo_revisions.h"
#include "command/verify_rows.h"
#include "dialect/literal.h"
#include "dialect/made_up_rows.h"
#include "inspect/catalog.h"
#include "revision/plan.h"
#include "revision/traversal.h"
#include "runtime/silent_reporter.h"

namespace retort::command {
namespace {

using revision::Index;
using schema::shape::Inspection;

/// How many are made up for each table.
constexpr std::size_t kRows = 3;

/// `replaces = (...)` below down_revision: for people, and for whoever looks for an id.
void name_replaced(std::string& text, const std::vector<std::string>& ids) {
  std::size_t at = text.find("\ndown_revision");
  at = at == text.npos ? text.npos : text.find('\n', at + 1);
  if (at == text.npos) return;
  text.insert(at, fmt::format("\nreplaces = ('{}',)", fmt::join(ids, "', '")));
}

std::string on_one_line(std::string text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t';
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

/// Gives the columns without a type that of their values, so that these can be written as literals:
/// on-line, for which the script was written, parameters need none.
operation::Operation typed_by_values(operation::Operation operation) {
  auto& insert = std::get<operation::BulkInsert>(operation.value);
  for (schema::Column& column : insert.columns) {
    if (column.type.kind != schema::TypeKind::Null) continue;
    for (const auto& row : insert.rows) {
      const auto found = std::ranges::find_if(
          row.values, [&](const auto& value) { return value.first == column.name; });
      if (found == row.values.end()) continue;
      const auto* constant = std::get_if<schema::Constant>(&found->second->node);
      if (constant == nullptr || std::holds_alternative<std::monostate>(constant->value.value)) {
        continue;
      }
      column.type = dialect::type_of_value(constant->value);
      break;
    }
  }
  return operation;
}

std::string statements(std::size_t count) {
  return fmt::format("{} statement{}", count, count == 1 ? "" : "s");
}

class Squasher {
 public:
  Squasher(Session& session, const SquashRequest& request, FileFormat format, Squash& out)
      : session_(session),
        request_(request),
        format_(format),
        out_(out),
        reader_(session, {"database"}, {}) {}

  void run() {
    const revision::Graph& graph = session_.graph();
    range_ = find_squash_range(graph, request_.range);
    out_.replaced = graph.ids(range_.revisions);
    out_.id = out_.replaced.back();
    out_.parents = range_.parents;
    check_archive();
    walk();
    refuse_data();
    write_text();
    list_changes();
    prove();
  }

 private:
  std::unique_ptr<Session> on(const runtime::ScratchDatabase& database, const FileSystem& files) {
    return session_on(session_, database.url(), files, silence_);
  }
  /// A run of its own, as everybody would start it.
  void upgrade_to(const runtime::ScratchDatabase& database, const FileSystem& files,
                  const std::string& target) {
    upgrade(*on(database, files), target, Mode::online);
  }
  Inspection inspect(const runtime::ScratchDatabase& database) {
    return read_scope(*on(database, session_.files()));
  }

  void check_archive() {
    out_.archive = archive_folder(session_, out_.id);
    const auto there = session_.files().list(out_.archive);
    if (there && !there->empty()) {
      throw Error(ErrorCode::command, fmt::format("{} is a squashed migration already: {} is there",
                                                  out_.id, display_path(out_.archive)))
          .with_hint("End the range with a later revision.");
    }
    if (!session_.project().recursive_version_locations) return;
    for (const std::string& location : session_.project().version_locations) {
      if (!out_.archive.starts_with(location + "/")) continue;
      throw Error(
          ErrorCode::config,
          fmt::format("Archived files would be migrations still: {} is read with all of its "
                      "folders",
                      display_path(location)))
          .with_hint(
              "Leave recursive_version_locations out, or put the migrations into a folder "
              "of their own.");
    }
  }

  /// The old history, step by step: schemas before and after, and what changes rows.
  void walk() {
    old_ = reader_.scratch_database();
    out_.place = old_->place();
    {
      const std::unique_ptr<Session> session = on(*old_, session_.files());
      session->keep_sources();
      for (const std::string& parent : out_.parents) upgrade(*session, parent, Mode::online);
      before_ = inspect(*old_);
      const auto catalog = inspect::open_catalog(session->connection(true));
      const std::string& dialect = before_.database.dialect;
      renames_.emplace(dialect, dialect == "postgresql" ? catalog->default_schema() : "");
      for (const Index index : range_.revisions) {
        note_data(*session, *catalog, index);
        upgrade(*session, session_.graph().id(index), Mode::online);
      }
    }
    after_ = inspect(*old_);
    if (!out_.data.empty()) rows_ = rows_of(*old_);
  }

  std::vector<TableRows> rows_of(const runtime::ScratchDatabase& database) {
    return read_rows(*database::connect(database.url()), after_.database);
  }

  void note_data(Session& session, schema::Catalog& catalog, Index index) {
    const Recording found =
        record_operations(session, catalog, index, revision::Operation::upgrade);
    renames_->follow(found.operations);
    const std::string& id = session_.graph().id(index);
    const dialect::Dialect& dialect = session.dialect(Mode::online);
    dialect::RenderContext context;
    context.offline = true;
    for (const operation::Operation& operation : found.operations) {
      const bool rows = std::holds_alternative<operation::BulkInsert>(operation.value);
      const std::string sql = sql_of(operation, dialect.name());
      if (!rows && (sql.empty() || !changes_rows(sql, dialect.name()))) {
        if (!sql.empty() && is_about_rows(sql, dialect.name())) reads_.push_back(id);
        continue;
      }
      const Place place = operation.origin.source == nullptr ? Place{} : place_of(operation.origin);
      const std::string at = place.file.empty() ? id : fmt::format("{}:{}", place.file, place.line);
      if (!rows) {
        out_.data.push_back({id, at, sql});
        continue;
      }
      for (const auto& statement : dialect.render(typed_by_values(operation), context)) {
        out_.data.push_back({id, at, dialect::offline_text(statement)});
      }
    }
  }

  void refuse_data() const {
    if (out_.data.empty()) return;
    const DataStatement& first = out_.data.front();
    const std::string shown = on_one_line(first.sql).substr(0, 80);
    if (!request_.keep_data) {
      throw Error(ErrorCode::command,
                  fmt::format("The range changes rows, with {}; the first one is at {}: {}",
                              statements(out_.data.size()), first.place, shown))
          .with_hint(
              "`--data keep` takes them over, in their order, after the changes of the "
              "schema. Or choose a range without them.");
    }
    for (const DataStatement& statement : out_.data) {
      if (std::ranges::find(reads_, statement.revision) == reads_.end()) continue;
      throw Error(ErrorCode::command,
                  fmt::format("Revision {} reads rows, and what it writes at {} may depend on them",
                              statement.revision, statement.place))
          .with_hint(
              "Such a revision cannot be squashed with its data: choose a range without it.");
    }
  }

  void write_text() {
    const auto have = reader_.scratch_database();
    for (const std::string& parent : out_.parents) upgrade_to(*have, session_.files(), parent);
    const std::unique_ptr<Session> from = on(*have, session_.files());
    const std::unique_ptr<Session> to = on(*old_, session_.files());
    const StepStyle style = format_ == FileFormat::sql ? StepStyle::sql : StepStyle::operations;
    diff::Changes changes = step_between(*from, *to, {}, style, renames_->declared());
    for (const DataStatement& statement : out_.data) {
      changes.emplace_back(diff::StatementRun{statement.sql, ""});
    }
    const revision::RevisionSpec& last = session_.graph()[range_.revisions.back()].spec;
    RevisionDraft draft =
        draft_file(session_, out_.id, out_.parents, request_.message.value_or("squashed"),
                   parent_path(last.path), format_);
    draft.revision.depends_on = range_.depends_on;
    draft.revision.branch_labels = range_.labels;
    out_.path = draft.path;
    out_.text = step_text(
        *from, draft, format_, changes,
        fmt::format(
            "Squashed by Retort: it stands for {}.\nTheir files are in archive/{}; databases "
            "that stand inside of the range are upgraded with them.",
            fmt::join(out_.replaced, ", "), out_.id));
    if (format_ == FileFormat::python) name_replaced(out_.text, out_.replaced);
  }

  void list_changes() {
    for (const Index index : range_.revisions) {
      const revision::RevisionSpec& spec = session_.graph()[index].spec;
      const std::string text = session_.files().read(spec.path);
      out_.changes.push_back({spec.path, text, std::nullopt});
      out_.changes.push_back({join_path(out_.archive, file_name(spec.path)), std::nullopt, text});
    }
    out_.changes.push_back({out_.path, std::nullopt, out_.text});
  }

  void compare(const std::string& what, const Inspection& have, const Inspection& want) {
    for (const std::string& line : shape_differences(have.database, want.database)) {
      out_.differences.push_back(what + ": " + line);
    }
  }
  template <class Use>
  void attempt(const std::string& what, const Use& use) {
    try {
      use();
    } catch (const Error& error) {
      out_.differences.push_back(fmt::format("{}: {}", what, error.message));
    }
  }

  void prove() {
    const OverlayFiles files(session_.files(), out_.changes);
    upgrade_to(*old_, session_.files(), "heads");
    heads_ = inspect(*old_);
    prove_states(files);
    const auto fresh = reader_.scratch_database();
    attempt("from base", [&] {
      upgrade_to(*fresh, files, out_.id);
      compare("from base", inspect(*fresh), after_);
      if (out_.rows) compare_rows(*fresh);
      upgrade_to(*fresh, files, "heads");
      compare("from base to the heads", inspect(*fresh), heads_);
    });
    if (!out_.parents.empty()) prove_rows(files);
    const auto last = reader_.scratch_database();
    out_.downgrade =
        try_downgrade(session_, last->url(), {files, out_.id, out_.parents, before_, {}});
  }

  /// Databases before the range have rows: what the old history makes of them, the new one must,
  /// too. Rows are made up: fewer and plainer ones where the old history refuses them. What two
  /// runs of it make differently does not count.
  void prove_rows(const FileSystem& files) {
    for (const std::size_t rows : {kRows, std::size_t{1}}) {
      try {
        old_rows(rows);
      } catch (const Error& error) {
        if (error.code != ErrorCode::database && error.code != ErrorCode::script) throw;
        out_.row_trial.failure = error.message;
        continue;
      }
      attempt("with rows", [&] {
        const auto fresh = filled_database(rows);
        upgrade_to(*fresh, files, out_.id);
        compare("with rows", inspect(*fresh), after_);
        for (const std::string& line :
             row_differences(rows_of(*fresh), kept_rows_, unsteady_kept_)) {
          out_.differences.push_back("with rows: " + line);
        }
      });
      return;
    }
  }

  void old_rows(std::size_t rows) {
    const auto one = filled_database(rows), other = filled_database(rows);
    upgrade_to(*one, session_.files(), out_.id);
    upgrade_to(*other, session_.files(), out_.id);
    kept_rows_ = rows_of(*one);
    unsteady_kept_ = unsteady_columns(kept_rows_, rows_of(*other));
  }

  /// As it is before the range, with the same rows each time.
  std::unique_ptr<runtime::ScratchDatabase> filled_database(std::size_t rows) {
    auto out = reader_.scratch_database();
    for (const std::string& parent : out_.parents) upgrade_to(*out, session_.files(), parent);
    const auto connection = database::connect(out->url());
    RowTrial trial;
    for (const schema::shape::Table* table : dialect::tables_to_fill(before_.database)) {
      const std::string refusal = fill_table(*connection, before_.database, *table, rows);
      if (refusal.empty()) ++trial.tables;
      if (!refusal.empty()) trial.refused.push_back({shown(table->name), refusal});
    }
    out_.row_trial = std::move(trial);
    return out;
  }

  /// One database goes through the range with the archived files, and to the heads: what it proves
  /// of its first state, it proves of each further one that it comes through and from which the new
  /// history plans the very same steps. Other states, those on branches, are tried one by one.
  void prove_states(const FileSystem& files) {
    const auto inside = reader_.scratch_database();
    std::vector<std::string> steps;
    attempt("from " + out_.replaced.front(), [&] {
      for (const std::string& parent : out_.parents) {
        upgrade_to(*inside, session_.files(), parent);
      }
      upgrade_to(*inside, session_.files(), out_.replaced.front());
      steps = upgrade_through(*inside, files);
      if (!out_.data.empty()) note_unsteady(rows_of(*inside));
      for (std::string& id : upgraded(*inside, files, "heads")) steps.push_back(std::move(id));
      compare("from " + out_.replaced.front(), inspect(*inside), heads_);
    });
    const std::unique_ptr<Session> session = on(*inside, files);
    for (std::size_t at = 0; at < out_.replaced.size(); ++at) {
      const std::string& id = out_.replaced[at];
      if (at > 0 && !comes_through(*session, at, steps)) prove_state(id, files);
      ++out_.states;
    }
  }

  std::vector<std::string> upgraded(const runtime::ScratchDatabase& database,
                                    const FileSystem& files, const std::string& target) {
    const std::unique_ptr<Session> session = on(database, files);
    session->keep_sources();
    const RunReport report = upgrade(*session, target, Mode::online);
    std::vector<std::string> out;
    for (const revision::Step& step : report.plan.steps) {
      out.push_back(session->graph().id(step.revision));
    }
    return out;
  }

  /// To the end of the range, where there is more of it.
  std::vector<std::string> upgrade_through(const runtime::ScratchDatabase& database,
                                           const FileSystem& files) {
    if (out_.replaced.size() == 1) return {};
    return upgraded(database, files, out_.id);
  }

  /// Whether the steps from a database at the revision are what is left of `steps`, and all that
  /// were done before are those that lead to it.
  bool comes_through(Session& session, std::size_t at, const std::vector<std::string>& steps) {
    const std::string& id = out_.replaced[at];
    if (at > steps.size() || steps[at - 1] != id) return false;
    use_archive(session, {id});
    const revision::Graph& graph = session.graph();
    const auto index = graph.find(id);
    if (!index) return false;
    const revision::Marks done = revision::ancestors(graph, {*index}, revision::EdgeKind::real);
    for (std::size_t before = 0; before < at; ++before) {
      const auto earlier = graph.find(out_.replaced[before]);
      const bool last = at + 1 == out_.replaced.size();  // Its database has the squashed one.
      if (!last && (!earlier || done[*earlier] == 0)) return false;
    }
    std::vector<std::string> rest;
    for (const auto& step : revision::plan_upgrade(graph, {id}, "heads").steps) {
      rest.push_back(graph.id(step.revision));
    }
    return std::equal(steps.begin() + static_cast<std::ptrdiff_t>(at), steps.end(), rest.begin(),
                      rest.end());
  }

  void prove_state(const std::string& id, const FileSystem& files) {
    const auto inside = reader_.scratch_database();
    const std::string what = "from " + id;
    attempt(what, [&] {
      for (const std::string& parent : out_.parents) {
        upgrade_to(*inside, session_.files(), parent);
      }
      upgrade_to(*inside, session_.files(), id);
      upgrade_to(*inside, files, "heads");
      compare(what, inspect(*inside), heads_);
    });
  }

  /// `again`: what the statements of the range have made in another run.
  void note_unsteady(const std::vector<TableRows>& again) {
    unsteady_ = unsteady_columns(rows_, again);
    out_.unsteady.assign(unsteady_.begin(), unsteady_.end());
    out_.rows = 0;
    for (const TableRows& table : rows_) *out_.rows += table.rows.size();
  }

  void compare_rows(const runtime::ScratchDatabase& database) {
    for (const std::string& line : row_differences(rows_of(database), rows_, unsteady_)) {
      out_.differences.push_back("from base: " + line);
    }
  }

  Session& session_;
  const SquashRequest& request_;
  FileFormat format_;
  Squash& out_;
  runtime::SilentReporter silence_;
  SchemaReader reader_;
  SquashRange range_;
  std::unique_ptr<runtime::ScratchDatabase> old_;
  Inspection before_;
  Inspection after_;
  Inspection heads_;
  std::vector<TableRows> rows_;       ///< Of the old history at the end of the range.
  std::set<std::string> unsteady_;    ///< Columns that differ in every run.
  std::vector<TableRows> kept_rows_;  ///< What the old history makes of rows before the range.
  std::set<std::string> unsteady_kept_;
  std::optional<RangeRenames> renames_;
  std::vector<std::string> reads_;  ///< Revisions that read rows.
};

}  // namespace

Squash squash(Session& session, const SquashRequest& request, FileFormat format) {
  Squash out;
  Squasher(session, request, format, out).run();
  if (out.proven()) out.backup = write_file_set(out.changes, backup_root(session));
  return out;
}

namespace {

std::string row_trial_text(const RowTrial& trial) {
  std::string out;
  if (!trial.failure.empty()) {
    return fmt::format(
        "Not tried with rows: those that were made up, the old history refuses: {}\n",
        trial.failure);
  }
  if (trial.tables > 0) {
    out = fmt::format("Both leave the same of rows that were made up before the range, in {} {}.\n",
                      trial.tables, trial.tables == 1 ? "table" : "tables");
  }
  for (const RowTrial::Refusal& refusal : trial.refused) {
    out += fmt::format("Not tried with rows of {}, as none could be made up: {}\n", refusal.table,
                       refusal.reason);
  }
  return out;
}

Json row_trial_json(const Squash& squashed) {
  if (squashed.parents.empty()) return {};
  Json refused = Json::array();
  for (const RowTrial::Refusal& refusal : squashed.row_trial.refused) {
    refused.push_back({{"table", refusal.table}, {"reason", refusal.reason}});
  }
  const std::string& failure = squashed.row_trial.failure;
  return {{"tables", squashed.row_trial.tables},
          {"refused", std::move(refused)},
          {"failure", failure.empty() ? Json() : Json(failure)}};
}

}  // namespace

std::string squash_text(const Squash& squashed) {
  std::string out = fmt::format("{} revisions become one: {}.\n", squashed.replaced.size(),
                                fmt::join(squashed.replaced, ", "));
  if (!squashed.data.empty()) {
    out += fmt::format("Taken over, as they change rows: {}.\n", statements(squashed.data.size()));
  }
  if (!squashed.proven()) {
    out += fmt::format("Not proven on {}:\n", squashed.place);
    for (const std::string& line : squashed.differences) out += "  " + line + "\n";
    out += "Nothing was written.\n";
    if (squashed.parents.empty()) return out;
    return out + "A range from base on has no rows before it.\n";
  }
  out += fmt::format(
      "Proven on {}: from base and from each of the {} states, the new history gives the schema of "
      "the old one.\n",
      squashed.place, squashed.states);
  if (squashed.rows) {
    out += fmt::format("On an empty database both make the same rows: {}.\n", *squashed.rows);
    if (!squashed.unsteady.empty()) {
      out += fmt::format("Not compared of them, as every run makes others: {}.\n",
                         fmt::join(squashed.unsteady, ", "));
    }
  }
  if (!squashed.parents.empty()) out += row_trial_text(squashed.row_trial);
  out += downgrade_text(squashed.downgrade);
  out += fmt::format("Written: {}.\nThe old files are in {}.\n", display_path(squashed.path),
                     display_path(squashed.archive));
  return out + "`retort repair undo` takes it back.\n";
}

Json squash_json(const Squash& squashed) {
  Json out = Json::object();
  out["revision"] = squashed.id;
  out["replaces"] = squashed.replaced;
  out["down_revision"] = squashed.parents;
  out["data"] = Json::array();
  for (const DataStatement& one : squashed.data) {
    out["data"].push_back({{"revision", one.revision}, {"place", one.place}, {"sql", one.sql}});
  }
  out["proven"] = squashed.proven();
  out["place"] = squashed.place;
  out["states"] = squashed.states;
  out["differences"] = squashed.differences;
  out["rows"] = squashed.rows ? Json(*squashed.rows) : Json();
  out["unsteady"] = squashed.unsteady;
  out["row_trial"] = row_trial_json(squashed);
  out["downgrade_restores"] = squashed.downgrade.restores;
  const bool written = !squashed.backup.empty();
  out["path"] = written ? Json(display_path(squashed.path)) : Json();
  out["archive"] = written ? Json(display_path(squashed.archive)) : Json();
  return out;
}

}  // namespace retort::command
