#include "revision/targets.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "revision/failure.h"

namespace retort::revision {
namespace {

using Optional = std::optional<std::string>;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_word(char c) {
  return is_digit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80U;
}

long long saturated(std::string_view digits) {
  long long value = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return result.ec == std::errc() ? value : std::numeric_limits<long long>::max() / 2;
}

/// The number without sign and leading zeros.
std::string magnitude(std::string_view number) {
  number.remove_prefix(1);
  while (number.size() > 1 && number.front() == '0') number.remove_prefix(1);
  return std::string(number);
}

Failure did_not_produce(const RelativeTarget& relative, std::string_view shown) {
  return Failure(fmt::format("Relative revision {} didn't produce {} migrations", shown,
                             magnitude(relative.number)));
}

/// As Python prints the parsed number of an upgrade.
std::string as_number(const RelativeTarget& relative) {
  return (relative.steps < 0 ? "-" : "") + magnitude(relative.number);
}

/// Python's int() of an identifier, if it is negative.
std::optional<long long> negative_number(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\n\r\f\v";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return std::nullopt;
  text = text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
  if (text.size() < 2 || text.front() != '-') return std::nullopt;
  std::string digits;
  for (const char c : text.substr(1)) {
    if (c == '_' && !digits.empty() && digits.back() != '_') {
      digits += c;
    } else if (is_digit(c)) {
      digits += c;
    } else {
      return std::nullopt;
    }
  }
  if (digits.empty() || digits.back() == '_') return std::nullopt;
  std::erase(digits, '_');
  const long long value = saturated(digits);
  return value == 0 ? std::nullopt : std::optional(-value);
}

std::optional<RelativeTarget> parse_after_label(std::string_view text, const Optional& label) {
  std::size_t at = 0;
  while (at < text.size() && is_word(text[at])) ++at;
  if (at >= text.size() || (text[at] != '+' && text[at] != '-')) return std::nullopt;
  std::size_t end = at + 1;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end == at + 1) return std::nullopt;
  RelativeTarget relative;
  relative.label = label;
  if (at > 0) relative.symbol = std::string(text.substr(0, at));
  relative.number = std::string(text.substr(at, end - at));
  relative.steps = saturated(text.substr(at + 1, end - at - 1));
  if (text[at] == '-') relative.steps = -relative.steps;
  return relative;
}

Failure no_such_revision(const std::string& id) {
  return {Failure::Kind::resolution,
          fmt::format("No such revision or branch '{}'{}", id,
                      id.size() < 4 ? "; please ensure at least four characters are present for "
                                      "partial revision identifier matches"
                                    : ""),
          id};
}

}  // namespace

std::optional<RelativeTarget> parse_relative(std::string_view text) {
  for (std::size_t at = text.find('@', 1); at < text.size(); at = text.find('@', at + 1)) {
    const std::string label(text.substr(0, at));
    if (auto found = parse_after_label(text.substr(at + 1), label)) return found;
  }
  return parse_after_label(text, std::nullopt);
}

std::vector<Index> indices_of(const std::vector<Point>& points) {
  std::vector<Index> indices;
  indices.reserve(points.size());
  for (const Point& point : points) {
    if (point.is_revision()) indices.push_back(point.index);
  }
  return indices;
}

// ---- Names ----------------------------------------------------------------------------------

Targets::Resolved Targets::resolve(const std::string& identifier) const {
  Resolved resolved;
  std::string id = identifier;
  if (const std::size_t at = identifier.find('@'); at != std::string::npos) {
    resolved.label = identifier.substr(0, at);
    id = identifier.substr(at + 1);
  }
  const bool has_label = resolved.label && !resolved.label->empty();
  if (id == "heads") {
    resolved.ids =
        has_label ? graph_.ids(filter_lineage(graph_.heads(), *resolved.label, EdgeKind::versioned))
                  : graph_.ids(graph_.real_heads());
  } else if (id == "head") {
    resolved.ids = current_head(has_label ? resolved.label : std::nullopt);
  } else if (id != "base") {
    resolved.ids = {id};
  }
  return resolved;
}

std::vector<std::string> Targets::current_head(const Optional& label) const {
  std::vector<Index> heads = graph_.heads();
  if (label) heads = filter_lineage(heads, *label, EdgeKind::versioned);
  if (heads.size() > 1) {
    throw Failure::multiple_heads(graph_.ids(heads), label ? *label + "@head" : "head");
  }
  return graph_.ids(heads);
}

