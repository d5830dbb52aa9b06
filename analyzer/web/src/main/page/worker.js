'use strict';
let engine;
const sync = new FileReaderSync();
const LARGE = 4 << 20;
const opened = (f, id) => ({
  name: f.name,
  read: (offset, most) => {
    if (f.blob.size > LARGE) postMessage({ id, done: offset / f.blob.size });
    return new Int8Array(sync.readAsArrayBuffer(f.blob.slice(offset, offset + most)));
  },
});
const answered = text => {
  if (text.startsWith('\0')) throw new Error(text.slice(1));
  return text;
};
onmessage = async ({ data }) => {
  const { id } = data;
  try {
    if (data.packed) {
      engine = (await TeaVM.wasmGC.load(fromLzma(data.packed))).exports;
      postMessage({ ready: true });
      return;
    }
    if (data.command === 'format') {
      postMessage({ id, text: answered(engine.written(data.format)) });
      return;
    }
    engine.begin();
    data.files.forEach(f => engine.file(opened(f, id)));
    data.logs.forEach(f => engine.log(opened(f, id)));
    data.manifests.forEach(f => engine.manifest(opened(f, id)));
    engine.progress({ told: (done, all) => postMessage({ id, done: done / all }) });
    Object.entries(data.said).forEach(([name, text]) => engine.say(name, text));
    postMessage({ id, answer: JSON.parse(answered(engine.answer(data.command))) });
  } catch (e) {
    postMessage({ id, failure: String(e && e.message || e) });
  }
};
