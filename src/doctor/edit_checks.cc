// check_edits of checks.h.
#include <fmt/format.h>

#include <utility>

#include "base/error.h"
#include "doctor/checks.h"
#include "doctor/words.h"
#include "script/meaning.h"

namespace retort::doctor {
namespace {

std::string meaning_of(const script::MigrationFile& file) {
  if (file.source == nullptr) return {};
  return script::meaning_of(file.path, file.source->text, "postgresql",
                            script::HistoryPlace::counts);
}

}  // namespace

void check_edits(const History& before, const History& now, std::string_view since,
                 Findings& findings) {
  for (Index node = 0; node < before.size(); ++node) {
    const std::optional<Index> still = now.find(before.id(node));
    const script::MigrationFile& old = before.file(node);
    if (!still) {
      Finding& finding =
          findings.add("RT216", fmt::format("Revision {} of {} is gone", before.id(node), since),
                       Place{old.file, 0, 0, {}, 1});
      finding.revisions = {before.id(node)};
      finding.repair = fmt::format("retort repair restore {}", shell_word(before.id(node)));
      continue;
    }
    const script::MigrationFile& file = now.file(*still);
    if (old.source->text == file.source->text || meaning_of(old) == meaning_of(file)) continue;
    Finding& finding = findings.add(
        "RT216", fmt::format("Revision {} was edited since {}", before.id(node), since),
        now.place_of_id(*still));
    finding.revisions = {before.id(node)};
    finding.repair =
        fmt::format("git checkout {} -- {}, and write what changes into a revision of its own.",
                    since, file.file);
  }
}

}  // namespace retort::doctor