std::vector<Point> Targets::revisions(const std::string& identifier) const {
  const Resolved resolved = resolve(identifier);
  std::vector<Point> points;
  if (resolved.ids.size() == 1) {
    if (const std::optional<long long> steps = negative_number(resolved.ids.front())) {
      for (const Index head : indices_of(revisions("heads"))) {
        if (resolved.label) {
          const std::vector<std::string> labels = graph_.labels(head);
          if (std::ranges::find(labels, *resolved.label) == labels.end()) continue;
        }
        points.push_back(walk(Point::at(head), *steps, std::nullopt, true));
      }
      return points;
    }
  }
  for (const std::string& id : resolved.ids) {
    points.push_back(Point::at(by_identifier(id, resolved.label)));
  }
  return points;
}

std::vector<Point> Targets::revisions(const std::vector<std::string>& identifiers) const {
  std::vector<Point> points;
  for (const std::string& identifier : identifiers) {
    const std::vector<Point> more = revisions(identifier);
    points.insert(points.end(), more.begin(), more.end());
  }
  return points;
}

std::optional<Index> Targets::revision(const std::string& identifier) const {
  const Resolved resolved = resolve(identifier);
  if (resolved.ids.size() > 1) throw Failure::multiple_heads(resolved.ids, identifier);
  if (!resolved.ids.empty()) return by_identifier(resolved.ids.front(), resolved.label);
  if (resolved.label && !resolved.label->empty()) branch(*resolved.label);
  return std::nullopt;
}

Point Targets::point_of(const std::string& identifier) const {
  const std::optional<Index> index = revision(identifier);
  return index ? Point::at(*index) : Point::none();
}

Index Targets::branch(const std::string& label) const {
  if (const std::optional<Index> found = graph_.find(label)) return *found;
  try {
    return by_identifier(label, std::nullopt);
  } catch (const Failure& failure) {
    if (failure.kind != Failure::Kind::resolution) throw;
    throw Failure(Failure::Kind::resolution, fmt::format("No such branch: '{}'", label), label);
  }
}

Index Targets::by_identifier(const std::string& id, const Optional& label) const {
  const bool checked = label && !label->empty();
  const Index branch_index = checked ? branch(*label) : kNone;
  const std::optional<Index> exact = graph_.find(id);
  const Index found = exact ? *exact : by_prefix(id, checked ? label : std::nullopt);
  if (checked && lineage({graph_.id(branch_index)}, EdgeKind::versioned)[found] == 0) {
    throw Failure(
        Failure::Kind::resolution,
        fmt::format("Revision {} is not a member of branch '{}'", graph_.id(found), *label), id);
  }
  return found;
}

Index Targets::by_prefix(const std::string& id, const Optional& label) const {
  if (id.empty()) throw no_such_revision(id);
  std::vector<std::pair<std::string_view, Index>> found = graph_.find_prefix(id);
  if (label && !found.empty()) {
    std::vector<Index> all;
    for (const auto& [key, index] : found) all.push_back(index);
    Marks related(graph_.size(), 0);
    for (const Index index : filter_lineage(all, *label, EdgeKind::versioned)) related[index] = 1;
    std::erase_if(found, [&](const auto& item) { return related[item.second] == 0; });
  }
  if (found.empty()) throw no_such_revision(id);
  if (found.size() == 1) return found.front().second;
  std::string shown;
  for (std::size_t at = 0; at < found.size() && at < 3; ++at) {
    shown += fmt::format("{}'{}'", at == 0 ? "" : ", ", found[at].first);
  }
  throw Failure(Failure::Kind::resolution,
                fmt::format("Multiple revisions start with '{}': {}...", id, shown), id);
}

// ---- Lineage --------------------------------------------------------------------------------

Marks Targets::lineage(const std::vector<std::string>& shares, EdgeKind kind) const {
  std::vector<Index> starts;
  for (const std::string& share : shares) starts.push_back(by_identifier(share, std::nullopt));
  Marks related = ancestors(graph_, starts, kind);
  const Marks above = descendants(graph_, starts, kind);
  for (Index index = 0; index < graph_.size(); ++index) {
    if (above[index] != 0) related[index] = 1;
  }
  return related;
}

