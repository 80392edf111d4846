// The parts that pages with a picture on a canvas share.
#include "doctor/page.h"

#include <nlohmann/json.hpp>
#include <string_view>

#include "doctor/markup.h"

namespace retort::doctor {
namespace {

constexpr std::string_view kBegin = R"html(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>)html";

constexpr std::string_view kStyle = R"html(</title>
<style>
:root { color-scheme: light dark; --paper: #fff; --ink: #1f2328; --soft: #656d76; --line: #d0d7de; --hit: #fff3bf;
  --edge: #5b8def; --head: #188038; --key: #188038; --bad: #d93025; --panel: #f6f8fa; --chosen: #d9480f; }
@media (prefers-color-scheme: dark) { :root { --paper: #0d1117; --ink: #e6edf3; --soft: #8d96a0; --line: #30363d;
  --hit: #4d3d00; --edge: #79a7ff; --head: #56d364; --key: #56d364; --bad: #ff7b72; --panel: #161b22;
  --chosen: #ffa657; } }
* { box-sizing: border-box; }
body { margin: 0; height: 100vh; display: grid; grid-template: auto 1fr / 1fr auto; background: var(--paper);
  color: var(--ink); font: 14px/1.45 system-ui, sans-serif; }
header { grid-column: 1 / 3; display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; padding: .5rem .8rem;
  border-bottom: 1px solid var(--line); }
input, select, button { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--line);
  border-radius: 6px; padding: .2rem .5rem; }
select { max-width: 14rem; }
#count { color: var(--soft); margin-left: auto; }
#map { overflow: hidden; position: relative; } canvas { display: block; cursor: grab; touch-action: none; }
aside { width: min(36rem, 45vw); overflow: auto; padding: .8rem; border-left: 1px solid var(--line);
  background: var(--panel); } aside:empty { display: none; }
aside h2 { font: 600 1rem ui-monospace, monospace; margin: 0 0 .4rem; overflow-wrap: anywhere; }
pre { font: 12px/1.4 ui-monospace, monospace; background: var(--paper); border: 1px solid var(--line); padding: .5rem;
  overflow: auto; max-height: 22rem; border-radius: 6px; white-space: pre-wrap; margin: .2rem 0; }
a { color: var(--edge); cursor: pointer; }
)html";

constexpr std::string_view kMoving = R"html(
function element(name, text, parent, type) { const made = document.createElement(name); if (text !== undefined) made.textContent = text; if (type) made.className = type; parent.append(made); return made; }
let drag = null;
canvas.onpointerdown = event => { drag = { x: event.clientX, y: event.clientY, moved: false }; canvas.setPointerCapture(event.pointerId); };
canvas.onpointermove = event => {
  if (!drag) return;
  const dx = event.clientX - drag.x, dy = event.clientY - drag.y;
  if (!drag.moved && Math.hypot(dx, dy) < 4) return;
  view.x += dx; view.y += dy; drag = { x: event.clientX, y: event.clientY, moved: true }; draw();
};
canvas.addEventListener("wheel", event => {
  event.preventDefault();
  if (event.ctrlKey || event.metaKey) zoom(Math.exp(-event.deltaY / 300), event.offsetX, event.offsetY);
  else { view.x -= event.deltaX; view.y -= event.deltaY; }
  draw();
}, { passive: false });
addEventListener("resize", draw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
)html";

}  // namespace

std::string page_begin(const std::string& title) {
  return std::string(kBegin) + markup_escaped(title) + std::string(kStyle);
}

std::string_view page_moving() {
  return kMoving;
}

std::string page_data(const Json& data) {
  std::string text = data.dump(-1, ' ', false, Json::error_handler_t::replace);
  // Nothing in the data may end the script element.
  for (std::size_t at = text.find("</"); at != text.npos; at = text.find("</", at + 1)) {
    text.replace(at, 2, "<\\/");
  }
  for (std::size_t at = text.find("<!--"); at != text.npos; at = text.find("<!--", at + 1)) {
    text.replace(at, 4, "<\\u0021--");
  }
  return text;
}

}  // namespace retort::doctor
