'use strict';
let engine;
const sync = new FileReaderSync();
const opened = f => ({
  name: f.name,
  read: (offset, most) => new Int8Array(sync.readAsArrayBuffer(f.blob.slice(offset, offset + most))),
});
onmessage = async ({ data }) => {
  try {
    if (data.wasm) {
      engine = (await TeaVM.wasmGC.load(new Uint8Array(data.wasm))).exports;
      postMessage({ ready: true });
      return;
    }
    const words = data.words.join('\0');
    engine.begin();
    data.files.forEach(f => engine.file(opened(f)));
    data.logs.forEach(f => engine.log(opened(f)));
    if (data.command === 'redact') {
      postMessage({ id: data.id, redacted: JSON.parse(engine.redacted(data.workload || '')) });
      return;
    }
    if (data.command === 'format') {
      postMessage({ id: data.id, text: engine.written(data.format) });
      return;
    }
    const answer = JSON.parse(data.command === 'explain'
      ? engine.explain(data.platform)
      : engine[data.command](words, data.workload));
    postMessage({ id: data.id, answer });
  } catch (e) {
    postMessage({ id: data.id, failure: String(e && e.message || e) });
  }
};
