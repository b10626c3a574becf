import { FIRST } from './pack-columns.ts';

/** What was written, in the same order; a column is taken apart when it is asked for. */
export interface ColumnReader {
  readonly number: () => (row: number) => number;
  /** The same, for those who may ask for all of them. */
  readonly numbers: () => NumberReader;
  readonly texts: () => TextReader;
  readonly uuids: () => (row: number) => string | null;
}

/** A column of numbers. */
export interface NumberReader {
  (row: number): number;
  /** All at once, for those who ask for each of them; in this memory where they fit there, until it is used again. */
  readonly all: (into?: Int32Array | Float64Array) => Float64Array | Int32Array;
}

/** A column of texts, each of which is written once. */
export interface TextReader {
  readonly textOf: (row: number) => string | null;
  /** The same for rows that have the same text. */
  readonly placeOf: (row: number) => number;
}

/** Reads what a {@link columnWriter} has written, of so many rows. */
export function columnReader(bytes: Buffer, rows: number): ColumnReader {
  const count = bytes[0] ?? 0;
  let at = 1 + count * 4;
  const starts = [at];
  for (let nth = 0; nth < count; nth++) {
    at += bytes.readUInt32LE(1 + nth * 4);
    starts.push(at);
  }
  let nth = 0;
  // A page reads one row of a hundred blocks each: what is made for a column is one function, and no view of the bytes.
  const number = (): ((row: number) => number) => {
    const column = nth++;
    return (row) => numberAt(bytes, starts[column] ?? 0, starts[column + 1] ?? 0, rows, row);
  };
  /** Of one of the texts that were written once. */
  const readText = (column: number, place: number): string | null => {
    const text = starts[column] ?? 0;
    const ends = starts[column + 1] ?? 0;
    const behind = starts[column + 2] ?? 0;
    const distinct = bytes.readUInt32LE(ends);
    const from = place === 0 ? FIRST : Math.abs(numberAt(bytes, ends + 4, behind, distinct, place - 1));
    const end = numberAt(bytes, ends + 4, behind, distinct, place);
    // Where something ends before it begins is nothing.
    return end < 0 ? null : bytes.toString('utf8', text + from, text + end);
  };
  return {
    number,
    numbers() {
      const [from, to] = [starts[nth] ?? 0, starts[nth + 1] ?? 0];
      return Object.assign(number(), {
        all: (into?: Int32Array | Float64Array) => readAllNumbers(bytes.subarray(from, to), rows, into),
      });
    },
    texts() {
      const column = nth;
      nth += 2;
      const placeOf = number();
      return { textOf: (row) => readText(column, placeOf(row)), placeOf };
    },
    uuids() {
      const digits = nth;
      nth += 3;
      const placeOf = number();
      const uuids = ((starts[digits + 1] ?? 0) - (starts[digits] ?? 0)) / 16;
      return (row) => {
        const place = placeOf(row);
        if (place >= uuids) return readText(digits + 1, place - uuids);
        const from = (starts[digits] ?? 0) + place * 16;
        return withHyphens(bytes.toString('hex', from, from + 16));
      };
    },
  };
}

function numberAt(bytes: Buffer, from: number, to: number, rows: number, row: number): number {
  const least = bytes.readDoubleLE(from);
  const first = from + 8;
  if (to === first) return least;
  let value = 0;
  for (let at = to - rows + row; at >= first; at -= rows) value = value * 256 + (bytes[at] ?? 0);
  return least + value;
}

function readAllNumbers(bytes: Buffer, rows: number, into?: Int32Array | Float64Array): Float64Array | Int32Array {
  const least = bytes.readDoubleLE(0);
  const planes = rows === 0 ? 0 : (bytes.length - 8) / rows;
  const isSmall = planes <= 3 && Math.abs(least) < 2 ** 30;
  const fits = into !== undefined && rows <= into.length && (isSmall || into instanceof Float64Array);
  const all = fits ? into : isSmall ? new Int32Array(rows) : new Float64Array(rows);
  all.fill(least, 0, rows);
  // Most are of two or three bytes; those are added at once.
  const [first, second, third] = [8, 8 + rows, 8 + 2 * rows];
  if (planes === 1) for (let row = 0; row < rows; row++) all[row] = least + (bytes[first + row] ?? 0);
  else if (planes === 2)
    for (let row = 0; row < rows; row++)
      all[row] = least + ((bytes[first + row] ?? 0) | ((bytes[second + row] ?? 0) << 8));
  else if (planes === 3)
    for (let row = 0; row < rows; row++)
      all[row] =
        least + ((bytes[first + row] ?? 0) | ((bytes[second + row] ?? 0) << 8) | ((bytes[third + row] ?? 0) << 16));
  else {
    let factor = 1;
    for (let at = 8; at < bytes.length; at += rows) {
      for (let row = 0; row < rows; row++) all[row] = (all[row] ?? 0) + (bytes[at + row] ?? 0) * factor;
      factor *= 256;
    }
  }
  return all;
}

function withHyphens(digits: string): string {
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}