std::vector<Index> Targets::filter_lineage(const std::vector<Index>& candidates,
                                           const std::string& against, EdgeKind kind) const {
  const Resolved resolved = resolve(against);
  std::vector<std::string> shares;
  if (resolved.label && !resolved.label->empty()) shares.push_back(*resolved.label);
  shares.insert(shares.end(), resolved.ids.begin(), resolved.ids.end());
  if (shares.empty() || candidates.empty()) return candidates;
  const Marks related = lineage(shares, kind);
  std::vector<Index> kept;
  std::ranges::copy_if(candidates, std::back_inserter(kept),
                       [&](Index index) { return related[index] != 0; });
  return kept;
}

std::vector<Index> Targets::all_current(const std::vector<std::string>& rows) const {
  const Marks applied = ancestors(graph_, indices_of(revisions(rows)), EdgeKind::real);
  const auto is_applied = [&](Index index) { return applied[index] != 0; };
  std::vector<Index> tips;
  for (Index index = 0; index < graph_.size(); ++index) {
    if (is_applied(index) && std::ranges::none_of(graph_[index].next, is_applied)) {
      tips.push_back(index);
    }
  }
  return tips;
}

// ---- Walking --------------------------------------------------------------------------------

std::vector<Point> Targets::steps_up(Point from, const Optional& label) const {
  const Indices above = from.is_revision() ? graph_[from.index].next : Indices(graph_.bases());
  std::vector<Index> children(above.begin(), above.end());
  if (label && !label->empty()) children = filter_lineage(children, *label, EdgeKind::versioned);
  std::vector<Point> points;
  for (const Index child : children) points.push_back(Point::at(child));
  return points;
}

std::vector<Point> Targets::steps_down(Point from) const {
  if (from.kind == Point::Kind::base) return {};
  const Indices below = from.is_revision() ? graph_[from.index].down : Indices(graph_.heads());
  std::vector<Point> points;
  for (const Index index : below) points.push_back(Point::at(index));
  if (points.empty()) points.push_back(Point::base());
  return points;
}

Point Targets::walk(Point start, long long steps, const Optional& label, bool fails) const {
  Point at = start;
  for (long long left = steps < 0 ? -steps : steps; left > 0; --left) {
    const std::vector<Point> next = steps > 0 ? steps_up(at, label) : steps_down(at);
    if (next.empty()) return fails ? Point::none() : at;
    if (next.size() > 1) throw Failure("Ambiguous walk");
    at = next.front();
  }
  return at;
}

Point Targets::walk_from_symbol(const RelativeTarget& relative, bool fails,
                                bool zero_checks_label) const {
  const std::string symbol = *relative.symbol;
  if (relative.steps > 0) return walk(point_of(symbol), relative.steps, relative.label, fails);
  if (relative.steps == 0 && !zero_checks_label) return point_of(symbol);
  const std::string start = relative.label ? *relative.label + "@" + symbol : symbol;
  return walk(point_of(start), relative.steps, std::nullopt, fails);
}

// ---- Upgrade --------------------------------------------------------------------------------

/// The single place from which a relative upgrade starts: the current row; with a label the current
/// head of that branch, or the tip of what is applied of it, or the base.
Point Targets::start_of_upgrade(const std::vector<std::string>& current,
                                const Optional& label) const {
  if (!label) {
    if (current.size() > 1) throw Failure("Ambiguous upgrade from multiple current revisions");
    return current.empty() ? Point::none() : point_of(current.front());
  }
  const std::vector<Point> points = revisions(current);
  for (const Point& point : points) {
    if (point.kind == Point::Kind::base) throw no_such_revision("base");
  }
  const std::vector<Index> rows = indices_of(points);
  std::vector<Index> starts = filter_lineage(rows, *label, EdgeKind::versioned);
  if (starts.empty()) {
    const Marks applied = ancestors(graph_, rows, EdgeKind::real);
    std::vector<Index> active;
    for (Index index = 0; index < graph_.size(); ++index) {
      if (applied[index] != 0) active.push_back(index);
    }
    active = filter_lineage(active, *label, EdgeKind::versioned);
    Marks below(graph_.size(), 0);
    for (const Index index : active) {
      for (const Index parent : graph_[index].parents) below[parent] = 1;
    }
    std::ranges::copy_if(active, std::back_inserter(starts),
                         [&](Index index) { return below[index] == 0; });
  }
  if (starts.size() > 1) throw Failure("Ambiguous upgrade from multiple current revisions");
  return starts.empty() ? Point::none() : Point::at(starts.front());
}

