// 1. Walk the history, parents before children. A revision starts from the joined states of its
//    parents; a state is handed on to the last child and copied for the others.
// 2. Run upgrade() on that state and note the problems. After a script that is not certain to its
//    end, whatever its text names is uncertain.
// 3. Run downgrade() on a copy, and compare the outcome with the state before.
// 4. Afterwards, tables that were used first are told apart: created by no revision, or by one that
//    does not come before; and the lines that join are compared.
#include "doctor/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <queue>
#include <unordered_set>

#include "doctor/replay_host.h"
#include "doctor/replay_steps.h"
#include "doctor/words.h"
#include "runtime/script_end.h"
#include "script/sql_outline.h"

namespace retort::doctor {
namespace {

using revision::Index;

/// Python errors that no missing value, row or table explains.
bool is_plain_error(std::string_view message) {
  constexpr std::string_view kErrors[] = {
      "NameError: ", "UnboundLocalError: ", "ZeroDivisionError: ", "RecursionError: "};
  const bool wrong_call = message.starts_with("TypeError: ") &&
                          (message.find("required positional argument") != message.npos ||
                           message.find("got an unexpected keyword argument") != message.npos ||
                           message.find("got multiple values for argument") != message.npos);
  return wrong_call || std::ranges::any_of(kErrors, [&](std::string_view beginning) {
           return message.starts_with(beginning);
         });
}

/// Words of scripts that create tables or give them other names.
bool may_create(std::string_view word) {
  constexpr std::string_view kWords[] = {"create_table", "create",       "CREATE", "Table",
                                         "create_all",   "rename_table", "RENAME"};
  return std::ranges::find(kWords, word) != std::end(kWords);
}

/// Whether a script imports what is neither Python's nor for writing migrations.
bool imports_more(std::string_view text) {
  constexpr std::string_view kPlain[] = {
      "alembic",     "sqlalchemy", "sqlmodel", "sqlalchemy_utils",
      "geoalchemy2", "__future__", "typing",   "datetime",
      "json",        "uuid",       "logging",  "collections",
      "re",          "os",         "enum",     "sys",
      "time",        "math",       "decimal",  "contextlib",
      "itertools",   "functools",  "textwrap", "hashlib",
      "pgvector",    "citext",     "warnings", "random",
      "string",      "dataclasses"};
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at)) {
    at += text[at] == '\n' ? 1 : 0;
    std::string_view line = text.substr(at, text.find('\n', at) - at);
    if (at == text.size()) break;
    if (!line.starts_with("from ") && !line.starts_with("import ")) continue;
    line.remove_prefix(line.find(' ') + 1);
    line = line.substr(0, line.find_first_of(" .,\r"));
    if (std::ranges::find(kPlain, line) == std::end(kPlain)) return true;
  }
  return false;
}

ScriptEnd end_of(const Error& error, const Trace& trace) {
  if (error.code == ErrorCode::script && runtime::lacks_function(error.message)) {
    return ScriptEnd::absent;
  }
  // What an SQL migration without that section says.
  if (error.code == ErrorCode::command &&
      error.message.find("cannot be undone") != std::string::npos) {
    return ScriptEnd::absent;
  }
  if (error.code == ErrorCode::script && runtime::ends_on_purpose(error)) return ScriptEnd::raised;
  const bool plain = error.code == ErrorCode::script && trace.certain && error.place &&
                     is_plain_error(error.message);
  return plain ? ScriptEnd::failed : ScriptEnd::unknown;
}

class Replay {
 public:
  Replay(const ReplayInput& input, Findings& findings)
      : input_(input),
        graph_(input.graph),
        findings_(findings),
        model_(input.dialect),
        host_(input.dialect, input.settings, input.outside_transactions),
        position_(graph_.size()),
        sides_(graph_, position_),
        states_(graph_.size()),
        children_left_(graph_.size()),
        touches_(graph_.size()) {}

