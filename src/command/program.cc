// The only outside interface is program.h.
#include "command/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/error.h"

namespace retort::command {

const CompiledMigration* Program::find(const std::string& id) const {
  const auto found = std::ranges::find(
      migrations, id, [](const CompiledMigration& one) -> const auto& { return one.spec.id; });
  return found == migrations.end() ? nullptr : &*found;
}

std::vector<revision::RevisionSpec> compiled_specs(
    const Program& program, const std::vector<revision::RevisionSpec>& others) {
  std::map<std::string_view, const revision::RevisionSpec*> known;
  for (const revision::RevisionSpec& spec : others) known.emplace(spec.id, &spec);
  std::vector<revision::RevisionSpec> out;
  for (const CompiledMigration& migration : program.migrations) {
    const revision::RevisionSpec& spec = migration.spec;
    const auto [other, added] = known.emplace(spec.id, &spec);
    if (!added) {
      throw Error(ErrorCode::graph,
                  fmt::format("Revision {} is declared twice: in {} and in {}", spec.id,
                              other->second->file(), spec.file()),
                  place_of(spec, spec.id_mark))
          .with_hint("Give one of them another id.");
    }
    out.push_back(spec);
  }
  return out;
}

}  // namespace retort::command
