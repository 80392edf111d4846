#include "command/step_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include "base/error.h"
#include "base/file.h"
#include "command/autogenerate.h"
#include "diff/compare.h"
#include "diff/operations.h"
#include "diff/python_body.h"
#include "script/python_schema.h"
#include "script/revision_file.h"
#include "script/sql_template.h"

namespace retort::command {
namespace {

std::string as_comment(const std::string& text) {
  std::string out = "-- ";
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "-- ";
  }
  return out + "\n";
}

/// The way back. MySQL and MariaDB drop no index that a foreign key needs; those of a table that
/// goes go with it.
diff::Changes way_back(const diff::Changes& changes, const dialect::Dialect& dialect) {
  diff::Changes out = diff::reversed(changes);
  if (!dialect::is_mysql(diff::family_of(dialect))) return out;
  std::set<std::pair<std::string, std::string>> gone;
  for (const diff::Change& change : out) {
    const auto* removed = std::get_if<diff::TableRemoved>(&change);
    if (removed != nullptr) gone.emplace(removed->table.schema, removed->table.name);
  }
  for (diff::Change& change : out) {
    auto* table = std::get_if<diff::TableChanged>(&change);
    if (table == nullptr || !gone.contains({table->schema, table->table})) continue;
    std::erase_if(table->changes, [](const diff::TableChange& one) {
      return std::holds_alternative<diff::IndexRemoved>(one);
    });
  }
  std::erase_if(out, [](const diff::Change& change) {
    const auto* table = std::get_if<diff::TableChanged>(&change);
    return table != nullptr && table->changes.empty();
  });
  return out;
}

}  // namespace

RevisionDraft draft_file(Session& session, const std::string& id,
                         const std::vector<std::string>& parents, const std::string& message,
                         const std::string& folder, FileFormat format) {
  const project::Project& project = session.project();
  std::optional<std::string> zone;
  if (const auto option = project.config.option("timezone")) zone = option->value;
  RevisionDraft out;
  out.revision.id = id;
  out.revision.down_revisions = parents;
  out.revision.message = message;
  out.revision.date = script::create_date_now(zone);
  const std::string stem =
      script::revision_file_stem(file_naming(project), id, message, out.revision.date);
  const std::string place =
      folder.empty() ? absolute_path(project.version_locations.front()) : folder;
  out.path = join_path(place, stem).append(format == FileFormat::sql ? ".sql" : ".py");
  if (!path_exists(out.path)) return out;
  throw Error(ErrorCode::command, fmt::format("File {} exists already", display_path(out.path)))
      .with_hint("Give another --message, or move the file away.");
}

std::string step_text(Session& scratch, const RevisionDraft& draft, FileFormat format,
                      const diff::Changes& changes, const std::string& explanation) {
  const dialect::Dialect& dialect = scratch.dialect(Mode::online);
  const diff::Changes back = way_back(changes, dialect);
  if (format == FileFormat::sql) {
    return script::render_sql_revision(
        draft.revision,
        {as_comment(explanation) + sql_body(scratch, changes), sql_body(scratch, back)});
  }
  RevisionDraft explained = draft;
  explained.revision.message = *draft.revision.message + "\n\n" + explanation;
  script::PythonNames names;
  names.exact = true;
  const bool as_batch = dialect.name() == "sqlite";
  script::PythonWriter writer(diff::family_of(dialect), std::move(names));
  const std::string upgrades = diff::python_body(changes, writer, as_batch);
  const std::string downgrades = diff::python_body(back, writer, as_batch);
  return render_python(scratch, explained, false,
                       named_bodies(scratch, upgrades, downgrades, diff::python_imports(writer)));
}

}  // namespace retort::command
