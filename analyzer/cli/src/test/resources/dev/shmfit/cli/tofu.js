// Characters of the page that no font here has: drawn as the same box as a character that no font can have.
const canvas = document.createElement("canvas");
canvas.width = canvas.height = 48;
const paper = canvas.getContext("2d", { willReadFrequently: true });
const drawn = (character, font) => {
  paper.clearRect(0, 0, 48, 48);
  paper.font = font;
  paper.fillText(character, 4, 36);
  return paper.getImageData(0, 0, 48, 48).data.join();
};
const NOBODYS = "\u{10FFFD}";
const seen = new Map();
const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
  if (node.parentElement.closest("script, style")) continue;
  const { fontFamily, fontWeight } = getComputedStyle(node.parentElement);
  const font = `${fontWeight} 32px ${fontFamily}`;
  if (!seen.has(font)) seen.set(font, new Set());
  for (const c of arguments[0] + node.textContent) if (c > "\u2e7f") seen.get(font).add(c);
}
const missing = new Set();
let all = 0;
for (const [font, characters] of seen) {
  const box = drawn(NOBODYS, font);
  characters.forEach(c => { all++; if (drawn(c, font) === box) missing.add(c); });
}
return all + ":" + [...missing].join("");
