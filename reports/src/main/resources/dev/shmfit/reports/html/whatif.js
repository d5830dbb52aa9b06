"use strict";
(() => {
  const source = document.getElementById("whatif-data");
  if (!source) return;
  const { table, capacity: reported } = JSON.parse(source.textContent);
  let capacity = reported;
  const section = document.getElementById("whatif");
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
  const distinct = (key, of = table.nccl) => [...new Set(of.map(n => n[key]))].sort((a, b) => a - b);
  const total = numbers => numbers.reduce((a, b) => a + b, 0);
  const several = table.loaders.length > 1;
  const loaders = table.loaders.map(given => {
    const sample = total(given.leaves);
    const unit = sample > 0 && sample % MIB === 0 ? MIB : sample > 0 && sample % 1024 === 0 ? 1024 : 1;
    return { given, sample, start: { workers: String(given.workers), prefetch: String(given.prefetch), batch: String(given.batch), sample: String(sample / unit), unit: String(unit) } };
  });
  const SIZES = ["workers", "prefetch", "batch", "sample", "unit"];

  // What is written in the fields of each loader; those of one of them are in sight.
  let written = [];
  const shown = () => Number(at("loader").value);
  const showLoader = () => {
    const { given } = loaders[shown()];
    fill(at("workers"), given.workersOf, given.workers);
    fill(at("prefetch"), given.prefetchOf, given.prefetch);
    SIZES.forEach(id => { at(id).value = written[shown()][id]; });
  };
  // Ranks are split in equal parts.
  const fillContainers = chosen => {
    const ranks = Number(at("ranks").value);
    const of = distinct("p", table.nccl.filter(n => n.r === ranks));
    fill(at("containers"), of, of.includes(chosen) ? chosen : 1, p => p === 1 ? say("one-container") : say("equal-containers", { containers: p, ranks: ranks / p }, ranks / p));
  };
  const reset = () => {
    const channels = [...new Set([0, ...distinct("c")])];
    fill(at("ranks"), distinct("r"), table.ranks);
    fillContainers(table.containers);
    fill(at("version"), [...new Set(table.nccl.map(n => n.v))].sort((a, b) => a.localeCompare(b, "en", { numeric: true })), table.version);
    fill(at("channels"), channels, table.channels, c => c === 0 ? say("by-nccl") : String(c));
    fill(at("loader"), loaders.map((_, i) => i), 0, i => loaders[i].given.name);
    written = loaders.map(l => ({ ...l.start }));
    fillSize(reported);
    showLoader();
  };

  // The size of /dev/shm, exactly: in the largest unit that leaves no rest; an empty field is a size that is not known.
  const fillSize = bytes => {
    const unit = bytes !== null && bytes > 0 && bytes % GIB === 0 ? GIB : MIB;
    at("scale").value = String(unit);
    at("size").value = bytes === null ? "" : String(bytes / unit);
  };
  const stated = () => at("size").value.trim() === "" ? null : Math.round(Number(at("size").value) * Number(at("scale").value));

  // What is asked stands in the address, so that a link asks the same.
  const FIELDS = ["ranks", "containers", "version", "channels"];
  const address = () => {
    const words = new URLSearchParams();
    const start = { ranks: table.ranks, containers: table.containers, version: table.version, channels: table.channels };
    FIELDS.forEach(id => { if (at(id).value !== String(start[id])) words.set(id, at(id).value); });
    if (stated() !== reported) words.set("shm", stated() === null ? "" : String(stated()));
    written.forEach((w, i) => SIZES.forEach(id => { if (w[id] !== loaders[i].start[id]) words.set(id + (i === 0 ? "" : "." + i), w[id]); }));
    return words.toString();
  };
  const ADDRESS = "#whatif?";
  const keep = () => {
    const words = address();
    const kept = location.hash.startsWith(ADDRESS);
    if (words === "" && !kept) return;
    history.replaceState(null, "", words === "" ? "#whatif" : ADDRESS + words);
  };
  const recall = () => {
    if (!location.hash.startsWith(ADDRESS)) return;
    const words = new URLSearchParams(location.hash.slice(ADDRESS.length));
    reset();
    const take = (id, value) => { const field = at(id); const before = field.value; field.value = value; if (field.value === "" && value !== "") field.value = before; };
    FIELDS.forEach(id => { if (words.has(id)) { take(id, words.get(id)); if (id === "ranks") fillContainers(Number(at("containers").value)); } });
    if (words.has("shm")) fillSize(words.get("shm") === "" ? null : Number(words.get("shm")));
    written.forEach((w, i) => SIZES.forEach(id => {
      const value = words.get(id + (i === 0 ? "" : "." + i));
      const offered = { workers: loaders[i].given.workersOf, prefetch: loaders[i].given.prefetchOf, unit: [1, 1024, MIB] }[id];
      if (value !== null && (!offered || offered.map(String).includes(value))) w[id] = value;
    }));
    showLoader();
  };

  const counts = (text, least, whole) => text.trim() !== "" && Number(text) >= least && Number(text) <= 1e6 && (!whole || Number.isInteger(Number(text)));
  const wrong = () => at("size").value.trim() !== "" && !counts(at("size").value, 0, false) ? "size" : written.some(w => !counts(w.batch, 1, true)) ? "batch" : written.some(w => !counts(w.sample, 0, false)) ? "sample" : null;
  const asked = () => ({
    version: at("version").value, ranks: Number(at("ranks").value), channels: Number(at("channels").value), containers: Number(at("containers").value),
    loaders: written.map(w => ({ workers: Number(w.workers), prefetch: Number(w.prefetch), batch: Number(w.batch), sample: Math.ceil(Number(w.sample) * Number(w.unit)) })),
  });

  // A loader's cell of its table, and the size of its batch: all that its need depends on.
  const part = (job, i) => {
    const { given, sample } = loaders[i];
    const leaves = job.sample === sample ? given.leaves : [job.sample];
    const charge = bytes => Math.ceil((bytes + given.header) / given.page) * given.page;
    const batch = given.constant + total(leaves.map(leaf => given.together ? charge(leaf * job.batch) : job.batch * charge(leaf)));
    const cell = given.cells[given.workersOf.indexOf(job.workers) * given.prefetchOf.length + given.prefetchOf.indexOf(job.prefetch)];
    const [leftovers, held, inLoopBody, handedOver, asideFixed, asideBatches] = cell.slice(-6);
    const asItIs = ["workers", "prefetch", "batch"].every(k => job[k] === given[k]) && job.sample === sample;
    const less = m => asItIs ? given.smaller[m] : 0;
    const moments = table.moments.length;
    const left = batch * held - less(moments + 1);
    const kept = [0, leftovers + batch * held, leftovers + batch * inLoopBody];
    return { works: job.workers > 0, kept, handedOver: batch * handedOver, aside: asideFixed + asideBatches * batch - less(moments), left: leftovers + left,
      need: table.moments.map((_, m) => cell[2 * m] + cell[2 * m + 1] * batch - less(m)) };
  };
  // What workers that stay have of loops that had ended before they were forked.
  const acrossStages = parts => total(table.stages.flatMap((stage, s) => stage.filter(i => parts[i].works && table.keepers[i]).map(
    () => total(table.stages.slice(0, s).flat().map(i => parts[i].left)))));
  // What one rank's loaders need at each moment: those of the stage that needs most, and what forked workers keep of others.
  const perRank = job => {
    const parts = job.loaders.map(part);
    const across = acrossStages(parts);
    const ofStage = stage => {
      const kept = total(stage.flatMap(i => stage.map(j => parts[i].works && parts[j].works ? parts[j].kept[table.kept[i][j]] : 0)));
      const handedOver = stage.map(i => parts[i].handedOver);
      const beside = stage.some(i => table.loaders[i].beside);
      const beyond = across + (beside ? kept : Math.max(0, kept + Math.max(...handedOver) - total(handedOver)));
      return table.moments.map((_, m) => total(parts.map((p, i) => stage.includes(i) ? p.need[m] : table.inherited[m] ? p.aside : 0)) + (table.inherited[m] ? beyond : 0));
    };
    const stages = table.stages.map(ofStage);
    return table.moments.map((_, m) => Math.max(...stages.map(s => s[m])));
  };

  // In the container that needs most.
  const answer = job => {
    const size = job.ranks / job.containers;
    const rank = perRank(job);
    const sum = need => need.nccl + need.loader + need.other;
    const nccl = table.nccl.find(n => n.v === job.version && n.r === job.ranks && n.c === job.channels && n.p === job.containers);
    if (!nccl) return null;
    const all = table.moments.map((_, m) => ({ moment: m, nccl: nccl.needs[m], loader: size * rank[m], other: table.others[m] }));
    const worst = all.reduce((a, b) => sum(b) > sum(a) ? b : a);
    return { ...worst, required: sum(worst), channels: nccl.has, fails: nccl.fails };
  };

  const quoted = word => /[^\w@%+=:,./-]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : word;
  const options = job => {
    const words = [];
    if (job.ranks !== table.ranks) words.push(`--ranks ${job.ranks}`);
    if (job.containers !== table.containers) words.push(`--assume pods=${job.containers}`);
    if (job.version !== table.version) words.push(`--nccl ${job.version}`);
    if (capacity !== reported) words.push(capacity === null ? say("without", { option: "--shm-size" }) : `--shm-size ${capacity}`);
    if (job.channels !== table.channels) words.push(job.channels ? `--assume channels=${job.channels}` : say("without", { option: "--assume channels" }));
    job.loaders.forEach((l, i) => {
      const { given, sample } = loaders[i];
      if (["workers", "prefetch", "batch"].every(k => l[k] === given[k]) && l.sample === sample) return;
      words.push("--loader " + quoted(`workers=${l.workers},prefetch=${l.prefetch},batch=${l.batch},sample=${l.sample === sample ? given.sample : l.sample}${given.stated}`));
    });
    return words.length === 0 ? "" : words.concat(table.open.map(fact => "--assume " + fact)).join(" ");
  };

  const show = () => {
    capacity = stated();
    const bad = wrong();
    const job = asked();
    const found = bad ? null : answer(job);
    section.dataset.required = found && !found.fails && Number.isSafeInteger(found.required) ? found.required : "";
    section.dataset.recommended = section.dataset.required === "" ? "" : recommended(found.required);
    const words = bad ? "" : options(job);
    at("options").textContent = words;
    section.querySelector(".same").hidden = words === "";
    const apart = job.containers > 1 ? [say("apart")] : [];
    at("note").textContent = [...apart, ...notes].reduce((first, second) => first === "" ? second : say("both-notes", { first, second }), "");
    const verdict = at("verdict");
    const tell = (needs, text, css) => { at("needs").textContent = needs; verdict.textContent = text; verdict.className = css; };
    at("bar").replaceChildren();
    at("parts").replaceChildren();
    if (bad) return tell("", say("wrong-" + bad), "unsure");
    if (!found) return tell("", say("not-in-page"), "unsure");
    if (found.fails) return tell(say("nccl-fails"), found.fails, "fails");
    if (!Number.isSafeInteger(found.required)) return tell("", say("too-many"), "fails");
    const asks = recommended(found.required);
    const room = capacity === null ? say("room-unknown")
      : found.required > capacity ? say("room-fails", { short: size(found.required - capacity, true), size: size(capacity, false) })
      : say(asks > capacity ? "room-tight" : "room-fits", { spare: size(capacity - found.required, false), size: size(capacity, false) });
    const css = capacity === null ? "unsure" : found.required > capacity ? "fails" : asks > capacity ? "tight" : "fits";
    const worst = say(job.containers > 1 ? "at-worst-each" : "at-worst", { moment: table.moments[found.moment], room });
    tell(say("needs", { bytes: size(found.required, true) }), worst + (asks > found.required ? " · " + say("recommended", { bytes: size(asks, true) }) : ""), css);
    const scale = Math.max(1, found.required, capacity ?? 0);
    let from = 0;
    const nccl = say("nccl-channels", { channels: found.channels }, found.channels);
    for (const [name, css, bytes] of [[nccl, "c1", found.nccl], [several ? "DataLoaders" : "DataLoader", "c2", found.loader], [say("others"), "c3", found.other]]) {
      if (bytes === 0 && css !== "c1") continue;
      const bar = document.createElement("span");
      bar.className = "part " + css;
      bar.style.left = 100 * from / scale + "%";
      bar.style.width = 100 * bytes / scale + "%";
      at("bar").append(bar);
      const item = document.createElement("li");
      const key = document.createElement("span");
      key.className = "key " + css;
      item.append(key, `${name} ${size(bytes, true)}`);
      at("parts").append(item);
      from += bytes;
    }
    if (capacity !== null) {
      const mark = document.createElement("span");
      mark.className = "mark has";
      mark.style.left = 100 * Math.min(1, capacity / scale) + "%";
      at("bar").append(mark);
    }
  };

  const notes = [];
  if (new Set(table.nccl.map(n => n.v)).size === 1) notes.push(say("other-versions"));
  if (table.open.length > 0) notes.push(say("settled", { facts: table.open.join(", ") }));
  section.querySelector(".several").hidden = !several;
  const form = section.querySelector("form");
  form.addEventListener("submit", event => event.preventDefault());
  const changed = event => {
    const id = event.target.id.slice(3);
    if (id === "ranks") fillContainers(Number(at("containers").value));
    if (id === "loader") showLoader();
    if (SIZES.includes(id)) written[shown()][id] = at(id).value;
    show();
    keep();
  };
  // Some assistive tools and scripts set a field and tell of a change alone.
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("reset", event => { event.preventDefault(); reset(); show(); keep(); });
  addEventListener("hashchange", () => { recall(); show(); });
  reset();
  recall();
  show();
  section.hidden = false;
  document.querySelectorAll("[data-needs-script]").forEach(e => { e.hidden = false; });
})();
