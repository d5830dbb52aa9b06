"use strict";
(() => {
  const source = document.getElementById("whatif-data");
  if (!source) return;
  const { table, capacity } = JSON.parse(source.textContent);
  const loader = table.loader;
  const at = id => document.getElementById("if-" + id);
  const UNITS = ["KiB", "MiB", "GiB", "TiB", "PiB"];

  // One decimal, rounded so that the sentence stays true: up for what is needed, down for what there is.
  const size = (bytes, up) => {
    if (bytes < 1024) return bytes + " B";
    let step = 1024n, unit = 0;
    const tenths = () => (BigInt(bytes) * 10n + (up ? step - 1n : 0n)) / step;
    while (tenths() >= 10240n && unit < UNITS.length - 1) { step *= 1024n; unit++; }
    return `${tenths() / 10n}.${tenths() % 10n} ${UNITS[unit]}`;
  };

  const MIB = 2 ** 20, GIB = 2 ** 30;
  // The size to ask for: a tenth more, at least 16 MiB, and then one that people write.
  const recommended = bytes => {
    if (bytes === 0) return 0;
    const wanted = bytes + Math.max(16 * MIB, Math.floor(bytes / 10));
    for (let s = 64 * MIB; s < GIB; s *= 2) if (wanted <= s) return s;
    const step = wanted <= 16 * GIB ? GIB : wanted <= 128 * GIB ? 4 * GIB : wanted <= 1024 * GIB ? 16 * GIB : 64 * GIB;
    return Math.ceil(wanted / step) * step;
  };

  const fill = (select, values, chosen, words = v => v) =>
    select.replaceChildren(...values.map(v => new Option(words(v), v, v === chosen, v === chosen)));
  const distinct = key => [...new Set(table.nccl.map(n => n[key]))];
  const ownSample = loader ? loader.leaves.reduce((a, b) => a + b, 0) : 0;
  const ownUnit = ownSample > 0 && ownSample % MIB === 0 ? MIB : ownSample > 0 && ownSample % 1024 === 0 ? 1024 : 1;

  const reset = () => {
    const channels = distinct("c");
    if (!channels.includes(0)) channels.unshift(0);
    fill(at("ranks"), distinct("r").sort((a, b) => a - b), table.ranks);
    fill(at("version"), distinct("v").sort((a, b) => a.localeCompare(b, "en", { numeric: true })), table.version);
    fill(at("channels"), channels.sort((a, b) => a - b), table.channels, c => c === 0 ? "as NCCL chooses" : String(c));
    if (loader) {
      fill(at("workers"), loader.workersOf, loader.workers);
      fill(at("prefetch"), loader.prefetchOf, loader.prefetch);
      at("batch").value = loader.batch;
      at("sample").value = ownSample / ownUnit;
      at("unit").value = ownUnit;
    }
  };

  const asked = () => ({
    version: at("version").value, ranks: Number(at("ranks").value), channels: Number(at("channels").value),
    workers: Number(at("workers").value), prefetch: Number(at("prefetch").value), batch: Number(at("batch").value),
    sample: Math.ceil(Number(at("sample").value) * Number(at("unit").value)),
  });

  // What one rank's loader needs at each moment: the line of its cell at the size of a batch.
  const ofLoader = job => {
    if (!loader) return table.loaders;
    const leaves = job.sample === ownSample ? loader.leaves : [job.sample];
    const charge = bytes => Math.ceil((bytes + loader.header) / loader.page) * loader.page;
    const batch = leaves.reduce((sum, leaf) => sum + (loader.together ? charge(leaf * job.batch) : job.batch * charge(leaf)), 0);
    const cell = loader.cells[loader.workersOf.indexOf(job.workers) * loader.prefetchOf.length + loader.prefetchOf.indexOf(job.prefetch)];
    return table.moments.map((_, m) => cell[2 * m] + cell[2 * m + 1] * batch);
  };

  const answer = job => {
    const nccl = table.nccl.find(n => n.v === job.version && n.r === job.ranks && n.c === job.channels);
    if (!nccl) return null;
    const rank = ofLoader(job);
    const all = table.moments.map((_, m) => ({ moment: m, nccl: nccl.needs[m], loader: job.ranks * rank[m], other: table.others[m] }));
    const sum = need => need.nccl + need.loader + need.other;
    const worst = all.reduce((a, b) => sum(b) > sum(a) ? b : a);
    return { ...worst, required: sum(worst), channels: nccl.has, fails: nccl.fails };
  };

  const options = job => {
    const words = [];
    if (job.ranks !== table.ranks) words.push(`--ranks ${job.ranks}`);
    if (job.version !== table.version) words.push(`--nccl ${job.version}`);
    if (job.channels !== table.channels) words.push(job.channels ? `--assume channels=${job.channels}` : "(without --assume channels)");
    if (loader && ["workers", "prefetch", "batch"].some(k => job[k] !== loader[k]) || loader && job.sample !== ownSample) {
      const sample = job.sample === ownSample ? loader.sample : job.sample;
      words.push(`--loader workers=${job.workers},prefetch=${job.prefetch},batch=${job.batch},sample=${sample}${loader.stated}`);
    }
    return words.length === 0 ? "" : words.concat(table.open.map(fact => "--assume " + fact)).join(" ");
  };

  const part = (name, css, bytes) => ({ name, css, bytes });
  const show = () => {
    const section = document.getElementById("whatif");
    const wrong = loader && ["batch", "sample"].find(id => !at(id).checkValidity());
    const job = asked();
    const found = wrong ? null : answer(job);
    section.dataset.required = found && !found.fails && Number.isSafeInteger(found.required) ? found.required : "";
    section.dataset.recommended = section.dataset.required === "" ? "" : recommended(found.required);
    at("options").textContent = options(job);
    section.querySelector(".same").hidden = options(job) === "";
    const verdict = at("verdict");
    const say = (needs, words, css) => { at("needs").textContent = needs; verdict.textContent = words; verdict.className = css; };
    at("bar").replaceChildren();
    at("parts").replaceChildren();
    if (wrong) return say("", `${wrong === "batch" ? "A batch has from 1 to 1000000 samples." : "A sample's size is a number from 0 to 1000000."}`, "unsure");
    if (!found) return say("", "This combination is not in the page; the command below counts it.", "unsure");
    if (found.fails) return say("NCCL fails:", found.fails, "fails");
    if (!Number.isSafeInteger(found.required)) return say("", "More than can be counted.", "fails");
    const asks = recommended(found.required);
    const room = capacity === null ? "the size of /dev/shm is not known"
      : found.required > capacity ? `fails: ${size(found.required - capacity, true)} short of ${size(capacity, false)}`
      : `${asks > capacity ? "tight" : "fits"}: ${size(capacity - found.required, false)} to spare of ${size(capacity, false)}`;
    const css = capacity === null ? "unsure" : found.required > capacity ? "fails" : asks > capacity ? "tight" : "fits";
    say(`needs ${size(found.required, true)}`, `at the worst moment (${table.moments[found.moment]}), ${room}` + (asks > found.required ? ` · ${size(asks, true)} recommended` : ""), css);
    const scale = Math.max(1, found.required, capacity ?? 0);
    let from = 0;
    for (const p of [part(`NCCL, ${found.channels} channel${found.channels === 1 ? "" : "s"}`, "c1", found.nccl), part(loader ? "DataLoader" : "DataLoaders", "c2", found.loader), part("others", "c3", found.other)]) {
      if (p.bytes === 0 && p.css !== "c1") continue;
      const bar = document.createElement("span");
      bar.className = "part " + p.css;
      bar.style.left = 100 * from / scale + "%";
      bar.style.width = 100 * p.bytes / scale + "%";
      at("bar").append(bar);
      const item = document.createElement("li");
      const key = document.createElement("span");
      key.className = "key " + p.css;
      item.append(key, `${p.name} ${size(p.bytes, true)}`);
      at("parts").append(item);
      from += p.bytes;
    }
    if (capacity !== null) {
      const mark = document.createElement("span");
      mark.className = "mark has";
      mark.style.left = 100 * Math.min(1, capacity / scale) + "%";
      at("bar").append(mark);
    }
  };

  const form = document.querySelector("#whatif form");
  const notes = [];
  if (!loader) { document.querySelectorAll("#whatif .loader").forEach(e => { e.hidden = true; }); notes.push("The loaders stay as they are: of several, each may inherit from the others."); }
  if (distinct("v").length === 1) notes.push("Other versions of NCCL are in pages made with --nccl all.");
  if (table.open.length > 0) notes.push("What the capture leaves open is settled as the report plans with: " + table.open.join(", ") + ".");
  at("note").textContent = notes.join(" ");
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("input", show);
  form.addEventListener("reset", event => { event.preventDefault(); reset(); show(); });
  reset();
  show();
  document.getElementById("whatif").hidden = false;
  document.querySelectorAll("[data-needs-script]").forEach(e => { e.hidden = false; });
})();
