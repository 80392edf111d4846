// One replay sees what each revision changes (or the cache knows it); the search of
// shape_history.h finds the nearest states in that. What the search has put together from changes,
// instead of having been seen, is replayed before it counts.
#include "command/location.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/files.h"
#include "base/sha256.h"
#include "base/version.h"
#include "command/live_shape.h"
#include "command/repeatable_scripts.h"
#include "command/scratch_collation.h"
#include "command/scratch_history.h"
#include "command/scratch_roles.h"
#include "command/scratch_session.h"
#include "command/shape_cache.h"
#include "command/shape_history.h"
#include "doctor/words.h"
#include "revision/language.h"
#include "revision/plan.h"

namespace retort::command {
namespace {

using revision::Index;
using schema::shape::Change;
using schema::shape::Item;
using schema::shape::Items;

/// The disk, with a note of what was read.
class RecordedFiles final : public FileSystem {
 public:
  bool read_into(const std::string& path, std::string& text) const override {
    const bool found = real_files().read_into(path, text);
    if (found) read_.try_emplace(path, sha256_hex(text));
    return found;
  }
  std::optional<std::vector<DirectoryEntry>> list(const std::string& path) const override {
    return real_files().list(path);
  }
  bool exists(const std::string& path) const override { return real_files().exists(path); }
  bool is_directory(const std::string& path) const override {
    return real_files().is_directory(path);
  }
  std::string real_path(const std::string& path) const override {
    return real_files().real_path(path);
  }
  void write(const std::string&, std::string_view) override { refuse(); }
  void make_directories(const std::string&) override { refuse(); }
  void remove(const std::string&) override { refuse(); }

  /// Path and SHA-256.
  const std::map<std::string, std::string>& read_files() const { return read_; }

 private:
  [[noreturn]] static void refuse() {
    throw Error(ErrorCode::internal, "a replay writes no files");
  }

  mutable std::map<std::string, std::string> read_;
};

/// A part of a digest, so that no two lists of parts look alike.
void add_part(std::string& out, std::string_view part) {
  out += fmt::format("{}:", part.size());
  out += part;
}

std::vector<Index> usual_order(const revision::Graph& graph) {
  std::vector<Index> out;
  for (const revision::Step& step : revision::plan_upgrade(graph, {}, "heads").steps) {
    out.push_back(step.revision);
  }
  return out;
}

ReplayKey key_of(Session& session, const std::vector<Index>& order, std::string_view dialect,
                 const LiveShape& live, const std::optional<std::string>& scratch) {
  const Request& request = session.request();
  std::string place, whole;
  add_part(place, dialect);
  add_part(place, session.project().config.section());
  add_part(place, std::to_string(live.version.major));
  add_part(whole, program_version());
  add_part(whole, scratch.value_or(""));
  add_part(whole, live.collation);
  const project::Project& project = session.project();
  for (const std::string& path :
       {project.env_path(), project.config.ini_path(), project.config.toml_path()}) {
    add_part(place, path.empty() ? path : absolute_path(path));
    add_part(whole, path.empty() ? path : session.files().read_if_exists(path).value_or(""));
  }
  for (const std::string& argument : request.x_arguments) add_part(place, argument);
  for (const auto& [name, value] : request.overrides.values) add_part(whole, name + '=' + value);
  for (const auto& [name, type] : request.overrides.types) add_part(whole, name + ':' + type);
  add_part(whole, request.transaction + (request.read_env ? "" : " --no-env"));
  add_part(whole, request.with_python.value_or("-"));
  ReplayKey out;
  out.place = sha256_hex(place);
  std::string before = sha256_hex(out.place + whole);
  for (const Index revision : order) {
    const revision::RevisionSpec& spec = session.graph()[revision].spec;
    std::string step = before;
    add_part(step, spec.id);
    const bool is_file = revision::language_of(spec) != revision::Language::cpp;
    if (is_file) add_part(step, session.files().read(spec.path));
    before = sha256_hex(step);
    out.steps.push_back(before);
  }
  return out;
}

/// Whether the script fails wherever it runs, and not for what the server lacks or is short of.
bool is_lasting(const Error& error) {
  const std::string_view state = error.server.sqlstate;
  const bool refused = state.starts_with("42") && state != "42501";
  return error.code == ErrorCode::script || error.code == ErrorCode::unknown_value ||
         error.code == ErrorCode::parse || (error.code == ErrorCode::database && refused);
}

/// `scratch`: the URL of a server for it. It gets what it needs to be like the live database.
std::unique_ptr<ScratchPair> replay_databases(const std::string& dialect,
                                              const std::optional<std::string>& scratch,
                                              const LiveShape& live) {
  std::optional<database::Url> server;
  if (scratch) server = scratch_url(*scratch);
  try {
    auto out = std::make_unique<ScratchPair>(dialect, server, false);
    if (!server && out->server()) make_roles(*out->server(), live.roles);
    set_collation(out->main(), live.collation);
    return out;
  } catch (Error& error) {
    error.hints.clear();
    error.with_hint("Give --scratch, the URL of a server on which a database may be made for it.");
    throw;
  }
}

/// A replay, from the cache or on a scratch database.
struct Replay {
  ShapeHistory history;
  std::string place;
  std::string stops_at;
  std::string reason;
};

class Replayer {
 public:
  Replayer(Session& session, std::string dialect, const LiveShape& live,
           const LocateOptions& options)
      : session_(session),
        dialect_(std::move(dialect)),
        options_(options),
        live_(live),
        order_(usual_order(session.graph())),
        key_(key_of(session, order_, dialect_, live, options.scratch)),
        cache_(key_, options.cache) {}

