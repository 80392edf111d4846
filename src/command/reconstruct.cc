// The only outside interface is reconstruct.h.
#include "command/reconstruct.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/new_file.h"
#include "base/overlay_files.h"
#include "command/migrate.h"
#include "command/missing_place.h"
#include "command/repeatable_scripts.h"
#include "command/schema_source.h"
#include "command/schema_step.h"
#include "command/shape_scope.h"
#include "command/step_file.h"
#include "command/undo_revisions.h"
#include "command/write_hooks.h"
#include "dialect/recreate.h"
#include "inspect/database.h"
#include "runtime/scratch_database.h"

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
    find_place();
    name_file();
    read_desired();
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
    if (out_.proven()) try_downgrade();
  }

 private:
  void find_place() {
    std::vector<std::string> warnings;
    const doctor::History history(session_.inspect_files(warnings));
    MissingPlace place = find_missing_place(history, request_.id, request_.after);
    out_.id = request_.id;
    out_.parents = std::move(place.parents);
    out_.children = std::move(place.children);
    folder_ = place.child_path.empty() ? "" : parent_path(place.child_path);
  }

  void name_file() {
    draft_ = draft_file(session_, out_.id, out_.parents, request_.message.value_or("reconstructed"),
                        folder_, format_);
    out_.path = draft_.path;
  }

  std::unique_ptr<Session> on(const runtime::ScratchDatabase& database, const FileSystem& files) {
    return session_on(session_, database.url(), files, silence_);
  }
  std::unique_ptr<runtime::ScratchDatabase> another() { return reader_.scratch_database(); }
  OverlayFiles with_file(std::string text, const std::string& suffix = "") const {
    return {session_.files(), {{draft_.path + suffix, std::nullopt, std::move(text)}}};
  }
  OverlayFiles with_stand_in() const {
    return with_file(stand_in(out_.id, out_.parents), format_ == FileFormat::sql ? ".py" : "");
  }

  void read_desired() {
    FoundSchema found = reader_.read(request_.desired);
    desired_ = std::move(found.inspection);
    out_.desired = std::move(found.from);
    out_.notes = std::move(found.notes);
    only_tables_ = found.only_tables;
    keep_schemas(desired_, request_.schemas);
    const auto database = another();
    out_.place = database->place();
    const OverlayFiles files = with_stand_in();
    leave_out_records(desired_, on(*database, files)->settings(Mode::online));
  }

  Inspection inspect(Session& session) const {
    Inspection out = inspect::inspect_database(session.connection(true));
    leave_out_records(out, session.settings(Mode::online));
    keep_schemas(out, request_.schemas);
    return out;
  }

  /// Steps 2 to 4.
  void work_out(RevisionUndo::Way way, StepStyle style, Reconstruction& out) {
    const auto wanted = another(), earlier = another(), proof = another();
    const OverlayFiles files = with_stand_in();
    make_desired(*wanted);
    const std::unique_ptr<Session> want = on(*wanted, files);
    take_back(*want, way, out);
    {
      const std::unique_ptr<Session> have = on(*earlier, files);
      upgrade(*have, out.id, Mode::online);
    }
    const std::unique_ptr<Session> have = on(*earlier, files);
    before_ = inspect(*have);
    diff::Changes changes;
    try {
      changes = step_between(*have, *want, request_.schemas, style);
    } catch (const Error& error) {
      if (error.code != ErrorCode::database) throw;
      out.failure = describe(error);
      return;
    }
    out.text = step_text(*have, draft_, format_, changes, explanation());
    prove(*proof, out);
  }

  void make_desired(const runtime::ScratchDatabase& database) {
    Inspection made = desired_;
    leave_out_repeatable_views(made);
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
  void take_back(Session& session, RevisionUndo::Way way, Reconstruction& out) const {
    const revision::Graph& graph = session.graph();
    std::vector<char> earlier(graph.size(), 0);
    std::vector<revision::Index> open = {*graph.find(out.id)};
    earlier[open.front()] = 1;
    while (!open.empty()) {
      const revision::Index at = open.back();
      open.pop_back();
      for (const revision::Index parent : graph[at].parents) {
        if (std::exchange(earlier[parent], 1) == 0) open.push_back(parent);
      }
    }
    RevisionUndo undo(session);
    for (const revision::Index index : revision::whole_history(graph)) {
      if (earlier[index] != 0) continue;
      undo.undo(index, way);
      out.undone.push_back(graph.id(index));
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

  void prove(const runtime::ScratchDatabase& database, Reconstruction& out) {
    const OverlayFiles files = with_file(out.text);
    try {
      const std::unique_ptr<Session> session = on(database, files);
      out.replayed = upgrade(*session, "heads", Mode::online).plan.steps.size();
    } catch (const Error& error) {
      out.failure = describe(error);
      return;
    }
    const std::unique_ptr<Session> session = on(database, files);
    Inspection got = inspect(*session), want = desired_;
    if (only_tables_) {
      keep_tables(got);
      keep_tables(want);
    }
    out.differences = shape_differences(got.database, want.database);
    out.reordered = reordered_tables(got.database, want.database);
  }

  /// Whether downgrade() of the new file restores what was there before it.
  void try_downgrade() {
    if (out_.parents.size() > 1) {
      out_.downgrade_failure = "it has several parents";
      return;
    }
    const auto database = another();
    const OverlayFiles files = with_file(out_.text);
    try {
      upgrade(*on(*database, files), out_.id, Mode::online);
      const std::string target = out_.parents.empty() ? "base" : out_.parents.front();
      downgrade(*on(*database, files), target, Mode::online, true);
    } catch (const Error& error) {
      out_.downgrade_failure = error.message;
      return;
    }
    const std::unique_ptr<Session> session = on(*database, files);
    const auto left = shape_differences(inspect(*session).database, before_.database);
    out_.restores = left.empty();
    if (!left.empty()) out_.downgrade_failure = fmt::format("{}", fmt::join(left, "; "));
  }

  Session& session_;
  const ReconstructRequest& request_;
  FileFormat format_;
  Reconstruction& out_;
  Silence silence_;
  SchemaReader reader_;
  std::string folder_;
  RevisionDraft draft_;
  Inspection desired_;
  bool only_tables_ = false;
  Inspection before_;
};

}  // namespace

Reconstruction reconstruct(Session& session, const ReconstructRequest& request, FileFormat format,
                           StatusLines& lines) {
  Reconstruction out;
  Reconstructor(session, request, format, out).run();
  if (!out.proven() && (!request.unproven || out.text.empty())) return out;
  if (const std::size_t at = out.text.find(kProven); !out.proven() && at != std::string::npos) {
    out.text.replace(at, kProven.size(), kNotProven);
  }
  Status status(lines, fmt::format("Generating {}", out.path));
  if (!create_file(out.path, out.text)) {
    throw Error(ErrorCode::command, fmt::format("File {} exists already", display_path(out.path)))
        .with_hint("Nothing was written.");
  }
  status.done();
  out.written = true;
  run_write_hooks(session.project().config.post_write_hooks(), out.path, session.reporter(), lines);
  return out;
}

std::string reconstruction_text(const Reconstruction& found) {
  std::string out = fmt::format("Revision {} is missing", found.id);
  if (!found.children.empty())
    out += fmt::format("; {} revises it", fmt::join(found.children, ", "));
  out += fmt::format(
      ".\nIt follows {}.\n",
      found.parents.empty() ? "<base>" : fmt::format("{}", fmt::join(found.parents, ", ")));
  if (!found.undone.empty()) {
    out += fmt::format("Taken back from {}: {}.\n", found.desired, fmt::join(found.undone, ", "));
  }
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
    out += found.restores ? "Its downgrade() restores what was there before it.\n"
                          : fmt::format(
                                "Its downgrade() does not restore what was there before: "
                                "{}.\n",
                                found.downgrade_failure);
    for (const std::string& table : found.reordered) {
      out += fmt::format("The columns of {} come in another order than desired.\n", table);
    }
  }
  if (!found.proven()) {
    for (const std::string& note : found.notes) out += fmt::format("  note: {}\n", note);
    if (!found.written) out += "Nothing was written: --unproven writes it all the same.\n";
  }
  return out;
}

Json reconstruction_json(const Reconstruction& found) {
  Json out = Json::object();
  out["revision"] = found.id;
  out["down_revision"] = found.parents;
  out["revised_by"] = found.children;
  out["undone"] = found.undone;
  out["proven"] = found.proven();
  out["place"] = found.place;
  out["replayed"] = found.replayed;
  out["failure"] = found.failure.empty() ? Json() : Json(found.failure);
  out["differences"] = found.differences;
  out["reordered"] = found.reordered;
  out["notes"] = found.notes;
  out["downgrade_restores"] = found.restores;
  out["downgrade_failure"] =
      found.downgrade_failure.empty() ? Json() : Json(found.downgrade_failure);
  out["path"] = found.written ? Json(found.path) : Json();
  return out;
}

}  // namespace retort::command