  void run() {
    order_ = revision::whole_history(graph_);
    std::ranges::reverse(order_);
    for (std::uint32_t i = 0; i < order_.size(); ++i) position_[order_[i]] = i;
    for (const Index index : order_) {
      for (const Index parent : graph_[index].parents) ++children_left_[parent];
    }
    for (const Index index : order_) visit(index);
    report_unknown_tables();
    report_missing_downgrades();
    check_branches(graph_, model_, order_, touches_, last_, findings_);
    if (input_.models == nullptr || !input_.missing.empty()) return;
    std::vector<const State*> heads;
    for (const Index head : graph_.heads()) heads.push_back(&states_[head]);
    check_models(input_, model_, heads, findings_);
  }

 private:
  State take_state(Index parent) {
    if (--children_left_[parent] == 0) return std::move(states_[parent]);
    return states_[parent];
  }

  State state_before(Index index) {
    State state;
    std::vector<Index> joined;
    for (const Index parent : graph_[index].parents) {
      if (joined.empty()) {
        state = take_state(parent);
      } else {
        const State other = take_state(parent);
        sides_.compute(joined, parent);
        model_.join(state, other, [&](Index writer) { return sides_.of(writer); });
      }
      joined.push_back(parent);
    }
    if (!input_.unsettled.empty() && input_.unsettled[index] != 0) {
      state.open = true;
      state.doubt.clear();
    }
    return state;
  }

  ScriptRun run_script(Index index, revision::Operation operation, State& state) {
    ScriptRun out;
    Applier applier(model_, state, input_.settings.naming_convention, index, out.trace);
    host_.begin(applier);
    revision::Step step;
    step.operation = operation;
    step.revision = index;
    try {
      input_.run(step, host_);
    } catch (const Error& error) {
      out.end = end_of(error, out.trace);
      out.error = error;
      if (out.end == ScriptEnd::unknown) out.trace.certain = false;
    }
    out.asked = host_.asked();
    return out;
  }

  void visit(Index index) {
    State state = state_before(index);
    const State before = state;
    ScriptRun up = run_script(index, revision::Operation::upgrade, state);
    report_problems(index, up.trace);
    report_failure(index, up, "upgrade");
    if (!up.trace.certain || up.end != ScriptEnd::complete) doubt(index, up, state);
    State after = state;
    ScriptRun down = run_script(index, revision::Operation::downgrade, after);
    report_failure(index, down, "downgrade");
    report_refused(index, down.trace, "downgrade");
    report_downgrade(index, {before, state, after}, up, down);
    touches_[index] = std::move(up.trace.touches);
    last_ = state;
    states_[index] = std::move(state);
  }

  /// Makes uncertain what a script that was not followed to its end may have touched.
  void doubt(Index index, const ScriptRun& run, State& state) {
    const Trace& trace = run.trace;
    const SourcePtr source = input_.source(index);
    if (trace.anything || source == nullptr) model_.forget(state);
    if (!trace.called_unknown.empty()) {
      note_doubt(state, fmt::format("{} calls {}", told(index), trace.called_unknown), true);
    }
    if (source == nullptr) return;
    std::vector<NameId> names;
    bool drops = false;
    bool creates = false;
    each_word(source->text, [&](std::string_view word) {
      names.push_back(model_.name_id(word));
      if (word == "create_all") {
        state.open = true;
        state.doubt.clear();
      }
      if (word == "drop_all") model_.forget(state);
      creates = creates || may_create(word);
      drops = drops || word.find("rename") != word.npos || word.find("RENAME") != word.npos ||
              word.find("drop") != word.npos || word.find("DROP") != word.npos;
    });
    // Names may be put together, and what did not run may be in other modules.
    if (creates || (run.end == ScriptEnd::unknown && imports_more(source->text))) {
      note_doubt(state, told(index) + " is not followed to its end", false);
    }
    doubted_.insert(names.begin(), names.end());
    model_.taint(state, std::move(names), drops);
  }

  /// Notes code that may have created tables. `calls`: and anything else.
  static void note_doubt(State& state, std::string text, bool calls) {
    if (!state.open && state.doubt.empty()) state.doubt = std::move(text);
    state.open = state.open || calls;
  }

