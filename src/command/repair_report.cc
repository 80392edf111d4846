// The only outside interface is repair_report.h.
#include "command/repair_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/file.h"

namespace retort::command {
namespace {

using doctor::History;

constexpr std::size_t kShownGroups = 8;
constexpr std::size_t kShownIds = 6;

std::string joined(const std::vector<std::string>& items, std::string_view separator = ", ") {
  return fmt::format("{}", fmt::join(items, separator));
}

/// A long list is cut.
std::string some(const std::vector<std::string>& items) {
  if (items.size() <= kShownIds) return joined(items);
  const std::vector<std::string> first(items.begin(), items.begin() + kShownIds);
  return fmt::format("{} and {} more", joined(first), items.size() - kShownIds);
}

std::string change_text(const doctor::EdgeChange& change, const History& history) {
  const std::string& from = history.id(change.from);
  const std::string& to = history.id(change.to);
  if (change.dependency) return fmt::format("{} no longer depends on {}", from, to);
  const bool merge = history.down()[change.from].size() > 1;
  if (change.target == revision::kNone && merge) {
    return fmt::format("{} no longer revises {} ({})", from, to, change.target_reason);
  }
  return fmt::format("{} revises {} instead of {} ({})", from,
                     change.target == revision::kNone ? "<base>" : history.id(change.target), to,
                     change.target_reason);
}

std::string circles_text(const RepairDraft& draft, const History& history) {
  std::string out;
  for (const doctor::BrokenComponent& circle : draft.circles) {
    const std::size_t changes = circle.alternatives.front().changes.size();
    out += fmt::format("\nA circle of {} revision{}: {} change{} {}\n", circle.nodes.size(),
                       circle.nodes.size() == 1 ? "" : "s", changes, changes == 1 ? "" : "s",
                       circle.exact ? "will do, and no fewer" : "will do");
    const bool first = &circle == &draft.circles.front();
    for (std::size_t at = 0; at < circle.alternatives.size(); ++at) {
      const doctor::CycleBreak& alternative = circle.alternatives[at];
      const bool taken = at + 1 == (first ? draft.alternative : 1);
      out += fmt::format("  {} {}. ({} points)\n", taken ? '*' : ' ', at + 1, alternative.score);
      for (const doctor::EdgeChange& change : alternative.changes) {
        const Place place =
            history.place_of_edge(change.from, history.id(change.to), change.dependency);
        out +=
            fmt::format("     {}:{}: {}\n", place.file, place.line, change_text(change, history));
        for (const std::string& line : change.evidence) out += fmt::format("       {}\n", line);
      }
    }
  }
  return out;
}

void add_shape(std::string& out, std::string_view when, const HistoryShape& shape) {
  out += fmt::format(
      "{}: {} revision{}, {}; head{} {}; base{} {}\n", when, shape.revisions,
      shape.revisions == 1 ? "" : "s", shape.acyclic ? "no circle" : "with a circle",
      shape.heads.size() == 1 ? "" : "s", shape.heads.empty() ? "none" : some(shape.heads),
      shape.bases.size() == 1 ? "" : "s", shape.bases.empty() ? "none" : some(shape.bases));
  for (const std::string& hindrance : shape.hindrances) {
    out += fmt::format("  does not load: {}\n", hindrance);
  }
  for (const std::string& chain : shape.chains) out += fmt::format("  {}\n", chain);
}

std::string amount_text(const doctor::Amount& amount) {
  if (amount.least == amount.most) return std::to_string(amount.least);
  return fmt::format("{} to {}", amount.least, amount.most);
}

std::string states_text(const doctor::StateEffects& effects) {
  std::string out = "databases:\n";
  for (std::size_t at = 0; at < std::min(effects.changed.size(), kShownGroups); ++at) {
    const doctor::StateGroup& group = effects.changed[at];
    std::vector<std::string> states;
    for (const std::vector<std::string>& rows : group.states) {
      states.push_back(joined(rows, " + "));
    }
    out += fmt::format("  stamped at {}:\n", some(states));
    if (!group.blocked.empty()) {
      out += fmt::format("    cannot be upgraded: {}\n", group.blocked);
    } else {
      out += fmt::format("    `upgrade heads` ran {} and would run {}\n", amount_text(group.before),
                         amount_text(group.after));
    }
    if (!group.repeats.empty()) {
      out += fmt::format("    would run again: {}\n", some(group.repeats));
    }
    if (!group.skips.empty()) out += fmt::format("    would never run: {}\n", some(group.skips));
  }
  if (effects.changed.size() > kShownGroups) {
    out += fmt::format("  and {} more kinds of states (--json lists all)\n",
                       effects.changed.size() - kShownGroups);
  }
  if (effects.same > 0) {
    out += fmt::format("  {} state{}: an upgrade runs what it ran before{}\n", effects.same,
                       effects.same == 1 ? "" : "s",
                       effects.new_work.empty() ? "" : " and " + some(effects.new_work));
  }
  if (!effects.unknown.empty()) {
    out += fmt::format(
        "  {} state{} of which nothing is known, as the files did not tell their past: {}\n",
        effects.unknown.size(), effects.unknown.size() == 1 ? "" : "s", some(effects.unknown));
  }
  return out;
}

std::string indented(const std::string& text) {
  std::string out;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    out += "  " + text.substr(begin, end - begin) + '\n';
    begin = end + 1;
  }
  return out;
}

std::string proof_text(const Proof& proof) {
  if (!proof.holds()) {
    return fmt::format("proof: on {} the history does NOT replay:\n{}", proof.place,
                       indented(proof.failure));
  }
  return fmt::format("proof: on {} `upgrade heads` ran {} revision{} and ended at {}; {}\n",
                     proof.place, proof.upgraded, proof.upgraded == 1 ? "" : "s",
                     joined(proof.heads),
                     proof.downgraded ? "`downgrade base` ran, too"
                                      : "`downgrade base` fails: " + proof.downgrade_failure);
}

Json shape_json(const HistoryShape& shape) {
  return {{"revisions", shape.revisions},
          {"heads", shape.heads},
          {"bases", shape.bases},
          {"acyclic", shape.acyclic},
          {"loads", shape.hindrances.empty()},
          {"hindrances", shape.hindrances}};
}

Json states_json(const doctor::StateEffects& effects) {
  Json changed = Json::array();
  for (const doctor::StateGroup& group : effects.changed) {
    changed.push_back({{"states", group.states},
                       {"repeats", group.repeats},
                       {"skips", group.skips},
                       {"blocked", group.blocked.empty() ? Json() : Json(group.blocked)},
                       {"before", Json::array({group.before.least, group.before.most})},
                       {"after", Json::array({group.after.least, group.after.most})}});
  }
  return {{"changed", std::move(changed)},
          {"same", effects.same},
          {"new", effects.new_work},
          {"unknown", effects.unknown}};
}

Json circles_json(const RepairDraft& draft, const History& history) {
  Json circles = Json::array();
  for (const doctor::BrokenComponent& circle : draft.circles) {
    Json alternatives = Json::array();
    for (const doctor::CycleBreak& alternative : circle.alternatives) {
      Json changes = Json::array();
      for (const doctor::EdgeChange& change : alternative.changes) {
        const Place place =
            history.place_of_edge(change.from, history.id(change.to), change.dependency);
        const bool none = change.target == revision::kNone;
        changes.push_back({{"revision", history.id(change.from)},
                           {"file", place.file},
                           {"line", place.line},
                           {"dependency", change.dependency},
                           {"from", history.id(change.to)},
                           {"to", none ? Json() : Json(history.id(change.target))},
                           {"reason", change.target_reason},
                           {"evidence", change.evidence}});
      }
      alternatives.push_back({{"score", alternative.score}, {"changes", std::move(changes)}});
    }
    circles.push_back({{"revisions", history.ids(circle.nodes)},
                       {"exact", circle.exact},
                       {"alternatives", std::move(alternatives)}});
  }
  return circles;
}

Json proof_json(const std::optional<Proof>& proof) {
  if (!proof) return {};
  return {{"holds", proof->holds()},
          {"dialect", proof->dialect},
          {"place", proof->place},
          {"upgraded", proof->upgraded},
          {"heads", proof->heads},
          {"failure", proof->holds() ? Json() : Json(proof->failure)},
          {"downgraded", proof->downgraded},
          {"downgrade_failure",
           proof->downgrade_failure.empty() ? Json() : Json(proof->downgrade_failure)}};
}

Json files_json(const doctor::RepairPlan& plan) {
  Json files = Json::array();
  for (const FileChange& change : plan.changes) {
    files.push_back({{"path", display_path(change.path)},
                     {"change", !change.before  ? "new"
                                : !change.after ? "removed"
                                                : "edited"}});
  }
  return files;
}

}  // namespace

