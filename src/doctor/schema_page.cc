// Laid out in the page: tables that foreign keys connect form a group; in it, a table stands to the
// right of those that it refers to, beside the middle of them. Groups fill a rectangle row by row,
// the largest first. It is drawn on a canvas, and only what is in sight.
#include "doctor/schema_page.h"

#include <nlohmann/json.hpp>
#include <string_view>

#include "doctor/page.h"

namespace retort::doctor {
namespace {

constexpr std::string_view kHead = R"html(aside h3 { margin: .8rem 0 .2rem; font-size: .9rem; }
table { border-collapse: collapse; width: 100%; font-size: 13px; } td { border-top: 1px solid var(--line);
  padding: .15rem .4rem .15rem 0; vertical-align: top; overflow-wrap: anywhere; } .soft { color: var(--soft); }
.key { color: var(--key); }
</style></head><body>
<header><input id="search" type="search" placeholder="table, column, comment" aria-label="Search">
<select id="schema" aria-label="Schema"><option value="">all schemas</option></select>
<select id="other" aria-label="Other objects"><option value="">other objects</option></select>
<label><input id="near" type="checkbox"> only neighbours</label><button id="fit">whole schema</button>
<span id="count"></span></header>
<div id="map"><canvas id="canvas" tabindex="0" aria-label="Schema"></canvas></div><aside id="details"></aside>
<script id="data" type="application/json">)html";

constexpr std::string_view kLayout = R"html(</script>
<script>
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const $ = id => document.getElementById(id);
const canvas = $("canvas"), context = canvas.getContext("2d");
const ROW = 18, HEAD = 24, GAP = 70, BETWEEN = 26, MOST_ROWS = 24, FONT = "ui-monospace, monospace";
const byId = new Map(data.tables.map(table => [table.id, table]));
const links = data.links.filter(link => byId.has(link.from) && byId.has(link.to));
for (const table of data.tables) {
  table.out = []; table.in = [];
  // Of wide tables the keys, and the columns that lead elsewhere, come to be drawn.
  const all = table.columns, marked = all.filter(column => column.key || column.pointer);
  table.rows = all.length <= MOST_ROWS ? all
    : all.filter(column => column.key || column.pointer || marked.length + all.indexOf(column) < MOST_ROWS).slice(0, MOST_ROWS);
  const widest = Math.max(table.id.length * 1.1, ...table.rows.map(column => column.name.length + column.type.length + 5));
  table.width = Math.min(420, 24 + 7.3 * widest);
  table.height = HEAD + ROW * (table.rows.length + (table.rows.length < all.length ? 1 : 0)) + 6;
}
for (const link of links) { byId.get(link.from).out.push(link); byId.get(link.to).in.push(link); }

function groups() {
  const seen = new Set(), found = [];
  for (const table of data.tables) {
    if (seen.has(table)) continue;
    const members = [], todo = [table];
    seen.add(table);
    while (todo.length) {
      const one = todo.pop(); members.push(one);
      for (const id of [...one.out.map(link => link.to), ...one.in.map(link => link.from)]) {
        const other = byId.get(id);
        if (!seen.has(other)) { seen.add(other); todo.push(other); }
      }
    }
    found.push(members);
  }
  return found;
}
// How many steps of foreign keys lead on from a table; a step that closes a circle does not count.
function rank(members) {
  const OPEN = -1;
  for (const start of members) {
    const path = [[start, 0]];
    while (path.length) {
      const top = path[path.length - 1], [table, at] = top;
      if (at === 0 && table.rank !== undefined) { path.pop(); continue; }
      if (at === 0) table.rank = OPEN;
      if (at < table.out.length) {
        ++top[1];
        const next = byId.get(table.out[at].to);
        if (next.rank === undefined) path.push([next, 0]);
      } else {
        table.rank = 1 + Math.max(-1, ...table.out.map(link => byId.get(link.to)).filter(to => to !== table && to.rank >= 0).map(to => to.rank));
        path.pop();
      }
    }
  }
}
function placeGroup(members) {
  rank(members);
  const area = members.reduce((sum, table) => sum + (table.width + GAP) * (table.height + BETWEEN), 0);
  const tallest = Math.max(600, Math.sqrt(area) * 1.1), ranks = new Map();
  for (const table of members) { if (!ranks.has(table.rank)) ranks.set(table.rank, []); ranks.get(table.rank).push(table); }
  let x = 0, bottom = 0;
  for (const number of [...ranks.keys()].sort((a, b) => a - b)) {
    const column = ranks.get(number);
    for (const table of column) {
      const ends = table.out.map(link => byId.get(link.to)).filter(to => to.y !== undefined && to !== table);
      table.middle = ends.length ? ends.reduce((sum, to) => sum + to.y + to.height / 2, 0) / ends.length : 0;
    }
    column.sort((a, b) => a.middle - b.middle || (a.id < b.id ? -1 : 1));
    let y = 0, width = 0;
    for (const table of column) {
      if (y > 0 && y + table.height > tallest) { x += width + GAP; y = 0; width = 0; }
      table.x = x; table.y = y; y += table.height + BETWEEN;
      width = Math.max(width, table.width); bottom = Math.max(bottom, y);
    }
    x += width + GAP;
  }
  return { members, width: x, height: bottom };
}
function layOut() {
  const placed = groups().map(placeGroup).sort((a, b) => b.members.length - a.members.length || b.height - a.height);
  const area = placed.reduce((sum, group) => sum + group.width * group.height, 0);
  const wide = Math.max(Math.sqrt(area) * 1.4, ...placed.map(group => group.width));
  let x = 0, y = 0, tall = 0;
  for (const group of placed) {
    if (x > 0 && x + group.width > wide) { x = 0; y += tall + BETWEEN; tall = 0; }
    for (const table of group.members) { table.x += x; table.y += y; }
    x += group.width; tall = Math.max(tall, group.height);
  }
  return { width: wide, height: y + tall };
}
const size = layOut();
)html";

