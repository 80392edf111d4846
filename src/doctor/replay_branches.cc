// Lines of the history that join, or are heads side by side: what one changes and the other uses or
// changes too. Each pair of lines is compared along what only one of them has.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "doctor/replay.h"

namespace retort::doctor {
namespace {

using revision::Index;
using How = Touch::How;

class Branches {
 public:
  Branches(const revision::Graph& graph, const Model& model, const std::vector<Index>& order,
           const std::vector<std::vector<Touch>>& touches, const State& last, Findings& findings)
      : graph_(graph),
        model_(model),
        touches_(touches),
        last_(last),
        findings_(findings),
        position_(graph.size()),
        sides_(graph, position_) {
    for (std::uint32_t i = 0; i < order.size(); ++i) position_[order[i]] = i;
  }

  void compare(revision::Indices lines) {
    for (std::size_t i = 1; i < lines.size() && work_ < kMostWork; ++i) {
      sides_.compute({lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(i)}, lines[i]);
      work_ += sides_.marked().size();
      compare_sides();
    }
  }

 private:
  using Subject = std::tuple<Key, NameId, bool>;
  /// Lines that were woven together very often are compared as far as this many revisions.
  static constexpr std::size_t kMostWork = 500'000;

  struct Change {
    Index revision = revision::kNone;
    const Touch* touch = nullptr;
  };

  void compare_sides() {
    std::map<Subject, Change> left;
    for (const Index index : sides_.marked()) {
      if (sides_.of(index) != Side::left) continue;
      for (const Touch& touch : touches_[index]) {
        if (touch.how != How::use && !touch.guarded) left[subject(touch)] = {index, &touch};
      }
    }
    if (left.empty()) return;
    std::map<Subject, Change> right;
    std::vector<Index> own = sides_.marked();
    std::erase_if(own, [&](Index index) { return sides_.of(index) != Side::right; });
    std::ranges::sort(own, {}, [&](Index index) { return position_[index]; });
    for (const Index index : own) {
      for (const Touch& touch : touches_[index]) {
        meet(left, {index, &touch});
        if (touch.how != How::use && !touch.guarded) right[subject(touch)] = {index, &touch};
      }
    }
    for (const Index index : sides_.marked()) {
      if (sides_.of(index) != Side::left) continue;
      for (const Touch& touch : touches_[index]) {
        if (touch.how == How::use) meet(right, {index, &touch});
      }
    }
  }

  static Subject subject(const Touch& touch) { return {touch.key, touch.part, touch.is_column}; }

  /// Compares what one line does with what the other one changes.
  void meet(const std::map<Subject, Change>& others, const Change& mine) {
    const Touch& touch = *mine.touch;
    if (touch.guarded) return;
    const auto object = others.find({touch.key, 0, false});
    const bool dropped = object != others.end() && object->second.touch->how == How::drop;
    if (dropped && (touch.part != 0 || touch.how == How::use)) {
      report("RT307", mine, object->second, "drops");
      return;
    }
    if (touch.how == How::use) return;
    const auto same = others.find(subject(touch));
    if (same == others.end()) return;
    const bool makes_type = model_.kind_of(touch.key) == ObjectKind::type &&
                            touch.how == How::create && same->second.touch->how == How::create;
    if (!makes_type) report("RT308", mine, same->second, verb(same->second.touch->how));
  }

  static std::string_view verb(How how) {
    return how == How::create ? "creates" : how == How::drop ? "drops" : "changes";
  }

  void report(std::string_view code, const Change& mine, const Change& other,
              std::string_view other_verb) {
    if (!reported_.emplace(code, mine.revision, other.revision, mine.touch->key).second) return;
    const Touch& touch = *mine.touch;
    std::string what =
        fmt::format("{} {}", name_of(model_.kind_of(touch.key)), model_.shown(touch.key, last_));
    if (touch.part != 0 && code == "RT308") {
      what = fmt::format("{} {}.{}", touch.is_column ? "column" : "constraint",
                         model_.shown(touch.key, last_), model_.text(touch.part));
    }
    const std::string_view own = code == "RT307" ? "uses" : verb(touch.how);
    Finding& finding = findings_.add(
        code,
        fmt::format("Revision {} {} {}, and {} in another branch {} it", graph_.id(mine.revision),
                    own, what, graph_.id(other.revision), other_verb),
        place_of(touch.origin));
    finding.revisions = {graph_.id(mine.revision), graph_.id(other.revision)};
    finding.evidence.push_back(fmt::format("{}: {} {} it", to_string(place_of(other.touch->origin)),
                                           graph_.id(other.revision), other_verb));
  }

  const revision::Graph& graph_;
  const Model& model_;
  const std::vector<std::vector<Touch>>& touches_;
  const State& last_;
  Findings& findings_;
  std::vector<std::uint32_t> position_;
  Sides sides_;
  std::size_t work_ = 0;
  std::set<std::tuple<std::string_view, Index, Index, Key>> reported_;
};

}  // namespace

void check_branches(const revision::Graph& graph, const Model& model,
                    const std::vector<Index>& order, const std::vector<std::vector<Touch>>& touches,
                    const State& last, Findings& findings) {
  Branches branches(graph, model, order, touches, last, findings);
  for (const Index index : order) {
    if (graph[index].parents.size() > 1) branches.compare(graph[index].parents);
  }
  branches.compare(graph.real_heads());
}

}  // namespace retort::doctor
