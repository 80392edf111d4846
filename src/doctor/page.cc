// The page draws on a canvas and only what is in sight, so that thousands of revisions stay smooth.
#include "doctor/page.h"

#include <nlohmann/json.hpp>
#include <string_view>

namespace retort::doctor {
namespace {

constexpr std::string_view kHead =
    R"html(dl { display: grid; grid-template-columns: auto 1fr; gap: .1rem .8rem; margin: 0 0 .6rem; } dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; } .bad { color: var(--bad); }
</style></head><body>
<header><input id="search" type="search" placeholder="id, message, file" aria-label="Search">
<select id="branch" aria-label="Branch"><option value="">all branches</option></select>
<select id="author" aria-label="Author"><option value="">all authors</option></select>
<select id="table" aria-label="Table"><option value="">all tables</option></select>
<input id="from" type="date" aria-label="From date" title="from"><input id="to" type="date" aria-label="To date" title="to">
<label><input id="found" type="checkbox"> with findings</label><button id="fit">whole history</button>
<span id="count"></span></header>
<div id="map"><canvas id="canvas" tabindex="0" aria-label="History"></canvas></div><aside id="details"></aside>
<script id="data" type="application/json">)html";

constexpr std::string_view kDrawing = R"html(</script>
<script>
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const byId = new Map(data.nodes.map(node => [node.id, node]));
const children = new Map(data.nodes.map(node => [node.id, []]));
for (const edge of data.edges) if (!edge.dependency) children.get(edge.to).push(edge.from);
const $ = id => document.getElementById(id);
const canvas = $("canvas"), context = canvas.getContext("2d"), STEP = 24;
const lanes = 1 + Math.max(0, ...data.nodes.map(node => node.lane), ...data.edges.map(edge => edge.lane));
let view = { x: 20, y: 20, scale: 1 }, chosen = null, shown = new Set(data.nodes);

// A branch is named by a label: it reaches from where the label stands to all that comes after.
const branches = new Map();
for (const node of data.nodes) for (const label of node.branch_labels) {
  const members = new Set(), todo = [node.id];
  while (todo.length) { const id = todo.pop(); if (members.has(id)) continue; members.add(id); todo.push(...children.get(id)); }
  branches.set(label, members);
}
function fill(select, values) {
  for (const value of [...new Set(values)].sort()) select.add(new Option(value, value));
  select.hidden = select.length < 2;
}
fill($("branch"), branches.keys());
fill($("author"), data.nodes.map(node => node.author).filter(Boolean));
fill($("table"), data.nodes.flatMap(node => node.tables || []));

function matches(node) {
  const text = $("search").value.toLowerCase(), day = (node.created || node.committed || "").slice(0, 10);
  return (!text || [node.id, node.message, node.file].some(part => part.toLowerCase().includes(text)))
    && (!$("branch").value || branches.get($("branch").value).has(node.id))
    && (!$("author").value || node.author === $("author").value)
    && (!$("table").value || (node.tables || []).includes($("table").value))
    && (!$("from").value || day >= $("from").value) && (!$("to").value || (day && day <= $("to").value))
    && (!$("found").checked || node.findings.length > 0);
}
function filter() {
  shown = new Set(data.nodes.filter(matches));
  $("count").textContent = shown.size === data.nodes.length ? `${shown.size} revisions` : `${shown.size} of ${data.nodes.length} revisions`;
  const first = [...shown][0];
  if (first && shown.size < data.nodes.length) show(first);
  draw();
}
const colors = () => { const style = getComputedStyle(document.documentElement); return name => style.getPropertyValue("--" + name); };
// From afar rows come close together, and lanes stay apart.
const laneWidth = () => STEP * Math.max(0.3, view.scale);
const at = node => [view.x + node.lane * laneWidth(), view.y + node.row * STEP * view.scale];

function draw() {
  const box = $("map").getBoundingClientRect(), ratio = devicePixelRatio || 1;
  canvas.width = box.width * ratio; canvas.height = box.height * ratio;
  canvas.style.width = box.width + "px"; canvas.style.height = box.height + "px";
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const color = colors(), size = STEP * view.scale, wide = laneWidth(), filtered = shown.size < data.nodes.length;
  const first = Math.floor(-view.y / size) - 1, last = Math.ceil((box.height - view.y) / size) + 1;
  if (chosen) { context.fillStyle = color("hit"); context.fillRect(0, at(chosen)[1] - size / 2, box.width, size); }
  context.lineWidth = Math.max(1, 2 * view.scale);
  const strokes = new Map(), drawn = []; // A stroke for each style; a pixel of a lane once.
  for (const edge of data.edges) {
    const from = byId.get(edge.from), to = byId.get(edge.to);
    if (Math.max(from.row, to.row) < first || Math.min(from.row, to.row) > last) continue;
    const [x1, y1] = at(from), [x2, y2] = at(to), x = view.x + edge.lane * wide, turn = y2 > y1 ? size / 2 : -size / 2;
    const bright = shown.has(from) && shown.has(to), style = (edge.loop ? 1 : 0) + (bright ? 2 : 0) + (edge.dependency ? 4 : 0);
    if (Math.abs(y2 - y1) < 1 && x1 === x2) { const pixel = Math.floor(y1) * 8 + style; if (drawn[edge.lane] === pixel) continue; drawn[edge.lane] = pixel; }
    if (!strokes.has(style)) strokes.set(style, new Path2D());
    const path = strokes.get(style);
    path.moveTo(x1, y1); path.lineTo(x, y1 + turn); path.lineTo(x, y2 - turn); path.lineTo(x2, y2);
  }
  for (const [style, path] of strokes) {
    context.strokeStyle = color(style & 1 ? "bad" : "edge"); context.globalAlpha = style & 2 ? 1 : 0.25;
    context.setLineDash(style & 4 ? [4, 3] : []); context.stroke(path);
  }
  context.setLineDash([]);
  // Beside the lanes; over them where they would leave no room for it.
  const beside = view.x + lanes * wide + 0.4 * size, textAt = Math.min(beside, Math.max(120, box.width * 0.6));
  const font = Math.min(13, 13 * view.scale), dots = [];
  context.font = `${font}px ui-monospace, monospace`; context.textBaseline = "middle";
  for (let row = Math.max(0, first); row <= Math.min(last, data.nodes.length - 1); ++row) {
    const node = data.nodes[row], [x, y] = at(node);
    const bad = node.loop || node.findings.length > 0, small = bad || (filtered && shown.has(node)) ? 3 : 1;
    if (small < 3 && size < 1 && dots[node.lane] === Math.floor(y)) continue;
    dots[node.lane] = Math.floor(y);
    context.globalAlpha = shown.has(node) ? 1 : 0.25;
    context.fillStyle = bad ? color("bad") : node.head ? color("head") : color("edge");
    context.beginPath();
    if (node.mergepoint) { const half = Math.max(small, 5 * view.scale); context.rect(x - half, y - half, 2 * half, 2 * half); }
    else context.arc(x, y, Math.max(small, (node.base ? 6 : 5) * view.scale), 0, 7);
    context.fill();
    if (font < 5) continue;
    if (textAt < beside) { context.fillStyle = color(node === chosen ? "hit" : "paper"); context.fillRect(textAt - 4, y - size / 2, box.width, size); }
    const marks = [...node.branch_labels, node.head && "head", node.base && "base", node.loop && "circle", ...node.findings].filter(Boolean);
    context.fillStyle = color("ink"); context.fillText(node.id, textAt, y);
    let next = textAt + context.measureText(node.id).width + 8;
    if (marks.length) { context.fillStyle = color(bad ? "bad" : "head"); const text = `(${marks.join(", ")})`; context.fillText(text, next, y); next += context.measureText(text).width + 8; }
    context.fillStyle = color("soft"); context.fillText(node.message, next, y);
  }
  context.globalAlpha = 1;
}
function show(node) {
  const height = $("map").clientHeight, y = view.y + node.row * STEP * view.scale;
  if (y < 10 || y > height - 10) view.y = height / 3 - node.row * STEP * view.scale;
}
)html";