constexpr std::string_view kDrawing = R"html(
let view = { x: 20, y: 20, scale: 1 }, chosen = null, shown = new Set(data.tables);
const color = (style => name => style.getPropertyValue("--" + name))(getComputedStyle(document.documentElement));
const rowOf = (table, name) => { const at = table.rows.findIndex(column => column.name === name); return table.y + HEAD + ROW * (at < 0 ? table.rows.length : at + 0.5); };
const neighbours = table => new Set([table, ...table.out.map(link => byId.get(link.to)), ...table.in.map(link => byId.get(link.from))]);

function matches(table) {
  const text = $("search").value.toLowerCase();
  const parts = [table.id, table.comment, ...table.columns.flatMap(column => [column.name, column.comment || ""])];
  return (!text || parts.some(part => part.toLowerCase().includes(text)))
    && (!$("schema").value || table.schema === $("schema").value)
    && (!$("near").checked || !chosen || neighbours(chosen).has(table));
}
function filter() {
  shown = new Set(data.tables.filter(matches));
  $("count").textContent = shown.size === data.tables.length ? `${shown.size} tables and views` : `${shown.size} of ${data.tables.length} tables and views`;
  const text = $("search").value.toLowerCase();
  const first = [...shown].sort((a, b) => b.name.toLowerCase().startsWith(text) - a.name.toLowerCase().startsWith(text))[0];
  if (first && text) show(first);
  draw();
}
function link(edge) {
  const from = byId.get(edge.from), to = byId.get(edge.to), near = chosen && (from === chosen || to === chosen);
  const y1 = edge.columns ? rowOf(from, edge.columns[0]) : from.y + HEAD / 2;
  const y2 = edge.referred_columns ? rowOf(to, edge.referred_columns[0]) : to.y + HEAD / 2;
  // From the side that is nearer; to itself around the right one.
  const right = from === to || to.x > from.x + from.width, left = to.x + to.width < from.x;
  const x1 = left ? from.x : from.x + from.width, x2 = right && from !== to ? to.x : to.x + to.width;
  const bend = Math.max(30, Math.min(160, Math.abs(x2 - x1) / 2)), out = left ? -1 : 1, back = right && from !== to ? -1 : 1;
  context.strokeStyle = color(near ? "chosen" : "edge");
  context.globalAlpha = shown.has(from) && shown.has(to) ? (chosen && !near ? 0.35 : 1) : 0.1;
  context.lineWidth = (near ? 2 : 1) / Math.min(1, view.scale);
  context.setLineDash(edge.kind === "foreign key" ? [] : [4, 3]);
  context.beginPath(); context.moveTo(x1, y1);
  context.bezierCurveTo(x1 + out * bend, y1, x2 + back * bend, y2, x2, y2);
  if (edge.kind === "foreign key" && view.scale > 0.3) {
    if (edge.many) { context.moveTo(x1 + out * 9, y1); context.lineTo(x1, y1 - 5); context.moveTo(x1 + out * 9, y1); context.lineTo(x1, y1 + 5); }
    else { context.moveTo(x1 + out * 6, y1 - 4); context.lineTo(x1 + out * 6, y1 + 4); }
    if (edge.optional) { context.moveTo(x2 + back * 10, y2); context.arc(x2 + back * 7, y2, 3, 0, 7); }
    else { context.moveTo(x2 + back * 6, y2 - 4); context.lineTo(x2 + back * 6, y2 + 4); }
  }
  context.stroke(); context.setLineDash([]);
}
function clipped(text, width) {
  if (context.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && context.measureText(text.slice(0, end) + "…").width > width) --end;
  return text.slice(0, end) + "…";
}
function box(table) {
  context.globalAlpha = shown.has(table) ? 1 : 0.15;
  context.fillStyle = color("panel"); context.fillRect(table.x, table.y, table.width, table.height);
  context.fillStyle = color(table === chosen ? "chosen" : table.kind === "table" ? "edge" : "key");
  context.fillRect(table.x, table.y, table.width, 3);
  context.strokeStyle = color(table === chosen ? "chosen" : "line"); context.lineWidth = table === chosen ? 2 : 1;
  context.setLineDash(table.kind === "table" ? [] : [5, 3]); context.strokeRect(table.x, table.y, table.width, table.height); context.setLineDash([]);
  // From afar the name alone, as large as its box allows.
  const far = 12 * view.scale < 5, height = far ? Math.min(table.height * 0.5, (table.width / table.name.length) * 1.5, 7 / view.scale) : 12;
  if (height * view.scale < 3) return;
  context.font = `600 ${height}px ${FONT}`; context.fillStyle = color("ink"); context.textBaseline = "middle";
  context.fillText(clipped(far ? table.name : table.id, table.width - 14), table.x + 8, far ? table.y + table.height / 2 : table.y + HEAD / 2 + 2);
  if (far) return;
  context.font = `12px ${FONT}`;
  table.rows.forEach((column, number) => {
    const y = table.y + HEAD + ROW * (number + 0.5), mark = column.key ? "◆" : column.pointer ? "→" : "";
    context.fillStyle = color("key"); context.fillText(mark, table.x + 6, y);
    context.fillStyle = color("ink"); context.font = `${column.not_null ? 600 : 400} 12px ${FONT}`;
    const name = clipped(column.name, table.width * 0.6); context.fillText(name, table.x + 20, y);
    context.font = `12px ${FONT}`; context.fillStyle = color("soft");
    const room = table.width - 34 - context.measureText(name).width; if (room < 20) return;
    const type = clipped(column.type, room); context.fillText(type, table.x + table.width - 8 - context.measureText(type).width, y);
  });
  if (table.rows.length < table.columns.length) { context.fillStyle = color("soft"); context.fillText(`and ${table.columns.length - table.rows.length} more`, table.x + 20, table.y + table.height - 6 - ROW / 2); }
}
function draw() {
  const room = $("map").getBoundingClientRect(), ratio = devicePixelRatio || 1;
  canvas.width = room.width * ratio; canvas.height = room.height * ratio;
  canvas.style.width = room.width + "px"; canvas.style.height = room.height + "px";
  context.setTransform(ratio * view.scale, 0, 0, ratio * view.scale, ratio * view.x, ratio * view.y);
  const left = -view.x / view.scale, top = -view.y / view.scale, right = left + room.width / view.scale, bottom = top + room.height / view.scale;
  const seen = table => table.x < right && table.x + table.width > left && table.y < bottom && table.y + table.height > top;
  const crosses = (from, to) => Math.min(from.x, to.x) < right && Math.max(from.x + from.width, to.x + to.width) > left
    && Math.min(from.y, to.y) < bottom && Math.max(from.y + from.height, to.y + to.height) > top;
  const late = [];
  for (const edge of links) {
    const from = byId.get(edge.from), to = byId.get(edge.to);
    if (!crosses(from, to)) continue;
    if (from === chosen || to === chosen) late.push(edge); else link(edge);
  }
  late.forEach(link);
  for (const table of data.tables) if (seen(table)) box(table);
  context.globalAlpha = 1;
}
)html";

