// The pictures of picture.h that are plain text: for terminals, Graphviz, Mermaid, and as SVG.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "doctor/markup.h"
#include "doctor/picture.h"

namespace retort::doctor {
namespace {

std::string marks_of(const History& history, const PictureNode& node) {
  const RevisionSpec& spec = history[node.revision];
  std::string out;
  const auto add = [&](std::string_view mark) {
    out += out.empty() ? " (" : ", ";
    out += mark;
  };
  for (const std::string& label : spec.branch_labels) add(label);
  if (history.next()[node.revision].empty()) add("head");
  if (spec.down_revisions.empty()) add("base");
  if (node.in_loop) add("in a circle");
  for (const std::string& code : node.findings) add(code);
  return out.empty() ? out : out + ')';
}

/// The lines between rows, drawn with box characters: each cell is two columns wide.
class TextPicture {
 public:
  TextPicture(const History& history, const Picture& picture)
      : history_(history), picture_(picture), row_of_(history.size(), 0) {
    for (const PictureNode& node : picture.nodes) row_of_[node.revision] = node.row;
    for (const PictureEdge& edge : picture.edges) {
      if (!edge.dependency) by_child_[edge.from].push_back(&edge);
    }
  }

  std::string run() {
    std::string out;
    for (const PictureNode& node : picture_.nodes) {
      join(node, out);
      out += cells(node.lane, "●") + ' ' + history_.id(node.revision) + marks_of(history_, node);
      const RevisionSpec& spec = history_[node.revision];
      if (!spec.doc().empty()) out.append(1, ' ').append(spec.doc());
      for (const std::string& name : spec.depends_on) out += fmt::format(" [depends on {}]", name);
      for (const std::string& name : spec.down_revisions) {
        if (!history_.find_or_label(name)) out += fmt::format(" [revises {}: missing]", name);
      }
      out += '\n';
      open(node, out);
    }
    return out;
  }

 private:
  /// A row's lanes, with `mark` in one of them.
  std::string cells(std::size_t lane, std::string_view mark) const {
    std::string out;
    const std::size_t count = std::max(active_.size(), lane + 1);
    for (std::size_t at = 0; at < count; ++at) {
      const bool running = at < active_.size() && active_[at] != revision::kNone;
      out += at == lane ? mark : running ? "│" : " ";
      if (at + 1 < count) out += ' ';
    }
    return out;
  }

  /// A connection from `lane` to each of `others`, over what runs in between.
  std::string connection(std::size_t lane, const std::vector<std::size_t>& others, bool closing,
                         const std::vector<bool>& goes_on) const {
    const std::size_t first = std::min(lane, std::ranges::min(others));
    const std::size_t last = std::max(lane, std::ranges::max(others));
    std::string out;
    const std::size_t count = std::max(active_.size(), last + 1);
    for (std::size_t at = 0; at < count; ++at) {
      const bool running = at < active_.size() && active_[at] != revision::kNone;
      const bool other = std::ranges::find(others, at) != others.end();
      const bool inside = at > first && at < last;
      std::string_view cell = running ? "│" : " ";
      if (at == lane) {
        cell = first == lane ? "├" : last == lane ? "┤" : "┼";
      } else if (other && goes_on[at]) {
        cell = at == first ? "├" : at == last ? "┤" : "┼";
      } else if (other) {
        if (closing) {
          cell = at == first ? "╰" : at == last ? "╯" : "┴";
        } else {
          cell = at == first ? "╭" : at == last ? "╮" : "┬";
        }
      } else if (inside) {
        cell = running ? "┼" : "─";
      }
      out += cell;
      if (at + 1 < count) out += at >= first && at < last ? "─" : " ";
    }
    return out + '\n';
  }

  /// Lanes that wait for the node beside its own end in it.
  void join(const PictureNode& node, std::string& out) {
    std::vector<std::size_t> ending;
    for (std::size_t at = 0; at < active_.size(); ++at) {
      if (active_[at] == node.revision && at != node.lane) ending.push_back(at);
    }
    if (ending.empty()) return;
    out += connection(node.lane, ending, true, std::vector<bool>(active_.size() + 1, false));
    for (const std::size_t at : ending) active_[at] = revision::kNone;
    while (!active_.empty() && active_.back() == revision::kNone) active_.pop_back();
  }

  /// Lanes begin below the node, or are met.
  void open(const PictureNode& node, std::string& out) {
    if (node.lane < active_.size()) active_[node.lane] = revision::kNone;
    std::vector<std::size_t> others;
    std::vector<bool> goes_on(picture_.lanes + 1, false);
    bool straight = false;
    for (const PictureEdge* edge : by_child_[node.revision]) {
      if (row_of_[edge->to] <= node.row) continue;  // back up: told by the marks
      if (active_.size() <= edge->lane) active_.resize(edge->lane + 1, revision::kNone);
      goes_on[edge->lane] = active_[edge->lane] == edge->to;
      active_[edge->lane] = edge->to;
      if (edge->lane == node.lane) {
        straight = true;
      } else {
        others.push_back(edge->lane);
      }
    }
    if (!others.empty()) {
      std::string line = connection(node.lane, others, false, goes_on);
      if (!straight) line = ended(std::move(line), node.lane, others);
      out += line;
    }
    while (!active_.empty() && active_.back() == revision::kNone) active_.pop_back();
  }

  /// The node's own lane ends where its only lines go to others.
  static std::string ended(std::string line, std::size_t lane,
                           const std::vector<std::size_t>& others) {
    const bool left = std::ranges::min(others) < lane;
    const bool right = std::ranges::max(others) > lane;
    const std::string_view corner = left && right ? "┴" : left ? "╯" : "╰";
    std::size_t at = 0;
    for (std::size_t cell = 0; cell < 2 * lane; ++cell) at += width(line, at);
    line.replace(at, width(line, at), corner);
    return line;
  }