  Replay run() && {
    Replay out;
    CachedReplay known = cache_.read();
    if (!known.reason.empty()) {
      out.stops_at = session_.graph().id(order_[known.deltas.size()]);
      out.reason = known.reason;
    } else if (known.deltas.size() < order_.size() || order_.empty()) {
      replay(known, out);
    }
    order_.resize(std::min(order_.size(), known.deltas.size()));
    out.history = {std::move(known.base), order_, std::move(known.deltas)};
    return out;
  }

 private:
  void replay(CachedReplay& known, Replay& out) {
    const std::unique_ptr<ScratchPair> databases =
        replay_databases(dialect_, options_.scratch, live_);
    RecordedFiles imports;
    ScratchHistory history(session_, *databases, &imports);
    out.place = databases->place();
    const auto items = [&] {
      return schema::shape::items_of(for_location(history.shape()), history.version_table());
    };
    known.base = items();
    Items before;
    const std::size_t cached = known.deltas.size();
    for (std::size_t i = 0; i < order_.size(); ++i) {
      if (i == cached) before = items();
      try {
        history.upgrade(order_[i]);
      } catch (const Error& error) {
        out.stops_at = session_.graph().id(order_[i]);
        out.reason = error.message;
        if (is_lasting(error)) known.reason = error.message;
        break;
      }
      if (i < cached) continue;
      Items after = items();
      known.deltas.push_back(delta_between(before, after));
      known.deltas.back().ran_statements = history.statements() > 0;
      before = std::move(after);
    }
    const bool news = known.deltas.size() > cached || !known.reason.empty();
    if (news) cache_.write(known, imports.read_files());
  }