std::string repair_text(const RepairReport& report, const History& history) {
  const doctor::RepairPlan& plan = report.draft.plan;
  std::string out = plan.title + '\n';
  for (const std::string& line : plan.evidence) out += fmt::format("  {}\n", line);
  out += circles_text(report.draft, history);
  if (plan.empty()) return out + "There is nothing to change.\n";
  out += '\n' + doctor::diff_of(plan) + '\n';
  add_shape(out, "before", report.examination.before);
  add_shape(out, "after", report.examination.after);
  for (const std::string& finding : report.examination.new_findings) {
    out += fmt::format("  new: {}\n", finding);
  }
  out += states_text(report.examination.states);
  if (report.proof) out += proof_text(*report.proof);
  return out;
}

Json repair_json(const RepairReport& report, const History& history) {
  const doctor::RepairPlan& plan = report.draft.plan;
  Json out = Json::object();
  out["title"] = plan.title;
  out["evidence"] = plan.evidence;
  out["files"] = files_json(plan);
  out["diff"] = doctor::diff_of(plan);
  out["circles"] = circles_json(report.draft, history);
  out["before"] = shape_json(report.examination.before);
  out["after"] = shape_json(report.examination.after);
  out["states"] = states_json(report.examination.states);
  out["proof"] = proof_json(report.proof);
  out["written"] = !report.backup.empty();
  out["backup"] = report.backup.empty() ? Json() : Json(display_path(report.backup));
  return out;
}

