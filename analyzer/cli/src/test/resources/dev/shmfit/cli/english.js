// What a page in another language says in English: function words, and words in a row that are no terms of the field.
// Code, names from machines, what is quoted, and what a reader said of a line of the input stay as they are.
const QUOTING = ["input-not-understood", "cells-undetermined", "gpus-missing", "p2p-asymmetric", "matrix-", "contradiction"];
const APART = `code, pre, script, style, bdi, [hidden], ` + QUOTING.map(id => `article[id^="finding-"][id*="${id}"]`).join(", ");
const FUNCTION = /\b(?:the|of|and|to|is|are|was|were|for|not|with|by|from|that|this|has|have|needs?)\b/;
const ROW = /\b[a-z]{2,}(?: [a-z]{2,}){2,}/;
const told = [];
const look = (what, text) => {
  const own = text.replace(/"[^"]*"|'[^']*'/g, "");
  if (FUNCTION.test(own) || ROW.test(own)) told.push(what + ": " + text.trim().replace(/\s+/g, " ").slice(0, 160));
};
const nodes = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
  if (!node.parentElement.closest(APART)) look(node.parentElement.localName + "." + (node.parentElement.getAttribute("class") ?? ""), node.textContent);
}
for (const attribute of ["aria-label", "title", "placeholder", "alt"]) {
  document.querySelectorAll(`[${attribute}]`).forEach(e => look(attribute, e.getAttribute(attribute)));
}
return [...new Set(told)].join("\n");