  static std::size_t width(const std::string& text, std::size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : 3;
  }

  const History& history_;
  const Picture& picture_;
  std::vector<std::size_t> row_of_;
  std::map<Index, std::vector<const PictureEdge*>> by_child_;
  std::vector<Index> active_;
};

/// Inside of double quotes, for Graphviz and Mermaid.
std::string quoted(std::string_view text, std::string_view quote) {
  std::string out;
  for (const char c : text) {
    if (c == '"') {
      out += quote;
    } else if (c == '\\') {
      out += "\\\\";
    } else {
      out += c == '\n' ? ' ' : c;
    }
  }
  return out;
}

}  // namespace

std::string picture_text(const History& history, const Picture& picture) {
  return TextPicture(history, picture).run();
}

std::string picture_dot(const History& history, const Picture& picture) {
  std::string out = "digraph history {\n  rankdir=BT;\n  node [shape=box, style=rounded];\n";
  for (const PictureNode& node : picture.nodes) {
    const RevisionSpec& spec = history[node.revision];
    out += fmt::format("  \"{}\" [label=\"{}{}\\n{}\"{}];\n", quoted(spec.id, "\\\""),
                       quoted(spec.id, "\\\""), quoted(marks_of(history, node), "\\\""),
                       quoted(spec.doc(), "\\\""), node.in_loop ? ", color=red" : "");
  }
  for (const PictureEdge& edge : picture.edges) {
    out += fmt::format("  \"{}\" -> \"{}\"{};\n", quoted(history.id(edge.to), "\\\""),
                       quoted(history.id(edge.from), "\\\""),
                       edge.in_loop      ? " [color=red]"
                       : edge.dependency ? " [style=dashed]"
                                         : "");
  }
  for (const MissingReference& reference : history.missing()) {
    out += fmt::format("  \"{}\" [style=dotted];\n  \"{}\" -> \"{}\" [style=dotted];\n",
                       quoted(reference.id, "\\\""), quoted(reference.id, "\\\""),
                       quoted(history.id(reference.from), "\\\""));
  }
  return out + "}\n";
}

std::string picture_mermaid(const History& history, const Picture& picture) {
  std::string out = "flowchart BT\n";
  std::map<Index, std::size_t> numbers;
  for (const PictureNode& node : picture.nodes) {
    const RevisionSpec& spec = history[node.revision];
    numbers[node.revision] = node.row;
    out += fmt::format("  r{}[\"{}{}<br>{}\"]\n", node.row, quoted(spec.id, "#quot;"),
                       quoted(marks_of(history, node), "#quot;"), quoted(spec.doc(), "#quot;"));
  }
  for (const PictureEdge& edge : picture.edges) {
    out += fmt::format("  r{} {} r{}\n", numbers[edge.to], edge.dependency ? "-.->" : "-->",
                       numbers[edge.from]);
  }
  std::size_t missing = 0;
  for (const MissingReference& reference : history.missing()) {
    out += fmt::format("  m{0}([\"{1}: missing\"])\n  m{0} -.-> r{2}\n", missing++,
                       quoted(reference.id, "#quot;"), numbers[reference.from]);
  }
  return out;
}

std::string picture_svg(const History& history, const Picture& picture) {
  constexpr int kStep = 22;
  constexpr int kMargin = 16;
  const auto x = [](std::size_t lane) { return kMargin + kStep * static_cast<int>(lane); };
  const auto y = [](std::size_t row) { return kMargin + kStep * static_cast<int>(row); };
  std::vector<const PictureNode*> by_revision(history.size());
  for (const PictureNode& node : picture.nodes) by_revision[node.revision] = &node;
  const int text_x = x(picture.lanes) + 4;
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" "
      "font-family=\"ui-monospace, monospace\" font-size=\"12\">\n<style>"
      "svg{{color-scheme:light dark;background:Canvas}}text{{fill:CanvasText}}"
      "path{{fill:none;stroke:#5b8def;stroke-width:2}}"
      ".dependency{{stroke-dasharray:4 3}}.loop{{stroke:#d93025}}"
      "circle{{fill:#5b8def}}.bad{{fill:#d93025}}.head{{fill:#188038}}</style>\n",
      text_x + 900, y(picture.nodes.size()) + kMargin);
  for (const PictureEdge& edge : picture.edges) {
    const PictureNode& from = *by_revision[edge.from];
    const PictureNode& to = *by_revision[edge.to];
    out += fmt::format("<path class=\"{}\" d=\"M{} {}L{} {}L{} {}L{} {}\"/>\n",
                       edge.in_loop      ? "loop"
                       : edge.dependency ? "dependency"
                                         : "line",
                       x(from.lane), y(from.row), x(edge.lane), y(from.row) + kStep / 2,
                       x(edge.lane), y(to.row) - kStep / 2, x(to.lane), y(to.row));
  }
  for (const PictureNode& node : picture.nodes) {
    const RevisionSpec& spec = history[node.revision];
    const bool bad = node.in_loop || !node.findings.empty();
    out += fmt::format(
        "<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"5\"><title>{}</title></circle>"
        "<text x=\"{}\" y=\"{}\">{}{} {}</text>\n",
        bad                                     ? "bad"
        : history.next()[node.revision].empty() ? "head"
                                                : "revision",
        x(node.lane), y(node.row), markup_escaped(spec.file()), text_x, y(node.row) + 4,
        markup_escaped(spec.id), markup_escaped(marks_of(history, node)),
        markup_escaped(spec.doc()));
  }
  return out + "</svg>\n";
}

}  // namespace retort::doctor