  Session& session_;
  const std::string dialect_;
  const LocateOptions& options_;
  const LiveShape& live_;
  std::vector<Index> order_;
  const ReplayKey key_;
  const ShapeCache cache_;
};

using Words = std::set<std::string>;

/// What the scripts of the revisions say that a history has not seen.
Words unseen_words(Session& session, const std::vector<Index>& seen) {
  Words out;
  const revision::Graph& graph = session.graph();
  for (const Index revision : usual_order(graph)) {
    const revision::RevisionSpec& spec = graph[revision].spec;
    const bool is_file = revision::language_of(spec) != revision::Language::cpp;
    if (!is_file || std::ranges::find(seen, revision) != seen.end()) continue;
    doctor::each_word(session.files().read(spec.path),
                      [&](std::string_view word) { out.emplace(word); });
  }
  return out;
}

/// The live schema without what no state of the history can have.
class LiveItems {
 public:
  /// `scripts`: the words of the repeatable scripts. `unseen`: those of the revisions that are not
  /// in `history`: what they name they may make.
  LiveItems(const LiveShape& live, const ShapeHistory& history, Words scripts, Words unseen)
      : scripts_(std::move(scripts)), unseen_(std::move(unseen)) {
    for (const Item& item : history.base) know(item);
    for (const ShapeDelta& delta : history.deltas) {
      for (const Item& item : delta.set) know(item);
    }
    const bool schemas = live.database.dialect == "postgresql";
    std::map<std::string, std::size_t> left_out;
    for (Item& item : schema::shape::items_of(for_location(live.database), live.version_table)) {
      const std::string schema = schema_of(item);
      if (item.kind == "extension" && !extensions_.contains(item.name) && !is_unseen(item.name)) {
        ignored.push_back("extension " + item.name);
      } else if (schemas && !schema.empty() && !schemas_.contains(schema) && !is_unseen(schema)) {
        left_out[schema] += item.kind != "schema" && item.owner.empty() ? 1 : 0;
      } else if (is_repeatable(item)) {
        ignored.push_back(fmt::format("{} {} (a repeatable script's)", item.kind, item.name));
        repeatable_.insert(item.name);
      } else {
        items.push_back(std::move(item));
      }
    }
    std::erase_if(items, [&](const Item& item) { return repeatable_.contains(item.owner); });
    for (const auto& [schema, count] : left_out) {
      ignored.push_back(
          fmt::format("schema {} ({} object{})", schema, count, count == 1 ? "" : "s"));
    }
  }

  Items items;
  std::vector<std::string> ignored;

 private:
  static std::string schema_of(const Item& item) {
    if (item.kind == "schema") return item.name;
    if (item.kind == "extension" || item.kind == "event") return {};
    const std::size_t dot = item.name.find('.');
    return dot == std::string::npos ? std::string() : item.name.substr(0, dot);
  }

  /// What is made again rather than changed, stands in a script, and in no state of the history.
  bool is_repeatable(const Item& item) const {
    static constexpr std::string_view kKinds[] = {
        "view", "materialized view", "routine", "trigger", "policy", "rule", "event"};
    if (scripts_.empty() || std::ranges::find(kKinds, item.kind) == std::end(kKinds)) return false;
    if (known_.contains({item.kind, item.name})) return false;
    const std::string path = item.name.substr(0, item.name.find('('));
    return scripts_.contains(in_lower_case(path.substr(path.rfind('.') + 1)));
  }

  bool is_unseen(const std::string& name) const {
    bool any = false, all = true;
    doctor::each_word(name, [&](std::string_view word) {
      any = true;
      all = all && unseen_.contains(std::string(word));
    });
    return any && all;
  }

  void know(const Item& item) {
    known_.emplace(item.kind, item.name);
    if (item.kind == "extension") extensions_.insert(item.name);
    if (std::string schema = schema_of(item); !schema.empty()) schemas_.insert(std::move(schema));
  }

