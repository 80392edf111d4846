// The only outside interface is reconstruct.h.
#include "command/reconstruct.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/overlay_files.h"
#include "command/diff.h"
#include "command/migrate.h"
#include "command/missing_place.h"
#include "command/missing_share.h"
#include "command/repeatable_scripts.h"
#include "command/schema_source.h"
#include "command/schema_step.h"
#include "command/scratch_session.h"
#include "command/shape_scope.h"
#include "command/step_file.h"
#include "command/undo_revisions.h"
#include "dialect/recreate.h"
#include "diff/shape_renames.h"
#include "inspect/catalog.h"
#include "inspect/database.h"
#include "revision/traversal.h"
#include "runtime/scratch_database.h"
#include "runtime/silent_reporter.h"

namespace retort::command {
namespace {

using schema::shape::Inspection;

constexpr std::string_view kProven = "Proven: all revisions on an empty database give that schema.";
constexpr std::string_view kNotProven =
    "NOT PROVEN: all revisions on an empty database do not give that schema.";

/// The text of a migration that does nothing, so that the history loads.
std::string stand_in(const std::string& id, const std::vector<std::string>& parents) {
  std::string down = "None";
  if (!parents.empty()) down = fmt::format("('{}',)", fmt::join(parents, "', '"));
  return fmt::format(
      "revision = '{}'\ndown_revision = {}\nbranch_labels = None\ndepends_on = None\n\n\n"
      "def upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n",
      id, down);
}

class Reconstructor {
 public:
  Reconstructor(Session& session, const ReconstructRequest& request, FileFormat format,
                Reconstruction& out)
      : session_(session),
        request_(request),
        format_(format),
        out_(out),
        reader_(session, {request.desired}, request.schema_options) {}

  void run() {
    find_places();
    if (kind_of_schema(request_.desired) == SchemaKind::revision) {
      throw Error(ErrorCode::usage,
                  fmt::format("--desired {}: no revision can be made while others are missing",
                              request_.desired))
          .with_hint("Give `models`, an SQL file or folder, `models-from`, or a database's URL.");
    }
    read_desired();
    share_out();
    using enum StepStyle;
    using Way = RevisionUndo::Way;
    std::vector<std::pair<Way, StepStyle>> attempts = {{Way::inverse, sql}, {Way::downgrade, sql}};
    if (format_ == FileFormat::python) {
      attempts = {{Way::inverse, operations}, {Way::downgrade, operations}, {Way::inverse, sql}};
    }
    std::optional<Reconstruction> best;
    for (const auto& [way, style] : attempts) {
      Reconstruction attempt = out_;
      work_out(way, style, attempt);
      if (!best || attempt.proven()) best = std::move(attempt);
      if (best->proven()) break;
    }
    out_ = std::move(*best);
    if (!out_.proven()) return;
    for (std::size_t at = 0; at < out_.files.size(); ++at) try_downgrade(at);
  }

 private:
  void find_places() {
    std::vector<std::string> warnings;
    const doctor::History history(session_.inspect_files(warnings));
    for (MissingPlace& place : find_missing_places(history, request_.ids, request_.after)) {
      ReconstructedFile file;
      file.id = place.id;
      file.parents = std::move(place.parents);
      file.children = std::move(place.children);
      const std::string folder = place.child_path.empty() ? "" : parent_path(place.child_path);
      drafts_.push_back(draft_file(session_, file.id, file.parents,
                                   request_.message.value_or("reconstructed"), folder, format_));
      file.path = drafts_.back().path;
      out_.files.push_back(std::move(file));
    }
    before_.resize(out_.files.size());
  }

  std::unique_ptr<Session> on(const runtime::ScratchDatabase& database, const FileSystem& files) {
    return session_on(session_, database.url(), files, silence_);
  }
  std::unique_ptr<runtime::ScratchDatabase> another() { return reader_.scratch_database(); }

  /// The project with the files that are worked out, and stand-ins for the others.
  OverlayFiles with_files(const Reconstruction& found) const {
    const std::string suffix = format_ == FileFormat::sql ? ".py" : "";
    std::vector<FileChange> changes;
    for (const ReconstructedFile& file : found.files) {
      if (file.text.empty()) {
        changes.push_back({file.path + suffix, std::nullopt, stand_in(file.id, file.parents)});
      } else {
        changes.push_back({file.path, std::nullopt, file.text});
      }
    }
    return {session_.files(), std::move(changes)};
  }

  void read_desired() {
    FoundSchema found = reader_.read(request_.desired);
    desired_ = std::move(found.inspection);
    out_.desired = std::move(found.from);
    out_.notes = std::move(found.notes);
    only_tables_ = found.only_tables;
    keep_schemas(desired_, request_.schemas);
  }

