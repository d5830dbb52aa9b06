// The question: what was pasted, dropped and written in the form.
const PASTED = 'standard input';
const KINDS = ['node', 'log', 'manifest'];
let files = [], catalogue = {};

const kindOf = name => /\.(log|out|err)(\.gz)?$/i.test(name) ? 'log'
  : !name.includes('/') && /\.(ya?ml|sbatch|slurm|sh|container)$|devcontainer\.json$/i.test(name) ? 'manifest' : 'node';
const add = (name, blob) => files.push({ name, blob, kind: kindOf(name) });
const pasted = () => $('paste').value.trim() === '' ? [] : [{ name: PASTED, blob: new Blob([$('paste').value]) }];
const fields = () => [...document.querySelectorAll('[data-option]')];
const options = () => fields().filter(i => i.value.trim() !== '').flatMap(i => [i.dataset.option, i.value.trim()]);
const manifests = () => [...files.filter(f => f.kind === 'manifest'),
  ...($('manifest').value.trim() ? [{ name: 'job.yaml', blob: new Blob([$('manifest').value]) }] : [])];
const nodeFiles = id => Object.entries(catalogue[id]).map(([name, text]) => ({ name: id + '/' + name, blob: new Blob([text]) }));

function question(command) {
  const of = kind => files.filter(f => f.kind === kind);
  const node = $('node').value;
  const said = {
    options: options().join('\0'), workload: $('workload').value, command: $('command-line').value.trim(),
    job: $('job-name').value.trim(), sweep: $('sweep').value, node, language: $('language').value,
    platform: document.querySelector('[data-option="--platform"]').value,
  };
  if (command === 'explain') {
    return { files: [], logs: [...of('log'), ...pasted(), ...of('node')].slice(0, 1), manifests: [], said: { ...said, node: '' } };
  }
  const given = node ? nodeFiles(node) : [...of('node'), ...(command === 'verify' ? [] : of('log')), ...pasted()];
  return { files: given, logs: command === 'verify' ? of('log') : [], manifests: manifests(), said };
}

const quoted = word => /^[\w.,:=+\/@%-]+$/.test(word) ? word : "'" + word.replace(/'/g, "'\\''") + "'";

/** The same question on the command line. */
function call(command, q) {
  const name = f => f.name === PASTED ? '-' : f.name.includes('/') ? f.name.slice(0, f.name.lastIndexOf('/')) : f.name;
  const where = q.said.node ? ['node:' + q.said.node] : [...new Set(q.files.map(name))];
  const language = q.said.language === 'en' ? [] : ['--lang', q.said.language];
  if (command === 'explain') {
    const place = q.said.platform ? ['--platform', q.said.platform] : [];
    return ['shmfit', 'explain', ...q.logs.map(name), ...place, ...language].map(quoted).join(' ');
  }
  const words = ['shmfit', command, ...where];
  q.logs.forEach(f => words.push('--nccl-log', name(f)));
  words.push(...options());
  if (q.said.workload.trim()) words.push('--workload', 'workload.yaml');
  const last = q.manifests.length - 1;
  q.manifests.forEach((f, i) => words.push('-f', f.name + (i === last && q.said.job ? '#' + q.said.job : '')));
  if (command === 'plan' && q.said.sweep.trim()) words.push('--sweep', ...q.said.sweep.trim().split(/\s+/));
  if (command === 'analyze') words.push(...language);
  const line = words.map(quoted).join(' ') + (q.said.command ? ' -- ' + q.said.command : '');
  if (command !== 'analyze' || q.manifests.length === 0) return line;
  const more = q.said.workload.trim() ? ['--workload', 'workload.yaml'] : [];
  return line + '\n' + ['shmfit', 'fix', '--node', where[0] || '-', ...more, ...q.manifests.map(f => f.name)].map(quoted).join(' ');
}

function taken() {
  $('given').replaceChildren(...files.map((f, i) => {
    const item = document.createElement('li');
    const kind = document.createElement('select');
    kind.setAttribute('aria-label', f.name);
    KINDS.forEach(k => kind.append(new Option(say('kind-' + k), k, false, k === f.kind)));
    kind.onchange = () => { f.kind = kind.value; };
    const remove = Object.assign(document.createElement('button'), { type: 'button', textContent: say('remove') + ' ' + f.name });
    remove.onclick = () => { files.splice(i, 1); taken(); };
    item.append(f.name + ' ', kind, ' ', remove);
    return item;
  }));
}

async function entries(entry, path) {
  if (entry.isFile) {
    const file = await new Promise((done, fail) => entry.file(done, fail));
    add(path + file.name, file);
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return;
    for (const e of some) await entries(e, path + entry.name + '/');
  }
}