Point Targets::relative_upgrade(const std::vector<std::string>& current,
                                const RelativeTarget& relative, bool fails) const {
  if (!relative.symbol && relative.steps > 0) {
    const Point point =
        walk(start_of_upgrade(current, relative.label), relative.steps, relative.label, fails);
    if (point.kind == Point::Kind::none) throw did_not_produce(relative, relative.number);
    return point;
  }
  if (!relative.symbol) throw did_not_produce(relative, as_number(relative));
  // With a symbol the walk starts there, whatever the current rows are.
  return walk_from_symbol(relative, fails, true);
}

std::vector<Index> Targets::upgrade_targets(const std::vector<std::string>& current,
                                            const std::string& target, bool relative_fails) const {
  const std::optional<RelativeTarget> relative = parse_relative(target);
  const std::vector<Point> points =
      relative ? std::vector<Point>{relative_upgrade(current, *relative, relative_fails)}
               : revisions(target);
  for (const Point& point : points) {
    // Alembic stops with an assertion here; its text for the same mistake from the current rows.
    if (point.is_revision()) continue;
    const std::size_t sign = target.find_last_of("+-");
    const std::string number = relative ? relative->number : target.substr(sign);
    throw Failure(fmt::format("Relative revision {} didn't produce {} migrations", target,
                              magnitude(number)));
  }
  return indices_of(points);
}

// ---- Downgrade ------------------------------------------------------------------------------

/// The identifier from which `-N` or `label@-N` walks down.
std::string Targets::start_of_downgrade(const std::vector<std::string>& current,
                                        const RelativeTarget& relative,
                                        std::vector<std::string>& warnings) const {
  if (!relative.label) {
    if (current.empty()) throw did_not_produce(relative, relative.number);
    const bool several = std::ranges::any_of(
        current, [&](const std::string& row) { return row != current.front(); });
    if (several) {
      warnings.emplace_back(
          "downgrade -1 from multiple heads is ambiguous; this usage will be disallowed in a "
          "future release.");
    }
    return current.front();
  }
  std::vector<Index> rows;
  for (const std::string& row : current) rows.push_back(by_identifier(row, std::nullopt));
  std::vector<Index> starts = filter_lineage(rows, *relative.label, EdgeKind::versioned);
  if (starts.empty()) {
    starts = filter_lineage(all_current(current), *relative.label, EdgeKind::versioned);
  }
  if (starts.size() == 1) return graph_.id(starts.front());
  // Alembic stops with an assertion here.
  if (starts.empty()) throw did_not_produce(relative, *relative.label + "@" + relative.number);
  throw Failure(
      fmt::format("Ambiguous downgrade from multiple current revisions of branch '{}': {}",
                  *relative.label, fmt::join(graph_.ids(starts), ", ")));
}

Targets::DowngradeTarget Targets::downgrade_target(const std::vector<std::string>& current,
                                                   const std::string& target, bool relative_fails,
                                                   std::vector<std::string>& warnings) const {
  std::optional<RelativeTarget> relative = parse_relative(target);
  if (!relative) {
    const std::size_t at = target.rfind('@');
    DowngradeTarget found;
    if (at != std::string::npos && at > 0) found.label = target.substr(0, at);
    found.point = point_of(at == std::string::npos ? target : target.substr(at + 1));
    return found;
  }
  const bool from_current = !relative->symbol;
  if (from_current && relative->steps >= 0) {
    throw did_not_produce(*relative, relative->number);
  }
  if (from_current) {
    relative->symbol = start_of_downgrade(current, *relative, warnings);
    if (!relative->label) relative->label = relative->symbol;
  }
  const Point point = walk_from_symbol(*relative, relative_fails, false);
  if (point.kind == Point::Kind::none) {
    if (from_current) throw did_not_produce(*relative, relative->number);
    throw Failure("Walked too far");
  }
  return {relative->label, point};
}

}  // namespace retort::revision