constexpr std::string_view kTail = R"html(
function show(table) {
  const room = $("map");
  if (view.scale < 0.5) view.scale = 0.8;
  view.x = room.clientWidth / 2 - (table.x + table.width / 2) * view.scale;
  view.y = Math.min(room.clientHeight / 2 - (table.y + table.height / 2) * view.scale, 40 - table.y * view.scale + room.clientHeight / 4);
}
function leads(id, parent) {
  const table = byId.get(id), made = element(table ? "a" : "span", id, parent);
  if (table) made.onclick = () => { details(table); show(table); draw(); };
}
function details(table) {
  chosen = table; location.hash = encodeURIComponent(table.id);
  const panel = $("details"); panel.textContent = "";
  element("h2", table.id, panel); element("p", table.kind === "table" ? table.comment : `${table.kind}. ${table.comment}`, panel);
  const list = element("table", undefined, panel);
  for (const column of table.columns) {
    const row = element("tr", undefined, list);
    element("td", column.name, row, column.key ? "key" : "");
    const more = [column.not_null && "NOT NULL", column.identity && "IDENTITY", column.default && `DEFAULT ${column.default}`, column.generated && `AS (${column.generated})`].filter(Boolean);
    const cell = element("td", column.type, row); if (more.length) element("div", more.join(" "), cell, "soft");
    if (column.comment) element("div", column.comment, cell);
  }
  for (const [title, edges, end] of [["refers to", table.out, "to"], ["referred to by", table.in, "from"]]) {
    if (!edges.length) continue;
    element("h3", title, panel);
    for (const edge of edges) {
      const line = element("div", undefined, panel); leads(edge[end], line);
      const by = edge.columns ? ` (${edge.columns.join(", ")}) ${edge.rule}` : ` ${edge.kind}`; element("span", by, line, "soft");
    }
  }
  for (const part of table.parts) { element("h3", `${part.kind} ${part.name}`, panel); element("pre", part.text, panel); }
  if (table.definition) { element("h3", "query", panel); element("pre", table.definition.trim(), panel); }
  if ($("near").checked) filter();
  draw();
}
function fill(select, values) { for (const [text, value] of values) select.add(new Option(text, value)); select.hidden = !values.length; }
const schemas = [...new Set(data.tables.map(table => table.schema))].sort();
fill($("schema"), schemas.length > 1 ? schemas.map(name => [name, name]) : []);
fill($("other"), data.others.map((one, number) => [`${one.kind} ${one.name}`, number]));
$("other").oninput = () => {
  const one = data.others[$("other").value]; if (!one) return;
  const panel = $("details"); panel.textContent = ""; chosen = null;
  element("h2", `${one.kind} ${one.name}`, panel); element("pre", one.text.trim(), panel); draw();
};
const hit = (x, y) => { const at = [(x - view.x) / view.scale, (y - view.y) / view.scale]; return data.tables.find(table => at[0] >= table.x && at[0] <= table.x + table.width && at[1] >= table.y && at[1] <= table.y + table.height); };
canvas.onpointerup = event => {
  const moved = drag && drag.moved, room = canvas.getBoundingClientRect(); drag = null; if (moved) return;
  const table = hit(event.clientX - room.left, event.clientY - room.top);
  if (table) details(table);
};
function zoom(by, x, y) {
  const scale = Math.min(3, Math.max(0.005, view.scale * by));
  view = { x: x - (x - view.x) * scale / view.scale, y: y - (y - view.y) * scale / view.scale, scale };
}
canvas.onkeydown = event => {
  const step = { ArrowDown: [0, -60], ArrowUp: [0, 60], ArrowLeft: [60, 0], ArrowRight: [-60, 0] }[event.key];
  if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 1.2 : 1 / 1.2, canvas.clientWidth / 2, canvas.clientHeight / 2);
  else if (step) { view.x += step[0]; view.y += step[1]; }
  else return;
  event.preventDefault(); draw();
};
function fit() {
  const room = $("map"), scale = Math.min(1, (room.clientWidth - 40) / size.width, (room.clientHeight - 40) / size.height);
  view = { x: 20, y: 20, scale: Math.max(0.005, scale) }; draw();
}
$("fit").onclick = fit;
for (const id of ["search", "schema", "near"]) $(id).addEventListener("input", filter);
fit(); filter();
const asked = byId.get(decodeURIComponent(location.hash.slice(1)));
if (asked) { details(asked); show(asked); draw(); }
</script></body></html>
)html";

}  // namespace

std::string schema_page(const Json& data, const std::string& title) {
  std::string page = page_begin(title);
  page += kHead;
  page += page_data(data);
  page += kLayout;
  page += kDrawing;
  page += page_moving();
  page += kTail;
  return page;
}

}  // namespace retort::doctor
