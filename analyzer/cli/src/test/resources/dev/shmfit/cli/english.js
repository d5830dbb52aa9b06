// What a page in another language says in English: function words, and words in a row that are no terms of the field.
// Code, names from machines and what is written for programs stay as they are.
const APART = "code, pre, script, style, bdi, [hidden]";
const FUNCTION = /\b(?:the|of|and|to|is|are|was|for|not|with|by|from|that|this|in|on|as|has|have|needs?|no|none|one|each|an?)\b/;
const ROW = /\b[a-z]{2,}(?:,? [a-z]{2,}){2,}/;
const told = [];
const look = (what, text) => { if (FUNCTION.test(text) || ROW.test(text)) told.push(what + ": " + text.trim().replace(/\s+/g, " ").slice(0, 160)); };
const nodes = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
  if (!node.parentElement.closest(APART)) look(node.parentElement.localName + "." + (node.parentElement.getAttribute("class") ?? ""), node.textContent);
}
for (const attribute of ["aria-label", "title", "placeholder", "alt"]) {
  document.querySelectorAll(`[${attribute}]`).forEach(e => look(attribute, e.getAttribute(attribute)));
}
return [...new Set(told)].join("\n");
