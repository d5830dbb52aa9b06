// A link that holds the question behind its #.
const FORM = { workload: 'workload', command: 'command-line' };
const LONG = 30000;

async function share() {
  const q = question(command);
  q.files = q.files.filter(f => f.kind !== 'log');
  try {
    const { answer } = await ask({ command: 'redact', ...q });
    const held = { v: 1, command, ...answer, options: options(), ...Object.fromEntries(
      ['node', 'sweep', 'job'].map(n => [n, q.said[n]])) };
    const packed = await piped(encoder.encode(JSON.stringify(held)), new CompressionStream('deflate-raw'));
    const address = location.href.split('#')[0] + '#q=' + toBase64(packed).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
    const logs = command === 'explain' ? q.logs : files.filter(f => f.kind === 'log');
    $('link').hidden = false;
    $('left-out').textContent = say('redacted') + (logs.length ? ' ' + say('no-logs', logs.map(f => f.name).join(', ')) : '')
      + (address.length > LONG ? ' ' + say('long') : '');
    $('address').value = address;
    $('address').focus();
  } catch (e) {
    $('status').textContent = e.message;
  }
}

async function fromLink() {
  const text = location.hash.match(/^#q=([\w-]+)$/);
  if (!text) return;
  try {
    const packed = fromBase64(text[1].replace(/-/g, '+').replace(/_/g, '/'));
    const held = JSON.parse(new TextDecoder().decode(await piped(packed, new DecompressionStream('deflate-raw'))));
    const names = Object.keys(held.files);
    const whole = names.length > 1 || names.some(n => n === 'capture.json' || n.startsWith('pasted-'));
    files = [];
    if (names.length === 1 && names[0] === PASTED) $('paste').value = String(held.files[PASTED]);
    else names.forEach(n => add(whole && !n.includes('/') ? 'link/' + n : n, new Blob([String(held.files[n])])));
    files.forEach(f => { f.kind = 'node'; });
    for (let i = 0; i + 1 < held.options.length; i += 2) {
      const field = fields().find(f => f.dataset.option === held.options[i]);
      if (field) field.value = String(held.options[i + 1]);
    }
    Object.entries(FORM).forEach(([name, id]) => { $(id).value = String(held[name] || ''); });
    $('manifest').value = (held.manifests || []).map(String).join('\n---\n');
    $('job-name').value = String(held.job || '');
    $('sweep').value = String(held.sweep || '');
    $('node').value = held.node in catalogue ? held.node : '';
    taken();
    await run(held.command === 'plan' ? 'plan' : 'analyze');
  } catch (e) {
    $('status').textContent = say('damaged');
  }
}
