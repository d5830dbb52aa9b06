// Texts that leave the box that they stand in: sideways out of the page, out of a cell, a button, a chip of the drawing.
const told = [];
const say = (e, why) => told.push(why + ": " + e.outerHTML.slice(0, 140));
if (document.documentElement.scrollWidth > innerWidth) told.push("the page scrolls sideways: " + document.documentElement.scrollWidth);
for (const e of document.querySelectorAll("main *")) {
  if (!e.checkVisibility() || e.closest(".scroll, pre, svg, .hidden, .tick, input")) continue;
  const box = e.getBoundingClientRect();
  if (box.right > innerWidth + 1 || box.left < -1) say(e, "outside the page");
}
for (const e of document.querySelectorAll("button, .tag, .prov, th, td, summary, label, .tick, .name, dt")) {
  if (e.checkVisibility() && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline") say(e, "wider than its box");
}
// Labels below the bar lie in the page, and none over another.
const ticks = [...document.querySelectorAll(".tick")].filter(e => e.checkVisibility());
for (const e of ticks) {
  const a = e.getBoundingClientRect();
  if (a.right > innerWidth + 1 || a.left < -1) say(e, "outside the page");
  for (const other of ticks) {
    const b = other.getBoundingClientRect();
    if (e !== other && a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1) say(e, "over another label");
  }
}
// A text of the drawing is inside the shape that is drawn with it.
for (const g of document.querySelectorAll(".drawing g.box, .drawing g.chip, .drawing g.nvswitch")) {
  const shape = g.querySelector("rect").getBBox();
  for (const text of g.querySelectorAll("text")) {
    const box = text.getBBox();
    if (box.width > 0 && (box.x < shape.x - 1 || box.x + box.width > shape.x + shape.width + 1)) say(text, "wider than its shape");
  }
}
return [...new Set(told)].join("\n");
