/**
 * A block of headers that leaves the other side's table as it is, so that it can be made once and sent on every connection; of
 * names in lower case (RFC 7541, 6.2.2).
 */
export function writeHeaderBlock(headers: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (name === ':status' && value === '200') parts.push(STATUS_200);
    else parts.push(Buffer.from([0]), textOf(name), textOf(value));
  }
  return Buffer.concat(parts);
}

const STATUS_200 = Buffer.from([0x88]);

function textOf(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  return Buffer.concat([Buffer.from(integerOf(bytes.length)), bytes]);
}

/** In the last seven bits of a byte, the others in further ones. */
function integerOf(value: number): readonly number[] {
  if (value < 0x7f) return [value];
  const bytes = [0x7f];
  let rest = value - 0x7f;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}
