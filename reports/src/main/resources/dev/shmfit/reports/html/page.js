"use strict";
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
    block.append(button("Copy", async made => {
      try {
        await navigator.clipboard.writeText(block.querySelector("code").textContent);
        made.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(block.querySelector("code"));
        made.textContent = "Selected";
      }
      setTimeout(() => { made.textContent = "Copy"; }, 1500);
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
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    for (let e = target; e; e = e.parentElement) if (e.localName === "details") e.open = true;
    if (target) target.scrollIntoView({ block: "nearest" });
  };
  addEventListener("hashchange", reveal);
  reveal();

  // Paper gets everything but a long list of traces that the reader left folded.
  let closed = [];
  addEventListener("beforeprint", () => { closed = all("details:not([open], .traces, .traces:not([open]) *)"); closed.forEach(d => { d.open = true; }); });
  addEventListener("afterprint", () => closed.forEach(d => { d.open = false; }));

  const inputs = JSON.parse(document.getElementById("inputs-data").textContent);
  for (const item of all("[data-input]")) {
    const { name, text } = inputs[Number(item.dataset.input)];
    item.append(button("Save", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
      link.download = name.replace(/[^A-Za-z0-9._-]/g, "_").slice(0, 80);
      link.click();
      URL.revokeObjectURL(link.href);
    }));
  }
})();