  Finding& add(std::string_view code, Index index, std::string message, Place place) {
    if (place.empty()) place = revision::place_of(graph_[index].spec, graph_[index].spec.id_mark);
    Finding& finding = findings_.add(code, std::move(message), std::move(place));
    finding.revisions = {graph_.id(index)};
    return finding;
  }

  std::string told(Index index) const {
    const revision::RevisionSpec& spec = graph_[index].spec;
    return fmt::format("{} ({})", spec.id, spec.file());
  }

  void report_problems(Index index, const Trace& trace) {
    for (const Problem& problem : trace.problems) {
      if (problem.kind == Problem::Kind::unknown_table) {
        // A script of another branch that was not followed to its end may create it.
        if (!doubted_.contains(model_.bare_name(problem.table)))
          unknown_.push_back({index, problem});
        continue;
      }
      if (is_refused(problem)) continue;
      const std::string_view code = problem.kind == Problem::Kind::exists    ? "RT302"
                                    : problem.kind == Problem::Kind::missing ? "RT303"
                                                                             : "RT306";
      Finding& finding = add(code, index, problem.message, place_of(problem.origin));
      if (problem.kind == Problem::Kind::cut) {
        finding.severity = Severity::warning;
        finding.breaks = "comparisons with the models: PostgreSQL cuts the name";
      }
      if (problem.other != revision::kNone) {
        finding.evidence.push_back(problem.other == index
                                       ? fmt::format("the revision itself {}", problem.verb)
                                       : fmt::format("{} {}", told(problem.other), problem.verb));
      }
      if (code != "RT306") finding.repair = step_for(problem, line_of_place(finding.place));
    }
    report_refused(index, trace, "upgrade");
    for (const Key table : trace.created) {
      std::vector<Index>& creators = creators_[table];
      if (creators.empty() || creators.back() != index) creators.push_back(index);
    }
  }

  static bool is_refused(const Problem& problem) {
    return problem.kind == Problem::Kind::outside || problem.kind == Problem::Kind::refused;
  }

  /// A finding for each call that needs to be outside of the transaction, one for all tables that
  /// cannot be dropped.
  void report_refused(Index index, const Trace& trace, std::string_view function) {
    std::vector<const Problem*> drops;
    for (const Problem& problem : trace.problems) {
      if (problem.kind == Problem::Kind::refused) drops.push_back(&problem);
      if (problem.kind != Problem::Kind::outside) continue;
      add_refused(index, problem, function).repair =
          "Put the call into `with op.get_context().autocommit_block():`.";
    }
    if (drops.empty()) return;
    Finding& finding = add_refused(index, *drops.front(), function);
    for (const Problem* problem : drops) {
      if (problem == drops.front()) continue;
      finding.evidence.push_back(
          fmt::format("line {}: {}", place_of(problem->origin).line, problem->message));
    }
    finding.repair = fmt::format("Drop the other table, or its foreign key, above {}.",
                                 line_of_place(finding.place));
  }

  Finding& add_refused(Index index, const Problem& problem, std::string_view function) {
    Finding& finding = add("RT309", index, fmt::format("{}() fails: {}", function, problem.message),
                           place_of(problem.origin));
    if (function == "downgrade") finding.severity = Severity::warning;
    finding.breaks = fmt::format("`{}` on PostgreSQL", function);
    return finding;
  }

  void report_unknown_tables() {
    std::unordered_set<Key> told_already;
    std::vector<std::pair<Index, const Problem*>> strangers;
    for (const auto& [index, problem] : unknown_) {
      if (!told_already.insert(problem.table).second) continue;
      const auto creators = creators_.find(problem.table);
      if (creators == creators_.end()) {
        strangers.emplace_back(index, &problem);
        continue;
      }
      if (!problem.may_come.empty()) continue;
      Finding& finding =
          add("RT303", index,
              fmt::format("Table {} is used by a revision that does not come after its creation",
                          model_.shown(problem.table, last_)),
              place_of(problem.origin));
      finding.repair =
          step_to_order(graph_, index, creators->second.front(),
                        revision::place_of(graph_[index].spec, graph_[index].spec.id_mark));
      for (const Index creator : creators->second) {
        finding.evidence.push_back(told(creator) + " creates it");
        if (creator != index) finding.revisions.push_back(graph_.id(creator));
      }
    }
    report_strangers(strangers);
  }

