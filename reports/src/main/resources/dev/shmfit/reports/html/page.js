"use strict";
// What is said, in the page's language: {name} stands for an argument. Where n is 1, the words for one if there are some.
const messages = JSON.parse(document.getElementById("messages-data").textContent);
const say = (id, words = {}, n = 2) =>
  (n === 1 && messages[id + ".one"] || messages[id]).replace(/\{(\w+)\}/g, (_, name) => words[name]);
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const button = (text, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", () => action(made));
    return made;
  };

  for (const block of all(".copyable")) {
    block.append(button(say("copy"), async made => {
      try {
        await navigator.clipboard.writeText(block.querySelector("code").textContent);
        made.textContent = say("copied");
      } catch {
        getSelection().selectAllChildren(block.querySelector("code"));
        made.textContent = say("selected");
      }
      setTimeout(() => { made.textContent = say("copy"); }, 1500);
    }));
  }

  // One choice of platform holds for every finding.
  document.addEventListener("change", event => {
    const platform = event.target.dataset.platform;
    if (platform) all("input[data-platform]").filter(i => i.dataset.platform === platform).forEach(i => { i.checked = true; });
  });

  const cool = () => all(".hot").forEach(e => e.classList.remove("hot"));
  const warm = event => {
    // What decided a pair is read beside the pair.
    if (event.target.closest?.(".traces")) return;
    cool();
    const pair = event.target.closest?.("[data-pair]");
    const gpu = event.target.closest?.("[data-gpu]");
    if (pair) {
      const [a, b] = pair.dataset.pair.split("-");
      all(`[data-pair="${pair.dataset.pair}"],[data-gpu="${a}"],[data-gpu="${b}"]`).forEach(e => e.classList.add("hot"));
    } else if (gpu && gpu.dataset.gpu) {
      all("[data-pair]").filter(e => e.dataset.pair.split("-").includes(gpu.dataset.gpu)).forEach(e => e.classList.add("hot"));
    }
  };
  document.addEventListener("pointerover", warm);
  document.addEventListener("focusin", warm);

  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1).split("?")[0]);
    for (let e = target; e; e = e.parentElement) if (e.localName === "details") e.open = true;
    if (target) target.scrollIntoView({ block: "nearest" });
  };
  addEventListener("hashchange", reveal);
  reveal();

  // The short report, for a ticket.
  const markdown = JSON.parse(document.getElementById("markdown-data").textContent);
  for (const place of all(".ticket")) {
    place.append(button(say("copy-markdown"), async made => {
      try {
        await navigator.clipboard.writeText(markdown);
        made.textContent = say("copied");
      } catch {
        save("report.md", [markdown], "text/markdown");
        made.textContent = say("saved");
      }
      setTimeout(() => { made.textContent = say("copy-markdown"); }, 1500);
    }));
    place.hidden = false;
  }

  // A matrix is one stop of the tab key; arrows lead from pair to pair.
  for (const matrix of all(".matrix")) {
    const rows = all("tbody tr", matrix).map(row => all("td", row).map(cell => cell.querySelector("a")));
    const cells = rows.flat().filter(Boolean);
    const stop = cell => cells.forEach(c => { c.tabIndex = c === cell ? 0 : -1; });
    const beside = (r, c, down, right) => {
      for (let i = 1; i <= Math.max(rows.length, rows[r].length); i++) {
        const cell = rows[r + i * down]?.[c + i * right];
        if (cell) return cell;
      }
      return null;
    };
    const KEYS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
    if (cells.length > 0) stop(cells[0]);
    matrix.addEventListener("focusin", event => { if (event.target.localName === "a") stop(event.target); });
    matrix.addEventListener("keydown", event => {
      const r = rows.findIndex(row => row.includes(event.target));
      if (r < 0) return;
      const c = rows[r].indexOf(event.target);
      const inRow = rows[r].filter(Boolean);
      const to = event.key === "Home" ? inRow[0] : event.key === "End" ? inRow[inRow.length - 1] : KEYS[event.key] && beside(r, c, ...KEYS[event.key]);
      if (!KEYS[event.key] && event.key !== "Home" && event.key !== "End") return;
      event.preventDefault();
      to?.focus();
    });
  }

  // One ring at a time, on demand: the pairs between which its data go round.
  for (const figure of all("[data-rings]")) {
    const label = document.createElement("label");
    const choice = document.createElement("select");
    const rings = figure.dataset.rings.split(" ");
    label.className = "ring-choice";
    label.append(say("ring-of") + " ", choice);
    choice.append(new Option(say("no-channel"), ""), ...rings.map(ring => {
      const channels = ring.slice(0, ring.indexOf(":")).split("+");
      return new Option(say("ring-channels", { channels: channels.join(", ") }, channels.length), ring);
    }));
    choice.addEventListener("change", () => {
      const gpus = choice.value.slice(choice.value.indexOf(":") + 1).split("-").map(Number);
      const keys = new Set(gpus.map((g, i) => [g, gpus[(i + 1) % gpus.length]].sort((a, b) => a - b).join("-")));
      figure.classList.toggle("one-ring", choice.value !== "");
      all(".arc", figure).forEach(arc => arc.classList.toggle("in-ring", keys.has(arc.dataset.pair) && !arc.classList.contains("nvlink")));
    });
    figure.querySelector(".drawing").before(label);
  }

  const save = (name, part, type) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(part, { type }));
    link.download = name.replace(/[^A-Za-z0-9._-]/g, "_").slice(0, 80);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  // A capture as tar has it: for each file a header of 512 bytes, then the text in blocks of 512.
  const tar = files => {
    const bytes = new TextEncoder();
    const parts = [];
    for (const { name, text } of files) {
      const header = new Uint8Array(512), content = bytes.encode(text);
      const put = (at, words) => header.set(bytes.encode(words), at);
      const octal = (n, width) => n.toString(8).padStart(width, "0") + "\0";
      put(0, name.replace(/[^A-Za-z0-9._-]/g, "_").slice(0, 99));
      put(100, octal(0o644, 7)); put(108, octal(0, 7)); put(116, octal(0, 7)); put(124, octal(content.length, 11)); put(136, octal(0, 11));
      put(148, "        "); put(156, "0"); put(257, "ustar\0"); put(263, "00");
      put(148, octal(header.reduce((a, b) => a + b, 0), 6) + " ");
      parts.push(header, content, new Uint8Array((512 - content.length % 512) % 512));
    }
    parts.push(new Uint8Array(1024));
    return parts;
  };

  const inputs = JSON.parse(document.getElementById("inputs-data").textContent);
  for (const item of all("[data-input]")) {
    const { name, text } = inputs[Number(item.dataset.input)];
    item.append(button(say("save"), () => save(name, [text], "text/plain")));
  }
  const asTar = (name, files) => save(name + ".tar", tar(files), "application/x-tar");
  const source = document.getElementById("redacted-data");
  const redacted = source && JSON.parse(source.textContent);
  const hidden = () => redacted.files.map(({ name, lines, text }, i) => {
    if (text !== undefined) return { name, text };
    const all = inputs[i].text.split("\n");
    lines.forEach(({ n, to }) => { all[n] = to; });
    return { name, text: all.join("\n") };
  });
  for (const place of all("[data-capture]")) {
    const named = inputs.map(({ name, text }, i) => ({ name: redacted ? redacted.files[i].name : name, text }));
    place.append(button(say("save-all"), () => asTar(place.dataset.capture, named)));
    if (redacted && redacted.files.some(f => f.text !== undefined || f.lines.length > 0)) {
      place.append(" ", button(say("save-redacted"), () => asTar(redacted.name, hidden())));
      place.append(" " + say("either-analyzed"));
    } else {
      place.append(" " + say(redacted ? "analyzed-as-it-is" : "analyzed"));
    }
  }
})();
