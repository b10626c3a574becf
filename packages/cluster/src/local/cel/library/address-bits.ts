/** An IP address as a number. */
export function bitsOf(text: string): bigint {
  if (!text.includes(':')) return text.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const v4 = dotted === null ? 0n : bitsOf(dotted[2] ?? '');
  const whole = dotted === null ? text : `${dotted[1]}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`;
  const [left = '', right] = whole.split('::');
  const head = left.split(':').filter(Boolean);
  const tail = (right ?? '').split(':').filter(Boolean);
  const zeros = Array.from({ length: right === undefined ? 0 : 8 - head.length - tail.length }, () => '0');
  return [...head, ...zeros, ...tail].reduce((bits, part) => (bits << 16n) | BigInt(`0x${part}`), 0n);
}

/** An address in the one form that RFC 5952 calls canonical. */
export function canonicalAddress(address: string | bigint, family?: 4 | 6): string {
  const bits = typeof address === 'bigint' ? address : bitsOf(address);
  if (family === 4 || (typeof address === 'string' && !address.includes(':'))) {
    return [24n, 16n, 8n, 0n].map((shift) => String((bits >> shift) & 0xffn)).join('.');
  }
  const parts = Array.from({ length: 8 }, (_, at) => ((bits >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
  const run = longestZeros(parts);
  if (run.length < 2) return parts.join(':');
  return `${parts.slice(0, run.at).join(':')}::${parts.slice(run.at + run.length).join(':')}`;
}

function longestZeros(parts: readonly string[]): { readonly at: number; readonly length: number } {
  let best = { at: 0, length: 0 };
  for (let at = 0; at < parts.length; at++) {
    let length = 0;
    while (parts[at + length] === '0') length++;
    if (length > best.length) best = { at, length };
  }
  return best;
}