  /// Tables that no migration creates: a finding each, or one for each revision where much of a
  /// schema comes from elsewhere. What other code may create is one finding for that code.
  void report_strangers(const std::vector<std::pair<Index, const Problem*>>& strangers) {
    constexpr std::size_t kMost = 10;
    // Findings do not stay where they are while others are added.
    std::map<std::pair<Index, std::string>, std::vector<const Problem*>> together;
    for (const auto& [index, problem] : strangers) {
      if (!problem->may_come.empty()) {
        together[{revision::kNone, problem->may_come}].push_back(problem);
      } else if (strangers.size() > kMost) {
        together[{index, std::string()}].push_back(problem);
      }
    }
    for (const auto& [index, problem] : strangers) {
      const bool may_come = !problem->may_come.empty();
      const auto group = together.find({may_come ? revision::kNone : index, problem->may_come});
      if (group != together.end() && group->second.front() != problem) continue;
      Finding& finding = add_stranger(index, *problem);
      if (group == together.end()) continue;
      for (const Problem* other : group->second) {
        if (other == problem) continue;
        const Place place = place_of(other->origin);
        finding.evidence.push_back(may_come
                                       ? fmt::format("{}: {}", to_string(place), other->message)
                                       : fmt::format("line {}: {}", place.line, other->message));
      }
    }
  }

  Finding& add_stranger(Index index, const Problem& problem) {
    Finding& finding = add("RT301", index, problem.message, place_of(problem.origin));
    finding.repair =
        input_.missing.empty()
            ? "Write a migration that creates it before this one, or squash the history to a "
              "baseline."
            : fmt::format("Restore {} first: it may create it.", fmt::join(input_.missing, ", "));
    if (!problem.may_come.empty()) {
      finding.severity = Severity::info;
      finding.evidence.push_back(problem.may_come + ": that may create it");
    }
    return finding;
  }

  /// Where a project does without them, one finding says so.
  void report_missing_downgrades() {
    constexpr std::size_t kMost = 10;
    if (without_downgrade_.size() > kMost) {
      Finding& finding = add("RT305", without_downgrade_.front(),
                             fmt::format("{} of {} revisions have no downgrade()",
                                         without_downgrade_.size(), graph_.size()),
                             {});
      finding.revisions = graph_.ids(without_downgrade_);
      return;
    }
    for (const Index index : without_downgrade_) {
      const bool is_sql = script::is_sql_file(graph_[index].spec.path);
      add("RT305", index, is_sql ? "There is no section `downgrade`" : "There is no downgrade()",
          {})
          .repair = step_for_missing(graph_[index].spec.file(), is_sql);
    }
  }

  void report_failure(Index index, const ScriptRun& run, std::string_view function) {
    if (run.end != ScriptEnd::failed) return;
    Finding& finding =
        add("RT309", index, fmt::format("{}() fails: {}", function, run.error->message),
            run.error->place.value_or(Place()));
    if (function == "downgrade") finding.severity = Severity::warning;
    finding.breaks = fmt::format("`{}` on every database", function);
  }

  /// `def downgrade`, or nowhere.
  Place place_of_downgrade(Index index) const {
    const SourcePtr source = input_.source(index);
    if (source == nullptr) return {};
    const std::size_t at = source->text.find("def downgrade");
    if (at == std::string::npos) return {};
    const auto begin = static_cast<std::uint32_t>(at);
    return place_in(*source, Span{begin, begin + 13});
  }