constexpr std::string_view kTail = R"html(function details(node) {
  chosen = node; const panel = $("details"); panel.textContent = "";
  element("h2", node.id, panel); element("p", node.message, panel);
  const list = element("dl", undefined, panel);
  const row = (name, value) => { if (value && value.length) { element("dt", name, list); return element("dd", typeof value === "string" ? value : undefined, list); } };
  row("file", node.line ? `${node.file}:${node.line}` : node.file);
  for (const [name, ids] of [["revises", node.down_revision], ["depends on", node.depends_on], ["revised by", children.get(node.id)]]) {
    const cell = row(name, ids); if (!cell) continue;
    ids.forEach((id, number) => { if (number) cell.append(", "); const link = element(byId.has(id) ? "a" : "span", id, cell, byId.has(id) ? "" : "bad"); if (byId.has(id)) link.onclick = () => { details(byId.get(id)); show(byId.get(id)); draw(); }; });
  }
  row("labels", node.branch_labels.join(", ")); row("created", node.created);
  row("added by", node.author ? `${node.author}, ${node.committed}, ${node.commit.slice(0, 10)}` : "");
  row("tables", (node.tables || []).join(", "));
  for (const finding of data.findings || []) if (finding.revisions.includes(node.id)) element("p", `${finding.code}: ${finding.message}`, panel, "bad");
  for (const [name, text] of Object.entries(node.sql || {})) { element("h3", `SQL of ${name}`, panel); element("pre", text.trim() || "(nothing)", panel); }
  if (node.script) { element("h3", "File", panel); element("pre", node.script, panel); }
  draw();
}
canvas.onpointerup = event => {
  const moved = drag && drag.moved; drag = null; if (moved) return;
  const row = Math.round((event.clientY - canvas.getBoundingClientRect().top - view.y) / (STEP * view.scale));
  if (data.nodes[row]) details(data.nodes[row]);
};
function zoom(by, x, y) {
  const scale = Math.min(3, Math.max(0.001, view.scale * by)), wide = laneWidth();
  view.y = y - (y - view.y) * scale / view.scale; view.scale = scale;
  view.x = x - (x - view.x) * laneWidth() / wide;
}
canvas.onkeydown = event => {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 }[event.key];
  if (event.key === "+" || event.key === "-") { zoom(event.key === "+" ? 1.2 : 1 / 1.2, 0, 0); draw(); }
  if (!step) return;
  event.preventDefault();
  const row = Math.min(data.nodes.length - 1, Math.max(0, (chosen ? chosen.row : -1) + step));
  details(data.nodes[row]); show(data.nodes[row]); draw();
};
$("fit").onclick = () => {
  const height = $("map").clientHeight - 40;
  view = { x: 20, y: 20, scale: Math.min(1, Math.max(0.001, height / (STEP * Math.max(1, data.nodes.length)))) }; draw();
};
for (const id of ["search", "branch", "author", "table", "from", "to", "found"]) $(id).addEventListener("input", filter);
if (location.hash && byId.has(location.hash.slice(1))) details(byId.get(location.hash.slice(1)));
filter();
if (chosen) { show(chosen); draw(); }
</script></body></html>
)html";

}  // namespace

std::string picture_page(const Json& data) {
  std::string page = page_begin("History");
  page += kHead;
  page += page_data(data);
  page += kDrawing;
  page += page_moving();
  page += kTail;
  return page;
}

}  // namespace retort::doctor
