// Starts the analyzer in a worker, and asks it.
const $ = id => document.getElementById(id);
const encoder = new TextEncoder();
let worker, ready, waiting = new Map(), next = 0;

const piped = async (bytes, stream) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
const fromBase64 = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
const toBase64 = bytes => {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
};
const unpacked = id => piped(fromBase64($(id).textContent.trim()), new DecompressionStream('gzip'));

function start() {
  const source = URL.createObjectURL(new Blob([$('worker').textContent], { type: 'text/javascript' }));
  worker = new Worker(source);
  waiting = new Map();
  ready = new Promise((done, fail) => {
    worker.onmessage = ({ data }) => {
      if (data.ready) { done(); return; }
      const asked = waiting.get(data.id);
      if (data.done !== undefined) { if (asked) asked.progress(data.done); return; }
      waiting.delete(data.id);
      if (!asked && data.failure) { fail(new Error(data.failure)); return; }
      if (asked) data.failure ? asked.fail(new Error(data.failure)) : asked.done(data);
    };
    worker.onerror = e => fail(new Error(e.message));
  });
  const packed = fromBase64($('engine').textContent.trim());
  worker.postMessage({ packed }, [packed.buffer]);
  return ready;
}

async function ask(message, progress = () => {}) {
  await ready;
  return new Promise((done, fail) => {
    const id = ++next;
    waiting.set(id, { done, fail, progress });
    worker.postMessage({ files: [], logs: [], manifests: [], said: {}, ...message, id });
  });
}