  const Words scripts_, unseen_;
  std::set<std::pair<std::string, std::string>> known_;
  std::set<std::string> repeatable_;
  std::set<std::string> schemas_;
  std::set<std::string> extensions_;
};

/// How the live schema differs from a replay of exactly these revisions.
std::vector<Change> replay_difference(Session& session, const std::string& dialect,
                                      const std::vector<Index>& revisions, const LiveShape& live,
                                      const std::optional<std::string>& scratch,
                                      std::string& place) {
  const std::unique_ptr<ScratchPair> databases = replay_databases(dialect, scratch, live);
  ScratchHistory history(session, *databases);
  place = databases->place();
  const auto items = [&] {
    return schema::shape::items_of(for_location(history.shape()), history.version_table());
  };
  ShapeHistory seen;
  seen.base = items();
  for (const Index revision : revisions) history.upgrade(revision);
  const Items expected = items();
  seen.deltas.push_back({expected, {}, true});
  return changes_between(
      expected,
      LiveItems(live, seen, repeatable_words(session), unseen_words(session, revisions)).items);
}

/// The session of the database that is looked at.
std::unique_ptr<Session> target_session(Session& session, const std::string& url) {
  Request request = session.request();
  if (!url.empty()) request.overrides.url = url;
  auto out = std::make_unique<Session>(std::move(request), session.reporter());
  out->use_files(session.files());
  return out;
}

/// Reads the live database and is rid of the connection: scratch databases are made without any.
LiveShape look(Session& session, const std::string& url, std::string& dialect) {
  const std::unique_ptr<Session> target = target_session(session, url);
  target->connection(false);
  dialect = target->dialect(Mode::online).name();
  LiveShape out = read_live_shape(*target);
  out.roles = roles_to_make(session, target->connection(false));
  out.collation = collation_of(target->connection(false));
  return out;
}

struct Located {
  Location location;
  std::string dialect;
  LiveShape live;
  HistoryState state;  ///< The last of the states.
};

/// Those of the last state that change rows, and that another state which fits as well has not.
std::vector<std::string> doubtful(const revision::Graph& graph, const ShapeHistory& history,
                                  const std::vector<HistoryState>& states) {
  std::vector<std::string> out;
  const auto as_set = [](const HistoryState& state) {
    return std::set(state.revisions.begin(), state.revisions.end());
  };
  const std::set<Index> least = as_set(states.front()), most = as_set(states.back());
  for (std::size_t i = 0; i < history.order.size(); ++i) {
    const Index revision = history.order[i];
    const bool is_new = most.contains(revision) && !least.contains(revision);
    if (is_new && history.deltas[i].ran_statements) out.push_back(graph.id(revision));
  }
  return out;
}

Located find(Session& session, const LocateOptions& options) {
  Located out;
  out.live = look(session, options.url, out.dialect);
  const revision::Graph& graph = session.graph();
  const Replay replay = Replayer(session, out.dialect, out.live, options).run();
  LiveItems live(out.live, replay.history, repeatable_words(session),
                 unseen_words(session, replay.history.order));
  const std::vector<HistoryState> states = nearest_states(graph, replay.history, live.items);
  Location& location = out.location;
  for (const HistoryState& state : states) location.states.push_back(graph.ids(state.tips));
  out.state = states.back();
  location.doubtful = doubtful(graph, replay.history, states);
  location.place = replay.place;
  location.stops_at = replay.stops_at;
  location.reason = replay.reason;
  location.ignored = std::move(live.ignored);
  location.stamped = out.live.rows;
  location.exact = out.state.distance == 0;
  if (!out.state.seen && location.exact) {
    location.changes = replay_difference(session, out.dialect, out.state.revisions, out.live,
                                         options.scratch, location.place);
    location.exact = location.changes.empty();
  } else {
    location.changes = changes_between(replay.history.items(out.state.revisions), live.items);
  }
  return out;
}

std::string lines_of(const std::vector<Change>& changes) {
  constexpr std::size_t kMost = 12;
  std::string out;
  for (std::size_t i = 0; i < std::min(changes.size(), kMost); ++i) {
    out += (out.empty() ? "" : "\n") + describe(changes[i]);
  }
  if (changes.size() > kMost) out += fmt::format("\nand {} more", changes.size() - kMost);
  return out;
}

std::string names_of(const std::vector<std::string>& rows) {
  return rows.empty() ? "base" : fmt::format("{}", fmt::join(rows, ", "));
}

Error not_that_schema(const std::vector<std::string>& rows, const std::vector<Change>& changes) {
  Error error(
      ErrorCode::command,
      fmt::format("The database does not have the schema of {}: {} object{}", names_of(rows),
                  changes.size(), changes.size() == 1 ? " differs" : "s differ"));
  error.server.detail = lines_of(changes);
  return error;
}

/// The revisions that these rows stand for, in the order in which they run.
std::vector<Index> revisions_below(const revision::Graph& graph,
                                   const std::vector<std::string>& rows) {
  std::set<Index> wanted;
  for (const std::string& row : rows) {
    if (const auto found = graph.find(row)) wanted.insert(*found);
  }
  const std::vector<Index> order = usual_order(graph);
  for (auto at = order.rbegin(); at != order.rend(); ++at) {
    if (wanted.contains(*at)) wanted.insert(graph[*at].parents.begin(), graph[*at].parents.end());
  }
  std::vector<Index> out;
  std::ranges::copy_if(order, std::back_inserter(out),
                       [&](Index revision) { return wanted.contains(revision); });
  return out;
}

}  // namespace

Location locate(Session& session, const LocateOptions& options) {
  return find(session, options).location;
}

RunReport baseline(Session& session, const LocateOptions& options) {
  Located found = find(session, options);
  const std::vector<std::string> rows = found.location.states.back();
  if (!found.location.exact) {
    throw not_that_schema(rows, found.location.changes)
        .with_hint("That is the nearest revision; nothing was stamped. `retort locate` tells more.")
        .with_hint(fmt::format("Make the database like it, or stamp it unproven: retort stamp {}",
                               fmt::join(rows, " ")));
  }
  const std::vector<std::string> stamped =
      found.location.stamped.value_or(std::vector<std::string>());
  const bool fits = std::ranges::any_of(found.location.states, [&](const auto& state) {
    return std::set(stamped.begin(), stamped.end()) == std::set(state.begin(), state.end());
  });
  if (!stamped.empty() && fits) return {stamped, {{}, {}, stamped, {}}};
  if (!stamped.empty()) {
    throw Error(ErrorCode::command,
                fmt::format("The version table says {}, and the schema is that of {}",
                            names_of(stamped), names_of(rows)))
        .with_hint(fmt::format("To believe the schema: retort stamp --purge --prove {}",
                               fmt::join(rows, " ")));
  }
  if (!found.location.doubtful.empty()) {
    throw Error(
        ErrorCode::command,
        fmt::format(
            "The schema does not tell whether {} ran: rows or grants are all that it changes",
            fmt::join(found.location.doubtful, ", ")))
        .with_hint(fmt::format("If it did: retort stamp --prove {}", fmt::join(rows, " ")))
        .with_hint(fmt::format("If it did not: retort stamp --prove {}",
                               fmt::join(found.location.states.front(), " ")));
  }
  std::string place;
  const std::vector<Change> changes = replay_difference(
      session, found.dialect, found.state.revisions, found.live, options.scratch, place);
  if (!changes.empty()) throw not_that_schema(rows, changes);
  const std::unique_ptr<Session> target = target_session(session, options.url);
  if (rows.empty()) return {{}, {}};
  return stamp(*target, rows, false, Mode::online);
}

void prove_stamp(Session& session, const std::vector<std::string>& revisions, bool purge,
                 const std::optional<std::string>& scratch) {
  std::string dialect;
  const LiveShape live = look(session, {}, dialect);
  const revision::Graph& graph = session.graph();
  const std::vector<std::string> rows =
      revision::plan_stamp(graph, live.rows.value_or(std::vector<std::string>()), revisions, purge)
          .heads;
  std::string place;
  const std::vector<Change> changes =
      replay_difference(session, dialect, revisions_below(graph, rows), live, scratch, place);
  if (changes.empty()) return;
  throw not_that_schema(rows, changes)
      .with_hint("Nothing was stamped. `retort locate` tells which revision it has.");
}

}  // namespace retort::command
