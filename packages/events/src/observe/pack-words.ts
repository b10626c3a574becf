/**
 * Rows of so many words of 32 bits as a text: word by word above the least of all rows, and of each no more bytes than the greatest needs.
 * Times that lie close together thus take a byte or two.
 */
export function packWords(rows: Uint32Array, words: number): string {
  const count = rows.length / words;
  const columns: Buffer[] = [];
  for (let nth = 0; nth < words; nth++) {
    let least = 0xffff_ffff;
    let most = 0;
    for (let at = nth; at < rows.length; at += words) {
      const value = rows[at] ?? 0;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    let width = 0;
    for (let range = most - least; range >= 1; range /= 256) width++;
    const column = Buffer.alloc(5 + width * count);
    column.writeUInt32LE(count === 0 ? 0 : least, 0);
    column[4] = width;
    for (let row = 0; row < count; row++) {
      const value = (rows[row * words + nth] ?? 0) - least;
      for (let byte = 0; byte < width; byte++) column[5 + byte * count + row] = value >>> (8 * byte);
    }
    columns.push(column);
  }
  const head = Buffer.alloc(2);
  head.writeUInt16LE(count);
  return Buffer.concat([head, ...columns]).toString('base64');
}

/** The rows again. */
export function unpackWords(text: string, words: number): Uint32Array {
  const bytes = Buffer.from(text, 'base64');
  const count = bytes.readUInt16LE(0);
  const rows = new Uint32Array(count * words);
  let at = 2;
  for (let nth = 0; nth < words; nth++) {
    const least = bytes.readUInt32LE(at);
    const width = bytes[at + 4] ?? 0;
    at += 5;
    for (let row = 0; row < count; row++) {
      let value = 0;
      for (let byte = width - 1; byte >= 0; byte--)
        value = ((value << 8) | (bytes[at + byte * count + row] ?? 0)) >>> 0;
      rows[row * words + nth] = least + value;
    }
    at += width * count;
  }
  return rows;
}