  void share_out() {
    if (out_.files.size() == 1) return;
    const auto database = another();
    const OverlayFiles files = with_files(out_);
    const std::unique_ptr<Session> session = on(*database, files);
    const auto catalog = inspect::open_catalog(session->connection(true));
    std::vector<std::string> ids;
    for (const ReconstructedFile& file : out_.files) ids.push_back(file.id);
    share_.emplace(*session, *catalog, desired_, ids);
  }

  /// Steps 2 to 4.
  void work_out(RevisionUndo::Way way, StepStyle style, Reconstruction& out) {
    for (std::size_t at = 0; at < out.files.size(); ++at) {
      try {
        work_out(at, way, style, out);
      } catch (const Error& error) {
        if (error.code != ErrorCode::database && error.code != ErrorCode::script) throw;
        out.failure = describe(error);
        return;
      }
    }
    prove(out);
  }

  void work_out(std::size_t at, RevisionUndo::Way way, StepStyle style, Reconstruction& out) {
    const auto wanted = another(), earlier = another();
    out.place = wanted->place();
    const OverlayFiles files = with_files(out);
    make_desired(*wanted, at);
    const std::unique_ptr<Session> want = on(*wanted, files);
    take_back(*want, way, out, at);
    {
      const std::unique_ptr<Session> have = on(*earlier, files);
      upgrade(*have, out.files[at].id, Mode::online);
    }
    const std::unique_ptr<Session> have = on(*earlier, files);
    before_[at] = read_scope(*have, request_.schemas);
    const std::vector<std::string> renames = declared_renames(session_);
    note_renames(read_scope(*want, request_.schemas), renames, out, at);
    const diff::Changes changes = step_between(*have, *want, request_.schemas, style, renames);
    out.files[at].text = step_text(*have, drafts_[at], format_, changes, explanation());
  }

  /// What may have been renamed, and nobody says so, is dropped and added: without its rows.
  void note_renames(const Inspection& wanted, const std::vector<std::string>& renames,
                    Reconstruction& out, std::size_t at) const {
    diff::Answers answers;
    answers.declared = renames;
    for (const diff::PossibleRename& rename :
         diff::rename_shapes(before_[at], wanted, answers).open) {
      out.possible_renames.push_back(fmt::format(
          "{} drops {} {} and adds {}. If it was renamed, say so in `renames` of the configuration "
          "({} = {}), and run again",
          out.files[at].id, rename.kind, rename.from, rename.to, rename.from, rename.to));
    }
  }

  void make_desired(const runtime::ScratchDatabase& database, std::size_t at) {
    Inspection made = desired_;
    leave_out_repeatable_views(made);
    if (share_) share_->leave_out_later(made, at);
    const auto connection = database::connect(database.url());
    for (const std::string& statement : dialect::recreate(made)) connection->execute(statement);
  }

  /// They follow the migrations, and are none's work.
  void leave_out_repeatable_views(Inspection& inspection) {
    for (const RepeatableScript& script :
         repeatable_scripts(session_, inspection.database.dialect)) {
      for (const std::string& name : script.makes) {
        std::erase_if(inspection.database.views,
                      [&](const auto& view) { return view.name.name == name; });
        std::erase_if(inspection.dependencies, [&](const auto& one) {
          return one.object.kind == schema::shape::Kind::view && one.object.name.name == name;
        });
      }
    }
  }

  /// Everything but what the missing revision follows.
  void take_back(Session& session, RevisionUndo::Way way, Reconstruction& out,
                 std::size_t at) const {
    const revision::Graph& graph = session.graph();
    ReconstructedFile& file = out.files[at];
    const revision::Marks earlier =
        revision::ancestors(graph, {*graph.find(file.id)}, revision::EdgeKind::real);
    RevisionUndo undo(session);
    for (const revision::Index index : revision::whole_history(graph)) {
      if (earlier[index] != 0) continue;
      undo.undo(index, way);
      const bool stands_in = std::ranges::any_of(out.files, [&](const ReconstructedFile& other) {
        return other.id == graph.id(index) && other.text.empty();
      });
      if (!stands_in) file.undone.push_back(graph.id(index));
    }
    const auto& notes = undo.notes();
    out.notes.insert(out.notes.end(), notes.begin(), notes.end());
  }

  std::string explanation() const {
    return fmt::format(
        "Reconstructed by Retort from {}: what must be there before the revisions that follow.\n"
        "{}",
        out_.desired.find("://") == std::string::npos ? out_.desired : "a database", kProven);
  }

  void prove(Reconstruction& out) {
    const auto database = another();
    const OverlayFiles files = with_files(out);
    try {
      const std::unique_ptr<Session> session = on(*database, files);
      out.replayed = upgrade(*session, "heads", Mode::online).plan.steps.size();
    } catch (const Error& error) {
      out.failure = describe(error);
      return;
    }
    const std::unique_ptr<Session> session = on(*database, files);
    Inspection got = read_scope(*session, request_.schemas), want = desired_;
    if (only_tables_) {
      keep_tables(got);
      keep_tables(want);
    }
    out.differences = shape_differences(got.database, want.database);
    out.reordered = reordered_tables(got.database, want.database);
  }

