// give_new_id() of repair.h: a revision gets another id, and those that follow it are re-pointed.
//
// Where one file has the id, all that name it are re-pointed. Where several have it, a child could
// mean each of them. Dates decide as far as they can: a child that is older than the file that
// keeps the id cannot have been written for it. All others stay, as they are the ones that run
// after it today.
#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "doctor/repair.h"

namespace retort::doctor {
namespace {

using script::MigrationFile;

std::vector<std::string> renamed(std::vector<std::string> names, const std::string& from,
                                 const std::string& to) {
  std::ranges::replace(names, from, to);
  return names;
}

void check_new_id(const History& history, const std::string& id) {
  if (id.empty() || id.find_first_of("+-:@") != std::string::npos) {
    throw Error(ErrorCode::command,
                fmt::format("'{}' cannot be a revision's id: the characters + - : @ have a meaning "
                            "in targets",
                            id))
        .with_hint("Letters, digits and underscores make a good identifier.");
  }
  if (const std::optional<Index> known = history.find_or_label(id)) {
    throw Error(ErrorCode::command, fmt::format("There is a revision {} already", id),
                history.place_of_id(*known))
        .with_hint("Take another --to, or none for a random one.");
  }
}

/// Files other than `file` that declare the same id.
std::vector<const MigrationFile*> namesakes(const History& history, const MigrationFile& file) {
  std::vector<const MigrationFile*> out;
  for (const MigrationFile& other : history.files()) {
    if (other.spec && other.spec->id == file.spec->id && other.path != file.path) {
      out.push_back(&other);
    }
  }
  return out;
}

bool names(const RevisionSpec& spec, const std::string& id) {
  return std::ranges::find(spec.down_revisions, id) != spec.down_revisions.end() ||
         std::ranges::find(spec.depends_on, id) != spec.depends_on.end();
}

}  // namespace

void give_new_id(Repairs& repairs, const NewId& request) {
  const History& history = repairs.history();
  const MigrationFile& file = *request.file;
  const std::string& old_id = file.spec->id;
  check_new_id(history, request.id);
  HeaderEdit own;
  own.id = request.id;
  repairs.edit(file, own);
  const std::vector<const MigrationFile*> others = namesakes(history, file);
  const std::string own_date = told_date(file.source->text);
  for (const MigrationFile& child : history.files()) {
    if (!child.spec || !names(*child.spec, old_id)) continue;
    bool follows = others.empty();
    std::string why = "there is no other revision of this id";
    if (request.children) {
      follows = std::ranges::find(*request.children, child.spec->id) != request.children->end();
      why = follows ? "as --children says" : "it is not among --children";
    } else if (!others.empty()) {
      const std::string date = told_date(child.source->text);
      const std::string kept = told_date(others.back()->source->text);
      follows = date.size() >= 10 && kept.size() >= 10 && own_date.size() >= 10 && date < kept &&
                own_date <= date;
      why = follows ? fmt::format("it is of {}, before {} of {}", date, others.back()->file, kept)
                    : fmt::format("nothing says that it was written for {}", file.file);
    }
    repairs.say(fmt::format("{} {} {}: {}", child.spec->id, follows ? "follows" : "stays on",
                            follows ? request.id : old_id, why));
    if (!follows) continue;
    HeaderEdit edit;
    edit.down_revisions = renamed(child.spec->down_revisions, old_id, request.id);
    if (!child.spec->depends_on.empty()) {
      edit.depends_on = renamed(child.spec->depends_on, old_id, request.id);
    }
    repairs.edit(child, edit);
  }
}

}  // namespace retort::doctor