std::string fix_text(const FixReport& report, bool written) {
  std::string out;
  for (const Fix& fix : report.done) {
    out += fmt::format("{}\n\n{}", fix.plan.title, doctor::diff_of(fix.plan));
    if (!fix.backup.empty()) {
      out += fmt::format("Written; the originals are in {}.\n", display_path(fix.backup));
    }
    out += '\n';
  }
  for (const auto& [finding, reason] : report.left) {
    const Place& place = finding.place;
    out += fmt::format("left: {}{} {}: {}\n",
                       place.file.empty() ? "" : fmt::format("{}:{}: ", place.file, place.line),
                       finding.kind->code, finding.message, reason);
    if (!finding.repair.empty()) out += fmt::format("  repair: {}\n", finding.repair);
  }
  return out + fmt::format("{} {}, {} left.\n", report.done.size(),
                           written ? "repaired" : "could be repaired", report.left.size());
}

Json fix_json(const FixReport& report) {
  Json done = Json::array();
  for (const Fix& fix : report.done) {
    done.push_back({{"title", fix.plan.title},
                    {"files", files_json(fix.plan)},
                    {"diff", doctor::diff_of(fix.plan)},
                    {"backup", fix.backup.empty() ? Json() : Json(display_path(fix.backup))}});
  }
  Json left = Json::array();
  for (const auto& [finding, reason] : report.left) {
    left.push_back({{"code", finding.kind->code},
                    {"message", finding.message},
                    {"file", finding.place.file},
                    {"line", finding.place.line},
                    {"reason", reason},
                    {"repair", finding.repair}});
  }
  return {{"done", std::move(done)}, {"left", std::move(left)}};
}

}  // namespace retort::command
