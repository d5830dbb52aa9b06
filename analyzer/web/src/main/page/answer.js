// The answer, in the formats that it has.
let command = 'analyze', format = 'page', results = {}, asking = 0;

async function run(which) {
  command = which;
  const q = question(which);
  const own = ++asking;
  $('cancel').hidden = false;
  $('status').textContent = say('working');
  const began = performance.now();
  try {
    const { answer } = await ask({ command, ...q }, done => {
      $('progress').hidden = false;
      $('progress').value = done;
      $('status').textContent = say('working') + ' ' + Math.floor(done * 100) + ' %';
    });
    if (own !== asking) return;
    results = {};
    await show(answer, q);
    $('status').textContent = say('answered', ((performance.now() - began) / 1000).toFixed(2));
    document.body.dataset.answered = String(answer.exit);
  } catch (e) {
    if (own === asking) failed(e);
  } finally {
    if (own === asking) {
      $('cancel').hidden = true;
      $('progress').hidden = true;
    }
  }
}

function failed(e) {
  $('status').textContent = say('bug') + ' ' + e.message;
  document.body.dataset.answered = '70';
}

function list(id, items) {
  const place = $(id);
  place.hidden = items.length === 0;
  place.querySelector('ul').replaceChildren(...items.map(t => Object.assign(document.createElement('li'), { textContent: t })));
}

async function show(answer, q) {
  $('answer').hidden = false;
  $('message').textContent = told(answer.message);
  $('notes').open = true;
  list('recognised', answer.recognised.map(r => `${r.file}, ${r.lines}: ${r.what}${r.used ? '' : say('unused')}`));
  list('notes', answer.notes);
  $('command').textContent = call(command, q);
  if (!answer.formats.includes(format)) format = answer.formats[0] || '';
  $('formats').replaceChildren(...answer.formats.map(f => {
    const b = Object.assign(document.createElement('button'), { type: 'button', textContent: say('format-' + f) });
    b.dataset.format = f;
    b.setAttribute('aria-pressed', String(f === format));
    b.onclick = () => { format = f; choose().catch(failed); };
    return b;
  }));
  await choose();
}

async function choose() {
  [...$('formats').children].forEach(b => b.setAttribute('aria-pressed', String(b.dataset.format === format)));
  const chosen = format, own = asking;
  const text = chosen ? await written(chosen) : '';
  if (chosen !== format || own !== asking) return; // another answer or format was asked for meanwhile
  const page = format === 'page' || format === 'html';
  $('report').hidden = !page;
  $('written').hidden = page || !text;
  if (page) $('report').srcdoc = text; else $('written').textContent = text;
}

async function written(f) {
  results[f] ??= (await ask({ command: 'format', format: f })).text;
  return results[f];
}

function save(text) {
  const endings = { page: 'html', html: 'html', json: 'json', markdown: 'md', csv: 'csv', manifest: 'yaml', diff: 'diff' };
  const a = document.createElement('a');
  a.href = URL.createObjectURL(new Blob([text]));
  a.download = 'shmfit.' + (endings[format] || 'txt');
  a.click();
}
