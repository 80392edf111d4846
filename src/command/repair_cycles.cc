// The only outside interface is repair_cycles.h.
#include "command/repair_cycles.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

#include "base/overlay_files.h"
#include "command/replay.h"
#include "doctor/finding.h"

namespace retort::command {
namespace {

constexpr std::size_t kShown = 5;          // alternatives of a circle
constexpr std::size_t kReplayed = 20'000;  // revisions in all
constexpr int kPoints = 150;               // as much as dates that run the other way

/// What operations lack when the history is as the plan makes it.
struct Lack {
  std::size_t count = 0;
  std::string first;
};

Lack lack_of(Session& session, const doctor::RepairPlan& plan) {
  const OverlayFiles files(session.files(), plan.changes);
  Session view(session.request(), session.reporter());
  view.use_files(files);
  std::vector<std::string> warnings;
  const doctor::History history(view.inspect_files(warnings));
  doctor::Findings findings;
  check_content(view, history, findings);
  Lack out;
  for (const doctor::Finding& finding : std::move(findings).sorted()) {
    const std::string_view code = finding.kind->code;
    if (code != "RT301" && code != "RT302" && code != "RT303") continue;
    if (out.count++ == 0) {
      out.first = fmt::format("{}:{}: {}", finding.place.file, finding.place.line, finding.message);
    }
  }
  return out;
}

/// The plan with one alternative of one circle, and the first of all others.
doctor::RepairPlan plan_of(const doctor::History& history,
                           const std::vector<doctor::BrokenComponent>& circles,
                           const doctor::BrokenComponent& circle,
                           const doctor::CycleBreak& alternative) {
  doctor::Repairs repairs(history);
  for (const doctor::BrokenComponent& other : circles) {
    change_edges(repairs, &other == &circle ? alternative : other.alternatives.front());
  }
  return std::move(repairs).take({});
}

/// Evidence and points of an alternative; `least`: what any of them lacks.
void weigh(doctor::CycleBreak& alternative, const Lack& lack, std::size_t least) {
  std::vector<std::string>& evidence = alternative.changes.front().evidence;
  if (lack.count == 0) {
    alternative.score += kPoints;
    evidence.emplace_back("for: in the replay every operation finds what it needs");
    return;
  }
  const bool worse = lack.count > least;
  if (worse) alternative.score -= kPoints;
  evidence.push_back(fmt::format("{}in the replay {} operation{} not find what {}, first {}",
                                 worse ? "against: " : "", lack.count,
                                 lack.count == 1 ? " does" : "s do",
                                 lack.count == 1 ? "it needs" : "they need", lack.first));
}

}  // namespace

void change_edges(doctor::Repairs& repairs, const doctor::CycleBreak& chosen) {
  const doctor::History& history = repairs.history();
  std::map<doctor::Index, doctor::HeaderEdit> edits;
  for (const doctor::EdgeChange& change : chosen.changes) {
    const doctor::RevisionSpec& spec = history[change.from];
    doctor::HeaderEdit& edit = edits[change.from];
    const auto without = [&](const std::optional<std::vector<std::string>>& edited,
                             const std::vector<std::string>& original) {
      std::vector<std::string> names = edited ? *edited : original;
      std::erase_if(
          names, [&](const std::string& name) { return history.find_or_label(name) == change.to; });
      return names;
    };
    if (!spec.depends_on.empty()) edit.depends_on = without(edit.depends_on, spec.depends_on);
    edit.down_revisions = without(edit.down_revisions, spec.down_revisions);
    if (change.target != revision::kNone) {
      edit.down_revisions->push_back(history.id(change.target));
    }
  }
  for (auto& [node, edit] : edits) {
    if (edit.depends_on == history[node].depends_on) edit.depends_on.reset();
    if (edit.down_revisions == history[node].down_revisions) edit.down_revisions.reset();
    repairs.edit(history.file(node), edit);
  }
}

void weigh_by_replay(Session& session, const doctor::History& history,
                     std::vector<doctor::BrokenComponent>& circles) {
  std::size_t left = kReplayed / std::max<std::size_t>(history.size(), 1);
  for (doctor::BrokenComponent& circle : circles) {
    std::vector<Lack> lacks;
    for (const doctor::CycleBreak& alternative : circle.alternatives) {
      if (left == 0) break;
      --left;
      try {
        lacks.push_back(lack_of(session, plan_of(history, circles, circle, alternative)));
      } catch (const Error&) {
        break;  // A computed header: that it cannot be edited is said when it is chosen.
      }
    }
    // A judgement of some of them only would be unfair.
    if (lacks.size() == circle.alternatives.size()) {
      const std::size_t least = std::ranges::min(lacks, {}, &Lack::count).count;
      for (std::size_t at = 0; at < lacks.size(); ++at) {
        weigh(circle.alternatives[at], lacks[at], least);
      }
      std::ranges::stable_sort(circle.alternatives, std::greater(), &doctor::CycleBreak::score);
    }
    if (circle.alternatives.size() > kShown) circle.alternatives.resize(kShown);
  }
}

}  // namespace retort::command