  /// Whether downgrade() of a new file restores what was there before it.
  void try_downgrade(std::size_t at) {
    ReconstructedFile& file = out_.files[at];
    const auto database = another();
    const OverlayFiles files = with_files(out_);
    file.downgrade = command::try_downgrade(
        session_, database->url(), {files, file.id, file.parents, before_[at], request_.schemas});
  }

  Session& session_;
  const ReconstructRequest& request_;
  FileFormat format_;
  Reconstruction& out_;
  runtime::SilentReporter silence_;
  SchemaReader reader_;
  std::vector<RevisionDraft> drafts_;  ///< One for each of the missing.
  std::vector<Inspection> before_;     ///< What is there before each.
  Inspection desired_;
  bool only_tables_ = false;
  std::optional<MissingShare> share_;  ///< Unset where one is missing only.
};

/// All of them, or none.
void write_files(Session& session, const Reconstruction& found, StatusLines& lines) {
  for (const ReconstructedFile& file : found.files) {
    if (!path_exists(file.path)) continue;
    throw Error(ErrorCode::command, fmt::format("File {} exists already", display_path(file.path)))
        .with_hint("Nothing was written.");
  }
  for (const ReconstructedFile& file : found.files) {
    write_file(
        session, file.path, [&] { return file.text; }, lines);
  }
}

std::string place_text(const Reconstruction& found, const ReconstructedFile& file) {
  std::string out = fmt::format("Revision {} is missing", file.id);
  if (!file.children.empty()) out += fmt::format("; {} revises it", fmt::join(file.children, ", "));
  out += fmt::format(".\nIt follows {}.\n", file.parents.empty()
                                                ? "<base>"
                                                : fmt::format("{}", fmt::join(file.parents, ", ")));
  if (!file.undone.empty()) {
    out += fmt::format("Taken back from {}: {}.\n", found.desired, fmt::join(file.undone, ", "));
  }
  return out;
}

}  // namespace

Reconstruction reconstruct(Session& session, const ReconstructRequest& request, FileFormat format,
                           StatusLines& lines) {
  Reconstruction out;
  Reconstructor(session, request, format, out).run();
  const bool whole = std::ranges::none_of(
      out.files, [](const ReconstructedFile& file) { return file.text.empty(); });
  if (!out.proven() && (!request.unproven || !whole)) return out;
  for (ReconstructedFile& file : out.files) {
    const std::size_t at = file.text.find(kProven);
    if (!out.proven() && at != std::string::npos) file.text.replace(at, kProven.size(), kNotProven);
  }
  write_files(session, out, lines);
  out.written = true;
  return out;
}

std::string reconstruction_text(const Reconstruction& found) {
  std::string out;
  for (const ReconstructedFile& file : found.files) out += place_text(found, file);
  if (!found.failure.empty()) {
    out += fmt::format("Not proven: the history does not replay on {}.\n{}", found.place,
                       found.failure);
  } else if (!found.differences.empty()) {
    out += fmt::format("Not proven: {} revisions on {} give another schema than the desired one:\n",
                       found.replayed, found.place);
    for (const std::string& line : found.differences) out += "  " + line + "\n";
  } else {
    out += fmt::format("Proven on {}: {} revisions on an empty database give the desired schema.\n",
                       found.place, found.replayed);
    for (const ReconstructedFile& file : found.files) {
      out += downgrade_text(file.downgrade, found.files.size() == 1 ? "" : file.id);
    }
    for (const std::string& table : found.reordered) {
      out += fmt::format("The columns of {} come in another order than desired.\n", table);
    }
    for (const std::string& line : found.possible_renames) out += line + ".\n";
  }
  if (!found.proven()) {
    for (const std::string& note : found.notes) out += fmt::format("  note: {}\n", note);
    if (!found.written) out += "Nothing was written: --unproven writes it all the same.\n";
  }
  return out;
}

Json reconstruction_json(const Reconstruction& found) {
  Json out = Json::object();
  Json revisions = Json::array();
  for (const ReconstructedFile& file : found.files) {
    Json one = Json::object();
    one["revision"] = file.id;
    one["down_revision"] = file.parents;
    one["revised_by"] = file.children;
    one["undone"] = file.undone;
    one["downgrade_restores"] = file.downgrade.restores;
    one["downgrade_failure"] =
        file.downgrade.failure.empty() ? Json() : Json(file.downgrade.failure);
    one["path"] = found.written ? Json(file.path) : Json();
    revisions.push_back(std::move(one));
  }
  out["revisions"] = std::move(revisions);
  out["proven"] = found.proven();
  out["place"] = found.place;
  out["replayed"] = found.replayed;
  out["failure"] = found.failure.empty() ? Json() : Json(found.failure);
  out["differences"] = found.differences;
  out["reordered"] = found.reordered;
  out["possible_renames"] = found.possible_renames;
  out["notes"] = found.notes;
  return out;
}

}  // namespace retort::command