  void report_downgrade(Index index, const RoundTrip& states, const ScriptRun& up,
                        const ScriptRun& down) {
    if (down.end == ScriptEnd::absent) {
      without_downgrade_.push_back(index);
      return;
    }
    if (down.end == ScriptEnd::raised) {
      if (down.trace.certain) {
        Finding& finding =
            add("RT305", index, "downgrade() raises", down.error->place.value_or(Place()));
        finding.repair = step_for_way_back(line_of_place(finding.place), true);
      }
      return;
    }
    if (down.end != ScriptEnd::complete || up.end != ScriptEnd::complete) return;
    if (down.asked == 0 && up.trace.changes_schema) {
      if (down.trace.certain) {
        Finding& finding =
            add("RT305", index, "downgrade() does nothing: what upgrade() does stays",
                place_of_downgrade(index));
        finding.repair = step_for_way_back(line_of_place(finding.place), false);
      }
      return;
    }
    if (!up.trace.certain || !down.trace.certain) return;
    report_differences(index, states, up, down);
  }

  void report_differences(Index index, const RoundTrip& states, const ScriptRun& up,
                          const ScriptRun& down) {
    std::vector<std::string> evidence;
    std::vector<std::string> steps;
    Place place;
    for (const Problem& problem : down.trace.problems) {
      if (problem.kind != Problem::Kind::missing && problem.kind != Problem::Kind::exists) continue;
      if (place.empty()) place = place_of(problem.origin);
      const Place line = place_of(problem.origin);
      evidence.push_back(fmt::format("line {}: {}", line.line, problem.message));
    }
    const bool fails = !evidence.empty();
    if (!up.trace.tainted && !down.trace.tainted) {
      for (Difference& difference : differences(model_, states, up.trace, down.trace)) {
        evidence.push_back(std::move(difference.text));
        steps.push_back(std::move(difference.step));
      }
    }
    if (evidence.empty()) return;
    if (place.empty()) place = place_of_downgrade(index);
    Finding& finding = add("RT304", index,
                           fails ? "downgrade() fails, for it does not fit upgrade()"
                                 : "downgrade() does not restore what was before upgrade()",
                           std::move(place));
    finding.evidence = std::move(evidence);
    finding.repair = step_for_downgrade(down.trace, line_of_place(finding.place), steps);
  }

  const ReplayInput& input_;
  const revision::Graph& graph_;
  Findings& findings_;
  Model model_;
  ReplayHost host_;
  std::vector<Index> order_;
  std::vector<std::uint32_t> position_;
  Sides sides_;
  std::vector<State> states_;
  std::vector<std::uint32_t> children_left_;
  std::vector<std::vector<Touch>> touches_;
  State last_;
  std::vector<std::pair<Index, Problem>> unknown_;
  std::unordered_map<Key, std::vector<Index>> creators_;
  std::vector<Index> without_downgrade_;
  std::unordered_set<NameId> doubted_;  ///< What scripts name that were not followed to their end.
};

}  // namespace

void Sides::compute(const std::vector<Index>& left, Index right) {
  for (const Index index : marked_) marks_[index] = 0;
  marked_.clear();
  const auto later = [&](Index a, Index b) { return position_[a] < position_[b]; };
  std::priority_queue<Index, std::vector<Index>, decltype(later)> queue(later);
  std::size_t open = 0;  // In the queue, and not yet of both sides.
  const auto mark = [&](Index index, std::uint8_t side) {
    const std::uint8_t old = marks_[index];
    const auto now = static_cast<std::uint8_t>(old | side);
    if (now == old) return;
    marks_[index] = now;
    if (old == 0) {
      marked_.push_back(index);
      queue.push(index);
      if (now != 3) ++open;
    } else if (now == 3) {
      --open;
    }
  };
  for (const Index index : left) mark(index, 1);
  mark(right, 2);
  while (!queue.empty() && open > 0) {
    const Index index = queue.top();
    queue.pop();
    if (marks_[index] != 3) --open;
    for (const Index parent : graph_[index].parents) mark(parent, marks_[index]);
  }
}

void check_content(const ReplayInput& input, Findings& findings) {
  Replay(input, findings).run();
}

}  // namespace retort::doctor
