// What the buttons do.
$('files').onchange = () => {
  [...$('files').files].forEach(f => add(f.name, f));
  $('files').value = '';
  taken();
};
// Text that is dragged goes where it is dropped; files are taken anywhere.
const hasFiles = e => [...e.dataTransfer.types].includes('Files');
document.ondragover = e => { if (hasFiles(e)) { e.preventDefault(); $('drop').classList.add('over'); } };
document.ondragleave = () => $('drop').classList.remove('over');
document.ondrop = async e => {
  if (!hasFiles(e)) return;
  e.preventDefault();
  $('drop').classList.remove('over');
  // An entry is asked for directories alone: on a page from a disk Chromium does not give the file of one.
  const dropped = [...e.dataTransfer.items].filter(i => i.kind === 'file').map(i => [i.webkitGetAsEntry(), i.getAsFile()]);
  for (const [entry, file] of dropped) {
    if (entry && entry.isDirectory) await entries(entry, '');
    else if (file) add(file.name, file);
  }
  taken();
};
['analyze', 'verify', 'plan', 'explain'].forEach(id => { $(id).onclick = () => run(id); });
$('share').onclick = share;
$('cancel').onclick = async () => {
  worker.terminate();
  asking++;
  $('cancel').hidden = true;
  $('progress').hidden = true;
  $('status').textContent = say('cancelled');
  await start();
};
$('reset').onclick = () => {
  files = [];
  ['paste', 'node', 'command-line', 'manifest', 'job-name', 'workload', 'sweep'].forEach(id => { $(id).value = ''; });
  $('job').reset();
  $('answer').hidden = $('link').hidden = true;
  taken();
};
let later;
const live = () => {
  clearTimeout(later);
  if (!$('answer').hidden && (command === 'analyze' || command === 'verify')) later = setTimeout(() => run(command), 400);
};
$('job').oninput = live;
$('command-line').oninput = live;
$('node').onchange = live;
$('job').onsubmit = e => { e.preventDefault(); run('analyze'); };
$('language').onchange = () => {
  speak($('language').value);
  taken();
  if (!$('answer').hidden) run(command);
};
$('copy').onclick = async () => navigator.clipboard.writeText(await written(format));
$('save').onclick = async () => save(await written(format));

speak(['ko', 'zh'].find(l => navigator.language.toLowerCase().startsWith(l)) || 'en');
$('status').textContent = say('loading');
Promise.all([start(), unpacked('catalogue')]).then(([, packed]) => {
  catalogue = JSON.parse(new TextDecoder().decode(packed));
  $('status').textContent = say('ready');
  document.body.dataset.ready = String(Math.round(performance.now()));
  return fromLink();
}, e => { $('status').textContent = say('old-browser') + ' ' + e.message; });
