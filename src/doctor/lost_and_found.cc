#include "doctor/lost_and_found.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "doctor/words.h"
#include "script/constant_header.h"

namespace retort::doctor {
namespace {

std::string short_id(const std::string& id) {
  constexpr std::size_t kShown = 10;
  return id.substr(0, kShown);
}

std::string described(const GitCommit& commit) {
  return fmt::format("commit {} of {} by {} (\"{}\")", short_id(commit.id), commit.date,
                     commit.author, commit.summary);
}

/// `main` for refs/heads/main.
std::string branch_name(std::string_view reference) {
  for (const std::string_view prefix : {"refs/heads/", "refs/remotes/", "refs/tags/", "refs/"}) {
    if (reference.starts_with(prefix)) return std::string(reference.substr(prefix.size()));
  }
  return std::string(reference);
}

/// What a content declares, if that is one of the ids.
std::optional<revision::RevisionSpec> definition_of(const std::vector<std::string>& ids,
                                                    std::string_view path, std::string_view text,
                                                    const script::HeaderFallback& fallback) {
  const bool mentioned =
      std::ranges::any_of(ids, [&](const std::string& id) { return text.find(id) != text.npos; });
  if (!mentioned) return std::nullopt;
  const Source source{path.empty() ? "lost.py" : std::string(path), std::string(text)};
  try {
    revision::RevisionSpec spec = script::read_migration(source, source.path, fallback);
    if (std::ranges::find(ids, spec.id) != ids.end()) return spec;
  } catch (const Error&) {
    // A content that is no migration, or a broken one, defines nothing.
  }
  return std::nullopt;
}

}  // namespace

LostAndFound::LostAndFound(const std::vector<std::string>& folders) {
  for (const std::string& folder : folders) {
    if (!is_directory(folder)) continue;
    if (repository_ == nullptr) repository_ = GitRepository::find(folder);
    if (repository_ == nullptr) continue;
    if (std::optional<std::string> inside = repository_->relative(real_path(folder))) {
      folders_.push_back(*std::move(inside));
    }
  }
}

LostAndFound::~LostAndFound() = default;

std::map<std::string, std::vector<LostRevision>> LostAndFound::find(
    std::vector<std::string> ids) const {
  std::map<std::string, std::vector<LostRevision>> out;
  if (repository_ == nullptr) return out;
  const script::ConstantHeaderFallback fallback;
  const auto definition = [&](std::string_view path, std::string_view text) {
    return definition_of(ids, path, text, fallback);
  };
  for (const bool dangling : {false, true}) {
    std::erase_if(ids, [&](const std::string& id) { return out.contains(id); });
    if (ids.empty()) break;
    const auto wanted = [&](std::string_view path, std::string_view text) {
      return definition(path, text).has_value();
    };
    for (GitFile& file : repository_->search(folders_, wanted, dangling)) {
      std::optional<revision::RevisionSpec> spec = definition(file.path, file.text);
      if (spec) out[spec->id].push_back({std::move(file), *std::move(spec)});
    }
  }
  return out;
}

std::vector<std::string> evidence_of(const LostRevision& found) {
  const GitFile& file = found.file;
  std::vector<std::string> out;
  if (!file.last) {
    out.push_back(
        fmt::format("git still has its file as the dangling object {}", short_id(file.blob)));
    return out;
  }
  std::string line = fmt::format("git has its file: {} in {}", file.path, described(*file.last));
  if (!file.reference.empty()) line += fmt::format(", on {}", branch_name(file.reference));
  out.push_back(std::move(line));
  if (file.removed) {
    out.push_back(described(*file.removed) + (file.replaced ? " overwrote it" : " deleted it"));
  }
  return out;
}

void check_git(const History& history, const LostAndFound& git, Findings& findings) {
  const GitRepository* repository = git.repository();
  if (repository == nullptr) return;
  for (const script::MigrationFile& file : history.files()) {
    const std::optional<std::string> path = repository->relative(file.path);
    if (!path || repository->is_tracked(*path)) continue;
    const bool ignored = repository->is_ignored(*path);
    Place place{file.file, 0, 0, {}, 1};
    if (file.spec) place = place_of(*file.spec, file.spec->id_mark);
    Finding& finding = findings.add(
        ignored ? "RT214" : "RT213",
        fmt::format("{} is {}", file.file, ignored ? "ignored by git" : "not added to git"),
        std::move(place));
    if (file.spec) finding.revisions = {file.spec->id};
    finding.repair = fmt::format("git add {}{}", ignored ? "--force " : "", shell_word(file.file));
  }
}

}  // namespace retort::doctor
