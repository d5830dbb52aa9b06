// Unpacks LZMA with the header that "xz --format=lzma" writes, whose size is known: a third smaller than gzip, which is all
// that browsers have. Names are those of the format's specification.
function fromLzma(packed) {
  const props = packed[0], lc = props % 9, lp = Math.floor(props / 9) % 5, pb = Math.floor(props / 45);
  const header = new DataView(packed.buffer, packed.byteOffset, 13);
  const out = new Uint8Array(header.getUint32(5, true));
  const tree = bits => new Uint16Array(1 << bits).fill(1024);
  const all = (count, made) => Array.from({ length: count }, made);
  const literals = new Uint16Array(768 << (lc + lp)).fill(1024);
  const isMatch = tree(8), isRep0Long = tree(8), isRep = tree(4), isRepG0 = tree(4), isRepG1 = tree(4), isRepG2 = tree(4);
  const posSlots = all(4, () => tree(6)), posSpecial = tree(7), align = tree(4);
  const lengths = () => ({ choice: tree(1), low: all(16, () => tree(3)), mid: all(16, () => tree(3)), high: tree(8) });
  const matchLength = lengths(), repLength = lengths();
  let at = 18, range = 0xffffffff, code = 0;
  for (let i = 14; i < 18; i++) code = (code << 8 | packed[i]) >>> 0;

  const bit = (probs, i) => {
    const p = probs[i], bound = (range >>> 11) * p;
    let b = 0;
    if (code < bound) {
      range = bound;
      probs[i] = p + (2048 - p >> 5);
    } else {
      range -= bound;
      code -= bound;
      probs[i] = p - (p >> 5);
      b = 1;
    }
    if (range < 0x1000000) {
      range = range << 8 >>> 0;
      code = (code << 8 | packed[at++]) >>> 0;
    }
    return b;
  };
  const bits = (probs, count) => {
    let m = 1;
    for (let i = 0; i < count; i++) m = m << 1 | bit(probs, m);
    return m - (1 << count);
  };
  const reversed = (probs, from, count) => {
    let m = 1, value = 0;
    for (let i = 0; i < count; i++) {
      const b = bit(probs, from + m);
      m = m << 1 | b;
      value |= b << i;
    }
    return value;
  };
  const direct = count => {
    let value = 0;
    for (; count > 0; count--) {
      range >>>= 1;
      const b = code >= range ? 1 : 0;
      if (b) code -= range;
      value = value << 1 | b;
      if (range < 0x1000000) {
        range = range << 8 >>> 0;
        code = (code << 8 | packed[at++]) >>> 0;
      }
    }
    return value >>> 0;
  };
  const length = (l, posState) => bit(l.choice, 0) === 0 ? bits(l.low[posState], 3)
    : bit(l.choice, 1) === 0 ? 8 + bits(l.mid[posState], 3) : 16 + bits(l.high, 8);
  const distance = len => {
    const slot = bits(posSlots[Math.min(len, 3)], 6);
    if (slot < 4) return slot;
    const count = (slot >> 1) - 1, base = (2 | slot & 1) << count >>> 0;
    return slot < 14 ? base + reversed(posSpecial, base - slot, count)
      : base + direct(count - 4) * 16 + reversed(align, 0, 4);
  };

  let pos = 0, state = 0, rep0 = 0, rep1 = 0, rep2 = 0, rep3 = 0;
  while (pos < out.length) {
    const posState = pos & (1 << pb) - 1;
    if (bit(isMatch, (state << 4) + posState) === 0) {
      const before = pos > 0 ? out[pos - 1] : 0;
      const from = 768 * (((pos & (1 << lp) - 1) << lc) + (before >> 8 - lc));
      let symbol = 1;
      if (state >= 7) {
        let match = out[pos - rep0 - 1];
        do {
          const m = match >> 7 & 1;
          match <<= 1;
          const b = bit(literals, from + (1 + m << 8) + symbol);
          symbol = symbol << 1 | b;
          if (m !== b) break;
        } while (symbol < 256);
      }
      while (symbol < 256) symbol = symbol << 1 | bit(literals, from + symbol);
      out[pos++] = symbol;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let len;
    if (bit(isRep, state) === 0) {
      rep3 = rep2; rep2 = rep1; rep1 = rep0;
      len = length(matchLength, posState);
      state = state < 7 ? 7 : 10;
      rep0 = distance(len);
      if (rep0 === 0xffffffff) break;
    } else {
      if (bit(isRepG0, state) === 0) {
        if (bit(isRep0Long, (state << 4) + posState) === 0) {
          state = state < 7 ? 9 : 11;
          out[pos] = out[pos - rep0 - 1];
          pos++;
          continue;
        }
      } else {
        let far;
        if (bit(isRepG1, state) === 0) far = rep1;
        else {
          if (bit(isRepG2, state) === 0) far = rep2;
          else { far = rep3; rep3 = rep2; }
          rep2 = rep1;
        }
        rep1 = rep0;
        rep0 = far;
      }
      len = length(repLength, posState);
      state = state < 7 ? 8 : 11;
    }
    for (len += 2; len > 0 && pos < out.length; len--, pos++) out[pos] = out[pos - rep0 - 1];
  }
  if (pos !== out.length || at > packed.length) throw new Error('the page is damaged');
  return out;
}
