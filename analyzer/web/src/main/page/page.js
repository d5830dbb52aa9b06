'use strict';
(() => {
  const $ = id => document.getElementById(id);
  const encoder = new TextEncoder();
  let worker, ready, waiting = new Map(), next = 0, files = [], command = 'analyze', format = 'page', results = {};

  const piped = async (bytes, stream) =>
    new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
  const fromBase64 = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const toBase64 = bytes => {
    let text = '';
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return btoa(text);
  };

  function start() {
    const source = URL.createObjectURL(new Blob([$('worker').textContent], { type: 'text/javascript' }));
    worker = new Worker(source);
    waiting = new Map();
    ready = new Promise((done, fail) => {
      worker.onmessage = ({ data }) => {
        if (data.ready) { done(); return; }
        const asked = waiting.get(data.id);
        waiting.delete(data.id);
        if (!asked && data.failure) { fail(new Error(data.failure)); return; }
        if (asked) data.failure ? asked.fail(new Error(data.failure)) : asked.done(data);
      };
      worker.onerror = e => fail(new Error(e.message));
    });
    piped(fromBase64($('engine').textContent), new DecompressionStream('gzip'))
      .then(wasm => worker.postMessage({ wasm: wasm.buffer }, [wasm.buffer]));
    return ready;
  }

  async function ask(message) {
    await ready;
    return new Promise((done, fail) => {
      const id = ++next;
      waiting.set(id, { done, fail });
      worker.postMessage({ words: [], workload: '', files: [], logs: [], platform: '', ...message, id });
    });
  }

  const isLog = f => /\.(log|out|err)(\.gz)?$/i.test(f.name);
  const pasted = () => $('paste').value.trim() === '' ? [] : [{ name: 'standard input', blob: new Blob([$('paste').value]) }];
  const options = () => [...document.querySelectorAll('[data-option]')].filter(i => i.value.trim() !== '')
    .flatMap(i => [i.dataset.option, i.value.trim()]);
  const question = () => {
    const all = [...files, ...pasted()];
    if (command === 'explain') return { files: [], logs: all.slice(0, 1) };
    if (command === 'verify') return { files: all.filter(f => !isLog(f)), logs: all.filter(isLog) };
    return { files: all, logs: [] };
  };
  const quoted = word => /^[\w.,:=+\/@%-]+$/.test(word) ? word : "'" + word.replace(/'/g, "'\\''") + "'";
  const call = q => {
    const words = ['shmfit', command === 'verify' ? 'verify' : command];
    const name = f => f.name === 'standard input' ? '-' : f.name.includes('/') ? f.name.slice(0, f.name.lastIndexOf('/')) : f.name;
    words.push(...new Set(q.files.map(name)));
    q.logs.forEach(f => words.push(...(command === 'verify' ? ['--nccl-log', name(f)] : [name(f)])));
    if (command !== 'explain') words.push(...options());
    if (command !== 'explain' && $('workload').value.trim()) words.push('--workload', 'job.yaml');
    return words.map(quoted).join(' ');
  };

  async function run(which) {
    command = which;
    const q = question();
    $('cancel').hidden = false;
    $('status').textContent = 'Working…';
    const began = performance.now();
    try {
      const platform = document.querySelector('[data-option="--platform"]').value.trim();
      const { answer } = await ask({ command, ...q, words: options(), workload: $('workload').value, platform });
      results = {};
      await show(answer, q);
      $('status').textContent = `Answered in ${((performance.now() - began) / 1000).toFixed(2)} s`;
      document.body.dataset.answered = String(answer.exit);
    } catch (e) {
      $('status').textContent = 'This is a bug in shmfit; please report it with the input: ' + e.message;
      document.body.dataset.answered = '70';
    } finally {
      $('cancel').hidden = true;
    }
  }

  function list(id, items) {
    const place = $(id);
    place.hidden = items.length === 0;
    place.querySelector('ul').replaceChildren(...items.map(t => Object.assign(document.createElement('li'), { textContent: t })));
  }

  async function show(answer, q) {
    $('answer').hidden = false;
    $('message').textContent = answer.message;
    list('recognised', answer.recognised.map(r => `${r.file}, ${r.lines}: ${r.what}${r.used ? '' : ', not used'}`));
    list('notes', answer.notes);
    $('command').textContent = call(q);
    if (!answer.formats.includes(format)) format = answer.formats[0] || '';
    $('formats').replaceChildren(...answer.formats.map(f => {
      const b = Object.assign(document.createElement('button'), { type: 'button', textContent: f });
      b.setAttribute('aria-pressed', String(f === format));
      b.onclick = () => { format = f; choose(); };
      return b;
    }));
    await choose();
  }

  async function choose() {
    [...$('formats').children].forEach(b => b.setAttribute('aria-pressed', String(b.textContent === format)));
    const text = format ? await written(format) : '';
    const page = format === 'page' || format === 'html';
    $('report').hidden = !page;
    $('written').hidden = page || !text;
    if (page) $('report').srcdoc = text; else $('written').textContent = text;
  }

  async function written(f) {
    results[f] ??= (await ask({ command: 'format', format: f })).text;
    return results[f];
  }

  function taken() {
    $('given').replaceChildren(...files.map((f, i) => {
      const item = document.createElement('li');
      const remove = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Remove ' + f.name });
      remove.onclick = () => { files.splice(i, 1); taken(); };
      item.append(f.name + ' ', remove);
      return item;
    }));
  }

  async function entries(entry, path) {
    if (entry.isFile) {
      const file = await new Promise((done, fail) => entry.file(done, fail));
      files.push({ name: path + file.name, blob: file });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, fail) => reader.readEntries(done, fail));
      if (some.length === 0) return;
      for (const e of some) await entries(e, path + entry.name + '/');
    }
  }

  async function share() {
    const q = question();
    const { redacted } = await ask({ command: 'redact', files: q.files, workload: $('workload').value });
    const left = q.logs.map(f => f.name);
    const held = { v: 1, command, files: redacted.files, options: options(), workload: redacted.workload };
    const packed = await piped(encoder.encode(JSON.stringify(held)), new CompressionStream('deflate-raw'));
    const address = location.href.split('#')[0] + '#q=' + toBase64(packed).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
    $('link').hidden = false;
    $('address').value = address;
    $('left-out').textContent = 'Names of hosts and users, addresses and keys are replaced by pseudonyms.'
      + (left.length ? ' Logs are not in the link: ' + left.join(', ') + '.' : '')
      + (address.length > 30000 ? ' The address is long; some programs cut it off.' : '');
  }

  async function fromLink() {
    const text = location.hash.match(/^#q=([\w-]+)$/);
    if (!text) return;
    try {
      const packed = fromBase64(text[1].replace(/-/g, '+').replace(/_/g, '/'));
      const held = JSON.parse(new TextDecoder().decode(await piped(packed, new DecompressionStream('deflate-raw'))));
      const names = Object.keys(held.files);
      const capture = names.length > 1 || names[0] === 'capture.json' || names[0].startsWith('pasted-');
      files = names.map(n => ({ name: capture && !n.includes('/') ? 'link/' + n : n, blob: new Blob([String(held.files[n])]) }));
      if (files.length === 1 && files[0].name === 'standard input') { $('paste').value = String(held.files['standard input']); files = []; }
      for (let i = 0; i + 1 < held.options.length; i += 2) {
        const field = [...document.querySelectorAll('[data-option]')].find(f => f.dataset.option === held.options[i]);
        if (field) field.value = String(held.options[i + 1]);
      }
      $('workload').value = String(held.workload || '');
      taken();
      await run('analyze');
    } catch (e) {
      $('status').textContent = 'The link is damaged or cut off; ask for it once more.';
    }
  }

  $('files').onchange = () => {
    files.push(...[...$('files').files].map(f => ({ name: f.name, blob: f })));
    taken();
  };
  document.ondragover = e => { e.preventDefault(); $('drop').classList.add('over'); };
  document.ondragleave = () => $('drop').classList.remove('over');
  document.ondrop = async e => {
    e.preventDefault();
    $('drop').classList.remove('over');
    for (const entry of [...e.dataTransfer.items].map(i => i.webkitGetAsEntry()).filter(Boolean)) await entries(entry, '');
    taken();
  };
  $('analyze').onclick = () => run('analyze');
  $('verify').onclick = () => run('verify');
  $('explain').onclick = () => run('explain');
  $('share').onclick = share;
  $('cancel').onclick = async () => {
    worker.terminate();
    $('cancel').hidden = true;
    $('status').textContent = 'Cancelled';
    await start();
  };
  let later;
  $('job').oninput = () => {
    clearTimeout(later);
    if (!$('answer').hidden && command !== 'explain') later = setTimeout(() => run(command), 400);
  };
  $('job').onsubmit = e => { e.preventDefault(); run('analyze'); };
  $('copy').onclick = async () => navigator.clipboard.writeText(await written(format));
  $('save').onclick = async () => {
    const endings = { page: 'html', html: 'html', json: 'json', markdown: 'md' };
    const a = document.createElement('a');
    a.href = URL.createObjectURL(new Blob([await written(format)]));
    a.download = 'shmfit.' + (endings[format] || 'txt');
    a.click();
  };
  start().then(() => {
    $('status').textContent = 'Ready';
    document.body.dataset.ready = String(Math.round(performance.now()));
    return fromLink();
  }, e => { $('status').textContent = 'This browser cannot run the analyzer (WebAssembly with garbage collection is needed): ' + e.message; });
})();
