/** A text as three numbers of 32 bits, written to `into`: 96 bits, so that a million keys do not meet. */
export function hashText(text: string, into: Uint32Array): void {
  let a = 0x9e37_79b9;
  let b = 0x85eb_ca6b;
  let c = 0xc2b2_ae35;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x0100_0193);
    b = Math.imul(b ^ code, 0x5bd1_e995) ^ (b >>> 15);
    c = Math.imul(c + code, 0x1b87_3593) ^ (c >>> 13);
  }
  into[0] = mixed(a ^ text.length);
  into[1] = mixed(b + a);
  into[2] = mixed(c ^ b);
}

/** The end of MurmurHash3: every bit of the number moves about half of the others. */
function mixed(number: number): number {
  let n = Math.imul(number ^ (number >>> 16), 0x85eb_ca6b);
  n = Math.imul(n ^ (n >>> 13), 0xc2b2_ae35);
  return (n ^ (n >>> 16)) >>> 0;
}
